//! The day of the head against the days of the rows: `Date of incident: 12 March` over a timeline of the 13th.

use crate::document::{DateFrom, Document, Fact, FactKey};
use crate::numbers::{Contradiction, ContradictionKind, Place, place_of};

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
    for fact in document.facts.iter().filter(is_of_incident) {
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

#[cfg(test)]
mod tests {
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
