//! How new a step is for sure, by how many requests took it before and in the window.

/// Times the odds of a step by which they must rise to count half: shares move with the mix of requests, by a few times
/// the odds and the more so the rarer the step; what is broken turns nearly always into nearly never, or the reverse.
const TWENTYFOLD: f64 = 20.0;
/// Steps of a service that few enough requests take for chance to move them: the exact test's chance, times these, is
/// how many look so when nothing differs.
const TESTED: f64 = 50.0;
/// A place needs this many requests before the window, but for the rounding of their shares: after one, what follows is
/// not known.
const KNOWN: f64 = 2.0 - 1e-9;

/// Requests that passed a place or took a step, shares of them where one passes several times.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Counts {
    /// Before the window, where nothing in the request tells a failure.
    pub(super) sound_before: f64,
    /// Before the window, of requests that failed.
    pub(super) failed_before: f64,
    /// In the window.
    pub(super) during: f64,
    /// Of these, those of requests that failed.
    pub(super) failed_during: f64,
}

impl Counts {
    pub(super) fn add(&mut self, during: bool, failed: bool, weight: f64) {
        match (during, failed) {
            (false, false) => self.sound_before += weight,
            (false, true) => self.failed_before += weight,
            (true, _) => self.during += weight,
        }
        if during && failed {
            self.failed_during += weight;
        }
    }

    /// Whether enough sound requests came by.
    pub(super) fn is_known(&self) -> bool {
        self.sound_before >= KNOWN
    }

    pub(super) fn before(&self) -> f64 {
        self.sound_before + self.failed_before
    }

    pub(super) fn all(&self) -> f64 {
        self.before() + self.during
    }
}

/// Logarithms of factorials, for the exact test.
pub(super) struct Factorials(Vec<f64>);

impl Factorials {
    pub(super) fn up_to(n: usize) -> Self {
        let mut sums = vec![0.0];
        let mut sum = 0.0;
        for i in 1..=n {
            sum += (i as f64).ln();
            sums.push(sum);
        }
        Self(sums)
    }

    fn of(&self, n: usize) -> f64 {
        self.0.get(n).copied().unwrap_or(f64::INFINITY)
    }

    fn choose(&self, n: usize, k: usize) -> f64 {
        self.of(n) - self.of(k) - self.of(n - k)
    }

    /// Fisher's exact test: the chance that `taken` or more of `drawn` visits take a step that `all_taken` of `all` take.
    fn tail(&self, taken: usize, drawn: usize, all_taken: usize, all: usize) -> f64 {
        let ways = self.choose(all, drawn);
        (taken..=all_taken.min(drawn))
            .filter(|x| drawn - x <= all - all_taken)
            .map(|x| (self.choose(all_taken, x) + self.choose(all - all_taken, drawn - x) - ways).exp())
            .sum::<f64>()
            .min(1.0)
    }
}

/// How often a step was taken before and in the window, and how new it is for sure, 0 to 1. None where it is not.
pub(super) fn compare(taken: Counts, visits: Counts, factorials: &Factorials) -> Option<(f64, f64, f64)> {
    // Sound requests tell how things go when all is well. Where there were none, those that failed then are compared with
    // those that fail now: the failure itself is as it was.
    let (b, d) = if visits.is_known() {
        ((taken.sound_before, visits.sound_before), (taken.during, visits.during))
    } else {
        ((taken.failed_before, visits.failed_before), (taken.failed_during, visits.failed_during))
    };
    if b.1 < KNOWN || d.0 <= 0.0 {
        return None;
    }
    // Half a count of doubt on either side: a step never seen in four visits may still be a rare one.
    let rate = |(taken, visits): (f64, f64)| (taken + 0.5) / (visits + 1.0);
    let (before, during) = (rate(b), rate(d));
    // What failed requests did already before the window is no news.
    let known = rate((taken.before(), visits.before())).max(before);
    if during <= known {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts of requests")]
    let whole = |x: f64| x.round().max(0.0) as usize;
    let visits_d = whole(d.1);
    let taken_d = whole(d.0).min(visits_d);
    let chance_after = |(taken, visits): (f64, f64)| {
        let visits = whole(visits);
        let taken = whole(taken).min(visits);
        factorials.tail(taken_d, visits_d, taken + taken_d, visits + visits_d)
    };
    // Neither is what they did by chance.
    let chance = chance_after(b).max(chance_after((taken.before(), visits.before())));
    let sure = 1.0 - TESTED * chance;
    let odds = |p: f64| p / (1.0 - p);
    let rise = (odds(during) / odds(before)).ln() / TWENTYFOLD.ln();
    let telling = rise.powi(4) / (1.0 + rise.powi(4));
    (sure > 0.0).then_some((before, during, sure * telling * (during - known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_tells_as_far_as_its_odds_rose_and_as_far_as_failed_requests_did_not_take_it_already() {
        let factorials = Factorials::up_to(400);
        let counts = |[sound_before, during, failed_before]: [f64; 3]| Counts {
            sound_before,
            failed_before,
            during,
            failed_during: 0.0,
        };
        let told = |taken, visits| compare(counts(taken), counts(visits), &factorials).map_or(0.0, |(.., told)| told);
        let broken = told([0.0, 40.0, 0.0], [100.0, 50.0, 0.0]);
        // A fifth of the lines is lost on either side: every fifth request looks so when all is well.
        let lossy = told([20.0, 42.0, 0.0], [100.0, 50.0, 0.0]);
        // Another mix of requests.
        let mixed = told([20.0, 20.0, 0.0], [100.0, 50.0, 0.0]);
        let rare = told([3.0, 6.0, 0.0], [100.0, 50.0, 0.0]);
        assert!(broken > 0.7 && lossy > 0.2, "{broken} {lossy}");
        assert!(mixed < 0.02 && rare < 0.02, "{mixed} {rare}");
        let failed_before = told([0.0, 40.0, 40.0], [100.0, 50.0, 50.0]);
        assert!(failed_before < 0.9 * broken && failed_before >= 0.5 * broken, "{failed_before} {broken}");
    }

    #[test]
    fn where_all_failed_before_those_that_fail_now_are_compared_and_those_that_succeed_are_no_news() {
        let factorials = Factorials::up_to(100);
        let counts =
            |failed_before, during, failed_during| Counts { failed_before, during, failed_during, ..Counts::default() };
        let visits = counts(20.0, 20.0, 10.0);
        let recovered = compare(counts(0.0, 10.0, 0.0), visits, &factorials);
        let otherwise = compare(counts(0.0, 10.0, 10.0), visits, &factorials);
        assert!(recovered.is_none() && otherwise.is_some_and(|(.., told)| told > 0.3), "{recovered:?} {otherwise:?}");
    }

    #[test]
    fn what_two_requests_failed_by_before_is_not_surely_new_in_the_next_four() {
        let factorials = Factorials::up_to(40);
        let counts =
            |sound_before, failed_before, during| Counts { sound_before, failed_before, during, ..Counts::default() };
        let told = |failed: f64| {
            compare(counts(0.0, failed, 4.0), counts(9.0, failed, 4.0), &factorials).map_or(0.0, |(.., told)| told)
        };
        assert!(told(0.0) > 0.7 && told(2.0) < 0.35, "{} {}", told(0.0), told(2.0));
    }
}
