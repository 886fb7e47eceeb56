//! One line of Markdown, looked at by itself: is it a heading, an item, a row of a table; and its words without markup.

use std::ops::Range;

use super::{FactKey, fact, section, when};

/// `## Title` or a line that is nothing but bold words and announces a known section.
pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&level) && line.as_bytes().get(level).is_none_or(|b| *b == b' ' || *b == b'\t') {
        return Some((level, line.get(level..)?.trim().trim_end_matches('#').trim()));
    }
    if let Some(title) = marked(line) {
        return Some((7, title));
    }
    let bold = line
        .strip_prefix("**")?
        .trim_end_matches([':', '\u{ff1a}'])
        .strip_suffix("**")?
        .trim_end_matches([':', '\u{ff1a}']);
    (!bold.contains('*') && bold.len() < 60 && section::kind_of(bold).is_some()).then_some((7, bold))
}

/// `■要因`, `【経緯】`, `Impact:` on a line of their own.
fn marked(line: &str) -> Option<&str> {
    let sign = line.strip_prefix(['■', '◆', '●', '▼', '□', '◇', '○', '▪', '◎', '★']).map(str::trim);
    let bracket = line.strip_prefix('【').and_then(|rest| rest.strip_suffix('】'));
    let title = sign.or(bracket).map(|title| title.trim_end_matches([':', '\u{ff1a}']));
    if let Some(title) = title {
        return (!title.is_empty() && title.chars().count() <= 30 && !title.contains(['。', '\u{ff1a}', ':']))
            .then_some(title);
    }
    let title = line.strip_suffix([':', '\u{ff1a}'])?;
    (title.split_whitespace().count() <= 4
        && title.chars().count() <= 30
        && title.starts_with(char::is_alphabetic)
        && fact::key_of(title).is_none()
        && section::kind_of(title).is_some())
    .then_some(title)
}

/// `**Impact:** words`: a part whose heading is a label in bold. Dates, names and the like are facts, not parts.
pub(super) fn labelled(line: &str) -> Option<(&str, &str)> {
    let (label, rest) = line.strip_prefix("**")?.split_once("**")?;
    let stopped = label.trim_end_matches(['.', '。']);
    let is_stopped = stopped.len() < label.len() && stopped.split_whitespace().count() <= 4;
    let title = if is_stopped { stopped } else { label.trim_end_matches([':', '\u{ff1a}']) };
    let after = rest.trim_start();
    let colon = after.starts_with([':', '\u{ff1a}']);
    let is_part = match fact::key_of(title) {
        None => section::kind_of(title).is_some(),
        Some(FactKey::Detected | FactKey::RootCause | FactKey::Trigger) => when::moment(rest).date.is_none(),
        Some(_) => false,
    };
    (title.len() < 60 && (colon || title.len() < label.len()) && is_part)
        .then(|| (title, after.trim_start_matches([':', '\u{ff1a}']).trim_start()))
}

/// Bytes of the marker of a list item, its check box included, and whether that is ticked.
pub(super) fn item(line: &str) -> Option<(usize, Option<bool>)> {
    let bullet = ["- ", "* ", "+ ", "・", "• ", "‣ ", "◦ ", "▪ ", "－ ", "– "]
        .iter()
        .find(|mark| line.starts_with(**mark))
        .map(|mark| mark.len());
    let marker = bullet.or_else(|| {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let rest = line.get(digits..)?;
        (digits > 0 && digits <= 3 && (rest.starts_with(". ") || rest.starts_with(") "))).then_some(digits + 2)
    });
    let marker = marker.or_else(|| counted(line))?;
    let rest = line.get(marker..).unwrap_or("");
    for (mark, ticked) in [("[ ] ", false), ("[x] ", true), ("[X] ", true)] {
        if rest.starts_with(mark) {
            return Some((marker + mark.len(), Some(ticked)));
        }
    }
    Some((marker, None))
}

/// `(1) `, `（2）`, `3）`, `④`: bytes of the number.
fn counted(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    if matches!(first, '①'..='⑳') {
        let rest = line.get(first.len_utf8()..)?;
        return Some(line.len() - rest.trim_start().len());
    }
    let open = if matches!(first, '(' | '\u{ff08}') { first.len_utf8() } else { 0 };
    let rest = line.get(open..)?;
    let digits: usize =
        rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '０'..='９')).map(char::len_utf8).sum();
    let close = rest.get(digits..)?.chars().next().filter(|c| matches!(c, ')' | '\u{ff09}'))?;
    let after = rest.get(digits + close.len_utf8()..)?;
    let is_marker = digits > 0 && digits <= 6 && (open > 0 || close == '\u{ff09}');
    is_marker.then(|| line.len() - after.trim_start().len())
}

