//! What shows that a suspect deserves a look: the series, the log line, the table of spans.

use std::path::PathBuf;
use std::sync::Arc;

use backstory_model::{Citation, Locator, MetricSeries, Observations, ServiceName, Suspect, workload_of};
use backstory_timeline::{SourceLog, TemplateCount};
use jiff::Timestamp;

/// Everything a suspect can be shown by.
pub(super) struct Shown<'a> {
    pub(super) observations: &'a Observations,
    pub(super) logs: &'a [SourceLog],
    pub(super) traces: &'a [(Arc<str>, PathBuf)],
}

/// Channels of the ranking that read traces, and the one that follows calls.
const TRACED: [&str; 3] = ["self_time", "network", "transitions"];
const ALONG_CALLS: &str = "flow";
/// Pods of one service show the same; one or two of them are enough.
const MOST: usize = 2;

impl Shown<'_> {
    /// Citations for what the channels of `suspect` say.
    pub(super) fn citations(&self, suspect: &Suspect) -> Vec<Citation> {
        let Some(service) = &suspect.service else { return Vec::new() };
        let is_own = |other: Option<&ServiceName>| other.is_some_and(|o| workload_of(o.as_str()) == service.as_str());
        let mut found: Vec<Citation> = Vec::new();
        if let Some(metric) = &suspect.metric {
            let series = self.observations.series.iter().filter(|s| s.metric == *metric && is_own(s.service.as_ref()));
            let mut own: Vec<&MetricSeries> = series.collect();
            sort_by_excursion(&mut own, suspect.onset);
            found.extend(own.into_iter().take(MOST).map(|s| s.citation.clone()));
        }
        if let Some(template) = &suspect.template {
            let logs = self
                .logs
                .iter()
                .filter(|l| is_own(l.service.as_ref()) || l.templates.iter().any(|t| is_own(t.service.as_ref())));
            let lines =
                logs.filter_map(|l| line(l, l.templates.iter().find(|t| is_own(l.writer(t)) && t.text == *template)?));
            found.extend(lines.take(MOST));
        }
        if suspect.channels.keys().any(|c| TRACED.contains(&c.as_str())) {
            found.extend(self.traces.iter().map(|(path, _)| Citation::new(path, Locator::Whole, "")));
        }
        if suspect.channels.contains_key(ALONG_CALLS) {
            found.extend(self.observations.topology.citations.iter().take(1).cloned());
        }
        found
    }

    /// The first error that a service logged.
    pub(super) fn complaints(&self, service: &ServiceName) -> Vec<Citation> {
        let is_own = |log: &SourceLog, t: &TemplateCount| t.is_error && log.writer(t) == Some(service);
        let errors = self
            .logs
            .iter()
            .flat_map(|log| log.templates.iter().filter(move |t| is_own(log, t)).filter_map(move |t| line(log, t)));
        let series = self.observations.series.iter().filter(|s| s.service.as_ref() == Some(service));
        errors.take(1).chain(series.map(|s| s.citation.clone()).take(1)).collect()
    }
}

/// Puts the series first that went farthest from what all of them did before, at the onset and then at all: pods that
/// began later may have gone as far, and show nothing of that moment. The order of reading settles ties.
pub(super) fn sort_by_excursion(own: &mut [&MetricSeries], onset: Option<Timestamp>) {
    let Some(onset) = onset else { return };
    let before = own.iter().flat_map(|s| &s.samples).filter(|s| s.time < onset && s.value.is_finite());
    let (low, high) = before.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), s| (l.min(s.value), h.max(s.value)));
    let farthest = |one: &MetricSeries, within_s: f64| {
        let near = one.samples.iter().filter(|s| {
            let late_s = s.time.duration_since(onset).as_secs_f64();
            s.value.is_finite() && (0.0..=within_s).contains(&late_s)
        });
        near.map(|s| (s.value - high).max(low - s.value)).fold(f64::NEG_INFINITY, f64::max)
    };
    let reach = |one: &MetricSeries| (farthest(one, 2.0 * one.step_s.unwrap_or(15.0)), farthest(one, f64::INFINITY));
    own.sort_by(|a, b| {
        let (a, b) = (reach(a), reach(b));
        b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1))
    });
}

fn line(log: &SourceLog, template: &TemplateCount) -> Option<Citation> {
    let (_, line, offset) = template.first?;
    Some(Citation::new(&log.path, Locator::Line { line, offset }, &template.sample))
}

#[cfg(test)]
mod tests {
    use backstory_model::Sample;

    use super::*;

    #[test]
    fn the_pods_in_trouble_are_shown_and_not_those_that_came_later() {
        let at = |s: i64| Timestamp::from_second(s).unwrap();
        let pod = |name: &str, from: i64, values: &[f64]| MetricSeries {
            metric: "pool".into(),
            labels: [("pod".to_owned(), name.to_owned())].into(),
            service: None,
            samples: (from..).zip(values).map(|(i, v)| Sample { time: at(i * 5), value: *v }).collect(),
            query: None,
            step_s: Some(5.0),
            citation: Citation::new(&Arc::from(name), Locator::Whole, ""),
        };
        let old = pod("old", 0, &[1.0, 2.0, 1.0, 0.0]);
        let late = pod("late", 20, &[20.0, 20.0]);
        let troubled = pod("troubled", 3, &[4.0, 14.0, 19.0, 20.0]);
        let mut own = [&old, &late, &troubled];
        sort_by_excursion(&mut own, Some(at(15)));
        assert_eq!(own.map(|s| s.labels["pod"].as_str()), ["troubled", "old", "late"]);
    }
}
