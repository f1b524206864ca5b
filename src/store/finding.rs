//! Words to dossiers, on disk, so that any words of a question are answered from the newest dossier back without ever
//! reading all of them.
//!
//! Dossiers are counted in the order they were received. [`BLOCK`] of them after each other are a block; for each block
//! and each beginning of a word in it there is one row with a mark for each dossier that has such a word. A question
//! takes one row for each of its words and block and keeps the marks that all of them have, so the commonest word costs
//! as much as the rarest. Beginnings of up to [`SHORT`] letters have rows of their own; what is longer is read from the
//! whole words that begin so, of which a block has few. Telephones and ID numbers are as many as the dossiers, so many
//! of them share a row.
//!
//! | room | key | value |
//! |---|---|---|
//! | `F` | block u32 BE, 0, beginning of a word | marks |
//! | `F` | block u32 BE, 1, whole word longer than that | marks |
//! | `F` | block u32 BE, 2 or 3, first digits of a long number | the other digits, and marks, grouped |
//! | `N` | dossier's number / 128, u32 BE | the codes of 128 dossiers, one a line |

use super::error::StoreError;
use super::grouped::{self, Groups};
use super::keyed::{Keyed, Room, Rows};
use super::marks::{BLOCK, Marks};
use crate::domain::dossier::Dossier;
use crate::domain::ids::DossierCode;
use crate::domain::person::Person;
use crate::text::fold::fold;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Letters of the longest beginning that has a row of its own.
const SHORT: usize = 4;
/// A beginning of a word.
const BEGINNING: u8 = 0;
/// A whole word.
const WHOLE: u8 = 1;
/// Numbers of seven to ten digits, most of them telephones, by their first digits.
const PHONES: u8 = 2;
const PHONE_GROUP: usize = 4;
/// Longer ones, most of them ID numbers: a province, a sex and a year of birth have many people.
const NUMBERS: u8 = 3;
const NUMBER_GROUP: usize = 6;
/// Digits of the longest number that is a word like others: days and counts come again and again.
const COMMON: usize = 6;
/// Letters of a word that count; no name, number or code has more.
const LONGEST: usize = 40;
/// Whole words under one beginning that are read in a block, at most. Only made-up data has more.
const ALIKE: usize = 4096;
/// Codes in a row.
const CODES: u32 = 128;
/// Digits of the shortest number that may have been typed in groups.
const GROUPED: usize = 9;

/// Changes to the index that gather until they are put.
#[derive(Debug, Default)]
pub struct Gathered {
    marks: BTreeMap<Vec<u8>, Marks>,
    codes: BTreeMap<u32, Vec<String>>,
    next: Option<u32>,
}

impl Gathered {
    /// Counts a dossier that is new, and answers its number.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn count(&mut self, keyed: &Keyed, code: &DossierCode) -> Result<u32, StoreError> {
        let number = match self.next {
            Some(next) => next,
            None => counted(keyed)?,
        };
        let row = number / CODES;
        let codes = match self.codes.entry(row) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(free) => free.insert(codes(keyed, row)?),
        };
        codes.push(code.0.clone());
        self.next = Some(number + 1);
        Ok(number)
    }

    /// From now on the dossier is found by `words`, or no longer.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn mark(
        &mut self,
        keyed: &Keyed,
        groups: &mut Groups,
        number: u32,
        words: &BTreeSet<String>,
        on: bool,
    ) -> Result<(), StoreError> {
        let (block, place) = (number / BLOCK, number % BLOCK);
        for key in keys(block, words) {
            let marks = match self.marks.entry(key) {
                Entry::Occupied(there) => there.into_mut(),
                Entry::Vacant(free) => {
                    let there = keyed.get(Room::Find, free.key())?;
                    free.insert(there.map_or_else(Marks::none, |bytes| Marks::read(&bytes)))
                }
            };
            marks.set(place, on);
        }
        for (kind, first, rest) in words.iter().filter_map(|word| grouping(word)) {
            let group = groups.of(keyed, Room::Find, key(block, kind, first))?;
            let mut marks = group.get(rest.as_bytes()).map_or_else(Marks::none, |bytes| Marks::read(bytes));
            marks.set(place, on);
            if marks.is_empty() {
                group.remove(rest.as_bytes());
            } else {
                group.insert(rest.as_bytes().to_vec(), marks.bytes());
            }
        }
        Ok(())
    }

    /// About how many bytes will be written.
    pub fn bytes(&self) -> usize {
        // Most rows have a few dossiers.
        self.marks.len() * 64
    }

    /// Moves everything into `rows`.
    pub fn put(&mut self, rows: &mut Rows) {
        for (key, marks) in std::mem::take(&mut self.marks) {
            if marks.is_empty() {
                rows.unset(Room::Find, &key);
            } else {
                rows.set(Room::Find, &key, &marks.bytes());
            }
        }
        for (row, codes) in std::mem::take(&mut self.codes) {
            rows.set(Room::Numbered, &row.to_be_bytes(), codes.join("\n").as_bytes());
        }
    }
}

