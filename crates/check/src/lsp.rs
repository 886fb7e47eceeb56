//! A language server without its transport: JSON-RPC messages in, JSON-RPC messages out.
//!
//! Live findings as diagnostics, hovers that explain the rule, code actions that apply the safe fixes or allow a finding
//! with a reason to fill in. Documents are kept in full; positions are UTF-16, as the protocol's default.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    Finding, Language, Severity,
    check::check_reading,
    config::Config,
    explain, fix,
    reading::{Complement, Reading},
    rules::report::Setting,
    suppress, words,
};

/// One client's session.
#[derive(Debug, Default)]
pub struct Session {
    documents: BTreeMap<String, String>,
    config: Config,
    reader: Option<SecondReader>,
    shut_down: bool,
    exited: bool,
}

/// Reads a text for parts that the check itself does not find.
pub type SecondReader = fn(&str) -> Complement;

/// Changes of a document are sent as the ranges that changed, by the protocol.
const INCREMENTAL: i32 = 2;
/// The error of a message that is no JSON, by JSON-RPC.
const PARSE_ERROR: i32 = -32700;
/// The error of a request that is not known, by JSON-RPC.
const METHOD_NOT_FOUND: i32 = -32601;
/// The error of a request after `shutdown`, by JSON-RPC.
const INVALID_REQUEST: i32 = -32600;

impl Session {
    /// A session with a configuration.
    pub fn new(config: Config) -> Self {
        Self { config, ..Self::default() }
    }

    /// The same with a second reader of documents.
    #[must_use]
    pub fn with_reader(self, reader: SecondReader) -> Self {
        Self { reader: Some(reader), ..self }
    }

    /// Null while the session runs; then whether the client said good-bye in order.
    pub fn ended(&self) -> Option<bool> {
        self.exited.then_some(self.shut_down)
    }

    /// The answer to a body that is no JSON.
    pub fn garbled() -> Value {
        failure(&Value::Null, PARSE_ERROR, "the message is no JSON")
    }

    /// Answers one message. Messages that are not understood are passed over, requests get an error.
    pub fn handle(&mut self, message: &Value) -> Vec<Value> {
        let method = message["method"].as_str().unwrap_or("");
        let parameters = &message["params"];
        let Some(id) = message.get("id") else { return self.notified(method, parameters) };
        if method.is_empty() {
            return Vec::new();
        }
        if self.shut_down {
            return vec![failure(id, INVALID_REQUEST, "the session is shut down")];
        }
        let result = match method {
            "initialize" => json!({
                "capabilities": {
                    "textDocumentSync": { "openClose": true, "change": INCREMENTAL },
                    "hoverProvider": true,
                    "codeActionProvider": { "codeActionKinds": ["quickfix", "source.fixAll"] },
                },
                "serverInfo": { "name": "backstory", "version": env!("CARGO_PKG_VERSION") },
            }),
            "shutdown" => {
                self.shut_down = true;
                Value::Null
            }
            "textDocument/hover" => self.hover(parameters),
            "textDocument/codeAction" => self.code_actions(parameters),
            _ => return vec![failure(id, METHOD_NOT_FOUND, "the method is not known")],
        };
        vec![json!({ "jsonrpc": "2.0", "id": id, "result": result })]
    }

    fn notified(&mut self, method: &str, parameters: &Value) -> Vec<Value> {
        let uri = parameters["textDocument"]["uri"].as_str().unwrap_or("").to_owned();
        match method {
            "exit" => {
                self.exited = true;
                Vec::new()
            }
            "textDocument/didOpen" => {
                self.documents
                    .insert(uri.clone(), parameters["textDocument"]["text"].as_str().unwrap_or("").to_owned());
                vec![self.published(&uri)]
            }
            "textDocument/didChange" => {
                let mut text = self.documents.remove(&uri).unwrap_or_default();
                for change in parameters["contentChanges"].as_array().into_iter().flatten() {
                    apply_change(&mut text, change);
                }
                self.documents.insert(uri.clone(), text);
                vec![self.published(&uri)]
            }
            "textDocument/didClose" => {
                self.documents.remove(&uri);
                vec![notification("textDocument/publishDiagnostics", &json!({ "uri": uri, "diagnostics": [] }))]
            }
            _ => Vec::new(),
        }
    }

