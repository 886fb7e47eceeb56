//! `backstory logs`: what a log is, the templates inside, what changed, and the lines that were not understood.

mod lines;
mod print;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use backstory_logs::summary::{Change, RecordSample, SourceId, Span};
use backstory_logs::{
    Envelope, FormatKind, LogFault, LogSummary, Options, TemplateSummary, Zone, summarise, summarise_in,
};
use backstory_model::Phrase;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use miette::IntoDiagnostic;
use serde::{Deserialize, Serialize};

use super::evidence_args::unread;
use crate::complaint::{Complain as _, Complaint};
use crate::context::Context;
use crate::exit::ExitStatus;
use crate::instant::InstantReader;
use crate::progress::Progress;
use crate::words;

/// Plain bytes read at most.
const MOST_BYTES: u64 = 64 << 30;
/// The first bytes of a stored summary.
const SUMMARY: &[u8] = br#"{"schema":"backstory.log-summary/1""#;

/// Arguments of `backstory logs`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  backstory logs app.log
  kubectl logs deploy/api --timestamps | backstory logs -
  backstory logs app.log.gz --baseline-from 2025-02-09T08:00Z --from 2025-02-09T10:05Z --to 2025-02-09T11:40Z
  backstory logs app.log.gz --json-lines > templates.jsonl
  backstory logs part1.log --summary > part1.json   (on one machine)
  backstory logs part1.json part2.json              (on another: merged)")]
pub struct Args {
    /// Logs to read, plain or compressed, or stored summaries; - for standard input. Several are merged into one
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Print the summary as JSON
    #[arg(long, conflicts_with_all = ["json_lines", "summary"])]
    json: bool,

    /// Print the template of every physical line as JSON lines: `{"line":1,"cluster":"…","template":"… <*> …"}`
    #[arg(long, conflicts_with = "summary")]
    json_lines: bool,

    /// Print the whole summary in the form that can be read and merged again
    #[arg(long)]
    summary: bool,

    /// Start of the span to look for changes in; without it, the log after its first quarter
    #[arg(long, value_name = "TIME")]
    from: Option<String>,

    /// End of that span; without it, the end of the log
    #[arg(long, value_name = "TIME")]
    to: Option<String>,

    /// Start of the span before it to compare with; without it, the start of the log
    #[arg(long, value_name = "TIME")]
    baseline_from: Option<String>,

    /// Zone of times given without one, here and in the log
    #[arg(long, value_name = "ZONE")]
    tz: Option<String>,
}

/// A summary as it is stored.
#[derive(Serialize, Deserialize)]
struct Stored {
    schema: String,
    summary: LogSummary,
}

/// Reads and prints.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let year = i64::from(context.now.to_zoned(TimeZone::UTC).year());
    if args.json_lines {
        let [file] = args.files.as_slice() else {
            let what = Phrase::new("logs-one-file");
            return Err(Complaint::new(what).help(Phrase::new("logs-one-file-help")).into());
        };
        let source = open(file).or_complain(|| Phrase::new("message-unread").code("path", words::path(file)))?;
        return lines::print(source, context);
    }
    let mut summary = LogSummary::default();
    let zone = InstantReader::new(args.tz.as_deref(), context.now).or_complain(|| unread("--tz"))?.zone.map(offsets);
    for file in &args.files {
        let part = read(file, year, zone.as_ref(), context)
            .or_complain(|| Phrase::new("message-unread").code("path", words::path(file)))?;
        let mut part = part;
        // Of one log, line and byte say enough; what is stored may be merged with others.
        if args.files.len() > 1 || args.summary {
            part.name_source(&file.display().to_string());
        }
        summary.merge(part);
    }
    let faults = summary.faults();
    if args.summary {
        let schema = "backstory.log-summary/1".to_owned();
        serde_json::to_writer(&mut *context.out, &Stored { schema, summary }).into_diagnostic()?;
        writeln!(context.out).into_diagnostic()?;
    } else {
        let templates = summary.templates();
        let spans = spans(args, &summary, context.now)?;
        let changes = spans.map_or_else(Vec::new, |(before, during)| summary.changes_of(&templates, before, during));
        let told = Told { summary: &summary, templates: &templates, changes: &changes, spans, faults: &faults };
        if args.json {
            // On one line: counts by second are long lists.
            serde_json::to_writer(&mut *context.out, &Tellable::of(&told)).into_diagnostic()?;
            writeln!(context.out).into_diagnostic()?;
        } else {
            print::print(&told, context).into_diagnostic()?;
        }
    }
    Ok(if faults.iter().any(LogFault::is_loss) { ExitStatus::Partial } else { ExitStatus::Success })
}

/// What a zone adds to its wall readings. One that a change of the clocks skips or repeats is read as before the change.
fn offsets(zone: TimeZone) -> Zone {
    Arc::new(move |wall_s| {
        let wall = Timestamp::from_second(wall_s).map(|wall| wall.to_zoned(TimeZone::UTC).datetime());
        let read = wall.and_then(|wall| zone.to_ambiguous_zoned(wall).compatible());
        read.map_or(0, |read| wall_s - read.timestamp().as_second())
    })
}

fn open(path: &Path) -> std::io::Result<BufReader<Box<dyn Read + Send>>> {
    Ok(BufReader::with_capacity(1 << 16, source(path)?))
}

/// Bytes as they lie there.
fn source(path: &Path) -> std::io::Result<Box<dyn Read + Send>> {
    Ok(if path == Path::new("-") { Box::new(std::io::stdin()) } else { Box::new(File::open(path)?) })
}

