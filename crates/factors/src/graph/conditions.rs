//! Well-known conditions of systems, read off what they write and measure: an expired certificate, a full disk, a
//! limit of connections. The words are those of the software that reports them (PostgreSQL's and MySQL's messages,
//! OpenSSL, errno), not of any one system.

use std::collections::BTreeSet;

use backstory_model::{Citation, Confidence, FactorCategory, Layer, LogFinding, MetricFinding, Phrase, PhraseArg};

use super::immediate::{carries_exception, headline};
use super::{FactorKind, Proposal, Scene};

/// A condition that errors or metrics tell of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// A certificate is no longer valid.
    ExpiredCertificate,
    /// A disk has no room left.
    DiskFull,
    /// A server accepts no more connections.
    ConnectionLimit,
    /// A login is refused.
    RejectedCredential,
    /// Statements wait for locks that another one holds.
    LockWait,
    /// A program refuses its configuration.
    RefusedConfiguration,
    /// A dependency outside takes longer than before.
    SlowDependency,
    /// More requests came than before.
    TrafficGrowth,
    /// A machine has more to run than before.
    BusyNode,
    /// Work waits in a queue.
    GrowingQueue,
}

/// What the errors say, in lower case.
const WORDS: &[(Condition, &[&str])] = &[
    (
        Condition::ExpiredCertificate,
        &[
            "certificate has expired",
            "certificate_verify_failed",
            "certificate expired",
            "cert_has_expired",
            "certificate is not yet valid",
        ],
    ),
    (Condition::DiskFull, &["no space left on device", "disk full", "enospc", "disk quota exceeded", "diskfull"]),
    (
        Condition::ConnectionLimit,
        &[
            "too many clients",
            "too many connections",
            "remaining connection slots",
            "max_connections",
            "max_user_connections",
        ],
    ),
    (
        Condition::RejectedCredential,
        &[
            "password authentication failed",
            "access denied for user",
            "invalid password",
            "authentication failed",
            "invalidpassword",
        ],
    ),
    (
        Condition::LockWait,
        &[
            "still waiting for",
            "lock timeout",
            "lock wait timeout",
            "deadlock detected",
            "could not obtain lock",
            "deadlock found",
        ],
    ),
    (
        Condition::RefusedConfiguration,
        &[
            "unrecognized configuration parameter",
            "contains errors",
            "unknown directive",
            "invalid configuration",
            "failed to parse config",
            "invalid value for parameter",
        ],
    ),
];

impl Condition {
    /// Whether it is told by a metric that rose, so that a rule on that metric answers it.
    pub(crate) fn is_measured(self) -> bool {
        matches!(self, Self::GrowingQueue)
    }

    /// The last part of the catalogue keys of its sentences.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::ExpiredCertificate => "certificate",
            Self::DiskFull => "disk",
            Self::ConnectionLimit => "connections",
            Self::RejectedCredential => "credential",
            Self::LockWait => "lock",
            Self::RefusedConfiguration => "refused",
            Self::SlowDependency => "slow-dependency",
            Self::TrafficGrowth => "traffic",
            Self::BusyNode => "node",
            Self::GrowingQueue => "queue",
        }
    }

    pub(super) fn category(self) -> FactorCategory {
        match self {
            Self::ExpiredCertificate | Self::RejectedCredential | Self::RefusedConfiguration => {
                FactorCategory::Configuration
            }
            Self::SlowDependency => FactorCategory::Dependency,
            Self::BusyNode => FactorCategory::Environment,
            Self::DiskFull | Self::ConnectionLimit | Self::LockWait | Self::TrafficGrowth | Self::GrowingQueue => {
                FactorCategory::Capacity
            }
        }
    }
}

/// The condition that the words of an error tell of.
pub(crate) fn told_by(words: &str) -> Option<Condition> {
    cue_in(words).map(|(condition, _)| condition)
}

fn cue_in(words: &str) -> Option<(Condition, &'static str)> {
    let words = words.to_lowercase();
    WORDS.iter().find_map(|(condition, cues)| Some((*condition, *cues.iter().find(|cue| words.contains(**cue))?)))
}

/// The part of an error that names the condition, with a little around it: messages of libraries begin far from it.
fn telling_part(error: &LogFinding, cue: &str) -> String {
    const AROUND: usize = 48;
    let whole = headline(error);
    if whole.to_lowercase().contains(cue) {
        return whole;
    }
    let words: Vec<char> = error.template.chars().collect();
    let wanted: Vec<char> = cue.chars().collect();
    let found = words
        .windows(wanted.len())
        .position(|w| w.iter().zip(&wanted).all(|(a, b)| a.to_lowercase().eq(b.to_lowercase())));
    let Some(at) = found else { return whole };
    let (from, to) = (at.saturating_sub(AROUND), (at + wanted.len() + AROUND).min(words.len()));
    let part: String = words.get(from..to).unwrap_or_default().iter().collect();
    let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}{part}{}", if from > 0 { "…" } else { "" }, if to < words.len() { "…" } else { "" })
}

