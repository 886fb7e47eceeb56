//! Fetches evidence from live systems into an evidence folder with a manifest.
//!
//! Each source writes files of the shapes that people export by hand, so the analysis of a collected folder is the
//! analysis of exported files. A source that fails costs its own files only: the failure is a gap in the manifest.
//!
//! Kubernetes is spoken in plain HTTP with an own reader of kubeconfig. The `kube` crate would bring an async runtime and
//! the generated types of the whole API for a handful of `GET` requests, and it rounds `sinceTime` to the nearest second.
//! The YAML reader and base64 that this takes are in the build anyway, so the feature `kubernetes` is on by default.

mod alertmanager;
mod folder;
#[cfg(feature = "kubernetes")]
pub mod kubernetes;
mod plan;
mod prometheus;
pub mod reason;
mod stage;

pub use alertmanager::collect as collect_alertmanager;
pub use folder::{EvidenceFolder, FolderError, Provenance};
pub use plan::Plan;
pub use prometheus::collect as collect_prometheus;
pub use reason::Reason;
pub use stage::Stage;
