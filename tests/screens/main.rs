//! Screens drawn into memory: what they show, what keys do, that nothing makes them panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod agencies;
mod answers;
mod any_key;
mod cash;
mod correcting;
mod displays;
mod drafts;
mod expected;
mod flows;
mod forms;
mod gives_way;
mod keys;
mod kiosk;
mod lookups;
mod menus;
mod office;
mod owing;
mod papers_again;
mod pictures;
mod rating;
mod receive;
#[path = "../domain/reception.rs"]
mod reception;
mod replay;
mod roles;
mod scan;
mod settings;
mod staffing;
mod steps;
mod typing;
