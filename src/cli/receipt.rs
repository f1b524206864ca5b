//! `motcua dossier receipt`: the receipt of a dossier as PDF, saved, printed, or as a slip.

use super::answer::{Objection, Shown};
use super::form;
use super::office::Office;
use super::store::{fresh, not_made};
use crate::domain::calendar::show_moment;
use crate::domain::dossier::{Delivery, Dossier};
use crate::domain::person::Person;
use crate::print::forms::{Applicant, Form, NotSent, PATIENCE, Paper, Receipt, pdf, send};
use crate::print::{Fault, Stub, job};
use crate::settings::Settings;
use crate::text::words::{Language, Words};
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::fs::{DirBuilder, File};
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// The folder of the data directory where papers are kept, unless the settings name another.
const FOLDER: &str = "papers";

/// Which receipt, and where it goes.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
pub struct Wish {
    /// The dossier's code.
    pub(super) code: String,
    /// Saved as this file; without, in the folder of papers.
    #[arg(long, value_name = "FILE", conflicts_with = "slip")]
    out: Option<PathBuf>,
    /// Printed too, by the program of the settings.
    #[arg(long, conflicts_with = "slip")]
    print: bool,
    /// On the printer of the slips instead.
    #[arg(long)]
    slip: bool,
}

/// Makes the receipt of `dossier`.
///
/// # Errors
/// The file cannot be written; what is to print it does not. A saved file stays.
pub(super) fn run(
    office: &Office<'_>,
    wish: &Wish,
    dossier: &Dossier,
    person: Option<&Person>,
) -> Result<Shown, Objection> {
    let settings = office.home.settings().unwrap_or_else(|_| Settings::usual("", "", 1));
    let receipt = receipt(office, dossier, person, &settings);
    if wish.slip {
        return slip(office, &receipt, &settings);
    }
    let words = &office.words;
    let (template, broken) = match form::of(Form::Receipt, office.home, words) {
        Ok(template) => (template, None),
        // Somebody stands at the counter: the centre's own template can be mended later.
        Err(fault) => (form::built_in(Form::Receipt, words)?, Some(fault)),
    };
    let values = receipt.values(&Words::of(Language::Vi));
    let bytes =
        pdf(&template, &values, office.now()).map_err(|why| Objection::own("unprintable", &[("why", &why.0)]))?;
    let path = match &wish.out {
        Some(out) => fresh(office, out)?,
        None => in_folder(office, &settings, &receipt.code)?,
    };
    save(&path, &bytes)?;
    let path_text = path.display().to_string();
    if wish.print {
        send(&settings.papers.print, &path, PATIENCE).map_err(|why| not_sent(why, &path_text))?;
    }
    let key = if wish.print { "cli.paper_printed" } else { "cli.paper_saved" };
    let mut lines = vec![words.fill(key, &[("path", &path_text)])];
    lines.extend(broken.map(|fault| words.fill("cli.form_not_used", &[("why", &fault.message(words))])));
    let object = json!({ "file": path_text, "printed": wish.print, "warnings": lines[1..] });
    Ok(Shown::new(lines.join("\n"), object))
}

/// A receipt as far as the dossier knows it.
fn receipt(office: &Office<'_>, dossier: &Dossier, person: Option<&Person>, settings: &Settings) -> Receipt {
    let published = office.published();
    let words = Words::of(Language::Vi);
    let receiver = dossier.officer.and_then(|officer| published.state.officers.get(&officer));
    let receiver = receiver.and_then(|officer| published.people.get(&officer.person));
    let unknown = Person::default();
    let known = person.unwrap_or(&unknown);
    let former = words.fill("papers.former", &[("name", &known.former_commune)]);
    let former = if known.former_commune.is_empty() { String::new() } else { former };
    let address: Vec<&str> =
        [known.address.as_str(), &known.hamlet, &former].into_iter().filter(|part| !part.is_empty()).collect();
    let papers = dossier.papers.iter().flat_map(|papers| &papers.there);
    Receipt {
        agency: settings.papers.agency(&published.state.centre.name, &words),
        code: dossier.code.0.clone(),
        issued: Some(dossier.submitted),
        applicant: Applicant {
            name: known.name.clone(),
            address: address.join(", "),
            phone: known.phone.clone(),
            email: String::new(),
            id_number: known.id_number.clone(),
        },
        request: dossier.procedure_name.clone(),
        procedure: dossier.procedure.clone(),
        papers: papers.map(|name| Paper { name: name.clone(), ..Paper::default() }).collect(),
        sets: dossier.sets,
        limit: dossier.limit.map(|limit| words.say(&limit)).unwrap_or_default(),
        received: Some(dossier.accepted),
        due: dossier.due,
        forecast: dossier.forecast,
        result_at: words.get(way(dossier.delivery)).to_owned(),
        fee: dossier.fee,
        receiver: receiver.map(|person| person.name.clone()).unwrap_or_default(),
        ..Receipt::default()
    }
}

