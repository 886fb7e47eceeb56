//! Cuts a log with leading timestamps to a window, as it streams.
//!
//! Lines of any length pass without being held: only the first bytes of each are, until the time is known. A line without
//! a time belongs to the one before it. Reading stops at the first line at or after the end.

use std::io::{self, Write};

use backstory_evidence::Covered;
use backstory_model::Window;
use jiff::Timestamp;

/// Longest timestamp with its blank: `2025-02-09T10:00:00.123456789+01:00 `.
const HEAD_BYTES: usize = 40;

/// What a cut kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) covered: Option<Covered>,
    pub(super) is_over_limit: bool,
}

impl Cut {
    pub(super) fn add(&mut self, other: Self) {
        self.is_over_limit |= other.is_over_limit;
        self.covered = match (self.covered, other.covered) {
            (Some(a), Some(b)) => Some(Covered { first: a.first.min(b.first), last: a.last.max(b.last) }),
            (a, b) => a.or(b),
        };
    }
}

/// See the module.
#[derive(Debug)]
pub(super) struct Cutter {
    window: Window,
    limit_bytes: u64,
    written: u64,
    head: Vec<u8>,
    is_in_head: bool,
    keeps: bool,
    is_done: bool,
    cut: Cut,
}

impl Cutter {
    pub(super) fn new(window: Window, limit_bytes: u64) -> Self {
        let head = Vec::with_capacity(HEAD_BYTES);
        Self {
            window,
            limit_bytes,
            written: 0,
            head,
            is_in_head: true,
            keeps: false,
            is_done: false,
            cut: Cut::default(),
        }
    }

    /// Whether nothing more is wanted.
    pub(super) fn is_done(&self) -> bool {
        self.is_done
    }

    pub(super) fn push(&mut self, mut bytes: &[u8], out: &mut dyn Write) -> io::Result<()> {
        while !bytes.is_empty() && !self.is_done {
            if self.is_in_head {
                let wanted = HEAD_BYTES - self.head.len();
                let end = bytes
                    .iter()
                    .take(wanted)
                    .position(|byte| *byte == b'\n')
                    .map_or(wanted.min(bytes.len()), |at| at + 1);
                let (part, rest) = bytes.split_at(end);
                self.head.extend_from_slice(part);
                bytes = rest;
                let is_line = part.ends_with(b"\n");
                if is_line || self.head.len() >= HEAD_BYTES {
                    self.decide(out)?;
                    self.is_in_head = is_line;
                }
            } else {
                let end = bytes.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
                let (part, rest) = bytes.split_at(end.unwrap_or(bytes.len()));
                if self.keeps {
                    self.write(part, out)?;
                }
                self.is_in_head = end.is_some();
                bytes = rest;
            }
        }
        Ok(())
    }

    /// Ends the log, with its last line whether or not it is whole.
    pub(super) fn finish(mut self, out: &mut dyn Write) -> io::Result<Cut> {
        if !self.is_done && !self.head.is_empty() {
            self.decide(out)?;
        }
        Ok(self.cut)
    }

    fn decide(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let head = std::mem::take(&mut self.head);
        if let Some(time) = leading_time(&head) {
            if time >= self.window.end {
                self.is_done = true;
                return Ok(());
            }
            self.keeps = time >= self.window.start;
            if self.keeps {
                self.cut.add(Cut { covered: Some(Covered { first: time, last: time }), is_over_limit: false });
            }
        }
        if self.keeps {
            self.write(&head, out)?;
        }
        self.head = head;
        self.head.clear();
        Ok(())
    }

    fn write(&mut self, bytes: &[u8], out: &mut dyn Write) -> io::Result<()> {
        self.written += bytes.len() as u64;
        if self.written > self.limit_bytes {
            (self.is_done, self.cut.is_over_limit) = (true, true);
            return Ok(());
        }
        out.write_all(bytes)
    }
}

/// The time before the first blank.
pub(super) fn leading_time(line: &[u8]) -> Option<Timestamp> {
    let end = line.iter().take(HEAD_BYTES).position(u8::is_ascii_whitespace)?;
    std::str::from_utf8(line.get(..end)?).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(log: &[u8], chunk: usize, limit: u64) -> (Vec<u8>, Cut) {
        let at = |s: &str| s.parse::<Timestamp>().unwrap();
        let window = Window::new(at("2025-02-09T10:00:00.5Z"), at("2025-02-09T11:00:00Z")).unwrap();
        let mut cutter = Cutter::new(window, limit);
        let mut out = Vec::new();
        for part in log.chunks(chunk) {
            cutter.push(part, &mut out).unwrap();
        }
        let cut = cutter.finish(&mut out).unwrap();
        (out, cut)
    }

    const LOG: &str = "2025-02-09T10:00:00.499999999Z early\n2025-02-09T11:00:00.500000000+01:00 first\nno time\n\
                       2025-02-09T10:59:59.999999999Z last\n2025-02-09T11:00:00Z late\n2025-02-09T10:30:00Z never read\n";

    #[test]
    fn both_ends_are_cut_whatever_the_chunks() {
        let expected = "2025-02-09T11:00:00.500000000+01:00 first\nno time\n2025-02-09T10:59:59.999999999Z last\n";
        for chunk in [1, 7, 40, 41, 1000] {
            let (out, cut) = cut(LOG.as_bytes(), chunk, 1000);
            assert_eq!(String::from_utf8(out).unwrap(), expected, "{chunk}");
            assert_eq!(cut.covered.unwrap().last, "2025-02-09T10:59:59.999999999Z".parse().unwrap());
        }
    }

    #[test]
    fn a_giant_line_stops_at_the_limit() {
        let log = [b"2025-02-09T10:30:00Z ".as_slice(), &vec![b'x'; 10_000]].concat();
        let (out, cut) = cut(&log, 100, 500);
        assert!(out.len() <= 500 && cut.is_over_limit);
    }

    proptest! {
        #[test]
        fn chunks_do_not_matter(lines in proptest::collection::vec("(2025-02-09T1[01]:0[0-9]:00Z )?[a-z]{0,60}", 0..12), chunk in 1_usize..80) {
            let log = lines.join("\n").into_bytes();
            prop_assert_eq!(cut(&log, chunk, 1 << 20), cut(&log, 1 << 20, 1 << 20));
        }
    }
}
