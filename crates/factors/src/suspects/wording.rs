//! The sentence of a suspect, as a phrase and in English.

use backstory_model::{Change, Phrase, PhraseArg, ServiceName};
use backstory_signals::Saturation;

use super::flow::Own;
use super::resources::Moved;
use super::system::Signal;
use crate::spans::{EdgeGap, Route, Surprise};

fn about(key: &str, service: &ServiceName) -> Phrase {
    Phrase::new(key).code("service", service.as_str())
}

fn ratio(phrase: Phrase, name: &str, value: f64) -> Phrase {
    phrase.with(name, PhraseArg::Ratio(value.clamp(0.0, 1.0)))
}

fn levels(phrase: Phrase, signal: &Signal<'_>) -> Phrase {
    let (before, during) = signal.levels();
    phrase.code("metric", signal.metric).number("before", before).number("during", during)
}

pub(super) fn flow(service: &ServiceName, own: &Own<'_, '_>, share: f64) -> Phrase {
    ratio(levels(about("suspect-flow", service), own.signal), "share", share)
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
        .with("during", PhraseArg::LatencyS(route.own.mean_during_s))
}

pub(super) fn network(service: &ServiceName, gap: &EdgeGap) -> Phrase {
    about("suspect-network", service)
        .code("caller", gap.edge.caller.as_str())
        .code("callee", gap.edge.callee.as_str())
        .with("before", PhraseArg::LatencyS(gap.gap.mean_before_s))
        .with("during", PhraseArg::LatencyS(gap.gap.mean_during_s))
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

pub(super) fn logs(service: &ServiceName, template: &str) -> Phrase {
    about("suspect-logs", service).code("template", template)
}

pub(super) fn change(change: &Change) -> Phrase {
    let phrase = Phrase::new("suspect-change").text("change", &change.description);
    let phrase = match &change.service {
        Some(service) => phrase.code("service", service.as_str()),
        None => phrase.code("service", "-"),
    };
    phrase.with("time", PhraseArg::Time(super::changed::began(change)))
}

/// The phrase in plain English, for `Suspect::why`.
pub(super) fn english(phrase: &Phrase) -> String {
    let arg = |name: &str| phrase.args.get(name).map(plain).unwrap_or_default();
    let [service, metric, before, during] = ["service", "metric", "before", "during"].map(arg);
    let [share, operation, from, to] = ["share", "operation", "from", "to"].map(arg);
    match phrase.key.as_str() {
        "suspect-flow" => {
            format!(
                "{share} of the symptom's excess is {service}'s own: {metric} went from {before} to {during}, and no service it calls explains it."
            )
        }
        "suspect-resource" => format!("In {service}, {metric} went from {before} to {during}."),
        "suspect-saturated" => {
            format!("In {service}, {metric} was at its limit of {} for {share} of the window.", arg("limit"))
        }
        "suspect-self-time" => {
            format!(
                "{service} spent {during} instead of {before} per call in {operation} itself, without the calls it makes."
            )
        }
        "suspect-network" => format!(
            "Calls from {} to {} took {during} instead of {before} longer for the caller than for the callee.",
            arg("caller"),
            arg("callee")
        ),
        "suspect-step" => {
            format!(
                "In {operation} of {service}, {from} was followed by {to} in {during} of the visits, before in {before}."
            )
        }
        "suspect-step-ends" => {
            format!(
                "In {operation} of {service}, nothing followed {from} in {during} of the visits, before in {before}."
            )
        }
        "suspect-step-begins" => {
            format!("{operation} of {service} began with {to} in {during} of the visits, before in {before}.")
        }
        "suspect-step-empty" => {
            format!("{operation} of {service} did nothing visible in {during} of the visits, before in {before}.")
        }
        "suspect-logs" => format!("{service} logged this far more often than before: {}", arg("template")),
        "suspect-change" => format!("A change of {service} began at {}: {}", arg("time"), arg("change")),
        other => other.to_owned(),
    }
}

fn plain(arg: &PhraseArg) -> String {
    match arg {
        PhraseArg::Text(s) | PhraseArg::Code(s) | PhraseArg::Actor(s) => s.clone(),
        PhraseArg::Number(n) => number(*n),
        PhraseArg::Ratio(r) => format!("{} %", number(r * 100.0)),
        PhraseArg::LatencyS(s) if s.abs() < 1.0 => format!("{} ms", number(s * 1e3)),
        PhraseArg::LatencyS(s) | PhraseArg::DurationS(s) => format!("{} s", number(*s)),
        PhraseArg::Time(t) => t.strftime("%H:%M:%S UTC").to_string(),
        PhraseArg::List(words) => words.join(", "),
        PhraseArg::Phrase(p) => english(p),
    }
}

/// Three significant digits, without a tail of zeros.
fn number(n: f64) -> String {
    if n == 0.0 || !n.is_finite() {
        return format!("{n}");
    }
    #[expect(clippy::cast_possible_truncation, reason = "an exponent of ten of a finite double")]
    let digits = (2.0 - n.abs().log10().floor()).clamp(0.0, 12.0) as usize;
    let text = format!("{n:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_have_three_digits() {
        for (n, text) in [(0.098_216, "0.0982"), (1234.5, "1234"), (100.0, "100"), (0.0, "0"), (-2.5, "-2.5")] {
            assert_eq!(number(n), text);
        }
    }
}
