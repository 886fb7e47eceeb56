//! Times that name no clock, and times that stand behind their event.

use crate::import::time::{
    date,
    moment::{self, Clock, Raw},
    scan::Scan,
    special,
};

/// Parts of a day: their day is known, their time is not.
const PARTS_OF_DAY: &[&str] = &[
    "early morning",
    "late morning",
    "morning",
    "early afternoon",
    "late afternoon",
    "afternoon",
    "evening",
    "overnight",
    "night",
    "midnight",
    "later that day",
    "later the same day",
    "same day",
    "all day",
    "the whole day",
    "早朝",
    "未明",
    "午前中",
    "午前",
    "昼頃",
    "昼",
    "午後",
    "夕方",
    "夜間",
    "夜",
    "深夜",
    "当日",
    "同日",
];
/// Words in the place of a time that say before or after and no day.
const WITHOUT_DAY: &[&str] = &[
    "pre-existing",
    "pre-incident",
    "post-incident",
    "prior",
    "previously",
    "before",
    "beforehand",
    "earlier",
    "later",
    "afterwards",
    "after",
    "ongoing",
    "unknown",
    "unclear",
    "undated",
    "tbd",
    "n/a",
    "soon after",
    "shortly after",
    "shortly before",
    "shortly afterwards",
    "days before",
    "a week before",
    "a few days before",
    "a few days later",
    "minutes later",
    "a few minutes later",
    "以前",
    "事前",
    "後日",
    "その後",
    "直後",
    "直前",
    "不明",
    "時刻不明",
];
const PARTS_OF_MONTH: &[&str] = &["early", "mid", "late", "beginning of", "middle of", "end of", "start of"];

/// The time at the start of a row of a timeline: one with a clock or day, or a word that stands in its place.
pub(in crate::import) fn at_start(text: &str) -> Option<Raw> {
    moment::at_start(text).or_else(|| behind_number(text)).or_else(|| in_words(text))
}

/// `4.1 141410Z MAR 24 …`, `（1）4月1日（火）`: the number of the paragraph in front.
fn behind_number(text: &str) -> Option<Raw> {
    let trimmed = text.trim_start();
    let bracketed = trimmed.strip_prefix(['(', '（']).and_then(|rest| {
        let number = rest.trim_start_matches(|c: char| crate::import::time::duration::digit(c).is_some());
        (number.len() < rest.len()).then(|| number.strip_prefix([')', '）']))?
    });
    let number = trimmed.len() - trimmed.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let (lead, rest) = trimmed.split_at_checked(number)?;
    let is_numbering = lead.contains('.') && rest.starts_with([' ', '\t']);
    let rest = bracketed.or_else(|| is_numbering.then_some(rest))?;
    let from = text.len() - rest.len();
    let mut raw =
        moment::at_start(rest).filter(|raw| raw.clock.is_some() || bracketed.is_some() && raw.date.is_some())?;
    raw.start += from;
    raw.end += from;
    if let Some(until) = &mut raw.until {
        until.start += from;
        until.end += from;
    }
    Some(raw)
}

/// `0650 – ED calls`, `09.40`: a time that only its place at the start of a row says to be one.
pub(in crate::import) fn bare_clock(text: &str) -> Option<Raw> {
    let mut scan = Scan::new(text);
    scan.skip_markup();
    let start = scan.offset();
    let (clock, unknown, _) = crate::import::time::bare_clock::bare(&mut scan)?;
    let mut raw = Raw { start, end: scan.offset(), clock: Some(clock), unknown, ..Raw::default() };
    let mark = scan.mark();
    scan.skip_spaces();
    if scan.eat_any(&["-", "–", "—", "to"]).is_some() {
        scan.skip_spaces();
        let from = scan.offset();
        if let Some((clock, unknown, _)) = crate::import::time::bare_clock::bare(&mut scan) {
            let end = scan.offset();
            raw.until = Some(Box::new(Raw { start: from, end, clock: Some(clock), unknown, ..Raw::default() }));
            raw.end = end;
            return Some(raw);
        }
    }
    scan.reset(mark);
    Some(raw)
}

