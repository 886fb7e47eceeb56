//! Files that mix kinds of lines, carry one log in another, or are written in other ways than line by line: each line is
//! told for itself.

use std::fmt::Write as _;

use backstory_logs::{FormatKind, ReadOptions, ReadReport, Severity, read_records};

#[derive(Debug, Clone, PartialEq, Default)]
struct Seen {
    format: FormatKind,
    severity: Option<Severity>,
    service: Option<String>,
    message: String,
    lines: u32,
    status: Option<u16>,
    second: Option<i64>,
}

fn read_bytes(bytes: &[u8]) -> (Vec<Seen>, ReadReport) {
    let mut seen = Vec::new();
    let report = read_records(bytes, &ReadOptions { year: Some(2026), ..ReadOptions::default() }, |record| {
        seen.push(Seen {
            format: record.format,
            severity: record.severity,
            service: record.service.map(|name| String::from_utf8_lossy(name).into_owned()),
            message: String::from_utf8_lossy(record.message).into_owned(),
            lines: record.line_count,
            status: record.request.and_then(|request| request.status),
            second: record.time.map(backstory_logs::Stamp::second),
        });
    })
    .expect("bytes in memory can be read");
    (seen, report)
}

fn read(text: &str) -> Vec<Seen> {
    read_bytes(text.as_bytes()).0
}

/// How many records have each severity.
fn severities(seen: &[Seen], wanted: Severity) -> usize {
    seen.iter().filter(|seen| seen.severity == Some(wanted)).count()
}

/// Lines made from their number.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut text, number| {
        writeln!(text, "{}", line(number)).expect("memory can be written");
        text
    })
}

#[test]
fn levels_before_text_are_records_of_their_own() {
    let seen =
        read("INFO: connected to db\nINFO: loaded 17 users\nWARNING: slow query 300 ms\nINFO: loaded 19 users\n");
    assert_eq!(seen.len(), 4);
    assert_eq!(seen[2].severity, Some(Severity::Warn));
    let trace = "ERROR:    Exception in ASGI application\nTraceback (most recent call last):\n  File \"/app/a.py\", line 3, in f\n    g()\nValueError: boom\nINFO:     up\n";
    let seen = read(trace);
    assert_eq!(seen.iter().map(|seen| seen.lines).collect::<Vec<_>>(), [5, 1]);
    for wrap in [
        |time: &str, line: &str| format!("{time} {line}\n"),
        |time: &str, line: &str| format!("{time} stdout F {line}\n"),
        |time: &str, line: &str| format!("{{\"log\":\"{line}\\n\",\"stream\":\"stdout\",\"time\":\"{time}\"}}\n"),
    ] {
        let text: String = (10..40)
            .map(|second| wrap(&format!("2025-11-18T23:41:{second}.123456789Z"), "INFO:     10.0.3.0:51234 - served"))
            .collect();
        let seen = read(&text);
        assert_eq!((seen.len(), severities(&seen, Severity::Info)), (30, 30));
    }
    // Beside the records of a logger, too.
    let seen = read(
        "2025-11-18 23:41:07,000 - app - INFO - up\nINFO:     Started server process [1]\n2025-11-18 23:41:08,000 - app - INFO - ready\n",
    );
    assert_eq!(seen.len(), 3);
}

