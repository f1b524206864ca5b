//! Vietnamese text: one normal form, search without accents, columns on a screen, sentences.

pub mod age;
pub mod fold;
pub mod letters;
pub mod money;
pub mod nearest;
pub mod nfc;
pub mod table;
pub mod telex;
pub mod tenths;
pub mod width;
pub mod words;
