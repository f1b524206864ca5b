//! `motcua dossier receipt` and `paper`: the papers of a dossier as PDF, saved, printed, or the receipt as a slip.

use super::answer::{Objection, Shown};
use super::form;
use super::home::{Home, put_whole};
use super::office::Office;
use super::store::{fresh, not_made};
use crate::domain::calendar::show_moment;
use crate::domain::command::Verb;
use crate::domain::dossier::{CaseRefusal, Dossier};
use crate::domain::ids::DossierCode;
use crate::domain::person::Person;
use crate::domain::published::Published;
use crate::domain::rating::{Handed, KEPT_S, to_rate};
use crate::domain::time::Timestamp;
use crate::print::forms::{Form, Matter, NotSent, PATIENCE, Receipt, pdf, send, unprintable};
use crate::print::{Fault, Stub, job};
use crate::session::papers::{Papers, Told};
use crate::settings::Settings;
use crate::text::words::{Language, Words};
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// The folder of the data directory where papers are kept, unless the settings name another.
const FOLDER: &str = crate::store::PAPERS;

/// Which dossier, and where its paper goes.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
pub struct Wish {
    /// The dossier's code.
    pub(super) code: String,
    /// Saved as this file; without, in the folder of papers.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Printed too, by the program of the settings.
    #[arg(long)]
    print: bool,
}

/// A paper that was made.
struct Made {
    path: String,
    /// What is wrong with the centre's own template, which was not used.
    broken: Option<Objection>,
    /// Letters that it cannot show.
    letters: String,
}

impl Made {
    /// What whoever asked for it must know.
    fn warnings(&self, words: &Words) -> Vec<String> {
        let broken = self.broken.as_ref();
        let broken = broken.map(|fault| words.fill("cli.form_not_used", &[("why", &fault.message(words))]));
        let letters = Some(&self.letters).filter(|letters| !letters.is_empty());
        let letters = letters.map(|letters| words.fill("cli.letters_missing", &[("letters", letters)]));
        broken.into_iter().chain(letters).collect()
    }
}

/// Makes the paper of a dossier that `form` is.
///
/// # Errors
/// Nothing happened that it tells of; the file cannot be written; what is to print it does not. A saved file stays.
pub(super) fn run(
    office: &Office<'_>,
    wish: &Wish,
    form: Form,
    dossier: &Dossier,
    person: Option<&Person>,
) -> Result<Shown, Objection> {
    let out = wish.out.as_ref().map(|out| fresh(office, out)).transpose()?;
    let press = Press { home: office.home.clone() };
    let case = Case { dossier, person, published: &office.published(), now: office.now() };
    let made = press.press(form, &case, out, wish.print, &office.words)?;
    let path = &made.path;
    let words = &office.words;
    let key = if wish.print { "cli.paper_printed" } else { "cli.paper_saved" };
    let mut lines = vec![words.fill(key, &[("path", path)])];
    lines.extend(made.warnings(words));
    let object = json!({ "file": path, "printed": wish.print, "warnings": lines[1..] });
    Ok(Shown::new(lines.join("\n"), object))
}

/// A dossier as it is now.
struct Case<'a> {
    dossier: &'a Dossier,
    person: Option<&'a Person>,
    published: &'a Published,
    now: Timestamp,
}

/// Makes papers for whoever asks, here or at a screen.
pub(super) struct Press {
    pub(super) home: Home,
}

