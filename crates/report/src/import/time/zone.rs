//! Zone labels, and what they mean on a day.
//!
//! A label can lie: people write the winter name of their zone on a summer date (`CET` in June). Both readings are kept,
//! the label's own offset and what clocks of the region showed on that day. Rules of the regions are POSIX strings
//! (European rules since 1996, North American since 2007), so that the answer does not depend on the machine's tables.

use jiff::{civil::DateTime, tz::TimeZone};

/// A label of the table.
struct Label {
    word: &'static str,
    /// Offset the label names, in minutes east of UTC; none where it names a region only.
    minutes: Option<i32>,
    /// Rule of the region, for the second reading.
    region: Option<&'static str>,
    is_ambiguous: bool,
}

const CENTRAL_EUROPE: Option<&str> = Some("CET-1CEST,M3.5.0,M10.5.0/3");
const WEST_EUROPE: Option<&str> = Some("WET0WEST,M3.5.0/1,M10.5.0");
const EAST_EUROPE: Option<&str> = Some("EET-2EEST,M3.5.0/3,M10.5.0/4");
const BRITAIN: Option<&str> = Some("GMT0BST,M3.5.0/1,M10.5.0");
const EASTERN: Option<&str> = Some("EST5EDT,M3.2.0,M11.1.0");
const CENTRAL: Option<&str> = Some("CST6CDT,M3.2.0,M11.1.0");
const MOUNTAIN: Option<&str> = Some("MST7MDT,M3.2.0,M11.1.0");
const PACIFIC: Option<&str> = Some("PST8PDT,M3.2.0,M11.1.0");
const ALASKA: Option<&str> = Some("AKST9AKDT,M3.2.0,M11.1.0");
const JAPAN: Option<&str> = Some("JST-9");
const SYDNEY: Option<&str> = Some("AEST-10AEDT,M10.1.0,M4.1.0/3");
const NEW_ZEALAND: Option<&str> = Some("NZST-12NZDT,M9.5.0,M4.1.0/3");

const fn label(word: &'static str, minutes: i32, region: Option<&'static str>) -> Label {
    Label { word, minutes: Some(minutes), region, is_ambiguous: false }
}

const fn ambiguous(word: &'static str, minutes: i32, region: Option<&'static str>) -> Label {
    Label { word, minutes: Some(minutes), region, is_ambiguous: true }
}

const fn region(word: &'static str, region: Option<&'static str>) -> Label {
    Label { word, minutes: None, region, is_ambiguous: false }
}

const LABELS: &[Label] = &[
    label("UTC", 0, None),
    label("Z", 0, None),
    // Greenwich time all year; in Britain the word is also used for local time.
    label("GMT", 0, None),
    label("協定世界時", 0, None),
    label("日本標準時", 540, None),
    label("日本時間", 540, None),
    label("JST", 540, None),
    label("KST", 540, None),
    label("CET", 60, CENTRAL_EUROPE),
    label("CEST", 120, CENTRAL_EUROPE),
    label("MEZ", 60, CENTRAL_EUROPE),
    label("MESZ", 120, CENTRAL_EUROPE),
    label("WET", 0, WEST_EUROPE),
    label("WEST", 60, WEST_EUROPE),
    label("EET", 120, EAST_EUROPE),
    label("EEST", 180, EAST_EUROPE),
    ambiguous("BST", 60, BRITAIN),
    ambiguous("IST", 330, None),
    label("EST", -300, EASTERN),
    label("EDT", -240, EASTERN),
    ambiguous("CST", -360, CENTRAL),
    label("CDT", -300, CENTRAL),
    label("MST", -420, MOUNTAIN),
    label("MDT", -360, MOUNTAIN),
    label("PST", -480, PACIFIC),
    label("PDT", -420, PACIFIC),
    region("PT", PACIFIC),
    region("MT", MOUNTAIN),
    region("CT", CENTRAL),
    region("ET", EASTERN),
    region("Pacific Time", PACIFIC),
    region("Mountain Time", MOUNTAIN),
    region("Central Time", CENTRAL),
    region("Eastern Time", EASTERN),
    region("Pacific", PACIFIC),
    region("Eastern", EASTERN),
    label("AEST", 600, SYDNEY),
    label("AEDT", 660, SYDNEY),
    label("NZST", 720, NEW_ZEALAND),
    label("NZDT", 780, NEW_ZEALAND),
    label("SGT", 480, None),
    label("HKT", 480, None),
    label("PHT", 480, None),
    label("MSK", 180, None),
    label("BRT", -180, None),
    label("ART", -180, None),
    label("CLT", -240, None),
    label("COT", -300, None),
    label("PET", -300, None),
    label("AKST", -540, ALASKA),
    label("AKDT", -480, ALASKA),
    label("HST", -600, None),
    label("EAT", 180, None),
    label("CAT", 120, None),
    label("WAT", 60, None),
    label("SAST", 120, None),
    label("TRT", 180, None),
    label("PKT", 300, None),
    label("NPT", 345, None),
    label("ICT", 420, None),
    label("WIB", 420, None),
    label("ACST", 570, None),
    label("AWST", 480, None),
    ambiguous("GST", 240, None),
    ambiguous("AST", -240, None),
    label("NZT", 720, NEW_ZEALAND),
    label("台湾時間", 480, None),
    label("中国時間", 480, None),
    region("太平洋時間", PACIFIC),
    region("Berlin time", CENTRAL_EUROPE),
    region("Paris time", CENTRAL_EUROPE),
    region("Amsterdam time", CENTRAL_EUROPE),
    region("Copenhagen time", CENTRAL_EUROPE),
    region("Sydney time", SYDNEY),
    region("New York time", EASTERN),
    region("Irish summer time", BRITAIN),
    region("Irish time", BRITAIN),
    region("British summer time", BRITAIN),
    region("Japan time", JAPAN),
    region("Tokyo time", JAPAN),
    region("PST/PDT", PACIFIC),
    region("PDT/PST", PACIFIC),
    region("MST/MDT", MOUNTAIN),
    region("CST/CDT", CENTRAL),
    region("CDT/CST", CENTRAL),
    region("EST/EDT", EASTERN),
    region("EDT/EST", EASTERN),
    region("CET/CEST", CENTRAL_EUROPE),
    region("CEST/CET", CENTRAL_EUROPE),
    region("GMT/BST", BRITAIN),
    region("BST/GMT", BRITAIN),
    region("UK time", BRITAIN),
    region("London time", BRITAIN),
    region("local time", None),
    region("現地時間", None),
];

