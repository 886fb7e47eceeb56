//! Bytes that are read again and again into the same memory.

use std::io::{self, ErrorKind, Read};
use std::ops::Deref;

/// A buffer that keeps what it once made ready: memory is zeroed when it is first used, not for each reading.
#[derive(Debug, Default)]
pub(crate) struct Buffer {
    /// Its length only grows.
    storage: Vec<u8>,
    length: usize,
}

impl Deref for Buffer {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        self.storage.get(..self.length).unwrap_or_default()
    }
}

impl Buffer {
    pub(super) fn clear(&mut self) {
        self.length = 0;
    }

    pub(super) fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length);
    }

    pub(super) fn extend_from_slice(&mut self, bytes: &[u8]) {
        let end = self.length + bytes.len();
        self.reserve(end);
        if let Some(free) = self.storage.get_mut(self.length..end) {
            free.copy_from_slice(bytes);
            self.length = end;
        }
    }

    /// Drops bytes from the start.
    pub(super) fn drop_front(&mut self, count: usize) {
        let count = count.min(self.length);
        self.storage.copy_within(count..self.length, 0);
        self.length -= count;
    }

    /// Reads until the buffer holds `wanted` bytes or the source ends; what was read before an error stays.
    pub(super) fn fill(&mut self, source: &mut impl Read, wanted: usize) -> io::Result<()> {
        self.reserve(wanted);
        while let Some(free) = self.storage.get_mut(self.length..wanted).filter(|free| !free.is_empty()) {
            match source.read(free) {
                Ok(0) => break,
                Ok(count) => self.length += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn reserve(&mut self, length: usize) {
        if self.storage.len() < length {
            self.storage.resize(length, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_follows_what_was_there() {
        let mut buffer = Buffer::default();
        buffer.fill(&mut &b"one two"[..], 5).unwrap();
        assert_eq!(&*buffer, b"one t");
        buffer.drop_front(4);
        buffer.extend_from_slice(b"hree");
        assert_eq!(&*buffer, b"three");
        buffer.fill(&mut (&b" fo"[..]).chain(&b"ur"[..]), 64).unwrap();
        assert_eq!(&*buffer, b"three four");
        buffer.truncate(2);
        assert_eq!(&*buffer, b"th");
        buffer.clear();
        assert!(buffer.is_empty());
    }
}
