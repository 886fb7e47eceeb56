//! HAProxy's HTTP log, behind a syslog header or bare. The bracket is the start of the request, without a zone.

use super::{Context, Fields, FormatKind, access, fields, syslog3164};
use crate::scan::Scan;

/// Reads one line: `addr:port [time] frontend backend/server TR/Tw/Tc/Tr/Ta status bytes - - state … "request"`.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    // Cheap refusal first: the request is quoted, and last.
    (line.trim_ascii_end().last() == Some(&b'"')).then_some(())?;
    let (head, body) = match syslog3164::header(line, context) {
        Some(head) => (Some(head), head.message),
        None => (None, line),
    };
    let mut scan = Scan::new(body);
    let client = scan.word();
    memchr::memrchr(b':', client)?;
    (scan.eat(b' ') && scan.eat(b'[')).then_some(())?;
    let (accepted, length) = context.clock.read(scan.rest())?;
    scan.skip(length);
    (scan.eat(b']') && scan.eat(b' ')).then_some(())?;
    scan.word();
    scan.spaces();
    let server = scan.word();
    scan.spaces();
    let timers = scan.word();
    scan.spaces();
    let status = fields::status(scan.word())?;
    scan.spaces();
    // Bytes, two captured cookies, the termination state, counts.
    let open = memchr::memchr(b'"', scan.rest())?;
    scan.skip(open + 1);
    let target = scan.until(b'"')?;
    let mut request = access::request_line(target);
    request.status = Some(status);
    let mut times = timers.rsplit(|byte| *byte == b'/');
    let total = times.next()?;
    times.next()?;
    request.duration_ns = fields::duration(total.strip_prefix(b"+").unwrap_or(total), 1_000_000);
    request.upstream =
        memchr::memchr(b'/', server).and_then(|at| server.get(at + 1..)).filter(|name| *name != b"<NOSRV>");
    Some(Fields {
        kind: FormatKind::Haproxy,
        // The end of the request, if the header has a zone or there is no better; otherwise start and duration agree.
        time: head.and_then(|head| head.time).filter(|time| time.is_zoned()).or(Some(accepted)),
        service: head.and_then(|head| head.service),
        message: body,
        request: Some(request),
        ..Fields::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn a_refused_connection() {
        check_line(
            parse,
            br#"<134>Nov 23 13:47:36 haproxy[99]: 127.0.0.1:41240 [23/Nov/2026:13:47:33.496] fe be/s1 0/0/-1/-1/3005 503 217 - - SC-- 1/1/0/0/3 0/0 "GET /x?y=1 HTTP/1.1""#,
            r#"2026-11-23T13:47:33.496 - service=haproxy GET /x 503 3005000000ns upstream=s1 | 127.0.0.1:41240 [23/Nov/2026:13:47:33.496] fe be/s1 0/0/-1/-1/3005 503 217 - - SC-- 1/1/0/0/3 0/0 "GET /x?y=1 HTTP/1.1""#,
        );
        check_line(
            parse,
            br#"10.0.0.1 - - [23/Nov/2026:15:20:30 +0000] "GET / HTTP/1.1" 200 1 "-" "c""#,
            "not this format",
        );
    }
}
