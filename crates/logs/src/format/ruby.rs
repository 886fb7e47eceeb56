//! Ruby's Logger, and Rails with it: `E, [2025-02-09T10:05:23.123456 #12] ERROR -- prog: message`.

use super::{Context, Fields, FormatKind, fields};
use crate::{record::Request, scan::Scan, severity::Severity};

/// `Started GET "/x" for 10.0.0.1 at 2025-02-09 10:05:23 +0000`: what Rails writes where no logger puts a time before it.
fn started<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let request = line.strip_prefix(b"Started ")?;
    let at = memchr::memmem::rfind(line, b" at ")?;
    let time = context.clock.read_whole(line.get(at + 4..)?)?;
    let (method, rest) = request.split_at_checked(memchr::memchr(b' ', request)?)?;
    let path = rest.strip_prefix(b" \"")?;
    let path = path.get(..memchr::memchr(b'"', path)?)?;
    let method = Some(fields::method(method)?);
    let request = Request { method, path: Some(fields::path_only(path)), ..Request::default() };
    Some(Fields {
        kind: FormatKind::Ruby,
        time: Some(time),
        request: Some(request),
        message: line.get(..at)?,
        ..Fields::default()
    })
}

/// Reads one line; tags of Rails (`[request id]`) before the message are taken as ids.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    if line.first() == Some(&b'S') {
        return started(line, context);
    }
    let severity = Severity::from_letter(*line.first()?)?;
    let rest = line.get(1..)?.strip_prefix(b", [")?;
    let (time, length) = context.clock.read(rest)?;
    let mut scan = Scan::new(line);
    scan.go(4 + length);
    scan.until(b']')?;
    scan.spaces();
    Severity::from_word(scan.word())?;
    scan.eat_all(b" --").then_some(())?;
    scan.spaces();
    let start = scan.at();
    let program = scan.while_(|byte| byte != b':' && byte != b' ');
    if !scan.eat(b':') {
        scan.go(start);
    }
    scan.spaces();
    let mut request_id = None;
    while scan.peek() == Some(b'[') {
        let start = scan.at();
        scan.skip(1);
        match scan.until(b']').and_then(fields::id) {
            Some(id) if id.len() >= 12 && scan.eat(b' ') => request_id = request_id.or(Some(id)),
            _ => {
                scan.go(start);
                break;
            }
        }
    }
    Some(Fields {
        kind: FormatKind::Ruby,
        time: Some(time),
        severity: Some(severity),
        service: Some(program).filter(|program| !program.is_empty()),
        request_id,
        message: scan.rest(),
        ..Fields::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn logger_and_rails() {
        check_line(
            parse,
            b"E, [2025-02-09T10:05:23.123456 #12] ERROR -- worker: boom",
            "2025-02-09T10:05:23.123456 error service=worker | boom",
        );
        check_line(
            parse,
            br#"I, [2025-02-09T10:05:23.1 #12]  INFO -- : [5f0c3a8e-0b1c-4f6d-9a57-1f6b1a2c3d4e] Started GET "/x" for 10.0.0.1"#,
            r#"2025-02-09T10:05:23.1 info request_id=5f0c3a8e-0b1c-4f6d-9a57-1f6b1a2c3d4e | Started GET "/x" for 10.0.0.1"#,
        );
        check_line(
            parse,
            br#"Started GET "/x?a=1" for 10.0.0.1 at 2025-02-09 10:05:23 +0000"#,
            r#"2025-02-09T10:05:23Z - GET /x | Started GET "/x?a=1" for 10.0.0.1"#,
        );
        check_line(parse, b"Started job 7 at 2025-02-09 10:05:23 +0000", "not this format");
        check_line(parse, b"I, the author", "not this format");
    }
}
