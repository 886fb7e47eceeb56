//! Every format inside every envelope: recognised as the inner format, with its severity and message.

use backstory_logs::{Envelope, FormatKind, ReadOptions, Severity, detect, read_records};

/// How one physical line looks in an envelope; `number` makes its time.
fn wrap(envelope: Envelope, line: &str, number: usize) -> String {
    let time = format!("2026-11-23T14:42:{:02}.717329697Z", number % 60);
    match envelope {
        Envelope::None => line.to_owned(),
        Envelope::Kubectl => format!("{time} {line}"),
        Envelope::Cri => format!("{time} stdout F {line}"),
        Envelope::Docker => {
            serde_json::json!({"log": format!("{line}\n"), "stream": "stdout", "time": time}).to_string()
        }
        Envelope::Compose => format!("cart-1  | {line}"),
        Envelope::Stern => format!("cart-7d9f8b6c5-x2x4q app {line}"),
    }
}

const ENVELOPES: [Envelope; 6] =
    [Envelope::None, Envelope::Kubectl, Envelope::Cri, Envelope::Docker, Envelope::Compose, Envelope::Stern];

#[derive(Debug, PartialEq)]
struct Seen {
    format: FormatKind,
    severity: Option<Severity>,
    message: String,
    lines: u32,
}

fn read(text: &str) -> Vec<Seen> {
    let mut seen = Vec::new();
    read_records(text.as_bytes(), &ReadOptions::default(), |record| {
        seen.push(Seen {
            format: record.format,
            severity: record.severity,
            message: String::from_utf8_lossy(record.message).into_owned(),
            lines: record.line_count,
        });
    })
    .expect("bytes in memory can be read");
    seen
}

