//! Numbers, shares, durations, latencies and times as a language prints them.

use fluent_bundle::FluentArgs;
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

use super::Catalogue;

/// A plain number: thousands separated by commas, at most two decimals, fewer the larger it is.
pub(super) fn number(n: f64) -> String {
    if !n.is_finite() {
        return if n.is_nan() { "?".to_owned() } else { format!("{}∞", if n < 0.0 { "-" } else { "" }) };
    }
    let magnitude = n.abs();
    let decimals = match magnitude {
        m if m >= 100.0 || m.fract() == 0.0 => 0,
        m if m >= 10.0 => 1,
        m if m >= 0.1 => 2,
        _ => 4,
    };
    let mut text = format!("{magnitude:.decimals$}");
    if decimals > 0 {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::new();
    if n < 0.0 && text != "0" {
        out.push('-');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// `14:27:41`, UTC, cut to the second.
pub(crate) fn time_of_day(t: Timestamp) -> String {
    t.to_zoned(TimeZone::UTC).strftime("%H:%M:%S").to_string()
}

/// `2026-11-25 14:33`, UTC, cut to the minute.
pub(crate) fn date_and_minute(t: Timestamp) -> String {
    t.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The day in UTC.
pub(crate) fn day(t: Timestamp) -> Date {
    t.to_zoned(TimeZone::UTC).date()
}

impl Catalogue {
    /// A count or plain number: `9,349`.
    pub fn number(&self, n: f64) -> String {
        number(n)
    }

    /// A share of 0 to 1 with one decimal: `68.2 %`.
    pub fn ratio(&self, ratio: f64) -> String {
        self.unit("unit-percent", number((ratio * 1000.0).round() / 10.0))
    }

    /// Seconds as the largest two units that are not zero: `1 h 5 min`, `4 min 4 s`, `42 s`, `0.4 s`.
    pub fn duration(&self, seconds: f64) -> String {
        if !seconds.is_finite() {
            return "?".to_owned();
        }
        let magnitude = seconds.abs();
        let sign = if seconds < 0.0 { "-" } else { "" };
        if (0.05..1.0).contains(&magnitude) {
            return format!("{sign}{}", self.unit("unit-seconds", format!("{magnitude:.1}")));
        }
        #[expect(clippy::cast_possible_truncation, reason = "saturates; no incident lasts 292 billion years")]
        let total = magnitude.floor() as u64;
        let parts = [
            ("unit-days", total / 86_400),
            ("unit-hours", total / 3_600 % 24),
            ("unit-minutes", total / 60 % 60),
            ("unit-seconds", total % 60),
        ];
        let Some(first) = parts.iter().position(|(_, n)| *n > 0) else { return self.unit("unit-seconds", "0".into()) };
        let printed: Vec<String> = parts
            .iter()
            .skip(first)
            .take(2)
            .filter(|(_, n)| *n > 0)
            .map(|(key, n)| self.unit(key, n.to_string()))
            .collect();
        format!("{sign}{}", printed.join(&self.text("unit-separator")))
    }

    /// Seconds of a latency with the unit that fits: `5 ms`, `1.6 s`.
    pub fn latency(&self, seconds: f64) -> String {
        match seconds {
            s if !s.is_finite() => "?".to_owned(),
            s if s.abs() < 0.001 => self.unit("unit-milliseconds", number((s * 100_000.0).round() / 100.0)),
            s if s.abs() < 1.0 => self.unit("unit-milliseconds", number((s * 1000.0).round())),
            s if s.abs() < 10.0 => self.unit("unit-latency-seconds", number((s * 10.0).round() / 10.0)),
            s => self.unit("unit-latency-seconds", number(s.round())),
        }
    }

    fn unit(&self, key: &str, n: String) -> String {
        let mut args = FluentArgs::new();
        args.set("n", n);
        self.format(key, Some(&args))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;

    #[test]
    fn numbers_are_grouped_and_short() {
        for (n, expected) in [
            (0.0, "0"),
            (6375.0, "6,375"),
            (1_234_567.0, "1,234,567"),
            (1.5, "1.5"),
            (0.25, "0.25"),
            (12.34, "12.3"),
            (1234.56, "1,235"),
            (-20.0, "-20"),
            (-0.00001, "0"),
            (f64::NAN, "?"),
        ] {
            assert_eq!(number(n), expected, "{n}");
        }
    }

    #[test]
    fn durations_name_two_units() {
        let (en, ja) = (Catalogue::load(Lang::En), Catalogue::load(Lang::Ja));
        for (s, english, japanese) in [
            (0.0, "0 s", "0秒"),
            (0.4, "0.4 s", "0.4秒"),
            (42.3, "42 s", "42秒"),
            (244.9, "4 min 4 s", "4分4秒"),
            (240.0, "4 min", "4分"),
            (5700.0, "1 h 35 min", "1時間35分"),
            (3605.0, "1 h", "1時間"),
            (90_000.0, "1 d 1 h", "1日1時間"),
            (-42.0, "-42 s", "-42秒"),
        ] {
            assert_eq!(en.duration(s), english);
            assert_eq!(ja.duration(s), japanese);
        }
    }

    #[test]
    fn latencies_choose_their_unit() {
        let en = Catalogue::load(Lang::En);
        for (s, expected) in [(0.00034, "0.34 ms"), (0.0751, "75 ms"), (1.62, "1.6 s"), (12.4, "12 s")] {
            assert_eq!(en.latency(s), expected);
        }
    }
}
