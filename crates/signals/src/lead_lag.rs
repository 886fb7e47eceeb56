//! Which of two series moves first.

use crate::{SeriesView, quantile::median};

/// How `b` follows `a`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeadLag {
    /// Seconds by which `a` leads `b`; negative when `b` leads.
    pub lead_s: f64,
    /// Correlation at that lead, -1 to 1.
    pub correlation: f64,
    /// Width of a grid step: leads below are not resolved.
    pub resolution_s: f64,
}

/// Fewest grid points that must overlap: below, chance correlations of one half are common.
const FEWEST: usize = 12;

/// The lead of `a` before `b`, at most `max_lead_s`, by cross-correlation on the coarser of the two grids.
///
/// None when fewer than 12 points overlap, when one of the two does not move, or when no lead gives a correlation of
/// at least one half.
pub fn lead_lag(a: SeriesView<'_>, b: SeriesView<'_>, max_lead_s: f64) -> Option<LeadLag> {
    let step = step_of(a)?.max(step_of(b)?);
    let start = a.present().next()?.0.max(b.present().next()?.0);
    let end = a.present().last()?.0.min(b.present().last()?.0);
    let points = (end - start) / step;
    // A bound on the work for absurd spans; 100,000 points are a day of seconds.
    if !(points.is_finite() && (FEWEST as f64..100_000.0).contains(&points)) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked above")]
    let n = points as usize + 1;
    let (a, b) = (grid(a, start, step, n), grid(b, start, step, n));
    #[expect(clippy::cast_possible_truncation, reason = "bounded by the number of points")]
    let most = (max_lead_s / step).floor().clamp(0.0, (n - FEWEST) as f64) as i64;
    let mut best: Option<(i64, f64)> = None;
    for lag in -most..=most {
        let Some(r) = correlation(&a, &b, lag) else { continue };
        // The smaller lead wins a tie: it claims less.
        let better = best.is_none_or(|(l, old)| {
            r.abs() > old.abs() + 1e-12 || (r.abs() >= old.abs() - 1e-12 && lag.abs() < l.abs())
        });
        if better {
            best = Some((lag, r));
        }
    }
    let (lag, correlation) = best.filter(|(_, r)| r.abs() >= 0.5)?;
    Some(LeadLag { lead_s: lag as f64 * step, correlation, resolution_s: step })
}

fn step_of(s: SeriesView<'_>) -> Option<f64> {
    let times: Vec<f64> = s.present().map(|(t, _)| t).collect();
    let mut steps: Vec<f64> =
        times.windows(2).filter_map(|w| Some(w.get(1)? - w.first()?)).filter(|d| *d > 0.0).collect();
    median(&mut steps)
}

/// Last known value at each grid point.
fn grid(s: SeriesView<'_>, start: f64, step: f64, n: usize) -> Vec<f64> {
    let mut samples = s.present().peekable();
    let mut current = f64::NAN;
    (0..n)
        .map(|i| {
            let t = start + i as f64 * step;
            while let Some((_, v)) = samples.next_if(|(at, _)| *at <= t + 1e-9) {
                current = v;
            }
            current
        })
        .collect()
}

/// Pearson's r of `a[i]` with `b[i + lag]`.
fn correlation(a: &[f64], b: &[f64], lag: i64) -> Option<f64> {
    let skip_a = usize::try_from(-lag).unwrap_or(0);
    let skip_b = usize::try_from(lag).unwrap_or(0);
    let pairs = || a.iter().skip(skip_a).zip(b.iter().skip(skip_b)).filter(|(x, y)| x.is_finite() && y.is_finite());
    let n = pairs().count();
    if n < FEWEST {
        return None;
    }
    let mean_a = pairs().map(|p| p.0).sum::<f64>() / n as f64;
    let mean_b = pairs().map(|p| p.1).sum::<f64>() / n as f64;
    let (mut aa, mut bb, mut ab) = (0.0, 0.0, 0.0);
    for (x, y) in pairs() {
        aa += (x - mean_a).powi(2);
        bb += (y - mean_b).powi(2);
        ab += (x - mean_a) * (y - mean_b);
    }
    let scale = (aa * bb).sqrt();
    (scale > 0.0).then(|| ab / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_that_moves_first_leads() {
        let times: Vec<f64> = (0..60).map(|i| f64::from(i) * 5.0).collect();
        let bump = |at: f64| times.iter().map(|t| (-((t - at) / 20.0).powi(2)).exp()).collect::<Vec<_>>();
        let (a, b) = (bump(100.0), bump(130.0));
        let found = lead_lag(SeriesView::new(&times, &a), SeriesView::new(&times, &b), 100.0).unwrap();
        assert!((found.lead_s - 30.0).abs() < 1e-9);
        let back = lead_lag(SeriesView::new(&times, &b), SeriesView::new(&times, &a), 100.0).unwrap();
        assert!((back.lead_s + 30.0).abs() < 1e-9);
        let still = vec![1.0; 60];
        assert_eq!(lead_lag(SeriesView::new(&times, &a), SeriesView::new(&times, &still), 100.0), None);
    }
}
