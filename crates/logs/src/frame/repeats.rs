//! Finds blocks of lines that arrived twice, as when a shipper sends a chunk again.
//!
//! A run of lines that repeats, at one distance and in their order, lines seen before. A ring holds the hashes of the
//! last lines, so that a run is compared exactly; a small table of hashes finds where a run may have begun.

/// A block shorter than this may be chance (the same request twice within the resolution of the log).
const FEWEST: u64 = 20;
/// Different lines among those: a flood of one message, or a banner printed again, is no chunk sent again.
const VARIED: usize = 10;
/// How many lines back a repeated block may begin.
const MEMORY: u64 = 1 << 15;
/// Buckets of the table, four places each.
const BUCKETS: u64 = 1 << 12;
/// One line in so many is looked up, by its hash; the beginning of a run is found by going back from there.
const ANCHORS: u64 = 4;
/// Shorter lines (blank ones, brackets) repeat by nature and begin no run.
const TELLING: usize = 16;

/// What is known of a line once it has been passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Not part of a repeated block; lines held back before it are not either.
    Fresh,
    /// May be part of one: wait.
    Held,
    /// The block is confirmed; it began at the line with this index.
    Confirmed { first: u64 },
    /// Goes on with the confirmed block.
    Repeated,
}

#[derive(Debug, Clone, Copy)]
struct Run {
    distance: u64,
    first: u64,
    is_confirmed: bool,
}

/// Watches lines go by.
#[derive(Debug)]
pub(super) struct Repeats {
    ring: Vec<u64>,
    /// Hash bits and index of lines, four places a bucket.
    table: Vec<[(u32, u32); 4]>,
    count: u64,
    run: Option<Run>,
}

impl Repeats {
    pub(super) fn new() -> Self {
        Self {
            ring: vec![0; index_of(MEMORY)],
            table: vec![[(0, u32::MAX); 4]; index_of(BUCKETS)],
            count: 0,
            run: None,
        }
    }

    /// Index of the next line.
    pub(super) fn next_index(&self) -> u64 {
        self.count
    }

    /// The first line held back, if lines are.
    pub(super) fn held_from(&self) -> Option<u64> {
        self.run.filter(|run| !run.is_confirmed).map(|run| run.first)
    }

    /// Forgets the lines from this one on, so that they can be passed again later.
    pub(super) fn rewind(&mut self, to: u64) {
        self.count = self.count.min(to);
        self.run = None;
    }

    /// Takes lines held back for fresh.
    pub(super) fn release(&mut self) {
        if self.held_from().is_some() {
            self.run = None;
        }
    }

    /// Passes a line. `oldest` is the first line that may still be called part of a repeated block.
    pub(super) fn pass(&mut self, line: &[u8], oldest: u64) -> Verdict {
        let hash = hash(line);
        let index = self.count;
        self.count += 1;
        self.set(index, hash);
        if let Some(run) = self.run {
            if index >= run.distance && self.at(index - run.distance) == Some(hash) {
                if run.is_confirmed {
                    return Verdict::Repeated;
                }
                if index - run.first + 1 < FEWEST || !self.is_varied(run.first, index) {
                    return Verdict::Held;
                }
                let first = self.begin_of(run, oldest);
                self.run = Some(Run { is_confirmed: true, first, ..run });
                return Verdict::Confirmed { first };
            }
            self.run = None;
        }
        if line.len() < TELLING || !(hash >> 20).is_multiple_of(ANCHORS) {
            return Verdict::Fresh;
        }
        match self.look_up(hash, index) {
            Some(distance) => {
                self.run = Some(Run { distance, first: index, is_confirmed: false });
                Verdict::Held
            }
            None => Verdict::Fresh,
        }
    }

    /// The distance to an earlier equal line; remembers this one if there is none.
    fn look_up(&mut self, hash: u64, index: u64) -> Option<u64> {
        let bucket = self.table.get_mut(index_of(hash % BUCKETS))?;
        let tag = u32::try_from(hash >> 32).unwrap_or(0);
        // Indexes wrap after four thousand million lines; distances stay right.
        let own = u32::try_from(index % (1 << 32)).unwrap_or(0);
        for (known, at) in bucket.iter() {
            let distance = u64::from(own.wrapping_sub(*at));
            if *known == tag && *at != u32::MAX && (FEWEST..MEMORY).contains(&distance) {
                return Some(distance);
            }
        }
        let oldest =
            bucket.iter_mut().max_by_key(|(_, at)| if *at == u32::MAX { u32::MAX } else { own.wrapping_sub(*at) })?;
        *oldest = (tag, own);
        None
    }

