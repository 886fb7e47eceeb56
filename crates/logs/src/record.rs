//! One event of a log.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{Request, Stamp};

/// How bad the writer says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the words say it")]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Trace,
    Debug,
    Info,
    Warn,
    Error,
    Fatal,
}

impl Severity {
    /// Reads a level as the usual libraries write it, in any case, short or long.
    pub fn parse(word: &str) -> Option<Self> {
        let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        if word.is_empty() || word.len() > 11 {
            return None;
        }
        Some(match word.to_ascii_lowercase().as_str() {
            "trace" | "verbose" | "finest" | "finer" | "trc" | "vrb" => Self::Trace,
            "debug" | "debug1" | "debug2" | "debug3" | "debug4" | "debug5" | "fine" | "dbg" | "dbug" => Self::Debug,
            "info" | "information" | "informational" | "notice" | "log" | "config" | "inf" | "detail" | "hint"
            | "statement" | "context" => Self::Info,
            "warn" | "warning" | "wrn" => Self::Warn,
            "error" | "err" | "severe" | "eror" | "failure" => Self::Error,
            "fatal" | "panic" | "critical" | "crit" | "alert" | "emerg" | "emergency" | "ftl" | "dpanic" => Self::Fatal,
            _ => return None,
        })
    }

    /// Reads the single letter of klog, glog and logcat.
    pub fn from_letter(letter: u8) -> Option<Self> {
        Some(match letter {
            b'V' | b'T' => Self::Trace,
            b'D' => Self::Debug,
            b'I' => Self::Info,
            b'W' => Self::Warn,
            b'E' => Self::Error,
            b'F' => Self::Fatal,
            _ => return None,
        })
    }
}

/// One event, as far as its format tells.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Record<'a> {
    /// The record's time: that of the wrapper (kubectl, CRI, Docker) when there is one, else its own.
    pub time: Option<Stamp>,
    /// The writer's own time, when a wrapper has another.
    pub inner_time: Option<Stamp>,
    /// How bad.
    pub severity: Option<Severity>,
    /// The service named inside.
    pub service: Option<Cow<'a, str>>,
    /// The message without its header; may span lines.
    pub message: Cow<'a, str>,
    /// The request it tells of.
    pub request: Option<Request<'a>>,
    /// Ids shared with other sources.
    pub correlations: Vec<Cow<'a, str>>,
    /// The customer, account or user it concerns.
    pub customer: Option<Cow<'a, str>>,
    /// Whether the line breaks off where its format goes on.
    pub is_cut: bool,
}
