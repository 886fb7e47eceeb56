//! RFC 3164 and its cousins: `[<PRI>]time [host] tag[pid]: message`, the time with or without a year and zone.

use super::{Context, Fields, FormatKind};
use crate::{
    scan::{Scan, text},
    severity::Severity,
};

/// Reads one line.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let mut fields = header(line, context)?;
    fields.kind = FormatKind::Syslog3164;
    if let Some(inner) = super::inner::read(fields.message, context) {
        // The line inside may have told the year.
        if inner.time.is_some() {
            fields.time = header(line, context)?.time;
        }
        return Some(fields.carrying(inner));
    }
    fields.severity = of_appliance(fields.message).or(fields.severity).or_else(|| leading_level(fields.message));
    Some(fields)
}

/// The digit in `%ASA-4-106023: …` and `%LINK-3-UPDOWN: …`: what a network appliance means, whatever the priority of the
/// line says.
pub(super) fn of_appliance(message: &[u8]) -> Option<Severity> {
    let tag = message.strip_prefix(b": ").unwrap_or(message).strip_prefix(b"%")?;
    let tag = tag.get(..memchr::memchr(b':', tag.get(..tag.len().min(64))?)?)?;
    let is_name = |part: &[u8]| {
        part.first().is_some_and(u8::is_ascii_uppercase)
            && part.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_')
    };
    let mut parts = tag.split(|byte| *byte == b'-');
    is_name(parts.next()?).then_some(())?;
    // A part of the facility may stand between.
    let digit = parts.find(|part| part.len() == 1)?;
    parts.next()?;
    let digit = digit.first()?.checked_sub(b'0').filter(|digit| *digit < 8)?;
    Severity::from_syslog(u64::from(digit))
}

/// The header, the message behind it. Also what HAProxy's lines may begin with.
pub(super) fn header<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let mut scan = Scan::new(line);
    let severity = priority(&mut scan);
    let has_priority = scan.at() > 0;
    // Without a month name it takes a `<PRI>` to tell the line from any other text.
    (has_priority || scan.peek()?.is_ascii_alphabetic() || has_tag_later(line)).then_some(())?;
    // `Tue Mar 10 12:00:01 2026` is how ctime writes; syslog has no day of the week, but before the full dates of journalctl.
    (has_priority || !is_weekday(line) || has_tag_later(line.get(4..)?)).then_some(())?;
    let (time, length) = context.clock.read(scan.rest())?;
    scan.skip(length);
    (scan.spaces() > 0).then_some(())?;
    if let Some(dyno) = dyno(scan.rest()) {
        scan.word();
        scan.spaces();
        return Some(Fields {
            kind: FormatKind::Syslog3164,
            time: Some(time),
            severity,
            service: Some(dyno),
            message: scan.rest(),
            ..Fields::default()
        });
    }
    let mut service = None;
    let start = scan.at();
    // One or two words (host, tag), the last with its colon.
    for _ in 0..2 {
        let word_start = scan.at();
        let word = scan.word();
        if let Some(tag) = tag(word) {
            service = Some(tag);
            break;
        }
        // A tag may hold blanks in its brackets or, from macOS, a parenthesised part; otherwise it ends here.
        if scan.spaces() == 0 || word.is_empty() {
            scan.go(word_start);
            break;
        }
    }
    if service.is_none() {
        // No tag: `host message`, or a message at once.
        scan.go(start);
        (has_priority || line.first()?.is_ascii_alphabetic()).then_some(())?;
        // Who writes the year is no syslog.
        (has_priority || !has_year(line.get(..length)?)).then_some(())?;
        scan.word();
        scan.spaces();
        let tail = scan.at();
        if numbered(&mut scan, context) {
            scan.spaces();
        } else if scan.peek() != Some(b'%')
            && let Some(colon) = memchr::memmem::find(scan.rest().get(..scan.rest().len().min(64))?, b": ")
        {
            let name = scan.rest().get(..colon)?;
            service = Some(name.get(..memchr::memchr2(b'[', b'(', name).unwrap_or(name.len()))?.trim_ascii());
            scan.go(tail + colon + 2);
        }
    }
    scan.spaces();
    Some(Fields {
        kind: FormatKind::Syslog3164,
        time: Some(time),
        severity,
        service: service.filter(|name| text(name).is_some()),
        message: scan.rest(),
        ..Fields::default()
    })
}

/// Passes the number of a line of Cisco's and the device's own time: `3669: *Mar 14 09:00:00.333 UTC: `.
fn numbered(scan: &mut Scan<'_>, context: &mut Context) -> bool {
    let mut next = *scan;
    if next.number().is_none() || !next.eat_all(b": ") {
        return false;
    }
    let mut own = next;
    let _mark = own.eat(b'*') || own.eat(b'.');
    if let Some((_, length)) = context.clock.read(own.rest()) {
        own.skip(length);
        if own.eat(b':') {
            next = own;
        }
    }
    *scan = next;
    true
}

