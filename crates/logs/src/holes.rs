//! Finds stretches without a record in a log that is busy before and after.

use crate::summary::PerSecond;

/// A silence shorter than this tells nothing.
const SHORTEST_S: i64 = 30;
/// The stretch before and after a silence in which the log must be busy.
const AROUND_S: i64 = 60;
/// A busy log writes at least this many records a second around the silence.
const BUSY: f64 = 0.5;

/// Other silences of about the same length that make one a habit.
const HABIT: usize = 2;

/// Returns the silences: last second before, first second after.
pub(crate) fn find(seconds: &PerSecond) -> Vec<(i64, i64)> {
    let mut holes = Vec::new();
    let mut previous: Option<i64> = None;
    for (at, _) in seconds.iter() {
        if let Some(before) = previous
            && at - before >= SHORTEST_S
        {
            let rate = |from: i64, to: i64| seconds.between(from, to) as f64 / AROUND_S as f64;
            let (left, right) = (rate(before - AROUND_S, before + 1), rate(at, at + AROUND_S));
            // At this rhythm a silence of this length has a chance of e^-15 or less.
            if left >= BUSY && right >= BUSY && (at - before) as f64 * left.min(right) >= 15.0 {
                holes.push((before, at));
            }
        }
        previous = Some(at);
    }
    // What is silent for as long again and again rests: a job of every night, an exchange that closes.
    let length = |hole: &(i64, i64)| hole.1 - hole.0;
    let is_habit = |hole: &(i64, i64)| {
        let alike = |other: &&(i64, i64)| length(other).max(length(hole)) * 2 <= length(other).min(length(hole)) * 3;
        holes.iter().filter(alike).count() > HABIT
    };
    let rests: Vec<bool> = holes.iter().map(is_habit).collect();
    holes.into_iter().zip(rests).filter(|(_, rests)| !rests).map(|(hole, _)| hole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_in_a_busy_log_is_found() {
        let busy: PerSecond = (0..300).filter(|s| !(100..190).contains(s)).map(|s| (s, 5)).collect();
        assert_eq!(find(&busy), [(99, 190)]);
        let nightly: PerSecond = (0..4_000).filter(|s| s % 1_000 < 300).map(|s| (s, 5)).collect();
        assert_eq!(find(&nightly), []);
        let quiet: PerSecond = (0..300).filter(|s| s % 50 == 0).map(|s| (s, 1)).collect();
        assert_eq!(find(&quiet), []);
    }
}
