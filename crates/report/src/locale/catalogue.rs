//! One language's messages.

use std::fmt;

use backstory_model::{Phrase, PhraseArg};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::{Lang, source, units};
use crate::markdown;

/// Phrases inside phrases are followed this deep; deeper ones are an accident or an attack.
const DEEPEST: usize = 8;

/// The messages of one language, with those of English where it has none.
pub struct Catalogue {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
    fallback: Option<Box<Catalogue>>,
}

/// Where the words go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    /// Into a Markdown document: words of strangers are escaped.
    Markdown,
    /// Onto a terminal or into JSON: one line, code in backticks.
    Plain,
}

impl Catalogue {
    /// Reads the embedded catalogue of a language. A message that does not parse is left out; a test of this
    /// crate sees to it that there is none.
    pub fn load(lang: Lang) -> Self {
        let fallback = (lang != Lang::En).then(|| Box::new(Self::load(Lang::En)));
        let id = lang.code().parse::<LanguageIdentifier>().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(n) => Some(units::number(n.value)),
            _ => None,
        }));
        for (_, text) in lang.files() {
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(usable, _)| usable);
            bundle.add_resource_overriding(resource);
        }
        Self { lang, bundle, fallback }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The phrase as inline Markdown. Arguments cannot become markup; a key that no catalogue has prints as itself.
    pub fn render(&self, phrase: &Phrase) -> String {
        self.resolve(phrase, Target::Markdown, 0)
    }

    /// The phrase as one line of plain text, code in backticks.
    pub fn plain(&self, phrase: &Phrase) -> String {
        self.resolve(phrase, Target::Plain, 0)
    }

    /// A message without arguments.
    pub fn text(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// A message around inline Markdown (or plain text) that is already what it should be; nothing is escaped.
    pub(crate) fn compose(&self, key: &str, parts: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in parts {
            args.set(*name, (*value).to_owned());
        }
        self.format(key, Some(&args))
    }

    /// Whether this language itself has the message.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.get_message(key).is_some_and(|m| m.value().is_some())
    }

    fn resolve(&self, phrase: &Phrase, target: Target, depth: usize) -> String {
        if depth > DEEPEST {
            return "…".to_owned();
        }
        let mut args = FluentArgs::new();
        for (name, arg) in &phrase.args {
            let value = match (name.as_str(), arg, target) {
                ("source", PhraseArg::Text(label), Target::Markdown) => source::name(self, label).into(),
                ("sources", PhraseArg::List(labels), Target::Markdown) => {
                    self.list(&labels.iter().map(|label| source::name(self, label)).collect::<Vec<_>>()).into()
                }
                _ => self.argument(arg, target, depth),
            };
            args.set(name.as_str(), value);
        }
        self.format(&phrase.key, Some(&args))
    }

    fn argument(&self, arg: &PhraseArg, target: Target, depth: usize) -> FluentValue<'static> {
        let words = |text: &str| match target {
            Target::Markdown => markdown::words(text),
            Target::Plain => markdown::one_line(text),
        };
        match arg {
            PhraseArg::Text(text) => words(text).into(),
            PhraseArg::Code(text) => match target {
                Target::Markdown => markdown::code(text),
                Target::Plain => format!("`{}`", markdown::one_line(text).replace('`', "'")),
            }
            .into(),
            PhraseArg::Actor(name) => match target {
                Target::Markdown => markdown::mention(name),
                Target::Plain => markdown::one_line(name),
            }
            .into(),
            PhraseArg::Number(n) => (*n).into(),
            PhraseArg::Ratio(r) => self.ratio(*r).into(),
            PhraseArg::DurationS(s) => self.duration(*s).into(),
            PhraseArg::LatencyS(s) => self.latency(*s).into(),
            PhraseArg::Time(t) => units::time_of_day(*t).into(),
            PhraseArg::List(items) => self.list(&items.iter().map(|i| words(i)).collect::<Vec<_>>()).into(),
            PhraseArg::Phrase(inner) => self.resolve(inner, target, depth + 1).into(),
        }
    }

    /// Words joined as the language joins a list.
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => {
                format!("{}{}{last}", first.join(&self.text("list-separator")), self.text("list-last"))
            }
        }
    }

    /// The message, from this language or English; a missing one prints its key.
    pub(super) fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|m| m.value()) else {
            return self.fallback.as_ref().map_or_else(|| key.to_owned(), |english| english.format(key, args));
        };
        // A missing argument shows as `{$name}` in the text, which is as visible as an error could be.
        self.bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned()
    }
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Catalogue").field("lang", &self.lang).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_print_by_their_type() {
        let duration = Phrase::new("timeline-mitigated").with("what", PhraseArg::DurationS(244.0));
        assert_eq!(Catalogue::load(Lang::En).render(&duration), "4 min 4 s, complete");
        assert_eq!(Catalogue::load(Lang::Ja).render(&duration), "4分4秒、完了");
        let check = |arg: PhraseArg, en: &str, ja: &str| {
            let phrase = Phrase::new("timeline-diagnosed").with("quote", arg);
            assert_eq!(Catalogue::load(Lang::En).render(&phrase), format!("Cause named: “{en}”"));
            assert_eq!(Catalogue::load(Lang::Ja).render(&phrase), format!("原因の特定: 「{ja}」"));
        };
        check(PhraseArg::Ratio(0.682), "68.2 %", "68.2%");
        check(PhraseArg::Number(9349.0), "9,349", "9,349");
        check(PhraseArg::LatencyS(0.0051), "5 ms", "5ms");
        check(PhraseArg::Time("2026-11-23T14:27:41Z".parse().unwrap()), "14:27:41", "14:27:41");
        check(PhraseArg::Text("<b>|".into()), "\\<b\\>\\|", "\\<b\\>\\|");
        check(PhraseArg::Code("a`b".into()), "`` a`b ``", "`` a`b ``");
        check(PhraseArg::Actor("kofi".into()), "@kofi", "@kofi");
        let items = ["a", "b", "c"].map(str::to_owned).to_vec();
        check(PhraseArg::List(items), "a, b and c", "a、b、c");
    }

    #[test]
    fn plain_text_is_not_escaped() {
        let phrase = Phrase::new("timeline-diagnosed").text("quote", "a_b | <c>");
        assert_eq!(Catalogue::load(Lang::En).plain(&phrase), "Cause named: “a_b | <c>”");
    }

    #[test]
    fn counts_choose_the_plural() {
        let phrase =
            |n: f64| Phrase::new("timeline-log-burst").text("service", "api").code("template", "x").number("count", n);
        let english = Catalogue::load(Lang::En);
        assert!(english.render(&phrase(1.0)).ends_with("usual: once"), "{}", english.render(&phrase(1.0)));
        assert!(english.render(&phrase(1200.0)).ends_with("1,200 times"));
    }

    #[test]
    fn a_bottomless_phrase_ends() {
        let mut phrase = Phrase::new("timeline-recovered");
        for _ in 0..100 {
            phrase = Phrase::new("timeline-mitigated").with("what", PhraseArg::Phrase(Box::new(phrase)));
        }
        assert!(Catalogue::load(Lang::En).render(&phrase).starts_with('…'));
    }

    #[test]
    fn an_unknown_key_shows_itself() {
        assert_eq!(Catalogue::load(Lang::Ja).render(&Phrase::new("no-such-key")), "no-such-key");
    }
}
