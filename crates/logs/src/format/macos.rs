//! macOS unified logging as `log show` prints it (the older system.log is syslog).

use super::{Context, Fields, FormatKind};
use crate::{scan::Scan, severity::Severity};

/// Reads `time thread type activity pid ttl process: (library) [subsystem:category] message`, or the compact style
/// `time Ty process[pid:tid] message`.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let (time, length) = context.clock.read(line)?;
    let mut scan = Scan::new(line);
    scan.go(length);
    (scan.spaces() > 0).then_some(())?;
    let first = scan.word();
    scan.spaces();
    let (severity, service) = if first.starts_with(b"0x") {
        let severity = Severity::from_word(scan.word())?;
        scan.spaces();
        scan.word().starts_with(b"0x").then_some(())?;
        scan.spaces();
        scan.number()?;
        scan.spaces();
        scan.number()?;
        scan.spaces();
        (severity, scan.until(b':')?)
    } else {
        let severity = match first {
            b"Db" => Severity::Debug,
            b"I" | b"In" | b"Df" => Severity::Info,
            b"E" | b"Er" => Severity::Error,
            b"F" | b"Fa" | b"Ft" => Severity::Fatal,
            _ => return None,
        };
        let process = scan.until(b'[')?;
        scan.number()?;
        scan.eat(b':').then_some(())?;
        scan.until(b']')?;
        (severity, process)
    };
    scan.spaces();
    if scan.eat(b'(') {
        scan.until(b')')?;
        scan.spaces();
    }
    let start = scan.at();
    let logger = if scan.eat(b'[') { scan.until(b']').filter(|name| name.contains(&b':')) } else { None };
    if logger.is_none() {
        scan.go(start);
    }
    scan.spaces();
    Some(Fields {
        kind: FormatKind::MacOs,
        time: Some(time),
        severity: Some(severity),
        service: Some(service),
        logger,
        message: scan.rest(),
        ..Fields::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn both_styles() {
        check_line(
            parse,
            b"2025-02-09 10:05:23.123456-0800 0x1a2b     Error       0x0                  123    0    shopd: (CFNetwork) [com.example.shop:net] connection failed",
            "2025-02-09T18:05:23.123456Z error service=shopd logger=com.example.shop:net | connection failed",
        );
        check_line(
            parse,
            b"2025-02-09 10:05:23.123 Df shopd[123:1a2b] [com.example.shop:net] ready",
            "2025-02-09T10:05:23.123 info service=shopd logger=com.example.shop:net | ready",
        );
        check_line(parse, b"2025-02-09 10:05:23.123 INFO x", "not this format");
    }
}
