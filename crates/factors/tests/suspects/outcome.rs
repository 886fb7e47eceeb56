//! Silence, near-misses and incidents.

use backstory_model::Outcome;

use crate::system::{Ask, calls, names, series};

#[test]
fn a_quiet_window_has_no_suspects() {
    let verdict = Ask {
        symptom: Some(("web", "latency_avg")),
        series: vec![
            series("web", "latency_avg", 0.2, 0.2),
            series("db", "latency_avg", 0.01, 0.01),
            series("db", "mem", 1e9, 1.001e9),
            series("web", "requests", 100.0, 103.0),
        ],
        topology: calls(&[("web", "db")]),
        ..Ask::default()
    }
    .rank();
    assert_eq!((verdict.outcome, names(&verdict).len()), (Outcome::NothingStandsOut, 0));
}

#[test]
fn an_anomaly_that_never_reached_users_is_a_near_miss() {
    let verdict = Ask {
        symptom: Some(("web", "availability")),
        series: vec![
            series("web", "availability", 99.9, 99.9),
            series("db", "mem", 1e9, 6e9),
            series("web", "requests", 100.0, 100.0),
        ],
        topology: calls(&[("web", "db")]),
        ..Ask::default()
    }
    .rank();
    assert_eq!(verdict.outcome, Outcome::NearMiss);
    assert_eq!(names(&verdict).first(), Some(&"db"));
}

#[test]
fn no_evidence_is_no_story() {
    let verdict = Ask::default().rank();
    assert_eq!(verdict.outcome, Outcome::NothingStandsOut);
    assert!(verdict.suspects.is_empty() && verdict.symptom.is_none());
}

#[test]
fn the_symptom_is_found_at_the_edge_when_nobody_names_it() {
    let verdict = Ask {
        series: vec![
            series("web", "latency_p99", 0.2, 2.0),
            series("web", "requests", 100.0, 100.0),
            series("db", "latency_p99", 0.01, 1.7),
        ],
        topology: calls(&[("web", "db")]),
        ..Ask::default()
    }
    .rank();
    let symptom = verdict.symptom.as_ref().unwrap();
    assert_eq!((symptom.service.as_str(), symptom.metric.as_str()), ("web", "latency_p99"));
    assert_eq!(names(&verdict).first(), Some(&"db"));
}
