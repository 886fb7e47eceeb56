//! Fields of a line's head and their shape, the two things column statistics are made of.

/// Shape of a field, told from its bytes alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// Digits only, a comma or colon may follow.
    Number,
    /// Starts with a digit; digits and the punctuation of dates, clocks and zones.
    Stamp,
    /// Name of a month or of a day of the week, three letters.
    Month,
    /// Severity word, or its capital letter.
    Level,
    /// Eight hexadecimal digits or more: a time of some servers, a thread.
    Hex,
    /// Address of a peer: four numbers with dots, a port may follow.
    Address,
    /// In brackets as a whole.
    Bracketed,
    /// Nothing but punctuation: `-`, `|`, `---`, `:`.
    Mark,
    /// Anything else: could be a host or the first word of the message.
    Other,
}

impl Shape {
    /// Shapes that nearly all lines agree on in headers alone.
    pub(super) const OF_HEADERS: [Self; 6] =
        [Self::Number, Self::Stamp, Self::Month, Self::Level, Self::Bracketed, Self::Mark];

    /// Is a column of this shape part of a header when nearly all lines agree on it?
    pub(super) fn is_typed(self) -> bool {
        self != Self::Other
    }
}

/// One field and what follows it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<'a> {
    pub(super) text: &'a [u8],
    /// Everything after the field, a `|` that ends it taken off.
    pub(super) tail: &'a [u8],
    /// A `|`, a tabulator or at least two spaces follow: the writer laid out columns.
    pub(super) is_padded: bool,
    /// Byte of the line at which the next field starts, once the line is known.
    pub(super) next: usize,
}

/// Bytes in which a bracket must close, else it is an ordinary character.
const MAX_BRACKET_BYTES: usize = 256;

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r')
}

/// Cuts the first field off. A bracketed group with its blanks is one field, `|` and the delimiter of the log end a field,
/// and so does a bracket that opens right behind another one (`[one][two]`).
pub(super) fn next_field(line: &[u8], delimiter: Option<u8>) -> Option<Field<'_>> {
    let ends_field = |byte: u8| is_blank(byte) || byte == b'|' || Some(byte) == delimiter;
    let start = line.iter().position(|&byte| !is_blank(byte))?;
    let line = line.get(start..)?;
    let closed = if matches!(line.first(), Some(b'[' | b'(')) { closing_bracket(line) } else { 0 };
    let rest = line.get(closed..)?;
    let length = if closed > 0 && rest.starts_with(b"[") {
        closed
    } else {
        closed + rest.iter().position(|&byte| ends_field(byte)).unwrap_or(rest.len())
    };
    // A bar that stands alone is a field itself.
    let (text, mut tail) = line.split_at_checked(length.max(1))?;
    let mut is_padded = false;
    if length > 0
        && let Some((&end, after)) = tail.split_first()
        && (end == b'|' || Some(end) == delimiter)
    {
        tail = after;
        is_padded = true;
    }
    is_padded |= tail.starts_with(b"\t") || tail.starts_with(b"  ");
    Some(Field { text, tail, is_padded, next: 0 })
}

fn closing_bracket(line: &[u8]) -> usize {
    let mut depth = 0_usize;
    for (place, byte) in line.iter().take(MAX_BRACKET_BYTES).enumerate() {
        match byte {
            b'[' | b'(' => depth += 1,
            b']' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return place + 1;
        }
    }
    0
}

/// Severity words of syslog, Java, Python, Go, .NET and high-performance machines; compared without case.
const LEVELS: [&[u8]; 26] = [
    b"trace",
    b"debug",
    b"debug1",
    b"debug2",
    b"info",
    b"information",
    b"notice",
    b"warn",
    b"warning",
    b"error",
    b"err",
    b"crit",
    b"critical",
    b"fatal",
    b"alert",
    b"emerg",
    b"emergency",
    b"panic",
    b"severe",
    b"failure",
    b"fine",
    b"finer",
    b"finest",
    b"verbose",
    b"dbg",
    b"inf",
];

