//! Dossiers from another system, each taken once: what was received there is received here with its own receipt and
//! the due time that was promised, what was only registered there is still to be looked through.

use super::super::answer::Objection;
use super::super::office::Office;
use super::called;
use super::cells::{Cells, PERSON};
use super::differ::{Differing, Said};
use super::elsewhere::{self, Standing};
use super::known;
use super::outcome::{Outcome, Why};
use super::over;
use super::rows::{Good, Judge, Wish};
use super::submit::{self, Source};
use super::table::Column;
use crate::domain::command::{Applicant, Receive, Verb};
use crate::domain::dossier::{Channel, Delivery, Dossier};
use crate::domain::ids::{Digest, DossierCode};
use crate::domain::person::Person;
use crate::domain::procedure::{Procedure, is_short_code};
use crate::domain::ticket::ApplicantKind;
use crate::engine::citizen::is_same;
use crate::text::fold::fold;
use crate::text::money;
use crate::text::nfc::clean;

const OWN: [Column; 8] = [
    (
        "foreign",
        &[
            "ma ho so",
            "ma so ho so",
            "so ho so",
            "so bien nhan",
            "ma bien nhan",
            "ma tra cuu",
            "dossier",
            "dossier code",
        ],
    ),
    ("procedure", &["ma thu tuc", "ma tthc", "ma thu tuc hanh chinh", "ma so tthc", "procedure code"]),
    (
        "procedure_name",
        &[
            "ten thu tuc",
            "ten tthc",
            "ten thu tuc hanh chinh",
            "thu tuc hanh chinh",
            "thu tuc",
            "procedure",
            "procedure name",
        ],
    ),
    ("kind", &["doi tuong", "loai doi tuong", "doi tuong nop"]),
    ("sets", &["so bo", "so bo ho so", "so luong bo"]),
    ("fee", &["phi", "le phi", "phi le phi", "phi le phi dong", "so tien", "fee vnd"]),
    ("delivery", &["hinh thuc nhan ket qua", "hinh thuc tra ket qua", "nhan ket qua", "cach nhan ket qua"]),
    (
        "channel",
        &["phuong thuc nhan", "phuong thuc nop", "hinh thuc nop", "cach nop", "hinh thuc tiep nhan", "kenh nop"],
    ),
];

pub(super) const NEEDED: &[&[&str]] = &[&["foreign"], &["procedure", "procedure_name"], &["name"]];

pub(super) fn run(office: &Office<'_>, source: &Source, yes: bool) -> Result<Outcome, Objection> {
    submit::import(office, source, &columns(), NEEDED, yes, judged)
}

/// All that is read from a table.
pub(super) fn columns() -> Vec<Column> {
    OWN.into_iter().chain(called::COLUMNS).chain(PERSON).collect()
}

/// What a row comes to; `None` with faults in its cells.
fn judged(judge: &mut Judge<'_>, cells: &mut Cells<'_>) -> Result<Option<Good>, Objection> {
    let status = elsewhere::status(cells);
    if let Some(status) = status.filter(|status| status.is_over()) {
        return over::judged(judge, cells, status);
    }
    let foreign = foreign(judge, cells);
    let procedure = procedure(judge, cells);
    let person = cells.person();
    let receive = particulars(cells);
    let standing = elsewhere::standing(judge, cells, status);
    let (Some(foreign), Some(procedure), Some(person), Some((receive, says_channel)), Some(standing)) =
        (foreign, procedure, person, receive, standing)
    else {
        return Ok(None);
    };
    // A cell that is left out of all this may be wrong too.
    if cells.is_broken() {
        return Ok(None);
    }
    let Standing { received, elsewhere, finished } = standing;
    if let Some(here) = here(judge.office, &foreign)? {
        let said = Said { status, due: elsewhere.and_then(|told| told.due), finished };
        let differing = Differing::of(cells.row.number, &foreign, said, &here);
        let good = again(judge, cells, &here, &procedure, person)?;
        return Ok(good.map(|good| judge.told.is_here(good, differing)));
    }
    let row = person.clone();
    let (standing, person, key) = judge.people.meet(person)?;
    if !matches!(standing, known::Standing::Other(_)) {
        cells.kept(&row, &person);
    }
    let digest = Digest([0; 32]);
    let (applicant, person) = match standing {
        known::Standing::Known(id) => (Applicant::Known(id), Some(person)),
        known::Standing::Renewed(id, before) => {
            cells.renewed(&before, &person);
            (Applicant::Renewed(id, digest), Some(person))
        }
        known::Standing::New => (Applicant::New(digest), Some(person)),
        known::Standing::Other(name) => {
            cells.fault("id", Why::Cell("import.id_of_another", vec![("name", name)]));
            return Ok(None);
        }
    };
    let own = received.zip(procedure.limit).map(|(at, limit)| judge.book.calendar.due(at, limit));
    let unit = &judge.office.published().state.centre.unit;
    let like_ours = own_code(&foreign, unit).is_of(unit).then(|| foreign.clone());
    let (procedure, foreign, told) = (procedure.key().to_owned(), Some(foreign), elsewhere.clone());
    let registered = elsewhere.is_none();
    let wanted = Receive { procedure, applicant, received, registered, foreign, elsewhere, ..receive };
    let verb = Verb::Receive(Box::new(wanted));
    let good = judge.tried(cells, Wish { verb, person, key }, Good::New);
    if good.is_some() {
        judge.told.online += usize::from(!says_channel);
        judge.told.like_ours.extend(like_ours.map(|code| (cells.row.number, code)));
        judge.told.goes_in(cells.row.number, received, told.as_ref(), own.as_ref(), judge.now);
    }
    Ok(good)
}

