//! Metric series.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::{Citation, ServiceName};

/// One sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// When.
    pub time: Timestamp,
    /// Value; NaN and infinities occur.
    pub value: f64,
}

/// One metric series with its labels.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricSeries {
    /// Metric name: `__name__`, else the name of the file or query, else the CSV column's metric part.
    pub metric: String,
    /// All labels but `__name__`.
    pub labels: BTreeMap<String, String>,
    /// The service it belongs to, by the labels `service`, `job`, `app`, `pod` … or the CSV column.
    pub service: Option<ServiceName>,
    /// Samples in order of time; times are unique.
    pub samples: Vec<Sample>,
    /// The query that produced it, when known. A bare selector or absent means raw samples.
    pub query: Option<String>,
    /// Seconds between samples: the median.
    pub step_s: Option<f64>,
    /// Where it was read.
    pub citation: Citation,
}
