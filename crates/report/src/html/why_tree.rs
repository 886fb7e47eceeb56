//! The why-tree: what broke at the top, what each factor follows from below it.

use std::collections::{BTreeMap, BTreeSet};

use backstory_model::{Factor, FactorId, Layer};

use super::Scene;
use super::axis::WIDTH;
use super::figure::{Drawing, Figure};
use super::svg::{escape, lines, linked, wrap};

/// Between one row and the next: edges need it to be told apart.
const GAP: i64 = 40;
const LINE: i64 = 17;
/// Boxes in one row; a wider row would not be legible.
const IN_A_ROW: usize = 4;
/// Lines of words in one box; the words in full are its title.
const MOST_LINES: usize = 7;

/// A factor and where it is drawn.
struct Node<'a> {
    factor: &'a Factor,
    words: String,
    rows: Vec<String>,
    middle: i64,
    top: i64,
    width: i64,
    height: i64,
}

pub(super) fn draw(scene: &Scene<'_>) -> Option<Drawing> {
    let factors = &scene.analysis.factors;
    let rows = rows(factors);
    if rows.len() < 2 {
        return None;
    }
    let mut nodes: BTreeMap<&FactorId, Node<'_>> = BTreeMap::new();
    let mut top = 8;
    for row in rows.iter().flat_map(|row| row.chunks(IN_A_ROW)) {
        let count = i64::try_from(row.len()).unwrap_or(1).max(1);
        let space = WIDTH / count;
        let width = (space - 16).min(330);
        let limit = usize::try_from((width - 20) / 7).unwrap_or(20);
        let words: Vec<(String, Vec<String>)> = row
            .iter()
            .map(|factor| {
                let words = scene.said(factor.phrase.as_ref(), &factor.statement);
                let rows = wrap(&words, limit, MOST_LINES);
                (words, rows)
            })
            .collect();
        let most = words.iter().map(|(_, rows)| rows.len()).max().unwrap_or(1);
        let height = 38 + LINE * i64::try_from(most).unwrap_or(1);
        for (n, (factor, (words, rows))) in row.iter().zip(words).enumerate() {
            let middle = space * i64::try_from(n).unwrap_or(0) + space / 2;
            nodes.insert(&factor.id, Node { factor, words, rows, middle, top, width, height });
        }
        top += height + GAP;
    }
    let boxes: String = rows.iter().flatten().filter_map(|f| nodes.get(&f.id)).map(|node| node.draw(scene)).collect();
    let figure = Figure {
        label: scene.text("html-why-tree-label"),
        height: top - GAP + 8,
        inner: format!("{}{boxes}", edges(&nodes)),
        ..Figure::default()
    };
    Some(Drawing::alone("html-why-tree", "drawing-why-tree", figure))
}

impl Node<'_> {
    fn draw(&self, scene: &Scene<'_>) -> String {
        let left = self.middle - self.width / 2;
        let class = match self.factor.layer {
            Layer::Immediate => "node immediate",
            Layer::Contributing => "node contributing",
            Layer::Systemic => "node systemic",
        };
        let drawing = format!(
            "<rect class=\"{class}\" x=\"{left}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"8\"/>\
             <text class=\"node-name\" x=\"{}\" y=\"{}\">{}</text>{}",
            self.top,
            self.width,
            self.height,
            left + 12,
            self.top + 22,
            escape(&scene.text(scene.told.group(self.factor))),
            lines(left + 12, self.top + 42, "node-text", &self.rows)
        );
        linked(scene.note(&self.factor.evidence).as_deref(), &self.words, &drawing)
    }
}

/// Lines from each factor to those it follows from. One that a chain of others tells already is left out.
fn edges(nodes: &BTreeMap<&FactorId, Node<'_>>) -> String {
    let mut out = String::new();
    for node in nodes.values() {
        let below: Vec<&Node<'_>> =
            node.factor.because.iter().filter_map(|id| nodes.get(id)).filter(|below| below.top > node.top).collect();
        let told: BTreeSet<&FactorId> = below.iter().flat_map(|next| reached(nodes, next)).collect();
        let (x, y) = (node.middle, node.top + node.height);
        for next in below.iter().filter(|next| !told.contains(&next.factor.id)) {
            out.push_str(&format!(
                "<path class=\"edge\" d=\"M{x} {y} C{x} {} {x2} {} {x2} {}\"/>",
                y + 24,
                next.top - 24,
                next.top,
                x2 = next.middle
            ));
        }
    }
    out
}

/// All factors that lie below one.
fn reached<'a>(nodes: &BTreeMap<&'a FactorId, Node<'a>>, from: &Node<'a>) -> BTreeSet<&'a FactorId> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from.factor];
    while let Some(factor) = open.pop() {
        let here = nodes.get(&factor.id).map_or(0, |node| node.top);
        for next in factor.because.iter().filter_map(|id| nodes.get(id)).filter(|next| next.top > here) {
            if seen.insert(&next.factor.id) {
                open.push(next.factor);
            }
        }
    }
    seen
}

/// Factors by how far below the surface they lie: a factor stands under everything that follows from it.
fn rows(factors: &[Factor]) -> Vec<Vec<&Factor>> {
    let mut depths: BTreeMap<&FactorId, usize> =
        factors.iter().filter(|f| f.layer == Layer::Immediate).map(|f| (&f.id, 0)).collect();
    // Each pass settles one more level; circles stop growing at the bound.
    for _ in 0..5 {
        for factor in factors {
            let Some(depth) = depths.get(&factor.id).copied() else { continue };
            for id in &factor.because {
                let below = depths.entry(id).or_insert(depth + 1);
                *below = (*below).max(depth + 1).min(5);
            }
        }
    }
    let mut rows: Vec<Vec<&Factor>> = Vec::new();
    for factor in factors {
        let Some(depth) = depths.get(&factor.id).copied() else { continue };
        while rows.len() <= depth {
            rows.push(Vec::new());
        }
        if let Some(row) = rows.get_mut(depth) {
            row.push(factor);
        }
    }
    rows.retain(|row| !row.is_empty());
    rows
}
