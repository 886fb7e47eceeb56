//! What runtimes print beside the records of a logger, on whole sources.

use std::fmt::Write as _;

use super::tests::read;
use crate::severity::Severity;
use crate::summary::{ChangeKind, Subject};

/// A minute of a log, and a report in the middle.
fn with_report(line: impl Fn(u32) -> String, report: &str) -> String {
    let mut text = String::new();
    for i in 0..60 {
        writeln!(text, "{}", line(i)).unwrap();
        if i == 40 {
            text.push_str(report);
        }
    }
    text
}

const PYTHON: &str =
    "Traceback (most recent call last):\n  File \"/a.py\", line 1, in x\n    y()\nConnectionError: db down\n";
const GO: &str =
    "panic: index out of range\n\ngoroutine 7 [running]:\nmain.run(0x1)\n\t/app/main.go:12 +0x1d\nexit status 2\n";
const JAVA: &str =
    "Exception in thread \"w-1\" java.lang.OutOfMemoryError: Java heap space\n\tat com.x.A.b(A.java:1)\n";
const NODE: &str = "/app/server.js:12\n    throw new Error('boom');\n    ^\n\nError: boom\n    at handler (/app/server.js:12:11)\n\nNode.js v20.9.0\n";
const RUST: &str = "thread 'main' panicked at src/main.rs:9:5:\nboom\nstack backtrace:\n   0: cart::run\nnote: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.\n";

#[test]
fn a_crash_has_a_record_of_its_own_and_the_time_of_the_line_before() {
    let layouts: [fn(u32) -> String; 4] = [
        |i| format!("2026-03-14 09:00:{i:02}.294 INFO  [main] c.x.Cart - cache refresh done in {i} ms"),
        |i| format!("2026/03/14 09:00:{i:02} cache refresh done in {i} ms"),
        |i| format!("2026-03-14T09:00:{i:02}Z INFO cache refresh done in {i} ms"),
        |i| {
            format!(
                "{{\"time\":\"2026-03-14T09:00:{i:02}Z\",\"level\":\"info\",\"msg\":\"cache refresh done in {i} ms\"}}"
            )
        },
    ];
    for line in layouts {
        for (report, severity) in [
            (PYTHON, Severity::Error),
            (GO, Severity::Fatal),
            (JAVA, Severity::Fatal),
            (NODE, Severity::Fatal),
            (RUST, Severity::Fatal),
            ("Segmentation fault (core dumped)\n", Severity::Fatal),
        ] {
            let summary = read(&with_report(line, report));
            let templates = summary.templates();
            let counts: Vec<u64> = templates.iter().map(|template| template.count).collect();
            assert_eq!((summary.records, counts.as_slice()), (61, &[60, 1][..]), "{report} {templates:#?}");
            let crash = &templates[1];
            let first = crash.first.unwrap();
            assert_eq!((crash.severity(), first.line, first.is_near), (Some(severity), 42, true), "{report}");
            assert_eq!(Some(first.second), templates[0].first.map(|place| place.second + 40), "{report}");
            let (baseline, incident) = summary.default_spans().unwrap();
            let changes = summary.changes(baseline, incident);
            assert!(changes.iter().any(|c| c.kind == ChangeKind::FirstSeen && c.first == Some(first)), "{changes:?}");
            assert_eq!((summary.timed, summary.not_understood()), (60, 0));
        }
    }
}

#[test]
fn a_trace_stays_with_the_record_that_tells_of_the_failure() {
    for line in ["2026-03-14 09:00:00,294 ERROR cart: order lost", "2026-03-14 09:00:00,294 INFO cart: order failed"] {
        let summary = read(&format!("{line}\n{PYTHON}{line}\n{PYTHON}"));
        assert_eq!((summary.records, summary.templates().len()), (2, 1), "{line}");
    }
    let chained = format!("{PYTHON}\nDuring handling of the above exception, another exception occurred:\n\n{PYTHON}");
    assert_eq!(read(&format!("{chained}{chained}")).records, 2);
}

