//! A call graph from names: who mentions whom in logs and metric labels.

use std::collections::{BTreeMap, BTreeSet};

use backstory_model::{CallEdge, ServiceName, workload_of};

use super::Question;
use super::system::workload;

/// Words of labels that name the other end as the one that calls.
const CALLERS: [&str; 4] = ["source", "client", "caller", "downstream"];
/// Words of labels that name the other end as the one that is called.
const CALLEES: [&str; 7] = ["destination", "server", "callee", "upstream", "target", "peer", "remote"];

/// Calls between services that name each other. A log that names a service talks about its own calls far more often than
/// about those it takes, so the one that mentions the other more is the caller; where both do so alike nothing is claimed.
pub(super) fn calls(question: &Question<'_>) -> Vec<CallEdge> {
    let names: BTreeSet<ServiceName> = (question.logs.iter().map(|l| workload(l.service)))
        .chain(question.series.iter().filter_map(|s| s.service.as_ref()).map(workload))
        .collect();
    let mut mentions: BTreeMap<(ServiceName, ServiceName), u64> = BTreeMap::new();
    for log in question.logs {
        let own = workload(log.service);
        for name in named(log.template, &names) {
            if name != own {
                let lines: u64 = log.per_second.iter().map(|(_, n)| n).sum();
                *mentions.entry((own.clone(), name)).or_default() += lines.max(1);
            }
        }
    }
    for series in question.series {
        let Some(own) = series.service.as_ref().map(workload) else { continue };
        for (label, value) in &series.labels {
            let other = ServiceName::new(workload_of(value));
            if other == own || !names.contains(&other) {
                continue;
            }
            let says = |words: &[&str]| label.split('_').any(|w| words.contains(&w));
            if says(&CALLEES) {
                *mentions.entry((own.clone(), other)).or_default() += 1;
            } else if says(&CALLERS) {
                *mentions.entry((other, own.clone())).or_default() += 1;
            }
        }
    }
    let of = |a: &ServiceName, b: &ServiceName| mentions.get(&(a.clone(), b.clone())).copied().unwrap_or(0);
    mentions
        .keys()
        .filter(|(a, b)| of(a, b) > of(b, a))
        .map(|(a, b)| CallEdge { caller: a.clone(), callee: b.clone() })
        .collect()
}

/// Names that a text mentions: as the host of an address, or of several words, since a service called like an everyday
/// word is not meant whenever the word is used.
fn named(text: &str, names: &BTreeSet<ServiceName>) -> BTreeSet<ServiceName> {
    let mut found = BTreeSet::new();
    let mut after_scheme = false;
    for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))) {
        if word.is_empty() {
            continue;
        }
        let name = ServiceName::new(workload_of(word));
        if (after_scheme || word.contains(['-', '_'])) && names.contains(&name) {
            found.insert(name);
        }
        after_scheme = matches!(word, "http" | "https" | "grpc" | "tcp");
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_compound_names_count_everyday_words_do_not() {
        let names: BTreeSet<ServiceName> = ["orders", "user-db", "user"].map(ServiceName::new).into();
        for (text, expected) in [
            ("GET http://orders:8080/x failed", vec!["orders"]),
            ("connection to user-db lost", vec!["user-db"]),
            ("user logged in, 3 orders", vec![]),
        ] {
            let found: Vec<String> = named(text, &names).into_iter().map(|n| n.0).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
