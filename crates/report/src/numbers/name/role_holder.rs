//! Who had a role, by the head and by a sentence: `Technical lead | Karim Nagy` over `Nina Varga, technical lead for the incident`.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    document::{Document, LineIndex, SectionKind},
    numbers::{
        Contradiction, ContradictionKind, Place,
        interval::stated::place,
        reading::{entry, sentence},
    },
};

/// Labels of roles in an incident.
const ROLES: [&str; 16] = [
    "technical lead",
    "tech lead",
    "incident manager",
    "incident commander",
    "incident lead",
    "communications lead",
    "comms lead",
    "operations lead",
    "scribe",
    "on-call",
    "duty manager",
    "safety officer",
    "指揮",
    "指揮者",
    "障害責任者",
    "インシデントコマンダー",
];

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:Dr\.? |Prof\.? )?(?P<name>\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]+){1,2})$")
        .expect("the pattern is a constant that the tests use")
});
static HOLDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<name>\p{Lu}[\p{L}'’-]+ \p{Lu}[\p{L}'’-]+)(?:, | \(| was | as )(?:the |our |then |acting |who was )?(?P<role>[a-z-]+(?: [a-z]+)?)")
        .expect("the pattern is a constant that the tests use")
});

/// Checks all prose.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    let holders: Vec<(entry::Entry, String)> = entry::groups(document)
        .into_iter()
        .flatten()
        .filter(|entry| ROLES.iter().any(|role| entry.label.to_lowercase().ends_with(role)))
        .filter_map(|entry| {
            let name = NAME.captures(&entry.value)?.name("name")?.as_str().to_owned();
            Some((entry, name))
        })
        .take(20)
        .collect();
    for told in sentence::told(document).filter(|told| told.passage.section != SectionKind::Timeline) {
        let lower = told.text.to_lowercase();
        let is_change = ["took over", "handed", "replaced", "relieved", "later", "first", "then "]
            .iter()
            .any(|w| lower.contains(w));
        if holders.is_empty() || is_change || sentence::is_of_other_case(told.text) {
            continue;
        }
        for found in HOLDS.captures_iter(told.text).take(4) {
            let of = |name: &str| found.name(name).map_or("", |m| m.as_str());
            let role = of("role").to_lowercase();
            let mut same =
                holders.iter().filter(|(entry, _)| entry.label.to_lowercase().ends_with(&role) && role.len() >= 6);
            let Some((entry, name)) = same.next().filter(|_| same.next().is_none()) else { continue };
            let surname = |name: &str| name.split(' ').next_back().unwrap_or_default().to_owned();
            if surname(name) == surname(of("name")) || !ROLES.contains(&role.as_str()) {
                continue;
            }
            let stated = place(document, told.passage, of("name"), &lines);
            let derived = Place { line: entry.line, span: entry.span, text: entry.value.clone() };
            let message = format!("`{}` is stated as {role}, but the head says `{}`", stated.text, derived.text);
            out.push(Contradiction { kind: ContradictionKind::Name, stated, derived, message });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn a_role_is_held_by_whom_the_head_names() {
        let found = |said: &str| {
            let head = "| Item | Entry |\n|-|-|\n| Incident manager | Aoife Byrne |\n| Technical lead | Karim Nagy |\n";
            contradictions(&Document::parse(&format!("# T\n\n{head}\n## Narrative\n\n{said}\n")), None).len()
        };
        assert_eq!(found("Karim Nagy, technical lead for the incident, moved the message."), 0);
        assert_eq!(found("Nina Varga, a nurse, moved the message."), 0);
        assert_eq!(found("Nina Varga, technical lead for the incident, moved the message."), 1);
        assert_eq!(found("Later Nina Varga, technical lead, took over."), 0);
    }
}
