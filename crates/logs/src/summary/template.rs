//! The templates of a summary: masked lines that are one sentence, with all that is known of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::aligned;
use super::masked::Masked;
use super::{Distinct, LogSummary, PerSecond, Place, RecordSample};
use crate::bottom::{Kept, Value as _};
use crate::severity::Severity;
use crate::template::{self, Kind, MAX_MASKED_LINES, MaskedId, Templates};

/// How often a template occurred, when, where and with what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TemplateSummary {
    /// The same text has the same id in every run: 16 hexadecimal digits.
    pub id: String,
    /// The sentence, `<*>` for what varies; ` ⏎ ` before the exception that a stack trace names.
    pub template: String,
    /// Records.
    pub count: u64,
    /// Records by second of the source's clock.
    pub per_second: PerSecond,
    /// Records by severity.
    pub severities: BTreeMap<Severity, u64>,
    /// Records that are requests as well, and counted there.
    pub requests: u64,
    /// Records by the service that they name.
    pub services: BTreeMap<String, u64>,
    /// The first record with a time.
    pub first: Option<Place>,
    /// The first of them that is an error or worse.
    #[serde(default)]
    pub first_error: Option<Place>,
    /// The last record with a time.
    pub last: Option<Place>,
    /// The first records as written.
    pub samples: Vec<RecordSample>,
    /// One for each `<*>`, in order.
    pub parameters: Vec<ParameterSummary>,
}

/// What stood at one `<*>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParameterSummary {
    /// Its key, the word before it, or `p1`, `p2`, … by place.
    pub name: String,
    /// What all samples are.
    pub kind: Kind,
    /// A few values, sorted, all different.
    pub samples: Vec<String>,
    /// About how many different values there were; the error is some 13 %.
    pub distinct: u64,
}

impl TemplateSummary {
    /// The severity most of its records have.
    pub fn severity(&self) -> Option<Severity> {
        self.severities.iter().max_by_key(|(severity, count)| (**count, **severity)).map(|(severity, _)| *severity)
    }
}

/// Makes the templates of masked lines, most frequent first, then by text.
pub(super) fn summaries(masked: &Kept<Masked>) -> Vec<TemplateSummary> {
    of_templates(masked, &mine(masked))
}

/// The templates of several logs, made from all of them together, so that a sentence has one text in all of them.
pub fn templates_together(logs: &[&LogSummary]) -> Vec<Vec<TemplateSummary>> {
    let mut all: Kept<Masked> = Kept::default();
    for log in logs {
        all.merge(log.masked.clone(), MAX_MASKED_LINES);
    }
    let templates = mine(&all);
    logs.iter().map(|log| of_templates(&log.masked, &templates)).collect()
}

fn mine(masked: &Kept<Masked>) -> Templates {
    template::templates_of(
        masked.iter().map(|(id, line)| (MaskedId(id), &line.sampled)),
        masked.dropped(),
        template::Constants::Shown,
    )
}

/// What a log has of each template, most frequent first, then by text.
fn of_templates(masked: &Kept<Masked>, templates: &Templates) -> Vec<TemplateSummary> {
    let mut members: BTreeMap<u64, Masked> = BTreeMap::new();
    let mut distinct: BTreeMap<u64, Vec<Distinct>> = BTreeMap::new();
    for (id, line) in masked.iter() {
        let template = templates.template_of(MaskedId(id));
        let counted =
            distinct.entry(template.id.0).or_insert_with(|| vec![Distinct::default(); template.parameters.len()]);
        let fits = |sample: &&(u64, Box<[u8]>)| aligned::add(counted, &line.distinct, &sample.1, &template.text);
        let _ = line.sampled.samples.iter().find(fits);
        let template = template.id.0;
        match members.get_mut(&template) {
            Some(known) => known.absorb(line.clone()),
            None => {
                members.insert(template, line.clone());
            }
        }
    }
    let mut summaries: Vec<TemplateSummary> = templates
        .iter()
        .filter_map(|template| {
            let all = members.remove(&template.id.0)?;
            let distinct = distinct.remove(&template.id.0).unwrap_or_default();
            let parameters = template
                .parameters
                .iter()
                .enumerate()
                .map(|(at, parameter)| ParameterSummary {
                    name: parameter.name.clone(),
                    kind: parameter.kind,
                    samples: parameter.samples.clone(),
                    // No record has two values of one parameter.
                    distinct: distinct
                        .get(at)
                        .map_or(0, Distinct::estimate)
                        .max(parameter.samples.len() as u64)
                        .min(all.sampled.count),
                })
                .collect();
            let severities = Severity::ALL
                .iter()
                .zip(all.severities.iter().skip(1))
                .filter(|(_, count)| **count > 0)
                .map(|(severity, count)| (*severity, *count))
                .collect();
            Some(TemplateSummary {
                id: template.id.to_string(),
                template: template.text.clone(),
                count: all.sampled.count,
                per_second: all.per_second,
                severities,
                requests: all.requests,
                services: all.services,
                first: all.first,
                first_error: all.first_error,
                last: all.last,
                samples: all.records,
                parameters,
            })
        })
        .collect();
    summaries.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.template.cmp(&b.template)));
    summaries
}
