//! Consoles of application servers and runtimes whose headers follow no common grammar, and quoted rows of tables.

use super::super::{Context, Fields, FormatKind, fields::unquoted};
use super::Header;
use super::level::of_bracket;
use crate::scan::Scan;
use crate::severity::Severity;

/// Reads a line that only one program writes like this.
pub(super) fn read<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    match line.first()? {
        b'#' => weblogic(line, context),
        b'=' => erlang(line, context),
        b'"' => row(line, context),
        _ => None,
    }
}

/// `####<time> <level> <subsystem> <machine> … <BEA-000000> <message>`: what comes last is the message, which may go on
/// over lines.
fn weblogic<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let mut scan = Scan::new(line);
    scan.eat_all(b"####<").then_some(())?;
    let (time, length) = context.clock.read(scan.rest())?;
    scan.skip(length);
    scan.eat_all(b"> <").then_some(())?;
    let severity = Severity::from_word(scan.until(b'>')?);
    scan.eat_all(b" <").then_some(())?;
    let subsystem = scan.until(b'>')?;
    let start = scan.at() + memchr::memmem::find(scan.rest(), b"> <BEA-").map_or(0, |at| at + 3);
    scan.go(start);
    let id_end = memchr::memmem::find(scan.rest(), b"> <")? + 3;
    Some(Fields {
        kind: FormatKind::Stamped,
        time: Some(time),
        severity,
        logger: Some(subsystem).filter(|name| !name.is_empty()),
        message: scan.rest().get(id_end..)?,
        ..Fields::default()
    })
}

/// WebSphere's `4fb1455c Cart          W   message` behind a time: thread, component and the letter of a type of event.
pub(super) fn websphere<'a>(scan: &mut Scan<'a>, header: &mut Header<'a>) -> bool {
    let start = scan.at();
    let thread = scan.word();
    if thread.len() != 8 || !thread.iter().all(u8::is_ascii_hexdigit) {
        scan.go(start);
        return false;
    }
    let mut fits = scan.spaces() > 0;
    let component = scan.word();
    fits &= !component.is_empty() && scan.spaces() > 0;
    let severity = match scan.word() {
        b"F" => Severity::Fatal,
        b"E" => Severity::Error,
        b"W" => Severity::Warn,
        b"A" | b"I" | b"C" | b"O" | b"R" => Severity::Info,
        b"D" | b"1" | b"2" | b"3" | b">" | b"<" => Severity::Debug,
        _ => {
            scan.go(start);
            return false;
        }
    };
    if !fits || scan.spaces() == 0 {
        scan.go(start);
        return false;
    }
    header.severity = Some(severity);
    header.logger = Some(component);
    true
}

/// `=ERROR REPORT==== 18-Nov-2025::23:41:07 ===`: what it reports stands on the lines below.
fn erlang<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    let mut scan = Scan::new(line);
    scan.eat(b'=');
    let name = scan.while_(|byte| byte.is_ascii_uppercase());
    scan.eat_all(b" REPORT==== ").then_some(())?;
    let (time, length) = context.clock.read(scan.rest())?;
    scan.skip(length);
    let severity = match name {
        b"CRASH" | b"SUPERVISOR" => Severity::Error,
        b"PROGRESS" => Severity::Info,
        _ => Severity::from_word(name)?,
    };
    let message = line.get(line.len()..)?;
    Some(Fields { kind: FormatKind::Stamped, time: Some(time), severity: Some(severity), message, ..Fields::default() })
}

/// A row of quoted cells, as PowerShell and dashboards export tables: `"time","ERROR","cart","no route"`. The time is told by
/// its reading, a level by its word, the message by its length.
fn row<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    const MOST_CELLS: usize = 64;
    let mut fields = Fields { kind: FormatKind::Stamped, ..Fields::default() };
    let mut name: Option<&[u8]> = None;
    for cell in unquoted(line).take(MOST_CELLS) {
        if fields.time.is_none()
            && cell.first().is_some_and(u8::is_ascii_alphanumeric)
            && let Some(time) = context.clock.read_whole(cell)
        {
            fields.time = Some(time);
        } else if fields.severity.is_none()
            && let Some(severity) = of_bracket(cell)
        {
            fields.severity = Some(severity);
        } else {
            let shorter =
                if cell.len() > fields.message.len() { std::mem::replace(&mut fields.message, cell) } else { cell };
            let is_name = shorter.iter().any(u8::is_ascii_alphabetic) && !shorter.contains(&b'=');
            name = name.or(Some(shorter).filter(|_| is_name));
        }
    }
    fields.logger = name;
    (fields.time.is_some() && fields.severity.is_some() && !fields.message.is_empty()).then_some(fields)
}
