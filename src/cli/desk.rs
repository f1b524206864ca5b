//! The hub and the desk together at this PC's own terminal: what `motcua` alone opens.

use super::answer::{Objection, Said};
use super::args::Common;
use super::home::Home;
use super::{open, wire};
use crate::engine::clock::Clock;
use crate::session::desk::Desk;
use crate::session::local::sit_here;
use crate::session::pace::Rhythm;
use crate::session::{End, Wake};
use crate::text::words::{Sentence, Words};
use crate::tui::theme::Theme;

/// Seats somebody at the desk until she leaves, with the hub running behind it.
///
/// # Errors
/// Another process holds the store; there is no centre; the store is damaged; there is no terminal.
pub(super) fn sit(home: &Home, clock: &Clock, common: &Common, words: &Words) -> Result<Said, Objection> {
    let opened = open::open(home, clock, words, open::Stay::Long)?;
    let listening = wire::listen(home, &opened.hub)?;
    let language = common.lang.unwrap_or(opened.hub.now_published().state.centre.language);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Objection::own("stopped_by", &[("why", &error)]))?;
    let wake = Wake::default();
    // An empty value means colours are wanted (no-color.org).
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let theme = if plain { Theme::plain() } else { Theme::ansi() };
    let clock = clock.clone();
    let warnings: Vec<String> = opened.troubles.iter().map(|trouble| trouble.warning(false, words)).collect();
    let seated = runtime.block_on(async {
        let mut desk = Desk::new(opened.hub.clone(), language, theme, &wake, &warnings);
        sit_here(&mut desk, &wake, move || clock.now(), Rhythm::DESK).await
    });
    drop(listening);
    opened.hub.stop();
    runtime.shutdown_background();
    let mut said = Said::default();
    for trouble in &opened.troubles {
        said.stderr.push_str(&trouble.warning(common.json, words));
    }
    match seated {
        Ok(End::Asked | End::Told | End::Gone | End::Stalled) => Ok(said),
        Err(error) => {
            let why = words.fill(error.key(), &[]);
            Err(Objection::own("stopped_by", &[("why", &why)]))
        }
    }
}
