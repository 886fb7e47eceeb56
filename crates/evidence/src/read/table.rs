//! Tables with a head: how cells are parted, which columns tell time, name and value, and times of cells.

use backstory_model::{MetricSeries, Phrase};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// Names of columns that tell when.
const TIMES: &[&str] = &["time", "timestamp", "ts", "date", "datetime", "_time", "time (utc)"];
/// Names of columns that tell what was measured; the last ones are those of InfluxDB and Grafana.
const NAMES: &[&str] = &["metric", "metric_name", "__name__", "name", "_measurement", "measurement", "series"];
/// Names of columns that tell how much.
const VALUES: &[&str] = &["value", "_value", "val"];

/// What a table of samples held.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) series: Vec<MetricSeries>,
    /// What could not be read.
    pub(crate) notes: Vec<Phrase>,
    /// Whether times told no zone and were taken for UTC.
    pub(crate) is_zoneless: bool,
}

impl Table {
    pub(crate) fn headless() -> Self {
        Self { notes: vec![Phrase::new("gap-table-headless")], ..Self::default() }
    }
}

/// What parts the cells of a head: spreadsheets of some countries write semicolons, others tabs.
pub(crate) fn delimiter(head: &str) -> u8 {
    let count = |c: char| head.matches(c).count();
    // Of equals the last is taken.
    [('\t', b'\t'), (';', b';'), (',', b',')].into_iter().max_by_key(|(c, _)| count(*c)).map_or(b',', |(_, b)| b)
}

/// The names of the columns, in small letters.
pub(crate) fn columns(head: &str) -> Vec<String> {
    let names = head.trim().split(char::from(delimiter(head)));
    names.map(|c| c.trim().trim_matches('"').trim().to_lowercase()).collect()
}

/// Whether a column tells when.
pub(crate) fn is_time(column: &str) -> bool {
    TIMES.contains(&column)
}

/// Places of the columns of a table that has one sample a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Roles {
    pub(crate) time: usize,
    pub(crate) name: usize,
    pub(crate) value: usize,
}

impl Roles {
    pub(crate) fn of(columns: &[String]) -> Option<Self> {
        let place = |names: &[&str]| names.iter().find_map(|name| columns.iter().position(|c| c == name));
        Some(Self { time: place(TIMES)?, name: place(NAMES)?, value: place(VALUES)? })
    }
}

/// A time, and whether the cell told its zone.
pub(crate) fn time_of(cell: &str) -> Option<(Timestamp, bool)> {
    let cell = cell.trim();
    // Unix seconds, or milli-, micro-, nanoseconds by size.
    if let Some(backstory_logs::Stamp::Utc(nanos)) = backstory_logs::time::epoch(cell.trim_end_matches(".0")) {
        return Some((Timestamp::from_nanosecond(i128::from(nanos)).ok()?, true));
    }
    if let Ok(seconds) = cell.parse::<i64>()
        && (0..100_000_000_000).contains(&seconds)
    {
        return Some((Timestamp::from_second(seconds).ok()?, true));
    }
    if let Ok(time) = cell.parse() {
        return Some((time, true));
    }
    let naive: DateTime = cell.replace('/', "-").parse().ok()?;
    Some((naive.to_zoned(TimeZone::UTC).ok()?.timestamp(), false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_long_tables_are_known() {
        let roles = |head: &str| Roles::of(&columns(head)).map(|r| (r.time, r.name, r.value));
        assert_eq!(roles("time,service,metric,value"), Some((0, 2, 3)));
        assert_eq!(roles("\"Series\";\"Time\";\"Value\""), Some((1, 0, 2)));
        assert_eq!(roles("metric\ttimestamp\tvalue"), Some((1, 0, 2)));
        assert_eq!(roles("time,a_cpu,b_lat"), None);
        assert_eq!(roles("time,name,message"), None);
    }

    #[test]
    fn times_of_spreadsheets_are_read() {
        let read = |cell: &str| time_of(cell).map(|(time, zoned)| (time.to_string(), zoned));
        for (cell, zoned) in [
            ("1700000000", true),
            ("1700000000000", true),
            ("2023-11-14T22:13:20Z", true),
            ("2023-11-14 22:13:20", false),
            ("2023/11/14 22:13:20", false),
        ] {
            assert_eq!(read(cell), Some(("2023-11-14T22:13:20Z".to_owned(), zoned)), "{cell}");
        }
        assert_eq!(read("yesterday"), None);
    }
}
