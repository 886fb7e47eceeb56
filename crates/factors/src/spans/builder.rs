//! Takes spans and the log lines written inside them, in any order.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::peers::Call;

/// One span as a trace file tells it.
#[derive(Debug, Clone, Copy)]
pub struct SpanRecord<'a> {
    /// Trace.
    pub trace_id: &'a str,
    /// Span.
    pub span_id: &'a str,
    /// The span that caused it.
    pub parent_id: Option<&'a str>,
    /// Service as the source calls it.
    pub service: &'a str,
    /// Pod or instance.
    pub pod: Option<&'a str>,
    /// Operation.
    pub operation: &'a str,
    /// Unix nanoseconds.
    pub start_ns: i64,
    /// Unix nanoseconds.
    pub end_ns: i64,
}

/// Index of a name.
pub(super) type NameId = u32;

/// A span in 64 bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct SpanRow {
    pub(super) trace: u64,
    pub(super) id: u64,
    pub(super) parent: Option<u64>,
    pub(super) service: NameId,
    pub(super) operation: NameId,
    pub(super) start_ns: i64,
    pub(super) end_ns: i64,
    /// Whether its source says that it failed.
    pub(super) failed: bool,
}

/// A log line inside a span.
#[derive(Debug, Clone, Copy)]
pub(super) struct EventRow {
    pub(super) span: u64,
    pub(super) time_ns: i64,
    pub(super) statement: NameId,
    /// Whether the line says that something went wrong.
    pub(super) bad: bool,
}

/// Names by index, in order of first use.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_name: HashMap<String, NameId>,
    names: Vec<String>,
}

impl Names {
    fn id(&mut self, name: &str) -> NameId {
        if let Some(id) = self.by_name.get(name) {
            return *id;
        }
        let id = NameId::try_from(self.names.len()).unwrap_or(NameId::MAX);
        self.by_name.insert(name.to_owned(), id);
        self.names.push(name.to_owned());
        id
    }

    pub(super) fn name(&self, id: NameId) -> &str {
        self.names.get(id as usize).map_or("", String::as_str)
    }
}

/// Spans kept, and log lines kept: at 64 and 24 bytes apiece, a few hundred megabytes at most.
const MOST: usize = 4_000_000;
/// Distinct names (services, operations, statements) kept; later ones share one name.
const MOST_NAMES: usize = 200_000;

/// Collects spans and log lines; [`SpansBuilder::finish`] boils them down.
#[derive(Debug, Default)]
pub struct SpansBuilder {
    pub(super) names: Names,
    pub(super) spans: Vec<SpanRow>,
    pub(super) events: Vec<EventRow>,
    pub(super) calls: Vec<Call>,
    /// Whether the source tells how spans ended.
    pub(super) tells_ends: bool,
    dropped: u64,
}

impl SpansBuilder {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether no span was taken.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Spans and log lines left out because there were too many.
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// Takes a span. The service counts as its workload when it is a pod's name.
    pub fn span(&mut self, record: &SpanRecord<'_>) {
        if self.spans.len() >= MOST {
            self.dropped += 1;
            return;
        }
        let service = self.name(backstory_model::workload_of(record.service));
        let operation = self.name(record.operation);
        self.spans.push(SpanRow {
            trace: key(record.trace_id),
            id: key(record.span_id),
            parent: record.parent_id.map(key),
            service,
            operation,
            start_ns: record.start_ns,
            end_ns: record.end_ns.max(record.start_ns),
            failed: false,
        });
    }

    /// Takes how the span ended that was taken last.
    pub fn ended(&mut self, failed: bool) {
        self.tells_ends = true;
        if let Some(span) = self.spans.last_mut().filter(|_| self.dropped == 0) {
            span.failed = failed;
        }
    }

    /// Takes a span whose service calls `peer` in it. Where the peer reports no span of its own, this one stands for it.
    pub fn call(&mut self, record: &SpanRecord<'_>, peer: &str) {
        let span = self.spans.len();
        self.span(record);
        if self.spans.len() > span {
            let peer = self.name(backstory_model::workload_of(peer));
            self.calls.push(Call { span, peer });
        }
    }

    /// Takes a log line that was written inside the span `span_id`; `statement` is its template or
    /// [`statement_of`](super::statement_of) its message.
    pub fn event(&mut self, span_id: &str, time_ns: i64, statement: &str) {
        self.take(span_id, time_ns, statement, false);
    }

    fn take(&mut self, span_id: &str, time_ns: i64, statement: &str, bad: bool) {
        if self.events.len() >= MOST {
            self.dropped += 1;
            return;
        }
        let statement = self.name(statement);
        self.events.push(EventRow { span: key(span_id), time_ns, statement, bad });
    }

    /// Takes a raw log message: its span is the first word of sixteen hexadecimal digits (the span id of W3C Trace
    /// Context and B3). Whether it had one.
    pub fn log_line(&mut self, time_ns: i64, message: &str) -> bool {
        let found = message
            .split(|c: char| !c.is_ascii_alphanumeric())
            .find(|w| w.len() == 16 && w.bytes().all(|b| b.is_ascii_hexdigit()));
        if let Some(span_id) = found {
            self.take(span_id, time_ns, &super::statement_of(message), super::statement::tells_failure(message));
        }
        found.is_some()
    }

    fn name(&mut self, name: &str) -> NameId {
        if self.names.names.len() >= MOST_NAMES && !self.names.by_name.contains_key(name) {
            return self.names.id("…");
        }
        self.names.id(name)
    }
}

/// Identifiers as 64 bits; the hasher has fixed keys, so that the same file gives the same numbers.
fn key(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}
