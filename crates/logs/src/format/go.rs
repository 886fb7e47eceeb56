//! Go's log package: `2025/02/09 10:05:23[.123456] [file.go:12: ]message`.

use super::{Context, Fields, FormatKind};
use crate::{scan::Scan, severity::Severity};

/// Reads one line. A level word in front of the message (`[ERROR]`, `ERROR:`) is taken as the severity.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    (line.get(4) == Some(&b'/') && line.get(7) == Some(&b'/')).then_some(())?;
    let (time, length) = context.clock.read(line)?;
    let mut scan = Scan::new(line);
    scan.go(length);
    scan.eat(b' ').then_some(())?;
    let start = scan.at();
    let mut logger = None;
    let file = scan.while_(|byte| byte.is_ascii_graphic() && byte != b':');
    if file.ends_with(b".go") && scan.eat(b':') && scan.number().is_some() && scan.eat(b':') {
        logger = Some(file);
        scan.spaces();
    } else {
        scan.go(start);
    }
    let start = scan.at();
    let bracket = scan.eat(b'[');
    let fits = |byte: u8| if bracket { byte.is_ascii_alphabetic() } else { byte.is_ascii_uppercase() };
    let word = scan.while_(fits);
    let is_slog = !bracket && matches!(word, b"DEBUG" | b"INFO" | b"WARN" | b"ERROR");
    if is_slog && matches!(scan.peek(), Some(b'+' | b'-')) && scan.peek_at(1).is_some_and(|byte| byte.is_ascii_digit())
    {
        // slog's levels between its names: `INFO+2`.
        scan.skip(1);
        scan.number()?;
    }
    let severity = Severity::from_word(word)
        .filter(|_| scan.eat(if bracket { b']' } else { b':' }) || (is_slog && scan.peek() == Some(b' ')));
    if severity.is_none() {
        scan.go(start);
    }
    scan.spaces();
    // `[error] 7787#7787:` is nginx.
    let mut process = scan;
    (!(bracket && severity.is_some() && process.number().is_some() && process.eat(b'#'))).then_some(())?;
    Some(Fields { kind: FormatKind::Go, time: Some(time), severity, logger, message: scan.rest(), ..Fields::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn lines() {
        for (line, expected) in [
            ("2025/02/09 10:05:23 listening on :80", "2025-02-09T10:05:23 - | listening on :80"),
            (
                "2025/02/09 10:05:23.000001 main.go:12: [ERROR] no",
                "2025-02-09T10:05:23.000001 error logger=main.go | no",
            ),
            ("2025/02/09 10:05:23 [warn] slow", "2025-02-09T10:05:23 warn | slow"),
            ("2025/02/09 10:05:23 ERROR no stock id=1 user=bob", "2025-02-09T10:05:23 error | no stock id=1 user=bob"),
            ("2025/02/09 10:05:23 DEBUG-4 no stock", "2025-02-09T10:05:23 debug | no stock"),
            ("2025/02/09 10:05:23 INFORMATION is power", "2025-02-09T10:05:23 - | INFORMATION is power"),
            ("2025/02/09 10:05:23 [error] 7787#7787: *2 connect() failed", "not this format"),
            ("2025-02-09 10:05:23 x", "not this format"),
        ] {
            check_line(parse, line.as_bytes(), expected);
        }
    }
}
