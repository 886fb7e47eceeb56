//! The durations of the head against its times, else against the rows, else against the analysis.

use backstory_model::Analysis;

use crate::numbers::{
    Contradiction, Place, between, differs, end_of, event::role::Role, interval::stated::tolerance, place_of,
    reading::bound::Bound,
};
use crate::{
    document::{Document, Fact, FactKey, Moment, Span, TimelineRow},
    import::time::duration,
};

/// Durations of the head.
pub(in crate::numbers) fn check(document: &Document, analysis: Option<&Analysis>, out: &mut Vec<Contradiction>) {
    use FactKey as K;
    for fact in &document.facts {
        let Some(stated) = duration::at_start(&fact.value.text).or_else(|| by_label(fact)) else { continue };
        let measured = analysis.map(|a| &a.durations);
        let (by_analysis, stops, role) = match fact.key {
            K::TimeToDetect => (measured.and_then(|d| d.ttd_s), &[K::Detected][..], Some(Role::Detect)),
            K::TimeToAcknowledge => (measured.and_then(|d| d.tta_s), &[K::Acknowledged][..], Some(Role::Acknowledge)),
            K::TimeToMitigate => (measured.and_then(|d| d.ttm_s), &[K::Mitigated][..], Some(Role::Fix)),
            K::TimeToRecover => (measured.and_then(|d| d.ttr_s), &[K::Resolved][..], Some(Role::Fix)),
            K::Duration => (None, &[K::Resolved, K::Mitigated][..], None),
            _ => continue,
        };
        if let Some(seconds) = by_analysis.filter(|s| (s - stated.seconds).abs() > stated.unit_s) {
            let derived = Place { line: 0, span: Span::default(), text: "analysis".to_owned() };
            out.push(differs(place_of(fact), derived, stated.seconds, seconds));
            continue;
        }
        // A length that was picked from a sentence may be of something else; sentences are judged where they stand.
        if fact.label.is_empty() && fact.key == K::Duration && !is_said_of_all(document, fact) {
            continue;
        }
        match (by_facts(document, fact, stated, stops), role) {
            (Found::Differs(found), _) => out.push(*found),
            (Found::Holds, _) => {}
            (Found::Unknown, Some(role)) => out.extend(by_rows(document, fact, stated, role)),
            (Found::Unknown, None) => against_rows(document, fact, stated, out),
        }
    }
}

/// `Duration (min): 240`: the unit stands in the label.
fn by_label(fact: &Fact) -> Option<duration::Found> {
    let label = fact.label.to_lowercase();
    let inside = label.split_once(['(', '（'])?.1.trim_end_matches([')', '）', ' ']);
    let unit_s = match inside {
        "min" | "mins" | "minutes" | "分" => 60.0,
        "h" | "hours" | "hrs" | "時間" => 3_600.0,
        "s" | "sec" | "seconds" | "秒" => 1.0,
        _ => return None,
    };
    let number: f64 = fact.value.text.trim().parse().ok().filter(|number| *number > 0.0 && *number < 1e6)?;
    Some(duration::Found { start: 0, end: fact.value.text.len(), seconds: number * unit_s, unit_s })
}

/// Whether the words in front of a duration say it of the incident as a whole: `停止時間は３時間２０分`, `an outage of 2 hours`.
fn is_said_of_all(document: &Document, fact: &Fact) -> bool {
    const SAID: [&str; 19] = [
        "停止時間は",
        "継続時間は",
        "障害時間は",
        "影響時間は",
        "停止は",
        "障害は",
        "lasted",
        "outage of",
        "downtime of",
        "duration of",
        "duration was",
        "total of",
        "down for",
        "lasting",
        "unavailable for",
        "offline for",
        "停止は全体で",
        "影響の全体は",
        "停止時間は合計",
    ];
    const LOOKED_AT: usize = 120;
    let end = fact.value.span.start;
    let source = document.source();
    let from = (end.saturating_sub(LOOKED_AT)..=end).find(|at| source.is_char_boundary(*at)).unwrap_or(end);
    let head = source.get(from..end).unwrap_or_default();
    // The sentence may be of an earlier case.
    if crate::numbers::reading::sentence::split(head)
        .pop()
        .is_some_and(crate::numbers::reading::sentence::is_of_other_case)
    {
        return false;
    }
    let head = head.trim_end_matches([' ', '約', '~', '*', '_', '\n', '\r']).to_lowercase();
    let head = ["about", "around", "roughly", "approximately"]
        .iter()
        .fold(head.as_str(), |head, word| head.strip_suffix(word).map_or(head, str::trim_end));
    // `For 95 minutes on May 22nd the ledger …`, at the start of a sentence.
    let opens = head.strip_suffix("for").is_some_and(|front| {
        let front = front.trim_end_matches(' ');
        front.is_empty() || front.ends_with(['.', '\n', '>', ':'])
    });
    let of_talks = head.strip_suffix("lasted").is_some_and(|subject| {
        let last = subject.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        TALKS.contains(&last)
    });
    opens || !of_talks && SAID.iter().any(|word| head.ends_with(word))
}

/// What people do about an incident has a length of its own.
const TALKS: [&str; 12] = [
    "call",
    "calls",
    "bridge",
    "meeting",
    "meetings",
    "session",
    "discussion",
    "debate",
    "review",
    "conference",
    "room",
    "handover",
];

enum Found {
    Holds,
    Differs(Box<Contradiction>),
    /// The head names no two ends.
    Unknown,
}

