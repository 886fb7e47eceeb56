//! Text without a time of its own, as containers print it: an optional level, an optional name with a colon.

use super::{Context, Fields, FormatKind, stamped};

/// Reads any line that is not blank.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    (!line.trim_ascii().is_empty()).then_some(())?;
    let header = stamped::remembered(line, stamped::time_of_day(line).unwrap_or(0), context);
    if header.severity.is_none() {
        return Some(Fields { kind: FormatKind::Plain, message: line, ..Fields::default() });
    }
    Some(header.into_fields(FormatKind::Plain))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn levels_and_names() {
        for (line, expected) in [
            ("ERROR orders: no connection to 10.0.0.7", "- error logger=orders | no connection to 10.0.0.7"),
            ("[WARN] slow", "- warn | slow"),
            ("panic: runtime error", "- fatal | runtime error"),
            ("just words: and more", "- - | just words: and more"),
            ("12:00:01.123 [error] terminating", "- error | terminating"),
            ("3:04PM ERR no connection", "- error | no connection"),
            ("   ", "not this format"),
        ] {
            check_line(parse, line.as_bytes(), expected);
        }
    }
}
