//! Windows' event log as `wevtutil` and the event viewer write it out: one XML element a line, or a block of text.

use super::{Context, Fields, FormatKind};
use crate::{record::Record, severity::Severity};

/// Reads one event in XML, or the first line of one in text (`Event[0]:`), whose fields stand on the lines below.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    if let Some(number) = line.trim_ascii_end().strip_prefix(b"Event[") {
        let number = number.strip_suffix(b":").unwrap_or(number).strip_suffix(b"]")?;
        (!number.is_empty() && number.iter().all(u8::is_ascii_digit)).then_some(())?;
        return Some(Fields { kind: FormatKind::WindowsEvent, message: line, ..Fields::default() });
    }
    if begins_block(line) {
        return Some(Fields { kind: FormatKind::WindowsEvent, message: line, ..Fields::default() });
    }
    xml(line, context)
}

/// Whether a block of the event viewer's (`Log Name:      System`) or of PowerShell's (`TimeCreated  : …`) begins here.
fn begins_block(line: &[u8]) -> bool {
    line.starts_with(b"Log Name:")
        || line.strip_prefix(b"TimeCreated").is_some_and(|rest| rest.trim_ascii_start().starts_with(b": "))
}

/// Whether lines are an export as text: a first line, and what always stands below it.
pub(super) fn is_text_export(lines: &[Vec<u8>]) -> bool {
    let [first, second, ..] = lines else { return false };
    (first.starts_with(b"Event[") && second.trim_ascii().starts_with(b"Log Name:"))
        || (first.starts_with(b"Log Name:") && second.starts_with(b"Source:"))
        || (begins_block(first) && second.starts_with(b"ProviderName"))
}

/// `<Event xmlns='…'><System><Provider Name='Disk'/>…<TimeCreated SystemTime='…'/>…</System>…</Event>`.
fn xml<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    // An export begins with the opening of the document on the line of the first event.
    let line = line.get(memchr::memmem::find(line.get(..line.len().min(256))?, b"<Event ")?..)?;
    let time = context.clock.read_whole(attribute(line, b"<TimeCreated", b"SystemTime=")?)?;
    let level = element(line, b"<Level>", b"</Level>").unwrap_or_default();
    let data = element(line, b"<EventData>", b"</EventData>");
    let message = element(line, b"<Message>", b"</Message>").or(data).unwrap_or(line);
    Some(Fields {
        kind: FormatKind::WindowsEvent,
        time: Some(time),
        severity: of_number(level),
        service: attribute(line, b"<Provider", b"Name="),
        logger: element(line, b"<Channel>", b"</Channel>"),
        message,
        ..Fields::default()
    })
}

fn of_number(level: &[u8]) -> Option<Severity> {
    Some(match level {
        b"1" => Severity::Fatal,
        b"2" => Severity::Error,
        b"3" => Severity::Warn,
        b"0" | b"4" => Severity::Info,
        b"5" => Severity::Debug,
        _ => return None,
    })
}

/// The severity of a level's name, which Windows writes in the language of its user.
pub(super) fn of_name(level: &[u8]) -> Option<Severity> {
    match std::str::from_utf8(level).ok()? {
        "重大" => Some(Severity::Fatal),
        "エラー" => Some(Severity::Error),
        "警告" => Some(Severity::Warn),
        "情報" => Some(Severity::Info),
        "詳細" => Some(Severity::Debug),
        _ => Severity::from_word(level),
    }
}

fn element<'a>(text: &'a [u8], open: &[u8], close: &[u8]) -> Option<&'a [u8]> {
    let start = memchr::memmem::find(text, open)? + open.len();
    let rest = text.get(start..)?;
    rest.get(..memchr::memmem::find(rest, close)?)
}

/// The value of an attribute of the first such element, in quotes of either kind.
fn attribute<'a>(text: &'a [u8], element: &[u8], name: &[u8]) -> Option<&'a [u8]> {
    let inside = text.get(memchr::memmem::find(text, element)?..)?;
    let inside = inside.get(..memchr::memchr(b'>', inside)?)?;
    let value = inside.get(memchr::memmem::find(inside, name)? + name.len()..)?;
    let (quote, value) = value.split_first()?;
    value.get(..memchr::memchr(*quote, value)?)
}

/// Takes time, level, source and description from the lines of an event in text.
pub(super) fn settle(record: &mut Record<'_>, context: &mut Context) {
    let text = record.message;
    if !text.starts_with(b"Event[") && !begins_block(text) {
        return;
    }
    let mut at = 0;
    for line in text.split(|byte| *byte == b'\n') {
        at += line.len() + 1;
        let Some(colon) = memchr::memchr(b':', line) else { continue };
        let (key, value) =
            (line.get(..colon).unwrap_or_default().trim_ascii(), line.get(colon + 1..).unwrap_or_default());
        let value = value.trim_ascii();
        match key {
            b"Date" | b"TimeCreated" => {
                let time = context.clock.read_whole(value);
                record.inner_time = record.time.and(time);
                record.time = record.time.or(time);
            }
            b"Source" | b"ProviderName" => record.service = Some(value),
            b"Log Name" => record.logger = Some(value),
            b"Level" | b"LevelDisplayName" => record.severity = of_name(value),
            b"Description" | b"Message" => {
                let rest = text.get(at..).unwrap_or_default().trim_ascii();
                record.message = if value.is_empty() && !rest.is_empty() { rest } else { value };
                break;
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::check_line;

    #[test]
    fn events_in_xml() {
        for (line, expected) in [
            (
                r"<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Service Control Manager' Guid='{555908d1}'/><EventID Qualifiers='49152'>7034</EventID><Level>2</Level><TimeCreated SystemTime='2025-02-09T10:05:23.1234567Z'/><Channel>System</Channel></System><EventData><Data Name='param1'>Shop</Data></EventData></Event>",
                "2025-02-09T10:05:23.1234567Z error service=Service Control Manager logger=System | <Data Name='param1'>Shop</Data>",
            ),
            (
                r#"<?xml version="1.0"?><Events><Event xmlns="x"><System><Provider Name="Shop"/><Level>4</Level><TimeCreated SystemTime="2025-02-09T10:05:23Z"/></System><RenderingInfo Culture="en-US"><Message>ready</Message></RenderingInfo></Event>"#,
                "2025-02-09T10:05:23Z info service=Shop | ready",
            ),
            ("<Event attended='yes'>", "not this format"),
        ] {
            check_line(parse, line.as_bytes(), expected);
        }
    }
}
