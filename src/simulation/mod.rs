//! Virtual days: a scenario, the people of its days, and the real engine and store under them on a virtual clock.
//!
//! Everything is drawn from a seed: the same seed gives the same days, to the byte. Nothing is kept unless somebody asks for it.

mod counter;
mod explained;
pub mod figures;
mod happening;
pub mod house;
pub mod length;
pub mod place;
pub mod play;
mod read;
mod read_people;
pub mod run;
pub mod scenario;
pub mod workload;

pub use house::Broken;
