//! Cisco's devices (IOS, ASA, FTD, NX-OS): `[seq: ][time: ]%FACILITY-SEVERITY-MNEMONIC: message`, with or without the header
//! of the syslog server that wrote it down.
//!
//! The code stays in the message: it is what people look up.

use super::{Context, Fields, FormatKind, syslog3164};
use crate::{
    scan::{Scan, text},
    severity::Severity,
};

/// Bytes of a header: that of the server, sequence number, time and name of the device.
const LONGEST_HEADER: usize = 160;
/// Bytes of a code.
const LONGEST_CODE: usize = 64;

/// Reads one line.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let head = line.get(..line.len().min(LONGEST_HEADER))?;
    let at = memchr::memchr_iter(b'%', head).find(|at| code(line.get(*at..).unwrap_or_default()).is_some())?;
    let severity = code(line.get(at..)?)?;
    let mut scan = Scan::new(line.get(..at)?);
    syslog3164::priority(&mut scan);
    sequence(&mut scan);
    // A clock that was never set has a mark before it.
    let _ = scan.eat(b'*') || scan.eat(b'.');
    let (time, length) = match context.clock.read(scan.rest()) {
        Some((time, length)) => (Some(time), length),
        None => (None, 0),
    };
    scan.skip(length);
    // Text that quotes a code is none of a device: only what a header holds stands before it.
    (time.is_some() || at == scan.at()).then_some(())?;
    Some(Fields {
        kind: FormatKind::Cisco,
        time,
        severity: Some(severity),
        service: host(scan.rest()),
        message: line.get(at..)?,
        ..Fields::default()
    })
}

/// `000123: `.
fn sequence(scan: &mut Scan<'_>) {
    let start = scan.at();
    if !(scan.number().is_some() && scan.eat(b':') && scan.spaces() > 0) {
        scan.go(start);
    }
}

/// The severity of `%LINK-3-UPDOWN:` at the start of a text.
fn code(text: &[u8]) -> Option<Severity> {
    let end = memchr::memchr(b':', text.get(..text.len().min(LONGEST_CODE))?)?;
    severity_of(text.get(..end)?)
}

/// Is the text a code, its per cent sign included and the colon left out?
pub(crate) fn is_code(text: &str) -> bool {
    severity_of(text.as_bytes()).is_some()
}

fn severity_of(code: &[u8]) -> Option<Severity> {
    let name = code.strip_prefix(b"%")?;
    let is_part = |part: &[u8]| {
        part.first().is_some_and(u8::is_ascii_alphanumeric)
            && part.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_')
    };
    let mut parts = name.rsplitn(3, |byte| *byte == b'-');
    let (mnemonic, level, facility) = (parts.next()?, parts.next()?, parts.next()?);
    let is_code = is_part(mnemonic)
        && facility.split(|byte| *byte == b'-').all(is_part)
        && facility.first().is_some_and(u8::is_ascii_uppercase);
    match level {
        [digit @ b'0'..=b'7'] if is_code => Severity::from_syslog(u64::from(digit - b'0')),
        _ => None,
    }
}

/// The name of the device behind its time (` fw-1 : `), if it has one; a zone and numbers are none.
fn host(header: &[u8]) -> Option<&[u8]> {
    let mut words = header.split(|byte| matches!(byte, b' ' | b':')).filter(|word| !word.is_empty());
    let name = words.next()?;
    let is_name = name.iter().any(u8::is_ascii_lowercase) || name.contains(&b'-') || name.contains(&b'_');
    (is_name && name.iter().any(u8::is_ascii_alphabetic)).then_some(name).filter(|name| text(name).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn devices() {
        for (line, expected) in [
            (
                "Feb 09 2025 10:05:23 fw-1 : %ASA-6-302013: Built outbound TCP connection 41 for outside:10.0.0.1/443",
                "2025-02-09T10:05:23 info service=fw-1 | %ASA-6-302013: Built outbound TCP connection 41 for outside:10.0.0.1/443",
            ),
            (
                "*Mar  1 18:46:11.123: %SYS-5-CONFIG_I: Configured from console by vty2 (10.0.0.9)",
                "2025-03-01T18:46:11.123 info | %SYS-5-CONFIG_I: Configured from console by vty2 (10.0.0.9)",
            ),
            (
                "000123: Feb  9 10:05:23.123 UTC: %LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to up",
                "2025-02-09T10:05:23.123Z error | %LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to up",
            ),
            (
                "Feb  9 10:05:24 10.0.0.1 124: Feb  9 10:05:23.123: %LINEPROTO-5-UPDOWN: Line protocol is down",
                "2025-02-09T10:05:24 info | %LINEPROTO-5-UPDOWN: Line protocol is down",
            ),
            ("<189>124: rtr-1: Feb  9 10:05:23: %SEC_LOGIN-4-LOGIN_FAILED: Login failed", "not this format"),
            (
                "<187>Feb  9 10:05:23 core_sw2 %DAEMON-SW1_SP-2-SHUT: no room",
                "2025-02-09T10:05:23 fatal service=core_sw2 | %DAEMON-SW1_SP-2-SHUT: no room",
            ),
            ("%ASA-4-106023: Deny tcp", "- warn | %ASA-4-106023: Deny tcp"),
            ("see %ASA-4-106023: in the book", "not this format"),
            ("Feb  9 10:05:23 a used 40 %-5-x: no", "not this format"),
        ] {
            check_line(parse, line.as_bytes(), expected);
        }
    }
}
