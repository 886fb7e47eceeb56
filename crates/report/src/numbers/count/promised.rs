//! Counts of action items and of those that are done against the list: `six action items` over five, `two are done`,
//! `以上4項目のうち1項目が完了`, `いずれも完了した`.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::{ActionItem, Document, LineIndex, Span};
use crate::numbers::{
    Contradiction, ContradictionKind, Place, count::claimed, interval::stated::place, reading::sentence,
};

static ALL: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        regex(
            r"(?i)\b(?P<number>[0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:follow-up |corrective |concrete |remedial |agreed )?(?:action items?|actions|follow-ups|corrective measures|remediation items)\b",
        ),
        regex(
            r"(?:以上|上記|次|以下|下記)の? ?(?P<number>[0-9０-９]{1,2}) ?(?:項目|件|点|つ)の?(?:対策|アクション|対応|再発防止策)?|(?:恒久対策|再発防止策|対策|アクションアイテム|アクション)(?:は|を)?(?:全部で|全|計)? ?(?P<number2>[0-9０-９]{1,2}) ?(?:項目|件|点)",
        ),
    ]
});
static DONE: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        regex(
            r"(?i)\b(?P<number>[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)(?: of (?:them|these|the [a-z]+))? (?:are|is|have been|has been|were) (?:already )?(?P<state>done|complete|completed|ticked|closed|open|outstanding|pending)\b",
        ),
        regex(
            r"(?:うち|完了は?)、? ?(?P<number>[0-9０-９]{1,2}) ?(?:項目|件|点|つ)(?:が|は)?(?P<state>完了|済|実施済|対応済|未完了|未実施)",
        ),
    ]
});

/// Words of what the text does not say of all actions, or not of this list.
const PARTS: [&str; 8] = ["of the", "of our", "other", "more", "further", "earlier", "previous", "前回"];

/// Checks all sentences; those of the actions' own section as well.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let actions: Vec<&ActionItem> = document.actions.iter().collect();
    let (Some(first), Some(last)) = (actions.first(), actions.last()) else { return };
    if actions.len() < 2 {
        return;
    }
    let lines = LineIndex::new(document.source());
    let list = Span::new(first.span.start, last.span.end);
    let derived = |text: String| Place { line: last.line, span: list, text };
    let in_list = |span: Span| actions.iter().any(|action| action.span.contains(span));
    for passage in document.passages.iter().filter(|passage| !in_list(passage.text.span)) {
        // Only what stands near the list speaks of it without naming it.
        let line = lines.line(passage.text.span.start);
        let is_near = line.abs_diff(last.line) <= 4 || line.abs_diff(first.line) <= 4;
        for said in sentence::split(&passage.text.text) {
            let [english, japanese] = &*ALL;
            let claims = english
                .captures_iter(said)
                .chain(japanese.captures_iter(said).filter(|found| is_near || found.name("number2").is_some()));
            for found in claims.take(4) {
                let Some(whole) = found.get(0) else { continue };
                let front = said.get(..whole.start()).unwrap_or_default().to_lowercase();
                let number = claimed::number(found.name("number").or_else(|| found.name("number2")));
                let rest = said.get(whole.end()..).unwrap_or_default();
                let is_part = PARTS.iter().any(|part| front.trim_end().ends_with(part)) || rest.starts_with(" of ");
                let is_some = ["done", "complete", "open", "closed", "taken", "remain"]
                    .iter()
                    .any(|w| rest.to_lowercase().contains(w));
                let Some(number) = number.filter(|n| *n != actions.len() && !is_part && !is_some) else { continue };
                let message = format!("`{}` says {number}, but {} are listed", whole.as_str(), actions.len());
                let stated = place(document, passage, whole.as_str(), &lines);
                let derived = derived(format!("{} actions", actions.len()));
                out.push(Contradiction { kind: ContradictionKind::Count, stated, derived, message });
            }
            let is_named = said.contains("action item") || said.contains("アクションアイテム");
            if !(is_near || is_named) || sentence::is_of_other_case(said) {
                continue;
            }
            let (open, done) = states(&actions);
            // Only a list that tells the state of each can be counted.
            if open + done == actions.len() && open > 0 {
                for found in DONE.iter().flat_map(|form| form.captures_iter(said)).take(4) {
                    let (Some(whole), Some(state)) = (found.get(0), found.name("state")) else { continue };
                    let is_open = matches!(
                        state.as_str().to_lowercase().as_str(),
                        "open" | "outstanding" | "pending" | "未完了" | "未実施"
                    );
                    let expected = if is_open { open } else { done };
                    let number = match found.name("number").map(|m| m.as_str().to_lowercase()).as_deref() {
                        Some("one") => Some(1),
                        _ => claimed::number(found.name("number")),
                    };
                    let Some(number) = number.filter(|n| *n != expected) else { continue };
                    let message = format!("`{}` says {number}, but of those listed it is {expected}", whole.as_str());
                    let stated = place(document, passage, whole.as_str(), &lines);
                    let derived = derived(format!("{done} done, {open} open"));
                    out.push(Contradiction { kind: ContradictionKind::Count, stated, derived, message });
                }
            }
            all_done(document, passage, said, &actions, &lines, out);
        }
    }
}

