//! A client session with the real server over stdio.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the report")]

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    process::{ChildStdin, ChildStdout, Command, Stdio},
};

use serde_json::{Value, json};

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
    let mut server = Command::new(env!("CARGO_BIN_EXE_backstory"))
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = server.stdin.take().unwrap();
    let mut output = BufReader::new(server.stdout.take().unwrap());

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
fn messages_that_make_no_sense_are_answered_or_passed_over() {
    let mut server = Command::new(env!("CARGO_BIN_EXE_backstory"))
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = server.stdin.take().unwrap();
    let mut output = BufReader::new(server.stdout.take().unwrap());
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
