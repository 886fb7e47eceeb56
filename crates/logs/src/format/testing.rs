//! How the tests of the formats write down what a line says.

use std::fmt::Write as _;

use super::{Context, Escape, Parser, json::unescape};
use crate::time::Stamp;

/// Reads `line` and compares it with `expected`:
/// `time severity service=… logger=… request_id=… trace_id=… customer=… METHOD path route=… status duration | message`.
/// Yearless stamps begin in 2025.
pub(crate) fn check_line(parse: Parser, line: &[u8], expected: &str) {
    let mut context = Context::new(Some(2025));
    assert_eq!(describe(parse, line, &mut context), expected, "{}", String::from_utf8_lossy(line));
}

pub(crate) fn describe(parse: Parser, line: &[u8], context: &mut Context) -> String {
    let Some(fields) = parse(line, context) else { return "not this format".to_owned() };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut out = fields.time.map_or("-".to_owned(), stamp);
    write!(out, " {}", fields.severity.map_or("-", crate::Severity::name)).unwrap();
    for (name, value) in [
        ("service", fields.service),
        ("logger", fields.logger),
        ("request_id", fields.request_id),
        ("trace_id", fields.trace_id),
        ("customer", fields.customer_id),
    ] {
        if let Some(value) = value {
            write!(out, " {name}={}", text(value)).unwrap();
        }
    }
    if let Some(request) = fields.request {
        for value in [request.method, request.path].into_iter().flatten() {
            write!(out, " {}", text(value)).unwrap();
        }
        if let Some(route) = request.route {
            write!(out, " route={}", text(route)).unwrap();
        }
        if let Some(status) = request.status {
            write!(out, " {status}").unwrap();
        }
        if let Some(duration) = request.duration_ns {
            write!(out, " {duration}ns").unwrap();
        }
        if let Some(upstream) = request.upstream {
            write!(out, " upstream={}", text(upstream)).unwrap();
        }
    }
    if fields.follows {
        out.push_str(" follows");
    }
    let mut message = Vec::new();
    match fields.escape {
        Escape::Json => unescape(fields.message, &mut message),
        _ => message.extend_from_slice(fields.message),
    }
    write!(out, " | {}", text(&message)).unwrap();
    out
}

/// RFC 3339, without `Z` when the zone is unknown.
fn stamp(stamp: Stamp) -> String {
    let seconds = stamp.second();
    let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // The inverse of the count of days (Howard Hinnant, 2013).
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + i64::from(month <= 2);
    let mut out = format!(
        "{year:04}-{month:02}-{:02}T{:02}:{:02}:{:02}",
        doy - (153 * mp + 2) / 5 + 1,
        of_day / 3600,
        of_day / 60 % 60,
        of_day % 60
    );
    let nanos = stamp.nanos().rem_euclid(1_000_000_000);
    if nanos > 0 {
        out.push_str(format!(".{nanos:09}").trim_end_matches('0'));
    }
    if stamp.is_zoned() {
        out.push('Z');
    }
    out
}
