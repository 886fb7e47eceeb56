//! Lengths of time that are those of two moments but for a slip of the hand, where the words tie them only loosely: `the first
//! change reached the east cluster 23 minutes after we had told you` over rows 43 minutes apart.
//!
//! What words tie loosely is no proof; that no moments which they may mean give the stated length, while those which they
//! mean best give one that a single wrong digit makes the stated one, is hardly chance.

use super::{
    apart::apart,
    said_between::{End, Ends, english},
    said_between_ja::japanese,
    stated::{Stated, place},
};
use crate::{
    document::{Document, LineIndex, SectionKind, Span},
    import::time::duration,
    numbers::{
        Contradiction, Place, differs,
        event::resolve::{Anchor, Events, Meant},
        reading::{bound::Bound, hand_slip},
    },
};

/// Share of its words by which an end must be known, and of both ends together.
const LEAST: f64 = 0.3;
const LEAST_BOTH: f64 = 1.3;
/// Moments that one end may mean.
const MOST_MEANT: usize = 4;
const MOST_ROWS: usize = 200;
/// Shortest length in which a slip of a digit tells anything.
const SHORTEST_S: f64 = 120.0;

/// Words of what did not happen so: a limit or a plan in the same sentence is no matter, for the length lies between two events.
const OTHER_CASES: [&str; 28] = [
    "would ",
    "wouldn",
    "could have",
    "might",
    "if ",
    "should",
    "had we",
    "expected",
    "planned",
    "last year",
    "last month",
    "previous",
    "usually",
    "normally",
    "typical",
    "in theory",
    "drill",
    "rehears",
    "昨年",
    "前回",
    "前年",
    "先月",
    "過去",
    "目標",
    "予定",
    "想定",
    "訓練",
    "はず",
];

/// Checks all prose that tells what happened.
pub(in crate::numbers) fn check(document: &Document, events: &Events<'_>, out: &mut Vec<Contradiction>) {
    if !(3..=MOST_ROWS).contains(&document.timeline.len()) {
        return;
    }
    let lines = LineIndex::new(document.source());
    let is_row =
        |span: Span| document.timeline.iter().any(|row| row.span.start < span.end && span.start < row.span.end);
    let is_told = |kind| !matches!(kind, SectionKind::Actions | SectionKind::Prevention | SectionKind::FollowUp);
    for passage in document.passages.iter().filter(|p| is_told(p.section) && !is_row(p.text.span)) {
        let words = passage.text.text.as_str();
        for found in duration::all(words).into_iter().take(30) {
            let stated = Stated::new(words, found);
            if !matches!(stated.bound, Bound::Exact | Bound::About)
                || stated.unit_s > 3_600.0
                || stated.seconds < SHORTEST_S
            {
                continue;
            }
            let lower = stated.sentence.to_lowercase();
            let Some(ends) = english(&stated).or_else(|| japanese(&stated)) else { continue };
            if OTHER_CASES.iter().any(|word| lower.contains(word)) {
                continue;
            }
            let said = place(document, passage, stated.said, &lines);
            let is_told = out.iter().any(|o| o.stated.span.contains(said.span) || said.span.contains(o.stated.span));
            if let Some((seconds, derived)) = slipped(events, &stated, &ends).filter(|_| !is_told) {
                out.push(differs(said, derived, stated.seconds, seconds));
            }
        }
    }
}

