//! `backstory logs`: what a log is, and the templates inside.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use backstory_logs::frame::Lines;
use backstory_logs::layout::Layout;
use backstory_logs::template::{MaskedId, Miner};
use backstory_logs::{Format, LogSummary, Options, Severity, detect, summarise};
use jiff::tz::TimeZone;
use miette::{IntoDiagnostic, WrapErr};

use crate::context::Context;
use crate::digest::clean;
use crate::exit::ExitStatus;

/// Lines that the layout of an unknown log is learned from.
const LEARNED: usize = 5_000;
/// Templates printed for people.
const SHOWN: usize = 40;
/// Plain bytes read at most.
const MOST_BYTES: u64 = 64 << 30;

/// Arguments of `backstory logs`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  backstory logs app.log
  kubectl logs deploy/api --timestamps | backstory logs -
  backstory logs app.log.gz --json-lines > templates.jsonl")]
pub struct Args {
    /// Log to read, plain or compressed; - for standard input
    file: PathBuf,

    /// Print the summary as JSON
    #[arg(long, conflicts_with = "json_lines")]
    json: bool,

    /// Print the template of every physical line as JSON lines: `{\"line\":1,\"cluster\":\"…\",\"template\":\"… <*> …\"}`
    #[arg(long)]
    json_lines: bool,
}

/// Reads and prints.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let year = i64::from(context.now.to_zoned(TimeZone::UTC).year());
    if args.json_lines {
        return templates_of_lines(&args.file, year, context);
    }
    let options = Options { year, max_bytes: MOST_BYTES };
    let summary = summarise(open(&args.file)?, &options)
        .into_diagnostic()
        .wrap_err_with(|| format!("failed to read `{}`", args.file.display()))?;
    if args.json {
        context.json(&Tellable::of(&summary)).into_diagnostic()?;
    } else {
        print(&summary, context).into_diagnostic()?;
    }
    Ok(if summary.faults.is_empty() { ExitStatus::Success } else { ExitStatus::Partial })
}

fn open(path: &Path) -> miette::Result<Box<dyn BufRead>> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    let file = File::open(path).into_diagnostic().wrap_err_with(|| format!("failed to open `{}`", path.display()))?;
    Ok(Box::new(BufReader::with_capacity(1 << 17, file)))
}

/// The summary as programs read it.
#[derive(serde::Serialize)]
struct Tellable<'a> {
    format: Option<(Format, f64)>,
    lines: u64,
    records: u64,
    bytes: u64,
    lines_not_understood: u64,
    templates: Vec<&'a backstory_logs::TemplateSummary>,
    requests: u64,
    faults: &'a [backstory_logs::LogFault],
}

impl<'a> Tellable<'a> {
    fn of(summary: &'a LogSummary) -> Self {
        Self {
            format: summary.format,
            lines: summary.lines,
            records: summary.records,
            bytes: summary.bytes,
            lines_not_understood: summary.stray,
            templates: summary.templates.values().collect(),
            requests: summary.requests.values().map(|n| u64::from(*n)).sum(),
            faults: &summary.faults,
        }
    }
}

fn print(summary: &LogSummary, context: &mut Context<'_>) -> std::io::Result<()> {
    if let Some((format, certainty)) = summary.format {
        writeln!(context.out, "format    {} ({:.0} % of the first lines)", format.name(), certainty * 100.0)?;
    }
    writeln!(
        context.out,
        "lines     {}, {} records, {} not understood",
        summary.lines, summary.records, summary.stray
    )?;
    if let Some((first, last)) = summary.covered {
        let zone = if summary.zoned * 2 >= summary.timed { "UTC" } else { "no zone" };
        writeln!(context.out, "time      {} to {} ({zone})", reading(first), reading(last))?;
    }
    let requests: u64 = summary.requests.values().map(|n| u64::from(*n)).sum();
    if requests > 0 {
        writeln!(context.out, "requests  {requests}, {} routes", summary.routes.len())?;
    }
    for fault in &summary.faults {
        writeln!(context.out, "fault     {fault:?}")?;
    }
    let mut templates: Vec<_> = summary.templates.values().collect();
    templates.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.template.cmp(&b.template)));
    if !templates.is_empty() {
        writeln!(context.out, "\n   count  severity  first seen           template")?;
    }
    for template in templates.iter().take(SHOWN) {
        let severity = template.severities.iter().max_by_key(|(s, n)| (**n, **s)).map_or("-", |(s, _)| word(*s));
        let first = template.first.map_or_else(|| "-".to_owned(), |(nanos, ..)| reading(nanos));
        writeln!(context.out, "{:>8}  {severity:<8}  {first:<19}  {}", template.count, clean(&template.template))?;
    }
    if templates.len() > SHOWN {
        writeln!(context.out, "… and {} more templates; `--json` prints all", templates.len() - SHOWN)?;
    }
    Ok(())
}

fn reading(nanos: i64) -> String {
    jiff::Timestamp::from_nanosecond(i128::from(nanos))
        .map(|t| t.to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%S").to_string())
        .unwrap_or_default()
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Trace => "trace",
        Severity::Debug => "debug",
        Severity::Info => "info",
        Severity::Warn => "warn",
        Severity::Error => "error",
        Severity::Fatal => "fatal",
    }
}

/// Mines every physical line: by its format where one is known, else by a layout learned from the first lines.
fn templates_of_lines(path: &Path, year: i64, context: &mut Context<'_>) -> miette::Result<ExitStatus> {
    let (plain, _) = backstory_logs::open(open(path)?, MOST_BYTES).into_diagnostic()?;
    let mut lines = Lines::new(plain);
    let mut head: Vec<Vec<u8>> = Vec::new();
    while head.len() < LEARNED {
        let Some(line) = lines.next_line().into_diagnostic()? else { break };
        head.push(line.bytes.to_vec());
    }
    let layout = Layout::learn(head.iter().map(Vec::as_slice));
    let texts: Vec<String> = head.iter().take(500).map(|l| String::from_utf8_lossy(l).into_owned()).collect();
    let detected = detect(texts.iter().map(String::as_str), year);
    // Structured lines carry their message in a field; text is split where statistics put the border.
    let structured = matches!(detected.format, Format::Json | Format::Logfmt) && detected.certainty >= 0.8;
    let mut miner = Miner::default();
    let mut ids: Vec<MaskedId> = Vec::new();
    let mut mine = |bytes: &[u8]| {
        let message = if structured { message_of(bytes, detected.format, year) } else { None };
        let id = match &message {
            Some(message) => miner.add(message.as_bytes()),
            None => miner.add(layout.split(bytes).message),
        };
        ids.push(id);
    };
    for line in &head {
        mine(line);
    }
    while let Some(line) = lines.next_line().into_diagnostic()? {
        mine(line.bytes);
    }
    let templates = miner.finish();
    for (index, id) in ids.into_iter().enumerate() {
        let template = templates.template_of(id);
        let record =
            serde_json::json!({"line": index + 1, "cluster": template.id.to_string(), "template": template.text});
        writeln!(context.out, "{record}").into_diagnostic()?;
    }
    Ok(ExitStatus::Success)
}

fn message_of(bytes: &[u8], format: Format, year: i64) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let record = format.parse(&text, year)?;
    Some(record.message.into_owned()).filter(|m| !m.is_empty())
}
