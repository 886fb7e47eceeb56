//! Wide tables: `time,<service>_<metric>,…`, as research data sets and spreadsheets have them.

use std::collections::BTreeMap;
use std::sync::Arc;

use backstory_model::{Citation, Locator, MetricSeries, Phrase, Sample, ServiceName};
use jiff::Timestamp;
use rayon::prelude::*;

use super::decimal;
use super::prometheus::step;
use super::table::{Table, delimiter, time_of};

/// Bytes of a table that one core reads at a time.
const BAND: usize = 1 << 20;
/// Bands that are read for each core before their cells go to their columns: all at once would be the table a second time.
const AT_ONCE: usize = 4;
/// Columns that are gathered at a time: neighbouring cells lie in one line of the cache.
const TOGETHER: usize = 16;

/// Some rows of a table.
#[derive(Debug, Default)]
struct Band {
    times: Vec<Timestamp>,
    /// Row by row, as wide as the header; NaN where there is no sample.
    cells: Vec<f64>,
    told: Told,
}

/// What is said about rows.
#[derive(Debug, Default)]
struct Told {
    /// Lines, counted from the band's first, with more or fewer cells than the header.
    ragged: Vec<u64>,
    timeless: usize,
    /// Whether a time has no zone.
    zoneless: bool,
    rows: usize,
    lines: u64,
}

