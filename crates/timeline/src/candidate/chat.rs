//! What people wrote in the channel of the incident.

use std::collections::BTreeMap;

use backstory_model::{ChatMessage, IncidentFacts, Phrase, TimelineKind, Window};

use jiff::{SignedDuration, Timestamp};

use super::Candidate;
use crate::chat::{Act, acts_of, neutral_quote};

/// Chat and signals may be told by clocks that differ by so much.
const EARLY: SignedDuration = SignedDuration::from_mins(1);

/// A message with what it does.
#[derive(Debug, Clone)]
pub(crate) struct Spoken<'a> {
    /// The message.
    pub(crate) message: &'a ChatMessage,
    /// What it does, with weights.
    pub(crate) acts: Vec<(Act, f64)>,
}

impl Spoken<'_> {
    /// The weight of an act, 0 when the message does not do it.
    pub(crate) fn weight(&self, act: Act) -> f64 {
        self.acts.iter().find(|(a, _)| *a == act).map_or(0.0, |(_, w)| *w)
    }

    /// The act that weighs most.
    pub(crate) fn main_act(&self) -> Option<Act> {
        self.acts.iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(act, _)| *act)
    }
}

/// The messages of people in the channels of the incident, in order of time.
pub(crate) fn spoken<'a>(chat: &'a [ChatMessage], facts: Option<&IncidentFacts>, span: Window) -> Vec<Spoken<'a>> {
    let channels = incident_channels(chat, facts, span);
    chat.iter()
        .filter(|m| span.contains(m.time) && !m.is_bot && !m.is_system)
        .filter(|m| channels.contains(&m.channel.as_str()))
        .map(|message| Spoken { message, acts: acts_of(message) })
        .collect()
}

/// The stated channel; else channels named after incidents; else the one where people wrote most in the span.
fn incident_channels<'a>(chat: &'a [ChatMessage], facts: Option<&IncidentFacts>, span: Window) -> Vec<&'a str> {
    let mut busy: BTreeMap<&str, usize> = BTreeMap::new();
    for message in chat.iter().filter(|m| span.contains(m.time) && !m.is_bot) {
        *busy.entry(&message.channel).or_default() += 1;
    }
    if let Some(stated) = facts.and_then(|f| f.channel.as_deref())
        && let Some((channel, _)) = busy.get_key_value(stated.trim_start_matches('#'))
    {
        return vec![channel];
    }
    let named: Vec<&str> = busy.keys().copied().filter(|name| is_of_incidents(name)).collect();
    if named.is_empty() {
        busy.into_iter()
            .max_by_key(|(name, count)| (*count, std::cmp::Reverse(*name)))
            .map(|(name, _)| name)
            .into_iter()
            .collect()
    } else {
        named
    }
}

/// Whether a channel is named after incidents.
pub(crate) fn is_of_incidents(channel: &str) -> bool {
    let name = channel.to_lowercase();
    ["inc-", "incident", "outage", "war-room", "warroom", "sev-", "sev1", "sev2", "障害"]
        .iter()
        .any(|w| name.contains(w))
        || name == "inc"
}

/// Rows for what people said that the machines do not tell.
///
/// `onset` is the first sign of trouble, `detected` is when anybody noticed, `recovered` when users were fine again, `settled` from when on anybody could say so; after the first step that is
/// told as well.
pub(crate) fn rows(
    spoken: &[Spoken<'_>],
    onset: Option<Timestamp>,
    detected: Option<Timestamp>,
    recovered: Option<Timestamp>,
    settled: Option<Timestamp>,
) -> Vec<Candidate> {
    let mut rows = Vec::new();
    let is_step = |s: &&Spoken<'_>| s.weight(Act::MitigationStart) > 0.0 || s.weight(Act::MitigationDone) > 0.0;
    // What was done before anything was wrong was done about something else.
    let is_about_it = |s: &Spoken<'_>| onset.is_none_or(|o| s.message.time >= o - EARLY);
    let stepped = spoken.iter().filter(|s| is_about_it(s)).find(is_step).map(|s| s.message.time);
    let settled = [settled, stepped].into_iter().flatten().min();
    for said in spoken {
        let Some(act) = said.main_act() else { continue };
        let (key, salience) = match act {
            Act::Command => ("timeline-command-taken", 0.6),
            Act::Report => ("timeline-user-report", 0.55),
            Act::RuledOut => ("timeline-ruled-out", 0.45),
            // What is explained after recovery is hindsight, not part of the response.
            Act::Diagnosis | Act::Hypothesis if recovered.is_some_and(|r| said.message.time > r) => continue,
            Act::Hypothesis => ("timeline-suspected", 0.35),
            Act::Diagnosis => ("timeline-diagnosed", 0.5),
            Act::MitigationStart => ("timeline-mitigation-started", 0.4),
            // Before anybody had noticed anything it is a release that is announced.
            Act::MitigationDone if detected.is_none_or(|d| said.message.time < d) => continue,
            Act::MitigationDone => ("timeline-mitigation-said-done", 0.35),
            // "No errors yet" is said before anything was done about it; recovery comes after.
            Act::Recovered if !is_about_it(said) => continue,
            Act::Recovered if settled.is_none_or(|s| said.message.time < s) => continue,
            Act::Recovered => ("timeline-recovery-said", 0.35),
            Act::Resolved => ("timeline-declared-resolved", 0.5),
            Act::FollowUp => continue,
        };
        let Some(quote) = neutral_quote(&said.message.text) else { continue };
        let phrase = Phrase::new(key).text("quote", quote);
        let mut row = Candidate::new(said.message.time, TimelineKind::Chat, salience, phrase, &said.message.citation);
        row.actor = Some(said.message.author.clone());
        rows.push(row);
    }
    rows
}
