//! The zone of readings that state none, where somebody knows it.

use std::sync::Arc;

use crate::time::{SECOND, Stamp};

/// How far east of UTC a wall clock is, in seconds, by its own reading in seconds since 1970, counted as if it showed UTC.
pub type Zone = Arc<dyn Fn(i64) -> i64 + Send + Sync>;

/// Seconds in which a zone keeps its offset: changes come at full quarters of an hour.
const QUARTER_S: i64 = 900;

/// Makes instants of readings without a zone, and remembers the offset of the last quarter of an hour.
#[derive(Clone)]
pub(super) struct ZoneMemo {
    zone: Option<Zone>,
    quarter: Option<i64>,
    offset_ns: i64,
}

impl std::fmt::Debug for ZoneMemo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ZoneMemo").field("quarter", &self.quarter).finish_non_exhaustive()
    }
}

impl ZoneMemo {
    pub(super) fn new(zone: Option<Zone>) -> Self {
        Self { zone, quarter: None, offset_ns: 0 }
    }

    /// The instant of a reading without a zone, if its zone is known.
    #[inline]
    pub(super) fn settle(&mut self, stamp: Stamp) -> Stamp {
        if self.zone.is_none() { stamp } else { self.settled(stamp) }
    }

    #[cold]
    fn settled(&mut self, stamp: Stamp) -> Stamp {
        let (Stamp::Naive(nanos), Some(zone)) = (stamp, &self.zone) else { return stamp };
        let second = stamp.second();
        let quarter = second.div_euclid(QUARTER_S);
        if self.quarter != Some(quarter) {
            (self.quarter, self.offset_ns) = (Some(quarter), zone(second).saturating_mul(SECOND));
        }
        Stamp::Utc(nanos.saturating_sub(self.offset_ns))
    }
}
