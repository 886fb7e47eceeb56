//! Finds the milestones that need judgement: the diagnosis, and the mitigation where no change tells it.

use std::collections::BTreeSet;

use backstory_model::Citation;
use jiff::{SignedDuration, Timestamp};

use crate::candidate::chat::{Spoken, is_of_incidents};
use crate::chat::{Act, TROUBLE, mentions_any};

/// Weight of a statement that repeats what new errors say: as much as one cue of a diagnosis.
const REPEATS_ERRORS: f64 = 0.3;
/// Distinctive words that a statement and the errors have in common at least.
const FEWEST_COMMON: usize = 2;

/// A milestone that people's words carry.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Told {
    /// When it was said.
    pub(crate) time: Timestamp,
    /// Who said it.
    pub(crate) actor: String,
    /// The words.
    pub(crate) text: String,
    /// Where.
    pub(crate) citation: Citation,
}

/// People act on a diagnosis soon; one that was said this long before the step that helped is half as likely the one.
const HALF_LIFE_S: f64 = 180.0;

/// The message that named the cause.
///
/// Among the messages that diagnose, from the first word until shortly after the step that helped began, the one
/// with most weight wins; weight counts certainty, how much the words point at things in the system, whether they
/// repeat what new errors say, and how soon the step that helped followed.
pub(crate) fn diagnosis(
    spoken: &[Spoken<'_>],
    errors: &[&str],
    from: Option<Timestamp>,
    step: Option<Timestamp>,
) -> Option<Told> {
    let known: BTreeSet<String> = errors.iter().flat_map(|e| distinctive(e)).collect();
    let latest = step.map(|s| s + SignedDuration::from_secs(20));
    spoken
        .iter()
        .filter(|s| from.is_none_or(|f| s.message.time >= f) && latest.is_none_or(|l| s.message.time <= l))
        .filter_map(|s| {
            let repeats =
                if is_statement(s) && distinctive(&s.message.text).intersection(&known).count() >= FEWEST_COMMON {
                    REPEATS_ERRORS
                } else {
                    0.0
                };
            let weight = s.weight(Act::Diagnosis) + repeats - 0.5 * s.weight(Act::RuledOut).min(0.4);
            let lead_s = step.map_or(0.0, |step| step.duration_since(s.message.time).as_secs_f64().max(0.0));
            let score = weight / (1.0 + lead_s / HALF_LIFE_S);
            (weight > 0.25).then_some((score, s))
        })
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.message.time.cmp(&a.1.message.time)))
        .map(|(_, s)| told(s))
}

/// Whether the message states something: no question, no guess, no step, no call for help.
fn is_statement(said: &Spoken<'_>) -> bool {
    let others = [Act::Command, Act::Report, Act::Hypothesis, Act::MitigationStart, Act::MitigationDone, Act::FollowUp];
    !said.message.text.contains(['?', '？']) && others.iter().all(|act| said.weight(*act) == 0.0)
}

/// Words of six letters and more, in lower case: what is shorter is in every message.
fn distinctive(text: &str) -> BTreeSet<String> {
    const SHORTEST: usize = 6;
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| word.chars().count() >= SHORTEST)
        .map(str::to_lowercase)
        .collect()
}

