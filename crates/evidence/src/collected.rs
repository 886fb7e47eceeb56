//! Reads a folder: recognises every file and gathers what the readers find.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use backstory_logs::{LogSummary, summarise};
use backstory_model::{
    Artifact, ArtifactKind, Citation, Gap, GapKind, Locator, LoggedCommand, Observations, Phrase, PhraseArg,
    ServiceName, Topology,
};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::alert_episodes::{Exactness, merge};
use crate::derive::derive;
use crate::head::{Head, failed, read_head};
use crate::holes;
use crate::log_artifact::{log_artifact, stem};
use crate::manifest::Manifest;
use crate::read;
use crate::read::table::Table;
use crate::recognise::{Kind, Shape, recognise};
use crate::walk::walk;

/// Bounds of reading.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// Year for log times without one.
    pub year: i64,
    /// Counts the bytes of files that were read, as they lie on disk.
    pub read_bytes: Option<&'a AtomicU64>,
    /// Plain bytes of one log that are read.
    pub max_log_bytes: u64,
    /// Plain bytes of any other file that are read.
    pub max_document_bytes: u64,
}

impl Options<'_> {
    /// Bounds that fit a laptop: logs of 64 GiB, documents of 256 MiB.
    pub fn for_year(year: i64) -> Self {
        Self { year, read_bytes: None, max_log_bytes: 64 << 30, max_document_bytes: 256 << 20 }
    }
}

/// Why nothing could be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The folder itself cannot be opened.
    #[error("failed to open the evidence at `{path}`")]
    Open {
        /// The folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
}

/// A log with its summary.
#[derive(Debug, Clone)]
pub struct LogArtifact {
    /// Path in the evidence.
    pub path: Arc<str>,
    /// Words for it: `nginx access log`.
    pub label: String,
    /// The service that wrote it.
    pub service: Option<ServiceName>,
    /// What it holds.
    pub summary: LogSummary,
    /// Commands that it says were run.
    pub commands: Vec<LoggedCommand>,
    /// Where it lies, for a second look at single lines.
    pub file: PathBuf,
}

/// Everything in a folder.
#[derive(Debug, Clone, Default)]
pub struct Collected {
    /// What is not a log.
    pub observations: Observations,
    /// The logs, by path.
    pub logs: Vec<LogArtifact>,
    /// Tables of spans, by path: relative, and where they are.
    pub traces: Vec<(Arc<str>, PathBuf)>,
}

struct Recognised {
    path: Arc<str>,
    file: PathBuf,
    sha256: String,
    size: u64,
    kind: Kind,
    note: Option<Phrase>,
    text: String,
    log: Option<(LogSummary, Vec<LoggedCommand>)>,
}

/// Reads folders and files. The order of files, threads and names does not change the answer.
pub fn collect(roots: &[PathBuf], options: &Options<'_>) -> Result<Collected, ReadError> {
    let mut files = Vec::new();
    let mut repositories = Vec::new();
    let mut collected = Collected::default();
    for root in roots {
        let found = walk(root).map_err(|source| ReadError::Open { path: root.clone(), source })?;
        let prefix = if roots.len() > 1 { root.file_name().map(|n| format!("{}/", n.to_string_lossy())) } else { None };
        let named = |path: String| prefix.as_ref().map_or(path.clone(), |p| format!("{p}{path}"));
        files.extend(found.files.into_iter().map(|(path, file)| (named(path), file)));
        repositories.extend(found.repositories.into_iter().map(|(path, file)| (named(path), file)));
        for (path, reason) in found.skipped {
            collected.observations.gaps.push(unreadable(&named(path), reason));
        }
    }
    let recognised: Vec<Recognised> =
        files.into_par_iter().map(|(path, file)| recognise_file(&path, &file, options)).collect();
    gather(&mut collected, recognised, repositories);
    let observations = &mut collected.observations;
    observations.gaps.extend(holes::find(&observations.series));
    observations.series = derive(std::mem::take(&mut observations.series));
    Ok(collected)
}

fn recognise_file(path: &str, file: &Path, options: &Options<'_>) -> Recognised {
    let (mut recognised, hashed) = rayon::join(|| recognise_content(path, file.to_owned(), options), || hash(file));
    match hashed {
        Ok((sha256, size)) => {
            (recognised.sha256, recognised.size) = (sha256, size);
            if let Some(counter) = options.read_bytes {
                counter.fetch_add(size, Ordering::Relaxed);
            }
        }
        Err(error) => recognised.kind = Kind::Unknown(failed("gap-file-unread", error)),
    }
    recognised
}

