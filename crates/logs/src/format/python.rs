//! Python's logging: `asctime LEVEL [name] message`, `asctime - name - LEVEL - message`, and `LEVEL:name:message`.

use super::{
    Context, Fields, FormatKind,
    stamped::{self, Ending},
};
use crate::{scan::Scan, severity::Severity};

/// Reads one line: a time with a comma before the milliseconds, a level, and no Java thread before the logger.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    if !line.first()?.is_ascii_digit() && line.first() != Some(&b'[') {
        return basic(line);
    }
    let header = stamped::read(line, context)?;
    header.severity?;
    let is_java = header.ending == Ending::Dash && header.dashes < 2
        || header.logger.is_some_and(|name| name.iter().any(u8::is_ascii_uppercase) && name.contains(&b'.'));
    (header.fraction_mark == Some(b',') && !is_java).then_some(())?;
    Some(header.into_fields(FormatKind::Python))
}

/// `WARNING:root:message`, the layout without any configuration.
fn basic(line: &[u8]) -> Option<Fields<'_>> {
    let mut scan = Scan::new(line);
    let level = scan.while_(|byte| byte.is_ascii_uppercase());
    let severity = Severity::from_word(level)?;
    scan.eat(b':').then_some(())?;
    let name = scan.while_(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_'));
    (!name.is_empty() && scan.eat(b':')).then_some(())?;
    Some(Fields {
        kind: FormatKind::Python,
        severity: Some(severity),
        logger: Some(name),
        message: scan.rest(),
        ..Fields::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn usual_layouts() {
        for (line, expected) in [
            (
                "2026-11-24 00:30:18,777 INFO [orders.access] [req=bb7d508c4425d70c] GET /catalog 200 2.8ms customer=cust-1089",
                "2026-11-24T00:30:18.777 info logger=orders.access request_id=bb7d508c4425d70c | GET /catalog 200 2.8ms customer=cust-1089",
            ),
            (
                "2025-02-09 10:05:23,123 - app.db - WARNING - slow query",
                "2025-02-09T10:05:23.123 warn logger=app.db | slow query",
            ),
            ("2025-02-09 10:05:23,123 ERROR app.db: boom", "2025-02-09T10:05:23.123 error logger=app.db | boom"),
            ("ERROR:root:Uncaught", "- error logger=root | Uncaught"),
            ("2025-02-09 10:05:23,123 INFO [main] org.apache.Foo: x", "not this format"),
            ("2025-02-09 10:05:23 INFO x", "not this format"),
        ] {
            check_line(parse, line.as_bytes(), expected);
        }
    }
}
