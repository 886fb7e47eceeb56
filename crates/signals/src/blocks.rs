//! How unusual a stretch of time is for a series, judged by the series' own healthy stretches of the same length.

use crate::{Baseline, SeriesView, Span, quantile::median, quantile::quantile, quantile::robust_spread};

/// The shift of a window against the baseline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shift {
    /// Level before, in the unit of the series.
    pub before: f64,
    /// Mean of the most unusual stretch of the window, in the unit of the series.
    pub during: f64,
    /// Mean over the whole window minus what was expected, in the unit of the series.
    pub excess: f64,
    /// Signed distance of the most unusual stretch in spreads of healthy stretches of that length.
    pub z: f64,
    /// Signed distance beyond the most extreme healthy stretch on that side, in spreads; 0 when inside.
    pub beyond: f64,
    /// Samples in the window.
    pub samples: usize,
    /// Probability that as many samples of the window lie beyond the healthy bar on that side, if window and baseline
    /// were drawn from the same source. Neighbouring samples resemble each other, so the truth is larger.
    pub chance: f64,
}

/// Healthy stretches that a spread can be learned from.
const FEWEST_BLOCKS: usize = 8;

/// Compares the window with the baseline in stretches as long as the window, or an eighth of the baseline where that is
/// shorter, so that slow wandering and bursts that are usual for the series are not taken for news.
/// None when either side has no sample.
pub fn shift(series: SeriesView<'_>, baseline: Span, window: Span) -> Option<Shift> {
    let healthy: Vec<(f64, f64)> = series.within(baseline).present().collect();
    let seen: Vec<(f64, f64)> = series.within(window).present().collect();
    if healthy.is_empty() || seen.is_empty() {
        return None;
    }
    let scale = healthy.iter().chain(&seen).map(|(_, v)| v.abs()).fold(0.0, f64::max);
    let base = Baseline::of(series.within(baseline), scale)?;
    let residual = |s: &[(f64, f64)]| s.iter().map(|(t, v)| v - base.expected(*t)).collect::<Vec<f64>>();
    let (healthy, seen_res) = (residual(&healthy), residual(&seen));
    let length = seen_res.len().min(healthy.len() / FEWEST_BLOCKS).max(1);
    let mut usual = block_means(&healthy, length);
    let middle = median(&mut usual)?;
    let floor = (0.01 * base.level.abs()).max(0.001 * scale).max(f64::MIN_POSITIVE);
    let spread = robust_spread(&mut usual).max(floor);
    let extreme =
        block_means(&seen_res, length).into_iter().max_by(|a, b| (a - middle).abs().total_cmp(&(b - middle).abs()))?;
    let z = (extreme - middle) / spread;
    // One healthy stretch in twenty may belong to an incident of its own (an hour of a day); it does not set the bar.
    let bar = if z > 0.0 { quantile(&mut usual, 0.95)? } else { quantile(&mut usual, 0.05)? };
    let beyond = if z > 0.0 { ((extreme - bar) / spread).max(0.0) } else { ((extreme - bar) / spread).min(0.0) };
    // The bar of single samples, for the count of those outside.
    let mut singles = healthy.clone();
    let high = quantile(&mut singles, 0.99)?;
    let low = quantile(&mut singles, 0.01)?;
    let outside = seen_res.iter().filter(|v| if z > 0.0 { **v > high + floor } else { **v < low - floor }).count();
    let chance = chance_of(outside, seen_res.len(), healthy.len());
    let excess = seen_res.iter().sum::<f64>() / seen_res.len() as f64;
    Some(Shift {
        before: base.level + middle,
        during: base.level + extreme,
        excess,
        z,
        beyond,
        samples: seen.len(),
        chance,
    })
}

/// Upper bound of the binomial tail: `outside` of `seen` samples, each with the chance of one in `healthy`, or of the one
/// in hundred that the bar leaves out.
fn chance_of(outside: usize, seen: usize, healthy: usize) -> f64 {
    let each = (1.0 / (healthy as f64 + 1.0)).max(0.01);
    let mut chance = 1.0;
    for i in 0..outside {
        chance *= each * (seen - i) as f64 / (i + 1) as f64;
    }
    chance.min(1.0)
}

/// Means of all runs of `length` values.
fn block_means(values: &[f64], length: usize) -> Vec<f64> {
    let mut sum: f64 = values.iter().take(length).sum();
    let mut means = Vec::with_capacity(values.len().saturating_sub(length) + 1);
    means.push(sum / length.min(values.len()).max(1) as f64);
    for (old, new) in values.iter().zip(values.iter().skip(length)) {
        sum += new - old;
        means.push(sum / length as f64);
    }
    means
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_that_is_usual_is_not_news() {
        let times: Vec<f64> = (0..200).map(f64::from).collect();
        let bursty: Vec<f64> = (0..200).map(|i| if i % 20 < 2 { 50.0 } else { 10.0 + f64::from(i % 3) }).collect();
        let (base, window) = (Span::new(0.0, 160.0), Span::new(160.0, 200.0));
        let calm = shift(SeriesView::new(&times, &bursty), base, window).unwrap();
        assert!(calm.beyond.abs() < 1.0, "{calm:?}");
        let mut high = bursty;
        high[160..].iter_mut().for_each(|v| *v += 60.0);
        let hot = shift(SeriesView::new(&times, &high), base, window).unwrap();
        assert!(hot.beyond > 5.0 && hot.chance < 1e-6 && calm.chance > 0.01, "{hot:?}");
    }
}
