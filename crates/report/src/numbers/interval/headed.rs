//! A number of things against the bullets below a heading that names them: `on seven wards` over `Wards affected` with six.

use crate::document::{Document, LineIndex, Passage, Span};
use crate::numbers::{
    Contradiction, ContradictionKind, Place,
    count::{list_total, listed},
    interval::stated::place,
};

/// Words of the longest heading that names a list.
const MOST_WORDS: usize = 5;

/// Checks the claims of title, summary and impact.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let claims = listed::claims(document);
    if claims.is_empty() {
        return;
    }
    let lines = LineIndex::new(document.source());
    for (at, items) in list_total::lists(document) {
        let (Some(first), Some(last)) = (items.first(), items.last()) else { continue };
        let span = Span::new(first.text.span.start, last.text.span.end);
        let Some(heading) = heading(document, at, first) else { continue };
        let words: Vec<String> = heading
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| word.trim_end_matches('s').to_owned())
            .collect();
        // Each bullet is one thing where most begin with its name.
        let begins = |noun: &str| {
            let named = items.iter().filter(|item| item.text.text.to_lowercase().starts_with(noun)).count();
            named * 2 > items.len()
        };
        let told: Vec<_> = claims.iter().filter(|claim| words.iter().any(|word| *word == claim.noun())).collect();
        let Some(claim) = told.first().filter(|claim| words.len() <= MOST_WORDS && begins(claim.noun())) else {
            continue;
        };
        if told.iter().any(|claim| claim.number() == items.len()) {
            continue;
        }
        let message = format!("`{}` says {}, but {} are listed", claim.text(), claim.number(), items.len());
        out.push(Contradiction {
            kind: ContradictionKind::Count,
            stated: place(document, claim.passage(), claim.text(), &lines),
            derived: Place { line: last.text.line, span, text: format!("{} bullets", items.len()) },
            message,
        });
    }
}

/// The heading of a list: the short passage in front of it, else that of its section.
fn heading<'d>(document: &'d Document, at: usize, first: &Passage) -> Option<&'d str> {
    let lead =
        at.checked_sub(1).and_then(|before| document.passages.get(before)).map(|passage| passage.text.text.as_str());
    if let Some(lead) = lead.filter(|lead| lead.split_whitespace().count() <= MOST_WORDS) {
        return Some(lead);
    }
    let inside =
        |s: &&crate::document::Section| s.body.start <= first.text.span.start && first.text.span.end <= s.body.end;
    document.sections.iter().rfind(inside).map(|section| section.title.as_str())
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn bullets_below_a_heading_are_what_it_names() {
        let found = |said: &str| {
            let source = format!(
                "# T\n\n## Summary\n\n{said}\n\n## Wards affected\n\n- Ward 3 — 14 pumps\n- Ward 4 — 11 pumps\n- ICU annexe — 10 pumps\n"
            );
            contradictions(&Document::parse(&source), None).len()
        };
        assert_eq!(found("We lost telemetry on three wards."), 0);
        assert_eq!(found("We lost telemetry on four of our nine wards, on three wards for an hour."), 0);
        assert_eq!(found("We lost telemetry on four wards."), 1);
    }
}