const NAMES: [&[u8]; 19] = [
    b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec", b"Mon", b"Tue",
    b"Wed", b"Thu", b"Fri", b"Sat", b"Sun",
];

/// Tells the shape of a field.
pub(super) fn shape_of(text: &[u8]) -> Shape {
    let Some(&first) = text.first() else { return Shape::Mark };
    let core = text.strip_suffix(b",").or_else(|| text.strip_suffix(b":")).unwrap_or(text);
    // Erlang writes process ids in angle brackets: `<0.31.0>`.
    let is_process = first == b'<' && core.ends_with(b">") && core.iter().any(u8::is_ascii_digit);
    if is_process || (matches!(first, b'[' | b'(') && closing_bracket(text) >= core.len()) {
        return Shape::Bracketed;
    }
    if let Some(shape) = shape_of_value(core) {
        return shape;
    }
    if is_hex(core) {
        return Shape::Hex;
    }
    if is_zone(core) || is_date_with_month(core) {
        return Shape::Stamp;
    }
    if first.is_ascii_digit() {
        if core.iter().all(u8::is_ascii_digit) {
            return Shape::Number;
        }
        let of_stamps = |byte: &u8| {
            byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b',' | b'-' | b'/' | b'+' | b'T' | b'Z' | b'_')
        };
        return match (is_address(core), core.iter().all(of_stamps)) {
            (true, _) => Shape::Address,
            (false, true) => Shape::Stamp,
            (false, false) => Shape::Other,
        };
    }
    // The level of a line as a number can be below nothing.
    if let Some(digits) = core.strip_prefix(b"-")
        && (1..=2).contains(&digits.len())
        && digits.iter().all(u8::is_ascii_digit)
    {
        return Shape::Number;
    }
    if text.iter().all(u8::is_ascii_punctuation) && text.len() <= 3 {
        return Shape::Mark;
    }
    if matches!(core, [b'V' | b'D' | b'I' | b'W' | b'E' | b'F'])
        || (core.len() <= 11 && LEVELS.iter().any(|level| core.eq_ignore_ascii_case(level)))
    {
        return Shape::Level;
    }
    if core.len() == 3 && NAMES.contains(&core) {
        return Shape::Month;
    }
    Shape::Other
}

/// The time or the severity behind a key (`ts=2026-01-02T03:04:05Z level=info`).
fn shape_of_value(text: &[u8]) -> Option<Shape> {
    let equals = text.iter().position(|byte| *byte == b'=')?;
    let (key, value) = (text.get(..equals)?, text.get(equals + 1..)?);
    let value = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\"")).unwrap_or(value);
    let is_key = !key.is_empty() && key.iter().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'@'));
    let is_clock = || value.contains(&b':') || value.contains(&b'-');
    (is_key && !value.contains(&b'=')).then(|| shape_of(value)).filter(|shape| match shape {
        Shape::Stamp => is_clock(),
        Shape::Level => value.len() > 1,
        _ => false,
    })
}

/// Eight hexadecimal digits or more; a fraction may follow.
fn is_hexadecimal(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"0x").unwrap_or(text);
    let whole = digits.split(|byte| *byte == b'.').next().unwrap_or_default();
    whole.len() >= 8 && digits.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b'.')
}

/// A hexadecimal number that is no decimal one and no word.
fn is_hex(text: &[u8]) -> bool {
    is_hexadecimal(text)
        && text.iter().any(u8::is_ascii_digit)
        && (text.starts_with(b"0x") || text.iter().any(u8::is_ascii_alphabetic))
}

/// Can a field of a shape stand in a column of another? Some hexadecimal numbers have no letters.
pub(super) fn fits(text: &[u8], shape: Shape, column: Shape) -> bool {
    shape == column || (column == Shape::Hex && is_hexadecimal(text))
}

