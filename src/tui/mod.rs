//! The screens: model, action, keymap, update, view.
