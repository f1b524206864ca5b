//! One table of a settings file: takes values out of it and notes what is wrong with them, and where.

use super::fault::{Fault, Mistake, Takes};
use crate::text::nearest::nearest;
use crate::text::nfc::clean;
use std::ops::{Range, RangeInclusive};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The faults found so far, by their place in the file.
pub(crate) struct Faults<'a> {
    text: &'a str,
    found: Vec<(usize, Mistake)>,
}

impl<'a> Faults<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, found: Vec::new() }
    }

    pub(crate) fn at(&mut self, offset: usize, what: Mistake) {
        self.found.push((offset, what));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// How many there are so far: as many after reading a part as before it, and the part is sound.
    pub(crate) fn count(&self) -> usize {
        self.found.len()
    }

    /// In the order of the file, with their lines.
    pub(crate) fn in_order(mut self) -> Vec<Fault> {
        self.found.sort_by_key(|(offset, _)| *offset);
        let line = |offset: usize| 1 + self.text.bytes().take(offset).filter(|byte| *byte == b'\n').count();
        self.found.iter().map(|(offset, what)| Fault { line: line(*offset), what: what.clone() }).collect()
    }
}

/// A table and where it begins.
#[derive(Clone, Copy)]
pub(crate) struct Section<'a> {
    table: &'a DeTable<'a>,
    at: usize,
}

impl<'a> Section<'a> {
    pub(crate) fn new(table: &'a Spanned<DeTable<'a>>) -> Self {
        Self { table: table.get_ref(), at: table.span().start }
    }

    /// Where it begins in the file.
    pub(crate) fn offset(&self) -> usize {
        self.at
    }

