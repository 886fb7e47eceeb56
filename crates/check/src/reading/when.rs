//! Times and durations as people write them.

use std::sync::LazyLock;

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::{Offset, TimeZone},
};
use regex::Regex;

/// A date, a time of day and a zone, each as far as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moment {
    /// The day.
    pub date: Option<Date>,
    /// The time of day.
    pub time: Option<Time>,
    /// Seconds east of UTC, where a zone is written.
    pub offset_s: Option<i32>,
}

impl Moment {
    /// The instant; a time without a zone is taken as UTC, so compare only with its like.
    pub fn instant(&self) -> Option<Timestamp> {
        let at = self.date?.to_datetime(self.time?);
        let offset = Offset::from_seconds(self.offset_s.unwrap_or(0)).ok()?;
        at.to_zoned(TimeZone::fixed(offset)).ok().map(|zoned| zoned.timestamp())
    }
}

static DATE: LazyLock<Option<Regex>> =
    LazyLock::new(|| crate::language::pattern::plain(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"));
static ENGLISH_DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    crate::language::pattern::plain(
        r"(?i)(?:(\d{1,2})(?:st|nd|rd|th)? (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? (\d{4}))|(?:(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4}))",
    )
});
/// A day without a year, at the beginning: in a row, what comes behind the time is no date of it.
static YEARLESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    crate::language::pattern::plain(
        r"(?i)^[^\p{L}\d]*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?(?:(\d{1,2})月(\d{1,2})日|(\d{1,2})(?:st|nd|rd|th)?[ -](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[ -](\d{1,2})(?:st|nd|rd|th)?\b|(\d{1,2})[/-](\d{1,2})(?:\s*[(\u{ff08}][^)\u{ff09}]{1,4}[)\u{ff09}])?(?:$|[\s、,)]+\d{1,2}[:時]|[)\u{ff09}\]\s]*(?:$|まで)))",
    )
});
static ERA: LazyLock<Option<Regex>> =
    LazyLock::new(|| crate::language::pattern::plain(r"(?:令和|\bR)(\d{1,2}|元)[年.](\d{1,2})[月.](\d{1,2})日?"));
static TIME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    crate::language::pattern::plain(
        r"(?i)(?:^|[^\d:.+-])(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,]\d+)?)?|時(\d{1,2})分)\s*(am|pm)?",
    )
});
static ISO: LazyLock<Option<Regex>> =
    LazyLock::new(|| crate::language::pattern::plain(r"\d{4}-\d\d-\d\d[T ](\d{2}):(\d{2})(?::(\d{2}))?"));
/// A zone behind a time, or alone in a heading or a note.
static ZONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    crate::language::pattern::plain(
        r"\b(UTC|GMT|JST|KST|IST|SGT|HKT|CST|EST|EDT|CDT|MST|MDT|PST|PDT|ET|CT|PT|BST|WET|WEST|CET|CEST|EET|EEST|MSK|AEST|AEDT|ACST|AWST|NZST|NZDT|BRT|ART|CAT|EAT|WAT|SAST|PKT|ICT|WIB|PHT|AKST|HST|Zulu|zulu|MEZ|MESZ|AWST|NPT|IRST|TRT|GST|COT|CLT|PET)\b(?:\s*[+-]\s*\d{1,2}(?::?\d\d)?)?|\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s*(Z)\b|(?:^|[^-\d]|\d\d:\d\d(?::\d\d(?:\.\d+)?)?)([+\-−]\d\d:?\d\d)\b|\b((?:Europe|America|Asia|Africa|Australia|Pacific|Atlantic|Etc)/[A-Za-z_/]+)|(日本標準時|日本時間|協定世界時|世界標準時|現地標準時)|\b(?:[A-Z][a-z]+ ){1,2}(?:Standard|Summer|Daylight|Mean|Winter) Time\b|\b(?:Eastern|Pacific|Mountain|Universal|Japan|India|Singapore) [Tt]ime\b",
    )
});

