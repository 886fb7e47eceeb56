//! The document as HTML: GitHub-flavoured Markdown in which nothing is markup but Markdown.

use std::collections::BTreeSet;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options};

use super::markup;
use crate::document::SectionKind;
use crate::import::vocabulary::section_kind;

/// Sections that are read before the drawings where there is no timeline.
const LEADING: usize = 2;

/// The rendered document.
pub(super) struct Body {
    pub(super) html: String,
    /// Bytes of `html` up to the timeline, else the third section: the drawings come after what is read first.
    pub(super) lead: usize,
    /// How many sections stand in front of the drawings.
    pub(super) leading: usize,
    /// The first heading.
    pub(super) title: Option<String>,
    /// The class of a document whose sections are of the first level: with a title above them or without.
    pub(super) flat: Option<&'static str>,
    /// Anchor and title of the sections.
    pub(super) contents: Vec<(String, String)>,
    /// Names of the footnotes that are there.
    pub(super) notes: BTreeSet<String>,
}

/// How a document is read: GitHub-flavoured Markdown; HTML is text until `markup` takes of it what it knows.
pub(crate) fn options() -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.table = true;
    extension.strikethrough = true;
    extension.tasklist = true;
    extension.autolink = true;
    extension.footnotes = true;
    extension.alerts = true;
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
    super::lines::keep(root);
    let of_sections = section_level(root);
    let mut is_first = true;
    for node in root.descendants() {
        let level = match &node.data.borrow().value {
            NodeValue::Heading(heading) => heading.level,
            _ => 0,
        };
        let is_title = level == 1 && is_first && (of_sections > 1 || names_nothing(node));
        is_first &= level == 0;
        match level {
            1 if is_title || of_sections > 1 && title.is_none() => title = Some(text_of(node)),
            level if level == of_sections => headings.push(text_of(node)),
            _ => {}
        }
        disarm(node);
    }
    // Comments are for people who edit the source, and so is the memory that drafting keeps in one.
    let parts = markup::admit(root);
    let mut html = String::new();
    // Writing to a String cannot fail; if it did, the page would be short, not wrong.
    if comrak::format_html(root, &options, &mut html).is_err() {
        html.clear();
    }
    let html = framed(&glued(&markup::settled(&html, &parts)));
    let mut marks = sections(&html, of_sections);
    if of_sections == 1 && title.is_some() && !marks.is_empty() {
        marks.remove(0);
    }
    let contents: Vec<(String, String)> = marks.iter().map(|(_, anchor)| anchor.clone()).zip(headings).collect();
    // In front of the timeline, wherever a person put it.
    let titles: &[(String, String)] = &contents;
    let is_timeline = |(_, title): &(String, String)| section_kind(title) == SectionKind::Timeline;
    let leading = titles.iter().position(is_timeline).unwrap_or(LEADING);
    let lead = marks.get(leading).map_or(html.len(), |(at, _)| *at);
    let notes =
        html.split("<li id=\"fn-").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect();
    let flat = (of_sections == 1).then_some(if title.is_some() { "flat" } else { "flat untitled" });
    Body { html, lead, leading, title, flat, contents, notes }
}

/// Text without the comments of HTML in it; one that does not end stays.
pub(crate) fn without_comments(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        let Some((_, after)) = comment.split_once("-->") else { break };
        told.push_str(before);
        rest = after;
    }
    told.push_str(rest);
    told
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

/// A citation stays on the line of the word before it.
fn glued(html: &str) -> String {
    const CITATION: &str = "<sup class=\"footnote-ref\">";
    // The bent arrow is in few fonts, and which of them the browser found first moved what stands behind it.
    let arrows = html.replace(">↩<", ">↑<");
    arrows.replace(CITATION, &format!("\u{2060}{CITATION}"))
}

/// Tables scroll inside their own frame, so that the page does not. On a phone the style sheet makes a card of each
/// row, for which cells say their column; roles keep them tables to screen readers.
fn framed(html: &str) -> String {
    let mut out = String::with_capacity(html.len() * 2);
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<table>") {
        let (table, after) = after.split_once("</table>").unwrap_or((after, ""));
        out.push_str(before);
        out.push_str("<div class=\"scroll\" tabindex=\"0\"><table role=\"table\">");
        out.push_str(&labelled(table));
        out.push_str("</table></div>");
        rest = after;
    }
    out.push_str(rest);
    out
}

