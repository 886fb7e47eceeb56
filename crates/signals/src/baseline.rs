//! What a series does when all is well.

use crate::{
    SeriesView, order::sort, quantile::median, quantile::quantile_of_sorted, quantile::robust_spread,
    quantile::spread_of_sorted,
};

const DAY_S: f64 = 86_400.0;
/// Half width of the time of day that counts as "the same": half an hour keeps a daily curve and fills with samples.
const SLOT_S: f64 = 1_800.0;
/// A baseline that covers as much shows each time of the day twice.
const DAYS_S: f64 = 2.0 * DAY_S - SLOT_S;
/// A daily rhythm is only believed when taking it out leaves at most this share of the spread.
const RHYTHM_GAIN: f64 = 0.7;

/// Level per half hour of the day.
#[derive(Debug, Clone, PartialEq)]
pub struct Rhythm {
    levels: Vec<Option<f64>>,
}

impl Rhythm {
    fn slots() -> usize {
        48
    }

    fn slot(time_s: f64) -> usize {
        #[expect(clippy::cast_possible_truncation, reason = "0 to 47")]
        let slot = (time_s.rem_euclid(DAY_S) / SLOT_S) as usize;
        slot.min(Self::slots() - 1)
    }

    fn level(&self, time_s: f64) -> Option<f64> {
        self.levels.get(Self::slot(time_s)).copied().flatten()
    }
}

/// Level and spread of the healthy stretch.
#[derive(Debug, Clone, PartialEq)]
pub struct Baseline {
    /// Median, in the unit of the series.
    pub level: f64,
    /// Robust standard deviation, in the unit of the series; never zero (see [`Baseline::of`]).
    pub spread: f64,
    /// Samples it was learned from.
    pub samples: usize,
    /// Level by time of day, where the stretch is two days or longer and the rhythm explains much of the spread.
    pub rhythm: Option<Rhythm>,
}

impl Baseline {
    /// Learns level and spread of `series`. None without a present sample.
    ///
    /// A series that never moves has no spread; it gets a hundredth of its level, and at least a thousandth of `scale`
    /// (the largest absolute value the caller will compare with), so that any relative change of some percent counts
    /// and a last-digit flicker does not.
    pub fn of(series: SeriesView<'_>, scale: f64) -> Option<Self> {
        let samples: Vec<(f64, f64)> = series.present().collect();
        let mut sorted: Vec<f64> = samples.iter().map(|(_, v)| *v).collect();
        sort(&mut sorted);
        let level = quantile_of_sorted(&sorted, |v| *v, 0.5)?;
        let plain = spread_of_sorted(&sorted, |v| *v);
        let mut spread = plain;
        let mut rhythm = None;
        let covered = samples.last().map_or(0.0, |l| l.0) - samples.first().map_or(0.0, |f| f.0);
        if covered >= DAYS_S {
            let found = learn_rhythm(&samples);
            let mut residuals: Vec<f64> = samples.iter().map(|(t, v)| v - found.level(*t).unwrap_or(level)).collect();
            let left = robust_spread(&mut residuals);
            if left < RHYTHM_GAIN * plain {
                spread = left;
                rhythm = Some(found);
            }
        }
        let floor = (0.01 * level.abs()).max(0.001 * scale.abs()).max(f64::MIN_POSITIVE);
        Some(Self { level, spread: spread.max(floor), samples: samples.len(), rhythm })
    }

    /// Whether `series` is long enough to show a daily rhythm.
    pub(crate) fn may_have_rhythm(series: SeriesView<'_>) -> bool {
        let ends = series.times_s.first().zip(series.times_s.last());
        ends.is_some_and(|(first, last)| last - first >= DAYS_S)
    }

    /// The value expected at a time.
    pub fn expected(&self, time_s: f64) -> f64 {
        self.rhythm.as_ref().and_then(|r| r.level(time_s)).unwrap_or(self.level)
    }

    /// How many spreads `value` lies from what is expected at that time; negative below.
    pub fn z(&self, time_s: f64, value: f64) -> f64 {
        (value - self.expected(time_s)) / self.spread
    }
}

fn learn_rhythm(samples: &[(f64, f64)]) -> Rhythm {
    let mut slots: Vec<Vec<f64>> = vec![Vec::new(); Rhythm::slots()];
    for (t, v) in samples {
        if let Some(slot) = slots.get_mut(Rhythm::slot(*t)) {
            slot.push(*v);
        }
    }
    Rhythm { levels: slots.iter_mut().map(|s| median(s)).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_series_has_a_small_spread() {
        let times: Vec<f64> = (0..10).map(f64::from).collect();
        let b = Baseline::of(SeriesView::new(&times, &[5.0; 10]), 5.0).unwrap();
        assert_eq!((b.level, b.spread), (5.0, 0.05));
        assert!(Baseline::of(SeriesView::new(&[0.0], &[f64::NAN]), 1.0).is_none());
    }

    #[test]
    fn a_daily_curve_is_expected() {
        let times: Vec<f64> = (0..3 * 288).map(|i| f64::from(i) * 300.0).collect();
        let values: Vec<f64> = times.iter().map(|t| 100.0 + 50.0 * (t / DAY_S * std::f64::consts::TAU).sin()).collect();
        let b = Baseline::of(SeriesView::new(&times, &values), 150.0).unwrap();
        assert!(b.rhythm.is_some());
        assert!((b.expected(DAY_S * 0.25) - 150.0).abs() < 5.0);
        assert!(b.z(DAY_S * 3.75, 150.0) > 10.0, "the peak at night is strange");
    }
}
