//! A document beside the analysis that it was drafted from.

use std::collections::{BTreeMap, BTreeSet};

use backstory_model::{Action, ActionId, Analysis, EvidenceId};

use super::brief::{self, Brief, BriefAction, BriefTitle, ShareBy};
use super::{Told, factors, rows};
use crate::document::{Document, FactKey, Item, SectionKind};
use crate::draft::{DraftOptions, closed, draft};
use crate::locale::{Catalogue, Lang, day, fill};
use crate::merge::{Fate, Twins};

pub(super) fn told(analysis: &Analysis, document: &Document) -> Told {
    let stated = document.front_matter.as_ref().and_then(|front| front.get("lang")).and_then(Lang::from_code);
    let lang = stated.unwrap_or(Lang::En);
    let mut retold = analysis.clone();
    fill(&mut retold, &Catalogue::load(lang));
    // Deadlines that the analysis leaves open are counted from a day that nobody kept; any will do.
    let fresh = Document::parse(&draft(&retold, &DraftOptions { lang, today: day(closed(&retold)) }));
    let twins = Twins::of(&fresh, document);
    let labels: BTreeMap<EvidenceId, String> =
        twins.labels().iter().map(|(draft, label)| (EvidenceId(draft.clone()), label.clone())).collect();
    let evidence: BTreeMap<&str, &EvidenceId> = labels.iter().map(|(id, label)| (label.as_str(), id)).collect();
    let mut retold = analysis.clone();
    head(&mut retold, &fresh, document);
    rows::retold(&mut retold, &fresh, document, &twins, &evidence);
    let loose = factors::retold(&mut retold, &fresh, document, &twins, &evidence);
    let brief = Brief {
        title: title(&fresh, document),
        summary: summary(&fresh, document, &twins),
        impact: brief::lines(document, written(&document.impact, &twins, &fresh.impact)),
        root_cause: brief::lines(document, written(&document.root_cause, &twins, &fresh.root_cause)),
        measures: measures(&fresh, document, &twins),
        actions: actions(&mut retold, &fresh, document, &twins),
        share_by: share_by(&fresh, document),
    };
    // The factors of an analysis make the tree.
    Told { analysis: retold, labels, loose, brief, whys: Vec::new() }
}

/// Items of a section that do not stand as drafted.
fn written<'d>(items: &'d [Item], twins: &Twins, drafted: &[Item]) -> impl Iterator<Item = &'d Item> + use<'d> {
    let reworded: Vec<_> = drafted
        .iter()
        .filter_map(|item| match twins.fate(item.span) {
            Fate::Reworded(now) => Some(now),
            Fate::Untouched | Fate::Gone => None,
        })
        .collect();
    let is_own: Vec<bool> = items
        .iter()
        .map(|item| !twins.is_drafted(item.span) || reworded.iter().any(|now| now.contains(item.span)))
        .collect();
    items.iter().zip(is_own).filter(|(_, is_own)| *is_own).map(|(item, _)| item)
}

fn title(fresh: &Document, document: &Document) -> BriefTitle {
    let heading = |d: &Document| {
        d.title.as_ref().map(|title| title.span.of(d.source()).trim_start_matches(['#', ' ']).trim().to_owned())
    };
    match heading(document) {
        Some(title) if heading(fresh).as_ref() != Some(&title) => BriefTitle::Written(title),
        _ => BriefTitle::Drafted,
    }
}

/// The whole summary once anything in it is not as drafted.
fn summary(fresh: &Document, document: &Document, twins: &Twins) -> Option<Vec<String>> {
    let is_drafted = brief::has_part(document, SectionKind::Summary)
        && fresh.summary.iter().all(|item| twins.fate(item.span) == Fate::Untouched)
        && document.summary.iter().all(|item| twins.is_drafted(item.span));
    (!is_drafted).then(|| {
        let mut lines = brief::lines(document, document.summary.iter());
        lines.extend(
            brief::measures(document, document.summary.iter())
                .into_iter()
                .map(|(name, value)| format!("{name}: {value}")),
        );
        lines
    })
}

/// Facts of the head that people changed, and rows of the impact that they changed or added.
fn measures(fresh: &Document, document: &Document, twins: &Twins) -> Vec<(String, String)> {
    let drafted: BTreeSet<(FactKey, &str)> =
        fresh.facts.iter().map(|fact| (fact.key, fact.value.text.as_str())).collect();
    // Front matter is for programs; its facts stand in the head as well.
    let front = document.front_matter.as_ref().map_or(0, |front| front.span.end);
    let own = document.facts.iter().filter(|fact| fact.span.start >= front);
    let own = own.filter(|fact| !drafted.contains(&(fact.key, fact.value.text.as_str())));
    // Severity and services are told as part of the head.
    let own = own.filter(|fact| !matches!(fact.key, FactKey::Severity | FactKey::Services | FactKey::Status));
    let mut told: Vec<(String, String)> = own.filter_map(brief::fact).collect();
    told.extend(brief::measures(document, written(&document.impact, twins, &fresh.impact)));
    told
}

