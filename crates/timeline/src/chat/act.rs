//! Classifies one message.

use backstory_model::ChatMessage;

use super::{cues, mood, step, vanish};

/// What a message does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Act {
    /// Takes the lead.
    Command,
    /// Tells what users meet.
    Report,
    /// Suspects something.
    Hypothesis,
    /// Rules something out, or tells that an attempt did not help.
    RuledOut,
    /// Names the cause.
    Diagnosis,
    /// Starts a step against the trouble.
    MitigationStart,
    /// Tells that a step is complete.
    MitigationDone,
    /// Tells that users are fine again.
    Recovered,
    /// Declares it over.
    Resolved,
    /// Names something to do later.
    FollowUp,
}

/// Tells what a message does, each act with a weight from 0 to 1. Bots and system messages do nothing.
pub(crate) fn acts_of(message: &ChatMessage) -> Vec<(Act, f64)> {
    if message.is_bot || message.is_system || message.text.is_empty() {
        return Vec::new();
    }
    let text = message.text.to_lowercase();
    let is_question = text.trim_end().ends_with(['?', '？']) || text.contains("? ") || text.contains('？');
    let suspects = is_question || cues::any(&text, cues::HYPOTHESIS);
    let follows_up = cues::any(&text, cues::FOLLOW_UP);
    let mut acts = Vec::new();
    if cues::any(&text, cues::COMMAND) {
        acts.push((Act::Command, 1.0));
    }
    if cues::any(&text, cues::REPORT) {
        acts.push((Act::Report, if is_question { 0.4 } else { 0.8 }));
    }
    if follows_up {
        acts.push((Act::FollowUp, 0.8));
    }
    let rules_out = cues::any(&text, cues::RULED_OUT) || cues::any(&text, cues::IN_VAIN);
    if rules_out {
        acts.push((Act::RuledOut, 0.75));
    }
    // A bare question asks for work; only one that names a suspicion is one.
    if cues::any(&text, cues::HYPOTHESIS) {
        acts.push((Act::Hypothesis, 0.6));
    }
    let cue_count = cues::DIAGNOSIS.iter().filter(|cue| cues::find(&text, cue).is_some()).count()
        + usize::from(names_and_explains(&text));
    if cue_count > 0 && !follows_up {
        // A diagnosis is specific: it points at code, a query, a version, a limit. A guess is not one.
        let mut weight = 0.35 + 0.15 * (cue_count.min(3) as f64) + 0.3 * specificity(&message.text);
        if is_question {
            weight -= 0.4;
        } else if suspects {
            weight -= 0.15;
        }
        // "It's not the edge" carries the cue of a diagnosis and says the opposite, unless more follows.
        if rules_out && cue_count < 2 {
            weight -= 0.3;
        }
        if weight > 0.2 {
            acts.push((Act::Diagnosis, weight.min(1.0)));
        }
    }
    if !is_question && !follows_up {
        if step::starts(&text) {
            acts.push((Act::MitigationStart, 0.8));
        }
        if mood::asserts(&text, cues::MITIGATION_DONE) || step::puts_back(&text) {
            acts.push((Act::MitigationDone, 0.7));
        }
        let is_fine = mood::asserts(&text, cues::RECOVERED) && !step::puts_back(&text);
        if (is_fine || vanish::trouble_is_gone(&text)) && !rules_out {
            acts.push((Act::Recovered, 0.8));
        }
    }
    // Whoever declares it over often names the review in the same breath.
    if !is_question && mood::asserts(&text, cues::RESOLVED) {
        acts.push((Act::Resolved, 0.9));
    }
    acts
}

/// "It's traffic: …", "it was memory: …": a thing is named in a word or two and explained after the colon.
fn names_and_explains(text: &str) -> bool {
    const MOST_WORDS: usize = 3;
    ["it's ", "it is ", "it was ", "that's "].iter().any(|lead| {
        let Some((_, after)) = text.split_once(lead) else { return false };
        let Some((named, explained)) = after.split_once(": ") else { return false };
        let words: Vec<&str> = named.split_whitespace().collect();
        (1..=MOST_WORDS).contains(&words.len())
            && !words.iter().any(|w| matches!(*w, "not" | "never" | "no"))
            && !explained.trim().is_empty()
    })
}

/// How much a message points at things in the system, 0 to 1: versions, code, numbers with units,
/// identifiers with underscores, dots or brackets.
pub(crate) fn specificity(text: &str) -> f64 {
    let mut points = 0.0;
    for token in text.split_whitespace() {
        let core = token.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '`' | '_'));
        let has_digit = core.bytes().any(|b| b.is_ascii_digit());
        let is_version = has_digit && core.contains('.');
        let is_code = core.contains('_')
            || core.contains("()")
            || core.contains('`')
            || core.contains("::")
            || core.contains('/');
        let is_camel = core.chars().zip(core.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
        if is_version || is_code || is_camel {
            points += 1.0;
        } else if has_digit {
            points += 0.3;
        }
    }
    let length: f64 = if text.chars().count() > 60 { 0.5 } else { 0.0 };
    ((points + length) / 3.0f64).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strongest(text: &str) -> Option<Act> {
        acts_of(&crate::chat::example(0, text)).into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(act, _)| act)
    }

    #[test]
    fn messages_are_told_apart() {
        for (text, act) in [
            ("I'm IC, SEV-2 for now", Some(Act::Command)),
            ("could it be the cache again?", Some(Act::Hypothesis)),
            ("old config is live, no change in errors", Some(Act::RuledOut)),
            ("found it: the connection in export_rows() is never released, since 4.2.0", Some(Act::Diagnosis)),
            ("it's traffic: 22 per second became 70 at nine", Some(Act::Diagnosis)),
            ("it's not the edge: errors stay", Some(Act::RuledOut)),
            ("rolling back to 1.9", Some(Act::MitigationStart)),
            ("error rate 0.1 %, looks good", Some(Act::Recovered)),
            ("resolved, thanks all", Some(Act::Resolved)),
            ("not resolved yet, errors still at 50%", None),
            ("まだ復旧していません。エラー率は50%のままです", None),
            ("if this does not work I will roll back", None),
            ("これでだめならロールバックします", None),
            ("we are NOT rolling back", None),
            ("support: many users cannot open the site, browser says DNS_PROBE_FINISHED_NXDOMAIN", Some(Act::Report)),
            ("the errors come from the new tax engine, it reads a field that old carts lack", Some(Act::Diagnosis)),
            ("bankgw status page says they have an outage since 09:50", Some(Act::Diagnosis)),
            ("registrar suspended the domain, ticket opened", Some(Act::Diagnosis)),
            ("500s are gone", Some(Act::Recovered)),
            ("bankgw is back, payments recover", Some(Act::Recovered)),
            ("the old config is back", Some(Act::MitigationDone)),
            ("500エラーが消えました", Some(Act::Recovered)),
            ("DBは正常でした。DBではなさそうです", Some(Act::RuledOut)),
            ("原因は v2.1.0 の設定 pool_size でした", Some(Act::Diagnosis)),
            ("ロールバックします", Some(Act::MitigationStart)),
            ("lunch anyone knows a place near the office", Some(Act::Hypothesis)),
            ("hello", None),
        ] {
            assert_eq!(strongest(text), act, "{text}");
        }
    }
}
