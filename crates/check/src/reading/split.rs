//! Cuts prose into sentences.

use std::ops::Range;

/// Words that end with a full stop and end no sentence.
const ABBREVIATIONS: [&str; 24] = [
    "e.g.", "i.e.", "etc.", "vs.", "approx.", "ca.", "no.", "fig.", "dr.", "mr.", "mrs.", "ms.", "st.", "jr.", "inc.",
    "ltd.", "cf.", "al.", "min.", "max.", "sec.", "dept.", "prof.", "resp.",
];

/// Ranges of the sentences of a text, in order, without the blanks around them.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut out = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    for (i, &(at, c)) in chars.iter().enumerate() {
        match c {
            '「' | '『' | '(' | '\u{ff08}' | '“' => depth += 1,
            '」' | '』' | ')' | '\u{ff09}' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let next = chars.get(i + 1).map(|&(_, c)| c);
        let ends = match c {
            '。' | '\u{ff01}' | '\u{ff1f}' => {
                depth == 0 && next.is_none_or(|n| !matches!(n, '」' | '』' | ')' | '\u{ff09}'))
            }
            '.' | '!' | '?' => {
                depth == 0
                    && next.is_none_or(char::is_whitespace)
                    && starts_sentence(&chars, i + 1)
                    && !abbreviated(text.get(start..at + 1).unwrap_or(""))
            }
            '"' | '”' => {
                let before = i.checked_sub(1).and_then(|j| chars.get(j)).map(|&(_, c)| c);
                matches!(before, Some('.' | '!' | '?'))
                    && next.is_some_and(char::is_whitespace)
                    && starts_sentence(&chars, i + 1)
                    && depth == 0
            }
            _ => false,
        };
        if ends {
            push(text, start..at + c.len_utf8(), &mut out);
            start = at + c.len_utf8();
        }
    }
    push(text, start..text.len(), &mut out);
    out
}

fn starts_sentence(chars: &[(usize, char)], from: usize) -> bool {
    chars.iter().skip(from).map(|&(_, c)| c).find(|c| !c.is_whitespace()).is_none_or(|c| !c.is_lowercase())
}

fn abbreviated(sentence: &str) -> bool {
    let last = sentence.split_whitespace().next_back().unwrap_or("").trim_start_matches(['(', '"']).to_lowercase();
    // `1.` opens an item; a single letter is an initial.
    ABBREVIATIONS.contains(&last.as_str())
        || last.len() <= 3 && last.trim_end_matches('.').bytes().all(|b| b.is_ascii_digit())
        || last.len() == 2 && last != "i."
}

fn push(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let Some(words) = text.get(range.clone()) else { return };
    let start = range.start + (words.len() - words.trim_start().len());
    let end = range.start + words.trim_end().len();
    if start < end {
        out.push(start..end);
    }
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        for (text, expected) in [
            ("One. Two.", vec!["One.", "Two."]),
            ("At e.g. 10 nodes. Then v2.3.0 failed.", vec!["At e.g. 10 nodes.", "Then v2.3.0 failed."]),
            ("増えた。戻した。", vec!["増えた。", "戻した。"]),
            ("彼は「止める。戻す。」と書いた。終わり。", vec!["彼は「止める。戻す。」と書いた。", "終わり。"]),
            ("5. Why did it fail? The disk was full.", vec!["5. Why did it fail?", "The disk was full."]),
            ("", vec![]),
        ] {
            let found: Vec<&str> = sentences(text).into_iter().map(|r| text.get(r).unwrap()).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
