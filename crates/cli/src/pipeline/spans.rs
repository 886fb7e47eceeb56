//! Spans, and the log lines that were written inside those spans.

use std::fs::File;
use std::io::{BufRead, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use backstory_evidence::LogArtifact;
use backstory_factors::spans::{Skew, SpanSummary, SpansBuilder, read_csv, read_json};
use backstory_model::{
    Citation, ClockFinding, Confidence, EvidenceBook, Gap, GapKind, Locator, MetricSeries, Phrase, Window,
};
use backstory_timeline::Groundwork;
use jiff::Timestamp;

/// Plain bytes read of one file: a small archive cannot fill the machine.
const MOST_BYTES: u64 = 16 << 30;
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
/// Longest line looked at; what follows in a longer one is passed over.
const LONGEST: u64 = 16 * 1024;
/// A line tells its time at its start; words further on belong to the message.
const HEAD: usize = 12;

/// What the spans of an incident boil down to.
#[derive(Default)]
pub(super) struct Traced {
    /// None when no request of the window was traced.
    pub(super) summary: Option<SpanSummary>,
    /// Files, or parts of them, that could not be read.
    pub(super) gaps: Vec<Gap>,
}

/// Spans as they were read.
pub(super) struct Spans {
    builder: SpansBuilder,
    /// Files, or parts of them, that could not be read.
    gaps: Vec<Gap>,
}

/// Reads tables and JSON as streams.
pub(super) fn read(traces: &[(Arc<str>, PathBuf)]) -> Spans {
    let mut builder = SpansBuilder::new();
    let gaps = traces.iter().flat_map(|(path, file)| spans_of(path, file, &mut builder)).collect();
    Spans { builder, gaps }
}

impl Spans {
    /// Series of what the traced requests met, where no metric counts requests and none times them.
    pub(super) fn series(&self, traces: &[(Arc<str>, PathBuf)], known: &[MetricSeries]) -> Vec<MetricSeries> {
        let is_told = |one: &MetricSeries| one.answer().is_some() || one.quantity().is_felt();
        let Some((path, _)) = traces.first().filter(|_| !known.iter().any(is_told)) else { return Vec::new() };
        self.builder.served(&Citation::new(path, Locator::Whole, ""))
    }
}

/// Adds the lines that were written inside spans, and boils everything down.
pub(super) fn summarise(spans: Spans, logs: &[LogArtifact], ground: &Groundwork, window: Window) -> Traced {
    let Spans { mut builder, gaps } = spans;
    if builder.is_empty() {
        return Traced { summary: None, gaps };
    }
    for (index, log) in logs.iter().enumerate() {
        // Few sources write the ids of spans; a second look at the others would be for nothing.
        if let Some(plain) = opened(&log.file) {
            lines(plain, |reading| ground.utc_ns(index, reading), &mut builder);
        }
    }
    let summary = builder.finish(window);
    Traced { summary: (summary.moved.requests_during > 0).then_some(summary), gaps }
}

/// Feeds the spans of one file to `builder`. Returns what could not be read.
fn spans_of(path: &Arc<str>, file: &Path, builder: &mut SpansBuilder) -> Vec<Gap> {
    let Some(mut plain) = opened(file) else { return Vec::new() };
    // A mark of the byte order is no part of JSON.
    if plain.fill_buf().is_ok_and(|head| head.starts_with(BYTE_ORDER_MARK)) {
        plain.consume(BYTE_ORDER_MARK.len());
    }
    let is_json = plain.fill_buf().is_ok_and(|head| {
        let head = head.trim_ascii_start();
        head.starts_with(b"{") || head.starts_with(b"[")
    });
    let (taken, skipped, stopped) = if is_json {
        let (report, stopped) = read_json(plain, builder);
        (report.spans, report.skipped, stopped.map(|e| e.to_string()))
    } else {
        match read_csv(plain, builder) {
            Ok(report) => (report.rows, report.skipped, None),
            Err(error) => (0, 0, Some(error.to_string())),
        }
    };
    let gap = |kind, phrase| Gap {
        source: path.to_string(),
        kind,
        from: None,
        to: None,
        note: String::new(),
        phrase: Some(phrase),
    };
    let stopped = stopped.map(|error| match taken {
        0 => gap(GapKind::Unreadable, Phrase::new("gap-spans-unread").text("error", error)),
        _ => gap(GapKind::Truncated, Phrase::new("gap-spans-cut").text("error", error)),
    });
    let skipped = (skipped > 0)
        .then(|| gap(GapKind::Truncated, Phrase::new("gap-spans-skipped").number("count", skipped as f64)));
    stopped.into_iter().chain(skipped).collect()
}

/// What calls tell of the clocks of services.
pub(super) fn clocks(skews: &[Skew], traces: &[(Arc<str>, PathBuf)], book: &mut EvidenceBook) -> Vec<ClockFinding> {
    let Some((path, _)) = traces.first() else { return Vec::new() };
    skews
        .iter()
        .map(|skew| {
            let phrase = Phrase::new("clock-skewed-calls")
                .number("shared", skew.calls as f64)
                .text("against", skew.against.as_str())
                .number("seconds", (skew.ahead_s.abs() * 10.0).round() / 10.0)
                .text("direction", if skew.ahead_s > 0.0 { "ahead" } else { "behind" });
            let thousandths = |s: f64| (s * 1e3).round() / 1e3;
            ClockFinding {
                source: format!("{path} ({})", skew.service.as_str()),
                offset_s: Some(-thousandths(skew.ahead_s)),
                uncertainty_s: Some(thousandths(skew.uncertainty_s)),
                drift_s_per_hour: None,
                drift_uncertainty_s_per_hour: None,
                zone: None,
                confidence: Confidence::High,
                note: String::new(),
                phrase: Some(phrase),
                evidence: vec![book.cite(&Citation::new(path, Locator::Whole, ""))],
            }
        })
        .collect()
}

fn opened(file: &Path) -> Option<impl BufRead + use<>> {
    let file = File::open(file).ok()?;
    backstory_logs::open(file, MOST_BYTES).ok().map(|(plain, _)| plain)
}

/// Feeds the lines that tell an instant; a stream that breaks off ends there.
fn lines(mut plain: impl BufRead, utc: impl Fn(i64) -> i64, builder: &mut SpansBuilder) {
    let mut line = Vec::new();
    loop {
        line.clear();
        match (&mut plain).take(LONGEST).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
        if line.last() != Some(&b'\n') && line.len() as u64 == LONGEST && plain.skip_until(b'\n').is_err() {
            return;
        }
        let text = String::from_utf8_lossy(&line);
        if let Some((time_ns, message)) = timed(&text) {
            builder.log_line(utc(time_ns), message);
        }
    }
}

/// The first instant with a zone near the start of a line, and what follows it.
fn timed(line: &str) -> Option<(i64, &str)> {
    let mut rest = line;
    for _ in 0..HEAD {
        let (word, after) = rest.split_once(|c: char| c.is_whitespace() || matches!(c, '"' | '[' | ']' | ',' | '='))?;
        if word.len() >= 20
            && let Ok(at) = word.parse::<Timestamp>()
        {
            return Some((i64::try_from(at.as_nanosecond()).ok()?, after));
        }
        rest = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::timed;

    #[test]
    fn an_instant_at_the_start_is_found() {
        for (line, expected) in [
            ("1970-01-01T00:00:01.5Z INFO a b", Some((1_500_000_000, "INFO a b"))),
            ("{\"time\":\"1970-01-01T00:00:02Z\",\"msg\":1}", Some((2_000_000_000, ",\"msg\":1}"))),
            ("08:12:01 INFO without a day", None),
            ("", None),
        ] {
            assert_eq!(timed(line), expected, "{line}");
        }
    }
}
