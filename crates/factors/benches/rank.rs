//! The whole ranking of ten thousand series of 720 points, without reading them.

use std::collections::BTreeMap;
use std::sync::Arc;

use backstory_factors::suspects::{Question, rank};
use backstory_model::{CallEdge, Citation, Locator, MetricSeries, Sample, ServiceName, Topology, Window};
use jiff::Timestamp;

const SERVICES: u32 = 1_000;
const METRICS: [&str; 10] = [
    "latency_avg",
    "requests",
    "cpu",
    "memory_bytes",
    "threads",
    "queue_depth",
    "errors",
    "gc_seconds_total",
    "disk_used",
    "temperature",
];
const POINTS: u32 = 720;
const STEP_S: i64 = 15;
/// The window begins after five sixths of the points.
const CUT: u32 = 600;

fn main() {
    divan::main();
}

fn at(point: u32) -> Timestamp {
    Timestamp::from_second(i64::from(point) * STEP_S).unwrap_or_default()
}

/// Noise everywhere; every seventh service moves in the window.
fn data() -> Vec<MetricSeries> {
    let artifact: Arc<str> = "bench".into();
    let one = |service: u32, metric: usize| {
        let value = |i: u32| {
            let noise = f64::from((i * 7919 + service * 104_729) % 1009) / 100.0;
            100.0 + noise + if i >= CUT && service.is_multiple_of(7) { 80.0 } else { 0.0 }
        };
        MetricSeries {
            metric: METRICS.get(metric).copied().unwrap_or_default().to_owned(),
            labels: BTreeMap::new(),
            service: Some(ServiceName::new(format!("service-{service}"))),
            samples: (0..POINTS).map(|i| Sample { time: at(i), value: value(i) }).collect(),
            query: None,
            step_s: Some(15.0),
            citation: Citation::new(&artifact, Locator::Whole, ""),
        }
    };
    (0..SERVICES).flat_map(|s| (0..METRICS.len()).map(move |m| (s, m))).map(|(s, m)| one(s, m)).collect()
}

#[divan::bench(sample_count = 5)]
fn ten_thousand_series(bencher: divan::Bencher<'_, '_>) {
    let series = data();
    let name = |n: u32| ServiceName::new(format!("service-{n}"));
    // A tree: each service calls ten.
    let edges = (1..SERVICES).map(|n| CallEdge { caller: name((n - 1) / 10), callee: name(n) }).collect();
    let topology = Topology { edges, ..Topology::default() };
    let window = Window { start: at(CUT), end: at(POINTS) };
    let baseline = Window { start: at(0), end: at(CUT) };
    bencher.bench_local(|| {
        rank(&Question {
            window,
            baseline,
            symptom: None,
            series: &series,
            topology: &topology,
            logs: &[],
            spans: None,
            changes: &[],
        })
    });
}
