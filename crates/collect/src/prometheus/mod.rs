//! Prometheus and what speaks its API: derived series, the history of alerts, the rules.
//!
//! - Names of metrics are discovered in the window; [`discover`] derives the queries: rates and error ratios by service and
//!   status, latency quantiles, raw gauges. The number of series is bounded, and what was left out is in the manifest.
//! - A range query is a grid: each point is the newest sample within five minutes. So `ALERTS`, whose samples are the
//!   history of alerts, is fetched as stored samples: an instant query with a range selector. An alert of a few seconds
//!   falls through any grid.
//! - More than 11,000 points a series are refused by the server, so long windows are asked in parts.
//! - Rules are those of today; they may have been edited since.

mod api;
mod discover;
mod rules;

use std::collections::BTreeMap;

use backstory_evidence::Covered;
use backstory_http::Client;
use backstory_model::{GapKind, Window};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use self::api::Api;
use crate::{EvidenceFolder, FolderError, Plan, Provenance, Reason, Stage, folder::safe_name};

/// Points of one series that are worth having; longer windows get a wider step.
const MOST_POINTS: i64 = 4 * api::POINTS_PER_QUERY;

/// Step when the server does not show how often it scrapes.
const DEFAULT_INTERVAL_S: i64 = 15;

/// Fetches metrics, alert history and rules into `prometheus/`. Returns whether everything was had.
pub fn collect(
    client: &Client,
    plan: &Plan,
    folder: &mut EvidenceFolder,
    progress: &mut dyn FnMut(&Stage),
) -> Result<bool, FolderError> {
    let mut run = Run { api: Api { client }, plan, folder, is_complete: true, covered: None, notes: Vec::new() };
    // Without this there is nothing to ask further.
    let names = match run.api.metric_names(plan.window) {
        Ok(names) => names,
        Err(error) => {
            run.missing("metric names", &error);
            return Ok(false);
        }
    };
    run.notes = run.api.server().into_iter().collect();
    run.check_retention();
    if names.is_empty() {
        run.missing("metric names", &Reason::NoMetric);
        return Ok(false);
    }
    let interval_s = run.api.scrape_interval_s(plan.window).unwrap_or(DEFAULT_INTERVAL_S);
    let step_s = interval_s.max(-(-plan.window.duration().as_secs() / MOST_POINTS)).clamp(1, 3600);
    progress(&Stage::Metrics { count: names.len(), step_s });
    let found = discover::queries(&run.api, plan.window, &names, (4 * interval_s).max(30).max(2 * step_s));
    for (what, why) in found.left_out {
        run.folder.leave_out("prometheus", what, why);
    }
    for (what, error) in found.errors {
        run.missing(&what, &error);
    }
    run.series(&found.queries, step_s, progress)?;
    run.alerts()?;
    run.rules()?;
    run.check_coverage(step_s);
    Ok(run.is_complete)
}

struct Run<'a> {
    api: Api<'a>,
    plan: &'a Plan,
    folder: &'a mut EvidenceFolder,
    is_complete: bool,
    covered: Option<Covered>,
    notes: Vec<String>,
}

