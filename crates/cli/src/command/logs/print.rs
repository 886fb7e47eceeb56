//! The summary for people.

use std::io;

use backstory_logs::summary::{Change, ChangeKind};
use backstory_logs::{Envelope, LogFault, Severity};
use jiff::tz::TimeZone;

use super::Told;
use crate::context::Context;
use crate::digest::clean;

/// Templates printed, most frequent first.
const SHOWN: usize = 40;
/// Strange lines printed.
const STRANGE: usize = 5;
/// Characters of a template or a line.
const LONGEST: usize = 160;

pub(super) fn print(told: &Told<'_>, context: &mut Context<'_>) -> io::Result<()> {
    let summary = told.summary;
    let format = summary.format();
    if let Some((kind, envelope, certainty)) = format {
        let wrapped = match envelope {
            Envelope::None => "",
            Envelope::Kubectl => ", in kubectl logs --timestamps",
            Envelope::Cri => ", in container runtime (CRI) lines",
            Envelope::Docker => ", in Docker json-file lines",
        };
        writeln!(context.out, "format    {}{wrapped} ({:.0} % of records)", kind.title(), certainty * 100.0)?;
    }
    let others = summary.formats().into_iter().filter(|(kind, _)| format.is_none_or(|(main, ..)| main != *kind));
    for (kind, records) in others {
        writeln!(context.out, "          {records} records: {}", kind.title())?;
    }
    let strange = summary.not_understood();
    writeln!(context.out, "lines     {}, {} records, {strange} not understood", summary.lines, summary.records)?;
    if let Some((first, last)) = summary.covered {
        let zone = if summary.zoned * 2 >= summary.timed { "UTC" } else { "no zone" };
        writeln!(context.out, "time      {} to {} ({zone})", reading(first), reading(last))?;
    }
    let requests = summary.requests.total();
    if requests > 0 {
        let cells = summary.requests.cells();
        let failed: u64 = cells.iter().filter(|c| backstory_logs::summary::is_failure(c.status)).map(|c| c.count).sum();
        writeln!(context.out, "requests  {requests}, {failed} failed")?;
    }
    for fault in told.faults {
        writeln!(context.out, "fault     {}", words(fault))?;
    }
    for sample in summary.strange().iter().take(STRANGE) {
        writeln!(context.out, "strange   line {}: {}", sample.line, shortened(&sample.text))?;
    }
    changes(told, context)?;
    if !told.templates.is_empty() {
        writeln!(context.out, "\n   count  severity  first seen           template")?;
    }
    for template in told.templates.iter().take(SHOWN) {
        let severity = template.severity().map_or("-", Severity::name);
        let first = template.first.map_or_else(|| "-".to_owned(), |place| reading(place.nanos));
        writeln!(context.out, "{:>8}  {severity:<8}  {first:<19}  {}", template.count, shortened(&template.template))?;
    }
    if told.templates.len() > SHOWN {
        writeln!(context.out, "… and {} more templates; `--json` prints all", told.templates.len() - SHOWN)?;
    }
    Ok(())
}

fn changes(told: &Told<'_>, context: &mut Context<'_>) -> io::Result<()> {
    let Some((before, during)) = told.spans.filter(|_| !told.changes.is_empty()) else { return Ok(()) };
    writeln!(
        context.out,
        "\nchanges   {} to {}, compared with {} on",
        second(during.from),
        second(during.to),
        second(before.from)
    )?;
    for change in told.changes {
        writeln!(context.out, "  {}  {}", second(change.onset_s), sentence(change))?;
    }
    Ok(())
}

fn sentence(change: &Change) -> String {
    let what = match change.kind {
        ChangeKind::FirstSeen => {
            let line = change.first.map_or_else(String::new, |place| format!(", line {}", place.line));
            format!("new, {} times{line}", change.count)
        }
        ChangeKind::Burst => format!("{:.1} times as often", change.strength),
        ChangeKind::Silence => "silent".to_owned(),
        ChangeKind::LevelChange => format!("{:.1} times as many records of this severity", change.strength),
    };
    let until = change.recovery_s.map_or_else(String::new, |at| format!(" until {}", second(at)));
    format!("{what}{until}: {}", shortened(&change.template))
}

fn words(fault: &LogFault) -> String {
    match fault {
        LogFault::Cut { line, .. } => format!("line {line} breaks off"),
        LogFault::Hole { line, from_s, to_s } => {
            format!("nothing from {} to {} (line {line}) although it is busy around", second(*from_s), second(*to_s))
        }
        LogFault::Duplicate { line, lines, .. } => {
            format!("{lines} lines from line {line} on arrived twice; read once")
        }
        LogFault::Backwards { line, seconds, .. } => format!("times jump back by {seconds} s at line {line}"),
        LogFault::TooLong { line, note, .. } | LogFault::NulBytes { line, note, .. } => format!("line {line}: {note}"),
        LogFault::InvalidUtf8 { line, lines, .. } => {
            format!("{lines} lines have bytes that are no UTF-8 text, the first one is line {line}")
        }
        LogFault::Escapes { line, lines, .. } => {
            format!("{lines} lines have escape sequences (colours), the first one is line {line}")
        }
        LogFault::Broken { line, offset, reason } => format!("after line {line} (byte {offset}): {}", clean(reason)),
        LogFault::TooManyTemplates { records } => {
            format!("{records} records are so varied that they are counted without a template")
        }
        LogFault::MoreFaults { faults } => format!("{faults} more faults"),
    }
}

fn shortened(text: &str) -> String {
    let mut shown: String = clean(text).chars().take(LONGEST).collect();
    if text.chars().count() > LONGEST {
        shown.push('…');
    }
    shown
}

fn second(second: i64) -> String {
    reading(second.saturating_mul(1_000_000_000))
}

fn reading(nanos: i64) -> String {
    jiff::Timestamp::from_nanosecond(i128::from(nanos))
        .map(|t| t.to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%S").to_string())
        .unwrap_or_default()
}
