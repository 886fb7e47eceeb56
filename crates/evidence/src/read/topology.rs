//! Call graphs as a table: `caller,callee`.

use std::sync::Arc;

use backstory_model::{CallEdge, ServiceName, workload_of};

/// Reads the edges.
pub(crate) fn read(text: &str, _path: &Arc<str>) -> Vec<CallEdge> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let Ok(header) = reader.headers().cloned() else { return Vec::new() };
    let column = |name: &str| header.iter().position(|h| h.trim().eq_ignore_ascii_case(name));
    let (Some(caller), Some(callee)) = (column("caller"), column("callee")) else { return Vec::new() };
    let mut edges: Vec<CallEdge> = reader
        .records()
        .filter_map(Result::ok)
        .filter_map(|r| {
            let name = |at: usize| {
                r.get(at).map(str::trim).filter(|s| !s.is_empty()).map(|s| ServiceName::new(workload_of(s)))
            };
            Some(CallEdge { caller: name(caller)?, callee: name(callee)? })
        })
        .collect();
    edges.sort();
    edges.dedup();
    edges
}
