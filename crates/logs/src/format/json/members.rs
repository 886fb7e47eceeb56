//! Members of a JSON object, found on raw bytes: no tree, no copies, strings left escaped.

use super::role::Expected;
use crate::bits::Marks;

/// A value as it stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    /// Between the quotes, escapes unresolved.
    String { raw: &'a [u8], has_escape: bool },
    /// Number, `true`, `false` or `null`.
    Bare(&'a [u8]),
    /// With its braces.
    Object(&'a [u8]),
    /// With its brackets.
    Array(&'a [u8]),
}

impl<'a> Value<'a> {
    /// The text of a string or bare value; `null` is none.
    pub(crate) fn text(self) -> Option<&'a [u8]> {
        match self {
            Self::Bare(b"null") | Self::Object(_) | Self::Array(_) => None,
            Self::String { raw, .. } | Self::Bare(raw) => Some(raw),
        }
    }
}

/// Iterates over the members of an object. Ends early, with [`Members::is_sound`] false, where the text is no JSON.
#[derive(Debug, Clone)]
pub(crate) struct Members<'a> {
    bytes: &'a [u8],
    at: usize,
    state: State,
    /// What ends a string, and what escapes.
    marks: Marks<'a, b'"', b'\\'>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    First,
    Later,
    Done,
    Broken,
}

impl<'a> Members<'a> {
    /// Members of the object that `bytes` starts with (blanks allowed before it).
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        let mut members = Self { bytes, at: 0, state: State::First, marks: Marks::new(bytes) };
        members.blanks();
        if !members.eat(b'{') {
            members.state = State::Broken;
        }
        members
    }

    /// Whether the object was read to its closing brace.
    pub(crate) fn is_sound(&self) -> bool {
        self.state == State::Done
    }

    /// What follows the object, once it has been read.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Whether all that is left is the closing brace; then it is passed.
    #[inline]
    pub(crate) fn ends_here(&mut self) -> bool {
        let is_end = self.state == State::Later && self.bytes.get(self.at..) == Some(&b"}"[..]);
        if is_end {
            self.at += 1;
            self.state = State::Done;
        }
        is_end
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let fits = self.peek() == Some(byte);
        self.at += usize::from(fits);
        fits
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// The inside of the string whose opening quote is next, and whether it has escapes.
    fn string(&mut self) -> Option<(&'a [u8], bool)> {
        self.eat(b'"').then_some(())?;
        let start = self.at;
        let mut has_escape = false;
        loop {
            let found = self.marks.next(self.at)?;
            if self.bytes.get(found) == Some(&b'"') {
                self.at = found + 1;
                return Some((self.bytes.get(start..found)?, has_escape));
            }
            has_escape = true;
            self.at = found + 2;
        }
    }

    fn value(&mut self) -> Option<Value<'a>> {
        let start = self.at;
        match self.peek()? {
            b'"' => self.string().map(|(raw, has_escape)| Value::String { raw, has_escape }),
            open @ (b'{' | b'[') => {
                self.nested()?;
                let raw = self.bytes.get(start..self.at)?;
                Some(if open == b'{' { Value::Object(raw) } else { Value::Array(raw) })
            }
            b'-' | b'0'..=b'9' | b't' | b'f' | b'n' => {
                while self.peek().is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.')) {
                    self.at += 1;
                }
                self.bytes.get(start..self.at).map(Value::Bare)
            }
            _ => None,
        }
    }

    /// Passes an object or array, of any depth, without recursion.
    fn nested(&mut self) -> Option<()> {
        let mut depth = 0_u32;
        loop {
            match self.peek()? {
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// The value of the next member if its key stands there as expected (`,"key":"`, the first one without the comma)
    /// and it is a string without escapes. This is what most members are, and costs least.
    #[inline]
    pub(crate) fn string_if(&mut self, expected: &Expected) -> Option<&'a [u8]> {
        let length = expected.begins(self.bytes.get(self.at..)?)?;
        let start = self.at + length;
        let end = self.marks.next(start)?;
        (self.bytes.get(end) == Some(&b'"')).then_some(())?;
        self.at = end + 1;
        self.state = State::Later;
        self.bytes.get(start..end)
    }

    /// The value of the next member if its key stands there as `key` (with quotes and colon) and it is no object.
    #[inline]
    pub(crate) fn next_if(&mut self, key: &[u8]) -> Option<Value<'a>> {
        let (at, state) = (self.at, self.state);
        if !self.begin() {
            (self.at, self.state) = (at, state);
            return None;
        }
        if self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(key)) {
            self.at += key.len();
            self.blanks();
            if self.peek() != Some(b'{')
                && let Some(value) = self.value()
            {
                self.state = State::Later;
                return Some(value);
            }
        }
        (self.at, self.state) = (at, state);
        None
    }

    /// Passes what stands before a member; false at the end of the object, and where it is broken.
    #[inline]
    fn begin(&mut self) -> bool {
        if matches!(self.state, State::Done | State::Broken) {
            return false;
        }
        self.blanks();
        if self.eat(b'}') {
            self.state = State::Done;
            return false;
        }
        if self.state == State::Later && !self.eat(b',') {
            self.state = State::Broken;
            return false;
        }
        self.blanks();
        true
    }

    fn member(&mut self) -> Option<(&'a [u8], Value<'a>)> {
        let (key, _) = self.string()?;
        self.blanks();
        self.eat(b':').then_some(())?;
        self.blanks();
        let value = self.value()?;
        Some((key, value))
    }
}

