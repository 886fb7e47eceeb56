//! Metric charts on the axis of the timeline, with the moments of the incident across them. Moments are told
//! apart by number and dash, not by colour alone.

use super::axis::{Axis, LEFT, RIGHT, WIDTH};
use super::svg::{escape, wrap};
use super::timeline::SHOWN;
use super::{ChartSeries, Scene};
use crate::locale::time_of_day;

const TOP: i64 = 30;
const BOTTOM: i64 = 150;
/// No chart has more steps than this: finer ones would not be seen.
const STEPS: usize = 415;

pub(super) fn draw(scene: &Scene<'_>, axis: &Axis, charts: &[ChartSeries]) -> String {
    let drawn: Vec<String> = charts.iter().filter_map(|series| chart(scene, axis, series)).collect();
    if drawn.is_empty() {
        return String::new();
    }
    format!("{}{}", legend(scene), drawn.concat())
}

/// Numbers and names of the moments.
fn legend(scene: &Scene<'_>) -> String {
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

fn chart(scene: &Scene<'_>, axis: &Axis, series: &ChartSeries) -> Option<String> {
    let inside: Vec<_> = series.points.iter().filter(|(t, v)| v.is_finite() && axis.contains(*t)).collect();
    let points = thinned(&inside, axis);
    let low = points.iter().map(|(_, v)| *v).fold(f64::INFINITY, f64::min).min(0.0);
    let high = points.iter().map(|(_, v)| *v).fold(f64::NEG_INFINITY, f64::max);
    if points.is_empty() {
        return None;
    }
    let span = if high > low { high - low } else { 1.0 };
    #[expect(clippy::cast_possible_truncation, reason = "the share is between 0 and 1, the height is small")]
    let y = |value: f64| BOTTOM - ((value - low) / span * (BOTTOM - TOP) as f64).round() as i64;
    let mut path = String::new();
    let mut before = None;
    for (x, value) in &points {
        // A value holds until the next one; a hole in the data shows as a hole.
        match before {
            Some((at, _)) if x - at > (RIGHT - LEFT) / 8 => path.push_str(&format!("M{x} {}", y(*value))),
            Some(_) => path.push_str(&format!("L{x} {}", y(*value))),
            None => path.push_str(&format!("M{x} {}", y(*value))),
        }
        before = Some((*x, *value));
    }
    let unit = if series.unit.is_empty() { String::new() } else { format!(" {}", series.unit) };
    let name = |value: f64| format!("{}{unit}", scene.words.number(value));
    let label = format!("{}: {} – {}", series.title, name(low), name(high));
    let levels: String = [(high, TOP), (low, BOTTOM)]
        .iter()
        .map(|(value, at)| {
            format!("<text class=\"level\" x=\"{}\" y=\"{}\">{}</text>", LEFT - 10, at + 4, escape(&name(*value)))
        })
        .collect();
    Some(format!(
        "<figure><figcaption>{}</figcaption><div class=\"scroll\" tabindex=\"0\"><svg class=\"wide\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {WIDTH} {}\">\
         {}{levels}<path class=\"series\" d=\"{path}\"/>{}</svg></div></figure>",
        escape(&wrap(&series.title, 120, 1).join("")),
        escape(&label),
        BOTTOM + 28,
        axis.grid(TOP, BOTTOM),
        milestones(scene, axis, TOP, BOTTOM, false),
    ))
}

/// The highest value of each step of the axis, in order.
fn thinned(points: &[&(jiff::Timestamp, f64)], axis: &Axis) -> Vec<(i64, f64)> {
    let mut out: Vec<(i64, f64)> = Vec::with_capacity(points.len().min(STEPS));
    for (t, value) in points {
        let x = axis.x(*t) / 2 * 2;
        match out.last_mut() {
            Some((at, highest)) if *at >= x => *highest = highest.max(*value),
            _ => out.push((x, *value)),
        }
    }
    out
}

/// Lines across a drawing at the moments of the incident. Numbers that would print over each other are stacked.
pub(super) fn milestones(scene: &Scene<'_>, axis: &Axis, top: i64, bottom: i64, is_movable: bool) -> String {
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
