//! Formats: which kinds of log lines there are, and which one a stream has.
//!
//! Every kind lives in a file of its own with real sample lines. This module only names them and dispatches; [`detect`]
//! tells the kind of a stream from a sample of its lines. Envelopes (kubectl, CRI, Docker), which may wrap any kind, are
//! in [`envelope`].

pub(crate) mod access;
mod apache_error;
mod auditd;
pub(crate) mod cisco;
mod detect;
mod dotnet;
mod envelope;
mod envoy;
mod fields;
mod flow;
mod go;
mod haproxy;
mod haproxy_tcp;
mod header_memo;
mod iis;
mod inner;
mod java_util;
mod journald;
pub(crate) mod json;
mod klog;
mod log4j;
mod logcat;
mod logfmt;
mod ltsv;
mod macos;
mod mentions;
mod mongodb;
mod nginx_error;
mod plain;
mod postgres_csv;
mod postgres_json;
mod postgres_text;
mod python;
mod redis;
mod ruby;
mod stamped;
mod syslog3164;
mod syslog5424;
#[cfg(test)]
pub(crate) mod testing;
mod windows;
mod windows_event;

pub use detect::{Recognised, detect};
pub use envelope::Envelope;
pub(crate) use envelope::{Docker, Unwrapped, workload};
pub(crate) use fields::{Escape, Fields, RecordPlace, UsualMessage};
pub(crate) use iis::Column;
pub(crate) use inner::{read as read_inner, read_text as read_inner_text};
pub(crate) use journald::{CURSOR as JOURNAL_CURSOR, SEPARATOR as JOURNAL_SEPARATOR};
pub(crate) use json::unescape;
pub(crate) use mentions::{add_mentions, may_mention};
pub(crate) use stamped::time_in;

use crate::record::Record;
use crate::time::Clock;
use serde::{Deserialize, Serialize};

/// What kind of lines a stream has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormatKind {
    /// `journalctl -o json`.
    Journald,
    /// PostgreSQL's `jsonlog`.
    PostgresJson,
    /// One JSON object a line.
    JsonLines,
    /// Kubernetes' klog and Google's glog.
    Klog,
    /// RFC 5424.
    Syslog5424,
    /// HAProxy's HTTP log, with or without a syslog header.
    Haproxy,
    /// HAProxy's TCP log, with or without a syslog header.
    HaproxyTcp,
    /// Linux' audit log.
    Auditd,
    /// java.util.logging's layout of two lines.
    JavaUtil,
    /// Cisco's devices, with or without a syslog header.
    Cisco,
    /// RFC 3164 and its many cousins, with or without `<PRI>`.
    Syslog3164,
    /// Envoy's default access log.
    Envoy,
    /// Apache's and nginx's access logs: common, combined, and custom formats built on them.
    Access,
    /// nginx's error log.
    NginxError,
    /// Apache's error log.
    ApacheError,
    /// PostgreSQL's `csvlog`.
    PostgresCsv,
    /// PostgreSQL's plain log with the usual prefixes.
    PostgresText,
    /// Ruby's Logger, and Rails with it.
    Ruby,
    /// Windows servicing logs (CBS, DISM) and events exported as CSV.
    Windows,
    /// Windows events exported as XML or text.
    WindowsEvent,
    /// IIS and other W3C extended logs.
    Iis,
    /// macOS unified logging.
    MacOs,
    /// .NET's console loggers and Serilog's default.
    DotNet,
    /// log4j, logback, Spring Boot, java.util.logging.
    Log4j,
    /// Python's logging.
    Python,
    /// Go's log package.
    Go,
    /// `key=value` pairs.
    Logfmt,
    /// Labelled values between tabs (LTSV).
    Ltsv,
    /// Flow logs of a virtual network (VPC).
    Flow,
    /// Android's logcat.
    Logcat,
    /// MongoDB's text log before 4.4.
    MongoDb,
    /// Redis and Valkey.
    Redis,
    /// Any text behind a time stamp.
    Stamped,
    /// Text without a time of its own, with or without a level.
    Plain,
    /// Not understood.
    #[default]
    Unknown,
}

