//! The moments of the incident, on every drawing of the time axis, and its alerts and changes. Moments are told apart
//! by number and dash, rows by shape, never by colour alone.

use backstory_model::{EvidenceId, TimelineKind};

use super::Scene;
use super::axis::Axis;
use super::svg::escape;
use super::timeline::{SHOWN, kind_class, shape};
use crate::locale::time_of_day;

/// Shapes of rows with their names; rows of other kinds are circles.
const SHAPES: [(TimelineKind, &str); 4] = [
    (TimelineKind::Change, "html-mark-change"),
    (TimelineKind::Alert, "html-mark-alert"),
    (TimelineKind::Impact, "html-mark-impact"),
    (TimelineKind::Chat, "html-mark-other"),
];

/// A page is drawn as the alert behind it, and what has no shape of its own as a circle.
fn drawn_as(kind: TimelineKind) -> TimelineKind {
    match kind {
        TimelineKind::Page => TimelineKind::Alert,
        TimelineKind::Log | TimelineKind::Metric | TimelineKind::Cluster => TimelineKind::Chat,
        kind => kind,
    }
}

/// Whether charts show rows of a kind: what was done, and what called people.
fn is_on_charts(kind: TimelineKind) -> bool {
    matches!(drawn_as(kind), TimelineKind::Change | TimelineKind::Alert)
}

/// The legend above the lanes: moments, and the shapes of all rows.
pub(super) fn legend_of_lanes(scene: &Scene<'_>) -> String {
    legend(scene, |_| true)
}

/// What the signs of the lanes mean, as text.
pub(super) fn words_of_lanes(scene: &Scene<'_>) -> String {
    in_words(scene, |_| true)
}

/// What the signs of the charts mean, as text.
pub(super) fn words_of_charts(scene: &Scene<'_>, has_onset: bool) -> String {
    let words = in_words(scene, is_on_charts);
    if has_onset { format!("{words}  ·  ▼ {}", scene.text("html-mark-onset")) } else { words }
}

fn in_words(scene: &Scene<'_>, is_drawn: impl Fn(TimelineKind) -> bool) -> String {
    let moments = known(scene).map(|(n, name, time)| format!("{n} {name} {time}"));
    let shapes = shapes_of(scene, is_drawn).map(|(kind, name)| {
        let sign = match kind {
            TimelineKind::Change => "■",
            TimelineKind::Alert => "▲",
            TimelineKind::Impact => "◆",
            _ => "●",
        };
        format!("{sign} {name}")
    });
    moments.chain(shapes).collect::<Vec<_>>().join("  ·  ")
}

/// Number, name and time of the moments that are known.
fn known(scene: &Scene<'_>) -> impl Iterator<Item = (usize, String, String)> {
    let told = SHOWN.iter().filter_map(|kind| Some((kind, scene.analysis.milestones.time(*kind)?)));
    told.enumerate().map(|(n, (kind, time))| (n + 1, scene.text(crate::draft::milestone_key(*kind)), time_of_day(time)))
}

/// The shapes that the rows have, with their names.
fn shapes_of(
    scene: &Scene<'_>,
    is_drawn: impl Fn(TimelineKind) -> bool,
) -> impl Iterator<Item = (TimelineKind, String)> {
    SHAPES
        .iter()
        .filter(move |(kind, _)| {
            scene.analysis.timeline.iter().any(|row| is_drawn(row.kind) && drawn_as(row.kind) == *kind)
        })
        .map(|(kind, key)| (*kind, scene.text(key)))
}

/// The legend above the charts: moments, alerts and changes.
pub(super) fn legend_of_charts(scene: &Scene<'_>, has_onset: bool) -> String {
    let legend = legend(scene, is_on_charts);
    if !has_onset {
        return legend;
    }
    let sign = format!(
        "<svg class=\"sign\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><g class=\"mark metric\">{}</g></svg>",
        fall(10, 4)
    );
    let onset = format!("<li>{sign} {}</li></ul>", escape(&scene.text("html-mark-onset")));
    legend.strip_suffix("</ul>").map_or_else(|| legend.clone(), |open| format!("{open}{onset}"))
}

