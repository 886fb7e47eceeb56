//! Signals that moved and that no alert read in time.

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
    complaining: &[ServiceName],
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
            || finding.service.as_ref().is_some_and(|s| !complaining.is_empty() && !complaining.contains(s))
        {
            continue;
        }
        if detected.is_some_and(|d| d.duration_since(finding.onset) <= SOON) {
            continue;
        }
        let readers: Vec<&AlertRule> = rules.iter().filter(|r| r.metrics.contains(&metric)).collect();
        let fired: Vec<&&AlertEpisode> = episodes.iter().filter(|e| readers.iter().any(|r| r.name == e.name)).collect();
        let phrase = match (readers.is_empty(), fired.iter().filter_map(|e| e.fired).min()) {
            (true, _) => Phrase::new("detection-no-rule").code("metric", finding.selector.clone()),
            (false, None) => Phrase::new("detection-rule-silent")
                .code("metric", finding.selector.clone())
                .with("rules", PhraseArg::List(readers.iter().map(|r| r.name.clone()).collect())),
            (false, Some(at)) if at > finding.onset + SOON => Phrase::new("detection-rule-late")
                .code("metric", finding.selector.clone())
                .with("rules", PhraseArg::List(readers.iter().map(|r| r.name.clone()).collect()))
                .with("delay", PhraseArg::DurationS(at.duration_since(finding.onset).as_secs_f64())),
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
    use super::metric_name;

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
