//! Times of day in the prose that are a row's or the head's with a slipped digit: `took writes again at 01:21` over a row
//! `01:12 Last of the clusters takes writes`.

use std::{collections::BTreeMap, sync::LazyLock};

use jiff::civil::Time;
use regex::Regex;

use crate::document::{Document, FactKey, LineIndex, Moment, SectionKind};
use crate::numbers::{
    Contradiction, ContradictionKind, Place,
    event::role::{is_form, runs, stems},
    interval::stated::place,
    reading::sentence,
};

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<hour>[0-9]{1,2})[:：](?P<minute>[0-9]{2})(?P<half> ?[ap]\.?m)?|(?P<half2>午前|午後)? ?(?P<hour2>[0-9]{1,2}) ?時 ?(?P<minute2>[0-9]{1,2}) ?分")
        .expect("the pattern is a constant that the tests use")
});

/// A time of day in a text, and where it stands.
#[derive(Debug, Clone, Copy)]
pub(in crate::numbers) struct Clock {
    pub(in crate::numbers) time: Time,
    pub(in crate::numbers) start: usize,
    pub(in crate::numbers) end: usize,
}

/// All times to the minute of a text.
pub(in crate::numbers) fn clocks(text: &str) -> Vec<Clock> {
    TIME.captures_iter(text)
        .take(60)
        .filter_map(|found| {
            let whole = found.get(0)?;
            let number = |a: &str, b: &str| found.name(a).or_else(|| found.name(b))?.as_str().parse::<i8>().ok();
            let (hour, minute) = (number("hour", "hour2")?, number("minute", "minute2")?);
            let half =
                found.name("half").or_else(|| found.name("half2")).map_or("", |m| m.as_str()).trim().to_lowercase();
            let hour = match half.as_str() {
                "pm" | "p.m" | "午後" if hour < 12 => hour + 12,
                "am" | "a.m" | "午前" if hour == 12 => 0,
                _ => hour,
            };
            let is_part = text
                .get(..whole.start())
                .is_some_and(|t| t.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ':' | '+' | '-' | '−' | '.')))
                || text.get(whole.end()..).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit() || c == ':'));
            let time = Time::new(hour, minute, 0, 0).ok().filter(|_| !is_part)?;
            Some(Clock { time, start: whole.start(), end: whole.end() })
        })
        .collect()
}

/// Minutes up to which a slip of one digit may lead.
const MOST_MINUTES: i64 = 120;

/// Checks times that stand nowhere else in the document.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    if document.timeline.is_empty() {
        return;
    }
    let source = document.source();
    let lines = LineIndex::new(source);
    let all = clocks_of(source);
    head(document, &all, out);
    for told in sentence::narrated(document) {
        if sentence::is_of_other_case(told.text) {
            continue;
        }
        let found: Vec<Clock> =
            clocks(told.text).into_iter().filter(|clock| !is_of_other_day(document, told.text, clock)).collect();
        if let Some(differing) = range(document, told, &found, &all, &lines) {
            out.push(differing);
            continue;
        }
        for clock in &found {
            let text = told.text.get(clock.start..clock.end).unwrap_or_default();
            // A second zone beside it, or another mention: it was meant.
            let behind = told.text.get(clock.end..).unwrap_or_default().trim_start();
            if all.get(&clock.time).is_some_and(|times| *times > 1) || is_of_other_zone(document, behind) {
                continue;
            }
            let clause = clause(told.text, clock, &found);
            let mut same: Vec<(&Moment, Place)> = Vec::new();
            for row in document.timeline.iter().take(500) {
                if is_slip(clock.time, row.moment.time)
                    && shares(clause, &row.event.text, is_swap(clock.time, row.moment.time))
                {
                    let span = row.moment.span;
                    same.push((&row.moment, Place { line: row.line, span, text: row.moment.text.clone() }));
                }
            }
            for fact in &document.facts {
                let words: &[&str] = match fact.key {
                    FactKey::Start => &["began", "started", "onset", "発生"],
                    FactKey::Detected => &["detected", "検知"],
                    FactKey::Acknowledged => &["acknowledged", "応答"],
                    FactKey::Resolved => {
                        &["resolved", "restored", "fully", "ended", "was over", "all clear", "復旧", "収束", "解消"]
                    }
                    _ => continue,
                };
                let Some(moment) = fact.moment.as_ref().filter(|_| !fact.label.is_empty()) else { continue };
                if is_slip(clock.time, moment.time) && says(clause, words) {
                    same.push((moment, crate::numbers::place_of(fact)));
                }
            }
            same.dedup_by(|a, b| a.0.time == b.0.time);
            let [(moment, derived)] = same.as_slice() else { continue };
            if moment.approximate || moment.unknown_digits {
                continue;
            }
            let stated = place(document, told.passage, text, &lines);
            let message = format!("`{text}` is stated, but that event is told at `{}`", derived.text);
            out.push(Contradiction { kind: ContradictionKind::Time, stated, derived: derived.clone(), message });
        }
    }
}

