//! Whether a rise of something rare that is counted is more than chance.

/// A rise is told when chance brings as much in one of so many looks.
const CHANCE: f64 = 0.01;

/// Whether as many as `seen` events in a stretch are within what chance brings, where `expected` are usual in one and so
/// many such stretches were looked at: the upper tail of Poisson's distribution, by Chernoff's bound.
pub fn is_by_chance(seen: f64, expected: f64, looks: f64) -> bool {
    if seen <= expected {
        return true;
    }
    // Less than half an event is never known to be usual.
    let expected = expected.max(f64::MIN_POSITIVE);
    (seen - expected - seen * (seen / expected).ln()).exp() * looks.max(1.0) >= CHANCE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_event_more_is_chance_and_many_are_not() {
        for (seen, expected, looks, by_chance) in [
            (1.0, 0.03, 100.0, true),
            (2.0, 0.06, 50.0, true),
            (5.0, 0.06, 50.0, false),
            (30.0, 10.0, 50.0, false),
            (14.0, 10.0, 50.0, true),
            (0.0, 1.0, 1.0, true),
        ] {
            assert_eq!(is_by_chance(seen, expected, looks), by_chance, "{seen} {expected} {looks}");
        }
    }
}
