//! Reads the instants that people type: `--from`, `--to`, `--baseline-from`, with `--tz`.
//!
//! Accepted are
//!
//! - RFC 3339 with an offset, seconds and fractions optional: `2025-02-09T11:40Z`, `2025-02-09 12:40:05+01:00`;
//! - a local time with its zone in brackets, `2025-02-09T12:40[Europe/Oslo]`, or without one when `--tz` gives it;
//! - a length before or after any of these, or before or after `now`: `90m before 2025-02-09T11:40Z`, `2h before now`.
//!
//! A local time without a zone is never taken for UTC. One that a change of the clocks skips or repeats is refused,
//! with both readings in the message, because only the person who typed it knows which was meant.

use backstory_model::Phrase;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};

/// The forms shown wherever one is refused.
const FORMS: &str = "write `2025-02-09T11:40Z`, `2025-02-09T12:40+01:00`, a local time with `--tz Europe/Oslo`, \
                     or a length such as `90m before 2025-02-09T11:40Z`";

/// Years that an incident can be in: the ones whose nanoseconds fit 64 bits after 1970.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=2261;

/// Why a text is not an instant. The message shows the right form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InstantError {
    /// Nothing that looks like a time.
    #[error("`{text}` is not a time: {FORMS}")]
    NotATime {
        /// What was typed.
        text: String,
    },
    /// A date, and no time of day.
    #[error("`{text}` has no time of day: write for example `{text}T00:00Z`")]
    NoTimeOfDay {
        /// What was typed.
        text: String,
    },
    /// A local time, and nothing says where.
    #[error("`{text}` has no zone: write `{text}Z` for UTC, `{text}+01:00`, or add `--tz Europe/Oslo`")]
    NoZone {
        /// What was typed.
        text: String,
    },
    /// A zone that is not in the time zone database.
    #[error("`{name}` is not a time zone: write a name such as `Europe/Oslo`, `UTC`, or an offset such as `+01:00`")]
    UnknownZone {
        /// What was typed.
        name: String,
    },
    /// The clocks went forward over this local time.
    #[error("`{text}` never happened in {zone}, where the clocks went forward over it: write `{earlier}` or `{later}`")]
    Skipped {
        /// What was typed.
        text: String,
        /// The zone.
        zone: String,
        /// Read with the offset that held after the change.
        earlier: String,
        /// Read with the offset that held before the change.
        later: String,
    },
    /// The clocks went back, so this local time happened twice.
    #[error("`{text}` happened twice in {zone}, where the clocks went back: write `{earlier}` or `{later}`")]
    Repeated {
        /// What was typed.
        text: String,
        /// The zone.
        zone: String,
        /// The first time it happened.
        earlier: String,
        /// The second time.
        later: String,
    },
    /// The part before `before` or `after` is not a length.
    #[error(
        "`{text}` is not a length of time: write for example `90m`, `1h30m` or `2d`, in weeks, days, hours, minutes or seconds"
    )]
    NotALength {
        /// What was typed.
        text: String,
    },
    /// A year in which no incident can have been.
    #[error("`{text}` is outside the years {first} to {last}", first = YEARS.start(), last = YEARS.end())]
    OutOfRange {
        /// What was typed.
        text: String,
    },
}

impl InstantError {
    /// The same in the words of a catalogue.
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::NotATime { text } => Phrase::new("instant-not-a-time").text("text", text),
            Self::NoTimeOfDay { text } => Phrase::new("instant-no-time-of-day").text("text", text),
            Self::NoZone { text } => Phrase::new("instant-no-zone").text("text", text),
            Self::UnknownZone { name } => Phrase::new("instant-unknown-zone").text("name", name),
            Self::Skipped { text, zone, earlier, later } => both("instant-skipped", text, zone, earlier, later),
            Self::Repeated { text, zone, earlier, later } => both("instant-repeated", text, zone, earlier, later),
            Self::NotALength { text } => Phrase::new("instant-not-a-length").text("text", text),
            Self::OutOfRange { text } => Phrase::new("instant-out-of-range")
                .text("text", text)
                .text("first", YEARS.start().to_string())
                .text("last", YEARS.end().to_string()),
        }
    }
}

