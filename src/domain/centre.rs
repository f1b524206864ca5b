//! The centre itself: who it is, its services, counters, grounds of priority, hours and targets.

use super::calendar::hours::Hours;
use super::display::Display;
use super::dossier::CaseRefusal;
use super::fees::FeeRule;
use super::ids::{CounterId, GroundId, OfficerId, PersonId, ServiceId};
use super::queue::Rule;
use crate::text::fold::fold;
use crate::text::nfc::clean;
use crate::text::words::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One commune's centre, as its settings file describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Centre {
    /// `Trung tâm Phục vụ hành chính công xã Cẩm Trung`.
    pub name: String,
    /// Official code of the commune, such as `18742`; names clash, codes do not.
    pub code: String,
    /// The unit's identifier inside dossier codes, such as `000.00.00.H27`.
    pub unit: String,
    /// What citizens may pick, in the order shown.
    pub services: Vec<Service>,
    /// Its counters.
    pub counters: Vec<CounterPlan>,
    /// Grounds of priority, in the order shown.
    pub grounds: Vec<Ground>,
    /// Opening hours.
    pub hours: Hours,
    /// Whether days off that are announced policy but not yet confirmed law count as days off.
    pub policy_days: bool,
    /// How the next person is found.
    pub rule: Rule,
    /// The waiting room's periods.
    pub periods: Periods,
    /// What the centre wants to reach.
    pub targets: Targets,
    /// Who works on dossiers besides the reception.
    #[serde(default)]
    pub work: Work,
    /// The language of a screen that has not chosen one.
    pub language: Language,
    /// What hangs on the walls.
    #[serde(default, skip_serializing_if = "Display::is_usual")]
    pub display: Display,
}

/// What a citizen picks: one letter, several fields of procedures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Its letter.
    pub id: ServiceId,
    /// Vietnamese name.
    pub name: String,
    /// English name; the Vietnamese one stands in when empty.
    pub name_en: String,
    /// Fields (lĩnh vực) of procedures it covers, as the catalogue spells them; a service that lists none takes the rest.
    pub fields: Vec<String>,
}

/// A counter as planned; what it is doing now is [`Counter`](super::counter::Counter).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterPlan {
    /// Its number.
    pub id: CounterId,
    /// What stands over it; may be empty.
    pub name: String,
    /// Services it serves.
    pub skills: BTreeSet<ServiceId>,
}

/// Why somebody goes first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// Its name for programs, such as `elderly`.
    pub id: GroundId,
    /// Vietnamese name.
    pub name: String,
    /// English name; the Vietnamese one stands in when empty.
    pub name_en: String,
    /// The rule it rests on, as the centre words it; may be empty.
    pub basis: String,
    /// Whether it is in use.
    pub on: bool,
}

/// Periods of the waiting room, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Periods {
    /// How long a missed ticket may come back (15 min).
    pub missed_s: i64,
    /// The longest hold at a counter (15 min).
    pub hold_s: i64,
    /// How long the last action at a counter can be undone (2 min).
    pub undo_s: i64,
    /// How late an appointment may come and keep its time (10 min).
    pub appointment_late_s: i64,
    /// How long before its time an appointment may be called (5 min).
    pub appointment_early_s: i64,
}

/// Four in five, as service centres elsewhere want it; a setting.
fn usual_within() -> u8 {
    80
}

/// What the centre wants to reach; no law is named because none was confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Targets {
    /// Longest wait meant for a citizen, in seconds.
    pub wait_s: i64,
    /// Of 100 people, how many should wait no longer.
    #[serde(default = "usual_within")]
    pub within_percent: u8,
    /// Share of dossiers done on time, in per cent.
    pub on_time_percent: u8,
}

/// Who works on dossiers besides the reception, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// Sections of the commune that take dossiers, as they are called.
    pub sections: Vec<String>,
    /// Agencies outside that are asked, the one above the commune among them.
    pub agencies: Vec<String>,
    /// Grounds on which no fee is taken, as the centre words them.
    pub exempt: Vec<String>,
    /// What procedures and fields cost here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fees: Vec<FeeRule>,
    /// For how many years after the end of a dossier its applicant's record is kept for certain.
    #[serde(default = "keep_years", skip_serializing_if = "is_keep_years")]
    pub keep_years: u8,
}

