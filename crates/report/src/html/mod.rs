//! The report as one HTML page: no network, no font or script from elsewhere, readable without JavaScript.
//!
//! The words come from `report.md`, for people own them; the drawings (timeline, charts, fishbone, why-tree) come
//! from the analysis and the series given. Charts are drawn by plotters; the other drawings are SVG laid out here
//! by integer arithmetic, for they carry links and names. All follow the reader's theme. A strict
//! content security policy names the one style sheet and the one script by their hashes; of raw HTML in the
//! document a few tags are kept without their attributes, the rest is text, and images become links, so nothing in it can run or make a request.

mod axis;
pub(crate) mod body;
mod chart;
mod figure;
mod fishbone;
pub(crate) mod lines;
pub(crate) mod markup;
mod moments;
mod policy;
mod svg;
mod timeline;
mod why_chain;
mod why_tree;

use std::collections::BTreeSet;

use backstory_model::{Analysis, EvidenceId, Phrase};
use jiff::Timestamp;

use crate::locale::{Catalogue, Lang};
use crate::markdown::one_line;
use crate::told::Told;
pub(crate) use axis::WIDTH;
pub(crate) use figure::{Drawing, Figure};
pub(crate) use policy::base64;
pub(crate) use svg::{escape, measure};

const DRAWING_STYLE: &str = include_str!("drawing.css");
const STYLE: &str = concat!(include_str!("drawing.css"), include_str!("page.css"));
const SCRIPT: &str = include_str!("page.js");

/// One metric to be drawn.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ChartSeries {
    /// What it shows, in words: `Failed requests at the edge`.
    pub title: String,
    /// Unit of the values (`req/s`, `ms`, `%`); may be empty.
    pub unit: String,
    /// Instants and values in order of time; values that are not finite are left out.
    pub points: Vec<(Timestamp, f64)>,
    /// When it left its baseline, where it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onset: Option<Timestamp>,
}

/// What a drawing needs.
struct Scene<'a> {
    analysis: &'a Analysis,
    told: &'a Told,
    words: Catalogue,
    /// Footnotes that the document holds.
    notes: BTreeSet<String>,
}

impl Scene<'_> {
    /// The address of the first footnote that the page holds among the given evidence.
    fn note(&self, ids: &[EvidenceId]) -> Option<String> {
        let labels = ids.iter().map(|id| self.told.labels.get(id).unwrap_or(&id.0));
        labels.into_iter().find(|label| self.notes.contains(*label)).map(|label| format!("#fn-{}", escape(label)))
    }

    fn text(&self, key: &str) -> String {
        self.words.text(key)
    }

    /// A phrase as one line without markup, else the text that stands for it.
    fn said(&self, phrase: Option<&Phrase>, otherwise: &str) -> String {
        phrase.map_or_else(|| one_line(otherwise), |phrase| self.words.plain(phrase)).replace('`', "")
    }
}

/// The drawings of a report. `notes` names the footnotes that marks may link to.
pub(crate) fn drawings(told: &Told, lang: Lang, charts: &[ChartSeries], notes: BTreeSet<String>) -> Vec<Drawing> {
    let scene = Scene { analysis: &told.analysis, told, words: Catalogue::load(lang), notes };
    let window = axis::Axis::of(&told.analysis);
    [
        timeline::draw(&scene, &window),
        chart::draw(&scene, &window, charts),
        fishbone::draw(&scene),
        why_tree::draw(&scene).or_else(|| why_chain::draw(&scene)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The sheet that the page is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 in.
    Letter,
}

/// Renders the page of a report that stands as drafted, to be printed on A4. The same input gives the same bytes.
pub fn page(markdown: &str, analysis: &Analysis, lang: Lang, charts: &[ChartSeries]) -> String {
    page_on(Paper::A4, markdown, &Told::from(analysis.clone()), lang, charts)
}

/// Renders the page for a sheet of paper.
pub fn page_on(paper: Paper, markdown: &str, told: &Told, lang: Lang, charts: &[ChartSeries]) -> String {
    let style = match paper {
        Paper::A4 => STYLE.to_owned(),
        Paper::Letter => STYLE.replace("size: A4", "size: Letter"),
    };
    let words = Catalogue::load(lang);
    let body = body::render(markdown);
    let drawings = drawings(told, lang, charts, body.notes);
    // The drawings stand behind the sections that are read first, on the page and in its contents.
    let (first, further) = body.contents.split_at(body.contents.len().min(body.leading));
    let drawn = drawings.iter().map(|drawing| (drawing.anchor.to_owned(), words.text(drawing.title)));
    let contents: String = first
        .iter()
        .cloned()
        .chain(drawn)
        .chain(further.iter().cloned())
        .map(|(anchor, title)| format!("<li><a href=\"#{}\">{}</a></li>", escape(&anchor), escape(&title)))
        .collect();
    let drawings: String = drawings.iter().map(|drawing| drawing.html(&words.text(drawing.title))).collect();
    let named = Some(told.analysis.incident.title.clone()).filter(|title| !title.is_empty());
    let title = escape(&body.title.or(named).unwrap_or_else(|| words.text("head-untitled")));
    let (lead, rest) = body.html.split_at_checked(body.lead).unwrap_or((body.html.as_str(), ""));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n{policy}\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#report\">{skip}</a>\n<nav aria-label=\"{contents_label}\"><details open><summary>{contents_label}</summary><ol>{contents}</ol></details></nav>\n\
         <main id=\"report\"{flat}>\n{lead}{drawings}{rest}</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        policy = policy::meta(&style, SCRIPT),
        flat = body.flat.map_or(String::new(), |class| format!(" class=\"{class}\"")),
        skip = escape(&words.text("html-skip")),
        contents_label = escape(&words.text("html-contents")),
    )
}
