//! A dossier as a line, as a sheet, and for programs.

use super::due::unsure_json;
use super::wording;
use crate::domain::calendar::{Calendar, show_moment};
use crate::domain::command::Actor;
use crate::domain::dossier::{Dossier, Judged, Lateness, Left, OnItsWay, Papers, Step, Timeliness};
use crate::domain::ids::DossierCode;
use crate::domain::person::Person;
use crate::domain::published::Published;
use crate::domain::time::Timestamp;
use crate::text::money::grouped;
use crate::text::words::Words;
use serde_json::{Value, json};

/// Now, and the centre as it is.
pub(super) type Moment<'a> = (Timestamp, &'a Published);

/// A dossier for programs.
pub(super) fn json(dossier: &Dossier, person: Option<&Person>, (now, published): Moment<'_>, words: &Words) -> Value {
    let calendar = &published.book.calendar;
    json!({
        "dossier": dossier.code,
        "foreign": dossier.foreign,
        "linked": codes(&dossier.others),
        "due": dossier.due.map(|at| at.to_string()),
        "status": dossier.status as u8,
        "status_name": wording::status(dossier.status, words),
        "procedure": dossier.procedure,
        "procedure_name": dossier.procedure_name,
        "field": dossier.field,
        "applicant": person.map(applicant_json),
        "kind": dossier.applicant_kind,
        "sets": dossier.sets,
        "fee": dossier.fee_due(),
        "paid": dossier.paid(),
        "owed": dossier.owed(),
        "give_back": dossier.to_give_back(),
        "late_as_promised": late_as_promised(dossier.judged(now)),
        "late_when_ended": matches!(dossier.judged(now), Some(Judged::LateWhenEnded(_))),
        "another_date_needed": dossier.needs_another_date(now),
        "late_before_correction": dossier.late_before_correction().map(|at| at.to_string()),
        "received": dossier.handed_in().to_string(),
        "accepted": dossier.accepted.to_string(),
        "limit": dossier.limit.map(|limit| words.say(&limit)),
        "forecast": dossier.forecast,
        "unsure": dossier.unsure(calendar).map(unsure_json),
        "late": dossier.lateness_now(now, calendar).map(late_json),
        "timeliness": timeliness(dossier.timeliness(now)),
        "supplements": dossier.supplement_requests(),
        "stands": stands_json(dossier, (now, calendar)),
        "holder": dossier.holder,
        "holder_name": holder(dossier, published, words),
        "on_its_way": dossier.on_its_way.as_ref().map(|way| way_json(way, published, words)),
        "ticket": dossier.ticket,
        "counter": dossier.counter,
        "officer": dossier.officer,
        "finished": dossier.finished.map(|at| at.to_string()),
        "returned": dossier.returned.map(|at| at.to_string()),
        "papers": dossier.papers.as_ref().map(papers_json),
        "papers_later": later_json(dossier),
    })
}

/// Whether it was late by the due time that was promised, where a correction made it otherwise.
fn late_as_promised(judged: Option<Judged>) -> Option<bool> {
    match judged? {
        Judged::LateAsPromised(_) => Some(true),
        Judged::OnTimeAsPromised(_) => Some(false),
        Judged::LateWhenEnded(_) => None,
    }
}

/// Since when its time stands, and what is left of it, in the unit that it is told in.
fn stands_json(dossier: &Dossier, (now, calendar): (Timestamp, &Calendar)) -> Option<Value> {
    let since = dossier.paused_since()?;
    let (mut days, mut working_days, mut seconds, mut late) = (None, None, None, None);
    match dossier.left_standing(calendar, now) {
        Some(Left::Seconds(left)) => seconds = Some(left),
        Some(Left::Late { by_s, by }) => {
            seconds = Some(-by_s);
            late = Some(late_json(by));
        }
        Some(Left::Days(left)) => days = Some(left),
        Some(Left::WorkingDays(left)) => working_days = Some(left),
        Some(Left::ThatDay | Left::ThatDayByThree) => days = Some(0),
        Some(Left::Unknown) | None => {}
    }
    Some(json!({
        "since": since.to_string(),
        "since_known": !dossier.stands_since_unknown(),
        "left_days": days,
        "left_working_days": working_days,
        "left_s": seconds,
        "late": late,
    }))
}

