//! The rules of the pure core.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod asked_first;
mod attention;
mod calendar;
mod day;
mod display;
mod due;
mod elsewhere;
mod erasing;
mod figures;
mod given_back;
mod invariants;
mod lateness;
mod law;
mod legs;
mod life;
mod life_properties;
mod money;
mod naming;
mod naming_address;
mod naming_strangers;
mod people;
mod place;
mod procedures;
mod reach;
mod reception;
mod replay;
mod rights;
mod scenarios;
mod settings;
mod staffing;
mod taken_back;
mod telex;
mod text;
mod waits;
mod worklist;
