//! Lines into events: what has no header of its own goes on with the event before.

use crate::format::{Detected, Format, unwrap};
use crate::mask::mask_into;
use crate::record::Severity;
use crate::request::route_of;
use crate::time::Stamp;

/// Longest message kept of one event, in bytes: a stack trace, not a dump.
const LONGEST_MESSAGE: usize = 1 << 14;

/// One event, owned: its header as it was read, its message as it grew.
#[derive(Debug, Clone, Default)]
pub(crate) struct Event {
    pub(crate) line: u64,
    pub(crate) offset: u64,
    pub(crate) lines: u64,
    pub(crate) time: Option<Stamp>,
    pub(crate) inner_time: Option<Stamp>,
    pub(crate) severity: Option<Severity>,
    pub(crate) service: Option<String>,
    pub(crate) pod: Option<String>,
    pub(crate) message: String,
    pub(crate) first_line: String,
    pub(crate) request: Option<OwnedRequest>,
    pub(crate) correlations: Vec<u64>,
    pub(crate) customer: Option<String>,
    pub(crate) is_cut: bool,
}

/// A request whose path is a route already.
#[derive(Debug, Clone)]
pub(crate) struct OwnedRequest {
    pub(crate) route: String,
    pub(crate) status: u16,
    pub(crate) duration_s: Option<f64>,
}

/// What a line did.
pub(crate) enum Fed {
    /// It began an event; the one before, if any, is complete.
    Began(Option<Box<Event>>),
    /// It went on with the event before.
    Continued,
    /// It fits nothing: no header, and no event to go on with.
    Stray,
}

/// Collects lines into events.
#[derive(Debug)]
pub(crate) struct Assembler {
    format: Format,
    year: i64,
    pending: Option<Box<Event>>,
}

impl Assembler {
    pub(crate) fn new(detected: Detected, year: i64) -> Self {
        Self { format: detected.format, year, pending: None }
    }

    /// Takes the next line.
    pub(crate) fn feed(&mut self, text: &str, line: u64, offset: u64) -> Fed {
        let (wrapped, inner) = unwrap(text);
        let parsed = self.format.parse_or_other(&inner, self.year);
        let Some((_, record)) = parsed else {
            // A wrapped line without a header of its own has a time, so it can stand alone when there is no event.
            return self.go_on(&inner, wrapped.time, wrapped.pod, line, offset);
        };
        let mut event = Event {
            line,
            offset,
            lines: 1,
            time: wrapped.time.or(record.time),
            inner_time: wrapped.time.and(record.time),
            severity: record.severity,
            service: record.service.map(std::borrow::Cow::into_owned),
            pod: wrapped.pod.map(str::to_owned),
            first_line: text.chars().take(600).collect(),
            request: record.request.as_ref().map(|r| {
                let route = route_of(&r.path);
                OwnedRequest {
                    route: if r.method.is_empty() { route.into_owned() } else { format!("{} {route}", r.method) },
                    status: r.status,
                    duration_s: r.duration_s,
                }
            }),
            correlations: record.correlations.iter().map(|id| hash(id.as_bytes())).collect(),
            customer: record.customer.map(std::borrow::Cow::into_owned),
            is_cut: record.is_cut,
            ..Event::default()
        };
        event.message.push_str(record.message.get(..floor(&record.message, LONGEST_MESSAGE)).unwrap_or(""));
        Fed::Began(self.pending.replace(Box::new(event)))
    }

    fn go_on(&mut self, inner: &str, time: Option<Stamp>, pod: Option<&str>, line: u64, offset: u64) -> Fed {
        if let Some(event) = &mut self.pending {
            // A wrapped line long after the event before is no continuation of it.
            let is_late = time.zip(event.time).is_some_and(|(now, then)| now.nanos() - then.nanos() > 5_000_000_000);
            if !is_late {
                event.lines += 1;
                if event.message.len() < LONGEST_MESSAGE {
                    event.message.push('\n');
                    event.message.push_str(
                        inner
                            .get(..floor(inner, LONGEST_MESSAGE - event.message.len().min(LONGEST_MESSAGE)))
                            .unwrap_or(""),
                    );
                }
                return Fed::Continued;
            }
        }
        if time.is_none() || inner.trim().is_empty() {
            return Fed::Stray;
        }
        let event = Event {
            line,
            offset,
            lines: 1,
            time,
            pod: pod.map(str::to_owned),
            message: inner.get(..floor(inner, LONGEST_MESSAGE)).unwrap_or("").to_owned(),
            first_line: inner.chars().take(600).collect(),
            ..Event::default()
        };
        Fed::Began(self.pending.replace(Box::new(event)))
    }

    /// The last event.
    pub(crate) fn finish(self) -> Option<Box<Event>> {
        self.pending
    }
}

impl Event {
    /// The template of the message, written into `out`.
    pub(crate) fn template_into(&self, out: &mut String) {
        mask_into(&self.message, out);
    }
}

/// The largest index up to `most` at which the text may be cut.
fn floor(text: &str, most: usize) -> usize {
    let mut at = most.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// FNV-1a with a final mix: stable over versions and machines, as samples from different machines are compared.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        h = (h ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    h ^= h >> 33;
    h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
    h ^ (h >> 33)
}
