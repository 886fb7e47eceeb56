//! Quantiles and the spread built on them.

/// The `q`-quantile (0 to 1) by linear interpolation between closest ranks; sorts `values`. None when empty.
pub fn quantile(values: &mut [f64], q: f64) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    let position = q.clamp(0.0, 1.0) * (values.len() - 1) as f64;
    #[expect(clippy::cast_possible_truncation, reason = "a rank inside the slice")]
    let low = position.floor() as usize;
    // Selection instead of a sort: linear time, and only two ranks are needed.
    let (_, at, above) = values.select_nth_unstable_by(low, f64::total_cmp);
    let at = *at;
    let next = above.iter().copied().min_by(f64::total_cmp).unwrap_or(at);
    Some(at + (next - at) * (position - low as f64))
}

/// The median; reorders `values`. None when empty.
pub fn median(values: &mut [f64]) -> Option<f64> {
    quantile(values, 0.5)
}

/// A spread comparable with a standard deviation: the larger of the scaled median absolute deviation and the scaled
/// distance between the quartiles. The second keeps a series that sits still more than half of the time from having
/// no spread at all. Reorders `values`; 0 when fewer than two.
pub fn robust_spread(values: &mut [f64]) -> f64 {
    let Some(middle) = median(values) else { return 0.0 };
    let iqr = quantile(values, 0.75).unwrap_or(middle) - quantile(values, 0.25).unwrap_or(middle);
    let mut deviations: Vec<f64> = values.iter().map(|v| (v - middle).abs()).collect();
    let mad = median(&mut deviations).unwrap_or(0.0);
    // 1.4826 and 1.349 make both estimate the standard deviation of normal noise.
    (1.4826 * mad).max(iqr / 1.349)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_interpolate() {
        for (values, q, expected) in
            [(vec![1.0], 0.5, 1.0), (vec![4.0, 1.0, 3.0, 2.0], 0.5, 2.5), (vec![1.0, 2.0, 3.0, 4.0, 5.0], 0.25, 2.0)]
        {
            assert_eq!(quantile(&mut values.clone(), q), Some(expected));
        }
        assert_eq!(quantile(&mut [], 0.5), None);
    }

    #[test]
    fn one_wild_value_does_not_widen_the_spread() {
        let mut calm: Vec<f64> = (0..1000).map(|i| f64::from(i % 100)).collect();
        let before = robust_spread(&mut calm);
        calm.push(1e9);
        assert!(robust_spread(&mut calm) < before * 1.1);
    }
}