impl Work {
    /// The section that was typed, as it is called: whatever letters are capitals, and without accents where only one is
    /// called so.
    ///
    /// # Errors
    /// [`CaseRefusal::UnknownSection`].
    pub fn section(&self, typed: &str) -> Result<&str, CaseRefusal> {
        let small = clean(typed).to_lowercase();
        let mut plain = self.sections.iter().filter(|section| fold(section) == small);
        let plain = plain.next().filter(|_| plain.next().is_none());
        let exact = self.sections.iter().find(|section| *section == typed);
        let known = exact.or_else(|| self.sections.iter().find(|section| section.to_lowercase() == small)).or(plain);
        let unknown = || CaseRefusal::UnknownSection { section: clean(typed), known: self.sections.clone() };
        known.map(String::as_str).ok_or_else(unknown)
    }
}

/// What is meant where nothing is said; how long a centre must keep what is its archive's to say.
fn keep_years() -> u8 {
    5
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
fn is_keep_years(years: &u8) -> bool {
    *years == keep_years()
}

/// What an officer is there for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Hướng dẫn.
    Receptionist,
    /// Tiếp nhận.
    #[default]
    Operator,
    /// Chuyên môn.
    Specialist,
    /// Trả kết quả.
    ReturnDesk,
    /// Lãnh đạo.
    Supervisor,
    /// Quản trị.
    Administrator,
}

impl Role {
    /// Whether its work is done at a counter only; the others may also sign in without one.
    pub fn needs_counter(self) -> bool {
        matches!(self, Self::Operator | Self::ReturnDesk)
    }
}

/// Someone who works at the centre; the name and the PIN are in the vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officer {
    /// What she types to sign in.
    pub id: OfficerId,
    /// Her record in the vault.
    pub person: PersonId,
    /// What she is there for.
    pub role: Role,
    /// Services she can serve; empty means every service of the counter she sits at.
    pub skills: BTreeSet<ServiceId>,
    /// Whether she has a PIN; without one she signs in at the hub PC's own terminal only.
    pub has_pin: bool,
    /// Whether she still works here.
    pub active: bool,
    /// The section she belongs to; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub section: String,
    /// Whether somebody else chose her PIN, so that she must choose another when she signs in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pin_given: bool,
}

impl Default for Periods {
    fn default() -> Self {
        Self { missed_s: 900, hold_s: 900, undo_s: 120, appointment_late_s: 600, appointment_early_s: 300 }
    }
}

impl Default for Targets {
    fn default() -> Self {
        Self { wait_s: 900, within_percent: usual_within(), on_time_percent: 95 }
    }
}

impl Centre {
    /// The service of `id`, if the centre has it.
    pub fn service(&self, id: ServiceId) -> Option<&Service> {
        self.services.iter().find(|service| service.id == id)
    }

    /// The ground of `id`, if the centre has it.
    pub fn ground(&self, id: &GroundId) -> Option<&Ground> {
        self.grounds.iter().find(|ground| &ground.id == id)
    }

    /// The service that covers the field of a procedure: the one that lists it, else one that lists none.
    pub fn service_of_field(&self, field: &str) -> Option<ServiceId> {
        let lists = |service: &&Service| service.fields.iter().any(|listed| listed == field);
        let takes_rest = |service: &&Service| service.fields.is_empty();
        self.services.iter().find(lists).or_else(|| self.services.iter().find(takes_rest)).map(|service| service.id)
    }
}

impl Service {
    /// Its name in `language`.
    pub fn name_in(&self, language: Language) -> &str {
        in_language(language, &self.name, &self.name_en)
    }
}

impl Ground {
    /// Its name in `language`.
    pub fn name_in(&self, language: Language) -> &str {
        in_language(language, &self.name, &self.name_en)
    }
}

fn in_language<'a>(language: Language, vi: &'a str, en: &'a str) -> &'a str {
    if language == Language::En && !en.is_empty() { en } else { vi }
}
