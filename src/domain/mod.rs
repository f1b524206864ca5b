//! The pure core: what the centre is, what may be asked of it, what then happened.
//!
//! [`decide`](decide::decide) holds all the rules and has no effects; [`apply`](apply::apply) holds no rules and
//! cannot fail. Time, ids and digests come in as arguments.

pub mod account;
pub mod apply;
pub mod arrivals;
pub mod attention;
pub mod book;
pub mod calendar;
pub mod card;
pub mod cash;
pub mod centre;
pub mod changes;
pub mod command;
pub mod counter;
pub mod decide;
pub mod display;
pub mod dossier;
pub mod event;
pub mod expected;
pub mod fees;
pub mod figures;
pub mod ids;
pub mod kiosk;
pub mod legs;
pub mod lost;
pub mod naming;
pub mod numbers;
pub mod person;
pub mod place;
pub mod procedure;
pub mod published;
pub mod queue;
pub mod rating;
pub mod refusal;
pub mod replay;
pub mod soundness;
pub mod staffing;
pub mod state;
pub mod ticket;
pub mod time;
pub mod track;
pub mod visit;
pub mod why;
pub mod worklist;
