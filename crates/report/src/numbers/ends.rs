//! Durations between two events: `10 minutes from page to fix`, `paged within 5 minutes of the failure`, `Once the first
//! report came in, the queue was stopped within 10 minutes`, `検知から10分以内に手動開放へ切り替えた`, `detected after 40 minutes`.

use super::{
    Contradiction, Place, between,
    bound::Bound,
    differs,
    end::{self, Role},
    phrase::{Stated, place},
};
use crate::document::{Document, FactKey, LineIndex, Moment, Passage, SectionKind, Span, TimelineRow};

/// The two events that a duration lies between.
#[derive(Debug, PartialEq, Eq)]
enum Ends<'t> {
    /// Both are named.
    Both { from: &'t str, to: &'t str },
    /// Only the later one: the time counts from the start, as the writer saw it.
    Last { to: &'t str },
}

/// Checks a duration whose ends are named and stand in the timeline. Several rows may tell an end: only what no pair of
/// them gives is called wrong.
pub(super) fn check(
    document: &Document,
    passage: &Passage,
    stated: &Stated<'_>,
    lines: &LineIndex,
) -> Option<Contradiction> {
    // What will be, should be or was in other cases is no statement about the rows.
    if matches!(passage.section, SectionKind::Actions | SectionKind::Prevention | SectionKind::FollowUp) {
        return None;
    }
    match ends(stated)? {
        Ends::Both { from, to } => {
            let starts = end::rows(document, from).filter(|starts| !starts.is_empty());
            match (starts, end::rows(document, to)) {
                (Some(starts), Some(stops)) => differing(document, passage, stated, lines, &starts, &stops),
                (Some(starts), None) => until_resolved(document, passage, stated, lines, (&starts, to)),
                // No row tells a start that is an event of incidents in these words: any may be meant.
                (None, _) if Role::of(from).is_some() || from.trim_start().starts_with("first") => {
                    since_any(document, passage, stated, lines, to)
                }
                (None, _) => None,
            }
        }
        Ends::Last { to } => since_any(document, passage, stated, lines, to),
    }
}

/// A duration up to an event, from whatever the writer counted.
fn since_any(
    document: &Document,
    passage: &Passage,
    stated: &Stated<'_>,
    lines: &LineIndex,
    to: &str,
) -> Option<Contradiction> {
    // `within` some time of an unnamed start says nothing that rows could deny.
    if stated.bound == Bound::AtMost || Role::of(to).is_none() {
        return None;
    }
    let stops = end::rows(document, to)?;
    let starts: Vec<&TimelineRow> = document.timeline.iter().take(200).collect();
    let by_head = document
        .facts
        .iter()
        .filter(|fact| matches!(fact.key, FactKey::Start | FactKey::Detected | FactKey::Acknowledged | FactKey::Date));
    let holds = |start: &Moment, stop: &TimelineRow| {
        between(start, &stop.moment).is_some_and(|(seconds, unit)| stated.holds(seconds, unit))
    };
    let is_told =
        by_head.filter_map(|fact| fact.moment.as_ref()).any(|start| stops.iter().any(|stop| holds(start, stop)));
    // Times that nobody knows could be the start.
    let is_open = document.timeline.iter().any(|row| row.moment.civil().is_none());
    (!is_told && !is_open).then(|| differing(document, passage, stated, lines, &starts, &stops))?
}

/// `The fix took 14 minutes` where no row speaks of a fix: the end that the head names, unless any row lies so much later.
fn until_resolved(
    document: &Document,
    passage: &Passage,
    stated: &Stated<'_>,
    lines: &LineIndex,
    (starts, to): (&[&TimelineRow], &str),
) -> Option<Contradiction> {
    Role::of(to).filter(|role| *role == Role::Fix)?;
    let resolved = document.fact(FactKey::Resolved)?;
    let moment = resolved.moment.as_ref()?;
    let is_told = starts.iter().any(|start| {
        let ends = document.timeline.iter().map(|row| &row.moment).chain([moment]);
        ends.filter_map(|end| between(&start.moment, end)).any(|(seconds, unit)| stated.holds(seconds, unit))
    });
    let start = starts.first().filter(|_| !is_told)?;
    let (seconds, _) = between(&start.moment, moment).filter(|(seconds, _)| *seconds > 0.0)?;
    let text = format!("{} – {}", start.moment.text, moment.text);
    let derived = Place { line: start.line, span: start.span, text };
    Some(differs(place(document, passage, stated.said, lines), derived, stated.seconds, seconds))
}

