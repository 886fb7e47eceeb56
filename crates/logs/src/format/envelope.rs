//! Envelopes: what container runtimes put around every physical line.

use super::json::{Members, Value, unescape};
use crate::{
    scan::Scan,
    time::{Clock, Stamp},
};
use serde::{Deserialize, Serialize};

/// What wraps each line of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Envelope {
    /// Nothing.
    #[default]
    None,
    /// `kubectl logs --timestamps`, with or without `--prefix`.
    Kubectl,
    /// Files of container runtimes: `time stdout|stderr F|P text`.
    Cri,
    /// Docker's `{"log":"…","stream":"…","time":"…"}`.
    Docker,
}

/// A line out of its envelope.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unwrapped<'a> {
    pub(crate) time: Option<Stamp>,
    /// The pod that the envelope names.
    pub(crate) service: Option<&'a [u8]>,
    pub(crate) text: &'a [u8],
    /// The text goes on in the next line (CRI's `P`).
    pub(crate) is_partial: bool,
}

/// Takes a kubectl envelope off. Lines that have none come back whole, without a time.
pub(crate) fn kubectl<'a>(line: &'a [u8], clock: &mut Clock) -> Unwrapped<'a> {
    let mut scan = Scan::new(line);
    let mut service = None;
    if scan.rest().starts_with(b"[pod/") {
        scan.skip(5);
        service = scan.until(b']').map(|name| name.split(|byte| *byte == b'/').next().unwrap_or(name));
        scan.eat(b' ');
    }
    match clock.read(scan.rest()) {
        Some((time, length)) if time.is_zoned() && matches!(scan.peek_at(length), None | Some(b' ')) => {
            scan.skip(length);
            scan.eat(b' ');
            Unwrapped { time: Some(time), service, text: scan.rest(), is_partial: false }
        }
        _ => Unwrapped { time: None, service, text: scan.rest(), is_partial: false },
    }
}

/// Takes a CRI envelope off.
pub(crate) fn cri<'a>(line: &'a [u8], clock: &mut Clock) -> Option<Unwrapped<'a>> {
    let (time, length) = clock.read(line)?;
    let mut scan = Scan::new(line);
    scan.go(length);
    (scan.eat_all(b" stdout ") || scan.eat_all(b" stderr ")).then_some(())?;
    let tag = scan.word();
    let is_partial = tag.first() == Some(&b'P');
    (is_partial || tag.first() == Some(&b'F')).then_some(())?;
    scan.eat(b' ');
    Some(Unwrapped { time: Some(time), service: None, text: scan.rest(), is_partial })
}

/// A line of Docker's json-file driver: the text is still escaped.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Docker<'a> {
    pub(crate) time: Option<Stamp>,
    escaped: &'a [u8],
}

impl<'a> Docker<'a> {
    pub(crate) fn read(line: &'a [u8], clock: &mut Clock) -> Option<Self> {
        line.starts_with(b"{\"").then_some(())?;
        let mut members = Members::new(line);
        let mut docker = Self { time: None, escaped: &[] };
        let (mut has_log, mut has_stream) = (false, false);
        for (key, value) in members.by_ref() {
            match (key, value) {
                (b"log", Value::String { raw, .. }) => {
                    docker.escaped = raw;
                    has_log = true;
                }
                (b"stream", _) => has_stream = true,
                (b"time", value) => docker.time = clock.read_whole(value.text()?),
                (b"attrs", _) => {}
                _ => return None,
            }
        }
        (members.is_sound() && has_log && has_stream).then_some(docker)
    }

    /// Appends the text, without escape sequences of a terminal; whether it goes on in the next line (there is no line feed at its end).
    pub(crate) fn append_to(&self, out: &mut Vec<u8>) -> bool {
        let start = out.len();
        unescape(self.escaped, out);
        let length = out.get_mut(start..).map_or(0, crate::frame::strip_escapes);
        out.truncate(start + length);
        let is_partial = out.last() != Some(&b'\n');
        while matches!(out.last(), Some(b'\n' | b'\r')) {
            out.pop();
        }
        is_partial
    }
}

/// Whether a line's first stamp is an envelope's: nine decimals and a zone, or a full stamp of its own behind it.
pub(super) fn looks_like_kubectl(line: &[u8], clock: &mut Clock) -> bool {
    if line.starts_with(b"[pod/") {
        return true;
    }
    let Some((time, length)) = clock.read(line) else { return false };
    let text = line.get(length..).unwrap_or_default();
    if !time.is_zoned() || line.get(10) != Some(&b'T') || !(text.is_empty() || text.starts_with(b" ")) {
        return false;
    }
    let text = text.get(1..).unwrap_or_default();
    let has_nine_decimals =
        line.get(19) == Some(&b'.') && line.get(20..29).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit));
    has_nine_decimals || text.starts_with(b"{\"") || clock.read(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runtimes_wrap_lines() {
        let mut clock = Clock::new(None);
        let line = b"2026-11-23T14:42:53.717329697Z   File \"x\"";
        assert!(looks_like_kubectl(line, &mut clock));
        assert_eq!(kubectl(line, &mut clock).text, b"  File \"x\"");
        assert_eq!(kubectl(b"2026-11-23T14:42:53.717329697Z", &mut clock).text, b"");
        let prefixed = kubectl(b"[pod/api-1/app] 2026-11-23T14:42:53.717329697Z hi", &mut clock);
        assert_eq!((prefixed.service, prefixed.text), (Some(&b"api-1"[..]), &b"hi"[..]));
        assert!(!looks_like_kubectl(b"2026-11-23T14:42:53.717Z INFO x", &mut clock));

        let partial = cri(b"2026-11-23T14:42:53.717329697Z stderr P half", &mut clock).unwrap();
        assert_eq!((partial.text, partial.is_partial), (&b"half"[..], true));
        assert!(cri(b"2026-11-23T14:42:53.717329697Z half", &mut clock).is_none());

        let mut out = Vec::new();
        let docker =
            Docker::read(br#"{"log":"a \"b\"\n","stream":"stdout","time":"2025-02-09T10:05:23.1Z"}"#, &mut clock)
                .unwrap();
        assert!(docker.time.is_some() && !docker.append_to(&mut out));
        assert_eq!(out, b"a \"b\"");
        assert!(Docker::read(br#"{"log":"x","level":"info"}"#, &mut clock).is_none());
    }
}
