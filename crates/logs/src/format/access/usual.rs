//! Lines of the combined format as servers write most of them, read at a few places that follow from each other.
//!
//! ```text
//! 192.0.2.10 - - [23/Nov/2026:15:20:30 +0000] "GET /orders/7?x=1 HTTP/1.1" 200 2165 "-" "ShopApp/5.12 (iOS)"
//!                [time as before            ] "method /path      "     status bytes "referrer" "agent"
//! ```
//! What is found here is what [`parse`](super::parse) finds; whatever looks a little different is left to it.

use crate::bits::{self, WINDOW};
use crate::format::{Fields, FormatKind, RecordPlace};
use crate::record::{Record, Request};
use crate::route::RoughRoute;
use crate::time::{Clock, Stamp};

/// A request and its time: all that such a line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UsualRequest<'a> {
    pub(crate) time: Stamp,
    pub(crate) method: &'a [u8],
    pub(crate) path: &'a [u8],
    pub(crate) status: u16,
    /// The request in its quotes, and the status.
    pub(crate) message: &'a [u8],
    pub(crate) rough: RoughRoute,
}

/// Bytes in which the bracket of the time must open.
const HEAD: usize = 32;
/// Bytes of `23/Nov/2026:15:20:30 +0000`.
const STAMP: usize = 26;

/// Reads the line of this length at the start of `bytes`, which go on behind it.
#[inline]
pub(crate) fn read<'a>(bytes: &'a [u8], length: usize, clock: &Clock) -> Option<UsualRequest<'a>> {
    let line = bytes.get(..length)?;
    let open = bits::equal(bytes.first_chunk::<HEAD>()?, b'[').trailing_zeros() as usize;
    let before = bytes.get(..open)?;
    (open < HEAD && open > 1 && before.last() == Some(&b' ') && before.first() != Some(&b' ')).then_some(())?;
    let stamp = bytes.get(open + 1..)?.first_chunk::<{ STAMP + 3 }>()?;
    let time = clock.same_as_last(stamp.first_chunk::<{ STAMP + 1 }>()?)?;
    (stamp.last_chunk::<3>()? == b"] \"").then_some(())?;

    let quote = open + 1 + STAMP + 2;
    let request = bytes.get(quote + 1..)?.first_chunk::<WINDOW>()?;
    let method = method(request)?;
    let close = bits::equal(request, b'"');
    // The path ends at a blank, a query, a fragment or the quote.
    let from = u64::MAX << (method.len() + 1);
    let end = ((bits::any(request, [b' ', b'?', b'#']) | close) & from).trailing_zeros() as usize;
    let close = close.trailing_zeros() as usize;
    let path_start = method.len() + 1;
    (close < WINDOW && request.get(path_start) == Some(&b'/')).then_some(())?;
    let rough = RoughRoute::in_window(request, path_start..end);

    // `" 200 2165 "referrer"`
    let close = quote + 1 + close;
    let answer = bytes.get(close + 1..)?.first_chunk::<WINDOW>()?;
    let status = match answer {
        [b' ', hundreds @ b'1'..=b'5', tens @ b'0'..=b'9', ones @ b'0'..=b'9', b' ', b'0'..=b'9' | b'-', ..] => {
            let digit = |byte: &u8| u16::from(byte - b'0');
            digit(hundreds) * 100 + digit(tens) * 10 + digit(ones)
        }
        _ => return None,
    };
    let blanks = bits::either(answer, b' ', b'\t') & u64::MAX << 5;
    let blank = blanks.trailing_zeros() as usize;
    let quotes = bits::equal(answer, b'"');
    // The first quote opens the referrer, the next one closes it.
    let after_first = quotes & quotes.wrapping_sub(1);
    (quotes.trailing_zeros() as usize == blank + 1 && after_first != 0 && answer.get(blank) == Some(&b' '))
        .then_some(())?;
    let referrer_end = close + 2 + after_first.trailing_zeros() as usize;
    let agent = line.get(referrer_end..)?.strip_prefix(b" \"")?;
    (memchr::memchr(b'"', agent)? + 1 == agent.len()).then_some(())?;

    Some(UsualRequest {
        time,
        method,
        path: request.get(path_start..end)?,
        status,
        message: line.get(quote..close + 5)?,
        rough,
    })
}

/// The method at the start of a request, a blank behind it.
#[inline]
fn method(request: &[u8; WINDOW]) -> Option<&[u8]> {
    const USUAL: [&[u8]; 7] = [b"GET ", b"POST ", b"PUT ", b"HEAD ", b"DELETE ", b"PATCH ", b"OPTIONS "];
    let found = USUAL.iter().find(|method| request.starts_with(method))?;
    request.get(..found.len() - 1)
}

impl<'a> UsualRequest<'a> {
    /// The same as a record.
    pub(crate) fn record(&self, place: RecordPlace<'a>) -> Record<'a> {
        let request = Request {
            method: Some(self.method),
            path: Some(self.path),
            status: Some(self.status),
            ..Request::default()
        };
        let fields = Fields {
            kind: FormatKind::Access,
            time: Some(self.time),
            message: self.message,
            request: Some(request),
            ..Fields::default()
        };
        fields.record(place)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::format::{Context, access};

    const PLACE: RecordPlace<'static> =
        RecordPlace { offset: 0, line: 1, line_count: 1, envelope: None, pod: None, service: None, raw: b"" };

    /// What is found in the first of some lines, and what reading it at length yields.
    fn both(text: &[u8], length: usize, context: &mut Context) -> (Option<String>, Option<String>) {
        let line = &text[..length];
        let parsed = access::parse(line, context).map(|fields| format!("{:?}", fields.record(PLACE)));
        (read(text, length, &context.clock).map(|found| format!("{:?}", found.record(PLACE))), parsed)
    }

    #[test]
    fn the_combined_format_is_read_here_once_its_time_is_known() {
        let line = br#"192.0.2.10 - - [23/Nov/2026:15:20:30 +0000] "GET /orders/7?x=1 HTTP/1.1" 200 2165 "-" "ShopApp/5.12 (iOS)""#;
        let text = [&line[..], b"\n", line].concat();
        let mut context = Context::new(None);
        assert_eq!(read(&text, line.len(), &context.clock), None);
        let (found, parsed) = both(&text, line.len(), &mut context);
        assert!(found.is_some());
        assert_eq!(found, parsed);
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_reading_at_length_yields(
            head in "[a ]{0,2}1 - (-|a b|\\[)? ?",
            time in "23/Nov/2026:15:20:3[01] \\+0000|23/Nov/2026:15:20:30",
            method in "(GET|POST|PUT|FETCH|HEAD  | GET)",
            path in "/?(api/|v1/|[a-c0-9@{:-]{1,12}/?){0,4}([?#][a\"]{0,2})?",
            protocol in "( HTTP/1.1|)",
            answer in " ?([1-6]?[0-9]{2}|-) ?(-|[0-9]{0,3}|12 0.5)\t?",
            tail in " \"(-|h?)\" \"[a\" ]{0,3}\"( rt=0.5)?",
            next in "(\n.{0,200})?",
        ) {
            let line = format!("{head} [{time}] \"{method} {path}{protocol}\"{answer}{tail}");
            let text = format!("{line}{next}");
            let mut context = Context::new(None);
            let _ = access::parse(line.as_bytes(), &mut context);
            let (found, parsed) = both(text.as_bytes(), line.len(), &mut context);
            prop_assert!(found.is_none() || found == parsed, "{line}: {found:?}, {parsed:?}");
        }
    }
}
