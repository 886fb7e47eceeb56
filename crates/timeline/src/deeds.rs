//! What somebody or something did to a system just before it broke, by its own log: a cache that was flushed, a table that
//! was dropped, a configuration that was loaded. Such a line is no error, and no tool of deployment tells of it.
//!
//! The words are those of the software that writes them (Redis and SQL commands, signals, reloads), not of any one system.

use std::sync::Arc;

use backstory_model::{Citation, Locator, LogFinding, LogFindingKind};
use jiff::{SignedDuration, Timestamp};

use crate::clock::{Alignment, SECOND, instant};
use crate::source_log::{SourceLog, TemplateCount};

/// How long before the first sign a deed is looked for: what takes longer to hurt is told apart by people.
const LOOK_BACK: SignedDuration = SignedDuration::from_secs(120);
/// A deed and its first effect can carry one time.
const SAME_MOMENT: SignedDuration = SignedDuration::from_secs(1);
/// What is written more often is a habit.
const RARE: u32 = 3;
/// Deeds that are told at most.
const MOST: usize = 3;

/// Words for deeds, in lower case.
const DEEDS: &[&str] = &[
    "flushall",
    "flushdb",
    "config set",
    "replicaof",
    "slaveof",
    "cluster failover",
    "script flush",
    "drop table",
    "drop index",
    "drop database",
    "truncate table",
    "alter table",
    "alter system",
    "delete from",
    "reindex",
    "vacuum full",
    "create index",
    "lock table",
    "kubectl delete",
    "kubectl apply",
    "kubectl scale",
    "kubectl drain",
    "terraform apply",
    "helm upgrade",
    "helm rollback",
    "systemctl stop",
    "systemctl restart",
    "received sighup",
    "received sigterm",
    "received sigint",
    "received fast shutdown request",
    "received smart shutdown request",
    "reloading configuration",
    "configuration reloaded",
    "reloaded configuration",
    "running configuration",
    "loaded new configuration",
    "entering maintenance mode",
    "maintenance mode enabled",
    "maintenance started",
    "starting failover",
    "promoted to",
    "switchover",
    "cache cleared",
    "cache invalidated",
    "purged all",
    "設定を再読み込み",
    "設定を反映",
    "メンテナンスを開始",
    "キャッシュを削除",
    "キャッシュをクリア",
    "フェイルオーバーを開始",
    "全件削除",
];

/// Deeds from two minutes before the first sign on, the nearest to it first. Errors are effects, and what was written
/// before is nothing new.
pub(crate) fn before(logs: &[SourceLog], clocks: &[Alignment], onset: Timestamp) -> Vec<LogFinding> {
    let mut found: Vec<LogFinding> = logs
        .iter()
        .zip(clocks)
        .flat_map(|(log, clock)| log.templates.iter().filter_map(move |t| deed(log, clock, t, onset)))
        .collect();
    found.sort_by(|a, b| b.onset.cmp(&a.onset).then_with(|| a.template.cmp(&b.template)));
    // Pods of a service write the same.
    let mut told: Vec<LogFinding> = Vec::new();
    for finding in found {
        if !told.iter().any(|t| t.service == finding.service && t.template == finding.template) {
            told.push(finding);
        }
    }
    told.truncate(MOST);
    told
}

fn deed(log: &SourceLog, clock: &Alignment, template: &TemplateCount, onset: Timestamp) -> Option<LogFinding> {
    if template.is_error || !is_deed(&template.text) {
        return None;
    }
    let (nanos, line, offset) = template.first?;
    let at = instant(clock.utc(nanos));
    let count: u32 = template.seconds.iter().map(|(_, n)| n).sum();
    let lead = onset.duration_since(at);
    let path: Arc<str> = Arc::clone(&log.path);
    (count <= RARE && lead >= -SAME_MOMENT && lead <= LOOK_BACK).then(|| LogFinding {
        service: log.writer(template).cloned(),
        template: template.text.clone(),
        is_warning: template.is_warning,
        is_error: false,
        is_fatal: false,
        kind: LogFindingKind::FirstSeen,
        onset: at,
        recovery: None,
        count: u64::from(count),
        strength: 0.0,
        uncertainty_s: (clock.offset_ns != 0).then(|| clock.uncertainty_ns as f64 / SECOND as f64).filter(|u| *u > 1.0),
        source: log.label.clone(),
        citation: Citation::new(&path, Locator::Line { line, offset }, &template.sample),
    })
}

fn is_deed(template: &str) -> bool {
    // A login that ran a command names a person; what it did is told by what the system logs of it.
    let text = template.to_lowercase();
    !text.contains("tty=") && crate::chat::mentions_any(&text, DEEDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_deeds_and_words_about_them_are_none() {
        for (template, expected) in [
            ("FLUSHALL executed by client id=<*> addr=<*>:<*> name=ops-cli", true),
            ("[INFO] plugin/reload: Running configuration SHA512 = <*>", true),
            ("LOG:  received SIGHUP, reloading configuration files", true),
            ("statement: DROP INDEX idx_orders_contact", true),
            ("設定を再読み込みしました", true),
            ("100 changes in 300 seconds. Saving...", false),
            ("yuki : TTY=pts/<*> ; COMMAND=/usr/bin/systemctl restart nginx", false),
            ("GET /truncate_table_of_contents", false),
        ] {
            assert_eq!(is_deed(template), expected, "{template}");
        }
    }
}
