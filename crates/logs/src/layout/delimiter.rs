//! What parts the columns of a header where it is neither a blank nor `|`: `2026-03-04;10:00:01;INFO;store;message`.

use super::AGREEMENT;
use super::field::{Shape, next_field, shape_of};

/// Signs that part columns. A colon stands in clocks, too: it is taken behind a severity only (`INFO:store:message`).
const DELIMITERS: [u8; 3] = [b';', b',', b':'];

/// Columns in which the sign must follow a time or a severity.
const FIRST_COLUMNS: usize = 3;

/// The sign that follows a time or a severity in nearly all lines, and has no blank behind it.
pub(super) fn find(lines: &[&[u8]]) -> Option<u8> {
    DELIMITERS.into_iter().find(|delimiter| {
        let count = lines.iter().filter(|line| parts(line, *delimiter)).count();
        count > 0 && count as f64 >= AGREEMENT * lines.len() as f64
    })
}

fn parts(line: &[u8], delimiter: u8) -> bool {
    let mut rest = line;
    for _ in 0..FIRST_COLUMNS {
        let Some(field) = next_field(rest, Some(delimiter)) else { return false };
        let end = rest.len() - rest.trim_ascii_start().len() + field.text.len();
        let is_before = rest.get(end) == Some(&delimiter);
        // `10:00:01,250` is a clock with its fraction.
        let goes_on = field
            .tail
            .first()
            .is_some_and(|next| !next.is_ascii_whitespace() && (delimiter == b';' || !next.is_ascii_digit()));
        let shape = shape_of(field.text);
        if is_before && goes_on && (shape == Shape::Level || (shape == Shape::Stamp && delimiter != b':')) {
            return true;
        }
        rest = field.tail;
    }
    false
}
