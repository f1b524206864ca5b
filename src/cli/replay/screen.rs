//! The screens of a past day in this terminal.

use super::Asked;
use crate::cli::answer::{DONE, Objection, Said};
use crate::cli::args::{Common, What};
use crate::cli::home::Home;
use crate::cli::open;
use crate::cli::replay::parcel::Parcel;
use crate::domain::replay::Timeline;
use crate::engine::clock::Clock;
use crate::session::local::sit_here;
use crate::session::pace::Rhythm;
use crate::session::replay::Onlooker;
use crate::session::{End, Wake};
use crate::text::words::{Sentence, Words};
use crate::tui::replay::Replay;
use crate::tui::theme::Theme;
use std::io::IsTerminal;
use std::sync::Arc;

/// Has the day brought here, and shows it until the person leaves.
///
/// # Errors
/// There is no terminal; what the hub, or the store, objects.
pub(in crate::cli) fn sit(asked: &Asked, common: &Common, home: &Home, words: &Words) -> Result<Said, Objection> {
    if !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
        return Err(Objection::own("no_screen", &[]));
    }
    let what = |file| What::Replay(Asked { through: Some(file), ..asked.clone() });
    let (said, parcel) = crate::cli::by_file(what, common, home, words, super::parcel::receive)?;
    if said.exit != DONE {
        return Ok(said);
    }
    let parcel = parcel.ok_or_else(|| Objection::own("garbled", &[]))?;
    show(parcel, home, words)
}

fn show(parcel: Parcel, home: &Home, words: &Words) -> Result<Said, Objection> {
    let stopped_by = |why: &dyn std::fmt::Display| Objection::own("stopped_by", &[("why", why)]);
    let (book, ..) = open::look_up(home, words);
    let Parcel { day, start, events, people, told, dossier, count, moment, until, language } = parcel;
    let people = people.into_iter().map(|(id, person)| (id, Arc::new(person))).collect();
    let mut replay = Replay::new(Timeline::new(start, day, events), (count, moment), told, book, people, until);
    if let Some(code) = dossier {
        replay.open_dossier(code);
    }
    let clock = Clock::paced(moment, 0);
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let theme = if plain { Theme::plain() } else { Theme::ansi() };
    let mut onlooker = Onlooker::new(replay, clock.clone(), Words::of(language), theme);
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| stopped_by(&error))?;
    let seated = runtime.block_on(sit_here(&mut onlooker, &Wake::default(), &clock, Rhythm::DESK));
    runtime.shutdown_background();
    let end = seated.map_err(|error| stopped_by(&words.fill(error.key(), &[])))?;
    match end {
        End::Asked | End::Told | End::Gone | End::Stalled => Ok(Said::default()),
    }
}
