//! Access logs of nginx and Apache: common, combined, and custom formats built on them.
//!
//! What all of them share is `host … [time] "METHOD target PROTOCOL" status bytes`; after that combined has the referrer
//! and the agent, and custom formats have `name=value` pairs, bare numbers (request time first) or quoted texts.

mod custom;
pub(crate) mod usual;

use super::{
    Context, Fields, FormatKind, fields,
    json::{Role, role},
};
use crate::{
    bits::{self, Marks},
    record::Request,
    scan::Scan,
    swar,
};

/// Reads one access line.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    bracketed(line, context).or_else(|| custom::parse(line, context))
}

/// `host … [time] "request" status …`
fn bracketed<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    // The bracket of the time comes early; a user name with blanks may stand before it.
    let open = swar::find(b'[', line.get(..line.len().min(512))?)?;
    let head = line.get(..open)?;
    (head.ends_with(b" ") && head.len() > 1 && head.first() != Some(&b' ')).then_some(())?;
    let (time, length) = context.clock.read(line.get(open + 1..)?)?;
    let mut scan = Scan::new(line);
    scan.go(open + 1 + length);
    (scan.eat(b']') && scan.eat(b' ')).then_some(())?;
    // `%v` and other columns may stand between, but the request is the first quoted text.
    let mut quotes = Marks::<b'"', b'"'>::new(line);
    let open = quotes.next(scan.at()).filter(|open| *open < scan.at() + 256)?;
    let mut close = quotes.next(open + 1)?;
    // What is no HTTP (TLS on a plain port, scanners) can hold quotes, which Apache escapes.
    while line.get(close - 1) == Some(&b'\\') && is_escaped(line.get(open + 1..close)?) {
        close = quotes.next(close + 1)?;
    }
    let target = line.get(open + 1..close)?;
    scan.go(close + 1);
    scan.eat(b' ').then_some(())?;
    let status = fields::status(scan.word())?;
    let message_end = scan.at();
    scan.spaces();
    let mut request = Request { status: Some(status), ..request_line(target) };
    if matches!(scan.peek(), Some(b'0'..=b'9' | b'-')) {
        // The bytes of the answer.
        scan.word();
    }
    let mut fields = Fields {
        kind: FormatKind::Access,
        time: Some(time),
        message: line.get(open..message_end)?,
        ..Fields::default()
    };
    if !ends_combined(line, scan.at(), &mut quotes) {
        tail(&mut scan, &mut fields, &mut request);
    }
    fields.request = Some(request);
    Some(fields)
}

/// Whether a text ends in an odd number of backslashes.
#[cold]
fn is_escaped(text: &[u8]) -> bool {
    text.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// Whether nothing but ` "referrer" "agent"` follows: the combined format, in which there is nothing more to read.
#[inline]
fn ends_combined(line: &[u8], at: usize, quotes: &mut Marks<'_, b'"', b'"'>) -> bool {
    let mut quoted = |at: usize| {
        (line.get(at..at + 2)? == b" \"").then_some(())?;
        Some(quotes.next(at + 2)? + 1)
    };
    quoted(at).and_then(quoted) == Some(line.len())
}

/// Method and path of `GET /x HTTP/1.1`; neither, where clients sent garbage.
pub(super) fn request_line(text: &[u8]) -> Request<'_> {
    let mut scan = Scan::new(text);
    let Some(method) = fields::method(scan.word()) else { return Request::default() };
    scan.spaces();
    let rest = scan.rest();
    // Of most targets all is path, up to the first of these.
    let end = bits::find_any([b' ', b'?', b'#'], rest).unwrap_or(rest.len());
    let mut path = rest.get(..end).unwrap_or_default();
    if path.first() != Some(&b'/') {
        let target = swar::find(b' ', rest).and_then(|end| rest.get(..end)).unwrap_or(rest);
        path = fields::path_only(target);
    }
    Request { method: Some(method), path: Some(path), ..Request::default() }
}

/// Whatever a custom format adds: pairs, and bare decimals of which the first is the request time.
fn tail<'a>(scan: &mut Scan<'a>, fields: &mut Fields<'a>, request: &mut Request<'a>) {
    loop {
        scan.spaces();
        match scan.peek() {
            None => break,
            Some(b'"') => {
                scan.skip(1);
                if scan.until(b'"').is_none() {
                    break;
                }
            }
            Some(_) => {
                let start = scan.at();
                let key = scan.while_(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
                if !key.is_empty() && scan.eat(b'=') {
                    let value = value(scan);
                    pair(key, value, fields, request);
                } else {
                    scan.go(start);
                    let word = scan.word();
                    if word.is_empty() {
                        break;
                    }
                    if request.duration_ns.is_none() && word.contains(&b'.') {
                        request.duration_ns = fields::duration(word, 1_000_000_000);
                    }
                }
            }
        }
    }
}

/// A value, quoted or bare.
fn value<'a>(scan: &mut Scan<'a>) -> &'a [u8] {
    if scan.eat(b'"') {
        return scan.until(b'"').unwrap_or_else(|| {
            let rest = scan.rest();
            scan.skip(rest.len());
            rest
        });
    }
    scan.word()
}

