//! JSON lines: one object a line, any names for the usual fields, nested once.
//!
//! Keys are found on raw bytes; what the byte reader cannot follow goes to the real parser before the line is called
//! broken.

mod guess;
mod members;
mod role;

pub(crate) use members::{Members, Value, unescape};
pub(crate) use role::{Role, RoleMemo, role};

use super::{Context, Escape, Fields, FormatKind, fields};
use crate::{record::Request, scan::parse_u64, severity::Severity, time::Clock};

/// Reads one object.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let trimmed = line.trim_ascii();
    if trimmed.first() != Some(&b'{') {
        return None;
    }
    let mut found = Found::default();
    let mut members = Members::new(trimmed);
    let mut position = 0;
    loop {
        // Mostly the keys of the record before, in their order, and mostly strings.
        let expected = context.roles.expected(position);
        if let Some(expected) = expected
            && let Some(raw) = members.string_if(expected)
        {
            found.take_plain(expected.role, raw, &mut context.clock);
        } else if members.ends_here() {
            break;
        } else if let Some(expected) = expected
            && let Some(value) = members.next_if(expected.key())
        {
            found.take(expected.role, value, &mut context.clock, Depth::Top);
        } else {
            let Some((key, value)) = members.next() else { break };
            let role = context.roles.learn(position, key);
            match value {
                Value::Object(object) => found.nested(key, role, object, &mut context.clock),
                _ => found.take(role, value, &mut context.clock, Depth::Top),
            }
        }
        position += 1;
    }
    if !members.is_sound() || !members.rest().trim_ascii().is_empty() || position == 0 {
        return None;
    }
    if found.fields.time.is_none() || !(found.has_message || found.has_request || found.fields.detail.is_some()) {
        guess::complete(&mut found, trimmed, &mut context.clock);
    }
    Some(found.into_fields(trimmed))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    Top,
    Nested,
}

#[derive(Debug, Default)]
struct Found<'a> {
    fields: Fields<'a>,
    has_message: bool,
    request: Request<'a>,
    has_request: bool,
}

impl<'a> Found<'a> {
    fn nested(&mut self, key: &'a [u8], role: Role, object: &'a [u8], clock: &mut Clock) {
        let known = role != Role::Other;
        for (inner, value) in Members::new(object) {
            // `{"$date": …}` and `{"epochSecond": …}` stand for the value itself.
            if role == Role::Time && matches!(inner, b"$date" | b"epochSecond") {
                self.take(Role::Time, value, clock, Depth::Nested);
                continue;
            }
            let inner_role = self::role(Some(key), inner);
            if known || inner_role != Role::Other {
                self.take(inner_role, value, clock, Depth::Nested);
            }
        }
    }

    /// Takes a string without escapes that stands at the top.
    #[inline]
    fn take_plain(&mut self, role: Role, text: &'a [u8], clock: &mut Clock) {
        let fields = &mut self.fields;
        match role {
            Role::Other | Role::Nest => {}
            Role::Message if !self.has_message => {
                fields.message = text;
                self.has_message = true;
            }
            Role::Service if fields.service.is_none() => fields.service = Some(text),
            _ => self.take(role, Value::String { raw: text, has_escape: false }, clock, Depth::Top),
        }
    }

    /// Takes a field; the first one for a role stays, but a top-level one replaces a nested one where it matters.
    fn take(&mut self, role: Role, value: Value<'a>, clock: &mut Clock, depth: Depth) {
        let Some(text) = value.text() else { return };
        let fields = &mut self.fields;
        match role {
            Role::Time if fields.time.is_none() => {
                fields.time = match value {
                    Value::Bare(number) => epoch(number, clock),
                    _ => clock.read_whole(text),
                };
            }
            // `time_ms` is a duration to some writers and a count since 1970 to others.
            Role::Duration { .. } if fields.time.is_none() && is_count(text) => fields.time = epoch(text, clock),
            Role::Level if fields.severity.is_none() || depth == Depth::Top => {
                let severity = match parse_u64(text) {
                    Some(number) => Severity::from_number(number),
                    None if text.len() == 1 => text.first().and_then(|letter| Severity::from_letter(*letter)),
                    None => Severity::from_word(text),
                };
                fields.severity = severity.or(fields.severity);
            }
            Role::Message if !self.has_message => {
                if let Value::String { raw, has_escape } = value {
                    fields.message = raw;
                    fields.escape = if has_escape { Escape::Json } else { Escape::None };
                    self.has_message = true;
                }
            }
            Role::Service if fields.service.is_none() => fields.service = Some(text),
            Role::Logger if fields.logger.is_none() => fields.logger = Some(text),
            Role::RequestId if fields.request_id.is_none() => fields.request_id = fields::id(text),
            Role::TraceId if fields.trace_id.is_none() => fields.trace_id = fields::trace_id(text),
            Role::CustomerId if fields.customer_id.is_none() => fields.customer_id = fields::id(text),
            Role::Detail if fields.detail.is_none() => {
                if let Value::String { raw, .. } = value {
                    fields.detail = Some(raw);
                }
            }
            _ => self.take_request(role, text),
        }
    }

