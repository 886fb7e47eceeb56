//! Whether words begin a step against the trouble, or tell of one that did not help.

use super::{cues, mood, quote};

/// What stands before a word that orders a step: somebody will do it, or is asked to.
const BEFORE_ORDER: &[&str] = &[
    "will", "i'll", "we'll", "let's", "lets", "gonna", "to", "can", "could", "must", "please", "now", "and", "then",
    "me", "should", "just", "ok", "okay", "so", "a", "an",
];
/// Before an article: `trying a restart` begins one, `since a failover` tells of one.
const BEFORE_ARTICLE: &[&str] =
    &["try", "trying", "do", "doing", "start", "starting", "run", "running", "attempt", "attempting", "with"];
/// What follows a word that names a step: something is said of it.
const SAID_OF_IT: &[&str] = &[
    "is", "was", "did", "didn't", "does", "doesn't", "has", "hasn't", "had", "made", "makes", "left", "leaves",
    "failed", "fails", "caused", "causes", "took", "takes", "of", "worked", "helped", "changed",
];

/// Whether a message in lower case begins a step. A step that the same breath or a later one calls vain is told, not begun.
pub(super) fn starts(text: &str) -> bool {
    let mut begun = false;
    for clause in parts(text) {
        let is_announced = |cue: &&str| cues::find(clause, cue).is_some_and(|at| !mood::is_denied(clause, at));
        if cues::any(clause, cues::IN_VAIN) {
            begun = false;
        } else if cues::MITIGATION_START.iter().any(is_announced)
            || cues::BARE_STEPS.iter().any(|w| is_order(clause, w))
        {
            begun = true;
        }
    }
    begun
}

/// Whether a message in lower case tells that what stood before stands again: `the old config is back`. Where something
/// else is back, it came back.
pub(super) fn puts_back(text: &str) -> bool {
    const BEFORE: &[&str] = &["old", "previous", "version", "config", "build", "image", "flag", "release", "revision"];
    mood::stated(text).into_iter().any(|clause| {
        let Some(at) = cues::find(clause, "is back").or_else(|| cues::find(clause, "are back")) else { return false };
        let named = clause.get(..at).unwrap_or_default();
        let is_version = |w: &str| w.contains('.') && w.bytes().any(|b| b.is_ascii_digit());
        !mood::is_denied(clause, at) && (cues::any(named, BEFORE) || named.split_whitespace().any(is_version))
    })
}

/// The name of the step that a message in lower case says did not help.
pub(crate) fn tried_in_vain(text: &str) -> Option<&'static str> {
    if !says_in_vain(text) {
        return None;
    }
    // What is begun after the words that something was in vain is the next step, not that one.
    let mut is_told = false;
    let mut of_it = quote::clauses(text).into_iter().filter(|clause| {
        let is_next = is_told && starts(clause);
        is_told |= says_in_vain(clause);
        !is_next
    });
    let name_in = |clause: &str| {
        let named = |words: &[&str]| words.iter().filter_map(|word| cues::find(clause, word)).min();
        cues::STEPS.iter().filter_map(|(name, words)| Some((named(words)?, *name))).min().map(|(_, name)| name)
    };
    of_it.find_map(name_in)
}

/// Whether a message in lower case says that something did not help.
pub(crate) fn says_in_vain(text: &str) -> bool {
    cues::any(text, cues::IN_VAIN)
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    mood::stated(text).into_iter().flat_map(|clause| clause.split(['、', ':', '\n']))
}

/// Whether a word that also names a step orders it here.
fn is_order(clause: &str, word: &str) -> bool {
    let Some(at) = cues::find(clause, word) else { return false };
    let trimmed = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'').to_owned();
    let before: Vec<String> =
        clause.get(..at).unwrap_or_default().split_whitespace().map(trimmed).filter(|w| !w.is_empty()).collect();
    let after = clause.get(at + word.len()..).unwrap_or_default().split_whitespace().next().map(trimmed);
    let orders = |place: usize| {
        let before_it = place.checked_sub(1).and_then(|i| before.get(i)).map(String::as_str);
        match before.get(place).map(String::as_str) {
            Some("a" | "an") => before_it.is_some_and(|w| BEFORE_ARTICLE.contains(&w)),
            // "Due to restarts" gives a reason.
            Some("to") => before_it != Some("due"),
            Some(word) => BEFORE_ORDER.contains(&word),
            None => false,
        }
    };
    match before.len().checked_sub(1) {
        Some(last) => orders(last),
        None => after.is_none_or(|w| !SAID_OF_IT.contains(&w.as_str())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_begun_by_whoever_orders_it_not_by_whoever_speaks_of_it() {
        for (text, begins) in [
            ("restart the pods", true),
            ("let's roll back", true),
            ("i'll restart pricing now", true),
            ("trying a failover", true),
            ("restarting checkout", true),
            ("that did not help, rolling back now", true),
            ("ロールバックします", true),
            ("if this does not work i will roll back", false),
            ("i'll roll back if that does not help", false),
            ("rolling back now, if nobody objects", true),
            ("not rolling back, the migration is one way", false),
            ("instead of restarting we wait", false),
            ("これでだめならロールバックします", false),
            ("改善しない場合は切り戻します", false),
            ("効果がないので、切り戻します", true),
            ("restart did not help, errors unchanged", false),
            ("still broken, no change after the restart of checkout", false),
            ("restarting checkout, no change", false),
            ("the third time this quarter that a failover leaves us read-only", false),
            ("no runbook for a redis failover", false),
            ("this came with the rollback of yesterday", false),
            ("slow due to restarts", false),
            ("再起動しましたが変わりません", false),
            ("フェイルオーバーで読み取り専用になるのは今年3回目です", false),
        ] {
            assert_eq!(starts(text), begins, "{text}");
        }
    }

    #[test]
    fn what_was_tried_in_vain_is_named() {
        for (text, step) in [
            ("restarted pricing, that did not help", Some("restart")),
            ("cache flush did not help either", Some("flush")),
            ("still broken, no change after the restart", Some("restart")),
            ("再起動しても直りません", Some("restart")),
            ("ロールバック後もエラーが続いています", Some("rollback")),
            ("still failing", None),
            ("効果なし。v2.2.9 にロールバックします", None),
            ("no change. rolling back now", None),
            ("restarted it, no change, failing over now", Some("restart")),
            ("restarting now", None),
        ] {
            assert_eq!(tried_in_vain(text), step, "{text}");
        }
    }
}
