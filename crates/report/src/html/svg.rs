//! Small pieces of SVG: escaping and text in boxes. A line of text is measured in half-widths, as a terminal
//! does: a Latin letter is one, a Chinese or Japanese character two.

/// Text as it may stand in an element or a quoted attribute. Characters that XML does not have are dropped.
pub(super) fn escape(text: &str) -> String {
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

/// Breaks a text into at most `lines` lines of at most `limit` half-widths, at spaces where there are any; what
/// does not fit ends in an ellipsis.
pub(super) fn wrap(text: &str, limit: usize, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_inclusive(|c: char| c == ' ' || width(c) == 2) {
        // Punctuation that closes may hang over the end of a line, but not begin one.
        let hangs = word.starts_with(['、', '。', '，', '．', '）', '」', '』', '！', '？', 'ー']);
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

/// A drawing inside a link to its evidence, where the page holds it.
pub(super) fn linked(note: Option<&str>, label: &str, drawing: &str) -> String {
    let label = escape(label);
    match note {
        Some(note) => format!("<a href=\"{note}\" aria-label=\"{label}\"><title>{label}</title>{drawing}</a>"),
        None => format!("<g><title>{label}</title>{drawing}</g>"),
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
        assert_eq!(wrap("", 4, 2), Vec::<String>::new());
    }

    #[test]
    fn nothing_leaves_an_attribute() {
        assert_eq!(escape("<a b=\"c\" d='e'>&\u{0}"), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;");
    }
}
