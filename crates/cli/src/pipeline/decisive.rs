//! What deserves a look first, whatever its share of the symptom is: processes that were killed for memory, what was no
//! longer there, and room that was used up. They are few, they are no matter of degree, and what others show follows.

use backstory_model::measure::is_liveness;
use backstory_model::{
    Citation, ClusterEvent, Departure, MetricFinding, Observations, Phrase, ServiceName, Suspect, Window,
};
use jiff::{SignedDuration, Timestamp};

use super::memory;
use super::suspects::blank;

/// What comes this long after the first effect follows from it.
const LATEST: SignedDuration = SignedDuration::from_secs(60);
/// What it adds to the score of the strongest suspect, so that it stands before it.
const BEFORE_ALL: f64 = 0.5;

/// One such thing.
#[derive(Debug)]
pub(super) struct Decisive {
    service: ServiceName,
    departure: Option<Departure>,
    onset: Timestamp,
    channel: &'static str,
    phrase: Phrase,
    /// What shows it.
    pub(super) citations: Vec<Citation>,
}

/// What was killed, gone or used up before or just after the first effect. `window` is the trouble, what lies before it is
/// health.
pub(super) fn of(
    observations: &Observations,
    findings: &[MetricFinding],
    first: Option<Timestamp>,
    window: Window,
) -> Vec<Decisive> {
    let mut found: Vec<Decisive> = killed(&observations.cluster_events, window);
    let in_time = |m: &&MetricFinding| first.is_none_or(|f| m.onset <= f + LATEST);
    for finding in findings.iter().filter(|m| !m.is_up).filter(in_time) {
        let Some(service) = &finding.service else { continue };
        let Some(series) = observations.series.get(finding.series) else { continue };
        let key = if finding.limit.is_some() {
            "suspect-used-up"
        } else if is_liveness(&series.metric) && finding.during <= 0.0 && finding.before > 0.0 {
            "suspect-down"
        } else {
            continue;
        };
        if found.iter().any(|d| d.service == *service) {
            continue;
        }
        found.push(Decisive {
            service: service.clone(),
            departure: Some(departure(finding, &series.metric)),
            onset: finding.onset,
            channel: "saturation",
            phrase: Phrase::new(key)
                .code("service", service.as_str())
                .code("metric", finding.selector.clone())
                .number("before", finding.before)
                .number("during", finding.during),
            citations: vec![finding.citation.clone()],
        });
    }
    found
}

/// Puts it before all others: the suspect that is there already, or a new one. `cited` are the ids of its evidence.
pub(super) fn lift(suspects: &mut Vec<Suspect>, decisive: Decisive, top: f64, cited: Vec<backstory_model::EvidenceId>) {
    let Decisive { service, departure, onset, channel, phrase, .. } = decisive;
    let points = top + BEFORE_ALL;
    let known = suspects.iter().position(|s| s.service.as_ref() == Some(&service));
    let place = known.unwrap_or(suspects.len());
    if known.is_none() {
        suspects.push(Suspect { service: Some(service), ..blank() });
    }
    let Some(suspect) = suspects.get_mut(place) else { return };
    suspect.score += points;
    *suspect.channels.entry(channel.to_owned()).or_default() += points;
    suspect.onset = Some(suspect.onset.map_or(onset, |own| own.min(onset)));
    suspect.phrase = Some(phrase);
    if let Some(departure) = departure {
        suspect.metric = Some(departure.metric.clone());
        suspect.departure = Some(departure);
    }
    for id in cited {
        if !suspect.evidence.contains(&id) {
            suspect.evidence.push(id);
        }
    }
}

/// Services whose containers were killed for memory in the window and not before.
fn killed(events: &[ClusterEvent], window: Window) -> Vec<Decisive> {
    let kills: Vec<&ClusterEvent> = events.iter().filter(|e| e.service.is_some() && memory::is_kill(e)).collect();
    let mut found: Vec<Decisive> = Vec::new();
    for kill in kills.iter().filter(|e| window.contains(e.first)) {
        let Some(service) = &kill.service else { continue };
        let own = || kills.iter().filter(|e| e.service.as_ref() == Some(service));
        let is_habit = own().any(|e| e.first < window.start);
        if is_habit || found.iter().any(|d| d.service == *service) {
            continue;
        }
        let count: u64 = own().map(|e| e.count.max(1)).sum();
        found.push(Decisive {
            service: service.clone(),
            departure: None,
            onset: kill.first,
            channel: "cluster",
            phrase: Phrase::new("suspect-killed").code("service", service.as_str()).number("count", count as f64),
            citations: own().take(3).map(|e| e.citation.clone()).collect(),
        });
    }
    found
}

fn departure(finding: &MetricFinding, metric: &str) -> Departure {
    Departure {
        metric: metric.to_owned(),
        onset: finding.onset,
        onset_after: finding.onset_after,
        recovery: finding.recovery,
        before: finding.before,
        during: finding.during,
        unit: finding.unit.map(str::to_owned),
        is_up: finding.is_up,
        strength: finding.strength,
    }
}

#[cfg(test)]
mod tests {
    use backstory_model::{Locator, MetricSeries};

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn cite() -> Citation {
        Citation::new(&"x".into(), Locator::Whole, "")
    }

    fn kill(service: &str, second: i64) -> ClusterEvent {
        ClusterEvent {
            first: at(second),
            last: at(second),
            count: 1,
            is_warning: true,
            reason: "OOMKilling".into(),
            message: String::new(),
            object_kind: "Pod".into(),
            object_name: service.into(),
            namespace: None,
            service: Some(ServiceName::new(service)),
            citation: cite(),
        }
    }

    fn series(metric: &str) -> MetricSeries {
        MetricSeries {
            metric: metric.into(),
            labels: std::collections::BTreeMap::new(),
            service: None,
            samples: Vec::new(),
            query: None,
            step_s: None,
            citation: cite(),
        }
    }

    fn fell(index: usize, service: &str, second: i64, limit: bool) -> MetricFinding {
        MetricFinding {
            series: index,
            selector: "m".into(),
            service: Some(ServiceName::new(service)),
            onset: at(second),
            onset_after: at(second - 15),
            recovery: None,
            is_up: false,
            before: 1.0,
            during: 0.0,
            unit: None,
            strength: 9.0,
            limit: limit.then(|| ("size".to_owned(), 100.0)),
            began: None,
            citation: cite(),
        }
    }

    #[test]
    fn what_was_killed_gone_or_used_up_comes_before_what_merely_moved() {
        let observations = Observations {
            cluster_events: vec![kill("thumbs", 105), kill("batch", 20), kill("batch", 110)],
            series: vec![series("db_up"), series("fs_avail_bytes"), series("hit_ratio")],
            ..Observations::default()
        };
        let findings = [
            fell(0, "db", 100, false),
            fell(1, "disk", 100, true),
            fell(2, "cache", 100, false),
            fell(0, "late", 300, false),
        ];
        let window = Window { start: at(90), end: at(400) };
        let found = of(&observations, &findings, Some(at(110)), window);
        let services: Vec<&str> = found.iter().map(|d| d.service.as_str()).collect();
        assert_eq!(services, ["thumbs", "db", "disk"]);
        let mut suspects = Vec::new();
        for one in found {
            lift(&mut suspects, one, 1.0, Vec::new());
        }
        assert!(suspects.iter().all(|s| s.score > 1.0 && s.phrase.is_some()), "{suspects:?}");
    }
}