/// The nearest pair of rows, where none gives the stated duration.
fn differing(
    document: &Document,
    passage: &Passage,
    stated: &Stated<'_>,
    lines: &LineIndex,
    starts: &[&TimelineRow],
    stops: &[&TimelineRow],
) -> Option<Contradiction> {
    let mut nearest: Option<(f64, &TimelineRow, &TimelineRow)> = None;
    for start in starts {
        for stop in stops.iter().filter(|stop| stop.line != start.line) {
            let Some((seconds, unit)) = between(&start.moment, &stop.moment) else { continue };
            let is_doubtful = start.moment.approximate || stop.moment.approximate;
            if seconds >= 0.0 && (is_doubtful || stated.holds(seconds, unit)) {
                return None;
            }
            let distance = |s: f64| (s - stated.seconds).abs();
            if seconds >= 0.0 && nearest.is_none_or(|(best, ..)| distance(seconds) < distance(best)) {
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
    Some(differs(place(document, passage, stated.said, lines), derived, stated.seconds, seconds))
}

fn ends<'t>(stated: &Stated<'t>) -> Option<Ends<'t>> {
    let rest = stated.behind.trim_start();
    let head = stated.before;
    rest.strip_prefix("from ")
        .and_then(|r| r.split_once(" to "))
        .or_else(|| rest.strip_prefix("between ").and_then(|r| r.split_once(" and ")))
        .filter(|(from, _)| from.split(' ').count() <= 6)
        .map(|(from, to)| Ends::Both { from, to: first_words(clause(to), 5) })
        .or_else(|| japanese(head, rest))
        .or_else(|| after(head, rest))
        .or_else(|| once(head, rest))
        .or_else(|| last(head, rest))
}

/// The text up to the end of its clause.
fn clause(text: &str) -> &str {
    text.split([',', '.', ';', '(', ':', '。', '、', '（']).next().unwrap_or_default()
}

/// The text from the start of its clause.
fn clause_in_front(text: &str) -> &str {
    text.rsplit(['.', ',', ';', ':', '(', '。', '、', '（', '\n']).next().unwrap_or_default()
}

fn first_words(text: &str, count: usize) -> &str {
    let end = text.match_indices(' ').nth(count - 1).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// `Errors began … after the deploy`, `acknowledged within … of the page`: the later end stands in front.
fn after<'t>(head: &'t str, rest: &'t str) -> Option<Ends<'t>> {
    let from = rest.strip_prefix("after ").or_else(|| rest.strip_prefix("of "))?;
    let from = from.strip_prefix("the ").or_else(|| from.strip_prefix("our ")).unwrap_or(from);
    // The verb stands right in front of the number: `recovered within`, `paged about`.
    let near = clause_in_front(head).split_whitespace().rev().find(|word| Role::of(word).is_some())?;
    let from = first_words(clause(from), 3);
    // `after the first 10 minutes of errors`: no event of its own.
    (Role::of(near) != Role::of(from)).then_some(Ends::Both { from, to: near })
}

/// `Once the first report came in, the queue was stopped within …`.
fn once<'t>(head: &'t str, rest: &'t str) -> Option<Ends<'t>> {
    let sentence = head.rsplit(['.', '。', '\n']).find(|part| !part.trim().is_empty())?.trim_start();
    let is_closed = rest.is_empty() || rest.starts_with(['.', ',', ';', ')']);
    let words = ["once ", "after ", "when ", "as soon as "];
    let word =
        words.into_iter().find(|word| sentence.get(..word.len()).is_some_and(|h| h.eq_ignore_ascii_case(word)))?;
    let (from, to) = sentence.get(word.len()..)?.split_once(',')?;
    let to = ["within", "in", "inside", "took"].into_iter().find_map(|word| to.trim_end().strip_suffix(word))?;
    (is_closed && !to.contains(',')).then_some(Ends::Both { from, to })
}

/// `The problem was detected after 40 minutes`, `It took 40 minutes to detect it`, `40 minutes passed before anyone noticed`.
fn last<'t>(head: &'t str, rest: &'t str) -> Option<Ends<'t>> {
    let own = clause_in_front(head).trim_end();
    let took = ["took", "takes", "needed", "required", "took us"].iter().any(|word| own.ends_with(word));
    if let Some(to) = rest.strip_prefix("to ").filter(|_| took) {
        return Some(Ends::Last { to: first_words(clause(to), 2) });
    }
    if let Some(to) = rest.strip_prefix("passed before ").or_else(|| rest.strip_prefix("went by before ")) {
        return Some(Ends::Last { to: clause(to) });
    }
    let closed = rest.is_empty() || rest.starts_with(['.', ',', ';', ')']);
    let verb = own.strip_suffix("after").or_else(|| own.strip_suffix(" in")).filter(|_| closed)?;
    let verb = verb.split_whitespace().next_back()?;
    verb.ends_with("ed").then_some(Ends::Last { to: verb })
}

/// `ページから復旧まで14分`, `検知から10分以内に切り替えた`, `デプロイの5分後に検知`, `検知まで40分`.
fn japanese<'t>(head: &'t str, rest: &'t str) -> Option<Ends<'t>> {
    let own = clause_in_front(head);
    let own = ["約", "およそ", "わずか", "ほぼ"]
        .iter()
        .fold(own, |own, word| own.trim_end().trim_end_matches(word))
        .trim_end();
    let bare = ["に", "は", "の", "には", "が"].iter().fold(own, |own, word| own.strip_suffix(word).unwrap_or(own));
    if let Some(to) = bare.strip_suffix("まで") {
        return Some(to.rsplit_once("から").map_or(Ends::Last { to }, |(from, to)| Ends::Both { from, to }));
    }
    // `後に`, `以内に`, `で`: what follows is the later event.
    let later = ["後に", "以内に", "で", "後、"].iter().find_map(|word| rest.strip_prefix(word));
    let from = own.strip_suffix("から").or_else(|| own.strip_suffix("の")).or_else(|| own.strip_suffix("後"));
    let (from, to) = from.zip(later)?;
    let to = clause(to);
    (!from.is_ascii() && !to.is_empty()).then_some(Ends::Both { from, to })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::time::duration;

    fn shown(text: &str) -> String {
        let found = duration::all(text)[0];
        let stated = Stated::new(text, found);
        match ends(&stated) {
            Some(Ends::Both { from, to }) => format!("{} > {}", from.trim(), to.trim()),
            Some(Ends::Last { to }) => format!("> {}", to.trim()),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn sentences_name_their_ends() {
        for (text, expected) in [
            ("Only 10 minutes from page to fix.", "page > fix"),
            ("It was fixed 25 minutes after the page.", "page > fixed"),
            (
                "Once the first report came in, the queue was stopped within 10 minutes.",
                "the first report came in > the queue was stopped",
            ),
            ("The problem was detected after 40 minutes.", "> detected"),
            ("It took 40 minutes to detect the problem.", "> detect the"),
            ("検知から10分以内に手動開放へ切り替えた。", "検知 > 手動開放へ切り替えた"),
            ("検知までに約40分かかった", "> 検知"),
            ("デプロイの5分後にアラートが発報した", "デプロイ > アラートが発報した"),
            ("ページから復旧まで約14分。", "ページ > 復旧"),
            ("The first spike lasted 5 minutes.", "none"),
            ("Retries wait for 10 minutes.", "none"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
