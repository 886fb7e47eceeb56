//! The words of an action that say what is to be done.

use super::attribute::attributes;
use crate::document::{Span, lines_of};
use crate::import::inline;

/// Labels of a field that holds the title.
const LABELS: [&str; 16] = [
    "action",
    "action item",
    "task",
    "what",
    "item",
    "title",
    "todo",
    "to do",
    "対策",
    "内容",
    "実施内容",
    "対応内容",
    "アクション",
    "施策",
    "タスク",
    "項目",
];

/// The title that a field of its own holds: `Owner: Ann` over `Action: Fix`, `担当：佐藤；対策：監視`.
pub(super) fn named(words: &str) -> Option<Span> {
    let mut title = None;
    let mut has_attribute = false;
    for (span, line) in lines_of(words, Span::new(0, words.len())) {
        let mut at = span.start;
        for field in line.split(['；', ';']) {
            let start = at;
            at += field.len();
            at += words.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            let bare = field.trim_start_matches([' ', '*', '_', '-', '\t']);
            let Some((label, value)) = bare.split_once([':', '：']) else { continue };
            let label = inline::plain(label).to_lowercase();
            if LABELS.contains(&label.trim()) {
                let value = value.trim_start_matches([' ', '*', '_', '\u{3000}']);
                let from = start + field.len() - value.len();
                let length = value.trim_end_matches([' ', '\\']).len();
                title = title.or((length > 0).then(|| Span::new(from, from + length)));
            } else {
                has_attribute |= attributes(bare).first().is_some_and(|found| found.start == 0);
            }
        }
    }
    title.filter(|_| has_attribute)
}

/// The title between what stands in front of it and the first attribute behind it, without what opens the attribute.
pub(super) fn between(words: &str, from: usize, cut: usize) -> Span {
    let title = words.get(from..cut).unwrap_or(words);
    let title = if cut < words.len() { whole(title) } else { title };
    let title = title.strip_suffix(" `").unwrap_or(title);
    let title = trimmed(title);
    let title = without_labels(title);
    // An attribute in front leaves no title behind it; then all words are the title. Emphasis that closes stays.
    if title.trim().is_empty() {
        return Span::new(0, words.len());
    }
    let closes = title.matches("**").count() % 2 == 1
        && words.get(from + title.len()..).is_some_and(|rest| rest.starts_with("**"));
    Span::new(from, from + title.len() + if closes { 2 } else { 0 })
}

/// Words without the brackets that the attribute behind them stands in: `Grow disks (@Li Wei, `.
fn whole(title: &str) -> &str {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut is_code = false;
    for (at, c) in title.char_indices() {
        match c {
            '`' => is_code ^= true,
            _ if is_code => {}
            '(' | '（' | '[' | '【' | '［' => open.push((at, c)),
            ')' | '）' | ']' | '】' | '］' => {
                open.pop();
            }
            _ => {}
        }
    }
    let first = open.first().map(|(at, _)| *at);
    let head = first.and_then(|at| title.get(..at)).unwrap_or(title);
    if head.trim().is_empty() { title } else { head }
}

fn trimmed(title: &str) -> &str {
    let is_sign = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '(' | '（'
                    | '['
                    | '【'
                    | '［'
                    | '→'
                    | '―'
                    | '—'
                    | '–'
                    | '-'
                    | ','
                    | ';'
                    | '、'
                    | '*'
                    | '_'
                    | '|'
                    | '｜'
                    | '·'
                    | '／'
            )
    };
    let mut title = title.trim_end_matches(is_sign);
    // `… / due` and `… ~severity::3`; an address keeps its stroke, struck words their marks.
    for sign in [" /", " ~", r" \"] {
        title = title.strip_suffix(sign).map_or(title, |head| head.trim_end_matches(is_sign));
    }
    title
}

/// Words without the labels of a tracker behind them: `… ~"corrective action" ~backend`.
fn without_labels(title: &str) -> &str {
    let mut title = title;
    while let Some((head, label)) = title.rsplit_once(" ~") {
        let is_label = if label.starts_with('"') {
            label.matches('"').count() == 2 && label.ends_with('"')
        } else {
            !label.contains([' ', '~'])
        };
        let starts = label.starts_with(|c: char| c == '"' || c.is_alphabetic());
        if !is_label || !starts || head.trim().is_empty() {
            break;
        }
        title = head.trim_end();
    }
    title
}

#[cfg(test)]
mod tests {
    use super::{between, named};

    #[test]
    fn titles_end_where_their_attributes_begin() {
        for (words, mark, expected) in [
            ("Grow disks (@Li Wei, due 2024-03-05)", "due", "Grow disks"),
            ("Alert ([PAY-1](https://x/PAY-1), @ann, P1)", "P1", "Alert"),
            ("上限を設定(高橋/1月末/優先度:高)", "優先度", "上限を設定"),
            ("Review quotas | Owner: x", "Owner", "Review quotas"),
            ("https://x/2 ~\"corrective action\" ~severity::3", "severity", "https://x/2"),
            ("Read https://x/y/ Owner: z", "Owner", "Read https://x/y/"),
            ("**Limit.** Owner: z", "Owner", "**Limit.**"),
        ] {
            let cut = words.find(mark).unwrap();
            assert_eq!(between(words, 0, cut).of(words), expected, "{words}");
        }
    }

    #[test]
    fn a_field_may_hold_the_title() {
        for (words, expected) in [
            ("**Owner:** Ann\n  **Action:** Add a switch\n  **Due:** May 1", Some("Add a switch")),
            ("担当：佐藤；対策：監視を追加；期限：5/1", Some("監視を追加")),
            ("Action: Add a switch", None),
            ("Fix it\nOwner: Ann", None),
        ] {
            assert_eq!(named(words).map(|span| span.of(words)), expected, "{words}");
        }
    }
}
