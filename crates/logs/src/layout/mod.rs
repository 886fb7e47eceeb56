//! Layout of an unknown text log: where the header ends and the message begins, told by column statistics.
//!
//! The head of a line is cut into fields (blanks and `|` separate them, brackets hold them together). A header field
//! has the same shape in nearly all lines (a number, a stamp, a severity); the words of messages do not. So:
//!
//! 1. a column in which nearly all lines agree on a shape belongs to the header, and so do the few columns before it
//!    (hosts, components): `node-1 unix.hw 1077804742 message`;
//! 2. after the last such column, padded columns follow (`CBS    message`), or a short tag that ends in a mark
//!    (`program - message`) or a colon (`sshd[12]: message`), if nearly all lines have it.
//!
//! 3. words behind them belong to the header if they look like names (`org.example.Store`) and say sentences of several
//!    lengths, or if they vary freely before the same sentences (hosts); a word with a colon does if it says several
//!    sentences, else it begins the message (`login: user=ann`).
//!
//! Other signs than blanks and `|` part the columns of some logs ([`delimiter`]), and severities that are not commonly known are
//! learned from the known ones in their column ([`levels`]).
//!
//! A header must hold a stamp, a severity, or numbers with a fraction that never fall; else the log is taken to be messages only.
//!
//! ```
//! use backstory_logs::layout::Layout;
//! let lines: [&[u8]; 3] = [
//!     b"10:00:01 INFO store: opened 7 files",
//!     b"10:00:02 WARN cache: miss",
//!     b"10:00:02 INFO store: closed",
//! ];
//! let layout = Layout::learn(lines);
//! assert_eq!(layout.split(lines[1]).message, b"miss");
//! ```

mod component;
mod delimiter;
mod field;
mod levels;
mod rows;

use field::{Field, Shape, ends_tag, next_field, shape_of};
use rows::{Row, agreed, aligned, row, share, tells_time};

/// Lines looked at; statistics do not change with more.
const MAX_LINES: usize = 4000;
/// Fields of a line that can be its header. The longest known headers (supercomputers) have nine.
const MAX_COLUMNS: usize = 16;
/// Columns of unknown shape that a typed column can draw into the header: location, facility, component, thread.
const MAX_UNTYPED: usize = 4;
/// Columns among which a tag is looked for: host, program, and a remark about it.
const MAX_TAG: usize = 3;
/// Share of lines that must agree. A tenth may be continuation lines and rare layouts.
const AGREEMENT: f64 = 0.9;
/// Share of lines with a tag: the kernel and `last message repeated` go without.
const TAG_AGREEMENT: f64 = 0.8;
/// Share for the very first column: the other lines can be long stack traces.
const FIRST_AGREEMENT: f64 = 0.5;

/// Share of lines that show the padding of a column whose longest words fill it.
const SOME_PADDED: f64 = 0.02;

/// Typed columns from which on one of them may differ: the others still prove the header.
const MIN_TO_PARDON: usize = 4;

/// What ends the header after the typed columns.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum End {
    /// The message follows at once.
    #[default]
    Plain,
    /// A field of punctuation ends it (`program - message`).
    Mark,
    /// A field that ends with a colon does (`program[pid]: message`).
    Colon,
}

/// Where header and message part in the lines of one log.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layout {
    /// Shape of each header column, `Other` where it does not matter.
    columns: Vec<Shape>,
    end: End,
    /// What parts columns besides blanks and `|`.
    delimiter: Option<u8>,
    /// Severity words of this log that are not commonly known.
    levels: levels::Levels,
    certainty: f64,
}

/// A line in two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split<'a> {
    /// Start of the line up to the message, blanks included; empty if the line does not fit.
    pub header: &'a [u8],
    /// The message, without blanks before it or a carriage return after it.
    pub message: &'a [u8],
    /// Does the line have all columns of the header? If not, the message starts after the last column that fits.
    pub fits: bool,
}