/// One factor a condition, those that errors name first.
pub(super) fn propose(scene: &Scene<'_>) -> Vec<Proposal> {
    let mut found: Vec<(Condition, Proposal)> = Vec::new();
    let telling: Vec<&LogFinding> = scene
        .logs
        .iter()
        .filter(|f| f.is_error || f.is_warning || told_by(&f.template) == Some(Condition::LockWait))
        .collect();
    // The server that has the condition says so itself; its clients quote it, with words of their own around.
    let quotes_another = |f: &&LogFinding| {
        telling.iter().any(|other| other.service != f.service && quotes(&f.template, &other.template))
    };
    let quoting: Vec<bool> = telling.iter().map(quotes_another).collect();
    let mut by_nearness: Vec<(&LogFinding, bool)> = telling.into_iter().zip(quoting).collect();
    by_nearness.sort_by_key(|(f, quotes)| (carries_exception(f), *quotes));
    for (error, _) in by_nearness {
        if let Some(condition) = told_by(&error.template)
            && !found.iter().any(|(known, _)| *known == condition)
        {
            found.push((condition, from_error(condition, error, scene)));
        }
    }
    for (condition, words) in [
        (Condition::SlowDependency, &["external", "vendor", "third_party", "outbound", "partner"][..]),
        (Condition::GrowingQueue, &["queue", "backlog", "pending", "lag"][..]),
    ] {
        // A queue before a limit that ran out follows from the limit.
        if condition == Condition::GrowingQueue && scene.metrics.iter().any(|m| m.limit.is_some() && m.is_up) {
            continue;
        }
        found.extend(moved(scene, words).map(|metric| (condition, from_metric(condition, metric))));
    }
    // What fell to nothing and had a limit was room.
    if let Some(room) = scene.metrics.iter().find(|m| m.limit.is_some() && !m.is_up)
        && !found.iter().any(|(known, _)| *known == Condition::DiskFull)
    {
        found.push((Condition::DiskFull, used_up(room)));
    }
    if let Some((before, during)) = scene.traffic.filter(|(before, during)| grew(*before, *during))
        && scene.guilty().is_none()
        && !is_limited(scene)
    {
        found.push((Condition::TrafficGrowth, traffic(scene, before, during)));
    }
    // A busy machine follows from many kinds of trouble; it is told where nothing else explains it.
    if scene.guilty().is_none() && found.is_empty() {
        found.extend(
            moved(scene, &["load1", "load5", "node_cpu", "steal"])
                .map(|m| (Condition::BusyNode, from_metric(Condition::BusyNode, m))),
        );
    }
    found.into_iter().map(|(_, proposal)| proposal).collect()
}

/// Whether an error holds all the words of another and more.
fn quotes(error: &str, other: &str) -> bool {
    let words = |template: &str| -> BTreeSet<String> {
        let plain = template.to_lowercase().replace("<*>", " ");
        plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
    };
    let (own, quoted) = (words(error), words(other));
    quoted.len() >= 3 && quoted.len() < own.len() && quoted.is_subset(&own)
}

/// Whether most failures are requests that a limit of rates turned away: then the growth met what stood ready for it.
fn is_limited(scene: &Scene<'_>) -> bool {
    const TOO_MANY_REQUESTS: u16 = 429;
    let counts = || scene.statuses.values().flatten();
    let all: u64 = counts().map(|(_, n)| n).sum();
    let limited: u64 = counts().filter(|(status, _)| **status == TOO_MANY_REQUESTS).map(|(_, n)| n).sum();
    2 * limited > all
}

/// Half as many requests again is more than the rhythm of an hour explains.
fn grew(before: f64, during: f64) -> bool {
    before > 0.0 && during >= 1.5 * before
}

/// The first metric that rose to three times what it was, of those whose name holds one of the words.
fn moved<'a>(scene: &Scene<'a>, words: &[&str]) -> Option<&'a MetricFinding> {
    const TIMES: f64 = 3.0;
    scene.metrics.iter().find(|m| {
        let name = m.selector.to_lowercase();
        let in_time = scene.impact_start().is_none_or(|i| m.onset <= i + jiff::SignedDuration::from_secs(30));
        m.is_up
            && in_time
            && m.during >= TIMES * m.before.abs()
            && m.during > 0.0
            && words.iter().any(|w| name.contains(w))
    })
}