/// `tuuli [10:40 AM] app throws me out`: who says it, in front of the time in brackets; where the name ends.
pub(in crate::import) fn behind_name(text: &str) -> Option<(Raw, usize)> {
    let open = text.find('[').filter(|open| (1..=40).contains(open))?;
    let name = text.get(..open)?.trim();
    let is_name = !name.is_empty()
        && name.split_whitespace().count() <= 3
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '@' | '(' | ')'));
    let inside = text.get(open + 1..).filter(|_| is_name)?;
    let mut raw = moment::at_start(inside).filter(|raw| raw.clock.is_some())?;
    inside.get(raw.end..)?.trim_start().starts_with(']').then_some(())?;
    raw.start += open + 1;
    raw.end += open + 1;
    Some((raw, name.len()))
}

/// What trackers write between who says something and when.
const SAYING: [&str; 9] = [
    " added a comment -",
    " added a comment",
    " added comment -",
    " commented -",
    " commented on",
    " commented",
    " wrote on",
    " wrote",
    " -",
];

/// `Ana Torres  10:32 AM`: who says what stands in the lines below, and when; where the name ends.
pub(in crate::import) fn named_end(text: &str) -> Option<(Raw, usize)> {
    const MOST_WORDS: usize = 4;
    let trimmed = text.trim_end();
    let starts = trimmed.match_indices(' ').map(|(at, _)| at).take(MOST_WORDS + 6);
    let (at, mut raw) =
        starts.filter_map(|at| Some((at + 1, moment::at_start(trimmed.get(at + 1..)?)?))).find(|(at, raw)| {
            raw.start == 0
                && raw.clock.is_some()
                && trimmed.get(at + raw.end..).is_some_and(|rest| rest.trim().is_empty())
        })?;
    let name = trimmed.get(..at)?.trim();
    // `Wanda Kuhl added a comment - 04/Nov/24 8:15 AM`
    let name = SAYING.iter().find_map(|verb| name.strip_suffix(verb)).unwrap_or(name).trim_end();
    // `Posted Mar 14, 2025 - 10:47 UTC` closes an entry of a status page.
    let is_name = name != "Posted"
        && name != "Updated"
        && (1..=MOST_WORDS).contains(&name.split_whitespace().count())
        && name.split_whitespace().all(|word| {
            let bare = word.trim_matches(['*', '_', '@', '(', ')', '[', ']']);
            !bare.is_empty()
                && bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '\''))
                && (word.starts_with(['@', '*', '_'])
                    || !bare.starts_with(|c: char| c.is_ascii_lowercase())
                    || name == word
                    || word == "APP")
        });
    raw.start += at;
    raw.end += at;
    is_name.then_some((raw, name.len()))
}

fn in_words(text: &str) -> Option<Raw> {
    let mut scan = Scan::new(text);
    scan.skip_markup();
    let start = scan.offset();
    let _ = scan.eat_any(&[
        "some time in the",
        "sometime in the",
        "at some point in the",
        "in the",
        "during the",
        "later in the",
    ]);
    scan.skip_spaces();
    // `深夜 方針を変更`: a blank divides in a script that has none.
    let is_apart = |scan: &Scan<'_>, word: &str| !word.is_ascii() && scan.rest().starts_with(char::is_whitespace);
    let mut is_set_apart = false;
    let raw = if let Some(word) = scan.eat_any(PARTS_OF_DAY) {
        is_set_apart = is_apart(&scan, word);
        Raw { clock: Some(Clock::default()), ..Raw::default() }
    } else if let Some(offset_s) = offset(&mut scan) {
        let end = scan.offset();
        return Some(Raw { start, end, is_relative: true, offset_s: Some(offset_s), ..Raw::default() });
    } else if let Some(word) = scan.eat_any(WITHOUT_DAY) {
        is_set_apart = is_apart(&scan, word);
        Raw { is_relative: true, ..Raw::default() }
    } else {
        if scan.eat_any(PARTS_OF_MONTH).is_some() {
            let _ = scan.eat("-");
        }
        scan.skip_spaces();
        let month = date::month_alone(&mut scan)?;
        Raw { date: Some(month), is_relative: true, ..Raw::default() }
    };
    let end = scan.offset();
    scan.skip_markup();
    // Only a sign behind it, or nothing, makes the word a time.
    let is_closed = is_set_apart
        || scan.peek().is_none_or(|c| matches!(c, ':' | '：' | '-' | '–' | '—' | '|' | ']' | ')' | '）' | '→'));
    is_closed.then_some(Raw { start, end, approximate: true, unknown: true, ..raw })
}

