//! What bytes are: recognises files by their content and reads them into observations with citations.
//!
//! ```text
//! folder ─► walk ─► recognise (content, not names) ─► read/<kind> ─► Observations
//!                                        │                └─► derive (counters ─► rates, histograms ─► means)
//!                                        └─► logs ─► LogSummary      (unreadable ─► Gap)
//! ```
//!
//! One bad file never stops the rest: it becomes a gap that names the file, what was expected and what to do.
//! Nothing here touches the network; a git bundle is read with the `git` program, without hooks.

mod alert_episodes;
mod collected;
mod derive;
mod head;
mod holes;
mod log_artifact;
mod manifest;
mod read;
mod recognise;
mod repair;
mod walk;

pub use backstory_mask as mask;
pub use collected::{Collected, LogArtifact, Options, ReadError, collect};
pub use manifest::{Covered, LeftOut, MANIFEST_SCHEMA, Manifest, ManifestEntry, ManifestGap};
