//! Android's logcat: `threadtime` (`03-17 16:13:38.811  1702  2395 D Tag: message`), `time` (`03-17 16:13:38.811 D/Tag( 1702):
//! message`) and `brief` (`D/Tag( 1702): message`). No year, no zone.

use super::{Context, Fields, FormatKind};
use crate::{scan::Scan, severity::Severity};

/// Reads one line.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let mut scan = Scan::new(line);
    let mut time = None;
    if line.first()?.is_ascii_digit() {
        // A month and a day, then the time of day: refuse all else before the clock is asked.
        matches!(line.get(2), Some(b'-')).then_some(())?;
        matches!(line.get(5), Some(b' ')).then_some(())?;
        let (stamp, length) = context.clock.read(line)?;
        time = Some(stamp);
        scan.skip(length);
        (scan.spaces() > 0).then_some(())?;
    }
    let (severity, tag) = if scan.peek()?.is_ascii_digit() {
        time?;
        // Process, thread (with `-v uid` a user before them), letter, tag.
        let mut numbers = 0;
        while scan.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            scan.number()?;
            (scan.spaces() > 0).then_some(())?;
            numbers += 1;
        }
        (numbers >= 2).then_some(())?;
        let severity = letter(&mut scan)?;
        (scan.spaces() > 0).then_some(())?;
        let rest = scan.rest();
        let end = memchr::memmem::find(rest, b": ").or_else(|| rest.strip_suffix(b":").map(<[u8]>::len))?;
        scan.skip(end + 1);
        (severity, rest.get(..end)?)
    } else {
        let severity = letter(&mut scan)?;
        scan.eat(b'/').then_some(())?;
        let tag = scan.until(b'(')?;
        scan.spaces();
        scan.number()?;
        (scan.eat(b')') && scan.eat(b':')).then_some(())?;
        (severity, tag)
    };
    scan.eat(b' ');
    Some(Fields {
        kind: FormatKind::Logcat,
        time,
        severity: Some(severity),
        logger: Some(tag.trim_ascii()).filter(|tag| !tag.is_empty()),
        message: scan.rest(),
        ..Fields::default()
    })
}

/// A letter that stands alone.
fn letter(scan: &mut Scan<'_>) -> Option<Severity> {
    let severity = Severity::from_letter(scan.peek()?)?;
    scan.skip(1);
    matches!(scan.peek()?, b' ' | b'/').then_some(severity)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn three_layouts() {
        for (line, expected) in [
            (
                "03-10 12:00:01.123  1702  2395 E AlarmQueue: no slot: 7",
                "2025-03-10T12:00:01.123 error logger=AlarmQueue | no slot: 7",
            ),
            (
                "03-10 12:00:01.123 10011  1702  2395 W Two Words: slow",
                "2025-03-10T12:00:01.123 warn logger=Two Words | slow",
            ),
            ("03-10 12:00:01.123 I/Choreo  ( 1702): ready", "2025-03-10T12:00:01.123 info logger=Choreo | ready"),
            ("D/Choreo( 1702): ready", "- debug logger=Choreo | ready"),
            ("03-10 12:00:01.123  1702 E Tag: one number", "not this format"),
            ("I/O error on sda", "not this format"),
            ("2025-03-10 12:00:01 1 2 E x: y", "not this format"),
        ] {
            check_line(parse, line.as_bytes(), expected);
        }
    }
}
