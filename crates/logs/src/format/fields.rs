//! Names that fields go by, and values inside messages.

use std::borrow::Cow;

use crate::request::is_hex;

/// Whether a key carries the time.
pub(super) fn is_time(key: &str) -> bool {
    matches!(
        key,
        "ts" | "time"
            | "timestamp"
            | "@timestamp"
            | "date"
            | "datetime"
            | "t"
            | "eventTime"
            | "event_time"
            | "logged_at"
            | "asctime"
            | "when"
            | "Timestamp"
            | "@t"
            | "time_local"
            | "time_iso8601"
    )
}

/// Whether a key carries the severity.
pub(super) fn is_level(key: &str) -> bool {
    matches!(
        key,
        "level"
            | "lvl"
            | "severity"
            | "loglevel"
            | "log_level"
            | "levelname"
            | "log.level"
            | "@l"
            | "Level"
            | "LogLevel"
            | "priority"
            | "severity_text"
    )
}

/// Whether a key carries the message.
pub(super) fn is_message(key: &str) -> bool {
    matches!(
        key,
        "msg"
            | "message"
            | "event"
            | "text"
            | "log"
            | "body"
            | "@m"
            | "@mt"
            | "Message"
            | "MESSAGE"
            | "short_message"
            | "error_message"
    )
}

/// Whether a key names the writing service.
pub(super) fn is_service(key: &str) -> bool {
    matches!(
        key,
        "service"
            | "service_name"
            | "service.name"
            | "serviceName"
            | "app"
            | "application"
            | "app_name"
            | "SYSLOG_IDENTIFIER"
    )
}

/// Whether a key carries an id that other sources share.
pub(super) fn is_correlation(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    let key = key.rsplit('.').next().unwrap_or(&key);
    matches!(
        key,
        "request_id"
            | "requestid"
            | "req_id"
            | "reqid"
            | "req"
            | "rid"
            | "x_request_id"
            | "x-request-id"
            | "trace_id"
            | "traceid"
            | "trace"
            | "correlation_id"
            | "correlationid"
            | "x-correlation-id"
            | "span_trace"
            | "dd.trace_id"
            | "request"
    )
}

/// Whether a key names the customer, account or user concerned.
pub(super) fn is_customer(key: &str) -> bool {
    matches!(
        key,
        "customer_id"
            | "customer"
            | "customerId"
            | "cust"
            | "cust_id"
            | "account_id"
            | "account"
            | "accountId"
            | "tenant_id"
            | "tenant"
            | "tenantId"
            | "user_id"
            | "userId"
            | "user"
            | "uid"
            | "org_id"
            | "client_id"
    )
}

/// Whether a key carries the path or route of a request; a route (already masked) beats a path.
pub(super) fn path_rank(key: &str) -> u8 {
    match key {
        "route" | "http.route" | "http_route" | "endpoint" => 2,
        "path" | "url" | "uri" | "request_uri" | "http.target" | "url.path" | "request_path" => 1,
        _ => 0,
    }
}

/// Whether a key carries the status of an answer.
pub(super) fn is_status(key: &str) -> bool {
    matches!(
        key,
        "status"
            | "status_code"
            | "statusCode"
            | "code"
            | "http_status"
            | "http.status_code"
            | "response_code"
            | "http.response.status_code"
    )
}

/// Seconds that a duration field tells, by the unit in its name or its value.
pub(super) fn duration_s(key: &str, value: &str) -> Option<f64> {
    let unit = match key {
        "duration_ms" | "latency_ms" | "elapsed_ms" | "took_ms" | "durationMs" | "responseTime"
        | "response_time_ms" | "time_ms" => 1e-3,
        "duration_s" | "latency_s" | "rt" | "request_time" | "elapsed_s" | "duration_seconds" | "response_time" => 1.0,
        "duration_us" | "latency_us" => 1e-6,
        "duration_ns" | "latency_ns" => 1e-9,
        "duration" | "latency" | "elapsed" | "took" => return with_unit(value),
        _ => return None,
    };
    value.trim_matches('"').parse::<f64>().ok().filter(|v| v.is_finite() && *v >= 0.0).map(|v| v * unit)
}

/// Seconds of `3.0ms`, `1.2s`, `250us`, `40µs`; a bare number has no unit and tells nothing.
pub(super) fn with_unit(text: &str) -> Option<f64> {
    let text = text.trim_matches('"');
    let digits = text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let (number, unit) = text.split_at_checked(digits)?;
    let scale = match unit {
        "ms" => 1e-3,
        "s" | "sec" => 1.0,
        "us" | "µs" | "μs" => 1e-6,
        "ns" => 1e-9,
        _ => return None,
    };
    number.parse::<f64>().ok().map(|n| n * scale)
}

/// Ids and customers in `key=value` and `[key=value]` pairs of a message.
pub(super) fn from_message<'a>(
    message: &'a str,
    correlations: &mut Vec<Cow<'a, str>>,
    customer: &mut Option<Cow<'a, str>>,
) {
    // Only the first line: a stack trace repeats nothing worth joining on.
    let line = message.lines().next().unwrap_or("");
    let mut rest = line;
    while let Some(at) = memchr::memchr(b'=', rest.as_bytes()) {
        let (Some(before), Some(after)) = (rest.get(..at), rest.get(at + 1..)) else { return };
        let key =
            before.rsplit(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))).next().unwrap_or("");
        let quoted = after.strip_prefix('"');
        let value = match quoted {
            Some(inside) => inside.split('"').next().unwrap_or(""),
            None => after
                .split(|c: char| c.is_whitespace() || matches!(c, ']' | ')' | ',' | ';' | '"'))
                .next()
                .unwrap_or(""),
        };
        if !key.is_empty() && !value.is_empty() && value != "-" {
            if is_correlation(key) && is_hex(value) {
                correlations.push(Cow::Borrowed(value));
            } else if customer.is_none() && is_customer(key) && value.len() <= 64 {
                *customer = Some(Cow::Borrowed(value));
            }
        }
        rest = after.get(value.len().min(after.len())..).unwrap_or("");
    }
}