    /// A run may have been noticed a few lines late: goes back as far as lines are equal.
    fn begin_of(&self, run: Run, oldest: u64) -> u64 {
        let mut first = run.first;
        while first > oldest
            && first > run.distance
            && self.at(first - 1).is_some_and(|hash| self.at(first - 1 - run.distance) == Some(hash))
        {
            first -= 1;
        }
        first
    }

    fn is_varied(&self, first: u64, last: u64) -> bool {
        let mut hashes: Vec<u64> = (first..=last).rev().take(64).filter_map(|index| self.at(index)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes.len() >= VARIED
    }

    fn set(&mut self, index: u64, hash: u64) {
        if let Some(slot) = self.ring.get_mut(index_of(index % MEMORY)) {
            *slot = hash;
        }
    }

    fn at(&self, index: u64) -> Option<u64> {
        self.ring.get(index_of(index % MEMORY)).copied()
    }
}

/// A number below the size of a table, as its index.
fn index_of(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A hash of a line by its length, both ends and its middle: chunks are compared line by line, so that the few bytes
/// left out in long lines decide nothing. Its parts do not wait for each other.
fn hash(line: &[u8]) -> u64 {
    const SPREAD: [u64; 6] = [
        0x9E37_79B9_7F4A_7C15,
        0xBF58_476D_1CE4_E5B9,
        0x94D0_49BB_1331_11EB,
        0xD6E8_FEB8_6659_FD93,
        0xBB67_AE85_84CA_A73B,
        0xFF51_AFD7_ED55_8CCD,
    ];
    let word = |at: usize| {
        let bytes = line.get(at..).and_then(|rest| rest.first_chunk::<8>());
        bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes))
    };
    let length = line.len();
    let mut hash = (length as u64).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    if length < 8 {
        for &byte in line {
            hash = hash.rotate_left(9) ^ u64::from(byte);
        }
        return hash.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
    if length <= 64 {
        let (words, _) = line.as_chunks::<8>();
        for (at, bytes) in words.iter().enumerate() {
            let spread = SPREAD.get(at % 6).copied().unwrap_or(1);
            hash = hash.rotate_left(7) ^ u64::from_le_bytes(*bytes).wrapping_mul(spread);
        }
        hash ^= word(length - 8).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    } else if let (Some(head), Some(tail), Some(middle)) = (
        line.first_chunk::<24>(),
        line.last_chunk::<24>(),
        line.get(length / 2..).and_then(|rest| rest.first_chunk::<16>()),
    ) {
        let [one, two, three, ..] = SPREAD;
        for (words, spread) in
            [(head.as_chunks::<8>().0, one), (middle.as_chunks::<8>().0, two), (tail.as_chunks::<8>().0, three)]
        {
            for word in words {
                hash = hash.rotate_left(7) ^ u64::from_le_bytes(*word).wrapping_mul(spread);
            }
        }
    }
    hash ^= hash >> 29;
    hash = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fresh lines, and the repeated blocks as (index of their first line, lines).
    fn run(lines: &[String]) -> (u64, Vec<(u64, u64)>) {
        let mut repeats = Repeats::new();
        let mut blocks: Vec<(u64, u64)> = Vec::new();
        for line in lines {
            match repeats.pass(line.as_bytes(), 0) {
                Verdict::Confirmed { first } => blocks.push((first, repeats.next_index() - first)),
                Verdict::Repeated => blocks.last_mut().unwrap().1 += 1,
                Verdict::Fresh | Verdict::Held => {}
            }
        }
        (repeats.next_index() - blocks.iter().map(|(_, lines)| lines).sum::<u64>(), blocks)
    }

    #[test]
    fn a_block_that_arrived_twice_is_found_whole() {
        let mut lines: Vec<String> = (0..100).map(|i| format!("2026-11-23T15:20:{i:03} request done")).collect();
        let block = lines[40..80].to_vec();
        lines.splice(80..80, block);
        assert_eq!(run(&lines), (100, vec![(80, 40)]));
    }

    #[test]
    fn floods_and_rhythms_are_not_blocks() {
        let flood: Vec<String> = (0..200).map(|_| "2026-11-23T15:20:01 connection refused".to_owned()).collect();
        assert_eq!(run(&flood), (200, vec![]));
        let rhythm: Vec<String> = (0..200).map(|i| format!("2026-11-23T15:20:01 probe {} failed", i % 5)).collect();
        assert_eq!(run(&rhythm), (200, vec![]));
    }
}
