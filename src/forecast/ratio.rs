//! What falls to one person, over groups of people, with its standard error: people of one group are alike, groups are
//! what is independent.

/// A mean per person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    /// The sums over the people, by how many they are.
    pub mean: f64,
    /// Its standard error, as that of a ratio of two sums over groups (Cochran, Sampling Techniques, 6.4); 0 with a single
    /// group, of which nothing is known.
    pub error: f64,
}

impl Ratio {
    /// Over `groups`, of each its sum and how many people it has; `None` without anybody.
    pub fn of(groups: &[(f64, f64)]) -> Option<Self> {
        let (sum, people) = groups.iter().fold((0.0, 0.0), |all, group| (all.0 + group.0, all.1 + group.1));
        if people <= 0.0 {
            return None;
        }
        let (mean, count) = (sum / people, f64::from(u32::try_from(groups.len()).unwrap_or(u32::MAX)));
        let off: f64 = groups.iter().map(|(sum, people)| (sum - mean * people).powi(2)).sum();
        let error = if count > 1.0 { (off / (count - 1.0) / count).sqrt() / (people / count) } else { 0.0 };
        Some(Self { mean, error })
    }
}
