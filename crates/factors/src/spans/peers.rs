//! Callees that report no spans of their own: databases, other companies' services. What the caller measured stands for
//! them, so that time spent there is not taken for the caller's own.

use std::borrow::Cow;
use std::collections::HashMap;

use super::builder::{NameId, SpanRow, SpansBuilder};

/// A call as its caller tells it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call {
    /// Place of the caller's span.
    pub(super) span: usize,
    /// The callee by the name that the caller knows.
    pub(super) peer: NameId,
}

impl SpansBuilder {
    /// All spans, and one for each call that nobody answered with a span.
    pub(super) fn with_peers(&self) -> Cow<'_, [SpanRow]> {
        if self.calls.is_empty() {
            return Cow::Borrowed(&self.spans);
        }
        let mut spans = self.spans.clone();
        let calls: HashMap<u64, Call> =
            self.calls.iter().filter_map(|call| Some((self.spans.get(call.span)?.id, *call))).collect();
        let mut answered: HashMap<u64, NameId> = HashMap::new();
        let mut asked: HashMap<(NameId, NameId), usize> = HashMap::new();
        for call in &self.calls {
            if let Some(caller) = self.spans.get(call.span) {
                *asked.entry((caller.service, call.peer)).or_default() += 1;
            }
        }
        let mut answers: HashMap<(NameId, NameId), HashMap<NameId, usize>> = HashMap::new();
        for span in &self.spans {
            let Some((parent, call)) = span.parent.and_then(|parent| Some((parent, calls.get(&parent)?))) else {
                continue;
            };
            answered.insert(parent, span.service);
            if let Some(caller) = self.spans.get(call.span) {
                *answers.entry((caller.service, call.peer)).or_default().entry(span.service).or_default() += 1;
            }
        }
        // Callers know others by an address; who mostly answers at it is who it is when nobody does.
        let known = |way: &(NameId, NameId)| {
            let all = asked.get(way).copied().unwrap_or(0);
            let (service, _) = answers.get(way)?.iter().find(|(_, n)| **n * 2 > all)?;
            Some(*service)
        };
        for call in &self.calls {
            let Some(caller) = self.spans.get(call.span).filter(|caller| !answered.contains_key(&caller.id)) else {
                continue;
            };
            let service = known(&(caller.service, call.peer)).unwrap_or(call.peer);
            if service != caller.service {
                spans.push(SpanRow { id: !caller.id, parent: Some(caller.id), service, ..*caller });
            }
        }
        Cow::Owned(spans)
    }
}

#[cfg(test)]
mod tests {
    use super::super::builder::SpanRecord;
    use super::*;

    fn record<'a>(span_id: &'a str, parent_id: Option<&'a str>, service: &'a str) -> SpanRecord<'a> {
        SpanRecord { trace_id: "t", span_id, parent_id, service, pod: None, operation: "get", start_ns: 5, end_ns: 9 }
    }

    #[test]
    fn who_reports_no_spans_gets_those_of_the_caller() {
        let mut builder = SpansBuilder::new();
        builder.call(&record("a", None, "web"), "pay.default.svc");
        builder.span(&record("b", Some("a"), "pay"));
        builder.call(&record("c", Some("b"), "pay"), "postgresql");
        builder.call(&record("e", None, "web"), "pay.default.svc");
        builder.span(&record("f", Some("e"), "pay"));
        builder.call(&record("d", None, "web"), "pay.default.svc");
        // An id that two spans have is no answer of all calls.
        builder.span(&record("h", Some("g"), "other"));
        builder.call(&record("g", None, "web"), "mail");
        builder.call(&record("i", None, "web"), "mail");
        builder.call(&record("j", None, "web"), "mail");
        let spans = builder.with_peers();
        let told: Vec<(&str, bool)> = spans
            .iter()
            .skip(builder.spans.len())
            .map(|s| (builder.names.name(s.service), s.start_ns == 5 && s.end_ns == 9 && s.parent.is_some()))
            .collect();
        assert_eq!(told, [("postgresql", true), ("pay", true), ("mail", true), ("mail", true)]);
    }
}
