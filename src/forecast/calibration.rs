//! Ranges that keep what they say: which quantile of the paths to show, corrected by what came of those shown before.
//!
//! Adaptive conformal inference (Gibbs and Candes 2021): after each outcome the level shown moves up by `STEP * share`
//! when the range did not hold, and down by `STEP * (1 - share)` when it did, so that in the long run it holds in just
//! that share of cases whatever the world does. One level for each service and class.

use crate::domain::ids::ServiceId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far one outcome moves a level.
const STEP: f64 = 0.02;

/// Levels of the paths that are shown as P50 and P90.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Levels {
    /// Shown as the middle.
    pub middle: f64,
    /// Shown as the upper end.
    pub upper: f64,
}

impl Default for Levels {
    fn default() -> Self {
        Self { middle: 0.5, upper: 0.9 }
    }
}

/// Levels by service and class.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    levels: BTreeMap<(ServiceId, u8), Levels>,
}

impl Calibration {
    /// The levels to show now.
    pub fn levels(&self, service: ServiceId, class: u8) -> Levels {
        self.levels.get(&(service, class)).copied().unwrap_or_default()
    }

    /// Takes in what came of a range: whether the wait was at most its middle, and at most its upper end.
    pub fn learn(&mut self, service: ServiceId, class: u8, held: (bool, bool)) {
        let levels = self.levels.entry((service, class)).or_default();
        let moved = |level: f64, share: f64, held: bool| {
            let missed = if held { share - 1.0 } else { share };
            (level + STEP * missed).clamp(0.02, 0.995)
        };
        levels.middle = moved(levels.middle, 0.5, held.0);
        levels.upper = moved(levels.upper, 0.9, held.1).max(levels.middle);
    }
}

/// The quantile of sorted turns at `level`, in seconds.
pub fn quantile(sorted: &[f32], level: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
    let at = level * seconds_of(last);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the last")]
    let below = (at as usize).min(last);
    let above = (below + 1).min(last);
    let share = at - seconds_of(below);
    f64::from(sorted[below]) * (1.0 - share) + f64::from(sorted[above]) * share
}

fn seconds_of(place: usize) -> f64 {
    f64::from(u32::try_from(place).unwrap_or(u32::MAX))
}
