//! Which limit a series ran into: a stated one, the whole of a share, or the end of what was left.

use std::collections::BTreeMap;

use backstory_model::measure::{Capacity, Quantity, capacity_of, full_share, is_left_over, is_use_of};
use backstory_model::{LIMIT_REACHED, MetricSeries, Sample, ServiceName, Window};
use backstory_signals::median;
use jiff::Timestamp;

/// What ran into its limit stops there; what goes past it is another quantity. A process is killed a little before.
const AT: std::ops::RangeInclusive<f64> = 0.95..=1.05;
/// What stood nearer to its limit all along has not run into it.
const NEAR: f64 = 0.9;
/// From this part of a whole on nothing more fits in: file systems keep some percent back.
const FULL: f64 = 0.98;
/// Of all that there was, a rest as small as this is none.
const NOTHING: f64 = 0.001;
/// Share of the baseline that may have been at the limit.
const USUAL: f64 = 0.05;
/// Labels of the scrape, which say nothing about whose limit it is.
const SCRAPED: [&str; 9] = ["job", "instance", "endpoint", "service", "metrics_path", "node", "id", "image", "uid"];
/// Labels that say of what kind a limit or use is, where one name holds several.
const KINDS: [&str; 2] = ["type", "resource"];

/// A series that tells a limit.
struct Limit<'a> {
    series: &'a MetricSeries,
    of: Capacity,
    value: f64,
}

/// All limits that series tell, by service.
pub(super) struct Limits<'a>(BTreeMap<Option<&'a ServiceName>, Vec<Limit<'a>>>);

/// A series that came to its limit in the window.
pub(super) struct Filled {
    /// The first sample at the limit.
    pub(super) reached: Timestamp,
    /// The last sample before that.
    pub(super) after: Timestamp,
    /// The first sample after the last at the limit.
    pub(super) recovery: Option<Timestamp>,
    /// The median before.
    pub(super) before: f64,
    /// The value at the limit.
    pub(super) during: f64,
    /// Whether more is nearer to it.
    pub(super) is_up: bool,
    /// The limit, by the name of what tells it.
    pub(super) limit: (String, f64),
}

/// What a series is the limit of, by its name and by a label that says that it is one.
fn capacity(one: &MetricSeries) -> Option<Capacity> {
    let named = format!("{}_{}", one.metric, label(one, "type"));
    capacity_of(&named, one.labels.get("resource").map(String::as_str))
}

fn label<'a>(one: &'a MetricSeries, name: &str) -> &'a str {
    one.labels.get(name).map_or("", String::as_str)
}

/// Whether a series tells a limit, so that its own moves are no findings.
pub(super) fn is_limit(one: &MetricSeries) -> bool {
    capacity(one).is_some()
}

impl<'a> Limits<'a> {
    pub(super) fn of(series: &'a [MetricSeries]) -> Self {
        let mut found: BTreeMap<Option<&ServiceName>, Vec<Limit<'a>>> = BTreeMap::new();
        for one in series {
            let Some(of) = capacity(one) else { continue };
            let Some(value) = one.samples.iter().map(|s| s.value).rfind(|v| v.is_finite() && *v > 0.0) else {
                continue;
            };
            found.entry(one.service.as_ref()).or_default().push(Limit { series: one, of, value });
        }
        Self(found)
    }

    /// The stated limit of a series for which `fits` holds, by the name of what tells it; of several the one that says
    /// most about what it limits.
    pub(super) fn stated(&self, one: &MetricSeries, fits: impl Fn(f64) -> bool) -> Option<(String, f64)> {
        // What a process holds its container holds.
        let is_inside = Quantity::of(&one.metric) == Quantity::Memory && one.metric.starts_with("process_");
        let within = if is_inside { "_container" } else { "" };
        let used = format!("{}_{}{within}", one.metric, label(one, "resource"));
        let own = self.0.get(&one.service.as_ref())?.iter();
        let stated = own.filter(|limit| {
            fits(limit.value) && belong_together(&limit.series.labels, &one.labels) && is_use_of(&used, &limit.of)
        });
        let stated = stated
            .max_by(|a, b| a.of.exactness().cmp(&b.of.exactness()).then_with(|| b.series.metric.cmp(&a.series.metric)));
        stated.map(|limit| (limit.series.metric.clone(), limit.value))
    }

    /// The limit that a series ran into which went from `before` to `during`, by the name of what tells it.
    pub(super) fn reached(&self, one: &MetricSeries, before: f64, during: f64, is_up: bool) -> Option<(String, f64)> {
        if is_left_over(&one.metric) {
            let is_empty = is_room(one) && !is_up && before > 0.0 && during <= NOTHING * before;
            return is_empty.then(|| (one.metric.clone(), before));
        }
        if !is_up {
            return None;
        }
        let stated = self.stated(one, |limit| AT.contains(&(during / limit)) && before < NEAR * limit);
        let share = || whole(one).filter(|full| during >= FULL * full && before < NEAR * full);
        let own = || Some((one.metric.clone(), share()?));
        stated.or_else(own)
    }