/// Whether a time has a zone behind it that is not the one of the rows.
fn is_of_other_zone(document: &Document, behind: &str) -> bool {
    use crate::import::time::zone;
    let Some(label) = zone::label_at(behind).and_then(|length| behind.get(..length)) else { return false };
    let rows = document.timeline.first().and_then(|row| row.moment.zone.as_ref());
    let is_same = if let Some(own) = rows {
        own.label == label || own.offset_s.is_some() && own.offset_s == zone::readings(label, None).offset_s
    } else {
        // Where no row names a zone and the text but one, it is theirs.
        let source = document.source();
        let others = ["UTC", "GMT", "JST", "EST", "EDT", "CST", "CDT", "PST", "PDT", "CET", "CEST", "BST", "IST"];
        !others.iter().any(|other| *other != label && source.contains(other))
    };
    !(is_same || label == "UTC")
}

/// Whether a date right in front of a time is of no row: `to be shared by 2025-03-12 14:48`.
fn is_of_other_day(document: &Document, text: &str, clock: &Clock) -> bool {
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[ T]$").expect("the pattern is a constant that the tests use")
    });
    let Some(front) = text.get(..clock.start) else { return false };
    let date = DATE.captures(front).and_then(|found| found.name("date")?.as_str().parse::<jiff::civil::Date>().ok());
    date.is_some_and(|date| !document.timeline.iter().any(|row| row.moment.date == Some(date)))
}

/// A time of the head that stands nowhere else, and is that of one row with two digits swapped.
fn head(document: &Document, all: &BTreeMap<Time, usize>, out: &mut Vec<Contradiction>) {
    let keys = [FactKey::Start, FactKey::Detected, FactKey::Acknowledged, FactKey::Mitigated, FactKey::Resolved];
    for fact in document.facts.iter().filter(|fact| keys.contains(&fact.key) && !fact.label.is_empty()) {
        let Some(moment) = fact.moment.as_ref().filter(|m| !m.approximate && m.end.is_none()) else { continue };
        let Some(time) = moment.time.filter(|time| all.get(time) == Some(&1)) else { continue };
        let offset = |moment: &Moment| moment.zone.as_ref().and_then(|zone| zone.offset_s);
        let same: Vec<_> = document
            .timeline
            .iter()
            .take(500)
            .filter(|row| {
                is_slip(time, row.moment.time)
                    && is_swap(time, row.moment.time)
                    && offset(&row.moment) == offset(moment)
            })
            .collect();
        let is_day = |row: &crate::document::TimelineRow| row.moment.date.zip(moment.date).is_none_or(|(a, b)| a == b);
        let [row] = same.as_slice() else { continue };
        if !is_day(row) || row.moment.approximate {
            continue;
        }
        let stated = crate::numbers::place_of(fact);
        let derived = Place { line: row.line, span: row.moment.span, text: row.moment.text.clone() };
        let message = format!("`{}` is stated, but the row of that event says `{}`", stated.text, derived.text);
        out.push(Contradiction { kind: ContradictionKind::Time, stated, derived, message });
    }
}

