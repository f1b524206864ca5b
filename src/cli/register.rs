//! `motcua register`: the register of dossiers (Sổ theo dõi hồ sơ) of a period, as a file or on the standard output.

use super::answer::{Item, Objection, Shown};
use super::dossier::short;
use super::export::{self, Period, Sheet};
use super::office::Office;
use super::{parse, wording};
use crate::domain::dossier::{Channel, Holder, Status, known_agencies};
use crate::domain::refusal::Refusal;
use crate::domain::ticket::ApplicantKind;
use crate::report::Table;
use crate::report::register::{COLUMNS, Filter, row};
use crate::text::fold::{Query, SearchKey};
use crate::text::nfc::clean;
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Dossiers read at once, between which others get their turn.
const PAGE: usize = 500;

/// Which dossiers, in which form, where to.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// When they were received.
    #[command(flatten)]
    #[serde(flatten)]
    period: Period,
    /// Of which field, which procedure, with whom.
    #[command(flatten)]
    #[serde(flatten)]
    narrow: Narrow,
    /// The status it has now.
    #[arg(long, value_name = "1-10", value_parser = parse::status)]
    status: Option<Status>,
    /// How it came in.
    #[arg(long, value_parser = parse::channel)]
    channel: Option<Channel>,
    /// Who stands behind it.
    #[arg(long, value_parser = parse::kind)]
    kind: Option<ApplicantKind>,
    /// In which form, where to.
    #[command(flatten)]
    #[serde(flatten)]
    pub(super) sheet: Sheet,
}

/// What dossiers are narrowed to.
#[derive(Args, Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Narrow {
    /// Words of the field.
    #[arg(long, value_name = "FIELD")]
    field: Option<String>,
    /// Code of the procedure, or words of its name.
    #[arg(long, value_name = "CODE")]
    procedure: Option<String>,
    /// Words of who has it.
    #[arg(long, value_name = "NAME")]
    holder: Option<String>,
}

impl Narrow {
    /// What lets these through and nothing else.
    pub(super) fn filter(&self, office: &Office<'_>) -> Filter {
        let query = |text: &Option<String>| text.as_deref().map(Query::new);
        let catalogue = &office.published().book.catalogue;
        let procedure = self.procedure.as_deref().map(clean);
        let code = |typed: String| catalogue.get(&typed).map_or(typed, |known| known.key().to_owned());
        Filter {
            field: query(&self.field),
            procedure: procedure.map(code),
            holder: query(&self.holder),
            ..Filter::default()
        }
    }

    /// What was asked for that nothing here is called, where no dossier fits: more often mistyped than none.
    ///
    /// # Errors
    /// There is such a word.
    pub(super) fn check_known(&self, office: &Office<'_>) -> Result<(), Objection> {
        let published = office.published();
        let (catalogue, state) = (&published.book.catalogue, &published.state);
        let fits = |query: &Query, text: &str| SearchKey::new(text).score(query).is_some();
        if let Some(procedure) = self.procedure.as_deref().map(clean)
            && catalogue.get(&procedure).is_none()
            && catalogue.search(&procedure, 1).is_empty()
        {
            return Err(Refusal::UnknownProcedure(short(&procedure)).into());
        }
        if let Some(field) = &self.field
            && !catalogue.fields().into_iter().any(|known| fits(&Query::new(field), known))
        {
            let fields: Vec<Item> = catalogue.fields().into_iter().map(|known| Item::Line(known.to_owned())).collect();
            return Err(Objection::own("unknown_field", &[("field", &short(field))]).listing(fields));
        }
        let officers = state.officers.keys().map(|id| Holder::Officer(*id));
        let sections = state.centre.work.sections.iter().cloned().map(Holder::Section);
        let agencies = known_agencies(state).into_iter().map(Holder::Agency);
        let desks = [Holder::Reception, Holder::ReturnDesk, Holder::Applicant];
        let holders = officers.chain(sections).chain(agencies).chain(desks);
        let mut called = holders.map(|holder| wording::holder(&holder, &published, &office.words));
        if let Some(holder) = &self.holder
            && !called.any(|known| fits(&Query::new(holder), &known))
        {
            return Err(Objection::own("unknown_holder", &[("holder", &short(holder))]));
        }
        Ok(())
    }
}

impl Asked {
    /// The same on another sheet.
    pub(super) fn on(self, sheet: Sheet) -> Self {
        Self { sheet, ..self }
    }

    fn filter(&self, office: &Office<'_>) -> Filter {
        Filter {
            from: self.period.from,
            to: self.period.to,
            status: self.status,
            channel: self.channel,
            kind: self.kind,
            ..self.narrow.filter(office)
        }
    }
}

pub(super) fn run(office: &Office<'_>, asked: &Asked) -> Result<Shown, Objection> {
    asked.period.in_order()?;
    let target = asked.sheet.to.target(office)?;
    let rows =
        export::written(office, &target, asked.sheet.form(), "register", COLUMNS, |table| fill(office, asked, table))?;
    if rows == 0
        && let Err(unknown) = asked.narrow.check_known(office)
    {
        let _ = std::fs::remove_file(&target);
        return Err(unknown);
    }
    let path = target.display().to_string();
    let said = office.words.fill("report.register_written", &[("path", &path), ("n", &rows.to_string())]);
    Ok(Shown::new(said, json!({ "file": path, "rows": rows })))
}

/// Writes every dossier that is asked for; answers how many there were.
fn fill(office: &Office<'_>, asked: &Asked, table: &mut dyn Table) -> Result<u64, export::Broken> {
    let (reader, now, words) = (office.hub.reader(), office.now(), &office.words);
    let (filter, published) = (asked.filter(office), office.published());
    let (mut rows, mut after) = (0, None);
    loop {
        let page = reader.dossiers_after(after.as_ref(), PAGE, |code| filter.reaches(code))?;
        for dossier in &page.dossiers {
            let holder = super::dossier_text::holder(dossier, &published, words);
            if !filter.takes(dossier, &holder) {
                continue;
            }
            rows += 1;
            let person = reader.person(dossier.applicant)?;
            let channel = words.get(&format!("form.channel_{}", wording::name_of(&dossier.channel))).to_owned();
            let status = wording::status(dossier.status, words);
            table.row(&row(rows, dossier, person.as_ref(), (&holder, &channel, &status), now, words))?;
        }
        match page.last {
            Some(last) => after = Some(last),
            None => return Ok(rows),
        }
    }
}
