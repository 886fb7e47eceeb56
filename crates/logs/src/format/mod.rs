//! Formats of lines; one file a kind.
//!
//! A file is sniffed once: the format that most of its first lines have is tried first on every line,
//! the others when it does not fit, so that a file may mix formats line by line.

mod access;
mod fields;
mod json;
mod klog;
mod logfmt;
mod nginx_error;
mod postgres;
mod syslog;
mod text;
mod wrapper;

use serde::{Deserialize, Serialize};

use crate::Record;

pub(crate) use wrapper::{Wrapper, unwrap};

/// A format of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// One JSON object a line.
    Json,
    /// Access log of nginx, Apache and the like: common, combined, or with fields of its own.
    Access,
    /// nginx's error log.
    NginxError,
    /// PostgreSQL's text log.
    Postgres,
    /// klog and glog: `I1123 15:20:26.123456 …`.
    Klog,
    /// `key=value` pairs.
    Logfmt,
    /// RFC 3164 and RFC 5424.
    Syslog,
    /// Text that starts with a time, as logging libraries write it.
    Text,
    /// Text without a time.
    Plain,
}

impl Format {
    /// Formats in the order they are tried: the more specific ones first.
    const TRIED: [Self; 8] = [
        Self::Json,
        Self::Access,
        Self::NginxError,
        Self::Klog,
        Self::Postgres,
        Self::Syslog,
        Self::Logfmt,
        Self::Text,
    ];

    /// Words for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "JSON lines",
            Self::Access => "access log",
            Self::NginxError => "nginx error log",
            Self::Postgres => "PostgreSQL log",
            Self::Klog => "klog",
            Self::Logfmt => "logfmt",
            Self::Syslog => "syslog",
            Self::Text => "text log",
            Self::Plain => "plain text",
        }
    }

    /// Reads a line of this format; `None` when it is not one. `year` completes times without one.
    pub fn parse(self, line: &str, year: i64) -> Option<Record<'_>> {
        match self {
            Self::Json => json::parse(line),
            Self::Access => access::parse(line),
            Self::NginxError => nginx_error::parse(line),
            Self::Postgres => postgres::parse(line),
            Self::Klog => klog::parse(line, year),
            Self::Logfmt => logfmt::parse(line),
            Self::Syslog => syslog::parse(line, year),
            Self::Text => text::parse(line),
            Self::Plain => None,
        }
    }

    /// Reads a line of this or any other format, and tells which it was.
    pub fn parse_or_other(self, line: &str, year: i64) -> Option<(Self, Record<'_>)> {
        if let Some(record) = self.parse(line, year) {
            return Some((self, record));
        }
        // A line that is wrapped in nothing and starts with blanks goes on with the one before.
        if line.starts_with([' ', '\t']) {
            return None;
        }
        Self::TRIED.into_iter().filter(|f| *f != self).find_map(|f| Some((f, f.parse(line, year)?)))
    }
}

/// What a sample of lines was recognised as.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Detected {
    /// The format most lines have.
    pub format: Format,
    /// What wraps each line.
    pub(crate) wrapper: Wrapper,
    /// Share of the sampled lines that have it, 0 to 1.
    pub certainty: f64,
    /// Share of lines that carry a time in any format.
    pub timed: f64,
}

/// Recognises the format of sample lines, the first few hundred of a file.
pub fn detect<'a>(lines: impl IntoIterator<Item = &'a str>, year: i64) -> Detected {
    let mut counts = [0_usize; Format::TRIED.len()];
    let mut wrappers = [0_usize; Wrapper::ALL.len()];
    let (mut seen, mut timed) = (0_usize, 0_usize);
    for line in lines {
        if line.trim().is_empty() {
            continue;
        }
        seen += 1;
        let (wrapper, inner) = unwrap(line);
        if let Some(index) = Wrapper::ALL.iter().position(|w| *w == wrapper.kind)
            && let Some(count) = wrappers.get_mut(index)
        {
            *count += 1;
        }
        let found = Format::TRIED.iter().position(|f| f.parse(&inner, year).is_some());
        timed += usize::from(found.is_some() || wrapper.time.is_some());
        if let Some(count) = found.and_then(|f| counts.get_mut(f)) {
            *count += 1;
        }
    }
    let best = counts.iter().enumerate().max_by_key(|(index, count)| (**count, std::cmp::Reverse(*index)));
    let (format, count) = best
        .filter(|(_, c)| **c > 0)
        .map_or((Format::Plain, 0), |(i, c)| (Format::TRIED.get(i).copied().unwrap_or(Format::Plain), *c));
    let wrapper = wrappers.iter().enumerate().max_by_key(|(index, count)| (**count, std::cmp::Reverse(*index)));
    let share = |n: usize| if seen == 0 { 0.0 } else { n as f64 / seen as f64 };
    Detected {
        format,
        wrapper: wrapper.and_then(|(i, _)| Wrapper::ALL.get(i).copied()).unwrap_or(Wrapper::None),
        certainty: share(count),
        timed: share(timed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_recognised_by_their_lines() {
        for (line, format) in [
            (r#"{"ts":"2026-11-23T15:20:26.762Z","level":"info","msg":"started"}"#, Format::Json),
            (
                r#"2026-11-23T15:20:26.762568441Z {"ts":"2026-11-23T15:20:26.762Z","level":"info","msg":"started"}"#,
                Format::Json,
            ),
            (r#"192.0.2.1 - - [23/Nov/2026:15:20:30 +0000] "GET / HTTP/1.1" 200 5 "-" "curl""#, Format::Access),
            ("2026/11/23 15:20:30 [error] 7#7: *2 connect() failed", Format::NginxError),
            ("2026-11-23 15:20:25.024 UTC [4347] LOG:  starting PostgreSQL", Format::Postgres),
            ("E1123 15:20:26.123456   12 file.go:34] it broke", Format::Klog),
            ("ts=2026-11-23T13:21:13.657Z caller=main.go:1 level=info msg=started", Format::Logfmt),
            ("<131>Nov 23 13:49:43 host app[42]: it broke", Format::Syslog),
            ("2026-11-23 15:20:26,762 INFO [app] started", Format::Text),
            ("no time at all", Format::Plain),
        ] {
            assert_eq!(detect([line], 2026).format, format, "{line}");
        }
    }
}
