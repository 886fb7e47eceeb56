//! A document without an analysis, which was imported: what it says of itself stands in for one.

use std::collections::BTreeMap;

use backstory_model::{
    Analysis, Impact, IncidentHead, MilestoneKind, MilestoneTime, Milestones, Outcome, SCHEMA, ServiceName, Window,
};
use jiff::{SignedDuration, Timestamp};

use super::brief::{self, Brief, BriefTitle, ShareBy};
use super::{Told, factors, rows, whys};
use crate::document::{Document, FactKey, Item, Passage, SectionKind, Shape, Span};

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
    let whys = whys::chain(document);
    Some(Told { brief: brief_of(document), analysis, labels: BTreeMap::new(), loose, whys })
}

fn brief_of(document: &Document) -> Brief {
    let mut summary = brief::lines(document, document.summary.iter());
    if summary.is_empty() {
        summary.extend(opening(document));
    }
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
            // Quotes around a title in front matter belong to its syntax.
            let front = document.front_matter.as_ref().map_or(0, |front| front.span.end);
            let words = title.span.of(document.source()).trim_start_matches(['#', ' ']);
            BriefTitle::Written(if title.span.start < front { title.text.clone() } else { words.to_owned() })
        }),
        summary: Some(summary),
        impact: brief::lines(document, impact.into_iter()),
        root_cause,
        measures,
        actions: document.actions.iter().map(|action| brief::action(document, action)).collect(),
        share_by: ShareBy::Stated(share_by),
    }
}

/// The first sentence-like paragraph under the title, which serves as summary where no section is one.
fn opening(document: &Document) -> Option<String> {
    const LEAST_WORDS: usize = 6;
    const LEAST_CHARACTERS: usize = 20;
    const LOOKED_AT: usize = 12;
    const GREETINGS: [&str; 17] = [
        "平素",
        "拝啓",
        "時下",
        "お世話",
        "いつも",
        "こんにちは",
        "この度は",
        "このたびは",
        "Dear ",
        "Hello",
        "Hi ",
        "Hi,",
        "Hey",
        "Thank you",
        "We apologi",
        "We are sorry",
        "Our apologies",
    ];
    let is_fact =
        |span: Span| document.facts.iter().any(|fact| !fact.label.is_empty() && span.contains(fact.value.span));
    // A sentence that tells a time is a row of prose, and may open the report as well.
    let is_row = |span: Span| {
        let mut rows = document.timeline.iter().filter(|row| span.contains(row.span));
        rows.clone().any(|row| row.shape != Shape::Line) || rows.nth(1).is_some()
    };
    let greets = |words: &str| GREETINGS.iter().any(|greeting| words.starts_with(greeting));
    let is_told = |passage: &&Passage| {
        let words = passage.text.text.trim_end();
        let is_long = words.split_whitespace().count() >= LEAST_WORDS
            || !words.is_ascii() && words.chars().count() >= LEAST_CHARACTERS;
        is_long
            && !greets(words)
            && words.ends_with(['.', '。', '!', '！'])
            && !is_fact(passage.text.span)
            && !is_row(passage.text.span)
    };
    let head = document.passages.iter().take(LOOKED_AT).take_while(|passage| passage.section == SectionKind::Title);
    let found = head.into_iter().find(is_told)?;
    Some(found.text.span.of(document.source()).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Document, told};

    #[test]
    fn the_opening_words_serve_as_summary() {
        let source = "# Outage\n\nBy the team\n\nOn Monday the API was down for two hours.\n\n## Timeline (UTC)\n\n- 2026-01-02 10:00 down\n- 2026-01-02 10:40 up\n";
        let brief = told(&Document::parse(source)).unwrap().brief;
        assert_eq!(brief.summary, Some(vec!["On Monday the API was down for two hours.".to_owned()]));
    }

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
