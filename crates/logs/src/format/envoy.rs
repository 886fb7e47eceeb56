//! Envoy's default access log: `[start] "METHOD path PROTOCOL" status flags … duration …`. The start is UTC.

use super::{Context, Fields, FormatKind, access, fields};
use crate::scan::{Scan, parse_u64};

/// Reads one line; Istio's longer form as well.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let (time, length) = context.clock.read(line.strip_prefix(b"[")?)?;
    let mut scan = Scan::new(line);
    scan.go(1 + length);
    (scan.eat(b']') && scan.eat(b' ') && scan.eat(b'"')).then_some(())?;
    let start = scan.at() - 1;
    let target = scan.until(b'"')?;
    scan.eat(b' ').then_some(())?;
    let status = fields::status(scan.word())?;
    let end = scan.at();
    scan.eat(b' ').then_some(())?;
    scan.word();
    let mut request = access::request_line(target);
    request.status = Some(status);
    // Bare numbers: received, sent, duration, and (or `-`) the upstream's own time. Istio has names before them.
    let mut numbers = [None; 4];
    let mut found = 0;
    let mut quoted: [&[u8]; 8] = [&[]; 8];
    let mut quotes = 0;
    loop {
        scan.spaces();
        match scan.peek() {
            None => break,
            Some(b'"') => {
                scan.skip(1);
                let Some(text) = scan.until(b'"') else { break };
                if let Some(slot) = quoted.get_mut(quotes) {
                    *slot = text;
                }
                quotes += 1;
            }
            Some(_) => {
                let word = scan.word();
                let number = parse_u64(word);
                if (number.is_some() || (word == b"-" && found > 0)) && quotes <= 1 {
                    if let Some(slot) = numbers.get_mut(found) {
                        *slot = number;
                    }
                    found += 1;
                }
            }
        }
    }
    (found >= 3).then_some(())?;
    let [_, _, took, _] = numbers;
    let nanos = |ms: u64| i64::try_from(ms).ok()?.checked_mul(1_000_000);
    request.duration_ns = took.and_then(nanos);
    // The last five quoted texts: forwarded-for, agent, request id, authority, upstream; Istio has one text before.
    let count = quotes.min(quoted.len());
    let texts = quoted.get(..count).unwrap_or_default();
    let last = texts.len().saturating_sub(1);
    request.upstream = texts.get(last).copied().and_then(fields::id).filter(|text| text.contains(&b':'));
    Some(Fields {
        kind: FormatKind::Envoy,
        time: Some(time),
        message: line.get(start..end)?,
        request: Some(request),
        request_id: last.checked_sub(2).and_then(|at| texts.get(at)).copied().and_then(fields::id),
        ..Fields::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn envoy_and_istio() {
        check_line(
            parse,
            br#"[2025-02-09T10:05:23.123Z] "GET /x?a=b HTTP/1.1" 503 UF,URX 0 91 3005 - "10.0.0.9" "curl/8" "5f0c3a8e-0b1c-4f6d-9a57-1f6b1a2c3d4e" "shop.example" "10.0.0.1:80""#,
            r#"2025-02-09T10:05:23.123Z - request_id=5f0c3a8e-0b1c-4f6d-9a57-1f6b1a2c3d4e GET /x 503 3005000000ns upstream=10.0.0.1:80 | "GET /x?a=b HTTP/1.1" 503"#,
        );
        check_line(parse, br#"[2025-02-09T10:05:23.123Z] "quoted" said nobody"#, "not this format");
    }
}
