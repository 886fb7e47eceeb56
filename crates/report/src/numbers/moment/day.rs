//! The day of the head against the days of the rows: `Date of incident: 12 March` over a timeline of the 13th.

use crate::document::{DateFrom, Document, Fact, FactKey};
use crate::import::first_moment;
use crate::numbers::{Contradiction, ContradictionKind, Place, place_of, reading::entry};

/// Days up to which two days are of one incident.
const MOST_DAYS: i32 = 40;

/// Checks the dates of start, detection and end, where all rows have a day of their own.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let own = |from: DateFrom| {
        matches!(
            from,
            DateFrom::Written
                | DateFrom::WrittenWithoutYear
                | DateFrom::Heading
                | DateFrom::RowAbove
                | DateFrom::RowAboveAfterMidnight
        )
    };
    let rows = &document.timeline;
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
    if rows.len() < 3 || !rows.iter().all(|row| own(row.moment.date_from) && row.moment.date.is_some()) {
        return;
    }
    let is_of_incident = |fact: &&Fact| {
        let label = fact.label.to_lowercase();
        match fact.key {
            FactKey::Start | FactKey::Detected | FactKey::Resolved => !label.is_empty(),
            FactKey::Date => ["incident", "outage", "発生", "障害"].iter().any(|word| label.contains(word)),
            _ => false,
        }
    };
    let told = by_label(document);
    for fact in document.facts.iter().filter(is_of_incident).chain(&told) {
        let Some(date) = fact.moment.as_ref().filter(|m| !m.approximate).and_then(|m| m.date) else { continue };
        // A day more or less may be a zone.
        let is_near = |other: jiff::civil::Date| (other - date).get_days().abs();
        let nearest = rows.iter().filter_map(|row| row.moment.date).map(is_near).min().unwrap_or(0);
        let has_end = rows.iter().filter_map(|row| row.moment.end.as_ref()?.date).any(|end| end == date);
        let is_within =
            first.moment.date.zip(last.moment.date).is_some_and(|(a, b)| (a.min(b)..=a.max(b)).contains(&date));
        let is_zoned = nearest == 1
            && (fact.moment.as_ref().is_some_and(|m| m.time.is_some())
                || rows.iter().any(|row| row.moment.zone.as_ref().is_some_and(|z| z.offset_s != Some(0))));
        if nearest == 0 || nearest > MOST_DAYS || has_end || is_within || is_zoned {
            continue;
        }
        let derived = Place {
            line: first.line,
            span: first.moment.span,
            text: first.moment.date.map_or_else(String::new, |d| d.to_string()),
        };
        let message = format!("`{}` is stated, but the rows begin on {}", fact.value.text, derived.text);
        out.push(Contradiction { kind: ContradictionKind::Date, stated: place_of(fact), derived, message });
    }
}

/// `Event: 12 March 2025`, `事象の日：2025年7月1日`: labels that are facts only where nothing but a day follows.
fn by_label(document: &Document) -> Option<Fact> {
    const LABELS: [&str; 16] = [
        "event",
        "incident",
        "outage",
        "day",
        "day of the event",
        "day of event",
        "day of the incident",
        "happened",
        "happened on",
        "occurred on",
        "when",
        "事象の日",
        "事象日",
        "障害日",
        "発生した日",
        "発生の日",
    ];
    let first_row = document.timeline.first()?.line;
    let entry = entry::groups(document)
        .into_iter()
        .flatten()
        .find(|entry| entry.line < first_row && LABELS.contains(&entry.label.to_lowercase().as_str()))?;
    let is_known = document.facts.iter().any(|fact| fact.line == entry.line && !fact.label.is_empty());
    let moment =
        first_moment(&entry.value).filter(|m| m.time.is_none() && m.end.is_none() && m.date.is_some() && !is_known)?;
    let is_sole = moment.span.start == 0 && entry.value.len() - moment.span.end <= 8;
    let value = crate::document::Text { text: entry.value, span: entry.span, line: entry.line };
    let (span, line) = (entry.span, entry.line);
    is_sole.then_some(Fact {
        key: FactKey::Start,
        label: entry.label,
        value,
        span,
        line,
        moment: Some(moment),
        duration_s: None,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_day_may_have_a_label_of_its_own() {
        let found = |label: &str, date: &str| {
            let rows = "### 13 March 2025\n\n- 10:00 UTC — deploy\n- 10:05 UTC — errors\n- 11:00 UTC — rollback\n";
            contradictions(&Document::parse(&format!("# T\n\n{label}: {date}\nKind: outage\n\n## Log\n\n{rows}")), None)
                .len()
        };
        assert_eq!(
            (found("Event", "13 March 2025"), found("Event", "12 March 2025"), found("Drill", "12 March 2025")),
            (0, 1, 0)
        );
    }

    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn the_day_of_the_head_is_one_of_the_rows() {
        let found = |date: &str| {
            let rows = "## Timeline (UTC)\n\n- 2025-03-13 10:00 deploy\n- 2025-03-13 10:05 errors\n- 2025-03-13 11:00 rollback\n";
            contradictions(
                &Document::parse(&format!(
                    "# T\n\n- **Date of incident**: {date}\n- **Report date**: 2025-03-20\n\n{rows}"
                )),
                None,
            )
            .len()
        };
        assert_eq!((found("2025-03-13"), found("2025-03-31"), found("2025-03-15")), (0, 1, 1));
    }
}
