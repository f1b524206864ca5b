//! The papers of a dossier, as PDF: a template that a centre may change, and values that fill its gaps.
//!
//! ```text
//! Receipt, Register, … ─ values ─▶ Values ┐
//!                       Form ─▶ Template ─┴ layout ─▶ Sheets of marks ─ pdf ─▶ bytes
//! ```
//!
//! What stands on a paper and in which order is the template's alone (`assets/forms`, read by
//! [`settings::form`](crate::settings::form)); the values are plain texts, dates and rows.

mod builtin;
mod fill;
mod fonts;
mod layout;
mod moves;
mod papers;
mod pdf;
mod send;
pub mod template;
mod terms;
mod text;
mod values;

pub use builtin::Form;
pub use fill::Matter;
pub use fonts::{Face, Fonts};
pub use layout::{COPY, Mark, Sheets, laid_out};
pub use papers::{
    Agency, Apology, Applicant, ControlSheet, Entry, Handover, Notice, Paper, Punctuality, Receipt, Refusal, Register,
    Stop, SupplementRequest,
};
pub use pdf::Unprintable;
pub use send::{NotSent, PATIENCE, send};
pub use template::Template;
pub use terms::Terms;
pub use text::{Part, Piece, Text, TextFault};
pub use values::{ROW, Rows, Values};

use crate::domain::time::Timestamp;
use crate::text::nfc::is_invisible;

/// The form as a PDF, made at `at`.
///
/// # Errors
/// See [`Unprintable`].
pub fn pdf(template: &Template, values: &Values, at: Timestamp) -> Result<Vec<u8>, Unprintable> {
    let fonts = Fonts::built_in().ok_or_else(|| Unprintable("fonts".to_owned()))?;
    let sheets = laid_out(template, values, &fonts);
    let title: String = template.title.filled(&|_| None, values).into_iter().map(|said| said.words).collect();
    pdf::written(&sheets, &title, at, &fonts)
}

/// How many letters that cannot be printed are named at most.
const MISSING_MAX: usize = 20;

/// The letters among `values` that the forms cannot print, each once, with spaces between; empty when there is none.
pub fn unprintable(values: &Values) -> String {
    let Some(fonts) = Fonts::built_in() else { return String::new() };
    let mut missing: Vec<String> = Vec::new();
    for letter in values.texts().flat_map(str::chars) {
        let shown = letter.to_string();
        let is_missing = !is_invisible(letter) && letter != '\u{FE0F}' && !fonts.has(Face::Regular, letter);
        if is_missing && missing.len() < MISSING_MAX && !missing.contains(&shown) {
            missing.push(shown);
        }
    }
    missing.join(" ")
}
