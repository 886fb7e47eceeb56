//! Reads spans as JSON: OTLP (one document, or one a line as the collector's file exporter writes them), Jaeger's answers,
//! and Zipkin's lists.
//!
//! Spans are taken while the text is read; what came before a break stays.

mod jaeger;
mod number;
mod otlp;

use std::fmt;
use std::io::BufRead;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use self::number::Whole;
use super::builder::{SpanRecord, SpansBuilder};

/// Why spans cannot be read on; those before that place were taken.
#[derive(Debug, thiserror::Error)]
#[error("{0}; spans as JSON of OTLP, Jaeger or Zipkin are expected")]
pub struct SpanJsonError(serde_json::Error);

/// What reading met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SpanJsonReport {
    /// Spans taken.
    pub spans: u64,
    /// Spans left out: without an id, a beginning or an end.
    pub skipped: u64,
}

/// Feeds each span of `input` to `spans`. The second of the answer is where and why reading stopped early.
pub fn read_json(input: impl BufRead, spans: &mut SpansBuilder) -> (SpanJsonReport, Option<SpanJsonError>) {
    let mut taken = Taken { spans, report: SpanJsonReport::default() };
    let mut reader = serde_json::Deserializer::from_reader(input);
    let stopped = loop {
        match reader.end() {
            Ok(()) => break None,
            // Something follows.
            Err(error) if !error.is_syntax() => break Some(SpanJsonError(error)),
            Err(_) => {}
        }
        if let Err(error) = (Traces { taken: &mut taken }).deserialize(&mut reader) {
            break Some(SpanJsonError(error));
        }
    };
    (taken.report, stopped)
}

/// The builder, and what was given to it.
struct Taken<'b> {
    spans: &'b mut SpansBuilder,
    report: SpanJsonReport,
}

/// Units of the times of a source, in nanoseconds.
const MICROSECOND: i64 = 1_000;

impl Taken<'_> {
    /// Takes a span, whom it calls, and whether it failed.
    fn take(&mut self, record: Option<&SpanRecord<'_>>, peer: Option<&str>, failed: bool) {
        let Some(record) = record else {
            self.report.skipped += 1;
            return;
        };
        self.report.spans += 1;
        // An address is no name that anyone knows.
        match peer.filter(|p| p.contains(char::is_alphabetic) && !p.contains(':')) {
            Some(peer) => self.spans.call(record, peer),
            None => self.spans.span(record),
        }
        self.spans.ended(failed);
    }
}

/// A document, or a part of one that may be a span, a trace, or a list of either.
struct Traces<'t, 'b> {
    taken: &'t mut Taken<'b>,
}

impl<'de> DeserializeSeed<'de> for Traces<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Traces<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list that holds spans")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Traces { taken: &mut *self.taken })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let mut zipkin = ZipkinSpan::default();
        let mut jaeger = jaeger::Trace::default();
        while let Some(key) = object.next_key::<String>()? {
            match key.as_str() {
                // The second is Tempo's name for it.
                "resourceSpans" | "batches" => {
                    let each = |resource: otlp::ResourceSpans| resource.give(&mut *self.taken);
                    object.next_value_seed(Each { give: each, item: PhantomData })?;
                }
                "data" | "result" | "trace" | "traces" => {
                    object.next_value_seed(Traces { taken: &mut *self.taken })?;
                }
                "spans" => jaeger.spans = object.next_value()?,
                "processes" => jaeger.processes = object.next_value()?,
                "traceId" => zipkin.trace_id = object.next_value()?,
                "id" => zipkin.id = object.next_value()?,
                "parentId" => zipkin.parent_id = object.next_value()?,
                "name" => zipkin.name = object.next_value()?,
                "shared" => zipkin.shared = object.next_value::<Option<bool>>()?.unwrap_or(false),
                "timestamp" => zipkin.timestamp = object.next_value()?,
                "duration" => zipkin.duration = object.next_value()?,
                "localEndpoint" => zipkin.local = object.next_value()?,
                "remoteEndpoint" => zipkin.remote = object.next_value()?,
                "kind" => zipkin.kind = object.next_value()?,
                "tags" => zipkin.tags = object.next_value()?,
                _ => {
                    object.next_value::<IgnoredAny>()?;
                }
            }
        }
        if zipkin.id.is_some() {
            zipkin.give(self.taken);
        }
        jaeger.give(self.taken);
        Ok(())
    }
}

/// Whether a tag tells that its span failed: `error`, and the status of an answer of the server.
fn tells_failure(key: &str, value: &serde_json::Value) -> bool {
    let told = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match key {
        // Zipkin's tag holds what went wrong, those of others whether something did.
        "error" => !matches!(told.as_str(), "false" | "null" | "0"),
        "otel.status_code" | "status.code" => told.eq_ignore_ascii_case("error"),
        "http.status_code" | "http.response.status_code" => {
            told.parse::<u16>().is_ok_and(|status| (500..600).contains(&status))
        }
        _ => false,
    }
}

/// Each item of a list is read, given on and dropped.
struct Each<T, F> {
    give: F,
    item: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>, F: FnMut(T)> DeserializeSeed<'de> for Each<T, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, T: Deserialize<'de>, F: FnMut(T)> Visitor<'de> for Each<T, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        while let Some(item) = list.next_element()? {
            (self.give)(item);
        }
        Ok(())
    }
}

/// Attributes by which a caller names whom it calls, the plainest first.
const PEERS: &[&str] =
    &["peer.service", "server.address", "net.peer.name", "db.system", "db.system.name", "messaging.system"];

/// A span of Zipkin's second interface; times are in microseconds.
#[derive(Default)]
struct ZipkinSpan {
    trace_id: Option<String>,
    id: Option<String>,
    parent_id: Option<String>,
    name: Option<String>,
    shared: bool,
    timestamp: Option<Whole>,
    duration: Option<Whole>,
    local: Option<Endpoint>,
    remote: Option<Endpoint>,
    kind: Option<String>,
    tags: Option<std::collections::BTreeMap<String, serde_json::Value>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Endpoint {
    service_name: Option<String>,
}

impl ZipkinSpan {
    fn give(self, taken: &mut Taken<'_>) {
        let service = self.local.and_then(|e| e.service_name).unwrap_or_default();
        // With B3 both sides of a call may report one id; the server's part is then the client's child.
        let own = self.id.as_ref().filter(|_| self.shared).map(|id| format!("{id} of the server"));
        let record = (|| {
            let id = self.id.as_deref()?;
            let start_ns = self.timestamp?.0.checked_mul(MICROSECOND)?;
            Some(SpanRecord {
                trace_id: self.trace_id.as_deref()?,
                span_id: own.as_deref().unwrap_or(id),
                parent_id: if self.shared { Some(id) } else { self.parent_id.as_deref().filter(|p| !p.is_empty()) },
                service: &service,
                pod: None,
                operation: self.name.as_deref().unwrap_or(""),
                start_ns,
                end_ns: start_ns.checked_add(self.duration.map_or(0, |d| d.0).checked_mul(MICROSECOND)?)?,
            })
        })();
        let is_caller = matches!(self.kind.as_deref(), Some("CLIENT" | "PRODUCER"));
        let peer = self.remote.as_ref().filter(|_| is_caller).and_then(|e| e.service_name.as_deref());
        let failed = self.tags.iter().flatten().any(|(key, value)| tells_failure(key, value));
        taken.take(record.as_ref(), peer, failed);
    }
}

#[cfg(test)]
mod tests;
