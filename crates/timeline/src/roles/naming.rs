//! Whether words name a service or a change.

use backstory_model::{Change, ServiceName};

/// Whether the words take up a long word of a description: shorter ones are in every sentence.
pub(super) fn describes(words: &str, description: &str) -> bool {
    const SHORTEST: usize = 7;
    description
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word.chars().count() >= SHORTEST && words.contains(word))
}

/// Whether the words name a service, or the first part of its name.
pub(super) fn names_service(words: &str, service: &ServiceName) -> bool {
    let name = service.0.to_lowercase();
    let short = name.split(['-', '_', '.']).next().unwrap_or(&name);
    words.contains(&name) || (short.len() >= 3 && words.contains(short))
}

/// Whether an error speaks of a service by its whole name, as a word: shorter names and parts are in other words.
pub(super) fn speaks_of(error: &str, service: &ServiceName) -> bool {
    const SHORTEST: usize = 3;
    let name = service.0.to_lowercase();
    name.chars().count() >= SHORTEST && crate::chat::mentions(error, &name)
}

/// Whether the words name the change: its service (or the first part of its name) together with its version, or its commit.
pub(super) fn names_change(words: &str, service: &ServiceName, change: &Change) -> bool {
    if words.is_empty() {
        return false;
    }
    let version = change.version.as_deref().unwrap_or("").to_lowercase();
    let names_version = !version.is_empty() && words.contains(version.as_str());
    let names_commit = change.sha.as_deref().and_then(|sha| sha.get(..7)).is_some_and(|sha| words.contains(sha));
    (names_version && names_service(words, service)) || names_commit || (version.len() >= 5 && names_version)
}