/// A local time that has two readings.
fn both(key: &str, text: &str, zone: &str, earlier: &str, later: &str) -> Phrase {
    Phrase::new(key).text("text", text).text("zone", zone).text("earlier", earlier).text("later", later)
}

/// Finds the zone that `--tz` names: a name of the time zone database or an offset.
pub fn zone(name: &str) -> Result<TimeZone, InstantError> {
    let name = name.trim();
    if name.eq_ignore_ascii_case("z") || name.eq_ignore_ascii_case("utc") {
        return Ok(TimeZone::UTC);
    }
    if name.starts_with(['+', '-'])
        && let Ok(example) = format!("2000-01-01T00:00{name}[{name}]").parse::<jiff::Zoned>()
    {
        return Ok(example.time_zone().clone());
    }
    TimeZone::get(name).map_err(|_| InstantError::UnknownZone { name: name.to_owned() })
}

/// Reads instants typed by a person.
#[derive(Debug, Clone)]
pub struct InstantReader {
    /// The zone of local times without one; without it these are refused.
    pub zone: Option<TimeZone>,
    /// What `now` means.
    pub now: Timestamp,
}

impl InstantReader {
    /// Makes a reader from the value of `--tz`, if it was given.
    pub fn new(zone_name: Option<&str>, now: Timestamp) -> Result<Self, InstantError> {
        Ok(Self { zone: zone_name.map(zone).transpose()?, now })
    }

    /// The instant that `text` means.
    pub fn read(&self, text: &str) -> Result<Timestamp, InstantError> {
        let text = text.trim();
        let instant = match split_length(text) {
            Some((length, is_before, anchor)) => {
                let anchor = self.point(anchor)?;
                let length = read_length(length)?;
                let moved = if is_before { anchor.checked_sub(length) } else { anchor.checked_add(length) };
                moved.map_err(|_| InstantError::OutOfRange { text: text.to_owned() })?
            }
            None => self.point(text)?,
        };
        if YEARS.contains(&instant.to_zoned(TimeZone::UTC).year()) {
            Ok(instant)
        } else {
            Err(InstantError::OutOfRange { text: text.to_owned() })
        }
    }

    /// An instant that stands for itself.
    fn point(&self, text: &str) -> Result<Timestamp, InstantError> {
        if text.eq_ignore_ascii_case("now") {
            return Ok(self.now);
        }
        if let Some((local, rest)) = text.split_once('[') {
            let name = rest.strip_suffix(']').ok_or_else(|| InstantError::NotATime { text: text.to_owned() })?;
            // With an offset as well, the two must agree.
            if let Ok(instant) = local.parse::<Timestamp>() {
                let agrees = text.parse::<jiff::Zoned>().is_ok_and(|zoned| zoned.timestamp() == instant);
                return if agrees { Ok(instant) } else { Err(InstantError::NotATime { text: text.to_owned() }) };
            }
            return local_time(local, &zone(name)?);
        }
        // Longer than any form there is: not worth the parser's time, nor a place in a message in full.
        if text.len() > 64 {
            return Err(InstantError::NotATime { text: text.chars().take(64).chain(['…']).collect() });
        }
        if let Ok(instant) = text.parse::<Timestamp>() {
            return Ok(instant);
        }
        match &self.zone {
            Some(zone) => local_time(text, zone),
            None if text.parse::<DateTime>().is_ok() && !text.contains(':') => {
                Err(InstantError::NoTimeOfDay { text: text.to_owned() })
            }
            None if text.parse::<DateTime>().is_ok() => Err(InstantError::NoZone { text: text.to_owned() }),
            None => Err(InstantError::NotATime { text: text.to_owned() }),
        }
    }
}

