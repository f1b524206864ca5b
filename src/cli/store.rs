//! `motcua verify`, `repair`, `backup`, `restore`, `export`: is everything still true, and kept twice.

use super::answer::{DAMAGED, DONE, Objection, Shown};
use super::export::Destination;
use super::home::Home;
use super::office::Office;
use super::visits;
use crate::engine::clock::Clock;
use crate::store::beside::Placed;
use crate::store::{self, Options, Progress, StoreError};
use crate::text::words::Words;
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::fs::OpenOptions;
use std::io::{BufWriter, IsTerminal, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Where to, and what.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
pub struct Backup {
    /// The file to write.
    file: PathBuf,
    /// Leave out names, phones, ID numbers and addresses.
    #[arg(long)]
    without_people: bool,
}

/// From where on, and where to.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Export {
    /// Something else than the journal.
    #[command(subcommand)]
    #[serde(default)]
    pub(super) of: Option<Of>,
    /// The file to write; without, the standard output.
    pub(super) file: Option<PathBuf>,
    /// The first event.
    #[arg(long, value_name = "N", value_parser = super::parse::event, default_value = "1")]
    pub(super) from: u64,
    /// Whether the file only stands between the hub and the standard output of the one who asks.
    #[arg(skip)]
    #[serde(default)]
    pub(super) through: Option<bool>,
}

/// What else can be had as a file.
#[derive(clap::Subcommand, Clone, Debug, Serialize, Deserialize)]
pub enum Of {
    /// The visits, as a log that `forecast evaluate` and other programs read.
    Visits(visits::Asked),
}

impl Export {
    /// Whether no file is named, or the one that stands for the standard output by custom.
    pub(super) fn is_to_stdout(&self) -> bool {
        match &self.of {
            Some(Of::Visits(asked)) => asked.to.is_stdout(),
            None => self.file.as_deref().is_none_or(|file| file == Path::new("-")),
        }
    }

    /// The same by way of `file`.
    pub(super) fn through(self, file: PathBuf) -> Self {
        match self.of {
            Some(Of::Visits(asked)) => {
                let asked = visits::Asked { to: Destination::through(file), ..asked };
                Self { of: Some(Of::Visits(asked)), ..self }
            }
            None => Self { file: Some(file), through: Some(true), ..self },
        }
    }
}

/// Checks everything that is kept.
///
/// # Errors
/// The disk is full, so that the second copies could not be read; what was read was whole.
pub(super) fn verified(office: &Office<'_>) -> Result<Shown, Objection> {
    let words = &office.words;
    let report = store::verify(office.hub.reader(), &mut |_| {});
    if let Some(full) = report.problems.iter().find(|problem| problem.is_full())
        && report.problems.iter().all(StoreError::is_full)
    {
        return Err(no_room(full, "disk_full_verify", office.home.dir()));
    }
    let problems: Vec<String> = report.problems.iter().map(|problem| words.say(problem)).collect();
    let (events, people) = (report.events.to_string(), report.people.to_string());
    // Nothing is damaged by it, so it changes neither the verdict nor the exit status.
    let failed = office.hub.reader().health().second_place;
    let uncopied = failed.map(|error| words.fill("cli.verified_uncopied", &[("why", &words.say(&*error))]));
    let json = json!({
        "ok": report.ok(),
        "events": report.events,
        "head": report.head,
        "people": report.people,
        "erased": report.erased,
        "left_out": report.left_out,
        "problems": problems,
        "second_place": uncopied,
        "second_copies_read": !office.hub.reader().is_read_only(),
    });
    let gaps = [("events", events.as_str()), ("people", people.as_str()), ("head", report.head.as_str())];
    let verdict =
        if report.ok() { words.fill("cli.verified", &gaps) } else { words.get("cli.verified_not").to_owned() };
    let exit = if report.ok() { DONE } else { DAMAGED };
    let alone = office.hub.reader().is_read_only().then(|| words.get("cli.verified_alone").to_owned());
    let lines: Vec<String> = std::iter::once(verdict).chain(problems).chain(uncopied).chain(alone).collect();
    Ok(Shown { exit, ..Shown::new(lines.join("\n"), json) })
}

/// What could not be done for want of room, under `name`; other errors stay as they are.
fn no_room(error: &StoreError, name: &'static str, path: &Path) -> Objection {
    let StoreError::DiskFull { free, .. } = error else { return Objection::own("stopped", &[]) };
    Objection::own(name, &[("path", &path.display()), ("free", &(free >> 20))])
}

/// The same objection, but one for want of room says that `path` was not made.
pub(super) fn not_made(objection: Objection, path: &Path) -> Objection {
    match &objection {
        Objection::Store(error) if error.is_full() => no_room(error, "disk_full", path),
        _ => objection,
    }
}

pub(super) fn backup(office: &Office<'_>, backup: &Backup) -> Result<Shown, Objection> {
    let file = fresh(office, &backup.file)?;
    let kept = store::backup::backup(office.hub.reader(), &file, !backup.without_people);
    let kept = kept.map_err(|error| not_made(error.into(), &file))?;
    let key = if kept.people { "cli.backed_up" } else { "cli.backed_up_without" };
    let path = file.display().to_string();
    let said = office.words.fill(key, &[("path", &path), ("events", &kept.events.to_string())]);
    Ok(Shown::new(said, json!({ "file": path, "events": kept.events, "people": kept.people })))
}

