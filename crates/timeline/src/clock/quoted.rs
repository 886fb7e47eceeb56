//! A message that quotes an alert or tells a deploy comes after it.
//!
//! Where the chat has it earlier than every firing of that alert, or than every request for that version, its clock and
//! that of the other source differ by at least that. People speak of alerts and versions before they come, too: only what
//! can be said of nothing but the past is taken.

use std::sync::Arc;

use backstory_model::{AlertEpisode, Change, ChangeKind, ChatMessage, Citation};
use jiff::{SignedDuration, Timestamp};

use super::causes::{Bound, RESOLUTION_S};
use crate::chat::{mentions, mentions_any};

/// A message further before its cause than this tells of another time it happened.
const NEAR: SignedDuration = SignedDuration::from_hours(1);
/// What is said of an alert that fires.
const FIRES: &[&str] = &["firing", "fired", "triggered", "paged", "発報", "発火", "鳴っ"];
/// What is said of a change that is made.
const MADE: &[&str] = &[
    "deployed",
    "rolled out",
    "rolled back",
    "is live",
    "is out",
    "finished",
    "succeeded",
    "デプロイ完了",
    "デプロイしました",
    "リリースしました",
    "ロールバックしました",
];
/// What makes a message one about something that has not happened.
const NOT_YET: &[&str] =
    &["will", "if", "when", "once", "about to", "going to", "not", "to be", "should", "予定", "たら", "していない"];

/// Messages that come before what they quote, the most contradicted per pair of sources.
pub(crate) fn bounds(chat: &[ChatMessage], alerts: &[AlertEpisode], changes: &[Change]) -> Vec<Bound> {
    let mut found: Vec<Bound> = Vec::new();
    for message in chat.iter().filter(|m| !m.is_system) {
        let text = message.text.to_lowercase();
        if mentions_any(&text, NOT_YET) {
            continue;
        }
        let causes = [fired(&text, alerts), made(&text, changes)];
        for (at, cause) in causes.into_iter().filter_map(|all| earliest(all, message.time)) {
            let early = at.duration_since(message.time).as_secs_f64();
            take(&mut found, &message.citation, cause, early);
        }
    }
    found.retain(|b| b.seconds > RESOLUTION_S);
    found
}

/// The earliest of all causes, when it is near.
fn earliest(causes: Vec<(Timestamp, &Citation)>, told: Timestamp) -> Option<(Timestamp, &Citation)> {
    let first = causes.into_iter().min_by_key(|(at, _)| *at)?;
    (first.0.duration_since(told) <= NEAR).then_some(first)
}

fn take(found: &mut Vec<Bound>, effect: &Citation, cause: &Citation, early: f64) {
    // One source has one clock.
    if effect.artifact == cause.artifact {
        return;
    }
    let citations = [effect.clone(), cause.clone()];
    match found.iter_mut().find(|b| b.source == effect.artifact && b.against == cause.artifact) {
        Some(known) => {
            known.pairs += 1;
            if early > known.seconds {
                (known.seconds, known.citations) = (early, citations);
            }
        }
        None => found.push(Bound {
            source: Arc::clone(&effect.artifact),
            against: Arc::clone(&cause.artifact),
            seconds: early.max(0.0),
            pairs: 1,
            citations,
        }),
    }
}

/// All firings of the alerts that a message says to fire; none where one of them is not known.
fn fired<'a>(text: &str, alerts: &'a [AlertEpisode]) -> Vec<(Timestamp, &'a Citation)> {
    if !mentions_any(text, FIRES) {
        return Vec::new();
    }
    alerts
        .iter()
        // A name of one everyday word is not meant whenever the word is used.
        .filter(|a| a.name.chars().skip(1).any(|c| c.is_uppercase() || matches!(c, '_' | '-')))
        .filter(|a| mentions(text, &a.name.to_lowercase()))
        .filter_map(|a| Some((a.pending.into_iter().chain(a.fired).min()?, a.citations.first()?)))
        .collect()
}

