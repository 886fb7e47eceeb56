//! A document without an analysis, which was imported: what it says of itself stands in for one.

use std::collections::BTreeMap;

use backstory_model::{
    Analysis, Impact, IncidentHead, MilestoneKind, MilestoneTime, Milestones, Outcome, SCHEMA, ServiceName, Window,
};
use jiff::{SignedDuration, Timestamp};

use super::brief::{self, Brief, BriefTitle, ShareBy};
use super::{Told, factors, rows};
use crate::document::{Document, FactKey, Item};

/// Facts that are moments of the incident.
const MOMENTS: [(FactKey, MilestoneKind); 5] = [
    (FactKey::Start, MilestoneKind::ImpactStart),
    (FactKey::Detected, MilestoneKind::Detected),
    (FactKey::Acknowledged, MilestoneKind::Acknowledged),
    (FactKey::Mitigated, MilestoneKind::Mitigated),
    (FactKey::Resolved, MilestoneKind::Resolved),
];

pub(super) fn told(document: &Document) -> Option<Told> {
    let fact = |key| document.fact(key).map(|fact| fact.value.text.clone());
    let instant = |key| document.fact(key).and_then(|fact| fact.moment.as_ref()).and_then(|moment| moment.instant);
    let timeline: Vec<_> = document
        .timeline
        .iter()
        .filter_map(|row| Some((row.moment.instant?, row)))
        .enumerate()
        .map(|(index, (time, row))| rows::written(format!("t{}", index + 1), time, row, &BTreeMap::new()))
        .collect();
    let times = || timeline.iter().map(|row| row.time);
    let start = instant(FactKey::Start).into_iter().chain(times()).min().unwrap_or(Timestamp::UNIX_EPOCH);
    let last = instant(FactKey::Resolved).into_iter().chain(times()).max().unwrap_or(start).max(start);
    let window = Window::new(start, last.checked_add(SignedDuration::from_secs(1)).ok()?).ok()?;
    let mut milestones = Milestones::default();
    for (key, kind) in MOMENTS {
        *milestones.slot(kind) = instant(key).map(|time| MilestoneTime { time, evidence: Vec::new() });
    }
    // What a head calls resolved is when its users were well again.
    if milestones.recovered.is_none() {
        milestones.recovered = milestones.resolved.clone();
    }
    let (factors, loose) = factors::written(document.factors.iter(), &BTreeMap::new());
    let services = fact(FactKey::Services).unwrap_or_default();
    let services = services.split([',', '、']).map(str::trim).filter(|name| !name.is_empty()).map(ServiceName::new);
    let analysis = Analysis {
        schema: SCHEMA.to_owned(),
        outcome: Outcome::Incident,
        incident: IncidentHead {
            id: fact(FactKey::Id),
            title: document.title.as_ref().map_or_else(String::new, |title| title.text.clone()),
            phrase: None,
            severity: fact(FactKey::Severity),
            services: services.collect(),
            commander: fact(FactKey::Commander),
            window,
            baseline: None,
            timezone: None,
        },
        clocks: Vec::new(),
        gaps: Vec::new(),
        milestones,
        durations: backstory_model::Durations::default(),
        impact: Impact::default(),
        timeline,
        suspects: Vec::new(),
        factors,
        hypotheses: Vec::new(),
        gaps_in_detection: Vec::new(),
        actions: Vec::new(),
        evidence: Vec::new(),
        artifacts: Vec::new(),
    };
    Some(Told { brief: brief_of(document), analysis, labels: BTreeMap::new(), loose })
}

fn brief_of(document: &Document) -> Brief {
    let summary = brief::lines(document, document.summary.iter());
    let stated = |key| document.fact(key).filter(|fact| !brief::is_blank(&fact.value.text));
    let mut root_cause = brief::lines(document, document.root_cause.iter());
    if root_cause.is_empty() && document.factors.is_empty() {
        root_cause.extend(stated(FactKey::RootCause).map(|fact| fact.value.text.clone()));
    }
    let impact: Vec<&Item> = document.impact.iter().collect();
    let mut measures: Vec<_> = document.facts.iter().filter_map(brief::fact).collect();
    measures.extend(brief::measures(document, impact.iter().copied()));
    let share_by = match (stated(FactKey::Shared), stated(FactKey::ShareBy)) {
        (None, Some(by)) => Some((by.label.clone(), by.value.text.clone())),
        _ => None,
    };
    Brief {
        title: document.title.as_ref().map_or(BriefTitle::Drafted, |title| {
            BriefTitle::Written(title.span.of(document.source()).trim_start_matches(['#', ' ']).to_owned())
        }),
        summary: Some(summary),
        impact: brief::lines(document, impact.into_iter()),
        root_cause,
        measures,
        actions: document.actions.iter().map(|action| brief::action(document, action)).collect(),
        share_by: ShareBy::Stated(share_by),
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, told};

    #[test]
    fn the_head_says_when_users_were_well_again() {
        let source =
            "# Outage\n\n**Start**: 2026-01-02 10:00 UTC\n**Resolved**: 2026-01-02 10:40 UTC\n\n## Summary\n\nx\n";
        let milestones = told(&Document::parse(source)).unwrap().analysis.milestones;
        assert!(milestones.recovered.is_some() && milestones.recovered == milestones.resolved);
    }

    #[test]
    fn a_document_alone_is_enough_to_draw() {
        for (source, rows) in [
            (
                "# Outage\n\n- Severity: SEV-2\n\n## Timeline (UTC)\n\n- 2026-01-02 10:00 down\n- 2026-01-02 10:40 up\n",
                2,
            ),
            ("# Outage\n\nNo times.\n", 0),
            ("", 0),
        ] {
            let told = told(&Document::parse(source)).unwrap();
            assert_eq!(told.analysis.timeline.len(), rows, "{source}");
            assert!(told.analysis.incident.window.start < told.analysis.incident.window.end);
        }
    }
}
