//! One log as the timeline sees it: counted, not read. Times are the source's own until clocks are aligned.

use std::sync::Arc;

use backstory_logs::summary::is_failure;
use backstory_model::{LoggedCommand, Phrase, ServiceName};

use crate::crawlers;

/// What a log source wrote, in counts.
#[derive(Debug, Clone, Default)]
pub struct SourceLog {
    /// Path of the artifact.
    pub path: Arc<str>,
    /// Words for it: `nginx access log`.
    pub label: String,
    /// The service that wrote it.
    pub service: Option<ServiceName>,
    /// Whether it stands before the services (a proxy's access log), as the format tells.
    pub is_edge: bool,
    /// Whether its stamps carry a zone.
    pub is_zoned: bool,
    /// First and last reading, nanoseconds; a naive reading as if it were UTC.
    pub covered: Option<(i64, i64)>,
    /// A sample of the ids it shares with other sources: hash and first reading in nanoseconds, sorted by hash.
    pub ids: Vec<(u64, i64)>,
    /// Its templates.
    pub templates: Vec<TemplateCount>,
    /// Count by second of the source's clock of its other records: those that their route and status tell. Empty for a proxy.
    pub others: Vec<(i64, u32)>,
    /// Its requests, when it is a log of requests.
    pub requests: Option<RequestCount>,
    /// Commands that it says were run, by line.
    pub commands: Vec<LoggedCommand>,
    /// Faults of the log itself.
    pub faults: Vec<LogFault>,
    /// Line that shows its clock: the first with a time.
    pub first_line: Option<(u64, u64, String)>,
}

impl SourceLog {
    /// Who writes a template of the log.
    pub fn writer<'l>(&'l self, template: &'l TemplateCount) -> Option<&'l ServiceName> {
        template.service.as_ref().or(self.service.as_ref())
    }
}

/// How often a template occurred.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TemplateCount {
    /// Who writes it, where several write into one log; else the writer of the log does.
    pub service: Option<ServiceName>,
    /// The template.
    pub text: String,
    /// Whether most of its records are warnings.
    pub is_warning: bool,
    /// Whether most of its records are errors or worse.
    pub is_error: bool,
    /// Whether most of its records tell that a process cannot go on.
    pub is_fatal: bool,
    /// Count by second of the source's clock, sorted.
    pub seconds: Vec<(i64, u32)>,
    /// First occurrence: nanoseconds, line, byte offset.
    pub first: Option<(i64, u64, u64)>,
    /// A line of it, as written.
    pub sample: String,
}

/// Requests by second.
#[derive(Debug, Clone, Default)]
pub struct RequestCount {
    /// `(second, route, status, count)`, sorted; the route is an index into `routes`.
    pub cells: Vec<(i64, u32, u16, u32)>,
    /// Method and path with ids masked; empty where answers name none.
    pub routes: Vec<String>,
    /// Customers with failed requests: id, status-wise failures, first and last second of failure.
    pub failing_customers: Vec<FailingCustomer>,
    /// Whether it carries customer ids at all.
    pub has_customers: bool,
    /// `(second, upper bound in nanoseconds, count)` of request durations.
    pub durations: Vec<(i64, u64, u32)>,
    /// Failed requests with their words, first ones and last ones: second, nanoseconds, line, offset, words, status.
    pub failures: Vec<FailedRequest>,
    /// Whether those refused for load were crawlers, who are no users.
    pub refuses_crawlers: bool,
}

impl RequestCount {
    /// Whether a request that was answered with `status` failed its user.
    pub fn is_failure(&self, status: u16) -> bool {
        is_failure(status) && !(self.refuses_crawlers && status == crawlers::TOO_MANY_REQUESTS)
    }
}

/// A customer with failed requests.
#[derive(Debug, Clone, PartialEq)]
pub struct FailingCustomer {
    /// The id as logged.
    pub id: String,
    /// Failed requests.
    pub failed: u64,
    /// First second with one.
    pub first_s: i64,
    /// Last second with one.
    pub last_s: i64,
}

/// One failed request.
#[derive(Debug, Clone, PartialEq)]
pub struct FailedRequest {
    /// Reading, nanoseconds.
    pub nanos: i64,
    /// Line.
    pub line: u64,
    /// Byte offset.
    pub offset: u64,
    /// Status.
    pub status: u16,
    /// Route.
    pub route: String,
    /// The line.
    pub words: String,
}

/// A fault of the log itself.
#[derive(Debug, Clone, PartialEq)]
pub struct LogFault {
    /// What is wrong.
    pub kind: backstory_model::GapKind,
    /// First line of it.
    pub line: u64,
    /// How many lines, for duplicates.
    pub lines: u64,
    /// From, reading in nanoseconds.
    pub from: Option<i64>,
    /// To.
    pub to: Option<i64>,
    /// What is told where kind and times do not say it.
    pub told: Option<Phrase>,
}
