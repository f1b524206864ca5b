//! The screens, as pure functions of what is published.
//!
//! ```text
//! Input ─ keymap(context) ─▶ Action ─ update ─▶ Model' + [Effect]        Published ─ view ─▶ cells
//! ```
//!
//! A [`Model`](model::Model) is what one session remembers: which screen, what is selected, what was typed. Everything
//! about the centre is read from [`Published`](crate::domain::published::Published) at the moment of drawing. The only
//! way out is an [`Effect`](effect::Effect). Nothing here asks what time it is.

pub mod action;
pub mod displays;
mod drafts;
pub mod effect;
pub mod input;
pub mod keymap;
mod keyplaces;
pub mod model;
mod pages;
mod parts;
mod reason;
pub mod replay;
mod scene;
mod screens;
mod seat;
mod seen;
pub mod settle;
mod sight;
mod tell;
pub mod theme;
pub mod update;
pub mod view;
pub mod wedge;