impl Layout {
    /// Learns the layout of sample lines. At most the first few thousand that are not blank count.
    #[must_use]
    pub fn learn<'a>(lines: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let lines: Vec<&[u8]> =
            lines.into_iter().filter(|line| !line.trim_ascii().is_empty()).take(MAX_LINES).collect();
        let delimiter = delimiter::find(&lines);
        let mut rows: Vec<Row<'a>> =
            lines.iter().map(|line| row(line, delimiter)).filter(|row| !row.fields.is_empty()).collect();
        let levels = levels::Levels::learn(&mut rows);
        let mut columns: Vec<Shape> = Vec::new();
        let mut fitting: Vec<&Row<'a>> = rows.iter().collect();
        let mut place = 0;
        while place < MAX_COLUMNS && place < columns.len() + MAX_UNTYPED {
            let needed = if place == 0 { FIRST_AGREEMENT } else { AGREEMENT };
            // The peer of a line stands right behind its time; farther on an address is what the message is about.
            let is_peer = || {
                place == columns.len()
                    && columns.contains(&Shape::Stamp)
                    && agreed(&fitting, place, needed, Shape::Address)
            };
            let is_hex = |place| place == columns.len() && agreed(&fitting, place, needed, Shape::Hex);
            let shape = Shape::OF_HEADERS
                .into_iter()
                .find(|shape| agreed(&fitting, place, needed, *shape))
                .or_else(|| is_peer().then_some(Shape::Address))
                .or_else(|| is_hex(place).then_some(Shape::Hex));
            if let Some(shape) = shape {
                columns.resize(place, Shape::Other);
                columns.push(shape);
                fitting.retain(|row| row.has(place, shape));
            }
            place += 1;
        }
        if !is_header(&columns, &fitting) {
            return Self::default();
        }
        let mut layout = Self { columns, delimiter, levels, ..Self::default() };
        layout.find_end(&fitting);
        layout.certainty = fitting.len() as f64 / rows.len() as f64;
        layout
    }

    fn find_end(&mut self, rows: &[&Row<'_>]) {
        // A mark or a colon that ends the typed columns (`I | message`, `- message`, `Info: message`) ends the header.
        let last = self.columns.len().saturating_sub(1);
        let is_closed = || share(rows, |row| row.text(last).is_some_and(|text| text.ends_with(b":"))) >= AGREEMENT;
        if self.columns.len() > 1 && (self.columns.last() == Some(&Shape::Mark) || is_closed()) {
            if component::is_category(rows, self.columns.len()) {
                self.columns.push(Shape::Other);
            }
            return;
        }
        for _ in 0..MAX_UNTYPED {
            let place = self.columns.len();
            let padded = share(rows, |row| row.fields.get(place).is_some_and(|(field, _)| field.is_padded));
            if padded < AGREEMENT && (padded < SOME_PADDED || aligned(rows, place) < AGREEMENT) {
                break;
            }
            self.columns.push(Shape::Other);
        }
        let place = self.columns.len();
        let within = |row: &&Row<'_>, ends: fn(&(Field<'_>, Shape)) -> bool| {
            row.fields.iter().skip(place).take(MAX_TAG).any(ends)
        };
        if share(rows, |row| within(&row, |(_, shape)| *shape == Shape::Mark)) >= AGREEMENT {
            self.end = End::Mark;
        } else if share(rows, |row| within(&row, |(field, _)| ends_tag(field.text))) >= TAG_AGREEMENT
            && component::are_tags(rows, place, MAX_TAG)
        {
            self.end = End::Colon;
        }
        // A column before the tag that never changes (the host of a log of one machine) is there without a tag, too.
        if self.end != End::Plain
            && let Some(constant) = rows.first().and_then(|row| row.text(place))
            && !ends_tag(constant)
            && share(rows, |row| row.text(place) == Some(constant)) >= AGREEMENT
        {
            self.columns.push(Shape::Other);
        }
        for _ in 0..if self.end == End::Plain { MAX_UNTYPED } else { 0 } {
            if !component::is_column(rows, self.columns.len()) {
                break;
            }
            self.columns.push(Shape::Other);
        }
    }

    fn next_field<'a>(&self, line: &'a [u8]) -> Option<Field<'a>> {
        next_field(line, self.delimiter)
    }

    fn shape_of(&self, text: &[u8]) -> Shape {
        if self.levels.contains(text) { Shape::Level } else { shape_of(text) }
    }

    /// Share of the sample lines that fit the layout, 0 if no header was found.
    #[must_use]
    pub fn certainty(&self) -> f64 {
        self.certainty
    }

    /// Splits a line. Looks at the header only.
    #[must_use]
    pub fn split<'a>(&self, line: &'a [u8]) -> Split<'a> {
        let mut rest = line;
        let mut message = line;
        let mut fits = true;
        // One odd value among several typed columns (an alert class for `-`) is still the header of this log.
        let mut pardons = usize::from(self.columns.iter().filter(|shape| shape.is_typed()).count() >= MIN_TO_PARDON);
        for &expected in &self.columns {
            let Some(field) = self.next_field(rest) else {
                fits = false;
                break;
            };
            let matches = expected.is_typed() && field::fits(field.text, self.shape_of(field.text), expected);
            if expected.is_typed() && !matches {
                if pardons == 0 {
                    fits = false;
                    break;
                }
                pardons -= 1;
            }
            rest = field.tail;
            if matches {
                message = rest;
            }
        }
        // Neither the first column nor the rest fit: no header at all (a stack trace).
        if !fits
            && pardons == 0
            && self.columns.first().is_some_and(|&first| first.is_typed() && !self.starts_with(line, first))
        {
            message = line;
        }
        if fits {
            message = rest;
            let mut tail = rest;
            for _ in 0..if self.end == End::Plain { 0 } else { MAX_TAG } {
                let Some(field) = self.next_field(tail) else { break };
                tail = field.tail;
                if (self.end == End::Colon && ends_tag(field.text))
                    || (self.end == End::Mark && self.shape_of(field.text) == Shape::Mark)
                {
                    message = if field.text.contains(&b'#') { without_connection(tail) } else { tail };
                    break;
                }
            }
        }
        let message = message.trim_ascii();
        // The message lies in the line: what is before it is the header.
        let end = line.trim_ascii_end().len() - message.len();
        Split { header: line.get(..end).unwrap_or_default(), message, fits: fits && !self.columns.is_empty() }
    }
    fn starts_with(&self, line: &[u8], shape: Shape) -> bool {
        self.next_field(line).is_some_and(|field| field::fits(field.text, self.shape_of(field.text), shape))
    }
}

