//! JSON lines: one object a line, any names for the usual fields, nested once.
//!
//! Keys are found on raw bytes; what the byte reader cannot follow goes to the real parser before the line is called
//! broken.

mod date_parts;
mod guess;
mod later;
mod members;
mod role;

pub(crate) use members::{Members, Value, unescape};
pub(crate) use role::{Role, RoleMemo, role};

use super::{Context, Escape, Fields, FormatKind, access, fields, inner};
use crate::record::Request;
use crate::scan::parse_u64;
use crate::severity::Severity;
use crate::time::{Clock, SECOND, Stamp};
use date_parts::DateParts;
use later::Later;

/// Reads one object.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let trimmed = element(line)?;
    let mut found = Found::default();
    let mut members = Members::new(trimmed);
    let mut position = 0;
    // What stands at the top says it for the record, wherever it stands; what is inside something, for that.
    let mut later = Later::default();
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
                // `{"$date": …}` and its like are values of the top.
                Value::Object(object) if role == Role::Time => found.nested(key, role, object, &mut context.clock),
                Value::Object(object) => {
                    if let Some(full) = later.push((key, role, object)) {
                        found.nested(full.0, full.1, full.2, &mut context.clock);
                    }
                }
                _ => found.take(role, value, &mut context.clock, Depth::Top),
            }
        }
        position += 1;
    }
    if !members.is_sound() || !matches!(members.rest().trim_ascii(), b"" | b"," | b"]") || position == 0 {
        return None;
    }
    for (key, role, object) in later.iter() {
        found.nested(key, role, object, &mut context.clock);
    }
    let trimmed = trimmed.get(..trimmed.len() - members.rest().len())?;
    if found.fields.time.is_none() {
        found.fields.time = found.parts.read(&mut context.clock);
    }
    if found.fields.time.is_none() || !(found.has_message || found.has_request || found.fields.detail.is_some()) {
        guess::complete(&mut found, trimmed, &mut context.clock);
    }
    let has_message = found.has_message;
    let fields = found.into_fields(trimmed);
    // Shippers put the whole line of a log into the message.
    if has_message
        && fields.severity.is_none()
        && fields.escape == Escape::None
        && let Some(inner) = inner::read(fields.message, context).or_else(|| inner::read_text(fields.message, context))
    {
        return Some(fields.carrying(inner));
    }
    Some(fields)
}

/// The object of a line, which may be an element of an array that is written one a line.
fn element(line: &[u8]) -> Option<&[u8]> {
    let trimmed = line.trim_ascii();
    match trimmed.first()? {
        b'{' => Some(trimmed),
        b'[' | b',' => trimmed.get(1..).map(<[u8]>::trim_ascii_start).filter(|rest| rest.first() == Some(&b'{')),
        _ => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    Top,
    Nested,
}

#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one fact about the object, and they vary freely")]
struct Found<'a> {
    fields: Fields<'a>,
    has_message: bool,
    request: Request<'a>,
    has_request: bool,
    /// `GET /x HTTP/1.1` as it stands.
    request_line: Option<&'a [u8]>,
    /// What bunyan and pino call `name`: the program, where the host stands beside it.
    name: Option<&'a [u8]>,
    has_host: bool,
    /// Serilog's compact form, in which no level is that of information.
    is_compact: bool,
    /// The time is that of something the record is about: its own, beside it, is better.
    is_of_matter: bool,
    /// The message is a text that may be part of what the record says.
    is_weak_message: bool,
    /// A level that stands where other records have a status.
    status_level: Option<Severity>,
    /// A date whose time of day stands apart, or that time.
    parts: DateParts<'a>,
}

