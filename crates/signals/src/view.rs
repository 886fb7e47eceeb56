//! A borrowed series and an interval of its time.

/// A half-open interval `start_s <= t < end_s`, in the seconds of the series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// First instant inside.
    pub start_s: f64,
    /// First instant after.
    pub end_s: f64,
}

impl Span {
    /// Makes an interval.
    pub fn new(start_s: f64, end_s: f64) -> Self {
        Self { start_s, end_s }
    }

    /// Whether `t` is inside.
    pub fn contains(&self, t: f64) -> bool {
        self.start_s <= t && t < self.end_s
    }

    /// Its length in seconds.
    pub fn length_s(&self) -> f64 {
        self.end_s - self.start_s
    }
}

/// Times in seconds, ascending, and as many values. A value that is not finite is a missing sample.
#[derive(Debug, Clone, Copy)]
pub struct SeriesView<'a> {
    /// Seconds since any origin, ascending.
    pub times_s: &'a [f64],
    /// One value per time.
    pub values: &'a [f64],
}

impl<'a> SeriesView<'a> {
    /// Pairs times and values; the longer of the two is cut.
    pub fn new(times_s: &'a [f64], values: &'a [f64]) -> Self {
        let n = times_s.len().min(values.len());
        Self { times_s: times_s.get(..n).unwrap_or(&[]), values: values.get(..n).unwrap_or(&[]) }
    }

    /// The part inside `span`.
    #[must_use]
    pub fn within(&self, span: Span) -> Self {
        let from = self.times_s.partition_point(|t| *t < span.start_s);
        let to = self.times_s.partition_point(|t| *t < span.end_s).max(from);
        Self { times_s: self.times_s.get(from..to).unwrap_or(&[]), values: self.values.get(from..to).unwrap_or(&[]) }
    }

    /// Samples that are present, in order.
    pub fn present(&self) -> impl Iterator<Item = (f64, f64)> + 'a {
        self.times_s.iter().copied().zip(self.values.iter().copied()).filter(|(t, v)| t.is_finite() && v.is_finite())
    }

    /// Present values, in order.
    pub fn present_values(&self) -> Vec<f64> {
        self.present().map(|(_, v)| v).collect()
    }
}
