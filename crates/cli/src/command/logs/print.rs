//! The summary for people.

use std::io;

use backstory_logs::summary::{Change, ChangeKind};
use backstory_logs::{Envelope, FormatKind, LogFault, Severity};
use backstory_model::Phrase;
use backstory_report::locale::Catalogue;
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

/// Prints the summary in the words of a catalogue.
pub(super) fn print(told: &Told<'_>, words: &Catalogue, context: &mut Context<'_>) -> io::Result<()> {
    let summary = told.summary;
    let mut line = |phrase: &Phrase| writeln!(context.out, "{}", words.plain(phrase));
    let format = summary.format();
    if let Some((kind, envelope, certainty)) = format {
        let wrapped = match envelope {
            Envelope::None => String::new(),
            Envelope::Kubectl => words.text("logs-in-kubectl"),
            Envelope::Cri => words.text("logs-in-cri"),
            Envelope::Docker => words.text("logs-in-docker"),
        };
        let percent = format!("{:.0}", certainty * 100.0);
        line(
            &Phrase::new("logs-format")
                .text("kind", title(kind, words))
                .text("wrapped", wrapped)
                .text("percent", percent),
        )?;
    }
    let others = summary.formats().into_iter().filter(|(kind, _)| format.is_none_or(|(main, ..)| main != *kind));
    for (kind, records) in others {
        line(&count("logs-other-format", "records", records).text("kind", title(kind, words)))?;
    }
    let counts = count("logs-lines", "lines", summary.lines).text("records", summary.records.to_string());
    line(&counts.text("strange", summary.not_understood().to_string()))?;
    if let Some((first, last)) = summary.covered {
        let zone = if summary.zoned * 2 >= summary.timed { "UTC".to_owned() } else { words.text("logs-no-zone") };
        line(&Phrase::new("logs-time").text("first", reading(first)).text("last", reading(last)).text("zone", zone))?;
    }
    let requests = summary.requests.total();
    if requests > 0 {
        let cells = summary.requests.cells();
        let failed: u64 = cells.iter().filter(|c| backstory_logs::summary::is_failure(c.status)).map(|c| c.count).sum();
        line(&count("logs-requests", "requests", requests).text("failed", failed.to_string()))?;
    }
    for fault in told.faults {
        line(&Phrase::new("logs-fault").text("fault", words.plain(&of_fault(fault))))?;
    }
    for sample in summary.strange().iter().take(STRANGE) {
        line(&count("logs-strange", "line", sample.line).text("text", shortened(&sample.text)))?;
    }
    changes(told, words, context)?;
    if !told.templates.is_empty() {
        writeln!(context.out, "\n{}", words.text("logs-head"))?;
    }
    for template in told.templates.iter().take(SHOWN) {
        let severity = template.severity().map_or("-", Severity::name);
        let first = template.first.map_or_else(|| "-".to_owned(), |place| reading(place.nanos));
        writeln!(context.out, "{:>8}  {severity:<8}  {first:<19}  {}", template.count, shortened(&template.template))?;
    }
    if let Some(more) = told.templates.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        writeln!(context.out, "{}", words.plain(&Phrase::new("logs-more-templates").text("n", more.to_string())))?;
    }
    Ok(())
}

/// A phrase with a count, written without separators: it can be searched for.
fn count(key: &str, name: &str, value: u64) -> Phrase {
    Phrase::new(key).text(name, value.to_string())
}

/// The name of a format.
fn title(kind: FormatKind, words: &Catalogue) -> String {
    let name = serde_json::to_value(kind).ok().and_then(|name| name.as_str().map(|name| format!("logs-kind-{name}")));
    name.filter(|key| words.has(key)).map_or_else(|| kind.title().to_owned(), |key| words.text(&key))
}

fn changes(told: &Told<'_>, words: &Catalogue, context: &mut Context<'_>) -> io::Result<()> {
    let Some((before, during)) = told.spans.filter(|_| !told.changes.is_empty()) else { return Ok(()) };
    let spans = Phrase::new("logs-changes").text("from", second(during.from)).text("to", second(during.to));
    writeln!(context.out, "\n{}", words.plain(&spans.text("before", second(before.from))))?;
    for change in told.changes {
        writeln!(context.out, "  {}  {}", second(change.onset_s), words.plain(&sentence(change, words)))?;
    }
    Ok(())
}

fn sentence(change: &Change, words: &Catalogue) -> Phrase {
    let strength = format!("{:.1}", change.strength);
    let until = change
        .recovery_s
        .map_or_else(String::new, |at| words.plain(&Phrase::new("logs-until").text("time", second(at))));
    let told = match (change.kind, change.first) {
        (ChangeKind::FirstSeen, Some(place)) => {
            count("logs-new", "count", change.count).text("line", place.line.to_string())
        }
        (ChangeKind::FirstSeen, None) => count("logs-new-somewhere", "count", change.count),
        (ChangeKind::Burst, _) => Phrase::new("logs-burst").text("strength", strength),
        (ChangeKind::Silence, _) => Phrase::new("logs-silent"),
        (ChangeKind::LevelChange, _) => Phrase::new("logs-level").text("strength", strength),
    };
    told.text("until", until).text("template", shortened(&change.template))
}

fn of_fault(fault: &LogFault) -> Phrase {
    match fault {
        LogFault::Cut { line, .. } => count("logs-fault-cut", "line", *line),
        LogFault::Hole { line, from_s, to_s } => {
            count("logs-fault-hole", "line", *line).text("from", second(*from_s)).text("to", second(*to_s))
        }
        LogFault::Duplicate { line, lines, .. } => {
            count("logs-fault-duplicate", "line", *line).text("lines", lines.to_string())
        }
        LogFault::InvalidUtf8 { line, lines, .. } => {
            count("logs-fault-encoding", "line", *line).text("lines", lines.to_string())
        }
        LogFault::Escapes { line, lines, .. } => {
            count("logs-fault-escapes", "line", *line).text("lines", lines.to_string())
        }
        LogFault::Backwards { line, seconds, .. } => {
            count("logs-fault-backwards", "line", *line).text("seconds", seconds.to_string())
        }
        LogFault::TooLong { line, note, .. } | LogFault::NulBytes { line, note, .. } => {
            count("logs-fault-note", "line", *line).text("note", note.clone())
        }
        LogFault::Broken { line, offset, reason } => {
            count("logs-fault-broken", "line", *line).text("offset", offset.to_string()).text("reason", clean(reason))
        }
        LogFault::TooManyTemplates { records } => count("logs-fault-templates", "records", *records),
        LogFault::MoreFaults { faults } => Phrase::new("logs-fault-more").text("faults", faults.to_string()),
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

#[cfg(test)]
mod tests {
    use backstory_report::locale::Lang;

    use super::*;

    #[test]
    fn every_format_has_a_name_in_every_language() {
        for lang in Lang::ALL.iter().copied() {
            let words = Catalogue::load(lang);
            for kind in FormatKind::CANDIDATES.into_iter().chain([FormatKind::Unknown]) {
                let name = serde_json::to_value(kind).unwrap();
                assert!(words.has(&format!("logs-kind-{}", name.as_str().unwrap())), "{name} in {lang}");
                if lang == Lang::En {
                    assert_eq!(title(kind, &words), kind.title());
                }
            }
        }
    }
}