/// Takes off the number of the connection that nginx writes behind process and thread (`1021#0: *7 message`).
fn without_connection(message: &[u8]) -> &[u8] {
    next_field(message, None)
        .filter(|field| field.text.strip_prefix(b"*").is_some_and(|id| id.iter().all(u8::is_ascii_digit)))
        .map_or(message, |field| field.tail)
}

/// Do the columns hold a time, a severity, or what is otherwise never part of a message?
fn is_header(columns: &[Shape], rows: &[&Row<'_>]) -> bool {
    let all = |holds: &dyn Fn(&Row<'_>) -> bool| share(rows, holds) >= AGREEMENT;
    let is_proof = |(place, shape): (usize, &Shape)| match shape {
        Shape::Stamp | Shape::Level | Shape::Month => true,
        // An epoch, or the seconds since the start.
        Shape::Number => all(&|row| row.text(place).is_some_and(|text| text.len() >= 9)) || tells_time(rows, place),
        // A clock, a time or a severity inside.
        Shape::Bracketed => {
            all(&|row| row.text(place).is_some_and(|text| text.contains(&b':') || field::is_bracketed_level(text)))
                || tells_time(rows, place)
        }
        Shape::Hex => place == 0 && tells_time(rows, place),
        // The name of a container before each of its lines (`web_1  | message`).
        Shape::Mark => place == 1 && all(&|row| row.text(place) == Some(b"|")),
        Shape::Other | Shape::Address => false,
    };
    columns.iter().enumerate().any(is_proof)
}

#[cfg(test)]
mod tests;
