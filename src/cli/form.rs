//! `motcua forms`: the templates of the forms, the built-in ones and the centre's own.

use super::answer::{Item, Objection, Shown};
use super::home::{self, Home};
use crate::print::forms::{Form, ROW, Template};
use crate::settings::form::template;
use crate::text::words::Words;
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The folder of the data directory with the centre's own templates.
const FOLDER: &str = "forms";

/// What to do with the templates.
#[derive(Subcommand, Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Every fault of the centre's own templates.
    Check,
    /// The forms, and whose template each has.
    List,
    /// A template, or its gaps.
    Show {
        /// Name or number of the form.
        form: String,
        /// What its template may ask for.
        #[arg(long)]
        gaps: bool,
    },
    /// Put the built-in template where the centre can change it.
    Copy {
        /// Name or number of the form.
        form: String,
    },
}

pub(super) fn run(act: &Act, home: &Home, words: &Words) -> Result<Shown, Objection> {
    match act {
        Act::Check => check(home, words),
        Act::List => Ok(list(home, words)),
        Act::Show { form, gaps: true } => Ok(gaps(form_of(form)?)),
        Act::Show { form, gaps: false } => {
            let text = own(form_of(form)?, home)?.unwrap_or_else(|| form_of_text(form));
            Ok(Shown::new(text.clone(), json!({ "template": text })))
        }
        Act::Copy { form } => copy(form_of(form)?, home, words),
    }
}

pub(super) fn form_of(name: &str) -> Result<Form, Objection> {
    let known = || Form::ALL.map(Form::name).join(", ");
    Form::of(name).ok_or_else(|| Objection::own("form_unknown", &[("form", &name), ("known", &known())]).misused())
}

fn form_of_text(name: &str) -> String {
    Form::of(name).map_or_else(String::new, |form| form.built_in().to_owned())
}

fn path(form: Form, home: &Home) -> PathBuf {
    home.path(Path::new(FOLDER)).join(form.file())
}

/// The centre's own template, if it has one.
fn own(form: Form, home: &Home) -> Result<Option<String>, Objection> {
    home::read(&path(form, home))
}

/// The template of a form, the centre's own before the built-in one.
///
/// # Errors
/// A template of the centre's own with faults, all of them listed.
pub(super) fn of(form: Form, home: &Home, words: &Words) -> Result<Template, Objection> {
    match own(form, home)? {
        Some(text) => read(form, &text, &path(form, home).display().to_string(), words),
        None => built_in(form, words),
    }
}

/// The built-in template of a form.
///
/// # Errors
/// None; the tests read every one of them.
pub(super) fn built_in(form: Form, words: &Words) -> Result<Template, Objection> {
    read(form, form.built_in(), &form.file(), words)
}

fn read(form: Form, text: &str, path: &str, words: &Words) -> Result<Template, Objection> {
    template(form, text).map_err(|faults| {
        let told = |fault: crate::settings::Fault| Item::Line(fault.told(&form.file(), words));
        Objection::own("form_broken", &[("path", &path), ("count", &faults.len())])
            .listing(faults.into_iter().map(told))
    })
}

/// All faults of all templates of the centre's own, each with its file and line.
///
/// # Errors
/// All of them.
pub(super) fn check(home: &Home, words: &Words) -> Result<Shown, Objection> {
    let (mut faults, mut checked) = (Vec::new(), Vec::new());
    for form in Form::ALL {
        if let Some(text) = own(form, home)? {
            checked.push(form.file());
            let found = template(form, &text).err().unwrap_or_default();
            faults.extend(found.into_iter().map(|fault| Item::Line(fault.told(&form.file(), words))));
        }
    }
    let folder = home.path(Path::new(FOLDER)).display().to_string();
    if !faults.is_empty() {
        return Err(Objection::own("forms_broken", &[("path", &folder), ("count", &faults.len())]).listing(faults));
    }
    let key = if checked.is_empty() { "cli.forms_none" } else { "cli.forms_well" };
    let text = words.fill(key, &[("path", &folder), ("forms", &checked.join(", "))]);
    Ok(Shown::new(text, json!({ "ok": true, "folder": folder, "checked": checked })))
}

fn list(home: &Home, words: &Words) -> Shown {
    let (mut lines, mut rows) = (Vec::new(), Vec::new());
    for form in Form::ALL {
        let own = path(form, home).exists();
        let whose = words.get(if own { "cli.form_own" } else { "cli.form_built_in" });
        let title = words.get(&format!("cli.form_{}", form.name())).to_owned();
        lines.push(format!("{:02}  {:<11} {title} ({whose})", form as u8, form.name()));
        rows.push(json!({ "number": form as u8, "form": form.name(), "title": title, "own": own }));
    }
    Shown::new(lines.join("\n"), json!({ "forms": rows }))
}

/// What a template of this form may ask for.
fn gaps(form: Form) -> Shown {
    let blank = form.blank();
    let gaps: Vec<&str> = blank.gaps().collect();
    let mut lines: Vec<String> = gaps.iter().map(|gap| format!("{{{gap}}}")).collect();
    let mut tables = serde_json::Map::new();
    for name in blank.tables() {
        let columns: Vec<&str> = blank.table(name).map_or(&[][..], |table| table.columns()).to_vec();
        let written: Vec<String> = columns.iter().chain([&ROW]).map(|column| format!("{{{column}}}")).collect();
        lines.push(format!("rows = \"{name}\": {}", written.join(" ")));
        tables.insert(name.to_owned(), json!(columns));
    }
    Shown::new(lines.join("\n"), json!({ "gaps": gaps, "tables": tables }))
}

/// A template that is there already stays as it is.
fn copy(form: Form, home: &Home, words: &Words) -> Result<Shown, Objection> {
    let (folder, path) = (home.path(Path::new(FOLDER)), path(form, home));
    std::fs::create_dir_all(&folder).map_err(|error| Objection::disk(&folder, error))?;
    let write = || {
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        file.write_all(form.built_in().as_bytes())?;
        file.sync_all()
    };
    match write() {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(Objection::own("file_there", &[("path", &path.display())]));
        }
        other => other.map_err(|error| Objection::disk(&path, error))?,
    }
    let path = path.display().to_string();
    Ok(Shown::new(words.fill("cli.form_copied", &[("path", &path)]), json!({ "file": path })))
}