/// The message that tells that the step that helped is complete, where no change record does.
pub(crate) fn mitigation(spoken: &[Spoken<'_>], recovered: Option<Timestamp>, from: Option<Timestamp>) -> Option<Told> {
    let recovered = recovered?;
    spoken
        .iter()
        .filter(|s| from.is_none_or(|f| s.message.time >= f))
        .filter(|s| s.weight(Act::MitigationDone) > 0.0 && s.weight(Act::RuledOut) == 0.0)
        // Who tells that all is well again tells of no step.
        .filter(|s| s.main_act() != Some(Act::Recovered))
        .filter(|s| s.message.time <= recovered + SignedDuration::from_secs(120))
        .filter(|s| s.message.time >= recovered - SignedDuration::from_secs(600))
        .min_by_key(|s| s.message.time.duration_since(recovered).abs())
        .map(told)
}

/// The last message that declares the incident over.
pub(crate) fn resolution(spoken: &[Spoken<'_>], recovered: Option<Timestamp>) -> Option<Told> {
    spoken
        .iter()
        .filter(|s| s.weight(Act::Resolved) > 0.0 && s.weight(Act::RuledOut) == 0.0)
        .filter(|s| recovered.is_none_or(|r| s.message.time >= r))
        .max_by_key(|s| s.message.time)
        .map(told)
}

/// The first message from the first sign on by which anybody shows to have noticed: any in a channel of incidents, since
/// people come there for nothing else; elsewhere one that speaks of trouble or does something about it.
pub(crate) fn noticed(
    spoken: &[Spoken<'_>],
    stated_channel: Option<&str>,
    from: Option<Timestamp>,
) -> Option<Timestamp> {
    const SHOWS: [Act; 6] =
        [Act::Command, Act::Report, Act::Hypothesis, Act::RuledOut, Act::Diagnosis, Act::MitigationStart];
    let shows = |s: &&Spoken<'_>| {
        let channel = s.message.channel.as_str();
        is_of_incidents(channel)
            || stated_channel.is_some_and(|stated| stated.trim_start_matches('#') == channel)
            || SHOWS.iter().any(|act| s.weight(*act) > 0.0)
            || mentions_any(&s.message.text.to_lowercase(), TROUBLE)
    };
    spoken.iter().filter(|s| from.is_none_or(|f| s.message.time >= f)).find(shows).map(|s| s.message.time)
}

/// The first message that tells what users meet.
pub(crate) fn report(spoken: &[Spoken<'_>], from: Option<Timestamp>) -> Option<Told> {
    spoken
        .iter()
        .filter(|s| s.weight(Act::Report) >= 0.8 && from.is_none_or(|f| s.message.time >= f))
        .min_by_key(|s| s.message.time)
        .map(told)
}

fn told(said: &Spoken<'_>) -> Told {
    Told {
        time: said.message.time,
        actor: said.message.author.clone(),
        text: said.message.text.clone(),
        citation: said.message.citation.clone(),
    }
}

#[cfg(test)]
mod tests {
    use backstory_model::ChatMessage;

    use super::*;
    use crate::chat::{acts_of, example};

    fn with<T>(channel: &str, words: &[(i64, &str)], ask: impl Fn(&[Spoken<'_>]) -> T) -> T {
        let messages: Vec<ChatMessage> =
            words.iter().map(|(at, text)| ChatMessage { channel: channel.into(), ..example(*at, text) }).collect();
        let spoken: Vec<Spoken<'_>> = messages.iter().map(|m| Spoken { message: m, acts: acts_of(m) }).collect();
        ask(&spoken)
    }

    fn second(time: Option<Timestamp>) -> Option<i64> {
        time.map(Timestamp::as_second)
    }

    #[test]
    fn a_release_that_is_announced_is_nothing_that_was_noticed() {
        let words = [(10, "web 8.2.1 is out"), (20, "lunch rush as every day"), (30, "p99 of web is 3 s")];
        let ask = |spoken: &[Spoken<'_>]| noticed(spoken, None, Some(Timestamp::from_second(5).unwrap()));
        assert_eq!(second(with("general", &words, ask)), Some(30));
        assert_eq!(second(with("inc-7", &words, ask)), Some(10));
        assert_eq!(second(with("general", &words, |s| noticed(s, Some("#general"), None))), Some(10));
    }

    #[test]
    fn words_that_all_is_well_are_no_step() {
        let words = [(90, "flag is off"), (160, "bankgw is back, payments recover")];
        let recovered = Timestamp::from_second(150).unwrap();
        let told = with("inc-7", &words, |spoken| mitigation(spoken, Some(recovered), None));
        assert_eq!(told.map(|t| t.time.as_second()), Some(90));
    }
}
