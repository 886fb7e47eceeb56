//! Roles told by values, where no key had a familiar name: a time is what reads as one, a level is a level word, and the
//! message is the longest text of several words.

use super::{Depth, Found, Members, Role, Value, role};
use crate::{severity::Severity, time::Clock};

/// Completes what the keys did not tell, from the members of the object and of the objects in it.
pub(super) fn complete<'a>(found: &mut Found<'a>, object: &'a [u8], clock: &mut Clock) {
    let mut message: Option<Value<'a>> = None;
    for (key, value) in Members::new(object) {
        match value {
            Value::Object(inner) => {
                for (inner_key, value) in Members::new(inner) {
                    if role(Some(key), inner_key) == Role::Other {
                        look_at(found, value, &mut message, clock);
                    }
                }
            }
            _ if role(None, key) == Role::Other => look_at(found, value, &mut message, clock),
            _ => {}
        }
    }
    if let Some(value) = message {
        found.take(Role::Message, value, clock, Depth::Top);
    }
}

fn look_at<'a>(found: &mut Found<'a>, value: Value<'a>, message: &mut Option<Value<'a>>, clock: &mut Clock) {
    let Value::String { raw, .. } = value else { return };
    if found.fields.time.is_none()
        && raw.len() >= 15
        && let Some(stamp) = clock.read_whole(raw)
    {
        found.fields.time = Some(stamp);
    } else if found.fields.severity.is_none()
        && let Some(severity) = Severity::from_word(raw)
    {
        found.fields.severity = Some(severity);
    } else if raw.contains(&b' ') && message.is_none_or(|longest| length(longest) < raw.len()) {
        *message = Some(value);
    }
}

fn length(value: Value<'_>) -> usize {
    value.text().map_or(0, <[u8]>::len)
}

#[cfg(test)]
mod tests {
    use crate::format::{json::parse, testing::check_line};

    #[test]
    fn values_tell_what_keys_do_not() {
        for (line, expected) in [
            (
                r#"{"zeit":"2025-02-09T10:05:23Z","stufe":"ERROR","nachricht":"kein Platz mehr","modul":"x"}"#,
                "2025-02-09T10:05:23Z error | kein Platz mehr",
            ),
            (
                r#"{"kopf":{"zeit":"2025-02-09 10:05:23,120","art":"warn"},"inhalt":{"text_a":"no route to host"}}"#,
                "2025-02-09T10:05:23.12 warn | no route to host",
            ),
            (r#"{"ts":1739095523,"a":"b c","d":"longer than b c"}"#, "2025-02-09T10:05:23Z - | longer than b c"),
            (
                r#"{"severity":"ERROR","timestamp":{"seconds":1739095523,"nanos":0},"textPayload":"boom"}"#,
                "2025-02-09T10:05:23Z error | boom",
            ),
            (
                r#"{"timeUnixNano":"1739095523000000000","severityText":"WARN","body":{"stringValue":"boom"}}"#,
                "2025-02-09T10:05:23Z warn | boom",
            ),
        ] {
            check_line(parse, line.as_bytes(), expected);
        }
    }
}
