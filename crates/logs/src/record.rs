//! What a log record says, borrowed from the bytes it came from.

use crate::{severity::Severity, time::Stamp};

/// One log record: a line, or several lines that belong together (a stack trace, a pretty-printed document).
///
/// All slices live as long as the call that hands the record over.
#[derive(Debug, Clone, Copy, Default)]
pub struct Record<'a> {
    /// Byte offset of the first line in the (decompressed) source.
    pub offset: u64,
    /// 1-based number of the first physical line.
    pub line: u64,
    /// Physical lines, at least 1.
    pub line_count: u32,
    /// The outermost time: of the envelope (kubectl, CRI, Docker) if there is one, else the line's own.
    pub time: Option<Stamp>,
    /// The time of the record before it, where it has none of its own: what a crash prints was printed about then.
    pub time_before: Option<Stamp>,
    /// The line's own time where an envelope has another one.
    pub inner_time: Option<Stamp>,
    /// Severity, if the record states one (also by HTTP convention: none is derived from a status).
    pub severity: Option<Severity>,
    /// Service, program or application that the record names.
    pub service: Option<&'a [u8]>,
    /// Pod that `kubectl logs --prefix` named.
    pub pod: Option<&'a [u8]>,
    /// Logger, category, module or source file that the record names.
    pub logger: Option<&'a [u8]>,
    /// The message, header removed and escapes resolved; continuation lines follow after line feeds.
    pub message: &'a [u8],
    /// The request the record is about, when it says method or status.
    pub request: Option<Request<'a>>,
    /// Request or correlation id.
    pub request_id: Option<&'a [u8]>,
    /// Trace id.
    pub trace_id: Option<&'a [u8]>,
    /// Customer, tenant, account or user id.
    pub customer_id: Option<&'a [u8]>,
    /// What the line was recognised as; [`FormatKind::Unknown`](crate::FormatKind::Unknown) when only the bytes are known.
    pub format: crate::FormatKind,
    /// The line breaks off: what it says may be half of it.
    pub is_cut: bool,
    /// The bytes as they are in the source, without the last line end.
    pub raw: &'a [u8],
}

impl<'a> Record<'a> {
    /// The first line of the message.
    pub fn headline(&self) -> &'a [u8] {
        match memchr::memchr(b'\n', self.message) {
            Some(end) => self.message.get(..end).unwrap_or_default(),
            None => self.message,
        }
    }
}

/// A request as an access log or a structured record describes it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Request<'a> {
    /// `GET`, `POST`, … as written.
    pub method: Option<&'a [u8]>,
    /// Path without the query, as written.
    pub path: Option<&'a [u8]>,
    /// Route pattern, when the record has one.
    pub route: Option<&'a [u8]>,
    /// Status code, 100 to 599 (and `0`, when no answer was sent).
    pub status: Option<u16>,
    /// How long the request took, in nanoseconds.
    pub duration_ns: Option<i64>,
    /// Address or name of the server behind a proxy; of several that were tried, the last.
    pub upstream: Option<&'a [u8]>,
}
