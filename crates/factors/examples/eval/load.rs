//! A small reader of case folders: wide CSV metrics, topology, spans and pod logs.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

use backstory_factors::spans::{SpanSummary, SpansBuilder, read_csv};
use backstory_model::{CallEdge, Citation, Locator, MetricSeries, Sample, ServiceName, Topology, Window};
use flate2::read::MultiGzDecoder;
use jiff::Timestamp;
use serde::Deserialize;

pub(crate) type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

#[derive(Deserialize)]
pub(crate) struct Symptom {
    pub(crate) service: String,
    pub(crate) metric: String,
}

#[derive(Deserialize)]
pub(crate) struct Facts {
    pub(crate) id: String,
    pub(crate) dataset: String,
    pub(crate) baseline_start: i64,
    pub(crate) incident_start: i64,
    pub(crate) incident_end: i64,
    pub(crate) symptom: Option<Symptom>,
    pub(crate) step_s: i64,
}

pub(crate) struct Case {
    pub(crate) facts: Facts,
    pub(crate) series: Vec<MetricSeries>,
    pub(crate) topology: Topology,
    pub(crate) spans: Option<SpansBuilder>,
}

impl Case {
    pub(crate) fn summary(&self, window: Window) -> Option<SpanSummary> {
        self.spans.as_ref().map(|s| s.finish(window))
    }
}

pub(crate) fn load(dir: &Path) -> Fallible<Case> {
    let facts: Facts = serde_json::from_reader(File::open(dir.join("case.json"))?)?;
    Ok(Case {
        facts,
        series: metrics(&dir.join("metrics.csv"))?,
        topology: topology(&dir.join("topology.csv"))?,
        spans: spans(dir)?,
    })
}

fn metrics(path: &Path) -> Fallible<Vec<MetricSeries>> {
    let mut lines = BufReader::new(File::open(path)?).lines();
    let head = lines.next().ok_or("no head")??;
    let artifact: Arc<str> = "metrics.csv".into();
    let mut series: Vec<MetricSeries> = head
        .split(',')
        .skip(1)
        .map(|name| {
            let (service, metric) = name.split_once('_').unwrap_or((name, "value"));
            MetricSeries {
                metric: metric.to_owned(),
                labels: BTreeMap::new(),
                service: Some(ServiceName::new(service)),
                samples: Vec::new(),
                query: None,
                step_s: None,
                citation: Citation::new(&artifact, Locator::Whole, ""),
            }
        })
        .collect();
    for line in lines {
        let line = line?;
        let mut cells = line.split(',');
        let time = Timestamp::from_second(cells.next().ok_or("no time")?.parse()?)?;
        for (s, cell) in series.iter_mut().zip(cells) {
            if let Ok(value) = cell.parse() {
                s.samples.push(Sample { time, value });
            }
        }
    }
    Ok(series)
}

fn topology(path: &Path) -> Fallible<Topology> {
    let Ok(file) = File::open(path) else { return Ok(Topology::default()) };
    let mut edges = Vec::new();
    for line in BufReader::new(file).lines().skip(1) {
        if let Some((caller, callee)) = line?.split_once(',') {
            edges.push(CallEdge { caller: caller.into(), callee: callee.into() });
        }
    }
    edges.sort();
    edges.dedup();
    Ok(Topology { edges, citations: Vec::new() })
}

fn spans(dir: &Path) -> Fallible<Option<SpansBuilder>> {
    let Ok(file) = File::open(dir.join("traces.csv.gz")) else { return Ok(None) };
    let mut spans = SpansBuilder::new();
    read_csv(BufReader::new(MultiGzDecoder::new(file)), &mut spans)?;
    let mut logs: Vec<_> = std::fs::read_dir(dir.join("logs"))?.filter_map(Result::ok).map(|e| e.path()).collect();
    logs.sort();
    for path in logs {
        for line in BufReader::new(MultiGzDecoder::new(File::open(path)?)).lines() {
            let line = line?;
            if let Some((time, message)) = line.split_once(' ')
                && let Ok(time) = time.parse::<Timestamp>()
            {
                spans.log_line(i64::try_from(time.as_nanosecond())?, message);
            }
        }
    }
    Ok(Some(spans))
}
