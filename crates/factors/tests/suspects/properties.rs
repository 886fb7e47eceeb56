//! What must not change the answer.

use backstory_factors::suspects::Verdict;
use backstory_model::MetricSeries;
use proptest::prelude::*;

use crate::system::{Ask, calls, names, series};

fn system() -> Vec<MetricSeries> {
    vec![
        series("web", "latency_avg", 0.2, 0.5),
        series("orders", "latency_avg", 0.1, 0.35),
        series("stock", "latency_avg", 0.02, 0.05),
        series("web", "requests", 100.0, 120.0),
        series("orders", "requests", 90.0, 110.0),
        series("stock", "requests", 80.0, 90.0),
        series("orders", "cpu", 0.4, 0.9),
        series("stock", "mem", 3e8, 5e8),
    ]
}

fn ask(series: Vec<MetricSeries>) -> Verdict {
    let topology = calls(&[("web", "orders"), ("orders", "stock")]);
    Ask { symptom: Some(("web", "latency_avg")), series, topology, ..Ask::default() }.rank()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_order_of_series_does_not_matter(shuffled in Just(system()).prop_shuffle()) {
        prop_assert_eq!(ask(shuffled), ask(system()));
    }

    #[test]
    fn the_unit_of_a_metric_does_not_matter(power in -10..10_i32, metric in prop::sample::select(vec!["latency_avg", "requests", "cpu", "mem"])) {
        let mut scaled = system();
        for s in scaled.iter_mut().filter(|s| s.metric == metric) {
            s.samples.iter_mut().for_each(|x| x.value *= 2f64.powi(power));
        }
        let (a, b) = (ask(system()), ask(scaled));
        prop_assert_eq!(names(&a), names(&b));
        prop_assert_eq!(a.outcome, b.outcome);
    }

    #[test]
    fn any_values_are_survived(values in prop::collection::vec(prop::num::f64::ANY, 120)) {
        let mut all = system();
        for (s, v) in all[1].samples.iter_mut().zip(&values) {
            s.value = *v;
        }
        let verdict = ask(all);
        prop_assert!(verdict.suspects.iter().all(|s| s.score.is_finite()));
    }
}
