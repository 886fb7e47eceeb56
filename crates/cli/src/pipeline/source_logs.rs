//! Log summaries as the timeline takes them.

use backstory_evidence::LogArtifact;
use backstory_logs::{Format, LogFault as Fault, LogSummary, Severity, TemplateSummary};
use backstory_model::GapKind;
use backstory_timeline::{FailedRequest, FailingCustomer, LogFault, RequestCount, SourceLog, TemplateCount};

const SECOND: i64 = 1_000_000_000;

/// The timeline's view of a log.
pub(super) fn view(log: &LogArtifact) -> SourceLog {
    let summary = &log.summary;
    SourceLog {
        path: log.path.clone(),
        label: log.label.clone(),
        service: log.service.clone(),
        is_edge: summary.format.is_some_and(|(format, _)| format == Format::Access),
        is_zoned: summary.timed > 0 && summary.zoned * 2 >= summary.timed,
        covered: summary.covered,
        ids: summary.correlations.iter().map(|(hash, at)| (*hash, *at)).collect(),
        templates: summary.templates.values().map(template).collect(),
        requests: (!summary.requests.is_empty()).then(|| requests(summary)),
        faults: summary.faults.iter().map(fault).collect(),
        first_line: summary.first_line.clone(),
    }
}

fn template(template: &TemplateSummary) -> TemplateCount {
    let of = |wanted: &[Severity]| -> u64 { wanted.iter().filter_map(|s| template.severities.get(s)).sum() };
    TemplateCount {
        text: template.template.clone(),
        is_warning: of(&[Severity::Warn]) * 2 > template.count,
        is_error: of(&[Severity::Error, Severity::Fatal]) * 2 > template.count,
        seconds: template.per_second.iter().map(|(at, n)| (*at, *n)).collect(),
        first: template.first,
        sample: template.samples.first().cloned().unwrap_or_default(),
    }
}

fn requests(summary: &LogSummary) -> RequestCount {
    RequestCount {
        cells: summary.requests.iter().map(|((at, route, status), n)| (*at, *route, *status, *n)).collect(),
        routes: summary.routes.clone(),
        failing_customers: summary
            .failing_customers
            .iter()
            .map(|(id, (failed, first_s, last_s))| FailingCustomer {
                id: id.clone(),
                failed: *failed,
                first_s: *first_s,
                last_s: *last_s,
            })
            .collect(),
        has_customers: summary.has_customers,
        durations: summary.durations.iter().map(|((at, bound), n)| (*at, *bound, *n)).collect(),
        failures: summary
            .failures
            .iter()
            .map(|f| FailedRequest {
                nanos: f.nanos,
                line: f.line,
                offset: f.offset,
                status: f.status,
                route: f.route.clone(),
                words: f.words.clone(),
            })
            .collect(),
    }
}

fn fault(fault: &Fault) -> LogFault {
    let plain = |kind, line, note: String| LogFault { kind, line, lines: 1, from: None, to: None, note };
    match fault {
        Fault::Cut { line, before, after } => {
            LogFault { kind: GapKind::Truncated, line: *line, lines: 1, from: *before, to: *after, note: String::new() }
        }
        Fault::Hole { line, from_s, to_s } => LogFault {
            kind: GapKind::Missing,
            line: *line,
            lines: 0,
            from: Some(from_s * SECOND),
            to: Some(to_s * SECOND),
            note: String::new(),
        },
        Fault::Duplicate { line, lines, first, last } => LogFault {
            kind: GapKind::Duplicated,
            line: *line,
            lines: *lines,
            from: *first,
            to: *last,
            note: String::new(),
        },
        Fault::Backwards { line, seconds } => plain(
            GapKind::Truncated,
            *line,
            format!("times jump back by {seconds} s at line {line}; check that the file is in order"),
        ),
        Fault::GiantLine { line, dropped } => plain(
            GapKind::Truncated,
            *line,
            format!("line {line} is longer than is read; {dropped} bytes of it were left out"),
        ),
        Fault::Broken { line, offset, reason } => plain(
            GapKind::Truncated,
            *line,
            format!(
                "breaks off after line {line} (byte {offset}): {reason}; what came before was read, fetch it again"
            ),
        ),
        Fault::TooManyTemplates { records } => plain(
            GapKind::Truncated,
            0,
            format!("{records} records have messages so varied that they were counted without a template"),
        ),
    }
}
