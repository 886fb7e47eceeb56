//! Durations as people write them: `1 h 35 min`, `83 minutes`, `4分4秒`, `1h35m`, `３時間２０分`, `an hour and a half`.

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
        let begins = (c.is_ascii_alphabetic() || digit(c).is_some())
            && !previous.is_some_and(|p| {
                p.is_ascii_alphanumeric()
                    || digit(p).is_some()
                    || matches!(p, '.' | ',' | ':' | '-' | '_' | '/' | '．' | '：' | '\'' | '’' | '時')
            });
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

/// `PT2H25M`, `P1DT30M`, as ISO 8601 writes a duration.
fn iso(text: &str) -> Option<Found> {
    let rest = text.strip_prefix('P')?;
    let (mut is_time, mut digits, mut seconds, mut unit_s, mut end) = (false, String::new(), 0.0, f64::INFINITY, 0);
    for (at, c) in rest.char_indices().take(32) {
        let factor = match c {
            'T' if digits.is_empty() && !is_time => {
                is_time = true;
                continue;
            }
            '0'..='9' | '.' => {
                digits.push(c);
                continue;
            }
            'D' if !is_time => 86_400.0,
            'H' if is_time => 3_600.0,
            'M' if is_time => 60.0,
            'S' if is_time => 1.0,
            _ => break,
        };
        seconds += digits.parse::<f64>().ok()? * factor;
        digits.clear();
        unit_s = factor;
        end = at + 2;
    }
    let is_closed = !text.get(end..)?.starts_with(|c: char| c.is_alphanumeric());
    (end > 0 && is_closed).then_some(Found { start: 0, end, seconds, unit_s })
}

/// One or more numbers with units, larger units first.
fn read(text: &str) -> Option<Found> {
    if let Some(found) = iso(text) {
        return Some(found);
    }
    let mut at = 0;
    let mut end = 0;
    let mut seconds = 0.0;
    let mut unit_s = f64::INFINITY;
    loop {
        let rest = text.get(at..)?;
        let Some(number) = number(rest) else { break };
        let tail = rest.get(number.length..)?;
        let gap = tail.len() - tail.trim_start_matches([' ', '-', '\n', '\u{a0}', '\u{202f}']).len();
        let tail = tail.get(gap..)?;
        // `1h45`: minutes of an hour.
        if (unit_s - 3_600.0).abs() < 0.5 && number.length == 2 && at == end && end > 0 && number.value < 60.0 {
            let after = rest.get(number.length..).unwrap_or_default();
            if unit(tail).is_none() && !after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ':')) {
                seconds += number.value * 60.0;
                unit_s = 60.0;
                end = at + number.length;
                break;
            }
        }
        let Some((length, factor)) = unit(tail).filter(|(_, factor)| *factor < unit_s) else { break };
        // `an hour` is a length; `a day` and `a minute` are mostly rates.
        if number.is_article && (factor - 3_600.0).abs() > 0.5 {
            break;
        }
        seconds += number.value * factor;
        unit_s = if number.has_fraction { factor / 10.0 } else { factor };
        end = at + number.length + gap + length;
        let after = text.get(end..)?;
        if let Some(rest) = after.strip_prefix(" and a quarter").filter(|_| factor >= 3_600.0) {
            seconds += factor / 4.0;
            unit_s = factor / 4.0;
            end = text.len() - rest.len();
            break;
        }
        if number.is_halved {
            break;
        }
        if let Some(half) = half_behind(after, factor) {
            seconds += factor / 2.0;
            unit_s = factor / 2.0;
            end += half;
            break;
        }
        let joined = after.trim_start_matches([' ', ',', '\n', '\u{a0}', 'と']);
        let joined =
            joined.strip_prefix("and").filter(|r| r.starts_with(char::is_whitespace)).unwrap_or(joined).trim_start();
        at = text.len() - joined.len();
    }
    (end > 0 && seconds < 1e10).then_some(Found { start: 0, end, seconds, unit_s })
}

/// `1時間半`, `an hour and a half`: length of the words for the half.
fn half_behind(after: &str, factor: f64) -> Option<usize> {
    let words = if factor >= 3_600.0 { ["半", " and a half"] } else { ["半", "半"] };
    words.into_iter().find(|word| after.starts_with(word)).map(str::len)
}

/// A number in front of a unit.
struct Number {
    length: usize,
    value: f64,
    has_fraction: bool,
    is_article: bool,
    /// `ten and a half` in front of the unit.
    is_halved: bool,
}

