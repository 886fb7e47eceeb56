//! A client session with the real server over stdio.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the report")]

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use serde_json::{Value, json};

/// A server with both ends of its pipes.
fn start() -> (Child, ChildStdin, BufReader<ChildStdout>) {
    let mut server = Command::new(env!("CARGO_BIN_EXE_backstory"))
        .env("LC_ALL", "C")
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let input = server.stdin.take().unwrap();
    let output = BufReader::new(server.stdout.take().unwrap());
    (server, input, output)
}

fn send(input: &mut ChildStdin, message: &Value) {
    let body = message.to_string();
    write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    input.flush().unwrap();
}

fn receive(output: &mut BufReader<ChildStdout>) -> Value {
    let mut length = 0;
    loop {
        let mut line = String::new();
        assert!(output.read_line(&mut line).unwrap() > 0, "the server closed its output");
        if let Some(value) = line.trim_end().strip_prefix("Content-Length: ") {
            length = value.parse().unwrap();
        }
        if line == "\r\n" {
            break;
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).unwrap();
    serde_json::from_slice(&body).unwrap()
}

#[test]
fn findings_follow_the_text_and_hovers_and_fixes_work() {
    let (mut server, mut input, mut output) = start();

    send(&mut input, &json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "capabilities": {} } }));
    let answer = receive(&mut output);
    assert_eq!(answer["id"], 1);
    assert_eq!(answer["result"]["capabilities"]["hoverProvider"], true);
    send(&mut input, &json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }));

    let document = json!({ "uri": "file:///report.md" });
    let text = "# Outage\n\n## Timeline (UTC)\n\n- 10:00 a\n- 10:20 c\n- 10:10 b\n\n## Summary\n\nThe engineer forgot to review the query plan.\n";
    send(
        &mut input,
        &json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": { "uri": "file:///report.md", "languageId": "markdown", "version": 1, "text": text } } }),
    );
    let published = receive(&mut output);
    assert_eq!(published["method"], "textDocument/publishDiagnostics");
    let codes = |published: &Value| -> Vec<String> {
        published["params"]["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|d| d["code"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(codes(&published).contains(&"blame.person".to_owned()), "{published}");
    assert!(codes(&published).contains(&"report.timeline-order".to_owned()), "{published}");

    send(
        &mut input,
        &json!({ "jsonrpc": "2.0", "id": 2, "method": "textDocument/hover", "params": { "textDocument": document, "position": { "line": 10, "character": 8 } } }),
    );
    let hover = receive(&mut output);
    assert!(
        hover["result"]["contents"]["value"].as_str().unwrap().contains("without the query plan being reviewed"),
        "{hover}"
    );

    send(
        &mut input,
        &json!({ "jsonrpc": "2.0", "id": 3, "method": "textDocument/codeAction", "params": { "textDocument": document, "range": { "start": { "line": 10, "character": 0 }, "end": { "line": 10, "character": 9 } }, "context": { "diagnostics": [] } } }),
    );
    let actions = receive(&mut output);
    let fix_all = actions["result"].as_array().unwrap().iter().find(|a| a["kind"] == "source.fixAll").unwrap();
    let fixed = fix_all["edit"]["changes"]["file:///report.md"][0]["newText"].as_str().unwrap();
    assert!(fixed.contains("- 10:10 b\n- 10:20 c\n"));
    assert!(
        actions["result"].as_array().unwrap().iter().any(|a| a["title"].as_str().unwrap().contains("blame.person"))
    );

    let better = fixed.replace(
        "The engineer forgot to review the query plan.",
        "The pipeline accepted the change without a query plan review.",
    );
    send(
        &mut input,
        &json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": { "textDocument": { "uri": "file:///report.md", "version": 2 }, "contentChanges": [{ "text": better }] } }),
    );
    let published = receive(&mut output);
    assert!(
        !codes(&published).iter().any(|code| code == "blame.person" || code == "report.timeline-order"),
        "{published}"
    );

    send(&mut input, &json!({ "jsonrpc": "2.0", "id": 4, "method": "shutdown" }));
    assert_eq!(receive(&mut output)["id"], 4);
    send(&mut input, &json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert!(server.wait().unwrap().success());
}

#[test]
fn changes_of_ranges_are_followed_in_japanese_and_behind_emoji() {
    let (mut server, mut input, mut output) = start();
    send(&mut input, &json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {} }));
    assert_eq!(receive(&mut output)["result"]["capabilities"]["textDocumentSync"]["change"], 2);
    let uri = "file:///障害.md";
    let text = "# 障害報告\n\n🚒 担当者が確認を怠った。\n";
    send(
        &mut input,
        &json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": { "uri": uri, "languageId": "markdown", "version": 1, "text": text } } }),
    );
    let published = receive(&mut output);
    let found = &published["params"]["diagnostics"][0];
    assert_eq!(found["code"], "blame.person", "{published}");
    // The engine, a pair of UTF-16 units, and a blank stand before.
    assert_eq!(found["range"]["start"], json!({ "line": 2, "character": 3 }));
    let change = json!({ "range": { "start": { "line": 2, "character": 3 }, "end": { "line": 2, "character": 13 } }, "text": "ノードが満杯だった" });
    send(
        &mut input,
        &json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": { "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [change] } }),
    );
    assert_eq!(receive(&mut output)["params"]["diagnostics"], json!([]));
    send(&mut input, &json!({ "jsonrpc": "2.0", "id": 2, "method": "shutdown" }));
    assert_eq!(receive(&mut output)["id"], 2);
    send(&mut input, &json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert!(server.wait().unwrap().success());
}

