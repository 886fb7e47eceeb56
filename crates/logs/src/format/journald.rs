//! `journalctl -o json`: one object a line, all values strings, the time in microseconds.
//!
//! A message that is no UTF-8 comes as an array of byte numbers.

use super::{
    Context, Escape, Fields, FormatKind,
    json::{self, Members, Value},
};

/// Reads one object that has journald's own time field.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    memchr::memmem::find(line, b"\"__REALTIME_TIMESTAMP\"")?;
    let mut fields = json::parse(line, context)?;
    fields.kind = FormatKind::Journald;
    for (key, value) in Members::new(line.trim_ascii()) {
        match (key, value) {
            (b"__REALTIME_TIMESTAMP", value) => {
                fields.time = value.text().and_then(|text| context.clock.read_whole(text)).or(fields.time);
            }
            (b"MESSAGE", Value::Array(bytes)) => {
                fields.message = bytes;
                fields.escape = Escape::ByteArray;
            }
            (b"_COMM", value) if fields.service.is_none() => fields.service = value.text(),
            (b"_SYSTEMD_UNIT", value) => fields.logger = value.text().or(fields.logger),
            _ => {}
        }
    }
    if fields.escape == Escape::None
        && let Some(inner) = super::inner::read(fields.message, context)
    {
        return Some(fields.carrying(inner));
    }
    Some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn text_and_bytes() {
        check_line(
            parse,
            br#"{"__CURSOR":"s=1","__REALTIME_TIMESTAMP":"1739095523250000","PRIORITY":"3","SYSLOG_IDENTIFIER":"sshd","_SYSTEMD_UNIT":"ssh.service","MESSAGE":"error: \"x\""}"#,
            r#"2025-02-09T10:05:23.25Z error service=sshd logger=ssh.service | error: "x""#,
        );
        check_line(
            parse,
            br#"{"MESSAGE":[104,105,255],"__REALTIME_TIMESTAMP":"1739095523000000","_COMM":"app"}"#,
            "2025-02-09T10:05:23Z - service=app | [104,105,255]",
        );
        check_line(parse, br#"{"MESSAGE":"x"}"#, "not this format");
    }
}