/// Tens in words, and the digits that may follow them.
const TENS: [(&str, f64); 8] = [
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
];
const DIGITS: [(&str, f64); 9] = [
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
];

/// `forty-two`, `seventy three`: length and value.
fn compound(text: &str) -> Option<(usize, f64)> {
    let starts = |text: &str, word: &str| text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    let (ten, tens) = TENS.iter().find(|(word, _)| starts(text, word))?;
    let rest = text.get(ten.len()..)?.strip_prefix(['-', ' '])?;
    let (word, digit) = DIGITS.iter().find(|(word, _)| starts(rest, word))?;
    Some((ten.len() + 1 + word.len(), tens + digit))
}

/// Other numbers and parts in one word or a few.
const WORDS: [(&str, f64); 17] = [
    ("half an", 0.5),
    ("half a", 0.5),
    ("three quarters of an", 0.75),
    ("three-quarters of an", 0.75),
    ("a quarter of an", 0.25),
    ("quarter of an", 0.25),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("an", 1.0),
];

fn number(text: &str) -> Option<Number> {
    let is_part = |c: &char| digit(*c).is_some() || matches!(c, '.' | ',' | '．' | '，');
    let digits: String = text.chars().take(24).take_while(is_part).collect();
    if !digits.is_empty() {
        let plain: String = digits
            .chars()
            .filter_map(|c| match c {
                ',' | '，' => None,
                '．' => Some('.'),
                _ => digit(c).or(Some(c)),
            })
            .collect();
        let value = plain.parse::<f64>().ok()?;
        return Some(Number {
            length: digits.len(),
            value,
            has_fraction: plain.contains('.'),
            is_article: false,
            is_halved: false,
        });
    }
    let is_closed = |length: usize| text.get(length..).is_some_and(|rest| rest.starts_with([' ', '-', '\n']));
    let by_word = WORDS.iter().chain(&DIGITS).chain(&TENS).find(|(word, _)| {
        text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)) && is_closed(word.len())
    });
    let compound = compound(text).filter(|(length, _)| is_closed(*length));
    if let Some((length, value)) = compound {
        return Some(Number { length, value, has_fraction: false, is_article: false, is_halved: false });
    }
    let (word, value) = by_word?;
    let halves = [" and a half", "-and-a-half"];
    let halved = text.get(word.len()..).and_then(|rest| halves.iter().find(|half| rest.starts_with(**half)));
    if let Some(half) = halved {
        let length = word.len() + half.len();
        return Some(Number { length, value: *value + 0.5, has_fraction: true, is_article: false, is_halved: true });
    }
    Some(Number {
        length: word.len(),
        value: *value,
        has_fraction: *value < 1.0,
        is_article: *word == "an",
        is_halved: false,
    })
}

/// A digit of half or full width as one of half width.
pub(crate) fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32),
        _ => None,
    }
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
            ("３時間２０分", 12_000.0, 60.0),
            ("約1時間半", 5_400.0, 1_800.0),
            ("about an hour", 3_600.0, 3_600.0),
            ("an hour and a half", 5_400.0, 1_800.0),
            ("half an hour", 1_800.0, 360.0),
            ("a quarter of an hour", 900.0, 360.0),
            ("three quarters of an hour", 2_700.0, 360.0),
            ("Forty-five minutes", 2_700.0, 60.0),
            ("two hours and\nten minutes", 7_800.0, 60.0),
            ("PT2H25M", 8_700.0, 60.0),
            ("1h45", 6_300.0, 60.0),
            ("ten and a half hours", 37_800.0, 360.0),
            ("forty-two minutes", 2_520.0, 60.0),
            ("Sixteen minutes", 960.0, 60.0),
            ("two hours and thirty-five minutes", 9_300.0, 60.0),
        ] {
            let found = at_start(text).unwrap_or_else(|| panic!("{text}"));
            assert!((found.seconds - seconds).abs() < 0.5, "{text}: {found:?}");
            assert!((found.unit_s - unit).abs() < 0.5, "{text}: {found:?}");
        }
    }

    #[test]
    fn other_numbers_are_no_durations() {
        for text in
            ["5 ms", "5 nodes", "2026-01-01", "3 MB/s", "12 million", "10 s/req", "a day", "one server", "an outage"]
        {
            assert_eq!(at_start(text), None, "{text}");
        }
        assert_eq!(all("from 3 to 14 min, then 2 h").len(), 2);
        assert_eq!(all("９時３２分から12時02分まで、2時間30分").len(), 1, "a time of day is no duration");
        assert_eq!(all("nobody knew for ten minutes, then for an hour").len(), 2);
    }
}
