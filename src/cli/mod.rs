//! The command line: one file per subcommand, every one answered by the running hub, or by one of this very process.

mod answer;
mod args;
mod attach;
pub mod away;
mod cash;
mod clock;
mod config;
mod counter;
mod counters;
mod demo;
mod desk;
mod doors;
mod dossier;
mod dossier_correct;
mod dossier_erase;
mod dossier_life;
mod dossier_list;
mod dossier_text;
mod due;
mod events;
mod export;
mod forecast;
mod form;
mod help;
mod holidays;
mod home;
mod hub;
mod import;
mod init;
pub mod kept;
mod keys;
mod library;
mod making;
mod office;
mod officer;
mod open;
mod paper;
mod parse;
mod pin;
mod procedures;
mod promises;
mod prompt;
mod queue;
mod rate;
mod register;
mod replay;
mod simulate;
mod staffing;
mod store;
mod sure;
mod ticket;
mod visits;
mod wire;
mod wording;

use crate::domain::account::Account;
use crate::domain::refusal::Refusal;
use crate::engine::clock::Clock;
use crate::report::Form;
use crate::store::StoreError;
use crate::text::words::Words;
use answer::{Objection, Said, Shown};
use args::{Arguments, Ask, Common, What};
use clap::FromArgMatches;
use home::Home;
use std::ffi::OsString;
use std::fs::File;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// How often, and how soon again, a store that another command has open is tried: commands take milliseconds.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(50);

/// Does what the arguments say and answers the exit status.
pub fn run(argv: Vec<OsString>) -> ExitCode {
    // Names, ID numbers and PINs are for the user of this account only, in every file that is made.
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    let words = Words::of(help::language(&argv));
    let json = argv.iter().any(|word| word == "--json");
    let said = match help::read(argv, &words).and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => obey(arguments, &words),
        Err(error) => help::wrong(&error, json, &words),
    };
    say(&said, json, &words)
}

fn obey(arguments: Arguments, words: &Words) -> Said {
    let Arguments { common, what } = arguments;
    let json = common.json;
    let told = Home::find(common.data.as_deref()).and_then(|home| match what {
        None => front_door(&common, &home, words),
        Some(what) => command(what, &common, &home, words),
    });
    told.unwrap_or_else(|objection| objection.said(json, words))
}

/// Without a subcommand: the centre is asked for if there is none, then the hub runs.
fn front_door(common: &Common, home: &Home, words: &Words) -> Result<Said, Objection> {
    let clock = clock(common);
    if !home.settings_path().exists() && !home.has_store() {
        if !std::io::stdin().is_terminal() {
            return Err(Objection::own("no_centre", &[("path", &home.dir().display())]));
        }
        let made = init::run(&init::Init::default(), home, &clock, words)?;
        say(&Said::of(Ok(made), common.json, words), common.json, words);
    }
    if !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
        return Err(Objection::own("no_screen", &[]));
    }
    desk::sit(home, &clock, common, words)
}

fn command(mut what: What, common: &Common, home: &Home, words: &Words) -> Result<Said, Objection> {
    let clock = clock(common);
    if let Some(counter) = rate::display(&what) {
        return attach::attach(&Account::Rate(counter).to_string(), home, &clock, common.lang, words);
    }
    let shown = match &mut what {
        What::Serve => {
            hub::serve(home, &clock, words, common.json, |said| {
                say(said, common.json, words);
            })?;
            return Ok(Said::default());
        }
        What::Desk => return attach::attach("desk", home, &clock, common.lang, words),
        What::Wall => return attach::attach("wall", home, &clock, common.lang, words),
        What::Board => return attach::attach("board", home, &clock, common.lang, words),
        What::Kiosk => return attach::attach("kiosk", home, &clock, common.lang, words),
        What::Door => return attach::door(home),
        What::Demo => return demo::run(common, words),
        What::Replay(asked) if !asked.text && !common.json => return replay::sit(asked, common, home, words),
        What::Init(init) => init::run(init, home, &clock, words),
        What::Completions { shell } => Ok(completions(*shell, words)),
        What::Man => manual(words),
        // Nobody can be asked which officer this is: the store may be damaged, or not there.
        What::Repair | What::Restore { .. } if common.officer.is_some() => Err(Refusal::AdministratorOnly.into()),
        What::Repair => store::repair(home, &clock, words),
        What::Restore { file } => store::restore(home, file, words),
        // Who belongs where is in the store.
        What::Config(config::Act::Check) if home.has_store() => {
            let here = asked(what.clone(), common, home, words);
            return here.or_else(|_| Ok(Said::of(config::check(home, words), common.json, words)));
        }
        What::Config(config::Act::Check) => config::check(home, words),
        What::Forecast(act) => forecast::run(act, words),
        What::Simulate(asked) => simulate::run(asked, &clock, words),
        What::Forms(act) => form::run(act, home, words),
        What::Export(export) if export.is_to_stdout() => return export_here(export.clone(), common, home, words),
        What::Register(asked) if asked.sheet.to.is_stdout() => {
            let what = |sheet| What::Register(asked.clone().on(sheet));
            return table_here(&asked.sheet, what, common, home, words);
        }
        What::Promises(asked) if asked.sheet.to.is_stdout() => {
            let what = |sheet| What::Promises(asked.clone().on(sheet));
            return table_here(&asked.sheet, what, common, home, words);
        }
        // The days that the centre set itself are in the store.
        What::Due(_) if home.has_store() => {
            return asked(what.clone(), common, home, words).or_else(|_| look_up(what, common, home, words));
        }
        What::Due(_) | What::Procedures { .. } => return look_up(what, common, home, words),
        What::Officer(act) => {
            act.enter_pin(words)?;
            return asked(what, common, home, words);
        }
        _ => return asked(what, common, home, words),
    };
    Ok(Said::of(shown, common.json, words))
}

