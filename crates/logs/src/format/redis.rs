//! Redis and Valkey: `7:M 10 Mar 2026 12:00:01.123 # message`, the role and a mark for the level. No zone.

use super::{Context, Fields, FormatKind};
use crate::{scan::Scan, severity::Severity};

/// Reads one line.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let mut scan = Scan::new(line);
    scan.number()?;
    scan.eat(b':').then_some(())?;
    matches!(scan.peek()?, b'M' | b'S' | b'C' | b'X').then_some(())?;
    scan.skip(1);
    (scan.spaces() > 0).then_some(())?;
    let (time, length) = context.clock.read(scan.rest())?;
    scan.skip(length);
    (scan.spaces() > 0).then_some(())?;
    let severity = match scan.peek()? {
        b'.' => Severity::Debug,
        b'-' | b'*' => Severity::Info,
        b'#' => Severity::Warn,
        _ => return None,
    };
    scan.skip(1);
    scan.eat(b' ').then_some(())?;
    Some(Fields {
        kind: FormatKind::Redis,
        time: Some(time),
        severity: Some(severity),
        message: scan.rest(),
        ..Fields::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn lines() {
        for (line, expected) in [
            (
                "7:M 10 Mar 2026 12:00:01.123 # OOM command not allowed",
                "2026-03-10T12:00:01.123 warn | OOM command not allowed",
            ),
            ("21:C 10 Mar 2026 12:00:01.123 * DB saved on disk", "2026-03-10T12:00:01.123 info | DB saved on disk"),
            ("7:M 10 Mar 2026 12:00:01.123 text", "not this format"),
            ("7:30 is no time", "not this format"),
        ] {
            check_line(parse, line.as_bytes(), expected);
        }
    }
}
