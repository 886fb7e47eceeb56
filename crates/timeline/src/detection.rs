//! Signals that moved and that no alert read in time.

use backstory_model::measure::answer_of;
use backstory_model::{
    AlertEpisode, AlertRule, DetectionGap, MetricFinding, MetricSeries, Phrase, PhraseArg, ServiceName,
};
use jiff::{SignedDuration, Timestamp};

/// A page that comes this soon after a signal moved needs no improvement that a rule could bring:
/// two evaluations of a usual rule plus the notification.
const SOON: SignedDuration = SignedDuration::from_secs(30);
/// Robust deviations from which on a signal is clear enough to build a rule on.
const CLEAR: f64 = 8.0;
/// Gaps named at most; the first to move are the ones worth a rule.
const MOST: usize = 4;

/// Names the metrics that moved well before anybody was told, each with the rules that read it.
pub(crate) fn gaps(
    findings: &[MetricFinding],
    series: &[MetricSeries],
    rules: &[AlertRule],
    episodes: &[&AlertEpisode],
    detected: Option<Timestamp>,
    impact: Option<Timestamp>,
    complaining: &[&ServiceName],
) -> Vec<DetectionGap> {
    let mut gaps: Vec<DetectionGap> = Vec::new();
    for finding in findings {
        let Some(metric) = series.get(finding.series).map(|s| metric_name(&s.metric, s.query.as_deref())) else {
            continue;
        };
        if gaps.iter().any(|g| g.metric.as_deref() == Some(&metric)) || metric == "ALERTS" {
            continue;
        }
        if finding.strength < CLEAR
            || finding.service.as_ref().is_some_and(|s| !complaining.is_empty() && !complaining.contains(&s))
        {
            continue;
        }
        if detected.is_some_and(|d| d.duration_since(finding.onset) <= SOON) {
            continue;
        }
        // Failed requests are what users felt already: no rule on them can come before the first.
        let is_failure = series.get(finding.series).and_then(|s| answer_of(&s.labels)).is_some_and(|a| a.is_failure);
        if is_failure && impact.is_some_and(|i| finding.onset >= i) {
            continue;
        }
        let names = names_of(&metric, finding.service.as_ref());
        let readers: Vec<&AlertRule> = rules
            .iter()
            .filter(|r| r.metrics.iter().any(|read| names.contains(&plain(read)) || is_same(read, &metric)))
            .collect();
        let fired = episodes.iter().filter(|e| readers.iter().any(|r| r.name == e.name));
        let first = fired.filter_map(|e| Some((e.fired?, e.name.as_str()))).min();
        let about = |key: &str| {
            Phrase::new(key)
                .code("metric", finding.selector.clone())
                .with("rules", PhraseArg::List(readers.iter().map(|r| r.name.clone()).collect()))
        };
        let phrase = match (readers.is_empty(), first) {
            // Of rules that nobody handed in it is not known what they read.
            (true, _) if rules.is_empty() => {
                Phrase::new("detection-rules-absent").code("metric", finding.selector.clone())
            }
            (true, _) => Phrase::new("detection-no-rule").code("metric", finding.selector.clone()),
            (false, None) => about("detection-rule-silent"),
            (false, Some((at, name))) if at > finding.onset + SOON => {
                let waits_s = readers.iter().find(|r| r.name == name).map_or(0.0, |r| r.for_s);
                let key = if waits_s > 0.0 { "detection-rule-late-for" } else { "detection-rule-late" };
                about(key)
                    .with("delay", PhraseArg::DurationS(at.duration_since(finding.onset).as_secs_f64()))
                    .with("for", PhraseArg::DurationS(waits_s))
            }
            _ => continue,
        };
        // A signal that moved only after users were told of is no earlier sign than the users.
        let is_early = impact.is_none_or(|i| finding.onset <= i + SOON);
        if is_early || detected.is_none() {
            gaps.push(DetectionGap {
                metric: Some(metric),
                service: finding.service.clone(),
                onset: Some(finding.onset),
                covered_by: readers.iter().map(|r| r.name.clone()).collect(),
                note: String::new(),
                phrase: Some(phrase),
            });
        }
        if gaps.len() == MOST {
            break;
        }
    }
    gaps
}

/// The gap of an incident that no alert told of.
pub(crate) fn no_alert(service: Option<&ServiceName>, onset: Option<Timestamp>) -> DetectionGap {
    DetectionGap {
        metric: None,
        service: service.cloned(),
        onset,
        covered_by: Vec::new(),
        note: String::new(),
        phrase: Some(Phrase::new("detection-no-alert")),
    }
}

/// The gap of an incident whose alerts fired and paged nobody.
pub(crate) fn no_page(
    episodes: &[&AlertEpisode],
    service: Option<&ServiceName>,
    onset: Option<Timestamp>,
) -> DetectionGap {
    let mut names: Vec<String> = Vec::new();
    for episode in episodes {
        if !names.contains(&episode.name) {
            names.push(episode.name.clone());
        }
    }
    let phrase = Phrase::new("detection-no-page").with("rules", PhraseArg::List(names.clone()));
    DetectionGap {
        metric: None,
        service: service.cloned(),
        onset,
        covered_by: names,
        note: String::new(),
        phrase: Some(phrase),
    }
}

