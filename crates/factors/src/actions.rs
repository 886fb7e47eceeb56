//! Step 4: an action for every factor that one can answer; concrete, owned, dated, checkable.

use backstory_model::{Action, ActionId, ActionKind, Observations, Phrase, PhraseArg, Priority, ServiceName};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::graph::{FactorKind, Findings};
use crate::owners::{owner_of, owner_of_folder};

/// Actions proposed at most: a team finishes a few, and a list of twenty is a list of none.
const MOST: usize = 9;

/// Derives actions from factors. `from` is the day the incident was resolved; deadlines count from it.
///
/// Owners come from CODEOWNERS; where it names none, the owner stays null for people to fill.
pub fn propose(findings: &Findings, observations: &Observations, from: Date) -> Vec<Action> {
    let mut wanted: Vec<(Priority, usize, ActionKind, Phrase, Option<String>)> = Vec::new();
    for (index, (factor, kind)) in findings.factors.iter().zip(&findings.kinds).enumerate() {
        let Some((action, priority, phrase)) = answer(kind, factor.service.as_ref(), observations) else { continue };
        let service = factor.service.clone().or_else(|| findings.factors.first().and_then(|f| f.service.clone()));
        let owner = match kind {
            FactorKind::FullRollout | FactorKind::BlindProbe { .. } => {
                owner_of_folder("k8s", &observations.repositories)
                    .or_else(|| owner_of(service.as_ref(), &observations.repositories))
            }
            _ => owner_of(service.as_ref(), &observations.repositories),
        };
        if !wanted.iter().any(|(_, _, _, other, _)| *other == phrase) {
            wanted.push((priority, index, action, phrase, owner));
        }
    }
    wanted.sort_by_key(|(priority, index, ..)| (*priority, *index));
    wanted.truncate(MOST);
    wanted
        .into_iter()
        .enumerate()
        .map(|(n, (priority, index, kind, phrase, owner))| Action {
            id: ActionId::nth(n + 1),
            title: String::new(),
            phrase: Some(phrase),
            factor: findings.factors.get(index).map(|f| f.id.clone()),
            kind,
            priority,
            owner,
            deadline: from.checked_add(priority.days().days()).ok(),
        })
        .collect()
}

/// The action that answers a factor; some factors are answered by another one's action.
fn answer(
    kind: &FactorKind,
    service: Option<&ServiceName>,
    observations: &Observations,
) -> Option<(ActionKind, Priority, Phrase)> {
    let named = |key: &str| Phrase::new(key).text("service", service.map_or_else(String::new, |s| s.0.clone()));
    Some(match kind {
        FactorKind::GuiltyChange { change } => {
            let version = observations.changes.get(*change).and_then(|c| c.version.clone()).unwrap_or_default();
            (ActionKind::Prevent, Priority::High, named("action-fix-before-redeploy").text("version", version))
        }
        FactorKind::Dependency => (ActionKind::Mitigate, Priority::High, named("action-isolate-dependency")),
        FactorKind::Limit { metric, limit } => (
            ActionKind::Detect,
            Priority::High,
            named("action-alert-limit").code("metric", metric.clone()).number("limit", *limit),
        ),
        FactorKind::SharedResource => (ActionKind::Mitigate, Priority::Medium, named("action-split-resource")),
        FactorKind::Retries => (ActionKind::Mitigate, Priority::Medium, named("action-bound-retries")),
        FactorKind::MemoryKill => (ActionKind::Detect, Priority::High, named("action-alert-memory")),
        FactorKind::FullRollout => (ActionKind::Prevent, Priority::High, named("action-canary")),
        FactorKind::BlindProbe { path } => {
            (ActionKind::Prevent, Priority::Medium, named("action-smoke-test").code("path", path.clone()))
        }
        FactorKind::Untested { files } => (
            ActionKind::Prevent,
            Priority::High,
            named("action-test-failing-case").with("files", PhraseArg::List(files.clone())),
        ),
        FactorKind::UncheckedStatement => (ActionKind::Prevent, Priority::High, named("action-explain-in-ci")),
        FactorKind::NoRule { metric } => {
            (ActionKind::Detect, Priority::High, named("action-new-rule").code("metric", metric.clone()))
        }
        FactorKind::LateRule { rules, metric } if !rules.is_empty() && !metric.is_empty() => (
            ActionKind::Detect,
            Priority::Medium,
            named("action-sharpen-rule").with("rules", PhraseArg::List(rules.clone())).code("metric", metric.clone()),
        ),
        FactorKind::LateRule { rules, .. } if rules.is_empty() => {
            (ActionKind::Detect, Priority::High, named("action-page-on-users"))
        }
        FactorKind::SilentAlert { alert } => {
            (ActionKind::Detect, Priority::Medium, named("action-page-alert").code("alert", alert.clone()))
        }
        FactorKind::NoRunbook { alert } => {
            (ActionKind::Process, Priority::Medium, named("action-write-runbook").code("alert", alert.clone()))
        }
        FactorKind::IneffectiveStep => (ActionKind::Process, Priority::Low, named("action-runbook-first-step")),
        FactorKind::MaskedError { outer, inner } => (
            ActionKind::Detect,
            Priority::Medium,
            named("action-pass-error-class").number("outer", f64::from(*outer)).number("inner", f64::from(*inner)),
        ),
        FactorKind::Breakage => (ActionKind::Prevent, Priority::High, named("action-remove-breakage")),
        FactorKind::Recurrence => (ActionKind::Process, Priority::Low, Phrase::new("action-review-earlier")),
        FactorKind::NoGate => (ActionKind::Process, Priority::Medium, named("action-gate")),
        FactorKind::LateRule { .. } | FactorKind::SymptomAlerts | FactorKind::Distraction => return None,
    })
}