/// The bound that the words in front of a value make.
fn bound(fact: &Fact, stated: duration::Found) -> Bound {
    if fact.moment.as_ref().is_some_and(|moment| moment.approximate) {
        return Bound::About;
    }
    let words = fact.value.text.as_str();
    Bound::of(words.get(..stated.start).unwrap_or_default(), words.get(stated.end..).unwrap_or_default())
}

/// Against the times of the head. Teams count from the start or from the detection: only what neither gives is wrong.
fn by_facts(document: &Document, fact: &Fact, stated: duration::Found, stops: &[FactKey]) -> Found {
    let bound = bound(fact, stated);
    let of = |keys: &[FactKey]| -> Vec<&Fact> { document.facts.iter().filter(|f| keys.contains(&f.key)).collect() };
    let mut nearest: Option<(f64, &Fact, &Fact)> = None;
    for start in of(&[FactKey::Start, FactKey::Detected]) {
        for stop in of(stops).into_iter().filter(|stop| stop.span != start.span) {
            // Start and detection in one line are one event of two names.
            let is_one = start.line == stop.line && stop.key == FactKey::Detected;
            let pair = start.moment.as_ref().zip(stop.moment.as_ref()).filter(|_| !is_one);
            let Some((from, to)) = pair else { continue };
            for (seconds, unit_s) in between(from, to).into_iter().chain(by_the_clock(from, to)) {
                if bound.holds(stated.seconds, seconds, tolerance(stated.unit_s, unit_s)) {
                    return Found::Holds;
                }
                nearest = nearest.or(Some((seconds, start, stop)));
            }
        }
    }
    let Some((seconds, start, stop)) = nearest else { return Found::Unknown };
    let text = format!("{} – {}", start.value.text, stop.value.text);
    let span = Span::new(start.span.start.min(stop.span.start), start.span.end.max(stop.span.end));
    let line = if fact.key == FactKey::Duration { start.line } else { stop.line };
    Found::Differs(Box::new(differs(place_of(fact), Place { line, span, text }, stated.seconds, seconds)))
}

/// What a clock on the wall showed: a change to summer time in between makes it differ from what passed.
fn by_the_clock(from: &Moment, to: &Moment) -> Option<(f64, f64)> {
    let seconds = to.civil()?.duration_since(from.civil()?).as_secs_f64();
    Some((seconds, from.precision.seconds().max(to.precision.seconds()) as f64))
}

/// `Time to detect` and its kin against the rows: no row of that role lies so long after any other.
fn by_rows(document: &Document, fact: &Fact, stated: duration::Found, role: Role) -> Option<Contradiction> {
    // A row of unknown time may be the one that was meant.
    if document.timeline.iter().any(|row| row.moment.civil().is_none() || row.moment.unknown_digits) {
        return None;
    }
    let bound = bound(fact, stated);
    let mut told = document.timeline.iter().filter(|row| role.is_told_by(&row.event.text));
    let stop = told.next().filter(|_| told.next().is_none())?;
    // Whatever two rows the writer may have meant: a recovery is often told in words of its own.
    let rows = || document.timeline.iter().take(200);
    let holds = |from: &TimelineRow, to: &TimelineRow| {
        between(&from.moment, &to.moment)
            .is_some_and(|(s, unit_s)| bound.holds(stated.seconds, s, tolerance(stated.unit_s, unit_s)))
    };
    if rows().any(|from| rows().any(|to| holds(from, to))) {
        return None;
    }
    let mut nearest: Option<(f64, &TimelineRow)> = None;
    for start in rows().filter(|start| start.line != stop.line) {
        let Some((seconds, _)) = between(&start.moment, &stop.moment).filter(|(s, _)| *s >= 0.0) else { continue };
        if start.moment.approximate || stop.moment.approximate {
            return None;
        }
        let distance = |s: f64| (s - stated.seconds).abs();
        if nearest.is_none_or(|(best, _)| distance(seconds) < distance(best)) {
            nearest = Some((seconds, start));
        }
    }
    let (seconds, start) = nearest?;
    let text = format!("{} – {}", start.moment.text, stop.moment.text);
    let derived = Place { line: stop.line, span: stop.moment.span, text };
    Some(differs(place_of(fact), derived, stated.seconds, seconds))
}

/// Without start and end in the head, a duration cannot be longer than the timeline.
fn against_rows(document: &Document, fact: &Fact, stated: duration::Found, out: &mut Vec<Contradiction>) {
    let timed = |r: &&TimelineRow| r.moment.civil().is_some() && !r.moment.unknown_digits;
    // A row whose time nobody knows may be the first or the last.
    if document.timeline.iter().any(|row| !timed(&row) || end_of(row).civil().is_none()) {
        return;
    }
    let first = document.timeline.iter().filter(timed).min_by_key(|r| r.moment.civil());
    let last = document.timeline.iter().filter(timed).max_by_key(|r| end_of(r).civil());
    let Some((first, last)) = first.zip(last).filter(|(a, b)| a.line != b.line) else { return };
    let Some((seconds, unit_s)) = between(&first.moment, end_of(last)) else { return };
    if stated.seconds > seconds + tolerance(stated.unit_s, unit_s) {
        let text = format!("{} – {}", first.moment.text, last.moment.text);
        let derived = Place { line: last.line, span: last.moment.span, text };
        out.push(differs(place_of(fact), derived, stated.seconds, seconds));
    }
}
