//! Series that hit a limit.

use crate::{SeriesView, Span, quantile::quantile};

/// A stay at a limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Saturation {
    /// First sample at the limit.
    pub reached_s: f64,
    /// Samples at the limit.
    pub samples: usize,
    /// Share of the window's samples at the limit, 0 to 1.
    pub share: f64,
    /// The limit, in the unit of the series.
    pub limit: f64,
}

/// From this share of the limit on a resource counts as full: schedulers and pools refuse before the last percent.
const FULL: f64 = 0.98;
/// Samples within this share of the highest count as the same height.
const FLAT: f64 = 0.002;

/// When `series` reached a known `limit` (a pool's size, a quota, free space used up) inside `window`.
/// None when it did not, or when the limit is no positive number.
pub fn saturation(series: SeriesView<'_>, limit: f64, window: Span) -> Option<Saturation> {
    if !(limit.is_finite() && limit > 0.0) {
        return None;
    }
    at_or_above(series.within(window), FULL * limit, limit)
}

/// A limit nobody stated: the series climbs well above `baseline` and stays flat at its highest value, as pools do.
/// Needs four samples at the top, and the top above nine tenths of the baseline's samples by a tenth.
pub fn plateau(series: SeriesView<'_>, baseline: Span, window: Span) -> Option<Saturation> {
    let seen = series.within(window);
    let top = seen.present().map(|(_, v)| v).max_by(f64::total_cmp)?;
    let usual = quantile(&mut series.within(baseline).present_values(), 0.9)?;
    if top <= 0.0 || top < usual * 1.1 {
        return None;
    }
    at_or_above(seen, top * (1.0 - FLAT), top).filter(|s| s.samples >= 4 && s.share >= 0.25)
}

fn at_or_above(seen: SeriesView<'_>, height: f64, limit: f64) -> Option<Saturation> {
    let all = seen.present().count();
    let mut full = seen.present().filter(|(_, v)| *v >= height);
    let (reached_s, _) = full.next()?;
    let samples = 1 + full.count();
    Some(Saturation { reached_s, samples, share: samples as f64 / all as f64, limit })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_pool_is_found_with_and_without_its_limit() {
        let times: Vec<f64> = (0..20).map(f64::from).collect();
        let values: Vec<f64> = times.iter().map(|t| if *t < 10.0 { 4.0 + t % 3.0 } else { 20.0 }).collect();
        let s = SeriesView::new(&times, &values);
        let (base, window) = (Span::new(0.0, 10.0), Span::new(10.0, 20.0));
        assert_eq!(saturation(s, 20.0, window).map(|s| (s.reached_s, s.samples)), Some((10.0, 10)));
        assert_eq!(plateau(s, base, window).map(|s| s.limit), Some(20.0));
        assert_eq!(saturation(s, 30.0, window), None);
        assert_eq!(saturation(s, 0.0, window), None);
        assert_eq!(plateau(s, base, base), None);
    }
}