/// What reading a stream's lines needs to remember from line to line.
#[derive(Debug, Clone)]
pub(crate) struct Context {
    pub(crate) clock: Clock,
    pub(crate) roles: json::RoleMemo,
    /// The keys of lines that stand in other lines.
    pub(crate) inner_roles: json::RoleMemo,
    pub(crate) headers: header_memo::HeaderMemo,
    /// The column names of a W3C extended log, as its last `#Fields:` line gave them.
    pub(crate) columns: Vec<iis::Column>,
}

impl Context {
    pub(crate) fn new(year: Option<i32>) -> Self {
        Self {
            clock: Clock::new(year),
            roles: json::RoleMemo::default(),
            inner_roles: json::RoleMemo::default(),
            headers: header_memo::HeaderMemo::default(),
            columns: Vec::new(),
        }
    }
}

impl Default for Context {
    fn default() -> Self {
        Self::new(None)
    }
}

/// Reads one line of a kind.
pub(crate) type Parser = for<'a> fn(&'a [u8], &mut Context) -> Option<Fields<'a>>;

impl FormatKind {
    /// The kinds that a line can be read as, the most telling first.
    pub const CANDIDATES: [Self; 34] = [
        Self::Journald,
        Self::PostgresJson,
        Self::JsonLines,
        Self::Klog,
        Self::Syslog5424,
        Self::Haproxy,
        Self::HaproxyTcp,
        Self::Auditd,
        Self::JavaUtil,
        Self::Cisco,
        Self::Syslog3164,
        Self::Envoy,
        Self::Access,
        Self::NginxError,
        Self::ApacheError,
        Self::PostgresCsv,
        Self::PostgresText,
        Self::Ruby,
        Self::Windows,
        Self::WindowsEvent,
        Self::Iis,
        Self::MacOs,
        Self::DotNet,
        Self::Logcat,
        Self::MongoDb,
        Self::Redis,
        Self::Log4j,
        Self::Python,
        Self::Go,
        Self::Logfmt,
        Self::Ltsv,
        Self::Flow,
        Self::Stamped,
        Self::Plain,
    ];

    pub(crate) fn parser(self) -> Parser {
        match self {
            Self::Journald => journald::parse,
            Self::PostgresJson => postgres_json::parse,
            Self::JsonLines => json::parse,
            Self::Klog => klog::parse,
            Self::Syslog5424 => syslog5424::parse,
            Self::Haproxy => haproxy::parse,
            Self::HaproxyTcp => haproxy_tcp::parse,
            Self::Auditd => auditd::parse,
            Self::JavaUtil => java_util::parse,
            Self::Cisco => cisco::parse,
            Self::Syslog3164 => syslog3164::parse,
            Self::Envoy => envoy::parse,
            Self::Access => access::parse,
            Self::NginxError => nginx_error::parse,
            Self::ApacheError => apache_error::parse,
            Self::PostgresCsv => postgres_csv::parse,
            Self::PostgresText => postgres_text::parse,
            Self::Ruby => ruby::parse,
            Self::Windows => windows::parse,
            Self::WindowsEvent => windows_event::parse,
            Self::Iis => iis::parse,
            Self::MacOs => macos::parse,
            Self::DotNet => dotnet::parse,
            Self::Log4j => log4j::parse,
            Self::Python => python::parse,
            Self::Go => go::parse,
            Self::Logfmt => logfmt::parse,
            Self::Ltsv => ltsv::parse,
            Self::Flow => flow::parse,
            Self::Logcat => logcat::parse,
            Self::MongoDb => mongodb::parse,
            Self::Redis => redis::parse,
            Self::Stamped => stamped::parse,
            Self::Plain | Self::Unknown => plain::parse,
        }
    }