/// `from 14:20 to 16:05` where the head has one of the two ends, and the other stands nowhere else.
fn range(
    document: &Document,
    told: sentence::Sentence<'_>,
    found: &[Clock],
    all: &BTreeMap<Time, usize>,
    lines: &LineIndex,
) -> Option<Contradiction> {
    let [first, second] = found else { return None };
    let is_whole = matches!(told.passage.section, SectionKind::Title | SectionKind::Summary | SectionKind::Impact);
    let between = told.text.get(first.end..second.start)?.trim();
    let lead = told.text.get(..first.start)?.trim_end().to_lowercase();
    let tail = told.text.get(second.end..)?.trim_start();
    let words = ["to", "until", "till", "UTC to", "UTC until", "and", "UTC and", "から", "～", "〜", "-", "–"];
    let is_range = words.contains(&between)
        && (lead.ends_with("from") || lead.ends_with("between") || (between == "から" && tail.starts_with("まで")));
    let labelled = |key: FactKey| document.facts.iter().find(|fact| fact.key == key && !fact.label.is_empty());
    let (start, end) = labelled(FactKey::Start).zip(labelled(FactKey::Resolved)).filter(|_| is_whole && is_range)?;
    let time = |fact: &crate::document::Fact| fact.moment.as_ref().filter(|m| !m.approximate)?.time;
    let (begins, ends) = time(start).zip(time(end))?;
    let is_new = |own: Time| all.get(&own) == Some(&1);
    let (clock, fact) = if first.time == begins && second.time != ends && is_new(second.time) {
        (second, end)
    } else if second.time == ends && first.time != begins && is_new(first.time) {
        (first, start)
    } else {
        return None;
    };
    let text = told.text.get(clock.start..clock.end)?;
    let stated = place(document, told.passage, text, lines);
    let derived = crate::numbers::place_of(fact);
    let message = format!("`{text}` is stated, but the head says `{}`", derived.text);
    Some(Contradiction { kind: ContradictionKind::Time, stated, derived, message })
}

/// How often each time of day stands in a source; of long ones in the first part.
fn clocks_of(source: &str) -> BTreeMap<Time, usize> {
    let mut out = BTreeMap::new();
    for clock in source.lines().take(5_000).flat_map(clocks) {
        *out.entry(clock.time).or_default() += 1;
    }
    out
}

/// The words around a time up to the next comma or time on either side.
fn clause<'t>(text: &'t str, own: &Clock, all: &[Clock]) -> &'t str {
    let left = all.iter().filter(|c| c.end <= own.start).map(|c| c.end).max().unwrap_or(0);
    let right = all.iter().filter(|c| c.start >= own.end).map(|c| c.start).min().unwrap_or(text.len());
    let head = text.get(left..own.start).unwrap_or_default();
    let from = head.rfind([',', ';', '、', '。', '(', '（']).map_or(left, |at| left + at);
    let tail = text.get(own.end..right).unwrap_or_default();
    let to = tail.find([',', ';', '、', '。', ')', '）']).map_or(right, |at| own.end + at);
    text.get(from..to).unwrap_or_default()
}

/// Whether a time is that of a row by a slip of the hand, and neither rounded nor of another part of the day.
fn is_slip(stated: Time, row: Option<Time>) -> bool {
    let Some(row) = row else { return false };
    let apart = stated.duration_until(row).abs().as_mins();
    differs_by_slip(stated, row) && apart > 1 && apart <= MOST_MINUTES
}

/// Whether two times differ as by a slip of the hand: by one digit, or by two neighbours that are swapped.
pub(super) fn differs_by_slip(a: Time, b: Time) -> bool {
    let differing = digits(a).bytes().zip(digits(b).bytes()).filter(|(x, y)| x != y).count();
    differing == 1 || is_swap(a, Some(b))
}

fn is_swap(stated: Time, row: Option<Time>) -> bool {
    row.is_some_and(|row| crate::numbers::name::identifier::is_swapped(&digits(stated), &digits(row)))
}

fn digits(time: Time) -> String {
    format!("{:02}{:02}", time.hour(), time.minute())
}

/// Words of one more event of a kind, and of a part.
const ANOTHER: [&str; 19] = [
    "second", "third", "another", "next", "later", "until", "further", "more", "partial", "partly", "part", "some",
    "first", "2回目", "2件目", "再び", "一部", "次", "暫定",
];