/// How many dossiers were counted.
fn counted(keyed: &Keyed) -> Result<u32, StoreError> {
    let Some(last) = keyed.last_until(Room::Numbered, &[0xff; 5])? else { return Ok(0) };
    let Some(row) = last.first_chunk().map(|row| u32::from_be_bytes(*row)) else { return Ok(0) };
    let codes = u32::try_from(codes(keyed, row)?.len()).unwrap_or(CODES);
    Ok(row * CODES + codes)
}

fn codes(keyed: &Keyed, row: u32) -> Result<Vec<String>, StoreError> {
    let bytes = keyed.get(Room::Numbered, &row.to_be_bytes())?.unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect())
}

fn key(block: u32, kind: u8, word: &str) -> Vec<u8> {
    let mut key = block.to_be_bytes().to_vec();
    key.push(kind);
    key.extend_from_slice(word.as_bytes());
    key
}

/// The rows of words and their beginnings; what is grouped is not among them.
fn keys(block: u32, words: &BTreeSet<String>) -> BTreeSet<Vec<u8>> {
    let mut keys = BTreeSet::new();
    for word in words {
        let ends = word.char_indices().map(|(at, letter)| at + letter.len_utf8());
        keys.extend(ends.take(SHORT).map(|end| key(block, BEGINNING, &word[..end])));
        if word.chars().count() > SHORT && grouping(word).is_none() {
            keys.insert(key(block, WHOLE, word));
        }
    }
    keys
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The kind of group that a word is in, the digits that the group has in common, and the others.
fn grouping(word: &str) -> Option<(u8, &str, &str)> {
    if !is_number(word) || word.len() <= COMMON {
        return None;
    }
    let (kind, first) = if word.len() <= 10 { (PHONES, PHONE_GROUP) } else { (NUMBERS, NUMBER_GROUP) };
    Some((kind, &word[..first], &word[first..]))
}

/// Codes of the dossiers that have, for each word of `query`, a word that begins with it, and that `wanted` agrees to;
/// newest first, at most `limit`.
///
/// # Errors
/// [`StoreError::Keyed`].
pub fn find(
    keyed: &Keyed,
    query: &str,
    limit: usize,
    wanted: &dyn Fn(&DossierCode) -> bool,
) -> Result<Vec<DossierCode>, StoreError> {
    if let Some(number) = grouped(query) {
        let found = with_all(keyed, &BTreeSet::from([number]), limit, wanted)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    with_all(keyed, &split(query).collect(), limit, wanted)
}

fn with_all(
    keyed: &Keyed,
    words: &BTreeSet<String>,
    limit: usize,
    wanted: &dyn Fn(&DossierCode) -> bool,
) -> Result<Vec<DossierCode>, StoreError> {
    // Whoever has a word that begins with the longer one has it for the shorter one too.
    let covered = |word: &&String| !words.iter().any(|other| other != *word && other.starts_with(word.as_str()));
    let mut words: Vec<&String> = words.iter().filter(covered).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut found = Vec::new();
    let total = counted(keyed)?;
    if words.is_empty() || total == 0 {
        return Ok(found);
    }
    let mut row: Option<(u32, Vec<String>)> = None;
    for block in (0..=(total - 1) / BLOCK).rev() {
        for place in in_block(keyed, block, &words)?.newest_first() {
            if found.len() == limit {
                return Ok(found);
            }
            let number = block * BLOCK + place;
            let of = number / CODES;
            let codes = match row.take() {
                Some((known, codes)) if known == of => codes,
                _ => codes(keyed, of)?,
            };
            let code = codes.get((number % CODES) as usize).map(|code| DossierCode(code.clone()));
            found.extend(code.filter(wanted));
            row = Some((of, codes));
        }
    }
    Ok(found)
}

/// Those of one block that have all the words.
fn in_block(keyed: &Keyed, block: u32, words: &[&String]) -> Result<Marks, StoreError> {
    let mut all: Option<Marks> = None;
    for word in words {
        let marks = having(keyed, block, word)?;
        let kept = match all.take() {
            None => marks,
            Some(mut all) => {
                all.keep(&marks);
                all
            }
        };
        if kept.is_empty() {
            return Ok(kept);
        }
        all = Some(kept);
    }
    Ok(all.unwrap_or_else(Marks::none))
}

fn having(keyed: &Keyed, block: u32, word: &str) -> Result<Marks, StoreError> {
    if word.chars().count() <= SHORT {
        let row = keyed.get(Room::Find, &key(block, BEGINNING, word))?;
        return Ok(row.map_or_else(Marks::none, |bytes| Marks::read(&bytes)));
    }
    let (mut marks, mut left, is_number) = (Marks::none(), ALIKE, is_number(word));
    if !is_number || word.len() <= COMMON {
        keyed.scan(Room::Find, &key(block, WHOLE, word), |_, bytes| {
            marks.add(bytes);
            left -= 1;
            left > 0
        })?;
    }
    if is_number {
        add_numbers(keyed, block, word, &mut marks)?;
    }
    Ok(marks)
}

/// Those whose telephone or ID number begins so: five digits at least.
fn add_numbers(keyed: &Keyed, block: u32, word: &str, marks: &mut Marks) -> Result<(), StoreError> {
    let (first, more) = word.split_at(PHONE_GROUP);
    grouped::visit(keyed, Room::Find, &key(block, PHONES, first), |rest, bytes| {
        if rest.starts_with(more.as_bytes()) {
            marks.add(bytes);
        }
    })?;
    let (first, more) = word.split_at(NUMBER_GROUP.min(word.len()));
    keyed.scan(Room::Find, &key(block, NUMBERS, first), |_, row| {
        grouped::walk(row, |rest, bytes| {
            if rest.starts_with(more.as_bytes()) {
                marks.add(bytes);
            }
        });
        true
    })
}

/// The words by which a dossier is found: of its codes, its procedure's name and code, and its applicant's name, phone,
/// ID number, hamlet and former commune.
pub fn words(person: Option<&Person>, dossier: &Dossier) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = split(&dossier.code.0).collect();
    found.extend(dossier.foreign.iter().flat_map(|code| split(code)));
    found.extend(split(&dossier.procedure_name));
    found.extend(split(&dossier.procedure));
    if let Some(person) = person {
        for text in [&person.name, &person.phone, &person.id_number, &person.hamlet, &person.former_commune] {
            found.extend(split(text));
        }
    }
    found
}

/// The folded words of a text; a phone number with the country's prefix begins with 0 as at home.
fn split(text: &str) -> impl Iterator<Item = String> + use<> {
    let home = text.trim().strip_prefix("+84").map(|rest| format!("0{}", rest.trim_start_matches([' ', '.', '-'])));
    let folded = fold(home.as_deref().unwrap_or(text));
    let words: Vec<String> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(LONGEST).collect())
        .collect();
    words.into_iter()
}

/// A phone or ID number that was typed in groups (`0912 345 678`), as one word.
fn grouped(query: &str) -> Option<String> {
    let words: Vec<String> = split(query).collect();
    let digits = words.concat();
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    (words.len() > 1 && is_number && digits.len() >= GROUPED).then_some(digits)
}
