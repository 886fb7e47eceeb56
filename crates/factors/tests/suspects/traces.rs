//! Faults that only traces show.

use backstory_factors::spans::{SpanRecord, SpanSummary, SpansBuilder};
use backstory_model::{Outcome, Window};
use jiff::Timestamp;

use crate::system::{Ask, FAULT, MINUTES, at, names, noise};

const MS: i64 = 1_000_000;

/// Milliseconds that one request adds on top of the healthy system's.
#[derive(Clone, Copy, Default)]
struct Fault {
    /// Inside `orders`.
    work: i64,
    /// Between `orders` and each of its neighbours.
    network: i64,
    /// `stock` gives up early.
    defect: bool,
}

struct Recorder {
    spans: SpansBuilder,
    next: u64,
    /// A service and the milliseconds its clock is ahead.
    off: (&'static str, i64),
}

impl Recorder {
    fn span(
        &mut self,
        trace: &str,
        parent: Option<&str>,
        service: &str,
        operation: &str,
        from: i64,
        to: i64,
    ) -> String {
        self.next += 1;
        let id = format!("{:016x}", self.next);
        let by = if self.off.0 == service { self.off.1 * MS } else { 0 };
        self.spans.span(&SpanRecord {
            trace_id: trace,
            span_id: &id,
            parent_id: parent,
            service,
            pod: None,
            operation,
            start_ns: from + by,
            end_ns: to + by,
        });
        id
    }