    /// Notes every key that is not one of `known`.
    pub(crate) fn only(&self, known: &'static [&'static str], faults: &mut Faults<'_>) {
        for key in self.table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let typed = clean(key.get_ref()).chars().take(64).collect::<String>();
            let nearest = nearest(&typed, known.iter().copied());
            faults.at(key.span().start, Mistake::UnknownKey { key: typed, nearest });
        }
    }

    fn value(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.iter().find(|(name, _)| name.get_ref().as_ref() == key).map(|(_, value)| value)
    }

    /// Where the value of `key` stands; the section itself when it has none.
    pub(crate) fn place(&self, key: &str) -> usize {
        self.value(key).map_or(self.at, |value| value.span().start)
    }

    /// A text of at most `most` characters, cleaned. Empty is for [`some_text`](Self::some_text) to refuse.
    pub(crate) fn text(&self, key: &'static str, most: usize, faults: &mut Faults<'_>) -> Option<String> {
        let value = self.value(key)?;
        let Some(text) = as_text(value) else {
            faults.at(value.span().start, Mistake::WrongKind { key, takes: Takes::Text });
            return None;
        };
        let text = clean(text);
        if text.chars().count() > most {
            faults.at(value.span().start, Mistake::TooLong { key, most });
            return None;
        }
        Some(text)
    }

    /// A text that must be there and say something.
    pub(crate) fn some_text(&self, key: &'static str, most: usize, faults: &mut Faults<'_>) -> Option<String> {
        if self.value(key).is_none() {
            faults.at(self.at, Mistake::Missing(key));
            return None;
        }
        let text = self.text(key, most, faults)?;
        if text.is_empty() {
            faults.at(self.place(key), Mistake::Empty(key));
            return None;
        }
        Some(text)
    }

    /// A whole number within `range`.
    pub(crate) fn number(&self, key: &'static str, range: RangeInclusive<i64>, faults: &mut Faults<'_>) -> Option<i64> {
        let value = self.value(key)?;
        let DeValue::Integer(digits) = value.get_ref() else {
            faults.at(value.span().start, Mistake::WrongKind { key, takes: Takes::Number });
            return None;
        };
        // A number too long for the type is as much out of range as any other.
        match i64::from_str_radix(digits.as_str(), digits.radix()) {
            Ok(number) if range.contains(&number) => Some(number),
            _ => {
                let (least, most) = range.into_inner();
                faults.at(value.span().start, Mistake::OutOfRange { key, least, most });
                None
            }
        }
    }

    /// A number, whole or not, within `range`.
    pub(crate) fn decimal(
        &self,
        key: &'static str,
        range: RangeInclusive<i64>,
        faults: &mut Faults<'_>,
    ) -> Option<f64> {
        let value = self.value(key)?;
        let number = as_decimal(value);
        if number.is_none() {
            faults.at(value.span().start, Mistake::WrongKind { key, takes: Takes::Decimal });
        }
        within(number?, key, &range, value.span().start, faults)
    }

    /// A list of numbers, each within `range`.
    pub(crate) fn decimals(
        &self,
        key: &'static str,
        range: &RangeInclusive<i64>,
        faults: &mut Faults<'_>,
    ) -> Option<Vec<f64>> {
        let value = self.value(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            faults.at(value.span().start, Mistake::WrongKind { key, takes: Takes::Decimals });
            return None;
        };
        let mut list = Vec::new();
        for item in items {
            match as_decimal(item) {
                Some(number) => list.extend(within(number, key, range, item.span().start, faults)),
                None => faults.at(item.span().start, Mistake::WrongKind { key, takes: Takes::Decimals }),
            }
        }
        (list.len() == items.len()).then_some(list)
    }

    /// Whether `key` holds a whole number, within whatever range.
    pub(crate) fn has_number(&self, key: &str) -> bool {
        self.value(key).is_some_and(|value| matches!(value.get_ref(), DeValue::Integer(_)))
    }

    /// `true` or `false`.
    pub(crate) fn flag(&self, key: &'static str, faults: &mut Faults<'_>) -> Option<bool> {
        let value = self.value(key)?;
        if let DeValue::Boolean(flag) = value.get_ref() {
            return Some(*flag);
        }
        faults.at(value.span().start, Mistake::WrongKind { key, takes: Takes::Flag });
        None
    }

    /// Whether `key` holds this very text.
    pub(crate) fn says(&self, key: &str, text: &str) -> bool {
        self.value(key).and_then(as_text) == Some(text)
    }

    /// Whether `key` is there at all.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// Whether `key` holds a list.
    pub(crate) fn has_list(&self, key: &str) -> bool {
        self.value(key).is_some_and(|value| matches!(value.get_ref(), DeValue::Array(_)))
    }

    /// A list of texts, cleaned, each with its place.
    pub(crate) fn list(&self, key: &'static str, faults: &mut Faults<'_>) -> Option<Vec<(String, usize)>> {
        let value = self.value(key)?;
        let wrong = |faults: &mut Faults<'_>, span: Range<usize>| {
            faults.at(span.start, Mistake::WrongKind { key, takes: Takes::List });
        };
        let DeValue::Array(items) = value.get_ref() else {
            wrong(faults, value.span());
            return None;
        };
        let mut list = Vec::new();
        for item in items {
            match as_text(item) {
                Some(text) => list.push((clean(text), item.span().start)),
                None => wrong(faults, item.span()),
            }
        }
        Some(list)
    }

    /// The section of this name.
    pub(crate) fn section(&self, key: &'static str, faults: &mut Faults<'_>) -> Option<Section<'a>> {
        let found = self.peek(key);
        if found.is_none() && self.has(key) {
            faults.at(self.place(key), Mistake::WrongKind { key, takes: Takes::Section });
        }
        found
    }

    /// The same where what is wrong with it is told by another.
    pub(crate) fn peek(&self, key: &str) -> Option<Section<'a>> {
        let value = self.value(key)?;
        let DeValue::Table(table) = value.get_ref() else { return None };
        Some(Section { table, at: value.span().start })
    }

    /// The repeated sections of this name.
    pub(crate) fn sections(&self, key: &'static str, faults: &mut Faults<'_>) -> Option<Vec<Section<'a>>> {
        let value = self.value(key)?;
        let mut wrong = |at: usize| faults.at(at, Mistake::WrongKind { key, takes: Takes::Sections });
        let DeValue::Array(items) = value.get_ref() else {
            wrong(value.span().start);
            return None;
        };
        let mut sections = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::Table(table) => sections.push(Section { table, at: item.span().start }),
                _ => wrong(item.span().start),
            }
        }
        Some(sections)
    }
}

fn as_text<'a>(value: &'a Spanned<DeValue<'_>>) -> Option<&'a str> {
    match value.get_ref() {
        DeValue::String(text) => Some(text.as_ref()),
        _ => None,
    }
}

fn as_decimal(value: &Spanned<DeValue<'_>>) -> Option<f64> {
    match value.get_ref() {
        DeValue::Integer(digits) => i32::from_str_radix(digits.as_str(), digits.radix()).ok().map(f64::from),
        DeValue::Float(digits) => digits.as_str().parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

fn within(
    number: f64,
    key: &'static str,
    range: &RangeInclusive<i64>,
    at: usize,
    faults: &mut Faults<'_>,
) -> Option<f64> {
    let (least, most) = (*range.start(), *range.end());
    #[expect(clippy::cast_precision_loss, reason = "ranges of settings are small numbers")]
    let fits = (least as f64..=most as f64).contains(&number);
    if !fits {
        faults.at(at, Mistake::OutOfRange { key, least, most });
    }
    fits.then_some(number)
}
