//! Remembers results by a hash of what they were made from: what is costly happens once for each distinct input.

/// Results remembered; a newer one takes the place of an older one.
const PLACES: usize = 1 << 12;

/// Numbers by the hash of their inputs. Which ones are remembered changes how long an answer takes, never the answer.
#[derive(Debug, Clone)]
pub(crate) struct Memo {
    places: Vec<(u64, u64)>,
}

impl Memo {
    pub(crate) fn new() -> Self {
        Self { places: vec![(0, 0); PLACES] }
    }

    /// The result for an input with this hash (not 0), made if it is not remembered.
    #[inline]
    pub(crate) fn get(&mut self, hash: u64, make: impl FnOnce() -> u64) -> u64 {
        let mixed = (hash ^ (hash >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let index = usize::try_from(mixed >> 40).unwrap_or(0) % PLACES;
        let Some(place) = self.places.get_mut(index) else { return make() };
        if place.0 != hash || hash == 0 {
            *place = (hash, make());
        }
        place.1
    }
}
