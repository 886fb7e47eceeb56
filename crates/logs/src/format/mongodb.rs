//! MongoDB's text log before 4.4: `2026-03-10T12:00:00.123+0000 I NETWORK  [conn7] message`.

use super::{Context, Fields, FormatKind};
use crate::{scan::Scan, severity::Severity};

/// Reads one line: a time, a letter, a component in capitals or `-`, a context in brackets.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    line.first()?.is_ascii_digit().then_some(())?;
    let (time, length) = context.clock.read(line)?;
    let mut scan = Scan::new(line);
    scan.go(length);
    (scan.spaces() > 0).then_some(())?;
    let letter = scan.word();
    let severity = match letter {
        [b'D', b'1'..=b'5'] => Severity::Debug,
        [letter @ (b'F' | b'E' | b'W' | b'I' | b'D')] => Severity::from_letter(*letter)?,
        _ => return None,
    };
    (scan.spaces() > 0).then_some(())?;
    let component = scan.word();
    (component == b"-" || component.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'_')).then_some(())?;
    (scan.spaces() > 0 && scan.eat(b'[')).then_some(())?;
    scan.until(b']')?;
    scan.eat(b' ');
    Some(Fields {
        kind: FormatKind::MongoDb,
        time: Some(time),
        severity: Some(severity),
        logger: Some(component).filter(|name| *name != b"-"),
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
                "2026-03-10T12:00:00.123+0000 I NETWORK  [conn7] end connection 127.0.0.1:5 (2 connections now open)",
                "2026-03-10T12:00:00.123Z info logger=NETWORK | end connection 127.0.0.1:5 (2 connections now open)",
            ),
            ("2026-03-10T12:00:00.123+0000 E -        [rsSync-0] boom", "2026-03-10T12:00:00.123Z error | boom"),
            ("2026-03-10T12:00:00.123+0000 I am [not] this", "not this format"),
        ] {
            check_line(parse, line.as_bytes(), expected);
        }
    }
}