fn from_error(condition: Condition, error: &LogFinding, scene: &Scene<'_>) -> Proposal {
    let service = error.service.as_ref().map_or_else(|| error.source.clone(), |s| s.0.clone());
    // That nothing warned is said only where warnings were handed in.
    let unwarned = condition == Condition::ExpiredCertificate
        && scene.observations.tells_alerts()
        && !scene.alerts.iter().filter_map(|i| scene.observations.alerts.get(*i)).any(|a| a.fired < Some(error.onset));
    let key = if unwarned { "certificate-unwarned" } else { condition.key() };
    let phrase = Phrase::new(&format!("factor-condition-{key}"))
        .text("service", service)
        .code("error", cue_in(&error.template).map_or_else(|| headline(error), |(_, cue)| telling_part(error, cue)));
    Proposal::new(FactorKind::Condition(condition), Layer::Contributing, condition.category(), phrase)
        .of(error.service.as_ref())
        .sure(Confidence::High)
        .citing([&error.citation])
}

fn from_metric(condition: Condition, metric: &MetricFinding) -> Proposal {
    let phrase = Phrase::about(&format!("factor-condition-{}", condition.key()), metric.service.as_ref())
        .code("metric", metric.selector.clone())
        .with("before", quantity(metric, metric.before))
        .with("during", quantity(metric, metric.during));
    Proposal::new(FactorKind::Condition(condition), Layer::Contributing, condition.category(), phrase)
        .of(metric.service.as_ref())
        .citing([&metric.citation])
}

fn used_up(room: &MetricFinding) -> Proposal {
    let phrase = Phrase::about("factor-used-up", room.service.as_ref()).code("metric", room.selector.clone());
    let condition = Condition::DiskFull;
    Proposal::new(FactorKind::Condition(condition), Layer::Contributing, condition.category(), phrase)
        .of(room.service.as_ref())
        .sure(Confidence::High)
        .citing([&room.citation])
}

/// Times are told as times; everything else as a number.
fn quantity(metric: &MetricFinding, value: f64) -> PhraseArg {
    let name = metric.selector.to_lowercase();
    let is_time = ["latency", "duration", "seconds", "_rt"].iter().any(|w| name.contains(w));
    if is_time { PhraseArg::LatencyS(value) } else { PhraseArg::Number(rounded(value)) }
}

fn traffic(scene: &Scene<'_>, before: f64, during: f64) -> Proposal {
    let cited: Vec<&Citation> = scene
        .metrics
        .iter()
        .filter(|m| m.is_up && m.selector.contains("request"))
        .map(|m| &m.citation)
        .chain(scene.edge_citations)
        .take(2)
        .collect();
    let phrase = Phrase::new("factor-condition-traffic")
        .text("service", scene.edge.map_or_else(String::new, |s| s.0.clone()))
        .number("before", rounded(before))
        .number("during", rounded(during));
    Proposal::new(
        FactorKind::Condition(Condition::TrafficGrowth),
        Layer::Contributing,
        Condition::TrafficGrowth.category(),
        phrase,
    )
    .of(scene.edge)
    .citing(cited)
}

/// Three significant digits.
fn rounded(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the exponent of a finite float is below 400")]
    let digits = 2 - value.abs().log10().floor() as i32;
    let scale = 10f64.powi(digits);
    (value * scale).round() / scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_tell_of_conditions() {
        for (words, condition) in [
            ("FATAL:  sorry, too many clients already", Some(Condition::ConnectionLimit)),
            ("write failed: No space left on device (os error 28)", Some(Condition::DiskFull)),
            ("x509: certificate has expired or is not yet valid", Some(Condition::ExpiredCertificate)),
            ("Access denied for user 'app'@'10.0.0.1'", Some(Condition::RejectedCredential)),
            ("process <*> still waiting for ShareLock on transaction <*>", Some(Condition::LockWait)),
            ("nginx: [emerg] unknown directive \"servr\"", Some(Condition::RefusedConfiguration)),
            ("KeyError: 'gift'", None),
        ] {
            assert_eq!(told_by(words), condition, "{words}");
        }
    }

    #[test]
    fn who_quotes_an_error_is_told_from_who_has_it() {
        let own = "could not extend file \"<*>\": No space left on device";
        let client = "insert order failed: ERROR: could not extend file: No space left on device (SQLSTATE 53100)";
        assert!(quotes(client, own) && !quotes(own, client) && !quotes(own, own));
    }

    #[test]
    fn figures_keep_three_digits() {
        for (value, expected) in [(0.038_712, 0.0387), (2.4, 2.4), (1142.7, 1140.0), (0.0, 0.0), (70.04, 70.0)] {
            assert!((rounded(value) - expected).abs() < 1e-9, "{value}");
        }
    }
}
