//! `motcua demo`: the busiest morning of the scenarios, live in this terminal, and nothing of it kept.

use super::answer::{Objection, Said};
use super::args::Common;
use super::hub;
use super::simulate::{broken, built_in};
use crate::domain::ids::{CounterId, OfficerId};
use crate::engine::clock::Clock;
use crate::session::desk::Desk;
use crate::session::display::Viewer;
use crate::session::local::sit_here;
use crate::session::log::{self, Log};
use crate::session::pace::Rhythm;
use crate::session::pins::Pins;
use crate::session::stage::Stage;
use crate::session::{End, Wake};
use crate::simulation::house::{House, midnight, settings, weekday};
use crate::simulation::play::Play;
use crate::simulation::run::FIRST;
use crate::simulation::workload::{Workload, paces};
use crate::simulation::{Broken, place};
use crate::text::words::{Sentence, Words};
use crate::tui::displays::Kind;
use crate::tui::theme::Theme;
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The busiest scenario that is built in, on its busiest day, and a seed with a full hall at eight.
const BUSIEST: &str = "tet";
const MONDAY: usize = 0;
const SEED: u64 = 1;
/// When the person sits down, in seconds from midnight: the hall is full by then.
const BEGINS_S: i64 = 8 * 3600;
/// How often it is looked whether something happens.
const LOOK: Duration = Duration::from_millis(20);

/// Tells the play that it is over, however the sitting ends.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Plays until the person leaves.
///
/// # Errors
/// There is no terminal; there is no room for the centre; the system's error.
pub(super) fn run(common: &Common, words: &Words) -> Result<Said, Objection> {
    if !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
        return Err(Objection::own("no_screen", &[]));
    }
    let mut scenario = built_in(BUSIEST, words)?;
    scenario.weekday = Some(MONDAY);
    let first = FIRST.unwrap_or_default();
    let clock = Clock::paced(midnight(first), 0);
    let stop = hub::stop_signal()?;
    place::clear();
    let house = House::new(&scenario, clock.clone(), words).map_err(broken)?;
    let day = house.day_from(&scenario, first);
    clock.set(midnight(day));
    let (workload, paces) = (Workload::draw(&scenario, SEED, 0, weekday(day)), paces(&scenario, SEED));
    let mut play = Play::new(&scenario, (&workload, &paces), (&house.hub, &clock), day, words);
    let begins = midnight(day).plus(BEGINS_S);
    match play.run_until(begins, &|| stop.load(Ordering::Relaxed)) {
        // Nothing was shown yet, and nothing is kept.
        Err(Broken::Stopped) => return Ok(Said::default()),
        played => played.map_err(broken)?,
    }
    clock.set(begins);
    let other_s = settings(&scenario, words.language()).equipment.kiosk.visit_s;
    house.hub.start_forecasts(other_s)?;
    play.share();
    let by_hand = Arc::new(AtomicBool::new(false));
    let over = AtomicBool::new(false);
    let seated = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                play.leave_to_hand(0, by_hand.load(Ordering::Relaxed));
                let now = clock.now();
                // A centre that is gone is seen at the desk.
                if play.step(now).is_err() {
                    return;
                }
                std::thread::sleep(LOOK);
            }
        });
        let _ends = Ends(&over);
        sit(&house, &clock, &by_hand, common, words)
    });
    match seated? {
        End::Asked | End::Told | End::Gone | End::Stalled => Ok(Said::default()),
    }
}

fn sit(
    house: &House,
    clock: &Clock,
    by_hand: &Arc<AtomicBool>,
    common: &Common,
    words: &Words,
) -> Result<End, Objection> {
    let stopped_by = |why: &dyn std::fmt::Display| Objection::own("stopped_by", &[("why", why)]);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| stopped_by(&error))?;
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let theme = || if plain { Theme::plain() } else { Theme::ansi() };
    let language = common.lang.unwrap_or_default();
    let wake = Wake::default();
    let seated = runtime.block_on(async {
        let hub = house.hub.clone();
        let mut desk = Desk::new(
            hub.clone(),
            language,
            theme(),
            &wake,
            Pins::new(Log::new(house.dir().join(log::FILE), clock.clone())),
            None,
        );
        desk.begin(Some(CounterId(1)), Some(OfficerId(1)), None);
        let wall = Viewer::new(Kind::Wall, hub, language, theme(), &wake);
        let mut stage = Stage::new(desk, wall, clock.clone(), Arc::clone(by_hand), Words::of(language), theme());
        sit_here(&mut stage, &wake, clock, Rhythm::DESK).await
    });
    runtime.shutdown_background();
    seated.map_err(|error| stopped_by(&words.fill(error.key(), &[])))
}
