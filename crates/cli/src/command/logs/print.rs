//! The summary for people.

use std::io;

use backstory_logs::summary::{Change, ChangeKind, Subject};
use backstory_logs::{Envelope, FormatKind, LogFault, LogSummary, Severity};
use backstory_model::{Phrase, PhraseArg};
use jiff::tz::TimeZone;

use super::Told;
use crate::context::Context;
use crate::digest::clean;
use crate::words::{Words, columns, padded};

/// Templates printed, most frequent first.
const SHOWN: usize = 40;
/// Changes printed.
const CHANGES: usize = 60;
/// Strange lines printed.
const STRANGE: usize = 5;
/// Characters of a template or a line.
const LONGEST: usize = 160;

/// Columns of the labels before the facts of a log.
const LABEL: usize = 10;

pub(super) fn print(told: &Told<'_>, context: &mut Context<'_>) -> io::Result<()> {
    let summary = told.summary;
    let mut printer = Printer { context };
    printer.formats(summary)?;
    let count = |n: u64| n as f64;
    let lines = Phrase::new("logs-lines")
        .number("lines", count(summary.lines))
        .number("records", count(summary.records))
        .number("strange", count(summary.not_understood()));
    printer.fact("logs-label-lines", &lines)?;
    if let Some((first, last)) = summary.covered_mainly() {
        let key = if summary.zoned * 2 >= summary.timed { "logs-time-utc" } else { "logs-time-no-zone" };
        printer.fact("logs-label-time", &Phrase::new(key).text("from", reading(first)).text("to", reading(last)))?;
    }
    let requests = summary.requests.total();
    if requests > 0 {
        let failed = summary.requests.failed();
        let told = Phrase::new("logs-requests").number("requests", count(requests)).number("failed", count(failed));
        printer.fact("logs-label-requests", &told)?;
    }
    for fault in told.faults {
        printer.fact("logs-label-fault", &words(fault))?;
    }
    for sample in summary.strange().iter().take(STRANGE) {
        let told = Phrase::new("logs-strange").text("line", sample.line.to_string());
        printer.fact("logs-label-strange", &told.text("text", shortened(&sample.text)))?;
    }
    printer.changes(told)?;
    printer.templates(told)
}

struct Printer<'a, 'b> {
    context: &'a mut Context<'b>,
}

impl Printer<'_, '_> {
    fn fact(&mut self, label: &str, told: &Phrase) -> io::Result<()> {
        let words = &self.context.words;
        writeln!(self.context.out, "{}{}", padded(&words.text(label), LABEL), words.say(told))
    }

    fn formats(&mut self, summary: &LogSummary) -> io::Result<()> {
        let format = summary.format();
        if let Some((kind, envelope, certainty)) = format {
            let key = match envelope {
                Envelope::None => "logs-format",
                Envelope::Kubectl => "logs-format-kubectl",
                Envelope::Cri => "logs-format-cri",
                Envelope::Docker => "logs-format-docker",
                Envelope::Compose => "logs-format-compose",
                Envelope::Stern => "logs-format-stern",
            };
            let told = Phrase::new(key)
                .text("kind", title(kind, &self.context.words))
                .text("percent", format!("{:.0}", certainty * 100.0));
            self.fact("logs-label-format", &told)?;
        }
        let others = summary.formats().into_iter().filter(|(kind, _)| format.is_none_or(|(main, ..)| main != *kind));
        for (kind, records) in others {
            let told = Phrase::new("logs-format-other")
                .number("records", records as f64)
                .text("kind", title(kind, &self.context.words));
            writeln!(self.context.out, "{}{}", padded("", LABEL), self.context.words.say(&told))?;
        }
        Ok(())
    }