fn recognise_content(path: &str, file: PathBuf, options: &Options<'_>) -> Recognised {
    let mut recognised = Recognised {
        path: Arc::from(path),
        sha256: String::new(),
        size: 0,
        kind: Kind::Unknown(Phrase::new("gap-file-unknown")),
        note: None,
        text: String::new(),
        log: None,
        file,
    };
    match read_head(&recognised.file, options) {
        Ok(Head { text, is_whole, broken }) => {
            (recognised.kind, recognised.note) = match (recognise(&text, is_whole), broken) {
                ((Kind::Unknown(_), _), Some(broken)) => (Kind::Unknown(broken), None),
                // A log tells itself where it breaks off.
                ((Kind::Log, note), _) => (Kind::Log, note),
                ((kind, note), broken) => (kind, note.or(broken)),
            };
            if is_whole && !matches!(recognised.kind, Kind::Log | Kind::Json(..) | Kind::JsonLines(..)) {
                recognised.text = text;
            }
        }
        Err(reason) => recognised.kind = Kind::Unknown(reason),
    }
    if matches!(recognised.kind, Kind::Log) {
        let summary = summarise_file(&recognised.file, options);
        match summary {
            Ok(summary) => {
                let commands = read::commands::read(&recognised.file, &summary, options.year, options.max_log_bytes);
                recognised.log = Some((summary, commands));
            }
            Err(reason) => recognised.kind = Kind::Unknown(failed("gap-log-unread", reason)),
        }
    }
    recognised
}

/// Summarises a log. Stamps without a year that would end in the year after the one given began in the year before it.
fn summarise_file(file: &Path, options: &Options<'_>) -> Result<LogSummary, String> {
    let read = |year| {
        let file = File::open(file).map_err(|e| e.to_string())?;
        summarise(file, &backstory_logs::Options { year, max_bytes: options.max_log_bytes }).map_err(|e| e.to_string())
    };
    let summary = read(options.year)?;
    let last = summary.covered_mainly().and_then(|(_, last)| jiff::Timestamp::from_nanosecond(i128::from(last)).ok());
    let year = last.map(|last| i64::from(last.to_zoned(jiff::tz::TimeZone::UTC).year()));
    if summary.is_yearless && year.is_some_and(|year| year > options.year) {
        return read(options.year - 1);
    }
    Ok(summary)
}

fn hash(file: &Path) -> std::io::Result<(String, u64)> {
    let mut file = File::open(file)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 17];
    let mut size = 0;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hasher.update(buffer.get(..read).unwrap_or(&[]));
        size += read as u64;
    }
    let mut text = String::with_capacity(64);
    for byte in hasher.finalize() {
        write!(text, "{byte:02x}").unwrap_or_default();
    }
    Ok((text, size))
}

