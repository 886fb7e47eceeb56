//! Dates as people write them.

use backstory_model::Phrase;
use jiff::civil::Date;

use crate::import::time::problem::Problem;
use crate::import::time::scan::Scan;

/// A date as written; parts that are not there are unknown.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct DateWords {
    pub(crate) year: Option<i32>,
    pub(crate) month: Option<i32>,
    pub(crate) day: Option<i32>,
    /// Two numbers whose order the writer's country decides: `10/30` or `30.10`.
    pub(crate) local: Option<LocalOrder>,
    pub(crate) unknown: bool,
    pub(crate) problem: Option<Problem>,
}

/// First and second number and the sign between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LocalOrder {
    pub(crate) first: i32,
    pub(crate) second: i32,
    pub(crate) sign: char,
}

impl std::fmt::Display for DateWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let part = |p: Option<i32>| p.map_or("?".to_owned(), |p| p.to_string());
        match self.local {
            Some(l) => write!(f, "{}{}{}{}{}", l.first, l.sign, l.second, l.sign, part(self.year)),
            None => write!(f, "{}-{}-{}", part(self.year), part(self.month), part(self.day)),
        }
    }
}

const MONTHS: [(&str, i32); 24] = [
    ("January", 1),
    ("February", 2),
    ("March", 3),
    ("April", 4),
    ("May", 5),
    ("June", 6),
    ("July", 7),
    ("August", 8),
    ("September", 9),
    ("October", 10),
    ("November", 11),
    ("December", 12),
    ("Jan", 1),
    ("Feb", 2),
    ("Mar", 3),
    ("Apr", 4),
    ("Jun", 6),
    ("Jul", 7),
    ("Aug", 8),
    ("Sept", 9),
    ("Sep", 9),
    ("Oct", 10),
    ("Nov", 11),
    ("Dec", 12),
];

/// `26–27 October 2024`: the first of two days of one month.
fn days_of_month(scan: &mut Scan<'_>) -> Option<DateWords> {
    let first = scan.number(1, 2)?;
    scan.skip_spaces();
    scan.eat_any(&["–", "-", "—", "/", "and ", "to ", "&"])?;
    scan.skip_spaces();
    let second = scan.number(1, 2).filter(|second| *second > first)?;
    scan.skip_spaces();
    let month = month_name(scan).filter(|_| second <= 31)?;
    Some(DateWords { year: year_after(scan), month: Some(month), day: Some(first), ..DateWords::default() })
}

/// Days of the week from Monday on, in lower case.
pub(crate) const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The first day from one on that is a day of the week, counted from Monday.
pub(crate) fn first_on(from: Date, weekday: usize) -> Date {
    let own = usize::try_from(from.weekday().to_monday_zero_offset()).unwrap_or_default();
    let ahead = (weekday + 7 - own) % 7;
    i64::try_from(ahead).ok().and_then(|days| from.checked_add(jiff::Span::new().days(days)).ok()).unwrap_or(from)
}

/// The first day from one on that is the day of the week in front of a time: `Wed 10:00`, `Thursday, 9:30 AM`.
pub(crate) fn named_day(words: &str, from: Date) -> Option<Date> {
    let first = words.split(|c: char| !c.is_ascii_alphabetic()).next()?.to_ascii_lowercase();
    let wanted = WEEKDAYS.iter().position(|day| first.len() >= 3 && day.starts_with(&first))?;
    Some(first_on(from, wanted))
}

/// `23日（日）`: a day of the month that holds, with its day of the week.
fn day_and_weekday(scan: &mut Scan<'_>) -> Option<DateWords> {
    let day = scan.number(1, 2).filter(|day| (1..=31).contains(day))?;
    let is_named = spaced(scan, "日") && scan.eat_any(&["(", "（"]).is_some();
    let is_weekday = is_named && scan.eat_any(&["月", "火", "水", "木", "金", "土", "日"]).is_some();
    (is_weekday && scan.eat_any(&[")", "）"]).is_some()).then(|| DateWords { day: Some(day), ..DateWords::default() })
}

