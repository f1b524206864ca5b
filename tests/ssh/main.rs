//! Screens over SSH: real connections over loopback and over a socket file, with a client that may misbehave.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../engine/centre.rs"]
#[allow(dead_code, reason = "the engine's tests use more of it")]
mod centre;
mod client;
mod entrance;
mod gate;
mod hall;
mod kiosk;
mod line;
mod morning;
mod rating;
#[path = "../domain/reception.rs"]
mod reception;
mod roles;
mod seats;
mod sittings;
mod slow;