fn clock(common: &Common) -> Clock {
    common.clock.map_or_else(Clock::system, Clock::starting_at)
}

fn ask(what: What, common: &Common) -> Result<Ask, Objection> {
    let here = Path::new(".");
    let from = std::env::current_dir().map_err(|error| Objection::file("unreadable", here, &error))?;
    let id = crate::engine::fresh_id();
    Ok(Ask { id, lang: common.lang, json: common.json, officer: common.officer, from, what })
}

/// Asks the hub that runs here; without one, opens the store for this one question. The question keeps its id: asked
/// again after a lost link, it is not done twice.
fn asked(what: What, common: &Common, home: &Home, words: &Words) -> Result<Said, Objection> {
    let ask = ask(what, common)?;
    for _ in 1..TRIES {
        if let wire::Reply::Said(said) = wire::ask(home, &ask)? {
            return Ok(said);
        }
        match here(&ask, common, home, words) {
            Err(Objection::Store(error)) if matches!(*error, StoreError::Locked { .. }) => std::thread::sleep(PAUSE),
            other => return other,
        }
    }
    here(&ask, common, home, words).map_err(|objection| unreachable_hub(objection, home))
}

/// Whoever holds the store for so long is a hub; one without its socket cannot be asked, and that is what to tell.
fn unreachable_hub(objection: Objection, home: &Home) -> Objection {
    match &objection {
        Objection::Store(error) if !home.socket_path().exists() => match &**error {
            StoreError::Locked { pid, .. } if !pid.is_empty() => {
                Objection::own("hub_deaf", &[("pid", pid), ("path", &home.socket_path().display())])
            }
            _ => objection,
        },
        _ => objection,
    }
}

fn here(ask: &Ask, common: &Common, home: &Home, words: &Words) -> Result<Said, Objection> {
    let opened = open::open(home, &clock(common), words, open::Stay::Short)?;
    let said = office::serve(ask, &opened.hub, home);
    opened.hub.stop();
    // The refusal says the same.
    let refused = said.exit == answer::REFUSED && opened.hub.reader().is_read_only();
    let told = |trouble: &&Objection| refused || told_by_itself(&ask.what, &said, trouble.name());
    let others: Vec<&Objection> = opened.troubles.iter().filter(|trouble| !told(trouble)).collect();
    Ok(said.warning(others, words))
}

/// Whether the answer itself tells of this trouble, or ends it: what was found at opening is old by then.
fn told_by_itself(what: &What, said: &Said, trouble: &str) -> bool {
    let done = said.exit == answer::DONE;
    match (what, trouble) {
        (_, clock::AHEAD) | (What::Config(config::Act::Reload), open::DIFFERS) => true,
        (What::Config(config::Act::Reload) | What::Import(import::Act::Holidays { .. }), library::HOLIDAYS_BROKEN)
        | (
            What::Config(config::Act::Reload) | What::Import(import::Act::Procedures { .. }),
            library::PROCEDURES_ROWS,
        ) => done,
        _ => false,
    }
}

