//! The hub and the desk in one process: what `motcua` alone does.

use super::answer::{Objection, Said};
use super::args::Common;
use super::home::Home;
use super::{doors, open, wire};
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
    let mut opened = open::open(home, clock, words, open::Stay::Long)?;
    let listening =
        wire::listen(&home.of_hub(opened.at_start.clone()).with_drafts(opened.drafts.clone()), &opened.hub)?;
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
    let pins = doors::pins(home, &clock);
    let seated = runtime.block_on(async {
        let doors = match doors::open(home, &opened, &clock, &pins).await {
            Ok(opened) => Some(opened),
            Err(trouble) => {
                opened.troubles.push(trouble);
                None
            }
        };
        let warnings: Vec<String> =
            opened.troubles.iter().map(|trouble| trouble.warning(words).text().to_owned()).collect();
        let mut desk = Desk::new(opened.hub.clone(), language, theme, &wake, pins, None);
        desk.keep_settings(&opened.keeper);
        desk.make_papers(&opened.papers);
        desk.look_back(super::events::line);
        desk.keep_drafts_in(&opened.drafts);
        desk.serves(doors.as_ref().map(|doors| doors.attached.clone()).unwrap_or_default());
        desk.warn(&warnings);
        let seated = sit_here(&mut desk, &wake, &clock, Rhythm::DESK).await;
        if let Some(doors) = doors {
            doors.close().await;
        }
        seated
    });
    drop(listening);
    opened.drafts.close();
    opened.hub.stop();
    runtime.shutdown_background();
    let said = Said::default().warning(&opened.troubles, words);
    match seated {
        Ok(End::Asked | End::Told | End::Gone | End::Stalled) => Ok(said),
        Err(error) => {
            let why = words.fill(error.key(), &[]);
            Err(Objection::own("stopped_by", &[("why", &why)]))
        }
    }
}