/// Takes a date.
pub(crate) fn read(scan: &mut Scan<'_>) -> Option<DateWords> {
    let mark = scan.mark();
    for form in [
        japanese,
        short_era,
        year_first,
        days_of_month,
        month_name_first,
        day_first_month_name,
        day_and_weekday,
        local,
        compact,
    ] {
        if let Some(date) = form(scan) {
            return Some(checked(date));
        }
        scan.reset(mark);
    }
    None
}

fn checked(mut date: DateWords) -> DateWords {
    if date.year.is_some_and(|y| !(1970..=2200).contains(&y)) {
        let year = date.year.unwrap_or_default().to_string();
        date.problem = Some(Problem {
            message: format!("year {year} cannot be"),
            phrase: Phrase::new("remark-year").text("year", year),
        });
    } else if date.month.is_some_and(|m| !(1..=12).contains(&m)) || date.day.is_some_and(|d| !(1..=31).contains(&d)) {
        date.problem = Some(Problem::of("no calendar has this date", "remark-no-date"));
    }
    date
}

/// `2026年3月24日`, `令和6年4月2日`, `3月24日`.
fn japanese(scan: &mut Scan<'_>) -> Option<DateWords> {
    let mark = scan.mark();
    let year = match era(scan).or_else(|| scan.number(4, 4)) {
        Some(year) if spaced(scan, "年") => Some(year),
        _ => {
            scan.reset(mark);
            None
        }
    };
    scan.skip_spaces();
    let month = scan.number(1, 2)?;
    if !spaced(scan, "月") {
        return None;
    }
    scan.skip_spaces();
    let day = scan.number(1, 2)?;
    spaced(scan, "日").then(|| DateWords { year, month: Some(month), day: Some(day), ..DateWords::default() })
}

/// `R6.9.30`, `R06/9/30`, `令和6.9.30`, `H31.4.1`: the year of an era between points or strokes.
fn short_era(scan: &mut Scan<'_>) -> Option<DateWords> {
    let year = era(scan)?;
    let sign = scan.peek().filter(|c| matches!(c, '.' | '/' | '-' | '．' | '／'))?.to_string();
    scan.eat(&sign);
    let month = scan.number(1, 2)?;
    if !scan.eat(&sign) {
        return None;
    }
    let day = scan.number(1, 2)?;
    let is_whole = !scan.starts_with(".") && scan.at_word_end();
    is_whole.then(|| DateWords { year: Some(year), month: Some(month), day: Some(day), ..DateWords::default() })
}

/// Takes a sign and the blanks in front of it: `2025 年 1 月`.
fn spaced(scan: &mut Scan<'_>, sign: &str) -> bool {
    let mark = scan.mark();
    scan.skip_spaces();
    if !scan.eat(sign) {
        scan.reset(mark);
        return false;
    }
    true
}

/// The year of an era: `令和6`, `平成30`, `令和元`.
fn era(scan: &mut Scan<'_>) -> Option<i32> {
    const BEFORE_FIRST: [(&str, i32); 5] = [("令和", 2018), ("平成", 1988), ("Ｒ", 2018), ("R", 2018), ("H", 1988)];
    let mark = scan.mark();
    let before = BEFORE_FIRST.iter().find(|(word, _)| scan.eat(word)).map(|(_, year)| *year);
    let year = before.and_then(|before| {
        let own = if scan.eat("元") { Some(1) } else { scan.number(1, 2) };
        own.map(|own| before + own)
    });
    if year.is_none() {
        scan.reset(mark);
    }
    year
}

