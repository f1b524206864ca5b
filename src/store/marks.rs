//! Which dossiers of a block have something: a few are kept as numbers, many as one bit for each.

/// Dossiers in a block.
pub const BLOCK: u32 = 1 << 16;
const WORDS: usize = BLOCK as usize / 64;
const BITMAP: usize = BLOCK as usize / 8;

/// The dossiers of one block that have something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks(Vec<u64>);

impl Marks {
    /// None.
    pub fn none() -> Self {
        Self(vec![0; WORDS])
    }

    /// As they were kept.
    pub fn read(bytes: &[u8]) -> Self {
        let mut marks = Self::none();
        marks.add(bytes);
        marks
    }

    /// Those that were kept, too.
    pub fn add(&mut self, bytes: &[u8]) {
        if bytes.len() == BITMAP {
            for (word, chunk) in self.0.iter_mut().zip(bytes.as_chunks::<8>().0) {
                *word |= u64::from_le_bytes(*chunk);
            }
        } else {
            for place in bytes.as_chunks::<2>().0 {
                self.set(u32::from(u16::from_le_bytes(*place)), true);
            }
        }
    }

    /// As they are kept.
    pub fn bytes(&self) -> Vec<u8> {
        let count: u32 = self.0.iter().map(|word| word.count_ones()).sum();
        if count as usize * 2 >= BITMAP {
            return self.0.iter().flat_map(|word| word.to_le_bytes()).collect();
        }
        let mut places: Vec<u32> = self.newest_first().collect();
        places.reverse();
        places.into_iter().filter_map(|place| u16::try_from(place).ok()).flat_map(u16::to_le_bytes).collect()
    }

    /// This one, or no longer.
    pub fn set(&mut self, place: u32, on: bool) {
        let (word, bit) = (place as usize / 64 % WORDS, 1 << (place % 64));
        if on {
            self.0[word] |= bit;
        } else {
            self.0[word] &= !bit;
        }
    }

    /// Only those that `other` has too.
    pub fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine &= theirs);
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// From the last one to the first.
    pub fn newest_first(&self) -> impl Iterator<Item = u32> + '_ {
        // Most have a few marks only: words without any cost next to nothing.
        (0..BLOCK / 64).rev().filter(|at| self.0[*at as usize] != 0).flat_map(|at| {
            let bits = self.0[at as usize];
            (0..64).rev().filter(move |bit| bits >> bit & 1 == 1).map(move |bit| at * 64 + bit)
        })
    }
}
