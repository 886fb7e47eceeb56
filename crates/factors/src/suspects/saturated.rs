//! Resources that hit a limit in the window and not before.

use std::collections::BTreeMap;

use backstory_model::ServiceName;
use backstory_signals::{Saturation, SeriesView, median, plateau, saturation};

use super::quantity::{Quantity, is_use_of, limited_by};
use super::system::{Signal, System};

/// The fullest resource per service.
pub(super) fn full<'s, 'a>(system: &'s System<'a>) -> BTreeMap<ServiceName, (&'s Signal<'a>, Saturation)> {
    let mut limits: BTreeMap<(&ServiceName, Vec<String>), f64> = BTreeMap::new();
    for s in &system.signals {
        let mut levels: Vec<f64> = s.values.iter().copied().filter(|v| v.is_finite()).collect();
        if let (Some(of), Some(limit)) = (limited_by(s.metric), median(&mut levels)) {
            // Pods of one size are the rule; of several the largest claims least.
            let known = limits.entry((&s.service, of)).or_insert(limit);
            *known = known.max(limit);
        }
    }
    let mut found: BTreeMap<ServiceName, (&Signal<'_>, Saturation)> = BTreeMap::new();
    for s in system.signals.iter().filter(|s| !s.of_host && limited_by(s.metric).is_none()) {
        let view = SeriesView::new(&s.times_s, &s.values);
        let window = system.window_of(s);
        // The limit that says most about what it limits.
        let limit = limits
            .iter()
            .filter(|((service, of), _)| **service == s.service && is_use_of(s.metric, of))
            .max_by_key(|((_, of), _)| of.len())
            .map(|(_, limit)| *limit);
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
