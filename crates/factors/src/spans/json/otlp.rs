//! Spans of the OpenTelemetry protocol as JSON.

use serde::Deserialize;
use serde_json::Value;

use super::number::Whole;
use super::{PEERS, Taken};
use crate::spans::builder::SpanRecord;

/// The spans of one resource: a process, mostly.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
pub(super) struct ResourceSpans {
    resource: Resource,
    // The second name is that of versions before 0.19.
    #[serde(alias = "instrumentationLibrarySpans")]
    scope_spans: Vec<ScopeSpans>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Resource {
    attributes: Vec<Attribute>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Attribute {
    key: String,
    value: AnyValue,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct AnyValue {
    string_value: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ScopeSpans {
    spans: Vec<Span>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Span {
    trace_id: Option<String>,
    #[serde(rename = "spanId")]
    id: Option<String>,
    parent_span_id: Option<String>,
    name: Option<String>,
    start_time_unix_nano: Option<Whole>,
    end_time_unix_nano: Option<Whole>,
    #[serde(default)]
    kind: Value,
    #[serde(default)]
    status: Value,
    #[serde(default)]
    attributes: Vec<Attribute>,
}

impl ResourceSpans {
    pub(super) fn give(&self, taken: &mut Taken<'_>) {
        let attribute = |key: &str| {
            self.resource.attributes.iter().find(|a| a.key == key).and_then(|a| a.value.string_value.as_deref())
        };
        let (service, pod) = (attribute("service.name").unwrap_or(""), attribute("k8s.pod.name"));
        for span in self.scope_spans.iter().flat_map(|scope| &scope.spans) {
            taken.take(span.record(service, pod).as_ref(), span.peer(), span.failed());
        }
    }
}

impl Span {
    /// Whom the span calls. Kinds are numbers, and names where somebody converted them.
    fn peer(&self) -> Option<&str> {
        let named = self.kind.as_str().is_some_and(|k| k.ends_with("CLIENT") || k.ends_with("PRODUCER"));
        let is_caller = named || matches!(self.kind.as_u64(), Some(3 | 4));
        let attribute =
            |key: &&str| self.attributes.iter().find(|a| a.key == *key).and_then(|a| a.value.string_value.as_deref());
        PEERS.iter().find_map(attribute).filter(|_| is_caller)
    }

    /// What its status says: 2 is an error, and a name where somebody converted the numbers.
    fn failed(&self) -> bool {
        let code = self.status.get("code");
        code.is_some_and(|code| {
            code.as_u64() == Some(2)
                || code.as_str().is_some_and(|name| name.to_ascii_uppercase().ends_with("ERROR") || name == "2")
        })
    }

    fn record<'s>(&'s self, service: &'s str, pod: Option<&'s str>) -> Option<SpanRecord<'s>> {
        let named = |id: &'s Option<String>| id.as_deref().filter(|id| !id.is_empty());
        Some(SpanRecord {
            trace_id: named(&self.trace_id)?,
            span_id: named(&self.id)?,
            parent_id: named(&self.parent_span_id),
            service,
            pod,
            operation: self.name.as_deref().unwrap_or(""),
            start_ns: self.start_time_unix_nano?.0,
            end_ns: self.end_time_unix_nano?.0,
        })
    }
}
