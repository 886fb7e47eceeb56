//! Log summaries as the timeline takes them.

use std::collections::BTreeMap;

use backstory_evidence::LogArtifact;
use backstory_logs::summary::{is_failure, templates_together};
use backstory_logs::{LogFault as Fault, LogSummary, PerSecond, Severity, TemplateSummary};
use backstory_model::{GapKind, Phrase, PhraseArg, ServiceName};
use backstory_timeline::{
    FailedRequest, FailingCustomer, LogFault, RequestCount, SourceLog, TOO_MANY_REQUESTS, TemplateCount,
    refuses_crawlers,
};

const SECOND: i64 = 1_000_000_000;

/// The timeline's view of all logs. Templates are made from all of them together, so that pods of one service agree.
pub(super) fn views(logs: &[LogArtifact]) -> Vec<SourceLog> {
    let summaries: Vec<&LogSummary> = logs.iter().map(|log| &log.summary).collect();
    logs.iter().zip(templates_together(&summaries)).map(|(log, templates)| view(log, &templates)).collect()
}

fn view(log: &LogArtifact, templates: &[TemplateSummary]) -> SourceLog {
    let summary = &log.summary;
    let is_edge = summary.format().is_some_and(|(kind, ..)| kind.is_access_log());
    // What is told as a request, and what is a sentence of its own.
    let (asked, said): (Vec<&TemplateSummary>, Vec<_>) =
        templates.iter().partition(|template| is_told_by_request(template, is_edge));
    SourceLog {
        path: log.path.clone(),
        label: log.label.clone(),
        service: log.service.clone(),
        is_edge,
        is_zoned: summary.timed > 0 && summary.zoned * 2 >= summary.timed,
        covered: summary.covered_mainly(),
        ids: summary.correlations(),
        templates: said.into_iter().map(|t| template(t, &summary.services)).collect(),
        // A proxy's log holds nothing that its requests could stand beside.
        others: if is_edge { Vec::new() } else { per_second(&asked) },
        requests: requests(summary),
        commands: log.commands.clone(),
        faults: summary.faults().iter().map(fault).collect(),
        first_line: summary.first_record.as_ref().map(|first| (first.line, first.offset, first.text.clone())),
    }
}

/// Whether route and status of a request tell all that a sentence does. A service that writes one line for each request
/// puts its errors there too.
fn is_told_by_request(template: &TemplateSummary, is_access_log: bool) -> bool {
    let trouble = count_of(template, &[Severity::Warn, Severity::Error, Severity::Fatal]);
    template.requests * 2 > template.count
        && (is_access_log || trouble * 2 <= template.count || !is_sentence(&template.template))
}

/// Words that make a sentence beside method, route and keys.
const SENTENCE_WORDS: usize = 3;

/// Whether a template says something in words, beyond the route, the status and the keys of a request.
fn is_sentence(template: &str) -> bool {
    let is_word = |word: &&str| {
        let bare = word.trim_matches(|c: char| c.is_ascii_punctuation());
        let is_method = bare.len() > 2 && bare.chars().all(|c| c.is_ascii_uppercase());
        bare.chars().count() > 1 && !is_method && bare.chars().all(|c| c.is_alphabetic() || c == '\'' || c == '-')
    };
    // Japanese writes a sentence without blanks.
    template.split_whitespace().filter(is_word).count() >= SENTENCE_WORDS
        || template.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count() >= 2 * SENTENCE_WORDS
}

/// The records of templates, by second.
fn per_second(templates: &[&TemplateSummary]) -> Vec<(i64, u32)> {
    let mut counts = PerSecond::default();
    for template in templates {
        counts.merge(&template.per_second);
    }
    counts.iter().collect()
}

fn count_of(template: &TemplateSummary, wanted: &[Severity]) -> u64 {
    wanted.iter().filter_map(|s| template.severities.get(s)).sum()
}

