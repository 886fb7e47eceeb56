//! Ten thousand series of 720 points: change points and shifts.

use backstory_signals::{SeriesView, Span, change_points_of_all, shift};

const SERIES: u32 = 10_000;
const POINTS: u32 = 720;

fn main() {
    divan::main();
}

fn data() -> (Vec<f64>, Vec<Vec<f64>>) {
    let times = (0..POINTS).map(|i| f64::from(i) * 15.0).collect();
    let value = |s: u32, i: u32| {
        f64::from((i * 7919 + s * 104_729) % 1009) + if i > 600 && s.is_multiple_of(7) { 3e3 } else { 0.0 }
    };
    (times, (0..SERIES).map(|s| (0..POINTS).map(|i| value(s, i)).collect()).collect())
}

fn windows() -> (Span, Span) {
    (Span::new(0.0, 9_000.0), Span::new(9_000.0, 10_800.0))
}

#[divan::bench(sample_count = 5)]
fn change_points(bencher: divan::Bencher<'_, '_>) {
    let (times, values) = data();
    let views: Vec<SeriesView<'_>> = values.iter().map(|v| SeriesView::new(&times, v)).collect();
    let (baseline, window) = windows();
    bencher.bench_local(|| change_points_of_all(&views, baseline, window));
}

#[divan::bench(sample_count = 5)]
fn shifts_on_one_core(bencher: divan::Bencher<'_, '_>) {
    let (times, values) = data();
    let (baseline, window) = windows();
    bencher.bench_local(|| values.iter().filter_map(|v| shift(SeriesView::new(&times, v), baseline, window)).count());
}