/// Half of the day, the zone of a clock by name or distance.
fn is_zone(text: &[u8]) -> bool {
    const ZONES: [&[u8]; 14] =
        [b"AM", b"PM", b"UTC", b"GMT", b"CET", b"CEST", b"JST", b"EST", b"EDT", b"PST", b"PDT", b"CST", b"CDT", b"BST"];
    let is_distance = |digits: &[u8]| {
        digits.len() >= 4 && digits.len() <= 5 && digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b':')
    };
    ZONES.contains(&text)
        || text.strip_prefix(b"+").is_some_and(is_distance)
        || text.strip_prefix(b"-").is_some_and(is_distance)
}

/// A date with the name of the month (`04-Mar-2026`), a clock may follow.
fn is_date_with_month(text: &[u8]) -> bool {
    let mut parts = text.split(|byte| matches!(byte, b'-' | b'/' | b'.'));
    let is_number = |part: &[u8]| part.first().is_some_and(u8::is_ascii_digit);
    let is_month = |part: &[u8]| NAMES.iter().any(|name| part.eq_ignore_ascii_case(name));
    parts.next().is_some_and(is_number)
        && parts.next().is_some_and(is_month)
        && parts.next().is_some_and(|rest| {
            is_number(rest) && rest.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'T' | b'Z'))
        })
}

/// Severity inside brackets (`[info]`)?
pub(super) fn is_bracketed_level(text: &[u8]) -> bool {
    let inner = text.trim_ascii_end();
    let inner = inner.strip_suffix(b":").unwrap_or(inner);
    inner
        .strip_prefix(b"[")
        .and_then(|inner| inner.strip_suffix(b"]"))
        .is_some_and(|inner| inner.len() > 1 && shape_of(inner.trim_ascii()) == Shape::Level)
}

/// Four numbers of at most three digits with dots between, a port or a range may follow: `10.0.0.1:80`.
fn is_address(text: &[u8]) -> bool {
    let host = text.split(|byte| matches!(byte, b':' | b'/' | b',')).next().unwrap_or_default();
    let mut numbers = 0;
    host.split(|byte| *byte == b'.').all(|part| {
        numbers += 1;
        (1..=3).contains(&part.len()) && part.iter().all(u8::is_ascii_digit)
    }) && numbers == 4
}

/// Does the field close a tag, as in `sshd[12]: message`?
pub(super) fn ends_tag(text: &[u8]) -> bool {
    text.ends_with(b":") && !text.contains(&b'=') && !text.contains(&b'"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        for (text, shape) in [
            ("1702", Shape::Number),
            ("-1", Shape::Number),
            ("04:30:30,", Shape::Stamp),
            ("2016-09-28", Shape::Stamp),
            ("2005-06-03-15.42.50.675872", Shape::Stamp),
            ("10.0.0.1:80", Shape::Address),
            ("10.0.0.1,10.0.0.2", Shape::Address),
            ("PM", Shape::Stamp),
            ("+0900", Shape::Stamp),
            ("04-Mar-2026", Shape::Stamp),
            ("04-out-2026", Shape::Other),
            ("(7)", Shape::Bracketed),
            ("Jul", Shape::Month),
            ("Info", Shape::Level),
            ("D", Shape::Level),
            ("[main thread]", Shape::Bracketed),
            ("[x] y]z", Shape::Other),
            ("<0.31.0>", Shape::Bracketed),
            ("---", Shape::Mark),
            ("sshd[12]:", Shape::Other),
            ("", Shape::Mark),
        ] {
            assert_eq!(shape_of(text.as_bytes()), shape, "{text}");
        }
    }

    #[test]
    fn brackets_and_bars_delimit_fields() {
        let mut rest: &[u8] = b"[a (b c]) d] e|f  g";
        let mut fields = Vec::new();
        while let Some(field) = next_field(rest, None) {
            fields.push((String::from_utf8_lossy(field.text).into_owned(), field.is_padded));
            rest = field.tail;
        }
        let expected = [("[a (b c])", false), ("d]", false), ("e", true), ("f", true), ("g", false)];
        assert_eq!(fields, expected.map(|(text, padded)| (text.to_owned(), padded)));
    }
}
