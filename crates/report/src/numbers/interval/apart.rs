//! Durations between two events that a sentence tells in its own words, against the moments that the words mean.
//!
//! A length is only called wrong where the words find both ends, and no pair of moments that the two phrases may mean lies so
//! far apart.

use jiff::civil::Time;

use super::{
    said_between::{End, Ends, english},
    said_between_ja::japanese,
    stated::{Stated, place},
};
use crate::{
    document::{Document, LineIndex, Moment, SectionKind, Span},
    import::time::duration,
    numbers::{
        Contradiction, Place, between, differs,
        event::resolve::{Anchor, Events, Meant},
        moment::slip,
        reading::{bound::Bound, hand_slip, sentence},
    },
};

/// Share of the words of a clause that a moment must have, where the clause is not told as one of a pair.
const CLEAR: f64 = 0.5;
/// Share from which a moment is surely the one that was meant.
const SURE: f64 = 0.75;
/// Longest length of time that rows to the minute are held against.
const LONGEST_S: f64 = 20.0 * 86_400.0;

/// Checks all prose that tells what happened.
pub(in crate::numbers) fn check(document: &Document, events: &Events<'_>, out: &mut Vec<Contradiction>) {
    if document.timeline.len() < 2 {
        return;
    }
    let lines = LineIndex::new(document.source());
    let is_row = |span: Span| sentence::is_in_row(document, span);
    let is_told = |kind| !matches!(kind, SectionKind::Actions | SectionKind::Prevention | SectionKind::FollowUp);
    for passage in document.passages.iter().filter(|p| is_told(p.section) && !is_row(p.text.span)) {
        let words = passage.text.text.as_str();
        let mut last: Option<Meant> = None;
        for found in duration::all(words).into_iter().take(30) {
            let stated = Stated::new(words, found);
            let before = last.take();
            let Some(ends) = english(&stated).or_else(|| japanese(&stated)) else { continue };
            let to = meant(events, ends.to);
            last = Some(to.clone());
            let from = match ends.from {
                End::Phrase(phrase) => events.meant(phrase),
                End::Back => told_last(events, &stated).unwrap_or_else(|| events.unnamed(before)),
            };
            if stated.is_of_other_case() || stated.seconds > LONGEST_S {
                continue;
            }
            if let Some((seconds, derived)) = denied(events, &stated, &ends, &from, &to) {
                out.push(differs(place(document, passage, stated.said, &lines), derived, stated.seconds, seconds));
            }
        }
    }
}

/// What `after that` and `その後` count from: the clause in front, where it surely means one moment.
fn told_last(events: &Events<'_>, stated: &Stated<'_>) -> Option<Meant> {
    let back = ["after that", "from that", "from there", "from then", "later"];
    let is_back = back.iter().any(|word| stated.behind.trim_start().starts_with(word));
    let at = (stated.said.as_ptr() as usize).checked_sub(stated.sentence.as_ptr() as usize)?;
    let front = stated.sentence.get(..at).filter(|_| is_back)?;
    let mut clauses: Vec<&str> = front.split([',', ';']).flat_map(|part| part.split(" and ")).collect();
    // The clause right in front is what came later.
    clauses.pop()?;
    let clause = clauses.into_iter().rev().map(str::trim).find(|clause| clause.len() >= 6)?;
    let meant = events.meant(clause.strip_prefix("when ").unwrap_or(clause));
    (meant.score >= CLEAR && !meant.is_general).then_some(meant)
}

pub(super) fn meant(events: &Events<'_>, end: End<'_>) -> Meant {
    match end {
        End::Phrase(phrase) => events.meant(phrase),
        End::Back => Meant::default(),
    }
}

