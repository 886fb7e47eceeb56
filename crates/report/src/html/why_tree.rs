//! The why-tree: what broke at the top, what each factor follows from below it.

use std::collections::BTreeMap;

use backstory_model::{Factor, FactorId, Layer};

use super::Scene;
use super::svg::{lines, linked, wrap};
use crate::draft::category_key;
use crate::markdown::one_line;

const WIDTH: i64 = 1000;
const ROW: i64 = 150;
const BOX: i64 = 116;
/// Boxes in one row; a wider row would not be legible.
const IN_A_ROW: usize = 4;

pub(super) fn draw(scene: &Scene<'_>) -> String {
    let factors = &scene.analysis.factors;
    let rows = rows(factors);
    if rows.len() < 2 {
        return String::new();
    }
    let mut places: BTreeMap<&FactorId, (i64, i64)> = BTreeMap::new();
    let mut boxes = String::new();
    for (depth, row) in rows.iter().enumerate() {
        let count = i64::try_from(row.len()).unwrap_or(1).max(1);
        let space = WIDTH / count;
        let width = (space - 20).min(330);
        for (n, factor) in row.iter().enumerate() {
            let middle = space * i64::try_from(n).unwrap_or(0) + space / 2;
            let top = 10 + ROW * i64::try_from(depth).unwrap_or(0);
            places.insert(&factor.id, (middle, top));
            boxes.push_str(&node(scene, factor, middle, top, width));
        }
    }
    let mut edges = String::new();
    for factor in rows.iter().flatten() {
        let Some((x, y)) = places.get(&factor.id) else { continue };
        for (below_x, below_y) in factor.because.iter().filter_map(|id| places.get(id)).filter(|(_, below)| below > y) {
            edges.push_str(&format!(
                "<path class=\"edge\" d=\"M{x} {} C{x} {} {below_x} {} {below_x} {below_y}\"/>",
                y + BOX,
                y + BOX + 22,
                below_y - 22
            ));
        }
    }
    let height = 10 + ROW * i64::try_from(rows.len()).unwrap_or(1);
    let label = super::escape(&scene.text("html-why-tree-label"));
    format!(
        "<div class=\"scroll\" tabindex=\"0\"><svg class=\"wide\" role=\"group\" aria-label=\"{label}\" viewBox=\"0 0 {WIDTH} {height}\">{edges}{boxes}</svg></div>"
    )
}

fn node(scene: &Scene<'_>, factor: &Factor, middle: i64, top: i64, width: i64) -> String {
    let words = factor.phrase.as_ref().map_or_else(|| one_line(&factor.statement), |p| scene.words.plain(p));
    let limit = usize::try_from(width / 7).unwrap_or(20).saturating_sub(2);
    let left = middle - width / 2;
    let class = match factor.layer {
        Layer::Immediate => "node immediate",
        Layer::Contributing => "node contributing",
        Layer::Systemic => "node systemic",
    };
    let category = scene.text(category_key(factor.category));
    let drawing = format!(
        "<rect class=\"{class}\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{BOX}\" rx=\"8\"/>\
         <text class=\"node-name\" x=\"{}\" y=\"{}\">{}</text>{}",
        left + 12,
        top + 22,
        super::escape(&category),
        lines(left + 12, top + 42, "node-text", &wrap(&words, limit, 4))
    );
    linked(scene.note(&factor.evidence).as_deref(), &words, &drawing)
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
        if let Some(row) = rows.get_mut(depth).filter(|row| row.len() < IN_A_ROW) {
            row.push(factor);
        }
    }
    rows.retain(|row| !row.is_empty());
    rows
}
