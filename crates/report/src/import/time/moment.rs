//! Recognises a time at the start of a text: dates, times of day, zones and ranges in the forms people use.
//!
//! The reader goes element by element (approximation, day of the week, date, time of day, zone) and stops at the first
//! word that is none of them; what it took is the time, what follows is the event.

use backstory_model::Phrase;

use crate::import::time::{
    bare_clock::behind_date,
    clock_forms::{with_colon, without_colon},
    date::DateWords,
    japanese_clock::japanese,
    other_day::other_day,
    problem::Problem,
    scan::Scan,
    special, zone,
};

/// A time as found, before its context completes it. Offsets are bytes of the text it was read from.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Raw {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) date: Option<DateWords>,
    pub(crate) clock: Option<Clock>,
    pub(crate) is_relative: bool,
    /// Seconds from the zero that `T` stands for.
    pub(crate) offset_s: Option<i64>,
    /// Days that words like `next day` or `前日` put between the day told and the one meant.
    pub(crate) day_steps: i8,
    pub(crate) approximate: bool,
    pub(crate) unknown: bool,
    pub(crate) zone: Option<String>,
    pub(crate) until: Option<Box<Raw>>,
    pub(crate) problem: Option<Problem>,
}

/// A time of day as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Clock {
    /// 0 to 35; 24 and more count from the next day.
    pub(crate) hour: Option<i8>,
    /// The half of the day written beside it: `PM` is true.
    pub(crate) half: Option<bool>,
    pub(crate) minute: Option<i8>,
    /// Whether only the tens of the minutes are known: `7:4?`.
    pub(crate) is_tens: bool,
    pub(crate) second: Option<i8>,
    pub(crate) nanosecond: Option<i32>,
}

const APPROXIMATE: &[&str] = &[
    "approximately",
    "approx.",
    "approx",
    "around",
    "about",
    "circa",
    "ca.",
    "roughly",
    "およそ",
    "約",
    "~",
    "～",
    "〜",
    "≈",
    "±",
    "<",
    "＜",
    "≤",
    "≦",
    "≥",
    "≧",
];
const APPROXIMATE_AFTER: &[&str] =
    &["頃", "ごろ", "過ぎ", "すぎ", "前後", "-ish", "ish", "or so", "(?)", "（?）", "（？）", "??", "?", "？"];
/// Signs that say roughly in front of a time of day, and divide a range behind one.
const TILDES: &[&str] = &["~", "～", "〜"];
const LINKING: &[&str] = &["at", "on", "@", "from", "between", "by", "since", "just before", "just after"];
const SAME_DAY: &[&str] = &["the same day", "same day", "today", "同日", "同", "当日", "本日", "〃"];

