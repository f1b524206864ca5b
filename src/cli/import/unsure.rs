//! Rows whose due time was reckoned here though the days off of that year are not known.

use super::super::due::unsure_json;
use crate::domain::calendar::{Unsure, show_moment};
use crate::domain::time::Timestamp;
use crate::text::words::Words;
use serde_json::{Value, json};

/// A row whose due time was reckoned here in a year whose days off are not known.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReckonedUnsure {
    pub(super) row: usize,
    /// As it was reckoned.
    pub(super) due: Timestamp,
    /// Why it is a forecast.
    pub(super) unsure: Unsure,
}

impl ReckonedUnsure {
    /// With its place.
    pub(super) fn line(self, words: &Words) -> String {
        let (row, due, year) = (self.row.to_string(), show_moment(self.due, words), self.unsure.year().to_string());
        words.fill("import.reckoned_unsure", &[("row", &row), ("due", &due), ("year", &year)])
    }

    /// For programs.
    pub(super) fn json(self) -> Value {
        json!({ "row": self.row, "due": self.due.to_string(), "unsure": unsure_json(self.unsure) })
    }
}
