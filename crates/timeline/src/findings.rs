//! Log templates that stand out, merged over the pods of a service.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use backstory_logs::PerSecond;
use backstory_logs::summary::{ChangeKind, Shift, Span, shifts};
use backstory_model::{Citation, Locator, LogFinding, LogFindingKind, ServiceName};
use jiff::Timestamp;

use crate::clock::{Alignment, SECOND, instant};
use crate::history::second;
use crate::source_log::{SourceLog, TemplateCount};

/// A baseline shorter than this says nothing about what is usual, seconds.
const SHORTEST_BASELINE_S: i64 = 60;
/// A log that ran as long without a message, seconds, is known to do without it.
const HABIT_S: i64 = 10 * JUST_BEFORE_S;
/// What came for the first time so shortly before the cut, seconds, came with the trouble: the first failure that users
/// met is not the first there was.
const JUST_BEFORE_S: i64 = 120;
/// Findings kept; the rest is one command away.
const MOST: usize = 200;

struct Merged<'a> {
    service: Option<ServiceName>,
    source: String,
    text: &'a str,
    is_warning: bool,
    is_error: bool,
    is_fatal: bool,
    counts: PerSecond,
    first: Option<(i64, Citation)>,
    uncertainty_s: Option<f64>,
}

/// Finds templates that are new, burst or fall silent after `cut`, compared with what came before it.
///
/// The answer is ordered by strength, strongest first.
pub(crate) fn find(logs: &[SourceLog], clocks: &[Alignment], cut: Timestamp, end: Timestamp) -> Vec<LogFinding> {
    let mut merged: BTreeMap<(Option<&str>, &str), Merged<'_>> = BTreeMap::new();
    let mut services: BTreeMap<Option<&str>, Service> = BTreeMap::new();
    for (log, clock) in logs.iter().zip(clocks) {
        let own =
            log.covered.map(|(first, last)| (clock.utc(first).div_euclid(SECOND), clock.utc(last).div_euclid(SECOND)));
        let mut writers = BTreeSet::from([log.service.as_ref().map(ServiceName::as_str)]);
        // What a service writes besides shows that it was there, and so does what others write into the same log.
        let mut all = counts_of(&log.others, clock);
        for template in &log.templates {
            let name = log.writer(template).map(ServiceName::as_str);
            writers.insert(name);
            let counts = counts_of(&template.seconds, clock);
            all.merge(&counts);
            add(
                merged.entry((name, &template.text)).or_insert_with(|| empty(log, template)),
                log,
                clock,
                template,
                &counts,
            );
        }
        for name in writers {
            let service = services.entry(name).or_default();
            service.cover(own);
            service.counts.merge(&all);
        }
    }
    let (cut, end) = (cut.as_second(), end.as_second());
    // Where other logs were written, a service that was not there did not write.
    let watched = services.values().filter_map(|s| s.covered).map(|(first, _)| first).min();
    let mut findings: Vec<LogFinding> = merged
        .into_iter()
        .filter_map(|((name, _), template)| Some((services.get(&name)?, template)))
        .flat_map(|(service, template)| judge(&template, service, watched, cut, end))
        .collect();
    findings.sort_by(|a, b| {
        b.strength.total_cmp(&a.strength).then(a.onset.cmp(&b.onset)).then(a.template.cmp(&b.template))
    });
    findings.truncate(MOST);
    findings
}

/// All that the pods of a service wrote, with what others wrote into the same logs.
#[derive(Default)]
struct Service {
    /// First and last second.
    covered: Option<(i64, i64)>,
    counts: PerSecond,
}

impl Service {
    /// Takes the first and last second of a log that it writes into.
    fn cover(&mut self, own: Option<(i64, i64)>) {
        if let Some(own) = own {
            self.covered = Some(self.covered.map_or(own, |c| (c.0.min(own.0), c.1.max(own.1))));
        }
    }
}

fn counts_of(seconds: &[(i64, u32)], clock: &Alignment) -> PerSecond {
    seconds.iter().map(|(second, count)| (clock.utc_s(*second), *count)).collect()
}

fn empty<'a>(log: &SourceLog, template: &'a TemplateCount) -> Merged<'a> {
    Merged {
        service: log.writer(template).cloned(),
        source: log.label.clone(),
        text: &template.text,
        is_warning: false,
        is_error: false,
        is_fatal: false,
        counts: PerSecond::default(),
        first: None,
        uncertainty_s: None,
    }
}

