//! Alerts that fired and resolved.

use std::collections::BTreeMap;

use backstory_model::{AlertEpisode, AlertRule, Phrase, PhraseArg, ServiceName, TimelineKind, Window};
use jiff::{SignedDuration, Timestamp};

use super::Candidate;

/// Episodes of one alert that fire within this time are one row.
const TOGETHER: SignedDuration = SignedDuration::from_secs(90);

/// The alerts that belong to the incident, and their rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct AlertStory<'a> {
    /// Episodes that fired in the span and are not standing ones.
    pub(crate) episodes: Vec<&'a AlertEpisode>,
    /// Names of alerts that fire whatever happens.
    pub(crate) standing: Vec<String>,
    /// The rows.
    pub(crate) rows: Vec<Candidate>,
}

/// Reads the alerts of a span. An alert that fires before the span's trouble and outlives it, or whose
/// rule reads no metric, is standing and tells nothing.
pub(crate) fn read<'a>(
    alerts: &'a [AlertEpisode],
    rules: &[AlertRule],
    span: Window,
    trouble: Option<Window>,
) -> AlertStory<'a> {
    let mut story = AlertStory::default();
    for episode in alerts {
        let Some(fired) = episode.fired else { continue };
        if is_standing(episode, fired, rules, trouble) {
            if !story.standing.contains(&episode.name) {
                story.standing.push(episode.name.clone());
            }
        } else if span.contains(fired) {
            story.episodes.push(episode);
        }
    }
    story.episodes.sort_by_key(|e| (e.fired, e.name.clone()));
    let mut groups: BTreeMap<&str, Vec<Vec<&AlertEpisode>>> = BTreeMap::new();
    for episode in &story.episodes {
        let groups = groups.entry(&episode.name).or_default();
        let last = groups.last().and_then(|g| g.last()).and_then(|e| e.fired);
        if let (Some(last), Some(fired), Some(group)) = (last, episode.fired, groups.last_mut())
            && fired.duration_since(last) <= TOGETHER
        {
            group.push(episode);
        } else {
            groups.push(vec![episode]);
        }
    }
    for (name, groups) in groups {
        for (index, group) in groups.into_iter().enumerate() {
            story.rows.extend(fired_row(name, &group, index, rules));
            story.rows.extend(resolved_row(name, &group, index));
        }
    }
    story
}

fn is_standing(episode: &AlertEpisode, fired: Timestamp, rules: &[AlertRule], trouble: Option<Window>) -> bool {
    if rules.iter().any(|rule| rule.name == episode.name && rule.metrics.is_empty()) {
        return true;
    }
    let Some(trouble) = trouble else { return false };
    fired < trouble.start && episode.resolved.is_none_or(|end| end > trouble.end)
}

fn fired_row(name: &str, group: &[&AlertEpisode], repeat: usize, rules: &[AlertRule]) -> Option<Candidate> {
    let first = group.first()?;
    let critical = is_critical(first);
    let services: Vec<String> = services(group);
    let phrase = Phrase::new(if services.is_empty() { "timeline-alert-fired" } else { "timeline-alert-fired-for" })
        .code("alert", name)
        .with("services", PhraseArg::List(services))
        .text("summary", summary(name, first, rules).unwrap_or("none"));
    let salience = if critical { 0.75 } else { 0.55 } - 0.1 * (repeat.min(3) as f64);
    let mut row = Candidate::new(first.fired?, TimelineKind::Alert, salience, phrase, first.citations.first()?);
    row.service = service_of(first);
    row.count = group.len() as u64;
    group.iter().flat_map(|e| e.citations.iter().take(2)).take(6).for_each(|c| row.also(c));
    Some(row)
}

/// What the alert says of itself: its own words, else those of its rule where they hold no template.
fn summary<'a>(name: &str, episode: &'a AlertEpisode, rules: &'a [AlertRule]) -> Option<&'a str> {
    let of_rule = rules.iter().filter(|rule| rule.name == name).map(|rule| &rule.annotations);
    std::iter::once(&episode.annotations)
        .chain(of_rule)
        .flat_map(|annotations| ["summary", "description"].map(|key| annotations.get(key)))
        .flatten()
        .map(|words| words.trim())
        .find(|words| !words.is_empty() && !words.contains("{{") && *words != name)
}

fn resolved_row(name: &str, group: &[&AlertEpisode], repeat: usize) -> Option<Candidate> {
    let last = group.iter().filter(|e| e.resolved.is_some()).max_by_key(|e| e.resolved)?;
    let phrase = Phrase::new("timeline-alert-resolved").code("alert", name);
    let salience = if is_critical(last) { 0.4 } else { 0.2 } - 0.1 * (repeat.min(2) as f64);
    let mut row = Candidate::new(last.resolved?, TimelineKind::Alert, salience, phrase, last.citations.last()?);
    row.service = service_of(last);
    row.count = group.len() as u64;
    Some(row)
}

/// Whether the alert's severity says that somebody is to be woken.
pub(crate) fn is_critical(episode: &AlertEpisode) -> bool {
    ["severity", "priority", "level"].iter().filter_map(|k| episode.labels.get(*k)).any(|value| {
        let value = value.to_lowercase();
        ["critical", "page", "emergency", "fatal", "high", "p1", "p0", "sev1", "sev-1"].contains(&value.as_str())
    })
}

/// The service an alert speaks of, by its labels.
pub(crate) fn service_of(episode: &AlertEpisode) -> Option<ServiceName> {
    for label in ["service", "app", "job", "deployment", "container"] {
        if let Some(value) = episode.labels.get(label) {
            return Some(ServiceName::new(value.as_str()));
        }
    }
    episode.labels.get("pod").map(|pod| ServiceName::of_pod(pod))
}

fn services(group: &[&AlertEpisode]) -> Vec<String> {
    let mut names: Vec<String> = group.iter().filter_map(|e| service_of(e)).map(|s| s.0).collect();
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use backstory_model::{Citation, Locator};

    use super::*;

    #[test]
    fn an_alert_says_what_it_or_its_rule_says() {
        let citation = Citation::new(&"alerts.json".into(), Locator::Whole, "");
        let words = |words: &str| BTreeMap::from([("summary".to_owned(), words.to_owned())]);
        let said = |own: &str, of_rule: &str| {
            let episode = AlertEpisode {
                name: "Slow".to_owned(),
                labels: BTreeMap::new(),
                annotations: words(own),
                fired: Some(Timestamp::UNIX_EPOCH),
                pending: None,
                resolved: None,
                notified: None,
                receivers: Vec::new(),
                citations: vec![citation.clone()],
            };
            let rule = AlertRule {
                name: "Slow".to_owned(),
                group: String::new(),
                expr: String::new(),
                for_s: 0.0,
                labels: BTreeMap::new(),
                annotations: words(of_rule),
                metrics: Vec::new(),
                citation: citation.clone(),
            };
            let row = fired_row("Slow", &[&episode], 0, &[rule]).unwrap();
            match row.phrase.args.get("summary") {
                Some(PhraseArg::Text(text)) => text.clone(),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(said("Answers take long", "for all"), "Answers take long");
        assert_eq!(said("", "Answers are slow"), "Answers are slow");
        assert_eq!(said("", "{{ $labels.job }} is slow"), "none");
        assert_eq!(said("Slow", ""), "none");
    }
}
