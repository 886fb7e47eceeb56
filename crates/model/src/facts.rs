//! What is already known when the analysis starts.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Citation, ServiceName};

/// What a commander states in `incident.json`. Times are minute-precise and as people saw them:
/// the start is about the page, not the fault.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct IncidentFacts {
    /// Identifier in the incident tool.
    pub id: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Severity as the team writes it (`SEV-1`).
    pub severity: Option<String>,
    /// Stated start.
    pub started: Option<Timestamp>,
    /// Stated end.
    pub ended: Option<Timestamp>,
    /// IANA name of the zone people speak in.
    pub timezone: Option<String>,
    /// Services said to be affected, in the given order.
    pub services: Vec<ServiceName>,
    /// Handle of the incident commander.
    pub commander: Option<String>,
    /// Channel of the incident, without `#`.
    pub channel: Option<String>,
    /// Numbers of the pager's incidents.
    pub pager_incidents: Vec<u64>,
    /// Where it was read.
    #[serde(skip)]
    pub citation: Option<Citation>,
}
