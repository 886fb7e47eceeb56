//! Windows: servicing logs (CBS, DISM) and exported events (`Level,Date and Time,Source,Event ID,…`).

use super::{Context, Fields, FormatKind, windows_event};
use crate::{scan::Scan, severity::Severity};

/// Reads one line.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    servicing(line, context).or_else(|| event(line, context))
}

/// `2016-09-28 04:30:30, Info                  CBS    Loaded Servicing Stack v6.1`.
fn servicing<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let (time, length) = context.clock.read(line)?;
    let mut scan = Scan::new(line);
    scan.go(length);
    (scan.eat(b',') && scan.spaces() > 0).then_some(())?;
    let severity = Severity::from_word(scan.word())?;
    (scan.spaces() >= 2).then_some(())?;
    let start = scan.at();
    let mut component = scan.word();
    if scan.spaces() == 0 || !component.iter().all(u8::is_ascii_alphanumeric) {
        component = &[];
        scan.go(start);
    }
    Some(Fields {
        kind: FormatKind::Windows,
        time: Some(time),
        severity: Some(severity),
        service: Some(component).filter(|name| !name.is_empty()),
        message: scan.rest(),
        ..Fields::default()
    })
}

/// `Error,2/9/2025 10:05:23 AM,Service Control Manager,7034,None,"The service stopped."`, as the event viewer exports.
fn event<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let mut scan = Scan::new(line);
    let severity = windows_event::of_name(scan.until(b',')?)?;
    let time = context.clock.read_whole(scan.until(b',')?)?;
    let source = scan.until(b',')?;
    scan.number()?;
    scan.eat(b',').then_some(())?;
    scan.until(b',')?;
    let message = scan.rest();
    let message = message.strip_prefix(b"\"").unwrap_or(message);
    Some(Fields {
        kind: FormatKind::Windows,
        time: Some(time),
        severity: Some(severity),
        service: Some(source),
        message: message.strip_suffix(b"\"").unwrap_or(message),
        ..Fields::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn servicing_and_events() {
        for (line, expected) in [
            (
                "2016-09-28 04:30:30, Info                  CBS    Loaded Servicing Stack v6.1",
                "2016-09-28T04:30:30 info service=CBS | Loaded Servicing Stack v6.1",
            ),
            (
                r#"Error,2/9/2025 10:05:23 PM,Service Control Manager,7034,None,"The Shop service stopped.""#,
                "2025-02-09T22:05:23 error service=Service Control Manager | The Shop service stopped.",
            ),
            (
                "エラー,2025/02/09 22:05:23,Service Control Manager,7034,なし,\"Shop サービスは停止しました。\"",
                "2025-02-09T22:05:23 error service=Service Control Manager | Shop サービスは停止しました。",
            ),
            ("2016-09-28 04:30:30 Info x", "not this format"),
        ] {
            check_line(parse, line.as_bytes(), expected);
        }
    }
}
