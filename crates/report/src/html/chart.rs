//! Metric charts on the axis of the timeline, drawn by plotters; the moments of the incident stand across them.
//!
//! The library lays out axes, grid and line; both axes get their ticks from us, so that time is round in UTC and
//! a strange value cannot make it search for a scale. It writes colours as attributes, which the style sheet
//! replaces by those of the reader's theme; without the style sheet they are safe for colour-blind readers.

use std::ops::Range;

use plotters::coord::combinators::BindKeyPoints as _;
use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};
use plotters::drawing::DrawingAreaErrorKind;
use plotters::prelude::{
    ChartBuilder, Circle, Color as _, IntoDrawingArea as _, IntoTextStyle as _, LineSeries, RGBColor, SVGBackend,
};
use plotters::style::{IntoFont as _, ShapeStyle};

use super::axis::{Axis, LEFT, RIGHT, WIDTH};
use super::figure::{Drawing, Figure};
use super::svg::wrap;
use super::{ChartSeries, Scene, moments};
use crate::locale::day;

const HEIGHT: i64 = 184;
const TOP: i64 = 36;
/// Room for the times.
const BELOW: i64 = 30;
/// No chart has more steps than this: finer ones would not be seen.
const STEPS: i64 = 322;
/// Values beyond are drawn at the edge; sums of them would not be numbers.
const LARGEST: f64 = 1e100;

/// Colours of the Okabe-Ito palette and greys; `page.css` names the same.
const SERIES: RGBColor = RGBColor(0x00, 0x72, 0xb2);
const GRID: RGBColor = RGBColor(0xd0, 0xd7, 0xde);
const INK: RGBColor = RGBColor(0x57, 0x60, 0x6a);

pub(super) fn draw(scene: &Scene<'_>, axis: &Axis, charts: &[ChartSeries]) -> Option<Drawing> {
    let figures: Vec<Figure> = charts.iter().filter_map(|series| chart(scene, axis, series)).collect();
    if figures.is_empty() {
        return None;
    }
    let has_onset = charts.iter().any(|chart| chart.onset.is_some());
    Some(Drawing {
        title: "html-charts",
        anchor: "drawing-charts",
        legend: moments::words_of_charts(scene, has_onset),
        before: moments::legend_of_charts(scene, has_onset),
        figures,
        after: String::new(),
    })
}

fn chart(scene: &Scene<'_>, axis: &Axis, series: &ChartSeries) -> Option<Figure> {
    let points = thinned(series, axis);
    let low = points.iter().map(|(_, v)| *v).reduce(f64::min)?;
    let high = points.iter().map(|(_, v)| *v).reduce(f64::max)?;
    let levels = Levels::of(low.min(0.0), high);
    // Drawing into memory fails for no reason of its own; a chart that fails is left out.
    let plot = plot(scene, axis, &points, levels).ok()?;
    let inside = plot.split_once('>')?.1.trim_end().strip_suffix("</svg>")?;
    let unit = unit_key(&series.unit).map_or_else(|| series.unit.clone(), |key| scene.text(key));
    let unit = wrap(&unit, 24, 1).concat();
    let (bracketed, unit) =
        if unit.is_empty() { (String::new(), String::new()) } else { (format!(" [{unit}]"), format!(" {unit}")) };
    let name = |value: f64| format!("{}{unit}", scene.words.number(value));
    let (start, end) = axis.bounds();
    Some(Figure {
        caption: format!("{}{bracketed} · {}", wrap(&series.title, 120, 1).concat(), days(start, end)),
        label: format!("{}: {} – {}", series.title, name(low), name(high)),
        class: "plot",
        height: HEIGHT,
        inner: format!(
            "{inside}<text class=\"zone\" x=\"{}\" y=\"{}\">UTC</text>{}{}",
            LEFT - 12,
            HEIGHT - BELOW + 18,
            moments::across(scene, axis, TOP, HEIGHT - BELOW, true),
            moments::rows_on_axis(scene, axis, HEIGHT - BELOW),
        ) + &series.onset.map(|time| moments::onset(scene, axis, time, TOP)).unwrap_or_default(),
        ..Figure::default()
    })
}

