//! RFC 5424: `<PRI>1 time host app pid msgid [structured data] message`.

use super::{Context, Fields, FormatKind, syslog3164};
use crate::scan::Scan;

/// Reads one line; octet counts in front (RFC 6587) are passed over.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let mut scan = Scan::new(line);
    if scan.peek()?.is_ascii_digit() {
        scan.number()?;
        scan.eat(b' ').then_some(())?;
    }
    let severity = syslog3164::priority(&mut scan)?;
    (scan.eat(b'1') && scan.eat(b' ')).then_some(())?;
    let time = if scan.eat(b'-') {
        None
    } else {
        let (time, length) = context.clock.read(scan.rest())?;
        scan.skip(length);
        Some(time)
    };
    let mut field = || {
        scan.eat(b' ').then_some(())?;
        let word = scan.word();
        Some(if word == b"-" { &[][..] } else { word })
    };
    let _host = field()?;
    let app = field()?;
    let _pid = field()?;
    let message_id = field()?;
    scan.eat(b' ');
    if !scan.eat(b'-') {
        structured_data(&mut scan)?;
    }
    scan.eat(b' ');
    scan.eat_all(b"\xef\xbb\xbf");
    let fields = Fields {
        kind: FormatKind::Syslog5424,
        time,
        severity: Some(severity),
        service: Some(app).filter(|app| !app.is_empty()),
        logger: Some(message_id).filter(|id| !id.is_empty()),
        message: scan.rest(),
        ..Fields::default()
    };
    Some(match super::inner::read(fields.message, context) {
        Some(inner) => fields.carrying(inner),
        None => fields,
    })
}

/// Passes `[id name="value" …]…`; values escape `"`, `\` and `]`.
fn structured_data(scan: &mut Scan<'_>) -> Option<()> {
    while scan.eat(b'[') {
        let mut quoted = false;
        loop {
            match scan.peek()? {
                b'\\' if quoted => scan.skip(1),
                b'"' => quoted = !quoted,
                b']' if !quoted => break,
                _ => {}
            }
            scan.skip(1);
        }
        scan.skip(1);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn with_and_without_structured_data() {
        check_line(
            parse,
            br#"<131>1 2026-11-23T13:49:43.248325+00:00 host app 42 ID47 [a@1 k="v\"]" n="]"][b@2] it broke"#,
            "2026-11-23T13:49:43.248325Z error service=app logger=ID47 | it broke",
        );
        check_line(
            parse,
            br#"<14>1 2026-11-23T13:49:43Z host cart 42 - - {"level":"error","msg":"it broke"}"#,
            "2026-11-23T13:49:43Z error service=cart | it broke",
        );
        check_line(parse, b"<14>1 - - - - - - bare", "- info | bare");
        check_line(parse, b"<14>Feb  9 10:05:23 app: x", "not this format");
    }
}
