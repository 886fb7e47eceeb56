//! How requests ended, where a label of their counter says it.

use std::collections::BTreeMap;

/// How the requests of one series were answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// Whether the side that answers failed; what callers did wrong is no failure.
    pub is_failure: bool,
    /// The HTTP status or the first of its class, where the label tells one.
    pub status: Option<u16>,
}

/// Labels that tell how a request ended, the most exact first.
const LABELS: [&str; 20] = [
    "status_code",
    "http_status_code",
    "http_response_status_code",
    "response_code",
    "http_status",
    "http_code",
    "code",
    "status",
    "status_class",
    "code_class",
    "response_code_class",
    "envoy_response_code_class",
    "envoy_response_code",
    "grpc_code",
    "grpc_status",
    "rpc_grpc_status_code",
    "grpc_response_status",
    "rcode",
    "outcome",
    "result",
];
/// Labels that name the fault, where there was one.
const FAULTS: [&str; 3] = ["exception", "error", "error_type"];
/// Words of outcomes that are failures of the side that answers: Micrometer's, gRPC's, DNS's, and plain words.
const FAILURES: [&str; 20] = [
    "servererror",
    "error",
    "errors",
    "err",
    "failed",
    "failure",
    "fail",
    "exception",
    "timeout",
    "timedout",
    "unavailable",
    "deadlineexceeded",
    "resourceexhausted",
    "servfail",
    "refused",
    "rejected",
    "dropped",
    "crash",
    "panic",
    "ko",
];
/// Words of outcomes that are none.
const OTHERS: [&str; 27] = [
    "success",
    "successful",
    "succeeded",
    "ok",
    "completed",
    "complete",
    "accepted",
    "hit",
    "miss",
    "redirection",
    "informational",
    "clienterror",
    "answered",
    "noerror",
    "nxdomain",
    "canceled",
    "cancelled",
    "invalidargument",
    "notfound",
    "alreadyexists",
    "permissiondenied",
    "unauthenticated",
    "failedprecondition",
    "outofrange",
    "none",
    "true",
    "processed",
];
/// Status codes that mean a failure of the server in gRPC alone (its guide to status codes).
const GRPC_WORDS: [&str; 5] = ["internal", "unknown", "dataloss", "unimplemented", "aborted"];
/// gRPC status codes by number that are failures of the server.
const GRPC_FAILURES: [u16; 7] = [2, 4, 8, 12, 13, 14, 15];

/// How the requests that a series counts were answered; `None` where no label tells.
pub fn answer_of(labels: &BTreeMap<String, String>) -> Option<Answer> {
    // OpenTelemetry writes dots, and Prometheus makes underscores of them.
    let value_of = |name: &str| {
        let dotted = || labels.iter().find(|(k, _)| k.contains('.') && k.replace('.', "_") == name);
        labels.get(name).or_else(|| Some(dotted()?.1))
    };
    LABELS.iter().find_map(|label| read(label, value_of(label)?)).or_else(|| {
        // `exception="None"` and `error="false"` say that all went well, any class that it did not.
        let told = FAULTS.iter().find_map(|label| value_of(label))?;
        let is_failure = !told.is_empty() && !["none", "false", "0"].contains(&told.to_ascii_lowercase().as_str());
        Some(Answer { is_failure, status: None })
    })
}

/// Whether a label tells how requests ended, and not which requests they were.
pub fn is_answer_label(label: &str) -> bool {
    let plain = label.replace('.', "_");
    LABELS.contains(&plain.as_str()) || FAULTS.contains(&plain.as_str())
}

fn read(label: &str, value: &str) -> Option<Answer> {
    let plain: String = value.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    if let Some(class) = plain.strip_suffix("xx") {
        return class.parse().ok().and_then(of_class);
    }
    if let Ok(number) = plain.parse::<u16>() {
        return match number {
            100..600 => Some(of_status(number)),
            1..=5 if label.contains("class") => of_class(number),
            0..=16 if label.contains("grpc") => {
                Some(Answer { is_failure: GRPC_FAILURES.contains(&number), status: None })
            }
            _ => None,
        };
    }
    let is_failure =
        FAILURES.contains(&plain.as_str()) || (label.contains("grpc") && GRPC_WORDS.contains(&plain.as_str()));
    (is_failure || OTHERS.contains(&plain.as_str())).then_some(Answer { is_failure, status: None })
}

fn of_status(status: u16) -> Answer {
    Answer { is_failure: status >= 500, status: Some(status) }
}

fn of_class(class: u16) -> Option<Answer> {
    (1..=5).contains(&class).then(|| of_status(class * 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_tell_how_requests_ended() {
        let failed = |status| Some(Answer { is_failure: true, status });
        let other = |status| Some(Answer { is_failure: false, status });
        for (label, value, expected) in [
            ("code", "503", failed(Some(503))),
            ("status", "5xx", failed(Some(500))),
            ("envoy_response_code_class", "5", failed(Some(500))),
            ("http.response.status_code", "404", other(Some(404))),
            ("status", "200", other(Some(200))),
            ("outcome", "SERVER_ERROR", failed(None)),
            ("outcome", "CLIENT_ERROR", other(None)),
            ("result", "error", failed(None)),
            ("status", "success", other(None)),
            ("grpc_code", "Unavailable", failed(None)),
            ("grpc_code", "Internal", failed(None)),
            ("outcome", "UNKNOWN", None),
            ("grpc_code", "NotFound", other(None)),
            ("grpc_status", "14", failed(None)),
            ("rcode", "SERVFAIL", failed(None)),
            ("rcode", "NXDOMAIN", other(None)),
            ("exception", "None", other(None)),
            ("exception", "TimeoutException", failed(None)),
            // A class without a word for it, a port, a person's state.
            ("code", "5", None),
            ("status", "running", None),
            ("method", "GET", None),
        ] {
            let labels = BTreeMap::from([(label.to_owned(), value.to_owned())]);
            assert_eq!(answer_of(&labels), expected, "{label}={value}");
        }
    }
}