fn plot(
    scene: &Scene<'_>,
    axis: &Axis,
    points: &[(i64, f64)],
    levels: Levels,
) -> Result<String, DrawingAreaErrorKind<std::io::Error>> {
    let mut svg = String::new();
    let (start, end) = axis.bounds();
    let size = |length: i64| u32::try_from(length).unwrap_or_default();
    {
        let area = SVGBackend::with_string(&mut svg, (size(WIDTH), size(HEIGHT))).into_drawing_area();
        let ticks: Vec<i64> = axis.ticks().into_iter().map(jiff::Timestamp::as_second).collect();
        let mut chart = ChartBuilder::on(&area)
            .margin_top(size(TOP))
            .margin_right(size(WIDTH - RIGHT))
            .set_left_and_bottom_label_area_size(size(BELOW))
            .y_label_area_size(size(LEFT))
            .build_cartesian_2d((start..end).with_key_points(ticks), levels)?;
        let text = ("sans-serif", 16).into_font().color(&INK);
        let clock = |second: &i64| jiff::Timestamp::from_second(*second).map(|t| axis.label(t)).unwrap_or_default();
        chart
            .configure_mesh()
            .light_line_style(GRID.mix(0.0))
            .bold_line_style(GRID)
            .axis_style(INK)
            .label_style(text.into_text_style(&area))
            .x_labels(10)
            .y_labels(8)
            .x_label_formatter(&clock)
            .y_label_formatter(&|value| scene.words.number(*value))
            .draw()?;
        let line = ShapeStyle { color: SERIES.to_rgba(), filled: true, stroke_width: 2 };
        // A value holds until the next one; a hole in the data shows as a hole.
        let hole = (end - start) / 8;
        for run in points.chunk_by(|(a, _), (b, _)| b - a <= hole) {
            if run.len() > 1 {
                chart.draw_series(LineSeries::new(run.iter().copied(), line))?;
            } else {
                chart.draw_series(run.iter().map(|point| Circle::new(*point, 3, line)))?;
            }
        }
        area.present()?;
    }
    Ok(svg)
}

/// The days that the axis covers, with the zone: `2026-11-23 UTC`.
fn days(start: i64, end: i64) -> String {
    let day = |second: i64| jiff::Timestamp::from_second(second).map(day).unwrap_or_default();
    let (first, last) = (day(start), day(end));
    if first == last { format!("{first} UTC") } else { format!("{first} – {last} UTC") }
}

/// The vertical axis: bounds that hold all values, and two to eight round levels.
#[derive(Debug)]
struct Levels {
    range: Range<f64>,
    levels: Vec<f64>,
}

impl Levels {
    fn of(low: f64, high: f64) -> Self {
        let span = if high - low > 1e-100 { high - low } else { 1.0 };
        let power = 10_f64.powf((span / 4.0).log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|n| n * power).into_iter().find(|s| span / s <= 5.0).unwrap_or(span);
        let first = (low / step).floor();
        let levels: Vec<f64> = (0..8).map(|n| (first + f64::from(n)) * step).collect();
        let count = levels.iter().position(|level| *level >= low + span * 0.999).unwrap_or(levels.len() - 1);
        let upper = levels.get(count).copied().unwrap_or(high);
        let range = first * step..upper.max(low + span);
        Self { range, levels: levels.into_iter().take(count + 1).collect() }
    }
}

impl Ranged for Levels {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    #[expect(clippy::cast_possible_truncation, reason = "the share is between 0 and 1, the drawing is small")]
    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let share = (value - self.range.start) / (self.range.end - self.range.start);
        limit.0 + (f64::from(limit.1 - limit.0) * share).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        self.levels.clone()
    }

    fn range(&self) -> Range<f64> {
        self.range.clone()
    }
}

/// The highest value of each step of the axis, in order.
fn thinned(series: &ChartSeries, axis: &Axis) -> Vec<(i64, f64)> {
    let (start, end) = axis.bounds();
    let step = ((end - start) / STEPS).max(1);
    let mut out: Vec<(i64, f64)> = Vec::new();
    for (t, value) in series.points.iter().filter(|(t, v)| v.is_finite() && axis.contains(*t)) {
        let value = value.clamp(-LARGEST, LARGEST);
        let at = start + (t.as_second() - start) / step * step;
        match out.last_mut() {
            Some((before, highest)) if *before >= at => *highest = highest.max(value),
            _ => out.push((at, value)),
        }
    }
    out
}

/// The key of a unit that is a word.
fn unit_key(unit: &str) -> Option<&'static str> {
    match unit {
        "connections" => Some("chart-unit-connections"),
        "threads" => Some("chart-unit-threads"),
        "workers" => Some("chart-unit-workers"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_round_and_hold_the_values() {
        for (low, high, expected) in [
            (0.0, 32.0, vec![0.0, 10.0, 20.0, 30.0, 40.0]),
            (0.0, 1.0, vec![0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
            (0.0, 0.0, vec![0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
            (-7.0, 3.0, vec![-8.0, -6.0, -4.0, -2.0, 0.0, 2.0, 4.0]),
        ] {
            let Levels { range, levels } = Levels::of(low, high);
            assert_eq!(levels.len(), expected.len(), "{low} {high}: {levels:?}");
            assert!(levels.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-9), "{low} {high}: {levels:?}");
            assert!(range.start <= low && range.end >= high);
        }
        for (low, high) in [(-LARGEST, LARGEST), (0.0, 1e-99), (0.0, f64::MIN_POSITIVE), (5.0, 5.0 + 1e-12)] {
            let Levels { range, levels } = Levels::of(low, high);
            assert!(range.start.is_finite() && range.end.is_finite() && range.start < range.end);
            assert!((2..=8).contains(&levels.len()), "{levels:?}");
        }
    }
}
