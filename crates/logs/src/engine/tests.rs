//! The laws of the engine, on whole sources.

use std::fmt::Write as _;
use std::io::{self, Read};

use proptest::prelude::*;

use super::*;
use crate::severity::Severity;
use crate::summary::LogFault;

const OPTIONS: Options = Options { year: 2026, max_bytes: u64::MAX };

pub(super) fn read(text: &str) -> LogSummary {
    summarise(text.as_bytes(), &OPTIONS).unwrap()
}

/// A log of many blocks: requests of an application with stack traces, and times that run.
fn long_log(lines: usize) -> String {
    let mut text = String::new();
    for i in 0..lines {
        let (minute, second, milli) = (i / 6_000 % 60, i / 100 % 60, i % 100 * 10);
        let time = format!("2026-11-23 15:{minute:02}:{second:02},{milli:03}");
        if i % 97 == 0 {
            writeln!(
                text,
                "{time} ERROR [worker-{}] shop.Store - cannot load cart {i}\nshop.MissingException: cart {i}\n\tat shop.Store.load(Store.java:{})",
                i % 7,
                i % 50
            )
            .unwrap();
        } else {
            writeln!(
                text,
                "{time} {} [worker-{}] shop.Cart - loaded cart {i} for user{} in {} ms",
                if i % 10 == 3 { "WARN " } else { "INFO " },
                i % 7,
                i * 31,
                i % 40
            )
            .unwrap();
        }
    }
    text
}

#[test]
fn threads_do_not_change_the_answer() {
    let text = long_log(60_000);
    assert!(text.len() > 4 << 20);
    let alone = summarise_on(1, None, text.as_bytes(), &OPTIONS).unwrap();
    for threads in [2, 3] {
        assert!(summarise_on(threads, None, text.as_bytes(), &OPTIONS).unwrap() == alone, "{threads} threads");
    }
    assert_eq!((alone.records, alone.lines), (60_000, 60_000 + 2 * (60_000 / 97 + 1)));
    let templates = alone.templates();
    // Every record counts, by whichever way it came.
    let of = |wanted: &[Severity]| -> u64 {
        templates.iter().flat_map(|t| wanted.iter().filter_map(|s| t.severities.get(s))).sum()
    };
    assert_eq!(alone.levels.warnings.total(), of(&[Severity::Warn]));
    assert_eq!(alone.levels.errors.total(), of(&[Severity::Error, Severity::Fatal]));
    assert!(alone.levels.warnings.total() + alone.levels.errors.total() > 0);
    let texts: Vec<(&str, u64)> = templates.iter().map(|t| (t.template.as_str(), t.count)).collect();
    assert_eq!(
        texts,
        [
            ("loaded cart <*> for <*> in <*> ms", 59_381),
            ("cannot load cart <*> ⏎ shop.MissingException: cart <*>", 619)
        ]
    );
    let distinct: Vec<u64> = templates[0].parameters.iter().map(|p| p.distinct).collect();
    assert!(distinct[0].abs_diff(59_381) < 59_381 / 3 && distinct[2].abs_diff(40) < 15, "{distinct:?}");
    assert_eq!(templates[1].first.map(|place| place.line), Some(1));
}

#[test]
fn a_stored_summary_is_read_as_it_was() {
    let summary = read(&long_log(500));
    let stored = serde_json::to_string(&summary).unwrap();
    assert_eq!(serde_json::from_str::<LogSummary>(&stored).unwrap(), summary);
}

/// Gives a source byte by byte, in gulps of any size.
struct Gulps<'a>(&'a [u8], usize);

impl Read for Gulps<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let many = self.1.min(buffer.len()).min(self.0.len());
        let (now, later) = self.0.split_at(many);
        buffer[..many].copy_from_slice(now);
        self.0 = later;
        Ok(many)
    }
}

