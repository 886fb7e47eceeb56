//! Names for a log: what kind it is and whose.

use std::path::PathBuf;
use std::sync::Arc;

use backstory_logs::{FormatKind, LogSummary};
use backstory_model::{LoggedCommand, ServiceName, workload_of};

use crate::LogArtifact;

/// The name of a file without folder, compression and ending.
pub(crate) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A log with its label and the service that wrote it.
pub(crate) fn log_artifact(
    path: &Arc<str>,
    summary: LogSummary,
    commands: Vec<LoggedCommand>,
    file: PathBuf,
) -> LogArtifact {
    let format = summary.format().map_or(FormatKind::Unknown, |(kind, ..)| kind);
    let is_own = |name: &str| {
        let records = summary.services.get(name).copied().unwrap_or(0);
        records * 2 >= summary.records
    };
    let inside = summary.services.keys().find(|name| is_own(name)).map(|n| ServiceName::from(n.as_str()));
    let from_pod = summary.pods.iter().max_by_key(|(_, n)| **n).map(|(pod, _)| ServiceName::of_pod(pod));
    let label = match format {
        kind if kind.is_access_log() => "access log",
        FormatKind::NginxError => "nginx error log",
        FormatKind::ApacheError => "Apache error log",
        FormatKind::PostgresText | FormatKind::PostgresCsv | FormatKind::PostgresJson => "PostgreSQL log",
        FormatKind::Syslog3164 | FormatKind::Syslog5424 => "syslog",
        FormatKind::Journald => "journal",
        FormatKind::Windows | FormatKind::MacOs => "system log",
        _ => "application log",
    };
    let service = inside.or(from_pod).or_else(|| Some(from_path(path)));
    let proxy = ["nginx", "haproxy", "envoy", "apache", "traefik", "caddy"]
        .into_iter()
        .find(|p| service.as_ref().is_some_and(|s| s.as_str().to_lowercase().contains(p)));
    let label = match (format, proxy) {
        (kind, Some(proxy)) if kind.is_access_log() => format!("{proxy} access log"),
        _ => label.to_owned(),
    };
    LogArtifact { path: Arc::clone(path), label, service, summary, commands, file }
}

/// A file named after a pod belongs to its workload; a file with a general name to the folder it lies in.
fn from_path(path: &str) -> ServiceName {
    let stem = stem(path);
    let workload = workload_of(stem);
    if workload != stem {
        return ServiceName::from(workload);
    }
    let folder = path.rsplit('/').nth(1).filter(|f| !matches!(*f, "logs" | "log" | "var" | "raw"));
    let general = ["access", "error", "app", "application", "out", "stdout", "stderr", "server", "main", "output"];
    match folder {
        Some(folder)
            if general.iter().any(|g| stem.to_lowercase().starts_with(g))
                || stem.to_lowercase().contains(&folder.to_lowercase()) =>
        {
            ServiceName::from(folder)
        }
        _ => ServiceName::from(stem),
    }
}
