//! A person at a screen: bytes in, frames out.

mod compose;
pub mod framer;
pub mod input;
mod paste;
