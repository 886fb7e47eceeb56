//! Counts in a sentence with what is counted: `3,250 requests`, `£6.12 m`, `400 枚`, `two rollbacks`.

use std::sync::LazyLock;

use regex::Regex;

use crate::import::time::duration::digit;

/// A count as written.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::numbers) struct Quantity<'t> {
    pub(in crate::numbers) value: f64,
    /// What the last written digit is worth: 100,000 for `2.4 million`.
    pub(in crate::numbers) step: f64,
    /// The currency, the counter, or the word behind in lower case without its last `s`; empty where there is none.
    pub(in crate::numbers) unit: String,
    pub(in crate::numbers) start: usize,
    pub(in crate::numbers) end: usize,
    pub(in crate::numbers) text: &'t str,
}

impl Quantity<'_> {
    /// What the number as written was multiplied by: a million for `2.4 million`.
    pub(in crate::numbers) fn factor(&self) -> f64 {
        let written = self.text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect::<String>().parse::<f64>();
        written.ok().filter(|written| *written > 0.0).map_or(1.0, |written| self.value / written)
    }
}

static FORM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?P<sign>[£$€¥￥])? ?(?P<number>[1-9][0-9]{0,2}(?:[ \u{a0}\u{202f}][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?)(?P<gap>[ -]?)(?P<behind>million|billion|[a-zA-Z%％°]+|[万億]|[\u{4e00}-\u{9fff}ァ-ヶー]{1,2})?",
    )
    .expect("the pattern is a constant that the tests use")
});

/// Units of lengths of time, of rates and of dates: such numbers count nothing.
const NO_COUNTS: [&str; 34] = [
    "s", "sec", "second", "min", "minute", "m", "h", "hour", "hr", "day", "week", "month", "year", "am", "pm", "a",
    "p", "utc", "gmt", "%", "％", "percent", "per", "ms", "th", "st", "nd", "rd", "分", "秒", "時", "日", "月", "年",
];

/// All counts of a sentence in order; times, dates, versions, shares and lengths of time are none.
pub(in crate::numbers) fn all(words: &str) -> Vec<Quantity<'_>> {
    let mut out = Vec::new();
    for found in FORM.captures_iter(words).take(60) {
        let (Some(whole), Some(number)) = (found.get(0), found.name("number")) else { continue };
        let front = words.get(..number.start()).unwrap_or_default();
        let rest = words.get(number.end()..).unwrap_or_default();
        let is_part = front.ends_with(|c: char| {
            c.is_ascii_alphanumeric() || digit(c).is_some() || matches!(c, '#' | '.' | '-' | '_' | '/' | '`')
        }) || is_clock(front)
            || rest.starts_with([':', '：', '/', '_', '`'])
            || (rest.starts_with('.') && rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit()));
        let behind = found.name("behind").map_or("", |m| m.as_str());
        let lower = behind.to_lowercase();
        let is_amount = found.name("sign").is_some();
        let bare = if lower.len() > 2 && lower.is_ascii() { lower.trim_end_matches('s') } else { lower.as_str() };
        let first = bare.chars().next().map(String::from).unwrap_or_default();
        let is_other = NO_COUNTS.contains(&bare) || (!bare.is_ascii() && NO_COUNTS.contains(&first.as_str()));
        // `86 万回線` counts what stands behind the myriad.
        let myriad = match behind {
            "万" => 1e4,
            "億" => 1e8,
            _ => 1.0,
        };
        let counter = rest.trim_start().strip_prefix(['万', '億']).and_then(|rest| rest.trim_start().chars().next());
        let counter = counter.filter(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | 'ァ'..='ヶ')).map(String::from);
        let is_money = counter.as_deref() == Some("円");
        if is_part || (is_other && !is_amount) || (myriad > 1.0 && (counter.is_none() || is_money)) {
            continue;
        }
        let plain: String = number
            .as_str()
            .trim_end_matches(',')
            .chars()
            .filter(|c| !matches!(c, ',' | '，' | ' ' | '\u{a0}' | '\u{202f}'))
            .map(|c| if c == '．' { '.' } else { digit(c).unwrap_or(c) })
            .collect();
        let Ok(value) = plain.parse::<f64>() else { continue };
        let factor = match bare {
            "million" => 1e6,
            "billion" => 1e9,
            _ => myriad,
        };
        let unit = match found.name("sign") {
            Some(sign) if matches!(bare, "m" | "k" | "bn" | "million") => format!("{}{bare}", sign.as_str()),
            Some(sign) => sign.as_str().to_owned(),
            None if bare.is_ascii() => bare.to_owned(),
            None => counter.unwrap_or(first),
        };
        let end = number.start() + number.as_str().trim_end_matches(',').len();
        let start = found.name("sign").map_or(number.start(), |sign| sign.start());
        let text = words.get(start..end).unwrap_or_default();
        let decimals = plain.split_once('.').map_or(0, |(_, digits)| digits.len());
        let step = factor * 10f64.powi(-i32::try_from(decimals).unwrap_or(0));
        out.push(Quantity { value: value * factor, step, unit, start, end: end.min(whole.end()), text });
    }
    out
}

/// Whether the number behind a text is a part of a time of day: `10:05`, but not `失敗:5,712 件`.
fn is_clock(front: &str) -> bool {
    front.strip_suffix([':', '：']).is_some_and(|head| head.ends_with(|c: char| digit(c).is_some()))
}

/// Whether one of some counts, or a sum or difference of a few of them, is a number.
pub(in crate::numbers) fn is_made_of(number: f64, counts: &[f64]) -> bool {
    let counts = counts.get(..counts.len().min(12)).unwrap_or_default();
    let near = |value: f64| (value - number).abs() <= 0.005_f64.max(number.abs() * 1e-9);
    // Every subset of a dozen numbers is soon tried.
    let is_sum = (1_u32..(1 << counts.len()))
        .any(|set| near(counts.iter().enumerate().filter(|(i, _)| set & (1 << i) != 0).map(|(_, count)| count).sum()));
    is_sum || counts.iter().any(|a| counts.iter().any(|b| near(a - b) || near(a * b) || (*b > 0.0 && near(a / b))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_with_their_unit() {
        let read = |text| all(text).into_iter().map(|q| (q.value, q.unit)).collect::<Vec<_>>();
        assert_eq!(read("Of 3,250 requests at 10:05, 44 % failed"), [(3250.0, "request".to_owned())]);
        assert_eq!(read("処方 228 枚、検査172枚、15分"), [(228.0, "枚".to_owned()), (172.0, "枚".to_owned())]);
        assert_eq!(read("£6.12 m and v2.3.0, PR #418"), [(6.12, "£m".to_owned())]);
        assert!(is_made_of(460.0, &[120.0, 340.0]) && !is_made_of(470.0, &[120.0, 340.0]));
    }
}