/// A line of each format, with what it says. The message may be the line itself.
const LINES: &[(FormatKind, &str, Option<Severity>, &str)] = &[
    (
        FormatKind::Access,
        r#"192.0.2.10 - bob [23/Nov/2026:14:42:01 +0000] "GET /a?b=1 HTTP/1.1" 502 157"#,
        None,
        r#""GET /a?b=1 HTTP/1.1" 502"#,
    ),
    (
        FormatKind::Access,
        r#"192.0.2.10 - - [23/Nov/2026:14:42:01 +0000] "GET /a HTTP/1.1" 200 21 "https://a.example/" "curl/8""#,
        None,
        r#""GET /a HTTP/1.1" 200"#,
    ),
    (
        FormatKind::Access,
        r#"192.0.2.10 - - [23/Nov/2026:14:42:01 +0000] "GET /a HTTP/1.1" 200 21 "-" "curl/8" rt=0.045 uct="0.002" urt="0.045" ua="10.0.0.2:80""#,
        None,
        r#""GET /a HTTP/1.1" 200"#,
    ),
    (
        FormatKind::NginxError,
        r#"2026/11/23 14:42:01 [error] 7#7: *2 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.1, server: _, request: "GET /a HTTP/1.1", upstream: "http://10.0.0.2:80/a""#,
        Some(Severity::Error),
        r#"connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.1, server: _, request: "GET /a HTTP/1.1", upstream: "http://10.0.0.2:80/a""#,
    ),
    (
        FormatKind::Haproxy,
        r#"10.0.0.1:41240 [23/Nov/2026:14:42:01.496] fe be/s1 0/0/1/2/3 503 217 - - SC-- 1/1/0/0/3 0/0 "GET /x HTTP/1.1""#,
        None,
        r#"10.0.0.1:41240 [23/Nov/2026:14:42:01.496] fe be/s1 0/0/1/2/3 503 217 - - SC-- 1/1/0/0/3 0/0 "GET /x HTTP/1.1""#,
    ),
    (
        FormatKind::HaproxyTcp,
        "10.0.0.1:41240 [23/Nov/2026:14:42:01.496] db db/s1 0/0/5007 212 -- 0/0/0/0/3 0/0",
        None,
        "10.0.0.1:41240 [23/Nov/2026:14:42:01.496] db db/s1 0/0/5007 212 -- 0/0/0/0/3 0/0",
    ),
    (
        FormatKind::Envoy,
        r#"[2026-11-23T14:42:01.496Z] "GET /x HTTP/1.1" 503 UF 0 91 3005 - "-" "curl/8" "9f2c" "shop.example" "10.0.0.2:80""#,
        None,
        r#""GET /x HTTP/1.1" 503"#,
    ),
    (
        FormatKind::JsonLines,
        r#"{"ts":"2026-11-23T14:42:01Z","level":"warn","msg":"pool exhausted","svc":"orders"}"#,
        Some(Severity::Warn),
        "pool exhausted",
    ),
    (
        FormatKind::Logfmt,
        r#"ts=2026-11-23T14:42:01Z level=error msg="pool exhausted" service=orders"#,
        Some(Severity::Error),
        "pool exhausted",
    ),
    (
        FormatKind::Klog,
        "E1123 14:42:01.123456       1 reflector.go:138] failed to list pods",
        Some(Severity::Error),
        "failed to list pods",
    ),
    (
        FormatKind::Klog,
        "W20261123 14:42:01.123456 12345 main.cc:42] cache is full",
        Some(Severity::Warn),
        "cache is full",
    ),
    (
        FormatKind::Syslog3164,
        "<131>Nov 23 14:42:01 web1 orders[77]: pool exhausted",
        Some(Severity::Error),
        "pool exhausted",
    ),
    (
        FormatKind::Syslog5424,
        "<131>1 2026-11-23T14:42:01.123Z web1 orders 77 ID47 - pool exhausted",
        Some(Severity::Error),
        "pool exhausted",
    ),
    (
        FormatKind::Journald,
        r#"{"__REALTIME_TIMESTAMP":"1795444921123456","PRIORITY":"3","SYSLOG_IDENTIFIER":"orders","MESSAGE":"pool exhausted"}"#,
        Some(Severity::Error),
        "pool exhausted",
    ),
    (
        FormatKind::PostgresText,
        "2026-11-23 14:42:01.123 UTC [77] shop@shop ERROR:  deadlock detected",
        Some(Severity::Error),
        "deadlock detected",
    ),
    (
        FormatKind::PostgresCsv,
        r#"2026-11-23 14:42:01.123 UTC,"shop","shop",8,"10.0.0.1:5",6,3,"SELECT",2026-11-23 10:00:00 UTC,3/12,0,ERROR,40P01,"deadlock detected",,,,,,,,,"app","client backend",,0"#,
        Some(Severity::Error),
        "deadlock detected",
    ),
    (
        FormatKind::PostgresJson,
        r#"{"timestamp":"2026-11-23 14:42:01.123 UTC","user":"shop","dbname":"shop","pid":8,"error_severity":"ERROR","state_code":"40P01","message":"deadlock detected","backend_type":"client backend"}"#,
        Some(Severity::Error),
        "deadlock detected",
    ),
    (
        FormatKind::Log4j,
        "2026-11-23 14:42:01,123 ERROR [main] com.example.Orders: pool exhausted",
        Some(Severity::Error),
        "pool exhausted",
    ),
    (
        FormatKind::Log4j,
        "14:42:01.123 [main] WARN  com.example.Orders - pool exhausted",
        Some(Severity::Warn),
        "pool exhausted",
    ),
    (
        FormatKind::Python,
        "2026-11-23 14:42:01,123 - orders.pool - ERROR - pool exhausted",
        Some(Severity::Error),
        "pool exhausted",
    ),
    (FormatKind::Go, "2026/11/23 14:42:01 main.go:12: pool exhausted", None, "pool exhausted"),
    (
        FormatKind::Ruby,
        "E, [2026-11-23T14:42:01.123456 #77] ERROR -- orders: pool exhausted",
        Some(Severity::Error),
        "pool exhausted",
    ),
    (
        FormatKind::Windows,
        "2026-11-23 14:42:01, Error                 CBS    Failed to load the store",
        Some(Severity::Error),
        "Failed to load the store",
    ),
    (
        FormatKind::MacOs,
        "2026-11-23 14:42:01.123456+0000 0x1a2b     Error       0x0                  123    0    shopd: (CFNetwork) [com.example.shop:net] connection failed",
        Some(Severity::Error),
        "connection failed",
    ),
    (
        FormatKind::Auditd,
        r#"type=SYSCALL msg=audit(1795444921.123:456): arch=c000003e syscall=59 success=no exit=-13 comm="cat""#,
        None,
        r#"type=SYSCALL msg=audit(1795444921.123:456): arch=c000003e syscall=59 success=no exit=-13 comm="cat""#,
    ),
    (
        FormatKind::WindowsEvent,
        "<Event xmlns='x'><System><Provider Name='Shop'/><Level>3</Level><TimeCreated SystemTime='2026-11-23T14:42:01Z'/></System><RenderingInfo><Message>pool exhausted</Message></RenderingInfo></Event>",
        Some(Severity::Warn),
        "pool exhausted",
    ),
    (
        FormatKind::JsonLines,
        r#"{"timestamp":"2026-11-23 14:42:01.123456+0900","messageType":"Error","eventMessage":"connection failed","subsystem":"com.example.shop","processImagePath":"/usr/bin/shopd"}"#,
        Some(Severity::Error),
        "connection failed",
    ),
    (
        FormatKind::Syslog3164,
        "2026-11-23 14:42:01+09 studio installd[77]: PackageKit: Extracting file",
        None,
        "PackageKit: Extracting file",
    ),
    (
        FormatKind::Syslog3164,
        "2026-11-23 14:42:01.123456-0800  localhost shopd[123]: (CFNetwork) connection failed",
        None,
        "(CFNetwork) connection failed",
    ),
    (FormatKind::Stamped, "2026-11-23 14:42:01 pool exhausted for good", None, "pool exhausted for good"),
    (FormatKind::Stamped, "2026年11月23日 14時42分01秒 接続が枯渇しました", None, "接続が枯渇しました"),
    (FormatKind::Plain, "pool exhausted for good", None, "pool exhausted for good"),
];