fn labelled(table: &str) -> String {
    let head = table.split_once("</thead>").map_or("", |(head, _)| head);
    let heads = head
        .replace("<th ", "<th>")
        .split("<th>")
        .skip(1)
        .map(|cell| {
            let cell = cell.split_once("</th>").map_or(cell, |(cell, _)| cell);
            // Behind the attribute that some cells have.
            let words =
                cell.strip_prefix("align=").and_then(|rest| rest.split_once('>')).map_or(cell, |(_, words)| words);
            words_of(words)
        })
        .collect::<Vec<_>>();
    let mut out = String::with_capacity(table.len() * 2);
    for row in table.split_inclusive("</tr>") {
        let mut rest = row;
        let mut heads = heads.iter();
        while let Some((before, after)) = rest.split_once("<td") {
            out.push_str(before);
            out.push_str(&format!("<td role=\"cell\" data-label=\"{}\"", heads.next().map_or("", String::as_str)));
            rest = after;
        }
        out.push_str(rest);
    }
    out.replace("<th>", "<th role=\"columnheader\">")
        .replace("<th ", "<th role=\"columnheader\" ")
        .replace("<tr>", "<tr role=\"row\">")
        .replace("<thead>", "<thead role=\"rowgroup\">")
        .replace("<tbody>", "<tbody role=\"rowgroup\">")
}

/// HTML without its tags; what was escaped stays so.
fn words_of(html: &str) -> String {
    html.split('<')
        .enumerate()
        .map(|(n, part)| if n == 0 { part } else { part.split_once('>').map_or("", |p| p.1) })
        .collect()
}

/// The level of the headings of sections: the second, but for a document that has hardly any of it and several of the first.
pub(crate) fn section_level<'a>(root: &'a AstNode<'a>) -> u8 {
    let mut counts = [0_usize; 2];
    for node in root.descendants() {
        if let NodeValue::Heading(heading) = &node.data.borrow().value
            && let Some(count) = counts.get_mut(usize::from(heading.level.saturating_sub(1)))
        {
            *count += 1;
        }
    }
    let [first, second] = counts;
    if first >= 3 && first > second || first == 2 && second == 0 { 1 } else { 2 }
}

/// Whether a heading is no name of a section, so that it is the title of a document.
pub(crate) fn names_nothing<'a>(node: &'a AstNode<'a>) -> bool {
    section_kind(&text_of(node)) == SectionKind::Other
}

/// Places and anchors of the headings of sections.
fn sections(html: &str, level: u8) -> Vec<(usize, String)> {
    html.match_indices(&format!("<h{level}"))
        .filter_map(|(at, _)| {
            let (heading, _) = html.get(at..)?.split_once(&format!("</h{level}>"))?;
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
    fn sections_of_the_first_level_are_contents() {
        let titles = |source: &str| render(source).contents.into_iter().map(|(_, title)| title).collect::<Vec<_>>();
        let source = "# Search down\n\nWords.\n\n# Summary\n\ns\n\n# Impact\n\n## Of users\n\ni\n\n# Timeline\n\nt\n";
        assert_eq!(titles(source), ["Summary", "Impact", "Timeline"]);
        let body = render(source);
        assert_eq!((body.title.as_deref(), body.leading), (Some("Search down"), 2));
        assert!(
            body.html.get(body.lead..).is_some_and(|rest| rest.contains(">Timeline<a") && !rest.contains(">Impact<a"))
        );
        assert_eq!(titles("Words\n\n# Impact\n\ns\n\n# Timeline\n\nt\n"), ["Impact", "Timeline"]);
        assert_eq!(titles("# T\n\n## Summary\n\ns\n\n## Impact\n"), ["Summary", "Impact"]);
    }

    #[test]
    fn comments_are_not_shown() {
        let html = render("# T\n\n<!-- hidden\nwords -->\n\na <!-- b --> c <!-- open\n\n## S\n\n<!-- d --> e\n").html;
        assert!(!html.contains("hidden") && !html.contains(" b ") && !html.contains(" d "), "{html}");
        assert!(html.contains("open") && html.contains('e'), "nothing else is lost: {html}");
    }

    #[test]
    fn known_tags_are_no_text() {
        let html = render(
            "# T\n\na<br>b x<sup>2</sup> <b>open\n\n<details>\n<summary>Log</summary>\n\n- one\n\n</details>\n\n> [!WARNING]\n> hot\n\n| a |\n|---|\n| 1<br/>2 |\n",
        )
        .html;
        for shown in [
            "<br />",
            "x<sup>2</sup>",
            "&lt;b&gt;open",
            "<details open>",
            "<summary>Log</summary>",
            "</details>",
            "markdown-alert-warning",
        ] {
            assert!(html.contains(shown), "{shown} in {html}");
        }
        assert!(!html.contains("&lt;br") && !html.contains("[!WARNING]"), "{html}");
    }

    #[test]
    fn cells_say_their_column() {
        let html = render("| A \"b\" | C<x> |\n| :- | -: |\n| 1 | 2 |\n| 3 |\n").html;
        assert!(html.contains("<td role=\"cell\" data-label=\"A &quot;b&quot;\""), "{html}");
        assert!(html.contains("data-label=\"C&lt;x&gt;\""), "{html}");
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