/// A log is summarised, a stored summary is read.
fn read(path: &Path, year: i64, zone: Option<&Zone>, context: &Context<'_>) -> Result<LogSummary, Complaint> {
    let total = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|file| file.len());
    let progress = Progress::begin(path.display().to_string(), total, context.is_interactive, context.words.lang());
    let mut source = BufReader::with_capacity(1 << 16, progress.reading(source(path).or_tell()?));
    if source.fill_buf().or_tell()?.starts_with(SUMMARY) {
        let stored: Stored = serde_json::from_reader(source).or_complain(|| Phrase::new("logs-summary-damaged"))?;
        return Ok(stored.summary);
    }
    let summary = summarised(source, year, zone)?;
    // Stamps without a year do not lie in the future: the log is of last year. Standard input cannot be read again.
    let tomorrow = context.now.as_second().saturating_add(86_400);
    let is_ahead = summary.covered_mainly().is_some_and(|(_, last)| last.div_euclid(1_000_000_000) > tomorrow);
    if summary.is_yearless && is_ahead && path != Path::new("-") {
        return summarised(open(path).or_tell()?, year - 1, zone);
    }
    Ok(summary)
}

fn summarised(source: impl Read + Send, year: i64, zone: Option<&Zone>) -> Result<LogSummary, Complaint> {
    let options = Options { year, max_bytes: MOST_BYTES };
    match zone {
        Some(zone) => summarise_in(Arc::clone(zone), source, &options).or_tell(),
        None => summarise(source, &options).or_tell(),
    }
}

/// The spans to compare; none when the log has no times.
fn spans(args: &Args, summary: &LogSummary, now: Timestamp) -> Result<Option<(Span, Span)>, Complaint> {
    let Some((mut before, mut during)) = summary.default_spans() else { return Ok(None) };
    let reader = InstantReader::new(args.tz.as_deref(), now).or_complain(|| unread("--tz"))?;
    let read = |flag: &str, text: &Option<String>| -> Result<Option<i64>, Complaint> {
        let instant = text.as_deref().map(|text| reader.read(text).or_complain(|| unread(flag))).transpose()?;
        Ok(instant.map(Timestamp::as_second))
    };
    if let Some(from) = read("--from", &args.from)? {
        (before.to, during.from) = (from, from);
    }
    if let Some(to) = read("--to", &args.to)? {
        during.to = to;
    }
    if let Some(from) = read("--baseline-from", &args.baseline_from)? {
        before.from = from;
    }
    if before.from >= before.to || during.from >= during.to {
        // A log of a few seconds has no quarters; only spans that somebody asked for are worth a complaint.
        if args.from.is_none() && args.to.is_none() && args.baseline_from.is_none() {
            return Ok(None);
        }
        return Err(Complaint::new(Phrase::new("logs-empty-spans")).help(Phrase::new("logs-empty-spans-help")));
    }
    Ok(Some((before, during)))
}

/// Everything that is printed.
struct Told<'a> {
    summary: &'a LogSummary,
    templates: &'a [TemplateSummary],
    changes: &'a [Change],
    spans: Option<(Span, Span)>,
    faults: &'a [LogFault],
}

/// The summary as programs read it.
#[derive(Serialize)]
struct Tellable<'a> {
    format: Option<FormatKind>,
    envelope: Option<Envelope>,
    certainty: Option<f64>,
    formats: Vec<(FormatKind, u64)>,
    lines: u64,
    records: u64,
    bytes: u64,
    covered: Option<(i64, i64)>,
    not_understood: u64,
    lines_not_understood: &'a [RecordSample],
    requests: u64,
    failed_requests: u64,
    baseline: Option<Span>,
    incident: Option<Span>,
    changes: &'a [Change],
    templates: &'a [TemplateSummary],
    faults: &'a [LogFault],
    /// Names of the logs, by the ids that places have; empty for one log.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    sources: &'a BTreeMap<SourceId, String>,
}

impl<'a> Tellable<'a> {
    fn of(told: &Told<'a>) -> Self {
        let summary = told.summary;
        let format = summary.format();
        Self {
            format: format.map(|(kind, ..)| kind),
            envelope: format.map(|(_, envelope, _)| envelope),
            certainty: format.map(|(.., certainty)| certainty),
            formats: summary.formats(),
            lines: summary.lines,
            records: summary.records,
            bytes: summary.bytes,
            covered: summary.covered_mainly(),
            not_understood: summary.not_understood(),
            lines_not_understood: summary.strange(),
            requests: summary.requests.total(),
            failed_requests: summary.requests.failed(),
            baseline: told.spans.map(|(before, _)| before),
            incident: told.spans.map(|(_, during)| during),
            changes: told.changes,
            templates: told.templates,
            faults: told.faults,
            sources: summary.sources(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_adds_what_its_clocks_show() {
        let oslo = offsets(crate::instant::zone("Europe/Oslo").unwrap());
        let wall = |text: &str| format!("{text}Z").parse::<Timestamp>().unwrap().as_second();
        for (text, hours) in [
            ("2026-01-14T09:00:00", 1),
            ("2026-07-14T09:00:00", 2),
            // Skipped, and repeated.
            ("2026-03-29T02:30:00", 1),
            ("2026-10-25T02:30:00", 2),
        ] {
            assert_eq!(oslo(wall(text)), hours * 3600, "{text}");
        }
    }
}