/// Title, severity, services and commander as somebody changed them, in the head or in the front matter.
fn head(analysis: &mut Analysis, fresh: &Document, document: &Document) {
    let changed = |key: FactKey| {
        let drafted: Vec<&str> =
            fresh.facts.iter().filter(|fact| fact.key == key).map(|fact| fact.value.text.as_str()).collect();
        let stated = document.facts.iter().rev().filter(|fact| fact.key == key).map(|fact| fact.value.text.as_str());
        stated.into_iter().find(|value| !drafted.contains(value) && !brief::is_blank(value)).map(str::to_owned)
    };
    let incident = &mut analysis.incident;
    if let Some(severity) = changed(FactKey::Severity) {
        incident.severity = Some(severity);
    }
    if let Some(commander) = changed(FactKey::Commander) {
        incident.commander = Some(commander);
    }
    if let Some(services) = changed(FactKey::Services) {
        let names = services.trim_matches(['[', ']']).split([',', '、']).map(str::trim);
        incident.services = names.filter(|name| !name.is_empty()).map(backstory_model::ServiceName::new).collect();
    }
    let front = |d: &Document| d.front_matter.as_ref().and_then(|front| front.get("title")).map(str::to_owned);
    let heading = |d: &Document| d.title.as_ref().map(|title| title.text.clone());
    if let Some(title) = front(document).filter(|title| Some(title) != front(fresh).as_ref()) {
        (incident.title, incident.phrase) = (title, None);
    } else if let Some(title) = heading(document).filter(|title| Some(title) != heading(fresh).as_ref()) {
        (incident.title, incident.phrase) = (title, None);
    }
}

/// The actions of the document in its order; those of the analysis follow what people made of them.
fn actions(analysis: &mut Analysis, fresh: &Document, document: &Document, twins: &Twins) -> Vec<BriefAction> {
    if fresh.actions.len() != analysis.actions.len() {
        return document.actions.iter().map(|action| brief::action(document, action)).collect();
    }
    let mut told = Vec::new();
    let mut untouched: BTreeSet<&str> = BTreeSet::new();
    for (action, drafted) in analysis.actions.iter().zip(&fresh.actions) {
        let now = twins.place(drafted.span);
        let item = now.and_then(|now| document.actions.iter().find(|item| now.contains(item.span)));
        // The number that the document gave it; a draft always counts from 1.
        let id = item.and_then(|item| item.id.clone()).map_or_else(|| action.id.clone(), ActionId);
        match twins.fate(drafted.span) {
            Fate::Gone => {}
            Fate::Untouched => {
                untouched.extend(item.and_then(|item| item.id.as_deref()));
                told.push(Action { id, ..action.clone() });
            }
            Fate::Reworded(_) => {
                let Some(item) = item else { continue };
                let owner = item.owner.as_ref().map(|owner| owner.text.clone()).filter(|owner| !brief::is_blank(owner));
                let is_same = item.title.text == drafted.title.text;
                told.push(Action {
                    id,
                    title: if is_same { action.title.clone() } else { item.title.text.clone() },
                    phrase: action.phrase.clone().filter(|_| is_same),
                    owner,
                    deadline: item.deadline.as_ref().and_then(|deadline| deadline.date).or(action.deadline),
                    ..action.clone()
                });
            }
        }
    }
    let lines = document
        .actions
        .iter()
        .map(|item| {
            let id = item.id.as_deref().filter(|id| twins.is_drafted(item.span) && untouched.contains(id));
            id.map_or_else(|| brief::action(document, item), |id| BriefAction::Drafted(ActionId(id.to_owned())))
        })
        .collect();
    analysis.actions = told;
    lines
}

fn share_by(fresh: &Document, document: &Document) -> ShareBy {
    let stated = |d: &Document, key: FactKey| {
        d.fact(key).filter(|fact| !brief::is_blank(&fact.value.text)).map(|f| (f.label.clone(), f.value.text.clone()))
    };
    if stated(document, FactKey::Shared).is_some() {
        return ShareBy::Stated(None);
    }
    match stated(document, FactKey::ShareBy) {
        Some(by) if Some(&by) == stated(fresh, FactKey::ShareBy).as_ref() => ShareBy::Derived,
        stated => ShareBy::Stated(stated),
    }
}
