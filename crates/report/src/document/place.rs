//! Where something stands in a document.

use serde::Serialize;

/// A half-open range of bytes of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`; an end before the start counts as empty.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Number of bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether `other` lies inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The bytes of `source` it names; empty where it does not fit.
    pub fn of(self, source: &str) -> &str {
        source.get(self.start..self.end).unwrap_or_default()
    }
}

/// Words of the document without their markup, and where they stand with it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Text {
    /// The words as a reader sees them: emphasis, links, code ticks, footnote marks and comments removed.
    pub text: String,
    /// The same in the source, with markup.
    pub span: Span,
    /// Line of its first byte, counted from 1.
    pub line: usize,
}

/// Finds the line of an offset. A line ends with `\n`, `\r\n` or a lone `\r`.
#[derive(Debug, Clone)]
pub(crate) struct LineIndex {
    starts: Vec<usize>,
    len: usize,
}

impl LineIndex {
    pub(crate) fn new(source: &str) -> Self {
        let mut starts = vec![0];
        let mut bytes = source.bytes().enumerate().peekable();
        while let Some((at, byte)) = bytes.next() {
            match byte {
                b'\n' => starts.push(at + 1),
                b'\r' if bytes.peek().is_none_or(|next| next.1 != b'\n') => starts.push(at + 1),
                _ => {}
            }
        }
        Self { starts, len: source.len() }
    }

    /// Line of an offset, counted from 1.
    pub(crate) fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).max(1)
    }

    /// Offset of the first byte of a line; the end of the source for a line that is not there.
    pub(crate) fn start(&self, line: usize) -> usize {
        self.starts.get(line.saturating_sub(1)).copied().unwrap_or(self.len)
    }

    /// Span of the lines `first` to `last`, line ends included.
    pub(crate) fn lines(&self, first: usize, last: usize) -> Span {
        Span::new(self.start(first), self.start(last.max(first) + 1))
    }
}

/// The lines of a part of the source, each without its line end.
pub(crate) fn lines_of(source: &str, span: Span) -> impl Iterator<Item = (Span, &str)> {
    let mut rest = span.of(source);
    let mut at = span.start;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let (line, tail) = rest.split_at_checked(end)?;
        let tail = tail.strip_prefix("\r\n").or_else(|| tail.strip_prefix(['\n', '\r'])).unwrap_or(tail);
        let found = Span::new(at, at + end);
        at += rest.len() - tail.len();
        rest = tail;
        Some((found, line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_counts_once() {
        let source = "a\nb\r\nc\rd";
        let index = LineIndex::new(source);
        let lines: Vec<_> = lines_of(source, Span::new(0, source.len())).collect();
        assert_eq!(lines.iter().map(|l| l.1).collect::<Vec<_>>(), ["a", "b", "c", "d"]);
        for (n, (span, _)) in lines.iter().enumerate() {
            assert_eq!(index.line(span.start), n + 1);
            assert_eq!(index.start(n + 1), span.start);
        }
        assert_eq!(index.start(99), source.len());
    }
}
