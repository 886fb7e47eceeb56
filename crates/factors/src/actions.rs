//! Step 4: an action for every factor that one can answer; concrete, owned, dated, checkable.

use backstory_model::{
    Action, ActionId, ActionKind, Milestones, Observations, Phrase, PhraseArg, Priority, ServiceName,
};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::graph::{Condition, FactorKind, Findings};
use crate::owners::{owner_of, owner_of_folder};
use crate::rule_draft::RuleDraft;

/// Actions proposed at most: a team finishes a few, and a list of twenty is a list of none.
const MOST: usize = 9;

/// Priority, index of the factor, kind, words, owner.
type Wanted = (Priority, usize, ActionKind, Phrase, Option<String>);

/// Derives actions from factors. `from` is the day the incident was resolved; deadlines count from it.
///
/// Owners come from CODEOWNERS; where it names none, the owner stays null for people to fill.
///
/// `rules` are drafts with their replay: an action on a metric with a draft carries the rule itself. What an action is held
/// against (the page, the first failed request) is named only where `milestones` have it.
pub fn propose(
    findings: &Findings,
    observations: &Observations,
    rules: &[RuleDraft],
    milestones: &Milestones,
    from: Date,
) -> Vec<Action> {
    // Where the service of a factor has no owner, whoever owns what broke is asked.
    let broken = findings.factors.iter().find_map(|f| owner_of(f.service.as_ref(), &observations.repositories));
    let mut wanted: Vec<Wanted> = Vec::new();
    for (index, (factor, kind)) in findings.factors.iter().zip(&findings.kinds).enumerate() {
        if is_answered_elsewhere(kind, findings) {
            continue;
        }
        let Some((action, priority, phrase)) = answer(kind, factor.service.as_ref(), observations) else { continue };
        let phrase = replayed(kind, rules, milestones).unwrap_or_else(|| held_against(phrase, milestones));
        let service = factor.service.clone().or_else(|| findings.factors.first().and_then(|f| f.service.clone()));
        let owner = match kind {
            FactorKind::FullRollout | FactorKind::BlindProbe { .. } => {
                owner_of_folder("k8s", &observations.repositories)
                    .or_else(|| owner_of(service.as_ref(), &observations.repositories))
            }
            _ => owner_of(service.as_ref(), &observations.repositories),
        }
        .or_else(|| broken.clone());
        if !wanted.iter().any(|(_, _, _, other, _)| *other == phrase) {
            wanted.push((priority, index, action, phrase, owner));
        }
    }
    wanted.sort_by_key(|(priority, index, ..)| (*priority, *index));
    balance(wanted)
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

/// The action of a factor on a metric that a rule was drafted for, where the rule tells before the page.
fn replayed(kind: &FactorKind, rules: &[RuleDraft], milestones: &Milestones) -> Option<Phrase> {
    let (FactorKind::NoRule { metric } | FactorKind::UnknownRule { metric } | FactorKind::Limit { metric, .. }) = kind
    else {
        return None;
    };
    let rule = rules.iter().find(|r| r.metric == *metric)?;
    let (told, key) = match (&milestones.paged, &milestones.detected) {
        (Some(paged), _) => (paged, "action-new-rule-replayed"),
        (None, Some(detected)) => (detected, "action-new-rule-replayed-noticed"),
        (None, None) => return None,
    };
    let lead = told.time.duration_since(rule.fires).as_secs_f64();
    (lead > 0.0).then(|| {
        Phrase::new(key)
            .code("expr", rule.expr.clone())
            .with("for", PhraseArg::DurationS(rule.for_s))
            .with("at", PhraseArg::Time(rule.fires))
            .with("lead", PhraseArg::DurationS(lead.round()))
            .with("quiet", PhraseArg::DurationS(rule.quiet_s.round()))
    })
}

/// Actions that are held against the page of the incident.
const AGAINST_PAGE: [&str; 2] = ["action-new-rule", "action-condition-queue"];
/// Actions that are held against its first failed request.
const AGAINST_FAILURE: [&str; 3] = ["action-alert-limit", "action-sharpen-rule", "action-page-sooner"];

/// The words of an action that name no page and no failed request where there was none.
fn held_against(phrase: Phrase, milestones: &Milestones) -> Phrase {
    let suffix = match phrase.key.as_str() {
        key if AGAINST_PAGE.contains(&key) && milestones.paged.is_none() => "unpaged",
        key if AGAINST_FAILURE.contains(&key) && milestones.impact_start.is_none() => "unfelt",
        _ => return phrase,
    };
    Phrase { key: format!("{}-{suffix}", phrase.key), ..phrase }
}

/// Whether another factor's action says the same more exactly: the condition behind an error, the rule on a metric.
fn is_answered_elsewhere(kind: &FactorKind, findings: &Findings) -> bool {
    let any = |wanted: &dyn Fn(&FactorKind) -> bool| findings.kinds.iter().any(wanted);
    match kind {
        FactorKind::Breakage | FactorKind::Dependency => any(&|k| matches!(k, FactorKind::Condition(_))),
        FactorKind::Condition(condition) if condition.is_measured() => {
            any(&|k| matches!(k, FactorKind::NoRule { .. } | FactorKind::UnknownRule { .. }))
        }
        _ => false,
    }
}

/// Kind and priority of the action that answers a condition.
fn answer_to(condition: Condition) -> (ActionKind, Priority) {
    match condition {
        Condition::ExpiredCertificate | Condition::DiskFull | Condition::GrowingQueue => {
            (ActionKind::Detect, Priority::High)
        }
        Condition::RejectedCredential | Condition::LockWait | Condition::RefusedConfiguration => {
            (ActionKind::Prevent, Priority::High)
        }
        Condition::ConnectionLimit | Condition::SlowDependency | Condition::TrafficGrowth => {
            (ActionKind::Mitigate, Priority::High)
        }
        Condition::BusyNode => (ActionKind::Prevent, Priority::Medium),
    }
}

/// Cuts the list to [`MOST`] without losing the last action of a kind: prevention alone shortens no next incident.
fn balance(mut wanted: Vec<Wanted>) -> Vec<Wanted> {
    while wanted.len() > MOST {
        let is_alone = |kind: ActionKind| wanted.iter().filter(|w| w.2 == kind).count() == 1;
        let last = wanted.iter().rposition(|w| !is_alone(w.2)).unwrap_or(wanted.len() - 1);
        wanted.remove(last);
    }
    wanted
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
        FactorKind::Deed => (ActionKind::Prevent, Priority::High, named("action-guard-deed")),
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
        FactorKind::IndexMismatch { expression } => (
            ActionKind::Prevent,
            Priority::High,
            named("action-index-expression").code("expression", expression.clone()),
        ),
        FactorKind::UncheckedStatement => (ActionKind::Prevent, Priority::High, named("action-explain-in-ci")),
        FactorKind::NoRule { metric } | FactorKind::UnknownRule { metric } => {
            (ActionKind::Detect, Priority::High, named("action-new-rule").code("metric", metric.clone()))
        }
        FactorKind::LateRule { rules, metric } if !rules.is_empty() && !metric.is_empty() => (
            ActionKind::Detect,
            Priority::Medium,
            named("action-sharpen-rule").with("rules", PhraseArg::List(rules.clone())).code("metric", metric.clone()),
        ),
        FactorKind::NotPaged => (ActionKind::Detect, Priority::High, named("action-page-on-users")),
        FactorKind::Condition(condition) => {
            let (kind, priority) = answer_to(*condition);
            (kind, priority, named(&format!("action-condition-{}", condition.key())))
        }
        FactorKind::Unowned => (ActionKind::Process, Priority::Medium, named("action-name-owner")),
        FactorKind::LateRule { rules, .. } if !rules.is_empty() => (
            ActionKind::Detect,
            Priority::Medium,
            Phrase::new("action-page-sooner").with("rules", PhraseArg::List(rules.clone())),
        ),
        FactorKind::SilentAlert { alert } => {
            (ActionKind::Detect, Priority::Medium, named("action-page-alert").code("alert", alert.clone()))
        }
        FactorKind::NoRunbook { alert } => {
            (ActionKind::Process, Priority::Medium, named("action-write-runbook").code("alert", alert.clone()))
        }
        FactorKind::NoRunbookTold => (ActionKind::Process, Priority::Medium, Phrase::new("action-write-runbook-told")),
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

#[cfg(test)]
mod tests {
    use backstory_model::MilestoneTime;
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn an_action_is_held_against_a_page_or_a_failure_only_where_there_was_one() {
        let key = |phrase: &str, milestones: &Milestones| held_against(Phrase::new(phrase), milestones).key;
        let at = || Some(MilestoneTime { time: Timestamp::UNIX_EPOCH, evidence: Vec::new() });
        let paged = Milestones { paged: at(), impact_start: at(), ..Milestones::default() };
        for (phrase, without) in [
            ("action-new-rule", "action-new-rule-unpaged"),
            ("action-condition-queue", "action-condition-queue-unpaged"),
            ("action-alert-limit", "action-alert-limit-unfelt"),
            ("action-sharpen-rule", "action-sharpen-rule-unfelt"),
            ("action-page-sooner", "action-page-sooner-unfelt"),
            ("action-canary", "action-canary"),
        ] {
            assert_eq!(key(phrase, &Milestones::default()), without);
            assert_eq!(key(phrase, &paged), phrase);
        }
    }
}
