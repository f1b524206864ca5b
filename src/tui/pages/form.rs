//! The form of a dossier to be received: one draft for each visit, kept until it is saved or the day is over.

use super::choice::Choice;
use super::counting::Counting;
use super::visitor::Visitor;
use crate::domain::card::Card;
use crate::domain::dossier::Channel;
use crate::domain::ids::{CommandId, OfficerId, PersonId, TicketNo};
use crate::domain::person::{Person, PersonField};
use crate::domain::procedure::Fee;
use crate::domain::ticket::ApplicantKind;
use crate::domain::time::Day;
use crate::text::money::grouped;
use crate::tui::parts::field::Field;
use crate::tui::seen::Seen;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Where the focus may stand, in the order of Tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(in crate::tui) enum Stop {
    #[default]
    Procedure,
    Name,
    Phone,
    IdNumber,
    Address,
    Hamlet,
    FormerCommune,
    Kind,
    Sets,
    Fee,
    Channel,
    Received,
    Papers,
    Save,
}

impl From<PersonField> for Stop {
    fn from(field: PersonField) -> Self {
        match field {
            PersonField::Name => Self::Name,
            PersonField::Phone => Self::Phone,
            PersonField::IdNumber => Self::IdNumber,
            PersonField::Address => Self::Address,
            PersonField::Hamlet => Self::Hamlet,
            PersonField::FormerCommune => Self::FormerCommune,
        }
    }
}

impl Stop {
    pub const ALL: [Self; 14] = [
        Self::Procedure,
        Self::Name,
        Self::Phone,
        Self::IdNumber,
        Self::Address,
        Self::Hamlet,
        Self::FormerCommune,
        Self::Kind,
        Self::Sets,
        Self::Fee,
        Self::Channel,
        Self::Received,
        Self::Papers,
        Self::Save,
    ];

    /// Key of what stands before the field.
    pub fn label(self) -> &'static str {
        match self {
            Self::Procedure => "form.procedure",
            Self::Name => "form.name",
            Self::IdNumber => "form.id_number",
            Self::Phone => "form.phone",
            Self::Address => "form.address",
            Self::Hamlet => "form.hamlet",
            Self::FormerCommune => "form.former_commune",
            Self::Kind => "form.kind",
            Self::Sets => "form.sets",
            Self::Fee => "form.fee",
            Self::Channel => "form.channel",
            Self::Received => "form.received",
            Self::Papers => "form.papers",
            Self::Save => "form.save",
        }
    }

    /// How many letters are taken of what is pasted here.
    pub fn longest(self) -> usize {
        match self {
            Self::Name => Person::NAME_MAX,
            Self::Sets => 5,
            Self::Phone | Self::IdNumber | Self::Fee | Self::Received => 20,
            _ => Person::PLACE_MAX,
        }
    }

    /// Whether words are typed here, not numbers.
    pub fn is_words(self) -> bool {
        matches!(self, Self::Name | Self::Address | Self::Hamlet | Self::FormerCommune)
    }

    /// Whether letters are typed here.
    pub fn is_typed(self) -> bool {
        !matches!(self, Self::Procedure | Self::Kind | Self::Channel | Self::Papers | Self::Save)
    }
}

/// What was typed for one dossier.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::tui) struct Form {
    pub ticket: Option<TicketNo>,
    /// Who receives.
    pub(super) officer: Option<OfficerId>,
    pub(super) day: Day,
    pub focus: Stop,
    pub choice: Choice,
    fields: [Field; Stop::ALL.len()],
    pub kind: ApplicantKind,
    pub channel: Channel,
    /// Whom the fields were filled with: unchanged, it is this very person.
    pub known: Option<(PersonId, Person)>,
    /// Whoever handed in the last dossier of the visit.
    pub(super) visitor: Visitor,
    /// What was filled in by the program and not touched since: typing there replaces it.
    pub filled: BTreeSet<Stop>,
    /// The card that was scanned for it.
    pub card: Option<Card>,
    /// The ID number that was typed and looked up last.
    #[serde(skip)]
    pub looked_up: Option<String>,
    /// A receipt that was long ago is meant so.
    #[serde(skip)]
    pub long_ago_meant: bool,
    /// The number that is known under another name, and that name.
    pub another: Option<(String, String)>,
    /// Saving waits for the answer whose the number is.
    #[serde(skip)]
    pub checking: bool,
    /// The papers that were seen.
    pub papers: Counting,
    /// Saving was tried: what is wrong is shown from now on.
    pub tried: bool,
    /// Asked to be saved, not answered.
    #[serde(skip)]
    pub saving: Option<u64>,
    /// The wish it was asked to be saved with, by which it is known again where the answer was not heard.
    pub(super) wish: Option<CommandId>,
    /// What stood here before it was emptied.
    #[serde(skip)]
    emptied: Option<Box<Form>>,
}

