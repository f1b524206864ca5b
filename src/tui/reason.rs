//! Words for values of the domain: why somebody is called, where a ticket stands, what a counter does.

use super::seen::Seen;
use crate::domain::centre::{Role, Service};
use crate::domain::counter::{Act, Station};
use crate::domain::dossier::{Dossier, Holder, Status, Timeliness};
use crate::domain::ids::{GroundId, OfficerId, ServiceId};
use crate::domain::published::Trouble;
use crate::domain::queue::{CallReason, Why};
use crate::domain::ticket::Outcome;
use crate::domain::time::Timestamp;
use crate::domain::worklist::has_left;

/// Why somebody was called, and whom it passed: `người cao tuổi; A011 đã bị vượt 3/8 lần`.
pub(super) fn of_call(reason: &CallReason, seen: Seen<'_>) -> String {
    crate::domain::why::of_call(reason, &seen.state().centre, seen.words)
}

pub(super) fn why(why: Why, ground: Option<&GroundId>, seen: Seen<'_>) -> String {
    crate::domain::why::in_words(why, self::ground(ground, seen), seen.words)
}

/// The name of a ground of priority.
pub(super) fn ground<'a>(ground: Option<&GroundId>, seen: Seen<'a>) -> &'a str {
    crate::domain::why::ground(ground, &seen.published.state.centre, seen.words)
}

/// The name of a service; its letter stands in when the settings have lost it.
pub(super) fn service(id: ServiceId, seen: Seen<'_>) -> &str {
    let known: Option<&Service> = seen.state().centre.service(id);
    known.map_or("", |service| service.name_in(seen.words.language()))
}

/// The name of an officer, or her number where the name is not in sight.
pub(super) fn officer(id: OfficerId, seen: Seen<'_>) -> String {
    let person = seen.state().officers.get(&id).map(|officer| officer.person);
    let name = person.map_or("", |person| seen.published.name(person));
    if name.is_empty() { seen.fill("common.holder_officer", &[("officer", &id.to_string())]) } else { name.to_owned() }
}

pub(super) fn role_key(role: Role) -> &'static str {
    match role {
        Role::Receptionist => "common.role_receptionist",
        Role::Operator => "common.role_operator",
        Role::Specialist => "common.role_specialist",
        Role::ReturnDesk => "common.role_return_desk",
        Role::Supervisor => "common.role_supervisor",
        Role::Administrator => "common.role_administrator",
    }
}

pub(super) fn outcome_key(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::DossierReceived => "common.outcome_dossier_received",
        Outcome::ResultReturned => "common.outcome_result_returned",
        Outcome::AdviceOnly => "common.outcome_advice_only",
        Outcome::SentToFixPapers => "common.outcome_sent_to_fix_papers",
        Outcome::Other => "common.outcome_other",
    }
}

pub(super) fn station_key(station: &Station) -> &'static str {
    match station {
        Station::Closed => "common.station_closed",
        Station::Open => "common.station_open",
        Station::Paused { .. } => "common.station_paused",
    }
}

pub(super) fn act_key(act: Act) -> &'static str {
    match act {
        Act::Call => "desk.act_call",
        Act::Start => "desk.act_start",
        Act::Finish => "desk.act_finish",
        Act::NoShow => "desk.act_no_show",
        Act::Park => "desk.act_park",
        Act::Transfer => "desk.act_transfer",
        Act::Open => "desk.act_open",
        Act::Pause => "desk.act_pause",
        Act::Close => "desk.act_close",
    }
}

pub(super) fn status_key(status: Status) -> &'static str {
    match status {
        Status::Registered => "common.status_1",
        Status::Received => "common.status_2",
        Status::Refused => "common.status_3",
        Status::InProcess => "common.status_4",
        Status::SupplementAsked => "common.status_5",
        Status::PaymentAsked => "common.status_6",
        Status::Withdrawn => "common.status_7",
        Status::Stopped => "common.status_8",
        Status::Finished => "common.status_9",
        Status::Returned => "common.status_10",
    }
}

pub(super) fn holder(holder: &Holder, seen: Seen<'_>) -> String {
    match holder {
        Holder::Reception => seen.get("common.holder_reception").to_owned(),
        Holder::Officer(id) if has_left(seen.state(), *id) => {
            seen.fill("common.holder_left", &[("holder", &officer(*id, seen))])
        }
        Holder::Officer(id) => officer(*id, seen),
        Holder::Section(name) => seen.fill("common.holder_section", &[("name", name)]),
        Holder::Agency(name) => seen.fill("common.holder_agency", &[("name", name)]),
        Holder::ReturnDesk => seen.get("common.holder_return_desk").to_owned(),
        Holder::Applicant => seen.get("common.holder_applicant").to_owned(),
    }
}

/// How a dossier stands to its due time, in one word.
pub(super) fn timeliness_key(dossier: &Dossier, now: Timestamp) -> &'static str {
    if let Some(judged) = dossier.judged(now) {
        return judged.key();
    }
    match dossier.timeliness(now) {
        Timeliness::Overdue => "search.overdue",
        Timeliness::DueToday => "search.due_today",
        Timeliness::Running => "search.running",
        Timeliness::Open => "search.no_due",
        Timeliness::DoneOnTime => "search.done_on_time",
        Timeliness::DoneLate => "search.done_late",
        Timeliness::Ended => "search.without_result",
    }
}

pub(super) fn trouble(trouble: Trouble, seen: Seen<'_>) -> String {
    match trouble {
        Trouble::DiskFull => seen.get("desk.trouble_disk_full").to_owned(),
        Trouble::NotSaved => seen.get("desk.trouble_not_saved").to_owned(),
        Trouble::Damaged => seen.get("desk.trouble_damaged").to_owned(),
        Trouble::NotCopied => seen.get("desk.trouble_not_copied").to_owned(),
        Trouble::PrinterGone => seen.get("slip.printer_gone").to_owned(),
        Trouble::PrinterEmpty => seen.get("slip.printer_empty").to_owned(),
        Trouble::VoiceGone => seen.get("voice.gone").to_owned(),
        Trouble::KioskGuessed => seen.get("kiosk.guessed").to_owned(),
        Trouble::LostTouch => seen.get("wall.lost_touch").to_owned(),
        Trouble::ClockBehind(seconds) => {
            seen.fill("desk.trouble_clock", &[("behind", &super::parts::age::age(seconds, seen.words))])
        }
        Trouble::ClockAhead(seconds) => {
            seen.fill("desk.trouble_clock_ahead", &[("ahead", &super::parts::age::age(seconds, seen.words))])
        }
        Trouble::ClockJumped(seconds) => {
            seen.fill("desk.trouble_clock_jumped", &[("ahead", &super::parts::age::age(seconds, seen.words))])
        }
    }
}
