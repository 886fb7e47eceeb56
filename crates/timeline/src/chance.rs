//! How likely counts of rare events are when nothing happened.
//!
//! Bounds after Chernoff (1952) and Hoeffding (1963): never below the true chance, good for counts that are fractions
//! because they come from rates, and without factorials.

/// Upper bound of the chance that at least `seen` events come where `expected` are usual (Poisson).
pub(crate) fn at_least(seen: f64, expected: f64) -> f64 {
    if seen <= expected {
        return 1.0;
    }
    if expected <= 0.0 {
        return 0.0;
    }
    (seen - expected - seen * (seen / expected).ln()).exp()
}

/// Upper bound of the chance that at least `inside` of `all` events fall into a part that holds `share` of the
/// occasions: the exact conditional comparison of two counts (Przyborowski and Wilenski, 1940).
pub(crate) fn falls_inside(inside: f64, all: f64, share: f64) -> f64 {
    if all <= 0.0 || inside <= all * share {
        return 1.0;
    }
    if share <= 0.0 {
        return 0.0;
    }
    let got = (inside / all).min(1.0);
    let part = |seen: f64, usual: f64| if seen > 0.0 { seen * (seen / usual).ln() } else { 0.0 };
    (-all * (part(got, share) + part(1.0 - got, 1.0 - share))).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_bounds_and_near() {
        // Poisson: P(X >= 4 | 0.5) = 0.00175, P(X >= 2 | 0.15) = 0.0102.
        for (seen, expected, exact) in [(4.0, 0.5, 0.001_75), (2.0, 0.15, 0.0102)] {
            let bound = at_least(seen, expected);
            assert!(bound >= exact && bound < 10.0 * exact, "{seen} of {expected}: {bound}");
        }
        // All of three in a tenth: a thousandth exactly.
        assert!((falls_inside(3.0, 3.0, 0.1) - 0.001).abs() < 1e-12);
        assert!((falls_inside(1.0, 10.0, 0.1) - 1.0).abs() < 1e-12);
        assert!(at_least(1.0, 0.0) == 0.0 && falls_inside(1.0, 2.0, 0.0) == 0.0);
    }
}
