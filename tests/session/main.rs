//! A person at a screen: what comes in, what goes out, and when.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod backend;
mod framer;
mod input;
mod pace;
mod seat;
mod streams;