/// The time at the start of `text`, markup skipped; none where the text does not begin with one.
pub(crate) fn at_start(text: &str) -> Option<Raw> {
    let mut scan = Scan::new(text);
    scan.skip_markup();
    let mut raw = one(&mut scan)?;
    // A range: a dash or word, then another time of day or date.
    let mark = scan.mark();
    scan.skip_markup();
    let joined = scan
        .eat_any(&[
            "-", "–", "—", "―", "→", "->", "...", "..", "…", "~", "～", "〜", "から", "until", "till", "to", "and",
        ])
        .is_some();
    if joined {
        while scan.eat_any(&["-", ">"]).is_some() {}
        scan.skip_markup();
        // `22:10～翌1:35`, `22:10 – 01:35 (+1)`
        if let Some(until) = one(&mut scan)
            && (until.clock.is_some() || (raw.clock.is_none() && until.date.is_some()))
        {
            // `2023-08-01 — 09:00 UTC — Deploy`: the time of the day, not the end of a range.
            if raw.clock.is_none() && raw.date.is_some() && until.date.is_none() {
                let date = raw.date.take();
                return Some(Raw {
                    start: raw.start,
                    date,
                    approximate: raw.approximate || until.approximate,
                    ..until
                });
            }
            share_half(&mut raw, &until);
            raw.end = until.end;
            raw.zone = raw.zone.or_else(|| until.zone.clone());
            raw.approximate |= until.approximate;
            let _ = scan.eat("まで");
            raw.until = Some(Box::new(until));
            return Some(raw);
        }
    }
    scan.reset(mark);
    // `10:00 UTC / 19:00 JST`, `10:00 UTC (19:00 JST)`: the same moment in another zone.
    scan.skip_spaces();
    let opened = scan.eat_any(&["/", "／", "(", "（", "="]);
    scan.skip_spaces();
    if raw.clock.is_some()
        && raw.zone.is_some()
        && opened.is_some()
        && let Some(again) =
            one(&mut scan).filter(|again| again.clock.is_some() && again.zone.is_some() && again.zone != raw.zone)
    {
        scan.seek(again.end);
        if opened.is_some_and(|sign| sign == "(" || sign == "（") {
            let _ = scan.eat(")") || scan.eat("）");
        }
        raw.end = scan.offset();
        return Some(raw);
    }
    scan.reset(mark);
    if let Some(until) = soon_after(&mut scan, &raw) {
        raw.end = until.end;
        raw.zone = raw.zone.or_else(|| until.zone.clone());
        raw.until = Some(Box::new(until));
        return Some(raw);
    }
    scan.reset(mark);
    // `22:10 - 2019-05-07 UTC`: the day of the time stands behind a dash.
    let _ = scan.eat_any(&["-", "–", "—"]);
    scan.skip_markup();
    if raw.clock.is_some()
        && raw.date.is_none()
        && let Some(day) = one(&mut scan).filter(|day| day.date.as_ref().is_some_and(|d| d.year.is_some()))
    {
        scan.skip_markup();
        if let Some(length) = zone::label_at(scan.rest()).filter(|_| raw.zone.is_none()) {
            raw.zone = scan.take_bytes(length);
            raw.end = scan.offset();
        } else {
            raw.end = day.end;
        }
        raw.date = day.date;
    }
    Some(raw)
}

/// `10:30/10:31`: the second of two times of day that lie less than an hour apart.
fn soon_after(scan: &mut Scan<'_>, raw: &Raw) -> Option<Raw> {
    scan.eat_any(&["/", "／"])?;
    let minutes = |raw: &Raw| {
        let clock = raw.clock.filter(|clock| !clock.is_tens)?;
        Some(i32::from(clock.hour?) * 60 + i32::from(clock.minute?))
    };
    let first = minutes(raw)?;
    let until =
        one(scan).filter(|until| until.date.is_none() && until.zone.as_ref().is_none_or(|_| raw.zone.is_none()))?;
    (0..60).contains(&(minutes(&until)? - first)).then_some(until)
}

/// `2:05-3:10 PM`: the half of the day written once holds for both, where the range still runs forward.
fn share_half(raw: &mut Raw, until: &Raw) {
    if let (Some(clock), Some(end)) = (&mut raw.clock, until.clock)
        && clock.half.is_none()
        && end.half == Some(true)
        && let (Some(hour), Some(end_hour)) = (clock.hour.filter(|hour| *hour < 12), end.hour)
        && (hour + 12, clock.minute) <= (end_hour, end.minute)
    {
        clock.hour = Some(hour + 12);
    }
}

