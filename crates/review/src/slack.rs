//! The summary of a post-mortem as a Slack message, by an incoming webhook.
//!
//! The address of a webhook is the secret itself: it is in no message and no error. Posting is not idempotent (a webhook returns
//! no id), so only an answer that says "later" is repeated.

use backstory_http::{Address, Client, ClientOptions, Credentials, HttpError, Request};
use serde_json::{Value, json};

use crate::Case;

/// Longest plain text of a header block.
const HEADER: usize = 150;
/// Longest text of a section block.
const SECTION: usize = 3000;
/// Actions that are listed.
const MOST_ACTIONS: usize = 15;

/// Why a message was not posted. No variant holds the address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SlackError {
    /// The address is none.
    #[error("the webhook is not an address: it begins with `https://`")]
    Address,
    /// Slack could not be reached.
    #[error("the webhook did not answer: {reason}")]
    Unreachable {
        /// What happened.
        reason: String,
    },
    /// Slack refused.
    #[error("the webhook answered {status}: {text}")]
    Refused {
        /// The status code.
        status: u16,
        /// Slack's word for it.
        text: String,
    },
}

/// A word of ours in the message, for its language to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Heading of the actions, with the number of open ones.
    Open(usize),
    /// In the place of an owner.
    Nobody,
    /// In the place of a deadline.
    NoDate,
    /// As many actions are left off.
    More(usize),
}

/// The message: title, facts, summary, actions, within the limits of Block Kit; `say` knows the language.
pub fn message(case: &Case, say: impl Fn(Word) -> String) -> Value {
    let title = masked(&case.title);
    let mut blocks =
        vec![json!({"type": "header", "text": {"type": "plain_text", "text": cut(&title, HEADER), "emoji": false}})];
    let shown =
        ["severity", "duration", "started", "resolved", "services", "impact", "重大度", "期間", "サービス", "影響"];
    let facts: Vec<String> = case
        .facts
        .iter()
        .filter(|(name, _)| shown.contains(&name.to_lowercase().as_str()))
        .map(|(name, value)| format!("*{}:* {}", escaped(name), escaped(&masked(value))))
        .collect();
    if !facts.is_empty() {
        blocks.push(section(&facts.join("\n")));
    }
    if !case.summary.is_empty() {
        blocks.push(section(&escaped(&masked(&case.summary))));
    }
    let open: Vec<_> = case.actions.iter().filter(|action| !action.is_done).collect();
    if !open.is_empty() {
        let mut lines = vec![format!("*{}*", escaped(&say(Word::Open(open.len()))))];
        lines.extend(open.iter().take(MOST_ACTIONS).map(|action| {
            let owner = action.owner.clone().unwrap_or_else(|| say(Word::Nobody));
            let day = action.deadline.map_or_else(|| say(Word::NoDate), |day| day.to_string());
            format!("• {} {} ({}, {day})", escaped(&action.id), escaped(&masked(&action.title)), escaped(&owner))
        }));
        if open.len() > MOST_ACTIONS {
            lines.push(escaped(&say(Word::More(open.len() - MOST_ACTIONS))));
        }
        blocks.push(section(&lines.join("\n")));
    }
    json!({"text": cut(&escaped(&title), SECTION), "blocks": blocks})
}

/// Posts a message.
pub fn post(webhook: &str, message: &Value) -> Result<(), SlackError> {
    // The path is the secret, so it is no part of the base, which is printed.
    let (scheme, rest) = webhook.trim().split_once("://").ok_or(SlackError::Address)?;
    let (host, path) = rest.split_once('/').ok_or(SlackError::Address)?;
    let address = Address::parse(&format!("{scheme}://{host}")).map_err(|_| SlackError::Address)?;
    let hide = |error: HttpError| match error {
        HttpError::Unreachable { reason, .. } | HttpError::Certificate { reason, .. } => {
            SlackError::Unreachable { reason }
        }
        HttpError::TooLarge { .. } => SlackError::Unreachable { reason: "its answer is too large".to_owned() },
        HttpError::Status { status, excerpt, .. } => SlackError::Refused { status, text: excerpt },
    };
    let options = ClientOptions { limit_bytes: 64 << 10, ..ClientOptions::default() };
    let client = Client::new(&address, Credentials::None, options).map_err(hide)?;
    let path = format!("/{path}");
    let request = Request::post_json(&path, message.to_string().into_bytes());
    let reply = client
        .send_with(&request, |reply| reply.status == 429 && reply.header("retry-after").is_some())
        .map_err(hide)?;
    if reply.is_success() { Ok(()) } else { Err(SlackError::Refused { status: reply.status, text: reply.excerpt() }) }
}

