//! Log templates that are new or exploded, per service.

use std::collections::BTreeMap;

use backstory_model::{ServiceName, Window};

use super::{LogView, system::workload};

/// What the logs of a service add, and the template that shows it best.
#[derive(Debug, Clone, Copy)]
pub(super) struct Noise<'a> {
    /// Weighted strength of its templates.
    pub(super) strength: f64,
    pub(super) template: &'a str,
    /// Whether that template came for the first time, or with the first sign of the trouble.
    pub(super) is_new: bool,
    worst: f64,
}

/// Standard errors of a Poisson count above which a rate has changed: hundreds of templates are compared.
const Z: f64 = 4.0;
/// A template that is no error tells less: traffic alone moves it.
const HARMLESS: f64 = 0.1;

/// What came for the first time so shortly before the window, seconds, came with what the window is about.
const JUST_BEFORE_S: i64 = 120;
/// Records from which on a new error is more than the slip of a request or two.
const MANY: f64 = 20.0;
/// Times as many records as usual: errors come in clusters, which no count of independent ones allows for.
const TIMES: f64 = 3.0;

/// Whether a service logs an error that it did not use to log, or not nearly as often.
///
/// Against a baseline in which a service wrote nothing nothing is new; but one that came to write errors above all is
/// broken by any habit.
pub(super) fn breaks(logs: &[LogView<'_>], baseline: Window, window: Window) -> bool {
    let ratio = length(window) / length(baseline);
    let mut errors: BTreeMap<(ServiceName, &str), (f64, f64)> = BTreeMap::new();
    for log in logs.iter().filter(|l| l.is_error && l.is_heard) {
        // Pods of a workload write the same.
        let sums = errors.entry((workload(log.service), log.template)).or_default();
        *sums = (sums.0 + count(log, baseline) * ratio, sums.1 + count(log, window));
    }
    let mut young: BTreeMap<ServiceName, (f64, f64)> = BTreeMap::new();
    for log in logs.iter().filter(|l| !l.is_heard) {
        let seen = count(log, window);
        let sums = young.entry(workload(log.service)).or_default();
        *sums = (sums.0 + seen, sums.1 + if log.is_error { seen } else { 0.0 });
    }
    let is_broken = |(all, failed): (f64, f64)| failed >= MANY.max(all / 2.0);
    young.into_values().any(is_broken)
        || errors.into_values().any(|(expected, seen)| {
            seen >= MANY.max(TIMES * expected) && (seen - expected) / (expected + 1.0).sqrt() > Z
        })
}

/// Excess of log lines per service.
pub(super) fn noise<'a>(logs: &[LogView<'a>], baseline: Window, window: Window) -> BTreeMap<ServiceName, Noise<'a>> {
    let ratio = length(window) / length(baseline);
    let mut found: BTreeMap<ServiceName, Noise<'a>> = BTreeMap::new();
    for log in logs {
        let expected = count(log, baseline) * ratio;
        let seen = count(log, window);
        let z = (seen - expected) / (expected + 1.0).sqrt();
        if z <= Z {
            continue;
        }
        // Logarithm: a template that repeats a thousand times is not a thousand times the news.
        let strength = z.ln() * if log.is_error { 1.0 } else { HARMLESS };
        let entry = found.entry(workload(log.service)).or_insert(Noise {
            strength: 0.0,
            template: log.template,
            is_new: false,
            worst: 0.0,
        });
        entry.strength += strength;
        if strength > entry.worst {
            entry.worst = strength;
            let first = log.per_second.iter().map(|(second, _)| *second).min();
            entry.is_new = first.is_some_and(|first| first >= window.start.as_second() - JUST_BEFORE_S);
            entry.template = log.template;
        }
    }
    found
}

fn length(window: Window) -> f64 {
    window.duration().as_secs_f64().max(1.0)
}

fn count(log: &LogView<'_>, window: Window) -> f64 {
    let (from, to) = (window.start.as_second(), window.end.as_second());
    log.per_second.iter().filter(|(t, _)| (from..to).contains(t)).map(|(_, n)| *n as f64).sum()
}
