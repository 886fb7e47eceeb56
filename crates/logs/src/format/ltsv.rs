//! LTSV: `label:value` between tabs, as many web servers in Japan write their access logs.

use super::json::Role;
use super::{Context, Fields, FormatKind, access, fields};
use crate::{record::Request, severity::Severity};

/// Reads one line of at least two labelled values, one of which is a time, a message or a status.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    // Cheap refusal first.
    memchr::memchr(b'\t', line)?;
    let mut fields = Fields { kind: FormatKind::Ltsv, message: line, ..Fields::default() };
    let mut request = Request::default();
    let mut asked = None;
    let (mut known, mut has_message) = (0, false);
    for (position, cell) in line.split(|byte| *byte == b'\t').enumerate() {
        let (label, value) = cell.split_at_checked(memchr::memchr(b':', cell)?)?;
        let value = value.get(1..)?;
        let is_label = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
        (!label.is_empty() && label.iter().all(is_label)).then_some(())?;
        if matches!(label, b"req" | b"request") {
            asked = Some(value);
            continue;
        }
        match context.roles.learn(position, label) {
            Role::Time | Role::TimeOfMatter if fields.time.is_none() => {
                let value = value.strip_prefix(b"[").and_then(|value| value.strip_suffix(b"]")).unwrap_or(value);
                fields.time = context.clock.read_whole(value);
                known += usize::from(fields.time.is_some());
            }
            Role::Level if fields.severity.is_none() => fields.severity = Severity::from_word(value),
            Role::Message if !has_message => {
                (fields.message, has_message) = (value, true);
                known += 1;
            }
            Role::Service if fields.service.is_none() => fields.service = Some(value),
            Role::RequestId => fields.request_id = fields::id(value),
            Role::TraceId => fields.trace_id = fields::trace_id(value),
            Role::CustomerId => fields.customer_id = fields::id(value),
            Role::Method => request.method = fields::method(value),
            Role::Path if fields::is_path(value) => request.path = Some(fields::path_only(value)),
            Role::Status => {
                request.status = fields::status(value);
                known += usize::from(request.status.is_some());
            }
            Role::Duration { unit_ns } => request.duration_ns = fields::duration(value, unit_ns),
            // `reqtime`, in seconds as nginx counts it.
            _ if label == b"reqtime" => request.duration_ns = fields::duration(value, 1_000_000_000),
            _ => {}
        }
    }
    (known > 0).then_some(())?;
    if let Some(line) = asked {
        let Request { method, path, .. } = access::request_line(line);
        request = Request { method: request.method.or(method), path: request.path.or(path), ..request };
        if !has_message {
            fields.message = line;
        }
    }
    if request.status.is_some() {
        fields.request = Some(request);
    }
    Some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn labels_name_the_values() {
        for (line, expected) in [
            (
                "time:09/Feb/2025:10:05:23 +0900\thost:10.0.0.1\treq:GET /x HTTP/1.1\tstatus:503\treqtime:0.25",
                "2025-02-09T01:05:23Z - GET /x 503 250000000ns | GET /x HTTP/1.1",
            ),
            (
                "time:2025-02-09T10:05:23+00:00\tlevel:ERROR\tmessage:no stock left",
                "2025-02-09T10:05:23Z error | no stock left",
            ),
            (
                "time:[09/Feb/2025:10:05:23 +0000]\tmethod:POST\turi:/x\tstatus:200",
                "2025-02-09T10:05:23Z - POST /x 200 | time:[09/Feb/2025:10:05:23 +0000]\tmethod:POST\turi:/x\tstatus:200",
            ),
            ("2025-02-09 10:05:23\tINFO\tup", "not this format"),
            ("a:1\tb:2", "not this format"),
        ] {
            check_line(parse, line.as_bytes(), expected);
        }
    }
}
