//! JSON lines with the key names of many loggers, flat and nested once.

use backstory_logs::{ReadOptions, Severity, Stamp, read_records};

/// Time in nanoseconds, severity, message, service and trace id of a line.
type Said = (Option<i64>, Option<Severity>, String, Option<String>, Option<String>);

fn read(line: &str) -> Said {
    let mut said = None;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    read_records(format!("{line}\n").repeat(3).as_bytes(), &ReadOptions::default(), |record| {
        said = Some((
            record.time.map(Stamp::nanos),
            record.severity,
            text(record.message),
            record.service.map(text),
            record.trace_id.map(text),
        ));
    })
    .expect("bytes in memory can be read");
    said.expect("a line is a record")
}

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

#[test]
fn every_usual_key_is_known() {
    let time = 1_795_444_921_000_000_000_i64;
    let lines = [
        r#"{"ts":"2026-11-23T14:42:01Z","lvl":"error","msg":"no stock","svc":"orders","traceId":"TRACE"}"#,
        r#"{"timestamp":"2026-11-23T14:42:01Z","level":"ERROR","message":"no stock","service":"orders","trace_id":"TRACE"}"#,
        r#"{"@timestamp":"2026-11-23T14:42:01.000Z","log.level":"error","message":"no stock","service.name":"orders","trace.id":"TRACE"}"#,
        r#"{"time_ms":1795444921000,"severity":"ERROR","body":"no stock","app":"orders","otelTraceID":"TRACE"}"#,
        r#"{"eventTime":"2026-11-23T14:42:01Z","severityText":"ERROR","body":"no stock","component":"orders","traceid":"TRACE"}"#,
        r#"{"timestamp":1795444921.0,"level":3,"short_message":"no stock","application":"orders","trace":"TRACE"}"#,
        r#"{"time":"2026-11-23T14:42:01Z","level":50,"msg":"no stock","dd.service":"orders","dd.trace_id":"TRACE"}"#,
        r#"{"time":"2026-11-23T14:42:01Z","level":"error","msg":"no stock","dd":{"service":"orders","trace_id":"TRACE"}}"#,
        r#"{"@timestamp":"2026-11-23T14:42:01Z","log":{"level":"error"},"message":"no stock","service":{"name":"orders"},"trace":{"id":"TRACE"}}"#,
        r#"{"timeUnixNano":"1795444921000000000","severityText":"Error","body":{"stringValue":"no stock"},"resource":{"service.name":"orders"},"traceId":"TRACE"}"#,
        r#"{"@t":"2026-11-23T14:42:01Z","@l":"Error","@m":"no stock","Application":"orders","TraceId":"TRACE"}"#,
        r#"{"asctime":"2026-11-23T14:42:01Z","levelname":"ERROR","message":"no stock","service":"orders","otelTraceID":"TRACE"}"#,
        r#"{"timestamp":"2026-11-23T14:42:01Z","level":"ERROR","fields":{"message":"no stock"},"service":"orders","trace_id":"TRACE"}"#,
        r#"{"instant":{"epochSecond":1795444921,"nanoOfSecond":0},"level":"ERROR","message":"no stock","service":"orders","contextMap":{"traceId":"TRACE"}}"#,
    ];
    let mut faults = Vec::new();
    for line in lines {
        let said = read(&line.replace("TRACE", TRACE));
        let expected = (
            Some(time),
            Some(Severity::Error),
            "no stock".to_owned(),
            Some("orders".to_owned()),
            Some(TRACE.to_owned()),
        );
        if said != expected {
            faults.push(format!("{line}\n  {said:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
