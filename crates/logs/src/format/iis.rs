//! W3C extended logs, as IIS writes them: `#Fields:` names the columns.

use super::{Context, Fields, FormatKind, fields};
use crate::{record::Request, time::Stamp};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Date,
    Time,
    Method,
    Path,
    Status,
    TookMs,
    Other,
}

fn column(name: &[u8]) -> Column {
    match name {
        b"date" => Column::Date,
        b"time" => Column::Time,
        b"cs-method" => Column::Method,
        b"cs-uri-stem" => Column::Path,
        b"sc-status" => Column::Status,
        b"time-taken" => Column::TookMs,
        _ => Column::Other,
    }
}

/// Reads a directive, or a line under the last `#Fields:`. Times are UTC by definition of the format.
pub(crate) fn parse<'a>(line: &'a [u8], context: &mut Context) -> Option<Fields<'a>> {
    if let Some(directive) = line.strip_prefix(b"#") {
        if let Some(names) = directive.strip_prefix(b"Fields: ") {
            context.columns = names.trim_ascii().split(|byte| *byte == b' ').map(column).collect();
        }
        let known: [&[u8]; 5] = [b"Fields: ", b"Software: ", b"Version: ", b"Date: ", b"Remark: "];
        let is_directive = known.iter().any(|name| directive.starts_with(name));
        return is_directive.then(|| Fields { kind: FormatKind::Iis, message: line, ..Fields::default() });
    }
    if context.columns.is_empty() {
        return None;
    }
    let columns = std::mem::take(&mut context.columns);
    let fields = row(line, &columns, context);
    context.columns = columns;
    fields
}

fn row<'a>(line: &'a [u8], columns: &[Column], context: &mut Context) -> Option<Fields<'a>> {
    let mut request = Request::default();
    let mut date: Option<&[u8]> = None;
    let mut time: Option<&[u8]> = None;
    let mut count = 0;
    // CloudFront parts its columns by tabs, and counts whole seconds.
    let is_tabbed = line.contains(&b'\t');
    let mark = if is_tabbed { b'\t' } else { b' ' };
    let words = line.trim_ascii().split(|byte| *byte == mark);
    for (column, word) in columns.iter().zip(words) {
        count += 1;
        match column {
            Column::Date => date = Some(word),
            Column::Time => time = Some(word),
            Column::Method => request.method = fields::method(word),
            Column::Path => request.path = Some(fields::path_only(word)),
            Column::Status => request.status = fields::status(word),
            Column::TookMs => {
                request.duration_ns = fields::duration(word, if is_tabbed { 1_000_000_000 } else { 1_000_000 });
            }
            Column::Other => {}
        }
    }
    (count == columns.len()).then_some(())?;
    let mut stamp = [b' '; 19];
    stamp.get_mut(..10)?.copy_from_slice(date.filter(|date| date.len() == 10)?);
    stamp.get_mut(11..)?.copy_from_slice(time.filter(|time| time.len() == 8)?);
    let time = context.clock.read_whole(&stamp)?;
    Some(Fields {
        kind: FormatKind::Iis,
        time: Some(Stamp::Utc(time.nanos())),
        message: line,
        request: Some(request),
        ..Fields::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::testing::describe;

    #[test]
    fn columns_are_named_by_the_file() {
        let mut context = Context::default();
        let row: &[u8] = b"2025-02-09 10:05:23 10.0.0.5 GET /shop/cart id=7 443 - 192.0.2.10 curl/8 503 0 0 3021";
        assert_eq!(describe(parse, row, &mut context), "not this format");
        let head = b"#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken";
        assert!(parse(head, &mut context).is_some());
        let said = describe(parse, row, &mut context);
        assert!(said.starts_with("2025-02-09T10:05:23Z - GET /shop/cart 503 3021000000ns | "), "{said}");
        let head = b"#Fields: date time x-edge-location c-ip cs-method cs(Host) cs-uri-stem sc-status time-taken";
        assert!(parse(head, &mut context).is_some());
        let row = b"2025-02-09\t10:05:23\tFRA56-C1\t192.0.2.10\tGET\td111.cloudfront.net\t/cart\t502\t0.250";
        let said = describe(parse, row, &mut context);
        assert!(said.starts_with("2025-02-09T10:05:23Z - GET /cart 502 250000000ns | "), "{said}");
    }
}
