use super::*;

/// Service, operation, start, length in nanoseconds, and whether another span caused it.
type Told = (String, String, i64, i64, bool);

fn read(text: &str) -> (Vec<Told>, SpanJsonReport, Option<SpanJsonError>) {
    let mut spans = SpansBuilder::new();
    let (report, stopped) = read_json(text.as_bytes(), &mut spans);
    let told = spans.spans.iter().map(|s| {
        let is_called = s.parent.is_some_and(|parent| spans.spans.iter().any(|other| other.id == parent));
        let name = |id| spans.names.name(id).to_owned();
        (name(s.service), name(s.operation), s.start_ns, s.end_ns - s.start_ns, is_called)
    });
    (told.collect(), report, stopped)
}

fn expected() -> Vec<Told> {
    let of = |service: &str, operation: &str, start: i64, length, called| {
        (service.to_owned(), operation.to_owned(), 1_700_000_000_000_000_000 + start, length, called)
    };
    vec![of("web", "GET /home", 0, 55_000, false), of("auth", "check", 2_000, 4_000, true)]
}

const OTLP: &str = r#"{"resourceSpans":[
    {"resource":{"attributes":[{"key":"host.cpu","value":{"intValue":"4"}},{"key":"service.name","value":{"stringValue":"web"}}]},
     "scopeSpans":[{"scope":{"name":"x"},"spans":[{"traceId":"ab","spanId":"01","parentSpanId":"","name":"GET /home","kind":2,
       "startTimeUnixNano":"1700000000000000000","endTimeUnixNano":"1700000000000055000","status":{},"attributes":[{"key":"k","value":{"boolValue":true}}]}]}]},
    {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"auth"}}]},
     "scopeSpans":[{"spans":[{"traceId":"ab","spanId":"02","parentSpanId":"01","name":"check",
       "startTimeUnixNano":1700000000000002000,"endTimeUnixNano":1700000000000006000}]}]}]}"#;

#[test]
fn otlp_is_read_as_a_document_and_by_line() {
    let (spans, report, stopped) = read(OTLP);
    assert_eq!((spans, report.spans, report.skipped), (expected(), 2, 0));
    assert!(stopped.is_none());
    let lines = OTLP.replace('\n', "") + "\n" + &OTLP.replace('\n', "") + "\n";
    assert_eq!(read(&lines).1.spans, 4);
    let wrapped = format!("{{\"trace\":{}}}", OTLP.replace("resourceSpans", "batches"));
    assert_eq!(read(&wrapped).0, expected());
    assert_eq!(read(&OTLP.replace("scopeSpans", "instrumentationLibrarySpans")).0, expected());
}

#[test]
fn jaeger_is_read() {
    let text = r#"{"data":[{"traceID":"ab","spans":[
        {"traceID":"ab","spanID":"01","operationName":"GET /home","references":[],"startTime":1700000000000000,"duration":55,"processID":"p1",
         "tags":[{"key":"n","type":"int64","value":3}],"logs":[{"timestamp":1,"fields":[]}],"warnings":null},
        {"traceID":"ab","spanID":"02","operationName":"check","references":[{"refType":"CHILD_OF","traceID":"ab","spanID":"01"}],
         "startTime":1700000000000002,"duration":4,"processID":"p2"},
        {"traceID":"ab","spanID":"03","operationName":"endless","references":null,"startTime":1700000000000002,"processID":"p2"}],
        "processes":{"p1":{"serviceName":"web","tags":[{"key":"hostname","value":"web-7d9f8c6b5-abcde"}]},"p2":{"serviceName":"auth"}}}],
        "total":0,"errors":null}"#;
    let (spans, report, stopped) = read(text);
    assert_eq!((spans, report), (expected(), SpanJsonReport { spans: 2, skipped: 1 }));
    assert!(stopped.is_none());
}

