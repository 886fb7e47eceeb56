//! Quotes the part of a message that is about the system.

use super::cues;

/// Longest quote in a timeline row, in characters.
const LONGEST: usize = 220;

/// Returns the clauses of a message that speak about the system, without those that speak about
/// persons; `None` when nothing is left. The words are the speaker's, the choice is ours.
pub(crate) fn neutral_quote(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let kept: Vec<&str> = clauses(&text)
        .into_iter()
        .filter(|clause| {
            let lower = clause.to_lowercase();
            !cues::any(&lower, cues::ABOUT_PERSONS) && clause.chars().any(char::is_alphanumeric)
        })
        .collect();
    if kept.is_empty() {
        return None;
    }
    let mut quote = String::new();
    for clause in kept {
        // Japanese writes no blank between sentences.
        if !quote.is_empty() && !quote.ends_with(['。', '！', '？']) {
            quote.push(' ');
        }
        quote.push_str(clause);
    }
    let quote = quote.trim_end_matches([',', ';', '、']).trim();
    let mut cut: String = quote.chars().take(LONGEST).collect();
    if quote.chars().count() > LONGEST {
        cut.push('…');
    }
    (!cut.is_empty()).then_some(cut)
}

/// Splits at sentence ends and at ", " / "; " borders, keeping the punctuation with what precedes it.
/// A full stop counts only before a blank, so that versions and calls stay whole; code in backticks is never split.
pub(super) fn clauses(text: &str) -> Vec<&str> {
    let mut clauses = Vec::new();
    let mut start = 0;
    let mut in_code = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '`' {
            in_code = !in_code;
        }
        let next_is_blank = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        let ends = match c {
            '。' | '！' | '？' => true,
            '.' | '!' | '?' | ';' | ',' => next_is_blank,
            _ => false,
        };
        if ends && !in_code {
            let end = at + c.len_utf8();
            clauses.extend(text.get(start..end).map(str::trim).filter(|s| !s.is_empty()));
            start = end;
        }
    }
    clauses.extend(text.get(start..).map(str::trim).filter(|s| !s.is_empty()));
    clauses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_about_persons_are_left_out() {
        for (text, quote) in [
            (
                "found it, it's mine. TypeError in price(): item is null",
                Some("found it, TypeError in price(): item is null"),
            ),
            ("sorry, my bad", None),
            ("`a = lower(b), c` is a full scan", Some("`a = lower(b), c` is a full scan")),
            ("v2.3.0 is on both pods", Some("v2.3.0 is on both pods")),
            ("復旧しました。エラーはゼロに戻っています", Some("復旧しました。エラーはゼロに戻っています")),
        ] {
            assert_eq!(neutral_quote(text).as_deref(), quote, "{text}");
        }
    }
}
