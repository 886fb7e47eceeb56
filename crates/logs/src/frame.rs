//! Bytes into lines, bounded.

use std::io::{self, BufRead};

/// Longest line kept; the rest of a longer one is counted and dropped.
pub const LONGEST_LINE: usize = 1 << 20;

/// One physical line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its bytes without the line end (LF or CR LF), at most [`LONGEST_LINE`].
    pub bytes: &'a [u8],
    /// 1-based number.
    pub number: u64,
    /// Byte offset of its first byte.
    pub offset: u64,
    /// Bytes dropped from its end.
    pub dropped: u64,
}

/// Reads lines one by one into one buffer.
#[derive(Debug)]
pub struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
    number: u64,
    offset: u64,
}

impl<R: BufRead> Lines<R> {
    /// Starts at the beginning of `reader`.
    pub fn new(reader: R) -> Self {
        Self { reader, buffer: Vec::new(), number: 0, offset: 0 }
    }

    /// The next line, or `None` at the end. After an error the lines read so far stay valid.
    pub fn next_line(&mut self) -> io::Result<Option<Line<'_>>> {
        self.buffer.clear();
        let start = self.offset;
        let mut dropped = 0_u64;
        let mut read_any = false;
        loop {
            let available = match self.reader.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                // What was read of a line before a broken end is still a line.
                Err(error) if !read_any => return Err(error),
                Err(_) => break,
            };
            if available.is_empty() {
                break;
            }
            read_any = true;
            let end = memchr::memchr(b'\n', available);
            let part = available.get(..end.unwrap_or(available.len())).unwrap_or(available);
            let room = LONGEST_LINE.saturating_sub(self.buffer.len()).min(part.len());
            self.buffer.extend_from_slice(part.get(..room).unwrap_or(part));
            dropped += (part.len() - room) as u64;
            let used = part.len() + usize::from(end.is_some());
            self.reader.consume(used);
            self.offset += used as u64;
            if end.is_some() {
                break;
            }
        }
        if !read_any {
            return Ok(None);
        }
        self.number += 1;
        if dropped == 0 && self.buffer.last() == Some(&b'\r') {
            self.buffer.pop();
        }
        Ok(Some(Line { bytes: &self.buffer, number: self.number, offset: start, dropped }))
    }

    /// Bytes read so far.
    pub fn offset(&self) -> u64 {
        self.offset
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(bytes: &[u8]) -> Vec<(Vec<u8>, u64, u64)> {
        let mut lines = Lines::new(bytes);
        let mut all = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            all.push((line.bytes.to_vec(), line.number, line.offset));
        }
        all
    }

    #[test]
    fn line_ends_are_taken_off() {
        assert_eq!(
            lines(b"a\r\nb\n\nc"),
            [(b"a".to_vec(), 1, 0), (b"b".to_vec(), 2, 3), (vec![], 3, 5), (b"c".to_vec(), 4, 6)]
        );
    }

    #[test]
    fn a_giant_line_is_bounded() {
        let bytes = vec![b'x'; LONGEST_LINE * 3];
        let mut lines = Lines::new(&bytes[..]);
        let line = lines.next_line().unwrap().unwrap();
        assert_eq!((line.bytes.len(), line.dropped), (LONGEST_LINE, 2 * LONGEST_LINE as u64));
    }

    proptest! {
        #[test]
        fn every_byte_is_accounted_for(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let mut lines = Lines::new(&bytes[..]);
            let mut next = 0;
            while let Some(line) = lines.next_line().unwrap() {
                prop_assert_eq!(line.offset, next);
                let (offset, length) = (usize::try_from(line.offset).unwrap(), line.bytes.len());
                prop_assert_eq!(&bytes[offset..offset + length], line.bytes);
                next = lines.offset();
            }
            prop_assert_eq!(next, bytes.len() as u64);
        }
    }
}
