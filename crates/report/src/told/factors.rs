//! Factors as people left them.

use std::collections::{BTreeMap, BTreeSet};

use backstory_model::{Analysis, Confidence, EvidenceId, Factor, FactorCategory, FactorId, Layer};

use super::brief::is_blank;
use crate::document::{self, Document, FactorLayer};
use crate::draft::category_key;
use crate::locale::{Catalogue, Lang};
use crate::merge::{Fate, Twins};

const CATEGORIES: [FactorCategory; 8] = [
    FactorCategory::Change,
    FactorCategory::Capacity,
    FactorCategory::Dependency,
    FactorCategory::Configuration,
    FactorCategory::Detection,
    FactorCategory::Response,
    FactorCategory::Process,
    FactorCategory::Environment,
];

/// Factors that people wrote, and which of them are of no category that we know.
pub(super) fn written<'d>(
    factors: impl Iterator<Item = &'d document::Factor>,
    evidence: &BTreeMap<&str, &EvidenceId>,
) -> (Vec<Factor>, BTreeSet<FactorId>) {
    let names = category_names();
    let mut loose = BTreeSet::new();
    let told = factors.filter(|factor| !is_blank(&factor.item.text.text)).enumerate().map(|(n, factor)| {
        let id = FactorId(format!("own{}", n + 1));
        let (category, statement) = labelled(&names, &factor.item.text.text);
        if category.is_none() {
            loose.insert(id.clone());
        }
        let cited = |label: &String| {
            evidence.get(label.as_str()).map_or_else(|| EvidenceId(label.clone()), |known| EvidenceId::clone(known))
        };
        Factor {
            id,
            layer: match factor.layer {
                FactorLayer::Immediate => Layer::Immediate,
                FactorLayer::Contributing => Layer::Contributing,
                FactorLayer::Systemic => Layer::Systemic,
            },
            category: category.unwrap_or(FactorCategory::Process),
            statement: statement.to_owned(),
            phrase: None,
            service: None,
            change: None,
            confidence: Confidence::High,
            evidence: factor.item.footnotes.iter().map(cited).collect(),
            because: Vec::new(),
            why: None,
            question: None,
            question_text: None,
        }
    });
    (told.collect(), loose)
}

/// The factors of the analysis as the document has them, and those that people added; returns the latter where they are of
/// no category.
pub(super) fn retold(
    analysis: &mut Analysis,
    fresh: &Document,
    document: &Document,
    twins: &Twins,
    evidence: &BTreeMap<&str, &EvidenceId>,
) -> BTreeSet<FactorId> {
    let names = category_names();
    let mut kept = Vec::new();
    for (layer, drafted_layer) in [
        (Layer::Immediate, FactorLayer::Immediate),
        (Layer::Contributing, FactorLayer::Contributing),
        (Layer::Systemic, FactorLayer::Systemic),
    ] {
        // The draft writes the factors of a layer in order, questions behind them.
        let drafted = fresh.factors.iter().filter(|factor| factor.layer == drafted_layer);
        let found = analysis.factors.iter().filter(|factor| factor.layer == layer);
        for (factor, drafted) in found.zip(drafted) {
            match twins.fate(drafted.item.span) {
                Fate::Untouched => kept.push(factor.clone()),
                Fate::Gone => {}
                Fate::Reworded(now) => {
                    let written = document.factors.iter().find(|factor| now.contains(factor.item.span));
                    let Some(written) = written else { continue };
                    let statement = labelled(&names, &written.item.text.text).1.to_owned();
                    kept.push(Factor { statement, phrase: None, ..factor.clone() });
                }
            }
        }
    }
    let (added, loose) =
        written(document.factors.iter().filter(|factor| !twins.is_drafted(factor.item.span)), evidence);
    let order: BTreeMap<FactorId, usize> =
        analysis.factors.iter().enumerate().map(|(at, factor)| (factor.id.clone(), at)).collect();
    kept.sort_by_key(|factor| order.get(&factor.id).copied());
    kept.extend(added);
    // A chain does not lead through what somebody deleted.
    let ids: BTreeSet<FactorId> = kept.iter().map(|factor| factor.id.clone()).collect();
    for factor in &mut kept {
        factor.because.retain(|id| ids.contains(id));
    }
    analysis.factors = kept;
    loose
}

fn category_names() -> Vec<(FactorCategory, String)> {
    let catalogues = Lang::ALL.iter().map(|lang| Catalogue::load(*lang));
    catalogues.flat_map(|words| CATEGORIES.map(|category| (category, words.text(category_key(category))))).collect()
}

/// `Capacity: the pool is small`: the category and the rest.
fn labelled<'w>(names: &[(FactorCategory, String)], words: &'w str) -> (Option<FactorCategory>, &'w str) {
    let found = names.iter().find_map(|(category, name)| {
        let rest = words.strip_prefix(name.as_str())?.trim_start().strip_prefix([':', '：'])?;
        Some((*category, rest.trim_start()))
    });
    found.map_or((None, words), |(category, rest)| (Some(category), rest))
}
