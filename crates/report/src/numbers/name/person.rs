//! Who did it, by a sentence and by the row: `It was Quill who finally extended the subkey` over `Ottilie extends the subkey`.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Document, LineIndex, SectionKind, TimelineRow};
use crate::numbers::{
    Contradiction, ContradictionKind, Place,
    event::role::{is_form, stems},
    interval::stated::place,
    reading::sentence,
};

static FORMS: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        regex(r"\b[Ii]t was (?P<name>[A-Z][a-z]+)(?: [A-Z][a-z]+)? who (?:[a-z]+ly )?(?P<rest>[a-z][^,.;]{5,60})"),
        regex(
            r"(?:^|[.;,] )(?P<name>[A-Z][a-z]+)(?: [A-Z][a-z]+)? (?:[a-z]+ly )?(?P<rest>(?:acked|acknowledged|declared|merged|reverted|rolled back|restarted|deployed|extended|paged|found|disabled|paused)\b[^,.;]{4,60})",
        ),
    ]
});

/// Checks all prose but the timeline. Both people act in the rows, and one row alone tells the deed.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    if document.timeline.len() < 3 {
        return;
    }
    for told in sentence::told(document).filter(|told| told.passage.section != SectionKind::Timeline) {
        if sentence::is_of_other_case(told.text) {
            continue;
        }
        for found in FORMS.iter().flat_map(|form| form.captures_iter(told.text)).take(5) {
            let (Some(name), Some(rest)) = (found.name("name"), found.name("rest")) else { continue };
            let name = name.as_str();
            let deed: Vec<String> = stems(rest.as_str()).into_iter().take(2).collect();
            if deed.len() < 2 {
                continue;
            }
            let acts =
                |row: &TimelineRow, name: &str| row.event.text.split(|c: char| !c.is_alphanumeric()).any(|w| w == name);
            let tells = |row: &&TimelineRow| {
                let other = stems(&row.event.text);
                deed.iter().all(|stem| other.iter().any(|o| o == stem || is_form(stem, o)))
            };
            let rows: Vec<&TimelineRow> = document.timeline.iter().take(500).filter(tells).collect();
            let [row] = rows.as_slice() else { continue };
            let is_known = document.timeline.iter().any(|row| acts(row, name));
            let Some(actor) = actor(row) else { continue };
            let is_person = document.timeline.iter().any(|other| other.line != row.line && acts(other, actor));
            let has_name = document.timeline.iter().any(|row| acts(row, name) && tells(&row))
                || row.details.iter().any(|detail| detail.text.contains(name));
            if !is_known || !is_person || has_name || actor == name {
                continue;
            }
            let stated = place(document, told.passage, name, &lines);
            let derived = Place { line: row.line, span: row.span, text: row.event.text.clone() };
            let message = format!("`{name}` is stated, but the row says `{actor}`: `{}`", row.event.text);
            out.push(Contradiction { kind: ContradictionKind::Name, stated, derived, message });
        }
    }
}

/// The capitalised word that a row begins with and that a verb follows: `Ottilie extends …`.
fn actor(row: &TimelineRow) -> Option<&str> {
    let mut words = row.event.text.split(' ');
    let (first, second) = (words.next()?, words.next()?);
    let is_name = first.len() >= 3
        && first.starts_with(char::is_uppercase)
        && first.chars().skip(1).all(|c| c.is_ascii_lowercase());
    let is_verb = second.ends_with('s') || second.ends_with("ed");
    (is_name && is_verb && second.chars().all(|c| c.is_ascii_lowercase())).then_some(first)
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn a_deed_is_of_the_person_in_its_row() {
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 10:00 Quill answers from a train\n- 10:10 Ottilie reads the mail\n- 10:20 Ottilie extends the subkey by two years\n- 10:40 New key published\n";
        let found = |said: &str| {
            contradictions(&Document::parse(&format!("# T\n\n## Lessons\n\n{said}\n\n{rows}")), None).len()
        };
        assert_eq!(found("It was Ottilie who finally extended the subkey."), 0);
        assert_eq!(found("It was Quill who asked that the subkey be extended."), 0);
        assert_eq!(found("It was Bashir who finally extended the subkey."), 0, "who stands in no row may have helped");
        assert_eq!(found("It was Quill who finally extended the subkey."), 1);
    }
}
