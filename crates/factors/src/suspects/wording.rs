//! The sentence of a suspect, as a phrase; catalogues turn it into words.

use backstory_model::{Change, Phrase, PhraseArg, ServiceName};
use backstory_signals::Saturation;

use super::flow::Own;
use super::resources::Moved;
use super::system::{Signal, Told};
use crate::spans::{EdgeGap, Failing, Route, Surprise};

fn about(key: &str, service: &ServiceName) -> Phrase {
    Phrase::new(key).code("service", service.as_str())
}

fn ratio(phrase: Phrase, name: &str, value: f64) -> Phrase {
    phrase.with(name, PhraseArg::Ratio(value.clamp(0.0, 1.0)))
}

fn levels(phrase: Phrase, signal: &Signal<'_>) -> Phrase {
    let (before, during) = signal.levels();
    let phrase = match signal.told {
        Told::ShareOfFailures => {
            let share = Phrase::new("suspect-share-of-failures").code("metric", signal.metric);
            phrase.with("metric", PhraseArg::Phrase(Box::new(share)))
        }
        _ => phrase.code("metric", signal.metric),
    };
    phrase.with("before", told(signal, before)).with("during", told(signal, during))
}

fn told(signal: &Signal<'_>, value: f64) -> PhraseArg {
    match signal.told {
        Told::Plainly => PhraseArg::Number(value),
        Told::PerSecond => PhraseArg::Phrase(Box::new(Phrase::new("suspect-per-second").number("value", value))),
        Told::ShareOfFailures => PhraseArg::Ratio(value.clamp(0.0, 1.0)),
    }
}

pub(super) fn flow(service: &ServiceName, own: &Own<'_, '_>, share: f64, symptom: &Signal<'_>) -> Phrase {
    naming(ratio(levels(about("suspect-flow", service), own.signal), "share", share), symptom)
}

/// Names the symptom: a metric alone may be measured of many services.
fn naming(phrase: Phrase, symptom: &Signal<'_>) -> Phrase {
    phrase.code("symptom", symptom.metric).code("symptomof", symptom.service.as_str())
}

pub(super) fn resource(service: &ServiceName, moved: &Moved<'_, '_>) -> Phrase {
    levels(about("suspect-resource", service), moved.signal)
}

pub(super) fn saturated(service: &ServiceName, signal: &Signal<'_>, hit: &Saturation) -> Phrase {
    ratio(
        about("suspect-saturated", service).code("metric", signal.metric).number("limit", hit.limit),
        "share",
        hit.share,
    )
}

pub(super) fn self_time(service: &ServiceName, route: &Route) -> Phrase {
    about("suspect-self-time", service)
        .code("operation", &route.operation)
        .with("before", PhraseArg::LatencyS(route.own.mean_before_s))
        .with("during", PhraseArg::LatencyS(route.own.level_during_s))
}

pub(super) fn failing(service: &ServiceName, failing: Failing) -> Phrase {
    ratio(ratio(about("suspect-failing", service), "before", failing.before), "during", failing.during)
}

pub(super) fn network(service: &ServiceName, gap: &EdgeGap) -> Phrase {
    about("suspect-network", service)
        .code("caller", gap.edge.caller.as_str())
        .code("callee", gap.edge.callee.as_str())
        .with("before", PhraseArg::LatencyS(gap.gap.mean_before_s))
        .with("during", PhraseArg::LatencyS(gap.gap.level_during_s))
}

pub(super) fn step(service: &ServiceName, step: &Surprise) -> Phrase {
    let key = match (step.from.is_empty(), step.to.is_empty()) {
        (false, false) => "suspect-step",
        (false, true) => "suspect-step-ends",
        (true, false) => "suspect-step-begins",
        (true, true) => "suspect-step-empty",
    };
    let phrase = about(key, service).code("operation", &step.operation).code("from", &step.from).code("to", &step.to);
    ratio(ratio(phrase, "before", step.before), "during", step.during)
}

/// A sentence, and that what it tells came before the symptom.
pub(super) fn leading(phrase: Phrase, lead_s: Option<f64>, symptom: &Signal<'_>) -> Phrase {
    let Some(lead_s) = lead_s else { return phrase };
    let phrase = Phrase::new("suspect-leading")
        .with("first", PhraseArg::Phrase(Box::new(phrase)))
        .with("lead", PhraseArg::DurationS(lead_s));
    naming(phrase, symptom)
}

pub(super) fn logs(service: &ServiceName, template: &str, is_new: bool) -> Phrase {
    about(if is_new { "suspect-logs-new" } else { "suspect-logs" }, service).code("template", template)
}

pub(super) fn change(change: &Change) -> Phrase {
    let phrase = Phrase::new("suspect-change").text("change", &change.description);
    let phrase = match &change.service {
        Some(service) => phrase.code("service", service.as_str()),
        None => phrase.code("service", "-"),
    };
    phrase.with("time", PhraseArg::Time(super::changed::began(change)))
}