/// The length that the nearest of the best pairs gives, where no pair gives the stated one.
pub(super) fn denied(
    events: &Events<'_>,
    stated: &Stated<'_>,
    ends: &Ends<'_>,
    from: &Meant,
    to: &Meant,
) -> Option<(f64, Place)> {
    if !ends.is_pair && (from.score < CLEAR || to.score < CLEAR) {
        return None;
    }
    let anchors = |all: &[usize]| -> Vec<&Anchor<'_>> { all.iter().filter_map(|at| events.anchors.get(*at)).collect() };
    let (starts, stops) = (anchors(&from.strong), anchors(&to.strong));
    let (any_starts, any_stops) = (anchors(&from.weak), anchors(&to.weak));
    // Whoever reckons from rows reckons exactly: rows that are hardly meant must give the very number.
    let exactly = |from: &Anchor<'_>, to: &Anchor<'_>| {
        apart(from.moment, to.moment).is_some_and(|(s, unit_s)| {
            s >= 0.0
                && if stated.bound == Bound::Exact && stated.unit_s <= 60.0 {
                    (s - stated.seconds).abs() < 60.0
                } else {
                    stated.holds(s, unit_s)
                }
        })
    };
    let holds = |from: &Anchor<'_>, to: &Anchor<'_>| {
        let by_moment = apart(from.moment, to.moment).is_some_and(|(s, unit_s)| s >= 0.0 && stated.holds(s, unit_s));
        by_moment
            || from
                .times()
                .any(|a| to.times().any(|b| (a != b || stated.seconds < 60.0) && stated.holds(of_day(a, b), 60.0)))
    };
    // What begins or ends may be told in the prose alone.
    let is_loose = |meant: &Meant| meant.is_general || meant.score < SURE;
    let by_prose = (is_loose(from) || is_loose(to))
        && events.clocks.iter().any(|clock| {
            (is_loose(from) && stops.iter().any(|to| to.times().any(|b| stated.holds(of_day(*clock, b), 60.0))))
                || (to.is_general
                    && starts.iter().any(|from| from.times().any(|a| stated.holds(of_day(a, *clock), 60.0))))
        });
    let is_given = |starts: &[&Anchor<'_>], stops: &[&Anchor<'_>], holds: &dyn Fn(&Anchor<'_>, &Anchor<'_>) -> bool| {
        starts.iter().any(|from| stops.iter().any(|to| from.line != to.line && holds(from, to)))
    };
    let all_starts: Vec<&Anchor<'_>> = starts.iter().chain(&any_starts).copied().collect();
    let all_stops: Vec<&Anchor<'_>> = stops.iter().chain(&any_stops).copied().collect();
    if by_prose
        || is_given(&starts, &stops, &holds)
        || is_given(&all_starts, &all_stops, &exactly)
        || told_in_prose(stated, &all_starts, &all_stops)
    {
        return None;
    }
    let mut nearest: Option<(f64, &Anchor<'_>, &Anchor<'_>)> = None;
    for start in &starts {
        for stop in stops.iter().filter(|stop| stop.line != start.line) {
            let (seconds, _) = apart(start.moment, stop.moment)?;
            if !start.is_exact() || !stop.is_exact() {
                return None;
            }
            let distance = |s: f64| (s - stated.seconds).abs();
            if seconds >= 0.0 && nearest.is_none_or(|(best, ..)| distance(seconds) < distance(best)) {
                nearest = Some((seconds, start, stop));
            }
        }
    }
    let (seconds, start, stop) = nearest?;
    // `within` an hour is no claim of five seconds, nor is zero a length.
    if (seconds <= 0.0 && stated.bound != Bound::Exact)
        || !hand_slip::is_mistakable(stated.seconds, seconds, hand_slip::NEAR)
    {
        return None;
    }
    let text = format!("{} – {}", start.moment.text, stop.moment.text);
    let (first, last) = (start.span.start.min(stop.span.start), start.span.end.max(stop.span.end));
    let line = if ends.is_pair || start.row.is_none() { stop.line } else { start.line.max(stop.line) };
    Some((seconds, Place { line, span: Span::new(first, last), text }))
}

/// Seconds from one moment to another and the coarser unit; without days by the times of day.
pub(in crate::numbers) fn apart(from: &Moment, to: &Moment) -> Option<(f64, f64)> {
    between(from, to).or_else(|| {
        let seconds = from.time?.duration_until(to.time?).as_secs_f64();
        let unit_s = from.precision.seconds().max(to.precision.seconds()) as f64;
        Some((if seconds < -43_200.0 { seconds + 86_400.0 } else { seconds }, unit_s))
    })
}

fn of_day(from: Time, to: Time) -> f64 {
    from.duration_until(to).as_secs_f64().rem_euclid(86_400.0)
}

/// Whether a time of day that the sentence or the one around it tells lies so far from an end: it may be meant.
fn told_in_prose(stated: &Stated<'_>, starts: &[&Anchor<'_>], stops: &[&Anchor<'_>]) -> bool {
    let own: Vec<Time> = slip::clocks(stated.sentence).into_iter().map(|clock| clock.time).collect();
    let times = |anchors: &[&Anchor<'_>]| -> Vec<Time> {
        anchors.iter().flat_map(|anchor| anchor.times()).chain(own.iter().copied()).collect()
    };
    let (from, to) = (times(starts), times(stops));
    !own.is_empty() && from.iter().any(|a| to.iter().any(|b| a != b && stated.holds(of_day(*a, *b), 60.0)))
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, numbers::contradictions};

    const ROWS: &str = "## Timeline (UTC, 2025-03-01)\n\n- 22:31 sbc-1 upgraded to 9.4.2\n- 22:44 sbc-2 upgraded to 9.4.2\n- 22:46 registration success falls to 3 %\n- 22:48 alarm REG-LOW\n- 22:57 first call from a reseller's help desk\n- 23:20 vendor bridge established\n- 00:21 sbc-1 returned to 9.3.7\n- 00:54 sbc-1 active, registrations recovering\n";

    fn found(said: &str) -> usize {
        contradictions(&Document::parse(&format!("# T\n\n## Analysis\n\n{said}\n\n{ROWS}")), None).len()
    }

    #[test]
    fn lengths_between_events_in_other_words_are_measured() {
        for sound in [
            "The alarm followed the drop by two minutes.",
            "The alarm came nine minutes before the first reseller called.",
            "The vendor was on the bridge 32 minutes after the alarm, against a contractual 45.",
            "Upgrading the second member 13 minutes after the first was too soon.",
            "Nine minutes after the alarm, the first reseller called.",
            "Somebody had lunch 40 minutes after the alarm.",
        ] {
            assert_eq!(found(sound), 0, "{sound}");
        }
        for wrong in [
            "The alarm came a quarter of an hour before the first reseller called.",
            "The vendor was on the bridge 52 minutes after the alarm, against a contractual 45.",
            "The alarm preceded the first reseller's call by 19 minutes.",
            "From the alarm to the first call from a reseller it took 19 minutes against a target of five.",
        ] {
            assert_eq!(found(wrong), 1, "{wrong}");
        }
    }
}
