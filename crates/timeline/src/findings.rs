//! Log templates that stand out, merged over the pods of a service.

use std::collections::BTreeMap;
use std::sync::Arc;

use backstory_model::{Citation, Locator, LogFinding, LogFindingKind, ServiceName};
use jiff::Timestamp;

use crate::clock::{Alignment, SECOND, instant};
use crate::history::second;
use crate::source_log::{SourceLog, TemplateCount};

/// A rate is judged over this many seconds at once: a burst's start is then known to a few seconds.
const SLIDE_S: i64 = 5;
/// Occurrences within [`SLIDE_S`] below which nothing is called a burst.
const LEAST_IN_SLIDE: f64 = 5.0;
/// A burst that pauses longer than this is over.
const PAUSE_S: i64 = 30;
/// A template counts as a habit of a service that writes more often than once in this many seconds; its silence tells.
const HABIT_S: f64 = 2.0;
/// Silence that tells: this many seconds without a word from a habit.
const SILENCE_S: i64 = 30;
/// Findings kept; the rest is one command away.
const MOST: usize = 200;

struct Merged<'a> {
    service: Option<ServiceName>,
    source: String,
    text: &'a str,
    is_warning: bool,
    is_error: bool,
    seconds: BTreeMap<i64, u64>,
    first: Option<(i64, Citation)>,
    uncertainty_s: Option<f64>,
}

/// Finds templates that are new, burst or fall silent after `cut`, compared with what came before it.
///
/// The answer is ordered by strength, strongest first.
pub(crate) fn find(logs: &[SourceLog], clocks: &[Alignment], cut: Timestamp, end: Timestamp) -> Vec<LogFinding> {
    let mut merged: BTreeMap<(Option<&str>, &str), Merged<'_>> = BTreeMap::new();
    let mut covered: BTreeMap<Option<&str>, (i64, i64)> = BTreeMap::new();
    for (log, clock) in logs.iter().zip(clocks) {
        let service = log.service.as_ref().map(ServiceName::as_str);
        if let Some((first, last)) = log.covered {
            let own = (clock.utc(first).div_euclid(SECOND), clock.utc(last).div_euclid(SECOND));
            covered.entry(service).and_modify(|c| *c = (c.0.min(own.0), c.1.max(own.1))).or_insert(own);
        }
        for template in &log.templates {
            add(merged.entry((service, &template.text)).or_insert_with(|| empty(log, template)), log, clock, template);
        }
    }
    let (cut, end) = (cut.as_second(), end.as_second());
    let mut findings: Vec<LogFinding> = merged
        .into_values()
        .flat_map(|m| {
            let covered = covered.get(&m.service.as_ref().map(ServiceName::as_str)).copied().unwrap_or((cut, end));
            judge(&m, covered, cut, end)
        })
        .collect();
    findings.sort_by(|a, b| {
        b.strength.total_cmp(&a.strength).then(a.onset.cmp(&b.onset)).then(a.template.cmp(&b.template))
    });
    findings.truncate(MOST);
    findings
}

fn empty<'a>(log: &SourceLog, template: &'a TemplateCount) -> Merged<'a> {
    Merged {
        service: log.service.clone(),
        source: log.label.clone(),
        text: &template.text,
        is_warning: false,
        is_error: false,
        seconds: BTreeMap::new(),
        first: None,
        uncertainty_s: None,
    }
}

fn add(merged: &mut Merged<'_>, log: &SourceLog, clock: &Alignment, template: &TemplateCount) {
    merged.is_warning |= template.is_warning;
    merged.is_error |= template.is_error;
    for (at, count) in &template.seconds {
        *merged.seconds.entry(clock.utc_s(*at)).or_default() += u64::from(*count);
    }
    if let Some((nanos, line, offset)) = template.first {
        let at = clock.utc(nanos);
        if merged.first.as_ref().is_none_or(|(first, _)| at < *first) {
            let path: Arc<str> = Arc::clone(&log.path);
            merged.first = Some((at, Citation::new(&path, Locator::Line { line, offset }, &template.sample)));
            merged.uncertainty_s =
                (clock.offset_ns != 0).then(|| clock.uncertainty_ns as f64 / SECOND as f64).filter(|u| *u > 1.0);
        }
    }
}

