//! Which of several logs a place is in, once their summaries are one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{LogSummary, Place, RecordSample};
use crate::template::mask::content_hash;

/// Names of sources kept; of more, places have a source without a name.
const MOST: usize = 4096;

/// A source: sixteen hexadecimal digits, the same for the same name. None while a summary is of one log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceId(u64);

impl SourceId {
    /// Whether it says nothing.
    pub fn is_none(&self) -> bool {
        self.0 == 0
    }
}

impl From<SourceId> for String {
    fn from(id: SourceId) -> Self {
        format!("{:016x}", id.0)
    }
}

impl TryFrom<String> for SourceId {
    type Error = std::num::ParseIntError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        u64::from_str_radix(&text, 16).map(Self)
    }
}

impl LogSummary {
    /// Names the log that this is the summary of, before it is merged with others. Places that have a source keep it.
    pub fn name_source(&mut self, name: &str) {
        let id = SourceId(content_hash(name.as_bytes()).max(1));
        count_source(&mut self.sources, id, name);
        let of_place = |place: &mut Option<Place>| {
            if let Some(place) = place.as_mut().filter(|place| place.source.is_none()) {
                place.source = id;
            }
        };
        let of_sample = |sample: &mut RecordSample| {
            if sample.source.is_none() {
                sample.source = id;
            }
        };
        for masked in self.masked.values_mut() {
            of_place(&mut masked.first);
            of_place(&mut masked.first_error);
            of_place(&mut masked.last);
            masked.records.iter_mut().for_each(of_sample);
        }
        self.strange.iter_mut().chain(self.first_record.as_mut()).for_each(of_sample);
    }

    /// The names of the logs that were merged into this summary, by the ids that places have.
    pub fn sources(&self) -> &BTreeMap<SourceId, String> {
        &self.sources
    }
}

/// Adds a name, their number bounded by their order.
pub(super) fn count_source(sources: &mut BTreeMap<SourceId, String>, id: SourceId, name: &str) {
    sources.entry(id).or_insert_with(|| name.to_owned());
    if sources.len() > MOST {
        sources.pop_last();
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, summarise};

    #[test]
    fn places_of_merged_logs_name_their_log() {
        let of = |name: &str, log: &str| {
            let options = Options { year: 2025, max_bytes: u64::MAX };
            let mut summary = summarise(log.as_bytes(), &options).unwrap();
            summary.name_source(name);
            summary
        };
        let early = of("a.log", "2025-02-09T10:05:23Z ERROR no stock\n");
        let late = of("b.log", "2025-02-09T10:05:24Z ERROR no stock\n2025-02-09T10:05:24Z INFO up\n");
        let mut both = early.clone();
        both.merge(late.clone());
        let mut turned = late;
        turned.merge(early);
        assert!(both == turned);
        let stored = serde_json::to_string(&both).unwrap();
        assert!(serde_json::from_str::<crate::LogSummary>(&stored).unwrap() == both);
        let name = |id| both.sources().get(&id).map(String::as_str);
        let templates = both.templates();
        let twice = &templates[0];
        assert_eq!(twice.samples.iter().map(|s| name(s.source)).collect::<Vec<_>>(), [Some("a.log"), Some("b.log")]);
        assert_eq!(
            (twice.first.and_then(|p| name(p.source)), twice.last.and_then(|p| name(p.source))),
            (Some("a.log"), Some("b.log"))
        );
    }
}