#[test]
fn each_report_of_a_stream_of_errors_is_a_record() {
    let mut python = String::new();
    let mut node = String::new();
    for i in 0..30 {
        let error = ["ValueError: bad", "KeyError: 'id'", "ConnectionError: db down"][i % 3];
        write!(python, "Traceback (most recent call last):\n  File \"/a.py\", line {i}, in x\n    y()\n{error}\n")
            .unwrap();
        write!(node, "Error: boom {i}\n    at x (/a.js:1:2)\n    at y (/b.js:1:2)\n").unwrap();
    }
    let summary = read(&python);
    assert_eq!((summary.records, summary.templates().len(), summary.not_understood()), (30, 3, 0));
    let summary = read(&node);
    assert_eq!((summary.records, summary.templates().len(), summary.not_understood()), (30, 1, 0));
    // With a word before each.
    let mut plain = String::new();
    for i in 0..30 {
        write!(plain, "Starting job {i}\n{PYTHON}").unwrap();
    }
    assert_eq!(read(&plain).records, 60);
}

#[test]
fn a_margin_before_every_line_is_none_of_them() {
    for margin in ["  ", "\t", "    "] {
        let log = with_report(
            |i| format!("2026-03-14 09:00:{i:02}.294 INFO order {i} created"),
            "2026-03-14 09:00:40.500 ERROR lost\n\tat a.B(C.java:1)\n",
        );
        let indented = format!("{margin}{}", log.trim_end().replace('\n', &format!("\n{margin}")));
        let summary = read(&indented);
        assert_eq!((summary.records, summary.timed), (61, 61), "{margin:?}");
        assert_eq!(summary.templates()[0].template, "order <*> created");
    }
}

#[test]
fn requests_that_fail_are_a_change_with_its_route() {
    let request = |second: u32, path: &str, status: u16| {
        let (minute, second) = (second / 60, second % 60);
        format!(
            "10.0.0.{} - - [14/Mar/2026:09:{minute:02}:{second:02} +0000] \"GET {path} HTTP/1.1\" {status} 512 \"-\" \"curl\"\n",
            second % 9
        )
    };
    let mut text = String::new();
    for s in 0..3600 {
        text += &request(s, "/api/orders", if (2000..2300).contains(&s) || s % 700 == 0 { 503 } else { 200 });
        text += &request(s, "/api/cart", 200);
    }
    let summary = read(&text);
    let (baseline, incident) = summary.default_spans().unwrap();
    let changes = summary.changes(baseline, incident);
    let [change] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!(
        (change.kind, change.subject, change.template.as_str()),
        (ChangeKind::Burst, Subject::Requests, "GET /api/orders 503")
    );
    let begin = baseline.from;
    assert_eq!((change.onset_s - begin, change.recovery_s.map(|s| s - begin)), (2000, Some(2300)));
    assert_eq!(change.first.map(|place| place.line), Some(4001));
}

#[test]
fn a_service_that_falls_silent_among_others_is_told() {
    let mut text = String::new();
    for s in 0..3600 {
        for service in ["cart", "pay", "auth"] {
            let quiet = service == "pay" && (1800..2700).contains(&s);
            if !quiet {
                let (minute, second) = (s / 60, s % 60);
                writeln!(text, "{{\"time\":\"2026-03-14T09:{minute:02}:{second:02}Z\",\"level\":\"info\",\"service\":\"{service}\",\"msg\":\"handled request {s}\"}}").unwrap();
            }
        }
    }
    let summary = read(&text);
    let (baseline, incident) = summary.default_spans().unwrap();
    let changes = summary.changes(baseline, incident);
    let [change] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((change.kind, change.subject, change.template.as_str()), (ChangeKind::Silence, Subject::Service, "pay"));
    assert_eq!((change.onset_s - baseline.from, change.recovery_s.map(|s| s - baseline.from)), (1800, Some(2700)));
}

