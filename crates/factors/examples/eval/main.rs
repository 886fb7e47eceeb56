//! Asks the question of each case of a folder and prints the accuracy per data set, fault and channel left out.
//!
//! `cargo run --release -p backstory-factors --example eval -- FOLDER [PREDICTIONS.jsonl]`; FOLDER holds `cases/` and
//! `answers/`. Predictions are what `benches/rca/score.py` reads.
#![expect(clippy::print_stdout, reason = "a command")]

mod load;
mod score;

use std::io::Write;
use std::path::Path;

use backstory_factors::suspects::{Channel, Question, Verdict, rank};
use backstory_model::{Outcome, ServiceName, Window};
use jiff::Timestamp;

use load::{Case, Fallible};
use score::Scores;

fn main() -> Fallible<()> {
    let mut args = std::env::args().skip(1);
    let root = args.next().ok_or("usage: eval FOLDER [PREDICTIONS.jsonl]")?;
    let root = Path::new(&root);
    let mut dirs: Vec<_> = std::fs::read_dir(root.join("cases"))?.filter_map(Result::ok).map(|e| e.path()).collect();
    dirs.sort();
    let cases = dirs.iter().map(|d| load::load(d)).collect::<Fallible<Vec<Case>>>()?;
    let answers = score::answers(&root.join("answers"))?;
    let mut all = Scores::default();
    let mut lines = Vec::new();
    for case in &cases {
        let verdict = incident(case, &[])?;
        let answer = answers.get(&case.facts.id).ok_or("a case without an answer")?;
        all.add(case, &verdict, answer, true);
        lines.push(score::prediction(&case.facts.id, &verdict)?);
    }
    all.print();
    if let Some(path) = args.next() {
        let mut file = std::fs::File::create(path)?;
        for line in &lines {
            writeln!(file, "{line}")?;
        }
    }
    for channel in Channel::ALL {
        let mut scores = Scores::default();
        for case in &cases {
            if let Some(answer) = answers.get(&case.facts.id) {
                scores.add(case, &incident(case, &[channel])?, answer, false);
            }
        }
        println!("without {:12} {}", channel.name(), scores.line());
    }
    calm(&cases)
}

fn at(seconds: i64) -> Fallible<Timestamp> {
    Ok(Timestamp::from_second(seconds)?)
}

fn incident(case: &Case, without: &[Channel]) -> Fallible<Verdict> {
    let f = &case.facts;
    ask(case, f.baseline_start, f.incident_start, f.incident_end, without)
}

fn ask(case: &Case, baseline: i64, from: i64, to: i64, without: &[Channel]) -> Fallible<Verdict> {
    let window = Window::new(at(from)?, at(to)?)?;
    let spans = case.summary(window).filter(|s| s.requests_during > 0);
    let symptom = case.facts.symptom.as_ref().map(|s| (ServiceName::new(&s.service), s.metric.as_str()));
    Ok(rank(&Question {
        window,
        baseline: Window::new(at(baseline)?, at(from)?)?,
        symptom: symptom.as_ref().map(|(s, m)| (s, *m)),
        series: &case.series,
        topology: &case.topology,
        logs: &[],
        spans: spans.as_ref(),
        changes: &[],
        without,
    }))
}

/// Windows as long as the incident, cut from the healthy stretch: the outcome must be silence.
fn calm(cases: &[Case]) -> Fallible<()> {
    let mut sets: std::collections::BTreeMap<&str, (u32, u32)> = std::collections::BTreeMap::new();
    let mut loudest: Vec<(f64, f64)> = Vec::new();
    for case in cases {
        let f = &case.facts;
        let length = (f.incident_end - f.incident_start).min((f.incident_start - f.baseline_start) / 4);
        // Traces reach back a minute or two only: the first of their calm windows is the minute's last part, the next ones
        // lie before and have metrics alone.
        let traced = case.spans.is_some();
        let mut length = if traced { 35 } else { length };
        // The bucket that holds the start of the incident may show its first effects.
        let mut end = f.incident_start - if traced { 1 } else { 2 * f.step_s };
        for _ in 0..3 {
            let start = end - length;
            // At least half of the baseline stays for learning.
            if start < i64::midpoint(f.baseline_start, f.incident_start) {
                break;
            }
            let in_traces = end > f.incident_start - 2;
            let verdict = ask(case, f.baseline_start, start, end, &[])?;
            loudest.push((verdict.felt, verdict.inner));
            let name = if traced && in_traces { "traced" } else { f.dataset.as_str() };
            let (silent, asked) = sets.entry(name).or_default();
            *asked += 1;
            if verdict.outcome == Outcome::NothingStandsOut {
                *silent += 1;
            } else {
                println!(
                    "not silent: {} {start} {:?} felt {:.2} inner {:.2} {}",
                    f.id,
                    verdict.outcome,
                    verdict.felt,
                    verdict.inner,
                    verdict.suspects.first().map_or("", |s| s.why.as_str())
                );
            }
            end = start;
            if traced {
                length = f.incident_end - f.incident_start;
                end = start.min(f.incident_start - 3 * f.step_s);
            }
        }
    }
    loudest.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("loudest calm windows (felt): {:.2?}", loudest.iter().map(|l| l.0).take(25).collect::<Vec<_>>());
    for (set, (silent, asked)) in sets {
        println!("calm {set:12} silent {silent}/{asked}");
    }
    Ok(())
}
