//! Whether words say that something is so, or deny it, or make it depend on something else.

use super::{cues, quote};

/// Words that make what stands with them depend on something.
const CONDITIONS: &[&str] = &["if", "unless", "in case", "until", "once", "otherwise"];
/// What looks like a condition and is none: courtesy, or a look at what a step does.
const NO_CONDITIONS: &[&str] = &[
    "if nobody",
    "if no one",
    "if there are no objections",
    "if no objections",
    "if that's ok",
    "if that is ok",
    "if ok",
    "see if",
    "check if",
    "checking if",
    "know if",
    "wonder if",
    "ask if",
    "asked if",
    "asking if",
    "once more",
    "once again",
    "at once",
    "even if",
];
/// The same in Japanese, at the end of a condition.
const CONDITIONS_JA: &[&str] = &["なら", "たら", "だら", "れば", "場合", "次第", "ときは", "時は"];
/// How what did happen ends; `再起動したら直りました` is a fact.
const PAST_JA: &[&str] = &["ました", "でした", "った", "した", "いだ", "んだ"];
/// Words before a cue that deny it, or leave it undone.
const DENIALS: &[&str] = &[
    "not",
    "never",
    "no",
    "nor",
    "none",
    "neither",
    "nobody",
    "without",
    "cannot",
    "before",
    "avoid",
    "avoiding",
    "instead",
    "against",
    "consider",
    "considering",
    "isnt",
    "dont",
];
/// Words before a cue in which a denial is looked for.
const NEAR: usize = 3;

/// The clauses of a text in lower case that are stated: none that is a condition, or depends on one.
pub(super) fn stated(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for sentence in sentences(text) {
        let mut depends = false;
        let happened = PAST_JA.iter().any(|end| sentence.trim_end_matches(['。', '！', '!', '.']).ends_with(end));
        for clause in quote::clauses(sentence).into_iter().flat_map(|c| c.split(['、', '\n'])) {
            let is_fact = happened && !clause.is_ascii();
            depends |= is_conditional(clause) && !is_fact;
            if !depends {
                found.push(clause);
            }
        }
    }
    found
}

/// Whether one of the cues stands in a clause that says so of what is or was.
pub(super) fn asserts(text: &str, cues: &[&str]) -> bool {
    let says = |clause: &str, cue: &str| {
        cues::find(clause, cue).is_some_and(|at| !is_denied(clause, at) && !is_ahead(clause, at))
    };
    stated(text).into_iter().any(|clause| cues.iter().any(|cue| says(clause, cue)))
}

/// Whether what stands at a place in a clause is still to come: `to recover`, `will be resolved`.
fn is_ahead(clause: &str, at: usize) -> bool {
    const AHEAD: &[&str] = &["to", "will", "should", "must", "shall", "can", "could"];
    let mut before = clause.get(..at).unwrap_or_default().split_whitespace().rev();
    match before.next() {
        Some("be") => before.next().is_some_and(|w| AHEAD.contains(&w)),
        Some(word) => AHEAD.contains(&word),
        None => false,
    }
}

/// Whether the words just before a place in a clause deny what stands there.
pub(super) fn is_denied(clause: &str, at: usize) -> bool {
    let before = clause.get(..at).unwrap_or_default();
    before
        .split_whitespace()
        .rev()
        .take(NEAR)
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric() && c != '\''))
        .any(|w| w.ends_with("n't") || w.ends_with("n’t") || DENIALS.contains(&w))
}

fn is_conditional(clause: &str) -> bool {
    let conditional = CONDITIONS.iter().any(|word| cues::find(clause, word).is_some())
        && !NO_CONDITIONS.iter().any(|word| cues::find(clause, word).is_some());
    conditional || CONDITIONS_JA.iter().any(|word| clause.contains(word))
}

/// Sentences, with the mark that ends them.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for clause in quote::clauses(text) {
        // Clauses are parts of the text: what they hold is found in it, in order.
        let Some(at) = text.get(start..).and_then(|rest| rest.find(clause)).map(|at| start + at) else { continue };
        let end = at + clause.len();
        if clause.ends_with(['.', '!', '?', '。', '！', '？']) {
            found.extend(text.get(start..end).map(str::trim));
            start = end;
        }
    }
    found.extend(text.get(start..).map(str::trim).filter(|s| !s.is_empty()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_denied_or_depends_is_not_stated() {
        for (text, cue, expected) in [
            ("resolved, thanks all", "resolved", true),
            ("not resolved yet, errors still at 50%", "resolved", false),
            ("this isn't resolved", "resolved", false),
            ("once it is resolved, write it up", "resolved", false),
            ("if this does not work i will roll back", "roll back", false),
            ("if that fails, i'll roll back. restarting now", "roll back", false),
            ("if that fails, i'll roll back. restarting now", "restarting", true),
            ("rolling back if nobody objects", "rolling back", true),
            ("restarting to see if it helps", "restarting", true),
            ("we are not rolling back", "rolling back", false),
            ("waiting for it to recover", "recover", false),
            ("it will be resolved by noon", "resolved", false),
            ("payments recover", "recover", true),
            ("これでだめならロールバックします", "ロールバックします", false),
            ("改善しない場合は、切り戻します", "切り戻します", false),
            ("改善しません。切り戻します", "切り戻します", true),
            ("再起動したら、復旧しました", "復旧しました", true),
        ] {
            assert_eq!(asserts(text, &[cue]), expected, "{text}: {cue}");
        }
    }
}
