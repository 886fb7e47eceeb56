//! One alert is told by several sources: the `ALERTS` series, Alertmanager's API, webhooks. One episode comes out.

use backstory_model::AlertEpisode;
use jiff::SignedDuration;

/// Firing times of one episode differ between sources by a step of the grid at most.
const SAME: SignedDuration = SignedDuration::from_secs(60);

/// Merges episodes of the same alert that fired together; the answer is ordered by firing time.
///
/// Alertmanager's `startsAt` is exact, a grid's first sample comes up to a step later: the earliest time wins. An end
/// that a webhook told is exact and wins over the end of a grid.
pub(crate) fn merge(mut told: Vec<(AlertEpisode, Exactness)>) -> Vec<AlertEpisode> {
    told.sort_by(|a, b| a.0.fired.cmp(&b.0.fired).then_with(|| a.0.name.cmp(&b.0.name)).then(b.1.cmp(&a.1)));
    let mut merged: Vec<(AlertEpisode, Exactness)> = Vec::new();
    for (episode, exactness) in told {
        let twin = merged.iter_mut().rev().find(|(other, _)| is_same(other, &episode));
        match twin {
            Some((other, best)) => fold(other, best, episode, exactness),
            None => merged.push((episode, exactness)),
        }
    }
    let mut episodes: Vec<AlertEpisode> = merged.into_iter().map(|(e, _)| e).collect();
    episodes
        .sort_by(|a, b| a.fired.cmp(&b.fired).then_with(|| a.name.cmp(&b.name)).then_with(|| a.labels.cmp(&b.labels)));
    episodes
}

/// How exact a source's times are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exactness {
    /// Known to a step of a grid.
    Grid,
    /// As the alerting itself recorded it.
    Exact,
}

/// The same alert with compatible labels (external labels are only in some sources), fired together.
fn is_same(a: &AlertEpisode, b: &AlertEpisode) -> bool {
    a.name == b.name
        && a.labels.iter().all(|(k, v)| b.labels.get(k).is_none_or(|other| other == v))
        && a.fired.zip(b.fired).is_some_and(|(x, y)| {
            // A later source may tell of an episode that is still going on in the earlier one.
            x.duration_since(y).abs() <= SAME
        })
}

fn fold(into: &mut AlertEpisode, best: &mut Exactness, other: AlertEpisode, exactness: Exactness) {
    match exactness.cmp(best) {
        std::cmp::Ordering::Greater => {
            into.fired = other.fired.or(into.fired);
            into.resolved = other.resolved.or(into.resolved);
            *best = exactness;
        }
        std::cmp::Ordering::Equal => {
            into.fired = into.fired.min(other.fired).or(other.fired);
            into.resolved = into.resolved.or(other.resolved);
        }
        std::cmp::Ordering::Less => into.resolved = into.resolved.or(other.resolved),
    }
    into.pending = into.pending.or(other.pending);
    into.notified = match (into.notified, other.notified) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    for (key, value) in other.annotations {
        into.annotations.entry(key).or_insert(value);
    }
    for (key, value) in other.labels {
        into.labels.entry(key).or_insert(value);
    }
    for receiver in other.receivers {
        if !into.receivers.contains(&receiver) {
            into.receivers.push(receiver);
        }
    }
    for citation in other.citations {
        if !into.citations.contains(&citation) && into.citations.len() < 8 {
            into.citations.push(citation);
        }
    }
}