/// A line of one of many formats.
fn line() -> impl Strategy<Value = String> {
    let time = (0..50_u32).prop_map(|s| format!("2026-11-23T15:20:{s:02}.000Z"));
    prop_oneof![
        (time.clone(), "[a-c]{1,2}", 0..30_u32)
            .prop_map(|(t, word, n)| format!("{t} ERROR {word}: no answer to {n} from {word}{n}")),
        (time.clone(), 0..5_u32).prop_map(|(t, n)| format!(
            "{{\"ts\":\"{t}\",\"level\":\"warn\",\"service\":\"s{n}\",\"msg\":\"slow {n}\"}}"
        )),
        (time, 0..3_u32, 200..503_u16).prop_map(|(t, n, status)| format!(
            "10.0.0.{n} - - [{t}] \"GET /cart/{n} HTTP/1.1\" {status} 7 \"-\" \"x\" rt=0.0{n}"
        )),
        "[ -~]{0,40}",
        Just("\tat a.b.C(D.java:7)".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn summaries_of_parts_merge_in_any_order(parts in proptest::collection::vec(proptest::collection::vec(line(), 0..40), 3)) {
        let [a, b, c] = [0, 1, 2].map(|part| read(&parts[part].join("\n")));
        let merged = |mut a: LogSummary, b: &LogSummary| {
            a.merge(b.clone());
            a
        };
        let left = merged(merged(a.clone(), &b), &c);
        prop_assert_eq!(&merged(a.clone(), &merged(b.clone(), &c)), &left);
        prop_assert_eq!(&merged(merged(c.clone(), &a), &b), &left);
        prop_assert_eq!(left.records, a.records + b.records + c.records);
        // What no summary changes.
        prop_assert_eq!(merged(LogSummary::default(), &a), a);
    }

    #[test]
    fn how_bytes_arrive_does_not_matter(lines in proptest::collection::vec(line(), 0..60), gulp in 1..50_usize) {
        let text = lines.join("\r\n");
        let whole = read(&text);
        prop_assert_eq!(summarise(Gulps(text.as_bytes(), gulp), &OPTIONS).unwrap(), whole);
    }

    #[test]
    fn any_bytes_end_in_a_summary(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        if let Ok(summary) = summarise(bytes.as_slice(), &OPTIONS) {
            prop_assert!(summary.records <= summary.lines);
            drop(summary.templates());
        }
    }
}

#[test]
fn requests_are_counted_by_second_route_and_status() {
    let summary = read(concat!(
        "192.0.2.1 - - [23/Nov/2026:15:20:30 +0000] \"GET /o/17 HTTP/1.1\" 200 5 \"-\" \"x\"\n",
        "192.0.2.1 - - [23/Nov/2026:15:20:30 +0000] \"GET /o/18 HTTP/1.1\" 503 5 \"-\" \"x\"\n",
    ));
    let cells: Vec<(&str, u16, u64)> =
        summary.requests.cells().iter().map(|cell| (cell.route.as_str(), cell.status, cell.count)).collect();
    assert_eq!(cells, [("GET /o/{id}", 200, 1), ("GET /o/{id}", 503, 1)]);
    assert_eq!((summary.requests.failures().len(), summary.requests.total()), (1, 2));
}

#[test]
fn a_stack_trace_is_one_record() {
    let summary = read(
        "\
2026-11-23T14:42:48.807119779Z 2026-11-23 14:42:48,807 ERROR [app] [req=720d6e9339b3bc42] unhandled error
2026-11-23T14:42:48.807119780Z Traceback (most recent call last):
2026-11-23T14:42:48.807119781Z \n\
2026-11-23T14:42:48.807119782Z TypeError: 'NoneType' object is not subscriptable
2026-11-23T14:42:48.807119783Z 2026-11-23 14:42:48,808 INFO [app] [req=720d6e9339b3bc43] next
",
    );
    assert_eq!(summary.records, 2);
    let templates = summary.templates();
    let error = templates.iter().find(|t| t.severity() == Some(crate::Severity::Error)).unwrap();
    assert_eq!(error.template, "unhandled error ⏎ TypeError: 'NoneType' object is not subscriptable");
    assert_eq!((summary.correlations().len(), summary.zoned), (2, 2));
}

#[test]
fn records_of_several_lines_are_one() {
    let messages = |text: &str| {
        let mut found = Vec::new();
        crate::read_records(text.as_bytes(), &crate::ReadOptions::default(), |record| {
            found.push((
                record.line_count,
                String::from_utf8_lossy(record.message).lines().next().unwrap_or("").to_owned(),
            ));
        })
        .unwrap();
        found
    };
    for (text, expected) in [
        (
            "{\n  \"ts\": \"2025-02-09T10:05:23Z\",\n  \"msg\": \"a\"\n}\n{\n  \"msg\": \"b\"\n}\n",
            vec![(4, "a"), (3, "b")],
        ),
        (
            "2025-02-09T10:05:23Z INFO done\nthread 'main' panicked at src/main.rs:4:5:\nindex out of bounds\nnote: run with `RUST_BACKTRACE=1`\n2025-02-09T10:05:24Z INFO done\n2025-02-09T10:05:25Z INFO done\n2025-02-09T10:05:26Z INFO done\n2025-02-09T10:05:27Z INFO done\n2025-02-09T10:05:28Z INFO done\n",
            vec![
                (1, "done"),
                (3, "thread 'main' panicked at src/main.rs:4:5: index out of bounds"),
                (1, "done"),
                (1, "done"),
                (1, "done"),
                (1, "done"),
                (1, "done"),
            ],
        ),
        (
            "2025/02/09 10:05:23 http: panic serving\ngoroutine 51 [running]:\nnet/http.(*conn).serve.func1()\n\t/server.go:18 +0xbe\nmain.handler(0x1, 0x2)\n\t/main.go:17 +0x1d\n2025/02/09 10:05:24 listening\n",
            vec![(6, "http: panic serving"), (1, "listening")],
        ),
        (
            "2025-02-09T10:05:23Z ERROR oops\nTypeError: no id\n    at a (/b.js:4:1) {\n  code: 'E_X'\n}\n2025-02-09T10:05:24Z INFO next\n",
            vec![(5, "oops"), (1, "next")],
        ),
        (
            "2025-02-09 10:05:23.123 +00:00 [ERR] failed\nSystem.InvalidOperationException: no elements\n   at Shop.Get(Int32 id) in /app/Orders.cs:line 33\n--- End of stack trace from previous location ---\n2025-02-09 10:05:24.123 +00:00 [INF] ok\n",
            vec![(4, "failed"), (1, "ok")],
        ),
    ] {
        let expected: Vec<(u32, String)> = expected.into_iter().map(|(n, text)| (n, text.to_owned())).collect();
        assert_eq!(messages(text), expected, "{text}");
    }
}

#[test]
fn a_broken_archive_keeps_what_came_before() {
    use std::io::Write as _;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    for i in 0..20_000 {
        writeln!(packed, "2026-11-23 15:20:26 INFO line {i}").unwrap();
    }
    let packed = packed.finish().unwrap();
    let summary = summarise(&packed[..packed.len() / 2], &OPTIONS).unwrap();
    assert!(summary.records > 5_000);
    assert!(summary.faults().iter().any(|f| matches!(f, LogFault::Broken { .. })));
}

#[test]
fn a_giant_line_is_read_in_part_and_told() {
    let before = "2026-11-23 15:20:26 INFO one\n2026-11-23 15:20:27 INFO giant ".as_bytes();
    let after = "\n2026-11-23 15:20:28 INFO three\n".as_bytes();
    let source = before.chain(io::repeat(b'x').take(64 << 20)).chain(after);
    let summary = summarise(source, &OPTIONS).unwrap();
    let bytes = (before.len() + after.len() + (64 << 20)) as u64;
    assert_eq!((summary.lines, summary.records, summary.bytes), (3, 3, bytes));
    let faults = summary.faults();
    assert!(faults.iter().any(|f| matches!(f, LogFault::TooLong { line: 2, .. })), "{faults:?}");
}

#[test]
fn hostile_lines_are_told_and_bounded() {
    let mut text = String::new();
    for i in 0..120_000_u32 {
        // A sentence of its own for each line: letters for digits, so that nothing is masked.
        let word: String = i.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
        writeln!(text, "2026-11-23 15:20:26 INFO event {word} \u{1b}[31m\0\0\0\0 here").unwrap();
    }
    text.push_str("2026-11-23 14:00:00 INFO back\n");
    let summary = read(&text);
    assert_eq!(summary.records, 120_001);
    let templates = summary.templates();
    assert!(templates.len() <= crate::template::MAX_MASKED_LINES);
    let faults = summary.faults();
    assert!(faults.iter().any(|f| matches!(f, LogFault::TooManyTemplates { records } if *records > 90_000)));
    assert!(faults.iter().any(|f| matches!(f, LogFault::Backwards { line: 120_001, seconds: 4826, .. })), "{faults:?}");
    assert!(faults.iter().any(|f| matches!(f, LogFault::NulBytes { .. })));
    assert!(faults.len() < 1_000);
}

#[test]
fn what_is_no_plain_text_is_told_at_its_first_line() {
    let mut bytes = Vec::new();
    for i in 0..60_000_u32 {
        let word: &[u8] = match i {
            7 | 50_000 => b"caf\xE9",
            9 | 40_000 => b"\x1b[31mred\x1b[0m",
            _ => "寒い".as_bytes(),
        };
        bytes.extend_from_slice(format!("2026-11-23 15:{:02}:{:02} INFO ", i / 60 % 60, i % 60).as_bytes());
        bytes.extend_from_slice(word);
        bytes.extend_from_slice(format!(" number {i}\n").as_bytes());
    }
    let offset = |line: usize| {
        bytes.split_inclusive(|byte| *byte == b'\n').take(line - 1).map(<[u8]>::len).sum::<usize>() as u64
    };
    for threads in [1, 2] {
        let faults = summarise_on(threads, None, bytes.as_slice(), &OPTIONS).unwrap().faults();
        let told: Vec<&LogFault> = faults
            .iter()
            .filter(|fault| matches!(fault, LogFault::InvalidUtf8 { .. } | LogFault::Escapes { .. }))
            .collect();
        let expected = [
            &LogFault::InvalidUtf8 { line: 8, offset: offset(8), lines: 2 },
            &LogFault::Escapes { line: 10, offset: offset(10), lines: 2 },
        ];
        assert_eq!(told, expected, "{threads} threads");
    }
}

#[test]
fn an_archive_of_zstd_that_breaks_off_keeps_what_came_before() {
    let text = long_log(40_000);
    let packed = zstd::encode_all(text.as_bytes(), 1).unwrap();
    let summary = summarise(&packed[..packed.len() / 2], &OPTIONS).unwrap();
    assert!(summary.records > 5_000);
    let faults = summary.faults();
    let end = summary.bytes;
    assert!(faults.iter().any(|f| matches!(f, LogFault::Broken { offset, .. } if *offset == end)), "{faults:?}");
}

#[test]
fn an_archive_of_one_short_line_is_counted_and_one_of_zeros_is_told() {
    use std::io::Write as _;
    let pack = |line: &[u8], times: usize| {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        for _ in 0..times {
            packed.write_all(line).unwrap();
        }
        packed.finish().unwrap()
    };
    let short = summarise(pack(b"short line\n", 3_000_000).as_slice(), &OPTIONS).unwrap();
    assert_eq!((short.records, short.bytes, short.templates().len()), (3_000_000, 33_000_000, 1));
    let zeros = summarise(pack(&vec![0; 1 << 20], 32).as_slice(), &OPTIONS).unwrap();
    assert_eq!((zeros.lines, zeros.records, zeros.bytes), (1, 0, 32 << 20));
    let faults = zeros.faults();
    assert!(faults.iter().any(|f| matches!(f, LogFault::TooLong { line: 1, offset: 0, .. })), "{faults:?}");
    assert!(faults.iter().any(|f| matches!(f, LogFault::NulBytes { line: 1, offset: 0, .. })), "{faults:?}");
}

#[test]
fn the_year_rolls_over_in_a_log_without_years() {
    let summary = read("Dec 31 23:59:59 host app[1]: last\nJan  1 00:00:01 host app[1]: first\n");
    assert!(summary.is_yearless);
    assert_eq!(summary.covered.map(|(from, to)| to - from), Some(2_000_000_000));
}

#[test]
fn a_chunk_that_arrived_twice_is_read_once() {
    let mut lines: Vec<String> = long_log(3_000).lines().map(str::to_owned).collect();
    let chunk = lines[1_000..1_400].to_vec();
    lines.splice(1_400..1_400, chunk);
    let summary = read(&lines.join("\n"));
    assert_eq!(summary.records, 3_000);
    let faults = summary.faults();
    assert!(matches!(faults.as_slice(), [LogFault::Duplicate { line: 1_401, lines: 400, .. }]), "{faults:?}");
}

#[test]
fn no_parameter_has_more_values_than_there_are_records() {
    for records in 1..=120_u32 {
        let mut text = String::new();
        for i in 0..records {
            writeln!(text, "2025-02-09T10:05:23Z INFO job {} done", i * 7919 + 1).unwrap();
        }
        for template in read(&text).templates() {
            let most = template.parameters.iter().map(|parameter| parameter.distinct).max();
            assert!(most.is_none_or(|most| most <= template.count), "{most:?} of {records}");
        }
    }
}

#[test]
fn values_of_many_parameters_and_of_traces_are_counted() {
    let mut text = String::new();
    for i in 0..200 {
        writeln!(text, "2025-02-09T10:05:23Z INFO a=0 b=1 c=1 d=1 e=1 f=1 g=1 h=1 i=1 j=1 k=1 order={i} of={}", i % 12)
            .unwrap();
    }
    let distinct: Vec<u64> = read(&text).templates()[0].parameters.iter().map(|p| p.distinct).collect();
    assert!(distinct[11].abs_diff(200) < 70, "{distinct:?}");
    // Few values are counted exactly.
    assert_eq!((distinct[0], distinct[12]), (1, 12));

    let mut text = String::new();
    for i in 0..100 {
        writeln!(
            text,
            "2025-02-09 10:05:23.123 ERROR [main] shop.Cart - no order {i}\njava.lang.IllegalStateException: order {} is closed\n\tat shop.Cart.close(Cart.java:7)",
            i % 9
        )
        .unwrap();
    }
    let templates = read(&text).templates();
    assert_eq!(templates[0].template, "no order <*> ⏎ java.lang.IllegalStateException: order <*> is closed");
    let distinct: Vec<u64> = templates[0].parameters.iter().map(|p| p.distinct).collect();
    assert!(distinct[0].abs_diff(100) < 35 && distinct[1] == 9, "{distinct:?}");
}

#[test]
fn slow_queries_are_known_by_their_statements() {
    let mut text = String::new();
    for i in 0..20 {
        let head = "# User@Host: app[app] @ ip [10.0.0.1]  Id: 7\n# Query_time: 3.0  Lock_time: 0.1";
        writeln!(
            text,
            "# Time: 2025-02-09T10:05:{i:02}.000000Z\n{head}\nSET timestamp=17;\nSELECT * FROM orders WHERE id={i};"
        )
        .unwrap();
    }
    let templates: Vec<(String, u64)> =
        read(&text).templates().into_iter().map(|template| (template.template, template.count)).collect();
    assert_eq!(templates, [("SELECT * FROM orders WHERE id=<*>;".to_owned(), 20)]);
}
