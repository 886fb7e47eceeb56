//! Apache's error log: `[Sun Dec 04 04:47:44 2005] [error] [client …] message`, 2.4's `[core:error] [pid …]` as well.

use super::{Context, Fields, FormatKind};
use crate::{scan::Scan, severity::Severity};

/// Reads one line.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let (time, length) = context.clock.read(line.strip_prefix(b"[")?)?;
    let mut scan = Scan::new(line);
    scan.go(1 + length);
    (scan.eat(b']') && scan.spaces() > 0 && scan.eat(b'[')).then_some(())?;
    let tag = scan.until(b']')?;
    let (logger, level) = match memchr::memchr(b':', tag) {
        Some(at) => (tag.get(..at).filter(|name| !name.is_empty()), tag.get(at + 1..)?),
        None => (None, tag),
    };
    let severity = Severity::from_word(level)?;
    scan.spaces();
    while scan.rest().starts_with(b"[pid ") || scan.rest().starts_with(b"[tid ") {
        scan.until(b']')?;
        scan.spaces();
    }
    Some(Fields {
        kind: FormatKind::ApacheError,
        time: Some(time),
        severity: Some(severity),
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
    fn lines_of_both_generations() {
        check_line(
            parse,
            b"[Sun Dec 04 04:47:44 2005] [error] mod_jk child workerEnv in error state 6",
            "2005-12-04T04:47:44 error | mod_jk child workerEnv in error state 6",
        );
        check_line(
            parse,
            b"[Sun Feb 09 10:05:23.123456 2025] [proxy:error] [pid 12:tid 139] (111)Connection refused: AH00957: http: attempt failed",
            "2025-02-09T10:05:23.123456 error logger=proxy | (111)Connection refused: AH00957: http: attempt failed",
        );
        check_line(parse, b"[2025-02-09 10:05:23] local.ERROR: x", "not this format");
    }
}