impl Press {
    fn press(
        &self,
        form: Form,
        case: &Case<'_>,
        out: Option<PathBuf>,
        print: bool,
        words: &Words,
    ) -> Result<Made, Objection> {
        let settings = self.home.settings().unwrap_or_else(|_| Settings::usual("", "", 1));
        let (template, broken) = match form::of(form, &self.home, words) {
            Ok(template) => (template, None),
            // Somebody stands at the counter: the centre's own template can be mended later.
            Err(fault) => (form::built_in(form, words)?, Some(fault)),
        };
        let paper_words = Words::of(Language::Vi);
        let agency = settings.papers.agency(&case.published.state.centre.name, &paper_words);
        let Case { dossier, person, published, now } = *case;
        let matter = Matter { dossier, person, published, agency: &agency, now, words: &paper_words };
        let nothing = || {
            if form == Form::Extension && dossier.proposal.is_some() {
                return Objection::own("paper_waits_for_head", &[("dossier", &dossier.code)]);
            }
            if form == Form::Register {
                return Objection::own("paper_register", &[]);
            }
            let title = words.get(&format!("cli.form_{}", form.name())).to_owned();
            Objection::own("paper_nothing", &[("form", &title), ("dossier", &dossier.code)])
        };
        let values = matter.values(form).ok_or_else(nothing)?;
        let bytes = pdf(&template, &values, now).map_err(|why| Objection::own("unprintable", &[("why", &why.0)]))?;
        let path = match out {
            Some(out) => out,
            None => in_folder(&self.home, &settings, form, &dossier.code)?,
        };
        save(&path, &bytes)?;
        let path_text = path.display().to_string();
        if print {
            send(&settings.papers.print, &path, PATIENCE).map_err(|why| not_sent(why, &path_text))?;
        }
        Ok(Made { path: path_text, broken, letters: unprintable(&values) })
    }
}

impl Papers for Press {
    fn make(
        &self,
        form: Form,
        dossier: &Dossier,
        person: Option<&Person>,
        published: &Published,
        now: Timestamp,
        words: &Words,
    ) -> Told {
        let case = Case { dossier, person, published, now };
        // Without a program that prints, a saved paper is all that can be had.
        let settings = self.home.settings().ok();
        let print = settings.is_some_and(|settings| !settings.papers.print.is_empty());
        match self.press(form, &case, None, print, words) {
            Ok(made) => {
                let key = if print { "cli.paper_printed" } else { "cli.paper_saved" };
                let said = words.fill(key, &[("path", &made.path)]);
                Ok(std::iter::once(said).chain(made.warnings(words)).collect::<Vec<_>>().join(" "))
            }
            Err(objection) => Err(objection.message(words)),
        }
    }

    fn rating(&self, dossier: &DossierCode, published: &Published, words: &Words) -> Told {
        let Some(handed) = to_rate(&published.state.handed, dossier) else {
            return Err(words.say(&CaseRefusal::RatedAlready));
        };
        let settings = self.home.settings().unwrap_or_else(|_| Settings::usual("", "", 1));
        let stub = rating_stub(handed, published, &Words::of(Language::Vi));
        // Only the slip has the code: whoever handed the result over never sees it on a screen.
        match on_printer(&self.home, &settings, &stub) {
            Ok(()) => Ok(words.get("cli.rating_slip_printed").to_owned()),
            Err(objection) => Err(objection.message(words)),
        }
    }
}

/// The receipt on the printer of the slips; once its result was handed over, the slip by which that is rated.
///
/// # Errors
/// There is none, or it does not print; the slip of a rating was printed before, and nobody is `sure`.
pub(super) fn on_slip(
    office: &Office<'_>,
    dossier: &Dossier,
    person: Option<&Person>,
    sure: bool,
) -> Result<Shown, Objection> {
    let settings = office.home.settings().unwrap_or_else(|_| Settings::usual("", "", 1));
    let (published, words) = (office.published(), Words::of(Language::Vi));
    if let Some(handed) = to_rate(&published.state.handed, &dossier.code) {
        if handed.slips > 0 && !sure {
            let gaps = [("dossier", handed.dossier.0.as_str()), ("n", &handed.slips.to_string())];
            return Err(Objection::own("not_sure", &[("why", &office.words.fill("papers.rating_again", &gaps))]));
        }
        on_printer(office.home, &settings, &rating_stub(handed, &published, &words))?;
        office.submit(Verb::CountRatingSlip(dossier.code.clone()))?;
        let object = json!({ "slip": true, "dossier": dossier.code });
        return Ok(Shown::new(office.words.get("cli.rating_slip_printed"), object));
    }
    let agency = settings.papers.agency(&published.state.centre.name, &words);
    let matter = Matter { dossier, person, published: &published, agency: &agency, now: office.now(), words: &words };
    let there = dossier.papers.iter().flat_map(|papers| &papers.there).map(|paper| paper.say(&words));
    let papers: Vec<String> = there.chain(dossier.papers_later_told(&words)).collect();
    let none = if dossier.papers.is_some() { "papers.none_handed_in" } else { "papers.none_entered" };
    slip(office, &matter.receipt(), (&papers, words.get(none)), &settings)
}

