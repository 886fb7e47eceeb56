//! How long something took whose begin and end are rows: `The full purge took 65 minutes` over `full purge started` and
//! `full purge done`, `紙伝票の運用は開始から2時間で終えた`.

use std::sync::LazyLock;

use regex::Regex;

use crate::numbers::{
    Contradiction, Place, between, differs, end_of,
    event::role::{is_form, runs, stems},
    interval::{
        given,
        stated::{Stated, place},
    },
    reading::{hand_slip, sentence},
};
use crate::{
    document::{Document, LineIndex, SectionKind, Span, TimelineRow},
    import::time::duration,
};

static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|[.,;:(] ?|\band )(?:the |our |this )?(?P<what>[a-z][a-z-]*(?: [a-z][a-z-]*){0,3}) (?:itself |proper |alone )?(?:took|lasted|ran for|ran|went on for|needed|was down for|was unavailable for)(?: us)?(?: about| around| roughly| some| almost| nearly| just over| just under| over| less than| more than)?$")
        .expect("the pattern is a constant that the tests use")
});
static JAPANESE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?P<what>[^、。\s]{2,16}?)(?:に|は|には|が)(?:、)?(?:開始から|着手から)?(?:約|およそ|ちょうど|わずか)? ?$",
    )
    .expect("the pattern is a constant that the tests use")
});

const BEGINS: [&str; 16] = [
    "start",
    "begin",
    "began",
    "begun",
    "kicked off",
    "opens",
    "opened",
    "open",
    "down",
    "closed",
    "開始",
    "着手",
    "始",
    "入り",
    "実行",
    "停止",
];
const ENDS: [&str; 20] = [
    "done", "complete", "finish", "end", "over", "closed", "stops", "stopped", "returns", "restored", "back", "up",
    "完了", "終了", "終え", "終わ", "明け", "再開", "解除", "復旧",
];

/// Checks lengths of time whose process one row begins and one other ends.
pub(in crate::numbers) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    for told in sentence::told(document).filter(|told| told.passage.section != SectionKind::Timeline) {
        if sentence::is_of_other_case(told.text) && told.text.is_ascii() {
            continue;
        }
        for found in duration::all(told.text).into_iter().take(10) {
            let stated = Stated::new(told.text, found);
            let before = stated.before.trim_end();
            let japanese = ["で終", "で完了", "間で終", "で済", "かかった", "を要した", "続い", "間続い"];
            let what = match ENGLISH.captures(before) {
                Some(what) => what,
                None if japanese.iter().any(|verb| stated.behind.trim_start().starts_with(verb)) => {
                    match JAPANESE.captures(before) {
                        Some(what) => what,
                        None => continue,
                    }
                }
                None => continue,
            };
            let Some(what) = what.name("what").map(|what| what.as_str()) else { continue };
            let Some((from, to)) = ends(document, what) else { continue };
            let Some((seconds, unit_s)) =
                between(end_of(from), &to.moment).or_else(|| between(&from.moment, &to.moment))
            else {
                continue;
            };
            let holds = |from: &TimelineRow, to: &TimelineRow| {
                between(&from.moment, &to.moment).is_some_and(|(s, unit_s)| s > 0.0 && stated.holds(s, unit_s))
            };
            // Another row may tell the end in words of its own.
            let is_told =
                stated.holds(seconds, unit_s) || document.timeline.iter().take(200).any(|row| holds(from, row));
            if seconds <= 0.0
                || !hand_slip::is_mistakable(stated.seconds, seconds, hand_slip::NEAR)
                || is_told
                || given::is_given(document, &stated)
                || from.moment.approximate
                || to.moment.approximate
            {
                continue;
            }
            let span = Span::new(from.span.start.min(to.span.start), from.span.end.max(to.span.end));
            let text = format!("{} – {}", from.moment.text, to.moment.text);
            let derived = Place { line: to.line, span, text };
            out.push(differs(place(document, told.passage, stated.said, &lines), derived, stated.seconds, seconds));
        }
    }
}

/// The only row that begins a thing and the only one that ends it.
fn ends<'d>(document: &'d Document, what: &str) -> Option<(&'d TimelineRow, &'d TimelineRow)> {
    let rows: Vec<&TimelineRow> = document
        .timeline
        .iter()
        .take(500)
        .filter(|row| row.moment.civil().is_some() && is_named(what, &row.event.text))
        .collect();
    let says = |row: &TimelineRow, words: &[&str]| {
        let lower = row.event.text.to_lowercase();
        let mut tokens = lower.split(|c: char| !c.is_ascii_alphanumeric());
        let japanese = words.iter().any(|word| !word.is_ascii() && lower.contains(word));
        japanese || tokens.any(|token| words.iter().any(|word| word.is_ascii() && token.starts_with(word)))
    };
    let only = |words: &[&str], other: &[&str]| {
        let mut told = rows.iter().filter(|row| says(row, words) && !says(row, other));
        told.next().copied().filter(|_| told.next().is_none())
    };
    let (from, to) = only(&BEGINS, &ENDS).zip(only(&ENDS, &BEGINS))?;
    (from.line != to.line).then_some((from, to))
}

/// Whether a row has all words of a name.
fn is_named(what: &str, event: &str) -> bool {
    let event = event.to_lowercase();
    if !what.is_ascii() && what.chars().count() >= 4 && event.contains(what) {
        return true;
    }
    let own_runs = runs(what);
    if !own_runs.is_empty() {
        return own_runs.iter().map(|run| run.chars().count()).sum::<usize>() >= 3
            && own_runs.iter().all(|run| event.contains(run.as_str()));
    }
    let (own, other) = (stems(what), stems(&event));
    !own.is_empty() && own.iter().all(|stem| other.iter().any(|o| o == stem || is_form(stem, o)))
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn a_process_takes_as_long_as_its_rows_say() {
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 10:00 full purge started\n- 10:20 status page updated\n- 11:05 full purge done\n- 13:35 紙伝票の運用を開始\n- 16:25 紙伝票の運用を終了\n";
        let found = |said: &str| {
            contradictions(&Document::parse(&format!("# T\n\n## Summary\n\n{said}\n\n{rows}")), None).len()
        };
        for sound in [
            "The full purge took 65 minutes.",
            "The full purge took about an hour.",
            "The purge took 20 minutes in 2023, and would now take 30.",
            "紙伝票の運用は開始から2時間50分で終えられた。",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        assert_eq!(found("The full purge took 95 minutes."), 1);
        assert_eq!(found("紙伝票の運用は開始からちょうど2時間で終えられた。"), 1);
    }
}
