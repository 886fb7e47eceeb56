//! Recognises what a file is by its content.

use backstory_model::Phrase;
use serde_json::Value;

use backstory_logs::{Recognised, detect};

use crate::read::audit;
use crate::read::exposition::is_exposition;
use crate::read::github::{is_commit, is_release};
use crate::read::table;

/// What a file is.
#[derive(Debug)]
pub(crate) enum Kind {
    /// A log.
    Log,
    /// A parsed JSON document of a known shape.
    Json(Shape, Value),
    /// JSON lines of a known shape.
    JsonLines(Shape, Vec<(u64, Value)>),
    /// Prometheus rule file.
    Rules,
    /// A bundle of git.
    Bundle,
    /// Samples as text with times.
    Exposition,
    /// Wide table of metrics: a column a series.
    WideMetrics,
    /// Long table of metrics: a row a sample.
    LongMetrics,
    /// `caller,callee`.
    Topology,
    /// Spans, as a table or as JSON.
    Traces,
    /// Something written for people.
    Document,
    /// Nothing known, with the reason.
    Unknown(Phrase),
}

/// Shapes of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Matrix,
    MetricsIndex,
    Alerts,
    Webhooks,
    PagerIncidents,
    PagerLog,
    SlackUsers,
    SlackChannels,
    SlackMessages,
    Deployments,
    Releases,
    Commits,
    Spans,
    Events,
    /// Who changed what, and when.
    Audit,
    Facts,
    Manifest,
    /// Kept for people, and nothing is read from it: silences, lists of Kubernetes objects, the rules as an API answer.
    Kept,
    CaseInfo,
    Nodes,
    Empty,
}

/// Largest JSON document parsed as a whole.
pub(crate) const LARGEST_JSON: usize = 128 << 20;
/// Largest audit log of which every record is read; larger ones are those of machines, and are read as logs.
const LARGEST_AUDIT: usize = 32 << 20;
/// Bytes of JSON in which spans show: one resource with its attributes, and its first span.
const SPANS_HEAD: usize = 16 << 10;
/// Lines of JSON read to recognise their shape.
const SNIFFED: usize = 5;
/// The same of records of which most only looked.
const SNIFFED_RECORDS: usize = 50;

/// Recognises plain content. `is_whole` tells whether `text` is all of it.
pub(crate) fn recognise(text: &str, is_whole: bool) -> (Kind, Option<Phrase>) {
    let trimmed = text.trim_start_matches('\u{feff}').trim_start();
    if trimmed.is_empty() {
        return (Kind::Unknown(Phrase::new("gap-file-empty")), None);
    }
    if text.starts_with("# v2 git bundle") || text.starts_with("# v3 git bundle") {
        return (Kind::Bundle, None);
    }
    if let Some(name) = archive(text) {
        return (Kind::Unknown(Phrase::new("gap-file-packed").text("name", name)), None);
    }
    // Before JSON, for the dump of a database begins with a brace; before documents, for comments look like headings.
    if is_whole && is_exposition(trimmed) {
        return (Kind::Exposition, None);
    }
    if trimmed.starts_with(['{', '[']) {
        return if is_spans(trimmed) { (Kind::Traces, None) } else { json(trimmed, is_whole) };
    }
    if let Some(kind) = table_kind(trimmed) {
        return (kind, None);
    }
    if is_rules(trimmed) {
        return (Kind::Rules, None);
    }
    let detected = detected(trimmed, 400);
    // One line in ten with a time is a log with long stack traces; a document has the odd date.
    if detected.timed >= 0.1 && !looks_written(trimmed) {
        return (Kind::Log, None);
    }
    if looks_written(trimmed) {
        return (Kind::Document, None);
    }
    let control =
        trimmed.chars().take(4000).filter(|c| c.is_control() && !c.is_whitespace() || *c == '\u{fffd}').count();
    if control > 40 {
        return (Kind::Unknown(Phrase::new("gap-file-binary")), None);
    }
    (Kind::Unknown(Phrase::new("gap-file-unknown")), None)
}

/// What the first lines are as lines of a log.
fn detected(text: &str, lines: usize) -> Recognised {
    let lines: Vec<&[u8]> = text.lines().take(lines).map(str::as_bytes).collect();
    detect(&lines, None)
}