/// Whether a time zone is named.
pub fn names_zone(text: &str) -> bool {
    ZONE.as_ref().is_some_and(|zone| zone.is_match(text))
}

/// Seconds east of UTC of the first zone named.
fn offset_of(text: &str) -> Option<i32> {
    let found = ZONE.as_ref()?.captures(text)?;
    if found.get(2).is_some() {
        return Some(0);
    }
    if let Some(numeric) = found.get(3) {
        return numeric_offset(numeric.as_str());
    }
    if let Some(word) = found.get(5) {
        return Some(if word.as_str().starts_with("日本") { 32_400 } else { 0 });
    }
    // A zone in words stands without a figure: times beside it are compared with each other only.
    let hours_tenths = match found.get(1)?.as_str() {
        "JST" | "KST" => 90,
        "SGT" | "HKT" | "AWST" | "PHT" => 80,
        "IST" => 55,
        "ICT" | "WIB" => 70,
        "PKT" => 50,
        "CET" | "MEZ" | "BST" | "WEST" | "WAT" => 10,
        "CEST" | "MESZ" | "EET" | "CAT" | "SAST" => 20,
        "EEST" | "MSK" | "EAT" | "TRT" => 30,
        "EST" | "CDT" | "ET" | "COT" | "PET" => -50,
        "EDT" | "CLT" => -40,
        "CST" | "MDT" | "CT" => -60,
        "MST" | "PDT" => -70,
        "PST" | "PT" => -80,
        "AEST" => 100,
        "AEDT" => 110,
        "ACST" => 95,
        "NZST" => 120,
        "NZDT" => 130,
        "BRT" | "ART" => -30,
        "AKST" => -90,
        "HST" => -100,
        "GST" => 40,
        _ => 0,
    };
    Some(hours_tenths * 360)
}

