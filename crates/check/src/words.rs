//! Words for people, in the language of the reader: the catalogues under `locales/<language>/check.ftl` (Project Fluent).
//!
//! Adding a language is adding a folder and a variant of [`Language`]; the tests say what it lacks.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

use crate::Language;

type Bundle = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle("en", source(Language::English)));
static JAPANESE: LazyLock<Bundle> = LazyLock::new(|| bundle("ja", source(Language::Japanese)));

/// The text of a catalogue.
fn source(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../locales/en/check.ftl"),
        Language::Japanese => include_str!("../locales/ja/check.ftl"),
    }
}

/// A message that does not parse is left out; a test sees to it that there is none.
fn bundle(code: &str, text: &str) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![code.parse::<LanguageIdentifier>().unwrap_or_default()]);
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(usable, _)| usable);
    bundle.add_resource_overriding(resource);
    bundle
}

fn catalogue(language: Language) -> &'static Bundle {
    match language {
        Language::English => &ENGLISH,
        Language::Japanese => &JAPANESE,
    }
}

/// The message of a key. A key that the catalogue lacks prints as itself.
pub(crate) fn say(language: Language, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
    let bundle = catalogue(language);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else { return key.to_owned() };
    // What cannot be filled in prints as its name.
    let mut errors = Vec::new();
    let words = bundle.format_pattern(pattern, Some(&given(args)), &mut errors).into_owned();
    debug_assert!(errors.is_empty(), "{key}: {errors:?}");
    words
}

/// The words under an attribute of a message: `.advice`.
pub(crate) fn attribute(language: Language, key: &str, name: &str) -> String {
    let bundle = catalogue(language);
    let found = bundle.get_message(key).and_then(|message| message.get_attribute(name));
    found.map_or_else(
        || format!("{key}.{name}"),
        |found| bundle.format_pattern(found.value(), None, &mut Vec::new()).into_owned(),
    )
}

fn given<'a>(args: &[(&str, FluentValue<'a>)]) -> FluentArgs<'a> {
    let mut given = FluentArgs::new();
    for (name, value) in args {
        given.set((*name).to_owned(), value.clone());
    }
    given
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{Language, attribute, say, source};
    use crate::rules;

    /// Messages and attributes of a catalogue with the arguments they use.
    fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut message = String::new();
        let mut current = String::new();
        for line in source(language).lines() {
            if let Some((id, _)) = line.split_once(" =") {
                if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                    id.clone_into(&mut message);
                    message.clone_into(&mut current);
                } else if let Some(name) = id.trim().strip_prefix('.') {
                    current = format!("{message}.{name}");
                }
                found.entry(current.clone()).or_default();
            }
            let names = line.split('$').skip(1);
            for name in names.map(|rest| rest.chars().take_while(char::is_ascii_alphanumeric).collect::<String>()) {
                found.entry(current.clone()).or_default().insert(name);
            }
        }
        found
    }

    #[test]
    fn catalogues_have_the_same_messages_with_the_same_arguments() {
        let (english, japanese) = (messages(Language::English), messages(Language::Japanese));
        assert!(english.len() > 90);
        for (key, arguments) in &english {
            let theirs = japanese.get(key).unwrap_or_else(|| panic!("the Japanese catalogue lacks `{key}`"));
            // `done` is grammar of English.
            let needed: BTreeSet<_> = arguments.iter().filter(|name| *name != "done").collect();
            assert_eq!(needed, theirs.iter().collect(), "{key}");
        }
        assert_eq!(english.len(), japanese.len());
    }

    #[test]
    fn every_rule_has_words_in_every_catalogue() {
        for language in [Language::English, Language::Japanese] {
            for info in rules::all() {
                for words in [info.why(language), info.advice(language)] {
                    assert!(!words.starts_with(&info.key()), "{words}");
                }
            }
            assert_eq!(say(language, "no-such-key", &[]), "no-such-key");
            assert_eq!(attribute(language, "no-such-key", "advice"), "no-such-key.advice");
        }
    }
}