/// The one who writes most of a template, where several write into its log.
fn writer(template: &TemplateSummary, writers: &BTreeMap<String, u64>) -> Option<ServiceName> {
    let is_most = |records: u64| records * 2 > template.count;
    let most = template.services.iter().find(|(_, records)| is_most(**records))?;
    (writers.len() > 1).then(|| ServiceName::of_pod(most.0))
}

fn template(template: &TemplateSummary, writers: &BTreeMap<String, u64>) -> TemplateCount {
    TemplateCount {
        service: writer(template, writers),
        text: filled(template),
        is_warning: count_of(template, &[Severity::Warn]) * 2 > template.count,
        is_error: count_of(template, &[Severity::Error, Severity::Fatal]) * 2 > template.count || is_panic(template),
        is_fatal: count_of(template, &[Severity::Fatal]) * 2 > template.count || is_panic(template),
        seconds: template.per_second.iter().collect(),
        first: template.first.map(|place| (place.nanos, place.line, place.offset)),
        sample: template.samples.first().map(|sample| sample.text.clone()).unwrap_or_default(),
    }
}

/// Whether a runtime says that it gives up, in the words of Go, Rust and Python: such lines state no severity.
fn is_panic(template: &TemplateSummary) -> bool {
    let text = template.template.as_str();
    ["panic: ", "fatal error: ", "Fatal Python error: "].iter().any(|words| text.starts_with(words))
        || (text.starts_with("thread ") && text.contains(" panicked at"))
}

/// Records after which a value that never changed belongs to the sentence.
const CONSTANT_AFTER: u64 = 3;

/// The sentence with the values that never changed, for readers: `POST /orders`, not `POST <*>`.
fn filled(template: &TemplateSummary) -> String {
    let mut text = String::with_capacity(template.template.len());
    let mut parts = template.template.split("<*>");
    text.push_str(parts.next().unwrap_or_default());
    let mut parameters = template.parameters.iter();
    for part in parts {
        match parameters.next().map(|parameter| parameter.samples.as_slice()) {
            // Samples are of all logs together, so that pods of one service say the same.
            Some([only]) if template.count >= CONSTANT_AFTER => text.push_str(only),
            _ => text.push_str("<*>"),
        }
        text.push_str(part);
    }
    text
}

/// Answers with a route, and those without one where they tell of other requests.
fn requests(summary: &LogSummary) -> Option<RequestCount> {
    let requests = &summary.requests;
    let (mut cells, mut routes) = (Vec::new(), Vec::<String>::new());
    for cell in requests.cells() {
        if routes.last() != Some(&cell.route) {
            routes.push(cell.route.clone());
        }
        let route = u32::try_from(routes.len() - 1).unwrap_or(u32::MAX);
        cells.extend(cell.per_second.iter().map(|(second, count)| (second, route, cell.status, count)));
    }
    let is_counted = counts_apart(summary);
    if is_counted {
        routes.push(String::new());
        let route = u32::try_from(routes.len() - 1).unwrap_or(u32::MAX);
        for (status, seconds) in requests.unrouted.by_status() {
            cells.extend(seconds.iter().map(|(second, count)| (second, route, status, count)));
        }
    }
    if cells.is_empty() {
        return None;
    }
    let mut failures = requests.failures();
    if is_counted {
        failures.extend(requests.unrouted.failures());
        failures.sort();
    }
    cells.sort_unstable();
    let failures: Vec<FailedRequest> = failures
        .into_iter()
        .map(|failed| FailedRequest {
            nanos: failed.nanos,
            line: failed.line,
            offset: failed.offset,
            status: failed.status,
            route: failed.route.clone(),
            words: failed.words.clone(),
        })
        .collect();
    let refused = cells.iter().filter(|cell| cell.2 == TOO_MANY_REQUESTS).map(|cell| u64::from(cell.3)).sum();
    Some(RequestCount {
        refuses_crawlers: refuses_crawlers(&failures, refused),
        cells,
        routes,
        failing_customers: requests
            .failing_customers()
            .into_iter()
            .map(|customer| FailingCustomer {
                id: customer.id.clone(),
                failed: customer.failed,
                first_s: customer.first_s,
                last_s: customer.last_s,
            })
            .collect(),
        has_customers: requests.has_customers,
        durations: requests.durations(),
        failures,
    })
}

