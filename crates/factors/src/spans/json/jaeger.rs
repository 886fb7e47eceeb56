//! Traces as Jaeger's query service answers them; times are in microseconds.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::number::Whole;
use super::{MICROSECOND, PEERS, Taken, tells_failure};
use crate::spans::builder::SpanRecord;

/// One trace.
#[derive(Default)]
pub(super) struct Trace {
    pub(super) spans: Vec<Span>,
    pub(super) processes: BTreeMap<String, Process>,
}

#[derive(Deserialize)]
pub(super) struct Span {
    #[serde(rename = "traceID")]
    trace_id: Option<String>,
    #[serde(rename = "spanID")]
    id: Option<String>,
    #[serde(rename = "parentSpanID")]
    parent_id: Option<String>,
    #[serde(rename = "operationName")]
    operation: Option<String>,
    #[serde(default)]
    references: Option<Vec<Reference>>,
    #[serde(rename = "startTime")]
    start: Option<Whole>,
    duration: Option<Whole>,
    #[serde(rename = "processID")]
    process_id: Option<String>,
    #[serde(default)]
    tags: Option<Vec<Tag>>,
}

#[derive(Deserialize)]
struct Reference {
    #[serde(rename = "refType")]
    kind: Option<String>,
    #[serde(rename = "spanID")]
    span_id: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Process {
    #[serde(rename = "serviceName")]
    service: Option<String>,
    #[serde(default)]
    tags: Option<Vec<Tag>>,
}

#[derive(Deserialize)]
struct Tag {
    #[serde(default)]
    key: String,
    #[serde(default)]
    value: Value,
}

impl Process {
    /// The pod, or what the process calls its host, which inside a pod is the same.
    fn pod(&self) -> Option<&str> {
        let tag = |key: &str| self.tags.iter().flatten().find(|t| t.key == key).and_then(|t| t.value.as_str());
        tag("k8s.pod.name").or_else(|| tag("hostname"))
    }
}

impl Trace {
    pub(super) fn give(&self, taken: &mut Taken<'_>) {
        for span in &self.spans {
            let process = span.process_id.as_ref().and_then(|id| self.processes.get(id));
            taken.take(span.record(process).as_ref(), span.peer(), span.failed());
        }
    }
}

impl Span {
    /// Whom the span calls.
    fn peer(&self) -> Option<&str> {
        let tag = |key: &str| self.tags.iter().flatten().find(|t| t.key == key).and_then(|t| t.value.as_str());
        let is_caller = matches!(tag("span.kind"), Some("client" | "producer"));
        PEERS.iter().find_map(|key| tag(key)).filter(|_| is_caller)
    }

    fn failed(&self) -> bool {
        self.tags.iter().flatten().any(|tag| tells_failure(&tag.key, &tag.value))
    }

    fn record<'s>(&'s self, process: Option<&'s Process>) -> Option<SpanRecord<'s>> {
        let caused = |kind: &str| {
            let references = self.references.iter().flatten();
            references.filter(|r| r.kind.as_deref() == Some(kind)).find_map(|r| r.span_id.as_deref())
        };
        let parent = caused("CHILD_OF").or_else(|| caused("FOLLOWS_FROM")).or(self.parent_id.as_deref());
        let start_ns = self.start?.0.checked_mul(MICROSECOND)?;
        Some(SpanRecord {
            trace_id: self.trace_id.as_deref()?,
            span_id: self.id.as_deref()?,
            parent_id: parent.filter(|id| !id.is_empty()),
            service: process.and_then(|p| p.service.as_deref()).unwrap_or(""),
            pod: process.and_then(Process::pod),
            operation: self.operation.as_deref().unwrap_or(""),
            start_ns,
            end_ns: start_ns.checked_add(self.duration?.0.checked_mul(MICROSECOND)?)?,
        })
    }
}
