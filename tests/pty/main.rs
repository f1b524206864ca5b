//! The real program in a real terminal. What it costs is read from /proc, so on Linux only.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod actor;
mod centre;
mod demo;
mod faults;
mod first_run;
mod launcher;
mod local;
mod morning;
mod openssh;
mod replay;
mod screen;
mod smoke;