/// Where a series left its baseline: a triangle that points down from the top of its chart.
pub(super) fn onset(scene: &Scene<'_>, axis: &Axis, time: jiff::Timestamp, top: i64) -> String {
    let x = axis.x(time);
    format!(
        "<g class=\"mark metric\" data-x=\"{x}\" data-share=\"{}\"><title>{} {} UTC</title>{}</g>",
        axis.share(time),
        escape(&scene.text("html-mark-onset")),
        time_of_day(time),
        fall(x, top + 2)
    )
}

fn fall(x: i64, top: i64) -> String {
    format!("<path d=\"M{x} {} l7 -12 h-14 z\"/>", top + 12)
}

/// Alerts and changes as small shapes on the time axis of a chart.
pub(super) fn rows_on_axis(scene: &Scene<'_>, axis: &Axis, y: i64) -> String {
    let rows = scene.analysis.timeline.iter().filter(|row| is_on_charts(row.kind));
    let marks: String = rows
        .map(|row| {
            let name = match drawn_as(row.kind) {
                TimelineKind::Change => "html-mark-change",
                _ => "html-mark-alert",
            };
            let x = axis.x(row.time);
            let mark = format!(
                "<g class=\"mark {}\" data-x=\"{x}\" data-share=\"{}\"><title>{} {} UTC</title>{}</g>",
                kind_class(row.kind),
                axis.share(row.time),
                escape(&scene.text(name)),
                time_of_day(row.time),
                shape(row.kind, x, y)
            );
            to_note(scene, &row.evidence, mark)
        })
        .collect();
    format!("<g class=\"rows\">{marks}</g>")
}

/// A mark inside a link to its evidence, where the page holds it.
fn to_note(scene: &Scene<'_>, evidence: &[EvidenceId], mark: String) -> String {
    match scene.note(evidence) {
        Some(note) => format!("<a href=\"{note}\" tabindex=\"-1\">{mark}</a>"),
        None => mark,
    }
}

/// Numbers and names of the moments, then the shapes that the rows have.
fn legend(scene: &Scene<'_>, is_drawn: impl Fn(TimelineKind) -> bool) -> String {
    let shapes: String = shapes_of(scene, is_drawn)
        .map(|(kind, name)| {
            format!(
                "<li><svg class=\"sign\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><g class=\"mark {}\">{}</g></svg> {}</li>",
                kind_class(kind),
                shape(kind, 10, 10),
                escape(&name)
            )
        })
        .collect();
    let moments: String =
        known(scene).map(|(n, name, time)| format!("<li><b>{n}</b> {} {time}</li>", escape(&name))).collect();
    format!("<ul class=\"legend\">{moments}{shapes}</ul>")
}

/// Lines across a drawing at the moments of the incident. Numbers that would print over each other are stacked.
pub(super) fn across(scene: &Scene<'_>, axis: &Axis, top: i64, bottom: i64, is_movable: bool) -> String {
    let mut drawn: Vec<String> = Vec::new();
    let mut taken: Vec<(i64, i64)> = Vec::new();
    let mut number = 0;
    for (n, kind) in SHOWN.iter().enumerate() {
        let Some(time) = scene.analysis.milestones.time(*kind) else { continue };
        number += 1;
        let x = axis.x(time);
        let mut level = 0;
        while taken.iter().any(|(at, row)| *row == level && (at - x).abs() < 16) {
            level += 1;
        }
        taken.push((x, level));
        let name = scene.text(crate::draft::milestone_key(*kind));
        let movable =
            if is_movable { format!(" data-x=\"{x}\" data-share=\"{}\"", axis.share(time)) } else { String::new() };
        let evidence = scene.analysis.milestones.get(*kind).map(|moment| moment.evidence.clone()).unwrap_or_default();
        drawn.push(to_note(scene, &evidence, format!(
            "<g class=\"moment m{0}\"{movable}><title>{1} {2} UTC</title><line x1=\"{x}\" y1=\"{3}\" x2=\"{x}\" y2=\"{bottom}\"/>\
             <text x=\"{x}\" y=\"{3}\">{4}</text></g>",
            n + 1,
            escape(&name),
            time_of_day(time),
            top - 6 - level * 14,
            number,
        )));
    }
    // A line from a higher number goes behind the numbers below it.
    drawn.reverse();
    format!("<g class=\"moments\">{}</g>", drawn.concat())
}
