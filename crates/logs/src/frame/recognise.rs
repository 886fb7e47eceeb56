//! What a source is, by its first bytes: which lines of them can tell, and what the rest shows.

use crate::format::{self, FormatKind, Recognised};

/// A line longer than this shows its head at most, which is no line of its kind.
const LONGEST_TELLING: usize = 16 << 10;
/// Lines that are looked at; more are passed over by what recognises them.
const MOST_LINES: usize = 1000;

/// Whether there are some lines by which a source can be told.
pub(super) fn has_lines(head: &[u8]) -> bool {
    const SOME: usize = 8;
    head.split(|byte| *byte == b'\n').filter(|line| line.len() <= LONGEST_TELLING).count() > SOME
}

/// Recognises a source by its first bytes, which may end within a line unless they are all.
pub(super) fn recognise(head: &[u8], is_whole: bool, year: Option<i32>) -> Recognised {
    let mut lines: Vec<&[u8]> = head.split(|byte| *byte == b'\n').take(MOST_LINES).collect();
    if !is_whole && lines.len() > 1 && lines.len() < MOST_LINES {
        lines.pop();
    }
    let lines = lines.into_iter().map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let (telling, giant): (Vec<&[u8]>, Vec<&[u8]>) = lines.partition(|line| line.len() <= LONGEST_TELLING);
    if telling.iter().any(|line| !line.trim_ascii().is_empty()) {
        return format::detect(&telling, year);
    }
    let heads: Vec<&[u8]> = giant.iter().filter_map(|line| line.get(..LONGEST_TELLING)).collect();
    let found = format::detect(&heads, year);
    // An object that is cut is no object; the time in it would make text of it.
    if heads.iter().all(|head| head.starts_with(b"{\"")) && !heads.is_empty() {
        return Recognised { kind: FormatKind::JsonLines, ..found };
    }
    found
}
