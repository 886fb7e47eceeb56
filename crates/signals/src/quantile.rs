//! Quantiles and the spread built on them.

use crate::order::{key, sort, value as of_key};

/// Distance between the quartiles of normal noise, in its standard deviations.
pub(crate) const QUARTILES: f64 = 1.349;
/// Standard deviation of normal noise, in its median distances from the middle.
const MEDIAN_DISTANCE: f64 = 1.4826;

/// The `q`-quantile (0 to 1) by linear interpolation between closest ranks; may reorder `values`. None when empty.
pub fn quantile(values: &mut [f64], q: f64) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    let position = q.clamp(0.0, 1.0) * (values.len() - 1) as f64;
    #[expect(clippy::cast_possible_truncation, reason = "a rank inside the slice")]
    let low = position.floor() as usize;
    // Selection instead of a sort: linear time, and only two ranks are needed.
    let mut keys: Vec<i64> = values.iter().map(|v| key(*v)).collect();
    let (_, at, above) = keys.select_nth_unstable(low);
    let at = of_key(*at);
    let next = above.iter().min().map_or(at, |next| of_key(*next));
    Some(at + (next - at) * (position - low as f64))
}

/// The median; may reorder `values`. None when empty.
pub fn median(values: &mut [f64]) -> Option<f64> {
    quantile(values, 0.5)
}

/// A spread comparable with a standard deviation: the larger of the scaled median absolute deviation and the scaled
/// distance between the quartiles. The second keeps a series that sits still more than half of the time from having
/// no spread at all. Sorts `values`; 0 when fewer than two.
pub fn robust_spread(values: &mut [f64]) -> f64 {
    // One sort answers four quantiles for less than four selections cost.
    sort(values);
    spread_of_sorted(values, |v| *v)
}

/// [`quantile`] of items that are sorted by their value.
pub(crate) fn quantile_of_sorted<T>(sorted: &[T], value: impl Fn(&T) -> f64, q: f64) -> Option<f64> {
    let position = q.clamp(0.0, 1.0) * sorted.len().checked_sub(1)? as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rank inside the slice")]
    let low = position.floor() as usize;
    let at = sorted.get(low).map(&value)?;
    let next = sorted.get(low + 1).map_or(at, value);
    Some(at + (next - at) * (position - low as f64))
}

/// [`robust_spread`] of items that are sorted by their value.
pub(crate) fn spread_of_sorted<T>(sorted: &[T], value: impl Fn(&T) -> f64) -> f64 {
    let at = |q: f64| quantile_of_sorted(sorted, &value, q);
    let (Some(middle), Some(low), Some(high)) = (at(0.5), at(0.25), at(0.75)) else { return 0.0 };
    (MEDIAN_DISTANCE * median_distance(sorted, &value, middle)).max((high - low) / QUARTILES)
}

/// The median distance of sorted items from `middle`: both sides are walked outwards, the nearer item first.
fn median_distance<T>(sorted: &[T], value: impl Fn(&T) -> f64, middle: f64) -> f64 {
    let cut = sorted.partition_point(|item| value(item) < middle);
    let (below, above) = sorted.split_at(cut);
    let mut below = below.iter().rev().map(|item| middle - value(item)).peekable();
    let mut above = above.iter().map(|item| value(item) - middle).peekable();
    let mut nearest = std::iter::from_fn(|| match (below.peek(), above.peek()) {
        (Some(b), Some(a)) if b < a => below.next(),
        (_, Some(_)) => above.next(),
        _ => below.next(),
    });
    let Some(low) = nearest.nth(sorted.len().saturating_sub(1) / 2) else { return 0.0 };
    if sorted.len() % 2 == 1 { low } else { low + (nearest.next().unwrap_or(low) - low) * 0.5 }
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

    proptest::proptest! {
        #[test]
        fn the_spread_is_that_of_its_definition(mut values in proptest::collection::vec(-100.0..100.0_f64, 0..40)) {
            // Ties are the rule in counters.
            values.iter_mut().step_by(2).for_each(|v| *v = v.round());
            let middle = median(&mut values.clone()).unwrap_or(0.0);
            let at = |q| quantile(&mut values.clone(), q).unwrap_or(0.0);
            let mad = median(&mut values.iter().map(|v| (v - middle).abs()).collect::<Vec<f64>>()).unwrap_or(0.0);
            let expected = (1.4826 * mad).max((at(0.75) - at(0.25)) / 1.349);
            proptest::prop_assert!((robust_spread(&mut values) - expected).abs() < 1e-9);
        }
    }

    #[test]
    fn one_wild_value_does_not_widen_the_spread() {
        let mut calm: Vec<f64> = (0..1000).map(|i| f64::from(i % 100)).collect();
        let before = robust_spread(&mut calm);
        calm.push(1e9);
        assert!(robust_spread(&mut calm) < before * 1.1);
    }
}