/// Whether a clause tells a part, or one more event of a kind.
pub(in crate::numbers) fn is_another(clause: &str) -> bool {
    let lower = clause.to_lowercase();
    ANOTHER.iter().any(|word| has(&lower, word))
}

/// Whether a clause has one of some words, and none of a part or of one more event.
fn says(clause: &str, words: &[&str]) -> bool {
    let lower = clause.to_lowercase();
    words.iter().any(|word| lower.contains(word)) && !ANOTHER.iter().any(|word| has(&lower, word))
}

fn has(lower: &str, word: &str) -> bool {
    if word.is_ascii() {
        lower.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| w == word)
    } else {
        lower.contains(word)
    }
}

/// Whether a clause and an event share the words that tell an event: two for swapped digits, most of them for another slip.
fn shares(clause: &str, event: &str, is_swap: bool) -> bool {
    let lower = event.to_lowercase();
    let own_lower = clause.to_lowercase();
    if ANOTHER.iter().any(|word| has(&own_lower, word) && !has(&lower, word)) {
        return false;
    }
    let own_runs = runs(clause);
    if !own_runs.is_empty() {
        let shared = own_runs.iter().filter(|run| lower.contains(run.as_str()));
        return shared.map(|run| run.chars().count()).sum::<usize>() >= if is_swap { 4 } else { 6 };
    }
    let other = stems(&lower);
    let own = stems(clause);
    let shared = own.iter().filter(|stem| other.iter().any(|o| *stem == o || is_form(stem, o))).count();
    let is_most = shared * 2 >= own.len().min(other.len());
    shared >= 2 && is_most && (is_swap || (shared >= 3 && shared * 3 >= own.len() * 2))
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn a_range_has_the_ends_of_the_head() {
        let found = |said: &str| {
            let head = "- **Start**: 2025-03-01 14:20 UTC\n- **Resolved**: 2025-03-01 16:40 UTC\n";
            let rows = "## Timeline (UTC, 2025-03-01)\n\n- 14:20 errors\n- 15:50 partial recovery\n- 16:40 all clear\n";
            contradictions(&Document::parse(&format!("# T\n\n{head}\n## Summary\n\n{said}\n\n{rows}")), None).len()
        };
        assert_eq!(found("From 14:20 to 16:40 UTC the API was down."), 0);
        assert_eq!(found("From 14:20 to 15:50 UTC the API was down."), 0, "a row tells it");
        assert_eq!(found("From 14:20 to 16:05 UTC the API was down."), 1);
        assert_eq!(found("14時20分から16時05分まで停止した。"), 1);
    }

    #[test]
    fn a_slipped_digit_of_the_head_is_found() {
        let found = |end: &str| {
            let rows = "## Timeline (UTC, 2025-03-01)\n\n- 11:47 cable cut\n- 19:10 bundles 1 to 10\n- 20:34 bundles 11 and 12\n";
            contradictions(&Document::parse(&format!("# T\n\n**Restored:** 2025-03-01 {end} UTC\n\n{rows}")), None)
                .len()
        };
        assert_eq!((found("20:34"), found("20:50"), found("20:43")), (0, 0, 1));
    }

    #[test]
    fn a_slipped_digit_is_found() {
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 23:20 Switch powered off\n- 23:41 status page updated\n- 23:52 Last of the clusters takes writes\n- 23:55 全店舗で決済再開\n";
        let found = |said: &str| {
            contradictions(&Document::parse(&format!("# T\n\n## Summary\n\n{said}\n\n{rows}")), None).len()
        };
        for sound in [
            "The last of the clusters took writes again at 23:52.",
            "The last backup of the clusters ran at 11:52.",
            "If the last of the clusters had taken writes at 23:25, nobody would have noticed.",
            "全店舗の決済が23時55分に再開した。",
            "A second time the last of the clusters took writes at 23:53.",
            "Some of the clusters took writes at 23:25.",
            "The last of the clusters took writes again at 2025-03-04 23:25.",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        assert_eq!(found("The last of the clusters took writes again at 23:25."), 1);
        assert_eq!(found("全店舗で決済再開が確認できたのは23時45分である。"), 1);
    }
}
