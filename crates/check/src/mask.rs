//! Hides quoted words and code: they are evidence, never findings.
//!
//! Every hidden byte is replaced by [`QUOTED`], so that byte offsets in the masked text are those of the original.

/// What stands in the masked text where quoted words stood.
pub(crate) const QUOTED: char = '\u{3}';

/// Pairs of marks that open and close a quotation. The straight single quote is handled apart: it is an apostrophe, too.
const PAIRS: [(char, char); 8] =
    [('"', '"'), ('“', '”'), ('„', '“'), ('‘', '’'), ('«', '»'), ('「', '」'), ('『', '』'), ('`', '`')];

/// Returns `text` with quotations and code blanked out, in lower-case ASCII, of the same length in bytes.
///
/// A mark without its partner hides nothing.
pub(crate) fn mask(text: &str) -> String {
    if text.trim_start().starts_with('>') {
        return text.bytes().map(|_| QUOTED).collect();
    }
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while let Some(&(_, c)) = chars.get(i) {
        let close = closing(&chars, i, c);
        if let Some(end) = close {
            for &(_, hidden) in chars.iter().take(end + 1).skip(i) {
                for _ in 0..hidden.len_utf8() {
                    out.push(QUOTED);
                }
            }
            i = end + 1;
        } else {
            out.push(if c == '\n' || c == '\t' { ' ' } else { c.to_ascii_lowercase() });
            i += 1;
        }
    }
    out
}

/// Index of the mark that closes the quotation opened at `start`, if one opens there and is closed.
fn closing(chars: &[(usize, char)], start: usize, open: char) -> Option<usize> {
    let at = |i: usize| chars.get(i).map(|&(_, c)| c);
    if open == '\'' {
        let before = start.checked_sub(1).and_then(at);
        let opens = before.is_none_or(|c| c.is_whitespace() || "([{:—–、。".contains(c))
            && at(start + 1).is_some_and(|c| !c.is_whitespace());
        if !opens {
            return None;
        }
        return (start + 2..chars.len()).find(|&i| {
            at(i) == Some('\'')
                && at(i - 1).is_some_and(|c| !c.is_whitespace())
                && at(i + 1).is_none_or(|c| !c.is_alphanumeric())
        });
    }
    let &(_, close) = PAIRS.iter().find(|(o, _)| *o == open)?;
    // Nested Japanese brackets: 「…「…」…」 closes with its own.
    let mut depth = 0_usize;
    for i in start + 1..chars.len() {
        match at(i) {
            Some(c) if c == close && depth == 0 => return Some(i),
            Some(c) if c == close => depth -= 1,
            Some(c) if c == open => depth += 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{QUOTED, mask};

    #[test]
    fn quoted_words_disappear_and_offsets_stay() {
        for (text, expected) in [
            ("He said \"my fault\" once", "he said ~ once"),
            ("'Human Error' is a label", "~ is a label"),
            ("don't touch the nodes' disks", "don't touch the nodes' disks"),
            ("担当は「忘れた」と書いた", "担当は~と書いた"),
            ("an open \" mark", "an open \" mark"),
            ("run `rm -rf` now", "run ~ now"),
            ("「外「内」外」後", "~後"),
            ("it's Dana's 'fast path' again", "it's dana's ~ again"),
        ] {
            let masked = mask(text);
            assert_eq!(masked.len(), text.len(), "{text}");
            let mut short = String::new();
            for c in masked.chars() {
                match c {
                    QUOTED if short.ends_with('~') => {}
                    QUOTED => short.push('~'),
                    c => short.push(c),
                }
            }
            assert_eq!(short, expected);
        }
    }
}
