//! Changes to a document: each replaces a span of the source as read; nothing else moves.

use super::{Document, Span};

/// One change: the bytes of `span` become `text`. An empty span is an insertion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) span: Span,
    pub(crate) text: String,
}

/// Why an edit was refused; the document is unchanged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The span does not lie in the source, or cuts a character.
    #[error("bytes {}..{} are no part of the document", .0.start, .0.end)]
    OutOfBounds(Span),
    /// An earlier edit changes some of the same bytes.
    #[error("bytes {}..{} are already changed by an earlier edit", .0.start, .0.end)]
    Overlaps(Span),
}

impl Document {
    /// Replaces the bytes of a span.
    pub fn replace(&mut self, span: Span, text: impl Into<String>) -> Result<(), EditError> {
        if self.source.get(span.start..span.end).is_none() {
            return Err(EditError::OutOfBounds(span));
        }
        // Insertions touch no byte, so they may stand at the border of a replacement, and several at one place.
        let overlaps = |e: &Edit| {
            if span.is_empty() || e.span.is_empty() {
                (span.is_empty() && e.span.start < span.start && span.start < e.span.end)
                    || (e.span.is_empty() && span.start < e.span.start && e.span.start < span.end)
            } else {
                e.span.start < span.end && span.start < e.span.end
            }
        };
        if self.edits.iter().any(overlaps) {
            return Err(EditError::Overlaps(span));
        }
        self.edits.push(Edit { span, text: text.into() });
        Ok(())
    }

    /// Inserts text before an offset; several insertions at one offset keep the order they were made in.
    pub fn insert(&mut self, offset: usize, text: impl Into<String>) -> Result<(), EditError> {
        self.replace(Span::new(offset, offset), text)
    }

    /// Removes the bytes of a span.
    pub fn remove(&mut self, span: Span) -> Result<(), EditError> {
        self.replace(span, "")
    }

    /// Inserts whole lines after the line on which a part ends: a table row, a bullet, a section.
    ///
    /// `lines` come with `\n` and without a last line end; the line ends of the document are used.
    pub fn insert_lines_after(&mut self, part: Span, lines: &str) -> Result<(), EditError> {
        let end = self.end_of_line(part);
        let newline = self.newline();
        let lines = lines.replace('\n', newline);
        let is_open = end > 0 && !self.source.get(..end).unwrap_or_default().ends_with(['\n', '\r']);
        let text = if is_open { format!("{newline}{lines}") } else { format!("{lines}{newline}") };
        self.insert(end, text)
    }

    /// Removes the whole lines of a part: a table row, a bullet with its nested bullets, a section.
    pub fn remove_lines(&mut self, part: Span) -> Result<(), EditError> {
        let start = self.source.get(..part.start).and_then(|head| head.rfind(['\n', '\r'])).map_or(0, |at| at + 1);
        let end = self.end_of_line(part);
        self.remove(Span::new(start, end))
    }

    /// Appends lines as a block of its own at the end of the document, after a blank line.
    pub fn append(&mut self, lines: &str) -> Result<(), EditError> {
        let newline = self.newline();
        let blank = match self.source.as_str() {
            "" => String::new(),
            s if s.ends_with("\n\n") || s.ends_with("\r\n\r\n") => String::new(),
            s if s.ends_with(['\n', '\r']) => newline.to_owned(),
            _ => newline.repeat(2),
        };
        let text = format!("{blank}{}{newline}", lines.replace('\n', newline));
        self.insert(self.source.len(), text)
    }

    /// Where the byte at an offset of the source stands after the edits; the start of what replaced it where it is gone.
    pub(crate) fn moved(&self, offset: usize) -> usize {
        let (mut gained, mut lost) = (0, 0);
        for edit in &self.edits {
            let is_before = edit.span.end <= offset && (edit.span.is_empty() || edit.span.start < offset);
            if is_before {
                gained += edit.text.len();
                lost += edit.span.len();
            } else if edit.span.start < offset {
                lost += offset - edit.span.start;
            }
        }
        (offset + gained).saturating_sub(lost)
    }

