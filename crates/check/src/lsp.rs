//! A language server without its transport: JSON-RPC messages in, JSON-RPC messages out.
//!
//! Live findings as diagnostics, hovers that explain the rule, code actions that apply the safe fixes or allow a finding
//! with a reason to fill in. Documents are kept in full; positions are UTF-16, as the protocol's default.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{Finding, Severity, check, config::Config, explain, fix, rules::report::Setting, suppress};

/// One client's session.
#[derive(Debug, Default)]
pub struct Session {
    documents: BTreeMap<String, String>,
    config: Config,
    shut_down: bool,
    exited: bool,
}

/// The error of a request that is not known, by JSON-RPC.
const METHOD_NOT_FOUND: i32 = -32601;
/// The error of a request after `shutdown`, by JSON-RPC.
const INVALID_REQUEST: i32 = -32600;

impl Session {
    /// A session with a configuration.
    pub fn new(config: Config) -> Self {
        Self { config, ..Self::default() }
    }

    /// Null while the session runs; then whether the client said good-bye in order.
    pub fn ended(&self) -> Option<bool> {
        self.exited.then_some(self.shut_down)
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
                    "textDocumentSync": { "openClose": true, "change": 1 },
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
                // Full synchronisation: the last change is the whole text.
                if let Some(text) = parameters["contentChanges"]
                    .as_array()
                    .and_then(|changes| changes.last())
                    .and_then(|change| change["text"].as_str())
                {
                    self.documents.insert(uri.clone(), text.to_owned());
                }
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
        suppress::apply(self.config.apply(check(text, &setting, None)), &mut suppress::suppressions(text))
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
                    "title": format!("Allow {} here, with a reason", finding.rule),
                    "kind": "quickfix",
                    "diagnostics": [diagnostic(text, &finding)],
                    "edit": { "changes": { uri: [{ "range": at, "newText": comment }] } },
                }));
            }
        }
        if let Some(better) = fix::fix(text) {
            let end = position(text, text.len());
            actions.push(json!({
                "title": "Fix order, zone label and ids",
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
    fn an_unknown_request_is_answered_and_an_unknown_notification_is_not() {
        let mut session = Session::default();
        assert_eq!(session.handle(&json!({ "id": 1, "method": "x/y" }))[0]["error"]["code"], -32601);
        assert!(session.handle(&json!({ "method": "x/y" })).is_empty());
    }
}
