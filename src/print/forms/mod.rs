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
