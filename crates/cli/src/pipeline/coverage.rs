//! Whether the evidence is about what was asked: records in the window, and the symptom that was named.

use backstory_model::{Gap, GapKind, Observations, Phrase, PhraseArg, ServiceName, Window, workload_of};
use backstory_timeline::{Groundwork, SourceLog};
use jiff::Timestamp;

/// A gap where logs and series were read, and none of them says anything of the window.
pub(super) fn outside(
    observations: &Observations,
    logs: &[SourceLog],
    ground: &Groundwork,
    stated: Window,
) -> Option<Gap> {
    let of_logs = logs.iter().enumerate().filter_map(|(index, log)| {
        let (first, last) = log.covered?;
        let at = |reading| Timestamp::from_nanosecond(i128::from(ground.utc_ns(index, reading))).ok();
        Some((at(first)?, at(last)?))
    });
    let of_series =
        (observations.series.iter()).filter_map(|one| Some((one.samples.first()?.time, one.samples.last()?.time)));
    let (mut first, mut last) = (None::<Timestamp>, None::<Timestamp>);
    for (from, to) in of_logs.chain(of_series) {
        if from <= stated.end && to >= stated.start {
            return None;
        }
        first = Some(first.map_or(from, |first| first.min(from)));
        last = Some(last.map_or(to, |last| last.max(to)));
    }
    let minute = |at: Timestamp| PhraseArg::Text(format!("{} UTC", at.strftime("%Y-%m-%d %H:%M")));
    let phrase = Phrase::new("gap-window-empty").with("first", minute(first?)).with("last", minute(last?));
    Some(missing("window", Some(stated), phrase))
}

/// A gap where a symptom was named that no series tells.
pub(super) fn unknown_symptom(observations: &Observations, symptom: Option<&(ServiceName, String)>) -> Option<Gap> {
    let (service, metric) = symptom?;
    let is_named = observations.series.iter().any(|one| {
        let own = one.service.as_ref().map(|own| workload_of(own.as_str()));
        one.metric == *metric && own.is_none_or(|own| own == workload_of(service.as_str()))
    });
    let phrase = || Phrase::new("gap-symptom-unknown").code("symptom", format!("{}:{metric}", service.as_str()));
    (!is_named).then(|| missing("--symptom", None, phrase()))
}

fn missing(source: &str, window: Option<Window>, phrase: Phrase) -> Gap {
    Gap {
        source: source.to_owned(),
        kind: GapKind::Missing,
        from: window.map(|w| w.start),
        to: window.map(|w| w.end),
        note: String::new(),
        phrase: Some(phrase),
    }
}
