//! The day that a sentence gives to what the rows tell on another day: `The deletion ran from 02:05 to 03:25 on Monday 3 February`
//! over rows of the second, `the researcher's mail, which arrived on Tuesday evening` over a row below `Wed 11 Sep`.

use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use regex::Regex;

use crate::{
    document::{Document, LineIndex, SectionKind},
    import::first_moment,
    numbers::{
        Contradiction, ContradictionKind, Place,
        event::resolve::{Anchor, Events},
        interval::stated::place,
        moment::slip,
        reading::sentence,
    },
};

/// Share of its words by which a clause must be known.
const CLEAR: f64 = 0.5;
/// Days that rows of one incident span, for a weekday to be told apart.
const MOST_DAYS: i32 = 6;

const WEEKDAYS: [(&str, &str, Weekday); 7] = [
    ("monday", "月曜", Weekday::Monday),
    ("tuesday", "火曜", Weekday::Tuesday),
    ("wednesday", "水曜", Weekday::Wednesday),
    ("thursday", "木曜", Weekday::Thursday),
    ("friday", "金曜", Weekday::Friday),
    ("saturday", "土曜", Weekday::Saturday),
    ("sunday", "日曜", Weekday::Sunday),
];

static ON: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the pattern is a constant that the tests use");
    [
        regex(
            r"(?i)(?P<what>[^.;:()]{8,90}?) (?:on|late on|early on) (?P<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: (?:morning|afternoon|evening|night|noon))?(?P<behind>[^.;:]{0,40})",
        ),
        regex(r"(?P<what>[^。、]{4,40}?)のは、?(?P<day>月曜|火曜|水曜|木曜|金曜|土曜|日曜)日?(?P<behind>[^。]{0,20})"),
    ]
});

/// Words of another week, of a rule, or of what is to come.
const OTHER: [&str; 20] = [
    "every",
    "each",
    "last ",
    "next ",
    "previous",
    "earlier",
    "usual",
    "following",
    "week before",
    "since",
    "until",
    "will ",
    "by ",
    "before",
    "after",
    "毎週",
    "先週",
    "来週",
    "前週",
    "翌週",
];

/// Checks all prose that tells what happened.
pub(in crate::numbers) fn check(document: &Document, events: &Events<'_>, out: &mut Vec<Contradiction>) {
    use SectionKind as K;
    let rows: Vec<&Anchor<'_>> = events.anchors.iter().filter(|a| a.row.is_some()).collect();
    let dates: Vec<Date> = rows.iter().filter_map(|row| row.moment.date).collect();
    if rows.len() < 3 || dates.len() != rows.len() {
        return;
    }
    let lines = LineIndex::new(document.source());
    let is_told = |kind| !matches!(kind, K::Actions | K::Prevention | K::FollowUp | K::Review);
    for told in sentence::told(document).filter(|told| is_told(told.passage.section)) {
        let span = told.passage.text.span;
        let is_row = sentence::is_in_row(document, span);
        if is_row || sentence::is_of_other_case(told.text) {
            continue;
        }
        let Some((said, row)) = by_clock(told.text, &rows).or_else(|| by_weekday(told.text, events, &dates)) else {
            continue;
        };
        let stated = place(document, told.passage, said, &lines);
        let is_known = out.iter().any(|o| o.kind == ContradictionKind::Date && o.stated.line == stated.line);
        let Some(date) = row.moment.date.filter(|_| !is_known && stated.line != row.line) else { continue };
        let message = format!("`{said}` is stated, but the row `{}` is of {date}", row.text);
        let derived = Place { line: row.line, span: row.span, text: date.to_string() };
        out.push(Contradiction { kind: ContradictionKind::Date, stated, derived, message });
    }
}