    fn findings(&self, text: &str) -> Vec<Finding> {
        let setting = Setting { strict: self.config.strict(), public: self.config.public, today: None };
        let mut reading = Reading::new(text);
        if let Some(reader) = self.reader {
            reading.complete(reader(text));
        }
        let findings = check_reading(&reading, &setting, None);
        suppress::apply(self.config.apply(findings), &mut suppress::suppressions(text))
    }

    fn published(&self, uri: &str) -> Value {
        let text = self.documents.get(uri).map_or("", String::as_str);
        let diagnostics: Vec<Value> = self.findings(text).iter().map(|finding| diagnostic(text, finding)).collect();
        notification("textDocument/publishDiagnostics", &json!({ "uri": uri, "diagnostics": diagnostics }))
    }

    fn hover(&self, parameters: &Value) -> Value {
        let Some(text) = self.document(parameters) else { return Value::Null };
        let line = parameters["position"]["line"].as_u64().unwrap_or(0);
        let character = parameters["position"]["character"].as_u64().unwrap_or(0);
        for finding in self.findings(text) {
            let (start, end) = range(text, &finding);
            if (start.0, start.1) <= (line, character) && (line, character) <= (end.0, end.1) {
                let language = crate::Language::of(text);
                let explained = explain::explain(finding.rule, language).unwrap_or_default();
                let fix = finding.fix.as_deref().unwrap_or("");
                return json!({ "contents": { "kind": "plaintext", "value": format!("{}\n\n{fix}\n\n{explained}", finding.message) }, "range": to_range(start, end) });
            }
        }
        Value::Null
    }

    fn code_actions(&self, parameters: &Value) -> Value {
        let Some(text) = self.document(parameters) else { return json!([]) };
        let uri = parameters["textDocument"]["uri"].as_str().unwrap_or("");
        let first = parameters["range"]["start"]["line"].as_u64().unwrap_or(0);
        let last = parameters["range"]["end"]["line"].as_u64().unwrap_or(first);
        let mut actions = Vec::new();
        for finding in self.findings(text) {
            let (start, _) = range(text, &finding);
            if start.0 < first || start.0 > last || finding.line.is_none() {
                continue;
            }
            let comment = format!("<!-- backstory: allow {} because … -->\n", finding.rule);
            // A comment between the rows of a table would end it, so there it goes behind the row.
            let in_table = text
                .lines()
                .nth(usize::try_from(start.0).unwrap_or(usize::MAX))
                .is_some_and(|l| l.trim_start().starts_with('|'));
            if !in_table {
                let at = to_range((start.0, 0), (start.0, 0));
                actions.push(json!({
                    "title": words::say(Language::of(text), "lsp-allow", &[("rule", finding.rule.into())]),
                    "kind": "quickfix",
                    "diagnostics": [diagnostic(text, &finding)],
                    "edit": { "changes": { uri: [{ "range": at, "newText": comment }] } },
                }));
            }
        }
        if let Some(better) = fix::fix(text) {
            let end = position(text, text.len());
            actions.push(json!({
                "title": words::say(Language::of(text), "lsp-fix", &[]),
                "kind": "source.fixAll",
                "edit": { "changes": { uri: [{ "range": to_range((0, 0), end), "newText": better }] } },
            }));
        }
        Value::Array(actions)
    }

    fn document(&self, parameters: &Value) -> Option<&str> {
        self.documents.get(parameters["textDocument"]["uri"].as_str()?).map(String::as_str)
    }
}

fn notification(method: &str, parameters: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "method": method, "params": parameters })
}

fn failure(id: &Value, code: i32, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } })
}

