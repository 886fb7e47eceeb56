//! What ran out, and what made it run out faster.

use backstory_model::measure::Quantity;
use backstory_model::{Citation, Confidence, FactorCategory, Layer, Phrase};

use super::{FactorKind, Proposal, Scene};

/// A share of failures on a route from which on the route counts as taken down with the others.
const TAKEN_DOWN: f64 = 0.3;

/// Limits that were reached, what shares them, retries, and kills for memory.
pub(super) fn propose(scene: &Scene<'_>) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    let limited = scene.metrics.iter().find(|m| m.limit.is_some() && m.is_up);
    if let Some(metric) = limited
        && let Some((name, limit)) = &metric.limit
    {
        let service = metric.service.as_ref().map_or_else(String::new, |s| s.0.clone());
        let key = if metric.has_reached_limit() { "factor-limit" } else { "factor-limit-near" };
        let phrase = Phrase::about(key, metric.service.as_ref())
            .code("metric", metric.selector.clone())
            .code("limit", name.clone())
            .number("value", *limit)
            .number("during", metric.during);
        proposals.push(
            Proposal::new(
                FactorKind::Limit { metric: metric.selector.clone(), limit: *limit },
                Layer::Contributing,
                FactorCategory::Capacity,
                phrase,
            )
            .of(metric.service.as_ref())
            .sure(Confidence::High)
            .citing([&metric.citation]),
        );
        let down: Vec<String> = scene
            .impact
            .by_route
            .iter()
            .filter(|r| r.requests_total > 0 && r.requests_failed as f64 >= TAKEN_DOWN * r.requests_total as f64)
            .map(|r| r.route.clone())
            .collect();
        if down.len() >= 3 && is_waited_for(&metric.selector) {
            let phrase = Phrase::new("factor-shared-resource")
                .text("service", service)
                .code("metric", metric.selector.clone())
                .number("routes", down.len() as f64);
            proposals.push(
                Proposal::new(FactorKind::SharedResource, Layer::Contributing, FactorCategory::Capacity, phrase)
                    .of(metric.service.as_ref())
                    .citing([&metric.citation]),
            );
        }
    }
    proposals.extend(retries(scene));
    proposals.extend(memory_kill(scene));
    proposals
}

/// Whether slow work holds what a metric measures, so that other work waits for it: slots and processors are given back;
/// memory and descriptors that ran out were lost.
fn is_waited_for(selector: &str) -> bool {
    let name = selector.split('{').next().unwrap_or(selector);
    match Quantity::of(name) {
        Quantity::Cpu => true,
        Quantity::Pool => !name.to_lowercase().split('_').any(|w| matches!(w, "fds" | "fd" | "files")),
        _ => false,
    }
}

/// Whether words tell that what failed is asked for again. A server that tries again to accept a connection adds nothing.
fn tells_retries(words: &str) -> bool {
    const OWN: &[&str] = &["accept error", "accept tcp", "accept4", "accept()", "accept failed"];
    const NONE: &[&str] =
        &["not retry", "n't retry", "no retry", "no retries", "never retry", "without retry", "without retries"];
    let words = words.to_lowercase();
    ["retry", "retries", "retrying"].iter().any(|w| words.contains(w))
        && !OWN.iter().chain(NONE).any(|w| words.contains(w))
}

fn retries(scene: &Scene<'_>) -> Option<Proposal> {
    let log = scene.logs.iter().find(|f| tells_retries(&f.template));
    let metric = scene.metrics.iter().find(|m| m.is_up && tells_retries(&m.selector));
    let service = log.and_then(|l| l.service.as_ref()).or_else(|| metric.and_then(|m| m.service.as_ref()));
    let citations: Vec<&Citation> = log.map(|l| &l.citation).into_iter().chain(metric.map(|m| &m.citation)).collect();
    if citations.is_empty() {
        return None;
    }
    let phrase = match log {
        Some(log) => Phrase::new("factor-retries").number("count", log.count as f64),
        None => Phrase::new("factor-retries-metric"),
    };
    let phrase = phrase.text("service", service.map_or_else(String::new, |s| s.0.clone()));
    Some(
        Proposal::new(FactorKind::Retries, Layer::Contributing, FactorCategory::Capacity, phrase)
            .of(service)
            .citing(citations),
    )
}

fn memory_kill(scene: &Scene<'_>) -> Option<Proposal> {
    let is_kill = |e: &&backstory_model::ClusterEvent| {
        let words = format!("{} {}", e.reason, e.message).to_lowercase();
        words.contains("oom") || words.contains("out of memory") || words.contains("memory limit")
    };
    let kills: Vec<_> = scene
        .observations
        .cluster_events
        .iter()
        .filter(|e| scene.impact_start().is_none_or(|i| e.last >= i - jiff::SignedDuration::from_mins(10)))
        .filter(is_kill)
        .collect();
    let first = kills.first()?;
    let count: u64 = kills.iter().map(|e| e.count.max(1)).sum();
    let service = first.service.as_ref().map_or_else(|| first.object_name.clone(), |s| s.0.clone());
    let phrase = Phrase::new("factor-memory-kill").text("service", service).number("count", count as f64);
    Some(
        Proposal::new(FactorKind::MemoryKill, Layer::Contributing, FactorCategory::Capacity, phrase)
            .of(first.service.as_ref())
            .sure(Confidence::High)
            .citing(kills.iter().take(3).map(|e| &e.citation)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_again_is_told_from_what_is_accepted_again() {
        for (words, expected) in [
            ("charge failed, retrying in 200ms (attempt 2)", true),
            ("giving up after 3 retries", true),
            ("accept tcp [::]:8080: accept4: too many open files; retrying in 1s", false),
            ("http: Accept error: accept tcp: too many open files; retrying in 5ms", false),
            ("order failed, will not retry", false),
        ] {
            assert_eq!(tells_retries(words), expected, "{words}");
        }
    }

    #[test]
    fn slots_are_waited_for_and_lost_memory_is_not() {
        for (name, expected) in [
            ("db_pool_connections_active{pool=\"orders\"}", true),
            ("process_cpu_usage_ratio", true),
            ("container_memory_working_set_bytes", false),
            ("process_open_fds", false),
            ("node_filesystem_avail_bytes", false),
        ] {
            assert_eq!(is_waited_for(name), expected, "{name}");
        }
    }
}
