//! Services that drew attention, and whether their errors are their own.

use backstory_model::measure::Quantity;
use backstory_model::{AlertEpisode, LogFinding, MetricFinding, MetricSeries};

use crate::candidate;
use crate::hushed::Hushed;
use crate::roles::{Complaint, Sign};

/// Metrics that are looked at: the first to move.
const METRICS: usize = 5;

/// Services that logged new errors, by onset; then those that alerts name; then those that fell silent; then those whose
/// metrics moved.
pub(crate) fn complaining(
    findings: &[LogFinding],
    alerts: &[&AlertEpisode],
    metrics: &[MetricFinding],
    series: &[MetricSeries],
    hushed: &[Hushed],
) -> Vec<Complaint> {
    let mut errors: Vec<&LogFinding> = findings.iter().filter(|f| f.is_error).collect();
    errors.sort_by_key(|f| f.onset);
    let of_log = |error: &&LogFinding| {
        let service = error.service.clone()?;
        let mut own = errors.iter().filter(|e| e.service.as_ref() == Some(&service));
        let sign = if own.all(|e| is_relayed(&e.template)) { Sign::Relayed } else { Sign::Logged };
        Some((service, sign))
    };
    let first = metrics.get(..METRICS.min(metrics.len())).unwrap_or_default();
    let is_busier = first.iter().any(|m| m.is_up && is_demand(m, series));
    let of_metric = |metric: &MetricFinding| {
        let service = metric.service.clone()?;
        let mut own = first.iter().filter(|m| m.service.as_ref() == Some(&service));
        let follows = is_busier && own.all(|m| follows_demand(m, series));
        Some((service, if follows { Sign::Busier } else { Sign::Moved }))
    };
    let from_alerts = alerts.iter().filter_map(|e| candidate::alerts::service_of(e)).map(|s| (s, Sign::Alerted));
    let mut found: Vec<Complaint> = Vec::new();
    let from_silence = hushed.iter().map(|h| (h.service.clone(), Sign::Hushed));
    let signs = errors.iter().filter_map(of_log).chain(from_alerts).chain(from_silence);
    for (service, sign) in signs.chain(first.iter().filter_map(of_metric)) {
        if !found.iter().any(|c| c.service == service) {
            found.push(Complaint { service, sign });
        }
    }
    found
}

/// Requests that are counted, whatever became of them.
fn is_demand(metric: &MetricFinding, series: &[MetricSeries]) -> bool {
    let Some(one) = series.get(metric.series) else { return false };
    one.quantity() == Quantity::Traffic && one.answer().is_none_or(|a| !a.is_failure)
}

/// Whether a metric rises with the number of requests by itself; at its limit it does more than that.
fn follows_demand(metric: &MetricFinding, series: &[MetricSeries]) -> bool {
    let Some(one) = series.get(metric.series) else { return false };
    metric.is_up
        && metric.limit.is_none()
        && (is_demand(metric, series) || matches!(one.quantity(), Quantity::Cpu | Quantity::Network | Quantity::Pool))
}

/// Whether an error tells that another party answered with an error of its own: it names a status of a server, and says
/// that it was got, not given.
fn is_relayed(template: &str) -> bool {
    /// What stands before the status that somebody else gave.
    const GIVEN: &[&str] = &[
        "returned",
        "returns",
        "responded with",
        "responded",
        "replied with",
        "replied",
        "answered with",
        "answered",
        "got",
        "received",
    ];
    /// Things that are counted after a number.
    const COUNTED: &[&str] = &["rows", "records", "items", "results", "entries", "bytes", "ms", "s", "messages"];
    /// The same in Japanese stands after it.
    const GIVEN_JA: &[&str] = &["を返し", "を返却", "を応答", "が返"];
    let text = template.to_lowercase();
    let mut at = 0;
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        let end = at + word.len();
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(end..).unwrap_or_default());
        let before = before.trim_end_matches(|c: char| !c.is_alphanumeric());
        // "returned HTTP 503", "responded with status 503", "returned error 502"
        let before = without_fillers(before);
        // "returned 500 rows"
        let counted = after.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if is_server_error(word)
            && !COUNTED.contains(&counted)
            && (GIVEN.iter().any(|given| before.ends_with(given))
                || after.trim_start().starts_with("from ")
                || GIVEN_JA.iter().any(|given| after.contains(given)))
        {
            return true;
        }
        at = end + text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    false
}

/// Text without the words at its end that stand between a verb and a status.
fn without_fillers(text: &str) -> &str {
    const FILLERS: &[&str] = &[" http", " status", " code", " error", " an"];
    let mut rest = text;
    while let Some(shorter) = FILLERS.iter().find_map(|filler| rest.strip_suffix(filler)) {
        rest = shorter.trim_end();
    }
    rest
}

/// A status of a server that failed, as far as they are assigned (RFC 9110 and the registry, and those of proxies before
/// servers), or the class `5xx`.
fn is_server_error(word: &str) -> bool {
    word == "5xx" || word.parse::<u16>().is_ok_and(|status| matches!(status, 500..=511 | 520..=530))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_somebody_else_gave_is_told_from_ones_own() {
        for (template, expected) in [
            ("acquirer https://api.bank.example returned 503 Service Unavailable", true),
            ("vendor responded with HTTP status 502", true),
            ("got 500 from rates", true),
            ("503 from https://maps.example/v1", true),
            ("決済代行のAPIが503を返しました", true),
            ("GET /cart 503", false),
            ("panic: nil map write", false),
            ("returned 512 rows, expected 500", false),
            ("returned 500 rows", false),
            ("connection refused: orders-db:5432", false),
        ] {
            assert_eq!(is_relayed(template), expected, "{template}");
        }
    }
}
