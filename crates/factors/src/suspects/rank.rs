//! Asks every channel and puts the answers in order.

use std::collections::BTreeSet;

use backstory_model::{Departure, Outcome, ServiceName, Suspect};
use jiff::Timestamp;

use super::system::{Signal, System, workload};
use super::tally::{Say, Tally};
use super::{
    Channel, Question, Verdict, changed, flow, lead, load, logged, outcome, resources, saturated, starved, symptom,
    traced, wording,
};

/// Suspects that are kept: nobody reads the twentieth.
const MOST: usize = 20;
/// A request that leaves its usual path counts twice its time: slowness comes and goes by some percent every minute,
/// new paths do not.
const STEP: f64 = 2.0;
/// Metrics of machines beside spans: they only break ties.
const RESOURCES_BESIDE_SPANS: f64 = 0.01;
/// The same beside the symptom's flow.
const RESOURCES_BESIDE_FLOW: f64 = 0.05;
/// Logs beside spans, which hold the order of their lines already: they only break ties.
const LOGS_BESIDE_SPANS: f64 = 0.01;
/// Logs and limits beside the symptom's flow: a share of all noise is weaker evidence than a share of the symptom.
const LOGS_BESIDE_FLOW: f64 = 0.1;
const SATURATION: f64 = 0.1;
/// A process that is slow in all it does, or whose processor is at its limit, however few requests meet it: as much as a
/// change just before onset, since no share of all requests' time stands behind it.
const STARVED: f64 = 0.3;
/// A change just before onset; less than half of a full share, so that it never outranks what was measured alone.
const CHANGE: f64 = 0.3;
/// What the time between a client's clock and its server's is called; no source measures it under a name of its own.
const NETWORK_DELAY: &str = "net_delay";
/// Services that the symptom's service never reaches.
const ELSEWHERE: f64 = 0.2;

/// Ranks what deserves a look. Never claims a cause; people do.
pub fn rank(question: &Question<'_>) -> Verdict {
    let system = System::of(question);
    let felt = symptom::choose(&system, question);
    let breaks = logged::breaks(question.logs, question.baseline, question.window);
    let mut loud = outcome::listen(&system, felt, question.symptom.is_some(), question.spans, breaks);
    let mut described = felt.map(|felt| symptom::describe(&system, felt, loud.symptom));
    // Who cannot come meets no failure.
    if loud.felt < 1.0
        && question.symptom.is_none()
        && let Some(lost) = load::lost(&system)
    {
        loud.felt = 1.0;
        described = Some(symptom::describe(&system, lost, 1.0));
    }
    let outcome = loud.outcome();
    let skews = question.spans.map(|s| s.skews.clone()).unwrap_or_default();
    if outcome == Outcome::NothingStandsOut {
        return Verdict {
            outcome,
            suspects: Vec::new(),
            symptom: described,
            felt: loud.felt,
            inner: loud.inner,
            skews,
        };
    }
    let mut tally = Tally::default();
    let from_spans = question.spans.is_some_and(|s| s.moved.requests_during > 0);
    spans(question, &system, &mut tally);
    let from_flow = match felt {
        // Where what users feel stayed as it was, there is no excess of it to be explained.
        Some(felt) if question.symptom.is_some() || (!from_spans && loud.felt >= 1.0) => {
            along_calls(&system, felt, &mut tally)
        }
        _ => false,
    };
    machines(&system, felt, from_spans, from_flow, &mut tally);
    logs(question, from_spans, from_flow, &mut tally);
    let onset = described.as_ref().and_then(|s| s.onset);
    let rest = changes(question, onset, &mut tally);
    let suspects = order(tally, rest);
    Verdict { outcome, suspects, symptom: described, felt: loud.felt, inner: loud.inner, skews }
}

fn say(
    channel: Channel,
    points: f64,
    metric: Option<&str>,
    onset: Option<Timestamp>,
    phrase: backstory_model::Phrase,
) -> Say {
    Say { channel, points, metric: metric.map(str::to_owned), template: None, onset, departure: None, phrase }
}

