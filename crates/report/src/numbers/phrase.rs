//! Durations in sentences: `10 minutes from page to fix`, `5 hours 26 minutes (10:45 - 16:11)`.

use super::{Contradiction, Place, between, bound::Bound, differs};
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
    &[
        "start", "started", "starts", "onset", "first", "begins", "begin", "began", "failure", "fails", "failed",
        "failing", "outage", "開始", "発生", "最初",
    ],
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
            let bound = Bound::of(words.get(..stated.start).unwrap_or_default(), rest);
            if let Some(found) = range(document, passage, stated, rest, &lines)
                .or_else(|| range_before(document, passage, stated, &lines))
                .or_else(|| ends(document, passage, stated, (rest, said, bound), &lines))
                .or_else(|| lasted(document, passage, stated, (said, bound), &lines))
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

/// `10:05 – 10:47 (42 minutes)`: the range right in front of the brackets.
fn range_before(
    document: &Document,
    passage: &Passage,
    stated: duration::Found,
    lines: &LineIndex,
) -> Option<Contradiction> {
    let words = passage.text.text.as_str();
    let head = words.get(..stated.start)?.trim_end_matches([' ', '約', '~', '≈']);
    let head = head.strip_suffix(['(', '（'])?.trim_end();
    let closed = words.get(stated.end..)?.trim_start().starts_with([')', '）']);
    let starts = head.char_indices().rev().take(60).map(|(at, _)| at).filter(|at| {
        !head
            .get(..*at)
            .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-')))
    });
    // The longest text that is a range and nothing else.
    let (at, moment) = starts
        .filter_map(|at| Some((at, first_moment(head.get(at..)?)?)))
        .filter(|(at, m)| m.end.is_some() && m.span.start == 0 && at + m.span.end == head.len())
        .last()
        .filter(|_| closed)?;
    let end = moment.end.as_deref()?;
    let seconds = span_of(&moment, end)?;
    let unit = moment.precision.seconds().max(end.precision.seconds()) as f64;
    let bound = Bound::of(words.get(..stated.start)?, "");
    if bound.holds(stated.seconds, seconds, unit.max(stated.unit_s)) {
        return None;
    }
    let said = words.get(stated.start..stated.end)?;
    let text = head.get(at..)?;
    Some(differs(place(document, passage, said, lines), place(document, passage, text, lines), stated.seconds, seconds))
}

/// Seconds of a range; ends without a day count from one midnight.
fn span_of(from: &crate::document::Moment, to: &crate::document::Moment) -> Option<f64> {
    if let Some((seconds, _)) = between(from, to) {
        return Some(seconds);
    }
    let seconds = from.time?.duration_until(to.time?).as_secs_f64();
    Some(if seconds < 0.0 { seconds + 86_400.0 } else { seconds })
}

/// `The outage lasted 95 minutes` against the duration of the head, else start and end there.
fn lasted(
    document: &Document,
    passage: &Passage,
    stated: duration::Found,
    (said, bound): (&str, Bound),
    lines: &LineIndex,
) -> Option<Contradiction> {
    use crate::document::FactKey;
    if !matches!(passage.section, SectionKind::Summary | SectionKind::Impact | SectionKind::Title) {
        return None;
    }
    let head = passage.text.text.get(..stated.start)?.to_lowercase();
    let head = head.trim_end_matches(|c: char| c.is_whitespace() || c == '~');
    let (subject, _) = head.rsplit_once("lasted").filter(|(_, between)| between.split_whitespace().count() <= 2)?;
    let sentence = subject.rsplit(['.', '。', ';', '\n']).next()?;
    let is_whole = ["outage", "incident", "disruption", "downtime", "this", "it"]
        .iter()
        .any(|word| sentence.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| w == *word));
    if !is_whole {
        return None;
    }
    let fact = document
        .fact(FactKey::Duration)
        .filter(|fact| fact.span.start > passage.text.span.end || fact.span.end < passage.text.span.start)?;
    let known = duration::at_start(&fact.value.text)?;
    if bound.holds(stated.seconds, known.seconds, stated.unit_s.max(known.unit_s)) {
        return None;
    }
    let derived = Place { line: fact.line, span: fact.value.span, text: fact.value.text.clone() };
    Some(differs(place(document, passage, said, lines), derived, stated.seconds, known.seconds))
}

/// `… from page to fix`, `… between alert and recovery`, `errors began … after the deploy`, `paged within … of the alert`.
fn ends(
    document: &Document,
    passage: &Passage,
    stated: duration::Found,
    (rest, said, bound): (&str, &str, Bound),
    lines: &LineIndex,
) -> Option<Contradiction> {
    let rest = rest.trim_start();
    let (from, to) = rest
        .strip_prefix("from ")
        .and_then(|r| r.split_once(" to "))
        .or_else(|| rest.strip_prefix("between ").and_then(|r| r.split_once(" and ")))
        .or_else(|| before(passage.text.text.get(..stated.start)?))
        .or_else(|| after(passage.text.text.get(..stated.start)?, rest))?;
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
            if (seconds >= 0.0 && bound.holds(stated.seconds, seconds, unit.max(stated.unit_s)))
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

/// `Errors began … after the deploy`, `acknowledged within … of the page`: the later end stands in front.
fn after<'t>(head: &'t str, rest: &'t str) -> Option<(&'t str, &'t str)> {
    let from =
        rest.strip_prefix("after ").or_else(|| rest.strip_prefix("of ")).map(|r| r.trim_start_matches("the "))?;
    let from = from.split([',', '.', ';', '(', ':']).next()?;
    // The verb stands right in front of the number: `recovered within`, `paged about`.
    let clause = head.rsplit(['.', ',', ';', ':', '(']).next()?;
    let words: Vec<&str> = clause.split_whitespace().collect();
    let near = words
        .iter()
        .rev()
        .find(|word| ENDS.iter().any(|class| class.iter().any(|known| word.eq_ignore_ascii_case(known))))?;
    Some((first_words(from, 3), near))
}

/// The first words of a text.
fn first_words(text: &str, count: usize) -> &str {
    let end = text.match_indices(' ').nth(count - 1).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// `ページから復旧まで` in front of a duration.
fn before(head: &str) -> Option<(&str, &str)> {
    let head = head.trim_end_matches(['は', 'に', 'の', '約', ' ', '、', 'お', 'よ', 'そ', 'わ', 'ず', 'か']);
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
