//! Wide tables: `time,<service>_<metric>,…`, as research data sets and spreadsheets have them.

use std::collections::BTreeMap;
use std::sync::Arc;

use backstory_model::{Citation, Locator, MetricSeries, Phrase, Sample, ServiceName};
use jiff::Timestamp;
use rayon::prelude::*;

use super::prometheus::step;
use super::table::{delimiter, time_of};

/// Bytes of a table that one core reads at a time.
const BAND: usize = 1 << 20;
/// Columns that are gathered at a time: neighbouring cells lie in one line of the cache.
const TOGETHER: usize = 16;

/// Some rows of a table.
#[derive(Debug, Default)]
struct Band {
    times: Vec<Timestamp>,
    /// Row by row, as wide as the header; NaN where there is no sample.
    cells: Vec<f64>,
    /// Lines, counted from the band's first, with more or fewer cells than the header.
    ragged: Vec<u64>,
    timeless: usize,
    /// Whether a time has no zone.
    zoneless: bool,
    rows: usize,
    lines: u64,
}

/// Reads the columns of a table into series, on all cores. Returns them with notes about rows that did not fit.
pub(crate) fn read(text: &str, path: &Arc<str>) -> (Vec<MetricSeries>, Vec<Phrase>) {
    let mut reader = reader_of(text);
    let Ok(header) = reader.headers().cloned() else { return (Vec::new(), vec![Phrase::new("gap-table-headless")]) };
    let columns: Vec<(String, String)> = header.iter().skip(1).map(split_column).collect();
    let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
    let body = text.get(start..).unwrap_or_default();
    let parted = delimiter(text.lines().next().unwrap_or_default());
    let bands: Vec<Band> = bands(body).into_par_iter().map(|part| band(part, columns.len(), parted)).collect();
    let groups: Vec<usize> = (0..columns.len()).step_by(TOGETHER).collect();
    let samples: Vec<Vec<Vec<Sample>>> =
        groups.into_par_iter().map(|first| gather(&bands, first, columns.len())).collect();
    let notes = notes(&bands, reader.position().line());
    drop(bands);
    let series = columns.into_iter().zip(samples.into_iter().flatten()).collect::<Vec<_>>();
    let series = series
        .into_par_iter()
        .filter(|(_, samples)| !samples.is_empty())
        .map(|((service, metric), mut samples)| {
            samples.sort_by_key(|s| s.time);
            samples.dedup_by_key(|s| s.time);
            let column = if service.is_empty() { metric.clone() } else { format!("{service}_{metric}") };
            MetricSeries {
                citation: Citation::new(
                    path,
                    Locator::Item(format!("column {column}")),
                    &super::prometheus::excerpt(&samples),
                ),
                service: (!service.is_empty()).then(|| ServiceName::new(service)),
                labels: BTreeMap::new(),
                step_s: step(&samples),
                query: None,
                metric,
                samples,
            }
        })
        .collect();
    (series, notes)
}

fn reader_of(text: &str) -> csv::Reader<&[u8]> {
    let head = text.lines().next().unwrap_or_default();
    csv::ReaderBuilder::new().flexible(true).delimiter(delimiter(head)).from_reader(text.as_bytes())
}

/// Cuts rows into parts at ends of lines; not where cells are quoted, which may hold such ends themselves.
fn bands(body: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = body;
    if !body.contains('"') {
        while let Some(end) = rest.as_bytes().iter().skip(BAND).position(|b| *b == b'\n')
            && let Some((part, after)) = rest.split_at_checked(BAND + end + 1)
        {
            parts.push(part);
            rest = after;
        }
    }
    parts.push(rest);
    parts
}

/// Reads rows of `width` cells beside their time.
fn band(text: &str, width: usize, delimiter: u8) -> Band {
    let mut found = Band::default();
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).has_headers(false).delimiter(delimiter).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(_) => {
                found.timeless += 1;
                continue;
            }
        }
        found.rows += 1;
        if record.len() != width + 1 {
            found.ragged.push(record.position().map_or(0, csv::Position::line));
        }
        let Some((time, zoned)) = record.get(0).and_then(time_of) else {
            found.timeless += 1;
            continue;
        };
        found.zoneless |= !zoned;
        found.times.push(time);
        let end = found.cells.len() + width;
        // An empty cell is no sample; `inf` is what a division by zero wrote.
        found.cells.extend(record.iter().skip(1).take(width).map(|cell| cell.trim().parse().unwrap_or(f64::NAN)));
        found.cells.resize(end, f64::NAN);
    }
    found.lines = reader.position().line().saturating_sub(1);
    found
}

