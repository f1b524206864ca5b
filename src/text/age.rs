//! How long ago, in words that change once a minute at most.

use super::words::Words;

const MINUTE_S: i64 = 60;
const HOUR_S: i64 = 60 * MINUTE_S;
const DAY_S: i64 = 24 * HOUR_S;

/// `12 phút`, `1 giờ 05 phút`, `3 ngày`.
pub fn age(seconds: i64, words: &Words) -> String {
    let seconds = seconds.max(0);
    if seconds < HOUR_S {
        return words.fill("desk.minutes", &[("n", &(seconds / MINUTE_S).to_string())]);
    }
    if seconds < DAY_S {
        let minutes = format!("{:02}", seconds % HOUR_S / MINUTE_S);
        return words.fill("desk.hours", &[("n", &(seconds / HOUR_S).to_string()), ("minutes", &minutes)]);
    }
    words.fill("desk.days", &[("n", &(seconds / DAY_S).to_string())])
}
