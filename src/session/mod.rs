//! A person at a screen: bytes in, frames out.

pub mod backend;
mod compose;
pub mod framer;
pub mod input;
pub mod page;
mod paste;
pub mod pen;
