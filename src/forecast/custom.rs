//! What priority is worth in a log whose rule is not known: whether those who have it go before older ones, and by how
//! much. Learnt from each call as it happens.

use super::scene::Head;
use super::walk::seconds;
use crate::domain::time::Timestamp;
use crate::domain::visit::Visit;
use std::collections::VecDeque;

/// How many passes are remembered.
const REMEMBERED: usize = 300;
/// With fewer, nothing is said.
const ENOUGH: usize = 30;

/// The passes seen of late.
#[derive(Debug, Default)]
pub struct Custom {
    /// How much earlier the passed one had come, in seconds.
    gaps_s: VecDeque<i64>,
    /// Of those who might have passed, who did and who did not.
    passed: f64,
    kept: f64,
}

impl Custom {
    /// `visit` is called while `others` wait.
    pub fn called<'a>(&mut self, visit: &Visit, others: impl Iterator<Item = &'a Visit>) {
        let reach_s = self.reach_s();
        for other in others.filter(|other| other.service == visit.service) {
            let gap_s = |older: Timestamp, younger: Timestamp| Some(younger.since(older)).filter(|gap_s| *gap_s > 0);
            if other.class < visit.class {
                let Some(gap_s) = gap_s(other.arrival, visit.arrival) else { continue };
                self.passed += 1.0;
                self.gaps_s.push_back(gap_s);
            } else if other.class > visit.class {
                let Some(gap_s) = gap_s(visit.arrival, other.arrival) else { continue };
                self.kept += f64::from(u8::from(reach_s.is_some_and(|reach_s| gap_s < reach_s)));
            }
        }
        while self.gaps_s.len() > REMEMBERED {
            self.gaps_s.pop_front();
            let share = 1.0 - 1.0 / seconds(i64::try_from(REMEMBERED).unwrap_or(i64::MAX));
            self.passed *= share;
            self.kept *= share;
        }
    }

    /// The longest head start seen but for odd cases, in seconds.
    fn reach_s(&self) -> Option<i64> {
        if self.gaps_s.len() < ENOUGH {
            return None;
        }
        let mut gaps_s: Vec<i64> = self.gaps_s.iter().copied().collect();
        gaps_s.sort_unstable();
        gaps_s.get(gaps_s.len() * 19 / 20).copied()
    }

    /// What priority is worth; `None` where too little was seen.
    pub fn head(&self) -> Option<Head> {
        let start_s = self.reach_s()?;
        Some(Head { start_s, share: self.passed / (self.passed + self.kept).max(1.0) })
    }
}