/// By how much it is late, in the unit that it is told in.
fn late_json(late: Lateness) -> Value {
    let (working_days, seconds) = match late {
        Lateness::WorkingDays(days) => (days, None),
        Lateness::Seconds(seconds) => (0, Some(seconds)),
        Lateness::UnderADay => (0, None),
    };
    json!({ "working_days": working_days, "seconds": seconds })
}

/// Where it goes, who sent it and when; nobody has taken it there.
fn way_json(way: &OnItsWay, published: &Published, words: &Words) -> Value {
    json!({
        "to": way.to,
        "to_name": wording::holder(&way.to, published, words),
        "by": way.by,
        "since": way.since.to_string(),
    })
}

fn codes(dossiers: &[DossierCode]) -> Vec<String> {
    dossiers.iter().map(ToString::to_string).collect()
}

/// What was handed in later, and when.
fn later_json(dossier: &Dossier) -> Value {
    dossier.papers_later().iter().map(|(name, at)| json!({ "name": name, "at": at.to_string() })).collect()
}

/// The names, and of each how many as what.
fn papers_json(papers: &Papers) -> Value {
    let names: Vec<&str> = papers.there.iter().map(|paper| paper.name.as_str()).collect();
    let pieces: Vec<_> = papers.there.iter().map(|paper| paper.pieces).collect();
    json!({ "there": names, "pieces": pieces, "asked": papers.asked })
}

fn applicant_json(person: &Person) -> Value {
    json!({
        "name": person.name,
        "phone": person.phone,
        "id": person.id_number,
        "address": person.address,
        "hamlet": person.hamlet,
        "former_commune": person.former_commune,
    })
}

/// Something that happened to a dossier, for programs.
pub(super) fn step_json(step: &Step, published: &Published, words: &Words) -> Value {
    json!({
        "at": step.at.to_string(),
        "by": step.by,
        "change": step.change,
        "told": told(step, published, words),
        "status": step.status as u8,
        "status_name": wording::status(step.status, words),
        "holder": step.holder,
        "holder_name": wording::holder(&step.holder, published, words),
    })
}

fn timeliness(timeliness: Timeliness) -> &'static str {
    match timeliness {
        Timeliness::Overdue => "overdue",
        Timeliness::DueToday => "due_today",
        Timeliness::Running => "running",
        Timeliness::Open => "open",
        Timeliness::DoneOnTime => "done_on_time",
        Timeliness::DoneLate => "done_late",
        Timeliness::Ended => "ended",
    }
}

/// A dossier in one line.
pub(super) fn line(dossier: &Dossier, person: Option<&Person>, (now, published): Moment<'_>, words: &Words) -> String {
    let calendar = &published.book.calendar;
    let late = timely(dossier, (now, calendar), words);
    let stands = dossier.paused_since();
    let left = dossier.left_standing(calendar, now).map(|left| left.tell(words));
    let key = match (stands, dossier.due) {
        (Some(_), Some(_)) if dossier.stands_since_unknown() => "cli.dossier_stands_unknown",
        (Some(_), Some(_)) => "cli.dossier_stands_left",
        (Some(_), None) => "cli.dossier_stands",
        (None, Some(_)) => "cli.dossier",
        (None, None) => "cli.dossier_open",
    };
    let told = words.fill(
        key,
        &[
            ("since", &stands.map(|at| show_moment(at, words)).unwrap_or_default()),
            ("left", &left.unwrap_or_default()),
            ("dossier", &dossier.code.0),
            ("due", &dossier.due.map(|at| show_moment(at, words)).unwrap_or_default()),
            ("timeliness", &late),
            ("status", &wording::status(dossier.status, words)),
            ("applicant", name(person, words)),
            ("procedure", &dossier.procedure_name),
        ],
    );
    with_holder(&told, dossier, published, words)
}

