//! Explanations that people considered, and what was said against them.

use std::collections::BTreeSet;

use backstory_model::{Citation, ServiceName, Suggestion};
use jiff::{SignedDuration, Timestamp};

use crate::candidate::chat::Spoken;
use crate::chat::{Act, neutral_quote};

/// A suspicion is answered while it is fresh; later words are about something else.
const ANSWERED_WITHIN: SignedDuration = SignedDuration::from_mins(5);
/// An answer that names nothing belongs to the suspicion if it is one of so many messages after it.
const NEXT_WORDS: usize = 2;

/// Suspicions that were put into words before recovery, oldest first, each with the words that set it aside.
pub(crate) fn considered(
    spoken: &[Spoken<'_>],
    services: &[ServiceName],
    diagnosis: Option<&Citation>,
    recovered: Option<Timestamp>,
) -> Vec<Suggestion> {
    let mut found: Vec<Suggestion> = Vec::new();
    for (index, said) in spoken.iter().enumerate() {
        let is_hindsight = recovered.is_some_and(|r| said.message.time > r);
        if said.weight(Act::Hypothesis) == 0.0 || is_hindsight || diagnosis == Some(&said.message.citation) {
            continue;
        }
        let named = things(&said.message.text, services);
        let Some(quote) = neutral_quote(&said.message.text).filter(|_| !named.is_empty()) else { continue };
        let mut later = spoken.get(index + 1..).unwrap_or_default().iter().enumerate();
        let answer = later.find(|(distance, later)| {
            let after = later.message.time.duration_since(said.message.time);
            let about = things(&later.message.text, services);
            after <= ANSWERED_WITHIN
                && later.weight(Act::RuledOut) > 0.0
                && (!about.is_disjoint(&named) || about.is_empty() && *distance < NEXT_WORDS)
        });
        found.push(Suggestion {
            quote,
            citation: said.message.citation.clone(),
            set_aside: answer.and_then(|(_, a)| Some((neutral_quote(&a.message.text)?, a.message.citation.clone()))),
        });
    }
    found
}

/// Services that a message names, by their name or its first part, and words of infrastructure.
fn things(text: &str, services: &[ServiceName]) -> BTreeSet<String> {
    const PARTS: &[&str] = &[
        "database",
        "db",
        "postgres",
        "edge",
        "nginx",
        "network",
        "cache",
        "dns",
        "cluster",
        "データベース",
        "ネットワーク",
        "エッジ",
    ];
    let text = text.to_lowercase();
    let is_word = |name: &str| {
        !name.is_ascii() && text.contains(name) || text.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| w == name)
    };
    let short = |service: &ServiceName| {
        let name = service.0.to_lowercase();
        name.split(['-', '_', '.']).next().unwrap_or(&name).to_owned()
    };
    services
        .iter()
        .map(short)
        .filter(|name| name.len() >= 3 && is_word(name))
        .chain(PARTS.iter().filter(|p| is_word(p)).map(|p| (*p).to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use backstory_model::ChatMessage;

    use super::*;
    use crate::chat::{acts_of, example};

    fn check(words: &[(i64, &str)]) -> Vec<(String, bool)> {
        let messages: Vec<ChatMessage> = words.iter().map(|(at, text)| example(*at, text)).collect();
        let spoken: Vec<Spoken<'_>> = messages.iter().map(|m| Spoken { message: m, acts: acts_of(m) }).collect();
        let services = [ServiceName("billing-api".into()), ServiceName("web".into())];
        considered(&spoken, &services, None, None).into_iter().map(|s| (s.quote, s.set_aside.is_some())).collect()
    }

    #[test]
    fn a_suspicion_is_set_aside_by_its_answer() {
        let found = check(&[
            (0, "could it be the database?"),
            (200, "not the database, its latency is flat"),
            (300, "maybe billing got a release"),
            (900, "billing looks fine"),
            (910, "anyone had lunch?"),
        ]);
        assert_eq!(
            found,
            [("could it be the database?".to_owned(), true), ("maybe billing got a release".to_owned(), false)]
        );
    }
}
