//! Counters become rates.

/// Turns a counter into its increase per second, one value per time; the first is missing.
///
/// A drop is a reset: the counter began again at zero, so what it shows is what was added since.
pub fn counter_to_rate(times_s: &[f64], values: &[f64]) -> Vec<f64> {
    let mut last: Option<(f64, f64)> = None;
    times_s
        .iter()
        .zip(values)
        .map(|(&t, &v)| {
            if !v.is_finite() {
                return f64::NAN;
            }
            let rate = match last {
                Some((t0, v0)) if t > t0 => (if v < v0 { v } else { v - v0 }) / (t - t0),
                _ => f64::NAN,
            };
            last = Some((t, v));
            rate
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reset_and_a_hole_do_not_make_a_spike() {
        let rates = counter_to_rate(&[0.0, 10.0, 20.0, 30.0, 40.0], &[100.0, 110.0, f64::NAN, 130.0, 10.0]);
        assert!(rates.first().is_some_and(|r| r.is_nan()));
        assert!(rates.get(2).is_some_and(|r| r.is_nan()));
        let present: Vec<f64> = rates.into_iter().filter(|r| r.is_finite()).collect();
        assert_eq!(present, [1.0, 1.0, 1.0]);
    }
}
