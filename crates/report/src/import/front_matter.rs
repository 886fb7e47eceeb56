//! Front matter: the fenced pairs in front of a document, of this tool or another.
//!
//! Only pairs of the first level are read, each with its bytes. Nested values are kept as written.

use backstory_model::Phrase;

use crate::document::{
    FrontMatter, FrontMatterEntry, FrontMatterSyntax, LineIndex, Remark, RemarkKind, Span, lines_of,
};

/// Lines looked at for the closing fence; a rule at the head of a long text is no fence.
const MAX_LINES: usize = 2_000;

/// Front matter at the start of the source.
pub(crate) fn read(source: &str, lines: &LineIndex, remarks: &mut Vec<Remark>) -> Option<FrontMatter> {
    let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut all = lines_of(source, Span::new(start, source.len()));
    let (_, fence) = all.next()?;
    let (syntax, closers): (_, &[&str]) = match fence.trim_end() {
        "---" => (FrontMatterSyntax::Yaml, &["---", "..."]),
        "+++" => (FrontMatterSyntax::Toml, &["+++"]),
        ";;;" => (FrontMatterSyntax::Json, &[";;;"]),
        _ => return None,
    };
    let body_start = lines.start(lines.line(start) + 1);
    let mut end = None;
    for (span, line) in all.take(MAX_LINES) {
        if closers.contains(&line.trim_end()) {
            end = Some(span);
            break;
        }
        // Two rules with prose between are no front matter.
        if span.start == body_start && line.trim().is_empty() {
            return None;
        }
    }
    let Some(close) = end else {
        remarks.push(Remark {
            kind: RemarkKind::Unclosed,
            span: Span::new(start, start + fence.len()),
            line: 1,
            message: format!("front matter opens with `{}` and is never closed; read as text", fence.trim_end()),
            phrase: Phrase::new("remark-front-matter-open").code("fence", fence.trim_end()),
        });
        return None;
    };
    let body = Span::new(body_start, close.start);
    let entries = match syntax {
        FrontMatterSyntax::Yaml => pairs(source, body, ':', lines),
        FrontMatterSyntax::Toml => pairs(source, body, '=', lines),
        FrontMatterSyntax::Json => Vec::new(),
    };
    let has_words = !body.of(source).trim().is_empty();
    if entries.is_empty() && has_words {
        remarks.push(Remark {
            kind: RemarkKind::ForeignFrontMatter,
            span: body,
            line: lines.line(body.start),
            message: "front matter without `key: value` pairs; kept as it stands".to_owned(),
            phrase: Phrase::new("remark-front-matter-foreign"),
        });
    }
    let mut seen: Vec<&str> = Vec::new();
    for entry in &entries {
        if seen.contains(&entry.key.as_str()) {
            remarks.push(Remark {
                kind: RemarkKind::Duplicate,
                span: entry.span,
                line: entry.line,
                message: format!("front matter names `{}` twice; the first counts", entry.key),
                phrase: Phrase::new("remark-front-matter-again").code("key", &entry.key),
            });
        }
        seen.push(&entry.key);
    }
    Some(FrontMatter { syntax, span: Span::new(start, close.end), entries })
}

fn pairs(source: &str, body: Span, sign: char, lines: &LineIndex) -> Vec<FrontMatterEntry> {
    let mut out: Vec<FrontMatterEntry> = Vec::new();
    for (span, line) in lines_of(source, body) {
        let is_nested = line.starts_with([' ', '\t', '-', '#', '}', ']']) || line.trim().is_empty();
        let pair = if is_nested { None } else { line.split_once(sign) };
        if let Some((key, value)) = pair {
            let lead = key.len() + sign.len_utf8() + (value.len() - value.trim_start().len());
            let value = uncommented(value.trim());
            out.push(FrontMatterEntry {
                key: key.trim().trim_matches('"').to_owned(),
                value: unquoted(value).to_owned(),
                items: flow_items(value),
                span: Span::new(span.start + lead, span.start + lead + value.len()),
                line: lines.line(span.start),
            });
        } else if let Some(last) = out.last_mut()
            && !line.trim().is_empty()
            && !line.starts_with('#')
        {
            if let Some(item) = line.trim_start().strip_prefix("- ") {
                last.items.push(unquoted(item.trim()).to_owned());
            }
            if last.span.is_empty() {
                last.span.start = span.start;
            }
            last.span.end = span.end;
            last.span.of(source).trim().clone_into(&mut last.value);
        }
    }
    out
}

/// A value without the comment behind it.
fn uncommented(value: &str) -> &str {
    if value.starts_with(['"', '\'']) {
        return value;
    }
    value.find(" #").and_then(|at| value.get(..at)).unwrap_or(value).trim_end()
}

fn unquoted(value: &str) -> &str {
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|v| v.strip_suffix(quote)) {
            return inner;
        }
    }
    value
}

fn flow_items(value: &str) -> Vec<String> {
    let Some(inner) = value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) else { return Vec::new() };
    inner.split(',').map(|item| unquoted(item.trim()).to_owned()).filter(|item| !item.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(source: &str) -> (Option<FrontMatter>, Vec<Remark>) {
        let mut remarks = Vec::new();
        (read(source, &LineIndex::new(source), &mut remarks), remarks)
    }

    #[test]
    fn pairs_have_values_items_and_lines() {
        let source =
            "---\ntitle: \"A: b\"\nservices: [a, 'b']\nauthors:\n  - x\n  - y\nwindow: { from: 1 } # c\n---\ntext";
        let front = read_all(source).0.unwrap();
        assert_eq!(front.get("title"), Some("A: b"));
        assert_eq!(front.entries[1].items, ["a", "b"]);
        assert_eq!(front.entries[2].items, ["x", "y"]);
        assert_eq!(front.entries[3].span.of(source), "{ from: 1 }");
        assert_eq!(front.entries[3].line, 7);
        assert!(front.span.of(source).ends_with("---"));
    }

    #[test]
    fn front_matter_of_other_tools_is_kept() {
        assert_eq!(read_all("+++\ntitle = \"x\"\n+++\n").0.unwrap().get("title"), Some("x"));
        let (front, remarks) = read_all("---\n<<merge>>\n---\n");
        assert!(front.unwrap().entries.is_empty());
        assert_eq!(remarks[0].kind, RemarkKind::ForeignFrontMatter);
        let (front, remarks) = read_all("---\ntitle: cut off");
        assert_eq!((front, remarks[0].kind, remarks[0].line), (None, RemarkKind::Unclosed, 1));
        assert_eq!(read_all("---\n\ntext\n---\n"), (None, vec![]));
    }
}
