//! Samples as text with times: OpenMetrics, Prometheus' text format, and what `promtool tsdb dump` prints.

use std::collections::BTreeMap;
use std::sync::Arc;

use backstory_model::{Citation, Locator, MetricSeries, Phrase, Sample};
use jiff::Timestamp;

use super::prometheus::{number, selector, service_of, step};

/// Lines looked at to recognise the format.
const SNIFFED: usize = 100;

/// Whether text is one of these formats: comments that declare metrics, or samples and nothing else.
pub(crate) fn is_exposition(text: &str) -> bool {
    let declares = |l: &str| ["# TYPE ", "# HELP ", "# UNIT "].iter().any(|start| l.starts_with(start));
    let lines = || text.lines().take(SNIFFED).map(str::trim).filter(|l| !l.is_empty());
    let declared = lines().any(declares);
    let mut samples = lines().filter(|l| !l.starts_with('#')).peekable();
    if samples.peek().is_none() {
        return false;
    }
    if declared {
        samples.any(|l| line(l).is_some())
    } else {
        samples.all(|l| l.contains('{') && line(l).is_some_and(|(_, _, sample)| sample.is_some()))
    }
}

/// Reads the series. Returns them with notes about lines that could not be used.
pub(crate) fn read(text: &str, path: &Arc<str>) -> (Vec<MetricSeries>, Vec<Phrase>) {
    let mut all: BTreeMap<(String, BTreeMap<String, String>), Vec<Sample>> = BTreeMap::new();
    let (mut timeless, mut unread) = (0_usize, Vec::new());
    for (index, text) in text.lines().enumerate() {
        let text = text.trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        match line(text) {
            Some((metric, labels, Some(sample))) => all.entry((metric, labels)).or_default().push(sample),
            Some((_, _, None)) => timeless += 1,
            None => unread.push(index + 1),
        }
    }
    let series = all
        .into_iter()
        .map(|((metric, labels), mut samples)| {
            samples.sort_by_key(|s| s.time);
            samples.dedup_by_key(|s| s.time);
            MetricSeries {
                citation: Citation::new(
                    path,
                    Locator::Query(selector(&metric, &labels)),
                    &super::prometheus::excerpt(&samples),
                ),
                service: service_of(&labels),
                step_s: step(&samples),
                query: None,
                metric,
                labels,
                samples,
            }
        })
        .collect();
    let mut notes = Vec::new();
    if timeless > 0 {
        notes.push(Phrase::new("gap-samples-timeless").number("count", timeless as f64));
    }
    if !unread.is_empty() {
        let places: Vec<String> = unread.iter().take(5).map(ToString::to_string).collect();
        notes.push(
            Phrase::new("gap-samples-unread").number("count", unread.len() as f64).text("lines", places.join(", ")),
        );
    }
    (series, notes)
}

type Line = (String, BTreeMap<String, String>, Option<Sample>);

/// `name{label="value",…} value [time]`, with an exemplar behind ` # ` that is left out.
fn line(text: &str) -> Option<Line> {
    let end = text.find(|c: char| c == '{' || c.is_whitespace())?;
    let (name, rest) = text.split_at_checked(end)?;
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ':'))
        || name.starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let (mut labels, rest) = match rest.strip_prefix('{') {
        Some(inside) => labels(inside)?,
        None => (BTreeMap::new(), rest),
    };
    let inner_name = labels.remove("__name__");
    let metric = if name.is_empty() { inner_name? } else { name.to_owned() };
    let mut words = rest.split_once(" # ").map_or(rest, |(sample, _)| sample).split_whitespace();
    let value = number(words.next()?)?;
    let sample = match words.next() {
        Some(time) => Some(Sample { time: instant(time)?, value }),
        None => None,
    };
    words.next().is_none().then_some((metric, labels, sample))
}

/// Reads labels up to the closing brace. Returns them with what follows.
pub(super) fn labels(mut rest: &str) -> Option<(BTreeMap<String, String>, &str)> {
    let mut labels = BTreeMap::new();
    loop {
        rest = rest.trim_start_matches([',', ' ']);
        if let Some(after) = rest.strip_prefix('}') {
            return Some((labels, after));
        }
        let (name, after) = rest.split_once('=')?;
        let quoted = after.trim_start().strip_prefix('"')?;
        let mut value = String::new();
        let mut chars = quoted.chars();
        loop {
            match chars.next()? {
                '"' => break,
                '\\' => match chars.next()? {
                    'n' => value.push('\n'),
                    other => value.push(other),
                },
                other => value.push(other),
            }
        }
        labels.insert(name.trim().to_owned(), value);
        rest = chars.as_str();
    }
}

/// Seconds in OpenMetrics, milliseconds in the older formats: told apart by size, for both are found under either name.
fn instant(text: &str) -> Option<Timestamp> {
    let number: f64 = text.parse().ok()?;
    let millis = if number.abs() >= 1e11 { number } else { number * 1000.0 };
    if !(0.0..253_402_300_800_000.0).contains(&millis) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked to be within the years 1970 to 9999")]
    let millis = millis.round() as i64;
    Timestamp::from_millisecond(millis).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: &str = "# TYPE hits counter\nhits_total{service=\"api\",path=\"a\\\"} # b\"} 4 1739095523.5 # {trace_id=\"x\"} 1 2\n\
                        hits_total{service=\"api\",path=\"a\\\"} # b\"} 3 1739095518.5\nup NaN 1739095518\n# EOF\n";

    #[test]
    fn open_metrics_becomes_series() {
        assert!(is_exposition(OPEN));
        let (series, notes) = read(OPEN, &Arc::from("m.txt"));
        assert_eq!(notes, []);
        assert_eq!(series.len(), 2);
        assert_eq!(series[0].labels["path"], "a\"} # b");
        assert_eq!(series[0].service.as_ref().unwrap().as_str(), "api");
        let values: Vec<(i64, f64)> = series[0].samples.iter().map(|s| (s.time.as_millisecond(), s.value)).collect();
        assert_eq!(values, [(1_739_095_518_500, 3.0), (1_739_095_523_500, 4.0)]);
    }

    #[test]
    fn a_dump_names_the_metric_among_the_labels() {
        let dump = "{__name__=\"up\", job=\"api\"} 1 1739095518000\n{__name__=\"up\", job=\"api\"} 0 1739095523000\n";
        assert!(is_exposition(dump));
        let (series, _) = read(dump, &Arc::from("dump"));
        assert_eq!((series[0].metric.as_str(), series[0].samples.len(), series[0].step_s), ("up", 2, Some(5.0)));
    }

    #[test]
    fn what_cannot_be_used_is_told() {
        let (series, notes) = read("# TYPE a gauge\na 1\nb x\nc 1 99999999999999999\n", &Arc::from("m"));
        assert!(series.is_empty());
        let expected = [
            Phrase::new("gap-samples-timeless").number("count", 1.0),
            Phrase::new("gap-samples-unread").number("count", 2.0).text("lines", "3, 4"),
        ];
        assert_eq!(notes, expected);
    }

    #[test]
    fn other_text_is_none() {
        for text in ["# Heading\n\nwords and {braces}\n", "key=value a=b\n", "", "{broken 1 2\n", "a{b=\"c\n"] {
            assert!(!is_exposition(text), "{text}");
        }
    }
}
