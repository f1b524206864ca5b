//! `motcua register`: the register of dossiers (Sổ theo dõi hồ sơ) of a period, as a file or on the standard output.

use super::answer::{Objection, Shown};
use super::export::{self, Period, Sheet};
use super::office::Office;
use super::{parse, wording};
use crate::domain::dossier::{Channel, Status};
use crate::domain::ticket::ApplicantKind;
use crate::report::Table;
use crate::report::register::{COLUMNS, Filter, row};
use crate::text::fold::Query;
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
