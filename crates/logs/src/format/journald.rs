//! `journalctl -o json`: one object a line, all values strings, the time in microseconds; and `-o export`, the fields of
//! an entry brought onto one line (see `frame::apart`).
//!
//! A message that is no UTF-8 comes as an array of byte numbers.

use super::{
    Context, Escape, Fields, FormatKind,
    json::{self, Members, Value},
};
use crate::scan::parse_u64;
use crate::severity::Severity;

/// What parts the fields of an exported entry.
pub(crate) const SEPARATOR: u8 = 0x1F;
/// How an exported entry begins.
pub(crate) const CURSOR: &[u8] = b"__CURSOR=";

/// Reads one object that has journald's own time field, or one exported entry.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    if line.starts_with(CURSOR) {
        return exported(line, context);
    }
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

fn exported<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let mut fields = Fields { kind: FormatKind::Journald, ..Fields::default() };
    for field in line.split(|byte| *byte == SEPARATOR) {
        let Some(at) = memchr::memchr(b'=', field) else { continue };
        let value = field.get(at + 1..)?;
        match field.get(..at)? {
            b"__REALTIME_TIMESTAMP" => fields.time = context.clock.read_whole(value),
            b"PRIORITY" => fields.severity = parse_u64(value).and_then(Severity::from_syslog),
            b"SYSLOG_IDENTIFIER" => fields.service = Some(value),
            b"_COMM" => fields.service = fields.service.or(Some(value)),
            b"_SYSTEMD_UNIT" => fields.logger = Some(value),
            b"MESSAGE" => fields.message = value,
            _ => {}
        }
    }
    fields.time?;
    Some(match super::inner::read(fields.message, context) {
        Some(inner) => fields.carrying(inner),
        None => fields,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn exported_entries() {
        check_line(
            parse,
            b"__CURSOR=s=x\x1f__REALTIME_TIMESTAMP=1739095523250000\x1fPRIORITY=3\x1fSYSLOG_IDENTIFIER=cart\x1fMESSAGE=no stock",
            "2025-02-09T10:05:23.25Z error service=cart | no stock",
        );
        check_line(parse, b"__CURSOR=s=x", "not this format");
    }

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