fn section(text: &str) -> Value {
    json!({"type": "section", "text": {"type": "mrkdwn", "text": cut(text, SECTION)}})
}

/// The three characters that Slack wants escaped; so `<!channel>` and links in evidence stay text.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn cut(text: &str, length: usize) -> String {
    if text.chars().count() <= length {
        text.to_owned()
    } else {
        text.chars().take(length - 1).chain(['…']).collect()
    }
}

/// A text without the words that look like keys, tokens or addresses with a password. The evidence is masked when it is
/// read; this is for what people pasted into the report.
fn masked(text: &str) -> String {
    const PREFIXES: [&str; 12] =
        ["xoxb-", "xoxp-", "xoxa-", "xapp-", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "AKIA", "sk-", "eyJ"];
    const NAMES: [&str; 6] = ["password", "passwd", "secret", "token", "api_key", "apikey"];
    let mut after_bearer = false;
    text.split_inclusive(|c: char| c.is_whitespace())
        .map(|word| {
            let bare = word.trim_end();
            let space = word.get(bare.len()..).unwrap_or_default();
            let inner = bare.trim_start_matches(['`', '"', '\'', '(', '<', '*']);
            let is_key = PREFIXES.iter().any(|prefix| inner.starts_with(prefix) && inner.len() >= prefix.len() + 8);
            let has_user = inner.split_once("://").is_some_and(|(_, rest)| {
                rest.split('/').next().is_some_and(|host| host.contains(':') && host.contains('@'))
            });
            let is_webhook = inner.contains("hooks.slack.com/") || inner.contains(".webhook.office.com/");
            let masked = if is_key || has_user || is_webhook || std::mem::take(&mut after_bearer) {
                format!("[masked]{space}")
            } else if let Some((name, value)) = bare.split_once('=').filter(|(name, value)| {
                !value.is_empty() && NAMES.iter().any(|secret| name.to_lowercase().ends_with(secret))
            }) {
                debug_assert!(!value.is_empty());
                format!("{name}=[masked]{space}")
            } else {
                word.to_owned()
            };
            after_bearer = inner.eq_ignore_ascii_case("bearer");
            masked
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::tests::case as example;

    fn english(word: Word) -> String {
        match word {
            Word::Open(count) => format!("Actions: {count} open"),
            Word::Nobody => "nobody yet".to_owned(),
            Word::NoDate => "no date".to_owned(),
            Word::More(count) => format!("… and {count} more"),
        }
    }

    #[test]
    fn the_message_has_title_summary_and_open_actions() {
        insta::assert_snapshot!(serde_json::to_string_pretty(&message(&example(), english)).unwrap());
    }

    #[test]
    fn nothing_exceeds_the_limits_or_calls_people() {
        let mut case = example();
        case.title = "<!channel> ".repeat(100);
        case.summary = "é".repeat(10_000);
        let message = message(&case, english);
        for block in message["blocks"].as_array().unwrap() {
            let limit = if block["type"] == "header" { HEADER } else { SECTION };
            assert!(block["text"]["text"].as_str().unwrap().chars().count() <= limit);
        }
        assert!(!message["text"].as_str().unwrap().contains("<!channel>"));
    }

    #[test]
    fn secrets_are_masked() {
        for (text, expected) in [
            ("use ghp_abcdefgh12345678 now", "use [masked] now"),
            ("db postgres://app:pw@db/x failed", "db [masked] failed"),
            ("Authorization: Bearer abc.def\nnext", "Authorization: Bearer [masked]\nnext"),
            ("password=hunter2, then", "password=[masked] then"),
            ("https://hooks.slack.com/services/T/B/x", "[masked]"),
            ("an ordinary sentence: sk-ip it", "an ordinary sentence: sk-ip it"),
        ] {
            assert_eq!(masked(text), expected);
        }
    }
}