fn judge(merged: &Merged<'_>, covered: (i64, i64), cut: i64, end: i64) -> Vec<LogFinding> {
    let Some((first_ns, citation)) = &merged.first else { return Vec::new() };
    let sum = |from: i64, to: i64| -> u64 {
        if from < to { merged.seconds.range(from..to).map(|(_, n)| n).sum() } else { 0 }
    };
    let (before, after) = (sum(i64::MIN, cut), sum(cut, end));
    let healthy_s = (cut - covered.0).max(0) as f64;
    let finding = |kind, onset: Timestamp, recovery: Option<Timestamp>, count: u64, strength: f64| LogFinding {
        service: merged.service.clone(),
        template: merged.text.to_owned(),
        is_warning: merged.is_warning,
        is_error: merged.is_error,
        kind,
        onset,
        recovery,
        count,
        strength,
        uncertainty_s: merged.uncertainty_s,
        source: merged.source.clone(),
        citation: citation.clone(),
    };
    let weight = if merged.is_error {
        3.0
    } else if merged.is_warning {
        2.0
    } else {
        1.0
    };
    let mut found = Vec::new();
    if before == 0 && after > 0 && healthy_s >= 60.0 {
        let last = merged.seconds.range(cut..end).next_back().map(|(s, _)| second(*s + 1));
        found.push(finding(
            LogFindingKind::FirstSeen,
            instant(*first_ns),
            last,
            after,
            weight * (1.0 + (after as f64).ln()),
        ));
    } else if before > 0 && healthy_s >= 60.0 {
        let rate = before as f64 / healthy_s;
        if let Some((onset, over)) = burst(&merged.seconds, rate, cut, end) {
            let count = sum(onset, over + 1);
            let expected = rate * (over + 1 - onset) as f64;
            // Standard deviations above a Poisson habit.
            let strength = (count as f64 - expected) / expected.max(1.0).sqrt();
            let citation_onset = second(onset);
            found.push(finding(
                LogFindingKind::Burst,
                citation_onset,
                Some(second(over + 1)),
                count,
                weight * strength.max(1.0).ln(),
            ));
        }
        if rate > 1.0 / HABIT_S
            && let Some((from, to)) = silence(&merged.seconds, cut, end.min(covered.1))
        {
            found.push(finding(LogFindingKind::Silence, second(from), to.map(second), 0, 2.0));
        }
    }
    found
}

/// The first stretch whose rate is far above the habit: onset second and last second.
fn burst(seconds: &BTreeMap<i64, u64>, rate: f64, cut: i64, end: i64) -> Option<(i64, i64)> {
    let habit = rate * SLIDE_S as f64;
    // Five times the habit and five deviations of a Poisson habit: short of that, traffic explains it.
    let threshold = (habit * 5.0).max(habit + 5.0 * habit.sqrt()).max(LEAST_IN_SLIDE);
    let in_slide = |at: i64| seconds.range(at..at + SLIDE_S).map(|(_, n)| *n).sum::<u64>() as f64;
    let onset = seconds.range(cut..end).map(|(s, _)| *s).find(|s| in_slide(*s) >= threshold)?;
    let mut last = onset;
    for at in seconds.range(onset..end).map(|(s, _)| *s) {
        if at - last > PAUSE_S {
            break;
        }
        if in_slide(at) >= (threshold / 2.0).max(habit * 2.0) || at - last <= SLIDE_S && in_slide(at) > habit * 2.0 {
            last = at;
        }
    }
    Some((onset, last))
}

/// The longest silence after `cut`: from, and to when it spoke again.
fn silence(seconds: &BTreeMap<i64, u64>, cut: i64, end: i64) -> Option<(i64, Option<i64>)> {
    let mut last = seconds.range(..cut).next_back().map_or(cut, |(s, _)| *s);
    let mut longest: Option<(i64, Option<i64>)> = None;
    let length = |s: &(i64, Option<i64>)| s.1.unwrap_or(end) - s.0;
    for at in seconds.range(cut..end).map(|(s, _)| Some(*s)).chain([None]) {
        let silence = (last, at);
        if length(&silence) >= SILENCE_S && longest.as_ref().is_none_or(|l| length(&silence) > length(l)) {
            longest = Some(silence);
        }
        last = at.unwrap_or(last);
    }
    longest
}
