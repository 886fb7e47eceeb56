//! How long a service takes for its own part of a request, against what its operations took before.
//!
//! Shares of all requests' time are small where few requests come by. Here each request that met the service is one
//! observation: its own time there over what the same operations usually take. The two sides are compared by the
//! rank-sum test (Mann and Whitney, *Annals of Mathematical Statistics*, 1947), which asks nothing about tails.

use std::collections::BTreeMap;

use super::durations::Samples;
use super::requests::{Requests, Unit};

/// Added to both times of a request: what is shorter nobody waits for, and clocks do not tell it apart.
const UNFELT_S: f64 = 1e-3;
/// Requests on either side below which ranks decide nothing.
const FEWEST: usize = 4;

/// Spread of the logarithms of times that like requests take at least.
const LEAST_SPREAD: f64 = 0.1;

/// How a service's pace changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pace {
    /// Times as long as before, at the median request.
    pub(super) ratio: f64,
    /// Chance that the window's requests rank as high when nothing differs.
    pub(super) chance: f64,
}

/// The pace of each service that enough requests met on both sides, by name index.
pub(super) fn of(own: &BTreeMap<(u32, u32), Samples>, requests: &Requests) -> BTreeMap<u32, Pace> {
    let mut times: BTreeMap<(u32, Unit), (f64, f64)> = BTreeMap::new();
    for ((service, _), samples) in own {
        let Some(usual) = samples.usual_s(requests) else { continue };
        for (unit, took) in samples.each() {
            let (own, expected) = times.entry((*service, unit)).or_default();
            *own += took;
            *expected += usual;
        }
    }
    let mut sides: BTreeMap<u32, [Vec<f64>; 2]> = BTreeMap::new();
    for ((service, unit), (own, expected)) in times {
        let [before, during] = sides.entry(service).or_default();
        let side = if requests.is_during(unit) { during } else { before };
        side.push(((own + UNFELT_S) / (expected + UNFELT_S)).ln());
    }
    sides.into_iter().filter_map(|(service, [before, during])| Some((service, compare(before, during)?))).collect()
}

fn compare(mut before: Vec<f64>, mut during: Vec<f64>) -> Option<Pace> {
    if before.len().min(during.len()) < FEWEST {
        return None;
    }
    let mut chance = upper_tail(rank_sum(&before, &during));
    let (slowest, fastest) =
        (before.iter().copied().fold(f64::MIN, f64::max), during.iter().copied().fold(f64::MAX, f64::min));
    if fastest > slowest {
        // Ranks of few requests cannot tell twice from thirty times as long; by how much they differ can.
        chance = chance.min(by_distance(&before, &during));
    }
    let risen = backstory_signals::median(&mut during)? - backstory_signals::median(&mut before)?;
    Some(Pace { ratio: risen.exp(), chance })
}

/// The rank-sum statistic of the later values among both, in standard deviations; equal values share their ranks.
fn rank_sum(before: &[f64], during: &[f64]) -> f64 {
    let mut all: Vec<(f64, bool)> =
        before.iter().map(|v| (*v, false)).chain(during.iter().map(|v| (*v, true))).collect();
    all.sort_by(|x, y| x.0.total_cmp(&y.0));
    let (mut sum, mut at) = (0.0, 0.0);
    for equal in all.chunk_by(|x, y| x.0.total_cmp(&y.0).is_eq()) {
        let rank = at + f64::midpoint(1.0, equal.len() as f64);
        sum += rank * equal.iter().filter(|(_, is_during)| *is_during).count() as f64;
        at += equal.len() as f64;
    }
    let (fore, late) = (before.len() as f64, during.len() as f64);
    let above = sum - late * (late + 1.0) / 2.0;
    (above - fore * late / 2.0) / (fore * late * (fore + late + 1.0) / 12.0).sqrt()
}

/// Chance of means as far apart, of logarithms of times that are normal on both sides (Student's t test; its tail by the
/// approximation of Wallace, *Annals of Mathematical Statistics*, 1959).
fn by_distance(before: &[f64], during: &[f64]) -> f64 {
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let (usual, seen) = (mean(before), mean(during));
    let squares = |v: &[f64], m: f64| v.iter().map(|x| (x - m).powi(2)).sum::<f64>();
    let (fore, late) = (before.len() as f64, during.len() as f64);
    let free = fore + late - 2.0;
    // Clocks tell times apart by some percent at best.
    let variance = ((squares(before, usual) + squares(during, seen)) / free).max(LEAST_SPREAD.powi(2));
    let t = (seen - usual) / (variance * (1.0 / fore + 1.0 / late)).sqrt();
    upper_tail((8.0 * free + 1.0) / (8.0 * free + 3.0) * (free * (t * t / free).ln_1p()).sqrt())
}

/// Chance of a normal value above `z` (Abramowitz and Stegun, 26.2.17: off by less than 1e-7).
fn upper_tail(z: f64) -> f64 {
    if z < 0.0 {
        return 1.0 - upper_tail(-z);
    }
    let t = 1.0 / (1.0 + 0.231_641_9 * z);
    let density = (-z * z / 2.0).exp() / std::f64::consts::TAU.sqrt();
    let terms = [0.319_381_53, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
    density * t * terms.iter().rev().fold(0.0, |sum, c| sum * t + c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_are_those_of_the_table() {
        for (z, expected) in [(0.0, 0.5), (1.644_854, 0.05), (-1.644_854, 0.95), (3.090_232, 0.001)] {
            assert!((upper_tail(z) - expected).abs() < 1e-6, "{z}");
        }
    }

    #[test]
    fn few_requests_that_take_many_times_as_long_are_told_from_few_that_take_a_little_longer() {
        let usual = vec![0.0, 0.2, -0.1, 0.3, 0.1];
        let slower = |by: f64| compare(usual.clone(), vec![by, by + 0.2, by - 0.1, by + 0.1]).unwrap().chance;
        // Thirty times as long, and half as long again.
        assert!(slower(3.4) < 1e-5 && slower(0.5) > 1e-3, "{} {}", slower(3.4), slower(0.5));
        // Four values that differ by as much among themselves.
        let wide = compare(vec![0.0, 3.0, -2.0, 1.0], vec![3.1, 6.0, 4.5, 3.4]).unwrap().chance;
        assert!(wide > 1e-3, "{wide}");
        // The table has 0.025 for 2.447 at six degrees of freedom.
        let at = |t: f64| (8.0 * 6.0 + 1.0) / (8.0 * 6.0 + 3.0) * (6.0 * (t * t / 6.0_f64).ln_1p()).sqrt();
        assert!((upper_tail(at(2.447)) - 0.025).abs() < 1e-3);
    }

    #[test]
    fn ranks_tell_what_is_slower_and_one_slow_request_does_not() {
        let usual: Vec<f64> = (0..20).map(|i| f64::from(i * 7 % 20) / 100.0).collect();
        let slow: Vec<f64> = usual.iter().take(8).map(|v| v + 1.0).collect();
        let found = compare(usual.clone(), slow).unwrap();
        assert!(found.ratio > 2.0 && found.chance < 1e-3, "{found:?}");
        let mut one = usual.clone();
        one[0] = 9.0;
        let found = compare(usual, one).unwrap();
        assert!(found.ratio < 1.2 && found.chance > 0.2, "{found:?}");
    }
}
