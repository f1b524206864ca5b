//! The screens: model, action, keymap, update, view.

pub mod input;
