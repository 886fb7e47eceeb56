//! Front matter: the fenced pairs in front of a document, of this tool or another.
//!
//! Only pairs of the first level are read, each with its bytes. Nested values are kept as written.

use backstory_model::Phrase;

use crate::document::{
    FrontMatter, FrontMatterEntry, FrontMatterSyntax, LineIndex, Remark, RemarkKind, Span, lines_of,
};

/// Lines looked at for the closing fence; a rule at the head of a long text is no fence.
const MAX_LINES: usize = 2_000;
/// Bytes that are held against the grammar of YAML.
const MAX_BYTES: usize = 256 << 10;

/// Keys by which site generators, note books and slide tools lay out a page; no post-mortem says anything with them.
const OF_OTHER_TOOLS: [&str; 40] = [
    "layout",
    "permalink",
    "redirect_from",
    "slug",
    "weight",
    "draft",
    "publish",
    "published",
    "aliases",
    "cssclass",
    "cssclasses",
    "sidebar_position",
    "sidebar_label",
    "sidebar",
    "pagination_next",
    "pagination_prev",
    "hide_table_of_contents",
    "nav_order",
    "nav_exclude",
    "has_children",
    "has_toc",
    "toc",
    "toc_sticky",
    "excerpt",
    "excerpt_separator",
    "cover",
    "hero",
    "banner",
    "header-includes",
    "output",
    "bibliography",
    "csl",
    "jupyter",
    "kernelspec",
    "marp",
    "theme",
    "paginate",
    "comments",
    "disqus",
    "eleventyNavigation",
];

