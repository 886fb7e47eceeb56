//! The fishbone: one bone a category, its factors beside it.

use backstory_model::{Factor, FactorCategory};

use super::Scene;
use super::svg::{lines, linked, measure, wrap};
use crate::draft::category_key;
use crate::markdown::one_line;

const WIDTH: i64 = 1000;
const SPINE: i64 = 280;
/// Factors drawn on one bone; the document has them all.
const ON_A_BONE: usize = 2;

pub(super) fn draw(scene: &Scene<'_>) -> String {
    let mut bones: Vec<(FactorCategory, Vec<&Factor>)> = Vec::new();
    for factor in &scene.analysis.factors {
        match bones.iter_mut().find(|(category, _)| *category == factor.category) {
            Some((_, factors)) => factors.push(factor),
            None => bones.push((factor.category, vec![factor])),
        }
    }
    bones.truncate(8);
    let columns = i64::try_from(bones.len().div_ceil(2)).unwrap_or(1);
    if columns == 0 {
        return String::new();
    }
    let head = 830;
    let column = (head - 20) / columns;
    let limit = usize::try_from((column - 60) / 7).unwrap_or(20).clamp(16, 60);
    let mut out = format!(
        "<line class=\"spine\" x1=\"20\" y1=\"{SPINE}\" x2=\"{head}\" y2=\"{SPINE}\"/><path class=\"spine-head\" d=\"M{head} {} l14 10 l-14 10 z\"/>",
        SPINE - 10
    );
    let title = wrap(&one_line(&scene.analysis.incident.title), 17, 6);
    out.push_str(&lines(head + 22, SPINE - 8 * i64::try_from(title.len()).unwrap_or(1) + 8, "fish-head", &title));
    for (n, (category, factors)) in bones.iter().enumerate() {
        let foot = 20 + column * (i64::try_from(n / 2).unwrap_or(0) + 1) - 10;
        let is_above = n % 2 == 0;
        let tip = if is_above { 40 } else { 2 * SPINE - 40 };
        let name = scene.text(category_key(*category));
        let bone = foot - 46;
        out.push_str(&format!("<line class=\"bone\" x1=\"{bone}\" y1=\"{tip}\" x2=\"{foot}\" y2=\"{SPINE}\"/>"));
        let name_y = if is_above { tip - 10 } else { tip + 22 };
        out.push_str(&format!("<text class=\"bone-name\" x=\"{bone}\" y=\"{name_y}\">{}</text>", super::escape(&name)));
        let mut y = if is_above { tip + 18 } else { SPINE + 36 };
        for factor in factors.iter().take(ON_A_BONE) {
            let words = factor.phrase.as_ref().map_or_else(|| one_line(&factor.statement), |p| scene.words.plain(p));
            let rows = wrap(&words, limit, 5);
            let drawing = lines(foot - 52, y, "rib", &rows);
            out.push_str(&linked(scene.note(&factor.evidence).as_deref(), &words, &drawing));
            y += 17 * i64::try_from(rows.len()).unwrap_or(1) + 14;
        }
        debug_assert!(measure(&name) < 40, "a category has a short name");
    }
    let label = super::escape(&scene.text("html-fishbone-label"));
    format!(
        "<div class=\"scroll\" tabindex=\"0\"><svg class=\"wide\" role=\"group\" aria-label=\"{label}\" viewBox=\"0 0 {WIDTH} {}\">{out}</svg></div>",
        2 * SPINE
    )
}
