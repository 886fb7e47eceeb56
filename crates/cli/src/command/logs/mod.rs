//! `backstory logs`: what a log is, the templates inside, what changed, and the lines that were not understood.

mod lines;
mod print;

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use backstory_logs::summary::{Change, RecordSample, Span};
use backstory_logs::{Envelope, FormatKind, LogFault, LogSummary, Options, TemplateSummary, summarise};
use backstory_report::locale::Catalogue;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use miette::{IntoDiagnostic, WrapErr, miette};
use serde::{Deserialize, Serialize};

use super::draft::language;
use crate::context::Context;
use crate::exit::ExitStatus;
use crate::instant::InstantReader;
use crate::progress::Progress;
use crate::workspace::Workspace;

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

    /// Language of the sentences: en or ja [default: the workspace's, else en]
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
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
            return Err(miette!(help = "run it once for each file", "--json-lines numbers the lines of one file"));
        };
        return lines::print(open(file)?, context);
    }
    let mut summary = LogSummary::default();
    for file in &args.files {
        let part = read(file, year, context).wrap_err_with(|| format!("failed to read `{}`", file.display()))?;
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
            let lang = language(args.lang.as_deref(), &Workspace::load(Path::new("."))?)?;
            print::print(&told, &Catalogue::load(lang), context).into_diagnostic()?;
        }
    }
    Ok(if faults.is_empty() { ExitStatus::Success } else { ExitStatus::Partial })
}

fn open(path: &Path) -> miette::Result<BufReader<Box<dyn Read + Send>>> {
    Ok(BufReader::with_capacity(1 << 16, source(path)?))
}

/// Bytes as they lie there.
fn source(path: &Path) -> miette::Result<Box<dyn Read + Send>> {
    Ok(if path == Path::new("-") {
        Box::new(std::io::stdin())
    } else {
        Box::new(File::open(path).into_diagnostic().wrap_err_with(|| format!("failed to open `{}`", path.display()))?)
    })
}

/// A log is summarised, a stored summary is read.
fn read(path: &Path, year: i64, context: &Context<'_>) -> miette::Result<LogSummary> {
    let total = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|file| file.len());
    let progress = Progress::begin(path.display().to_string(), total, context.is_interactive);
    let mut source = BufReader::with_capacity(1 << 16, progress.reading(source(path)?));
    if source.fill_buf().into_diagnostic()?.starts_with(SUMMARY) {
        let stored: Stored =
            serde_json::from_reader(source).into_diagnostic().wrap_err("the stored summary is damaged")?;
        return Ok(stored.summary);
    }
    let summary = summarise(source, &Options { year, max_bytes: MOST_BYTES }).into_diagnostic()?;
    // Stamps without a year do not lie in the future: the log is of last year. Standard input cannot be read again.
    let tomorrow = context.now.as_second().saturating_add(86_400);
    let is_ahead = summary.covered.is_some_and(|(_, last)| last.div_euclid(1_000_000_000) > tomorrow);
    if summary.is_yearless && is_ahead && path != Path::new("-") {
        return summarise(open(path)?, &Options { year: year - 1, max_bytes: MOST_BYTES }).into_diagnostic();
    }
    Ok(summary)
}

/// The spans to compare; none when the log has no times.
fn spans(args: &Args, summary: &LogSummary, now: Timestamp) -> miette::Result<Option<(Span, Span)>> {
    let Some((mut before, mut during)) = summary.default_spans() else { return Ok(None) };
    let reader = InstantReader::new(args.tz.as_deref(), now).into_diagnostic()?;
    let read = |text: &Option<String>| -> miette::Result<Option<i64>> {
        let instant = text.as_deref().map(|text| reader.read(text).into_diagnostic()).transpose()?;
        Ok(instant.map(Timestamp::as_second))
    };
    if let Some(from) = read(&args.from)? {
        (before.to, during.from) = (from, from);
    }
    if let Some(to) = read(&args.to)? {
        during.to = to;
    }
    if let Some(from) = read(&args.baseline_from)? {
        before.from = from;
    }
    if before.from >= before.to || during.from >= during.to {
        // A log of a few seconds has no quarters; only spans that somebody asked for are worth a complaint.
        if args.from.is_none() && args.to.is_none() && args.baseline_from.is_none() {
            return Ok(None);
        }
        return Err(miette!(
            help = "give --baseline-from before --from, and --from before --to; the log itself must reach back before --from",
            "there is nothing to compare: the spans are empty"
        ));
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