/// How the result is handed over.
fn way(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Counter => "papers.at_counter",
        Delivery::Post => "papers.by_post",
        Delivery::Online => "papers.online",
    }
}

fn slip(office: &Office<'_>, receipt: &Receipt, settings: &Settings) -> Result<Shown, Objection> {
    let words = Words::of(Language::Vi);
    let printer = settings.equipment.printer.clone().within(|path| office.home.path(path));
    let Some(target) = &printer.target else { return Err(Objection::own("no_slip_printer", &[])) };
    let line = |key: &str, value: &str| {
        if value.is_empty() { String::new() } else { words.fill(key, &[("value", value)]) }
    };
    let received = receipt.received.map(|at| show_moment(at, &words)).unwrap_or_default();
    let due = receipt.due.map_or_else(|| words.get("papers.no_due").to_owned(), |at| show_moment(at, &words));
    let stub = Stub {
        centre: receipt.agency.name.clone(),
        title: words.get("papers.slip_title").to_owned(),
        code: receipt.code.clone(),
        lines: vec![
            line("papers.slip_applicant", &receipt.applicant.name),
            line("papers.slip_request", &receipt.request),
            line("papers.slip_received", &received),
            line("papers.slip_due", &due),
            receipt.agency.contact.clone(),
        ],
        note: words.get("papers.slip_note").to_owned(),
    };
    let sent = target.send(&job(&stub.draw(printer.paper)));
    sent.map_err(|fault| match fault {
        Fault::Gone | Fault::Silent => Objection::own("slip_printer_gone", &[]),
        Fault::NoPaper => Objection::own("slip_printer_empty", &[]),
    })?;
    Ok(Shown::new(office.words.get("cli.slip_printed"), json!({ "slip": true, "dossier": receipt.code })))
}

/// A receipt that is made again takes the place of the former one.
fn in_folder(office: &Office<'_>, settings: &Settings, code: &str) -> Result<PathBuf, Objection> {
    let folder = office.home.path(settings.papers.folder.as_deref().unwrap_or(Path::new(FOLDER)));
    let made = DirBuilder::new().recursive(true).mode(0o700).create(&folder);
    made.map_err(|error| Objection::disk(&folder, error))?;
    let safe: String = code
        .chars()
        .map(|letter| if letter.is_alphanumeric() || "-.".contains(letter) { letter } else { '_' })
        .collect();
    Ok(folder.join(format!("{}-{safe}.pdf", Form::Receipt.name())))
}

/// Whole or not at all.
fn save(path: &Path, bytes: &[u8]) -> Result<(), Objection> {
    let partial = path.with_extension("pdf.part");
    let write = || {
        let mut file = File::create(&partial)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&partial, path)
    };
    write().map_err(|error| {
        let _ = std::fs::remove_file(&partial);
        not_made(Objection::disk(path, error), path)
    })
}

fn not_sent(why: NotSent, path: &str) -> Objection {
    match why {
        NotSent::NoProgram => Objection::own("print_none", &[("path", &path)]),
        NotSent::Missing { program, why } => {
            Objection::own("print_missing", &[("program", &program), ("why", &why), ("path", &path)])
        }
        NotSent::Failed { program, why } => {
            Objection::own("print_failed", &[("program", &program), ("why", &why), ("path", &path)])
        }
        NotSent::Hung { program } => {
            Objection::own("print_hung", &[("program", &program), ("seconds", &PATIENCE.as_secs()), ("path", &path)])
        }
    }
}
