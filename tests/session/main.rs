//! A person at a screen: what comes in, what goes out, and when.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod attached;
mod backend;
#[path = "../engine/centre.rs"]
#[allow(dead_code, reason = "the engine's tests use more of it")]
mod centre;
mod desk;
mod display;
mod framer;
mod input;
mod pace;
#[path = "../domain/reception.rs"]
mod reception;
mod seat;
mod stage;
mod streams;
mod wedge;
