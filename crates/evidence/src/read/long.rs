//! Long tables: one sample a row, with columns for time, name and value, and others for labels.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use backstory_model::{Citation, Locator, MetricSeries, Phrase, Sample, ServiceName};

use super::exposition::labels as labels_of_selector;
use super::prometheus::{excerpt, selector, service_of, step};
use super::table::{Roles, Table, columns, delimiter, time_of};
use super::wide::split_column;

/// Columns that are no labels: the unit is told by the name, and the rest is how InfluxDB numbers its answers.
const NO_LABELS: &[&str] = &["", "unit", "units", "result", "table", "_start", "_stop"];
/// What runtimes and libraries begin the names of their metrics with: no services.
const LIBRARIES: &[&str] = &[
    "container",
    "cpu",
    "disk",
    "go",
    "grpc",
    "http",
    "jvm",
    "kube",
    "memory",
    "mem",
    "net",
    "network",
    "node",
    "nodejs",
    "process",
    "python",
    "rpc",
    "system",
];

/// Name and labels of a series.
type Name = (String, BTreeMap<String, String>);

/// Reads the rows into series.
pub(crate) fn read(text: &str, path: &Arc<str>) -> Table {
    let head = text.lines().next().unwrap_or_default().trim_start_matches('\u{feff}');
    let columns = columns(head);
    let Some(roles) = Roles::of(&columns) else { return Table::headless() };
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter(head)).from_reader(text.as_bytes());
    let mut places: HashMap<Vec<String>, usize> = HashMap::new();
    let mut found: Vec<(Name, Vec<Sample>)> = Vec::new();
    let (mut rows, mut unread, mut zoneless) = (0_usize, 0_usize, false);
    for record in reader.records() {
        rows += 1;
        let sample = record.ok().and_then(|record| {
            let (time, zoned) = time_of(record.get(roles.time)?)?;
            zoneless |= !zoned;
            let value: f64 = record.get(roles.value)?.trim().parse().ok()?;
            Some((record, Sample { time, value }))
        });
        let Some((record, sample)) = sample else {
            unread += 1;
            continue;
        };
        let is_key = |i: &usize| *i != roles.time && *i != roles.value;
        let key: Vec<String> =
            record.iter().enumerate().filter(|(i, _)| is_key(i)).map(|(_, cell)| cell.trim().to_owned()).collect();
        let place = *places.entry(key).or_insert_with(|| {
            found.push((name(&columns, roles, &record), Vec::new()));
            found.len() - 1
        });
        if let Some((_, samples)) = found.get_mut(place) {
            samples.push(sample);
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    let series = found.into_iter().map(|(name, samples)| series(name, samples, path)).collect();
    let mut notes = Vec::new();
    if unread > 0 {
        notes.push(Phrase::new("gap-table-unread").number("count", unread as f64).number("rows", rows as f64));
    }
    Table { series, notes, is_zoneless: zoneless }
}

fn series((metric, labels): Name, mut samples: Vec<Sample>, path: &Arc<str>) -> MetricSeries {
    samples.sort_by_key(|s| s.time);
    samples.dedup_by_key(|s| s.time);
    let (service, metric) = match service_of(&labels) {
        Some(service) => (Some(service), metric),
        None => match split_column(&metric) {
            // Where no column tells the service, the name may, as in wide tables.
            (service, rest) if labels.is_empty() && !service.is_empty() && !LIBRARIES.contains(&service.as_str()) => {
                (Some(ServiceName::new(service)), rest)
            }
            _ => (None, metric),
        },
    };
    MetricSeries {
        citation: Citation::new(path, Locator::Query(selector(&metric, &labels)), &excerpt(&samples)),
        service,
        step_s: step(&samples),
        query: None,
        metric,
        labels,
        samples,
    }
}

/// Name and labels by the cells of a row.
fn name(columns: &[String], roles: Roles, record: &csv::StringRecord) -> Name {
    let (mut metric, mut labels) = selected(record.get(roles.name).unwrap_or_default().trim());
    for (index, (column, cell)) in columns.iter().zip(record).enumerate() {
        let cell = cell.trim();
        let is_role = [roles.time, roles.name, roles.value].contains(&index);
        if is_role || cell.is_empty() || NO_LABELS.contains(&column.as_str()) {
            continue;
        }
        match column.as_str() {
            "labels" | "tags" => labels.extend(pairs(cell)),
            "_field" | "field" => metric = format!("{metric}_{cell}"),
            _ => {
                labels.insert(column.clone(), cell.to_owned());
            }
        }
    }
    (metric, labels)
}

/// A name that may carry labels, as Prometheus and Grafana write it.
fn selected(cell: &str) -> Name {
    let Some((metric, rest)) = cell.split_once('{') else { return (cell.to_owned(), BTreeMap::new()) };
    match labels_of_selector(rest) {
        Some((mut labels, _)) => {
            let inner = labels.remove("__name__").unwrap_or_default();
            (if metric.is_empty() { inner } else { metric.to_owned() }, labels)
        }
        None => (cell.to_owned(), BTreeMap::new()),
    }
}

/// Labels in one cell: `a=b;c=d`, `a:b, c:d`, `{a="b"}`.
fn pairs(cell: &str) -> BTreeMap<String, String> {
    let parts = cell.trim_matches(['{', '}']).split([',', ';', '|']);
    let pair = |part: &str| {
        let (key, value) = part.split_once(['=', ':'])?;
        Some((key.trim().trim_matches('"').to_owned(), value.trim().trim_matches('"').to_owned()))
    };
    parts.filter_map(pair).filter(|(key, value)| !key.is_empty() && !value.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let Table { series, notes, is_zoneless } = read(text, &"m.csv".into());
        let name = |s: &MetricSeries| {
            let service = s.service.as_ref().map_or("-", ServiceName::as_str).to_owned();
            let values: Vec<String> = s.samples.iter().map(|s| s.value.to_string()).collect();
            format!("{service} {} {}", s.metric, values.join(" "))
        };
        let zoneless = is_zoneless.then(|| "zoneless".to_owned());
        series.iter().map(name).chain(notes.iter().map(|n| n.key.clone())).chain(zoneless).collect()
    }

    #[test]
    fn samples_of_rows_become_series() {
        let expected = ["pay error_ratio 0.1 0.2", "pay latency_p95 3"];
        for text in [
            "time,service,metric,value\n20,pay,error_ratio,0.2\n10,pay,error_ratio,0.1\n10,pay,latency_p95,3\n",
            "timestamp,metric,labels,value\n10,error_ratio,\"service=pay\",0.1\n20,error_ratio,service=pay,0.2\n\
             10,latency_p95,\"{service=\"\"pay\"\"}\",3\n",
            "time,name,value\n10,pay_error_ratio,0.1\n20,pay_error_ratio,0.2\n10,pay_latency_p95,3\n",
            "\"Series\";\"Time\";\"Value\"\nerror_ratio{service=\"pay\"};10;0.1\nerror_ratio{service=\"pay\"};20;0.2\n\
             latency_p95{service=\"pay\"};10;3\n",
            ",result,table,_time,_value,_field,_measurement,service\n,,0,1970-01-01T00:00:10Z,0.1,ratio,error,pay\n\
             ,,0,1970-01-01T00:00:20Z,0.2,ratio,error,pay\n,,1,1970-01-01T00:00:10Z,3,p95,latency,pay\n",
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn names_of_libraries_are_no_services_and_rows_that_tell_nothing_are_counted() {
        let told = told(
            "time,name,value\n1970-01-01 00:00:10,http_requests_total,7\nx,http_requests_total,7\n20,http_requests_total,x\n",
        );
        assert_eq!(told, ["- http_requests_total 7", "gap-table-unread", "zoneless"]);
    }
}