/// A dossier that came before: the same, or its applicant is known better now.
fn again(
    judge: &mut Judge<'_>,
    cells: &mut Cells<'_>,
    here: &Dossier,
    procedure: &Procedure,
    person: Person,
) -> Result<Option<Good>, Objection> {
    let before = judge.office.hub.reader().person(here.applicant)?;
    if is_another(here, before.as_ref(), procedure, &person) {
        cells.fault("foreign", Why::Cell("import.another_dossier", vec![("dossier", here.code.to_string())]));
        return Ok(None);
    }
    // Whoever was erased stays so.
    let Some(before) = before else { return Ok(Some(Good::Same)) };
    let (before, person) = judge.people.again(here.applicant, &before, person);
    if person == before {
        return Ok(Some(Good::Same));
    }
    cells.renewed(&before, &person);
    let fields = before.differs(&person);
    let verb = Verb::SetApplicant { person: Some(here.applicant), fields, digest: Digest([0; 32]) };
    Ok(judge.tried(cells, Wish { verb, person: Some(person), key: None }, Good::Changed))
}

/// Whether a row is of another dossier than `here`, which has its code and is of `known`.
pub(super) fn is_another(here: &Dossier, known: Option<&Person>, procedure: &Procedure, person: &Person) -> bool {
    let is_hers = known.is_none_or(|known| is_same(known, person));
    let another_number = known.is_some_and(|known| {
        !known.id_number.is_empty() && !person.id_number.is_empty() && known.id_number != person.id_number
    });
    here.procedure != procedure.code || !is_hers || another_number
}

/// The dossier that has this code elsewhere or, where the table was written here, in this centre.
pub(super) fn here(office: &Office<'_>, code: &str) -> Result<Option<Dossier>, Objection> {
    let reader = office.hub.reader();
    if let Some(known) = reader.foreign(code)? {
        return Ok(Some(known));
    }
    let published = office.published();
    let own = own_code(code, &published.state.centre.unit);
    match published.state.dossiers.get(&own) {
        Some(open) => Ok(Some(open.clone())),
        None => Ok(reader.dossier(&own)?),
    }
}

/// The code as this centre would have given it: where only the day and the number stand there, with the unit.
fn own_code(code: &str, unit: &str) -> DossierCode {
    let own = DossierCode(code.to_owned());
    own.completed(unit).unwrap_or(own)
}

fn foreign(judge: &mut Judge<'_>, cells: &mut Cells<'_>) -> Option<String> {
    let typed = cells.take("foreign");
    let code = typed.to_uppercase();
    if code != typed {
        cells.mend("foreign", "import.mended_case", &typed, &code);
    }
    if code.is_empty() {
        cells.fault("foreign", Why::Cell("import.foreign_missing", Vec::new()));
        return None;
    }
    judge.once(cells, "foreign", &code, "import.foreign_twice").then_some(code)
}

