//! Silence, near-misses and incidents.

use backstory_model::{MetricSeries, Outcome, Sample};

use crate::system::{Ask, FAULT, MINUTES, at, calls, names, noise, series};

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
fn what_came_at_the_same_time_of_the_day_before_is_a_habit() {
    // Samples of a minute over two days; a job at two in the night takes memory for half an hour.
    let job = |nights: &[i64]| {
        let busy = |m: i64| nights.iter().any(|night| (0..30).contains(&(m - night)));
        let value = |m: i64| if busy(m) { 6e9 } else { 1e9 } * (1.0 + 0.02 * noise(m));
        let one = series("db", "mem", 1e9, 1e9);
        let samples = (FAULT - 2_000..MINUTES).map(|m| Sample { time: at(m), value: value(m) }).collect();
        let verdict =
            Ask { series: vec![MetricSeries { samples, ..one }, calm()], ..Ask::default() }.since(-2_000 + FAULT);
        verdict.outcome
    };
    assert_eq!(job(&[FAULT]), Outcome::NearMiss);
    assert_eq!(job(&[FAULT, FAULT - 1_440]), Outcome::NothingStandsOut);
    // Another time of the day is another matter.
    assert_eq!(job(&[FAULT, FAULT - 1_000]), Outcome::NearMiss);
}

/// What users feel, as ever.
fn calm() -> MetricSeries {
    let one = series("web", "latency_avg", 0.2, 0.2);
    let samples = (FAULT - 2_000..MINUTES).map(|m| Sample { time: at(m), value: 0.2 * (1.0 + 0.02 * noise(m)) });
    MetricSeries { samples: samples.collect(), ..one }
}

#[test]
fn a_short_blip_is_told_by_its_own_height() {
    let mut web = series("web", "error_ratio", 0.01, 0.01);
    for sample in &mut web.samples {
        if (at(FAULT + 5)..at(FAULT + 8)).contains(&sample.time) {
            sample.value = 0.8;
        }
    }
    let verdict = Ask { symptom: Some(("web", "error_ratio")), series: vec![web], ..Ask::default() }.rank();
    let symptom = verdict.symptom.unwrap();
    assert!((symptom.during - 0.8).abs() < 0.01 && symptom.before < 0.02, "{symptom:?}");
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

/// Numbers between -1 and 1 that look like noise: few far from zero, neighbours alike as queues are.
fn walk(seed: u64) -> Vec<f64> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut last = 0.0;
    (0..MINUTES)
        .map(|_| {
            // Xorshift; the sum of twelve is close to normal.
            let sum: f64 = (0..12)
                .map(|_| {
                    state ^= state << 13;
                    state ^= state >> 7;
                    state ^= state << 17;
                    (state >> 11) as f64 / (1_u64 << 53) as f64
                })
                .sum();
            last = 0.7 * last + 0.3 * (sum - 6.0);
            last
        })
        .collect()
}

fn wandering(service: &str, metric: &str, level: f64, seed: u64) -> MetricSeries {
    let mut one = series(service, metric, level, level);
    for (sample, noise) in one.samples.iter_mut().zip(walk(seed)) {
        sample.value = level * (1.0 + 0.1 * noise);
    }
    one
}

#[test]
fn of_many_wandering_series_none_stands_out_by_chance() {
    let mut loud = Vec::new();
    for round in 0..40 {
        let mut all =
            vec![wandering("web", "latency_avg", 0.2, 7_000 + round), wandering("web", "requests", 90.0, round)];
        for service in 0..12 {
            for (nth, metric) in ["latency_avg", "requests", "mem", "cpu", "queue"].into_iter().enumerate() {
                let seed = 1_000 * (round + 1) + 10 * service + nth as u64;
                all.push(wandering(&format!("s{service}"), metric, 10.0, seed));
            }
        }
        let names: Vec<String> = (0..12).map(|s| format!("s{s}")).collect();
        let edges: Vec<(&str, &str)> = names.iter().map(|n| ("web", n.as_str())).collect();
        for symptom in [Some(("web", "latency_avg")), None] {
            let verdict = Ask { symptom, series: all.clone(), topology: calls(&edges), ..Ask::default() }.rank();
            if verdict.outcome != Outcome::NothingStandsOut {
                loud.push((round, symptom, verdict.outcome, verdict.felt, verdict.inner));
            }
        }
    }
    // One window in twenty of eighty.
    assert!(loud.len() <= 4, "{loud:?}");
}