/// The samples of some columns.
fn gather(bands: &[Band], first: usize, width: usize) -> Vec<Vec<Sample>> {
    let last = (first + TOGETHER).min(width);
    let rows = bands.iter().map(|b| b.times.len()).sum();
    let mut columns = vec![Vec::new(); last - first];
    for band in bands {
        for (row, time) in band.times.iter().enumerate() {
            let cells = band.cells.get(row * width + first..row * width + last).unwrap_or_default();
            for (samples, value) in columns.iter_mut().zip(cells).filter(|(_, value)| value.is_finite()) {
                if samples.is_empty() {
                    samples.reserve_exact(rows);
                }
                samples.push(Sample { time: *time, value: *value });
            }
        }
    }
    columns
}

/// What to say about rows that did not fit; `line` is where the first band begins.
fn notes(bands: &[Band], mut line: u64) -> Vec<Phrase> {
    let mut notes = Vec::new();
    let (mut ragged, mut lines) = (0, Vec::new());
    for band in bands {
        ragged += band.ragged.len();
        lines.extend(band.ragged.iter().take(5).map(|at| (line + at - 1).to_string()));
        line += band.lines;
    }
    if ragged > 0 {
        lines.truncate(5);
        notes.push(Phrase::new("gap-table-ragged").number("count", ragged as f64).text("lines", lines.join(", ")));
    }
    if bands.iter().any(|b| b.zoneless) {
        notes.push(Phrase::new("gap-table-zoneless"));
    }
    let timeless: usize = bands.iter().map(|b| b.timeless).sum();
    if timeless > 0 {
        let rows: usize = bands.iter().map(|b| b.rows).sum();
        notes.push(Phrase::new("gap-table-timeless").number("count", timeless as f64).number("rows", rows as f64));
    }
    notes
}

/// Splits a column at its first underscore: names of services carry `-` and `.`, metrics carry `_`.
pub(super) fn split_column(column: &str) -> (String, String) {
    match column.split_once('_') {
        Some((service, metric)) if !service.is_empty() && !metric.is_empty() => (service.to_owned(), metric.to_owned()),
        _ => (String::new(), column.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of more than one band; line 5 lacks a cell and line 40,001 has one too many.
    fn table(quoted: bool) -> String {
        let row = |i: usize| {
            let line = i + 2;
            let first = if quoted && i == 0 { "\"1.5\"" } else { "1.5" };
            let rest = match line {
                5 => String::new(),
                40_001 => format!(",{i},7"),
                _ => format!(",{i}"),
            };
            format!("{},{first}{rest}\n", 1_700_000_000 + i)
        };
        let rows: Vec<String> = (0..60_000).map(row).collect();
        format!("time,a_cpu,b_lat_99\n{}", rows.concat())
    }

    #[test]
    fn bands_read_alike_and_tell_the_line_of_a_row_that_does_not_fit() {
        assert!(table(false).len() > BAND);
        let path: Arc<str> = "m.csv".into();
        for quoted in [false, true] {
            let (series, notes) = read(&table(quoted), &path);
            let sizes: Vec<(&str, usize)> = series.iter().map(|s| (s.metric.as_str(), s.samples.len())).collect();
            assert_eq!(sizes, [("cpu", 60_000), ("lat_99", 59_999)]);
            let expected: f64 = (0..60_000).filter(|i| *i != 3).map(f64::from).sum();
            assert!((series[1].samples.iter().map(|s| s.value).sum::<f64>() - expected).abs() < 1e-6);
            assert_eq!(notes, [Phrase::new("gap-table-ragged").number("count", 2.0).text("lines", "5, 40001")]);
        }
    }

    #[test]
    fn rows_without_a_time_and_cells_without_a_number_are_left_out() {
        let path: Arc<str> = "m.csv".into();
        let (series, notes) = read("time,a_cpu\nx,1\n\n20,inf\n10,2\n10,3\n", &path);
        assert_eq!(series[0].samples.iter().map(|s| s.value).collect::<Vec<_>>(), [2.0]);
        assert_eq!(notes, [Phrase::new("gap-table-timeless").number("count", 1.0).number("rows", 4.0)]);
    }
}
