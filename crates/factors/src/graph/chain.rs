//! Links "why?": each factor to the one that answers the next why, and the words of that why.
//!
//! The chain goes from what broke over the condition that let it hurt, what spread it, how it reached everybody, what
//! did not meet it before, to what is missing in general. Where no change is known it turns to what would have shown
//! it earlier. A kind carries the question it answers, so that no answer stands behind a question it does not answer.

use backstory_model::{FactorId, Phrase};

use super::{FactorKind, Findings};

/// Places in the chain, from the surface down. A factor leads to the first factor of the next place that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Broke,
    Condition,
    RanOut,
    Costly,
    Spread,
    Reached,
    Passed,
    Unmet,
    NoGate,
    Unseen,
    Habit,
}

fn place(kind: &FactorKind) -> Option<Place> {
    Some(match kind {
        FactorKind::GuiltyChange { .. } | FactorKind::Deed | FactorKind::Breakage | FactorKind::Dependency => {
            Place::Broke
        }
        FactorKind::Condition(_) | FactorKind::MemoryKill => Place::Condition,
        FactorKind::Limit { .. } => Place::RanOut,
        FactorKind::IndexMismatch { .. } => Place::Costly,
        FactorKind::SharedResource | FactorKind::Retries => Place::Spread,
        FactorKind::FullRollout => Place::Reached,
        FactorKind::BlindProbe { .. } => Place::Passed,
        FactorKind::Untested { .. } | FactorKind::UncheckedStatement => Place::Unmet,
        FactorKind::NoGate => Place::NoGate,
        FactorKind::NoRule { .. }
        | FactorKind::LateRule { .. }
        | FactorKind::NotPaged
        | FactorKind::SilentAlert { .. } => Place::Unseen,
        FactorKind::SymptomAlerts => Place::Habit,
        FactorKind::MaskedError { .. }
        | FactorKind::NoRunbook { .. }
        | FactorKind::NoRunbookTold
        | FactorKind::UnknownRule { .. }
        | FactorKind::IneffectiveStep
        | FactorKind::Distraction
        | FactorKind::Recurrence
        | FactorKind::Unowned => return None,
    })
}

/// What is kept first when a chain has more places than steps: the condition and the gate teach more than the spread.
const KEPT: [Place; 10] = [
    Place::Condition,
    Place::RanOut,
    Place::Costly,
    Place::Unmet,
    Place::NoGate,
    Place::Reached,
    Place::Unseen,
    Place::Habit,
    Place::Spread,
    Place::Passed,
];
/// Steps below what broke.
const STEPS: usize = 5;

/// The why that a kind answers.
pub(super) fn why(kind: &FactorKind) -> Option<Phrase> {
    let key = match kind {
        FactorKind::GuiltyChange { .. }
        | FactorKind::Deed
        | FactorKind::Breakage
        | FactorKind::Dependency
        | FactorKind::UnknownRule { .. }
        | FactorKind::Recurrence
        | FactorKind::Unowned => return None,
        FactorKind::Condition(condition) => return Some(Phrase::new(&format!("why-condition-{}", condition.key()))),
        FactorKind::MemoryKill => "why-memory-kill",
        FactorKind::Limit { .. } => "why-limit",
        FactorKind::SharedResource => "why-shared-resource",
        FactorKind::Retries => "why-retries",
        FactorKind::FullRollout => "why-full-rollout",
        FactorKind::BlindProbe { .. } => "why-blind-probe",
        FactorKind::Untested { .. } => "why-untested",
        FactorKind::IndexMismatch { .. } => "why-index-mismatch",
        FactorKind::UncheckedStatement => "why-unchecked-statement",
        FactorKind::NoGate => "why-no-gate",
        FactorKind::NoRule { .. } => "why-no-rule",
        FactorKind::LateRule { .. } => "why-late-rule",
        FactorKind::NotPaged => "why-not-paged",
        FactorKind::SilentAlert { .. } => "why-silent-alert",
        FactorKind::SymptomAlerts => "why-symptom-alerts",
        FactorKind::NoRunbook { .. }
        | FactorKind::NoRunbookTold
        | FactorKind::IneffectiveStep
        | FactorKind::Distraction => "why-lasted",
        FactorKind::MaskedError { .. } => "why-masked",
    };
    Some(Phrase::new(key))
}

