//! The summary as a Slack message: Block Kit for an incoming webhook.
//!
//! Limits (Slack's documentation): 50 blocks, 150 characters in a header, 3,000 in a section, 10 fields of
//! 2,000, and about 13,000 for the whole message. Slack reads `&`, `<` and `>` as markup; words of strangers are
//! escaped, and broadcast mentions (`<!channel>`) cannot be made.

use serde_json::{Value, json};

use super::facts::Facts;
use crate::locale::{Catalogue, Lang};
use crate::markdown::shortened;
use crate::told::Told;

const HEADER: usize = 150;
const SECTION: usize = 1_900;
/// What notifications show.
const FALLBACK: usize = 900;
const FIELD: usize = 300;
const ACTIONS: usize = 8;

/// The message: `text` for notifications, `blocks` for the channel. Post it as it is to an incoming webhook.
pub fn slack_summary(told: &Told, lang: Lang) -> Value {
    let words = Catalogue::load(lang);
    let facts = Facts::of(told, &words);
    let heading = |key: &str, body: &str| format!("*{}*\n{body}", words.text(key));
    let mut blocks = vec![json!({
        "type": "header",
        "text": { "type": "plain_text", "text": shortened(&facts.title, HEADER), "emoji": false },
    })];
    let mut section = |text: String| {
        blocks.push(json!({ "type": "section", "text": { "type": "mrkdwn", "verbatim": true, "text": text } }));
    };
    let gap = words.text("label-sentence-gap");
    // Paragraphs of people stay paragraphs, and their bullets bullets; sentences of ours are one.
    let is_written = told.brief.summary.is_some();
    let summary = facts.summary.join(if is_written { "\n" } else { &gap });
    let impact = match facts.impact.as_slice() {
        [one] => one.clone(),
        lines => lines.iter().map(|line| format!("• {line}")).collect::<Vec<_>>().join("\n"),
    };
    let causes = facts.causes.join(&gap);
    for (key, body) in [("section-summary", &summary), ("section-impact", &impact), (facts.causes_heading, &causes)] {
        if !body.is_empty() {
            section(heading(key, &mrkdwn(body, SECTION)));
        }
    }
    if !facts.measures.is_empty() {
        let field = |(name, value): &(String, String)| json!({ "type": "mrkdwn", "verbatim": true, "text": format!("*{}*\n{}", mrkdwn(name, FIELD), mrkdwn(value, FIELD)) });
        let fields: Vec<Value> = facts.measures.iter().take(10).map(field).collect();
        blocks.push(json!({ "type": "section", "fields": fields }));
    }
    if !facts.actions.is_empty() {
        let mut lines: Vec<String> =
            facts.actions.iter().take(ACTIONS).map(|a| format!("• {}", mrkdwn(a, FIELD))).collect();
        if facts.actions.len() > ACTIONS {
            lines.push(format!("• +{}", facts.actions.len() - ACTIONS));
        }
        let text = heading("section-actions", &lines.join("\n"));
        blocks.push(json!({ "type": "section", "text": { "type": "mrkdwn", "verbatim": true, "text": text } }));
    }
    if let Some((label, time)) = &facts.share_by {
        blocks.push(json!({
            "type": "context",
            "elements": [{ "type": "mrkdwn", "verbatim": true, "text": mrkdwn(&format!("{label}: {time}"), FIELD) }],
        }));
    }
    let said = if facts.summary.is_empty() { &facts.impact } else { &facts.summary };
    let fallback = format!("{}\n{}", facts.title, said.join(&gap));
    json!({ "text": mrkdwn(&fallback, FALLBACK), "blocks": blocks })
}

/// Escapes what Slack reads as markup; emphasis marks, which have no escape, become characters that look like them.
/// With `verbatim`, Slack makes no links or mentions of its own either.
fn mrkdwn(text: &str, limit: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut used = 0;
    for c in text.chars() {
        let piece = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '*' => "∗",
            '~' => "∼",
            c => {
                used += 1;
                if used >= limit {
                    out.push('…');
                    break;
                }
                out.push(c);
                continue;
            }
        };
        used += piece.len();
        if used >= limit {
            out.push('…');
            break;
        }
        out.push_str(piece);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_written_by_a_stranger_is_markup() {
        assert_eq!(mrkdwn("<!channel> *x* a&b", 100), "&lt;!channel&gt; ∗x∗ a&amp;b");
        assert_eq!(mrkdwn("abcdef", 4), "abc…");
        assert_eq!(mrkdwn("<<<<", 10), "&lt;&lt;…");
    }
}
