//! Log templates that are new, exploded or fell silent.

use std::collections::BTreeMap;

use backstory_model::{LogFinding, LogFindingKind, Phrase, TimelineKind};

use super::Candidate;
use crate::hushed::Hushed;

/// Rows for logs at most, over all services.
const MOST: usize = 7;
/// Rows for one service.
const MOST_A_SERVICE: usize = 3;
/// What a row of a deed just before the trouble weighs: as much as a suspected change.
const DEED: f64 = 0.8;
/// What a row of a service weighs whose whole log fell silent: more than any one message.
const HUSHED: f64 = 0.78;

/// Rows for the findings that weigh most.
pub(crate) fn rows(findings: &[LogFinding]) -> Vec<Candidate> {
    let mut ranked: Vec<(&LogFinding, f64)> =
        findings.iter().filter(|f| !is_command(f)).map(|f| (f, salience(f))).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.onset.cmp(&b.0.onset)).then(a.0.template.cmp(&b.0.template)));
    let mut by_service: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    let mut rows = Vec::new();
    // Of bursts of what is new, one that ends is a part of what its first line tells.
    let is_told = |f: &LogFinding| f.kind == LogFindingKind::Burst && f.recovery.is_some() && is_new(f, findings);
    for (finding, salience) in ranked.into_iter().filter(|(finding, _)| !is_told(finding)) {
        let told = by_service.entry(finding.service.as_ref().map(backstory_model::ServiceName::as_str)).or_default();
        if *told >= MOST_A_SERVICE || rows.len() >= MOST {
            continue;
        }
        *told += 1;
        let key = match finding.kind {
            LogFindingKind::FirstSeen => "timeline-log-first-seen",
            // What came for the first time has no habit that it could exceed.
            LogFindingKind::Burst if is_new(finding, findings) => "timeline-log-grew",
            LogFindingKind::Burst => "timeline-log-burst",
            LogFindingKind::Silence => "timeline-log-silence",
            LogFindingKind::Lull => "timeline-log-lull",
            LogFindingKind::LevelChange => "timeline-log-level-change",
        };
        rows.push(row(finding, key, salience));
    }
    rows
}

fn row(finding: &LogFinding, key: &str, salience: f64) -> Candidate {
    let phrase = Phrase::new(key)
        .text("service", finding.service.as_ref().map_or_else(|| finding.source.clone(), |s| s.0.clone()))
        .code("template", shortened(&finding.template))
        .number("count", finding.count as f64);
    let mut row = Candidate::new(finding.onset, TimelineKind::Log, salience, phrase, &finding.citation);
    row.service = finding.service.clone();
    row.count = finding.count.max(1);
    row.uncertainty_s = finding.uncertainty_s;
    row.sources.push(finding.source.clone());
    row
}

/// Rows for what was done just before the trouble; few lines say as much.
pub(crate) fn deeds(deeds: &[LogFinding]) -> impl Iterator<Item = Candidate> {
    deeds.iter().map(|deed| row(deed, "timeline-log-first-seen", DEED))
}

/// The row of a service that fell silent.
pub(crate) fn hushed(hushed: &Hushed) -> Candidate {
    let key = if hushed.resumed.is_some() { "timeline-log-paused" } else { "timeline-log-hushed" };
    let mut row = Candidate::new(hushed.last, TimelineKind::Log, HUSHED, hushed.phrase(key), &hushed.citation);
    row.service = Some(hushed.service.clone());
    row.sources.push(hushed.source.clone());
    row
}

/// Whether a message is what `sudo` and its like write of a command, which is told as one.
fn is_command(finding: &LogFinding) -> bool {
    finding.template.contains("COMMAND=") || finding.template.contains(" CMD (")
}

/// Whether the message of a burst is one that came for the first time.
fn is_new(burst: &LogFinding, findings: &[LogFinding]) -> bool {
    findings
        .iter()
        .any(|f| f.kind == LogFindingKind::FirstSeen && f.service == burst.service && f.template == burst.template)
}

fn salience(finding: &LogFinding) -> f64 {
    let severity = if finding.is_fatal {
        0.45
    } else if finding.is_error {
        0.3
    } else if finding.is_warning {
        0.15
    } else {
        0.0
    };
    let kind = match finding.kind {
        LogFindingKind::FirstSeen => 0.25,
        LogFindingKind::Burst => 0.2,
        LogFindingKind::LevelChange => 0.15,
        LogFindingKind::Silence | LogFindingKind::Lull => 0.1,
    };
    // Ten occurrences weigh half of what a thousand do: the order of magnitude tells.
    let volume = (finding.count.max(1) as f64).log10().min(4.0) / 4.0 * 0.2;
    severity + kind + volume
}

/// The first line of a template, cut at a length that fits a table.
pub(crate) fn shortened(template: &str) -> String {
    const LONGEST: usize = 110;
    let line = template.lines().find(|l| !l.trim().is_empty()).unwrap_or("").trim();
    let mut cut: String = line.chars().take(LONGEST).collect();
    if line.chars().count() > LONGEST {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use backstory_model::{Citation, Locator};
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn what_came_for_the_first_time_is_not_more_frequent_than_usual() {
        let finding = |template: &str, kind, at, until: Option<i64>| LogFinding {
            service: None,
            template: template.into(),
            is_warning: false,
            is_error: true,
            is_fatal: false,
            kind,
            onset: Timestamp::from_second(at).unwrap(),
            recovery: until.map(|until| Timestamp::from_second(until).unwrap()),
            count: 100,
            strength: 5.0,
            uncertainty_s: None,
            source: "log".into(),
            citation: Citation::new(&"log".into(), Locator::Whole, ""),
        };
        let found = [
            finding("new", LogFindingKind::FirstSeen, 10, Some(100)),
            finding("new", LogFindingKind::Burst, 20, Some(30)),
            finding("new", LogFindingKind::Burst, 60, None),
            finding("old", LogFindingKind::Burst, 70, Some(80)),
        ];
        let mut keys: Vec<(i64, String)> =
            rows(&found).into_iter().map(|r| (r.time.as_second(), r.phrase.key)).collect();
        keys.sort();
        let keys: Vec<&str> = keys.iter().map(|(_, key)| key.as_str()).collect();
        assert_eq!(keys, ["timeline-log-first-seen", "timeline-log-grew", "timeline-log-burst"]);
    }
}
