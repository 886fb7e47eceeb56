//! A cursor over the first words of a line.

/// Longest tag that is skipped, in bytes.
const LONGEST_TAG: usize = 200;

/// Characters of a text with full-width digits as ASCII, and their bytes.
#[derive(Debug)]
pub(crate) struct Scan<'t> {
    text: &'t str,
    at: usize,
}

/// A cursor to come back to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark(usize);

impl<'t> Scan<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    pub(crate) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(crate) fn offset(&self) -> usize {
        self.at
    }

    pub(crate) fn mark(&self) -> Mark {
        Mark(self.at)
    }

    pub(crate) fn reset(&mut self, mark: Mark) {
        self.at = mark.0;
    }

    pub(crate) fn seek(&mut self, at: usize) {
        self.at = at;
    }

    pub(crate) fn peek(&self) -> Option<char> {
        self.rest().chars().next().map(ascii)
    }

    pub(crate) fn starts_with(&self, word: &str) -> bool {
        self.rest().starts_with(word)
    }

    /// Takes `word` if it is next. A word of letters must end there.
    pub(crate) fn eat(&mut self, word: &str) -> bool {
        if self.rest().starts_with(word) {
            self.at += word.len();
            return true;
        }
        false
    }

    /// Takes the first of `words` that is next; a word of ASCII letters must end there, in any case.
    pub(crate) fn eat_any<'w>(&mut self, words: &[&'w str]) -> Option<&'w str> {
        let rest = self.rest();
        let found = words.iter().find(|word| {
            rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
                && !(word.ends_with(|c: char| c.is_ascii_alphabetic())
                    && rest.get(word.len()..).is_some_and(|r| r.starts_with(|c: char| c.is_ascii_alphabetic())))
        })?;
        self.at += found.len();
        Some(found)
    }

    /// Takes `n` bytes.
    pub(crate) fn take_bytes(&mut self, n: usize) -> Option<String> {
        let taken = self.rest().get(..n)?.to_owned();
        self.at += n;
        Some(taken)
    }

    /// Skips white space and emphasis, marks of struck words, code ticks, brackets that open, check boxes.
    pub(crate) fn skip_markup(&mut self) {
        loop {
            let rest = self.rest();
            let Some(c) = rest.chars().next() else { return };
            let is_footnote = rest.starts_with("[^");
            let is_mark = c.is_whitespace() || matches!(c, '*' | '_' | '`' | '\u{200b}' | '\u{feff}') || is_picture(c);
            let is_mark = is_mark || (c == '\\' && rest.chars().nth(1).is_some_and(|c| c.is_ascii_punctuation()));
            // A tag is as invisible as emphasis.
            let is_tag = c == '<'
                && !rest.starts_with("<t:")
                && rest.chars().nth(1).is_some_and(|c| c.is_ascii_alphabetic() || c == '/');
            if let Some(end) = is_tag.then(|| rest.find('>').filter(|end| *end < LONGEST_TAG)).flatten() {
                self.at += end + 1;
                continue;
            }
            if rest.starts_with("~~") {
                self.at += "~~".len();
                continue;
            }
            let is_bracket = matches!(c, '[' | '(' | '（' | '【' | ':') && !is_footnote;
            let opens = is_bracket && rest.chars().nth(1).is_some_and(opens_time);
            if !is_mark && !opens {
                return;
            }
            self.at += c.len_utf8();
        }
    }

    pub(crate) fn skip_spaces(&mut self) {
        while let Some(c) = self.rest().chars().next().filter(|c| *c == ' ' || *c == '\u{a0}' || *c == '\u{202f}') {
            self.at += c.len_utf8();
        }
    }

    /// Takes `least` to `most` digits; none where there are fewer.
    pub(crate) fn digits(&mut self, least: usize, most: usize) -> Option<String> {
        let digits: String = self.rest().chars().map(ascii).take(most).take_while(char::is_ascii_digit).collect();
        if digits.len() < least {
            return None;
        }
        let taken: usize = self.rest().chars().take(digits.len()).map(char::len_utf8).sum();
        self.at += taken;
        Some(digits)
    }

    /// Takes a number of `least` to `most` digits.
    pub(crate) fn number(&mut self, least: usize, most: usize) -> Option<i32> {
        self.digits(least, most)?.parse().ok()
    }

    /// Takes one or two digits, or the letters and signs that stand for unknown ones.
    #[expect(clippy::option_option, reason = "not there; there and unknown; there and known")]
    pub(crate) fn number_or_unknown(&mut self, unknown: &mut bool) -> Option<Option<i8>> {
        if let Some(number) = self.number(1, 2) {
            return Some(i8::try_from(number).ok());
        }
        self.placeholder(unknown)
    }

    /// Takes the first of two digits, where a sign stands for the second: `1?`, `4x`.
    pub(crate) fn tens(&mut self) -> Option<i8> {
        let mark = self.mark();
        let tens = self.number(1, 1).filter(|tens| *tens < 6);
        let tens = tens.filter(|_| self.eat_any(&["?", "x", "X", "？"]).is_some());
        if tens.is_none() {
            self.reset(mark);
        }
        tens.and_then(|tens| i8::try_from(tens * 10).ok())
    }

    /// Takes exactly two digits, or the letters and signs that stand for unknown ones.
    #[expect(clippy::option_option, reason = "not there; there and unknown; there and known")]
    pub(crate) fn two_digits_or_unknown(&mut self, unknown: &mut bool) -> Option<Option<i8>> {
        if let Some(number) = self.number(2, 2) {
            return Some(i8::try_from(number).ok());
        }
        // `7:4?`: the tens are known, and no more.
        let mark = self.mark();
        if self.number(1, 1).is_some() {
            if self.eat_any(&["?", "x", "X", "？"]).is_some() {
                *unknown = true;
                return Some(None);
            }
            self.reset(mark);
            return None;
        }
        self.placeholder(unknown)
    }

    #[expect(clippy::option_option, reason = "not there; there and unknown; there and known")]
    fn placeholder(&mut self, unknown: &mut bool) -> Option<Option<i8>> {
        const PLACEHOLDERS: [&str; 13] =
            ["??", "xx", "XX", "--", "__", "HH", "hh", "MM", "mm", "SS", "ss", "？？", "?"];
        self.eat_any(&PLACEHOLDERS)?;
        *unknown = true;
        Some(None)
    }

    /// Takes a day of the week.
    pub(crate) fn eat_weekday(&mut self) -> bool {
        const DAYS: [&str; 30] = [
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
            "Mon",
            "Tue",
            "Tues",
            "Wed",
            "Thu",
            "Thur",
            "Thurs",
            "Fri",
            "Sat",
            "Sun",
            "（月）",
            "（火）",
            "（水）",
            "（木）",
            "（金）",
            "（土）",
            "（日）",
            "(月)",
            "(火)",
            "(水)",
            "(木)",
            "(金)",
            "(土)",
        ];
        self.eat_any(&DAYS).is_some() || self.eat("(日)")
    }

    /// Whether no letter or digit follows.
    pub(crate) fn at_word_end(&self) -> bool {
        !self.peek().is_some_and(|c| c.is_ascii_alphanumeric())
    }
}

/// A pictograph, as people put in front of rows: `🕐 10:02`, `✅ 10:30`.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{23e9}'..='\u{23ff}'
        | '\u{2300}'..='\u{231b}' | '\u{fe0f}' | '\u{200d}' | '\u{25a0}'..='\u{25ff}' | '•' | '‣' | '・')
}

fn opens_time(c: char) -> bool {
    ascii(c).is_ascii_digit() || matches!(c, '~' | '*' | '`' | '?')
}

/// A full-width digit as its ASCII twin.
fn ascii(c: char) -> char {
    match c {
        '０'..='９' => u8::try_from(u32::from(c) - u32::from('０')).map_or(c, |d| char::from(b'0' + d)),
        other => other,
    }
}
