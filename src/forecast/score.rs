//! How good forecasts were: errors of the middle, coverage of the ranges, and the price of both.

use serde::Serialize;

/// One forecast beside what came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// The middle that was said, in seconds.
    pub middle_s: f64,
    /// The upper end that was said, in seconds.
    pub upper_s: f64,
    /// What came, in seconds.
    pub true_s: f64,
    /// Continuous ranked probability score, in seconds: of the paths, of a figure with the spread of its errors, or of a
    /// single figure, of which it is the error.
    pub crps_s: f64,
}

/// Figures of many forecasts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Score {
    /// How many.
    pub scored: u32,
    /// Mean absolute error of the middle.
    pub mae_s: f64,
    /// Root of the mean squared error of the middle.
    pub rmse_s: f64,
    /// Mean of middle less truth.
    pub bias_s: f64,
    /// Share of waits that were at most the middle.
    pub cover_p50: f64,
    /// Share of waits that were at most the upper end.
    pub cover_p90: f64,
    /// Pinball loss of the middle.
    pub pinball_50_s: f64,
    /// Pinball loss of the upper end.
    pub pinball_90_s: f64,
    /// Mean continuous ranked probability score.
    pub crps_s: f64,
}

impl Score {
    /// The figures of `outcomes`; all zero without any.
    pub fn of(outcomes: &[Outcome]) -> Self {
        let scored = u32::try_from(outcomes.len()).unwrap_or(u32::MAX);
        if scored == 0 {
            return Self::default();
        }
        let mean = |of: &dyn Fn(&Outcome) -> f64| outcomes.iter().map(of).sum::<f64>() / f64::from(scored);
        Self {
            scored,
            mae_s: mean(&|one| (one.middle_s - one.true_s).abs()),
            rmse_s: mean(&|one| (one.middle_s - one.true_s).powi(2)).sqrt(),
            bias_s: mean(&|one| one.middle_s - one.true_s),
            cover_p50: mean(&|one| f64::from(u8::from(one.true_s <= one.middle_s))),
            cover_p90: mean(&|one| f64::from(u8::from(one.true_s <= one.upper_s))),
            pinball_50_s: mean(&|one| pinball(one.middle_s, one.true_s, 0.5)),
            pinball_90_s: mean(&|one| pinball(one.upper_s, one.true_s, 0.9)),
            crps_s: mean(&|one| one.crps_s),
        }
    }
}

/// Pinball loss of `said` as the `level` quantile.
pub fn pinball(said: f64, came: f64, level: f64) -> f64 {
    if came >= said { level * (came - said) } else { (1.0 - level) * (said - came) }
}

/// Continuous ranked probability score of sorted draws.
pub fn crps(sorted: &[f32], came: f64) -> f64 {
    let count = f64::from(u32::try_from(sorted.len()).unwrap_or(u32::MAX));
    let off = sorted.iter().map(|one| (f64::from(*one) - came).abs()).sum::<f64>() / count;
    let mut rank = 0.0;
    let spread = sorted.iter().map(|one| {
        rank += 1.0;
        (2.0 * rank - count - 1.0) * f64::from(*one)
    });
    off - spread.sum::<f64>() / (count * count)
}
