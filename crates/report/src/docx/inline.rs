//! Words, emphasis, links and citations as runs.

use comrak::nodes::{AstNode, NodeValue};
use docx_rs::{BreakType, Hyperlink, HyperlinkData, HyperlinkType, ParagraphChild, Run};

use super::block::Writer;
use super::look;
use crate::html::body::is_harmless;
use crate::html::markup::words_of;

#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own of the format")]
/// How words look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) strike: bool,
    pub(super) link: bool,
    pub(super) citation: bool,
}

/// Emphasis inside emphasis is followed this deep; what lies deeper loses its look, not its words.
const DEEPEST: usize = 24;

/// Words as XML can hold them: control characters have no form there.
pub(super) fn printable(text: &str) -> String {
    text.chars().filter(|c| *c == '\t' || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'))).collect()
}

/// Words in their look.
pub(super) fn run(text: &str, look: Look) -> ParagraphChild {
    ParagraphChild::Run(Box::new(dressed(Run::new().add_text(printable(text)), look)))
}

fn dressed(run: Run, look: Look) -> Run {
    let run = if look.bold { run.bold() } else { run };
    let run = if look.italic { run.italic() } else { run };
    let run = if look.strike { run.strike() } else { run };
    let run = if look.citation { run.size(16) } else { run };
    if look.link { run.style("Hyperlink") } else { run }
}

impl Writer {
    /// The words below a node, in order.
    pub(super) fn inline<'a>(
        &mut self,
        node: &'a AstNode<'a>,
        look: Look,
        depth: usize,
        out: &mut Vec<ParagraphChild>,
    ) {
        for child in node.children() {
            let value = child.data.borrow().value.clone();
            match value {
                NodeValue::Text(text) => out.push(run(&text, look)),
                NodeValue::Code(code) => {
                    let words = dressed(Run::new().add_text(printable(&code.literal)), look);
                    out.push(ParagraphChild::Run(Box::new(look::code(words))));
                }
                NodeValue::HtmlInline(html) => match words_of(&html).as_str() {
                    "" => {}
                    "\n" => out.push(ParagraphChild::Run(Box::new(Run::new().add_break(BreakType::TextWrapping)))),
                    words => out.push(run(words, look)),
                },
                NodeValue::SoftBreak => out.push(run(" ", look)),
                NodeValue::LineBreak => {
                    out.push(ParagraphChild::Run(Box::new(Run::new().add_break(BreakType::TextWrapping))));
                }
                NodeValue::FootnoteReference(note) => self.citation(&note.name, out),
                NodeValue::Link(link) | NodeValue::Image(link) if !look.link => {
                    let mut words = Vec::new();
                    self.inline(child, Look { link: true, ..look }, depth + 1, &mut words);
                    if words.is_empty() {
                        words.push(run(&link.url, Look { link: true, ..look }));
                    }
                    out.push(self.link(&link.url, words));
                }
                NodeValue::Emph if depth < DEEPEST => {
                    self.inline(child, Look { italic: true, ..look }, depth + 1, out);
                }
                NodeValue::Strong if depth < DEEPEST => {
                    self.inline(child, Look { bold: true, ..look }, depth + 1, out);
                }
                NodeValue::Strikethrough if depth < DEEPEST => {
                    self.inline(child, Look { strike: true, ..look }, depth + 1, out);
                }
                _ if depth < DEEPEST => self.inline(child, look, depth + 1, out),
                _ => out.push(run(&crate::html::body::text_of(child), look)),
            }
        }
    }

    /// A link, if it leads where nothing runs; its words alone otherwise.
    fn link(&mut self, url: &str, words: Vec<ParagraphChild>) -> ParagraphChild {
        let url = printable(url);
        if let Some(anchor) = url.strip_prefix('#') {
            return anchored(anchor, words);
        }
        // A path has no meaning outside the folder of the case.
        let leads = is_harmless(&url) && url.contains(':');
        let target = if leads { url } else { "about:blank".to_owned() };
        let mut link = Hyperlink::new(target, HyperlinkType::External);
        self.links += 1;
        if let HyperlinkData::External { rid, .. } = &mut link.link {
            *rid = format!("rIdHyperlink{:06}", self.links);
        }
        link.children = words;
        ParagraphChild::Hyperlink(link)
    }

    /// The number of the evidence, as a link to it.
    fn citation(&mut self, name: &str, out: &mut Vec<ParagraphChild>) {
        let Some(number) = self.notes.get(name).copied() else {
            out.push(run(&format!("[^{name}]"), Look::default()));
            return;
        };
        let words = run(&format!("[{number}]"), Look { link: true, citation: true, ..Look::default() });
        out.push(anchored(&format!("evidence_{number}"), vec![words]));
    }
}

/// A link to a bookmark of the same file.
pub(super) fn anchored(anchor: &str, words: Vec<ParagraphChild>) -> ParagraphChild {
    let mut link = Hyperlink::new(anchor, HyperlinkType::Anchor);
    link.children = words;
    ParagraphChild::Hyperlink(link)
}
