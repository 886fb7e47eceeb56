//! The document as HTML: GitHub-flavoured Markdown in which nothing is markup but Markdown.

use std::collections::BTreeSet;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options};

/// The rendered document.
pub(super) struct Body {
    pub(super) html: String,
    /// Bytes of `html` up to the second section: the drawings come after what is read first.
    pub(super) lead: usize,
    /// The first heading.
    pub(super) title: Option<String>,
    /// Anchor and title of the sections.
    pub(super) contents: Vec<(String, String)>,
    /// Names of the footnotes that are there.
    pub(super) notes: BTreeSet<String>,
}

/// How a document is read: GitHub-flavoured Markdown; markup that is none of it stays text.
pub(crate) fn options() -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.table = true;
    extension.strikethrough = true;
    extension.tasklist = true;
    extension.autolink = true;
    extension.footnotes = true;
    extension.front_matter_delimiter = Some("---".to_owned());
    extension.header_id_prefix = Some("section-".to_owned());
    extension.header_id_prefix_in_href = true;
    options.render.escape = true;
    options
}

/// Renders the document.
pub(super) fn render(markdown: &str) -> Body {
    let arena = Arena::new();
    let options = options();
    let root = comrak::parse_document(&arena, markdown, &options);
    let mut title = None;
    let mut headings = Vec::new();
    for node in root.descendants() {
        let level = match &node.data.borrow().value {
            NodeValue::Heading(heading) => heading.level,
            _ => 0,
        };
        match level {
            1 if title.is_none() => title = Some(text_of(node)),
            2 => headings.push(text_of(node)),
            _ => {}
        }
        disarm(node);
    }
    let mut html = String::new();
    // Writing to a String cannot fail; if it did, the page would be short, not wrong.
    if comrak::format_html(root, &options, &mut html).is_err() {
        html.clear();
    }
    let html = framed(&html);
    let marks = sections(&html);
    let contents = marks.iter().map(|(_, anchor)| anchor.clone()).zip(headings).collect();
    let lead = marks.get(2).map_or(html.len(), |(at, _)| *at);
    let notes =
        html.split("<li id=\"fn-").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect();
    Body { html, lead, title, contents, notes }
}

/// An image would be a request to its server; the reader gets a link instead. Links keep only schemes that a
/// browser follows without running anything.
fn disarm<'a>(node: &'a AstNode<'a>) {
    let mut data = node.data.borrow_mut();
    match &mut data.value {
        NodeValue::Image(link) => {
            let mut link = link.clone();
            if !is_harmless(&link.url) {
                link.url.clear();
            }
            data.value = NodeValue::Link(link);
        }
        NodeValue::Link(link) if !is_harmless(&link.url) => link.url.clear(),
        _ => {}
    }
}

/// Whether a link leads somewhere without running anything.
pub(crate) fn is_harmless(url: &str) -> bool {
    let lower = url.trim().to_ascii_lowercase();
    ["https://", "http://", "mailto:", "#"].iter().any(|scheme| lower.starts_with(scheme))
        || !lower.contains(':') && !lower.starts_with("//")
}

/// The words below a node, without their markup.
pub(crate) fn text_of<'a>(node: &'a AstNode<'a>) -> String {
    let mut out = String::new();
    for inner in node.descendants() {
        match &inner.data.borrow().value {
            NodeValue::Text(text) => out.push_str(text),
            NodeValue::Code(code) => out.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => out.push(' '),
            _ => {}
        }
    }
    out
}

/// Tables scroll inside their own frame, so that the page does not on a phone.
fn framed(html: &str) -> String {
    html.replace("<table>", "<div class=\"scroll\" tabindex=\"0\"><table>").replace("</table>", "</table></div>")
}

/// Places and anchors of the second-level headings.
fn sections(html: &str) -> Vec<(usize, String)> {
    html.match_indices("<h2")
        .filter_map(|(at, _)| {
            let (heading, _) = html.get(at..)?.split_once("</h2>")?;
            let (_, id) = heading.split_once("id=\"")?;
            Some((at, id.split('"').next()?.to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_document_runs_or_calls() {
        let hostile = "# T\n\n<script>alert(1)</script> <img src=x onerror=alert(1)>\n\n[a](javascript:alert(1)) \
                       ![b](https://evil.example/p.png) [c](data:text/html,x) [d](//evil.example)\n\n<iframe src=\"x\"></iframe>\n";
        let html = render(hostile).html;
        for forbidden in ["<script", "<img", "<iframe", "javascript:", "data:", "\"//evil"] {
            assert!(!html.contains(forbidden), "{forbidden} in {html}");
        }
        assert!(html.contains("&lt;script&gt;"), "nothing is lost: {html}");
    }

    #[test]
    fn sections_and_footnotes_are_found() {
        let body =
            render("---\nlang: en\n---\n# T `c`\n\n## One\n\nx[^e1]\n\n## Two\n\n## Three\n\n[^e1]: y\n[^e2]: z\n");
        assert_eq!(body.title.as_deref(), Some("T c"));
        assert_eq!(body.contents.iter().map(|(_, t)| t.as_str()).collect::<Vec<_>>(), ["One", "Two", "Three"]);
        assert_eq!(body.notes.iter().map(String::as_str).collect::<Vec<_>>(), ["e1"]);
        assert!(body.html.get(body.lead..).unwrap().contains("Three"));
    }
}
