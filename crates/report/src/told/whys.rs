//! The chain of whys as people wrote it: questions and their answers.

use crate::document::{Document, Item};

/// A question of the chain and its answer; one of them may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Why {
    pub(crate) question: String,
    pub(crate) answer: String,
}

/// The chain of a document, in its order.
pub(super) fn chain(document: &Document) -> Vec<Why> {
    let mut out: Vec<Why> = Vec::new();
    for item in &document.five_whys {
        let why = divided(item);
        match out.last_mut().filter(|last| last.answer.is_empty() && why.question.is_empty()) {
            // The answer stands in an item of its own.
            Some(last) => last.answer = why.answer,
            None => out.push(why),
        }
    }
    out.retain(|why| !why.question.is_empty() || !why.answer.is_empty());
    out
}

/// `Why did it stop? The disk was full.`, `なぜ止まったのか → 満杯だった`: an item as question and answer.
fn divided(item: &Item) -> Why {
    let words = item.text.text.trim();
    let below = || item.details.iter().map(|detail| detail.text.trim()).collect::<Vec<_>>().join(" ");
    if !crate::import::asks_why(words) {
        return Why { question: String::new(), answer: words.to_owned() };
    }
    let cut = ["?", "？", "か。", "のか", " — ", " – ", " - ", "→", "⇒"].iter().find_map(|sign| {
        let at = words.find(sign)?;
        // The sign belongs to the question where it closes one.
        let is_end = matches!(*sign, "?" | "？" | "か。" | "のか");
        Some((at + if is_end { sign.len() } else { 0 }, at + sign.len()))
    });
    let (question, answer) = match cut {
        Some((end, from)) => (words.get(..end).unwrap_or(words), words.get(from..).unwrap_or_default()),
        None => (words, ""),
    };
    let signs: &[char] = &[' ', '\u{3000}', '—', '–', '-', '→', '⇒', ':', '：', '*', '_', '。'];
    let answer = answer.trim_start_matches(signs).trim();
    Why { question: question.trim().to_owned(), answer: if answer.is_empty() { below() } else { answer.to_owned() } }
}

#[cfg(test)]
mod tests {
    use super::chain;
    use crate::document::Document;

    #[test]
    fn questions_and_answers_are_told_apart() {
        for body in [
            "1. Why did it stop? The disk was full.\n2. Why was it full? Nobody looked.\n",
            "1. Why did it stop? — The disk was full.\n2. Why was it full? — Nobody looked.\n",
            "- Why did it stop?\n  - The disk was full.\n- Why was it full?\n  - Nobody looked.\n",
            "Why did it stop? The disk was full.\nWhy was it full? Nobody looked.\n",
            "1. **Why did it stop?** - The disk was full.\n   1. **Why was it full?** - Nobody looked.\n",
        ] {
            let document = Document::parse(&format!("# T\n\n## Five whys\n\n{body}"));
            let found: Vec<_> = chain(&document).into_iter().map(|why| (why.question, why.answer)).collect();
            let expected = [("Why did it stop?", "The disk was full."), ("Why was it full?", "Nobody looked.")];
            assert_eq!(found, expected.map(|(q, a)| (q.to_owned(), a.to_owned())), "{body}");
        }
        let japanese = Document::parse(
            "# 障害\n\n## なぜなぜ分析\n\nなぜ1: なぜ止まったのか → 満杯だった\nなぜ2: なぜ満杯になったのか → 誰も見ていなかった\n",
        );
        let found = chain(&japanese);
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[1].question.as_str(), found[1].answer.as_str()),
            ("なぜ2: なぜ満杯になったのか", "誰も見ていなかった")
        );
    }
}