fn add(merged: &mut Merged<'_>, log: &SourceLog, clock: &Alignment, template: &TemplateCount, counts: &PerSecond) {
    merged.is_warning |= template.is_warning;
    merged.is_error |= template.is_error;
    merged.is_fatal |= template.is_fatal;
    merged.counts.merge(counts);
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

/// Errors from which on what a new service writes is more than the slip of its start.
const MANY: u64 = 20;

fn judge(merged: &Merged<'_>, service: &Service, watched: Option<i64>, cut: i64, end: i64) -> Vec<LogFinding> {
    let (Some((first_ns, citation)), Some(covered)) = (&merged.first, service.covered) else { return Vec::new() };
    let first_s = first_ns.div_euclid(SECOND);
    let is_of_the_trouble = (cut - JUST_BEFORE_S..cut).contains(&first_s) && first_s - covered.0 >= HABIT_S;
    let cut = if is_of_the_trouble { first_s } else { cut };
    let baseline = Span { from: covered.0.min(cut), to: cut };
    // Where the log ends, nothing is silent.
    let incident = Span { from: cut, to: end.min(covered.1 + 1).max(cut) };
    let is_young = baseline.to - baseline.from < SHORTEST_BASELINE_S;
    if is_young && !(merged.is_error && watched.is_some_and(|first| cut - first >= SHORTEST_BASELINE_S)) {
        return Vec::new();
    }
    let rate = merged.counts.between(baseline.from, baseline.to) as f64 / (baseline.to - baseline.from).max(1) as f64;
    let weight = if merged.is_error {
        3.0
    } else if merged.is_warning {
        2.0
    } else {
        1.0
    };
    let of = |shift: Shift| {
        let until = shift.recovery_s.unwrap_or(incident.to);
        let last = merged.counts.iter().rev().map(|(second, _)| second).find(|second| *second < incident.to);
        let (kind, onset, recovery, count, strength) = match shift.kind {
            ChangeKind::FirstSeen => {
                let count = merged.counts.between(incident.from, incident.to);
                let recovery = last.map(|last| last + 1);
                (LogFindingKind::FirstSeen, instant(*first_ns), recovery, count, weight * (1.0 + (count as f64).ln()))
            }
            ChangeKind::Burst | ChangeKind::LevelChange => {
                let count = merged.counts.between(shift.onset_s, until);
                let expected = rate * (until - shift.onset_s) as f64;
                // Standard deviations above a Poisson habit.
                let deviations = (count as f64 - expected) / expected.max(1.0).sqrt();
                let strength = weight * deviations.max(1.0).ln();
                (LogFindingKind::Burst, second(shift.onset_s), shift.recovery_s, count, strength)
            }
            ChangeKind::Lull => {
                let count = merged.counts.between(shift.onset_s, until);
                (LogFindingKind::Lull, second(shift.onset_s), shift.recovery_s, count, 2.0)
            }
            ChangeKind::Silence => (LogFindingKind::Silence, second(shift.onset_s), shift.recovery_s, 0, 2.0),
        };
        LogFinding {
            service: merged.service.clone(),
            template: merged.text.to_owned(),
            is_warning: merged.is_warning,
            is_error: merged.is_error,
            is_fatal: merged.is_fatal,
            kind,
            onset,
            recovery: recovery.map(second),
            count,
            strength,
            uncertainty_s: merged.uncertainty_s,
            source: merged.source.clone(),
            citation: citation.clone(),
        }
    };
    if is_young {
        // Nothing is usual for it yet; errors are none of what it came for.
        let count = merged.counts.between(incident.from, incident.to);
        let new = Shift { kind: ChangeKind::FirstSeen, onset_s: first_s, recovery_s: None, strength: count as f64 };
        // That it died is news at once.
        return if count >= MANY || merged.is_fatal { vec![of(new)] } else { Vec::new() };
    }
    shifts(&merged.counts, &service.counts, baseline, incident).into_iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found of a template that comes each second from `first` on, in a log of two hours cut at one hour.
    fn found(first: i64) -> Vec<(LogFindingKind, i64)> {
        let all: PerSecond = (0..7_200).map(|second| (second, 2)).collect();
        let service = Service { covered: Some((0, 7_200)), counts: all };
        let merged = Merged {
            service: None,
            source: "log".to_owned(),
            text: "refused",
            is_warning: false,
            is_error: true,
            is_fatal: false,
            counts: (first..4_200).map(|second| (second, 1)).collect(),
            first: Some((first * SECOND, Citation::new(&Arc::from("log"), Locator::Whole, ""))),
            uncertainty_s: None,
        };
        judge(&merged, &service, Some(0), 3_600, 5_400).iter().map(|f| (f.kind, f.onset.as_second())).collect()
    }

    #[test]
    fn what_begins_just_before_the_first_failure_is_new() {
        assert_eq!(found(3_570).first(), Some(&(LogFindingKind::FirstSeen, 3_570)));
        assert_eq!(found(3_610).first(), Some(&(LogFindingKind::FirstSeen, 3_610)));
        assert!(found(3_300).iter().all(|(kind, _)| *kind != LogFindingKind::FirstSeen));
    }
}