    /// When a series came to its limit, where it did in the window and hardly ever in the baseline.
    pub(super) fn filled(&self, one: &MetricSeries, baseline: Window, window: Window) -> Option<Filled> {
        // Most series have no limit, and need not be read.
        let left_over = is_left_over(&one.metric);
        let may_fill = if left_over { is_room(one) } else { is_held(one) || self.stated(one, |_| true).is_some() };
        if !may_fill {
            return None;
        }
        let within = |w: Window| one.samples.iter().filter(move |s| w.contains(s.time) && s.value.is_finite());
        let mut healthy: Vec<f64> = within(baseline).map(|s| s.value).collect();
        let most = healthy.iter().copied().fold(0.0, f64::max);
        let before = median(&mut healthy)?;
        let limit = if left_over {
            (most > 0.0).then(|| (one.metric.clone(), most))?
        } else {
            let stated = self.stated(one, |limit| before < NEAR * limit);
            let own = || Some((one.metric.clone(), whole(one).filter(|full| before < NEAR * full)?));
            stated.or_else(own)?
        };
        let is_full = |value: f64| {
            if left_over { value <= NOTHING * most } else { (FULL * limit.1..=AT.end() * limit.1).contains(&value) }
        };
        // What ends the baseline may be the beginning already; what was so all the time is no news.
        let usual = healthy.iter().filter(|v| is_full(**v)).count();
        if usual as f64 > USUAL * healthy.len() as f64 {
            return None;
        }
        let seen: Vec<&Sample> = within(Window { start: baseline.start, end: window.end }).collect();
        let inside = |s: &&Sample| s.time >= window.start && is_full(s.value);
        let (mut first, last) = (seen.iter().position(inside)?, seen.iter().rposition(inside)?);
        while first.checked_sub(1).and_then(|i| seen.get(i)).is_some_and(|s| is_full(s.value)) {
            first -= 1;
        }
        // One reading may be odd.
        if first == last {
            return None;
        }
        // A sample at a stated limit itself says when it was reached.
        let is_exact = |s: &&Sample| s.value >= LIMIT_REACHED * limit.1;
        let exact = seen.get(first..=last).and_then(|full| full.iter().position(is_exact));
        if let Some(exact) = exact.filter(|_| !left_over && limit.0 != one.metric) {
            first += exact;
        }
        let reached = seen.get(first)?;
        let after = first.checked_sub(1).and_then(|i| seen.get(i)).unwrap_or(reached);
        Some(Filled {
            reached: reached.time,
            after: after.time,
            recovery: seen.get(last + 1).map(|s| s.time),
            before,
            during: reached.value,
            is_up: !left_over,
            limit,
        })
    }
}

/// Whether a series tells of something that fills.
fn is_held(one: &MetricSeries) -> bool {
    let quantity = Quantity::of(&one.metric);
    matches!(quantity, Quantity::Memory | Quantity::Disk | Quantity::Pool | Quantity::Cpu)
}

/// Whether what is left of it is room that nobody may do without; idle workers are.
fn is_room(one: &MetricSeries) -> bool {
    matches!(Quantity::of(&one.metric), Quantity::Memory | Quantity::Disk)
}

/// The value at which a share of something that fills is all of it.
fn whole(one: &MetricSeries) -> Option<f64> {
    if !is_held(one) {
        return None;
    }
    let values: Vec<f64> = one.samples.iter().map(|s| s.value).collect();
    full_share(&one.metric, &values)
}