/// Gives the server raw bytes and the end of input; what it said and how it ended.
fn feed(bytes: &[u8]) -> (bool, String, String) {
    let mut server = Command::new(env!("CARGO_BIN_EXE_backstory"))
        .env("LC_ALL", "C")
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The server may leave before it has read everything.
    server.stdin.take().unwrap().write_all(bytes).ok();
    let output = server.wait_with_output().unwrap();
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.code().is_some(), "ended by a signal");
    (output.status.success(), words(&output.stdout), words(&output.stderr))
}

#[test]
fn broken_framing_ends_with_what_was_expected_and_never_by_a_panic() {
    let endless: Vec<u8> = b"X-Header: y\r\n".repeat(100_000);
    let long: Vec<u8> = vec![b'x'; 8 << 20];
    for bytes in [
        b"Content-Length: many\r\n\r\n{}".as_slice(),
        b"Content-Length: -5\r\n\r\n{}",
        b"Content-Length: 99999999999999999999999999\r\n\r\n{}",
        b"Content-Length: 4000000000\r\n\r\n{}",
        b"Content-Length: 33554432\r\n\r\n{}",
        b"\r\n{}",
        b"{\"jsonrpc\":\"2.0\"}\r\n\r\n",
        b"\xff\xfe\xfd: 1\r\n\r\n",
        endless.as_slice(),
        long.as_slice(),
    ] {
        let (success, said, why) = feed(bytes);
        let shown = String::from_utf8_lossy(bytes.get(..40.min(bytes.len())).unwrap()).into_owned();
        assert!(!success, "{shown}");
        assert_eq!(said, "", "{shown}");
        assert!(why.contains("Content-Length") || why.contains("the input ended after"), "{shown}: {why}");
        assert!(!why.contains("panicked"), "{shown}: {why}");
    }
}

#[test]
fn a_body_that_is_no_json_is_answered_and_the_session_goes_on() {
    let garbage = b"{\"jsonrpc\": \xff";
    let mut bytes = format!("Content-Length: {}\r\n\r\n", garbage.len()).into_bytes();
    bytes.extend_from_slice(garbage);
    for body in [r#"{"jsonrpc":"2.0","id":7,"method":"shutdown"}"#, r#"{"jsonrpc":"2.0","method":"exit"}"#] {
        bytes.extend_from_slice(
            format!("content-length:{}\r\nContent-Type: application/vscode-jsonrpc\r\n\r\n{body}", body.len())
                .as_bytes(),
        );
    }
    let (success, said, why) = feed(&bytes);
    assert!(success, "{why}");
    assert!(said.contains("-32700") && said.contains("\"id\":7"), "{said}");
}

#[test]
fn messages_that_make_no_sense_are_answered_or_passed_over() {
    let (mut server, mut input, mut output) = start();
    send(&mut input, &json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {} }));
    assert_eq!(receive(&mut output)["id"], 1);
    // Known methods with parameters of the wrong shape, a method nobody knows, notifications without sense.
    for (id, method) in [(2, "textDocument/hover"), (3, "textDocument/codeAction"), (4, "no/such/method")] {
        send(&mut input, &json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": [1, null, "x"] }));
        let answer = receive(&mut output);
        assert_eq!(answer["id"], id);
        assert_eq!(answer.get("error").is_some(), method == "no/such/method", "{answer}");
    }
    send(&mut input, &json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": 2 } }));
    send(&mut input, &json!([]));
    send(&mut input, &json!("text"));
    let far =
        json!({ "textDocument": { "uri": "file:///a.md" }, "position": { "line": 4_000_000_000_u64, "character": 9 } });
    send(&mut input, &json!({ "jsonrpc": "2.0", "id": "five", "method": "textDocument/hover", "params": far }));
    assert_eq!(receive(&mut output)["id"], "five");
    send(&mut input, &json!({ "jsonrpc": "2.0", "id": 6, "method": "shutdown" }));
    assert_eq!(receive(&mut output)["id"], 6);
    send(&mut input, &json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert!(server.wait().unwrap().success());
}
