//! Time series: robust baselines, change points with onset and recovery, saturation, lead and lag.
//!
//! A series is times and values; this crate knows nothing of where it came from. Every function answers the same for the
//! same numbers, whatever the number of threads, and treats NaN and infinities as missing samples.

mod baseline;
mod blocks;
mod change;
mod counts;
mod histogram;
mod lead_lag;
mod order;
mod quantile;
mod ramp;
mod rate;
mod saturation;
mod view;

pub use baseline::{Baseline, Rhythm};
pub use blocks::{Shift, shift, shift_against, shift_against_where, shift_beyond};
pub use change::{
    ChangePoint, Direction, change_points, change_points_of_all, count_change_points, share_change_points,
};
pub use counts::is_by_chance;
pub use histogram::histogram_quantile;
pub use lead_lag::{LeadLag, lead_lag};
pub use quantile::{median, quantile, robust_spread};
pub use ramp::ramp_start;
pub use rate::counter_to_rate;
pub use saturation::{Saturation, plateau, saturation};
pub use view::{SeriesView, Span};