fn gather(collected: &mut Collected, recognised: Vec<Recognised>, repositories: Vec<(String, PathBuf)>) {
    let mut slack = read::slack::Gathering::default();
    let mut pager = read::pagerduty::Gathering::default();
    let mut deployments = read::deployments::Gathering::default();
    let mut episodes = Vec::new();
    let mut releases = Vec::new();
    let mut audited = Vec::new();
    let mut queries: BTreeMap<String, String> = BTreeMap::new();
    let mut manifest: Option<(String, Manifest)> = None;
    for one in &recognised {
        match &one.kind {
            Kind::Json(Shape::MetricsIndex, value) => {
                for (name, entry) in value.as_object().into_iter().flatten() {
                    if let Some(query) = read::text(entry, "query") {
                        queries.insert(name.clone(), query.to_owned());
                    }
                }
            }
            Kind::Json(Shape::Manifest, value) => {
                let folder = one.path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
                match serde_json::from_value::<Manifest>(value.clone()) {
                    Ok(read) => manifest = Some((folder, read)),
                    Err(error) => {
                        collected.observations.gaps.push(unreadable(&one.path, failed("gap-manifest-invalid", error)));
                    }
                }
            }
            _ => {}
        }
    }
    let observations = &mut collected.observations;
    let mut edges = Vec::new();
    for one in recognised {
        let path = &one.path;
        let stem = stem(path);
        let entry = manifest.as_ref().and_then(|(folder, m)| {
            let relative = path.strip_prefix(folder.as_str()).unwrap_or(path).trim_start_matches('/');
            m.artifacts.iter().find(|a| a.path == relative)
        });
        let query =
            entry.filter(|e| e.source == "prometheus").map(|e| e.query.clone()).or_else(|| queries.get(stem).cloned());
        observations.gaps.extend(one.note.map(|note| truncated(path, note)));
        let mut covered = None;
        let kind = match one.kind {
            Kind::Log => {
                if let Some((summary, commands)) = one.log {
                    covered = summary.covered_mainly();
                    collected.logs.push(log_artifact(path, summary, commands, one.file.clone()));
                }
                ArtifactKind::Log
            }
            Kind::Json(Shape::Matrix, value) => {
                match read::prometheus::read(&value, path, stem, query.as_deref()) {
                    Ok(series) => {
                        episodes.extend(read::prometheus::episodes(&series).into_iter().map(|e| (e, Exactness::Grid)));
                        observations.series.extend(series.into_iter().filter(|s| !s.metric.starts_with("ALERTS")));
                    }
                    Err(reason) => observations.gaps.push(unreadable(path, reason)),
                }
                ArtifactKind::Metrics
            }
            Kind::Json(Shape::Alerts, value) => {
                episodes.extend(read::alertmanager::alerts(&value, path).into_iter().map(|e| (e, Exactness::Exact)));
                ArtifactKind::Alerts
            }
            Kind::Json(Shape::Webhooks, value) => {
                episodes.extend(
                    read::alertmanager::webhooks(std::iter::once((1, &value)), path)
                        .into_iter()
                        .map(|e| (e, Exactness::Exact)),
                );
                ArtifactKind::AlertWebhooks
            }
            Kind::JsonLines(Shape::Webhooks, values) => {
                let lines = values.iter().map(|(line, v)| (*line, v));
                episodes.extend(read::alertmanager::webhooks(lines, path).into_iter().map(|e| (e, Exactness::Exact)));
                ArtifactKind::AlertWebhooks
            }
            Kind::Json(Shape::PagerIncidents, value) => {
                pager.incidents(&value, path);
                ArtifactKind::PagerIncidents
            }
            Kind::Json(Shape::PagerLog, value) => {
                pager.log(&value, path);
                ArtifactKind::PagerLog
            }
            Kind::Json(Shape::SlackUsers, value) => {
                slack.users(&value);
                ArtifactKind::Chat
            }
            Kind::Json(Shape::SlackChannels, value) => {
                slack.channels(&value);
                ArtifactKind::Chat
            }
            Kind::Json(Shape::SlackMessages, value) => {
                slack.messages(&value, path);
                ArtifactKind::Chat
            }
            Kind::Json(Shape::Deployments, value) => {
                for element in read::elements(&value, "deployments") {
                    deployments.take(element, path, None);
                }
                ArtifactKind::Deployments
            }
            Kind::JsonLines(Shape::Deployments, values) => {
                for (line, value) in &values {
                    deployments.take(value, path, Some(*line));
                }
                ArtifactKind::Deployments
            }
            Kind::Json(Shape::Releases, value) => {
                releases.extend(
                    read::elements(&value, "releases").into_iter().filter_map(|v| read::github::release(v, path)),
                );
                ArtifactKind::Deployments
            }
            Kind::JsonLines(Shape::Releases, values) => {
                releases.extend(values.iter().filter_map(|(_, v)| read::github::release(v, path)));
                ArtifactKind::Deployments
            }
            Kind::Json(Shape::Commits, value) => {
                let list = read::elements(&value, "commits");
                observations.repositories.push(read::github::commits(list.into_iter(), path));
                ArtifactKind::Repository
            }
            Kind::JsonLines(Shape::Commits, values) => {
                observations.repositories.push(read::github::commits(values.iter().map(|(_, v)| v), path));
                ArtifactKind::Repository
            }
            Kind::Json(Shape::Events, value) => {
                observations.cluster_events.extend(read::kubernetes::events(&value, path));
                ArtifactKind::ClusterEvents
            }
            Kind::JsonLines(Shape::Events, values) => {
                let lists = values.iter().flat_map(|(_, v)| read::kubernetes::events(v, path));
                observations.cluster_events.extend(lists);
                ArtifactKind::ClusterEvents
            }
            Kind::Json(Shape::Audit, value) => {
                audited
                    .extend(read::audit::records(&value).into_iter().flat_map(|v| read::audit::changes(v, path, None)));
                ArtifactKind::Deployments
            }
            Kind::JsonLines(Shape::Audit, values) => {
                for (line, value) in &values {
                    let records = read::audit::records(value).into_iter();
                    audited.extend(records.flat_map(|v| read::audit::changes(v, path, Some(*line))));
                }
                ArtifactKind::Deployments
            }
            Kind::Json(Shape::Facts, value) => {
                observations.facts = Some(read::facts::read(&value, path));
                ArtifactKind::Facts
            }
            Kind::Json(Shape::MetricsIndex | Shape::Manifest | Shape::CaseInfo | Shape::Nodes, _) => {
                ArtifactKind::Manifest
            }
            Kind::Json(Shape::Empty | Shape::Kept, _) | Kind::Document => ArtifactKind::Document,
            Kind::Rules => {
                match read::rules::read(&one.text, path) {
                    Ok(rules) => observations.rules.extend(rules),
                    Err(reason) => observations.gaps.push(unreadable(path, reason)),
                }
                ArtifactKind::AlertRules
            }
            Kind::Bundle => {
                match read::git::bundle(&one.file, path) {
                    Ok(repository) => observations.repositories.push(repository),
                    Err(error) => observations.gaps.push(unreadable(path, error.phrase())),
                }
                ArtifactKind::Repository
            }
            Kind::Exposition => {
                let (series, notes) = read::exposition::read(&one.text, path);
                episodes.extend(read::prometheus::episodes(&series).into_iter().map(|e| (e, Exactness::Grid)));
                observations.series.extend(series.into_iter().filter(|s| !s.metric.starts_with("ALERTS")));
                observations.gaps.extend(notes.into_iter().map(|n| truncated(path, n)));
                ArtifactKind::Metrics
            }
            ref kind @ (Kind::WideMetrics | Kind::LongMetrics) => {
                let read = if matches!(kind, Kind::LongMetrics) { read::long::read } else { read::wide::read };
                let Table { series, notes, is_zoneless } = read(&one.text, path);
                if series.is_empty() {
                    observations.gaps.push(unreadable(path, Phrase::new("gap-table-empty")));
                }
                observations.series.extend(series);
                observations.zoneless.extend(is_zoneless.then(|| Arc::clone(path)));
                observations.gaps.extend(notes.into_iter().map(|n| truncated(path, n)));
                ArtifactKind::Metrics
            }
            Kind::Topology => {
                edges.extend(read::topology::read(&one.text, path));
                observations.topology.citations.push(Citation::new(path, Locator::Whole, ""));
                ArtifactKind::Topology
            }
            Kind::Traces | Kind::Json(Shape::Spans, _) | Kind::JsonLines(Shape::Spans, _) => {
                collected.traces.push((Arc::clone(path), one.file.clone()));
                ArtifactKind::Traces
            }
            Kind::JsonLines(..) => ArtifactKind::Unknown,
            Kind::Unknown(reason) => {
                observations.gaps.push(unreadable(path, reason));
                ArtifactKind::Unknown
            }
        };
        let to_instant = |n: i64| jiff::Timestamp::from_nanosecond(i128::from(n)).ok();
        observations.artifacts.push(Artifact {
            path: path.to_string(),
            kind,
            sha256: one.sha256,
            size_bytes: one.size,
            collected: entry.map(|e| e.collected),
            query,
            covered: covered
                .and_then(|(a, b)| backstory_model::Window::new(to_instant(a)?, to_instant(b.saturating_add(1))?).ok()),
        });
    }
    for (path, folder) in repositories {
        let path: Arc<str> = Arc::from(path);
        match read::git::repository(&folder, &path) {
            Ok(repository) => observations.repositories.push(repository),
            Err(error) => observations.gaps.push(unreadable(&path, error.phrase())),
        }
    }
    if let Some((_, manifest)) = manifest {
        observations.gaps.extend(manifest.gaps.into_iter().map(|g| Gap {
            source: format!("{} {}", g.source, g.query).trim().to_owned(),
            kind: g.kind.unwrap_or(GapKind::Retention),
            from: g.from,
            to: g.to,
            note: String::new(),
            phrase: Some(Phrase::new("gap-not-collected").with(
                "reason",
                g.phrase.map_or(PhraseArg::Text(g.reason), |phrase| PhraseArg::Phrase(Box::new(phrase))),
            )),
        }));
    }
    (observations.people, observations.chat) = slack.finish();
    observations.pages = pager.finish();
    observations.changes = deployments.finish();
    let releases = read::github::not_deployed(releases, &observations.changes);
    observations.changes.extend(releases);
    observations.alerts = merge(episodes);
    observations.cluster_events.sort_by(|a, b| {
        a.first.cmp(&b.first).then_with(|| a.object_name.cmp(&b.object_name)).then_with(|| a.reason.cmp(&b.reason))
    });
    if observations.changes.is_empty() {
        observations.changes = read::kubernetes::rollouts(&observations.cluster_events);
    }
    observations.changes.extend(audited);
    observations.changes.sort_by(|a, b| a.requested.cmp(&b.requested).then_with(|| a.id.cmp(&b.id)));
    edges.sort();
    edges.dedup();
    observations.topology = Topology { edges, citations: std::mem::take(&mut observations.topology.citations) };
    observations.artifacts.sort_by(|a, b| a.path.cmp(&b.path));
    observations.zoneless.sort();
    collected.logs.sort_by(|a, b| a.path.cmp(&b.path));
}

fn unreadable(path: &str, told: Phrase) -> Gap {
    gap(path, GapKind::Unreadable, told)
}

fn truncated(path: &str, told: Phrase) -> Gap {
    gap(path, GapKind::Truncated, told)
}

/// A gap whose words come from the catalogues.
fn gap(path: &str, kind: GapKind, told: Phrase) -> Gap {
    Gap { source: path.to_owned(), kind, from: None, to: None, note: String::new(), phrase: Some(told) }
}
