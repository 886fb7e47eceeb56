//! How many different values there were, within 64 bytes.
//!
//! A HyperLogLog of 64 registers (Flajolet, Fusy, Gandouet and Meunier, 2007) with linear counting for few values: the
//! standard error is 13 %. Merging takes the larger of each register, so it is associative, commutative and blind to
//! values seen by both.

use serde::{Deserialize, Serialize};

const REGISTERS: usize = 64;

/// A sketch of a set of values, known by their hashes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<u8>", into = "Vec<u8>")]
#[repr(align(64))]
pub struct Distinct([u8; REGISTERS]);

impl From<Distinct> for Vec<u8> {
    fn from(sketch: Distinct) -> Self {
        sketch.0.to_vec()
    }
}

impl From<Vec<u8>> for Distinct {
    /// Registers that are missing saw nothing.
    fn from(registers: Vec<u8>) -> Self {
        let mut sketch = Self::default();
        for (own, stored) in sketch.0.iter_mut().zip(registers) {
            *own = stored;
        }
        sketch
    }
}

impl Default for Distinct {
    fn default() -> Self {
        Self([0; REGISTERS])
    }
}

impl Distinct {
    /// Adds a value by its hash, which need not be well mixed.
    #[inline]
    pub fn add(&mut self, hash: u64) {
        let mut mixed = (hash ^ (hash >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        mixed ^= mixed >> 32;
        mixed = mixed.wrapping_mul(0xD6E8_FEB8_6659_FD93);
        mixed ^= mixed >> 32;
        let rank = (mixed >> 6).trailing_zeros().min(57) + 1;
        if let Some(register) = self.0.get_mut(usize::try_from(mixed % REGISTERS as u64).unwrap_or(0)) {
            *register = (*register).max(u8::try_from(rank).unwrap_or(u8::MAX));
        }
    }

    /// Adds the values that another part saw.
    pub fn merge(&mut self, other: &Self) {
        for (own, its) in self.0.iter_mut().zip(&other.0) {
            *own = (*own).max(*its);
        }
    }

    /// About how many different values were added.
    pub fn estimate(&self) -> u64 {
        let count = REGISTERS as f64;
        let sum: f64 = self.0.iter().map(|rank| 2_f64.powi(-i32::from(*rank))).sum();
        // The bias correction for 64 registers, from the paper.
        let raw = 0.709 * count * count / sum;
        let empty: usize = self.0.iter().map(|rank| usize::from(*rank == 0)).sum();
        let estimate = if raw <= 2.5 * count && empty > 0 { count * (count / empty as f64).ln() } else { raw };
        #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
        let estimate = estimate.round() as u64;
        estimate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn estimates_are_near_and_merging_is_seeing_both() {
        for many in [0_u64, 1, 3, 10, 100, 10_000, 1_000_000] {
            let (mut low, mut high, mut all) = (Distinct::default(), Distinct::default(), Distinct::default());
            for value in 0..many {
                if value % 3 == 0 {
                    low.add(value);
                } else {
                    high.add(value);
                }
                all.add(value);
                all.add(value);
            }
            low.merge(&high);
            assert_eq!(low, all);
            let error = all.estimate().abs_diff(many);
            assert!(error * 100 <= many * 35, "{many}: {}", all.estimate());
        }
    }
}
