//! A log in a log: what syslog, a shipper or a cloud carries as a message is often a line of a log itself.

use super::{Context, Fields, FormatKind, json, plain};

/// Reads a message that is a line with a header of its own: an object, pairs, a request of a proxy, or text behind a time
/// and a level.
pub(crate) fn read<'a>(message: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    const OF_DIGITS: [FormatKind; 8] = [
        FormatKind::Haproxy,
        FormatKind::HaproxyTcp,
        FormatKind::Access,
        FormatKind::NginxError,
        FormatKind::PostgresText,
        FormatKind::Log4j,
        FormatKind::Python,
        FormatKind::Stamped,
    ];
    let kinds: &[FormatKind] = match message.first()? {
        b'{' => &[FormatKind::JsonLines],
        b'0'..=b'9' if begins_with_date_or_address(message) => &OF_DIGITS,
        b'[' if message.get(1).is_some_and(u8::is_ascii_digit) => {
            &[FormatKind::Envoy, FormatKind::Log4j, FormatKind::Stamped]
        }
        b'A'..=b'Z' if message.get(1).is_some_and(u8::is_ascii_digit) => &[FormatKind::Klog],
        b'A'..=b'Z' if message.get(1..4) == Some(b", [") => &[FormatKind::Ruby],
        b'l' | b't' | b'a' if is_pair_of_a_logger(message) => &[FormatKind::Logfmt],
        _ => return None,
    };
    // The keys of one line in another one are not those of the lines around it.
    std::mem::swap(&mut context.roles, &mut context.inner_roles);
    let found = kinds.iter().find_map(|kind| kind.parser()(message, context));
    std::mem::swap(&mut context.roles, &mut context.inner_roles);
    found.filter(|fields| {
        !fields.follows
            && (fields.severity.is_some() || fields.kind.is_access_log() || fields.kind == FormatKind::HaproxyTcp)
    })
}

/// Reads an object that ends a line, with words before it: what a shipper or a supervisor puts there.
pub(crate) fn read_object<'a>(line: &'a [u8], context: &mut Context) -> Option<(&'a [u8], Fields<'a>)> {
    /// Bytes that words before an object take at most.
    const MOST: usize = 96;
    (line.trim_ascii_end().last() == Some(&b'}')).then_some(())?;
    let at = memchr::memmem::find(line.get(..line.len().min(MOST))?, b"{\"")?;
    let (words, object) = line.split_at_checked(at)?;
    std::mem::swap(&mut context.roles, &mut context.inner_roles);
    let found = json::parse(object, context);
    std::mem::swap(&mut context.roles, &mut context.inner_roles);
    // What no key tells of is an object in a sentence.
    let found = found.filter(|fields| fields.message.as_ptr() != object.as_ptr())?;
    Some((words.trim_ascii_end(), found))
}

/// Reads a message that begins with a level word, as text of a container does.
pub(crate) fn read_text<'a>(message: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let is_word = message.first().is_some_and(|byte| byte.is_ascii_uppercase() || *byte == b'[');
    is_word.then(|| plain::parse(message, context)).flatten().filter(|fields| fields.severity.is_some())
}

/// `2025-`, `2025/`, or `10.0.0.1` and `:port` before a bracket or a dash.
fn begins_with_date_or_address(message: &[u8]) -> bool {
    let run = message.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match message.get(run) {
        Some(b'-' | b'/') => run == 4,
        Some(b'.') => run <= 3 && message.iter().take(64).any(|byte| matches!(byte, b'[' | b'-')),
        _ => false,
    }
}

/// `level=`, `lvl=`, `time=`, `ts=` or `t=` at the start, or Heroku's `at=`.
fn is_pair_of_a_logger(message: &[u8]) -> bool {
    [&b"level="[..], b"lvl=", b"time=", b"ts=", b"t=", b"at="].iter().any(|key| message.starts_with(key))
}

impl<'a> Fields<'a> {
    /// The record of a carrier with what its message says. The time stays that of the carrier, which all its lines share; only
    /// HAProxy's own is better than one without a zone.
    pub(crate) fn carrying(mut self, inner: Fields<'a>) -> Self {
        let is_proxy = matches!(inner.kind, FormatKind::Haproxy | FormatKind::HaproxyTcp);
        if inner.kind.is_access_log() || is_proxy {
            self.kind = inner.kind;
        }
        if is_proxy && !self.time.is_some_and(crate::time::Stamp::is_zoned) {
            self.time = inner.time.or(self.time);
        }
        Self {
            time: self.time.or(inner.time),
            severity: inner.severity.or(self.severity),
            service: self.service.or(inner.service),
            logger: inner.logger.or(self.logger),
            message: inner.message,
            escape: inner.escape,
            detail: inner.detail,
            request: inner.request.or(self.request),
            request_id: inner.request_id.or(self.request_id),
            trace_id: inner.trace_id.or(self.trace_id),
            customer_id: inner.customer_id.or(self.customer_id),
            ..self
        }
    }
}
