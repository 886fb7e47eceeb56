//! Quantiles of cumulative histograms.

/// The `q`-quantile (0 to 1) of a cumulative histogram: pairs of upper bound and count (or rate) at or below it.
///
/// Within a bucket values are taken to lie evenly, as Prometheus does; what lies above the highest finite bound counts as
/// that bound. Bounds may come in any order. None when nothing was counted or a count is missing.
pub fn histogram_quantile(buckets: &[(f64, f64)], q: f64) -> Option<f64> {
    let mut sorted: Vec<(f64, f64)> = buckets.iter().copied().filter(|(bound, _)| !bound.is_nan()).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    if sorted.iter().any(|(_, count)| !count.is_finite()) {
        return None;
    }
    let all = sorted.last()?.1;
    if all <= 0.0 {
        return None;
    }
    let wanted = q.clamp(0.0, 1.0) * all;
    let (mut low, mut below) = (0.0_f64, 0.0);
    for (bound, count) in sorted {
        if count >= wanted {
            let inside = count - below;
            if bound.is_infinite() {
                return Some(low);
            }
            // The lowest bucket of a histogram with negative bounds has no lower end.
            let from = low.min(bound);
            return Some(if inside > 0.0 { from + (bound - from) * (wanted - below) / inside } else { bound });
        }
        (low, below) = (bound, count.max(below));
    }
    Some(low)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::histogram_quantile;

    #[test]
    fn quantiles_lie_where_the_counts_are() {
        let buckets = [(0.1, 50.0), (0.5, 90.0), (1.0, 100.0), (f64::INFINITY, 100.0)];
        for (q, expected) in [(0.5, 0.1), (0.25, 0.05), (0.7, 0.3), (0.95, 0.75)] {
            assert!((histogram_quantile(&buckets, q).unwrap() - expected).abs() < 1e-9, "{q}");
        }
        assert_eq!(histogram_quantile(&[(1.0, 1.0), (f64::INFINITY, 10.0)], 0.9), Some(1.0));
        assert_eq!(histogram_quantile(&[(1.0, 0.0), (f64::INFINITY, 0.0)], 0.9), None);
        assert_eq!(histogram_quantile(&[(1.0, f64::NAN), (f64::INFINITY, 3.0)], 0.9), None);
    }

    proptest! {
        #[test]
        fn higher_quantiles_are_not_lower(counts in prop::collection::vec(0.0..100.0_f64, 1..12), a in 0.0..1.0_f64, b in 0.0..1.0_f64) {
            let mut sum = 0.0;
            let buckets: Vec<(f64, f64)> =
                counts.iter().zip(1_u32..).map(|(n, i)| { sum += n; (f64::from(i), sum) }).collect();
            if let (Some(x), Some(y)) = (histogram_quantile(&buckets, a.min(b)), histogram_quantile(&buckets, a.max(b))) {
                prop_assert!(x <= y + 1e-9);
            }
        }
    }
}
