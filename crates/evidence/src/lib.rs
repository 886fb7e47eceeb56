//! Reads the raw traces of an incident, whatever their format, into observations with citations.

pub mod manifest;
