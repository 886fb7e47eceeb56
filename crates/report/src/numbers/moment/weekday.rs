//! Days of the week against their dates: `Friday 15 July 2025`, `2025年7月15日（金）`.

use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use regex::Regex;

use crate::numbers::{Contradiction, ContradictionKind, Place};
use crate::{
    document::{Document, LineIndex, Span},
    import::time::duration::digit,
};

const DAYS: [(Weekday, &str, &str); 7] = [
    (Weekday::Monday, "mon", "月"),
    (Weekday::Tuesday, "tue", "火"),
    (Weekday::Wednesday, "wed", "水"),
    (Weekday::Thursday, "thu", "木"),
    (Weekday::Friday, "fri", "金"),
    (Weekday::Saturday, "sat", "土"),
    (Weekday::Sunday, "sun", "日"),
];
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

static FORMS: LazyLock<[Regex; 6]> = LazyLock::new(|| {
    const DAY: &str = r"\b(?P<weekday>mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b\.?(?:,| the)? ?";
    const BARE: &str = r"(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b";
    const MONTH: &str = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?";
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        regex(&format!(
            r"(?i){DAY}(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? {MONTH},?(?: (?P<year>20[0-9]{{2}}))?"
        )),
        regex(&format!(r"(?i){DAY}{MONTH} (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>20[0-9]{{2}}))?")),
        regex(&format!(r"(?i){DAY}(?P<year>20[0-9]{{2}})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})\b")),
        regex(
            r"(?:(?P<year>[0-9０-９]{4}) ?(?:年|/|-) ?)?(?P<month>[0-9０-９]{1,2}) ?(?:月|/|-) ?(?P<day>[0-9０-９]{1,2}) ?日? ?[（(](?P<weekday>[月火水木金土日])(?:曜日?)?[・祝)）]",
        ),
        // `28 November 2024 (a Wednesday)`, `2024-11-28, a Wednesday`.
        regex(&format!(
            r"(?i)\b(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? {MONTH},?(?: (?P<year>20[0-9]{{2}}))?(?: ?\((?:an? )?|, (?:an? |which was an? )|,? was an? ){BARE}"
        )),
        regex(&format!(
            r"(?i)\b(?P<year>20[0-9]{{2}})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})(?: ?\((?:an? )?|, (?:an? |which was an? )|,? was an? ){BARE}"
        )),
    ]
});

/// Days up to which a date without its year is held to be near the incident.
const NEAR_DAYS: i32 = 200;

/// Checks all dates of the document that name their day of the week.
pub(in crate::numbers) fn check(document: &Document, incident: Option<Date>, out: &mut Vec<Contradiction>) {
    let source = document.source();
    let lines = LineIndex::new(source);
    for form in FORMS.iter() {
        for found in form.captures_iter(source).take(500) {
            let Some(whole) = found.get(0) else { continue };
            let Some((weekday, dates)) = read(&found, incident) else { continue };
            let Some(nearest) = dates.first().filter(|_| !dates.iter().any(|date| date.weekday() == weekday)) else {
                continue;
            };
            let name = DAYS.iter().find(|(day, ..)| *day == nearest.weekday()).map_or("", |(_, name, _)| name);
            let span = Span::new(whole.start(), whole.end());
            let stated = Place { line: lines.line(span.start), span, text: whole.as_str().to_owned() };
            let message = format!("`{}` is stated, but {nearest} is a {}", stated.text, full(name));
            let derived = Place { text: nearest.to_string(), ..stated.clone() };
            out.push(Contradiction { kind: ContradictionKind::Date, stated, derived, message });
        }
    }
}

fn full(name: &str) -> &'static str {
    match name {
        "mon" => "Monday",
        "tue" => "Tuesday",
        "wed" => "Wednesday",
        "thu" => "Thursday",
        "fri" => "Friday",
        "sat" => "Saturday",
        _ => "Sunday",
    }
}

/// The day of the week, and the dates that may be meant: without a year those near the incident.
fn read(found: &regex::Captures<'_>, incident: Option<Date>) -> Option<(Weekday, Vec<Date>)> {
    let number = |name: &str| -> Option<i16> {
        let digits: String = found.name(name)?.as_str().chars().filter_map(digit).collect();
        digits.parse().ok()
    };
    let said = found.name("weekday")?.as_str().to_lowercase();
    let (weekday, ..) = DAYS.iter().find(|(_, short, sign)| said.starts_with(short) || said == *sign)?;
    let month = if let Some(month) = number("month") {
        month
    } else {
        let name = found.name("month")?.as_str().to_lowercase();
        i16::try_from(MONTHS.iter().position(|month| name.starts_with(month))?).ok()? + 1
    };
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(number("day")?).ok()?);
    let dates: Vec<Date> = if let Some(year) = number("year") {
        Date::new(year, month, day).into_iter().collect()
    } else {
        let incident = incident?;
        let year = incident.year();
        let near = |date: &Date| (*date - incident).get_days().abs() <= NEAR_DAYS;
        [year, year + 1, year - 1].into_iter().filter_map(|y| Date::new(y, month, day).ok()).filter(near).collect()
    };
    Some((*weekday, dates))
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    fn found(text: &str) -> Vec<String> {
        let source = format!("# T\n\n**Start**: 2025-05-14 10:00 UTC\n\n## Summary\n\n{text}\n");
        contradictions(&Document::parse(&source), None).into_iter().map(|c| c.message).collect()
    }

    #[test]
    fn a_day_of_the_week_is_that_of_its_date() {
        for sound in [
            "Tuesday, 15 July 2025",
            "15 July 2025 (a Tuesday)",
            "On 2025-07-15, a Tuesday",
            "7 月 15 日（火）",
            "Tue 15 July",
            "Wednesday, May 14th",
            "2025年7月15日（火）",
            "5/14（水）",
        ] {
            assert_eq!(found(sound), Vec::<String>::new(), "{sound}");
        }
        for wrong in [
            "Friday, 15 July 2025",
            "15 July 2025 (a Friday)",
            "On 2025-07-15, a Friday",
            "7 月 15 日（金）",
            "Fri 15 July",
            "Monday, May 14th",
            "2025年7月15日（金）",
            "5/14（木）",
        ] {
            assert_eq!(found(wrong).len(), 1, "{wrong}");
        }
    }
}