/// What rules may call a metric of a service: a column of a table is named after both.
fn names_of(metric: &str, service: Option<&ServiceName>) -> Vec<String> {
    let with_service = service.map(|s| plain(&format!("{s}_{metric}", s = s.as_str())));
    std::iter::once(plain(metric)).chain(with_service).collect()
}

/// A name as rules can write it: letters, digits, underscores and colons alone.
fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() || c == ':' { c } else { '_' }).collect()
}

/// Whether a rule that reads one metric sees what another shows: the buckets and the sum of a histogram tell alike how
/// long or large what it measured was.
fn is_same(read: &str, metric: &str) -> bool {
    let measured = |name: &str| ["_bucket", "_sum"].iter().find_map(|end| name.strip_suffix(end).map(str::to_owned));
    read == metric || measured(read).is_some_and(|base| measured(metric) == Some(base))
}

/// The metric behind a series: the first name in its query that is no function or keyword, else its own name.
fn metric_name(own: &str, query: Option<&str>) -> String {
    let Some(query) = query else { return own.to_owned() };
    let mut name = String::new();
    let mut names = Vec::new();
    let mut depth = 0i32;
    for c in query.chars().chain([' ']) {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 && (c.is_ascii_alphanumeric() || c == '_' || c == ':') {
            name.push(c);
        } else if !name.is_empty() {
            let is_call = c == '(';
            let word = std::mem::take(&mut name);
            if !is_call && word.contains(['_', ':']) && !word.starts_with(|c: char| c.is_ascii_digit()) {
                names.push(word);
            }
        }
    }
    names.into_iter().next().unwrap_or_else(|| own.to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use backstory_model::{Citation, Locator};

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn cited() -> Citation {
        Citation::new(&"metrics.csv".into(), Locator::Whole, "")
    }

    /// The gap of a column that moved at 1,000 s, by rules as `(name, metric, for)` of which the first fired at 1,600 s.
    fn gap(rules: &[(&str, &str, f64)]) -> Option<(String, Vec<String>)> {
        let service = ServiceName::new("check-out");
        let one = MetricSeries {
            metric: "latency_p95".into(),
            query: None,
            labels: BTreeMap::new(),
            service: Some(service.clone()),
            step_s: Some(15.0),
            samples: Vec::new(),
            citation: cited(),
        };
        let finding = MetricFinding {
            series: 0,
            selector: "latency_p95".into(),
            service: Some(service),
            onset: at(1_000),
            recovery: None,
            is_up: true,
            before: 0.1,
            during: 4.0,
            strength: 50.0,
            limit: None,
            began: None,
            onset_after: at(985),
            unit: None,
            citation: cited(),
        };
        let rules: Vec<AlertRule> = rules
            .iter()
            .map(|(name, metric, for_s)| AlertRule {
                name: (*name).into(),
                group: String::new(),
                expr: String::new(),
                metrics: vec![(*metric).into()],
                for_s: *for_s,
                labels: BTreeMap::new(),
                annotations: BTreeMap::new(),
                citation: cited(),
            })
            .collect();
        let episode = rules.first().map(|rule| AlertEpisode {
            name: rule.name.clone(),
            labels: BTreeMap::new(),
            annotations: BTreeMap::new(),
            pending: None,
            fired: Some(at(1_600)),
            resolved: None,
            notified: None,
            receivers: Vec::new(),
            citations: Vec::new(),
        });
        let episodes: Vec<&AlertEpisode> = episode.iter().collect();
        let found = gaps(&[finding], &[one], &rules, &episodes, None, None, &[]);
        found.into_iter().next().map(|g| (g.phrase.map(|p| p.key).unwrap_or_default(), g.covered_by))
    }

    #[test]
    fn what_rules_read_is_claimed_of_rules_that_are_there() {
        assert_eq!(gap(&[]), Some(("detection-rules-absent".into(), Vec::new())));
        assert_eq!(gap(&[("Other", "up", 0.0)]), Some(("detection-no-rule".into(), Vec::new())));
    }

    #[test]
    fn a_rule_reads_the_column_of_a_table_by_its_whole_name() {
        let late = |key: &str| Some((key.to_owned(), vec!["Slow".to_owned()]));
        assert_eq!(gap(&[("Slow", "check_out_latency_p95", 600.0)]), late("detection-rule-late-for"));
        assert_eq!(gap(&[("Slow", "latency_p95", 0.0)]), late("detection-rule-late"));
    }

    #[test]
    fn a_rule_on_the_buckets_sees_the_mean() {
        for (read, metric, same) in [
            ("x_seconds_bucket", "x_seconds_sum", true),
            ("x_seconds_count", "x_seconds_sum", false),
            ("up", "up", true),
            ("x_seconds_sum", "y_seconds_sum", false),
        ] {
            assert_eq!(is_same(read, metric), same, "{read} {metric}");
        }
    }

    #[test]
    fn the_metric_behind_a_query_is_found() {
        for (query, metric) in [
            ("sum by (service) (rate(http_requests_total{code=~\"5..\"}[1m]))", "http_requests_total"),
            (
                "histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[1m])))",
                "http_request_duration_seconds_bucket",
            ),
            ("db_pool_connections", "db_pool_connections"),
        ] {
            assert_eq!(metric_name("x", Some(query)), metric);
        }
        assert_eq!(metric_name("up", None), "up");
    }
}
