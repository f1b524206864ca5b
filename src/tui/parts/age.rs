//! How long ago, as all screens say it.

pub(in crate::tui) use crate::text::age::age;