/// What a channel says by a metric that left its baseline.
fn say_by(channel: Channel, points: f64, signal: &Signal<'_>, phrase: backstory_model::Phrase) -> Say {
    let departure: Option<Departure> = signal.departure();
    Say { departure, ..say(channel, points, Some(signal.metric), signal.onset(), phrase) }
}

fn spans(question: &Question<'_>, system: &System<'_>, tally: &mut Tally) {
    let Some(spans) = question.spans else { return };
    for (service, share) in traced::self_time(&spans.moved) {
        let phrase = wording::self_time(&service, share.shows);
        // Where the service itself is slow, its processor is what to look at first.
        let metric = resources::processor(system, &service).map(|s| s.metric);
        tally.add(&service, say(Channel::SelfTime, share.share, metric, None, phrase));
    }
    for (service, slowed) in starved::slowed(system, spans) {
        if let Some(route) = traced::slowest(&spans.moved, &service) {
            let metric = resources::processor(system, &service).map(|s| s.metric);
            let points = STARVED * slowed.sure * slowed.weight();
            tally.add(&service, say(Channel::SelfTime, points, metric, None, wording::self_time(&service, route)));
        }
    }
    for (service, failing) in spans.moved.failing.iter().filter(|(_, f)| f.excess() > 0.0) {
        let points = STEP * failing.excess();
        tally.add(service, say(Channel::Transitions, points, None, None, wording::failing(service, *failing)));
    }
    for (service, share) in traced::network(&spans.moved) {
        let phrase = wording::network(&service, share.shows);
        tally.add(&service, say(Channel::Network, share.share, Some(NETWORK_DELAY), None, phrase));
    }
    for (service, share) in traced::changed_steps(&spans.moved) {
        // Sorted by own spans: the first of the service is its worst.
        if let Some(step) = spans.surprises.iter().find(|s| s.service == service) {
            tally.add(&service, say(Channel::Transitions, STEP * share, None, None, wording::step(&service, step)));
        }
    }
}

/// Whether the call graph had anything to say.
fn along_calls(system: &System<'_>, felt: &Signal<'_>, tally: &mut Tally) -> bool {
    // Without a call from the symptom's service on, all would be its own, for want of knowing better.
    if !system.callees.contains_key(&felt.service) {
        return false;
    }
    let own = flow::own(system, felt);
    let all: f64 = own.values().map(|o| o.unexplained).sum();
    if all <= 0.0 {
        return false;
    }
    for (service, node) in &own {
        let share = node.unexplained / all;
        let lead = lead::before_symptom(system, felt, node.signal);
        let phrase = wording::leading(wording::flow(service, node, share, felt), lead, felt);
        tally.add(service, say_by(Channel::Flow, share, node.signal, phrase));
    }
    true
}

fn machines(system: &System<'_>, felt: Option<&Signal<'_>>, from_spans: bool, from_flow: bool, tally: &mut Tally) {
    let weight = match (from_spans, from_flow) {
        (true, _) => RESOURCES_BESIDE_SPANS,
        (_, true) => RESOURCES_BESIDE_FLOW,
        _ => 1.0,
    };
    let reached: Option<BTreeSet<ServiceName>> = felt.filter(|_| from_flow).map(|f| system.reachable(&f.service));
    let near = |s: &ServiceName| if reached.as_ref().is_none_or(|r| r.contains(s)) { 1.0 } else { ELSEWHERE };
    let moved = resources::moved(system);
    let all: f64 = moved.values().map(|m| m.strength).sum();
    // Only what may be kept is worth the search for a lead.
    let mut strengths: Vec<f64> = moved.values().map(|m| m.strength).collect();
    strengths.sort_unstable_by(|a, b| b.total_cmp(a));
    let least = strengths.get(MOST).copied().unwrap_or(0.0);
    let full = saturated::full(system);
    for (service, m) in &moved {
        let points = weight * near(service) * m.strength / all;
        // That it ran into its limit says more than how far it went.
        let mut phrase = match full.get(service).filter(|(signal, _)| std::ptr::eq(*signal, m.signal)) {
            Some((signal, hit)) => wording::saturated(service, signal, hit),
            None => wording::resource(service, m),
        };
        if let Some(felt) = felt.filter(|_| m.strength >= least) {
            phrase = wording::leading(phrase, lead::before_symptom(system, felt, m.signal), felt);
        }
        tally.add(service, say_by(Channel::Resources, points, m.signal, phrase));
    }
    for (service, full) in starved::throttled(system) {
        let points = STARVED * near(&service) * full.hit.share;
        let phrase = wording::saturated(&service, full.signal, &full.hit);
        let at = super::system::timestamp(full.hit.reached_s);
        tally.add(&service, Say { onset: at, ..say_by(Channel::Saturation, points, full.signal, phrase) });
    }
    for (service, (signal, hit)) in full {
        let points = SATURATION * near(&service) * hit.share;
        let phrase = wording::saturated(&service, signal, &hit);
        let at = super::system::timestamp(hit.reached_s);
        tally.add(&service, Say { onset: at, ..say_by(Channel::Saturation, points, signal, phrase) });
    }
}