#[test]
fn users_come_in_where_the_demand_is_and_means_add_up() {
    let verdict = Ask {
        series: vec![
            series("web", "latency_avg", 0.2, 0.6),
            series("web", "latency_p99", 0.9, 4.9),
            series("web", "requests", 100.0, 100.0),
            // A health check that nobody waits for, slower still.
            series("probe", "latency_avg", 0.001, 0.9),
            series("probe", "requests", 0.1, 0.1),
            series("db", "latency_avg", 0.01, 0.4),
        ],
        topology: calls(&[("web", "db"), ("probe", "db")]),
        ..Ask::default()
    }
    .rank();
    let symptom = verdict.symptom.as_ref().unwrap();
    assert_eq!((symptom.service.as_str(), symptom.metric.as_str()), ("web", "latency_avg"));
    assert_eq!((verdict.outcome, names(&verdict).first()), (Outcome::Incident, Some(&"db")));
}

#[test]
fn what_adds_next_to_nothing_to_the_symptom_is_no_incident() {
    // A thousandth of the requests' time, though four times its own.
    let ask = |during: f64| {
        Ask {
            symptom: Some(("web", "latency_avg")),
            series: vec![
                series("web", "latency_avg", 1.0, 1.0),
                series("web", "requests", 100.0, 100.0),
                series("db", "latency_avg", 0.0003, during),
                series("db", "requests", 100.0, 100.0),
            ],
            topology: calls(&[("web", "db")]),
            ..Ask::default()
        }
        .rank()
        .outcome
    };
    assert_eq!((ask(0.0012) == Outcome::Incident, ask(0.3)), (false, Outcome::Incident));
}

#[test]
fn what_nobody_asks_for_makes_nobody_wait() {
    let outcome = |asked: f64| {
        let ask = Ask {
            symptom: Some(("web", "availability")),
            series: vec![
                series("web", "availability", 99.9, 99.9),
                series("web", "requests", 100.0, 100.0),
                series("admin", "client_latency_p99", 0.005, 58.0),
                series("admin", "requests", asked, asked),
            ],
            ..Ask::default()
        };
        ask.rank().outcome
    };
    assert_eq!((outcome(0.0), outcome(5.0)), (Outcome::NothingStandsOut, Outcome::NearMiss));
}

#[test]
fn demand_that_rises_is_no_trouble_and_demand_that_fails_may_be() {
    let outcome = |metric: &str, before: f64, during: f64, asked: f64| {
        let ask = Ask {
            symptom: Some(("web", "availability")),
            series: vec![
                series("web", "availability", 99.9, 99.9),
                series("jobs", metric, before, during),
                series("jobs", "requests", asked, asked),
            ],
            ..Ask::default()
        };
        ask.rank().outcome
    };
    for (metric, before, during, asked, expected) in [
        ("requests_api", 100.0, 400.0, 5.0, Outcome::NothingStandsOut),
        ("requests_api", 100.0, 2.0, 5.0, Outcome::NearMiss),
        // What a service computes that nobody asks is its own affair, what it holds runs out.
        ("syscall_read", 60.0, 600.0, 0.0, Outcome::NothingStandsOut),
        ("syscall_read", 60.0, 600.0, 5.0, Outcome::NearMiss),
        ("mem", 1e8, 1e9, 0.0, Outcome::NearMiss),
    ] {
        assert_eq!(outcome(metric, before, during, asked), expected, "{metric} {before} {during} {asked}");
    }
}

#[test]
fn what_other_services_did_as_often_before_is_no_news_where_nobody_feels_it() {
    let outcome = |metric: &str, usual: f64, odd: f64, before: bool, felt: f64| {
        let mut other = series("cache", metric, usual, usual);
        for sample in other.samples.iter_mut().skip(40).take(if before { 20 } else { 0 }) {
            sample.value = odd * sample.value / usual;
        }
        let series = vec![
            series("web", "availability", 99.9, felt),
            series("web", "requests", 100.0, 100.0),
            series("db", metric, usual, odd),
            other,
        ];
        Ask { symptom: Some(("web", "availability")), series, topology: calls(&[("web", "db")]), ..Ask::default() }
            .rank()
            .outcome
    };
    for (metric, usual, odd) in [("mem", 1e9, 6e9), ("cpu_pct", 2.0, 95.0)] {
        assert_eq!(outcome(metric, usual, odd, false, 99.9), Outcome::NearMiss, "{metric}");
        assert_eq!(outcome(metric, usual, odd, true, 99.9), Outcome::NothingStandsOut, "{metric}");
        assert_eq!(outcome(metric, usual, odd, true, 90.0), Outcome::Incident, "{metric}");
    }
}