/// `2020-01-21`, `2020/01/21`, `2022-05-??`, `2021/22-??-??`.
fn year_first(scan: &mut Scan<'_>) -> Option<DateWords> {
    let year = scan.number(4, 6)?;
    let sign = scan.peek().filter(|c| matches!(c, '-' | '/' | '.' | '‑' | '–'))?;
    let sign_text = sign.to_string();
    scan.eat(&sign_text);
    let mut unknown = false;
    let mut month = part(scan, &mut unknown)?;
    if sign == '/' && scan.eat("-") {
        // A span of years in front of an unknown day.
        month = part(scan, &mut unknown)?;
        let day = if scan.eat("-") { part(scan, &mut unknown)? } else { None };
        return unknown.then(|| DateWords { year: Some(year), month, day, unknown, ..DateWords::default() });
    }
    if !scan.eat(&sign_text) {
        return None;
    }
    let day = part(scan, &mut unknown)?;
    if scan.peek().is_some_and(|c| c.is_ascii_digit()) || (sign == '.' && scan.starts_with(".")) {
        return None;
    }
    Some(DateWords { year: Some(year), month, day, unknown, ..DateWords::default() })
}

#[expect(clippy::option_option, reason = "not there; there and unknown; there and known")]
fn part(scan: &mut Scan<'_>, unknown: &mut bool) -> Option<Option<i32>> {
    if let Some(number) = scan.number(1, 2) {
        return Some(Some(number));
    }
    scan.eat_any(&["??", "?", "xx", "XX", "--", "DD", "dd", "MM", "mm"])?;
    *unknown = true;
    Some(None)
}

/// `April`, `April 2024`, `2024`: a time no nearer than a month.
pub(crate) fn month_alone(scan: &mut Scan<'_>) -> Option<DateWords> {
    let month = month_name(scan);
    let mark = scan.mark();
    scan.skip_spaces();
    let year = scan.number(4, 4).filter(|year| (1970..=2200).contains(year) && scan.at_word_end());
    if year.is_none() {
        scan.reset(mark);
    }
    (month.is_some() || year.is_some()).then(|| DateWords { year, month, unknown: true, ..DateWords::default() })
}

/// The rest of a military date-time group, behind day, hour and minute: `Z MAR 24`.
pub(crate) fn group_tail(scan: &mut Scan<'_>) -> Option<(i32, i32)> {
    scan.eat("Z").then_some(())?;
    scan.skip_spaces();
    let month = month_name(scan)?;
    scan.skip_spaces();
    let year = scan.digits(2, 4).filter(|year| year.len() != 3)?;
    let number: i32 = year.parse().ok()?;
    Some((month, if year.len() == 2 { 2000 + number } else { number }))
}

fn month_name(scan: &mut Scan<'_>) -> Option<i32> {
    let names: Vec<&str> = MONTHS.iter().map(|m| m.0).collect();
    let name = scan.eat_any(&names)?;
    let _ = scan.eat(".");
    MONTHS.iter().find(|m| m.0 == name).map(|m| m.1)
}

/// `Oct 30th, 2021`, `October 30`.
fn month_name_first(scan: &mut Scan<'_>) -> Option<DateWords> {
    let month = month_name(scan)?;
    scan.skip_spaces();
    let _ = scan.eat("-");
    let day = scan.number(1, 2)?;
    let _ = scan.eat_any(&["st", "nd", "rd", "th"]);
    if !scan.at_word_end() {
        return None;
    }
    Some(DateWords { year: year_after(scan), month: Some(month), day: Some(day), ..DateWords::default() })
}

/// `30 Oct 2021`, `30th of October`, `30-Oct-2021`, `30/Oct/2021:` as web servers log it.
fn day_first_month_name(scan: &mut Scan<'_>) -> Option<DateWords> {
    let day = scan.number(1, 2)?;
    if scan.eat("/") {
        let month = month_name(scan)?;
        let year = if scan.eat("/") { scan.digits(2, 4).filter(|year| year.len() != 3) } else { None }?;
        let _ = scan.eat(":");
        let number: i32 = year.parse().ok()?;
        let year = Some(if year.len() == 2 { 2000 + number } else { number });
        return Some(DateWords { year, month: Some(month), day: Some(day), ..DateWords::default() });
    }
    let _ = scan.eat_any(&["st", "nd", "rd", "th", "."]);
    scan.skip_spaces();
    let joined = scan.eat_any(&["of", "-"]) == Some("-");
    scan.skip_spaces();
    let month = month_name(scan)?;
    // `2-Jul-24`
    let mark = scan.mark();
    if joined && scan.eat("-") {
        if let Some(year) = scan.digits(2, 2).filter(|_| scan.at_word_end()).and_then(|year| year.parse::<i32>().ok()) {
            return Some(DateWords {
                year: Some(2000 + year),
                month: Some(month),
                day: Some(day),
                ..DateWords::default()
            });
        }
        scan.reset(mark);
    }
    Some(DateWords { year: year_after(scan), month: Some(month), day: Some(day), ..DateWords::default() })
}