/// What is told of a dossier, with who has it and where it goes.
fn with_holder(told: &str, dossier: &Dossier, published: &Published, words: &Words) -> String {
    let holder = holder(dossier, published, words);
    match &dossier.on_its_way {
        _ if holder.is_empty() => told.to_owned(),
        None => words.fill("cli.dossier_held", &[("told", told), ("holder", &holder)]),
        Some(way) => {
            let to = wording::holder(&way.to, published, words);
            words.fill("cli.dossier_on_its_way", &[("told", told), ("holder", &holder), ("to", &to)])
        }
    }
}

/// Who has it; nobody where it ended without a result.
pub(super) fn holder(dossier: &Dossier, published: &Published, words: &Words) -> String {
    if dossier.ended_without_result() { String::new() } else { wording::holder(&dossier.holder, published, words) }
}

fn name<'a>(person: Option<&'a Person>, words: &'a Words) -> &'a str {
    person.map_or_else(|| words.get("cli.person_unknown"), |person| person.name.as_str())
}

/// How it stands to its due time, and to the one that was promised where a correction moved it.
fn timely(dossier: &Dossier, (now, calendar): (Timestamp, &Calendar), words: &Words) -> String {
    if let Some(judged) = dossier.judged(now) {
        return words.get(judged.key()).to_owned();
    }
    if let Some(late) = dossier.lateness_now(now, calendar) {
        return words.fill("cli.timeliness_overdue_by", &[("late", &late.tell(words))]);
    }
    words.get(&format!("cli.timeliness_{}", timeliness(dossier.timeliness(now)))).to_owned()
}

/// How it stands to its due time; while its time stands, since when and what is left.
fn standing(dossier: &Dossier, (now, published): Moment<'_>, words: &Words) -> String {
    let calendar = &published.book.calendar;
    let Some((since, left)) = dossier.paused_since().zip(dossier.left_standing(calendar, now)) else {
        return timely(dossier, (now, calendar), words);
    };
    let gaps = [("since", show_moment(since, words)), ("left", left.tell(words))];
    let key = if dossier.stands_since_unknown() { "cli.stands_unknown" } else { "cli.stands_left" };
    words.fill(key, &[(gaps[0].0, &gaps[0].1), (gaps[1].0, &gaps[1].1)])
}

