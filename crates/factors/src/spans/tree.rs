//! Spans as trees, and each span as a row of events.

use std::collections::HashMap;

use backstory_model::Window;

use super::builder::{NameId, SpanRow, SpansBuilder};
use super::statement::names_failure;

/// When a span began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Before,
    During,
    Elsewhere,
}

/// Something that happened inside a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Event {
    Start,
    Log(NameId),
    Call(NameId, NameId),
    End,
    /// No event: the span as a whole, as the place of what occurs somewhere in it.
    Anywhere,
}

/// All spans with their children.
pub(super) struct Forest<'a> {
    pub(super) spans: &'a [SpanRow],
    pub(super) children: Vec<Vec<usize>>,
    pub(super) parents: Vec<Option<usize>>,
    pub(super) phases: Vec<Phase>,
    logs: Vec<Vec<(i64, NameId)>>,
    /// Per span, whether its name or one of its lines tells a failure.
    failed: Vec<bool>,
}

impl<'a> Forest<'a> {
    pub(super) fn plant(builder: &SpansBuilder, spans: &'a [SpanRow], window: Window) -> Self {
        let by_id: HashMap<u64, usize> = spans.iter().enumerate().map(|(i, s)| (s.id, i)).collect();
        let parents: Vec<Option<usize>> = spans
            .iter()
            .enumerate()
            // A span that names itself or one of another trace as its parent has none.
            .map(|(i, s)| {
                let p = *by_id.get(&s.parent?)?;
                (p != i && spans.get(p).is_some_and(|q| q.trace == s.trace)).then_some(p)
            })
            .collect();
        let mut children = vec![Vec::new(); spans.len()];
        for (i, parent) in parents.iter().enumerate() {
            if let Some(list) = parent.and_then(|p| children.get_mut(p)) {
                list.push(i);
            }
        }
        let start = |i: &usize| spans.get(*i).map_or((0, 0), |s| (s.start_ns, s.id));
        for list in &mut children {
            list.sort_by_key(start);
        }
        let (from, to) = (ns(window.start), ns(window.end));
        let phases = spans
            .iter()
            .map(|s| match s.start_ns {
                t if t < from => Phase::Before,
                t if t < to => Phase::During,
                _ => Phase::Elsewhere,
            })
            .collect();
        let mut logs = vec![Vec::new(); spans.len()];
        let is_failure = |id| builder.names.name(id).split(|c: char| !c.is_ascii_alphanumeric()).any(names_failure);
        let mut failed: Vec<bool> = spans.iter().map(|s| is_failure(s.operation)).collect();
        for event in &builder.events {
            let Some(i) = by_id.get(&event.span) else { continue };
            if let Some(list) = logs.get_mut(*i) {
                list.push((event.time_ns, event.statement));
            }
            if let Some(failed) = failed.get_mut(*i) {
                *failed |= event.bad;
            }
        }
        Self { spans, children, parents, phases, logs, failed }
    }

    pub(super) fn children(&self, i: usize) -> &[usize] {
        self.children.get(i).map_or(&[], Vec::as_slice)
    }

    pub(super) fn phase(&self, i: usize) -> Phase {
        self.phases.get(i).copied().unwrap_or(Phase::Elsewhere)
    }

    /// Seconds between the beginnings of the last span before the window and the first in it; 0 when a side has none.
    pub(super) fn apart_s(&self) -> f64 {
        let starts =
            |phase| self.spans.iter().zip(&self.phases).filter(move |(_, p)| **p == phase).map(|(s, _)| s.start_ns);
        let (last, first) = (starts(Phase::Before).max(), starts(Phase::During).min());
        last.zip(first).map_or(0.0, |(last, first)| first.saturating_sub(last) as f64 / 1e9)
    }

    /// Whether the span's name or one of its lines tells a failure.
    pub(super) fn failed(&self, i: usize) -> bool {
        self.failed.get(i).copied().unwrap_or(false)
    }

    pub(super) fn parent(&self, i: usize) -> Option<usize> {
        self.parents.get(i).copied().flatten()
    }

    /// Start, log lines and calls by time, end.
    pub(super) fn events(&self, i: usize) -> Vec<Event> {
        let mut timed: Vec<(i64, Event)> =
            self.logs.get(i).into_iter().flatten().map(|(t, s)| (*t, Event::Log(*s))).collect();
        timed.extend(
            self.children(i)
                .iter()
                .filter_map(|c| self.spans.get(*c))
                .map(|c| (c.start_ns, Event::Call(c.service, c.operation))),
        );
        // Stable by time: lines of one instant stay in the order they were read.
        timed.sort_by_key(|(t, _)| *t);
        std::iter::once(Event::Start).chain(timed.into_iter().map(|(_, e)| e)).chain([Event::End]).collect()
    }

    /// Nanoseconds of the span not covered by its children, nor by siblings that began later: what an asynchronous
    /// handler starts beside itself it waits for.
    pub(super) fn self_ns(&self, i: usize) -> i64 {
        let Some(span) = self.spans.get(i) else { return 0 };
        let siblings = self.parent(i).map_or(&[][..], |p| self.children(p));
        let later = siblings.iter().copied().filter(|s| *s != i);
        let mut busy: Vec<(i64, i64)> = self
            .children(i)
            .iter()
            .copied()
            .chain(later)
            .filter_map(|c| self.spans.get(c))
            .filter(|c| c.start_ns >= span.start_ns)
            .map(|c| (c.start_ns, c.end_ns.min(span.end_ns)))
            .collect();
        busy.sort_unstable();
        let mut covered = 0;
        let mut until = span.start_ns;
        for (from, to) in busy {
            let from = from.max(until);
            if to > from {
                covered += to - from;
                until = to;
            }
        }
        span.end_ns - span.start_ns - covered
    }
}

fn ns(t: jiff::Timestamp) -> i64 {
    i64::try_from(t.as_nanosecond()).unwrap_or(if t.as_second() < 0 { i64::MIN } else { i64::MAX })
}
