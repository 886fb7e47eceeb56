//! Metrics that left their baseline, whatever they measure.

use std::collections::BTreeMap;

use backstory_model::ServiceName;

use super::system::{Signal, System};
use backstory_model::measure::Quantity;

/// A memory excess of this share of what the median service holds is material: a process that only computes adds
/// stacks and buffers, a few percent.
const MATERIAL: f64 = 0.25;

/// The signal of a service that best says what is wrong with it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moved<'s, 'a> {
    pub(super) signal: &'s Signal<'a>,
    /// Distance of the service's farthest signal beyond its worst healthy stretch, in spreads.
    pub(super) strength: f64,
}

/// The farthest signal per service; of those the deeper one where two have moved.
pub(super) fn moved<'s, 'a>(system: &'s System<'a>) -> BTreeMap<ServiceName, Moved<'s, 'a>> {
    let mut found: BTreeMap<ServiceName, Moved<'s, 'a>> = BTreeMap::new();
    let idle = system.idle();
    for signal in system.signals.iter().filter(|s| !s.of_host && s.quantity != Quantity::Traffic) {
        if signal.quantity.is_felt() && idle.contains(&signal.service) {
            continue;
        }
        let strength = signal.badness();
        if strength <= 0.0 {
            continue;
        }
        let entry = found.entry(signal.service.clone()).or_insert(Moved { signal, strength });
        if strength > entry.strength {
            *entry = Moved { signal, strength };
        }
    }
    let typical = typical_levels(system);
    for (service, moved) in &mut found {
        if moved.signal.quantity != Quantity::Cpu {
            continue;
        }
        // Taking memory costs processor time, burning processor time costs no memory: where both moved, memory is the
        // deeper of the two.
        let deeper = system
            .signals
            .iter()
            .filter(|s| s.service == *service && s.quantity == Quantity::Memory && !s.of_host)
            .find(|s| {
                let typical = typical.get(s.metric).copied().unwrap_or(f64::INFINITY);
                s.shift.beyond > 0.0 && s.shift.during - s.shift.before > MATERIAL * typical
            });
        if let Some(signal) = deeper {
            moved.signal = signal;
        }
    }
    found
}

/// The processor metric of a service that moved most; of equals the one that is a share, which knows the limit.
pub(super) fn processor<'s, 'a>(system: &'s System<'a>, service: &ServiceName) -> Option<&'s Signal<'a>> {
    let is_share = |s: &Signal<'_>| {
        s.metric.split('_').any(|w| matches!(w, "pct" | "percent" | "ratio" | "utilization" | "usage"))
    };
    system.signals_of(service).iter().filter(|s| s.quantity == Quantity::Cpu && !s.of_host).max_by(|a, b| {
        // Rounded: the same movement in two units differs in the last digits.
        let steps = |s: &Signal<'_>| (s.shift.z.abs() * 4.0).round();
        steps(a).total_cmp(&steps(b)).then_with(|| is_share(a).cmp(&is_share(b))).then_with(|| b.metric.cmp(a.metric))
    })
}

/// Median level per metric name over all services.
fn typical_levels<'a>(system: &System<'a>) -> BTreeMap<&'a str, f64> {
    let mut levels: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for s in &system.signals {
        levels.entry(s.metric).or_default().push(s.shift.before.abs());
    }
    levels.into_iter().filter_map(|(m, mut v)| Some((m, backstory_signals::median(&mut v)?))).collect()
}