/// Writes the journal to a file. The one who asks for it on the standard output gives a file of her own and reads it.
pub(super) fn export(office: &Office<'_>, export: &Export) -> Result<Shown, Objection> {
    if let Some(Of::Visits(asked)) = &export.of {
        return visits::run(office, asked);
    }
    let named = export.file.as_ref().ok_or_else(|| Objection::own("garbled", &[]))?;
    let file = if export.through == Some(true) { office.file(named) } else { fresh(office, named)? };
    let open = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file);
    let open = open.map_err(|error| Objection::file("unwritable", &file, &error))?;
    let written = store::export::export(office.hub.reader(), export.from, &mut BufWriter::new(open), &file)?;
    let path = file.display().to_string();
    let said = office.words.fill("cli.exported", &[("path", &path), ("events", &written.to_string())]);
    Ok(Shown::new(said, json!({ "file": path, "events": written })))
}

/// The path of a file that is not there yet and is not among the program's own: one slip of the hand would overwrite what
/// it is to save.
pub(super) fn fresh(office: &Office<'_>, named: &Path) -> Result<PathBuf, Objection> {
    let file = office.file(named);
    let own = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let above = own(file.parent().unwrap_or(&file));
    if above.starts_with(own(office.home.dir())) {
        return Err(Objection::own("inside_data", &[("path", &file.display())]));
    }
    if file.symlink_metadata().is_ok() {
        return Err(Objection::own("file_there", &[("path", &file.display())]));
    }
    Ok(file)
}

/// Mends a store that no hub has open.
pub(super) fn repair(home: &Home, clock: &Clock, words: &Words) -> Result<Shown, Objection> {
    if !home.has_store() {
        return Err(Objection::own("no_store", &[("path", &home.dir().display())]));
    }
    let options = options(home, clock, "motcua repair");
    let repaired = store::repair(home.dir(), &options, &mut |progress| tell(progress, words));
    let repaired = repaired.map_err(|error| match error {
        full @ StoreError::DiskFull { .. } => no_room(&full, "disk_full_repair", home.dir()),
        other => other.into(),
    })?;
    let key = match repaired {
        store::Repaired { journal: false, people: false, strange: true, .. } => "cli.repaired_strange",
        store::Repaired { journal: false, people: false, .. } => "cli.repaired_nothing",
        _ => "cli.repaired",
    };
    let mut lines = vec![words.fill(key, &[("events", &repaired.events.to_string())])];
    let aside: Vec<String> = repaired.aside.iter().map(|path| path.display().to_string()).collect();
    lines.extend(aside.iter().map(|path| words.fill("cli.repaired_aside", &[("path", path)])));
    let json = json!({
        "journal": repaired.journal,
        "people": repaired.people,
        "second_copy_strange": repaired.strange,
        "events": repaired.events,
        "aside": aside,
    });
    Ok(Shown::new(lines.join("\n"), json))
}

/// Makes a store from a backup where there is none.
pub(super) fn restore(home: &Home, file: &Path, words: &Words) -> Result<Shown, Objection> {
    let new = !home.dir().exists();
    home.make()?;
    let kept = store::backup::restore(file, home.dir()).map_err(|error| {
        if new {
            // What cannot be removed has something of somebody's in it.
            let _ = std::fs::remove_dir(home.dir());
        }
        not_made(error.into(), home.dir())
    })?;
    let key = if kept.people { "cli.restored" } else { "cli.restored_without" };
    let mut said = words.fill(key, &[("events", &kept.events.to_string())]);
    let mut beside = Vec::new();
    for (name, placed) in &kept.beside {
        let line = match placed {
            Placed::There => words.fill("cli.restored_beside", &[("file", name)]),
            Placed::Aside(path) => {
                words.fill("cli.restored_aside", &[("file", name), ("path", &path.display().to_string())])
            }
        };
        said.push('\n');
        said.push_str(&line);
        beside.push(json!({ "file": name, "in_use": *placed == Placed::There }));
    }
    if let Some(folder) = home.settings().ok().and_then(|settings| settings.backup) {
        let path = home.path(&folder).display().to_string();
        said.push('\n');
        said.push_str(&words.fill("cli.restored_folder", &[("path", &path)]));
    }
    if !home.settings_path().exists() {
        said.push('\n');
        said.push_str(words.get("cli.restored_settings"));
    }
    Ok(Shown::new(said, json!({ "events": kept.events, "people": kept.people, "beside": beside })))
}

/// How the store of `home` is opened by someone who is called `name`, for one question.
pub(super) fn options(home: &Home, clock: &Clock, name: &str) -> Options {
    let settings = home.settings().ok();
    let folder = |folder: Option<PathBuf>| folder.map(|folder| home.path(&folder));
    let papers = folder(settings.as_ref().and_then(|settings| settings.papers.folder.clone()));
    let second_place = folder(settings.and_then(|settings| settings.backup));
    Options { name: name.to_owned(), second_place, papers, ..Options::new(clock.now()) }
}

/// Says on a terminal how far a long piece of work is.
pub(super) fn tell(progress: Progress, words: &Words) {
    let mut err = std::io::stderr();
    if err.is_terminal() {
        let _ = write!(err, "\r{}", words.say(&progress));
        let _ = err.flush();
    }
}