/// Whether labels that both have are alike, apart from those of the scrape and those that tell limit from use.
fn belong_together(a: &BTreeMap<String, String>, b: &BTreeMap<String, String>) -> bool {
    a.iter()
        .filter(|(k, _)| !SCRAPED.contains(&k.as_str()) && !KINDS.contains(&k.as_str()))
        .all(|(k, v)| b.get(k).is_none_or(|other| other == v))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use backstory_model::{Citation, Locator};

    use super::*;

    fn series(metric: &str, labels: &[(&str, &str)], values: &[f64]) -> MetricSeries {
        MetricSeries {
            metric: metric.into(),
            labels: labels.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
            service: Some(ServiceName::new("store")),
            samples: (0..)
                .zip(values)
                .map(|(i, v)| Sample { time: Timestamp::from_second(i * 15).unwrap(), value: *v })
                .collect(),
            query: None,
            step_s: Some(15.0),
            citation: Citation::new(&Arc::from("m"), Locator::Whole, ""),
        }
    }

    #[test]
    fn limits_are_reached_by_their_uses() {
        for (limit, of, used, before, during, is_reached) in [
            ("process_max_fds", 1024.0, "process_open_fds", 221.0, 1024.0, true),
            (
                "mysql_global_variables_max_connections",
                151.0,
                "mysql_global_status_threads_connected",
                40.0,
                151.0,
                true,
            ),
            ("redis_config_maxclients", 10_000.0, "redis_connected_clients", 2_105.0, 10_000.0, true),
            ("pg_settings_max_connections", 100.0, "pg_stat_database_numbackends", 30.0, 100.0, true),
            ("kube_resourcequota_hard", 100.0, "kube_resourcequota_used", 62.0, 100.0, true),
            ("kube_pod_container_resource_limits", 1e9, "container_memory_working_set_bytes", 6e8, 9.9e8, true),
            ("process_max_fds", 1024.0, "process_open_fds", 221.0, 500.0, false),
            ("process_max_fds", 1024.0, "process_open_fds", 1000.0, 1024.0, false),
            ("process_max_fds", 64.0, "process_threads", 20.0, 64.0, false),
        ] {
            let all = [series(limit, &[], &[of, of]), series(used, &[], &[before, during])];
            let found = Limits::of(&all).reached(&all[1], before, during, true);
            assert_eq!(found, is_reached.then(|| (limit.to_owned(), of)), "{limit} {used} {during}");
        }
    }

    #[test]
    fn one_name_may_hold_limit_and_use() {
        let quota =
            |kind, value| series("kube_resourcequota", &[("resource", "pods"), ("type", kind)], &[value, value]);
        let all = [quota("hard", 100.0), quota("used", 100.0)];
        assert!(is_limit(&all[0]) && !is_limit(&all[1]));
        let found = Limits::of(&all).reached(&all[1], 60.0, 100.0, true);
        assert_eq!(found, Some(("kube_resourcequota".to_owned(), 100.0)));
    }

    #[test]
    fn pools_of_their_own_have_their_own_limit() {
        let all = [
            series("hikaricp_connections_max", &[("pool", "a")], &[10.0]),
            series("hikaricp_connections_active", &[("pool", "b")], &[2.0, 10.0]),
        ];
        assert_eq!(Limits::of(&all).reached(&all[1], 2.0, 10.0, true), None);
    }

    #[test]
    fn shares_are_full_at_their_whole_and_room_is_used_up_at_none() {
        let none: Limits<'_> = Limits::of(&[]);
        for (metric, before, during, is_up, expected) in [
            ("disk_used_percent", 80.6, 100.0, true, Some(100.0)),
            ("disk_used_percent", 61.0, 97.0, true, None),
            ("error_ratio", 0.1, 1.0, true, None),
            ("node_filesystem_avail_bytes", 6e10, 0.0, false, Some(6e10)),
            ("node_filesystem_avail_bytes", 6e10, 3e10, false, None),
            ("db_pool_idle", 20.0, 0.0, false, None),
        ] {
            let one = series(metric, &[], &[before, during]);
            let found = none.reached(&one, before, during, is_up).map(|(_, limit)| limit);
            assert_eq!(found, expected, "{metric} {during}");
        }
    }

    #[test]
    fn a_stated_limit_is_reached_where_a_sample_shows_it() {
        let at = |i: i64| Timestamp::from_second(i * 15).unwrap();
        let (baseline, window) = (Window { start: at(0), end: at(40) }, Window { start: at(40), end: at(60) });
        let climb = |to: f64| (0..60).map(|i| (200.0 + f64::from(i) * 17.0).min(to)).collect::<Vec<f64>>();
        for (to, reached, during) in [(1024.0, 49, 1024.0), (1010.0, 48, 1010.0)] {
            let all = [series("process_max_fds", &[], &[1024.0]), series("process_open_fds", &[], &climb(to))];
            let found = Limits::of(&all).filled(&all[1], baseline, window).unwrap();
            assert_eq!((found.reached, found.during), (at(reached), during), "{to}");
        }
    }

    #[test]
    fn what_creeps_is_full_when_it_is_full() {
        let at = |i: i64| Timestamp::from_second(i * 15).unwrap();
        let (baseline, window) = (Window { start: at(0), end: at(40) }, Window { start: at(40), end: at(60) });
        let creep =
            |to: f64| (0..60).map(|i| 60.0 + (to - 60.0) * (f64::from(i) / 50.0).min(1.0)).collect::<Vec<f64>>();
        for (metric, values, reached) in [
            ("disk_used_percent", creep(100.0), Some(48)),
            ("disk_used_percent", creep(95.0), None),
            ("node_filesystem_avail_bytes", creep(0.0), Some(50)),
            ("db_pool_idle", creep(0.0), None),
        ] {
            let one = series(metric, &[], &values);
            let found = Limits::of(&[]).filled(&one, baseline, window);
            assert_eq!(found.map(|f| f.reached), reached.map(at), "{metric}");
        }
    }
}