#[test]
fn every_format_is_recognised_in_every_envelope() {
    let mut faults = Vec::new();
    for envelope in ENVELOPES {
        for (kind, line, severity, message) in LINES {
            let lines: Vec<String> = (0..12).map(|number| wrap(envelope, line, number)).collect();
            let bytes: Vec<&[u8]> = lines.iter().map(String::as_bytes).collect();
            let found = detect(&bytes, None);
            let seen = read(&(lines.join("\n") + "\n"));
            let expected = Seen { format: *kind, severity: *severity, message: (*message).to_owned(), lines: 1 };
            if (found.envelope, found.kind) != (envelope, *kind)
                || seen.len() != 12
                || seen.iter().any(|one| *one != expected)
            {
                faults.push(format!(
                    "{envelope:?} {line}\n  {found:?}\n  {} records, first {:?}",
                    seen.len(),
                    seen.first()
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A line as loggers colour it for a terminal: its first word dim, the second one red, a link at the end.
fn coloured(line: &str) -> String {
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    let (second, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let link = "\x1b]8;;https://a.example\x1b\\\x1b]8;;\x1b\\";
    format!("\x1b[2m{first}\x1b[0m \x1b[38;5;9m{second}\x1b[0m {rest}{link}").replace(" \x1b[38;5;9m\x1b[0m ", "")
}

#[test]
fn colours_of_a_terminal_do_not_matter_in_any_format_and_envelope() {
    let mut faults = Vec::new();
    for envelope in ENVELOPES {
        for (kind, line, severity, message) in LINES {
            // Logs in CSV are for programs.
            if *kind == FormatKind::PostgresCsv {
                continue;
            }
            let lines: Vec<String> = (0..12).map(|number| wrap(envelope, &coloured(line), number)).collect();
            let seen = read(&(lines.join("\n") + "\n"));
            let expected = Seen { format: *kind, severity: *severity, message: (*message).to_owned(), lines: 1 };
            if seen.len() != 12 || seen.iter().any(|one| *one != expected) {
                faults.push(format!("{envelope:?} {line}\n  {} records, first {:?}", seen.len(), seen.first()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Records of several lines: a line before them, their own lines, and the word that their severity or text shows.
const TRACES: &[(&str, &[&str])] = &[
    (
        "2026-11-23 14:42:01,123 ERROR [main] com.example.Orders: order failed",
        &[
            "java.lang.IllegalStateException: no stock",
            "\tat com.example.Orders.place(Orders.java:42)",
            "\tat com.example.Api.post(Api.java:7)",
            "Caused by: java.sql.SQLException: timeout",
            "\t... 12 more",
        ],
    ),
    (
        "2026-11-23 14:42:01,123 - orders - ERROR - order failed",
        &[
            "Traceback (most recent call last):",
            "  File \"/app/orders.py\", line 42, in place",
            "    stock.take(1)",
            "ValueError: no stock",
        ],
    ),
    (
        "2026/11/23 14:42:01 http: panic serving 10.0.0.1:5: no stock",
        &[
            "goroutine 19 [running]:",
            "main.place(0xc000010000)",
            "\t/app/main.go:42 +0x1d",
            "created by net/http.(*Server).Serve in goroutine 1",
            "\t/usr/local/go/src/net/http/server.go:3285 +0x4b4",
        ],
    ),
    (
        "2026-11-23T14:42:01.123Z ERROR order failed",
        &[
            "TypeError: Cannot read properties of undefined (reading 'stock')",
            "    at place (/app/orders.js:42:7)",
            "    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
        ],
    ),
    (
        "2026-11-23T14:42:01.123Z ERROR orders: order failed",
        &[
            "stack backtrace:",
            "   0: std::panicking::begin_panic",
            "             at /rustc/abc/library/std/src/panicking.rs:1",
            "   1: orders::place",
            "note: run with `RUST_BACKTRACE=full` for a verbose backtrace.",
        ],
    ),
    (
        "fail: Shop.Orders[0]",
        &[
            "      order failed",
            "      System.InvalidOperationException: no stock",
            "         at Shop.Orders.Place() in /src/Orders.cs:line 42",
            "         --- End of inner exception stack trace ---",
        ],
    ),
];

#[test]
fn traces_are_one_record_in_every_envelope() {
    let mut faults = Vec::new();
    for envelope in ENVELOPES {
        for (header, rest) in TRACES {
            let mut lines = Vec::new();
            for _ in 0..5 {
                lines.push(wrap(envelope, header, lines.len()));
                for line in *rest {
                    lines.push(wrap(envelope, line, lines.len()));
                }
            }
            let seen = read(&(lines.join("\n") + "\n"));
            let counts: Vec<usize> = seen.iter().map(|one| one.lines as usize).collect();
            let has_all = |one: &Seen| rest.iter().all(|line| one.message.contains(line.trim()));
            if counts != [rest.len() + 1; 5] || !seen.iter().all(has_all) {
                faults.push(format!("{envelope:?} {header}\n  {counts:?} {:?}", seen.first()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn documents_over_several_lines_are_one_record_in_every_envelope() {
    for envelope in ENVELOPES {
        let document =
            ["{", "  \"ts\": \"2026-11-23T14:42:01Z\",", "  \"level\": \"error\",", "  \"msg\": \"no stock\"", "}"];
        let lines: Vec<String> =
            (0..3).flat_map(|_| document).enumerate().map(|(number, line)| wrap(envelope, line, number)).collect();
        let seen = read(&(lines.join("\n") + "\n"));
        let expected = || Seen {
            format: FormatKind::JsonLines,
            severity: Some(Severity::Error),
            message: "no stock".to_owned(),
            lines: 5,
        };
        assert_eq!(seen, [expected(), expected(), expected()], "{envelope:?}");
    }
}

#[test]
fn two_line_layouts_are_one_record_in_every_envelope() {
    for envelope in ENVELOPES {
        let pair = ["Nov 23, 2026 2:42:01 PM com.example.Orders place", "SEVERE: no stock"];
        let lines: Vec<String> =
            (0..4).flat_map(|_| pair).enumerate().map(|(number, line)| wrap(envelope, line, number)).collect();
        let seen = read(&(lines.join("\n") + "\n"));
        assert_eq!(seen.len(), 4, "{envelope:?} {seen:?}");
        for one in seen {
            let expected = Seen {
                format: FormatKind::JavaUtil,
                severity: Some(Severity::Error),
                message: "no stock".to_owned(),
                lines: 2,
            };
            assert_eq!(one, expected, "{envelope:?}");
        }
    }
}

#[test]
fn windows_events_in_text_are_one_record_each() {
    let event = [
        "Event[0]:",
        "  Log Name: System",
        "  Source: Service Control Manager",
        "  Date: 2026-11-23T14:42:01.123",
        "  Event ID: 7034",
        "  Level: Error",
        "  Computer: web1",
        "  Description: ",
        "The Shop service terminated unexpectedly.",
        "",
    ];
    let text = [event, event, event].concat().join("\n") + "\n";
    let seen = read(&text);
    assert_eq!(seen.len(), 3, "{seen:?}");
    for one in seen {
        assert_eq!((one.format, one.severity), (FormatKind::WindowsEvent, Some(Severity::Error)));
        assert_eq!(one.message, "The Shop service terminated unexpectedly.");
    }
}

#[test]
fn traces_and_pairs_of_lines_stay_together_in_files_that_mix_formats() {
    let text = r#"192.0.2.10 - - [23/Nov/2026:14:42:01 +0000] "GET /a HTTP/1.1" 200 21 "-" "curl/8"
192.0.2.10 - - [23/Nov/2026:14:42:02 +0000] "GET /a HTTP/1.1" 200 21 "-" "curl/8"
Nov 23, 2026 2:42:06 PM com.example.Orders place
SEVERE: no stock
2026-11-23 14:42:07,123 ERROR [main] com.example.Orders: order failed
java.lang.IllegalStateException: no stock
	at com.example.Orders.place(Orders.java:42)
type=SYSCALL msg=audit(1795444921.123:456): arch=c000003e syscall=59 success=no
192.0.2.10 - - [23/Nov/2026:14:42:08 +0000] "GET /b HTTP/1.1" 502 21 "-" "curl/8"
"#;
    let seen = read(text);
    let told: Vec<(FormatKind, Option<Severity>, u32)> =
        seen.iter().map(|one| (one.format, one.severity, one.lines)).collect();
    let access = (FormatKind::Access, None, 1);
    let expected = [
        access,
        access,
        (FormatKind::JavaUtil, Some(Severity::Error), 2),
        (FormatKind::Log4j, Some(Severity::Error), 3),
        (FormatKind::Auditd, None, 1),
        access,
    ];
    assert_eq!(told, expected, "{seen:?}");
}
