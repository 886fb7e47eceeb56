//! Numbers the evidence that statements cite.

use std::collections::BTreeMap;

use crate::{Artifact, ArtifactKind, Citation, Evidence, EvidenceId};

/// Turns citations into numbered evidence: the same citation always gets the same id, and ids count
/// up in the order of first use, so a report that cites in reading order has its footnotes in order.
#[derive(Debug, Clone, Default)]
pub struct EvidenceBook {
    artifacts: BTreeMap<String, (String, String)>,
    ids: BTreeMap<Citation, EvidenceId>,
    entries: Vec<Evidence>,
}

impl EvidenceBook {
    /// Starts an empty book over the given artifacts.
    pub fn new(artifacts: &[Artifact]) -> Self {
        let artifacts =
            artifacts.iter().map(|a| (a.path.clone(), (source_label(a.kind).to_owned(), a.sha256.clone()))).collect();
        Self { artifacts, ..Self::default() }
    }

    /// Names the source of an artifact more precisely than its kind does: `nginx access log`.
    pub fn label(&mut self, artifact: &str, label: &str) {
        self.artifacts.entry(artifact.to_owned()).or_default().0 = label.to_owned();
    }

    /// The words for the source of an artifact.
    pub fn source(&self, artifact: &str) -> &str {
        self.artifacts.get(artifact).map_or("", |(label, _)| label.as_str())
    }

    /// The id of a citation.
    pub fn cite(&mut self, citation: &Citation) -> EvidenceId {
        if let Some(id) = self.ids.get(citation) {
            return id.clone();
        }
        let id = EvidenceId(format!("e{}", self.entries.len() + 1));
        let (source, sha256) = self.artifacts.get(&*citation.artifact).cloned().unwrap_or_default();
        self.entries.push(Evidence {
            id: id.clone(),
            source,
            artifact: citation.artifact.to_string(),
            locator: citation.locator.to_string(),
            excerpt: citation.excerpt.clone(),
            sha256,
        });
        self.ids.insert(citation.clone(), id.clone());
        id
    }

    /// The ids of several citations, in their order, without repetition.
    pub fn cite_all<'a>(&mut self, citations: impl IntoIterator<Item = &'a Citation>) -> Vec<EvidenceId> {
        let mut ids = Vec::new();
        for citation in citations {
            let id = self.cite(citation);
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    /// All evidence cited so far, in the order of its ids.
    pub fn into_entries(self) -> Vec<Evidence> {
        self.entries
    }
}

/// Words for a kind of artifact, as a timeline's source column prints them.
pub fn source_label(kind: ArtifactKind) -> &'static str {
    match kind {
        ArtifactKind::Log => "log",
        ArtifactKind::Metrics => "Prometheus",
        ArtifactKind::Alerts | ArtifactKind::AlertWebhooks => "Alertmanager",
        ArtifactKind::AlertRules => "alert rules",
        ArtifactKind::PagerIncidents | ArtifactKind::PagerLog => "PagerDuty",
        ArtifactKind::Chat => "Slack",
        ArtifactKind::Deployments => "deploys",
        ArtifactKind::Repository => "git",
        ArtifactKind::ClusterEvents => "Kubernetes",
        ArtifactKind::Topology => "topology",
        ArtifactKind::Traces => "traces",
        ArtifactKind::Facts => "incident facts",
        ArtifactKind::Manifest => "manifest",
        ArtifactKind::Document => "document",
        ArtifactKind::Unknown => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::Locator;

    #[test]
    fn the_same_citation_gets_the_same_id() {
        let artifact: Arc<str> = Arc::from("a.log");
        let one = Citation::new(&artifact, Locator::Line { line: 1, offset: 0 }, "x");
        let two = Citation::new(&artifact, Locator::Line { line: 2, offset: 2 }, "y");
        let mut book = EvidenceBook::new(&[]);
        assert_eq!(book.cite_all([&one, &two, &one]), [EvidenceId("e1".into()), EvidenceId("e2".into())]);
        assert_eq!(book.into_entries().len(), 2);
    }
}
