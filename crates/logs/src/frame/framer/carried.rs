//! Lines of a log that another one carries as escaped text: `{"log":"{\"level\":\"error\",…}\n","stream":"stdout"}`.

use crate::format::{Context, Escape, read_inner, read_inner_text, unescape};
use crate::frame::lines::offset_in;
use crate::record::Record;

/// Completes a record by what its message, free of escapes now, says as a line of its own; whether the message is another one
/// that was written to `out`.
pub(super) fn unpack(record: &mut Record<'_>, out: &mut Vec<u8>, context: &mut Context) -> bool {
    let text = record.message.trim_ascii_end();
    // An object may hold line feeds between its members; text is a header on the first line.
    let head = if text.first() == Some(&b'{') {
        text
    } else {
        memchr::memchr(b'\n', text).and_then(|end| text.get(..end)).unwrap_or(text)
    };
    let plain = |context: &mut Context| if record.severity.is_none() { read_inner_text(head, context) } else { None };
    let Some(inner) = read_inner(head, context).or_else(|| plain(context)) else { return false };
    record.time = record.time.or(inner.time);
    record.severity = inner.severity.or(record.severity);
    record.service = record.service.or(inner.service);
    record.logger = inner.logger.or(record.logger);
    record.request = inner.request.or(record.request);
    record.request_id = inner.request_id.or(record.request_id);
    record.trace_id = inner.trace_id.or(record.trace_id);
    record.customer_id = inner.customer_id.or(record.customer_id);
    if inner.kind.is_access_log() {
        record.format = inner.kind;
    }
    if inner.escape == Escape::None && inner.detail.is_none() {
        let start = offset_in(text, inner.message);
        // What follows the line belongs to it where the message ends it.
        let ends_line = start + inner.message.len() == head.len();
        record.message = if ends_line { text.get(start..).unwrap_or_default() } else { inner.message };
        return false;
    }
    out.clear();
    match inner.escape {
        Escape::Json => unescape(inner.message, out),
        Escape::None | Escape::Csv | Escape::ByteArray => out.extend_from_slice(inner.message),
    }
    if let Some(detail) = inner.detail {
        out.push(b'\n');
        unescape(detail, out);
    }
    true
}