fn diagnostic(text: &str, finding: &Finding) -> Value {
    let (start, end) = range(text, finding);
    let severity = match finding.severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Note => 3,
    };
    let message =
        finding.fix.as_ref().map_or_else(|| finding.message.clone(), |fix| format!("{}\n{fix}", finding.message));
    json!({ "range": to_range(start, end), "severity": severity, "code": finding.rule, "source": "backstory", "message": message })
}

fn to_range(start: (u64, u64), end: (u64, u64)) -> Value {
    json!({ "start": { "line": start.0, "character": start.1 }, "end": { "line": end.0, "character": end.1 } })
}

/// Applies one change: a new text for a range, or a new text for all.
fn apply_change(text: &mut String, change: &Value) {
    let Some(new) = change["text"].as_str() else { return };
    let range = &change["range"];
    if range.is_null() {
        new.clone_into(text);
        return;
    }
    let start = offset(text, &range["start"]);
    let end = offset(text, &range["end"]).max(start);
    text.replace_range(start..end, new);
}

/// The byte of a position in UTF-16 units. What lies beyond a line or the text is its end; half a pair is its start.
fn offset(text: &str, position: &Value) -> usize {
    let number = |key: &str| usize::try_from(position[key].as_u64().unwrap_or(0)).unwrap_or(usize::MAX);
    let (line, character) = (number("line"), number("character"));
    let mut start = 0;
    for _ in 0..line {
        match text.get(start..).and_then(|rest| rest.find('\n')) {
            Some(at) => start += at + 1,
            None => return text.len(),
        }
    }
    let mut units = 0;
    for (at, c) in text.get(start..).unwrap_or("").char_indices() {
        units += c.len_utf16();
        if units > character || c == '\n' || c == '\r' {
            return start + at;
        }
    }
    text.len()
}

/// Line and UTF-16 unit, both from 0, of a byte.
fn position(text: &str, offset: usize) -> (u64, u64) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() as u64;
    let units = before.rsplit('\n').next().unwrap_or("").encode_utf16().count() as u64;
    (line, units)
}

fn range(text: &str, finding: &Finding) -> ((u64, u64), (u64, u64)) {
    if let Some(bytes) = &finding.bytes {
        return (position(text, bytes.start), position(text, bytes.end));
    }
    let line = finding.line.unwrap_or(1).saturating_sub(1);
    let length = text.lines().nth(line).map_or(0, |l| l.encode_utf16().count());
    ((line as u64, 0), (line as u64, length as u64))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Session;

    #[test]
    fn positions_count_utf16_units() {
        let mut session = Session::default();
        let sent = session.handle(&json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": { "uri": "file:///a.md", "text": "😀 Dana forgot the flag.\n" } } }));
        assert_eq!(sent[0]["params"]["diagnostics"][0]["range"]["start"], json!({ "line": 0, "character": 3 }));
    }

    #[test]
    fn changes_of_ranges_count_utf16_units() {
        for (text, from, to, new, expected) in [
            ("😀 a\n日本 b\n", (1, 0), (1, 2), "東京", "😀 a\n東京 b\n"),
            ("😀 a\n", (0, 2), (0, 3), "", "😀a\n"),
            // Half of a pair, beyond a line, beyond the text, end before start.
            ("😀 a\n", (0, 1), (0, 1), "x", "x😀 a\n"),
            ("a\r\nb", (0, 99), (0, 99), "!", "a!\r\nb"),
            ("a", (7, 0), (9, 9), "z", "az"),
            ("abc", (0, 2), (0, 1), "-", "ab-c"),
        ] {
            let mut changed = text.to_owned();
            let place = |(line, character): (u64, u64)| json!({ "line": line, "character": character });
            super::apply_change(
                &mut changed,
                &json!({ "range": { "start": place(from), "end": place(to) }, "text": new }),
            );
            assert_eq!(changed, expected, "{text:?}");
        }
    }

    #[test]
    fn an_unknown_request_is_answered_and_an_unknown_notification_is_not() {
        let mut session = Session::default();
        assert_eq!(session.handle(&json!({ "id": 1, "method": "x/y" }))[0]["error"]["code"], -32601);
        assert!(session.handle(&json!({ "method": "x/y" })).is_empty());
    }
}
