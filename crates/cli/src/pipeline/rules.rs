//! Turns drafted rules into what is written down: rules for the metrics that factors name, and the samples to test them.

use std::collections::BTreeMap;

use backstory_factors::{FactorKind, Findings, RuleDraft};
use backstory_model::{MetricSeries, Observations, Phrase, Window};
use backstory_report::locale::Catalogue;
use backstory_report::neighbours::alert_rules::{RawSeries, Rule, rules_file, test_file};
use jiff::Timestamp;

/// Health that goes into a test before the trouble; more adds bytes and no certainty.
const QUIET_S: f64 = 900.0;
/// Series in one test.
const MOST_SERIES: usize = 40;
/// Steps in one series.
const MOST_STEPS: usize = 2_000;

/// Rules with the samples they are tested with.
#[derive(Debug, Clone, Default)]
pub struct DraftedRules {
    /// Each with its summary, which is said when the language is known.
    rules: Vec<(Rule, Phrase)>,
    step_s: f64,
    quiet_until: usize,
}

impl DraftedRules {
    /// The file of rules; `None` without any.
    pub fn file(&self, words: &Catalogue) -> Option<String> {
        (!self.rules.is_empty()).then(|| rules_file(&self.said(words)))
    }

    /// The test for `promtool test rules`, naming the file of rules by `path`.
    pub fn test(&self, path: &str, words: &Catalogue) -> Option<String> {
        test_file(&self.said(words), path, self.step_s, self.quiet_until)
    }

    fn said(&self, words: &Catalogue) -> Vec<Rule> {
        self.rules.iter().map(|(rule, summary)| Rule { summary: words.plain(summary), ..rule.clone() }).collect()
    }
}

/// Rules for the metrics that a factor says no rule read, or that ran into a limit.
pub(super) fn of(
    found: &Findings,
    drafts: Vec<RuleDraft>,
    observations: &Observations,
    baseline: Option<Window>,
) -> DraftedRules {
    let is_wanted = |draft: &RuleDraft| {
        found.kinds.iter().any(|kind| {
            matches!(kind, FactorKind::NoRule { metric } | FactorKind::UnknownRule { metric }
                | FactorKind::Limit { metric, .. } if *metric == draft.metric)
        })
    };
    let drafts: Vec<RuleDraft> = drafts.into_iter().filter(is_wanted).collect();
    let step_s = drafts
        .iter()
        .flat_map(|d| &d.raw)
        .filter_map(|i| observations.series.get(*i)?.step_s)
        .fold(f64::INFINITY, f64::min);
    let step_s = if step_s.is_finite() && step_s >= 1.0 { step_s } else { 15.0 };
    let severity = paging_severity(observations);
    let Some(baseline) = baseline else { return DraftedRules::default() };
    let quiet_s = baseline.end.duration_since(baseline.start).as_secs_f64().min(QUIET_S);
    let grid = Grid { start: seconds(baseline.end) - quiet_s, step_s };
    let rules = drafts
        .iter()
        .map(|draft| {
            let rule = Rule {
                name: draft.name.clone(),
                expr: draft.expr.clone(),
                for_s: draft.for_s,
                severity: severity.clone(),
                summary: String::new(),
                series: draft
                    .raw
                    .iter()
                    .filter_map(|i| observations.series.get(*i))
                    .take(MOST_SERIES)
                    .filter_map(|one| grid.samples(one, draft))
                    .collect(),
            };
            let summary = Phrase::new("rule-above").text("metric", &draft.metric);
            (rule, summary.text("threshold", draft.threshold.to_string()))
        })
        .collect();
    DraftedRules { rules, step_s, quiet_until: grid.step_of(seconds(baseline.end)) }
}

/// The severity that the rules with a runbook or a page carry most often; `critical` without any.
fn paging_severity(observations: &Observations) -> String {
    let paged = |name: &str| observations.pages.iter().any(|p| p.title.contains(name));
    observations
        .rules
        .iter()
        .filter(|r| paged(&r.name))
        .find_map(|r| r.labels.get("severity").cloned())
        .unwrap_or_else(|| "critical".to_owned())
}

/// Even steps from a moment on.
#[derive(Debug, Clone, Copy)]
struct Grid {
    start: f64,
    step_s: f64,
}

impl Grid {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded by the number of steps")]
    fn step_of(self, at: f64) -> usize {
        ((at - self.start) / self.step_s).round().clamp(0.0, MOST_STEPS as f64) as usize
    }

    /// The samples of a series on the grid, and when the rule fires on them. `None` for a series that ended before.
    fn samples(self, one: &MetricSeries, draft: &RuleDraft) -> Option<RawSeries> {
        let mut values: Vec<Option<f64>> = Vec::new();
        for sample in one.samples.iter().filter(|s| s.value.is_finite()) {
            let at = seconds(sample.time);
            let step = self.step_of(at);
            if at < self.start - self.step_s / 2.0 || step >= MOST_STEPS {
                continue;
            }
            if values.len() <= step {
                values.resize(step + 1, None);
            }
            if let Some(slot) = values.get_mut(step) {
                *slot = Some(sample.value);
            }
        }
        if values.iter().all(Option::is_none) {
            return None;
        }
        // A scrape that fell between two steps is no end of the series: Prometheus looks back too.
        fill_single_holes(&mut values);
        values.push(None);
        let mut labels: BTreeMap<String, String> = one.labels.clone();
        labels.insert("__name__".to_owned(), one.query.clone().unwrap_or_else(|| one.metric.clone()));
        let needed = draft.for_s / self.step_s;
        let mut since: Option<usize> = None;
        let fires_at = values.iter().enumerate().find_map(|(step, value)| {
            since = value.filter(|v| *v > draft.threshold).map(|_| since.unwrap_or(step));
            since.filter(|s| (step - s) as f64 >= needed - 1e-6).map(|_| step)
        });
        Some(RawSeries { labels, values, fires_at })
    }
}

fn fill_single_holes(values: &mut [Option<f64>]) {
    for at in 1..values.len().saturating_sub(1) {
        let around = (values.get(at - 1).copied().flatten(), values.get(at + 1).copied().flatten());
        if let (Some(before), Some(_)) = around
            && let Some(slot) = values.get_mut(at)
            && slot.is_none()
        {
            *slot = Some(before);
        }
    }
}

fn seconds(t: Timestamp) -> f64 {
    t.as_millisecond() as f64 / 1000.0
}
