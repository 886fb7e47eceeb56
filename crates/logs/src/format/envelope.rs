//! Envelopes: what container runtimes put around every physical line.

use super::json::{Members, Value, unescape};
use crate::{
    scan::Scan,
    severity::Severity,
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
    /// `docker compose logs`: `container  | text`.
    Compose,
    /// `stern`: `pod container text`.
    Stern,
}

/// A line out of its envelope.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unwrapped<'a> {
    pub(crate) time: Option<Stamp>,
    /// The pod that the envelope names, or the service of a composition.
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

/// Takes the name of a container off, as `docker compose logs` writes it: padded, before a bar.
pub(crate) fn compose(line: &[u8]) -> Option<Unwrapped<'_>> {
    let mut scan = Scan::new(line);
    let name = scan.while_(is_name);
    (scan.spaces() > 0 && scan.eat(b'|') && (scan.is_done() || scan.eat(b' '))).then_some(())?;
    let is_service = name.iter().any(u8::is_ascii_alphabetic) && Severity::from_word(name).is_none();
    is_service.then_some(())?;
    Some(Unwrapped { time: None, service: Some(without_number(name)), text: scan.rest(), is_partial: false })
}

/// `cart` of `cart-1` and `shop_cart_1`'s last but one part.
fn without_number(name: &[u8]) -> &[u8] {
    let digits = name.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let bare = name.get(..name.len() - digits).unwrap_or_default();
    bare.strip_suffix(b"-")
        .or_else(|| bare.strip_suffix(b"_"))
        .filter(|bare| digits > 0 && !bare.is_empty())
        .unwrap_or(name)
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

/// Takes pod and container off, as `stern` writes them, and the time behind them if there is one.
pub(crate) fn stern<'a>(line: &'a [u8], clock: &mut Clock) -> Option<Unwrapped<'a>> {
    let mut scan = Scan::new(line);
    let pod = scan.while_(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    (is_pod(pod) && scan.eat(b' ')).then_some(())?;
    let container = scan.while_(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    (!container.is_empty() && (scan.is_done() || scan.eat(b' '))).then_some(())?;
    let mut time = None;
    if has_nine_decimals(scan.rest())
        && let Some((stamp, length)) = clock.read(scan.rest())
        && stamp.is_zoned()
    {
        time = Some(stamp);
        scan.skip(length);
        scan.eat(b' ');
    }
    Some(Unwrapped { time, service: Some(pod), text: scan.rest(), is_partial: false })
}

/// The workload of a pod: `cart` of `cart-7d9f8b6c5-x2x4q`, `db` of `db-0`, `agent` of `agent-x7k2p`; the whole name where
/// nothing of it was drawn or counted.
pub(crate) fn workload(pod: &[u8]) -> &[u8] {
    let parts = |name: &'_ [u8]| memchr::memrchr(b'-', name).filter(|at| *at > 0);
    let Some(at) = parts(pod) else { return pod };
    let (rest, last) = (pod.get(..at).unwrap_or_default(), pod.get(at + 1..).unwrap_or_default());
    let has_digit = |text: &[u8]| text.iter().any(u8::is_ascii_digit);
    if last.len() == 5 && is_drawn(last) {
        if let Some(at) = parts(rest)
            && let Some(hash) = rest.get(at + 1..)
            && (8..=10).contains(&hash.len())
            && is_drawn(hash)
            && (has_digit(hash) || has_digit(last))
        {
            return rest.get(..at).unwrap_or_default();
        }
        if has_digit(last) && last.iter().any(u8::is_ascii_alphabetic) {
            return rest;
        }
    }
    let is_ordinal = !last.is_empty() && last.len() <= 3 && last.iter().all(u8::is_ascii_digit);
    if is_ordinal { rest } else { pod }
}

/// Whether a part of a name is of the letters and digits that Kubernetes draws, in this version or an older one.
fn is_drawn(part: &[u8]) -> bool {
    part.iter().all(|byte| byte.is_ascii_digit() || (byte.is_ascii_lowercase() && !matches!(byte, b'i' | b'o' | b'u')))
}

/// `cart-7d9f8b6c5-x2x4q`: a name, the hash of a template, and five drawn letters or digits.
fn is_pod(name: &[u8]) -> bool {
    let mut parts = name.rsplit(|byte| *byte == b'-');
    let (Some(drawn), Some(hash), Some(workload)) = (parts.next(), parts.next(), parts.next()) else { return false };
    drawn.len() == 5
        && is_drawn(drawn)
        && (6..=10).contains(&hash.len())
        && hash.iter().any(u8::is_ascii_digit)
        && !workload.is_empty()
}

fn has_nine_decimals(line: &[u8]) -> bool {
    line.get(10) == Some(&b'T')
        && line.get(19) == Some(&b'.')
        && line.get(20..29).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
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
    has_nine_decimals(line) || text.starts_with(b"{\"") || clock.read(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pods_are_of_workloads() {
        for (pod, expected) in [
            ("api-7d9f8b6c5-x2x4q", "api"),
            ("orders-service-2r92b9vp4-77gq9", "orders-service"),
            ("postgres-0", "postgres"),
            ("node-exporter-x7k2p", "node-exporter"),
            ("api-service", "api-service"),
            ("-", "-"),
        ] {
            assert_eq!(workload(pod.as_bytes()), expected.as_bytes(), "{pod}");
        }
    }

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

        for (line, service, text) in [
            ("cart-1  | up", "cart", "up"),
            ("shop_cart_12    |   at a.B", "shop_cart", "  at a.B"),
            ("db  |", "db", ""),
        ] {
            let found = compose(line.as_bytes()).unwrap();
            assert_eq!((found.service, found.text), (Some(service.as_bytes()), text.as_bytes()), "{line}");
        }
        assert!(compose(b"INFO | up").is_none() && compose(b"12 | up").is_none() && compose(b"a b | up").is_none());

        let found = stern(b"cart-7d9f8b6c5-x2x4q app 2026-11-23T14:42:53.717329697Z up", &mut clock).unwrap();
        assert_eq!((found.service, found.text), (Some(&b"cart-7d9f8b6c5-x2x4q"[..]), &b"up"[..]));
        assert!(found.time.is_some() && stern(b"well-known-names are here", &mut clock).is_none());

        let mut out = Vec::new();
        let docker =
            Docker::read(br#"{"log":"a \"b\"\n","stream":"stdout","time":"2025-02-09T10:05:23.1Z"}"#, &mut clock)
                .unwrap();
        assert!(docker.time.is_some() && !docker.append_to(&mut out));
        assert_eq!(out, b"a \"b\"");
        assert!(Docker::read(br#"{"log":"x","level":"info"}"#, &mut clock).is_none());
    }
}