/// Reads the columns of a table into series, on all cores.
pub(crate) fn read(text: &str, path: &Arc<str>) -> Table {
    let mut reader = reader_of(text);
    let Ok(header) = reader.headers().cloned() else { return Table::headless() };
    let names: Vec<(String, String)> = header.iter().skip(1).map(split_column).collect();
    let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
    let body = text.get(start..).unwrap_or_default();
    let delimiter = delimiter(text.lines().next().unwrap_or_default());
    let is_plain = memchr::memchr2(b'"', b'\r', body.as_bytes()).is_none();
    let parts = bands(body);
    let rows = parts.par_iter().map(|part| memchr::memchr_iter(b'\n', part.as_bytes()).count()).sum::<usize>() + 1;
    let mut columns: Vec<Vec<Sample>> = vec![Vec::new(); names.len()];
    let mut told = Vec::new();
    let (mut is_ordered, mut last, mut stamped) = (true, None, 0);
    let mut bands: Vec<Band> = Vec::new();
    bands.resize_with(AT_ONCE * rayon::current_num_threads(), Band::default);
    for parts in parts.chunks(bands.len()) {
        let read = bands.get_mut(..parts.len()).unwrap_or_default();
        read.par_iter_mut().zip(parts).for_each(|(band, part)| {
            if is_plain {
                band.read_plain(part, names.len(), delimiter);
            } else {
                band.read(part, names.len(), delimiter);
            }
        });
        columns.par_chunks_mut(TOGETHER).enumerate().for_each(|(group, columns)| {
            for band in &*read {
                band.hand_on(group * TOGETHER, names.len(), rows, columns);
            }
        });
        for band in read {
            stamped += band.times.len();
            for time in &band.times {
                is_ordered &= last.replace(*time).is_none_or(|last| last < *time);
            }
            told.push(std::mem::take(&mut band.told));
        }
    }
    drop(bands);
    if !is_ordered {
        columns.par_iter_mut().for_each(|samples| {
            samples.sort_by_key(|s| s.time);
            samples.dedup_by_key(|s| s.time);
        });
    }
    // Columns without a hole have the same times.
    let fullest = columns.iter().max_by_key(|samples| samples.len());
    let usual = fullest.and_then(|samples| step(samples));
    let is_full = |samples: &[Sample]| is_ordered && samples.len() == stamped;
    let step_of = |samples: &[Sample]| if is_full(samples) { usual } else { step(samples) };
    let series = names.into_iter().zip(columns).collect::<Vec<_>>();
    let series = series
        .into_par_iter()
        .filter(|(_, samples)| !samples.is_empty())
        .map(|((service, metric), samples)| {
            let column = if service.is_empty() { metric.clone() } else { format!("{service}_{metric}") };
            MetricSeries {
                citation: Citation::new(
                    path,
                    Locator::Item(format!("column {column}")),
                    &super::prometheus::excerpt(&samples),
                ),
                service: (!service.is_empty()).then(|| ServiceName::new(service)),
                labels: BTreeMap::new(),
                step_s: step_of(&samples),
                query: None,
                metric,
                samples,
            }
        })
        .collect();
    Table { series, notes: notes(&told, reader.position().line()), is_zoneless: told.iter().any(|t| t.zoneless) }
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

impl Band {
    /// Reads rows of `width` cells beside their time.
    fn read(&mut self, text: &str, width: usize, delimiter: u8) {
        self.empty();
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {}
                Err(_) => {
                    self.told.timeless += 1;
                    continue;
                }
            }
            let line = record.position().map_or(0, csv::Position::line);
            if self.row(record.get(0).unwrap_or_default(), line, record.len() == width + 1) {
                let end = self.cells.len() + width;
                self.cells.extend(record.iter().skip(1).take(width).map(number));
                self.cells.resize(end, f64::NAN);
            }
        }
        self.told.lines = reader.position().line().saturating_sub(1);
    }

    /// The same for rows of which no cell is quoted and that end in line feeds alone.
    fn read_plain(&mut self, text: &str, width: usize, delimiter: u8) {
        self.empty();
        for (row, line) in text.split('\n').zip(1..).filter(|(row, _)| !row.is_empty()) {
            let end = row.as_bytes().iter().position(|b| *b == delimiter).unwrap_or(row.len());
            let (time, cells) = row.split_at_checked(end).unwrap_or_default();
            let (from, width_of_row) =
                (self.cells.len(), decimal::cells(cells.as_bytes(), delimiter, width, &mut self.cells));
            self.cells.resize(from + width, f64::NAN);
            if !self.row(time, line, width_of_row == width) {
                self.cells.truncate(from);
            }
        }
        self.told.lines = memchr::memchr_iter(b'\n', text.as_bytes()).count() as u64;
    }

    fn empty(&mut self) {
        self.times.clear();
        self.cells.clear();
    }

    /// Takes down when a row is of, and what is odd about it. Whether its cells count.
    fn row(&mut self, time: &str, line: u64, fits: bool) -> bool {
        self.told.rows += 1;
        if !fits {
            self.told.ragged.push(line);
        }
        let Some((time, zoned)) = time_of(time) else {
            self.told.timeless += 1;
            return false;
        };
        self.told.zoneless |= !zoned;
        self.times.push(time);
        true
    }

    /// Appends cells to the `columns` from `first` on, of `width` in all; `rows` is the most that one of them may hold.
    fn hand_on(&self, first: usize, width: usize, rows: usize, columns: &mut [Vec<Sample>]) {
        for (row, time) in self.times.iter().enumerate() {
            let from = row * width + first;
            let cells = self.cells.get(from..from + columns.len()).unwrap_or_default();
            for (samples, value) in columns.iter_mut().zip(cells).filter(|(_, value)| value.is_finite()) {
                if samples.is_empty() {
                    samples.reserve_exact(rows);
                }
                samples.push(Sample { time: *time, value: *value });
            }
        }
    }
}

/// A cell's value. An empty cell is no sample; `inf` is what a division by zero wrote.
pub(super) fn number(cell: &str) -> f64 {
    cell.trim().parse().unwrap_or(f64::NAN)
}

/// What to say about rows that did not fit; `line` is where the first band begins.
fn notes(bands: &[Told], mut line: u64) -> Vec<Phrase> {
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
            let Table { series, notes, .. } = read(&table(quoted), &path);
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
        let Table { series, notes, .. } = read("time,a_cpu\nx,1\n\n20,inf\n10,2\n10,3\n", &path);
        assert_eq!(series[0].samples.iter().map(|s| s.value).collect::<Vec<_>>(), [2.0]);
        assert_eq!(notes, [Phrase::new("gap-table-timeless").number("count", 1.0).number("rows", 4.0)]);
    }
}
