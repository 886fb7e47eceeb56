//! When to ask again.
//!
//! The server's `Retry-After` decides, in seconds or as an HTTP date (read against the server's own `Date`, so no clock
//! is needed here); without one the wait doubles from one second. There is no jitter: one client asks one thing at a time.

use std::time::Duration;

use jiff::fmt::rfc2822;

use crate::Reply;

/// How long to wait before attempt number `attempt` (the first retry is 1).
pub(crate) fn wait(reply: &Reply, attempt: u32) -> Duration {
    asked_for(reply).unwrap_or_else(|| Duration::from_secs(1 << attempt.saturating_sub(1).min(6)))
}

fn asked_for(reply: &Reply) -> Option<Duration> {
    let value = reply.header("retry-after")?.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let parser = rfc2822::DateTimeParser::new();
    let until = parser.parse_timestamp(value).ok()?;
    let now = parser.parse_timestamp(reply.header("date")?.trim()).ok()?;
    Some(Duration::try_from(until.duration_since(now)).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(headers: &[(&str, &str)]) -> Reply {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Reply { status: 429, headers, body: Vec::new() }
    }

    #[test]
    fn the_server_decides() {
        let date = ("date", "Sun, 09 Feb 2025 10:00:00 GMT");
        for (headers, attempt, expected) in [
            (vec![("retry-after", "7")], 1, 7),
            (vec![("retry-after", "Sun, 09 Feb 2025 10:00:30 GMT"), date], 1, 30),
            (vec![("retry-after", "Sun, 09 Feb 2025 09:00:00 GMT"), date], 1, 0),
            (vec![("retry-after", "soon")], 1, 1),
            (vec![], 1, 1),
            (vec![], 3, 4),
            (vec![], 60, 64),
        ] {
            assert_eq!(wait(&reply(&headers), attempt).as_secs(), expected, "{headers:?} {attempt}");
        }
    }
}
