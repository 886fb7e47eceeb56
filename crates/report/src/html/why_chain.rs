//! The chain of whys that people wrote, where no factors make a tree: each question with its answer, the next below it.

use super::Scene;
use super::axis::WIDTH;
use super::figure::{Drawing, Figure};
use super::svg::{lines, linked, wrap};

/// Between two boxes.
const GAP: i64 = 28;
const LINE: i64 = 17;
const BOX: i64 = 520;
/// Half-widths in one line of a box.
const LIMIT: usize = 70;
/// Lines of a question and of an answer in one box; the words in full are its title.
const MOST_LINES: usize = 4;
/// Boxes drawn; the document has the rest.
const MOST: usize = 10;

pub(super) fn draw(scene: &Scene<'_>) -> Option<Drawing> {
    let whys: Vec<_> = scene.told.whys.iter().take(MOST).collect();
    if whys.len() < 2 {
        return None;
    }
    let (left, middle) = ((WIDTH - BOX) / 2, WIDTH / 2);
    let mut inner = String::new();
    let mut top = 8;
    for (place, why) in whys.iter().enumerate() {
        let question = wrap(&why.question.replace('`', ""), LIMIT, MOST_LINES);
        let answer = wrap(&why.answer.replace('`', ""), LIMIT, MOST_LINES);
        let rows = |count: usize| LINE * i64::try_from(count).unwrap_or(1);
        let height = 20 + rows(question.len()) + rows(answer.len());
        let class = match place {
            0 => "node immediate",
            n if n + 1 == whys.len() => "node systemic",
            _ => "node contributing",
        };
        if place > 0 {
            inner.push_str(&format!("<path class=\"edge\" d=\"M{middle} {} L{middle} {top}\"/>", top - GAP));
        }
        let drawing = format!(
            "<rect class=\"{class}\" x=\"{left}\" y=\"{top}\" width=\"{BOX}\" height=\"{height}\" rx=\"8\"/>{}{}",
            lines(left + 12, top + 22, "node-name", &question),
            lines(left + 12, top + 22 + rows(question.len()), "node-text", &answer)
        );
        let words = format!("{} {}", why.question, why.answer);
        inner.push_str(&linked(None, words.trim(), &drawing));
        top += height + GAP;
    }
    let label = scene.text("html-why-chain-label");
    let figure = Figure { label, height: top - GAP + 8, inner, ..Figure::default() };
    Some(Drawing::alone("html-why-tree", "drawing-why-tree", figure))
}