/// A local time in `zone`; refused when it did not happen exactly once.
fn local_time(text: &str, zone: &TimeZone) -> Result<Timestamp, InstantError> {
    let civil: DateTime = text.parse().map_err(|_| InstantError::NotATime { text: text.to_owned() })?;
    if !text.contains(':') {
        return Err(InstantError::NoTimeOfDay { text: text.to_owned() });
    }
    let name = || zone.iana_name().unwrap_or("this zone").to_owned();
    let reading = |offset: Offset| {
        offset
            .to_timestamp(civil)
            .map_or_else(|_| text.to_owned(), |instant| instant.display_with_offset(offset).to_string())
    };
    let ambiguous = zone.to_ambiguous_zoned(civil);
    match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { offset } => {
            offset.to_timestamp(civil).map_err(|_| InstantError::OutOfRange { text: text.to_owned() })
        }
        // `before` and `after` are the offsets before and after the change. In a gap, the smaller offset gives the
        // later instant; in a fold, the larger one was in force first.
        AmbiguousOffset::Gap { before, after } => Err(InstantError::Skipped {
            text: text.to_owned(),
            zone: name(),
            earlier: reading(after),
            later: reading(before),
        }),
        AmbiguousOffset::Fold { before, after } => Err(InstantError::Repeated {
            text: text.to_owned(),
            zone: name(),
            earlier: reading(before),
            later: reading(after),
        }),
    }
}

/// Splits `90m before X` into `90m`, true, `X`.
fn split_length(text: &str) -> Option<(&str, bool, &str)> {
    let (length, is_before, anchor) = [(" before ", true), (" after ", false)]
        .into_iter()
        .find_map(|(word, is_before)| text.split_once(word).map(|(length, anchor)| (length, is_before, anchor)))?;
    Some((length.trim(), is_before, anchor.trim()))
}