fn json(text: &str, is_whole: bool) -> (Kind, Option<Phrase>) {
    let mut lines = text.lines().filter(|l| !l.trim().is_empty());
    let first = lines.next().and_then(|l| serde_json::from_str::<Value>(l).ok());
    let second_is_object = lines.next().is_some_and(|l| l.trim_start().starts_with('{'));
    if let Some(first) = &first
        && first.is_object()
        && (second_is_object || text.lines().nth(1).is_none())
    {
        // The first record of an audit log may be one that says little.
        let shape = object_shape(first).or_else(|| {
            let mut some =
                text.lines().take(SNIFFED_RECORDS).filter_map(|line| serde_json::from_str::<Value>(line).ok());
            (second_is_object && some.any(|record| audit::is_audit(&record))).then_some(Shape::Audit)
        });
        if second_is_object
            || matches!(
                shape,
                Some(Shape::Webhooks | Shape::Deployments | Shape::Releases | Shape::Commits | Shape::Audit)
            )
        {
            return match shape {
                Some(
                    shape @ (Shape::Webhooks
                    | Shape::Deployments
                    | Shape::Releases
                    | Shape::Commits
                    | Shape::Spans
                    | Shape::Events
                    | Shape::Audit),
                ) if is_whole && (shape != Shape::Audit || text.len() <= LARGEST_AUDIT) => json_lines(text, shape),
                _ if looks_like_log(text) => (Kind::Log, None),
                _ => (Kind::Unknown(Phrase::new("gap-json-lines-unknown")), None),
            };
        }
    }
    if !is_whole || text.len() > LARGEST_JSON {
        return if looks_like_log(text) {
            (Kind::Log, None)
        } else {
            (Kind::Unknown(Phrase::new("gap-json-large").number("most", (LARGEST_JSON >> 20) as f64)), None)
        };
    }
    match serde_json::from_str::<Value>(text) {
        Ok(value) => shape_or_unknown(value, text, None),
        Err(error) => {
            let repaired = super::repair::close(text).and_then(|t| serde_json::from_str::<Value>(&t).ok());
            match repaired {
                Some(value) => shape_or_unknown(
                    value,
                    text,
                    Some(
                        Phrase::new("gap-json-cut")
                            .number("line", error.line() as f64)
                            .number("column", error.column() as f64),
                    ),
                ),
                None if looks_like_log(text) => (Kind::Log, None),
                None => (Kind::Unknown(Phrase::new("gap-json-invalid").text("error", error.to_string())), None),
            }
        }
    }
}

/// Whether the first lines of JSON name what spans of OTLP, Jaeger or Zipkin have: such files may be large, and are read as
/// streams.
fn is_spans(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(SPANS_HEAD)).unwrap_or(text);
    let names = |keys: &[&str]| keys.iter().all(|key| head.contains(&format!("\"{key}\"")));
    names(&["resourceSpans"])
        || names(&["batches", "spans"]) && (names(&["scopeSpans"]) || names(&["instrumentationLibrarySpans"]))
        || names(&["spans", "operationName", "startTime", "duration"])
        || names(&["traceId", "id", "timestamp", "duration", "localEndpoint"])
}

fn shape_or_unknown(value: Value, text: &str, note: Option<Phrase>) -> (Kind, Option<Phrase>) {
    match shape(&value) {
        Some(shape) => (Kind::Json(shape, value), note),
        None if looks_like_log(text) => (Kind::Log, note),
        None => (Kind::Unknown(Phrase::new("gap-json-unknown")), note),
    }
}

fn json_lines(text: &str, shape: Shape) -> (Kind, Option<Phrase>) {
    let mut values = Vec::new();
    let mut bad = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(value) => values.push((index as u64 + 1, value)),
            Err(_) => bad.push(index + 1),
        }
    }
    let note = (!bad.is_empty()).then(|| {
        let places: Vec<String> = bad.iter().take(5).map(ToString::to_string).collect();
        Phrase::new("gap-json-lines-invalid").number("count", bad.len() as f64).text("lines", places.join(", "))
    });
    (Kind::JsonLines(shape, values), note)
}

fn looks_like_log(text: &str) -> bool {
    detected(text, 50).timed >= 0.5
}

/// The shape of a whole document.
fn shape(value: &Value) -> Option<Shape> {
    if let Some(list) = value.as_array() {
        let Some(first) = list.first() else { return Some(Shape::Empty) };
        if first.get("metric").is_some()
            && (first.get("values").is_some() || first.get("value").is_some() || first.get("histograms").is_some())
        {
            return Some(Shape::Matrix);
        }
        if first.get("labels").is_some() && first.get("startsAt").is_some() {
            return Some(Shape::Alerts);
        }
        if first.get("matchers").is_some() && first.get("endsAt").is_some() {
            return Some(Shape::Kept);
        }
        if first.get("profile").is_some() && first.get("name").is_some() {
            return Some(Shape::SlackUsers);
        }
        if first.get("members").is_some() && first.get("name").is_some() {
            return Some(Shape::SlackChannels);
        }
        if list
            .iter()
            .take(SNIFFED)
            .any(|v| v.get("ts").is_some_and(Value::is_string) && v.get("type").is_some_and(|t| t == "message"))
        {
            return Some(Shape::SlackMessages);
        }
        return object_shape(first)
            .or_else(|| list.iter().take(SNIFFED_RECORDS).any(audit::is_audit).then_some(Shape::Audit));
    }
    object_shape(value)
}

