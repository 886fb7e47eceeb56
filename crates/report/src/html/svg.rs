//! Small pieces of SVG: escaping and text in boxes. A line of text is measured in half-widths, as a terminal
//! does: a Latin letter is one, a Chinese or Japanese character two.

/// Text as it may stand in an element or a quoted attribute. Characters that XML does not have are dropped.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            c => out.push(c),
        }
    }
    out
}

fn width(c: char) -> usize {
    let wide = matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{1f9ff}');
    if wide { 2 } else { 1 }
}

/// Half-widths of a text.
pub(crate) fn measure(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// What no line of Japanese begins with, and what none ends with (JIS X 4051).
const NO_START: [char; 23] = [
    '、', '。', '，', '．', '）', '」', '』', '】', '！', '？', 'ー', '々', 'ぁ', 'っ', 'ゃ', 'ゅ', 'ょ', 'ァ', 'ッ',
    'ャ', 'ュ', 'ョ', '〜',
];
const NO_END: [char; 4] = ['（', '「', '『', '【'];

/// What stays on one line: a word, a wide character, part of a name too long for a line.
fn pieces(text: &str, limit: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut is_open = false;
    for word in text.split_inclusive(|c: char| c == ' ' || width(c) == 2) {
        let parts: Vec<&str> = if measure(word) > limit {
            word.split_inclusive(['/', '_', '-', '.', '=', ',', ':', '{', '}', '(']).collect()
        } else {
            vec![word]
        };
        for part in parts {
            match out.last_mut().filter(|_| is_open) {
                Some(before) => before.push_str(part),
                None => out.push(part.to_owned()),
            }
            is_open = part.ends_with(NO_END);
        }
    }
    out
}

/// Breaks a text into at most `lines` lines of at most `limit` half-widths, at spaces where there are any; what
/// does not fit ends in an ellipsis. Lines are a little shorter where that saves the last one from being a stump.
pub(super) fn wrap(text: &str, limit: usize, lines: usize) -> Vec<String> {
    let full = broken(text, limit, lines);
    let is_stump = |set: &[String]| set.len() > 1 && set.last().is_some_and(|last| measure(last) < 6);
    if !is_stump(&full) {
        return full;
    }
    let shorter = (limit.saturating_sub(6).max(12)..limit).rev().map(|limit| broken(text, limit, lines));
    shorter.into_iter().find(|set| set.len() == full.len() && !is_stump(set)).unwrap_or(full)
}

fn broken(text: &str, limit: usize, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in pieces(text, limit) {
        let word = word.as_str();
        // Punctuation that closes and small letters may hang over the end of a line, but not begin one.
        let hangs = word.starts_with(NO_START);
        if measure(&line) + measure(word.trim_end()) > limit && !line.is_empty() && !hangs {
            out.push(line.trim_end().to_owned());
            line.clear();
        }
        for c in word.chars() {
            if measure(&line) + width(c) > limit && c != ' ' && !hangs {
                out.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.trim().is_empty() {
        out.push(line.trim_end().to_owned());
    }
    if out.len() > lines {
        out.truncate(lines);
        if let Some(last) = out.last_mut() {
            while measure(last) + 1 > limit {
                last.pop();
            }
            last.push('…');
        }
    }
    out
}

/// Lines of text one under the other, from the baseline of the first.
pub(super) fn lines(x: i64, y: i64, class: &str, lines: &[String]) -> String {
    let spans: String = lines
        .iter()
        .enumerate()
        .map(|(n, line)| format!("<tspan x=\"{x}\" dy=\"{}\">{}</tspan>", if n == 0 { 0 } else { 17 }, escape(line)))
        .collect();
    format!("<text x=\"{x}\" y=\"{y}\" class=\"{class}\">{spans}</text>")
}

/// A drawing with its words, inside a link to its evidence where the page holds it.
pub(super) fn linked(note: Option<&str>, label: &str, drawing: &str) -> String {
    let label = escape(label);
    // The words name the picture, not the link: a link that shows part of them would be named twice.
    let picture = format!("<title>{label}</title><g role=\"img\" aria-label=\"{label}\">{drawing}</g>");
    match note {
        Some(note) => format!("<a href=\"{note}\">{picture}</a>"),
        None => format!("<g>{picture}</g>"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_breaks_where_it_may() {
        assert_eq!(wrap("one two three", 7, 5), ["one two", "three"]);
        assert_eq!(wrap("接続プールが枯渇した", 8, 5), ["接続プー", "ルが枯渇", "した"]);
        assert_eq!(wrap("abcdefghij", 4, 2), ["abcd", "efg…"]);
        assert_eq!(wrap("枯渇した。次", 8, 5), ["枯渇した。", "次"]);
        assert_eq!(wrap("プローブ（再試行）", 10, 5), ["プローブ", "（再試行）"]);
        assert_eq!(wrap("deploy/k8s/orders.yaml", 16, 5), ["deploy/k8s/", "orders.yaml"]);
        assert_eq!(wrap("", 4, 2), Vec::<String>::new());
    }

    #[test]
    fn nothing_leaves_an_attribute() {
        assert_eq!(escape("<a b=\"c\" d='e'>&\u{0}"), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;");
    }
}