fn one(scan: &mut Scan<'_>) -> Option<Raw> {
    if let Some(group) = special::date_time_group(scan) {
        return Some(group);
    }
    if let Some(instant) = special::epoch(scan) {
        return Some(instant);
    }
    let mut raw = Raw { start: scan.offset(), end: scan.offset(), ..Raw::default() };
    let mut found = false;
    let mut weekday = false;
    // `10:00, about 8 % failed`: what is rough behind a time may be something else.
    let mut doubt = None;
    for _ in 0..16 {
        let mark = scan.mark();
        let divides = raw.clock.is_some() && TILDES.iter().any(|sign| scan.starts_with(sign));
        if !divides && scan.eat_any(APPROXIMATE).is_some() {
            doubt = raw.clock.is_some().then_some(raw.end);
            raw.approximate |= doubt.is_none();
        } else if let Some(offset) = (raw.clock.is_none() && !found).then(|| special::relative(scan)).flatten() {
            raw.is_relative = true;
            raw.offset_s = offset;
            found = true;
            raw.end = scan.offset();
        } else if !weekday && scan.eat_weekday() {
            weekday = true;
            if found {
                raw.end = scan.offset();
            }
        } else if let Some(date) = raw.date.is_none().then(|| crate::import::time::date::read(scan)).flatten() {
            raw.unknown |= date.unknown;
            raw.problem = raw.problem.take().or_else(|| date.problem.clone());
            raw.date = Some(date);
            found = true;
            raw.end = scan.offset();
        } else if let Some((clock, unknown, problem)) =
            raw.clock.is_none().then(|| time_of_day(scan).or_else(|| behind_date(scan, &raw))).flatten()
        {
            raw.unknown |= unknown;
            raw.problem = raw.problem.take().or(problem);
            raw.clock = Some(clock);
            found = true;
            raw.end = scan.offset();
        } else if found && scan.eat_any(APPROXIMATE_AFTER).is_some() {
            raw.approximate = true;
            raw.end = scan.offset();
        } else if !found && same_day(scan) {
            // The day of the row above.
        } else if let Some(steps) = (raw.day_steps == 0).then(|| other_day(scan, raw.clock.is_some())).flatten() {
            raw.day_steps = steps;
            if raw.clock.is_some() {
                raw.end = scan.offset();
            }
            // `翌13日の0時15分` says which day it is.
            let mark = scan.mark();
            if !(scan.number(1, 2).is_some() && scan.eat("日")) {
                scan.reset(mark);
            }
        } else if raw.zone.is_none() && raw.clock.is_some() && !opens_range(scan, raw.clock) && {
            let _ = scan.eat("(") || scan.eat("[") || scan.eat("（");
            zone::label_at(scan.rest()).is_some()
        } {
            let mut label = zone::label_at(scan.rest()).and_then(|n| scan.take_bytes(n)).unwrap_or_default();
            // `14:05 CST (UTC+8)`
            if let Some((lead, length)) = zone::explained(&label, scan.rest()) {
                scan.seek(scan.offset() + lead);
                label = scan.take_bytes(length).unwrap_or(label);
            }
            raw.zone = Some(label);
            let _ = scan.eat(")") || scan.eat("]") || scan.eat("）");
            raw.end = scan.offset();
            // `Mar 5 10:05:00 UTC 2024`, as `date` prints it.
            if let Some(date) = raw.date.as_mut().filter(|date| date.year.is_none() && date.local.is_none()) {
                let mark = scan.mark();
                scan.skip_spaces();
                match scan.number(4, 4).filter(|year| (1970..=2200).contains(year) && scan.at_word_end()) {
                    Some(year) => {
                        date.year = Some(year);
                        raw.end = scan.offset();
                    }
                    None => scan.reset(mark),
                }
            }
        } else {
            scan.reset(mark);
            if !(scan.eat_any(LINKING).is_some()
                || ((found || weekday) && (scan.eat(",") || scan.eat("、")))
                || (found && (scan.eat("T") || scan.eat("|")))
                || ((found || raw.day_steps != 0) && (scan.eat("の") || scan.eat(",") || scan.eat("、"))))
            {
                break;
            }
        }
        scan.skip_markup();
    }
    raw.approximate |= doubt.is_some_and(|end| raw.end > end);
    let mark = raw.end;
    scan.seek(mark);
    (raw.date.is_some() || raw.clock.is_some() || raw.is_relative).then_some(raw)
}

/// `同日 10:10`, `the same day, 10:10`: words that say that no new day begins, in front of a time.
fn same_day(scan: &mut Scan<'_>) -> bool {
    let mark = scan.mark();
    let is_word = scan.eat_any(SAME_DAY).is_some();
    let rest = scan.rest().trim_start_matches([' ', ',', '、', '\u{3000}']);
    let is_timed = rest.starts_with(|c: char| crate::import::time::duration::digit(c).is_some() || c == '午');
    if !(is_word && is_timed) {
        scan.reset(mark);
        return false;
    }
    let _ = scan.eat(",") || scan.eat("、");
    true
}

/// `3:30-4:40`: a dash and a time of day right behind one without seconds is the end of a range, not an offset.
fn opens_range(scan: &Scan<'_>, clock: Option<Clock>) -> bool {
    let Some(rest) = scan.rest().strip_prefix(['-', '−']) else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    clock.is_some_and(|clock| clock.second.is_none())
        && (1..=2).contains(&digits)
        && rest.get(digits..).is_some_and(|r| r.starts_with(':'))
}