/// Whether four digits were the hour and minute of something: `2024:10`.
fn is_clock(scan: &Scan<'_>) -> bool {
    let mut rest = scan.rest().chars();
    rest.next() == Some(':') && rest.next().is_some_and(|c| c.is_ascii_digit())
}

fn year_after(scan: &mut Scan<'_>) -> Option<i32> {
    let mark = scan.mark();
    let _ = scan.eat(",") || scan.eat("-");
    scan.skip_spaces();
    match scan.number(4, 4) {
        Some(year) if (1970..=2200).contains(&year) && scan.at_word_end() && !is_clock(scan) => Some(year),
        _ => {
            scan.reset(mark);
            None
        }
    }
}

/// Whether a number follows behind one more sign, as in `10.0.0.1`; a dot that ends a sentence does not.
fn goes_on(scan: &Scan<'_>, sign: char) -> bool {
    scan.rest().strip_prefix(sign).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// `10/30/2021`, `30.10.2021`, `10/30/21`, `10/30`.
fn local(scan: &mut Scan<'_>) -> Option<DateWords> {
    let first = scan.number(1, 2)?;
    let sign = scan.peek().filter(|c| matches!(c, '/' | '.' | '-'))?;
    let sign_text = sign.to_string();
    scan.eat(&sign_text);
    let second = scan.number(1, 2)?;
    let order = LocalOrder { first, second, sign };
    let mark = scan.mark();
    let year = scan.eat(&sign_text).then(|| scan.digits(2, 4)).flatten().filter(|y| y.len() != 3);
    let year = match year {
        Some(year) => {
            let number: i32 = year.parse().ok()?;
            Some(if year.len() == 2 { 2000 + number } else { number })
        }
        // Without a year only the slash says date; `1.2` and `1-2` are other things.
        None if sign == '/' => {
            scan.reset(mark);
            None
        }
        None => {
            // `22.11. 09:30`: a dot behind the month closes a date without a year.
            scan.reset(mark);
            let is_closed = sign == '.' && scan.eat(".") && !scan.peek().is_some_and(|c| c.is_ascii_digit());
            if !is_closed || scan.peek().is_some_and(char::is_alphabetic) {
                return None;
            }
            return ((1..=31).contains(&first) && (1..=12).contains(&second))
                .then(|| DateWords { local: Some(order), ..DateWords::default() });
        }
    };
    let dates = (1..=31).contains(&first) && (1..=31).contains(&second) && (first <= 12 || second <= 12);
    if !dates || !scan.at_word_end() || (sign != '/' && goes_on(scan, sign)) {
        return None;
    }
    // `10.0.0` and `1.2.34` are versions or addresses.
    if sign == '.' && year.is_none_or(|y| y < 2000) {
        return None;
    }
    Some(DateWords { year, local: Some(order), ..DateWords::default() })
}

/// `20211030`.
fn compact(scan: &mut Scan<'_>) -> Option<DateWords> {
    let digits = scan.digits(8, 8)?;
    let number = |from, to| digits.get(from..to).and_then(|d| d.parse::<i32>().ok());
    let (year, month, day) = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
    let fits = (1990..=2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    (fits && scan.at_word_end()).then(|| DateWords {
        year: Some(year),
        month: Some(month),
        day: Some(day),
        ..DateWords::default()
    })
}