/// Puts a pair where it belongs. Times and statuses of the upstream are not those of the request.
fn pair<'a>(key: &[u8], value: &'a [u8], fields: &mut Fields<'a>, request: &mut Request<'a>) {
    match key {
        b"rt" | b"request_time" => request.duration_ns = fields::duration(value, 1_000_000_000),
        b"urt" | b"upstream_response_time" | b"us_rt" | b"us" | b"ust" | b"upstream_status" => {}
        b"ua" | b"upstream" | b"upstream_addr" | b"uaddr" => {
            request.upstream = Some(fields::last_of_list(value)).filter(|last| last.contains(&b':'));
        }
        _ => match role(None, key) {
            Role::RequestId => fields.request_id = fields::id(value),
            Role::TraceId => fields.trace_id = fields::trace_id(value),
            Role::CustomerId => fields.customer_id = fields::id(value),
            Role::Service => fields.service = Some(value),
            Role::Duration { unit_ns } if request.duration_ns.is_none() => {
                request.duration_ns = fields::duration(value, unit_ns);
            }
            _ => {}
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn common_combined_and_custom() {
        check_line(
            parse,
            br#"192.0.2.10 - - [23/Nov/2026:15:20:30 +0000] "GET /api/v1/orders?page=2 HTTP/1.1" 200 2165 "-" "ShopApp/5.12 (iOS 19.1)""#,
            r#"2026-11-23T15:20:30Z - GET /api/v1/orders 200 | "GET /api/v1/orders?page=2 HTTP/1.1" 200"#,
        );
        check_line(
            parse,
            br#"192.0.2.10 - bob smith [09/Feb/2025:10:05:23 +0100] "POST /x HTTP/1.1" 502 157"#,
            r#"2025-02-09T09:05:23Z - POST /x 502 | "POST /x HTTP/1.1" 502"#,
        );
        check_line(
            parse,
            br#"198.51.100.65 - [2026-11-23T15:20:30+00:00] "GET /api/v1/orders/150316" 200 124 rid=5c3dd3f09fab0429 cust="cust-1025" rt=0.045 uct="0.002, 0.001" uht="0.045" urt="0.010, 0.045" ua="127.20.1.12:28081, 127.20.1.11:28081" us="502, 200""#,
            r#"2026-11-23T15:20:30Z - request_id=5c3dd3f09fab0429 customer=cust-1025 GET /api/v1/orders/150316 200 45000000ns upstream=127.20.1.11:28081 | "GET /api/v1/orders/150316" 200"#,
        );
        check_line(
            parse,
            br#"10.0.0.1 - - [09/Feb/2025:10:05:23 +0000] "GET /t HTTP/2.0" 499 0 "https://a.example/" "curl/8" 3.021 3.020 ."#,
            r#"2025-02-09T10:05:23Z - GET /t 499 3021000000ns | "GET /t HTTP/2.0" 499"#,
        );
        check_line(
            parse,
            br#"10.0.0.1 - - [09/Feb/2025:10:05:23 +0000] "\x16\x03\x01" 400 157 "-" "-""#,
            r#"2025-02-09T10:05:23Z - 400 | "\x16\x03\x01" 400"#,
        );
        check_line(
            parse,
            br#"10.0.0.1 - - [09/Feb/2025:10:05:23 +0000] "\x16\x03\x01\x02\"\xfc\\" 400 226 "-" "-""#,
            r#"2025-02-09T10:05:23Z - 400 | "\x16\x03\x01\x02\"\xfc\\" 400"#,
        );
        check_line(
            parse,
            br#"10.0.0.1 - - [09/Feb/2025:10:05:23 +0000] "-" 408 - "-" "-""#,
            r#"2025-02-09T10:05:23Z - 408 | "-" 408"#,
        );
    }

    #[test]
    fn a_cut_line_is_not_an_access_line() {
        let cut = br#"192.0.2.10 - [2026-11-23T15:20:30+00:00] "GET /api/v1/or"#;
        assert!(parse(cut, &mut Context::default()).is_none());
        assert!(parse(b"Connected to [2025-02-09 10:05:23] ok", &mut Context::default()).is_none());
    }
}