/// Everything about a dossier, one thing a line; what was not given has no line.
pub(super) fn sheet(dossier: &Dossier, person: Option<&Person>, (now, published): Moment<'_>, words: &Words) -> String {
    let calendar = &published.book.calendar;
    let unknown = Person::default();
    let known = person.unwrap_or(&unknown);
    let late = standing(dossier, (now, published), words);
    let fee = dossier.fee_due().map(|fee| words.fill("procedures.fee_vnd", &[("amount", &grouped(fee))]));
    let dong = |amount: u64| match amount {
        0 => String::new(),
        amount => words.fill("procedures.fee_vnd", &[("amount", &grouped(amount))]),
    };
    let was_late = dossier.late_before_correction();
    let in_time = dossier.on_time_as_promised(now);
    let requests = Some(dossier.supplement_requests()).filter(|n| *n > 0);
    let rows = [
        ("cli.sheet_dossier", dossier.code.0.clone()),
        ("cli.sheet_foreign", dossier.foreign.clone().unwrap_or_default()),
        ("cli.sheet_linked", codes(&dossier.others).join(", ")),
        ("cli.sheet_procedure", format!("{} {}", dossier.procedure, dossier.procedure_name).trim().to_owned()),
        ("cli.sheet_applicant", name(person, words).to_owned()),
        ("cli.sheet_phone", known.phone.clone()),
        ("cli.sheet_id", known.id_number.clone()),
        ("cli.sheet_address", known.place(&known.former_commune)),
        ("cli.sheet_sets", dossier.sets.to_string()),
        ("cli.sheet_fee", fee.unwrap_or_default()),
        ("life.paid_so_far", dong(dossier.paid())),
        ("life.owed", dong(dossier.owed().unwrap_or(0))),
        ("cli.sheet_give_back", dong(dossier.to_give_back())),
        ("cli.sheet_received", show_moment(dossier.accepted, words)),
        ("cli.sheet_limit", dossier.limit.map(|limit| words.say(&limit)).unwrap_or_default()),
        ("cli.sheet_due", dossier.due.map_or(late.clone(), |at| format!("{} ({late})", show_moment(at, words)))),
        ("cli.sheet_days_off", dossier.unsure(calendar).map(|unsure| words.say(&unsure)).unwrap_or_default()),
        ("life.late_before_correction", was_late.map(|at| show_moment(at, words)).unwrap_or_default()),
        ("life.on_time_before_correction", in_time.map(|at| show_moment(at, words)).unwrap_or_default()),
        ("life.another_date", dossier.another_date(now, words).unwrap_or_default()),
        ("step.supplements", requests.map_or_else(String::new, |n| n.to_string())),
        ("cli.sheet_status", format!("{} {}", dossier.status as u8, wording::status(dossier.status, words))),
        ("cli.sheet_holder", holder(dossier, published, words)),
        ("cli.sheet_rating", rating(dossier, published, words)),
        (
            "life.on_its_way",
            dossier.on_its_way.as_ref().map(|way| on_its_way(way, published, words)).unwrap_or_default(),
        ),
    ];
    let filled = rows.iter().filter(|(_, value)| !value.is_empty());
    let mut lines: Vec<String> = filled.map(|(key, value)| format!("{}: {value}", words.get(key))).collect();
    if let Some(papers) = &dossier.papers {
        let known = published.book.catalogue.get(&dossier.procedure).map_or(&[][..], |known| &known.papers);
        let (n, asked) = (dossier.papers_count(known).to_string(), papers.asked.to_string());
        lines.push(words.fill("dossiers.papers_there", &[("n", &n), ("asked", &asked)]));
        lines.extend(papers.there.iter().map(|paper| format!("  - {}", paper.say(words))));
    }
    lines.extend(dossier.papers_later_told(words).into_iter().map(|told| format!("  - {told}")));
    let before = dossier.before_here();
    let line = |(at, key): &(Timestamp, &str)| {
        words.fill("cli.step_elsewhere", &[("at", &show_moment(*at, words)), ("told", words.get(key))])
    };
    lines.extend(before.iter().map(line));
    let steps = dossier.steps.iter().map(|step| step_line(step, published, words)).enumerate();
    lines.extend(steps.map(|(place, step)| match place {
        0 if !before.is_empty() => words.fill("life.taken_over", &[("told", &step)]),
        _ => step,
    }));
    lines.join("\n")
}

/// How often the slip by which its result is rated was printed, and whether that is rated.
fn rating(dossier: &Dossier, published: &Published, words: &Words) -> String {
    let Some(handed) = published.state.handed.iter().rev().find(|one| one.dossier == dossier.code) else {
        return String::new();
    };
    let key = match handed.level {
        Some(_) if handed.by_staff => "cli.rated_by_staff",
        Some(_) => "cli.rated",
        None => "cli.rated_not",
    };
    words.fill(key, &[("n", &handed.slips.to_string())])
}

/// What happened in it, where the status does not say it alone.
fn told(step: &Step, published: &Published, words: &Words) -> Option<String> {
    let change = step.change.as_ref()?;
    Some(change.tell(words, |holder| wording::holder(holder, published, words)))
}

/// Where it goes, as its page on the screens tells it.
fn on_its_way(way: &OnItsWay, published: &Published, words: &Words) -> String {
    let (to, by, at) =
        (wording::holder(&way.to, published, words), who(way.by, published, words), show_moment(way.since, words));
    words.fill("life.way", &[("holder", &to), ("by", &by), ("at", &at)])
}

pub(super) fn who(by: Actor, published: &Published, words: &Words) -> String {
    match by {
        Actor::Administrator => words.get("common.role_administrator").to_owned(),
        Actor::Officer(officer) => wording::officer(officer, published, words),
        Actor::Clock | Actor::Kiosk | Actor::Display => String::new(),
    }
}

fn step_line(step: &Step, published: &Published, words: &Words) -> String {
    let by = who(step.by, published, words);
    let told = told(step, published, words).unwrap_or_default();
    words.fill(
        if told.is_empty() { "cli.step" } else { "cli.step_change" },
        &[
            ("told", &told),
            ("at", &show_moment(step.at, words)),
            ("status", &wording::status(step.status, words)),
            ("holder", &wording::holder(&step.holder, published, words)),
            ("by", &by),
        ],
    )
}
