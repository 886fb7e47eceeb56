//! Ids and requests that a message mentions in its text: `customer=cust-1011`, `GET /orders/7 200 25.0ms`.

use super::fields;
use super::json::{Role, role};
use crate::record::{Record, Request};
use crate::scan::is_identifier;

/// How much of a message is searched.
const SEARCHED: usize = 4096;

/// Fills in what the format itself did not say, from the message.
pub(crate) fn add_mentions(record: &mut Record<'_>) {
    let message = record.message.get(..record.message.len().min(SEARCHED)).unwrap_or_default();
    if record.request_id.is_none() || record.trace_id.is_none() || record.customer_id.is_none() {
        for (role, value) in pairs(message) {
            match role {
                Role::RequestId if record.request_id.is_none() => record.request_id = fields::id(value),
                Role::TraceId if record.trace_id.is_none() => record.trace_id = fields::trace_id(value),
                Role::CustomerId if record.customer_id.is_none() => record.customer_id = fields::id(value),
                _ => {}
            }
        }
    }
    // A field with the answer alone says less than a message with route and answer.
    if record.request.is_some_and(|told| told.path.is_some() || told.route.is_some()) {
        return;
    }
    let mentioned = if message.first().is_some_and(u8::is_ascii_uppercase) {
        request(message)
    } else {
        memchr::memchr(b'"', message).and_then(|quote| quoted_request(message, quote))
    };
    record.request = mentioned.or(record.request);
}

/// Whether messages of this sentence can mention anything: told by words that do not vary, so that one message decides
/// for all of them.
pub(crate) fn may_mention(message: &[u8]) -> bool {
    let message = message.get(..message.len().min(SEARCHED)).unwrap_or_default();
    let begins_with_method =
        |text: &[u8]| fields::method(text.split(|byte| *byte == b' ').next().unwrap_or_default()).is_some();
    begins_with_method(message)
        || memchr::memchr_iter(b'"', message).any(|quote| message.get(quote + 1..).is_some_and(begins_with_method))
        || pairs(message).any(|(role, _)| matches!(role, Role::RequestId | Role::TraceId | Role::CustomerId))
}

/// Keys with a `=` behind them, by what they stand for, and their values.
fn pairs(message: &[u8]) -> impl Iterator<Item = (Role, &[u8])> {
    memchr::memchr_iter(b'=', message).filter_map(|at| pair(message, at))
}

/// The pair whose `=` is at `at`.
fn pair(message: &[u8], at: usize) -> Option<(Role, &[u8])> {
    let before = message.get(..at)?;
    let start =
        before.iter().rposition(|byte| !is_identifier(*byte) && *byte != b'-' && *byte != b'.').map_or(0, |at| at + 1);
    let key = before.get(start..)?;
    // The shortest and longest names of ids; also keeps `a == b` and Base64 out.
    if !(2..=20).contains(&key.len()) {
        return None;
    }
    let value = message.get(at + 1..)?;
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"\\\"")).unwrap_or(value);
    let end = value.iter().position(|byte| {
        !byte.is_ascii_graphic() || matches!(byte, b'"' | b'\\' | b',' | b';' | b')' | b']' | b'}' | b'\'' | b'&')
    });
    Some((role(None, key), value.get(..end.unwrap_or(value.len()))?))
}

/// `METHOD /path [PROTOCOL] status [duration]` at the start of a message.
fn request(message: &[u8]) -> Option<Request<'_>> {
    let mut words = message.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    let method = fields::method(words.next()?)?;
    let target = words.next().filter(|target| fields::is_path(target))?;
    let mut next = words.next()?;
    if next.starts_with(b"HTTP/") || next == b"->" || next == b"-" {
        next = words.next()?;
    }
    let next = next.strip_prefix(b"status=").unwrap_or(next);
    let status = fields::status(next.strip_suffix(b",").unwrap_or(next))?;
    let duration_ns = words.take(4).find_map(|word| {
        let text = word.rsplit(|byte| *byte == b'=').next()?;
        text.ends_with(b"s").then(|| fields::duration(text, 1)).flatten()
    });
    Some(Request {
        method: Some(method),
        path: Some(fields::path_only(target)),
        status: Some(status),
        duration_ns,
        ..Request::default()
    })
}

/// `"METHOD /path PROTOCOL" [status:] status` anywhere.
fn quoted_request(message: &[u8], quote: usize) -> Option<Request<'_>> {
    let inside = message.get(quote + 1..)?;
    let end = memchr::memchr(b'"', inside)?;
    let mut request = super::access::request_line(inside.get(..end)?);
    request.path?;
    let rest = inside.get(end + 1..)?.trim_ascii_start();
    let rest = rest.strip_prefix(b"status:").unwrap_or(rest).trim_ascii_start();
    let word = rest.split(|byte| *byte == b' ').next()?;
    request.status = Some(fields::status(word)?);
    Some(request)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_and_ids_in_text() {
        let mut record = Record {
            message:
                b"POST /orders?x=1 500 1.8ms customer=cust-1083 trace=371c11828211c260062c11282811c173 reqId=\"r-7\"",
            ..Record::default()
        };
        add_mentions(&mut record);
        assert_eq!(record.customer_id, Some(&b"cust-1083"[..]));
        assert_eq!(record.trace_id, Some(&b"371c11828211c260062c11282811c173"[..]));
        assert_eq!(record.request_id, Some(&b"r-7"[..]));
        let request = record.request.unwrap();
        assert_eq!(
            (request.path, request.status, request.duration_ns),
            (Some(&b"/orders"[..]), Some(500), Some(1_800_000))
        );

        let mut record =
            Record { message: br#"10.11.10.1 "GET /v2/x HTTP/1.1" status: 200 len: 1893"#, ..Record::default() };
        add_mentions(&mut record);
        assert_eq!(record.request.and_then(|request| request.status), Some(200));

        let mut record = Record { message: b"GET ready for 2 = two", ..Record::default() };
        add_mentions(&mut record);
        assert_eq!((record.request, record.customer_id), (None, None));
    }
}
