//! Zone labels, and what they mean on a day.
//!
//! A label can lie: people write the winter name of their zone on a summer date (`CET` in June). Both readings are kept,
//! the label's own offset and what clocks of the region showed on that day. Rules of the regions are POSIX strings
//! (European rules since 1996, North American since 2007), so that the answer does not depend on the machine's tables.

use jiff::{civil::DateTime, tz::TimeZone};

use crate::import::time::zone_labels::LABELS;

/// Length in bytes of the zone label at the start of `text`, none where there is none.
pub(crate) fn label_at(text: &str) -> Option<usize> {
    let word = LABELS
        .iter()
        .filter(|l| {
            if matches!(l.word, "Central" | "Mountain") {
                return false;
            }
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
    // `Clock (Central)`, `6:03 AM Central`: words that say more where others follow.
    let bare = ["Central", "Mountain"].into_iter().find(|bare| {
        text.strip_prefix(bare).is_some_and(|rest| {
            let rest = rest.trim_start();
            rest.is_empty() || rest.starts_with([')', ',', ';', '.', '(', '|', '-', '–', '—'])
        })
    });
    let word = word.or(bare.map(str::len));
    let lower = text.get(..3).filter(|h| matches!(*h, "utc" | "gmt") && ends_word(text, 3)).map(|_| 3);
    match word.or(lower) {
        // `UTC+9`, `GMT-03:00`
        Some(3) if text.get(..3).is_some_and(|h| h.eq_ignore_ascii_case("utc") || h.eq_ignore_ascii_case("gmt")) => {
            let rest = text.get(3..).unwrap_or_default();
            Some(3 + offset_at(rest).map_or(0, |(length, _)| length))
        }
        Some(length) => Some(length),
        None => offset_at(text)
            .filter(|(length, _)| *length >= 5)
            .map(|(length, _)| length)
            .or_else(|| iana_at(text))
            .or_else(|| Some(city_at(text)?.0)),
    }
}

fn ends_word(text: &str, at: usize) -> bool {
    // `_all times UTC_`: emphasis closes, a name like `UTC_OFFSET` goes on.
    let rest = text.get(at..).unwrap_or_default().trim_start_matches('_');
    !rest.starts_with(|c: char| c.is_ascii_alphanumeric())
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

/// `Oslo wall time`, `New York local time`: length, and the zone of the city that the zone data base knows.
fn city_at(text: &str) -> Option<(usize, String)> {
    const KINDS: [&str; 6] = [" wall time", " local time", " office time", " winter time", " summer time", " time"];
    const LONGEST: usize = 24;
    if !text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let lower = text.get(..text.len().min(LONGEST + 12)).unwrap_or(text).to_ascii_lowercase();
    let (at, kind) = KINDS.iter().filter_map(|kind| Some((lower.find(kind)?, kind))).min_by_key(|(at, _)| *at)?;
    let city = text.get(..at)?;
    let is_city = city.len() <= LONGEST
        && city.split(' ').count() <= 3
        && city.split(' ').all(|word| {
            word.starts_with(|c: char| c.is_ascii_uppercase()) && word.chars().skip(1).all(|c| c.is_ascii_lowercase())
        });
    let length = at + kind.len();
    if !is_city || !ends_word(text, length) {
        return None;
    }
    let city = city.replace(' ', "_");
    let name = AREAS.iter().map(|area| format!("{area}/{city}")).find(|name| TimeZone::get(name).is_ok())?;
    Some((length, name))
}

/// The first zone label in a heading or a sentence, with its offset in it.
pub(crate) fn label_in(text: &str) -> Option<(usize, &str)> {
    let mut previous = None;
    let mut vague = None;
    for (at, c) in text.char_indices().take(400) {
        let begins = !previous.is_some_and(|p: char| p.is_ascii_alphanumeric());
        if begins
            && (c.is_ascii_alphabetic() || c == '+' || opens_label(c))
            && let Some(length) = label_at(text.get(at..)?)
            // A single letter or a bare word like `Pacific` says too little outside a time.
            && length > 1
        {
            let label = text.get(at..at + length)?;
            if let Some((lead, offset)) = explained(label, text.get(at + length..)?) {
                let from = at + length + lead;
                return Some((from, text.get(from..from + offset)?));
            }
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

/// `BST (UTC+1)`, `CST / +08:00`: the offset behind a label of several zones, which says the one that is meant: where it
/// begins behind the label, and its length.
pub(crate) fn explained(label: &str, behind: &str) -> Option<(usize, usize)> {
    LABELS.iter().find(|known| known.word == label).filter(|known| known.is_ambiguous)?;
    let rest = behind.trim_start_matches([' ', '(', '（', '=', '/', ',', '、', '*', '_']);
    let length = label_at(rest)?;
    let is_offset = rest.get(..length)?.bytes().any(|b| b.is_ascii_digit());
    is_offset.then_some((behind.len() - rest.len(), length))
}

/// Whether a label that is not written in Latin letters begins so.
fn opens_label(c: char) -> bool {
    !c.is_ascii() && LABELS.iter().any(|label| label.word.starts_with(c))
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
    let city = city_at(label).map(|(_, name)| name);
    let label = city.as_deref().unwrap_or(label);
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
            ("All times are in BST (UTC+1).", Some("UTC+1")),
            ("Timeline (CST / +08:00)", Some("+08:00")),
            ("Timeline (BST)", Some("BST")),
            ("(_all times UTC_)", Some("UTC")),
            ("UTC_OFFSET is wrong", None),
            ("Timeline (UTC+9)", Some("UTC+9")),
            ("タイムライン (JST)", Some("JST")),
            ("時刻はすべて+09:00。", Some("+09:00")),
            ("Times are Pacific Time", Some("Pacific Time")),
            ("Zone: Europe/Berlin", Some("Europe/Berlin")),
            ("(times are Pacific Standard Time)", Some("Pacific Standard Time")),
            ("all times are US/Pacific", Some("US/Pacific")),
            ("Clock times below are Oslo wall time.", Some("Oslo wall time")),
            ("Hours are New York local time", Some("New York local time")),
            ("時刻はベルリン時間です", Some("ベルリン時間")),
            ("Each Time the job ran", None),
            ("Down time", None),
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
        assert_eq!(both("Oslo wall time", july), (Some(7_200), None));
        assert_eq!(both("Pacific Standard Time", july), (Some(-28_800), Some(-25_200)));
        assert_eq!(both("local time", july), (None, None));
    }
}
