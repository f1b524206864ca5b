//! The register of dossiers (Sổ theo dõi hồ sơ): its columns, its rows, and which dossiers are in it.

use super::{Cell, Column};
use crate::domain::dossier::{Change, Channel, Correction, Dossier, Status, Timeliness};
use crate::domain::person::Person;
use crate::domain::ticket::ApplicantKind;
use crate::domain::time::{Day, Timestamp};
use crate::text::fold::{Query, SearchKey};
use crate::text::words::Words;

/// The columns of the register (domain.md 1.4) and what a reader asks next.
pub const COLUMNS: &[Column] = &[
    Column { key: "number", wide: 6 },
    Column { key: "dossier", wide: 28 },
    Column { key: "procedure", wide: 11 },
    Column { key: "procedure_name", wide: 44 },
    Column { key: "field", wide: 20 },
    Column { key: "sets", wide: 6 },
    Column { key: "applicant", wide: 28 },
    Column { key: "address", wide: 36 },
    Column { key: "phone", wide: 14 },
    Column { key: "holder", wide: 24 },
    Column { key: "received", wide: 17 },
    Column { key: "due", wide: 17 },
    Column { key: "finished", wide: 17 },
    Column { key: "returned", wide: 17 },
    Column { key: "channel", wide: 14 },
    Column { key: "status", wide: 24 },
    Column { key: "fee", wide: 12 },
    Column { key: "paid", wide: 12 },
    Column { key: "signature", wide: 16 },
    Column { key: "note", wide: 30 },
];

/// Which dossiers are in it; what is not asked for lets all through.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Received on this day or later.
    pub from: Option<Day>,
    /// Received on this day or earlier.
    pub to: Option<Day>,
    /// Words of the field's name.
    pub field: Option<Query>,
    /// In this status now.
    pub status: Option<Status>,
    /// The procedure's code, or words of its name.
    pub procedure: Option<String>,
    /// Words of the name of who has it now.
    pub holder: Option<Query>,
    /// How it came in.
    pub channel: Option<Channel>,
    /// Who stands behind it.
    pub kind: Option<ApplicantKind>,
}

impl Filter {
    /// Whether a dossier with this code can be in it. A code holds the day on which it was given, and nothing is
    /// received later than that.
    pub fn reaches(&self, code: &str) -> bool {
        let given = code.rsplit('-').nth(1).and_then(|day| Day::parse_from_str(day, "%y%m%d").ok());
        match (self.from, given) {
            (Some(from), Some(given)) => given >= from,
            _ => true,
        }
    }

    /// Whether `dossier`, which `holder` has, is in it.
    pub fn takes(&self, dossier: &Dossier, holder: &str) -> bool {
        let day = dossier.handed_in().day();
        let fits = |query: &Query, text: &str| SearchKey::new(text).score(query).is_some();
        self.from.is_none_or(|from| day >= from)
            && self.to.is_none_or(|to| day <= to)
            && self.status.is_none_or(|status| dossier.status == status)
            && self.channel.is_none_or(|channel| dossier.channel == channel)
            && self.kind.is_none_or(|kind| dossier.applicant_kind == kind)
            && self.field.as_ref().is_none_or(|field| fits(field, &dossier.field))
            && self.holder.as_ref().is_none_or(|asked| fits(asked, holder))
            && self
                .procedure
                .as_ref()
                .is_none_or(|asked| dossier.procedure == *asked || fits(&Query::new(asked), &dossier.procedure_name))
    }
}

/// One row: `number` counts them, `holder` and `channel` are what people call who has it and how it came.
pub fn row(
    number: u64,
    dossier: &Dossier,
    person: Option<&Person>,
    (holder, channel, status): (&str, &str, &str),
    now: Timestamp,
    words: &Words,
) -> Vec<Cell> {
    let unknown = Person::default();
    let known = person.unwrap_or(&unknown);
    let name = if person.is_some() { known.name.as_str() } else { words.get("report.person_unknown") };
    vec![
        Cell::Number(number),
        Cell::text(dossier.code.0.clone()),
        Cell::text(dossier.procedure.clone()),
        Cell::text(dossier.procedure_name.clone()),
        Cell::text(dossier.field.clone()),
        Cell::Number(dossier.sets.into()),
        Cell::text(name),
        Cell::text(known.place(&known.former_commune)),
        Cell::text(known.phone.clone()),
        Cell::text(holder),
        Cell::Moment(dossier.accepted),
        Cell::moment(dossier.due),
        Cell::moment(dossier.finished),
        Cell::moment(dossier.returned),
        Cell::text(channel),
        Cell::text(format!("{} {status}", dossier.status as u8)),
        Cell::number(dossier.fee_due()),
        Cell::Number(dossier.paid()),
        // Signed by hand.
        Cell::Empty,
        Cell::text(note(dossier, now, words)),
    ]
}

/// How it stood to its due time, and what a reader would otherwise ask.
fn note(dossier: &Dossier, now: Timestamp, words: &Words) -> String {
    let times = |key, n: usize| (n > 0).then(|| words.fill(key, &[("n", &n.to_string())]));
    let judged = dossier.judged(now).map(|judged| words.get(judged.key()).to_owned());
    let late = match dossier.timeliness(now) {
        _ if judged.is_some() => judged,
        Timeliness::Overdue | Timeliness::DoneLate => Some(words.get("report.note_late").to_owned()),
        _ => dossier.late_before_correction().map(|_| words.get("report.note_late_before").to_owned()),
    };
    let foreign = dossier.foreign.as_ref().map(|code| words.fill("report.note_foreign", &[("code", code)]));
    let exempt = dossier.exempt_for().map(|ground| words.fill("papers.exempt_for", &[("ground", ground)]));
    let none = dossier.papers.as_ref().filter(|papers| papers.there.is_empty());
    let parts = [
        foreign,
        none.map(|_| words.get("papers.none_handed_in").to_owned()),
        late,
        exempt,
        times("report.note_supplements", dossier.supplement_requests()),
        times("report.note_extensions", dossier.extensions()),
    ];
    parts
        .into_iter()
        .flatten()
        .chain(dossier.changes().filter_map(|(_, change)| moved(change, words)))
        .collect::<Vec<_>>()
        .join("; ")
}

/// What a correction made of the time of receipt, of the procedure and of the due time.
fn moved(change: &Change, words: &Words) -> Option<String> {
    let is_told = match change {
        Change::Corrected { right: Correction::Received(_), was, .. } => was.is_some(),
        Change::ProcedureCorrected { .. } => true,
        _ => false,
    };
    is_told.then(|| change.tell(words, |_| String::new()))
}