/// Length in bytes of the zone label at the start of `text`, none where there is none.
pub(crate) fn label_at(text: &str) -> Option<usize> {
    let word = LABELS
        .iter()
        .filter(|l| {
            let head = text.get(..l.word.len());
            // Letters of a zone are capitals; phrases come as they come.
            let same = if l.word.contains(' ') {
                head.is_some_and(|h| h.eq_ignore_ascii_case(l.word))
            } else {
                head == Some(l.word)
            };
            same && (!l.word.is_ascii() || ends_word(text, l.word.len()))
        })
        .map(|l| l.word.len())
        .max();
    let lower = text.get(..3).filter(|h| matches!(*h, "utc" | "gmt") && ends_word(text, 3)).map(|_| 3);
    match word.or(lower) {
        // `UTC+9`, `GMT-03:00`
        Some(3) if text.get(..3).is_some_and(|h| h.eq_ignore_ascii_case("utc") || h.eq_ignore_ascii_case("gmt")) => {
            let rest = text.get(3..).unwrap_or_default();
            Some(3 + offset_at(rest).map_or(0, |(length, _)| length))
        }
        Some(length) => Some(length),
        None => offset_at(text).filter(|(length, _)| *length >= 5).map(|(length, _)| length).or_else(|| iana_at(text)),
    }
}

