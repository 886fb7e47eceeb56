//! What the words of an action say about its state: marks at their ends, brackets, a sentence of its own.

use crate::import::action::state::{is_dated, is_given_up, is_struck, of_cell};

/// The state that brackets of their own name anywhere in the words, or emphasis at an end of them: `… 【実施済】 担当:…`,
/// `b/8801 **完了**`.
pub(in crate::import) fn emphasised(words: &str) -> Option<bool> {
    const MOST: usize = 8;
    const LONGEST: usize = 40;
    let words = words.trim();
    let named = |inner: &str| of_cell(inner).filter(|_| inner.len() <= LONGEST);
    for (open, close) in [('【', '】'), ('[', ']'), ('［', '］')] {
        let mut rest = words;
        for _ in 0..MOST {
            let Some((_, behind)) = rest.split_once(open) else { break };
            let Some((inner, after)) = behind.split_once(close) else { break };
            // The words of a link name no state.
            if let Some(state) = named(inner).filter(|_| !after.starts_with('(')) {
                return Some(state);
            }
            rest = after;
        }
    }
    ["**", "__"].into_iter().find_map(|mark| {
        let first = || words.strip_prefix(mark)?.split_once(mark).map(|(inner, _)| inner);
        let last = || {
            words.trim_end_matches(['.', '。', ')', '）']).strip_suffix(mark)?.rsplit_once(mark).map(|(_, inner)| inner)
        };
        first().and_then(named).or_else(|| last().and_then(named))
    })
}

/// What the words of a bullet say about its own state, and `all` of it with its details.
pub(in crate::import) fn marked(words: &str, all: &str) -> Option<bool> {
    if ["✅", "☑"].iter().any(|mark| all.contains(mark)) || is_struck(words).is_some() {
        return Some(true);
    }
    let plain = words.trim().trim_end_matches(['.', '。', ' ']).to_lowercase();
    let front = [
        "[done]",
        "(done)",
        "[完了]",
        "【完了】",
        "（完了）",
        "【済】",
        "【実施済】",
        "【実施済み】",
        "**done",
        "done:",
        "済：",
        "済)",
    ];
    // `Completed: buy hardware`, `完了：二台目`
    let label = plain.split_once([':', '：']).map(|(label, _)| label).filter(|label| label.split(' ').count() <= 3);
    if front.iter().any(|mark| plain.starts_with(mark)) || label.and_then(of_cell) == Some(true) {
        return Some(true);
    }
    last_state(&plain)
        .or_else(|| emphasised(&plain))
        .or_else(|| told_past(&plain).then_some(true))
        .or_else(|| second_sentence(&plain))
}

/// Whether an action was given up: by its box, a label in front, or a state behind it. `whole` is the item with its marker.
pub(in crate::import) fn given_up(words: &str, whole: &str) -> bool {
    let boxed = whole.trim_start_matches(|c: char| c.is_ascii_digit() || "-*+. )\t".contains(c));
    if ["[-] ", "[~] "].iter().any(|mark| boxed.starts_with(mark)) {
        return true;
    }
    let label = words.split_once([':', '：']).map(|(label, _)| label);
    let signs = [',', ';', '、', '—', '–', '(', ')', '（', '）', '[', ']', '【', '】', '·', '|', '｜'];
    let mut behind = words.split(signs).skip(1);
    label.is_some_and(is_given_up)
        || behind.any(|part| is_given_up(part) || part.trim().rsplit(" - ").next().is_some_and(is_given_up))
}

/// `The limit is back. Done the same night.`, `Scroll API. Not started yet; planned for May.`
fn second_sentence(words: &str) -> Option<bool> {
    words.match_indices(['.', '。', '*']).take(8).find_map(|(at, sign)| {
        let rest = words.get(at + sign.len()..)?.trim_start_matches(['*', '_', ' ']);
        let sentence = rest.split(['.', '。', ';', ',', '(']).next()?.trim();
        if sentence.starts_with("not started") || sentence.starts_with("not yet") || sentence.starts_with("未着手") {
            return Some(false);
        }
        is_dated(sentence, &["done", "shipped", "finished", "deployed", "merged", "completed", "fixed"]).then_some(true)
    })
}

/// Whether the words tell what was done: `… いたしました`, `We have changed …`, `This is in place since Friday`.
fn told_past(words: &str) -> bool {
    const AHEAD: [&str; 11] = [
        " will ",
        " shall ",
        " should ",
        " must ",
        "have not ",
        "has not ",
        "n't been",
        "not yet",
        " to be ",
        " plan",
        "going to",
    ];
    const PAST: [&str; 9] = [
        "we have ",
        "we've ",
        "has been ",
        "have been ",
        "is in place",
        "are in place",
        "is now live",
        "is live now",
        "were added",
    ];
    if !words.is_ascii() {
        let end = words.trim_end_matches(['。', ' ']);
        let end = end.strip_suffix('）').and_then(|w| w.rsplit_once('（')).map_or(end, |(head, _)| head);
        return ["しました", "ました", "済みです", "済です", "完了です", "完了しています", "完了しております"]
            .iter()
            .any(|past| end.trim_end_matches('。').ends_with(past))
            && !end.contains("予定");
    }
    let padded = format!(" {words}");
    let is_already = [" has ", " have ", "'s "].iter().any(|has| padded.contains(has)) && padded.contains(" already");
    if is_already && !AHEAD.iter().any(|ahead| padded.contains(ahead)) {
        return true;
    }
    PAST.iter().any(|past| padded.contains(past)) && !AHEAD.iter().any(|ahead| padded.contains(ahead))
}