    /// The line end that the document uses first; `\n` where it has none.
    pub fn newline(&self) -> &'static str {
        match self.source.find(['\n', '\r']) {
            Some(at) if self.source.get(at..).is_some_and(|s| s.starts_with("\r\n")) => "\r\n",
            Some(at) if self.source.get(at..).is_some_and(|s| s.starts_with('\r')) => "\r",
            _ => "\n",
        }
    }

    /// Offset after the line end of the line that the last byte of a part stands on.
    fn end_of_line(&self, part: Span) -> usize {
        let ended = part.of(&self.source).ends_with(['\n', '\r']);
        if ended {
            return part.end;
        }
        let rest = self.source.get(part.end..).unwrap_or_default();
        let Some(at) = rest.find(['\n', '\r']) else { return self.source.len() };
        let length = if rest.get(at..).is_some_and(|s| s.starts_with("\r\n")) { 2 } else { 1 };
        part.end + at + length
    }
}

/// The source with the edits applied.
pub(crate) fn apply(source: &str, edits: &[Edit]) -> String {
    let mut order: Vec<&Edit> = edits.iter().collect();
    // Stable: insertions at one place keep their order, and stand before a replacement that starts there.
    order.sort_by_key(|e| (e.span.start, !e.span.is_empty()));
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    for edit in order {
        out.push_str(source.get(at..edit.span.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = at.max(edit.span.end);
    }
    out.push_str(source.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(source: &str, change: impl FnOnce(&mut Document)) -> String {
        let mut document = Document::parse(source);
        change(&mut document);
        document.write()
    }

    #[test]
    fn a_row_is_inserted_with_the_line_ends_of_the_document() {
        let source = "- a\r\n- b\r\n";
        assert_eq!(
            edited(source, |d| d.insert_lines_after(Span::new(0, 3), "- x\n- y").unwrap()),
            "- a\r\n- x\r\n- y\r\n- b\r\n"
        );
    }

    #[test]
    fn a_row_is_inserted_after_a_last_line_without_end() {
        assert_eq!(edited("- a", |d| d.insert_lines_after(Span::new(0, 3), "- x").unwrap()), "- a\n- x");
    }

    #[test]
    fn what_stands_behind_an_edit_moves_with_it() {
        let source = "- a\n- b\n- c\n";
        let mut d = Document::parse(source);
        d.insert_lines_after(Span::new(0, 3), "- x").unwrap();
        d.remove_lines(Span::new(4, 7)).unwrap();
        let written = d.write();
        assert_eq!(written, "- a\n- x\n- c\n");
        for (offset, rest) in [(0, "- a"), (8, "- c"), (5, "- c"), (source.len(), "")] {
            let moved = d.moved(offset);
            assert!(written.get(moved..).unwrap().starts_with(rest), "{offset} to {moved}");
        }
        d.replace(Span::new(8, 11), "- longer").unwrap();
        assert_eq!(d.moved(8), 8, "a replacement begins where it began");
    }

    #[test]
    fn removing_takes_whole_lines() {
        assert_eq!(edited("- a\n- b\n- c\n", |d| d.remove_lines(Span::new(6, 7)).unwrap()), "- a\n- c\n");
    }

    #[test]
    fn a_section_is_appended_after_a_blank_line() {
        assert_eq!(edited("a", |d| d.append("## B").unwrap()), "a\n\n## B\n");
        assert_eq!(edited("a\n", |d| d.append("## B").unwrap()), "a\n\n## B\n");
        assert_eq!(edited("", |d| d.append("## B").unwrap()), "## B\n");
    }

    #[test]
    fn edits_that_overlap_or_cut_a_character_are_refused() {
        let mut d = Document::parse("aéb");
        assert_eq!(d.replace(Span::new(0, 2), "x"), Err(EditError::OutOfBounds(Span::new(0, 2))));
        d.replace(Span::new(0, 3), "x").unwrap();
        assert_eq!(d.remove(Span::new(1, 4)), Err(EditError::Overlaps(Span::new(1, 4))));
        d.insert(0, "<").unwrap();
        d.insert(3, ">").unwrap();
        assert_eq!(d.write(), "<x>b");
    }
}
