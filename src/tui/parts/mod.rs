//! Pieces that screens are made of.

pub mod age;
pub mod big;
pub mod confirm;
pub mod expect;
pub mod field;
pub mod finder;
pub mod float;
pub mod hints;
pub mod label;
pub mod letters;
pub mod list;
pub mod menu;
pub mod note;
pub mod sections;
pub mod sheet;
pub mod ticks;
pub mod toast;
pub mod turning;
