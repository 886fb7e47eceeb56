//! Counts how high the answer stands.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;

use backstory_factors::suspects::Verdict;
use backstory_model::Outcome;
use serde::{Deserialize, Serialize};

use crate::load::{Case, Fallible};

#[derive(Deserialize)]
pub(crate) struct Answer {
    id: String,
    service: String,
    metric: Option<String>,
    fault_type: String,
}

#[derive(Serialize)]
struct Guess {
    service: String,
    metric: Option<String>,
}

#[derive(Serialize)]
struct Prediction<'a> {
    id: &'a str,
    outcome: Outcome,
    ranking: Vec<Guess>,
}

pub(crate) fn answers(dir: &Path) -> Fallible<BTreeMap<String, Answer>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(dir)? {
        for line in BufReader::new(std::fs::File::open(entry?.path())?).lines() {
            let answer: Answer = serde_json::from_str(&line?)?;
            found.insert(answer.id.clone(), answer);
        }
    }
    Ok(found)
}

fn ranking(verdict: &Verdict) -> Vec<Guess> {
    let mut seen = std::collections::BTreeSet::new();
    verdict
        .suspects
        .iter()
        .filter_map(|s| Some(Guess { service: s.service.clone()?.0, metric: s.metric.clone() }))
        .filter(|g| seen.insert(g.service.clone()))
        .collect()
}

pub(crate) fn prediction(id: &str, verdict: &Verdict) -> Fallible<String> {
    Ok(serde_json::to_string(&Prediction { id, outcome: verdict.outcome, ranking: ranking(verdict) })?)
}

#[derive(Default)]
struct Group {
    ranks: Vec<Option<usize>>,
    metrics: Vec<bool>,
    kept: usize,
}

impl Group {
    fn line(&self) -> String {
        let n = self.ranks.len() as f64;
        let within = |k: usize| self.ranks.iter().filter(|r| r.is_some_and(|r| r <= k)).count() as f64 / n;
        let avg5 = (1..=5).map(within).sum::<f64>() / 5.0;
        let mrr = self.ranks.iter().flatten().map(|r| 1.0 / *r as f64).sum::<f64>() / n;
        let metric = if self.metrics.is_empty() {
            String::new()
        } else {
            format!(" metric {:.2}", self.metrics.iter().filter(|m| **m).count() as f64 / self.metrics.len() as f64)
        };
        format!(
            "n {n:3} AC@1 {:.3} AC@3 {:.3} AC@5 {:.3} Avg@5 {avg5:.3} MRR {mrr:.3} kept {:.3}{metric}",
            within(1),
            within(3),
            within(5),
            self.kept as f64 / n
        )
    }
}

#[derive(Default)]
pub(crate) struct Scores(BTreeMap<(String, String), Group>);

impl Scores {
    pub(crate) fn add(&mut self, case: &Case, verdict: &Verdict, answer: &Answer, tell: bool) {
        let guesses = ranking(verdict);
        let at = guesses.iter().position(|g| g.service == answer.service).map(|i| i + 1);
        let metric = answer
            .metric
            .as_ref()
            .map(|m| guesses.first().is_some_and(|g| g.service == answer.service && g.metric.as_ref() == Some(m)));
        if tell {
            let top = verdict
                .suspects
                .iter()
                .take(3)
                .map(|s| format!("{} {:.3}", s.service.as_ref().map_or("-", |s| s.as_str()), s.score));
            println!(
                "{:28} {:?} metric {metric:?} {:?} felt {:.1} inner {:.1} | {}",
                case.facts.id,
                at,
                verdict.outcome,
                verdict.felt,
                verdict.inner,
                top.collect::<Vec<_>>().join(", ")
            );
        }
        for fault in [answer.fault_type.as_str(), "all"] {
            let group = self.0.entry((case.facts.dataset.clone(), fault.to_owned())).or_default();
            group.ranks.push(at);
            group.metrics.extend(metric);
            group.kept += usize::from(verdict.outcome != Outcome::NothingStandsOut);
        }
    }

    pub(crate) fn print(&self) {
        for ((set, fault), group) in &self.0 {
            println!("{set:12} {fault:15} {}", group.line());
        }
    }

    /// Accuracy at one per data set.
    pub(crate) fn line(&self) -> String {
        let whole = self.0.iter().filter(|((_, fault), _)| fault == "all");
        whole
            .map(|((set, _), g)| {
                format!("{set} {:.3}", g.ranks.iter().filter(|r| **r == Some(1)).count() as f64 / g.ranks.len() as f64)
            })
            .collect::<Vec<_>>()
            .join("  ")
    }
}
