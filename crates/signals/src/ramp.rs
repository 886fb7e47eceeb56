//! Where a slow rise or fall began.

use crate::{SeriesView, Span};

/// Samples that a trend holds at least; fewer are a jump.
const FEWEST: usize = 8;
/// Share of the squares that the trend must explain beyond a level.
const EXPLAINED: f64 = 0.8;

/// The sample at which a series that was level began to rise or fall in a line, up to the end of `span`; none where it
/// jumped, or went so from the beginning.
///
/// Two lines that meet, the first of them level, are fitted by least squares for each place where they may meet
/// (segmented regression; Hudson, *Fitting segmented curves whose join points have to be estimated*, 1966).
pub fn ramp_start(series: SeriesView<'_>, span: Span) -> Option<f64> {
    let samples: Vec<(f64, f64)> = series.within(span).present().collect();
    let n = samples.len() as f64;
    let origin = samples.first()?.0;
    let level = samples.iter().map(|(_, v)| v).sum::<f64>() / n;
    let all: f64 = samples.iter().map(|(_, v)| (v - level).powi(2)).sum();
    // Sums of times, their squares, values, and products, of the samples from a place on.
    let (mut t1, mut t2, mut v1, mut tv, mut count) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let mut best: Option<(f64, usize)> = None;
    for (index, (time, value)) in samples.iter().enumerate().rev() {
        let (t, v) = (time - origin, value - level);
        (t1, t2, v1, tv, count) = (t1 + t, t2 + t * t, v1 + v, tv + t * v, count + 1.0);
        // The second line over the time since they met.
        let x1 = t1 - count * t;
        let x2 = t2 - 2.0 * t * t1 + count * t * t;
        let xv = tv - t * v1;
        let spread = x2 - x1 * x1 / n;
        if spread <= 0.0 {
            continue;
        }
        let explained = xv * xv / spread;
        if best.is_none_or(|(most, _)| explained > most) {
            best = Some((explained, index));
        }
    }
    let (explained, index) = best?;
    let is_trend = samples.len() - index >= FEWEST && index >= FEWEST && explained >= EXPLAINED * all && all > 0.0;
    is_trend.then(|| samples.get(index).map(|s| s.0)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(value: impl Fn(f64) -> f64) -> Option<f64> {
        let times: Vec<f64> = (0..200).map(|i| f64::from(i) * 15.0).collect();
        let noise = |i: usize| ((i * 7919) % 101) as f64 / 100.0 - 0.5;
        let values: Vec<f64> = times.iter().enumerate().map(|(i, t)| value(*t) + noise(i)).collect();
        ramp_start(SeriesView::new(&times, &values), Span::new(0.0, 3_000.0))
    }

    #[test]
    fn a_trend_begins_where_the_level_ends() {
        let leak = start(|t| 50.0 + ((t - 1_200.0) / 40.0).max(0.0)).unwrap();
        assert!((leak - 1_200.0).abs() <= 60.0, "{leak}");
        let drain = start(|t| 90.0 - ((t - 2_000.0) / 20.0).max(0.0)).unwrap();
        assert!((drain - 2_000.0).abs() <= 60.0, "{drain}");
        for (name, found) in [
            ("level", start(|_| 50.0)),
            ("jump", start(|t| if t >= 2_985.0 { 100.0 } else { 50.0 })),
            ("all the time", start(|t| t / 40.0)),
            ("wave", start(|t| 50.0 + 30.0 * (t / 150.0).sin())),
        ] {
            assert_eq!(found, None, "{name}");
        }
    }
}
