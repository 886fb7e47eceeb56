//! Custom formats in which the bracketed time does not stand right before the quoted request.
//!
//! ```text
//! 2025-11-18T23:41:07+00:00 10.0.0.1 "GET /x HTTP/1.1" 200 67260 1.196        nginx, time first
//! 1763509268.094 10.0.0.1 GET /x 200 1.910 82818                              nginx, $msec first, no quotes
//! [18/Nov/2025:23:41:07 +0000] 500 1.783 "PUT /x HTTP/1.1" 10.0.0.1           status before the request
//! 10.0.0.1 | 18/Nov/2025:23:41:07 +0000 | GET /x HTTP/1.1 | 502 | 16183       pipes
//! https 2025-11-18T23:41:08Z app/lb/1 10.0.0.1:1 10.0.0.2:2 0.0 2.7 0.0 200 … AWS' application load balancer
//! [GIN] 2025/11/18 - 23:41:07 | 500 |  2.45ms |   10.0.0.1 | GET     "/x"     Gin
//! ```
//! The time comes first, or behind one word; between it and the request stand addresses and numbers, but no level.

use crate::format::{Context, Fields, FormatKind, fields};
use crate::record::Request;
use crate::scan::Scan;
use crate::severity::Severity;
use crate::time::Stamp;

/// Words between the time and the request.
const MOST_WORDS: usize = 16;

/// Reads one line.
pub(super) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let mut scan = Scan::new(line);
    let time = time(&mut scan, context)?;
    let mut before = Before::default();
    for _ in 0..MOST_WORDS {
        marks(&mut scan);
        let start = scan.at();
        let quoted = scan.eat(b'"');
        let word = scan.word();
        if let Some(method) = fields::method(word) {
            scan.spaces();
            let target = target(&mut scan, quoted)?;
            (quoted || before.is_peers).then_some(())?;
            marks(&mut scan);
            let mut request = Request { method: Some(method), path: Some(target), ..Request::default() };
            let after = scan;
            request.status = fields::status(scan.word()).or_else(|| {
                scan = after;
                before.status
            });
            request.status?;
            request.duration_ns = before.duration_ns.or_else(|| duration(&mut scan));
            return Some(Fields {
                kind: FormatKind::Access,
                time: Some(time),
                message: line.get(start..)?,
                request: Some(request),
                ..Fields::default()
            });
        }
        (!quoted && before.take(word)).then_some(())?;
    }
    None
}

/// The time, first or behind one word (an address, a scheme, `[GIN]`).
fn time(scan: &mut Scan<'_>, context: &mut Context) -> Option<Stamp> {
    for number in 0..2 {
        let bracket = scan.eat(b'[');
        if let Some((time, length)) = context.clock.read(scan.rest()) {
            scan.skip(length);
            (!bracket || scan.eat(b']')).then_some(())?;
            return matches!(scan.peek(), Some(b' ' | b'|' | b'\t')).then_some(time);
        }
        let word = scan.word();
        let is_first = word == b"GIN]" || matches!(word, b"http" | b"https" | b"h2" | b"ws" | b"wss" | b"grpcs");
        (number == 0 && (is_first || is_peer(word))).then_some(())?;
        marks(scan);
    }
    None
}

/// What stood between the time and the request.
struct Before {
    status: Option<u16>,
    duration_ns: Option<i64>,
    /// Only addresses, numbers and dashes.
    is_peers: bool,
}

impl Default for Before {
    fn default() -> Self {
        Self { status: None, duration_ns: None, is_peers: true }
    }
}

impl Before {
    /// Takes a word; false if no access log has such a word before the request.
    fn take(&mut self, word: &[u8]) -> bool {
        let bare = word.strip_prefix(b"[").and_then(|word| word.strip_suffix(b"]")).unwrap_or(word);
        if word.is_empty() || word.ends_with(b":") || Severity::from_word(bare).is_some() {
            return false;
        }
        self.is_peers &= is_peer(word);
        if self.status.is_none() {
            self.status = fields::status(word).filter(|status| *status > 0);
        }
        let is_time = word.first().is_some_and(u8::is_ascii_digit)
            && (word.contains(&b'.') || word.last().is_some_and(u8::is_ascii_alphabetic))
            && memchr::memchr_iter(b'.', word).count() <= 1;
        if is_time && let Some(duration) = fields::duration(word, 1_000_000_000) {
            // The stages of a load balancer add up.
            self.duration_ns = Some(self.duration_ns.unwrap_or(0).saturating_add(duration));
        }
        true
    }
}

