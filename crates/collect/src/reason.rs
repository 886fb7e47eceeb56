//! Why something could not be had: for the manifest in English, for people as a phrase that their catalogue words.

use backstory_http::{AddressError, HttpError};
use backstory_model::Phrase;
use jiff::Timestamp;

/// Why a source, or a part of what it has, is missing.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Reason {
    #[error(transparent)]
    Http(#[from] HttpError),
    #[error(transparent)]
    Address(#[from] AddressError),
    #[error("{0}; the credentials are not accepted")]
    NotAccepted(HttpError),
    #[error("{0}; the account needs `get` and `list` on pods, pods/log, events and the workloads")]
    Forbidden(HttpError),
    #[error("{path} did not answer as Prometheus does: is the address right?")]
    NotPrometheus { path: String },
    /// The server's own words.
    #[error("{kind}: {message}")]
    Refused { kind: String, message: String },
    #[error("there is no sample of any metric in the window")]
    NoMetric,
    #[error("no series has a sample here")]
    NoSample,
    #[error("the server keeps {kept}; what is older than {gone} is deleted, or about to be")]
    Retention { kept: String, gone: Timestamp },
    #[error("{path} did not answer with a JSON list: is this the address of an Alertmanager?")]
    NotAlertmanager { path: String },
    #[error(
        "Alertmanager keeps no history: an alert that was resolved before the collection is not in `alerts.json`; the history comes from the `ALERTS` series of Prometheus"
    )]
    NoHistory,
    #[error("a cluster keeps events for one hour by default; older ones are gone")]
    EventsExpired,
    #[error("no pod matches")]
    NoPod,
    #[error("pods that were deleted before the collection have no logs in the cluster; a log store may have them")]
    DeletedPods,
    #[error("the list has more than {pages} pages of {page}")]
    ListCut { pages: usize, page: String },
    #[error("the log of the previous run is not kept any more")]
    PreviousGone,
    #[error("the log broke off: {error}")]
    LogBroke { error: String },
    #[error("the container was started {count} times; a node keeps the logs of the last two runs")]
    Restarted { count: i64 },
    #[error("cut after {bytes} bytes")]
    LogCut { bytes: u64 },
    #[error("the log that the node serves begins at {at}: what was before was rotated away")]
    Rotated { at: Timestamp },
    #[error("`{path}` cannot be read: {error}")]
    Unread { path: String, error: String },
    #[error("this build has no Kubernetes: build with `--features kubernetes`")]
    NoKubernetes,
    #[error("there is no kubeconfig (`$KUBECONFIG` or `~/.kube/config`), and this is not a pod")]
    NoKubeconfig,
    #[error("the kubeconfig has no {kind} `{name}`; there are: {known}")]
    NotInKubeconfig { kind: String, name: String, known: String },
    #[error("the kubeconfig {place} cannot be used: {error}")]
    KubeconfigEntry { place: String, error: String },
    #[error(
        "`{text}` is not `[CONTEXT/]NAMESPACE[/SELECTOR]`: write for example `shop`, `prod/shop` or `prod/shop/app=api`"
    )]
    NotATarget { text: String },
}

impl Reason {
    /// The same for a catalogue.
    pub fn phrase(&self) -> Phrase {
        let named = |key: &str| Phrase::new(&format!("collected-{key}"));
        let because = |key: &str, error: &HttpError| {
            named(key).with("error", backstory_model::PhraseArg::Phrase(Box::new(http(error))))
        };
        match self {
            Self::Http(error) => http(error),
            Self::Address(_) => Phrase::new("http-not-an-address"),
            Self::NotAccepted(error) => because("not-accepted", error),
            Self::Forbidden(error) => because("forbidden", error),
            Self::NotPrometheus { path } => named("not-prometheus").text("path", path),
            Self::Refused { kind, message } => {
                Phrase::new("message-foreign").text("text", format!("{kind}: {message}"))
            }
            Self::NoMetric => named("no-metric"),
            Self::NoSample => named("no-sample"),
            Self::Retention { kept, gone } => named("retention").text("kept", kept).text("gone", gone.to_string()),
            Self::NotAlertmanager { path } => named("not-alertmanager").text("path", path),
            Self::NoHistory => named("no-history"),
            Self::EventsExpired => named("events-expired"),
            Self::NoPod => named("no-pod"),
            Self::DeletedPods => named("deleted-pods"),
            Self::ListCut { pages, page } => named("list-cut").text("pages", pages.to_string()).text("page", page),
            Self::PreviousGone => named("previous-gone"),
            Self::LogBroke { error } => named("log-broke").text("error", error),
            Self::Restarted { count } => named("restarted").text("count", count.to_string()),
            Self::LogCut { bytes } => named("log-cut").text("bytes", bytes.to_string()),
            Self::Rotated { at } => named("rotated").text("at", at.to_string()),
            Self::Unread { path, error } => named("unread").code("path", path).text("error", error),
            Self::NoKubernetes => named("no-kubernetes"),
            Self::NoKubeconfig => named("no-kubeconfig"),
            Self::NotInKubeconfig { kind, name, known } => {
                named("not-in-kubeconfig").text("kind", kind).code("name", name).text("known", known)
            }
            Self::KubeconfigEntry { place, error } => {
                named("kubeconfig-entry").text("place", place).text("error", error)
            }
            Self::NotATarget { text } => named("not-a-target").code("text", text),
        }
    }
}

/// What a server did, for a catalogue. The argument `reason`, where there is one, holds the words of the system.
pub fn http(error: &HttpError) -> Phrase {
    match error {
        HttpError::Unreachable { place, reason } => {
            Phrase::new("http-unreachable").text("place", place).text("reason", reason)
        }
        HttpError::TooLarge { place, limit_bytes } => {
            Phrase::new("http-too-large").text("place", place).text("limit", limit_bytes.to_string())
        }
        HttpError::Status { place, status, excerpt } => {
            Phrase::new("http-status").text("place", place).text("status", status.to_string()).text("excerpt", excerpt)
        }
        HttpError::Certificate { place, reason } => {
            Phrase::new("http-certificate").text("place", place).text("reason", reason)
        }
    }
}
