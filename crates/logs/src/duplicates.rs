//! Finds blocks of lines that arrived twice, as when a shipper sends a chunk again.

use std::collections::{HashMap, VecDeque};

use crate::assemble::hash;

/// A block shorter than this may be chance (the same request twice within the resolution of the log).
const FEWEST: usize = 20;
/// How many lines back a repeated block may begin.
const MEMORY: usize = 20_000;

/// A line that was held back while it might belong to a repeated block.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) text: String,
    pub(crate) line: u64,
    pub(crate) offset: u64,
}

/// A block that occurred twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Block {
    /// First line of the second occurrence.
    pub(crate) line: u64,
    /// Its byte offset.
    pub(crate) offset: u64,
    /// How many lines.
    pub(crate) lines: u64,
}

/// Watches lines go by; holds back those that repeat earlier ones in their order.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    seen: HashMap<u64, u64>,
    order: VecDeque<u64>,
    count: u64,
    distance: u64,
    run: Vec<Held>,
    confirmed: Option<Block>,
    blocks: Vec<Block>,
}

impl Watch {
    /// Takes a line; returns the lines that may be read now (none while a repeated block goes on).
    pub(crate) fn pass(&mut self, text: &str, line: u64, offset: u64) -> Vec<Held> {
        let held = Held { text: text.to_owned(), line, offset };
        let index = self.count;
        self.count += 1;
        // Blank lines and brackets repeat by nature and decide nothing.
        let key = hash(text.as_bytes());
        let is_telling = text.len() >= 16;
        let earlier = if is_telling { self.seen.get(&key).copied() } else { None };
        let continues = match earlier {
            Some(at) => (!self.run.is_empty() || self.confirmed.is_some()) && index - at == self.distance,
            None => !is_telling && (!self.run.is_empty() || self.confirmed.is_some()),
        };
        if is_telling && earlier.is_none() {
            self.remember(key, index);
        }
        if let Some(block) = &mut self.confirmed {
            if continues {
                block.lines += 1;
                return Vec::new();
            }
            self.blocks.extend(self.confirmed.take());
        } else if continues {
            self.run.push(held);
            if self.run.len() >= FEWEST
                && let Some(first) = self.run.first()
            {
                self.confirmed = Some(Block { line: first.line, offset: first.offset, lines: self.run.len() as u64 });
                self.run.clear();
            }
            return Vec::new();
        }
        let mut released = std::mem::take(&mut self.run);
        if let Some(at) = earlier
            && index - at >= FEWEST as u64
        {
            self.distance = index - at;
            self.run.push(held);
        } else {
            released.push(held);
        }
        released
    }

    fn remember(&mut self, key: u64, index: u64) {
        self.seen.insert(key, index);
        self.order.push_back(key);
        if self.order.len() > MEMORY
            && let Some(oldest) = self.order.pop_front()
        {
            self.seen.remove(&oldest);
        }
    }

    /// Ends the watch: lines still held back, and the blocks that occurred twice.
    pub(crate) fn finish(mut self) -> (Vec<Held>, Vec<Block>) {
        self.blocks.extend(self.confirmed.take());
        (self.run, self.blocks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(lines: &[String]) -> (usize, Vec<Block>) {
        let mut watch = Watch::default();
        let mut read = 0;
        for (index, line) in lines.iter().enumerate() {
            read += watch.pass(line, index as u64 + 1, 0).len();
        }
        let (held, blocks) = watch.finish();
        (read + held.len(), blocks)
    }

    #[test]
    fn a_block_that_arrived_twice_is_read_once() {
        let mut lines: Vec<String> = (0..100).map(|i| format!("2026-11-23T15:20:{i:03} request done")).collect();
        let block = lines[40..80].to_vec();
        lines.splice(80..80, block);
        assert_eq!(run(&lines), (100, vec![Block { line: 81, offset: 0, lines: 40 }]));
    }

    #[test]
    fn a_few_equal_lines_are_not_a_block() {
        let lines: Vec<String> =
            (0..100).map(|i| format!("2026-11-23T15:20 request done {}", i % 50 + i / 60)).collect();
        let (read, blocks) = run(&lines);
        assert!(read >= 60 && blocks.len() <= 1);
    }
}
