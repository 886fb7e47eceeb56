//! What runtimes put around each line: `kubectl logs --timestamps`, CRI, Docker json-file, kubectl's `--prefix`.

use std::borrow::Cow;

use serde::Deserialize;

use crate::time::{Stamp, leading};

/// Kinds of wrappers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrapper {
    /// None.
    None,
    /// `2026-11-23T15:20:26.762568441Z text`.
    Kubectl,
    /// `2026-11-23T15:20:26.762568441Z stdout F text`.
    Cri,
    /// `{"log":"text\n","stream":"stdout","time":"…"}`.
    Docker,
}

impl Wrapper {
    pub(crate) const ALL: [Self; 4] = [Self::None, Self::Kubectl, Self::Cri, Self::Docker];
}

/// The wrapper of one line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wrapped<'a> {
    /// Its kind.
    pub(crate) kind: Wrapper,
    /// Its time.
    pub(crate) time: Option<Stamp>,
    /// The pod it names.
    pub(crate) pod: Option<&'a str>,
}

#[derive(Deserialize)]
struct DockerLine<'a> {
    #[serde(borrow)]
    log: Cow<'a, str>,
    time: &'a str,
    #[serde(borrow, default, rename = "stream")]
    _stream: Option<Cow<'a, str>>,
}

/// Takes the wrapper off a line.
pub(crate) fn unwrap(line: &str) -> (Wrapped<'_>, Cow<'_, str>) {
    let mut wrapped = Wrapped { kind: Wrapper::None, time: None, pod: None };
    let mut rest = line;
    // `[pod/NAME/CONTAINER] ` of `kubectl logs --prefix`.
    if let Some((pod, after)) = rest.strip_prefix("[pod/").and_then(|r| r.split_once("] "))
        && !pod.contains(' ')
    {
        wrapped.pod = pod.split('/').next();
        rest = after;
    }
    if rest.starts_with("{\"log\":")
        && let Ok(docker) = serde_json::from_str::<DockerLine<'_>>(rest)
    {
        wrapped.kind = Wrapper::Docker;
        wrapped.time = leading(docker.time).map(|(s, _)| s);
        return (wrapped, strip_newline(docker.log));
    }
    // Nine decimals and a blank are what the container runtime writes; an application's own time has fewer.
    if let Some((stamp, used)) = leading(rest)
        && stamp.is_zoned()
        && used >= 22
        && rest.as_bytes().get(10) == Some(&b'T')
        && (fraction_digits(rest) >= 7 || wrapped.pod.is_some())
        && let Some(after) = rest.get(used..)
        && (after.starts_with(' ') || after.is_empty())
    {
        wrapped.time = Some(stamp);
        let after = after.strip_prefix(' ').unwrap_or(after);
        let cri = after.strip_prefix("stdout ").or_else(|| after.strip_prefix("stderr "));
        if let Some(text) = cri.and_then(|a| a.strip_prefix("F ").or_else(|| a.strip_prefix("P "))) {
            wrapped.kind = Wrapper::Cri;
            return (wrapped, Cow::Borrowed(text));
        }
        wrapped.kind = Wrapper::Kubectl;
        return (wrapped, Cow::Borrowed(after));
    }
    (wrapped, Cow::Borrowed(rest))
}

fn fraction_digits(text: &str) -> usize {
    let after = text.get(19..).unwrap_or("");
    after.strip_prefix('.').map_or(0, |f| f.bytes().take_while(u8::is_ascii_digit).count())
}

fn strip_newline(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(s) => Cow::Borrowed(s.trim_end_matches(['\n', '\r'])),
        Cow::Owned(s) => Cow::Owned(s.trim_end_matches(['\n', '\r']).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrappers_are_taken_off() {
        for (line, kind, inner) in [
            ("2026-11-23T15:20:26.762568441Z hello", Wrapper::Kubectl, "hello"),
            ("2026-11-23T15:20:26.762568441Z ", Wrapper::Kubectl, ""),
            ("2026-11-23T15:20:26.762568441Z stdout F hello", Wrapper::Cri, "hello"),
            (
                r#"{"log":"hello\n","stream":"stdout","time":"2026-11-23T15:20:26.762568441Z"}"#,
                Wrapper::Docker,
                "hello",
            ),
            ("2026-11-23T15:20:26.762Z INFO hello", Wrapper::None, "2026-11-23T15:20:26.762Z INFO hello"),
            ("[pod/api-7d9f8b6c5-x2x4q/api] 2026-11-23T15:20:26.762568441Z hello", Wrapper::Kubectl, "hello"),
        ] {
            let (wrapped, rest) = unwrap(line);
            assert_eq!((wrapped.kind, &*rest), (kind, inner), "{line}");
        }
    }
}
