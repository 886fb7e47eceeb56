//! UTF-16 into UTF-8, as Windows' tools write it: PowerShell's `>`, SQL Server's ERRORLOG, Notepad.

use std::io::{self, Read};

/// Order of the two bytes of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Little,
    Big,
}

impl Order {
    /// The order that the mark at the start of a text tells, or, without a mark, the zeros of its first letters.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0xFF, 0xFE, 0, 0, ..] => None,
            [0xFF, 0xFE, ..] => Some(Self::Little),
            [0xFE, 0xFF, ..] => Some(Self::Big),
            _ => {
                // Text of a dozen letters; runs of NUL bytes are what a crash leaves.
                let pairs: Vec<(u8, u8)> =
                    head.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect();
                let is_text =
                    |letter: u8, zero: u8| zero == 0 && (letter.is_ascii_graphic() || letter.is_ascii_whitespace());
                if pairs.len() < 12 {
                    None
                } else if pairs.iter().all(|(low, high)| is_text(*low, *high)) {
                    Some(Self::Little)
                } else if pairs.iter().all(|(high, low)| is_text(*low, *high)) {
                    Some(Self::Big)
                } else {
                    None
                }
            }
        }
    }
}

/// Reads UTF-16 as UTF-8; what is no character becomes U+FFFD, and a mark of the order at the start is dropped.
pub(super) struct Utf16<R> {
    source: R,
    order: Order,
    /// Bytes read and not decoded: at most half a unit or a lone half of a pair stays.
    raw: Vec<u8>,
    text: Vec<u8>,
    handed: usize,
    is_end: bool,
    is_begun: bool,
}

/// Bytes decoded at a time.
const CHUNK: usize = 64 << 10;

impl<R: Read> Utf16<R> {
    pub(super) fn new(source: R, order: Order) -> Self {
        Self { source, order, raw: Vec::new(), text: Vec::new(), handed: 0, is_end: false, is_begun: false }
    }

    fn decode(&mut self) -> io::Result<()> {
        let start = self.raw.len();
        self.raw.resize(start + CHUNK, 0);
        let read = self.source.read(self.raw.get_mut(start..).unwrap_or_default());
        self.raw.truncate(start + read.as_ref().copied().unwrap_or(0));
        self.is_end = read? == 0;
        let order = self.order;
        let mut units: Vec<u16> = self
            .raw
            .chunks_exact(2)
            .map(|pair| {
                let pair = [pair.first().copied().unwrap_or(0), pair.last().copied().unwrap_or(0)];
                if order == Order::Little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
            })
            .collect();
        // The second half of a pair comes with the next bytes.
        if !self.is_end && units.last().is_some_and(|unit| (0xD800..0xDC00).contains(unit)) {
            units.pop();
        }
        self.raw.drain(..units.len() * 2);
        self.text.clear();
        self.handed = 0;
        for character in char::decode_utf16(units) {
            let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
            if !std::mem::replace(&mut self.is_begun, true) && character == '\u{feff}' {
                continue;
            }
            self.text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
        Ok(())
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.handed == self.text.len() && !self.is_end {
            self.decode()?;
        }
        let rest = self.text.get(self.handed..).unwrap_or_default();
        let count = rest.len().min(out.len());
        if let (Some(free), Some(text)) = (out.get_mut(..count), rest.get(..count)) {
            free.copy_from_slice(text);
        }
        self.handed += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &str, order: Order) -> Vec<u8> {
        let bytes = |unit: u16| if order == Order::Little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn both_orders_with_and_without_a_mark() {
        let text = "2025-11-18 23:41:01 接続 😀 failed\r\n".repeat(5000);
        for order in [Order::Little, Order::Big] {
            for mark in ["\u{feff}", ""] {
                let bytes = encoded(&format!("{mark}{text}"), order);
                assert_eq!(Order::of(bytes.get(..32).unwrap()), Some(order));
                let mut plain = String::new();
                Utf16::new(bytes.as_slice(), order).read_to_string(&mut plain).unwrap();
                assert!(plain == text);
            }
        }
        for bytes in [&b"plain text of some length"[..], &[0; 32], b"\x1f\x8b", b"a\0b\0"] {
            assert_eq!(Order::of(bytes), None);
        }
    }

    #[test]
    fn what_is_half_is_told() {
        let mut bytes = encoded("\u{feff}ab", Order::Little);
        bytes.extend([0x00, 0xD8, b'c', 0, b'd']);
        let mut plain = String::new();
        Utf16::new(bytes.as_slice(), Order::Little).read_to_string(&mut plain).unwrap();
        assert_eq!(plain, "ab\u{fffd}c");
    }
}