/// The procedure that the row names, by its code, or else by its name; in either column, as tables have them.
pub(super) fn procedure(judge: &Judge<'_>, cells: &mut Cells<'_>) -> Option<Procedure> {
    let (code, name) = (cells.take("procedure"), cells.take("procedure_name"));
    let (column, typed) = if code.is_empty() { ("procedure_name", name) } else { ("procedure", code) };
    if typed.is_empty() {
        cells.fault(column, Why::Cell("import.procedure_missing", Vec::new()));
        return None;
    }
    let catalogue = &judge.book.catalogue;
    // `1.001193 - Đăng ký khai sinh` has both in one cell.
    let first = typed.split([' ', ':', '–']).next().unwrap_or_default().trim_end_matches('-');
    if let Some(by_code) = catalogue.mended(&typed).or_else(|| catalogue.mended(first)) {
        if !by_code.code.is_empty() && by_code.code != typed {
            cells.mend(column, "import.mended_code", &typed, &by_code.code);
        }
        return Some(by_code.clone());
    }
    let folded = fold(&typed);
    let called = |procedure: &&Procedure| fold(&procedure.name) == folded || fold(&procedure.label) == folded;
    let mut found = catalogue.iter().filter(called);
    if let (Some(only), None) = (found.next(), found.next()) {
        return Some(only.clone());
    }
    let key = if is_short_code(&typed) { "import.code_short" } else { "import.procedure_unknown" };
    cells.fault(column, Why::Cell(key, vec![("found", typed)]));
    None
}

/// Everything else of the dossier, and whether it says how it was handed in; `None` with faults.
pub(super) fn particulars(cells: &mut Cells<'_>) -> Option<(Receive, bool)> {
    let before = cells.faults.len();
    let kind = one_of(cells, "kind", "import.kind_wrong", &KINDS);
    let delivery = one_of(cells, "delivery", "import.delivery_wrong", &DELIVERIES);
    let channel = one_of(cells, "channel", "import.channel_wrong", &CHANNELS);
    let sets = cells.take("sets");
    let sets = if sets.is_empty() { Some(1) } else { sets.parse::<u16>().ok().filter(|sets| *sets > 0) };
    if sets.is_none() {
        cells.fault("sets", Why::Cell("import.sets_wrong", Vec::new()));
    }
    let typed = cells.take("fee");
    let fee = if typed.is_empty() { None } else { money::parse(typed.trim_end_matches(['đ', ' '])) };
    if fee.is_none() && !typed.is_empty() {
        cells.fault("fee", Why::Cell("import.fee_wrong", vec![("found", typed)]));
    }
    let receive = Receive {
        procedure: String::new(),
        applicant: Applicant::New(Digest([0; 32])),
        kind: kind.unwrap_or_default(),
        sets: sets.unwrap_or(1),
        fee,
        channel: channel.unwrap_or(Channel::Online),
        counter: None,
        received: None,
        holder: None,
        papers: Vec::new(),
        no_papers: false,
        registered: true,
        delivery: delivery.unwrap_or_default(),
        linked: None,
        foreign: None,
        elsewhere: None,
    };
    (cells.faults.len() == before).then_some((receive, channel.is_some()))
}

const KINDS: [(ApplicantKind, &[&str]); 3] = [
    (ApplicantKind::Citizen, &["ca nhan", "cong dan", "nguoi dan", "citizen"]),
    (ApplicantKind::Organisation, &["to chuc", "co quan", "organisation"]),
    (ApplicantKind::Enterprise, &["doanh nghiep", "enterprise"]),
];

const DELIVERIES: [(Delivery, &[&str]); 3] = [
    (Delivery::Counter, &["truc tiep", "tai trung tam", "tai bo phan mot cua", "counter"]),
    (Delivery::Post, &["buu chinh", "buu chinh cong ich", "bcci", "qua buu dien", "post"]),
    (Delivery::Online, &["truc tuyen", "ban dien tu", "online"]),
];

const CHANNELS: [(Channel, &[&str]); 3] = [
    (Channel::InPerson, &["truc tiep", "tai quay", "in person", "in_person"]),
    (Channel::Post, &["buu chinh", "buu chinh cong ich", "bcci", "qua buu dien", "post", "by post", "by public post"]),
    (Channel::Online, &["truc tuyen", "online", "dvc truc tuyen"]),
];

/// What a word means; `None` where nothing stands there, and with a fault where it means nothing.
fn one_of<T: Copy>(cells: &mut Cells<'_>, column: &str, key: &'static str, words: &[(T, &[&str])]) -> Option<T> {
    let found = cells.take(column);
    if found.is_empty() {
        return None;
    }
    let folded = fold(&clean(&found));
    let meant = words.iter().find(|(_, called)| called.contains(&folded.as_str())).map(|(meant, _)| *meant);
    if meant.is_none() {
        cells.fault(column, Why::Cell(key, vec![("found", found)]));
    }
    meant
}
