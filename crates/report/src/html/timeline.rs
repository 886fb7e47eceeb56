//! The timeline as lanes, one a source; every mark leads to its evidence. The script adds zoom and filter; the
//! table in the document is the same in words.

use backstory_model::{MilestoneKind, TimelineEntry, TimelineKind};

use super::axis::{Axis, LEFT, RIGHT};
use super::figure::{Drawing, Figure};
use super::svg::{escape, linked, wrap};
use super::{Scene, moments};
use crate::locale::{source_name, time_of_day};

const LANE: i64 = 34;
const TOP: i64 = 44;

pub(super) fn draw(scene: &Scene<'_>, axis: &Axis) -> Option<Drawing> {
    let rows = &scene.analysis.timeline;
    if rows.is_empty() {
        return None;
    }
    let mut lanes: Vec<&str> = Vec::new();
    for row in rows {
        let lane = lane_of(row);
        if !lanes.contains(&lane) {
            lanes.push(lane);
        }
    }
    let bottom = TOP + LANE * i64::try_from(lanes.len()).unwrap_or(1);
    let mut out = axis.grid(TOP, bottom);
    let mut y = TOP + LANE / 2;
    let mut filters = String::new();
    for (n, lane) in lanes.iter().enumerate() {
        // A label in the document is Markdown; here it is text.
        let name = source_name(&scene.words, lane).replace(['`', '\\'], "");
        filters.push_str(&format!(
            "<label><input type=\"checkbox\" checked data-lane=\"{n}\"> {}</label> ",
            escape(&name)
        ));
        let label = wrap(&name, 20, 1).join("");
        out.push_str(&format!(
            "<g class=\"lane\" data-lane=\"{n}\"><line class=\"rail\" x1=\"{LEFT}\" y1=\"{y}\" x2=\"{RIGHT}\" y2=\"{y}\"/>\
             <text class=\"lane-name\" x=\"{}\" y=\"{}\">{}</text>",
            LEFT - 10,
            y + 4,
            escape(&label)
        ));
        // Marks that would lie on each other stand one above the other.
        let (mut last, mut is_raised) = (i64::MIN, false);
        for row in rows.iter().filter(|row| lane_of(row) == *lane) {
            let x = axis.x(row.time);
            is_raised = x.saturating_sub(last) < 12 && !is_raised;
            last = x;
            out.push_str(&mark(scene, axis, row, if is_raised { y - 9 } else { y }));
        }
        out.push_str("</g>");
        y += LANE;
    }
    out.push_str(&moments::across(scene, axis, TOP, bottom, true));
    let (start, end) = axis.bounds();
    let height = bottom + 30;
    let button = |action: &str, sign: &str, key: &str| {
        format!(
            "<button type=\"button\" data-zoom=\"{action}\" aria-label=\"{0}\" title=\"{0}\">{sign}</button>",
            escape(&scene.text(key))
        )
    };
    let before = format!(
        "{}<div class=\"controls\" hidden>{}{}{}{}{} <span class=\"filters\">{filters}</span></div>",
        moments::legend_of_lanes(scene),
        button("in", "+", "html-zoom-in"),
        button("out", "−", "html-zoom-out"),
        button("left", "←", "html-zoom-left"),
        button("right", "→", "html-zoom-right"),
        button("all", "⤢", "html-zoom-all"),
    );
    let lanes = Figure {
        label: scene.text("html-timeline-label"),
        attributes: format!(
            " id=\"lanes\" data-start=\"{start}\" data-end=\"{end}\" data-left=\"{LEFT}\" data-right=\"{RIGHT}\""
        ),
        height,
        inner: out,
        ..Figure::default()
    };
    Some(Drawing {
        title: "html-timeline",
        anchor: "drawing-timeline",
        legend: moments::words_of_lanes(scene),
        before,
        figures: vec![lanes],
        after: format!(
            "<p class=\"detail\" id=\"detail\" aria-live=\"polite\">{}</p>",
            escape(&scene.text("html-timeline-hint"))
        ),
    })
}

/// A row told by several sources sits in the lane of the first.
fn lane_of(row: &TimelineEntry) -> &str {
    row.source.split(", ").next().unwrap_or_default()
}

fn mark(scene: &Scene<'_>, axis: &Axis, row: &TimelineEntry, y: i64) -> String {
    let words = scene.said(row.phrase.as_ref(), &row.text);
    let label = format!("{} UTC  {words}", time_of_day(row.time));
    let x = axis.x(row.time);
    let shape = shape(row.kind, x, y);
    let class = if row.milestone.is_some() { "mark milestone" } else { "mark" };
    let drawing = format!(
        "<g class=\"{class} {}\" data-x=\"{x}\" data-share=\"{}\">{shape}</g>",
        kind_class(row.kind),
        axis.share(row.time)
    );
    linked(scene.note(&row.evidence).as_deref(), &label, &drawing)
}

/// The shape of a kind of row around a place.
pub(super) fn shape(kind: TimelineKind, x: i64, y: i64) -> String {
    match kind {
        TimelineKind::Change => format!("<rect x=\"{}\" y=\"{}\" width=\"12\" height=\"12\"/>", x - 6, y - 6),
        TimelineKind::Alert | TimelineKind::Page => {
            format!("<path d=\"M{x} {} l8 14 h-16 z\"/>", y - 9)
        }
        TimelineKind::Impact => format!("<path d=\"M{x} {} l8 8 l-8 8 l-8 -8 z\"/>", y - 8),
        TimelineKind::Log | TimelineKind::Metric | TimelineKind::Chat | TimelineKind::Cluster => {
            format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"6\"/>")
        }
    }
}

/// The class that gives a kind of row its colour.
pub(super) fn kind_class(kind: TimelineKind) -> &'static str {
    match kind {
        TimelineKind::Change => "change",
        TimelineKind::Alert | TimelineKind::Page => "alert",
        TimelineKind::Impact => "impact",
        TimelineKind::Metric => "metric",
        TimelineKind::Log => "log",
        TimelineKind::Chat => "chat",
        TimelineKind::Cluster => "cluster",
    }
}

/// The moments that every drawing on the axis shows.
pub(super) const SHOWN: [MilestoneKind; 5] = [
    MilestoneKind::CauseIntroduced,
    MilestoneKind::ImpactStart,
    MilestoneKind::Detected,
    MilestoneKind::Mitigated,
    MilestoneKind::Recovered,
];
