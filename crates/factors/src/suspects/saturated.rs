//! Resources that hit a limit in the window and not before.

use std::collections::BTreeMap;

use backstory_model::ServiceName;
use backstory_signals::{Saturation, SeriesView, median, plateau, saturation};

use super::system::{Signal, System};
use backstory_model::measure::{Capacity, Quantity, capacity_of, full_share, is_left_over, is_use_of};

/// The fullest resource per service.
pub(super) fn full<'s, 'a>(system: &'s System<'a>) -> BTreeMap<ServiceName, (&'s Signal<'a>, Saturation)> {
    let mut limits: BTreeMap<&ServiceName, BTreeMap<Capacity, f64>> = BTreeMap::new();
    for s in &system.signals {
        let Some(of) = capacity_of(s.metric, s.resource) else { continue };
        let mut levels = SeriesView::new(&s.times_s, &s.values).present_values();
        let Some(limit) = median(&mut levels) else { continue };
        // Pods of one size are the rule; of several the largest claims least.
        let known = limits.entry(&s.service).or_default().entry(of).or_insert(limit);
        *known = known.max(limit);
    }
    let mut found: BTreeMap<ServiceName, (&Signal<'_>, Saturation)> = BTreeMap::new();
    for s in system.signals.iter().filter(|s| !s.of_host && capacity_of(s.metric, None).is_none()) {
        let view = SeriesView::new(&s.times_s, &s.values);
        let window = system.window_of(s);
        // The limit that says most about what it limits.
        let limit = limits
            .get(&s.service)
            .into_iter()
            .flatten()
            .filter(|(of, _)| is_use_of(s.metric, of))
            .max_by_key(|(of, _)| of.exactness())
            .map(|(_, limit)| *limit);
        // What is told as a share knows its limit; a processor at its own is told of elsewhere.
        let is_held =
            matches!(s.quantity, Quantity::Memory | Quantity::Disk | Quantity::Pool) && !is_left_over(s.metric);
        let limit = limit.or_else(|| full_share(s.metric, &s.values).filter(|_| is_held));
        let hit = match limit {
            Some(limit) => {
                let before = saturation(view, limit, system.baseline_of(s)).map_or(0.0, |b| b.share);
                saturation(view, limit, window).filter(|w| w.share > 2.0 * before)
            }
            // Without a stated limit only what comes in slots is believed to have one.
            None if s.quantity == Quantity::Pool => plateau(view, system.baseline_of(s), window),
            None => None,
        };
        if let Some(hit) = hit
            && found.get(&s.service).is_none_or(|(_, old)| hit.share > old.share)
        {
            found.insert(s.service.clone(), (s, hit));
        }
    }
    found
}
