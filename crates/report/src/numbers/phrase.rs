//! Durations in sentences: `10 minutes from page to fix`, `5 hours 26 minutes (10:45 - 16:11)`.

use super::{Contradiction, Place, between, differs};
use crate::{
    document::{Document, LineIndex, Passage, SectionKind, Span, TimelineRow},
    import::{duration, first_moment},
};

/// Words of an end, in the sentence and in the rows.
const ENDS: [&[&str]; 6] = [
    &["page", "paged", "pages", "ページ", "呼び出し"],
    &["acknowledge", "acknowledged", "acknowledges", "acknowledgement", "ack", "確認応答"],
    &["alert", "alerts", "detected", "detection", "detects", "アラート", "検知"],
    &["deploy", "deployed", "deployment", "release", "released", "rollout", "デプロイ", "リリース"],
    &[
        "fix",
        "fixed",
        "mitigation",
        "mitigated",
        "mitigates",
        "recovery",
        "recovered",
        "recovers",
        "resolution",
        "resolved",
        "normal",
        "rollback",
        "restored",
        "回復",
        "復旧",
        "解決",
        "緩和",
        "解消",
        "正常",
    ],
    &["start", "started", "starts", "onset", "first", "begins", "開始", "発生", "最初"],
];

/// Checks every duration of the prose whose two ends are named.
pub(super) fn check(document: &Document, out: &mut Vec<Contradiction>) {
    let lines = LineIndex::new(document.source());
    for passage in document.passages.iter().filter(|p| p.section != SectionKind::Timeline || p.text.text.contains('('))
    {
        let words = passage.text.text.as_str();
        for stated in duration::all(words).into_iter().take(50) {
            let rest = words.get(stated.end..).unwrap_or_default();
            let said = words.get(stated.start..stated.end).unwrap_or_default();
            if let Some(found) = range(document, passage, stated, rest, &lines)
                .or_else(|| ends(document, passage, stated, rest, said, &lines))
            {
                out.push(found);
            }
        }
    }
}

/// `… (10:45 - 16:11 UTC)` right behind the duration, or after a few words.
fn range(
    document: &Document,
    passage: &Passage,
    stated: duration::Found,
    rest: &str,
    lines: &LineIndex,
) -> Option<Contradiction> {
    let open = rest.find(['(', '（']).filter(|at| *at < 40)?;
    let inside = rest.get(open..)?;
    let inside = inside.get(inside.chars().next()?.len_utf8()..)?;
    let moment = first_moment(inside)?;
    let end = moment.end.as_deref()?;
    // Ends without a day count from one midnight.
    let seconds = if let Some((seconds, _)) = between(&moment, end) {
        seconds
    } else {
        let seconds = moment.time?.duration_until(end.time?).as_secs_f64();
        if seconds < 0.0 { seconds + 86_400.0 } else { seconds }
    };
    let unit = moment.precision.seconds().max(end.precision.seconds()) as f64;
    if (seconds - stated.seconds).abs() <= unit.max(stated.unit_s) {
        return None;
    }
    let said = passage.text.text.get(stated.start..stated.end)?;
    let text = inside.split([')', '）']).next()?.to_owned();
    Some(differs(
        place(document, passage, said, lines),
        place(document, passage, &text, lines),
        stated.seconds,
        seconds,
    ))
}

/// `… from page to fix`, `… between alert and recovery`.
fn ends(
    document: &Document,
    passage: &Passage,
    stated: duration::Found,
    rest: &str,
    said: &str,
    lines: &LineIndex,
) -> Option<Contradiction> {
    let rest = rest.trim_start();
    let (from, to) = rest
        .strip_prefix("from ")
        .and_then(|r| r.split_once(" to "))
        .or_else(|| rest.strip_prefix("between ").and_then(|r| r.split_once(" and ")))
        .or_else(|| before(passage.text.text.get(..stated.start)?))?;
    if from.split(' ').count() > 6 {
        return None;
    }
    let to: String =
        to.split([',', '.', ';', '(', '。', '、']).next()?.split(' ').take(5).collect::<Vec<_>>().join(" ");
    let starts = rows(document, from)?;
    let stops = rows(document, &to)?;
    let mut nearest: Option<(f64, &TimelineRow, &TimelineRow)> = None;
    for start in &starts {
        for stop in stops.iter().filter(|stop| stop.line != start.line) {
            let Some((seconds, unit)) = between(&start.moment, &stop.moment) else { continue };
            if (seconds - stated.seconds).abs() <= unit.max(stated.unit_s)
                || start.moment.approximate
                || stop.moment.approximate
            {
                return None;
            }
            let is_nearer =
                nearest.is_none_or(|(best, ..)| (seconds - stated.seconds).abs() < (best - stated.seconds).abs());
            if seconds >= 0.0 && is_nearer {
                nearest = Some((seconds, start, stop));
            }
        }
    }
    let (seconds, start, stop) = nearest?;
    let derived = Place {
        line: start.line,
        span: Span::new(start.span.start.min(stop.span.start), start.span.end.max(stop.span.end)),
        text: format!("{} – {}", start.moment.text, stop.moment.text),
    };
    Some(differs(place(document, passage, said, lines), derived, stated.seconds, seconds))
}

/// `ページから復旧まで` in front of a duration.
fn before(head: &str) -> Option<(&str, &str)> {
    let head = head.trim_end_matches(['は', 'に', '約', ' ', '、']);
    let head = head.rsplit(['。', '、']).next()?;
    let (from, to) = head.strip_suffix("まで")?.rsplit_once("から")?;
    Some((from, to))
}

/// Rows that an end may mean; none where the end is no known word.
fn rows<'d>(document: &'d Document, words: &str) -> Option<Vec<&'d TimelineRow>> {
    let class = ENDS.iter().find(|class| class.iter().any(|word| has(words, word)))?;
    let found = document.timeline.iter().filter(|row| {
        let event = row.event.text.to_lowercase();
        row.moment.civil().is_some() && class.iter().any(|word| has(&event, word))
    });
    let found: Vec<_> = found.take(40).collect();
    (!found.is_empty()).then_some(found)
}

/// Whether a word stands in a text; Japanese words need no border.
fn has(text: &str, word: &str) -> bool {
    if !word.is_ascii() {
        return text.contains(word);
    }
    text.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| w.eq_ignore_ascii_case(word))
}

/// The place of words within a passage; the passage where markup hides them.
pub(super) fn place(document: &Document, passage: &Passage, words: &str, lines: &LineIndex) -> Place {
    let inside = passage.text.span.of(document.source()).find(words);
    let span = inside.map_or(passage.text.span, |at| {
        let start = passage.text.span.start + at;
        Span::new(start, start + words.len())
    });
    Place { line: lines.line(span.start), span, text: words.to_owned() }
}
