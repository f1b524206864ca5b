//! From what was typed to what is asked of the engine, or to all that is wrong with it at once.

use super::form::{Form, Stop};
use crate::domain::command::{Applicant, Receive, Verb};
use crate::domain::dossier::Delivery;
use crate::domain::ids::Digest;
use crate::domain::person::{Flaw, Person, PersonField};
use crate::domain::refusal::Refusal;
use crate::domain::time::{Day, Timestamp};
use crate::text::money;
use crate::text::nfc::clean;
use crate::tui::model::Seat;
use crate::tui::seen::Seen;
use crate::tui::sight::dry_run;
use crate::tui::tell::Tell;
use chrono::{Datelike, NaiveTime};

/// What is asked, and who is new with it.
pub(in crate::tui) type Wish = (Verb, Option<Person>);

/// What is wrong, and where it was typed; in the order of the form.
pub(in crate::tui) type Flaws = Vec<(Stop, Tell)>;

impl Form {
    /// The person as typed.
    fn person(&self) -> Person {
        let mut person = Person::default();
        for field in PersonField::ALL {
            self.text(field.into()).clone_into(person.field_mut(field));
        }
        person
    }

    /// When the papers were handed in; `None` where what was typed is no time of day.
    pub fn received(&self, seen: Seen<'_>) -> Option<Timestamp> {
        let typed = clean(self.text(Stop::Received));
        if typed.is_empty() { Some(seen.moment()) } else { moment(&typed, seen.now.day()) }
    }

    /// What to ask the engine for.
    ///
    /// # Errors
    /// Everything that is wrong, at once: what the person's fields lack, numbers that are none, and what the rules say.
    pub fn wish(&self, seat: Seat, seen: Seen<'_>) -> Result<Wish, Flaws> {
        let mut flaws: Flaws = Vec::new();
        let person = self.person().checked().unwrap_or_else(|found| {
            flaws.extend(found.into_iter().flat_map(|flaw| self.places(flaw)));
            Person::default()
        });
        let procedure = self.choice.procedure(seen).map(|procedure| procedure.key().to_owned());
        if procedure.is_none() {
            flaws.push((Stop::Procedure, Tell::key("form.procedure_missing")));
        }
        let sets = clean(self.text(Stop::Sets)).parse::<u16>().ok();
        if sets.is_none() {
            flaws.push((Stop::Sets, Tell::Refusal(Refusal::SetsWrong)));
        }
        let fee = fee(self.text(Stop::Fee));
        if fee.is_err() {
            flaws.push((Stop::Fee, Tell::key("form.fee_wrong")));
        }
        let received = self.received(seen);
        if received.is_none() {
            flaws.push((Stop::Received, Tell::key("form.received_wrong")));
        }
        let known = self.known.as_ref().filter(|(_, known)| Person { pin: None, ..known.clone() } == person);
        let receive = Receive {
            registered: false,
            delivery: Delivery::default(),
            linked: None,
            foreign: None,
            elsewhere: None,
            procedure: procedure.clone().unwrap_or_default(),
            applicant: known.map_or(Applicant::New(Digest([0; 32])), |(id, _)| Applicant::Known(*id)),
            kind: self.kind,
            sets: sets.unwrap_or(1),
            fee: fee.unwrap_or(None),
            channel: self.channel,
            counter: seat.counter,
            received: received.filter(|_| !self.text(Stop::Received).trim().is_empty()),
            holder: None,
            papers: self.papers.papers(self.asked(seen)),
            no_papers: self.papers.none,
        };
        let new = if known.is_some() { None } else { Some(person) };
        flaws.extend(by_the_rules(&receive, procedure.is_some(), seat, seen));
        flaws.sort_by_key(|(stop, _)| *stop);
        if flaws.is_empty() { Ok((Verb::Receive(Box::new(receive)), new)) } else { Err(flaws) }
    }

    /// The fields that have this flaw.
    fn places(&self, flaw: Flaw) -> Vec<(Stop, Tell)> {
        let refusal = || Tell::Refusal(Refusal::Person(vec![flaw]));
        if flaw != Flaw::AddressTooLong {
            return vec![(flaw.field().into(), refusal())];
        }
        let long = |stop: &Stop| clean(self.text(*stop)).chars().count() > Person::PLACE_MAX;
        let places = [Stop::Address, Stop::Hamlet, Stop::FormerCommune];
        places.into_iter().filter(long).map(|stop| (stop, refusal())).collect()
    }
}

/// What the rules say to the rest, asked without asking anyone.
fn by_the_rules(receive: &Receive, chosen: bool, seat: Seat, seen: Seen<'_>) -> Option<(Stop, Tell)> {
    let refusal = dry_run(seat, Verb::Receive(Box::new(receive.clone())), seen).err()?;
    let stop = match refusal {
        Refusal::UnknownProcedure(_) if !chosen => return None,
        Refusal::UnknownProcedure(_) => Stop::Procedure,
        Refusal::SetsWrong => Stop::Sets,
        Refusal::FeeWrong => Stop::Fee,
        Refusal::ReceivedWrong => Stop::Received,
        _ => Stop::Save,
    };
    Some((stop, Tell::Refusal(refusal)))
}

/// Nothing typed is no statement; `Err` where it is no amount.
pub(super) fn fee(typed: &str) -> Result<Option<u64>, ()> {
    let typed = clean(typed);
    let bare = typed.trim_end_matches(['đ', 'd', ' ']);
    if typed.is_empty() { Ok(None) } else { money::parse(bare).map(Some).ok_or(()) }
}

/// `8:30`, `8h30`, `8:30 19/11`, `8:30 19/11/2026`, in either order; without a date, today.
pub(super) fn moment(typed: &str, today: Day) -> Option<Timestamp> {
    let (mut time, mut day) = (None, Some(today));
    for part in typed.split(' ') {
        if part.contains('/') {
            day = date(part, today);
        } else {
            time = Some(clock(part)?);
        }
    }
    Some(Timestamp::at(day?, time?))
}

/// `8:30`, `8h30`, `8h`.
pub(in crate::tui) fn clock(part: &str) -> Option<NaiveTime> {
    let (hour, minute) = part.split_once([':', 'h', 'H'])?;
    let minute = if minute.is_empty() { 0 } else { minute.parse().ok()? };
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute, 0)
}

pub(in crate::tui) fn date(part: &str, today: Day) -> Option<Day> {
    let numbers: Vec<u32> = part.split('/').map(|number| number.parse().ok()).collect::<Option<_>>()?;
    match numbers[..] {
        [day, month] => Day::from_ymd_opt(today.year(), month, day),
        [day, month, year] if year >= 1000 => Day::from_ymd_opt(i32::try_from(year).ok()?, month, day),
        _ => None,
    }
}