    /// `web` calls `orders` and `mail`, `orders` calls `stock`; calls go through a client span.
    fn request(&mut self, minute: i64, fault: Fault) {
        let trace = format!("t{}", self.next);
        let jitter = (noise(minute) * 100_000.0).round() as i64;
        let t = i64::try_from(at(minute).as_nanosecond()).unwrap() + 1_000 * MS + jitter;
        let net = MS + fault.network * MS + jitter;
        let web = self.span(&trace, None, "web", "GET /", t, t + 60 * MS + (fault.work + 4 * fault.network) * MS);
        let mail_client = self.span(&trace, Some(&web), "web", "CALL mail", t + MS, t + 4 * MS + jitter);
        self.span(&trace, Some(&mail_client), "mail", "/send", t + 2 * MS, t + 3 * MS);
        let start = t + 5 * MS;
        let work = (20 + fault.work) * MS + 4 * net + jitter;
        let client = self.span(&trace, Some(&web), "web", "CALL orders", start, start + 2 * net + work);
        let orders = self.span(&trace, Some(&client), "orders", "/order", start + net, start + net + work);
        let at_stock = start + net + 5 * MS;
        let stock_client =
            self.span(&trace, Some(&orders), "orders", "CALL stock", at_stock, at_stock + 2 * net + 5 * MS);
        let stock =
            self.span(&trace, Some(&stock_client), "stock", "/reserve", at_stock + net, at_stock + net + 5 * MS);
        let log = |ms: i64| at_stock + net + ms * MS;
        self.spans.log_line(log(1), &format!("INFO reserve start span={stock}"));
        if fault.defect {
            self.spans.log_line(log(2), &format!("WARN nothing reserved span={stock}"));
        } else {
            self.spans.log_line(log(2), &format!("INFO row locked span={stock}"));
            self.spans.log_line(log(3), &format!("INFO reserved span={stock}"));
        }
    }
}

fn record(fault: Fault) -> SpanSummary {
    record_with(fault, "", 0)
}

/// The same where the clock of one service is ahead.
fn record_with(fault: Fault, service: &'static str, ahead_ms: i64) -> SpanSummary {
    let mut recorder = Recorder { spans: SpansBuilder::new(), next: 0, off: (service, ahead_ms) };
    for minute in 0..MINUTES {
        recorder.request(minute, if minute < FAULT { Fault::default() } else { fault });
    }
    recorder.spans.finish(Window::new(at(FAULT), at(MINUTES)).unwrap())
}

#[test]
fn each_fault_is_found_by_its_channel() {
    for (fault, service, channel) in [
        (Fault { work: 50, ..Fault::default() }, "orders", "self_time"),
        (Fault { network: 40, ..Fault::default() }, "orders", "network"),
        (Fault { defect: true, ..Fault::default() }, "stock", "transitions"),
    ] {
        let verdict = Ask { spans: Some(record(fault)), ..Ask::default() }.rank();
        assert_eq!(verdict.outcome, Outcome::Incident, "{channel}");
        assert_eq!(names(&verdict).first(), Some(&service), "{channel}: {:#?}", verdict.suspects);
        assert!(verdict.suspects[0].channels.contains_key(channel), "{channel}: {:?}", verdict.suspects[0]);
    }
}

#[test]
fn what_was_recorded_hours_before_tells_less_of_slowness() {
    let outcome = |hours: i64, work: i64| {
        let mut recorder = Recorder { spans: SpansBuilder::new(), next: 0, off: ("", 0) };
        for minute in 0..MINUTES {
            let fault = if minute < FAULT { Fault::default() } else { Fault { work, ..Fault::default() } };
            recorder.request(if minute < FAULT { minute - 60 * hours } else { minute }, fault);
        }
        let window = Window::new(at(FAULT), at(MINUTES)).unwrap();
        Ask { spans: Some(recorder.spans.finish(window)), ..Ask::default() }.rank().outcome
    };
    assert_eq!((outcome(0, 12), outcome(3, 12)), (Outcome::Incident, Outcome::NothingStandsOut));
    assert_eq!(outcome(3, 60), Outcome::Incident);
}

#[test]
fn healthy_traces_are_silent() {
    let summary = record(Fault::default());
    assert_eq!((summary.moved.requests_before, summary.moved.requests_during), (100, 20));
    assert_eq!(summary.entry.as_ref().map(backstory_model::ServiceName::as_str), Some("web"));
    let verdict = Ask { spans: Some(summary), ..Ask::default() }.rank();
    assert_eq!(verdict.outcome, Outcome::NothingStandsOut, "{:#?}", verdict.suspects);
}

/// One span of `shop` with a line that is told `times`; a failed request has a line that says so.
fn told(spans: &mut SpansBuilder, request: i64, minute: i64, line: &str, times: i64) {
    let t = i64::try_from(at(minute).as_nanosecond()).unwrap() + request * MS;
    let id = format!("{minute:08x}{request:08x}");
    spans.span(&SpanRecord {
        trace_id: &id,
        span_id: &id,
        parent_id: None,
        service: "shop",
        pod: None,
        operation: "/pay",
        start_ns: t,
        end_ns: t + 50 * MS,
    });
    spans.log_line(t + 1, &format!("INFO pay begins span={id}"));
    for nth in 0..times {
        spans.log_line(t + 2 + nth, &format!("{line} span={id}"));
    }
    spans.log_line(t + 1_000, &format!("INFO pay ends span={id}"));
}

fn shares(of: impl Fn(i64, i64) -> (&'static str, i64)) -> (f64, SpanSummary) {
    let mut spans = SpansBuilder::new();
    for minute in FAULT - 20..MINUTES {
        for request in 0..3 {
            let (line, times) = of(minute, request);
            told(&mut spans, request, minute, line, times);
        }
    }
    let summary = spans.finish(Window::new(at(FAULT), at(MINUTES)).unwrap());
    let of_shop = summary.moved.surprised.iter().find(|(s, _)| s.as_str() == "shop").map_or(0.0, |(_, n)| *n);
    (of_shop / summary.moved.requests_during as f64, summary)
}

#[test]
fn what_one_request_does_fifty_times_is_told_once() {
    let odd = |minute, request| minute == FAULT + 3 && request == 0;
    let (once, _) = shares(|m, r| if odd(m, r) { ("INFO cache is cold", 1) } else { ("INFO card read", 1) });
    let (often, summary) = shares(|m, r| if odd(m, r) { ("INFO cache is cold", 50) } else { ("INFO card read", 1) });
    assert!(once < 0.01 && often < 0.01, "{once} {often}");
    let verdict = Ask { spans: Some(summary), ..Ask::default() }.rank();
    assert_eq!(verdict.outcome, Outcome::NothingStandsOut, "{:#?}", verdict.suspects);
}

#[test]
fn a_request_that_failed_before_the_window_teaches_nothing() {
    // Failures that stop are no news; failures that begin are.
    let fails = |minute: i64, request: i64| (minute + request) % 3 == 0;
    let line = |bad: bool| if bad { ("ERROR payment refused by PaymentException", 1) } else { ("INFO card read", 1) };
    let (stops, _) = shares(|m, r| line(m < FAULT && fails(m, r)));
    let (begins, summary) = shares(|m, r| line(m >= FAULT && fails(m, r)));
    assert!(stops < 0.01 && begins > 0.05, "{stops} {begins}");
    let verdict = Ask { spans: Some(summary), ..Ask::default() }.rank();
    assert_eq!((verdict.outcome, names(&verdict).first()), (Outcome::Incident, Some(&"shop")));
}

#[test]
fn a_fifth_of_the_lines_lost_does_not_hide_a_changed_path() {
    let lost = |m: i64, r: i64| (m * 7 + r * 3) % 5 == 0;
    let (share, summary) = shares(|m, r| {
        let line = if m >= FAULT && r != 1 { "INFO card declined at once" } else { "INFO card read" };
        (line, i64::from(!lost(m, r)))
    });
    assert!(share > 0.2, "{share}");
    let verdict = Ask { spans: Some(summary), ..Ask::default() }.rank();
    assert_eq!((verdict.outcome, names(&verdict).first()), (Outcome::Incident, Some(&"shop")));
}

#[test]
fn loops_and_lost_parents_are_survived() {
    let mut spans = SpansBuilder::new();
    for (id, parent) in [("a", Some("b")), ("b", Some("a")), ("c", Some("c")), ("d", Some("lost")), ("e", None)] {
        spans.span(&SpanRecord {
            trace_id: "t",
            span_id: id,
            parent_id: parent,
            service: id,
            pod: None,
            operation: "x",
            start_ns: 10,
            end_ns: 5,
        });
    }
    let window = Window::new(Timestamp::UNIX_EPOCH, at(0)).unwrap();
    assert_eq!(spans.finish(window).moved.requests_during, 1);
}

#[test]
fn a_clock_that_is_off_is_found_by_its_calls_and_corrected() {
    for (service, ahead_ms) in [("orders", 700), ("orders", -3_600_000), ("stock", 2_000), ("mail", -400)] {
        let summary = record_with(Fault::default(), service, ahead_ms);
        let skew = summary.skews.first().unwrap();
        assert_eq!((skew.service.as_str(), summary.skews.len()), (service, 1), "{ahead_ms}");
        let off = (skew.ahead_s - ahead_ms as f64 / 1e3).abs();
        assert!(off <= skew.uncertainty_s + 1e-3, "{service} {ahead_ms}: {skew:?}");
        // The rest of the answer is that of right clocks.
        assert_eq!(summary.moved.requests_during, record(Fault::default()).moved.requests_during);
        let verdict = Ask { spans: Some(summary), ..Ask::default() }.rank();
        assert_eq!(verdict.outcome, Outcome::NothingStandsOut, "{service} {ahead_ms}");
    }
}

#[test]
fn what_calls_cannot_resolve_is_not_claimed_of_clocks() {
    for ahead_ms in [0, 5, -5, 90] {
        assert_eq!(record_with(Fault::default(), "orders", ahead_ms).skews, [], "{ahead_ms}");
    }
}

/// A login that reads the user twice and tells its last line after the second time.
fn login(spans: &mut SpansBuilder, minute: i64, last: &str) {
    let t = i64::try_from(at(minute).as_nanosecond()).unwrap();
    let id = format!("{minute:016x}");
    let record = |span_id, parent_id, operation, from: i64, to: i64| SpanRecord {
        trace_id: &id,
        span_id,
        parent_id,
        service: "auth",
        pod: None,
        operation,
        start_ns: t + from * MS,
        end_ns: t + to * MS,
    };
    spans.span(&record(id.as_str(), None, "login", 0, 20));
    let (first, second) = (format!("a{minute:015x}"), format!("b{minute:015x}"));
    spans.span(&record(first.as_str(), Some(id.as_str()), "read user", 1, 3));
    spans.event(&id, t + 4 * MS, "user loaded");
    spans.span(&record(second.as_str(), Some(id.as_str()), "read user", 5, 7));
    spans.event(&id, t + 8 * MS, last);
}

#[test]
fn a_line_that_replaces_another_behind_a_place_passed_twice_is_found() {
    let mut spans = SpansBuilder::new();
    for minute in FAULT - 11..FAULT + 8 {
        login(&mut spans, minute, if minute < FAULT { "token given" } else { "none found" });
    }
    let summary = spans.finish(Window::new(at(FAULT), at(MINUTES)).unwrap());
    let found = summary.surprises.first().map(|s| (s.to.as_str(), s.during > 0.9));
    assert_eq!(found, Some(("none found", true)), "{:?}", summary.surprises);
}