fn slip(
    office: &Office<'_>,
    receipt: &Receipt,
    (papers, none): (&[String], &str),
    settings: &Settings,
) -> Result<Shown, Objection> {
    let words = Words::of(Language::Vi);
    let line = |key: &str, value: &str| {
        if value.is_empty() { String::new() } else { words.fill(key, &[("value", value)]) }
    };
    let received = receipt.received.map(|at| show_moment(at, &words)).unwrap_or_default();
    let due = receipt.due.map_or_else(|| words.get("papers.no_due").to_owned(), |at| show_moment(at, &words));
    let mut lines = vec![
        line("papers.slip_foreign", &receipt.foreign),
        line("papers.slip_applicant", &receipt.applicant.name),
        line("papers.slip_request", &receipt.request),
        line("papers.slip_received", &received),
        line("papers.slip_due", &due),
        receipt.moved.clone(),
    ];
    if papers.is_empty() {
        lines.push(none.to_owned());
    } else {
        lines.push(words.get("papers.slip_papers").to_owned());
        lines.extend(papers.iter().map(|paper| format!("- {paper}")));
    }
    lines.push(receipt.agency.contact.clone());
    let stub = Stub {
        centre: receipt.agency.name.clone(),
        title: words.get("papers.slip_title").to_owned(),
        code: receipt.code.clone(),
        lines,
        note: words.get("papers.slip_note").to_owned(),
    };
    on_printer(office.home, settings, &stub)?;
    Ok(Shown::new(office.words.get("cli.slip_printed"), json!({ "slip": true, "dossier": receipt.code })))
}

/// The code that goes with a result, and what is done with it.
fn rating_stub(handed: &Handed, published: &Published, words: &Words) -> Stub {
    Stub {
        centre: published.state.centre.name.clone(),
        title: words.get("papers.rating_title").to_owned(),
        code: handed.shown(),
        lines: vec![words.fill("papers.rating_of", &[("value", &handed.dossier.0)])],
        note: words.fill("papers.rating_note", &[("n", &(KEPT_S / 86_400).to_string())]),
    }
}

fn on_printer(home: &Home, settings: &Settings, stub: &Stub) -> Result<(), Objection> {
    let printer = settings.equipment.printer.clone().within(|path| home.path(path));
    let Some(target) = &printer.target else { return Err(Objection::own("no_slip_printer", &[])) };
    target.send(&job(&stub.draw(printer.paper))).map_err(|fault| match fault {
        Fault::Gone => Objection::own("slip_printer_gone", &[]),
        Fault::NoPaper => Objection::own("slip_printer_empty", &[]),
    })
}

/// A paper that is made again takes the place of the former one.
fn in_folder(home: &Home, settings: &Settings, form: Form, code: &DossierCode) -> Result<PathBuf, Objection> {
    let folder = home.path(settings.papers.folder.as_deref().unwrap_or(Path::new(FOLDER)));
    let made = DirBuilder::new().recursive(true).mode(0o700).create(&folder);
    made.map_err(|error| Objection::disk(&folder, error))?;
    Ok(folder.join(format!("{}-{}.pdf", form.name(), code.in_file_name())))
}

/// Whole or not at all.
fn save(path: &Path, bytes: &[u8]) -> Result<(), Objection> {
    let partial = path.with_extension("pdf.part");
    put_whole(path, &partial, bytes).map_err(|error| {
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
