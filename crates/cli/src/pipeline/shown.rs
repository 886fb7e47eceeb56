//! What shows that a suspect deserves a look: the series, the log line, the table of spans.

use std::path::PathBuf;
use std::sync::Arc;

use backstory_model::{Citation, Locator, Observations, ServiceName, Suspect, workload_of};
use backstory_timeline::{SourceLog, TemplateCount};

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
            found.extend(series.take(MOST).map(|s| s.citation.clone()));
        }
        if let Some(template) = &suspect.template {
            let logs = self.logs.iter().filter(|l| is_own(l.service.as_ref()));
            let lines = logs.filter_map(|l| line(l, l.templates.iter().find(|t| t.text == *template)?));
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
        let own = self.logs.iter().filter(|l| l.service.as_ref() == Some(service));
        let errors = own.flat_map(|l| l.templates.iter().filter(|t| t.is_error).filter_map(move |t| line(l, t)));
        let series = self.observations.series.iter().filter(|s| s.service.as_ref() == Some(service));
        errors.take(1).chain(series.map(|s| s.citation.clone()).take(1)).collect()
    }
}

fn line(log: &SourceLog, template: &TemplateCount) -> Option<Citation> {
    let (_, line, offset) = template.first?;
    Some(Citation::new(&log.path, Locator::Line { line, offset }, &template.sample))
}
