//! Processes that wait for their processor, where few requests meet them.

use backstory_factors::spans::{SpanRecord, SpanSummary, SpansBuilder};
use backstory_model::{Outcome, Window};

use crate::system::{Ask, FAULT, MINUTES, at, names, noise, series};

const MS: i64 = 1_000_000;

/// Requests of a second through `shop`, every fourth with `gift_ms` in `gift` when in the window, else three.
fn record(gift_ms: i64) -> SpanSummary {
    let mut spans = SpansBuilder::new();
    for minute in FAULT - 40..MINUTES {
        let t = i64::try_from(at(minute).as_nanosecond()).unwrap();
        let wander = (noise(minute) * 300_000.0).round() as i64;
        let (trace, gift) = (format!("t{minute}"), format!("g{minute}"));
        let mut span = |id: &str, parent: Option<&str>, service: &str, from: i64, took: i64| {
            spans.span(&SpanRecord {
                trace_id: &trace,
                span_id: id,
                parent_id: parent,
                service,
                pod: None,
                operation: service,
                start_ns: t + from,
                end_ns: t + from + took,
            });
        };
        let took = if minute < FAULT { 3 } else { gift_ms } * MS + wander;
        span(&trace, None, "shop", 0, 1_000 * MS + 20 * wander);
        if minute % 4 == 0 {
            span(&gift, Some(&trace), "gift", MS, took);
        }
    }
    spans.finish(Window::new(at(FAULT), at(MINUTES)).unwrap())
}

#[test]
fn a_slow_process_is_found_however_few_requests_meet_it() {
    for (gift_ms, cpu, found) in [
        (3, 2.0, None),
        (4, 2.0, None),
        (15, 2.0, Some("gift")),
        (3, 90.0, Some("gift")),
        // Half as long again may be the hour of the day, but not when its processor has ten times as much to do.
        (5, 2.0, None),
        (5, 20.0, Some("gift")),
    ] {
        let verdict =
            Ask { spans: Some(record(gift_ms)), series: vec![series("gift", "cpu_pct", 2.0, cpu)], ..Ask::default() }
                .rank();
        assert_eq!(names(&verdict).first().copied(), found, "{gift_ms} {cpu}: {verdict:#?}");
        // A hundredth of what users wait for is none of theirs.
        let outcome = if found.is_some() { Outcome::NearMiss } else { Outcome::NothingStandsOut };
        assert_eq!(verdict.outcome, outcome, "{gift_ms} {cpu}");
    }
}
