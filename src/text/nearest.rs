//! The known word that a mistyped one was probably meant to be.

/// Of a longer word so many letters are looked at.
const LONGEST: usize = 64;

/// The one of `known` nearest to `typed`, if any is near enough to be worth suggesting.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = typed.chars().count().min(LONGEST);
    within(typed, known, (length / 3).max(2))
}

/// The one of `known` nearest to `typed`, if so many letters lead there at most.
pub fn within<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>, enough: usize) -> Option<&'a str> {
    let typed: Vec<char> = typed.to_lowercase().chars().take(LONGEST).collect();
    let measured = known.into_iter().map(|word| (distance(&typed, &word.chars().collect::<Vec<_>>()), word));
    measured.filter(|(far, _)| *far <= enough).min_by_key(|(far, _)| *far).map(|(_, word)| word)
}

/// Letters to add, drop, change or swap with their neighbour to get from one word to the other.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut this = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let changed = last[column] + usize::from(letter != other);
            let mut least = changed.min(last[column + 1] + 1).min(this[column] + 1);
            let swapped = row > 0 && column > 0 && from[row - 1] == *other && *letter == to[column - 1];
            if swapped {
                least = least.min(before[column - 1] + 1);
            }
            this.push(least);
        }
        before = std::mem::replace(&mut last, this);
    }
    last[to.len()]
}
