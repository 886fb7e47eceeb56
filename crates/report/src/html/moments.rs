//! The moments of the incident, on every drawing of the time axis. They are told apart by number and dash, not by
//! colour alone.

use super::Scene;
use super::axis::Axis;
use super::svg::escape;
use super::timeline::SHOWN;
use crate::locale::time_of_day;

/// Numbers and names of the moments.
pub(super) fn legend(scene: &Scene<'_>) -> String {
    let entries: String = SHOWN
        .iter()
        .enumerate()
        .filter_map(|(n, kind)| {
            let time = scene.analysis.milestones.time(*kind)?;
            let name = scene.text(crate::draft::milestone_key(*kind));
            Some(format!("<li><b>{}</b> {} {}</li>", n + 1, escape(&name), time_of_day(time)))
        })
        .collect();
    format!("<ol class=\"legend\">{entries}</ol>")
}

/// Lines across a drawing at the moments of the incident. Numbers that would print over each other are stacked.
pub(super) fn across(scene: &Scene<'_>, axis: &Axis, top: i64, bottom: i64, is_movable: bool) -> String {
    let mut out = String::from("<g class=\"moments\">");
    let mut taken: Vec<(i64, i64)> = Vec::new();
    for (n, kind) in SHOWN.iter().enumerate() {
        let Some(time) = scene.analysis.milestones.time(*kind) else { continue };
        let x = axis.x(time);
        let mut level = 0;
        while taken.iter().any(|(at, row)| *row == level && (at - x).abs() < 16) {
            level += 1;
        }
        taken.push((x, level));
        let name = scene.text(crate::draft::milestone_key(*kind));
        let movable =
            if is_movable { format!(" data-x=\"{x}\" data-share=\"{}\"", axis.share(time)) } else { String::new() };
        out.push_str(&format!(
            "<g class=\"moment m{0}\"{movable}><title>{1} {2} UTC</title><line x1=\"{x}\" y1=\"{3}\" x2=\"{x}\" y2=\"{bottom}\"/>\
             <text x=\"{x}\" y=\"{3}\">{4}</text></g>",
            n + 1,
            escape(&name),
            time_of_day(time),
            top - 6 - level * 13,
            n + 1,
        ));
    }
    out.push_str("</g>");
    out
}