impl<'a> Found<'a> {
    fn nested(&mut self, key: &'a [u8], role: Role, object: &'a [u8], clock: &mut Clock) {
        let known = role != Role::Other;
        let mut fraction = None;
        for (inner, value) in Members::new(object) {
            // `{"$date": …}` and `{"epochSecond": …}` stand for the value itself.
            if role == Role::Time && matches!(inner, b"$date" | b"epochSecond") {
                self.take(Role::Time, value, clock, Depth::Nested);
                continue;
            }
            if role == Role::Time && matches!(inner, b"nanoOfSecond" | b"nanos") {
                fraction = value.text().and_then(parse_u64).and_then(|nanos| i64::try_from(nanos).ok());
                continue;
            }
            let inner_role = self::role(Some(key), inner);
            if known || inner_role != Role::Other {
                self.take(inner_role, value, clock, Depth::Nested);
            }
        }
        if let (Some(Stamp::Utc(nanos)), Some(fraction)) = (self.fields.time, fraction)
            && nanos % SECOND == 0
            && fraction < SECOND
        {
            self.fields.time = Some(Stamp::Utc(nanos + fraction));
        }
    }

    /// Takes a string without escapes that stands at the top.
    #[inline]
    fn take_plain(&mut self, role: Role, text: &'a [u8], clock: &mut Clock) {
        let fields = &mut self.fields;
        match role {
            Role::Other => {}
            Role::Message if !self.has_message && !text.is_empty() => {
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
            Role::Time | Role::CompactTime if fields.time.is_none() || (self.is_of_matter && depth == Depth::Top) => {
                let time = match value {
                    Value::Bare(number) => epoch(number, clock),
                    _ => clock.read_whole(text),
                };
                match time {
                    Some(_) => (fields.time, self.is_of_matter) = (time, false),
                    None if depth == Depth::Top => self.parts.add(text),
                    None => {}
                }
                self.is_compact |= role == Role::CompactTime;
            }
            Role::TimeOfMatter if fields.time.is_none() => {
                fields.time = match value {
                    Value::Bare(number) => epoch(number, clock),
                    _ => clock.read_whole(text),
                };
                self.is_of_matter = fields.time.is_some();
            }
            // `time_ms` is a duration to some writers and a count since 1970 to others.
            Role::Duration { .. } if fields.time.is_none() && is_count(text) => fields.time = epoch(text, clock),
            Role::Level if fields.severity.is_none() || depth == Depth::Top => {
                let severity = match parse_u64(text) {
                    Some(number) => Severity::from_number(number),
                    None if text.len() == 1 => text.first().and_then(|letter| Severity::from_letter(*letter)),
                    None => Severity::from_word(text).or_else(|| coloured(text)),
                };
                fields.severity = severity.or(fields.severity);
            }
            Role::LevelNumber if fields.severity.is_none() => {
                fields.severity = parse_u64(text).and_then(Severity::from_open_telemetry);
            }
            Role::Message | Role::Text
                if !self.has_message || (self.is_weak_message && role == Role::Message && depth == Depth::Top) =>
            {
                if let Value::String { raw, has_escape } = value
                    && !raw.is_empty()
                {
                    fields.message = raw;
                    fields.escape = if has_escape { Escape::Json } else { Escape::None };
                    self.has_message = true;
                    self.is_weak_message = role == Role::Text;
                }
            }
            Role::Service if fields.service.is_none() => fields.service = Some(text),
            Role::Logger if fields.logger.is_none() => fields.logger = Some(text),
            Role::Name => {
                self.name = Some(text);
                fields.logger = fields.logger.or(Some(text));
            }
            Role::Host => self.has_host = true,
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
            // nginx's `"request":"GET /x HTTP/1.1"`.
            Role::Nest if request.method.is_none() => {
                let Request { method, path, .. } = access::request_line(text);
                if method.is_some() && path.is_some_and(fields::is_path) {
                    (request.method, request.path) = (method, path.map(fields::path_only));
                    self.has_request = true;
                    self.request_line = Some(text);
                }
            }
            Role::Route if request.route.is_none() && fields::is_path(text) => request.route = Some(text),
            Role::Status if request.status.is_none() => {
                request.status = fields::status(text);
                self.has_request |= request.status.is_some();
                // Some collectors call the level so.
                self.status_level = self.status_level.or_else(|| Severity::from_word(text));
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
            match fields.detail.take().filter(|detail| !detail.is_empty()) {
                Some(detail) => {
                    fields.message = detail;
                    fields.escape = Escape::Json;
                }
                None => fields.message = self.request_line.unwrap_or(line),
            }
        }
        fields.severity = fields.severity.or(self.status_level);
        if self.is_compact {
            fields.severity = fields.severity.or(Some(Severity::Info));
        }
        if self.has_host {
            fields.service = fields.service.or(self.name);
        }
        let request = self.request;
        if self.has_request && (request.method.is_some() || request.path.is_some() || request.route.is_some()) {
            fields.request = Some(request);
        }
        fields
    }
}

/// The level in a word that is wrapped in colours of a terminal, which JSON writes as `\u001b[31m`.
fn coloured(text: &[u8]) -> Option<Severity> {
    const ESCAPES: [&[u8]; 3] = [b"\\u001b[", b"\\u001B[", b"\\x1b["];
    let rest = ESCAPES.iter().find_map(|escape| text.strip_prefix(*escape))?;
    let word = rest.get(memchr::memchr(b'm', rest)? + 1..)?;
    // `\u001b[1m\u001b[31mERROR`
    if word.first() == Some(&b'\\') {
        return coloured(word);
    }
    Severity::from_word(word.get(..memchr::memchr(b'\\', word)?)?.trim_ascii())
}

/// Thirteen digits: milliseconds since 1970, as no duration has them.
fn is_count(text: &[u8]) -> bool {
    text.len() == 13 && text.iter().all(u8::is_ascii_digit)
}

/// A number since 1970: whole in any unit, or seconds with a fraction.
fn epoch(number: &[u8], clock: &mut Clock) -> Option<Stamp> {
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
    fn what_a_record_says_of_itself_comes_before_what_it_is_about() {
        for (line, expected) in [
            (
                r#"{"order":{"id":0,"created_at":"2019-01-01T00:00:00Z"},"level":"error","message":"no stock","@timestamp":"2025-02-09T10:05:23Z"}"#,
                "2025-02-09T10:05:23Z error | no stock",
            ),
            (
                r#"{"created_at":"2019-01-01T00:00:00Z","level":"error","message":"no stock","ts":"2025-02-09T10:05:23Z"}"#,
                "2025-02-09T10:05:23Z error | no stock",
            ),
            (
                r#"{"start_time":"2019-01-01T00:00:00Z","msg":"no stock","timestamp":"2025-02-09T10:05:23Z"}"#,
                "2025-02-09T10:05:23Z - | no stock",
            ),
            (
                r#"{"event":{"created":"2019-01-01T00:00:00Z","time":"2018-01-01T00:00:00Z"},"msg":"no stock","@timestamp":"2025-02-09T10:05:23Z"}"#,
                "2025-02-09T10:05:23Z - | no stock",
            ),
            (r#"{"created":1739095523.25,"msg":"no stock"}"#, "2025-02-09T10:05:23.25Z - | no stock"),
            (
                r#"{"context":{"message":"inner","level":"gold","service":"inner"},"time":"2025-02-09T10:05:23Z","level":"error","message":"no stock","service":"cart"}"#,
                "2025-02-09T10:05:23Z error service=cart | no stock",
            ),
            (r#"{"request":{"msg":"inner"},"msg":"no stock"}"#, "- - | no stock"),
            (r#"{"event":"order","message":"no stock"}"#, "- - | no stock"),
            (r#"{"message":"no stock","event":"order"}"#, "- - | no stock"),
            (r#"{"event":"no stock","level":"info"}"#, "- info | no stock"),
        ] {
            // The second time, the keys are expected.
            let mut context = Context::new(Some(2025));
            for _ in 0..2 {
                let said = crate::format::testing::describe(parse, line.as_bytes(), &mut context);
                assert_eq!(said, expected, "{line}");
            }
        }
    }

    #[test]
    fn an_empty_message_is_none() {
        let line = r#"{"DownstreamStatus":503,"RequestMethod":"GET","RequestPath":"/x","level":"info","msg":"","error":"","time":"2025-02-09T10:05:23Z"}"#;
        check_line(parse, line.as_bytes(), &format!("2025-02-09T10:05:23Z info GET /x 503 | {line}"));
    }

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
            "2025-02-09T10:05:23.25Z error service=api logger=api | boom \"x\"",
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
        for (number, level) in [(1, "trace"), (5, "debug"), (9, "info"), (13, "warn"), (17, "error"), (21, "fatal")] {
            let line = format!(r#"{{"timeUnixNano":"1739095523000000000","severityNumber":{number},"body":"x y"}}"#);
            check_line(parse, line.as_bytes(), &format!("2025-02-09T10:05:23Z {level} | x y"));
        }
        check_line(
            parse,
            br#"{"instant":{"epochSecond":1739095523,"nanoOfSecond":896135000},"level":"INFO","loggerName":"a.B","message":"up"}"#,
            "2025-02-09T10:05:23.896135Z info logger=a.B | up",
        );
        check_line(
            parse,
            br#"{"time_local":"09/Feb/2025:10:05:23 +0000","request":"GET /x/1?a HTTP/1.1","status":502,"request_time":0.2}"#,
            "2025-02-09T10:05:23Z - GET /x/1 502 200000000ns | GET /x/1?a HTTP/1.1",
        );
        for line in
            [r#"[{"ts":1739095523,"level":"info","msg":"up"},"#, r#",{"ts":1739095523,"level":"info","msg":"up"}"#]
                .into_iter()
                .chain([
                    r#" {"ts":1739095523,"level":"info","msg":"up"} ,"#,
                    r#"{"ts":1739095523,"level":"info","msg":"up"}]"#,
                ])
        {
            check_line(parse, line.as_bytes(), "2025-02-09T10:05:23Z info | up");
        }
        check_line(
            parse,
            br#"{"stream":"stdout","logtag":"F","message":"ERROR boom 17","@timestamp":"2025-02-09T10:05:23Z"}"#,
            "2025-02-09T10:05:23Z error | boom 17",
        );
        check_line(
            parse,
            br#"{"message":"2025-02-09 10:05:23,123 WARN [main] com.acme.Cart - slow","stream":"stdout"}"#,
            "2025-02-09T10:05:23.123 warn logger=com.acme.Cart | slow",
        );
        check_line(
            parse,
            br#"{"@t":"2025-02-09T10:05:23Z","@m":"Shipment 7 left","SourceContext":"Shop.Cart"}"#,
            "2025-02-09T10:05:23Z info logger=Shop.Cart | Shipment 7 left",
        );
        check_line(
            parse,
            br#"{"date":"2025-02-09","time":"10:05:23.250","level":"info","msg":"up"}"#,
            "2025-02-09T10:05:23.25 info | up",
        );
        check_line(
            parse,
            br#"{"timestamp":"2025-02-09T10:05:23Z","status":"error","service":"cart","message":"no stock"}"#,
            "2025-02-09T10:05:23Z error service=cart | no stock",
        );
        check_line(
            parse,
            br#"{"level":"\u001b[1m\u001b[31merror\u001b[39m","message":"no stock"}"#,
            "- error | no stock",
        );
        assert!(parse(br#"{"a":1} {"b":2}"#, &mut Context::default()).is_none());
        check_line(parse, br#"{"a":1}"#, r#"- - | {"a":1}"#);
        assert!(parse(br#"{"ts":"2026-11-23T15:20:30.676Z","level":"inf"#, &mut Context::default()).is_none());
        assert!(parse(b"plain", &mut Context::default()).is_none());
    }
}
