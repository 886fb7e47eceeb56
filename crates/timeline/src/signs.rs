//! The first sign of trouble and the last.

use std::collections::BTreeMap;

use backstory_model::measure::Quantity;
use backstory_model::{Change, ClusterEvent, MetricFinding, MetricSeries, ServiceName};
use jiff::{SignedDuration, Timestamp};

use crate::felt::Felt;
use crate::groundwork::Groundwork;
use crate::{candidate, roles};

/// Robust deviations from which on a metric can be a first sign, and from which on it is one alone.
const STRONG: f64 = 10.0;
const CLEAR: f64 = 40.0;
/// Signs of one trouble begin within this time of each other: a few scrapes.
const JOINED: SignedDuration = SignedDuration::from_secs(45);
/// A metric that left its baseline so soon after a change of its service did not do so by chance alone.
const AFTER_CHANGE: SignedDuration = SignedDuration::from_mins(10);
/// Errors of one kind from which on they are a sign of what others are a sign of.
const FEW_ERRORS: u64 = 3;
/// What is left at least of the height of a pile while it does not shrink yet.
const HIGH: f64 = 0.9;

/// The earliest of: first failed request, a new error in a log, a strong move of a metric; none without any.
pub(crate) fn first(
    ground: &Groundwork,
    metrics: &[MetricFinding],
    changes: &[Change],
    impact_start: Option<Timestamp>,
) -> Option<Timestamp> {
    let earliest = impact_start.map(|i| i - SignedDuration::from_mins(15));
    let in_time = |t: &Timestamp| earliest.is_none_or(|e| *t >= e);
    // One error alone is written every day; where there are others, it is no sign of them.
    let errors = || ground.log_findings.iter().filter(|f| f.is_error);
    let many = errors().filter(|f| f.is_fatal || f.count >= FEW_ERRORS).map(|f| f.onset).filter(in_time).min();
    let logs = many.or_else(|| errors().map(|f| f.onset).filter(in_time).min());
    // A metric is sampled, and one of many moves by chance: it counts when it is very clear while
    // users are hit or just after a change of its service, or not alone.
    let strong: Vec<&MetricFinding> = metrics.iter().filter(|m| m.strength >= STRONG && in_time(&m.onset)).collect();
    let follows_change = |one: &MetricFinding| {
        one.service.is_some()
            && changes.iter().filter(|c| c.service == one.service).any(|c| {
                let lead = one.onset.duration_since(roles::effective(c));
                !lead.is_negative() && lead <= AFTER_CHANGE
            })
    };
    let is_joined = |one: &MetricFinding| {
        let near = |other: Timestamp| other.duration_since(one.onset).abs() <= JOINED;
        (one.strength >= CLEAR && (impact_start.is_some() || follows_change(one)))
            || one.limit.is_some()
            || logs.is_some_and(near)
            || impact_start.is_some_and(near)
            || strong.iter().any(|m| m.selector != one.selector && near(m.onset))
    };
    let moved = strong.iter().filter(|m| is_joined(m)).map(|m| m.onset).min();
    // A log that falls silent may only not have been collected.
    let hushed = ground.hushed.first().map(|h| h.last);
    [impact_start, logs, moved].into_iter().flatten().min().or(hushed)
}

/// The last sign of trouble: what users felt last and the last death of a process that had died while they did; else the
/// turn of what had piled up; else when errors or metrics went back.
pub(crate) fn last(
    ground: &Groundwork,
    metrics: &[MetricFinding],
    series: &[MetricSeries],
    events: &[ClusterEvent],
    recovered: Option<Timestamp>,
) -> Option<Timestamp> {
    let turn = metrics.iter().find_map(|m| turn_of_pile(m, series.get(m.series)?));
    if let (Some(recovered), Some(impact)) = (recovered, ground.impact_window()) {
        // Where no request failed, what is felt after the turn is the rest of the pile.
        let turned = turn.filter(|t| !matches!(ground.felt, Some(Felt::Failures(_))) && *t < recovered);
        return turned.or(Some(recovered.max(last_death(events, impact.start, recovered).unwrap_or(recovered))));
    }
    let logs = ground.log_findings.iter().filter(|f| f.is_error).filter_map(|f| f.recovery).max();
    turn.or(logs).or_else(|| metrics.iter().take(3).filter_map(|m| m.recovery).max())
}

/// The last death of the processes that died while users were hit: of memory, or by crashing over and over.
fn last_death(events: &[ClusterEvent], from: Timestamp, to: Timestamp) -> Option<Timestamp> {
    const MARGIN: SignedDuration = SignedDuration::from_mins(1);
    let deaths = || events.iter().filter(|e| e.service.is_some() && candidate::cluster::is_death(e));
    let died = |event: &ClusterEvent| {
        deaths().any(|e| e.service == event.service && e.last >= from - MARGIN && e.first <= to + MARGIN)
    };
    deaths().filter(|e| died(e)).map(|e| e.last).max()
}

