//! How serious a record says it is.

use serde::{Deserialize, Serialize};

/// Severity of a record, folded from the words of all ecosystems onto one ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// TRACE, FINEST, VERBOSE.
    Trace,
    /// DEBUG, FINE.
    Debug,
    /// INFO, NOTICE, and PostgreSQL's LOG.
    Info,
    /// WARN, WARNING.
    Warn,
    /// ERROR, SEVERE.
    Error,
    /// FATAL, CRITICAL, ALERT, EMERGENCY, PANIC.
    Fatal,
}

impl Severity {
    /// All severities, mildest first.
    pub const ALL: [Self; 6] = [Self::Trace, Self::Debug, Self::Info, Self::Warn, Self::Error, Self::Fatal];

    /// The severity that a level word means, in any letter case; `None` for other words and for single letters.
    pub fn from_word(word: &[u8]) -> Option<Self> {
        // What most lines say, without folding the case.
        match word {
            b"INFO" | b"info" => return Some(Self::Info),
            b"WARN" | b"warn" => return Some(Self::Warn),
            b"ERROR" | b"error" => return Some(Self::Error),
            b"DEBUG" | b"debug" => return Some(Self::Debug),
            _ => {}
        }
        let mut lower = [0_u8; 12];
        let lower = lower.get_mut(..word.len())?;
        lower.copy_from_slice(word);
        lower.make_ascii_lowercase();
        Some(match &*lower {
            b"trace" | b"trc" | b"trce" | b"finest" | b"finer" | b"verbose" | b"silly" | b"vrb" => Self::Trace,
            b"debug" | b"dbg" | b"dbug" | b"fine" | b"debug1" | b"debug2" | b"debug3" | b"debug4" | b"debug5" => {
                Self::Debug
            }
            b"info" | b"inf" | b"information" | b"informational" | b"notice" | b"log" | b"config" | b"statement"
            | b"default" | b"normal" => Self::Info,
            b"warn" | b"warning" | b"wrn" | b"warnin" => Self::Warn,
            b"error" | b"err" | b"eror" | b"severe" | b"fail" | b"failure" | b"fault" => Self::Error,
            b"fatal" | b"ftl" | b"critical" | b"crit" | b"emerg" | b"emergency" | b"alert" | b"panic" | b"dpanic" => {
                Self::Fatal
            }
            _ => return None,
        })
    }

    /// The severity of a one-letter level, as klog, Ruby, Android and MongoDB write it.
    pub fn from_letter(letter: u8) -> Option<Self> {
        Some(match letter {
            b'V' | b'T' => Self::Trace,
            b'D' => Self::Debug,
            b'I' => Self::Info,
            b'W' => Self::Warn,
            b'E' => Self::Error,
            b'F' | b'C' | b'A' => Self::Fatal,
            _ => return None,
        })
    }

    /// The severity of a syslog level, 0 (emergency) to 7 (debug).
    pub fn from_syslog(level: u64) -> Option<Self> {
        Some(match level {
            0..=2 => Self::Fatal,
            3 => Self::Error,
            4 => Self::Warn,
            5 | 6 => Self::Info,
            7 => Self::Debug,
            _ => return None,
        })
    }

    /// The severity of a numeric level in JSON: syslog's below 8, otherwise the tens of pino and bunyan, with Python's
    /// (10 debug to 50 critical) reading the same but for its top.
    pub fn from_number(level: u64) -> Option<Self> {
        Some(match level {
            0..=7 => return Self::from_syslog(level),
            8..=14 => Self::Trace,
            15..=24 => Self::Debug,
            25..=34 => Self::Info,
            35..=44 => Self::Warn,
            45..=54 => Self::Error,
            55..=64 => Self::Fatal,
            _ => return None,
        })
    }

    /// The severity of OpenTelemetry's number: four for each name, from 1 (trace) to 24 (fatal).
    pub fn from_open_telemetry(number: u64) -> Option<Self> {
        Some(match number {
            1..=4 => Self::Trace,
            5..=8 => Self::Debug,
            9..=12 => Self::Info,
            13..=16 => Self::Warn,
            17..=20 => Self::Error,
            21..=24 => Self::Fatal,
            _ => return None,
        })
    }

    /// The lower-case name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Trace => "trace",
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
            Self::Fatal => "fatal",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_all_ecosystems_fold_onto_one_ladder() {
        for (word, severity) in [
            ("INFO", Some(Severity::Info)),
            ("Warning", Some(Severity::Warn)),
            ("SEVERE", Some(Severity::Error)),
            ("crit", Some(Severity::Fatal)),
            ("LOG", Some(Severity::Info)),
            ("DEBUG1", Some(Severity::Debug)),
            ("information overload", None),
            ("e", None),
            ("", None),
        ] {
            assert_eq!(Severity::from_word(word.as_bytes()), severity, "{word}");
        }
        assert_eq!(Severity::from_number(30), Some(Severity::Info));
        assert_eq!(Severity::from_number(3), Some(Severity::Error));
    }
}