/// A state among the attributes behind an action: `— *in progress, May 15, 2025*`.
pub(in crate::import) fn in_tail(tail: &str) -> Option<bool> {
    let parts = tail.split([',', ';', '、', '—', '–', '(', ')', '（', '）', '[', ']', '·', '・', '/', '／', '|', '｜']);
    parts.map(str::trim).filter(|part| !part.is_empty()).find_map(of_cell)
}

/// The state at the end of a bullet, in brackets, emphasis, or behind a dash: `— done`, `*completed*`, `, merged)`, `（済）`.
fn last_state(words: &str) -> Option<bool> {
    let inner = words.trim_end_matches([')', '）', ']', '】', '_', '*', '\'', '」']);
    let is_closed = inner.len() < words.len();
    let done = [
        "done",
        "completed",
        "complete",
        "merged",
        "shipped",
        "deployed",
        "closed",
        "fixed",
        "implemented",
        "済",
        "済み",
        "実施済",
        "実施済み",
        "導入済み",
        "適用済み",
        "修正済み",
        "完了",
        "設定しました",
        "対応済み",
    ];
    let open = [
        "in progress",
        "todo",
        "to do",
        "open",
        "not started",
        "pending",
        "planned",
        "未着手",
        "対応中",
        "処理中",
        "未対応",
    ];
    let ends = |list: &[&str]| {
        list.iter().any(|word| {
            inner.strip_suffix(word).is_some_and(|head| {
                let is_behind_dash = ["— ", "– ", " - ", "-- ", "\\- ", ": "].iter().any(|dash| head.ends_with(dash));
                let is_opened =
                    head.ends_with(['(', '（', '[', '【', '_', '*', '、', '・', '\'']) || head.ends_with(", ");
                is_behind_dash || (is_closed && is_opened)
            })
        })
    };
    if ends(&done) {
        return Some(true);
    }
    // `_Planned for the first half of 2026_`
    let emphasis = words.strip_suffix('_').and_then(|w| w.rsplit_once('_')).map(|(_, inner)| inner);
    let is_planned = emphasis.is_some_and(|inner| open.iter().any(|word| inner.starts_with(word)));
    (ends(&open) || is_planned).then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_up_says_so() {
        for (words, whole, expected) in [
            ("Cancelled: buy hardware", "- Cancelled: buy hardware", true),
            ("見送り：二台目の購入", "- 見送り：二台目の購入", true),
            ("buy hardware", "- [-] buy hardware", true),
            ("Rate limit (Ann) — cancelled, covered by the above", "- Rate limit", true),
            ("監視を追加（佐藤、見送り）", "- 監視", true),
            ("Alert on dropped connections", "- Alert on dropped connections", false),
            ("Retry when the job was cancelled", "- [ ] Retry", false),
        ] {
            assert_eq!(given_up(words, whole), expected, "{words}");
        }
    }

    #[test]
    fn states_are_read_from_the_end_of_a_bullet() {
        for (words, expected) in [
            ("Pin the bot (Arne) — done", Some(true)),
            ("Shared address. _Done_", Some(true)),
            ("Queues page us. _In progress_", Some(false)),
            ("A second carrier. _Planned for 2026_", Some(false)),
            ("Test for spring (*Anselm*, 2025-04-04, merged)", Some(true)),
            ("時刻同期を設定（みつば）*済*", Some(true)),
            ("権限を付与 → 外注（済）", Some(true)),
            ("Run all hosts in UTC. — *Done on Mar 12.*", Some(true)),
            ("**The limit is back.** Done the same night.", Some(true)),
            ("**A runbook.** Rhodri has written it already.", Some(true)),
            ("**Scroll API.** Not started yet; planned for November.", Some(false)),
            ("(１)二名での確認を義務付けます。【実施済】 担当:運用第一課", Some(true)),
            ("(３)通報先に管理職を加えます。【検討中】", Some(false)),
            ("【進行中】待機系を構成管理に含める【西村/11月10日】", Some(false)),
            ("Enable the job -- DBA team -- 06.11.2024 -- done", Some(true)),
            ("Complete: buy hardware", Some(true)),
            ("Docs: say what done means", None),
            ("Check that the work is done", None),
            ("Explain why **no** alert fired", None),
            ("Keep the door open", None),
        ] {
            assert_eq!(marked(words, words), expected, "{words}");
        }
    }
}