fn numeric_offset(text: &str) -> Option<i32> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4)?.parse().ok()?;
    let sign = if text.starts_with('+') { 1 } else { -1 };
    (hours <= 15 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

/// The first date and the first time of day in a text, and its zone.
pub(super) fn moment(text: &str) -> Moment {
    let date = date(text);
    Moment { date, time: time(text), offset_s: offset_of(text) }
}

/// Like [`moment`]; a day without a year lies in `year`.
pub(super) fn moment_near(text: &str, year: i16) -> Moment {
    let date = date_near(text, year);
    let (time, next_day) = late_time(text).map_or((time(text), false), |time| (Some(time), true));
    let date = if next_day { date.and_then(|date| date.tomorrow().ok()) } else { date };
    Moment { date, time, offset_s: offset_of(text) }
}

/// The first date in a text, or the day without a year that it begins with.
pub(crate) fn date_near(text: &str, year: i16) -> Option<Date> {
    if let Some(date) = date(text) {
        return Some(date);
    }
    let found = YEARLESS.as_ref()?.captures(text)?;
    let number = |i: usize| found.get(i).and_then(|n| n.as_str().parse::<i8>().ok());
    let (month, day) = if let Some(name) = found.get(4).or_else(|| found.get(5)) {
        (month_of(name.as_str())?, number(3).or_else(|| number(6))?)
    } else {
        (number(1).or_else(|| number(7))?, number(2).or_else(|| number(8))?)
    };
    // `23/1` can only be a day before its month.
    let (month, day) = if month > 12 { (day, month) } else { (month, day) };
    Date::new(year, month, day).ok()
}

fn month_of(name: &str) -> Option<i8> {
    let name: String = name.chars().take(3).collect::<String>().to_ascii_lowercase();
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    i8::try_from(names.iter().position(|known| *known == name)? + 1).ok()
}

/// The year in which a report moves: that of its first whole date. Without one any year will do, as long as it has a 29 February.
pub(super) fn year_of(source: &str) -> i16 {
    date(source).map_or(2024, Date::year)
}

/// `25:10`: an hour of the night that is counted with the day before.
fn late_time(text: &str) -> Option<Time> {
    static LATE: LazyLock<Option<Regex>> =
        LazyLock::new(|| crate::language::pattern::plain(r"(?:^|[^\d:.+-])(2[4-9])(?::|時)(\d{2})(?:分|\D|$)"));
    let found = LATE.as_ref()?.captures(text)?;
    Time::new(found.get(1)?.as_str().parse::<i8>().ok()? - 24, found.get(2)?.as_str().parse().ok()?, 0, 0).ok()
}

/// The first date in a text.
pub(crate) fn date(text: &str) -> Option<Date> {
    if let Some(found) = ERA.as_ref().and_then(|pattern| pattern.captures(text)) {
        let year = found.get(1)?.as_str();
        return Date::new(
            2018 + if year == "元" { 1 } else { year.parse::<i16>().ok()? },
            found.get(2)?.as_str().parse().ok()?,
            found.get(3)?.as_str().parse().ok()?,
        )
        .ok();
    }
    if let Some(found) = DATE.as_ref().and_then(|pattern| pattern.captures(text)) {
        return Date::new(
            found.get(1)?.as_str().parse().ok()?,
            found.get(2)?.as_str().parse().ok()?,
            found.get(3)?.as_str().parse().ok()?,
        )
        .ok();
    }
    let found = ENGLISH_DATE.as_ref()?.captures(text)?;
    let (day, month, year) = if found.get(1).is_some() { (1, 2, 3) } else { (5, 4, 6) };
    Date::new(
        found.get(year)?.as_str().parse().ok()?,
        month_of(found.get(month)?.as_str())?,
        found.get(day)?.as_str().parse().ok()?,
    )
    .ok()
}

fn time(text: &str) -> Option<Time> {
    let (hour, minute, second, half) = if let Some(found) = ISO.as_ref().and_then(|pattern| pattern.captures(text)) {
        (
            found.get(1)?.as_str().parse::<i8>().ok()?,
            found.get(2)?.as_str().parse().ok()?,
            found.get(3).map_or(Some(0), |s| s.as_str().parse().ok())?,
            None,
        )
    } else {
        let found = TIME.as_ref()?.captures(text)?;
        let minute = found.get(2).or_else(|| found.get(4))?.as_str().parse().ok()?;
        let second = found.get(3).map_or(Some(0), |s| s.as_str().parse().ok())?;
        (
            found.get(1)?.as_str().parse::<i8>().ok()?,
            minute,
            second,
            found.get(5).map(|h| h.as_str().to_ascii_lowercase()),
        )
    };
    let hour = match half.as_deref() {
        Some("pm") if hour < 12 => hour + 12,
        Some("am") if hour == 12 => 0,
        _ => hour,
    };
    Time::new(hour, minute, second, 0).ok()
}

/// A stated duration and how exact it is, both in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stated {
    /// The duration.
    pub(crate) seconds: i64,
    /// Half the smallest unit it is given in, or a tenth when it is called approximate.
    pub(crate) tolerance: i64,
}

