//! Kubernetes' klog and Google's glog: `E0209 10:05:23.123456   12 file.go:34] message`. No year, no zone.

use super::{Context, Fields, FormatKind};
use crate::{scan::Scan, severity::Severity};

/// Reads one line.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let letter = *line.first()?;
    matches!(letter, b'I' | b'W' | b'E' | b'F').then_some(())?;
    let (time, length) = context.clock.read_klog(line.get(1..)?)?;
    let mut scan = Scan::new(line);
    scan.go(1 + length);
    (scan.spaces() > 0).then_some(())?;
    scan.number()?;
    (scan.spaces() > 0).then_some(())?;
    let source = scan.until(b']')?;
    let file = source.get(..memchr::memrchr(b':', source)?)?;
    scan.eat(b' ');
    Some(Fields {
        kind: FormatKind::Klog,
        time: Some(time),
        severity: Severity::from_letter(letter),
        logger: Some(file),
        message: scan.rest(),
        ..Fields::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn klog_and_glog() {
        check_line(
            parse,
            br#"E0209 10:05:23.123456      12 reflector.go:147] "Failed to watch" err="timeout""#,
            r#"2025-02-09T10:05:23.123456 error logger=reflector.go | "Failed to watch" err="timeout""#,
        );
        check_line(
            parse,
            b"I20250209 10:05:23.000001 7 src/server.cc:9] ready",
            "2025-02-09T10:05:23.000001 info logger=src/server.cc | ready",
        );
        check_line(parse, b"Error 0209 10:05:23", "not this format");
    }
}