/// `+3 min`, `-5m`, `+00:20`: seconds from a time that stands elsewhere. A bare number behind a dash is no offset.
fn offset(scan: &mut Scan<'_>) -> Option<i64> {
    let mark = scan.mark();
    let found = special::sign(scan).and_then(|sign| {
        scan.skip_spaces();
        let digits = scan.rest().trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        let is_clock = digits.starts_with(':') && digits.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        let is_unit = digits.starts_with(|c: char| c.is_alphabetic());
        let seconds = special::offset(scan)?;
        // What a bare number would count is not written.
        let is_bare = scan.rest().len() == digits.len() || scan.rest().trim_start().len() == digits.len();
        ((is_clock || is_unit) && !is_bare && scan.at_word_end()).then_some(sign * seconds)
    });
    if found.is_none() {
        scan.reset(mark);
    }
    found
}

/// `Alert fired (10:02 UTC)`, `Alert fired at 10:02 UTC.`: the time, and where the words in front of it end.
pub(in crate::import) fn at_end(text: &str) -> Option<(Raw, usize)> {
    let trimmed = text.trim_end().trim_end_matches(['.', '。']);
    let bracketed = trimmed.strip_suffix([')', '）', ']']).and_then(|inner| {
        let open = inner.rfind(['(', '（', '['])?;
        Some((open, open + inner.get(open..)?.chars().next()?.len_utf8(), inner.len()))
    });
    let (cut, from, to) = bracketed
        .or_else(|| {
            let at = trimmed.rfind(" at ").or_else(|| trimmed.rfind(" @ "))?;
            Some((at, at + 3, trimmed.len()))
        })
        .or_else(|| dated_end(trimmed))?;
    let inside = text.get(from..to)?;
    let mut raw = moment::at_start(inside)?;
    let is_whole = inside.get(raw.end..).is_some_and(|rest| rest.trim_matches(['`', '*', '_', ' ']).is_empty());
    (raw.clock.is_some() && is_whole && raw.until.is_none() && cut > 0).then(|| {
        raw.start += from;
        raw.end += from;
        (raw, cut)
    })
}

/// `First detected 2020-09-21 18:27`: a day and a time behind a few words.
fn dated_end(words: &str) -> Option<(usize, usize, usize)> {
    const MOST_WORDS: usize = 8;
    let starts = words.match_indices(' ').map(|(at, _)| at).take(MOST_WORDS);
    starts.map(|at| (at, at + 1, words.len())).find(|(_, from, to)| {
        let inside = words.get(*from..*to).unwrap_or_default();
        moment::at_start(inside).is_some_and(|raw| {
            let is_whole = inside.get(raw.end..).is_some_and(|rest| rest.trim().is_empty());
            raw.start == 0 && raw.clock.is_some() && raw.date.is_some() && is_whole
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_the_place_of_a_time_are_known() {
        for (text, expected) in [
            ("morning: disk fitted", Some(": disk fitted")),
            ("**Pre-existing** – reports", Some("** – reports")),
            ("Early April – builds time out", Some(" – builds time out")),
            ("Mid-2024: follow-up", Some(": follow-up")),
            ("April 2024: x", Some(": x")),
            ("後日：連絡", Some("：連絡")),
            ("深夜 方針を変更", Some(" 方針を変更")),
            ("直後　再起動", Some("　再起動")),
            ("夜間バッチを停止", None),
            ("before", Some("")),
            ("+3 min", Some("")),
            ("+00:20: rollback", Some(": rollback")),
            ("Morning deploys are slow", None),
            ("May be slow", None),
            ("Later we found it", None),
        ] {
            let found = at_start(text).and_then(|raw| text.get(raw.end..));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_time_behind_its_event_is_found() {
        for (text, expected) in [
            ("Alert fired (10:02 UTC)", Some("Alert fired ")),
            ("Worker restarted at 10:20 UTC.", Some("Worker restarted")),
            ("アラート発報（10:02）", Some("アラート発報")),
            ("Alert fired (see 10:02)", None),
            ("Alert fired", None),
        ] {
            assert_eq!(at_end(text).and_then(|(_, cut)| text.get(..cut)), expected, "{text}");
        }
    }
}
