//! klog and glog: `E0209 10:05:23.123456   12 file.go:34] message`; no year, no zone.

use std::borrow::Cow;

use super::fields;
use crate::time::layout_klog;
use crate::{Record, Severity};

/// Reads a klog line.
pub(super) fn parse(line: &str, year: i64) -> Option<Record<'_>> {
    let letter = *line.as_bytes().first()?;
    let severity = Severity::from_letter(letter).filter(|_| matches!(letter, b'I' | b'W' | b'E' | b'F' | b'D'))?;
    let rest = line.get(1..)?;
    let (time, used) = layout_klog(rest, year)?;
    let (_, message) = rest.get(used..)?.split_once("] ")?;
    let mut record =
        Record { time: Some(time), severity: Some(severity), message: Cow::Borrowed(message), ..Record::default() };
    fields::from_message(message, &mut record.correlations, &mut record.customer);
    Some(record)
}