/// Whether a time shows a year: four digits in a row.
fn has_year(time: &[u8]) -> bool {
    time.windows(4).any(|digits| digits.iter().all(u8::is_ascii_digit))
}

fn is_weekday(line: &[u8]) -> bool {
    matches!(line.get(..3), Some(b"Mon" | b"Tue" | b"Wed" | b"Thu" | b"Fri" | b"Sat" | b"Sun"))
}

/// `<131>` is facility times eight plus severity.
pub(super) fn priority(scan: &mut Scan<'_>) -> Option<Severity> {
    let start = scan.at();
    if scan.eat(b'<')
        && let Some(number) = scan.number()
        && number < 192
        && scan.eat(b'>')
    {
        return Severity::from_syslog(number % 8);
    }
    scan.go(start);
    None
}

/// The program of `sshd(pam_unix)[19939]:`; `None` if the word is no tag.
fn tag(word: &[u8]) -> Option<&[u8]> {
    let name = word.strip_suffix(b":")?;
    let end = memchr::memchr2(b'[', b'(', name).unwrap_or(name.len());
    name.get(..end).filter(|name| !name.iter().all(u8::is_ascii_digit) && name.first() != Some(&b'%'))
}

/// Whether a numeric time is followed by `host program[pid]:`, as rsyslog's and journalctl's numeric layouts have it, or by
/// Heroku's dyno.
fn has_tag_later(line: &[u8]) -> bool {
    let head = line.get(..line.len().min(160)).unwrap_or_default();
    let mut words = head.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    let stamp = words.next().unwrap_or_default();
    let is_date = stamp.len() == 10 && stamp.get(4) == Some(&b'-');
    // `journalctl -o short-unix`: `1763509267.113997 host program[71]: message`.
    let is_epoch = stamp.len() == 17 && stamp.get(10) == Some(&b'.') && stamp.first().is_some_and(u8::is_ascii_digit);
    let mut host = None;
    let has_time = is_epoch
        || stamp.contains(&b'T')
        || (is_date
            && words.next().is_some_and(|time| {
                // macOS' install.log has a zone at the time (`12:00:01+09`), `journalctl -o short-full` behind it.
                let has_zone = time.len() >= 11 && (time.contains(&b'+') || time.contains(&b'-'));
                let is_zone = |word: &[u8]| (3..=5).contains(&word.len()) && word.iter().all(u8::is_ascii_uppercase);
                has_zone || {
                    let zone = words.next().unwrap_or_default();
                    if !is_zone(zone) {
                        host = Some(zone);
                    }
                    is_zone(zone) && time.len() == 8
                }
            }));
    let host = host.or_else(|| words.next()).unwrap_or_default();
    if has_time && dyno(host).is_some() {
        return true;
    }
    let tag = words.next().unwrap_or_default();
    let is_host = host.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
        && host.iter().any(u8::is_ascii_lowercase);
    has_time && is_host && (tag.ends_with(b"]:") || tag == b"kernel:")
}

/// The process of Heroku's `app[web.1]:` and `heroku[router]:`, without its number.
fn dyno(text: &[u8]) -> Option<&[u8]> {
    let name = text.strip_prefix(b"app[").or_else(|| text.strip_prefix(b"heroku["))?;
    let end = memchr::memchr(b']', name.get(..name.len().min(64))?)?;
    (name.get(end + 1) == Some(&b':')).then_some(())?;
    let name = name.get(..end)?;
    // A process id is no name: `app[42]:` is a program of that name.
    name.first()?.is_ascii_alphabetic().then_some(())?;
    name.get(..memchr::memchr(b'.', name).unwrap_or(end))
}

