//! One file per screen.

pub mod cash;
pub mod counter;
pub mod counters;
pub mod desk;
pub mod dossier;
pub mod dossier_ages;
pub mod dossier_life;
pub mod dossier_step;
pub mod dossiers;
pub mod figures;
pub mod front;
pub mod papers;
pub mod place;
pub mod procedures;
pub mod queue;
pub mod queues;
pub mod receive;
pub mod search;
pub mod settings;
pub mod sign_in;
pub mod staffing;
mod staffing_table;
pub mod ticket;
