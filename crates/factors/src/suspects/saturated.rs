//! Resources that hit a limit in the window and not before.

use std::collections::BTreeMap;

use backstory_model::ServiceName;
use backstory_signals::{Saturation, SeriesView, median, plateau, saturation};

use super::system::{Signal, System};
use backstory_model::measure::{Capacity, Quantity, capacity_of, full_share, is_left_over, is_use_of};

/// The fullest resource per service.
pub(super) fn full<'s, 'a>(system: &'s System<'a>) -> BTreeMap<ServiceName, (&'s Signal<'a>, Saturation)> {
    let mut limits: BTreeMap<(&ServiceName, Capacity), f64> = BTreeMap::new();
    for s in &system.signals {
        let mut levels: Vec<f64> = s.values.iter().copied().filter(|v| v.is_finite()).collect();
        if let (Some(of), Some(limit)) = (capacity_of(s.metric, s.resource), median(&mut levels)) {
            // Pods of one size are the rule; of several the largest claims least.
            let known = limits.entry((&s.service, of)).or_insert(limit);
            *known = known.max(limit);
        }
    }
    let mut found: BTreeMap<ServiceName, (&Signal<'_>, Saturation)> = BTreeMap::new();
    for s in system.signals.iter().filter(|s| !s.of_host && capacity_of(s.metric, None).is_none()) {
        let view = SeriesView::new(&s.times_s, &s.values);
        let window = system.window_of(s);
        // The limit that says most about what it limits.
        let limit = limits
            .iter()
            .filter(|((service, of), _)| **service == s.service && is_use_of(s.metric, of))
            .max_by_key(|((_, of), _)| of.exactness())
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
