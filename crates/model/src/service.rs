//! Names of services, and the workload behind a pod name.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A service (workload) by name, as the sources call it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ServiceName(pub String);

impl ServiceName {
    /// Wraps a name as it is.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The service a pod belongs to: `api-7d9f8b6c5-x2x4q` is `api`. A name that is no pod's is kept.
    pub fn of_pod(pod: &str) -> Self {
        Self(workload_of(pod).to_owned())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ServiceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for ServiceName {
    fn from(name: &str) -> Self {
        Self(name.to_owned())
    }
}

/// Letters and digits that Kubernetes draws generated name suffixes from (`rand.SafeEncodeString`
/// leaves out vowels and look-alikes), plus hexadecimal digits of older pod-template hashes.
fn is_generated(part: &str) -> bool {
    part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'b'..=b'd' | b'f'..=b'h' | b'j'..=b'n' | b'p'..=b't' | b'v'..=b'z' | b'a' | b'e'))
}

/// Returns the workload part of a pod name.
///
/// `name-<template hash, 8 to 10>-<5>` is a Deployment's pod, `name-<number>` a StatefulSet's, and
/// `name-<5 with a digit>` a DaemonSet's or Job's. Anything else comes back unchanged.
///
/// ```
/// assert_eq!(backstory_model::workload_of("api-7d9f8b6c5-x2x4q"), "api");
/// assert_eq!(backstory_model::workload_of("postgres-0"), "postgres");
/// assert_eq!(backstory_model::workload_of("api-service"), "api-service");
/// ```
pub fn workload_of(pod: &str) -> &str {
    let Some((rest, last)) = pod.rsplit_once('-') else { return pod };
    if rest.is_empty() || last.is_empty() {
        return pod;
    }
    if last.len() == 5 && is_generated(last) {
        if let Some((name, hash)) = rest.rsplit_once('-')
            && !name.is_empty()
            && (8..=10).contains(&hash.len())
            && is_generated(hash)
            && (hash.bytes().any(|b| b.is_ascii_digit()) || last.bytes().any(|b| b.is_ascii_digit()))
        {
            return name;
        }
        if last.bytes().any(|b| b.is_ascii_digit()) && last.bytes().any(|b| b.is_ascii_alphabetic()) {
            return rest;
        }
    }
    if last.len() <= 3 && last.bytes().all(|b| b.is_ascii_digit()) {
        return rest;
    }
    pod
}

#[cfg(test)]
mod tests {
    use super::workload_of;

    #[test]
    fn pods_count_as_their_workload() {
        for (pod, workload) in [
            ("api-7d9f8b6c5-x2x4q", "api"),
            ("orders-service-2r92b9vp4-77gq9", "orders-service"),
            ("ts-food-service-f5756978c-6sb8t", "ts-food-service"),
            ("ts-station-food-service-dc4d75dd-k65k2", "ts-station-food-service"),
            ("postgres-0", "postgres"),
            ("node-exporter-x7k2p", "node-exporter"),
            ("api-service", "api-service"),
            ("edge-nginx", "edge-nginx"),
            ("-", "-"),
            ("", ""),
        ] {
            assert_eq!(workload_of(pod), workload, "{pod}");
        }
    }
}