/// An address, a number or nothing.
fn is_peer(word: &[u8]) -> bool {
    word == b"-"
        || (word.iter().any(u8::is_ascii_digit)
            && word.iter().all(|byte| byte.is_ascii_alphanumeric() || b".:-/,_\xc2\xb5".contains(byte)))
}

/// The path behind a method, up to the end of the request and past its protocol.
fn target<'a>(scan: &mut Scan<'a>, is_open: bool) -> Option<&'a [u8]> {
    let is_quoted = !is_open && scan.eat(b'"');
    let start = scan.at();
    let rest = scan.rest();
    let end = rest.iter().position(|byte| matches!(byte, b' ' | b'"' | b'\t')).unwrap_or(rest.len());
    let target = rest.get(..end).filter(|target| fields::is_path(target))?;
    scan.go(start + end);
    if is_open || is_quoted {
        scan.until(b'"')?;
    } else {
        scan.eat_all(b" HTTP/1.1");
        scan.eat_all(b" HTTP/1.0");
        scan.eat_all(b" HTTP/2.0");
    }
    Some(fields::path_only(target))
}

/// The first bare decimal or time with a unit behind the status.
fn duration(scan: &mut Scan<'_>) -> Option<i64> {
    for _ in 0..4 {
        marks(scan);
        let word = scan.word();
        if word.first()?.is_ascii_digit() && (word.contains(&b'.') || word.ends_with(b"s")) {
            return fields::duration(word, 1_000_000_000);
        }
    }
    None
}

fn marks(scan: &mut Scan<'_>) {
    scan.spaces();
    while scan.peek() == Some(b'|') {
        scan.skip(1);
        scan.spaces();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn requests_anywhere_behind_a_time() {
        for (line, expected) in [
            (
                r#"2025-02-09T10:05:23+00:00 28.5.176.216 "PUT /api/v2/orders/5550 HTTP/1.1" 200 67260 1.196"#,
                r#"2025-02-09T10:05:23Z - PUT /api/v2/orders/5550 200 1196000000ns | "PUT /api/v2/orders/5550 HTTP/1.1" 200 67260 1.196"#,
            ),
            (
                "1739095523.094 99.208.251.80 GET /login 200 1.910 82818",
                "2025-02-09T10:05:23.094Z - GET /login 200 1910000000ns | GET /login 200 1.910 82818",
            ),
            (
                r#"[09/Feb/2025:10:05:23 +0000] 500 1.783 "PUT /login HTTP/1.1" 194.11.250.116 "curl/8""#,
                r#"2025-02-09T10:05:23Z - PUT /login 500 1783000000ns | "PUT /login HTTP/1.1" 194.11.250.116 "curl/8""#,
            ),
            (
                r#"[09/Feb/2025:10:05:23 +0000] 207.151.153.147 - frank "GET /healthz HTTP/1.1" 201 21772 "-" "-""#,
                r#"2025-02-09T10:05:23Z - GET /healthz 201 | "GET /healthz HTTP/1.1" 201 21772 "-" "-""#,
            ),
            (
                "12.130.29.37 | 09/Feb/2025:10:05:23 +0000 | GET /x?a HTTP/1.1 | 502 | 16183 | 2.636",
                "2025-02-09T10:05:23Z - GET /x 502 2636000000ns | GET /x?a HTTP/1.1 | 502 | 16183 | 2.636",
            ),
            (
                r#"https 2025-02-09T10:05:23.247430Z app/shop-lb/3d18f662e8ed51d1 24.217.45.80:12923 103.207.252.172:80 0.001 2.745 0.000 502 200 34 39706 "POST https://shop.example:443/login HTTP/2.0" "curl/8" ECDHE TLSv1.2"#,
                r#"2025-02-09T10:05:23.24743Z - POST /login 502 2746000000ns | "POST https://shop.example:443/login HTTP/2.0" "curl/8" ECDHE TLSv1.2"#,
            ),
            (
                r#"[GIN] 2025/02/09 - 10:05:23 | 500 |  2.451851ms |   185.215.48.51 | GET     "/x/1""#,
                r#"2025-02-09T10:05:23 - GET /x/1 500 2451851ns | GET     "/x/1""#,
            ),
            (r#"2025-02-09 10:05:23 INFO access "GET /x HTTP/1.1" 200"#, "not this format"),
            ("2025-02-09 10:05:23 sent GET /x 200", "not this format"),
            (
                r#"2025/02/09 10:05:23 [error] 7#7: *2 refused, client: 10.0.0.1, request: "GET /x HTTP/1.1", host: "a""#,
                "not this format",
            ),
        ] {
            check_line(parse, line.as_bytes(), expected);
        }
    }
}