    fn take_request(&mut self, role: Role, text: &'a [u8]) {
        let request = &mut self.request;
        match role {
            Role::Method if request.method.is_none() => {
                request.method = fields::method(text);
                self.has_request |= request.method.is_some();
            }
            Role::Path if request.path.is_none() && fields::is_path(text) => {
                request.path = Some(fields::path_only(text));
                self.has_request = true;
            }
            Role::Route if request.route.is_none() && fields::is_path(text) => request.route = Some(text),
            Role::Status if request.status.is_none() => {
                request.status = fields::status(text);
                self.has_request |= request.status.is_some();
            }
            Role::Duration { unit_ns } if request.duration_ns.is_none() => {
                request.duration_ns = fields::duration(text, unit_ns);
            }
            _ => {}
        }
    }

    fn into_fields(self, line: &'a [u8]) -> Fields<'a> {
        let mut fields = self.fields;
        fields.kind = FormatKind::JsonLines;
        if !self.has_message {
            // Nothing in it is a message: an error text serves, else the whole object does.
            match fields.detail.take() {
                Some(detail) => {
                    fields.message = detail;
                    fields.escape = Escape::Json;
                }
                None => fields.message = line,
            }
        }
        let request = self.request;
        if self.has_request && (request.method.is_some() || request.path.is_some() || request.route.is_some()) {
            fields.request = Some(request);
        }
        fields
    }
}

/// Thirteen digits: milliseconds since 1970, as no duration has them.
fn is_count(text: &[u8]) -> bool {
    text.len() == 13 && text.iter().all(u8::is_ascii_digit)
}

/// A number since 1970: whole in any unit, or seconds with a fraction.
fn epoch(number: &[u8], clock: &mut Clock) -> Option<crate::time::Stamp> {
    if let Some(count) = parse_u64(number) {
        return Clock::read_count(count);
    }
    if let Some(stamp) = clock.read_whole(number) {
        return Some(stamp);
    }
    // `1739095523250.5` and `1.739095523e9`: rare enough for the real parser.
    let value: f64 = std::str::from_utf8(number).ok()?.parse().ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "the cast saturates, and implausible counts are refused")]
    let count = value as u64;
    (value.is_finite() && value > 0.0).then(|| Clock::read_count(count)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn lines_of_many_libraries() {
        check_line(
            parse,
            br#"{"ts":"2026-11-23T15:20:30.676Z","level":"info","logger":"api.access","msg":"request completed","service":"api-service","request_id":"174b4310d13dd6f0","customer_id":"cust-1001","method":"GET","route":"/api/v1/orders","path":"/api/v1/orders?x=1","status":200,"duration_ms":6.2,"trace_id":"174b4310d13dd6f00f6dd31d0134b471"}"#,
            "2026-11-23T15:20:30.676Z info service=api-service logger=api.access request_id=174b4310d13dd6f0 trace_id=174b4310d13dd6f00f6dd31d0134b471 customer=cust-1001 GET /api/v1/orders route=/api/v1/orders 200 6200000ns | request completed",
        );
        check_line(
            parse,
            br#"{"level":50,"time":1739095523250,"pid":7,"hostname":"h","name":"api","msg":"boom \"x\"","err":{"message":"bad"}}"#,
            "2025-02-09T10:05:23.25Z error logger=api | boom \"x\"",
        );
        check_line(
            parse,
            br#"{"@timestamp":"2025-02-09T10:05:23Z","log":{"level":"warn","logger":"a.B"},"service":{"name":"shop"},"message":"slow"}"#,
            "2025-02-09T10:05:23Z warn service=shop logger=a.B | slow",
        );
        check_line(
            parse,
            br#"{"timestamp":"2025-02-09T10:05:23.000001Z","level":"ERROR","fields":{"message":"no route","request_id":"abc-123"},"target":"app::db"}"#,
            "2025-02-09T10:05:23.000001Z error logger=app::db request_id=abc-123 | no route",
        );
        check_line(parse, br#"{"a":1}"#, r#"- - | {"a":1}"#);
        assert!(parse(br#"{"ts":"2026-11-23T15:20:30.676Z","level":"inf"#, &mut Context::default()).is_none());
        assert!(parse(b"plain", &mut Context::default()).is_none());
    }
}
