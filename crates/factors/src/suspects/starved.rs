//! Processes that wait for their processor: slow in all they do for the requests that come by, however few, or at the
//! limit of their processor.

use std::collections::BTreeMap;

use backstory_model::ServiceName;
use backstory_signals::{Saturation, SeriesView, saturation};

use super::outcome::by_chance;
use super::resources::processor;
use super::system::{Signal, System};
use crate::spans::SpanSummary;
use backstory_model::measure::{Quantity, full_share};

/// Share of its limit from which on a process has waited for its processor: schedulers hold it back in slices of a tenth
/// of a second, and the reading of a minute that was partly spent at the limit is lower than the limit.
const THROTTLED: f64 = 0.75;

/// Share of a service's own time that is new where it takes twice as long: by half of that the hour of the day moves it.
const SLOWED: f64 = 0.5;

/// How sure a change of pace must be: one calm window in twenty may be told of a service that is as before.
const SURE: f64 = 0.95;

/// How sure and how large the change of a service's pace is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Slowed {
    /// One minus the number of services that would look so by chance, [`SURE`] to 1.
    pub(super) sure: f64,
    /// Share of the service's own time that is new, 0 to 1.
    pub(super) news: f64,
    /// Whether its processor tells the same by itself.
    pub(super) is_busier: bool,
    /// Whether its requests tell it by themselves.
    is_slower: bool,
}

impl Slowed {
    /// What of it is no load of the hour, which moves times, and the processor by no more than times.
    pub(super) fn weight(self) -> f64 {
        if self.is_busier { self.news } else { self.news.powi(2) }
    }

    /// How loud it is, in multiples of what is still silence: what the hour of the day brings, or half of that where
    /// requests and processor tell the same, each by itself.
    pub(super) fn loudness(self) -> f64 {
        self.news / if self.is_busier && self.is_slower { SLOWED / 2.0 } else { SLOWED }
    }
}

/// Times as much processor time as before that no hour of the day brings to one service alone.
const BUSIER: f64 = 3.0;

/// Services that take longer for their own part of each request. What the processor tells counts together with the
/// requests: few of them say little alone.
pub(super) fn slowed(system: &System<'_>, spans: &SpanSummary) -> BTreeMap<ServiceName, Slowed> {
    let of = spans.paces.len() as f64;
    let processors = system.signals.iter().filter(|s| s.quantity == Quantity::Cpu && !s.of_host).count();
    spans
        .paces
        .iter()
        .filter(|p| p.ratio > 1.0)
        .filter_map(|pace| {
            let busier = processor(system, &pace.service).filter(|s| s.shift.beyond > 0.0);
            let both = busier.map_or(1.0, |s| fisher(pace.chance, s.shift.chance.min(s.shift.rarity)));
            let sure = 1.0 - of * pace.chance.min(both);
            let is_busier = busier.is_some_and(|s| {
                !by_chance(&[s.shift.chance, s.shift.rarity], processors) && s.shift.during >= BUSIER * s.shift.before
            });
            let is_slower = 1.0 - of * pace.chance >= SURE;
            let slowed = Slowed { sure, news: 1.0 - 1.0 / pace.ratio, is_busier, is_slower };
            (sure >= SURE).then(|| (pace.service.clone(), slowed))
        })
        .collect()
}

/// The chance that two independent chances are as low as these together (Fisher's method).
fn fisher(a: f64, b: f64) -> f64 {
    let product = (a * b).clamp(f64::MIN_POSITIVE, 1.0);
    product * (1.0 - product.ln())
}

/// A processor that is at its limit in the window.
#[derive(Debug, Clone, Copy)]
pub(super) struct Throttled<'s, 'a> {
    pub(super) signal: &'s Signal<'a>,
    pub(super) hit: Saturation,
    /// Chance of as many samples at the limit by what was so before.
    pub(super) chance: f64,
}

/// The processor metrics that know their limit, and from which value on each has been at it.
pub(super) fn limits<'s, 'a>(system: &'s System<'a>) -> Vec<(&'s Signal<'a>, f64)> {
    let processors = system.signals.iter().filter(|s| s.quantity == Quantity::Cpu && !s.of_host);
    processors.filter_map(|s| Some((s, THROTTLED * full_share(s.metric, &s.values)?))).collect()
}

/// Services whose processor is at its limit more than twice as often as before.
pub(super) fn throttled<'s, 'a>(system: &'s System<'a>) -> BTreeMap<ServiceName, Throttled<'s, 'a>> {
    let mut found: BTreeMap<ServiceName, Throttled<'s, 'a>> = BTreeMap::new();
    for (signal, limit) in limits(system) {
        let view = SeriesView::new(&signal.times_s, &signal.values);
        let at = |span| saturation(view, limit, span);
        let baseline = system.baseline_of(signal);
        let Some(hit) = at(system.window_of(signal)) else { continue };
        let before = at(baseline).map_or(0, |b| b.samples);
        // One more each way: what was never seen may still be about to be.
        let usual = (before as f64 + 1.0) / (view.within(baseline).present().count() as f64 + 2.0);
        if hit.share <= 2.0 * usual {
            continue;
        }
        let chance = usual.powf(hit.samples as f64);
        let throttled = Throttled { signal, hit: Saturation { limit: limit / THROTTLED, ..hit }, chance };
        if found.get(&signal.service).is_none_or(|old| hit.share > old.hit.share) {
            found.insert(signal.service.clone(), throttled);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::fisher;

    #[test]
    fn two_weak_hints_make_a_stronger_one_and_one_alone_does_not() {
        assert!(fisher(0.01, 0.01) < 0.002 && fisher(0.01, 1.0) > 0.01);
        assert!(fisher(0.0, 0.0) < 1e-290);
    }
}
