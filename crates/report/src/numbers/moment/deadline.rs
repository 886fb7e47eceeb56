//! Deadlines of open actions that lie before the incident.

use jiff::civil::Date;

use crate::document::{Document, FactKey};
use crate::numbers::{Contradiction, ContradictionKind, Place};

/// Days before the incident from which a deadline is no matter of zones.
const LEAST_DAYS: i32 = 2;

/// The first day of the incident: that of the head, else of the first dated row.
pub(in crate::numbers) fn first_day(document: &Document) -> Option<Date> {
    let keys = [FactKey::Start, FactKey::Detected, FactKey::Date];
    let head = keys.iter().find_map(|key| document.fact(*key)?.moment.as_ref()?.date);
    head.or_else(|| document.timeline.iter().find_map(|row| row.moment.date))
}

/// Checks the deadlines that are written with their year.
pub(in crate::numbers) fn check(document: &Document, incident: Option<Date>, out: &mut Vec<Contradiction>) {
    let Some(incident) = incident else { return };
    let keys = [FactKey::Start, FactKey::Detected, FactKey::Date];
    let told = keys.iter().find_map(|key| document.fact(*key).filter(|fact| fact.moment.is_some()));
    for action in document.actions.iter().filter(|action| action.is_done != Some(true)) {
        let Some(deadline) = &action.deadline else { continue };
        let Some(date) = deadline.date else { continue };
        let has_year = deadline.text.text.contains(&date.year().to_string());
        if !has_year || (incident - date).get_days() < LEAST_DAYS {
            continue;
        }
        let derived = match told {
            Some(fact) => crate::numbers::place_of(fact),
            None => Place { line: 1, span: crate::document::Span::default(), text: incident.to_string() },
        };
        let stated = Place { line: deadline.text.line, span: deadline.text.span, text: deadline.text.text.clone() };
        let message =
            format!("`{}` is the deadline of an open action, but the incident was on {incident}", stated.text);
        out.push(Contradiction { kind: ContradictionKind::Date, stated, derived, message });
    }
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn an_open_action_is_due_after_the_incident() {
        let found = |due: &str, state: &str| {
            let source = format!(
                "# T\n\n**Start**: 2025-10-06 10:00 UTC\n\n## Action items\n\n| Action | Owner | Due | Status |\n|-|-|-|-|\n| Add an alert | Kim | {due} | {state} |\n"
            );
            contradictions(&Document::parse(&source), None).len()
        };
        assert_eq!(found("2025-10-30", "open"), 0);
        assert_eq!(found("2025-09-30", "done"), 0);
        assert_eq!(found("2025-09-30", "open"), 1);
    }
}