/// A date beside two times of day that rows of one other day alone have.
fn by_clock<'t, 'e, 'd>(text: &'t str, rows: &[&'e Anchor<'d>]) -> Option<(&'t str, &'e Anchor<'d>)> {
    let clocks = slip::clocks(text);
    let [first, second] = clocks.as_slice() else { return None };
    let is_near = text.get(first.end..second.start)?.chars().count() <= 12;
    let behind = text.get(second.end..)?;
    let date_at = behind.find(" on ").filter(|at| *at <= 10).map(|at| at + " on ".len())?;
    let said = behind.get(date_at..)?.split([',', '.', ';', ')', '(']).next()?;
    let date = first_moment(said).filter(|m| m.span.start <= 12)?.date?;
    let of = |time| {
        let mut same = rows.iter().filter(move |row| row.times().any(|own| own == time));
        same.next().copied().filter(|_| same.next().is_none())
    };
    let (a, b) = of(first.time).zip(of(second.time))?;
    let other = a.moment.date.filter(|day| Some(*day) == b.moment.date && *day != date)?;
    (is_near && (other - date).get_days().abs() <= MOST_DAYS).then_some((said.trim(), a))
}

/// A weekday of what one row alone tells.
fn by_weekday<'t, 'e, 'd>(text: &'t str, events: &'e Events<'d>, dates: &[Date]) -> Option<(&'t str, &'e Anchor<'d>)> {
    let found = ON.iter().find_map(|form| form.captures(text))?;
    let (what, day, behind) = (found.name("what")?, found.name("day")?, found.name("behind")?.as_str());
    let lower = found.get(0)?.as_str().to_lowercase();
    // A date behind it is judged as such.
    let has_date =
        behind.trim_start().starts_with(|c: char| c.is_ascii_digit()) || behind.trim_start().starts_with(", ");
    if has_date && behind.chars().any(|c| c.is_ascii_digit()) || OTHER.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let said = day.as_str().to_lowercase();
    let (.., weekday) = WEEKDAYS.iter().find(|(en, ja, _)| *en == said || *ja == said)?;
    let (first, last) = (dates.iter().min()?, dates.iter().max()?);
    if (*last - *first).get_days() > MOST_DAYS {
        return None;
    }
    let meant = events.meant(what.as_str());
    let anchors: Vec<&'e Anchor<'d>> = meant.strong.iter().filter_map(|at| events.anchors.get(*at)).collect();
    let row = *anchors.first()?;
    let is_sure = meant.score >= CLEAR && !meant.is_general && row.row.is_some();
    let shared = Events::shared_words(what.as_str(), row);
    let is_other = anchors.iter().all(|a| a.moment.date.is_some_and(|date| date.weekday() != *weekday));
    let end = what.end().max(day.end());
    let start = text.get(..day.start())?.rfind(' ').map_or(what.start(), |at| at.saturating_sub(0)).min(day.start());
    (is_sure && is_other && (shared >= 2 || (shared == 1 && meant.score >= 0.6)))
        .then(|| Some((text.get(start..end)?.trim(), row)))?
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn what_happened_has_the_day_of_its_row() {
        let rows = "## Timeline (UTC)\n\n### Saturday 1 March 2025\n\n- 02:05 Purge of the archive begins\n- 03:25 Purge of the archive ends\n\n### Sunday 2 March 2025\n\n- 21:55 A curator writes to the storage desk\n- 22:40 Archive restored\n";
        let found = |said: &str| {
            contradictions(&Document::parse(&format!("# T\n\n## Analysis\n\n{said}\n\n{rows}")), None).len()
        };
        for sound in [
            "The purge ran from 02:05 to 03:25 on Saturday 1 March 2025.",
            "The curator wrote to the storage desk on Sunday evening.",
            "Every purge is checked by a curator on Monday.",
            "The purge took place from 02:05 to 03:25 on both days.",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        for wrong in [
            "The purge ran from 02:05 to 03:25 on Sunday 2 March 2025.",
            "The curator wrote to the storage desk on Saturday evening.",
        ] {
            assert_eq!(found(wrong), 1, "{wrong}");
        }
    }

    #[test]
    fn what_happened_has_the_day_of_its_row_in_japanese() {
        let rows = "## 経過\n\n### 2025年3月1日（土）\n\n- 2:05 書庫の削除ジョブが開始\n- 3:25 削除ジョブが終了\n\n### 2025年3月2日（日）\n\n- 21:55 研究者から窓口にメール\n- 22:40 書庫を復元\n";
        let found =
            |said: &str| contradictions(&Document::parse(&format!("# 題\n\n## 分析\n\n{said}\n\n{rows}")), None).len();
        assert_eq!(found("研究者のメールが窓口に届いたのは日曜の夜だった。"), 0);
        assert_eq!(found("研究者のメールが窓口に届いたのは土曜の夜だった。"), 1);
    }
}
