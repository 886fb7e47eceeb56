//! Times that no record of this log can have: of a clock before it was set, or of a wrong year.

use super::{LogSummary, Span};

/// Such a time is at least so far from the others, in seconds and in lengths of the log.
const FAR_S: i64 = 7 * 86_400;
const FAR_LENGTHS: i64 = 10;
/// They are at most this share of the records, one in so many.
const ONE_IN: u64 = 10;
/// Stretches looked at; what is spread over more has no middle.
const MOST_STRETCHES: usize = 64;

impl LogSummary {
    /// From the first second to the last one, stray times left out.
    pub fn stretch(&self) -> Option<Span> {
        let stretches = self.stretches();
        Some(Span { from: stretches.iter().map(|s| s.from).min()?, to: stretches.iter().map(|s| s.to).max()? })
    }

    /// First and last reading in nanoseconds, stray times left out.
    pub fn covered_mainly(&self) -> Option<(i64, i64)> {
        let ((first, last), stretch) = (self.covered?, self.stretch()?);
        let nanos = |second: i64| second.saturating_mul(crate::time::SECOND);
        let from = if first.div_euclid(crate::time::SECOND) < stretch.from { nanos(stretch.from) } else { first };
        let to = if last.div_euclid(crate::time::SECOND) >= stretch.to { nanos(stretch.to) - 1 } else { last };
        Some((from, to))
    }

    /// Stretches of stray times.
    pub(super) fn strays(&self) -> Vec<Span> {
        let kept = self.stretches();
        self.all_stretches().into_iter().filter(|span| !kept.contains(span)).collect()
    }

    /// Runs of seconds with less than [`FAR_S`] between them.
    fn all_stretches(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for (second, _) in self.per_second.iter() {
            match spans.last_mut() {
                Some(last) if second - last.to < FAR_S => last.to = second + 1,
                _ => spans.push(Span { from: second, to: second + 1 }),
            }
        }
        spans
    }

    /// Those without the stray ones.
    fn stretches(&self) -> Vec<Span> {
        let all = self.all_stretches();
        let count = |span: &Span| self.per_second.between(span.from, span.to);
        let Some(main) = all.iter().max_by_key(|span| count(span)).copied() else { return all };
        if all.len() < 2 || all.len() > MOST_STRETCHES {
            return all;
        }
        let far = main.length().saturating_mul(FAR_LENGTHS).max(FAR_S);
        let is_far = |span: &Span| span.from - main.to > far || main.from - span.to > far;
        let strays: u64 = all.iter().filter(|span| is_far(span)).map(count).sum();
        if strays.saturating_mul(ONE_IN) > self.per_second.total() {
            return all;
        }
        all.into_iter().filter(|span| !is_far(span)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(seconds: impl Iterator<Item = i64>) -> LogSummary {
        let per_second: crate::PerSecond = seconds.map(|second| (second, 1)).collect();
        let covered = per_second.span().map(|(a, b)| (a * crate::time::SECOND, b * crate::time::SECOND));
        LogSummary { covered, per_second, ..LogSummary::default() }
    }

    #[test]
    fn a_clock_that_was_not_set_does_not_stretch_the_log() {
        const START: i64 = 1_773_478_800;
        let usual = START..START + 3600;
        let whole = Span { from: START, to: START + 3600 };
        for stray in [7, START - 72 * 86_400, START + 5 * 365 * 86_400] {
            let mut seconds: Vec<i64> = usual.clone().chain(stray..stray + 20).collect();
            seconds.sort_unstable();
            let log = log(seconds.into_iter());
            assert_eq!(log.stretch(), Some(whole), "{stray}");
            assert_eq!(log.strays(), [Span { from: stray, to: stray + 20 }]);
            assert_eq!(log.covered_mainly().map(|(from, _)| from / crate::time::SECOND), Some(START));
            let (baseline, incident) = log.default_spans().unwrap();
            assert_eq!((baseline.from, incident.to), (START, START + 3600));
        }
        // A quiet log that became loud, and two halves of one size, are all of them.
        let quiet = log((0..30).map(|day| START + day * 86_400).chain(START + 30 * 86_400..START + 31 * 86_400));
        assert_eq!((quiet.strays(), quiet.stretch().unwrap().from), (Vec::new(), START));
        let halves = log((START..START + 100).chain(START + 86_400 * 100..START + 86_400 * 100 + 100));
        assert_eq!(halves.strays(), []);
    }
}