/// How many actions are open and done. Where none has a state of its own, those that say in their words that they are done.
fn states(actions: &[&ActionItem]) -> (usize, usize) {
    const DONE: [&str; 6] = ["（完了", "(完了", "(done", "(complete", "— done", "– done"];
    let open = actions.iter().filter(|action| action.is_done == Some(false)).count();
    let done = actions.iter().filter(|action| action.is_done == Some(true)).count();
    let says = |action: &&&ActionItem| {
        let lower = action.title.text.to_lowercase();
        action.is_done == Some(true) || DONE.iter().any(|word| lower.contains(word))
    };
    let said = actions.iter().filter(says).count();
    if open == 0 && said > 0 { (actions.len() - said, said) } else { (open, done) }
}

static EVERY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:いずれも|すべて|全て|全項目(?:が|は)?)[^。]{0,12}(?:完了し|完了済|実施済み?で|完了である)|\b(?:all|both|every one) (?:[a-z0-9]+ )?(?:of (?:them|these) |action items |actions |measures )?(?:are|were|have been) (?:now )?(?:done|complete|completed|closed|implemented)\b")
        .expect("the pattern is a constant that the tests use")
});

/// `All of them are done` under actions of which one is open. Sentences that name some by their ids speak of these.
fn all_done(
    document: &Document,
    passage: &crate::document::Passage,
    said: &str,
    actions: &[&ActionItem],
    lines: &LineIndex,
    out: &mut Vec<Contradiction>,
) {
    let Some(found) = EVERY.find(said) else { return };
    let is_token = |id: &str| {
        said.match_indices(id).any(|(at, _)| {
            let is_kana = |c: char| matches!(c, 'ァ'..='ヶ' | 'ー');
            let before = said.get(..at).and_then(|t| t.chars().next_back());
            let after = said.get(at + id.len()..).and_then(|t| t.chars().next());
            let is_edge = |c: Option<char>| !c.is_some_and(|c| c.is_ascii_alphanumeric() || is_kana(c));
            is_edge(before) && is_edge(after)
        })
    };
    let named: Vec<&&ActionItem> = actions.iter().filter(|a| a.id.as_deref().is_some_and(is_token)).collect();
    let meant: Vec<&&ActionItem> = if named.is_empty() { actions.iter().collect() } else { named };
    let is_open = |action: &&&ActionItem| {
        let state = action.status.as_ref().map(|status| status.text.to_lowercase()).unwrap_or_default();
        action.is_done == Some(false) || ["着手", "調査中", "対応中", "in progress", "open"].contains(&state.as_str())
    };
    let Some(open) = meant.iter().copied().find(is_open) else { return };
    let stated = place(document, passage, found.as_str(), lines);
    let text = open.status.as_ref().map_or_else(|| open.title.text.clone(), |status| status.text.clone());
    let message = format!("`{}` is stated, but the state of `{}` is open", found.as_str(), open.title.text);
    let derived = Place { line: open.line, span: open.span, text };
    out.push(Contradiction { kind: ContradictionKind::Count, stated, derived, message });
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    fn found(summary: &str, behind: &str) -> usize {
        let source = format!(
            "# T\n\n## Summary\n\n{summary}\n\n## Action items\n\n- [x] Add an alert\n- [x] Cut the delay\n- [ ] Write a runbook\n\n{behind}\n"
        );
        contradictions(&Document::parse(&source), None).len()
    }

    #[test]
    fn actions_are_as_many_as_the_text_says() {
        assert_eq!(found("We agreed on three action items.", "Two are done, one is open."), 0);
        assert_eq!(found("Two of the action items are done.", ""), 0);
        assert_eq!(found("We agreed on four action items.", ""), 1);
        assert_eq!(found("", "One is done."), 1);
        assert_eq!(found("", "All of them are done."), 1);
        assert_eq!(found("", "以上3項目のうち2項目が完了している。"), 0);
        assert_eq!(found("", "以上4項目である。"), 1);
        assert_eq!(found("", "以上3項目のうち1項目が完了している。"), 1);
        assert_eq!(found("", "いずれも完了したことを確認した。"), 1);
    }
}