/// A length in units that always last the same: a day is 24 hours.
fn read_length(text: &str) -> Result<SignedDuration, InstantError> {
    let refused = || InstantError::NotALength { text: text.chars().take(64).collect() };
    let span: Span = text.parse().map_err(|_| refused())?;
    // Months and years have no fixed length.
    if span.get_years() != 0 || span.get_months() != 0 {
        return Err(refused());
    }
    let length = span.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(|_| refused())?;
    if length.is_positive() { Ok(length) } else { Err(refused()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reader(zone: Option<&str>) -> InstantReader {
        InstantReader::new(zone, "2025-02-10T08:00:00Z".parse().unwrap()).unwrap()
    }

    fn read(text: &str, zone: Option<&str>) -> String {
        match reader(zone).read(text) {
            Ok(instant) => instant.to_string(),
            Err(error) => {
                assert_eq!(crate::words::Words::english().say(&error.phrase()), error.to_string());
                format!("refused: {error}")
            }
        }
    }

    #[test]
    fn forms_that_are_understood() {
        for (text, zone, expected) in [
            ("2025-02-09T11:40:00Z", None, "2025-02-09T11:40:00Z"),
            ("2025-02-09T11:40Z", None, "2025-02-09T11:40:00Z"),
            ("2025-02-09t11:40:00z", None, "2025-02-09T11:40:00Z"),
            ("2025-02-09 11:40:05.25Z", None, "2025-02-09T11:40:05.25Z"),
            ("2025-02-09T12:40+01:00", None, "2025-02-09T11:40:00Z"),
            ("  2025-02-09T11:40:00-05:30 ", None, "2025-02-09T17:10:00Z"),
            ("2025-02-09T12:40[Europe/Oslo]", None, "2025-02-09T11:40:00Z"),
            ("2025-02-09T12:40+01:00[Europe/Oslo]", None, "2025-02-09T11:40:00Z"),
            ("2025-02-09T12:40", Some("Europe/Oslo"), "2025-02-09T11:40:00Z"),
            ("2025-07-09T12:40", Some("Europe/Oslo"), "2025-07-09T10:40:00Z"),
            ("2025-02-09 12:40:30", Some("+01:00"), "2025-02-09T11:40:30Z"),
            ("2025-02-09T12:40", Some("UTC"), "2025-02-09T12:40:00Z"),
            // An offset in the text wins over `--tz`.
            ("2025-02-09T12:40Z", Some("Europe/Oslo"), "2025-02-09T12:40:00Z"),
            ("90m before 2025-02-09T11:40Z", None, "2025-02-09T10:10:00Z"),
            ("1h30m before 2025-02-09T11:40Z", None, "2025-02-09T10:10:00Z"),
            ("1 hour 30 minutes after 2025-02-09T11:40Z", None, "2025-02-09T13:10:00Z"),
            ("PT90M before 2025-02-09T12:40", Some("Europe/Oslo"), "2025-02-09T10:10:00Z"),
            ("2d before 2025-02-09T11:40Z", None, "2025-02-07T11:40:00Z"),
            ("2h before now", None, "2025-02-10T06:00:00Z"),
            ("now", None, "2025-02-10T08:00:00Z"),
            // The second local 02:30, told apart by its offset.
            ("2025-10-26T02:30+01:00", None, "2025-10-26T01:30:00Z"),
        ] {
            assert_eq!(read(text, zone), expected, "{text} {zone:?}");
        }
    }

    #[test]
    fn refusals_show_the_right_form() {
        let forms = [
            ("yesterday", None),
            ("", None),
            ("2025-02-09", None),
            ("2025-02-09", Some("Europe/Oslo")),
            ("2025-02-09T11:40", None),
            ("2025-02-30T11:40Z", None),
            ("2025-02-09T25:00Z", None),
            ("9999-01-01T00:00Z", None),
            ("1000w before 1971-01-01T00:00Z", None),
            ("-90m before 2025-02-09T11:40Z", None),
            ("90m ago before 2025-02-09T11:40Z", None),
            ("1mo before 2025-02-09T11:40Z", None),
            ("soon before 2025-02-09T11:40Z", None),
            ("90m before lunch", None),
            ("2025-02-09T12:40+05:00[Europe/Oslo]", None),
            ("2025-02-09T12:40[Europe/Osl", None),
            ("2025-03-30T02:30", Some("Europe/Oslo")),
            ("2025-10-26T02:30", Some("Europe/Oslo")),
            ("2025-10-26T02:30[Europe/Oslo]", None),
        ];
        let shown: Vec<String> =
            forms.iter().map(|(text, zone)| format!("{text}\n    {}", read(text, *zone))).collect();
        insta::assert_snapshot!(shown.join("\n"));
    }

    #[test]
    fn zones_that_do_not_exist_are_refused() {
        for name in ["Europe/Atlantis", "CEST+1", "+99:00", "", "../../etc/passwd"] {
            assert!(matches!(zone(name), Err(InstantError::UnknownZone { .. })), "{name}");
        }
    }

    #[test]
    fn the_two_readings_of_a_message_are_understood_in_turn() {
        for text in ["2025-03-30T02:30", "2025-10-26T02:30"] {
            let reader = reader(Some("Europe/Oslo"));
            let (earlier, later) = match reader.read(text).unwrap_err() {
                InstantError::Skipped { earlier, later, .. } | InstantError::Repeated { earlier, later, .. } => {
                    (earlier, later)
                }
                other => panic!("{other}"),
            };
            let difference = reader.read(&later).unwrap().duration_since(reader.read(&earlier).unwrap());
            assert_eq!(difference, SignedDuration::from_hours(1), "{text}: {earlier} {later}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in "\\PC{0,80}") {
            drop(reader(None).read(&text));
            drop(reader(Some("Europe/Oslo")).read(&text));
        }

        #[test]
        fn what_is_printed_is_read_back(second in 0_i64..9_000_000_000, nanosecond in 0_i32..1_000_000_000) {
            let instant = Timestamp::new(second, nanosecond).unwrap();
            prop_assert_eq!(reader(None).read(&instant.to_string()), Ok(instant));
        }

        #[test]
        fn before_undoes_after(second in 1_000_000_000_i64..2_000_000_000, minutes in 1_u32..100_000) {
            let instant = Timestamp::from_second(second).unwrap();
            let after = reader(None).read(&format!("{minutes}m after {instant}")).unwrap();
            prop_assert_eq!(reader(None).read(&format!("{minutes}m before {after}")), Ok(instant));
        }
    }
}