/// `===` and `---` below a line make it a heading of the first and second level.
pub(super) fn underline(line: &str) -> Option<usize> {
    let level = match line.bytes().next()? {
        b'=' => 1,
        b'-' => 2,
        _ => return None,
    };
    let mark = line.chars().next()?;
    (line.len() >= 3 && line.chars().all(|c| c == mark)).then_some(level)
}

/// Bytes of the number of an outline, `6.3 `, which people use for items below numbered headings.
pub(super) fn outline(line: &str) -> Option<(usize, Option<bool>)> {
    let number = line.split(' ').next()?;
    let parts: Vec<&str> = number.trim_end_matches('.').split('.').collect();
    let is_number = |part: &&str| !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
    (parts.len() >= 2 && parts.iter().all(is_number) && line.len() > number.len() + 1)
        .then_some((number.len() + 1, None))
}

pub(super) fn starts_with_time(text: &str) -> bool {
    let head: String = text.chars().take(34).collect();
    when::moment(&head).time.is_some()
}

/// Cells of a table row with their bytes in the source.
pub(super) fn cells(line: &str, start: usize) -> Vec<(String, Range<usize>)> {
    let mut out = Vec::new();
    let mut from = None;
    let mut escaped = false;
    for (at, c) in line.char_indices().chain(std::iter::once((line.len(), '|'))) {
        if c == '|' && !escaped {
            if let Some(from) = from.take()
                && let Some(cell) = line.get(from..at)
                && !(at == line.len() && cell.trim().is_empty())
            {
                let lead = cell.len() - cell.trim_start().len();
                let words = cell.trim();
                out.push((words.to_owned(), start + from + lead..start + from + lead + words.len()));
            }
            from = Some(at + 1);
        }
        escaped = c == '\\' && !escaped;
    }
    out
}

/// The words without emphasis, link addresses, footnote marks, tags and line breaks.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or("");
        match c {
            '*' => rest = after,
            '[' if after.starts_with('^') => rest = after.split_once(']').map_or("", |(_, tail)| tail),
            '[' => {
                if let Some((words, tail)) = after.split_once("](")
                    && !words.contains('[')
                    && let Some((_, tail)) = tail.split_once(')')
                {
                    out.push_str(words);
                    rest = tail;
                } else {
                    out.push(c);
                    rest = after;
                }
            }
            '<' if after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')
                && after.contains('>') =>
            {
                rest = after.split_once('>').map_or("", |(_, tail)| tail);
            }
            '\n' | '\r' | '\t' | ' ' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
                rest = after;
            }
            _ => {
                out.push(narrow(c));
                rest = after;
            }
        }
    }
    out.trim().to_owned()
}

/// Full-width ASCII as ASCII: rules know one spelling of brackets, colons and digits.
pub(super) fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::{cells, clean, heading, item, outline, underline};

    #[test]
    fn marks_of_headings_and_items_are_told_from_words() {
        assert_eq!(heading("## Impact ##"), Some((2, "Impact")));
        assert_eq!(heading("**Impact:**"), Some((7, "Impact")));
        assert_eq!(heading("#1234 is the ticket"), None);
        assert_eq!(underline("====="), Some(1));
        assert_eq!(underline("---"), Some(2));
        assert_eq!(underline("- - -"), None);
        assert_eq!(item("- [x] done"), Some((6, Some(true))));
        assert_eq!(item("12) twelve"), Some((4, None)));
        assert_eq!(item("(3) three"), Some((4, None)));
        assert_eq!(item("②二つ目"), Some((3, None)));
        assert_eq!(item("(a) letter"), None);
        assert_eq!(heading("■要因"), Some((7, "要因")));
        assert_eq!(heading("【経緯】"), Some((7, "経緯")));
        assert_eq!(heading("Root cause:"), None);
        assert_eq!(heading("Lessons learned:"), Some((7, "Lessons learned")));
        assert_eq!(outline("6.3 Page the team"), Some((4, None)));
        assert_eq!(outline("10.250 GB were free"), None);
        assert_eq!(outline("2026.05 was quiet"), None);
    }

    #[test]
    fn words_lose_their_markup_and_keep_their_place() {
        assert_eq!(clean("see **[the log](https://x.example/a)**[^e1] <b>now</b>"), "see the log now");
        assert_eq!(clean("\u{ff10}\u{ff11}\u{ff1a}\u{ff13}"), "01:3");
        let line = "| a | b \\| c |";
        let places: Vec<&str> = cells(line, 0).iter().map(|(_, bytes)| line.get(bytes.clone()).unwrap()).collect();
        assert_eq!(places, ["a", "b \\| c"]);
    }
}
