//! `backstory logs`: what a log is, the templates inside, what changed, and the lines that were not understood.

mod lines;
mod print;

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use backstory_logs::summary::{Change, RecordSample, Span};
use backstory_logs::{Envelope, FormatKind, LogFault, LogSummary, Options, TemplateSummary, summarise};
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

    /// Zone of times given without one
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
    for file in &args.files {
        let part =
            read(file, year, context).or_complain(|| Phrase::new("message-unread").code("path", words::path(file)))?;
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
    Ok(if faults.is_empty() { ExitStatus::Success } else { ExitStatus::Partial })
}

fn open(path: &Path) -> std::io::Result<BufReader<Box<dyn Read + Send>>> {
    Ok(BufReader::with_capacity(1 << 16, source(path)?))
}

/// Bytes as they lie there.
fn source(path: &Path) -> std::io::Result<Box<dyn Read + Send>> {
    Ok(if path == Path::new("-") { Box::new(std::io::stdin()) } else { Box::new(File::open(path)?) })
}

/// A log is summarised, a stored summary is read.
fn read(path: &Path, year: i64, context: &Context<'_>) -> Result<LogSummary, Complaint> {
    let total = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|file| file.len());
    let progress = Progress::begin(path.display().to_string(), total, context.is_interactive, context.words.lang());
    let mut source = BufReader::with_capacity(1 << 16, progress.reading(source(path).or_tell()?));
    if source.fill_buf().or_tell()?.starts_with(SUMMARY) {
        let stored: Stored = serde_json::from_reader(source).or_complain(|| Phrase::new("logs-summary-damaged"))?;
        return Ok(stored.summary);
    }
    let summary = summarise(source, &Options { year, max_bytes: MOST_BYTES }).or_tell()?;
    // Stamps without a year do not lie in the future: the log is of last year. Standard input cannot be read again.
    let tomorrow = context.now.as_second().saturating_add(86_400);
    let is_ahead = summary.covered.is_some_and(|(_, last)| last.div_euclid(1_000_000_000) > tomorrow);
    if summary.is_yearless && is_ahead && path != Path::new("-") {
        return summarise(open(path).or_tell()?, &Options { year: year - 1, max_bytes: MOST_BYTES }).or_tell();
    }
    Ok(summary)
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
    baseline: Option<Span>,
    incident: Option<Span>,
    changes: &'a [Change],
    templates: &'a [TemplateSummary],
    faults: &'a [LogFault],
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
            covered: summary.covered,
            not_understood: summary.not_understood(),
            lines_not_understood: summary.strange(),
            requests: summary.requests.total(),
            baseline: told.spans.map(|(before, _)| before),
            incident: told.spans.map(|(_, during)| during),
            changes: told.changes,
            templates: told.templates,
            faults: told.faults,
        }
    }
}