/// When each service ceased to fail, by its own log and by counts of what it answered; services that go on are left out.
pub(crate) fn calmed(
    ground: &Groundwork,
    metrics: &[MetricFinding],
    series: &[MetricSeries],
) -> BTreeMap<ServiceName, Timestamp> {
    let logged = ground.log_findings.iter().filter(|f| f.is_error).map(|f| (&f.service, f.recovery));
    let fails = |m: &&MetricFinding| series.get(m.series).is_some_and(|s| s.answer().is_some_and(|a| a.is_failure));
    let counted = metrics.iter().filter(fails).map(|m| (&m.service, m.recovery));
    let mut calmed: BTreeMap<&ServiceName, Option<Timestamp>> = BTreeMap::new();
    for (service, recovery) in logged.chain(counted) {
        if let Some(service) = service {
            let slot = calmed.entry(service).or_insert(recovery);
            *slot = slot.zip(recovery).map(|(a, b)| a.max(b));
        }
    }
    calmed.into_iter().filter_map(|(service, at)| Some((service.clone(), at?))).collect()
}

/// The longest pause between failures, or between deaths of processes, from the first to the last.
pub(crate) fn longest_pause(ground: &Groundwork, events: &[ClusterEvent]) -> SignedDuration {
    let Some(stretch) = ground.stretch() else { return SignedDuration::ZERO };
    let longest = |times: &mut dyn Iterator<Item = i64>| {
        let (mut last, mut longest) = (None, 0);
        for at in times {
            longest = longest.max(last.map_or(0, |last| at - last));
            last = Some(at);
        }
        longest
    };
    let seconds = ground.edge.iter().flat_map(|edge| edge.history.seconds.range(stretch.first..=stretch.last));
    let failures = longest(&mut seconds.filter(|(_, tally)| tally.failed > 0.0).map(|(at, _)| *at));
    let deaths = events.iter().filter(|e| e.service.is_some() && candidate::cluster::is_death(e));
    let mut deaths: Vec<i64> = deaths.flat_map(|e| [e.first.as_second(), e.last.as_second()]).collect();
    deaths.retain(|at| (stretch.first..=stretch.last).contains(at));
    deaths.sort_unstable();
    SignedDuration::from_secs(failures.max(longest(&mut deaths.into_iter())))
}

/// When what had piled up began to shrink: from then on more is done than comes in, though the pile hurts until it is
/// gone. None for what does not pile up.
fn turn_of_pile(metric: &MetricFinding, series: &MetricSeries) -> Option<Timestamp> {
    let name = series.metric.to_lowercase();
    let piles_up = ["queue", "backlog", "lag", "pending", "waiting"];
    let is_pile = name.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| piles_up.contains(&word));
    if !metric.is_up || !is_pile || series.quantity() == Quantity::Latency {
        return None;
    }
    let samples = || series.samples.iter().filter(|s| s.time >= metric.onset && s.value.is_finite());
    let height = samples().map(|s| s.value - metric.before).fold(0.0, f64::max);
    let until = metric.recovery.or_else(|| samples().next_back().map(|s| s.time))?;
    let high = |s: &&backstory_model::Sample| s.time <= until && s.value - metric.before >= HIGH * height;
    let turn = samples().rfind(high)?.time;
    // A pile that still stands at the end of the evidence has not turned.
    (height > 0.0 && samples().any(|s| s.time > turn)).then_some(turn)
}

#[cfg(test)]
mod tests {
    use backstory_model::{Citation, Locator, Sample};

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn pile(values: &[f64]) -> (MetricFinding, MetricSeries) {
        let citation = Citation::new(&"m".into(), Locator::Whole, "");
        let samples = (0..).zip(values).map(|(i, v)| Sample { time: at(i * 30), value: *v }).collect();
        let series = MetricSeries {
            metric: "consumer_lag".into(),
            labels: std::collections::BTreeMap::new(),
            service: Some(ServiceName::new("mailer")),
            samples,
            query: None,
            step_s: Some(30.0),
            citation: citation.clone(),
        };
        let finding = MetricFinding {
            series: 0,
            selector: "consumer_lag".into(),
            service: series.service.clone(),
            onset: at(30),
            onset_after: at(0),
            recovery: None,
            is_up: true,
            before: 10.0,
            during: 100.0,
            unit: None,
            strength: 50.0,
            limit: None,
            began: None,
            citation,
        };
        (finding, series)
    }

    #[test]
    fn a_pile_turns_when_it_begins_to_shrink_and_not_when_it_is_gone() {
        let (finding, series) = pile(&[10.0, 40.0, 70.0, 100.0, 80.0, 50.0, 20.0, 10.0]);
        assert_eq!(turn_of_pile(&finding, &series), Some(at(90)));
        let (finding, series) = pile(&[10.0, 40.0, 70.0, 100.0]);
        assert_eq!(turn_of_pile(&finding, &series), None);
    }
}