#[test]
fn zipkin_is_read_flat_and_by_trace() {
    let spans = r#"{"traceId":"ab","id":"01","name":"GET /home","kind":"SERVER","timestamp":1700000000000000,"duration":55,
        "localEndpoint":{"serviceName":"web","ipv4":"10.0.0.1"},"tags":{"http.status_code":"200"}},
        {"traceId":"ab","id":"02","parentId":"01","name":"check","timestamp":1700000000000002,"duration":4,
         "localEndpoint":{"serviceName":"auth"},"annotations":[{"timestamp":1,"value":"x"}]}"#;
    assert_eq!(read(&format!("[{spans}]")).0, expected());
    assert_eq!(read(&format!("[[{spans}],[]]")).0, expected());
    // Both sides of a call under one id.
    let shared = r#",{"traceId":"ab","id":"02","shared":true,"name":"check","timestamp":1700000000000003,"duration":1,
        "localEndpoint":{"serviceName":"keys"}}"#;
    let (spans, report, _) = read(&format!("[{spans}{shared}]"));
    assert_eq!(report.spans, 3);
    assert_eq!((spans[2].0.as_str(), spans[2].4), ("keys", true));
}

#[test]
fn what_came_before_a_break_stays() {
    let cut = OTLP.split_at(OTLP.len() - 60).0;
    let (spans, report, stopped) = read(cut);
    assert_eq!((spans.len(), report.spans), (1, 1));
    let told = stopped.unwrap().to_string();
    assert!(told.contains("at line 7 column "), "{told}");
    for other in ["[1]", "3", "\"x\"", "{\"data\":3}", "[{\"traceId\":7}]", "{\"resourceSpans\":[3]}"] {
        assert!(read(other).2.is_some(), "{other}");
    }
    assert_eq!(read("").1.spans + read("null").1.spans + read("{}").1.spans, 0);
}

#[test]
fn whom_a_caller_names_is_told() {
    let span = |more: &str| {
        format!(r#"{{"traceId":"ab","spanId":"01","name":"q","startTimeUnixNano":"1","endTimeUnixNano":"9",{more}}}"#)
    };
    let otlp = |more: &str| {
        let resource = r#""resource":{"attributes":[{"key":"service.name","value":{"stringValue":"web"}}]}"#;
        format!(r#"{{"resourceSpans":[{{{resource},"scopeSpans":[{{"spans":[{}]}}]}}]}}"#, span(more))
    };
    let peer =
        |key: &str, value: &str| format!(r#""attributes":[{{"key":"{key}","value":{{"stringValue":"{value}"}}}}]"#);
    let jaeger = r#"{"data":[{"spans":[{"traceID":"ab","spanID":"01","operationName":"q","startTime":1,"duration":8,"processID":"p",
        "tags":[{"key":"span.kind","value":"client"},{"key":"peer.service","value":"db"}]}],"processes":{"p":{"serviceName":"web"}}}]}"#;
    let zipkin = r#"[{"traceId":"ab","id":"01","name":"q","kind":"CLIENT","timestamp":1,"duration":8,
        "localEndpoint":{"serviceName":"web"},"remoteEndpoint":{"serviceName":"db"}}]"#;
    for (text, expected) in [
        (otlp(&format!("\"kind\":3,{}", peer("db.system", "db"))), Some("db")),
        (otlp(&format!("\"kind\":\"SPAN_KIND_CLIENT\",{}", peer("peer.service", "db"))), Some("db")),
        (otlp(&format!("\"kind\":2,{}", peer("peer.service", "db"))), None),
        (otlp(&format!("\"kind\":3,{}", peer("server.address", "10.0.0.7"))), None),
        (jaeger.to_owned(), Some("db")),
        (zipkin.to_owned(), Some("db")),
    ] {
        let mut builder = SpansBuilder::new();
        let (report, _) = read_json(text.as_bytes(), &mut builder);
        assert_eq!(report.spans, 1, "{text}");
        let added: Vec<&str> = builder.with_peers().iter().skip(1).map(|s| builder.names.name(s.service)).collect();
        assert_eq!(added, expected.into_iter().collect::<Vec<_>>(), "{text}");
    }
}