/// All changes to a version or commit that a message says to be there.
fn made<'a>(text: &str, changes: &'a [Change]) -> Vec<(Timestamp, &'a Citation)> {
    if !mentions_any(text, MADE) {
        return Vec::new();
    }
    let is_named = |c: &&Change| {
        let sha = c.sha.as_deref().and_then(|s| s.get(..7));
        let names = c.version.as_deref().into_iter().chain(sha).map(str::to_lowercase);
        names.filter(|n| n.len() >= 4 && n.contains(|c: char| c.is_ascii_digit())).any(|n| text.contains(&n))
    };
    // What ran before is spoken of before it comes back.
    let ran_before = |c: &Change| c.version.is_some() && changes.iter().any(|o| o.previous_version == c.version);
    let is_new = |c: &&Change| c.kind != ChangeKind::Rollback && !ran_before(c);
    let began = |c: &Change| c.started.map_or(c.requested, |s| s.min(c.requested));
    changes.iter().filter(is_new).filter(is_named).map(|c| (began(c), &c.citation)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use backstory_model::Locator;
    use proptest::prelude::*;

    use super::*;
    use crate::chat::example;

    fn cited(artifact: &str) -> Citation {
        Citation::new(&artifact.into(), Locator::Whole, "")
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    /// The alert fires at 10,000 s and 20,000 s, the version is deployed at 9,500 s.
    fn seconds(told: i64, text: &str, by: i64) -> Option<f64> {
        let alert = |fired: i64| AlertEpisode {
            name: "HighErrors".into(),
            labels: BTreeMap::new(),
            annotations: BTreeMap::new(),
            pending: None,
            fired: Some(at(fired + by)),
            resolved: None,
            notified: None,
            receivers: Vec::new(),
            citations: vec![cited("alerts.json")],
        };
        let change = Change {
            id: "1".into(),
            service: None,
            kind: ChangeKind::Deploy,
            description: String::new(),
            version: Some("v2.3.0".into()),
            previous_version: None,
            sha: Some("0a1b2c3d4e5f".into()),
            reference: None,
            actor: None,
            environment: None,
            requested: at(9_500 + by),
            started: None,
            completed: None,
            failed: None,
            config_path: None,
            citation: cited("deploys.json"),
        };
        let found = bounds(&[example(told + by, text)], &[alert(20_000), alert(10_000)], &[change]);
        found.first().map(|b| b.seconds)
    }

    #[test]
    fn only_what_cannot_be_said_before_is_claimed() {
        for (told, text, expected) in [
            (9_700, "[FIRING:1] HighErrors (web)", Some(300.0)),
            (9_700, "HighErrors が発報しました", Some(300.0)),
            (9_200, "v2.3.0 is live", Some(300.0)),
            (9_200, "Deployed `0a1b2c3` to production", Some(300.0)),
            // After it, within what an evaluation takes, or of a firing that is not in the evidence.
            (10_030, "[FIRING:1] HighErrors", None),
            (15_000, "HighErrors fired before lunch", None),
            (9_960, "[FIRING:1] HighErrors", None),
            (1_000, "[FIRING:1] HighErrors", None),
            // What can be said before.
            (9_700, "if HighErrors is firing, call me", None),
            (9_700, "let us tune HighErrors", None),
            (9_200, "v2.3.0 will be deployed at ten", None),
            (9_200, "v2.3.0 を 10 時にデプロイ予定、v2.2.9 はデプロイ完了", None),
            (9_200, "shipping v2.3.0 now", None),
        ] {
            assert_eq!(seconds(told, text, 0), expected, "{told} {text}");
        }
    }

    proptest! {
        #[test]
        fn a_chat_that_is_behind_is_found_and_shifting_all_changes_nothing(
            behind in 0_i64..3_000,
            took in 0_i64..50,
            by in -100_000_i64..100_000,
        ) {
            let told = |by: i64| seconds(10_000 + took - behind, "HighErrors is firing", by);
            prop_assert_eq!(told(0), told(by));
            // The bound never claims more than there is.
            prop_assert!(told(0).unwrap_or(0.0) <= behind as f64);
            prop_assert_eq!(told(0).is_some(), (behind - took) as f64 > RESOLUTION_S);
        }
    }
}