fn logs(question: &Question<'_>, from_spans: bool, from_flow: bool, tally: &mut Tally) {
    let noise = logged::noise(question.logs, question.baseline, question.window);
    let all: f64 = noise.values().map(|n| n.strength).sum();
    let weight = match (from_spans, from_flow) {
        (true, _) => LOGS_BESIDE_SPANS,
        (_, true) => LOGS_BESIDE_FLOW,
        _ => 1.0,
    };
    for (service, n) in &noise {
        let phrase = wording::logs(service, n.template, n.is_new);
        let mut words = say(Channel::Logs, weight * n.strength / all, None, None, phrase);
        words.template = Some(n.template.to_owned());
        tally.add(service, words);
    }
}

/// Gives each service its nearest change; returns what is left: changes of services that nothing else points at.
fn changes(question: &Question<'_>, onset: Option<Timestamp>, tally: &mut Tally) -> Vec<Suspect> {
    let mut rest = Vec::new();
    let mut taken = BTreeSet::new();
    for near in changed::near(question.changes, question.window, onset) {
        let phrase = wording::change(near.change);
        let points = CHANGE * near.nearness;
        let service = near.change.service.as_ref().map(workload);
        match service.filter(|s| tally.entries.contains_key(s) && taken.insert(s.clone())) {
            Some(service) => {
                tally.add(&service, say(Channel::Changes, points, None, None, phrase));
                if let Some(entry) = tally.entries.get_mut(&service) {
                    entry.change = Some(changed::describe(near.change));
                }
            }
            None => rest.push(Suspect {
                rank: 0,
                service: near.change.service.as_ref().map(workload),
                metric: None,
                template: None,
                change: Some(changed::describe(near.change)),
                score: points,
                onset: Some(changed::began(near.change)),
                departure: None,
                why: String::new(),
                phrase: Some(phrase),
                channels: std::iter::once((Channel::Changes.name().to_owned(), points)).collect(),
                evidence: Vec::new(),
            }),
        }
    }
    rest
}

fn order(tally: Tally, rest: Vec<Suspect>) -> Vec<Suspect> {
    let mut suspects: Vec<Suspect> = tally
        .entries
        .into_iter()
        .map(|(service, entry)| Suspect {
            rank: 0,
            service: Some(service),
            metric: entry.metric,
            template: entry.template,
            change: entry.change,
            score: entry.score,
            onset: entry.onset,
            departure: entry.departure,
            why: String::new(),
            phrase: entry.phrase,
            channels: entry.channels,
            evidence: Vec::new(),
        })
        .chain(rest)
        .collect();
    // The order of names settles ties, so that nothing depends on the order of reading.
    let change = |s: &Suspect| s.change.as_ref().map(|c| c.id.clone());
    suspects.sort_by(|a, b| {
        b.score.total_cmp(&a.score).then_with(|| (&a.service, change(a)).cmp(&(&b.service, change(b))))
    });
    suspects.truncate(MOST);
    for (suspect, rank) in suspects.iter_mut().zip(1..) {
        suspect.rank = rank;
    }
    suspects
}