/// Reads `1 h 35 min`, `95 minutes`, `95分`, `1:35`, `PT1H35M`.
pub(crate) fn duration(text: &str) -> Option<Stated> {
    static PART: LazyLock<Option<Regex>> = LazyLock::new(|| {
        crate::language::pattern::plain(
            r"(?i)(\d+(?:[.,]\d+)?)\s*(days?|d\b|日間?|hours?|hrs?|h\b|h(?:\d)|時間|minutes?|mins?|m\b|分間?|seconds?|secs?|s\b|秒間?)",
        )
    });
    static CLOCK: LazyLock<Option<Regex>> = LazyLock::new(|| {
        crate::language::pattern::plain(r"^\s*(\d{1,3}):(\d{2})(?::(\d{2}))?\s*(?:h|hours|時間)?\s*$")
    });
    static ABOUT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        crate::language::pattern::plain(
            r"(?i)about|approx|around|roughly|~|≈|almost|nearly|ca\.|circa|more than|over|約|およそ|程度|ほど|強|弱",
        )
    });
    let spaced = text.replace(['h', 'H'], "h ");
    if let Some(found) = CLOCK.as_ref().and_then(|clock| clock.captures(text)) {
        let number = |i: usize| found.get(i).and_then(|n| n.as_str().parse::<i64>().ok());
        let seconds = number(1)? * 3600 + number(2)? * 60 + number(3).unwrap_or(0);
        return Some(Stated { seconds, tolerance: 60 });
    }
    let text = if text.to_ascii_lowercase().contains("hour") || text.to_ascii_lowercase().contains("hr") {
        text
    } else {
        &spaced
    };
    let (mut total, mut smallest) = (0.0, f64::MAX);
    for found in PART.as_ref()?.captures_iter(text) {
        let number: f64 = found.get(1)?.as_str().replace(',', ".").parse().ok()?;
        let unit = found.get(2)?.as_str().to_lowercase();
        let scale = match unit.chars().next()? {
            'd' | '日' => 86_400.0,
            'h' | '時' => 3_600.0,
            'm' | '分' => 60.0,
            _ => 1.0,
        };
        total += number * scale;
        smallest = f64::min(smallest, if number.fract() == 0.0 { scale } else { scale / 10.0 });
    }
    if smallest >= f64::MAX {
        return None;
    }
    let about = ABOUT.as_ref().is_some_and(|about| about.is_match(text));
    let tolerance = if about { f64::max(total / 10.0, smallest) } else { f64::max(smallest / 2.0 - 1.0, 59.0) };
    #[expect(clippy::cast_possible_truncation, reason = "a float to integer cast saturates")]
    let stated = Stated { seconds: total as i64, tolerance: tolerance as i64 };
    Some(stated)
}

#[cfg(test)]
mod tests {
    use super::{duration, moment, moment_near, names_zone};

    #[test]
    fn durations_are_read_in_many_spellings() {
        for (text, seconds) in [
            ("83 min", Some(4_980)),
            ("1 h 35 min", Some(5_700)),
            ("1h35m", Some(5_700)),
            ("2 hours and 5 minutes", Some(7_500)),
            ("95分", Some(5_700)),
            ("1時間35分", Some(5_700)),
            ("1:35", Some(5_700)),
            ("about 2 hours", Some(7_200)),
            ("unknown", None),
        ] {
            assert_eq!(duration(text).map(|d| d.seconds), seconds, "{text}");
        }
    }

    #[test]
    fn zones_are_seen_and_dates_are_no_zones() {
        for (text, expected) in [
            ("Timeline (UTC)", true),
            ("時刻はすべて+09:00。", true),
            ("10:00Z", true),
            ("2026-01-11 09:00", false),
            ("- 09:00 start", false),
            ("日本時間", true),
        ] {
            assert_eq!(names_zone(text), expected, "{text}");
        }
    }

    #[test]
    fn moments_keep_what_is_written() {
        assert_eq!(moment("2026-03-03 23:42 UTC").instant().unwrap().to_string(), "2026-03-03T23:42:00Z");
        assert_eq!(moment("2026-04-06 08:50+09:00").instant().unwrap().to_string(), "2026-04-05T23:50:00Z");
        assert_eq!(moment("令和8年2月2日 6:30").date.unwrap().to_string(), "2026-02-02");
        for (text, expected) in [
            ("5/2 09:15", Some("2026-05-02 09:15:00")),
            ("04-21 22:40  bind goes live", Some("2026-04-21 22:40:00")),
            ("3月26日(木) 14:05", Some("2026-03-26 14:05:00")),
            ("Tue 31 Jan, 23:18", Some("2026-01-31 23:18:00")),
            ("3/26 25:10 up", Some("2026-03-27 01:10:00")),
            ("09:20 3/5 pods are up", None),
        ] {
            let near = moment_near(text, 2026);
            let told = near.date.map(|date| format!("{date} {}", near.time.unwrap()));
            assert_eq!(told.as_deref(), expected, "{text}");
        }
        assert_eq!(moment("**10:05**: up").time.unwrap().to_string(), "10:05:00");
        assert_eq!(moment("4 March 2026, 1:05 pm").instant().unwrap().to_string(), "2026-03-04T13:05:00Z");
    }
}
