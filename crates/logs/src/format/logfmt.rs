//! logfmt: `ts=… level=info msg="…" key=value`, bare or quoted, keys without a value allowed.

use super::{Context, Escape, Fields, FormatKind, fields, json::Role};
use crate::{record::Request, scan::Scan, severity::Severity};

/// Reads one line that is nothing but pairs and names a time, a level or a message.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let mut scan = Scan::new(line);
    let mut fields = Fields { kind: FormatKind::Logfmt, message: line, ..Fields::default() };
    let mut request = Request::default();
    let mut known = 0;
    let (mut has_message, mut is_text) = (false, false);
    // The time is that of what the line is about.
    let mut is_of_matter = false;
    let mut position = 0;
    loop {
        scan.spaces();
        if scan.is_done() {
            break;
        }
        let key = scan.while_(|byte| byte != b'=' && byte > b' ' && byte != b'"');
        (!key.is_empty()).then_some(())?;
        if !scan.eat(b'=') {
            // A bare word is a key without a value; but a line that begins with one is prose.
            (position > 0).then_some(())?;
            position += 1;
            continue;
        }
        let (value, has_escape) = value(&mut scan)?;
        if key == b"at" && fields.severity.is_none() {
            // Heroku's level.
            fields.severity = Severity::from_word(value);
            known += usize::from(fields.severity.is_some());
        }
        let role = context.roles.learn(position, key);
        position += 1;
        match role {
            Role::Time | Role::TimeOfMatter if fields.time.is_none() || (is_of_matter && role == Role::Time) => {
                let time = context.clock.read_whole(value);
                known += usize::from(time.is_some() && fields.time.is_none());
                is_of_matter = role == Role::TimeOfMatter;
                fields.time = time.or(fields.time);
            }
            Role::Level if fields.severity.is_none() => {
                fields.severity = Severity::from_word(value);
                known += usize::from(fields.severity.is_some());
            }
            Role::Message | Role::Text if !has_message || (is_text && role == Role::Message) => {
                fields.message = value;
                fields.escape = if has_escape { Escape::Json } else { Escape::None };
                known += usize::from(!has_message);
                (has_message, is_text) = (true, role == Role::Text);
            }
            Role::Service if fields.service.is_none() => fields.service = Some(value),
            Role::Logger if fields.logger.is_none() => fields.logger = Some(value),
            Role::RequestId => fields.request_id = fields::id(value),
            Role::TraceId => fields.trace_id = fields::trace_id(value),
            Role::CustomerId => fields.customer_id = fields::id(value),
            Role::Detail if fields.detail.is_none() => fields.detail = Some(value),
            Role::Method => request.method = fields::method(value),
            Role::Path if fields::is_path(value) => request.path = Some(fields::path_only(value)),
            Role::Route if fields::is_path(value) => request.route = Some(value),
            Role::Status => request.status = fields::status(value),
            Role::Duration { unit_ns } => request.duration_ns = fields::duration(value, unit_ns),
            _ => {}
        }
    }
    (known >= 2 || (known == 1 && position >= 3)).then_some(())?;
    if request.status.is_some() {
        fields.request = Some(request);
    }
    Some(fields)
}

/// A bare or quoted value, and whether it has escapes.
fn value<'a>(scan: &mut Scan<'a>) -> Option<(&'a [u8], bool)> {
    if !scan.eat(b'"') {
        return Some((scan.word(), false));
    }
    let rest = scan.rest();
    let mut at = 0;
    let mut has_escape = false;
    loop {
        let found = at + memchr::memchr2(b'"', b'\\', rest.get(at..)?)?;
        if rest.get(found) == Some(&b'"') {
            scan.skip(found + 1);
            return Some((rest.get(..found)?, has_escape));
        }
        has_escape = true;
        at = found + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::{check_line, describe};

    #[test]
    fn lines() {
        check_line(
            parse,
            br#"ts=2026-11-23T13:21:13.657Z caller=main.go:1012 level=info msg="TSDB \"started\"" dry"#,
            r#"2026-11-23T13:21:13.657Z info logger=main.go:1012 | TSDB "started""#,
        );
        check_line(
            parse,
            b"at=error time=2025-02-09T10:05:23Z level=error msg=timeout method=GET path=/a?b status=503 duration=12ms request_id=r-1",
            "2025-02-09T10:05:23Z error request_id=r-1 GET /a 503 12000000ns | timeout",
        );
        check_line(
            parse,
            b"created=2019-01-01T00:00:00Z time=2025-02-09T10:05:23Z level=info msg=up",
            "2025-02-09T10:05:23Z info | up",
        );
        // An answer, whatever was asked.
        check_line(
            parse,
            b"time=2025-02-09T10:05:23Z level=error msg=\"request completed\" status=503",
            "2025-02-09T10:05:23Z error 503 | request completed",
        );
        check_line(parse, b"nothing of the kind a=b", "not this format");
        assert_eq!(describe(parse, b"x=\"open", &mut Context::default()), "not this format");
    }
}
