//! Slack exports: users, channels, messages.

use std::collections::BTreeMap;
use std::sync::Arc;

use backstory_model::{ChatMessage, Citation, Locator, Person};
use jiff::Timestamp;
use serde_json::Value;

/// An export while its parts are gathered; ids are resolved at the end, when everybody is known.
#[derive(Debug, Default)]
pub(crate) struct Gathering {
    people: BTreeMap<String, Person>,
    channels: BTreeMap<String, String>,
    messages: Vec<(ChatMessage, Option<String>)>,
}

impl Gathering {
    /// Takes `users.json`.
    pub(crate) fn users(&mut self, value: &Value) {
        for user in value.as_array().into_iter().flatten() {
            let (Some(id), Some(handle)) = (super::text(user, "id"), super::text(user, "name")) else { continue };
            let profile = user.get("profile");
            let display = profile.and_then(|p| super::text(p, "display_name"));
            self.people.insert(
                id.to_owned(),
                Person {
                    handle: display.unwrap_or(handle).to_owned(),
                    name: super::text(user, "real_name")
                        .or_else(|| profile.and_then(|p| super::text(p, "real_name")))
                        .map(str::to_owned),
                    email: profile.and_then(|p| super::text(p, "email")).map(str::to_owned),
                    timezone: super::text(user, "tz").map(str::to_owned),
                    title: profile.and_then(|p| super::text(p, "title")).map(str::to_owned),
                },
            );
        }
    }

    /// Takes `channels.json`.
    pub(crate) fn channels(&mut self, value: &Value) {
        for channel in value.as_array().into_iter().flatten() {
            if let (Some(id), Some(name)) = (super::text(channel, "id"), super::text(channel, "name")) {
                self.channels.insert(id.to_owned(), name.to_owned());
            }
        }
    }

    /// Takes one day of one channel; the channel is the folder the file lies in.
    pub(crate) fn messages(&mut self, value: &Value, path: &Arc<str>) {
        let channel = path.rsplit('/').nth(1).unwrap_or("chat").to_owned();
        for message in value.as_array().into_iter().flatten() {
            let Some(id) = super::text(message, "ts") else { continue };
            let Some(time) = time_of(id) else { continue };
            let subtype = super::text(message, "subtype").unwrap_or("");
            let is_bot = subtype == "bot_message"
                || message.get("bot_id").is_some_and(Value::is_string) && message.get("user").is_none();
            let is_system = !matches!(subtype, "" | "bot_message" | "thread_broadcast" | "me_message" | "file_share");
            let mut text = super::text(message, "text").unwrap_or("").to_owned();
            for attachment in message.get("attachments").and_then(Value::as_array).into_iter().flatten() {
                for key in ["title", "text"] {
                    if let Some(part) = super::text(attachment, key) {
                        if !text.is_empty() {
                            text.push_str(" – ");
                        }
                        text.push_str(part);
                    }
                }
            }
            let author = super::text(message, "user")
                .or_else(|| super::text(message, "username"))
                .unwrap_or("unknown")
                .to_owned();
            let thread = super::text(message, "thread_ts").filter(|t| *t != id).map(str::to_owned);
            // A reply sent to the channel as well stands twice.
            if subtype == "thread_broadcast" && self.messages.iter().any(|(m, _)| m.id == id && m.channel == channel) {
                continue;
            }
            let reactions = message.get("reactions").and_then(Value::as_array).into_iter().flatten();
            self.messages.push((
                ChatMessage {
                    time,
                    id: id.to_owned(),
                    channel: channel.clone(),
                    author: author.clone(),
                    is_bot,
                    text,
                    thread,
                    reactions: reactions.filter_map(|r| super::text(r, "name")).map(str::to_owned).collect(),
                    is_system,
                    citation: Citation::new(path, Locator::Item(format!("ts {id}")), ""),
                },
                Some(author),
            ));
        }
    }

    /// People by handle, and messages by time with every id resolved.
    pub(crate) fn finish(self) -> (Vec<Person>, Vec<ChatMessage>) {
        let Self { people, channels, messages } = self;
        let mut resolved: Vec<ChatMessage> = messages
            .into_iter()
            .map(|(mut message, author)| {
                if let Some(person) = author.and_then(|a| people.get(&a)) {
                    message.author = person.handle.clone();
                }
                message.text = plain(&message.text, &people, &channels);
                let words = format!("{}: {}", message.author, message.text);
                message.citation = Citation::new(&message.citation.artifact, message.citation.locator.clone(), &words);
                message
            })
            .collect();
        resolved
            .sort_by(|a, b| a.time.cmp(&b.time).then_with(|| a.channel.cmp(&b.channel)).then_with(|| a.id.cmp(&b.id)));
        resolved.dedup_by(|a, b| a.id == b.id && a.channel == b.channel);
        let mut people: Vec<Person> = people.into_values().collect();
        people.sort_by(|a, b| a.handle.cmp(&b.handle));
        (people, resolved)
    }
}

/// `1739095687.123456`: seconds and microseconds, read as text for a float would lose digits. What stands below
/// milliseconds numbers messages of one moment and is no time.
fn time_of(ts: &str) -> Option<Timestamp> {
    let (seconds, micros) = ts.split_once('.').unwrap_or((ts, "0"));
    let micros: i64 = format!("{micros:0<6}").get(..6)?.parse().ok()?;
    Timestamp::from_millisecond(seconds.parse::<i64>().ok()?.checked_mul(1_000)?.checked_add(micros / 1_000)?).ok()
}

/// Slack's markup as plain text.
fn plain(text: &str, people: &BTreeMap<String, Person>, channels: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let Some((inside, next)) = after.split_once('>') else {
            out.push('<');
            rest = after;
            continue;
        };
        let (target, label) = inside.split_once('|').map_or((inside, None), |(t, l)| (t, Some(l)));
        if let Some(id) = target.strip_prefix('@') {
            out.push('@');
            out.push_str(people.get(id).map_or(label.unwrap_or(id), |p| p.handle.as_str()));
        } else if let Some(id) = target.strip_prefix('#') {
            out.push('#');
            out.push_str(channels.get(id).map_or(label.unwrap_or(id), String::as_str));
        } else if let Some(command) = target.strip_prefix('!') {
            out.push_str(label.unwrap_or_else(|| command.split('^').next().unwrap_or(command)));
        } else {
            out.push_str(label.unwrap_or(target));
        }
        rest = next;
    }
    out.push_str(rest);
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_text() {
        let person = Person { handle: "mei".into(), name: None, email: None, timezone: None, title: None };
        let people = BTreeMap::from([("U1".to_owned(), person)]);
        let channels = BTreeMap::from([("C1".to_owned(), "ops".to_owned())]);
        assert_eq!(
            plain("<@U1> see <#C1> &amp; <https://x.example|docs> 1 &lt; 2 <", &people, &channels),
            "@mei see #ops & docs 1 < 2 <"
        );
        assert_eq!(time_of("1739095687.123456").unwrap().as_microsecond(), 1_739_095_687_123_000);
        assert_eq!(time_of("1739095687.000002").unwrap().to_string(), "2025-02-09T10:08:07Z");
        assert_eq!(time_of("x"), None);
    }
}