pub(in crate::import) type Found = (Clock, bool, Option<Problem>);

fn time_of_day(scan: &mut Scan<'_>) -> Option<Found> {
    let mark = scan.mark();
    if scan.eat_any(&["12 noon", "12:00 noon", "noon", "midday"]).is_some() && scan.at_word_end() {
        return check(Clock { hour: Some(12), minute: Some(0), ..Clock::default() }, false, None);
    }
    scan.reset(mark);
    if scan.eat_any(&["12 midnight", "midnight"]).is_some() && scan.at_word_end() {
        return check(Clock { hour: Some(0), minute: Some(0), ..Clock::default() }, false, None);
    }
    scan.reset(mark);
    // `AM10:02`, `PM 0:30`
    if let Some(half) = scan.eat_any(&["AM", "PM", "am", "pm", "ＡＭ", "ＰＭ"]) {
        scan.skip_spaces();
        let is_after_noon = half.starts_with(['P', 'p', 'Ｐ']);
        if let Some((clock, unknown, problem)) = with_colon(scan).filter(|(clock, ..)| clock.half.is_none()) {
            let hour = clock.hour.filter(|hour| *hour <= 12);
            let hour = hour.map(|hour| hour % 12 + if is_after_noon { 12 } else { 0 });
            return Some((Clock { hour: hour.or(clock.hour), half: Some(is_after_noon), ..clock }, unknown, problem));
        }
    }
    scan.reset(mark);
    let found = japanese(scan).or_else(|| {
        scan.reset(mark);
        with_colon(scan)
    });
    let found = found.or_else(|| {
        scan.reset(mark);
        without_colon(scan)
    });
    if found.is_none() {
        scan.reset(mark);
    }
    found
}