#[test]
fn a_message_that_becomes_an_error_is_the_change_of_its_level() {
    let line = |s: u32| {
        let level = if s >= 2000 { "ERROR" } else { "INFO" };
        format!("2026-03-14 09:{:02}:{:02}.294 {level} [main] c.x.Cart - gateway responded in {s} ms\n", s / 60, s % 60)
    };
    let summary = read(&(0..3600).map(line).collect::<String>());
    let (baseline, incident) = summary.default_spans().unwrap();
    let changes = summary.changes(baseline, incident);
    let [change] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((change.kind, change.template.as_str()), (ChangeKind::LevelChange, "gateway responded in <*> ms"));
    assert_eq!((change.onset_s - baseline.from, change.id.is_some()), (2000, true));
}

#[test]
fn readings_without_a_zone_are_of_the_zone_that_is_given() {
    let log = "2026-03-14 09:00:00.294 INFO up\n2026-03-14T00:00:01Z INFO up\n";
    let options = super::Options { year: 2026, max_bytes: u64::MAX };
    let tokyo: crate::Zone = std::sync::Arc::new(|_| 9 * 3600);
    let summary = crate::summarise_in(tokyo, log.as_bytes(), &options).unwrap();
    let midnight = 1_773_446_400;
    assert_eq!(summary.per_second.span(), Some((midnight, midnight + 1)));
    assert_eq!(summary.zoned, 2);
}

#[test]
fn bodies_at_the_margin_belong_to_the_record_above_from_the_first_one_on() {
    let mut text = String::new();
    for i in 0..90 {
        let minute = i / 60;
        writeln!(
            text,
            "2026-03-14 09:{minute:02}:{:02}.008 INFO x.Y - stats:\nname  count\n----- -----\na     {i}",
            i % 60
        )
        .unwrap();
    }
    let summary = read(&text);
    assert_eq!((summary.records, summary.templates().len()), (90, 1), "{:?}", summary.templates());
}

#[test]
fn what_lays_out_an_export_is_no_record() {
    let elements = "[\n{\"time\":\"2026-03-14T09:00:00Z\",\"msg\":\"up\"},\n{\"time\":\"2026-03-14T09:00:01Z\",\"msg\":\"up\"}\n]\n";
    assert_eq!(read(elements).records, 2);
    let mut glog = "Log file created at: 2026/03/14 09:00:00\nRunning on machine: h1\n".to_owned();
    for i in 10..30 {
        writeln!(glog, "I20260314 09:00:{i}.1 1 a.go:1] up").unwrap();
    }
    assert_eq!((read(&glog).records, read(&glog).blank_lines), (20, 2));
    let clock = "[09:00:00 INF] up\n[09:00:01 WRN] slow\n[09:00:02 INF] up\n";
    assert!(read(clock).faults().iter().any(|fault| matches!(fault, crate::LogFault::NoDate { .. })));
}

#[test]
fn dates_are_read_in_the_order_that_all_of_them_show() {
    let log = |last: &str| {
        read(&format!("10/04/2026 09:00:00 INFO up\n11/04/2026 09:00:00 INFO up\n{last} 09:00:00 INFO up\n"))
    };
    let april = 1_775_779_200 + 9 * 3600;
    for last in ["12/04/2026", "13/04/2026"] {
        assert_eq!(log(last).stretch().map(|span| span.from), Some(april), "{last}");
    }
    let either = read("03/04/2026 09:00:00 INFO up\n03/04/2026 09:00:01 INFO up\n");
    assert!(either.faults().iter().any(|fault| matches!(fault, crate::LogFault::EitherDate { .. })));
    let leap = read("Feb 28 00:00:00 h cart[1]: up\nFeb 29 00:00:00 h cart[1]: up\nMar  1 00:00:00 h cart[1]: up\n");
    assert_eq!((leap.records, leap.stretch().map(|span| span.to - span.from)), (3, Some(2 * 86_400 + 1)));
}