fn object_shape(value: &Value) -> Option<Shape> {
    let object = value.as_object()?;
    let has = |key: &str| object.contains_key(key);
    if value.pointer("/data/result").is_some()
        || (has("status") && value.pointer("/error").is_some() && has("errorType"))
    {
        return Some(Shape::Matrix);
    }
    if value.get("schema").and_then(Value::as_str).is_some_and(|s| s.starts_with("backstory.manifest/")) {
        return Some(Shape::Manifest);
    }
    if has("log_entries") {
        return Some(Shape::PagerLog);
    }
    if has("incidents") {
        return Some(Shape::PagerIncidents);
    }
    if (has("alerts") && has("receiver")) || (has("payload") && value.pointer("/payload/alerts").is_some()) {
        return Some(Shape::Webhooks);
    }
    if has("resourceSpans") || value.pointer("/data/0/spans").is_some() {
        return Some(Shape::Spans);
    }
    if is_release(value) {
        return Some(Shape::Releases);
    }
    if is_commit(value) {
        return Some(Shape::Commits);
    }
    if has("deployments")
        || (has("sha") && has("ref") && (has("environment") || has("task")))
        || (has("state") && has("deployment_url"))
    {
        return Some(Shape::Deployments);
    }
    let is_event =
        |v: &Value| v.get("reason").is_some() && (v.get("involvedObject").is_some() || v.get("regarding").is_some());
    if is_event(value)
        || value.get("items").and_then(Value::as_array).is_some_and(|items| items.iter().take(SNIFFED).any(is_event))
    {
        return Some(Shape::Events);
    }
    if audit::records(value).iter().take(SNIFFED_RECORDS).any(|record| audit::is_audit(record)) {
        return Some(Shape::Audit);
    }
    let is_list = value.get("kind").and_then(Value::as_str).is_some_and(|kind| kind.ends_with("List"));
    if (is_list && has("items")) || value.pointer("/data/groups").is_some() {
        return Some(Shape::Kept);
    }
    if has("dataset") && has("baseline_start") && has("incident_start") {
        return Some(Shape::CaseInfo);
    }
    if has("started_at") && (has("title") || has("severity") || has("services")) {
        return Some(Shape::Facts);
    }
    if !object.is_empty() && object.values().all(|v| v.get("query").is_some_and(Value::is_string)) {
        return Some(Shape::MetricsIndex);
    }
    if !object.is_empty() && object.values().all(Value::is_string) && object.len() >= 2 {
        return Some(Shape::Nodes);
    }
    None
}

/// Archives and columnar files by their first bytes.
fn archive(text: &str) -> Option<&'static str> {
    let known = [("PK\u{3}\u{4}", "ZIP"), ("BZh", "bzip2"), ("\u{fffd}7zXZ", "xz"), ("7z", "7z"), ("PAR1", "Parquet")];
    if let Some((_, name)) =
        known.iter().find(|(magic, _)| text.starts_with(magic) && text.contains(['\u{fffd}', '\0']))
    {
        return Some(name);
    }
    text.get(257..262).is_some_and(|magic| magic == "ustar").then_some("tar")
}

fn table_kind(text: &str) -> Option<Kind> {
    let mut lines = text.lines();
    let head = lines.next()?;
    let columns = table::columns(head);
    if columns.len() < 2 {
        return None;
    }
    let has = |name: &str| columns.iter().any(|c| c == name);
    if has("caller") && has("callee") {
        return Some(Kind::Topology);
    }
    if has("trace_id") && has("span_id") {
        return Some(Kind::Traces);
    }
    let cells = |line: &str| -> Vec<String> {
        line.split(char::from(table::delimiter(head))).map(|cell| cell.trim().trim_matches('"').to_owned()).collect()
    };
    if table::Roles::of(&columns).is_some() {
        return Some(Kind::LongMetrics);
    }
    if !table::is_time(columns.first()?) {
        return None;
    }
    let named = columns.iter().skip(1).filter(|c| c.contains('_') || c.contains('-')).count();
    let is_number = |cell: &String| cell.is_empty() || cell.parse::<f64>().is_ok();
    let is_measured = lines.next().is_some_and(|line| {
        let cells = cells(line);
        cells.len() == columns.len() && cells.iter().skip(1).all(is_number)
    });
    (named * 2 >= columns.len() - 1 || is_measured).then_some(Kind::WideMetrics)
}

fn is_rules(text: &str) -> bool {
    let mut groups = false;
    for line in text.lines().take(200) {
        groups |= line.trim_start().starts_with("groups:");
        if groups && (line.contains("expr:") || line.contains("alert:") || line.contains("record:")) {
            return true;
        }
    }
    false
}

/// Markdown and the like: a heading or front matter at the start.
fn looks_written(text: &str) -> bool {
    let first = text.lines().next().unwrap_or("");
    let is_heading = first.starts_with("# ") || first.starts_with("## ");
    let has_front_matter = first == "---" && text.lines().skip(1).take(40).any(|l| l == "---");
    is_heading || has_front_matter || first.starts_with("<!--") || first.to_lowercase().starts_with("<!doctype html")
}