/// Front matter at the start of the source.
pub(crate) fn read(source: &str, lines: &LineIndex, remarks: &mut Vec<Remark>) -> Option<FrontMatter> {
    let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut all = lines_of(source, Span::new(start, source.len()));
    let (_, fence) = all.next()?;
    let (syntax, closers): (_, &[&str]) = match fence.trim_end() {
        "---" => (FrontMatterSyntax::Yaml, &["---", "..."]),
        "+++" => (FrontMatterSyntax::Toml, &["+++"]),
        ";;;" => (FrontMatterSyntax::Json, &[";;;"]),
        "{" => return object(source, start, lines, remarks),
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
    remarks.extend(of_another_tool(&entries));
    if syntax == FrontMatterSyntax::Yaml && !entries.is_empty() {
        remarks.extend(broken(source, body, lines, &entries));
    }
    Some(FrontMatter { syntax, span: Span::new(start, close.end), entries })
}

/// Front matter that is an object of JSON without fences, a member a line as programs write it.
fn object(source: &str, start: usize, lines: &LineIndex, remarks: &mut Vec<Remark>) -> Option<FrontMatter> {
    let rest = source.get(start..)?;
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<serde_json::Map<String, serde_json::Value>>();
    let found = values.next();
    let length = values.byte_offset();
    let Some(Ok(_)) = found.filter(|_| {
        rest.get(length..).is_some_and(|rest| {
            rest.trim_start_matches(' ').is_empty() || rest.trim_start_matches(' ').starts_with(['\n', '\r'])
        })
    }) else {
        remarks.push(Remark {
            kind: RemarkKind::Unclosed,
            span: Span::new(start, start + 1),
            line: 1,
            message: "front matter opens with `{` and is never closed; read as text".to_owned(),
            phrase: Phrase::new("remark-front-matter-open").code("fence", "{"),
        });
        return None;
    };
    let span = Span::new(start, start + length);
    let mut entries = Vec::new();
    for (place, line) in lines_of(source, span) {
        let indent = line.len() - line.trim_start().len();
        // Members of members are kept as they are written.
        let Some((key, value)) = line.trim_start().strip_prefix('"').and_then(|rest| rest.split_once("\":")) else {
            continue;
        };
        if indent > 4 || key.contains('"') {
            continue;
        }
        let lead = line.len() - value.trim_start().len();
        let value = value.trim().trim_end_matches(',');
        entries.push(FrontMatterEntry {
            key: key.to_owned(),
            value: unquoted(value).to_owned(),
            items: flow_items(value),
            span: Span::new(place.start + lead, place.start + lead + value.len()),
            line: lines.line(place.start),
        });
    }
    remarks.extend(of_another_tool(&entries));
    Some(FrontMatter { syntax: FrontMatterSyntax::Json, span, entries })
}

/// Names the keys of another tool, in the line of the first.
fn of_another_tool(entries: &[FrontMatterEntry]) -> Option<Remark> {
    let foreign = || entries.iter().filter(|entry| OF_OTHER_TOOLS.contains(&entry.key.as_str()));
    let first = foreign().next()?;
    let keys = foreign().map(|entry| entry.key.as_str()).collect::<Vec<_>>().join(", ");
    Some(Remark {
        kind: RemarkKind::ForeignFrontMatter,
        span: first.span,
        line: first.line,
        message: format!("front matter of another tool: `{keys}`; kept as it stands"),
        phrase: Phrase::new("remark-front-matter-of-tool").code("keys", keys),
    })
}

/// Where other programs will refuse the front matter. Pairs are read line by line, so that nothing here is lost.
fn broken(source: &str, body: Span, lines: &LineIndex, entries: &[FrontMatterEntry]) -> Option<Remark> {
    if body.len() > MAX_BYTES {
        return None;
    }
    let error = serde_saphyr::from_str::<serde_json::Value>(body.of(source)).err()?;
    let within = error.location().and_then(|place| usize::try_from(place.line()).ok()).unwrap_or(1).max(1);
    let line = (lines.line(body.start) + within - 1).min(lines.line(body.end));
    // A key that stands twice has its own remark.
    let is_again = entries
        .iter()
        .enumerate()
        .any(|(at, entry)| entry.line == line && entries.iter().take(at).any(|before| before.key == entry.key));
    (!is_again).then(|| Remark {
        kind: RemarkKind::BrokenFrontMatter,
        span: lines.lines(line, line),
        line,
        message: "front matter is no valid YAML from this line on; read pair by pair, put words with `:`, `@` or \
                  brackets in quotes"
            .to_owned(),
        phrase: Phrase::new("remark-front-matter-broken"),
    })
}

fn pairs(source: &str, body: Span, sign: char, lines: &LineIndex) -> Vec<FrontMatterEntry> {
    let mut out: Vec<FrontMatterEntry> = Vec::new();
    let mut is_member = false;
    for (span, line) in lines_of(source, body) {
        // `[extra]` opens a table of TOML; what stands in `[[resources]]` belongs to one of many.
        let table = line.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).filter(|_| sign == '=');
        if let Some(name) = table.filter(|name| name.chars().all(|c| c.is_alphanumeric() || "._-[]".contains(c))) {
            is_member = name.starts_with('[');
            continue;
        }
        if is_member {
            continue;
        }
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
        let source =
            "+++\ntitle = \"x\"\ndate = 2025-01-01T10:00:00Z\n[extra]\nsev = 1\n[[resources]]\nname = \"y\"\n+++\n";
        let front = read_all(source).0.unwrap();
        let pairs: Vec<_> = front.entries.iter().map(|entry| (entry.key.as_str(), entry.value.as_str())).collect();
        assert_eq!(pairs, [("title", "x"), ("date", "2025-01-01T10:00:00Z"), ("sev", "1")]);
        let (front, remarks) = read_all("---\n<<merge>>\n---\n");
        assert!(front.unwrap().entries.is_empty());
        assert_eq!(remarks[0].kind, RemarkKind::ForeignFrontMatter);
        let (front, remarks) = read_all("---\ntitle: cut off");
        assert_eq!((front, remarks[0].kind, remarks[0].line), (None, RemarkKind::Unclosed, 1));
        assert_eq!(read_all("---\n\ntext\n---\n"), (None, vec![]));
    }

    #[test]
    fn an_object_in_front_is_front_matter() {
        let source = "{\n  \"title\": \"a: b\",\n  \"tags\": [\"x\", \"y\"],\n  \"layout\": \"post\"\n}\n\n# T\n";
        let (front, remarks) = read_all(source);
        let front = front.unwrap();
        assert_eq!((front.get("title"), front.syntax), (Some("a: b"), FrontMatterSyntax::Json));
        assert_eq!((front.entries[1].items.len(), front.entries[1].span.of(source)), (2, "[\"x\", \"y\"]"));
        assert_eq!((remarks[0].kind, remarks[0].line), (RemarkKind::ForeignFrontMatter, 4));
        let (front, remarks) = read_all("{\n  \"title\": \"x\",\n# T\n");
        assert_eq!((front, remarks[0].kind), (None, RemarkKind::Unclosed));
        assert_eq!(read_all("{ not json }\n").1, []);
    }

    #[test]
    fn front_matter_that_others_refuse_is_named_with_its_line() {
        for (source, expected) in [
            ("---\ntitle: x\ncommander: @ines\n---\n", Some((RemarkKind::BrokenFrontMatter, 3))),
            ("---\ntitle: \"open\nlang: en\n---\n", Some((RemarkKind::BrokenFrontMatter, 2))),
            ("---\ntitle: a: b\n---\n", Some((RemarkKind::BrokenFrontMatter, 2))),
            ("---\ntags: [a, b\nlang: en\n---\n", Some((RemarkKind::BrokenFrontMatter, 2))),
            ("---\ntitle: x\ntitle: y\n---\n", Some((RemarkKind::Duplicate, 3))),
            ("---\ntitle: x\nlayout: post\npermalink: /x\n---\n", Some((RemarkKind::ForeignFrontMatter, 3))),
            ("---\ntitle: \"a: b\"\nservices: [a, b]\nwindow: { from: 1, to: 2 }\n---\n", None),
        ] {
            let (front, remarks) = read_all(source);
            assert!(front.is_some_and(|front| !front.entries.is_empty()), "{source}: nothing is lost");
            let told = remarks.iter().map(|remark| (remark.kind, remark.line)).collect::<Vec<_>>();
            // A grammar may notice an open bracket where it would have to end.
            let is_near = |found: &(RemarkKind, usize), wanted: (RemarkKind, usize)| {
                found.0 == wanted.0 && (wanted.1..=wanted.1 + 1).contains(&found.1)
            };
            match expected {
                None => assert_eq!(told, [], "{source}"),
                Some(wanted) => assert!(told.len() == 1 && is_near(&told[0], wanted), "{source}: {told:?}"),
            }
        }
    }
}
