//! Everything the readers found, before anything is concluded.

use std::sync::Arc;

use crate::{
    AlertEpisode, AlertRule, Artifact, ArtifactKind, Change, ChatMessage, ClusterEvent, Gap, IncidentFacts,
    MetricSeries, Page, Person, Repository, Topology,
};

/// What the evidence says, apart from logs and traces, which are summarised by their own engines.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Observations {
    /// What is already known.
    pub facts: Option<IncidentFacts>,
    /// Metric series.
    pub series: Vec<MetricSeries>,
    /// Alert episodes, merged over all sources, by firing time.
    pub alerts: Vec<AlertEpisode>,
    /// Alert rules.
    pub rules: Vec<AlertRule>,
    /// Pages.
    pub pages: Vec<Page>,
    /// Chat, by time.
    pub chat: Vec<ChatMessage>,
    /// People, by handle.
    pub people: Vec<Person>,
    /// Changes, by request time.
    pub changes: Vec<Change>,
    /// Cluster events, by first occurrence.
    pub cluster_events: Vec<ClusterEvent>,
    /// Repositories.
    pub repositories: Vec<Repository>,
    /// Call graph.
    pub topology: Topology,
    /// Every artifact that was looked at, by path.
    pub artifacts: Vec<Artifact>,
    /// Artifacts other than logs whose times tell no zone and were taken for UTC, by path.
    pub zoneless: Vec<Arc<str>>,
    /// What could not be read, or only in part.
    pub gaps: Vec<Gap>,
}

impl Observations {
    /// Whether the evidence tells which alerts fired. A history without an alert tells it too.
    pub fn tells_alerts(&self) -> bool {
        !self.alerts.is_empty() || self.has_any(&[ArtifactKind::Alerts, ArtifactKind::AlertWebhooks])
    }

    /// Whether the evidence tells who was paged. A log without a page tells it too.
    pub fn tells_pages(&self) -> bool {
        !self.pages.is_empty()
            || self.facts.as_ref().is_some_and(|f| !f.pager_incidents.is_empty())
            || self.has_any(&[ArtifactKind::PagerIncidents, ArtifactKind::PagerLog])
    }

    fn has_any(&self, kinds: &[ArtifactKind]) -> bool {
        self.artifacts.iter().any(|a| kinds.contains(&a.kind))
    }
}