    fn changes(&mut self, told: &Told<'_>) -> io::Result<()> {
        let Some((before, during)) = told.spans.filter(|_| !told.changes.is_empty()) else { return Ok(()) };
        writeln!(self.context.out)?;
        let spans = Phrase::new("logs-changes")
            .text("from", second(during.from))
            .text("to", second(during.to))
            .text("before", second(before.from));
        self.fact("logs-label-changes", &spans)?;
        for change in most_telling(told.changes) {
            let words = self.context.words.say(&sentence(change, told.summary));
            writeln!(self.context.out, "  {}  {words}", second(change.onset_s))?;
        }
        if told.changes.len() > CHANGES {
            let more = (told.changes.len() - CHANGES) as f64;
            writeln!(
                self.context.out,
                "{}",
                self.context.words.say(&Phrase::new("logs-more-changes").number("count", more))
            )?;
        }
        Ok(())
    }

    fn templates(&mut self, told: &Told<'_>) -> io::Result<()> {
        let Context { out, words, .. } = &mut *self.context;
        if !told.templates.is_empty() {
            let head = |key: &str, columns: usize| padded(&words.text(key), columns);
            let (severity, first) = (head("logs-column-severity", 8), head("logs-column-first", 19));
            let count = words.text("logs-column-count");
            let indent = padded("", 8_usize.saturating_sub(columns(&count)));
            writeln!(out, "\n{indent}{count}  {severity}  {first}  {}", words.text("logs-column-template"))?;
        }
        for template in told.templates.iter().take(SHOWN) {
            let severity = template.severity().map_or("-", Severity::name);
            let first = template.first.map_or_else(
                || "-".to_owned(),
                |place| format!("{}{}", if place.is_near { "~" } else { "" }, reading(place.nanos)),
            );
            writeln!(out, "{:>8}  {severity:<8}  {first:<19}  {}", template.count, shortened(&template.template))?;
        }
        if told.templates.len() > SHOWN {
            let more = (told.templates.len() - SHOWN) as f64;
            writeln!(out, "{}", words.say(&Phrase::new("logs-more-templates").number("count", more)))?;
        }
        Ok(())
    }
}

/// The name of a format, by the one it has in JSON.
fn title(kind: FormatKind, words: &Words) -> String {
    let name = serde_json::to_value(kind).ok().and_then(|name| name.as_str().map(|name| format!("logs-kind-{name}")));
    name.filter(|key| words.catalogue().has(key)).map_or_else(|| kind.title().to_owned(), |key| words.text(&key))
}

/// The changes that are printed, by onset. Of too many, what came once or twice and tells of no trouble stays out first.
fn most_telling(changes: &[Change]) -> Vec<&Change> {
    let mut told: Vec<&Change> = changes.iter().collect();
    told.sort_by_key(|change| {
        let is_serious = change.severity.is_some_and(|severity| severity >= Severity::Warn);
        (change.kind == ChangeKind::FirstSeen && !is_serious, std::cmp::Reverse(change.count))
    });
    told.truncate(CHANGES);
    told.sort_by(|a, b| (a.onset_s, a.kind, &a.template).cmp(&(b.onset_s, b.kind, &b.template)));
    told
}

fn sentence(change: &Change, summary: &LogSummary) -> Phrase {
    let strength = format!("{:.1}", change.strength);
    let what = match (change.kind, change.first) {
        (ChangeKind::Burst, _) if change.subject == Subject::Requests => {
            Phrase::new("logs-change-failing").text("times", strength)
        }
        (ChangeKind::LevelChange, _) if change.subject == Subject::Template => {
            Phrase::new("logs-change-risen").number("count", change.count as f64)
        }
        (ChangeKind::FirstSeen, Some(place)) => {
            let source = summary.sources().get(&place.source);
            let told = Phrase::new(if source.is_some() { "logs-change-new-in" } else { "logs-change-new-at" })
                .number("count", change.count as f64)
                .text("line", place.line.to_string());
            match source {
                Some(name) => told.text("file", shortened(name)),
                None => told,
            }
        }
        (ChangeKind::FirstSeen, None) => Phrase::new("logs-change-new").number("count", change.count as f64),
        (ChangeKind::Burst, _) => Phrase::new("logs-change-burst").text("times", strength),
        (ChangeKind::Lull, _) => {
            Phrase::new("logs-change-rare").text("percent", format!("{:.0}", (change.strength * 100.0).max(1.0)))
        }
        (ChangeKind::Silence, _) => Phrase::new("logs-change-silent"),
        (ChangeKind::LevelChange, _) => Phrase::new("logs-change-level").text("times", strength),
    };
    let told = Phrase::new(if change.recovery_s.is_some() { "logs-change-until" } else { "logs-change" })
        .with("what", PhraseArg::Phrase(Box::new(what)));
    let told = if change.subject == Subject::Service {
        let service = Phrase::new("logs-change-service").text("name", shortened(&change.template));
        told.with("template", PhraseArg::Phrase(Box::new(service)))
    } else {
        told.text("template", shortened(&change.template))
    };
    match change.recovery_s {
        Some(at) => told.text("until", second(at)),
        None => told,
    }
}

