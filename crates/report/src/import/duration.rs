//! Durations as people write them: `1 h 35 min`, `83 minutes`, `4分4秒`, `1h35m`.

/// A duration in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found {
    /// Bytes of the text.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) seconds: f64,
    /// Seconds of the smallest unit written: what rounding may hide.
    pub(crate) unit_s: f64,
}

const UNITS: [(&[&str], f64); 4] = [
    (&["seconds", "second", "secs", "sec", "s", "秒間", "秒"], 1.0),
    (&["minutes", "minute", "mins", "min", "m", "分間", "分"], 60.0),
    (&["hours", "hour", "hrs", "hr", "h", "時間"], 3_600.0),
    (&["days", "day", "d", "日間"], 86_400.0),
];

/// The duration at the start of a value, after words like `about` and `~`.
pub(crate) fn at_start(text: &str) -> Option<Found> {
    let lead = text.len()
        - text
            .trim_start_matches(|c: char| {
                c.is_whitespace() || matches!(c, '*' | '_' | '~' | '約' | '≈' | '>' | '<' | '(')
            })
            .len();
    let mut rest = text.get(lead..)?;
    let mut at = lead;
    for word in ["approximately ", "approx. ", "around ", "about ", "roughly ", "over ", "nearly ", "almost "] {
        if rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)) {
            rest = rest.get(word.len()..)?;
            at += word.len();
        }
    }
    read(rest).map(|found| Found { start: at, end: at + found.end, ..found })
}

/// All durations of a text, in order.
pub(crate) fn all(text: &str) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut previous = None::<char>;
    for (at, c) in text.char_indices() {
        let begins = c.is_ascii_digit()
            && !previous.is_some_and(|p| p.is_ascii_alphanumeric() || matches!(p, '.' | ',' | ':' | '-' | '_' | '/'));
        if begins
            && out.last().is_none_or(|last| at >= last.end)
            && let Some(found) = text.get(at..).and_then(read)
        {
            out.push(Found { start: at, end: at + found.end, ..found });
        }
        previous = Some(c);
    }
    out
}

/// One or more numbers with units, larger units first.
fn read(text: &str) -> Option<Found> {
    let mut at = 0;
    let mut end = 0;
    let mut seconds = 0.0;
    let mut unit_s = f64::INFINITY;
    loop {
        let rest = text.get(at..)?;
        let digits = rest.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
        let Some(number) = rest.get(..digits).and_then(|n| n.replace(',', "").parse::<f64>().ok()) else { break };
        let tail = rest.get(digits..)?;
        let gap = tail.len() - tail.trim_start_matches([' ', '-', '\u{a0}', '\u{202f}']).len();
        let tail = tail.get(gap..)?;
        let Some((length, factor)) = unit(tail) else { break };
        if factor >= unit_s {
            break;
        }
        let has_fraction = rest.get(..digits).is_some_and(|n| n.contains('.'));
        seconds += number * factor;
        unit_s = if has_fraction { factor / 10.0 } else { factor };
        end = at + digits + gap + length;
        let after = text.get(end..)?;
        let joined = after.trim_start_matches([' ', ',', '\u{a0}']);
        let joined = joined.strip_prefix("and ").unwrap_or(joined).trim_start();
        at = text.len() - joined.len();
    }
    (end > 0 && seconds < 1e10).then_some(Found { start: 0, end, seconds, unit_s })
}

fn unit(text: &str) -> Option<(usize, f64)> {
    for (words, factor) in UNITS {
        for word in words {
            let Some(head) = text.get(..word.len()) else { continue };
            let after = text.get(word.len()..).and_then(|r| r.chars().next());
            let ends = !word.is_ascii() || !after.is_some_and(|c| c.is_ascii_alphabetic() || c == '/');
            if head.eq_ignore_ascii_case(word) && ends && (word.len() > 1 || head == *word) {
                return Some((word.len(), factor));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_with_their_smallest_unit() {
        for (text, seconds, unit) in [
            ("1 h 35 min", 5_700.0, 60.0),
            ("5 hours 26 minutes (10:45)", 19_560.0, 60.0),
            ("83 min", 4_980.0, 60.0),
            ("4 min 4 s of impact", 244.0, 1.0),
            ("4分4秒", 244.0, 1.0),
            ("1時間35分", 5_700.0, 60.0),
            ("1h35m", 5_700.0, 60.0),
            ("~2 hours", 7_200.0, 3_600.0),
            ("1.5 hours", 5_400.0, 360.0),
            ("about 22 hours and 5 minutes", 79_500.0, 60.0),
            ("20-second", 20.0, 1.0),
        ] {
            let found = at_start(text).unwrap_or_else(|| panic!("{text}"));
            assert!((found.seconds - seconds).abs() < 0.5, "{text}: {found:?}");
            assert!((found.unit_s - unit).abs() < 0.5, "{text}: {found:?}");
        }
    }

    #[test]
    fn other_numbers_are_no_durations() {
        for text in ["5 ms", "5 nodes", "2026-01-01", "3 MB/s", "12 million", "10 s/req"] {
            assert_eq!(at_start(text), None, "{text}");
        }
        assert_eq!(all("from 3 to 14 min, then 2 h").len(), 2);
    }
}
