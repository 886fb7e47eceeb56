//! Drawings before they are put into a page or turned into a picture.

use super::axis::WIDTH;
use super::svg::escape;

/// One picture: SVG that links to evidence and has the words of what it shows.
#[derive(Debug, Default)]
pub(crate) struct Figure {
    /// What stands above it; may be empty.
    pub(crate) caption: String,
    /// What it shows, for readers who do not see it.
    pub(crate) label: String,
    /// Attributes of the element besides those that all have.
    pub(super) attributes: String,
    /// A class of its own; may be empty.
    pub(super) class: &'static str,
    /// Height in SVG units; the width is [`WIDTH`].
    pub(crate) height: i64,
    pub(super) inner: String,
}

impl Figure {
    /// The figure as an element of a page. One whose parts are links is a group, any other an image.
    pub(super) fn html(&self) -> String {
        let role = if self.inner.contains("<a ") { "group" } else { "img" };
        let label = escape(&self.label);
        let caption = match self.caption.as_str() {
            "" => String::new(),
            caption => format!("<figcaption>{}</figcaption>", escape(caption)),
        };
        format!(
            "<figure>{caption}<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\">\
             <svg class=\"wide {}\"{} role=\"{role}\" aria-label=\"{label}\" viewBox=\"0 0 {WIDTH} {}\">{}</svg></div></figure>",
            self.class, self.attributes, self.height, self.inner
        )
    }

    /// The figure as a file of its own on white, in the colours of print.
    pub(crate) fn standalone(&self, font: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{}\" width=\"{WIDTH}\" height=\"{2}\" viewBox=\"0 0 {WIDTH} {2}\" \
             font-family=\"{font}\"><style>{1}</style><rect width=\"{WIDTH}\" height=\"{2}\" fill=\"#fff\"/>{3}</svg>",
            self.class,
            style_of_print(),
            self.height,
            self.inner
        )
    }
}

/// A section of drawings.
#[derive(Debug)]
pub(crate) struct Drawing {
    /// Key of its title in the catalogue.
    pub(crate) title: &'static str,
    pub(super) anchor: &'static str,
    /// What signs mean, as text; may be empty.
    pub(crate) legend: String,
    pub(super) before: String,
    pub(crate) figures: Vec<Figure>,
    pub(super) after: String,
}

impl Drawing {
    /// One figure that needs no words around it.
    pub(super) fn alone(title: &'static str, anchor: &'static str, figure: Figure) -> Self {
        let (legend, before, after) = (String::new(), String::new(), String::new());
        Self { title, anchor, legend, before, figures: vec![figure], after }
    }

    pub(super) fn html(&self, title: &str) -> String {
        let figures: String = self.figures.iter().map(Figure::html).collect();
        format!(
            "<section class=\"drawing\" id=\"{}\"><h2>{}</h2>{}{figures}{}</section>\n",
            self.anchor,
            escape(title),
            self.before,
            self.after
        )
    }
}

/// Colours of print by the names that the style sheet gives them; renderers of pictures know no variables.
const PRINT: [(&str, &str); 11] = [
    ("--bg", "#ffffff"),
    ("--fg", "#1b1f24"),
    ("--soft", "#444c56"),
    ("--line", "#c4ccd4"),
    ("--panel", "#f6f8fa"),
    ("--change", "#0072b2"),
    ("--alert", "#b34700"),
    ("--impact", "#b3261e"),
    ("--metric", "#006b4f"),
    ("--log", "#5a3d91"),
    ("--other", "#444c56"),
];

fn style_of_print() -> String {
    PRINT
        .iter()
        .fold(super::DRAWING_STYLE.to_owned(), |style, (name, colour)| style.replace(&format!("var({name})"), colour))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_of_the_drawings_has_one_for_print() {
        assert!(!style_of_print().contains("var("), "{}", style_of_print());
    }

    #[test]
    fn colours_are_those_of_the_page() {
        let page = super::super::STYLE;
        for (name, _) in PRINT {
            assert!(page.contains(&format!("{name}:")), "{name}");
        }
    }
}
