//! Reads a table of spans: `trace_id,span_id,parent_id,service,pod,operation,start_ns,end_ns`, any order of columns.

use std::io::BufRead;

use super::builder::{SpanRecord, SpansBuilder};

/// Why a table of spans cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum SpanCsvError {
    /// The source failed.
    #[error("line {line}: {source}")]
    Io {
        /// 1-based line.
        line: u64,
        /// What the source said.
        source: std::io::Error,
    },
    /// A column is missing.
    #[error(
        "line 1: a table of spans needs the columns trace_id, span_id, parent_id, service, operation, start_ns, end_ns; `{0}` is missing"
    )]
    Column(&'static str),
}

/// What reading met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SpanCsvReport {
    /// Rows taken.
    pub rows: u64,
    /// Rows left out: too few fields, or times that are no numbers.
    pub skipped: u64,
    /// 1-based line of the first row left out.
    pub first_skipped: Option<u64>,
}

/// Longest row read; a longer one is left out.
const LONGEST: u64 = 64 * 1024;

/// Feeds each row of `input` to `spans`. Rows that are no spans are left out and counted.
pub fn read_csv(mut input: impl BufRead, spans: &mut SpansBuilder) -> Result<SpanCsvReport, SpanCsvError> {
    let mut report = SpanCsvReport::default();
    let mut row = Vec::new();
    let mut number = 1;
    next_row(&mut input, &mut row, number)?;
    let head = String::from_utf8_lossy(&row).into_owned();
    let names: Vec<&str> = head.trim_start_matches('\u{feff}').trim_end().split(',').map(str::trim).collect();
    let column = |name: &'static str| names.iter().position(|n| *n == name).ok_or(SpanCsvError::Column(name));
    let (trace, span, parent) = (column("trace_id")?, column("span_id")?, column("parent_id")?);
    let (service, operation) = (column("service")?, column("operation")?);
    let (start, end) = (column("start_ns")?, column("end_ns")?);
    let pod = names.iter().position(|n| *n == "pod");
    while next_row(&mut input, &mut row, number + 1)? {
        number += 1;
        let text = String::from_utf8_lossy(&row);
        let fields = split(text.trim_end());
        let field = |i: usize| fields.get(i).map(String::as_str);
        let taken = (|| {
            let parent_id = field(parent)?;
            let record = SpanRecord {
                trace_id: field(trace)?,
                span_id: field(span)?,
                parent_id: (!parent_id.is_empty() && parent_id != "root").then_some(parent_id),
                service: field(service)?,
                pod: pod.and_then(field),
                operation: field(operation)?,
                start_ns: field(start)?.parse().ok()?,
                end_ns: field(end)?.parse().ok()?,
            };
            spans.span(&record);
            Some(())
        })();
        if taken.is_some() {
            report.rows += 1;
        } else if !text.trim().is_empty() {
            report.skipped += 1;
            report.first_skipped.get_or_insert(number);
        }
    }
    Ok(report)
}

/// Reads one row into `row`; false at the end. Bytes beyond [`LONGEST`] are dropped.
fn next_row(input: &mut impl BufRead, row: &mut Vec<u8>, line: u64) -> Result<bool, SpanCsvError> {
    row.clear();
    let mut limited = std::io::Read::take(&mut *input, LONGEST);
    let n = limited.read_until(b'\n', row).map_err(|source| SpanCsvError::Io { line, source })?;
    if n as u64 == LONGEST && row.last() != Some(&b'\n') {
        row.clear();
        row.push(b'?');
        input.skip_until(b'\n').map_err(|source| SpanCsvError::Io { line, source })?;
    }
    Ok(n > 0)
}

/// Fields of a row, with double quotes as in RFC 4180.
fn split(row: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut chars = row.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                if let Some(f) = fields.last_mut() {
                    f.push('"');
                }
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => {
                if let Some(f) = fields.last_mut() {
                    f.push(c);
                }
            }
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_no_spans_are_counted_and_named() {
        let table = "span_id,trace_id,parent_id,service,operation,start_ns,end_ns\n\
                     a,t,root,web,\"GET /a,b\",1,5\nb,t\nc,t,a,db,q,2,x\nd,t,a,db,q,2,3\n";
        let mut spans = SpansBuilder::new();
        let report = read_csv(table.as_bytes(), &mut spans).unwrap();
        assert_eq!(report, SpanCsvReport { rows: 2, skipped: 2, first_skipped: Some(3) });
        let missing = read_csv("trace_id,span_id\n".as_bytes(), &mut spans);
        assert!(matches!(missing, Err(SpanCsvError::Column("parent_id"))));
    }
}
