//! Writing words of strangers into Markdown.
//!
//! Everything that comes from evidence may have been written by an attacker: a request path, a log line, a
//! chat message. These functions put such words into a document so that they read as they are and do nothing:
//! no markup, no link, no mention, no HTML, no broken table, no right-to-left trick.

/// One line of plain words: line breaks and controls become spaces, runs of spaces one space, and characters
/// that are invisible or change the direction of writing are dropped.
pub fn one_line(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if is_hidden(c) {
            continue;
        }
        if c.is_whitespace() || c.is_control() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Characters that print nothing or reorder what is around them.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Words as inline Markdown that renders as exactly these words.
///
/// What a renderer would turn into a link or a mention even without markup (`https://…`, `www.…`, `@name`)
/// is printed as code, the one place where neither happens.
///
/// Backticks that come in pairs mark code in the words of people as well, and are kept.
pub fn words(text: &str) -> String {
    let line = one_line(text);
    let mut out = String::with_capacity(line.len() + 8);
    let is_paired = line.matches('`').count().is_multiple_of(2) && !line.contains("``");
    if is_paired {
        for (at, part) in line.split('`').enumerate() {
            if at % 2 == 1 { out.push_str(&code(part)) } else { inert(part, &mut out) }
        }
    } else {
        inert(&line, &mut out);
    }
    guard_start(out)
}

fn inert(line: &str, out: &mut String) {
    let mut rest = line;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        if is_live(run) {
            out.push_str(&code(run));
        } else {
            escape_run(run, out);
        }
        let end = after.find(|c: char| c.is_ascii_graphic()).unwrap_or(after.len());
        let (between, next) = after.split_at(end);
        out.push_str(between);
        rest = next;
    }
}

/// Whether a renderer would make something of a run of ASCII characters without being asked.
fn is_live(run: &str) -> bool {
    let lower = run.to_ascii_lowercase();
    ["://", "www.", "mailto:", "xmpp:"].iter().any(|mark| lower.contains(mark))
        || run.char_indices().any(|(at, c)| {
            c == '@' && run.get(at + 1..).and_then(|r| r.chars().next()).is_some_and(|n| n.is_ascii_alphanumeric())
        })
}

fn escape_run(run: &str, out: &mut String) {
    let mut before = None;
    let mut chars = run.chars().peekable();
    while let Some(c) = chars.next() {
        let is_inside_word = |other: Option<char>| other.is_some_and(|o: char| o.is_ascii_alphanumeric());
        let is_active = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '$' => true,
            '&' => chars.peek().is_some_and(|n| n.is_ascii_alphanumeric() || *n == '#'),
            '_' => !(is_inside_word(before) && is_inside_word(chars.peek().copied())),
            _ => false,
        };
        if is_active {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

/// A line that begins like a heading, list or rule is made to begin with a plain character.
fn guard_start(line: String) -> String {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let mut rest = line.chars().skip(digits);
    let (mark, next) = (rest.next(), rest.next());
    let ends = |c: Option<char>| c.is_none_or(|c| c == ' ');
    let is_list = match mark {
        Some('.' | ')') if (1..=9).contains(&digits) => ends(next),
        Some('-' | '+') if digits == 0 => ends(next) || next == mark,
        Some('#') if digits == 0 => ends(next) || next == Some('#'),
        Some('=' | ':') if digits == 0 => true,
        _ => false,
    };
    if !is_list {
        return line;
    }
    let (head, tail) = line.split_at_checked(digits).unwrap_or((line.as_str(), ""));
    format!("{head}\\{tail}")
}

/// Words as a code span. An empty text gives an empty string, for there is no empty code span.
pub fn code(text: &str) -> String {
    let line = one_line(text);
    if line.is_empty() {
        return line;
    }
    let mut longest = 0;
    let mut run = 0;
    for c in line.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    format!("{fence}{pad}{line}{pad}{fence}")
}

/// Inline Markdown as the content of one table cell: one line, no pipe that could end the cell.
pub fn cell(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut backslashes = 0usize;
    for c in markdown.chars() {
        match c {
            '|' if backslashes == 0 => out.push_str("\\|"),
            // An even run of backslashes would escape itself and leave the pipe bare.
            '|' if backslashes.is_multiple_of(2) => out.push_str(" \\|"),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
    }
    let trimmed = out.trim();
    if trimmed.is_empty() { "-".to_owned() } else { trimmed.to_owned() }
}

/// A person's handle as a mention, if it is one; anything else as plain words.
pub fn mention(handle: &str) -> String {
    let name = handle.strip_prefix('@').unwrap_or(handle);
    let is_handle = !name.is_empty()
        && name.len() <= 64
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '/'));
    if is_handle { format!("@{name}") } else { words(handle) }
}

/// Cuts to at most `limit` characters, with an ellipsis in place of the rest.
pub fn shortened(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(limit.saturating_sub(1)).collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_as_they_are_and_do_nothing() {
        for (input, expected) in [
            ("orders-service 2.3.0", "orders-service 2.3.0"),
            ("db_pool_max of 20", "db_pool_max of 20"),
            ("_loud_ *very*", "\\_loud\\_ \\*very\\*"),
            ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
            ("a | b", "a \\| b"),
            ("uses `lower(x)` here", "uses `lower(x)` here"),
            ("a ` b", "a \\` b"),
            ("` a `", "`a`"),
            ("[x](javascript:y)", "\\[x\\](javascript:y)"),
            ("see https://evil.example/x now", "see `https://evil.example/x` now"),
            ("詳細はhttps://evil.example。", "詳細は`https://evil.example`。"),
            ("ask @channel please", "ask `@channel` please"),
            ("R&D &lt;", "R\\&D \\&lt;"),
            ("# big", "\\# big"),
            ("1. first", "1\\. first"),
            ("- item", "\\- item"),
            ("-5 left", "-5 left"),
            ("two\nlines\u{202e}evil\u{200b}", "two linesevil"),
            ("costs $5 or $6", "costs \\$5 or \\$6"),
        ] {
            assert_eq!(words(input), expected, "{input}");
        }
    }

    #[test]
    fn code_cannot_be_closed_from_inside() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code("``` x"), "```` ``` x ````");
        assert_eq!(code(" \n "), "");
    }

    #[test]
    fn cells_keep_their_pipes_to_themselves() {
        assert_eq!(cell("`a|b`"), "`a\\|b`");
        assert_eq!(cell("a \\| b"), "a \\| b");
        assert_eq!(cell("a\\\\|b"), "a\\\\ \\|b");
        assert_eq!(cell(" "), "-");
    }

    #[test]
    fn only_handles_become_mentions() {
        assert_eq!(mention("kofi"), "@kofi");
        assert_eq!(mention("@kofi"), "@kofi");
        assert_eq!(mention("Kofi Mensah"), "Kofi Mensah");
        assert_eq!(mention("a|b"), "a\\|b");
    }
}