/// The length that the moments meant best give, where it is the stated one but for a slip.
fn slipped(events: &Events<'_>, stated: &Stated<'_>, ends: &Ends<'_>) -> Option<(f64, Place)> {
    let (End::Phrase(from), End::Phrase(to)) = (ends.from, ends.to) else { return None };
    let whole = with_subject(stated.sentence, to);
    let to = whole.as_deref().unwrap_or(to);
    let (from, to) = (events.meant(from), events.meant(to));
    let most = if from.best.len().min(to.best.len()) == 1 { MOST_MEANT + 2 } else { MOST_MEANT };
    let is_known = |meant: &Meant| meant.score >= LEAST && meant.best.len() <= most && !meant.best.is_empty();
    let is_loose = from.is_general || to.is_general || from.score + to.score < LEAST_BOTH;
    if !is_known(&from) || !is_known(&to) || is_loose {
        return None;
    }
    let of = |all: &[usize]| -> Vec<&Anchor<'_>> { all.iter().filter_map(|at| events.anchors.get(*at)).collect() };
    let (starts, stops) = (of(&from.best), of(&to.best));
    // Neither what the words may mean nor any moment so long before or after an end may give the stated length.
    let gives = |from: &Anchor<'_>, to: &Anchor<'_>| {
        let is_exact = stated.bound == Bound::Exact && stated.unit_s <= 60.0;
        let holds = |s: f64, unit_s| if is_exact { (s - stated.seconds).abs() < 60.0 } else { stated.holds(s, unit_s) };
        apart(from.moment, to.moment).is_some_and(|(s, unit_s)| s >= 0.0 && holds(s, unit_s))
    };
    let is_given = events
        .anchors
        .iter()
        .any(|other| starts.iter().any(|from| gives(from, other)) || stops.iter().any(|to| gives(other, to)))
        || of(&from.weak).iter().any(|from| of(&to.weak).iter().any(|to| gives(from, to)));
    if is_given || !starts.iter().chain(&stops).all(|anchor| anchor.is_exact()) {
        return None;
    }
    let mut pairs = starts.iter().flat_map(|from| stops.iter().map(move |to| (from, to))).filter_map(|(from, to)| {
        let (seconds, _) = apart(from.moment, to.moment).filter(|_| from.line != to.line)?;
        (seconds > 0.0 && hand_slip::of_lengths(stated.seconds, seconds)).then_some((seconds, from, to))
    });
    let (seconds, start, stop) = pairs.next()?;
    let text = format!("{} – {}", start.moment.text, stop.moment.text);
    let span = Span::new(start.span.start.min(stop.span.start), start.span.end.max(stop.span.end));
    Some((seconds, Place { line: start.line.max(stop.line), span, text }))
}

/// A verb and its subject, where an apposition stands between them: `The first patch, a stopgap, reached the east cluster`.
fn with_subject(sentence: &str, phrase: &str) -> Option<String> {
    let at = (phrase.as_ptr() as usize).checked_sub(sentence.as_ptr() as usize)?;
    let front = sentence.get(..at)?.trim_end();
    let is_verb = phrase.split(' ').next().is_some_and(|word| word.len() > 4 && word.ends_with("ed"));
    let (subject, _) = front.split_once(", ")?;
    let is_cut = is_verb && front.ends_with(',') && subject.split(' ').count() <= 6;
    is_cut.then(|| format!("{subject} {phrase}"))
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    #[test]
    fn a_slipped_length_between_loosely_named_rows_is_found() {
        let rows = "## Timeline (UTC, 2025-03-01)\n\n- 09:58 Update: cause identified, old scanners cannot sign in\n- 10:41 Update: first patch is out on the east cluster\n- 11:30 Update: patch out everywhere\n";
        let found = |said: &str| {
            contradictions(&Document::parse(&format!("# T\n\n## Analysis\n\n{said}\n\n{rows}")), None).len()
        };
        let apposed = "The first patch, a stopgap that old scanners know, reached the east cluster 23 minutes after customers had been told that the cause was identified.";
        assert_eq!(found(apposed), 1);
        let said = |n: u32| {
            format!(
                "The first patch reached the east cluster {n} minutes after customers had been told that the cause was identified."
            )
        };
        assert_eq!((found(&said(43)), found(&said(23))), (0, 1));
    }

    #[test]
    fn a_slipped_length_is_found_in_japanese() {
        let rows = "## 経過（2025年3月1日）\n\n- 12:40 変換バッチを開始\n- 12:57 変換バッチを停止\n- 13:05 キューに溜まった分に気づく\n- 13:14 受付 API の失敗率が下がる\n- 14:20 溜まった分がはける\n";
        let found =
            |said: &str| contradictions(&Document::parse(&format!("# 題\n\n## 分析\n\n{said}\n\n{rows}")), None).len();
        let said = |n: u32| format!("変換バッチの停止から受付 API が回復するまでは{n}分かかりました。");
        assert_eq!((found(&said(17)), found(&said(37)), found(&said(83))), (0, 1, 0));
    }
}
