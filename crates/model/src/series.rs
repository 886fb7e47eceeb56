//! Metric series.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::measure::{Answer, Quantity, answer_of, unit_of};
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
    /// The query that produced it, when known, also where its readers made it of others (a rate of a counter). A bare
    /// selector or absent means raw samples.
    pub query: Option<String>,
    /// Seconds between samples: the median.
    pub step_s: Option<f64>,
    /// Where it was read.
    pub citation: Citation,
}

impl MetricSeries {
    /// Whether the samples are as they were scraped.
    pub fn is_raw(&self) -> bool {
        self.query.as_deref().is_none_or(|query| !query.contains('('))
    }

    /// The unit of its values, as far as name and query tell.
    pub fn unit(&self) -> Option<&'static str> {
        unit_of(&self.metric, self.query.as_deref())
    }

    /// Whether the values are counts by second.
    pub fn is_per_second(&self) -> bool {
        self.unit() == Some("/s")
    }

    /// How the requests that it counts by second were answered; `None` where it counts none, or no label tells.
    pub fn answer(&self) -> Option<Answer> {
        answer_of(&self.labels).filter(|_| self.is_per_second())
    }

    /// What it measures. Requests that a label says have failed are errors, whatever the name says.
    pub fn quantity(&self) -> Quantity {
        match self.answer() {
            Some(answer) if answer.is_failure => Quantity::Errors,
            _ => Quantity::of(&self.metric),
        }
    }
}