/// Applies the half of the day; a time that cannot be is kept where a reading is left, and noted.
#[expect(clippy::unnecessary_wraps, reason = "the last step of readers that return an option")]
pub(in crate::import) fn check(mut clock: Clock, unknown: bool, half: Option<bool>) -> Option<Found> {
    let mut problem = None;
    clock.half = half;
    if let (Some(hour), Some(is_after_noon)) = (clock.hour, half) {
        if hour > 12 {
            problem = Some(Problem {
                message: format!("hour {hour} with AM/PM cannot be; read as {hour} o'clock of 24"),
                phrase: Phrase::new("remark-hour-of-half").text("hour", hour.to_string()),
            });
        } else {
            clock.hour = Some(hour % 12 + if is_after_noon { 12 } else { 0 });
        }
    }
    let fits = |part: Option<i8>, below: i8| part.is_none_or(|p| (0..below).contains(&p));
    if !fits(clock.hour, 36) || !fits(clock.minute, 60) || !fits(clock.second, 61) {
        problem = Some(Problem::of("no clock shows this time; kept as words", "remark-no-clock"));
        return Some((Clock::default(), true, problem));
    }
    if clock.hour.is_some_and(|hour| hour >= 24) {
        problem = Some(Problem::of("an hour past 24 is read as the next day", "remark-past-24"));
    }
    if clock.second == Some(60) {
        clock.second = Some(59);
    }
    Some((clock, unknown, problem))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let Some(raw) = at_start(text) else { return "none".to_owned() };
        one_shown(&raw, text)
    }

    #[expect(clippy::format_push_string, reason = "a test may allocate")]
    fn one_shown(raw: &Raw, text: &str) -> String {
        let part = |p: Option<i8>| p.map_or("??".to_owned(), |p| format!("{p:02}"));
        let mut out = String::new();
        if let Some(date) = &raw.date {
            out.push_str(&date.to_string());
            out.push(' ');
        }
        if let Some(clock) = raw.clock {
            out += &format!("{}:{}", part(clock.hour), part(clock.minute));
            if let Some(second) = clock.second {
                out += &format!(":{second:02}");
            }
        }
        if let Some(zone) = &raw.zone {
            out += &format!(" {zone}");
        }
        if raw.approximate {
            out.push_str(" ~");
        }
        if raw.unknown {
            out.push_str(" ?");
        }
        if raw.problem.is_some() {
            out.push_str(" !");
        }
        if let Some(until) = &raw.until {
            out += &format!(" to {}", one_shown(until, text));
            return out;
        }
        out += &format!("|{}", text.get(raw.end..).unwrap());
        out
    }

    #[test]
    fn times_are_read_in_the_forms_people_use() {
        for (text, expected) in [
            ("2020-01-21 15:36 x", "2020-1-21 15:36| x"),
            ("2026-03-03T23:42:05Z x", "2026-3-3 23:42:05 Z| x"),
            ("~2025-03-03 19:30", "2025-3-3 19:30 ~|"),
            ("2019-12-03 --:--", "2019-12-3 ??:?? ?|"),
            ("2022-05-?? HH:mm", "2022-5-? ??:?? ?|"),
            ("2021/22-??-?? HH:mm", "2021-?-? ??:?? ?|"),
            ("7:32 PM - gone", "19:32| - gone"),
            ("12:45 PM PST Saturday Oct 30th: x", "?-10-30 12:45 PST|: x"),
            ("**14:05**: x", "14:05|**: x"),
            ("14:05 – 14:30 UTC x", "14:05 UTC to 14:30 UTC| x"),
            ("2020-10-06 09:00 - 11:00", "2020-10-6 09:00 to 11:00|"),
            ("13:55 PM x", "13:55 !| x"),
            ("25:70 x", "??:?? ? !| x"),
            ("14:?? x", "14:?? ?| x"),
            ("10/30/2021 12:45 x", "10/30/2021 12:45| x"),
            ("30.10.2021 12:45", "30.10.2021 12:45|"),
            ("October 30, 2021, 9am EST x", "2021-10-30 09:?? EST| x"),
            ("30 Oct 2021 14h05 x", "2021-10-30 14:05| x"),
            ("10:00頃 x", "10:00 ~| x"),
            ("午後3時5分 x", "15:05| x"),
            ("3月24日 10:00", "?-3-24 10:00|"),
            ("2026年3月24日（火）10時", "2026-3-24 10:??|"),
            ("1405 UTC x", "14:05 UTC| x"),
            ("10:45 (UTC) x", "10:45 UTC| x"),
            ("20220-05-01 10:00 x", "20220-5-1 10:00 !| x"),
            ("08:50+09:00 x", "08:50 +09:00| x"),
            ("[14:05] x", "14:05|] x"),
            ("`14:05` x", "14:05|` x"),
            ("14:05 - 3 nodes", "14:05| - 3 nodes"),
            ("around 14:00 x", "14:00 ~| x"),
            ("1:1 meeting", "none"),
            ("3 nodes", "none"),
            ("2-Jul-24 15:30 x", "2024-7-2 15:30| x"),
            ("<t:1718782200:f> x", "2024-6-19 07:30:00 UTC| x"),
            ("10:00 UTC / 19:00 JST: a", "10:00 UTC|: a"),
            ("14:05 CST (UTC+8) a", "14:05 UTC+8| a"),
            ("10:50? a", "10:50 ~| a"),
            ("10:35-ish a", "10:35 ~| a"),
            ("11:30ish - a", "11:30 ~| - a"),
            ("10:30/10:31 a", "10:30 to 10:31| a"),
            ("10:30/19:30 a", "10:30|/19:30 a"),
            ("02:30~03:20 a", "02:30 to 03:20| a"),
            ("～02:30 a", "02:30 ~| a"),
            ("~~11:10 a~~", "11:10| a~~"),
            ("8:30a - b", "08:30| - b"),
            ("10:15p b", "22:15| b"),
            ("8:30 a user calls", "08:30| a user calls"),
            ("〃 10:20 a", "10:20| a"),
            ("03:1? a", "03:10 ?| a"),
            ("~09:4x a", "09:40 ~ ?| a"),
            ("10:00 UTC (19:00 JST) a", "10:00 UTC| a"),
            ("May be wrong", "none"),
            ("At the end", "none"),
            ("3時間続いた", "none"),
            ("10.0.0.1 was up", "none"),
            ("v2.3.0 deployed", "none"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