#[test]
fn what_follows_plain_text_is_told_line_by_line() {
    let text = lines(300, |number| format!("2025-11-18T23:40:{:02}Z starting worker {number}", number % 60));
    let json = lines(500, |number| {
        format!(r#"{{"time":"2025-11-18T23:41:{:02}Z","level":"error","msg":"order {number} lost"}}"#, number % 60)
    });
    let logfmt = lines(500, |number| {
        format!(r#"time="2025-11-18T23:41:{:02}Z" level=error msg="order {number} lost""#, number % 60)
    });
    let syslog5424 = lines(500, |number| {
        format!("<131>1 2025-11-18T23:41:{:02}Z web-1 cart 7 - - order {number} lost", number % 60)
    });
    let ruby = lines(500, |number| {
        format!("E, [2025-11-18T23:41:{:02}.000000 #7] ERROR -- : order {number} lost", number % 60)
    });
    for other in [&json, &logfmt, &syslog5424, &ruby] {
        let seen = read(&format!("{text}{other}"));
        assert_eq!(severities(&seen, Severity::Error), 500, "{:?}", seen.last());
        // Lines that take turns are told as well.
        let mixed: String = text.lines().zip(other.lines()).flat_map(|(one, two)| [one, "\n", two, "\n"]).collect();
        assert_eq!(severities(&read(&mixed), Severity::Error), 300);
    }
    let haproxy = lines(500, |number| {
        format!(
            r#"Nov 18 23:41:{0:02} lb1 haproxy[7]: 10.0.0.1:5 [18/Nov/2025:23:41:{0:02}.541] fe be/c1 0/0/4/11/15 503 16 - - ---- 1/1/3/1/0 0/0 "GET /x/{number} HTTP/1.1""#,
            number % 60
        )
    });
    let seen = read(&format!("{text}{haproxy}"));
    assert_eq!(seen.iter().filter(|seen| seen.status == Some(503)).count(), 500);
    let go = lines(30, |number| format!("2025/11/18 23:40:{:02} starting worker {number}", number % 60));
    let nginx = lines(500, |number| {
        format!("2025/11/18 23:41:{:02} [error] 7#7: *{number} connect() failed (111: Connection refused)", number % 60)
    });
    let seen = read(&format!("{go}{nginx}"));
    assert_eq!((seen.len(), severities(&seen, Severity::Error)), (530, 500));
    assert!(seen.last().is_some_and(|seen| seen.message.starts_with("connect() failed")));
}

#[test]
fn a_long_first_line_hides_none_of_the_others() {
    let others = lines(500, |number| {
        format!(r#"{{"time":"2025-11-18T23:41:{:02}Z","level":"error","msg":"order {number}"}}"#, number % 60)
    });
    for length in [10_000, 1_500_000, 4_500_000] {
        let first =
            format!(r#"{{"time":"2025-11-18T23:40:00Z","level":"info","msg":"{}"}}"#, "x y ".repeat(length / 4));
        let seen = read(&format!("{first}\n{others}"));
        assert_eq!((seen.len(), severities(&seen, Severity::Error)), (501, 500), "{length}");
    }
}

#[test]
fn reports_of_crashes_are_records_of_their_own() {
    let console = "info: Shop.Cart[0]\n      up\nUnhandled exception. System.InvalidOperationException: boom\n   at Shop.Program.Main() in /src/Program.cs:line 9\ninfo: Shop.Cart[0]\n      up\n";
    let seen = read(console);
    assert_eq!(seen.iter().map(|seen| seen.lines).collect::<Vec<_>>(), [2, 2, 2]);
    assert_eq!(seen[1].severity, Some(Severity::Fatal));

    let panic = "thread 'main' panicked at src/main.rs:9:5:\ncart is closed\nstack backtrace:\n   0: rust_begin_unwind\n             at /rustc/std.rs:5\nnote: run with `RUST_BACKTRACE=full`\n";
    let json =
        |second: u32| format!("{{\"time\":\"2025-11-18T23:41:{second:02}Z\",\"level\":\"info\",\"msg\":\"up\"}}\n");
    let stamped = |second: u32| format!("2025-11-18T23:41:{second:02}.000000Z  INFO cart: up\n");
    let plain = |_: u32| "order served\n".to_owned();
    for line in [&json as &dyn Fn(u32) -> String, &stamped, &plain] {
        let seen = read(&format!("{}{}{panic}{}", line(1), line(2), line(3)));
        assert_eq!(seen.len(), 4, "{seen:?}");
        assert_eq!((seen[2].severity, seen[2].lines), (Some(Severity::Fatal), 6), "{seen:?}");
        assert!(seen[2].message.starts_with("thread 'main' panicked at src/main.rs:9:5: cart is closed\n"), "{seen:?}");
    }
}

#[test]
fn traces_of_php_belong_to_their_records() {
    let plain = "[18-Nov-2025 23:41:08 UTC] PHP Warning:  Undefined array key \"k5\" in /var/www/a.php on line 28\n[18-Nov-2025 23:41:09 UTC] PHP Fatal error:  Uncaught Exception: boom in /var/www/cart.php:9\nStack trace:\n#0 /var/www/index.php(3): Cart->add()\n#1 {main}\n  thrown in /var/www/cart.php on line 9\n[18-Nov-2025 23:41:10 UTC] PHP Notice:  x\n";
    let seen = read(plain);
    assert_eq!(
        seen.iter().map(|seen| (seen.severity, seen.lines)).collect::<Vec<_>>(),
        [(Some(Severity::Warn), 1), (Some(Severity::Fatal), 5), (Some(Severity::Info), 1)]
    );
    let laravel = "[2025-11-18 23:41:07] production.ERROR: boom {\"exception\":\"[object] (Exception(code: 0): boom at /var/www/a.php:12)\n[stacktrace]\n#0 /var/www/vendor/laravel/Router.php(12): App->add()\n#1 {main}\n\"} \n[2025-11-18 23:41:08] production.INFO: ok\n";
    let seen = read(laravel);
    assert_eq!(seen.iter().map(|seen| seen.lines).collect::<Vec<_>>(), [5, 1]);
}

#[test]
fn carriers_hand_on_what_their_messages_say() {
    for (line, severity, message) in [
        (
            r#"{"@timestamp":"2025-11-18T23:41:07Z","message":"{\"level\":\"error\",\"msg\":\"boom \\\"17\\\"\"}","stream":"stdout","kubernetes":{"pod_name":"cart"}}"#,
            Severity::Error,
            "boom \"17\"",
        ),
        (
            r#"{"log":"{\"level\":\"warn\",\"msg\":\"boom 17\"}\n","stream":"stdout","time":"2025-11-18T23:41:07Z","kubernetes":{"pod_name":"cart"}}"#,
            Severity::Warn,
            "boom 17",
        ),
        (
            r#"{"timestamp":1763509267518,"ingestionTime":1763509268430,"message":"2025-11-18T23:41:07.518Z\t64ff7d82-669a-e416-5802-d7a6e5912fb8\tERROR\tboom 17","eventId":"9"}"#,
            Severity::Error,
            "boom 17",
        ),
        (
            r#"{"log":"2025-11-18 23:41:07,123 ERROR [main] a.B - boom\njava.io.IOException: x\n\tat a.B.c(B.java:1)\n","stream":"stdout","pod":"cart"}"#,
            Severity::Error,
            "boom\njava.io.IOException: x\n\tat a.B.c(B.java:1)",
        ),
        (
            r#"{"__REALTIME_TIMESTAMP":"1763509267518000","PRIORITY":"6","SYSLOG_IDENTIFIER":"cart","MESSAGE":"{\"level\":\"error\",\"msg\":\"boom 17\"}"}"#,
            Severity::Error,
            "boom 17",
        ),
    ] {
        let seen = read(&format!("{line}\n").repeat(3));
        assert_eq!(seen.len(), 3);
        assert_eq!((seen[0].severity, seen[0].message.as_str()), (Some(severity), message), "{line}");
    }
    let access = r#"{"log":"10.0.0.1 - - [18/Nov/2025:23:41:07 +0000] \"GET /x HTTP/1.1\" 502 157\n","stream":"stdout","pod":"web"}"#;
    let seen = read(&format!("{access}\n").repeat(3));
    assert_eq!((seen[0].format, seen[0].status), (FormatKind::Access, Some(502)));
}

#[test]
fn compositions_name_the_service_of_each_line() {
    let text = "cart-1    | 2025-11-18 23:41:08.537  INFO 1 --- [nio-8080-exec-3] c.a.cart.Api : up\nshop-db-1 | 2025-11-18 23:41:09.1 UTC [7] ERROR:  deadlock detected\ncart-1    | 2025-11-18 23:41:08.764 ERROR 1 --- [nio-8080-exec-4] c.a.cart.Api : boom\ncart-1    | java.lang.IllegalStateException: closed\ncart-1    | \tat a.B.c(B.java:1)\n";
    let seen = read(text);
    let told: Vec<_> = seen.iter().map(|seen| (seen.service.as_deref(), seen.severity, seen.lines)).collect();
    assert_eq!(
        told,
        [
            (Some("cart"), Some(Severity::Info), 1),
            (Some("shop-db"), Some(Severity::Error), 1),
            (Some("cart"), Some(Severity::Error), 3),
        ]
    );
}

#[test]
fn texts_of_windows_are_read_as_written() {
    let text = "2025-11-18 23:41:01.12 spid1s      ERROR: 18456, Severity: 14\r\n2025-11-18 23:41:02.12 spid2s      ERROR: 18456, Severity: 14\r\n";
    let wide: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (seen, report) = read_bytes(&wide);
    assert_eq!((seen.len(), severities(&seen, Severity::Error)), (2, 2), "{seen:?}");
    assert_eq!(report.notices, []);

    let marked = "\u{feff}{\"time\":\"2025-11-18T23:41:01Z\",\"level\":\"error\",\"msg\":\"a\"}\n{\"time\":\"2025-11-18T23:41:02Z\",\"level\":\"error\",\"msg\":\"b\"}\n";
    let (seen, report) = read_bytes(marked.as_bytes());
    assert_eq!((seen.len(), severities(&seen, Severity::Error)), (2, 2));
    assert_eq!(report.bytes, marked.len() as u64);
    // One file behind another.
    assert_eq!(severities(&read(&marked.repeat(2)), Severity::Error), 4);

    let viewer = "Log Name:      System\nSource:        Service Control Manager\nDate:          11/18/2025 11:41:07 PM\nEvent ID:      7034\nLevel:         Error\nDescription:\nThe Cart service terminated unexpectedly.\n\nLog Name:      System\nSource:        Disk\nDate:          11/18/2025 11:41:09 PM\nLevel:         Information\nDescription:\nThe disk is well.\n";
    let seen = read(viewer);
    assert_eq!(seen.len(), 2);
    assert_eq!((seen[0].severity, seen[0].second), (Some(Severity::Error), Some(1_763_509_267)));
    assert_eq!(seen[0].message, "The Cart service terminated unexpectedly.");
    let list = "\nTimeCreated  : 11/18/2025 11:41:07 PM\nProviderName : Disk\nId           : 7034\nMessage      : The disk is gone.\n\nTimeCreated  : 11/18/2025 11:41:08 PM\nProviderName : Disk\nId           : 7036\nMessage      : The disk is back.\n";
    let seen = read(list);
    let messages: Vec<_> = seen.iter().map(|seen| (seen.service.as_deref(), seen.message.as_str())).collect();
    assert_eq!(messages, [(Some("Disk"), "The disk is gone."), (Some("Disk"), "The disk is back.")]);
}

#[test]
fn years_are_taken_from_the_lines_that_have_one() {
    let text = "Nov 18 23:41:00 lb1 systemd[1]: Started Session 7\nNov 18 23:41:00 lb1 haproxy[7]: 10.0.0.1:5 [18/Nov/2025:23:41:00.541] fe be/c1 0/0/4/11/15 503 16 - - ---- 1/1/3/1/0 0/0 \"GET /x HTTP/1.1\"\n".repeat(3);
    let seen = read(&text);
    assert_eq!(seen.len(), 6);
    assert!(seen.iter().all(|seen| seen.second == Some(1_763_509_260)), "{seen:?}");
}

#[test]
fn times_that_cannot_be_do_not_join_records() {
    let text = "2025-11-18 23:41:07 INFO cart up\n9999-12-31 23:59:59 INFO cart up\n2025-11-18 23:41:08 INFO cart up\n";
    assert_eq!(read(text).len(), 3);
}

#[test]
fn directives_of_a_table_are_no_records() {
    let rows = lines(60_000, |number| format!("2025-11-18 23:41:07 GET /shop/cart/{number} 503 3021"));
    let head = "#Software: Microsoft Internet Information Services 10.0\n#Fields: date time cs-method cs-uri-stem sc-status time-taken\n";
    // More than one block, which several threads may read.
    let (seen, report) = read_bytes(format!("{head}{rows}").as_bytes());
    assert_eq!(report.blank_lines, 2);
    assert!(seen.iter().all(|seen| seen.status == Some(503)));
}