/// Fills `because` and `why` of every factor.
pub(super) fn link(findings: &mut Findings) {
    let places: Vec<Option<Place>> = findings.kinds.iter().map(place).collect();
    let at = |wanted: Place| -> Vec<FactorId> {
        let mut here: Vec<(bool, FactorId)> = (findings.factors.iter().zip(&findings.kinds).zip(&places))
            .filter(|(_, p)| **p == Some(wanted))
            // A statement whose cost was not known says more than a test that is missing.
            .map(|((f, kind), _)| (!matches!(kind, FactorKind::UncheckedStatement), f.id.clone()))
            .collect();
        here.sort_by_key(|(is_later, _)| *is_later);
        here.into_iter().map(|(_, id)| id).collect()
    };
    let mut taken: Vec<(Place, Vec<FactorId>)> =
        KEPT.into_iter().map(|p| (p, at(p))).filter(|(_, ids)| !ids.is_empty()).collect();
    // A change leads to the gate that did not meet it; what hid the trouble then has a chain of its own.
    let has_gate = taken.iter().any(|(p, _)| *p == Place::NoGate);
    if has_gate {
        taken.retain(|(p, _)| !matches!(p, Place::Unseen | Place::Habit));
    }
    taken.truncate(STEPS);
    taken.sort_by_key(|(p, _)| *p);
    let habit = at(Place::Habit);
    let aside: Vec<(Place, Vec<FactorId>)> = [Place::Spread, Place::Passed]
        .into_iter()
        .filter(|p| !taken.iter().any(|(t, _)| t == p))
        .map(|p| (p, at(p)))
        .collect();
    for ((factor, kind), place) in findings.factors.iter_mut().zip(&findings.kinds).zip(&places) {
        factor.why = why(kind);
        let Some(place) = place else { continue };
        let is_aside = aside.iter().any(|(p, _)| p == place);
        let next = taken.iter().find(|(p, _)| p > place);
        factor.because = match place {
            Place::NoGate | Place::Habit => Vec::new(),
            Place::Unseen if has_gate => habit.clone(),
            // What the chain has no room for hangs where it belongs and leads no further.
            _ if is_aside => Vec::new(),
            _ => {
                let until = next.map(|(p, _)| *p);
                let beside = aside.iter().filter(|(p, _)| p > place && until.is_none_or(|u| *p < u));
                next.into_iter().chain(beside).flat_map(|(_, ids)| ids.clone()).collect()
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use backstory_model::{Confidence, Factor, FactorCategory, Layer};

    use super::*;
    use crate::graph::Condition;

    fn linked(kinds: Vec<FactorKind>) -> Findings {
        let factor = |n: usize| Factor {
            id: FactorId(format!("f{n}")),
            layer: Layer::Contributing,
            category: FactorCategory::Process,
            statement: String::new(),
            phrase: None,
            service: None,
            change: None,
            confidence: Confidence::High,
            evidence: Vec::new(),
            because: Vec::new(),
            why: None,
            question: None,
            question_text: None,
        };
        let mut findings = Findings { factors: (0..kinds.len()).map(factor).collect(), kinds, hypotheses: Vec::new() };
        link(&mut findings);
        findings
    }

    /// The kinds from the first factor down, always along the first reason.
    fn walk(findings: &Findings) -> Vec<&FactorKind> {
        let mut at = findings.factors.first();
        let mut kinds = Vec::new();
        while let Some(factor) = at {
            let index = findings.factors.iter().position(|f| f.id == factor.id).unwrap();
            kinds.push(&findings.kinds[index]);
            at = factor.because.first().and_then(|next| findings.factors.iter().find(|f| f.id == *next));
        }
        kinds
    }

    #[test]
    fn a_change_leads_to_the_gate_that_did_not_meet_it() {
        let limit = FactorKind::Limit { metric: "pool".into(), limit: 20.0 };
        let kinds = vec![
            FactorKind::GuiltyChange { change: 0 },
            limit.clone(),
            FactorKind::Untested { files: Vec::new() },
            FactorKind::UncheckedStatement,
            FactorKind::NoRule { metric: "m".into() },
            FactorKind::NoGate,
            FactorKind::SymptomAlerts,
        ];
        let findings = linked(kinds);
        let expected =
            [&FactorKind::GuiltyChange { change: 0 }, &limit, &FactorKind::UncheckedStatement, &FactorKind::NoGate];
        assert_eq!(walk(&findings), expected);
        // What hid the trouble has a chain of its own.
        assert_eq!(findings.factors[4].because, [findings.factors[6].id.clone()]);
    }

    #[test]
    fn without_a_change_the_chain_turns_to_what_would_have_told() {
        let condition = FactorKind::Condition(Condition::DiskFull);
        let rule = FactorKind::NoRule { metric: "m".into() };
        let kinds = vec![
            FactorKind::Breakage,
            condition.clone(),
            FactorKind::Retries,
            rule.clone(),
            FactorKind::SymptomAlerts,
            FactorKind::Recurrence,
        ];
        let findings = linked(kinds);
        let expected = [&FactorKind::Breakage, &condition, &FactorKind::Retries, &rule, &FactorKind::SymptomAlerts];
        assert_eq!(walk(&findings), expected);
    }
}
