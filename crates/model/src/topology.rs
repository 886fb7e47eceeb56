//! Who calls whom.

use crate::{Citation, ServiceName};

/// One edge of the call graph.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallEdge {
    /// The one that calls.
    pub caller: ServiceName,
    /// The one that is called.
    pub callee: ServiceName,
}

/// The call graph as far as the evidence gives it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Topology {
    /// Edges, sorted, unique.
    pub edges: Vec<CallEdge>,
    /// Where they were read.
    pub citations: Vec<Citation>,
}