/// A log whose routed lines tell of fewer failures than this share of its others has one sentence for what went well and
/// another for what did not.
const FEW: f64 = 0.1;

/// Whether answers without a route are requests of their own. Where a line with the route tells of each failure, or
/// where both kinds of line tell of successes, those without are about calls to others.
fn counts_apart(summary: &LogSummary) -> bool {
    let requests = &summary.requests;
    let (mut failed, mut passed) = (0.0, 0.0);
    for (status, seconds) in requests.unrouted.by_status() {
        let count: f64 = seconds.iter().map(|(_, count)| f64::from(count)).sum();
        *(if is_failure(status) { &mut failed } else { &mut passed }) += count;
    }
    let routed = requests.cells();
    let told: u64 = routed.iter().filter(|cell| is_failure(cell.status)).map(|cell| cell.count).sum();
    routed.is_empty() || (failed > 0.0 && passed <= FEW * failed && told as f64 <= FEW * failed)
}

fn fault(fault: &Fault) -> LogFault {
    let told = |line: u64, phrase: Phrase| LogFault {
        kind: GapKind::Truncated,
        line,
        lines: 1,
        from: None,
        to: None,
        told: Some(phrase),
    };
    match fault {
        Fault::Cut { line, before, after, .. } => {
            LogFault { kind: GapKind::Truncated, line: *line, lines: 1, from: *before, to: *after, told: None }
        }
        Fault::Hole { line, from_s, to_s } => LogFault {
            kind: GapKind::Missing,
            line: *line,
            lines: 0,
            from: Some(from_s * SECOND),
            to: Some(to_s * SECOND),
            told: None,
        },
        Fault::Duplicate { line, lines, .. } => {
            LogFault { kind: GapKind::Duplicated, line: *line, lines: *lines, from: None, to: None, told: None }
        }
        Fault::EitherDate { line } => LogFault {
            kind: GapKind::Unreadable,
            ..told(*line, Phrase::new("gap-log-either-date").number("line", *line as f64))
        },
        Fault::NoDate { line } => LogFault {
            kind: GapKind::Unreadable,
            ..told(*line, Phrase::new("gap-log-no-date").number("line", *line as f64))
        },
        Fault::Stray { line, records, .. } => LogFault {
            kind: GapKind::Unreadable,
            lines: *records,
            ..told(*line, Phrase::new("gap-log-stray").number("count", *records as f64).number("line", *line as f64))
        },
        Fault::InvalidUtf8 { line, lines, .. } => LogFault {
            kind: GapKind::Unreadable,
            lines: *lines,
            ..told(*line, Phrase::new("gap-log-encoding").number("count", *lines as f64).number("line", *line as f64))
        },
        Fault::Escapes { line, lines, .. } => LogFault {
            kind: GapKind::Unreadable,
            lines: *lines,
            ..told(*line, Phrase::new("gap-log-escapes").number("count", *lines as f64).number("line", *line as f64))
        },
        Fault::Backwards { line, seconds, .. } => told(
            *line,
            Phrase::new("gap-backwards")
                .number("line", *line as f64)
                .with("back", PhraseArg::DurationS(*seconds as f64)),
        ),
        Fault::TooLong { line, .. } => told(*line, Phrase::new("gap-line-long").number("line", *line as f64)),
        Fault::NulBytes { line, .. } => told(*line, Phrase::new("gap-line-nul").number("line", *line as f64)),
        Fault::Broken { line, offset, reason } => told(
            *line,
            Phrase::new("gap-log-broken")
                .number("line", *line as f64)
                .number("offset", *offset as f64)
                .text("error", reason),
        ),
        Fault::TooManyTemplates { records } => told(0, Phrase::new("gap-log-varied").number("count", *records as f64)),
        Fault::MoreFaults { faults } => told(0, Phrase::new("gap-log-more").number("count", *faults as f64)),
    }
}
