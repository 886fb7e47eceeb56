//! The fishbone: one bone a category, its factors beside it.

use backstory_model::{Factor, Phrase};

use super::Scene;
use super::figure::{Drawing, Figure};
use super::svg::{escape, lines, linked, wrap};

/// Where the spine ends; the incident stands to the right of it.
const HEAD: i64 = 660;
/// How far a bone leans.
const LEAN: i64 = 26;
/// Factors drawn on one bone; the document has them all.
const ON_A_BONE: usize = 3;
const LINE: i64 = 17;

/// A category and the factors drawn for it.
struct Bone {
    name: String,
    /// Words in lines, words in full, and evidence.
    ribs: Vec<(Vec<String>, String, Option<String>)>,
}

impl Bone {
    fn of(scene: &Scene<'_>, name: &str, factors: &[&Factor], limit: usize) -> Self {
        let mut ribs: Vec<_> = factors
            .iter()
            .take(ON_A_BONE)
            .map(|factor| {
                let words = scene.said(factor.phrase.as_ref(), &factor.statement);
                (wrap(&words, limit, 6), words, scene.note(&factor.evidence))
            })
            .collect();
        let more = factors.len().saturating_sub(ON_A_BONE);
        if more > 0 {
            let words = scene.words.plain(&Phrase::new("html-fishbone-more").number("count", more as f64));
            ribs.push((vec![words.clone()], words, None));
        }
        Self { name: scene.text(name), ribs }
    }

    fn height(&self) -> i64 {
        self.ribs.iter().map(|(rows, ..)| LINE * i64::try_from(rows.len()).unwrap_or(1) + 12).sum::<i64>()
    }

    /// Draws the bone from `tip` to where it meets the spine, its words from `top`.
    fn draw(&self, foot: i64, spine: i64, tip: i64, top: i64) -> String {
        let head = foot - LEAN;
        let name_y = if tip < spine { tip - 8 } else { tip + 20 };
        let mut out = format!(
            "<line class=\"bone\" x1=\"{head}\" y1=\"{tip}\" x2=\"{foot}\" y2=\"{spine}\"/>\
             <text class=\"bone-name\" x=\"{head}\" y=\"{name_y}\">{}</text>",
            escape(&self.name)
        );
        let mut y = top;
        for (rows, words, note) in &self.ribs {
            out.push_str(&linked(note.as_deref(), words, &lines(head - 8, y, "rib", rows)));
            y += LINE * i64::try_from(rows.len()).unwrap_or(1) + 12;
        }
        out
    }
}

pub(super) fn draw(scene: &Scene<'_>) -> Option<Drawing> {
    let mut groups: Vec<(&'static str, Vec<&Factor>)> = Vec::new();
    for factor in &scene.analysis.factors {
        let name = scene.told.group(factor);
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, factors)) => factors.push(factor),
            None => groups.push((name, vec![factor])),
        }
    }
    groups.truncate(8);
    let columns = i64::try_from(groups.len().div_ceil(2)).unwrap_or(1);
    if columns == 0 {
        return None;
    }
    let column = (HEAD - 20) / columns;
    let limit = usize::try_from((column - LEAN - 16) / 7).unwrap_or(20).clamp(14, 44);
    let bones: Vec<Bone> = groups.iter().map(|(name, factors)| Bone::of(scene, name, factors, limit)).collect();
    let tallest = |from: usize| bones.iter().skip(from).step_by(2).map(Bone::height).max().unwrap_or(0);
    let spine = 30 + tallest(0) + 20;
    let bottom = if bones.len() > 1 { spine + tallest(1) + 24 } else { spine + 60 };
    let mut out = format!(
        "<line class=\"spine\" x1=\"10\" y1=\"{spine}\" x2=\"{HEAD}\" y2=\"{spine}\"/><path class=\"spine-head\" d=\"M{HEAD} {} l14 10 l-14 10 z\"/>",
        spine - 10
    );
    let title = wrap(&scene.said(scene.analysis.incident.phrase.as_ref(), &scene.analysis.incident.title), 14, 7);
    out.push_str(&lines(HEAD + 20, spine - 8 * i64::try_from(title.len()).unwrap_or(1) + 12, "fish-head", &title));
    for (n, bone) in bones.iter().enumerate() {
        let foot = 10 + column * (i64::try_from(n / 2).unwrap_or(0) + 1);
        out.push_str(&match n % 2 {
            0 => bone.draw(foot, spine, 30, 46),
            _ => bone.draw(foot, spine, bottom, spine + 26),
        });
    }
    let figure =
        Figure { label: scene.text("html-fishbone-label"), height: bottom + 30, inner: out, ..Figure::default() };
    Some(Drawing::alone("html-fishbone", "drawing-fishbone", figure))
}