/// What only looks things up asks the hub if one runs, and needs no store otherwise.
fn look_up(what: What, common: &Common, home: &Home, words: &Words) -> Result<Said, Objection> {
    let ask = ask(what, common)?;
    if let wire::Reply::Said(said) = wire::ask(home, &ask)? {
        return Ok(said);
    }
    let (book, language, troubles) = open::look_up(home, words);
    let words = Words::of(common.lang.or(language).unwrap_or_default());
    let shown = match &ask.what {
        What::Due(question) => due::run(question, &book, clock(common).now(), &words),
        What::Procedures { search, most } => Ok(procedures::run(&book.catalogue, search, *most, &words)),
        _ => Err(Objection::own("garbled", &[])),
    };
    Ok(Said::of(shown, common.json, &words).warning(&troubles, &words))
}

/// An export to the standard output goes through a file of the data directory, whoever writes it.
fn export_here(asked: store::Export, common: &Common, home: &Home, words: &Words) -> Result<Said, Objection> {
    let what = |file| What::Export(asked.through(file));
    through_file(what, common, home, words)
}

/// A table on the standard output: a spreadsheet is nothing to look at there.
fn table_here(
    asked: &export::Sheet,
    what: impl FnOnce(export::Sheet) -> What,
    common: &Common,
    home: &Home,
    words: &Words,
) -> Result<Said, Objection> {
    let format = asked.format.unwrap_or(if common.json { Form::Json } else { Form::Text });
    if format == Form::Xlsx && std::io::stdout().is_terminal() {
        return Err(Objection::own("sheet_needs_file", &[]).misused());
    }
    through_file(|file| what(export::Sheet::through(format, file)), common, home, words)
}

/// What a hub writes to a file, on the standard output of the one who asks.
fn through_file(
    what: impl FnOnce(PathBuf) -> What,
    common: &Common,
    home: &Home,
    words: &Words,
) -> Result<Said, Objection> {
    let copy =
        |path: &Path| File::open(path).and_then(|mut file| std::io::copy(&mut file, &mut std::io::stdout().lock()));
    let (said, copied) = by_file(what, common, home, words, copy)?;
    match copied {
        _ if said.exit != answer::DONE => Ok(said),
        Ok(_) => Ok(Said { stdout: String::new(), ..said }),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(Said { stdout: String::new(), ..said }),
        Err(error) => Err(Objection::own("no_output", &[("why", &error)])),
    }
}

/// Has a hub write to a file that is gone when `take` has had it; answers what the hub said and what `take` made of it.
fn by_file<T>(
    what: impl FnOnce(PathBuf) -> What,
    common: &Common,
    home: &Home,
    words: &Words,
    take: impl FnOnce(&Path) -> T,
) -> Result<(Said, T), Objection> {
    let name = format!("motcua-export-{}.new", crate::engine::fresh_id());
    let writable = rustix::fs::access(home.dir(), rustix::fs::Access::WRITE_OK).is_ok();
    let place = if writable { home.dir().to_owned() } else { std::env::temp_dir() };
    let path = place.join(name);
    let asked = asked(what(path.clone()), common, home, words);
    let taken = take(&path);
    let _ = std::fs::remove_file(&path);
    Ok((asked?, taken))
}

fn completions(shell: clap_complete::Shell, words: &Words) -> Shown {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut help::command(words), "motcua", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    Shown::new(script.clone(), serde_json::json!({ "completions": script }))
}

fn manual(words: &Words) -> Result<Shown, Objection> {
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(help::command(words)).render(&mut page);
    rendered.map_err(|error| Objection::own("garbled", &[("why", &error)]).misused())?;
    let page = String::from_utf8_lossy(&page).into_owned();
    Ok(Shown::new(page.clone(), serde_json::json!({ "man": page })))
}

/// Writes what is to be said and answers the exit status. A reader that has gone away is no error; output that cannot be
/// written is one, for whoever waits for it would take nothing for an answer.
fn say(said: &Said, json: bool, words: &Words) -> ExitCode {
    let mut out = std::io::stdout().lock();
    let written = out.write_all(said.stdout.as_bytes()).and_then(|()| out.flush());
    let failed = written.err().filter(|error| error.kind() != ErrorKind::BrokenPipe);
    let failed = failed.map(|error| match &said.recorded {
        Some(done) => Objection::own("no_output_done", &[("why", &error), ("done", done)]).said(json, words),
        None => Objection::own("no_output", &[("why", &error)]).said(json, words),
    });
    let said = failed.map_or_else(|| said.clone(), |failed| Said { warnings: said.warnings.clone(), ..failed });
    // What programs read stays in one piece.
    let complaint = if json { said.complaint(json) } else { prompt::wrapped(&said.complaint(json)) };
    let _ = std::io::stderr().lock().write_all(complaint.as_bytes());
    ExitCode::from(said.exit)
}
