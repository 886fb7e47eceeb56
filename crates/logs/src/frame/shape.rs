//! The outline of how a line begins, to tell a cut line from a foreign one.

/// The first kinds of bytes of a line, runs of digits and of letters folded into one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shape {
    symbols: [u8; 16],
    length: usize,
}

impl Shape {
    pub(super) fn of(line: &[u8]) -> Self {
        let mut shape = Self::default();
        let mut last = 0;
        for byte in line.iter().take(64) {
            let symbol = match byte {
                b'0'..=b'9' => b'0',
                b'a'..=b'z' | b'A'..=b'Z' => b'a',
                other => *other,
            };
            if symbol == last && symbol.is_ascii_alphanumeric() {
                continue;
            }
            let Some(slot) = shape.symbols.get_mut(shape.length) else { break };
            *slot = symbol;
            shape.length += 1;
            last = symbol;
        }
        shape
    }

    /// Whether the other line begins the same way, as far as it goes, and goes far enough to tell.
    pub(super) fn is_begun_by(&self, other: &Self) -> bool {
        let common = other.length.min(self.length);
        // The last symbol of a cut line may itself be half.
        let compared = if other.length < self.length { common.saturating_sub(1) } else { common };
        compared >= 7 && self.symbols.get(..compared) == other.symbols.get(..compared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_line_begins_like_the_others() {
        let whole = Shape::of(b"192.0.2.10 - [2026-11-23T15:20:30+00:00] \"GET /api\" 200 2165");
        for (line, expected) in [
            ("198.51.100.7 - [2026-11-23T15:2", true),
            ("198.51.100.7 - [2026-11-23T15:27:41+00:00] \"GE", true),
            ("198.51", false),
            ("worker process 17 exited", false),
            ("{\"a\":1}", false),
        ] {
            assert_eq!(whole.is_begun_by(&Shape::of(line.as_bytes())), expected, "{line}");
        }
    }
}
