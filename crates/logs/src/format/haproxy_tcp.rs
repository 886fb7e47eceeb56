//! HAProxy's TCP log, behind a syslog header or bare: connections, of which no request is known.

use super::{Context, Fields, FormatKind, syslog3164};
use crate::scan::Scan;

/// Reads one line: `addr:port [time] frontend backend/server Tw/Tc/Tt bytes state a/b/c/d/e f/g`.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    // Cheap refusal first: queues end the line, as in `0/0`.
    line.trim_ascii_end().last()?.is_ascii_digit().then_some(())?;
    let (head, body) = match syslog3164::header(line, context) {
        Some(head) => (Some(head), head.message),
        None => (None, line),
    };
    let mut scan = Scan::new(body);
    memchr::memrchr(b':', scan.word())?;
    (scan.eat(b' ') && scan.eat(b'[')).then_some(())?;
    let (accepted, length) = context.clock.read(scan.rest())?;
    scan.skip(length);
    (scan.eat(b']') && scan.eat(b' ')).then_some(())?;
    scan.word();
    scan.spaces();
    memchr::memchr(b'/', scan.word())?;
    scan.spaces();
    (counts(scan.word()) == Some(3) && scan.spaces() > 0).then_some(())?;
    scan.eat(b'+');
    scan.number()?;
    (scan.spaces() > 0).then_some(())?;
    let state = scan.word();
    (state.len() == 2 && state.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b'-')).then_some(())?;
    scan.spaces();
    (counts(scan.word()) == Some(5)).then_some(())?;
    Some(Fields {
        kind: FormatKind::HaproxyTcp,
        // The end of the connection, if the header has a zone.
        time: head.and_then(|head| head.time).filter(|time| time.is_zoned()).or(Some(accepted)),
        service: head.and_then(|head| head.service),
        message: body,
        ..Fields::default()
    })
}

/// How many numbers (`-1` for "never", `+` for "so far") stand between slashes.
fn counts(text: &[u8]) -> Option<usize> {
    let is_number = |part: &[u8]| {
        let digits = part.strip_prefix(b"-").or_else(|| part.strip_prefix(b"+")).unwrap_or(part);
        !digits.is_empty() && digits.iter().all(u8::is_ascii_digit)
    };
    text.split(|byte| *byte == b'/').all(is_number).then(|| text.split(|byte| *byte == b'/').count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn connections() {
        let body = "10.0.1.2:33313 [09/Feb/2025:12:12:51.443] fnt bck/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0";
        check_line(
            parse,
            format!("Feb  9 12:12:56 localhost haproxy[14387]: {body}").as_bytes(),
            &format!("2025-02-09T12:12:51.443 - service=haproxy | {body}"),
        );
        check_line(
            parse,
            b"10.0.1.2:33313 [09/Feb/2025:12:12:51.443] db db/<NOSRV> -1/-1/5000 +0 SC 1/1/0/0/3 0/0",
            "2025-02-09T12:12:51.443 - | 10.0.1.2:33313 [09/Feb/2025:12:12:51.443] db db/<NOSRV> -1/-1/5000 +0 SC 1/1/0/0/3 0/0",
        );
        let timed_out = body.replace(" -- ", " cD ");
        check_line(parse, timed_out.as_bytes(), &format!("2025-02-09T12:12:51.443 - | {timed_out}"));
        check_line(parse, b"Feb  9 12:12:56 localhost haproxy[14387]: Proxy db started. 1/2", "not this format");
    }
}
