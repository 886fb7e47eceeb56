//! When users began to feel it, and when that was over.

use backstory_model::{Citation, MilestoneKind, Phrase, PhraseArg, TimelineKind};

use super::Candidate;
use super::metrics::told;
use crate::failures::Stretch;
use crate::felt::Felt;
use crate::groundwork::Groundwork;
use crate::history::second;
use crate::impact::first_and_last;
use crate::requests::{Edge, whole};

/// The row of the beginning and that of the end. Where evidence ends before it, the last row is no recovery.
pub(crate) fn rows(ground: &Groundwork) -> Vec<Candidate> {
    let Some(felt) = &ground.felt else { return Vec::new() };
    let Some((started, ended, cited)) = said(ground, felt) else { return Vec::new() };
    let stretch = felt.stretch();
    let mut start = Candidate::new(second(stretch.first), TimelineKind::Impact, 1.0, started, &cited.0);
    start.milestone = Some(MilestoneKind::ImpactStart);
    let ended = if stretch.is_over { ended } else { Phrase::new("timeline-not-recovered") };
    let mut end = Candidate::new(second(stretch.last), TimelineKind::Impact, 1.0, ended, &cited.1);
    end.milestone = stretch.is_over.then_some(MilestoneKind::Recovered);
    vec![start, end]
}

/// What is said of beginning and end, and what shows them.
fn said(ground: &Groundwork, felt: &Felt) -> Option<(Phrase, Phrase, (Citation, Citation))> {
    let twice = |citation: &Citation| (citation.clone(), citation.clone());
    Some(match felt {
        Felt::Failures(stretch) => {
            let edge = ground.edge.as_ref()?;
            let (started, ended) = failures(edge, *stretch);
            let shown = first_and_last(edge, *stretch);
            let all = &edge.history.citations;
            (started, ended, (shown.first().or(all.first())?.clone(), shown.last().or(all.last())?.clone()))
        }
        Felt::Waits(slow) => {
            let about = |key: &str| Phrase::new(key).with("limit", PhraseArg::LatencyS(slow.limit_s));
            let cited = whole(&slow.path, "");
            (about("timeline-impact-started-slow"), about("timeline-recovered-slow"), twice(&cited))
        }
        Felt::Loss(lost) => {
            let edge = ground.edge.as_ref()?;
            let about = |key: &str| {
                Phrase::new(key)
                    .text("source", edge.history.source.clone())
                    .text("before", told(lost.before, Some("/s")))
                    .text("during", told(lost.during, Some("/s")))
            };
            let cited = edge.history.citations.first()?;
            (about("timeline-impact-started-lost"), about("timeline-recovered-lost"), twice(cited))
        }
        Felt::Symptom(symptom) => {
            let found = &symptom.departure;
            let key = if found.is_up { "timeline-metric-rose" } else { "timeline-metric-fell" };
            let unit = found.unit.as_deref();
            let about = |key: &str| {
                Phrase::new(key).code("metric", found.metric.clone()).text("service", symptom.service.as_str())
            };
            let started = about(key).text("before", told(found.before, unit)).text("during", told(found.during, unit));
            (started, about("timeline-recovered-symptom"), twice(&symptom.citation))
        }
    })
}

fn failures(edge: &Edge, stretch: Stretch) -> (Phrase, Phrase) {
    if edge.is_from_metrics {
        let about = |key: &str| Phrase::new(key).text("what", edge.history.source.clone());
        return (about("timeline-impact-started-metrics"), about("timeline-recovered-metrics"));
    }
    (
        Phrase::new(if edge.is_proxy { "timeline-impact-started" } else { "timeline-impact-started-service" })
            .code("what", first_failure(edge, stretch)),
        Phrase::new("timeline-recovered"),
    )
}

/// Status and route of the first failed request.
fn first_failure(edge: &Edge, stretch: Stretch) -> String {
    let inside = |at: i64| (stretch.first..=stretch.last).contains(&at);
    edge.history.failures.iter().find(|(at, ..)| inside(*at)).map(|(_, _, what)| what.clone()).unwrap_or_default()
}
