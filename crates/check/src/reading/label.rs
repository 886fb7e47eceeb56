//! `Label: value` and the other ways in which people part a label from its value.

use std::sync::LazyLock;

use regex::Regex;

/// Longest label, in characters: what is longer is a sentence that holds a colon.
const LONGEST: usize = 40;

/// A label and the bytes of its value in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair<'a> {
    pub(super) label: &'a str,
    pub(super) value: &'a str,
    /// Where the value begins in the text.
    pub(super) at: usize,
}

/// Signs that part a label from its value wherever they stand first.
static SIGN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    crate::language::pattern::plain(
        r"^([^:\u{ff1a}=\u{ff1d}.\u{2026}\u{22ef}|]{1,60}?)\s*(?::|\u{ff1a}|\u{ff1d}|=|\.{3,}|[\u{2026}\u{22ef}]+|\u{3000}|\t| {2,}|[-\u{2013}\u{2014}>]>| [\u{2013}\u{2014}] )\s*",
    )
});
/// Labels in brackets or in bold letters, which need no sign behind them.
static MARKED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    crate::language::pattern::plain(
        r"^(?:【([^】]{1,40})】|\*\*([^*]{1,40})\*\*|__([^_]{1,40})__|\*([^*]{1,40}):\*|<b>([^<]{1,40})</b>)\s*[:\u{ff1a}]?\s*",
    )
});
/// A word or two before a number: `start 5/2 09:15`.
static BARE: LazyLock<Option<Regex>> =
    LazyLock::new(|| crate::language::pattern::plain(r"^([\p{L}_-]+(?: [\p{L}_-]+)?) +(?:\d)"));

/// Parts a line, without the marker of a list, into label and value. Only the first value of a line is found.
pub(super) fn part(text: &str) -> Option<Pair<'_>> {
    let trimmed = text.trim_start();
    let lead = text.len() - trimmed.len();
    let marked = MARKED.as_ref().and_then(|pattern| pattern.captures(trimmed));
    // The colon of a time parts nothing.
    let is_sign = |found: &regex::Captures<'_>| {
        let (label, whole) = (found.get(1).map_or("", |m| m.as_str()), found.get(0).map_or(0, |m| m.end()));
        !(label.ends_with(|c: char| c.is_ascii_digit())
            && trimmed.get(whole..).is_some_and(|v| v.starts_with(|c: char| c.is_ascii_digit())))
    };
    let found = marked.or_else(|| SIGN.as_ref()?.captures(trimmed).filter(is_sign));
    let (label, at) = if let Some(found) = found {
        (found.iter().skip(1).flatten().next()?.as_str(), found.get(0)?.end())
    } else {
        let found = BARE.as_ref()?.captures(trimmed)?;
        (found.get(1)?.as_str(), found.get(0)?.end() - 1)
    };
    let label = label.trim_matches([' ', '*', '_', '`', '"', '\'', '\u{25a0}', '\u{25c6}', '\u{25cf}', '・']);
    (!label.is_empty() && label.chars().count() <= LONGEST)
        .then(|| Some(Pair { label, value: trimmed.get(at..)?, at: lead + at }))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn labels_are_parted_in_many_ways() {
        for (text, label, value) in [
            ("Severity: SEV-2", "Severity", "SEV-2"),
            ("**Start** 2026-05-18 02:00", "Start", "2026-05-18 02:00"),
            ("**Start:** 02:00", "Start:", "02:00"),
            ("*Owner:* Kim", "Owner", "Kim"),
            ("Start ........ 22:40 EAT", "Start", "22:40 EAT"),
            ("severity = \"SEV-3\"", "severity", "\"SEV-3\""),
            ("【発生】2月2日 6:30", "発生", "2月2日 6:30"),
            ("重要度 … Sev2", "重要度", "Sev2"),
            ("ランク=小", "ランク", "小"),
            ("障害レベル  レベル3", "障害レベル", "レベル3"),
            ("start 5/2 09:15", "start", "5/2 09:15"),
            ("発生：10時", "発生", "10時"),
        ] {
            let pair = part(text).unwrap();
            assert_eq!((pair.label, pair.value), (label, value), "{text}");
            assert_eq!(text.get(pair.at..), Some(value), "{text}");
        }
        assert_eq!(part("The pool was full and nobody could log in."), None);
    }
}