fn words(fault: &LogFault) -> Phrase {
    let at = |key: &str, line: &u64| Phrase::new(key).text("line", line.to_string());
    match fault {
        LogFault::Cut { line, .. } => at("logs-fault-cut", line),
        LogFault::Hole { line, from_s, to_s } => {
            at("logs-fault-hole", line).text("from", second(*from_s)).text("to", second(*to_s))
        }
        LogFault::Stray { line, from_s, to_s, records } => at("logs-fault-stray", line)
            .number("records", *records as f64)
            .text("from", second(*from_s))
            .text("to", second(*to_s)),
        LogFault::EitherDate { line } => at("logs-fault-either-date", line),
        LogFault::NoDate { line } => at("logs-fault-no-date", line),
        LogFault::Duplicate { line, lines, .. } => at("logs-fault-duplicate", line).number("lines", *lines as f64),
        LogFault::Backwards { line, seconds, .. } => {
            at("logs-fault-backwards", line).text("seconds", seconds.to_string())
        }
        LogFault::TooLong { line, note, .. } => at("logs-fault-too-long", line).text("note", note),
        LogFault::NulBytes { line, note, .. } => at("logs-fault-nul-bytes", line).text("note", note),
        LogFault::InvalidUtf8 { line, lines, .. } => at("logs-fault-encoding", line).number("lines", *lines as f64),
        LogFault::Escapes { line, lines, .. } => at("logs-fault-escapes", line).number("lines", *lines as f64),
        LogFault::Broken { line, offset, reason } => {
            at("logs-fault-broken", line).text("offset", offset.to_string()).text("reason", reason)
        }
        LogFault::TooManyTemplates { records } => Phrase::new("logs-fault-varied").number("records", *records as f64),
        LogFault::MoreFaults { faults } => Phrase::new("logs-fault-more").number("faults", *faults as f64),
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
    fn of_too_many_changes_the_telling_ones_are_printed_in_order() {
        let change = |onset_s: i64, severity: Option<Severity>, count: u64| Change {
            kind: ChangeKind::FirstSeen,
            id: None,
            template: format!("line {onset_s}"),
            subject: Subject::Template,
            severity,
            onset_s,
            recovery_s: None,
            strength: 1.0,
            count,
            baseline: 0,
            first: None,
        };
        let mut changes: Vec<Change> = (0..500).map(|second| change(second, None, 1)).collect();
        changes.push(change(1000, Some(Severity::Error), 1));
        changes.push(change(900, None, 70));
        let told = most_telling(&changes);
        assert_eq!(told.len(), CHANGES);
        assert!(told.is_sorted_by_key(|change| change.onset_s));
        assert!([900, 1000].iter().all(|second| told.iter().any(|change| change.onset_s == *second)));
    }

    #[test]
    fn every_format_has_a_name_in_every_language() {
        for words in Lang::ALL.iter().copied().map(Words::of) {
            for kind in FormatKind::CANDIDATES.into_iter().chain([FormatKind::Unknown]) {
                let name = serde_json::to_value(kind).unwrap();
                assert!(words.catalogue().has(&format!("logs-kind-{}", name.as_str().unwrap())), "{name}");
                if words.lang() == Lang::En {
                    assert_eq!(title(kind, &words), kind.title());
                }
            }
        }
    }
}