fn ends_word(text: &str, at: usize) -> bool {
    !text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// `+09:00`, `-0800`, `+9`: length and minutes.
fn offset_at(text: &str) -> Option<(usize, i32)> {
    let mut chars = text.chars();
    let sign = match chars.next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let lead = text.len() - chars.as_str().len();
    let rest = chars.as_str();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = |s: Option<&str>| s.and_then(|s| s.parse::<i32>().ok());
    let (length, hours, minutes) = match digits {
        4 => (4, number(rest.get(..2))?, number(rest.get(2..4))?),
        1 | 2 => {
            let hours = number(rest.get(..digits))?;
            match rest.get(digits..).and_then(|r| r.strip_prefix(':')).and_then(|m| number(m.get(..2))) {
                Some(minutes) => (digits + 3, hours, minutes),
                None => (digits, hours, 0),
            }
        }
        _ => return None,
    };
    // No zone is off by other minutes than a quarter of an hour: `AG-2025-0031` is a number.
    (hours <= 14 && minutes % 15 == 0 && minutes < 60 && ends_word(rest, length))
        .then(|| (lead + length, sign * (hours * 60 + minutes)))
}

/// First halves of names of the zone data base.
const AREAS: [&str; 9] =
    ["Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

/// `Europe/Berlin`: length, where the machine knows the zone.
fn iana_at(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-'))).unwrap_or(text.len());
    let name = text.get(..end)?;
    let area = name.split_once('/')?.0;
    (AREAS.contains(&area) && TimeZone::get(name).is_ok()).then_some(end)
}

/// The first zone label in a heading or a sentence, with its offset in it.
pub(crate) fn label_in(text: &str) -> Option<(usize, &str)> {
    let mut previous = None;
    let mut vague = None;
    for (at, c) in text.char_indices().take(400) {
        let begins = !previous.is_some_and(|p: char| p.is_ascii_alphanumeric());
        if begins
            && (c.is_ascii_alphabetic() || matches!(c, '+' | '協' | '日' | '現' | '台' | '中' | '太'))
            && let Some(length) = label_at(text.get(at..)?)
            // A single letter or a bare word like `Pacific` says too little outside a time.
            && length > 1
        {
            let label = text.get(at..at + length)?;
            // `UK local time (BST)`: the label that says which.
            if !matches!(label.to_lowercase().as_str(), "local time" | "現地時間") {
                return Some((at, label));
            }
            vague = vague.or(Some((at, label)));
        }
        previous = Some(c);
    }
    vague
}

/// What a label means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Readings {
    /// Seconds east of UTC by the label.
    pub(crate) offset_s: Option<i32>,
    /// Seconds east of UTC in the region on that day, where the two differ.
    pub(crate) local_offset_s: Option<i32>,
    pub(crate) is_ambiguous: bool,
}

/// The readings of a label at a local time; without one, of labels that do not need it.
pub(crate) fn readings(label: &str, at: Option<DateTime>) -> Readings {
    let label = label.trim();
    if let Some(known) = LABELS.iter().find(|l| l.word.eq_ignore_ascii_case(label)) {
        let local = at.zip(known.region).and_then(|(at, rule)| local_offset(rule, at));
        return match known.minutes {
            Some(minutes) => Readings {
                offset_s: Some(minutes * 60),
                local_offset_s: local.filter(|local| *local != minutes * 60),
                is_ambiguous: known.is_ambiguous,
            },
            None => Readings { offset_s: local, ..Readings::default() },
        };
    }
    let tail = label
        .get(..3)
        .filter(|h| h.eq_ignore_ascii_case("utc") || h.eq_ignore_ascii_case("gmt"))
        .map_or(label, |_| label.get(3..).unwrap_or_default());
    if let Some((_, minutes)) = offset_at(tail) {
        return Readings { offset_s: Some(minutes * 60), ..Readings::default() };
    }
    let offset =
        at.and_then(|at| Some(TimeZone::get(label).ok()?.to_ambiguous_zoned(at).compatible().ok()?.offset().seconds()));
    Readings { offset_s: offset, ..Readings::default() }
}

fn local_offset(rule: &str, at: DateTime) -> Option<i32> {
    let zone = TimeZone::posix(rule).ok()?;
    Some(zone.to_ambiguous_zoned(at).compatible().ok()?.offset().seconds())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found_with_their_offsets() {
        for (text, expected) in [
            ("All times in CET.", Some("CET")),
            ("Timeline (UTC+9)", Some("UTC+9")),
            ("タイムライン (JST)", Some("JST")),
            ("時刻はすべて+09:00。", Some("+09:00")),
            ("Times are Pacific Time", Some("Pacific Time")),
            ("Zone: Europe/Berlin", Some("Europe/Berlin")),
            ("The CETUS project", None),
            ("Timeline", None),
        ] {
            assert_eq!(label_in(text).map(|f| f.1), expected, "{text}");
        }
    }

    #[test]
    fn a_winter_label_on_a_summer_date_has_two_readings() {
        let july = "2020-07-01T12:00".parse().ok();
        let january = "2020-01-21T12:00".parse().ok();
        let both = |label, at| {
            let r = readings(label, at);
            (r.offset_s, r.local_offset_s)
        };
        assert_eq!(both("CET", july), (Some(3_600), Some(7_200)));
        assert_eq!(both("CET", january), (Some(3_600), None));
        assert_eq!(both("PDT", january), (Some(-25_200), Some(-28_800)));
        assert_eq!(both("PT", july), (Some(-25_200), None));
        assert_eq!(both("UTC+9", None), (Some(32_400), None));
        assert_eq!(both("UTC", july), (Some(0), None));
        assert_eq!(both("local time", july), (None, None));
    }
}