impl<'a> Iterator for Members<'a> {
    type Item = (&'a [u8], Value<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        if !self.begin() {
            return None;
        }
        let member = self.member();
        self.state = if member.is_some() { State::Later } else { State::Broken };
        member
    }
}

/// Appends a JSON string's text, escapes resolved, to `out`. Broken escapes are kept as they stand.
pub(crate) fn unescape(raw: &[u8], out: &mut Vec<u8>) {
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        out.extend_from_slice(rest.get(..at).unwrap_or_default());
        let (plain, taken) = match rest.get(at + 1) {
            Some(b'n') => (Some('\n'), 2),
            Some(b't') => (Some('\t'), 2),
            Some(b'r') => (Some('\r'), 2),
            Some(b'b') => (Some('\u{8}'), 2),
            Some(b'f') => (Some('\u{c}'), 2),
            Some(byte @ (b'"' | b'\\' | b'/')) => (Some(char::from(*byte)), 2),
            Some(b'u') => unicode(rest.get(at..).unwrap_or_default()),
            _ => (None, 1),
        };
        match plain {
            Some(plain) => out.extend_from_slice(plain.encode_utf8(&mut [0; 4]).as_bytes()),
            None => out.push(b'\\'),
        }
        rest = rest.get(at + taken..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
}

/// The character of `\uXXXX` (or of a surrogate pair) at the start, and the bytes it takes.
fn unicode(bytes: &[u8]) -> (Option<char>, usize) {
    let unit = |at: usize| {
        let digits = std::str::from_utf8(bytes.get(at..at + 4)?).ok()?;
        u32::from_str_radix(digits, 16).ok()
    };
    let Some(high) = unit(2) else { return (None, 1) };
    if let Some(plain) = char::from_u32(high) {
        return (Some(plain), 6);
    }
    match (bytes.get(6..8), unit(8)) {
        (Some(b"\\u"), Some(low)) if (0xD800..0xDC00).contains(&high) && (0xDC00..0xE000).contains(&low) => {
            (char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00)), 12)
        }
        _ => (Some(char::REPLACEMENT_CHARACTER), 6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> (Vec<String>, bool) {
        let mut members = Members::new(text.as_bytes());
        let keys = members.by_ref().map(|(key, _)| String::from_utf8_lossy(key).into_owned()).collect();
        (keys, members.is_sound())
    }

    #[test]
    fn members_are_found_and_broken_text_is_told() {
        for (text, expected, sound) in [
            (r#"{"a":1,"b":"x\"}","c":{"d":["]"]},"e":null}"#, vec!["a", "b", "c", "e"], true),
            (r#" { "a" : true , "b" : -1.5e3 } tail"#, vec!["a", "b"], true),
            ("{}", vec![], true),
            (r#"{"a":1"#, vec!["a"], false),
            (r#"{"a":"cut"#, vec![], false),
            (r#"{"a" 1}"#, vec![], false),
            ("[1]", vec![], false),
            (r#"{"a":\"#, vec![], false),
        ] {
            let (keys, is_sound) = keys(text);
            assert_eq!(
                (keys.as_slice(), is_sound),
                (&expected.iter().map(|k| (*k).to_owned()).collect::<Vec<_>>()[..], sound),
                "{text}"
            );
        }
    }

    #[test]
    fn escapes_resolve_as_the_real_parser_says() {
        for text in [r#""a\nb\t\"q\" \\ \/ \u00e9 \ud83d\ude00""#, r#""plain""#] {
            let expected: String = serde_json::from_str(text).unwrap();
            let mut out = Vec::new();
            unescape(text.trim_matches('"').as_bytes(), &mut out);
            // The trimming takes the last quote only where it closes the string.
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
        let mut out = Vec::new();
        unescape(br"\x \u12 \ud800 end\", &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), "\\x \\u12 \u{fffd} end\\");
    }
}