impl Form {
    /// An empty form for this visit; with the applicant of the last dossier this officer received in it, if there is one.
    pub fn new(ticket: Option<TicketNo>, officer: Option<OfficerId>, seen: Seen<'_>) -> Self {
        let visit = ticket.and_then(|no| seen.state().tickets.get(&no));
        let mut form = Self {
            ticket,
            officer,
            day: seen.now.day(),
            focus: Stop::Procedure,
            choice: Choice::default(),
            fields: Default::default(),
            kind: visit.map(|visit| visit.applicant).unwrap_or_default(),
            channel: Channel::InPerson,
            known: None,
            visitor: Visitor::default(),
            filled: BTreeSet::new(),
            card: None,
            looked_up: None,
            long_ago_meant: false,
            another: None,
            checking: false,
            papers: Counting::default(),
            tried: false,
            saving: None,
            wish: None,
            emptied: None,
        };
        form.fill(Stop::Sets, "1");
        form.fill_visitor(seen);
        form
    }

    pub fn field(&self, stop: Stop) -> &Field {
        &self.fields[stop as usize]
    }

    pub fn field_mut(&mut self, stop: Stop) -> &mut Field {
        &mut self.fields[stop as usize]
    }

    /// Writes what is likely into a field, to be kept or typed over.
    pub fn fill(&mut self, stop: Stop, text: &str) {
        self.field_mut(stop).set(text);
        if text.is_empty() {
            self.filled.remove(&stop);
        } else {
            self.filled.insert(stop);
        }
    }

    /// The field in focus, for a change. What was filled in there goes, when what is typed `replaces` it.
    pub fn touch(&mut self, replaces: bool) -> &mut Field {
        let stop = self.focus;
        if self.filled.remove(&stop) && replaces {
            self.field_mut(stop).clear();
        }
        self.field_mut(stop)
    }

    /// What was typed at `stop`.
    pub fn text(&self, stop: Stop) -> &str {
        self.field(stop).text()
    }

    /// Picks the procedure under the bar, with its fee and its papers. False when there is none.
    pub fn pick(&mut self, seen: Seen<'_>) -> bool {
        let picked = self.choice.pick();
        if picked == Some(true) {
            self.picked(seen);
        }
        picked.is_some()
    }

    /// Takes this procedure.
    pub fn choose(&mut self, key: &str, seen: Seen<'_>) {
        self.choice.choose(key);
        self.picked(seen);
    }

    fn picked(&mut self, seen: Seen<'_>) {
        let fee = match self.choice.procedure(seen).map(|procedure| procedure.fee) {
            Some(Fee::Free) => "0".to_owned(),
            Some(Fee::Vnd(amount)) => grouped(amount),
            _ => String::new(),
        };
        self.fill(Stop::Fee, &fee);
        self.papers = Counting::default();
    }

    /// The papers the procedure asks for.
    pub fn asked<'a>(&'a self, seen: Seen<'a>) -> &'a [String] {
        self.choice.procedure(seen).map_or(&[][..], |procedure| &procedure.papers)
    }

    /// The stop after (or before) the one in focus. Without papers there is nothing to tick.
    pub fn step(&mut self, back: bool, seen: Seen<'_>) {
        let by = if back { Stop::ALL.len() - 1 } else { 1 };
        self.choice.restore();
        loop {
            self.focus = Stop::ALL[(self.focus as usize + by) % Stop::ALL.len()];
            if self.focus != Stop::Papers || !self.asked(seen).is_empty() {
                break;
            }
        }
        if self.focus.is_typed() {
            let focus = self.focus;
            self.field_mut(focus).end();
        }
    }

    /// True when nothing was typed or chosen that could be lost.
    pub fn is_blank(&self) -> bool {
        let typed = |stop: &Stop| *stop != Stop::Sets && !self.text(*stop).is_empty();
        self.choice.picked.is_none() && self.choice.query.text().is_empty() && !Stop::ALL.iter().any(typed)
    }

    /// True when there is nothing but what a new form begins with.
    pub fn is_fresh(&self, seen: Seen<'_>) -> bool {
        let fresh = Self::new(self.ticket, self.officer, seen);
        let same = |stop: &Stop| self.text(*stop) == fresh.text(*stop);
        self.choice.picked.is_none() && self.choice.query.text().is_empty() && Stop::ALL.iter().all(same)
    }

    /// Empties the form; done again on an empty one, gives back what stood there. Answers whether it was emptied.
    pub fn empty(&mut self, seen: Seen<'_>) -> bool {
        if self.is_blank()
            && let Some(before) = self.emptied.take()
        {
            *self = *before;
            return false;
        }
        let mut blank = Self::new(self.ticket, self.officer, seen);
        for stop in Stop::ALL {
            blank.field_mut(stop).clear();
        }
        blank.fill(Stop::Sets, "1");
        blank.known = None;
        blank.visitor = Visitor::default();
        let before = std::mem::replace(self, blank);
        self.emptied = Some(Box::new(before));
        true
    }
}

/// Key of the word for a way a dossier comes in.
pub(in crate::tui) fn channel_key(channel: Channel) -> &'static str {
    match channel {
        Channel::InPerson => "form.channel_in_person",
        Channel::Post => "form.channel_post",
        Channel::Online => "form.channel_online",
    }
}
