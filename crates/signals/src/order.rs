//! Sorting of values by keys of whole numbers, which compare in one instruction; [`f64::total_cmp`] takes six.

/// A number that is ordered as [`f64::total_cmp`] orders the values.
pub(crate) fn key(value: f64) -> i64 {
    folded(value.to_bits().cast_signed())
}

/// The value of a key.
pub(crate) fn value(key: i64) -> f64 {
    f64::from_bits(folded(key).cast_unsigned())
}

/// Negative values have their greatest bits at the lowest; doing it twice gives the bits back.
fn folded(bits: i64) -> i64 {
    bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()
}

/// Sorts values, lowest first, as [`f64::total_cmp`] orders them.
pub(crate) fn sort(values: &mut [f64]) {
    let mut keys: Vec<i64> = values.iter().map(|v| key(*v)).collect();
    keys.sort_unstable();
    for (slot, key) in values.iter_mut().zip(keys) {
        *slot = value(key);
    }
}

/// Values, lowest first, each with its place among `values`.
pub(crate) fn ranked(values: impl Iterator<Item = f64>) -> Vec<(f64, usize)> {
    let mut keys: Vec<(i64, usize)> = values.map(key).zip(0..).collect();
    keys.sort_unstable_by_key(|(key, _)| *key);
    keys.into_iter().map(|(key, place)| (value(key), place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn values_are_in_total_order(values in proptest::collection::vec(proptest::num::f64::ANY, 0..60)) {
            let mut expected = values.clone();
            expected.sort_by(f64::total_cmp);
            let bits = |values: &[f64]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
            let mut sorted = values.clone();
            sort(&mut sorted);
            proptest::prop_assert_eq!(bits(&sorted), bits(&expected));
            let (in_order, places): (Vec<f64>, Vec<usize>) = ranked(values.iter().copied()).into_iter().unzip();
            proptest::prop_assert_eq!(bits(&in_order), bits(&expected));
            let placed: Vec<f64> = places.iter().map(|i| values[*i]).collect();
            proptest::prop_assert_eq!(bits(&placed), bits(&expected));
        }
    }
}
