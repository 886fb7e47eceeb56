//! What the reader of the document model understood, for the rules about whole reports.
//!
//! The check reads line by line; the document model knows more conventions. Rules that ask for a part must not say that it is
//! missing where either of them found it.

use backstory_check::reading::{
    Action, Complement, Contradicted, Entry, Fact, FactKey, Moment, Row, Section, SectionKind,
};
use backstory_report::document::{self, Document, Text};
use backstory_report::numbers::{Contradiction, contradictions};

/// Reads a text by the document model.
pub(in crate::command) fn read(source: &str) -> Complement {
    of(&Document::parse(source))
}

/// What a document tells.
pub(super) fn of(document: &Document) -> Complement {
    Complement {
        facts: document.facts.iter().filter_map(fact).collect(),
        sections: document.sections.iter().filter_map(section).collect(),
        rows: document.timeline.iter().map(row).collect(),
        actions: document.actions.iter().map(action).collect(),
        contradictions: contradictions(document, None).iter().map(contradicted).collect(),
    }
}

fn contradicted(found: &Contradiction) -> Contradicted {
    let derived = match found.derived.line {
        0 => found.derived.text.clone(),
        line => format!("{} @ {line}", found.derived.text),
    };
    Contradicted {
        line: found.stated.line,
        bytes: found.stated.span.start..found.stated.span.end,
        told: format!("{} ≠ {derived}", found.stated.text),
    }
}

fn entry(text: &Text) -> Entry {
    Entry { line: text.line, text: text.text.clone(), bytes: text.span.start..text.span.end }
}

fn moment(moment: &document::Moment) -> Moment {
    let zone = moment.zone.as_ref().zip(moment.instant).zip(moment.civil());
    let offset_s = zone.and_then(|((_, instant), civil)| {
        let as_utc = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
        i32::try_from(as_utc.timestamp().as_second() - instant.as_second()).ok()
    });
    Moment { date: moment.date, time: moment.time, offset_s }
}

fn row(row: &document::TimelineRow) -> Row {
    let has_own_date =
        matches!(row.moment.date_from, document::DateFrom::Written | document::DateFrom::WrittenWithoutYear);
    Row { moment: moment(&row.moment), has_own_date, entry: Entry { line: row.line, ..entry(&row.event) } }
}

fn action(item: &document::ActionItem) -> Action {
    let words = |text: &Option<Text>| text.as_ref().map(|text| text.text.clone()).filter(|text| !text.is_empty());
    Action {
        entry: Entry { line: item.line, ..entry(&item.title) },
        id: item.id.clone(),
        owner: words(&item.owner),
        deadline: item.deadline.as_ref().map(|deadline| deadline.text.text.clone()),
        due: item.deadline.as_ref().and_then(|deadline| deadline.date),
        priority: words(&item.priority),
        sponsor: None,
        factor: None,
        is_done: item.is_done == Some(true) || item.is_given_up,
    }
}

fn fact(fact: &document::Fact) -> Option<Fact> {
    use document::FactKey as Key;
    let key = match fact.key {
        Key::Date => FactKey::Date,
        Key::Duration => FactKey::Duration,
        Key::Severity => FactKey::Severity,
        Key::Start => FactKey::Start,
        Key::Detected => FactKey::Detected,
        Key::Resolved => FactKey::Resolved,
        Key::Shared => FactKey::Shared,
        Key::FollowUp => FactKey::FollowUp,
        Key::RootCause => FactKey::RootCause,
        Key::Trigger => FactKey::Trigger,
        _ => return None,
    };
    let entry = entry(&fact.value);
    Some(Fact {
        key,
        value: entry.text,
        moment: fact.moment.as_ref().map(moment).unwrap_or_default(),
        line: fact.line,
        bytes: entry.bytes,
    })
}

fn section(section: &document::Section) -> Option<Section> {
    use document::SectionKind as Kind;
    let kind = match section.kind {
        Kind::Summary => SectionKind::Summary,
        Kind::Impact => SectionKind::Impact,
        Kind::Trigger => SectionKind::Trigger,
        Kind::Detection => SectionKind::Detection,
        Kind::Timeline => SectionKind::Timeline,
        Kind::FiveWhys => SectionKind::Whys,
        Kind::RootCause => SectionKind::RootCause,
        Kind::Actions | Kind::Prevention => SectionKind::Actions,
        Kind::WentWell => SectionKind::WentWell,
        Kind::WentWrong | Kind::Lucky => SectionKind::Hard,
        Kind::Lessons => SectionKind::Lessons,
        Kind::FollowUp => SectionKind::FollowUp,
        // Factors are counted by the check's own reader: a part that it did not read has none.
        _ => return None,
    };
    Some(Section {
        kind: Some(kind),
        title: section.title.clone(),
        level: usize::from(section.level),
        line: section.line,
        body: section.heading.end..section.span.end,
    })
}

#[cfg(test)]
mod tests {
    use backstory_check::reading::Reading;

    #[test]
    fn parts_of_an_uncommon_house_are_not_called_missing() {
        // A wiki's own marks, which the check does not read.
        let source = "== Timeline ==\n\n* 10:00 UTC up\n\n== Action items ==\n\n* '''Pin the roots''' (owner: ada, due 2026-03-01)\n";
        let mut reading = Reading::new(source);
        let (rows, actions) = (reading.rows.len(), reading.actions.len());
        reading.complete(super::read(source));
        assert!(reading.rows.len() >= rows && reading.actions.len() >= actions);
    }
}
