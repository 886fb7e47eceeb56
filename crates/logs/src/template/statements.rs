//! Makes one parameter of a statement of SQL that a sentence quotes: `slow query SELECT a FROM b WHERE c = 7 (see the manual)`.
//!
//! To a reader the statement says more than a mark, so this is done to labelled templates only.

use std::ops::Range;

use super::group::is_word;
use super::words::Word;

/// First words of a statement, and what stands behind them somewhere.
const STATEMENTS: [(&str, &str); 7] = [
    ("SELECT", "FROM"),
    ("INSERT", "INTO"),
    ("UPDATE", "SET"),
    ("DELETE", "FROM"),
    ("CREATE", "TABLE"),
    ("ALTER", "TABLE"),
    ("DROP", "TABLE"),
];
/// Words before a statement that is quoted.
const FEWEST_BEFORE: usize = 2;

fn text(words: &[Word], place: usize) -> &str {
    words.get(place).filter(|word| !word.is_parameter).map_or("", |word| word.text.as_str())
}

/// The statement that begins at a place: up to the quote that closes, a remark in brackets at the end, or the end.
pub(super) fn statement(words: &[Word], place: usize) -> Option<Range<usize>> {
    let verb = text(words, place);
    let (_, second) = STATEMENTS.into_iter().find(|(first, _)| *first == verb)?;
    let before = words.get(..place)?;
    let quote = text(words, place.checked_sub(1)?);
    let is_quoted = matches!(quote, "\"" | "'");
    if before.iter().filter(|word| word.is_parameter || is_word(word)).count() < FEWEST_BEFORE
        || !(is_quoted || matches!(quote, " " | "=" | "[" | ":"))
    {
        return None;
    }
    let end = match quote {
        "\"" => (place..words.len()).find(|end| text(words, *end) == "\""),
        "'" => (place..words.len()).rev().find(|end| text(words, *end) == "'"),
        _ => remark(words, place),
    }
    .unwrap_or(words.len());
    let inside = words.get(place + 1..end)?;
    inside.iter().any(|word| !word.is_parameter && word.text == second).then_some(place..end)
}

/// The blank before a remark in brackets that ends a sentence: plain words, and not what a statement holds.
fn remark(words: &[Word], place: usize) -> Option<usize> {
    let close = words.len().checked_sub(1).filter(|close| text(words, *close) == ")")?;
    let open = (place..close).rev().find(|open| text(words, *open) == "(")?;
    let inside = words.get(open + 1..close)?;
    let is_plain = inside.iter().all(|word| !word.is_parameter && (is_word(word) || word.text == " "));
    (is_plain && inside.len() > 1 && text(words, open.checked_sub(1)?) == " ").then(|| open - 1)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check_labelled;

    #[test]
    fn statements_are_values() {
        for (message, expected) in [
            (
                "read 7 rows for query SELECT a FROM b WHERE token(c) > 7 LIMIT 9 (see the manual)",
                "read <*> rows for query <*> (see the manual)",
            ),
            ("duration: 7 ms statement: UPDATE a SET b = 7", "duration: <*> ms statement: <*>"),
            ("job ran \"DELETE FROM a WHERE b IN (7)\" at 7", "job ran \"<*>\" at <*>"),
            ("SELECT a FROM b", "SELECT a FROM b"),
            ("press SELECT to choose 7", "press SELECT to choose <*>"),
        ] {
            check_labelled(&[message], &[expected]);
        }
    }
}
