//! nginx's error log: `2025/02/09 10:05:23 [error] 7787#7787: *2 message, client: …`.

use super::{Context, Fields, FormatKind, access, fields};
use crate::{record::Request, scan::Scan, severity::Severity};

/// Reads one line.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    (line.get(4) == Some(&b'/')).then_some(())?;
    let (time, length) = context.clock.read(line)?;
    let mut scan = Scan::new(line);
    scan.go(length);
    (scan.eat(b' ') && scan.eat(b'[')).then_some(())?;
    let severity = Severity::from_word(scan.until(b']')?)?;
    scan.eat(b' ').then_some(())?;
    scan.number()?;
    scan.eat(b'#').then_some(())?;
    scan.number()?;
    (scan.eat(b':') && scan.eat(b' ')).then_some(())?;
    let start = scan.at();
    if scan.eat(b'*') && (scan.number().is_none() || !scan.eat(b' ')) {
        scan.go(start);
    }
    let message = scan.rest();
    Some(Fields {
        kind: FormatKind::NginxError,
        time: Some(time),
        severity: Some(severity),
        message,
        request: request(message),
        ..Fields::default()
    })
}

/// The request of `…, request: "GET /x HTTP/1.1", upstream: "http://…"`. It has no status, so it counts nowhere twice.
fn request(message: &[u8]) -> Option<Request<'_>> {
    let quoted = |name: &[u8]| {
        let at = memchr::memmem::find(message, name)? + name.len();
        Scan::new(message.get(at..)?).until(b'"')
    };
    let request = access::request_line(quoted(b", request: \"")?);
    request.method?;
    let upstream = quoted(b", upstream: \"").map(|target| {
        let host = target.strip_prefix(b"http://").or_else(|| target.strip_prefix(b"https://")).unwrap_or(target);
        let end = memchr::memchr(b'/', host).unwrap_or(host.len());
        host.get(..end).unwrap_or_default()
    });
    Some(Request { path: request.path.map(fields::path_only), upstream, ..request })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn lines() {
        check_line(
            parse,
            br#"2025/02/09 10:05:23 [error] 7787#7787: *2 connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: , request: "GET /bk?x HTTP/1.1", upstream: "http://127.0.0.1:9/bk", host: "localhost""#,
            r#"2025-02-09T10:05:23 error GET /bk upstream=127.0.0.1:9 | connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: , request: "GET /bk?x HTTP/1.1", upstream: "http://127.0.0.1:9/bk", host: "localhost""#,
        );
        check_line(
            parse,
            b"2025/02/09 10:05:23 [notice] 1#1: signal process started",
            "2025-02-09T10:05:23 info | signal process started",
        );
        check_line(parse, b"2025/02/09 10:05:23 main.go:7: hello", "not this format");
    }
}