/// A level word at the very start of a message (`ERROR: …`, `level=error`).
fn leading_level(message: &[u8]) -> Option<Severity> {
    let end = message.iter().position(|byte| !byte.is_ascii_alphabetic())?;
    matches!(message.get(end), Some(b':' | b' ' | b']')).then_some(())?;
    let word = message.get(..end)?;
    (word.iter().all(u8::is_ascii_uppercase) || message.get(end) == Some(&b':')).then_some(())?;
    Severity::from_word(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn lines_from_files_and_from_the_wire() {
        for (line, expected) in [
            ("<131>Feb  9 10:05:23 host app[42]: it broke", "2025-02-09T10:05:23 error service=app | it broke"),
            (
                "Jun 14 15:16:01 combo sshd(pam_unix)[19939]: authentication failure; logname= uid=0",
                "2025-06-14T15:16:01 - service=sshd | authentication failure; logname= uid=0",
            ),
            (
                "Feb  9 10:05:23 host kernel: [ 12.3] oom-killer",
                "2025-02-09T10:05:23 - service=kernel | [ 12.3] oom-killer",
            ),
            ("Feb  9 10:05:23 host -- MARK --", "2025-02-09T10:05:23 - | -- MARK --"),
            (
                "2025-02-09T10:05:23.123456+00:00 host systemd[1]: Started x.",
                "2025-02-09T10:05:23.123456Z - service=systemd | Started x.",
            ),
            (
                "Jul  1 09:00:55 mac com.apple.xpc.launchd[1] (com.example.x[9]): Service exited",
                "2025-07-01T09:00:55 - service=com.apple.xpc.launchd | Service exited",
            ),
            ("<14>Feb  9 10:05:23 app: ERROR: no", "2025-02-09T10:05:23 info service=app | ERROR: no"),
            (
                "2025-02-09 10:05:23+09 mac installd[77]: PackageKit: done",
                "2025-02-09T01:05:23Z - service=installd | PackageKit: done",
            ),
            ("Sun 2025-02-09 10:05:23 UTC web-1 cart[71]: it broke", "2025-02-09T10:05:23Z - service=cart | it broke"),
            ("1739095523.113997 web-1 cart[71]: it broke", "2025-02-09T10:05:23.113997Z - service=cart | it broke"),
            ("2025-02-09T10:05:23.5+00:00 app[web.1]: it broke", "2025-02-09T10:05:23.5Z - service=web | it broke"),
            (
                "2025-02-09T10:05:23.5+00:00 heroku[router]: at=error code=H12",
                "2025-02-09T10:05:23.5Z - service=router | at=error code=H12",
            ),
            (
                r#"2025-02-09T10:05:23.5+00:00 heroku[router]: at=error code=H12 desc="Request timeout" method=GET path="/x" host=a.example service=30000ms status=503"#,
                r#"2025-02-09T10:05:23.5Z error service=router GET /x 503 | at=error code=H12 desc="Request timeout" method=GET path="/x" host=a.example service=30000ms status=503"#,
            ),
            (
                "<166>Feb  9 2025 10:05:23 fw1 : %ASA-4-106023: Deny tcp src outside:10.0.0.1/0",
                "2025-02-09T10:05:23 warn | %ASA-4-106023: Deny tcp src outside:10.0.0.1/0",
            ),
            (
                "Feb  9 10:05:23 sw1 %SYS-SW1-5-CONFIG_I: Configured from console",
                "2025-02-09T10:05:23 info | %SYS-SW1-5-CONFIG_I: Configured from console",
            ),
            (
                r#"Feb  9 10:05:23 web-1 cart[71]: {"time":"2025-02-09T10:05:23Z","level":"error","msg":"it broke"}"#,
                "2025-02-09T10:05:23 error service=cart | it broke",
            ),
            (
                "Feb  9 10:05:23 web-1 cart[71]: 2025-02-09 10:05:23,123 WARN [main] com.acme.Cart - slow",
                "2025-02-09T10:05:23 warn service=cart logger=com.acme.Cart | slow",
            ),
            (
                r#"Feb  9 10:05:23 web-1 dockerd[71]: time="2025-02-09T10:05:23Z" level=warning msg="it broke""#,
                "2025-02-09T10:05:23 warn service=dockerd | it broke",
            ),
            (
                r#"Feb  9 10:05:24 lb1 haproxy[7]: 10.0.0.1:5 [09/Feb/2025:10:05:23.541] fe be/c1 0/0/4/11/15 503 16 - - ---- 1/1/3/1/0 0/0 "GET /x HTTP/1.1""#,
                r#"2025-02-09T10:05:23.541 - service=haproxy GET /x 503 15000000ns upstream=c1 | 10.0.0.1:5 [09/Feb/2025:10:05:23.541] fe be/c1 0/0/4/11/15 503 16 - - ---- 1/1/3/1/0 0/0 "GET /x HTTP/1.1""#,
            ),
            ("Feb  9 10:05:23 web-1 app[42]: 10.0.0.1 is away", "2025-02-09T10:05:23 - service=app | 10.0.0.1 is away"),
            (
                "Feb  9 10:05:23 10.0.0.1 3669: *Feb  9 10:05:23.333 UTC: %LINK-3-UPDOWN: Interface Gi0/7, changed state to down",
                "2025-02-09T10:05:23 error | %LINK-3-UPDOWN: Interface Gi0/7, changed state to down",
            ),
            ("Feb  9 2025 10:05:23 worker 0 handled job", "not this format"),
            ("Tue Mar 10 12:00:01 2026 something happened", "not this format"),
            ("2025-02-09 10:05:23,123 INFO [a] b", "not this format"),
            ("hello world", "not this format"),
        ] {
            check_line(parse, line.as_bytes(), expected);
        }
    }
}