impl Run<'_> {
    fn missing(&mut self, query: &str, reason: &Reason) {
        self.is_complete = false;
        self.folder.gap("prometheus", query, GapKind::Missing, Some(self.plan.window), reason);
    }

    fn provenance(&self, query: String, warnings: &[String]) -> Provenance {
        let notes = self.notes.iter().chain(warnings).cloned().collect();
        Provenance {
            source: "prometheus",
            server: self.api.client.base().to_owned(),
            query,
            window: Some(self.plan.window),
            notes,
        }
    }

    /// Runs the derived queries, and writes the index of what they mean.
    fn series(
        &mut self,
        queries: &BTreeMap<String, String>,
        step_s: i64,
        progress: &mut dyn FnMut(&Stage),
    ) -> Result<(), FolderError> {
        let mut index = BTreeMap::new();
        let start = aligned(self.plan.window.start, step_s);
        for (done, (name, query)) in queries.iter().enumerate() {
            progress(&Stage::Query { number: done + 1, of: queries.len() });
            match self.api.range(query, start, self.plan.window.end, step_s) {
                Ok(matrix) if matrix.series == 0 => {
                    self.folder.leave_out("prometheus", query.clone(), "the query gave no series in the window");
                }
                Ok(matrix) => {
                    let provenance = self.provenance(query.clone(), &matrix.warnings);
                    self.put(&format!("prometheus/metrics/{}.json", safe_name(name)), &matrix, provenance)?;
                    if let Some(covered) = matrix.covered {
                        self.covered = Some(self.covered.map_or(covered, |all| Covered {
                            first: all.first.min(covered.first),
                            last: all.last.max(covered.last),
                        }));
                    }
                    index.insert(
                        name.clone(),
                        json!({
                            "query": query,
                            "start": start.as_second(),
                            "end": self.plan.window.end.as_second(),
                            "step": step_s,
                            "series": matrix.series,
                        }),
                    );
                }
                Err(error) => self.missing(query, &error),
            }
        }
        if !index.is_empty() {
            let text = serde_json::to_vec_pretty(&index).unwrap_or_default();
            let provenance = self.provenance("the queries of `metrics/`".to_owned(), &[]);
            self.folder.put("prometheus/metrics_index.json", &text, provenance)?;
        }
        Ok(())
    }

    /// Fetches the stored samples of the two series that are the history of alerts.
    fn alerts(&mut self) -> Result<(), FolderError> {
        for (selector, file) in [
            ("ALERTS", "prometheus/metrics/alerts.json"),
            // Not beside the metrics: its values are times, not measurements.
            ("ALERTS_FOR_STATE", "prometheus/alerts/alerts_for_state.json"),
        ] {
            match self.api.stored(selector, self.plan.window) {
                Ok(matrix) if matrix.series == 0 => {
                    self.folder.leave_out("prometheus", selector, "no alert was pending or firing in the window");
                }
                Ok(matrix) => {
                    let query = format!("stored samples of {selector}");
                    let provenance = self.provenance(query, &matrix.warnings);
                    self.put(file, &matrix, provenance)?;
                }
                Err(error) => self.missing(selector, &error),
            }
        }
        Ok(())
    }

    fn rules(&mut self) -> Result<(), FolderError> {
        match self.api.get("/api/v1/rules", &[]) {
            Ok(answer) => {
                let mut provenance = self.provenance("GET /api/v1/rules".to_owned(), &answer.warnings);
                provenance.window = None;
                provenance
                    .notes
                    .push("the rules at the time of the collection; they may have been edited since".to_owned());
                self.folder.put("prometheus/rules.json", &answer.bytes, provenance.clone())?;
                if let Some(file) = rules::rule_file(&answer.data) {
                    self.folder.put("prometheus/rules.yml", file.as_bytes(), provenance)?;
                }
            }
            Err(error) => self.missing("GET /api/v1/rules", &error),
        }
        Ok(())
    }

    fn put(&mut self, file: &str, matrix: &api::Matrix, provenance: Provenance) -> Result<(), FolderError> {
        let covered = matrix.covered;
        self.folder.put_streamed(file, provenance, |out| out.write_all(&matrix.bytes).map(|()| covered)).map(|_| ())
    }

    /// What the server has already deleted.
    fn check_retention(&mut self) {
        let Some((text, kept)) = self.api.retention() else { return };
        if self.plan.age() > kept {
            let gone = self.plan.now.checked_sub(kept).unwrap_or(self.plan.window.start).min(self.plan.window.end);
            let window = Window::new(self.plan.window.start, gone).ok();
            let reason = Reason::Retention { kept: text, gone };
            self.folder.gap("prometheus", "retention", GapKind::Retention, window, &reason);
        }
    }

    /// Stretches at the edges of the window without a sample in any series.
    fn check_coverage(&mut self, step_s: i64) {
        let Some(covered) = self.covered else { return };
        let slack = SignedDuration::from_secs((2 * step_s).max(60));
        let edges = [(self.plan.window.start, covered.first), (covered.last, self.plan.window.end)];
        for (from, to) in edges {
            if to.duration_since(from) > slack {
                let window = Window::new(from, to).ok();
                self.folder.gap("prometheus", "all queries", GapKind::Missing, window, &Reason::NoSample);
            }
        }
    }
}

/// The grid is anchored at its start: aligned to the epoch, two collections of one window agree.
fn aligned(start: Timestamp, step_s: i64) -> Timestamp {
    Timestamp::from_second(start.as_second().div_euclid(step_s) * step_s).unwrap_or(start)
}

/// The time of a sample: a JSON number of seconds, with or without decimals.
fn sample_time(sample: &Value) -> Option<Timestamp> {
    let seconds = sample.get(0)?.as_f64()?;
    #[expect(clippy::cast_possible_truncation, reason = "saturates, and a saturated time is refused below")]
    let milliseconds = (seconds * 1000.0).round() as i64;
    Timestamp::from_millisecond(milliseconds).ok()
}
