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
    worst: f64,
}

/// Standard errors of a Poisson count above which a rate has changed: hundreds of templates are compared.
const Z: f64 = 4.0;
/// A template that is no error tells less: traffic alone moves it.
const HARMLESS: f64 = 0.1;

/// Excess of log lines per service.
pub(super) fn noise<'a>(logs: &[LogView<'a>], baseline: Window, window: Window) -> BTreeMap<ServiceName, Noise<'a>> {
    let length = |w: Window| w.duration().as_secs_f64().max(1.0);
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
        let entry =
            found.entry(workload(log.service)).or_insert(Noise { strength: 0.0, template: log.template, worst: 0.0 });
        entry.strength += strength;
        if strength > entry.worst {
            entry.worst = strength;
            entry.template = log.template;
        }
    }
    found
}

fn count(log: &LogView<'_>, window: Window) -> f64 {
    let (from, to) = (window.start.as_second(), window.end.as_second());
    log.per_second.iter().filter(|(t, _)| (from..to).contains(t)).map(|(_, n)| *n as f64).sum()
}
