//! Stretches in which metrics were not recorded, although they were before and after.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use backstory_model::{Gap, GapKind, MetricSeries, Phrase, PhraseArg};
use backstory_signals::median;
use jiff::Timestamp;

/// Steps without any sample that are a hole; scrapes fail now and then.
const STEPS: f64 = 5.0;
/// A shorter hole hides nothing that samples of a minute would show, seconds.
const LEAST_S: f64 = 120.0;
/// Share of the steps of a source that are near the usual one where it is sampled regularly.
const REGULAR: f64 = 0.8;
/// A step is near the usual one up to so many times of it.
const NEAR: f64 = 1.5;
/// Samples on either side of a hole that show that the source was recorded.
const AROUND: usize = 10;
/// Holes told of at most; sources with more are sampled when something happens.
const MOST: usize = 12;

/// The holes of all files, those of one stretch told once.
pub(crate) fn find(series: &[MetricSeries]) -> Vec<Gap> {
    let mut times: BTreeMap<&Arc<str>, BTreeSet<Timestamp>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for one in series {
        let present = one.samples.iter().filter(|s| s.value.is_finite()).map(|s| s.time);
        let (first, count) = (present.clone().next(), present.clone().count());
        // The columns of a table are sampled together: of those that are as many between the same ends, one will do.
        if seen.insert((&one.citation.artifact, count, first, present.clone().next_back())) {
            times.entry(&one.citation.artifact).or_default().extend(present);
        }
    }
    let mut told: Vec<(Timestamp, Timestamp, f64, Vec<&Arc<str>>)> = Vec::new();
    for (path, times) in times {
        let times: Vec<Timestamp> = times.into_iter().collect();
        let Some((step_s, holes)) = holes(&times) else { continue };
        for (from, to) in holes {
            let apart = |a: Timestamp, b: Timestamp| a.duration_since(b).as_secs_f64().abs();
            // Files are not sampled in step.
            let same =
                told.iter_mut().find(|(f, t, s, _)| apart(*f, from) <= s.max(step_s) && apart(*t, to) <= s.max(step_s));
            match same {
                Some((.., paths)) => paths.push(path),
                None => told.push((from, to, step_s, vec![path])),
            }
        }
    }
    told.sort_by_key(|(from, to, ..)| (*from, *to));
    told.into_iter().take(MOST).filter_map(|(from, to, _, paths)| gap(from, to, &paths)).collect()
}

fn gap(from: Timestamp, to: Timestamp, paths: &[&Arc<str>]) -> Option<Gap> {
    let more = paths.len() - 1;
    let key = if more == 0 { "gap-metrics-missing" } else { "gap-metrics-missing-many" };
    let mut phrase = Phrase::new(key).with("from", PhraseArg::Time(from)).with("to", PhraseArg::Time(to));
    if more > 0 {
        phrase = phrase.number("more", more as f64);
    }
    Some(Gap {
        source: paths.first()?.to_string(),
        kind: GapKind::Missing,
        from: Some(from),
        to: Some(to),
        note: String::new(),
        phrase: Some(phrase),
    })
}

/// The usual step in seconds, and the holes from the last sample before to the first after; none where samples are not
/// taken regularly.
fn holes(times: &[Timestamp]) -> Option<(f64, Vec<(Timestamp, Timestamp)>)> {
    let steps: Vec<f64> =
        times.iter().zip(times.iter().skip(1)).map(|(a, b)| b.duration_since(*a).as_secs_f64()).collect();
    let usual = median(&mut steps.clone())?;
    let near = steps.iter().filter(|s| **s <= NEAR * usual).count();
    if usual <= 0.0 || (near as f64) < REGULAR * steps.len() as f64 {
        return None;
    }
    let long = steps.iter().enumerate().filter(|(i, step)| {
        let is_inside = *i + 1 >= AROUND && times.len() - (i + 1) >= AROUND;
        **step > (STEPS * usual).max(LEAST_S) && is_inside
    });
    let holes = long.filter_map(|(i, _)| Some((*times.get(i)?, *times.get(i + 1)?))).collect();
    Some((usual, holes))
}

#[cfg(test)]
mod tests {
    use backstory_model::{Citation, Locator, Sample};

    use super::*;

    fn series(path: &str, at: impl Iterator<Item = i64>) -> MetricSeries {
        MetricSeries {
            metric: "m".into(),
            labels: BTreeMap::new(),
            service: None,
            samples: at.map(|s| Sample { time: Timestamp::from_second(s).unwrap(), value: 1.0 }).collect(),
            query: None,
            step_s: Some(15.0),
            citation: Citation::new(&Arc::from(path), Locator::Whole, ""),
        }
    }

    fn found(all: &[MetricSeries]) -> Vec<(String, i64, i64, String)> {
        let second = |t: Option<Timestamp>| t.unwrap().as_second();
        let one = |g: Gap| (g.source.clone(), second(g.from), second(g.to), g.phrase.unwrap().key);
        find(all).into_iter().map(one).collect()
    }

    #[test]
    fn what_no_series_of_a_file_holds_is_a_hole_told_once_for_all_files() {
        let scraped = |late: i64| (0..400).map(move |i| i * 15 + late).filter(|s| !(1_500..2_340).contains(s));
        let one = [series("a", scraped(0))];
        assert_eq!(found(&one), [("a".to_owned(), 1_485, 2_340, "gap-metrics-missing".to_owned())]);
        let many = [series("a", scraped(0)), series("b", scraped(7)), series("b", scraped(7))];
        assert_eq!(found(&many), [("a".to_owned(), 1_485, 2_340, "gap-metrics-missing-many".to_owned())]);
    }

    #[test]
    fn pods_that_end_scrapes_that_fail_and_events_are_no_holes() {
        let ends = (0..100).map(|i| i * 15);
        let follows = (90..400).map(|i| i * 15);
        assert!(found(&[series("a", ends), series("a", follows)]).is_empty());
        assert!(found(&[series("a", (0..400).filter(|i| i % 97 != 0 && i % 97 != 1).map(|i| i * 15))]).is_empty());
        assert!(found(&[series("a", (0..40).map(|i| i * i * 20))]).is_empty());
    }
}
