//! Who owns what: CODEOWNERS first, else nobody.

use backstory_model::{Repository, ServiceName};

use crate::graph_word;

/// The first owner of the folder that carries a service's name, by the last matching rule, as CODEOWNERS resolves.
///
/// Returns `None` rather than a guess: a blank is for people to fill.
pub fn owner_of(service: Option<&ServiceName>, repositories: &[Repository]) -> Option<String> {
    let name = service?.as_str().to_lowercase();
    let word = graph_word(&name);
    if word.is_empty() {
        return None;
    }
    let part_is = |pattern: &str, wanted: &str| {
        pattern.split('/').any(|part| part.trim_end_matches('*').eq_ignore_ascii_case(wanted))
    };
    for wanted in [name.as_str(), word.as_str()].into_iter().chain(name.split(['-', '_']).skip(1)) {
        if matches!(wanted, "service" | "server" | "app" | "api" if wanted != word) {
            continue;
        }
        let rule = repositories.iter().flat_map(|r| &r.owners).rfind(|r| part_is(&r.pattern, wanted));
        if let Some(owner) = rule.and_then(|r| r.owners.first()) {
            return Some(owner.clone());
        }
    }
    repositories.iter().flat_map(|r| &r.owners).rfind(|r| r.pattern == "*").and_then(|r| r.owners.first().cloned())
}

/// The first owner of the folder a word names (`k8s`, `nginx`).
pub(crate) fn owner_of_folder(word: &str, repositories: &[Repository]) -> Option<String> {
    repositories
        .iter()
        .flat_map(|r| &r.owners)
        .rfind(|r| r.pattern.split('/').any(|part| part.eq_ignore_ascii_case(word)))
        .and_then(|r| r.owners.first().cloned())
}
