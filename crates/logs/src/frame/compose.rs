//! The message of a record that is escaped, has details beside it, or goes on over lines.

use super::continuation;
use super::escapes::{ESCAPE, strip as strip_escapes};
use super::lines::{Lines, offset_in};
use crate::format::{Escape, Fields, FormatKind, json};
use crate::scan;

/// Lines of one record that are joined; the rest is framed but not shown.
const MAX_LINES: usize = 4000;

/// The lines of a record.
pub(super) struct Texts<'b> {
    pub(super) lines: Lines<'b>,
    pub(super) first: usize,
    pub(super) end: usize,
}

/// Writes the message, at most about `limit` bytes of it.
pub(super) fn message(fields: &Fields<'_>, texts: &Texts<'_>, limit: usize, out: &mut Vec<u8>) {
    let is_single = texts.end <= texts.first + 1;
    let is_csv = fields.kind == FormatKind::PostgresCsv && !is_single;
    match fields.escape {
        Escape::None => out.extend_from_slice(fields.message),
        Escape::Json => json::unescape(fields.message, out),
        Escape::Csv => undouble(fields.message, out),
        Escape::ByteArray => {
            let numbers = fields.message.split(|byte| !byte.is_ascii_digit());
            out.extend(numbers.filter_map(|number| scan::parse_u64(number).and_then(|n| u8::try_from(n).ok())));
        }
    }
    if let Some(detail) = fields.detail {
        out.push(b'\n');
        json::unescape(detail, out);
    }
    if fields.escape != Escape::None && out.contains(&ESCAPE) {
        // Colours that the line did not show.
        let length = strip_escapes(out);
        out.truncate(length);
    }
    if is_single {
        return;
    }
    // What follows the message on its line belongs to it only where the message ended the line.
    let first_text = texts.lines.get(texts.first).map(|line| line.text).unwrap_or_default();
    let message_end = offset_in(first_text, fields.message) + fields.message.len();
    let tail = first_text.trim_ascii_end().get(message_end..).unwrap_or_default();
    if !tail.is_empty() && !is_csv && fields.escape == Escape::None {
        return;
    }
    let is_open = continuation::is_open_panic(first_text);
    let mut blanks = 0;
    for index in (texts.first + 1..texts.end).take(MAX_LINES) {
        let text = texts.lines.get(index).map(|line| line.text).unwrap_or_default();
        if text.trim_ascii().is_empty() {
            blanks += 1;
            continue;
        }
        if is_open && index == texts.first + 1 {
            // What the panic says belongs to its first line.
            out.push(b' ');
        } else {
            out.extend(std::iter::repeat_n(b'\n', blanks + 1));
        }
        blanks = 0;
        if out.len() + text.len() > limit {
            out.extend_from_slice(text.get(..limit.saturating_sub(out.len())).unwrap_or_default());
            return;
        }
        out.extend_from_slice(text);
    }
}

/// A quoted CSV field: doubled quotes are one.
fn undouble(field: &[u8], out: &mut Vec<u8>) {
    let mut rest = field;
    while let Some(at) = memchr::memmem::find(rest, b"\"\"") {
        out.extend_from_slice(rest.get(..=at).unwrap_or_default());
        rest = rest.get(at + 2..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
}
