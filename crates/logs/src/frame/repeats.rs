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
const ANCHORS: u32 = 4;
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
    ring: Vec<u32>,
    /// Hash bits and index of lines, four places a bucket. Small, for it wanders from processor to processor.
    table: Vec<[(u16, u16); 4]>,
    count: u64,
    run: Option<Run>,
}

impl Repeats {
    pub(super) fn new() -> Self {
        Self { ring: vec![0; index_of(MEMORY)], table: vec![[(0, 0); 4]; index_of(BUCKETS)], count: 0, run: None }
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
        if line.len() < TELLING || !(hash >> 12).is_multiple_of(ANCHORS) {
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
    fn look_up(&mut self, hash: u32, index: u64) -> Option<u64> {
        let place = index_of(u64::from(hash) % BUCKETS);
        let tag = u16::try_from(hash >> 16).unwrap_or(0);
        // Indexes wrap; what is farther back than the ring reaches is not equal there.
        let own = u16::try_from(index % (1 << 16)).unwrap_or(0);
        let known = *self.table.get(place)?;
        let distances = known.iter().filter(|(known, _)| *known == tag).map(|(_, at)| u64::from(own.wrapping_sub(*at)));
        let equal = |distance: &u64| *distance <= index && self.at(index - *distance) == Some(hash);
        if let Some(distance) = distances.filter(|distance| (FEWEST..MEMORY).contains(distance)).find(equal) {
            return Some(distance);
        }
        let oldest = self.table.get_mut(place)?.iter_mut().max_by_key(|(_, at)| own.wrapping_sub(*at))?;
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
        let mut hashes: Vec<u32> = (first..=last).rev().take(64).filter_map(|index| self.at(index)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes.len() >= VARIED
    }

    fn set(&mut self, index: u64, hash: u32) {
        if let Some(slot) = self.ring.get_mut(index_of(index % MEMORY)) {
            *slot = hash;
        }
    }

    fn at(&self, index: u64) -> Option<u32> {
        self.ring.get(index_of(index % MEMORY)).copied()
    }
}

/// A number below the size of a table, as its index.
fn index_of(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Bytes of a line that are hashed; longer ones are told apart by their length as well.
const MOST: usize = 1 << 12;

/// The odd number next to 2^64 over the golden ratio, as in Fibonacci hashing (Knuth, TAOCP 3, 6.4).
const ODD: u64 = 0x9E37_79B9_7F4A_7C15;

/// A hash of a line. Every byte counts: programs write long lines that differ in one number. Four rows of words do not wait
/// for each other, and are mixed at the end only.
fn hash(line: &[u8]) -> u32 {
    let bytes = line.get(..line.len().min(MOST)).unwrap_or_default();
    let mut rows = [line.len() as u64, 0, 0, 0];
    let mut add = |part: &[u8; 32]| {
        for (row, word) in rows.iter_mut().zip(part.as_chunks::<8>().0) {
            // A product, so that a digit here and another there do not make up for each other.
            *row = (row.rotate_left(29) ^ u64::from_le_bytes(*word)).wrapping_mul(ODD);
        }
    };
    let (parts, rest) = bytes.as_chunks::<32>();
    parts.iter().for_each(&mut add);
    if !rest.is_empty() {
        // What the last bytes share with the part before them does no harm.
        match bytes.last_chunk() {
            Some(last) => add(last),
            None => add(&padded(rest)),
        }
    }
    // A product carries upwards only: what it left in the upper half comes down before the next, else the last bytes of
    // a line would be lost.
    let mix = |hash: u64, row: u64| {
        let hash = (hash ^ row).wrapping_mul(ODD);
        hash ^ (hash >> 32)
    };
    let hash = rows.into_iter().fold(0xC2B2_AE3D_27D4_EB4F, mix).wrapping_mul(ODD);
    u32::try_from(hash >> 32).unwrap_or(0)
}

/// Fewer than 32 bytes, and zeros.
#[inline]
fn padded(rest: &[u8]) -> [u8; 32] {
    let mut padded = [0; 32];
    if let Some(start) = padded.get_mut(..rest.len()) {
        start.copy_from_slice(rest);
    }
    padded
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
    fn long_lines_that_differ_in_one_number_are_not_the_same() {
        let tail = "and a long tail that is the same in all of them, as the name of a browser may be";
        let lines: Vec<String> =
            (0..500).map(|i| format!("2026-11-23T15:20:01 item {i:05} {tail} {}", i % 25)).collect();
        assert_eq!(run(&lines), (500, vec![]));
    }

    #[test]
    fn no_byte_of_a_line_is_passed_over() {
        for length in 16..140 {
            let line = vec![b'5'; length];
            let mut hashes: Vec<u32> = vec![hash(&line)];
            for at in 0..length {
                for (other, by) in (at..length).flat_map(|other| [(other, 1), (other, 2), (other, 4)]) {
                    let mut changed = line.clone();
                    changed[at] += 4;
                    changed[other] -= by;
                    if changed != line {
                        hashes.push(hash(&changed));
                    }
                }
            }
            let all = hashes.len();
            hashes.sort_unstable();
            hashes.dedup();
            // Of 30,000 hashes of 32 bits one pair in ten draws is equal by chance.
            assert!(all - hashes.len() <= 2, "{length}: {} of {all}", hashes.len());
        }
    }

    #[test]
    fn floods_and_rhythms_are_not_blocks() {
        let flood: Vec<String> = (0..200).map(|_| "2026-11-23T15:20:01 connection refused".to_owned()).collect();
        assert_eq!(run(&flood), (200, vec![]));
        let rhythm: Vec<String> = (0..200).map(|i| format!("2026-11-23T15:20:01 probe {} failed", i % 5)).collect();
        assert_eq!(run(&rhythm), (200, vec![]));
    }
}
