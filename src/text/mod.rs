//! Vietnamese text: one normal form, search without accents, columns on a screen, sentences.

pub mod words;
