//! One fault per channel that reads metrics, logs and changes.

use backstory_factors::suspects::LogView;
use backstory_model::{Change, ChangeKind, Outcome, ServiceName};

use crate::system::{Ask, FAULT, START, at, calls, citation, names, series};

#[test]
fn a_fault_in_the_middle_of_a_chain_is_not_blamed_on_its_callers() {
    let verdict = Ask {
        symptom: Some(("web", "latency_avg")),
        series: vec![
            series("web", "latency_avg", 0.2, 0.5),
            series("orders", "latency_avg", 0.1, 0.4),
            series("stock", "latency_avg", 0.02, 0.02),
            series("web", "requests", 100.0, 100.0),
            series("orders", "requests", 100.0, 100.0),
            series("stock", "requests", 100.0, 100.0),
        ],
        topology: calls(&[("web", "orders"), ("orders", "stock")]),
        ..Ask::default()
    }
    .rank();
    assert_eq!(verdict.outcome, Outcome::Incident);
    assert_eq!(names(&verdict).first(), Some(&"orders"));
    let first = &verdict.suspects[0];
    assert!(first.channels["flow"] > 0.9, "{first:?}");
    assert_eq!(first.metric.as_deref(), Some("latency_avg"));
    assert_eq!(first.onset, Some(at(FAULT)));
}

#[test]
fn failures_count_by_traffic() {
    // The rare callee fails completely, the busy one a little: most failed requests are the busy one's.
    let verdict = Ask {
        symptom: Some(("web", "availability")),
        series: vec![
            series("web", "availability", 99.9, 90.0),
            series("busy", "availability", 99.9, 90.0),
            series("rare", "availability", 99.9, 1.0),
            series("web", "requests", 1000.0, 1000.0),
            series("busy", "requests", 1000.0, 1000.0),
            series("rare", "requests", 2.0, 2.0),
        ],
        topology: calls(&[("web", "busy"), ("web", "rare")]),
        ..Ask::default()
    }
    .rank();
    assert_eq!(names(&verdict).first(), Some(&"busy"));
}

#[test]
fn a_traffic_surge_is_blamed_where_it_hurts() {
    let surge = |s: &str| series(s, "requests", 100.0, 300.0);
    let verdict = Ask {
        symptom: Some(("web", "latency_avg")),
        series: vec![
            series("web", "latency_avg", 0.2, 0.9),
            series("search", "latency_avg", 0.05, 0.05),
            series("db", "latency_avg", 0.01, 0.7),
            surge("web"),
            surge("search"),
            surge("db"),
        ],
        topology: calls(&[("web", "search"), ("web", "db")]),
        ..Ask::default()
    }
    .rank();
    assert_eq!(names(&verdict).first(), Some(&"db"));
    assert!(!names(&verdict).contains(&"search"));
}

#[test]
fn memory_is_deeper_than_the_processor_time_it_costs() {
    for (memory, metric) in [(250e6, "mem"), (24e6, "cpu")] {
        let verdict = Ask {
            series: vec![
                series("user", "cpu", 1.0, 95.0),
                series("user", "mem", 14e6, memory),
                series("cart", "cpu", 2.0, 2.0),
                series("cart", "mem", 300e6, 300e6),
                series("shop", "mem", 200e6, 200e6),
            ],
            ..Ask::default()
        }
        .rank();
        let first = &verdict.suspects[0];
        assert_eq!((first.service.as_ref().unwrap().as_str(), first.metric.as_deref()), ("user", Some(metric)));
    }
}

#[test]
fn a_full_pool_says_so() {
    let mut used = series("api", "db_pool_in_use", 8.0, 20.0);
    // At the limit there is no noise.
    used.samples.iter_mut().skip(FAULT.try_into().unwrap()).for_each(|s| s.value = 20.0);
    let verdict =
        Ask { series: vec![used, series("api", "db_pool_max", 20.0, 20.0)].into_iter().collect(), ..Ask::default() }
            .rank();
    let first = &verdict.suspects[0];
    assert!(first.channels.contains_key("saturation"), "{first:?}");
}

#[test]
fn an_exploding_error_template_names_its_service() {
    let service = ServiceName::new("api");
    let second = |m: i64| START + 60 * m;
    let errors: Vec<(i64, u64)> = (FAULT..FAULT + 10).map(|m| (second(m), 50)).collect();
    let verdict = Ask {
        series: vec![series("api", "latency_avg", 0.1, 0.9)],
        logs: vec![LogView {
            is_heard: true,
            service: &service,
            template: "pool timed out after <*>",
            is_error: true,
            per_second: &errors,
        }],
        ..Ask::default()
    }
    .rank();
    let first = &verdict.suspects[0];
    assert_eq!(first.template.as_deref(), Some("pool timed out after <*>"));
    assert!(first.channels["logs"] > 0.0);
}

fn change(id: &str, service: &str, minute: i64) -> Change {
    Change {
        id: id.to_owned(),
        service: Some(service.into()),
        kind: ChangeKind::Deploy,
        description: format!("{service} v2"),
        version: None,
        previous_version: None,
        sha: None,
        reference: None,
        actor: None,
        environment: None,
        requested: at(minute),
        started: None,
        completed: None,
        failed: None,
        config_path: None,
        citation: citation(),
    }
}

#[test]
fn changes_before_onset_are_suspects_and_later_ones_are_not() {
    let verdict = Ask {
        series: vec![series("api", "latency_avg", 0.1, 0.9)],
        changes: vec![
            change("late", "api", FAULT + 5),
            change("old", "api", FAULT - 40),
            change("other", "mail", FAULT - 20),
            change("guilty", "api", FAULT - 3),
        ],
        ..Ask::default()
    }
    .rank();
    let ids: Vec<&str> = verdict.suspects.iter().filter_map(|s| s.change.as_ref()).map(|c| c.id.as_str()).collect();
    assert_eq!(ids, ["guilty", "other"]);
    assert!(verdict.suspects.iter().all(|s| s.phrase.is_some()));
}
