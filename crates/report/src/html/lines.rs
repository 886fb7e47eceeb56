//! Lines that a writer meant as lines: times of a log, pairs of a head, bullets of plain text.
//!
//! Markdown joins the lines of a paragraph, and many documents were written where nobody told their writer. A line that begins
//! as a row, a pair or a bullet does stays a line; prose that was wrapped is joined as ever.

use comrak::nodes::{AstNode, NodeValue};

use crate::document::FactKey;
use crate::import::vocabulary::is_section_name;
use crate::import::{fact::words::fact_key, starts_with_clock};

/// Breaks lines where they were meant.
pub(crate) fn keep<'a>(root: &'a AstNode<'a>) {
    for paragraph in root.descendants() {
        if !matches!(paragraph.data.borrow().value, NodeValue::Paragraph) {
            continue;
        }
        let mut above = String::new();
        let mut open = None;
        let mut line = String::new();
        let settle = |open: &mut Option<&'a AstNode<'a>>, above: &str, line: &str| {
            if let Some(node) = open.take().filter(|_| begins(line) || closes(above)) {
                node.data.borrow_mut().value = NodeValue::LineBreak;
            }
        };
        for node in paragraph.children() {
            let is_break = matches!(node.data.borrow().value, NodeValue::SoftBreak | NodeValue::LineBreak);
            if !is_break {
                line.push_str(&super::body::text_of(node));
                continue;
            }
            settle(&mut open, &above, &line);
            open = matches!(node.data.borrow().value, NodeValue::SoftBreak).then_some(node);
            above = std::mem::take(&mut line);
        }
        settle(&mut open, &above, &line);
    }
}

/// Whether a line begins as one of its own.
fn begins(line: &str) -> bool {
    const MARKS: [char; 18] =
        ['・', '•', '■', '□', '◆', '◇', '●', '○', '▼', '▽', '※', '【', '＜', '◎', '→', '⇒', '☐', '☑'];
    let words = line.trim_start();
    let Some(first) = words.chars().next() else { return false };
    if MARKS.contains(&first) || matches!(first, '①'..='⑳') || line.starts_with('\u{3000}') {
        return true;
    }
    starts_with_clock(words)
        || is_pair(words)
        || is_numbered(words)
        || is_ticket(words)
        || crate::import::asks_why(words) && words.contains(['?', '？', '→'])
}

/// Whether a line is a heading of plain text: what follows does not go on with it.
fn closes(line: &str) -> bool {
    const LONGEST: usize = 24;
    let words = line.trim();
    let is_marked = words.starts_with(['■', '□', '◆', '◇', '▼', '▽', '【', '＜']) || is_numbered(words);
    is_marked && words.chars().count() <= LONGEST && !words.ends_with(['、', ',']) || is_section_name(words)
}

/// `Severity: 2`, `発生日時　10月1日`: a label that is known, and its value.
fn is_pair(words: &str) -> bool {
    let at = words.char_indices().take(40).find(|(_, c)| matches!(c, ':' | '：' | '\u{3000}')).map(|(at, _)| at);
    let label = at.and_then(|at| words.get(..at)).unwrap_or_default().trim_matches(['*', '_', ' ']);
    !label.is_empty() && label.split(' ').count() <= 4 && (fact_key(label) != FactKey::Other || is_section_name(label))
}

/// `1.障害概要`, `(2) CPUの監視`, `3) restart`: a number and the sign behind it.
fn is_numbered(words: &str) -> bool {
    let inner = words.trim_start_matches(['(', '（']);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '０'..='９'));
    let digits = inner.chars().count() - rest.chars().count();
    let is_closed = if inner.len() < words.len() {
        rest.starts_with([')', '）'])
    } else {
        rest.starts_with([')', '）', '．', '、'])
            || rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| !c.is_ascii()))
    };
    (1..=2).contains(&digits) && is_closed
}

/// `DB-72 Alert on slots`
fn is_ticket(words: &str) -> bool {
    let first = words.split([' ', ':']).next().unwrap_or_default();
    first.rsplit_once('-').is_some_and(|(letters, digits)| {
        (2..=10).contains(&letters.len())
            && letters.bytes().all(|b| b.is_ascii_uppercase())
            && !digits.is_empty()
            && digits.bytes().all(|b| b.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn lines_that_were_meant_stay() {
        let html = |source: &str| super::super::body::render(source).html;
        for (source, count) in [
            ("22:11 writes fail\n22:30 alert\n00:05 slot dropped\n", 2),
            ("Incident: x\nSeverity: 2\nImpact start date: 2024-08-02 22:11\n", 2),
            ("Why was it full? WAL.\nWhy WAL? A slot.\n", 1),
            ("DB-71 Alert\nDB-72 Limit\n", 1),
            ("1.発生日時　　10月1日\n2.影響\n　受信の遅延\n(1)監視を追加\n", 3),
            ("■概要\n決済が失敗した。\n", 1),
            (
                "The deploy went out and then the pool filled up\nwhich nobody saw until the alert at\n10:05 a colleague called.\n",
                1,
            ),
            (
                "The deploy went out and the pool filled up, which nobody saw\nuntil a colleague called. Then it was\nrolled back.\n",
                0,
            ),
        ] {
            assert_eq!(html(source).matches("<br />").count(), count, "{source}");
        }
    }
}