    /// Reads one line as this kind, on its own: escapes in the message stay. `year` completes times without one.
    pub fn read(self, line: &[u8], year: Option<i32>) -> Option<Record<'_>> {
        let fields = self.parser()(line, &mut Context::new(year))?;
        Some(fields.record(RecordPlace {
            offset: 0,
            line: 1,
            line_count: 1,
            envelope: None,
            pod: None,
            service: None,
            raw: line,
        }))
    }

    /// Reads a line of this kind that says no more than most of its lines, the first `length` of the bytes; `None` leaves
    /// it to the parser, which would find the same.
    #[inline]
    pub(crate) fn usual_message<'a>(
        self,
        bytes: &'a [u8],
        length: usize,
        context: &mut Context,
    ) -> Option<UsualMessage<'a>> {
        match self {
            Self::Log4j => log4j::usual(bytes, length, context),
            _ => None,
        }
    }

    /// Whether a record of this kind may go on over lines that have no header.
    pub(crate) fn has_continuations(self) -> bool {
        !matches!(
            self,
            Self::Journald
                | Self::PostgresJson
                | Self::JsonLines
                | Self::Syslog5424
                | Self::Haproxy
                | Self::HaproxyTcp
                | Self::Auditd
                | Self::Envoy
                | Self::Access
                | Self::Iis
                | Self::Logfmt
                | Self::Ltsv
                | Self::Flow
                | Self::Plain
                | Self::Unknown
        )
    }

    /// Completes a record that was put together from lines, where the later ones say what it is.
    pub(crate) fn settle(self, record: &mut Record<'_>, context: &mut Context) {
        match self {
            Self::JavaUtil => java_util::settle(record),
            Self::WindowsEvent => windows_event::settle(record, context),
            _ => {}
        }
    }

    /// Whether a line only says how the lines below are laid out, or opens and closes their list: no record.
    pub(crate) fn is_heading(self, line: &[u8]) -> bool {
        match self {
            Self::JsonLines => matches!(line.trim_ascii(), b"[" | b"]" | b"],"),
            Self::Klog => {
                [&b"Log file created at: "[..], b"Running on machine: ", b"Binary: Built ", b"Log line format: "]
                    .iter()
                    .any(|head| line.starts_with(head))
            }
            Self::Windows => line.starts_with(b"Level,Date and Time,"),
            Self::MacOs => line.starts_with(b"Timestamp  ") && memchr::memmem::find(line, b" Thread ").is_some(),
            _ => false,
        }
    }

    /// Whether every record is a request by itself, so that route and status say more than the text.
    pub fn is_access_log(self) -> bool {
        matches!(self, Self::Haproxy | Self::Envoy | Self::Access | Self::Iis)
    }

    /// The name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Journald => "journald JSON export",
            Self::PostgresJson => "PostgreSQL jsonlog",
            Self::JsonLines => "JSON lines",
            Self::Klog => "klog",
            Self::Syslog5424 => "syslog (RFC 5424)",
            Self::Haproxy => "HAProxy HTTP log",
            Self::HaproxyTcp => "HAProxy TCP log",
            Self::Auditd => "Linux audit log",
            Self::JavaUtil => "java.util.logging",
            Self::Cisco => "Cisco syslog",
            Self::Syslog3164 => "syslog (RFC 3164)",
            Self::Envoy => "Envoy access log",
            Self::Access => "access log (common, combined or custom)",
            Self::NginxError => "nginx error log",
            Self::ApacheError => "Apache error log",
            Self::PostgresCsv => "PostgreSQL csvlog",
            Self::PostgresText => "PostgreSQL log",
            Self::Ruby => "Ruby logger",
            Self::Windows => "Windows log",
            Self::WindowsEvent => "Windows event log",
            Self::Iis => "W3C extended log",
            Self::MacOs => "macOS log",
            Self::DotNet => ".NET logger",
            Self::Log4j => "log4j or logback",
            Self::Python => "Python logging",
            Self::Go => "Go log",
            Self::Logfmt => "logfmt",
            Self::Ltsv => "labelled values (LTSV)",
            Self::Flow => "VPC flow log",
            Self::Logcat => "Android logcat",
            Self::MongoDb => "MongoDB text log",
            Self::Redis => "Redis log",
            Self::Stamped => "text with time stamps",
            Self::Plain => "text",
            Self::Unknown => "unknown",
        }
    }
}
