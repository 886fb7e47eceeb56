//! .NET: the console logger (`fail: Category[0]`, the message on the lines after it) and Serilog's `[10:05:23 ERR]` and
//! `2025-02-09 10:05:23.123 +00:00 [ERR] message`.

use super::{Context, Fields, FormatKind};
use crate::{scan::Scan, severity::Severity};

/// Reads one line.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    console(line, context).or_else(|| serilog(line, context))
}

fn console<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let mut scan = Scan::new(line);
    let time = context.clock.read(line).map(|(time, length)| {
        scan.skip(length);
        scan.spaces();
        time
    });
    let severity = match scan.while_(|byte| byte.is_ascii_lowercase()) {
        b"trce" => Severity::Trace,
        b"dbug" => Severity::Debug,
        b"info" => Severity::Info,
        b"warn" => Severity::Warn,
        b"fail" => Severity::Error,
        b"crit" => Severity::Fatal,
        _ => return None,
    };
    (scan.eat(b':') && scan.eat(b' ')).then_some(())?;
    let category = scan.while_(|byte| byte != b'[' && byte > b' ');
    (!category.is_empty() && scan.eat(b'[')).then_some(())?;
    scan.number()?;
    scan.eat(b']').then_some(())?;
    scan.spaces();
    let message = scan.rest();
    Some(Fields {
        kind: FormatKind::DotNet,
        time,
        severity: Some(severity),
        logger: Some(category),
        message,
        ..Fields::default()
    })
}

fn serilog<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let mut scan = Scan::new(line);
    let mut time = None;
    if let Some((stamp, length)) = context.clock.read(line) {
        time = Some(stamp);
        scan.skip(length);
        (scan.eat(b' ') && scan.eat(b'[')).then_some(())?;
    } else {
        scan.eat(b'[').then_some(())?;
        // A time of day alone is no stamp.
        let clock = scan.while_(|byte| byte.is_ascii_digit() || byte == b':' || byte == b'.');
        (clock.len() >= 8 && clock.get(2) == Some(&b':') && scan.eat(b' ')).then_some(())?;
    }
    let severity = match scan.until(b']')? {
        b"VRB" => Severity::Trace,
        b"DBG" => Severity::Debug,
        b"INF" => Severity::Info,
        b"WRN" => Severity::Warn,
        b"ERR" => Severity::Error,
        b"FTL" => Severity::Fatal,
        _ => return None,
    };
    scan.spaces();
    Some(Fields { kind: FormatKind::DotNet, time, severity: Some(severity), message: scan.rest(), ..Fields::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn console_and_serilog() {
        for (line, expected) in [
            ("fail: Microsoft.AspNetCore.Server.Kestrel[13]", "- error logger=Microsoft.AspNetCore.Server.Kestrel | "),
            ("2025-02-09T10:05:23Z info: App.Api[0] Started", "2025-02-09T10:05:23Z info logger=App.Api | Started"),
            (
                "2025-02-09 10:05:23.123 +00:00 [ERR] HTTP GET failed",
                "2025-02-09T10:05:23.123Z error | HTTP GET failed",
            ),
            ("[10:05:23 WRN] slow", "- warn | slow"),
            ("info: nothing", "not this format"),
        ] {
            check_line(parse, line.as_bytes(), expected);
        }
    }
}
