//! Values of the settings that are typed: how each is shown, and what typing another makes of the centre.

use super::work::Roll;
use crate::domain::calendar::{MonthDay, Season};
use crate::domain::centre::{Centre, CounterPlan, Ground, Service};
use crate::domain::display::{show_time, time_of_day};
use crate::domain::ids::{CounterId, GroundId, ServiceId};
use crate::domain::refusal::Refusal;
use crate::domain::soundness::{COUNTERS_MAX, Unsound};
use crate::text::fold::fold;
use crate::tui::tell::Tell;

/// Longest name of a ground for programs.
const GROUND_NAME_MAX: usize = 32;

/// A value that is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Value {
    Name,
    Code,
    Unit,
    Wait,
    Within,
    OnTime,
    MaxPassed,
    Missed,
    Hold,
    Undo,
    Late,
    Early,
    Saturday,
    SeasonFrom(usize),
    SeasonMorning(usize),
    SeasonAfternoon(usize),
    NewSeason,
    CounterName(CounterId),
    NewCounter,
    ServiceName(ServiceId),
    ServiceNameEn(ServiceId),
    NewService,
    GroundName(usize),
    GroundNameEn(usize),
    GroundBasis(usize),
    NewGround,
    NightFrom,
    NightTo,
    PageSeconds,
    Notice(usize),
    NewNotice,
    /// A line of who works on dossiers, or of what they cost.
    Line(Roll, usize),
    NewLine(Roll),
}

impl Value {
    /// Those of the targets, in the order of the screen.
    pub const TARGETS: [Self; 9] = [
        Self::Wait,
        Self::Within,
        Self::OnTime,
        Self::MaxPassed,
        Self::Missed,
        Self::Hold,
        Self::Undo,
        Self::Late,
        Self::Early,
    ];

    /// What it is called, before it and over the line in which it is typed.
    pub fn key(self) -> &'static str {
        match self {
            Self::Name => "office.name",
            Self::Code => "office.code",
            Self::Unit => "office.unit",
            Self::Wait => "office.wait",
            Self::Within => "office.within",
            Self::OnTime => "office.on_time",
            Self::MaxPassed => "office.max_passed",
            Self::Missed => "office.missed",
            Self::Hold => "office.hold",
            Self::Undo => "office.undo",
            Self::Late => "office.late",
            Self::Early => "office.early",
            Self::Saturday => "office.saturday",
            Self::SeasonFrom(_) => "office.season_from",
            Self::SeasonMorning(_) => "office.season_morning",
            Self::SeasonAfternoon(_) => "office.season_afternoon",
            Self::NewSeason => "office.new_season",
            Self::CounterName(_) => "office.counter_name",
            Self::NewCounter => "office.new_counter",
            Self::ServiceName(_) => "office.service_name",
            Self::ServiceNameEn(_) => "office.service_name_en",
            Self::NewService => "office.new_service",
            Self::GroundName(_) => "office.ground_name",
            Self::GroundNameEn(_) => "office.ground_name_en",
            Self::GroundBasis(_) => "office.ground_basis",
            Self::NewGround => "office.new_ground",
            Self::NightFrom => "office.night_from",
            Self::NightTo => "office.night_to",
            Self::PageSeconds => "office.page_seconds",
            Self::Notice(_) => "office.notice",
            Self::NewNotice => "office.new_notice",
            Self::Line(roll, _) => roll.key(),
            Self::NewLine(roll) => roll.new_key(),
        }
    }

    /// Whether it is something new: there is nothing yet that somebody else could change.
    pub fn is_new(self) -> bool {
        matches!(
            self,
            Self::NewSeason
                | Self::NewCounter
                | Self::NewService
                | Self::NewGround
                | Self::NewNotice
                | Self::NewLine(_)
        )
    }

    /// Whether it is known by its place in a list, where something else may stand by now.
    pub fn is_placed(self) -> bool {
        matches!(
            self,
            Self::SeasonFrom(_)
                | Self::SeasonMorning(_)
                | Self::SeasonAfternoon(_)
                | Self::GroundName(_)
                | Self::GroundNameEn(_)
                | Self::GroundBasis(_)
                | Self::Notice(_)
                | Self::Line(..)
        )
    }

    /// As it is now, in the form in which it is typed.
    pub fn read(self, centre: &Centre) -> String {
        let minutes = |seconds: i64| (seconds / 60).to_string();
        let season = |at: usize| centre.hours.seasons.get(at);
        let service = |id| centre.service(id);
        let ground = |at: usize| centre.grounds.get(at);
        let (periods, display) = (&centre.periods, &centre.display);
        match self {
            Self::Name => centre.name.clone(),
            Self::Code => centre.code.clone(),
            Self::Unit => centre.unit.clone(),
            Self::Wait => minutes(centre.targets.wait_s),
            Self::Within => centre.targets.within_percent.to_string(),
            Self::OnTime => centre.targets.on_time_percent.to_string(),
            Self::MaxPassed => centre.rule.max_passed.map(|most| most.to_string()).unwrap_or_default(),
            Self::Missed => minutes(periods.missed_s),
            Self::Hold => minutes(periods.hold_s),
            Self::Undo => minutes(periods.undo_s),
            Self::Late => minutes(periods.appointment_late_s),
            Self::Early => minutes(periods.appointment_early_s),
            Self::Saturday => centre.hours.saturday.map(|span| span.to_string()).unwrap_or_default(),
            Self::SeasonFrom(at) => season(at).map(|season| day_of_year(season.from)).unwrap_or_default(),
            Self::SeasonMorning(at) => season(at).map(|season| season.morning.to_string()).unwrap_or_default(),
            Self::SeasonAfternoon(at) => {
                season(at).and_then(|season| season.afternoon).map(|span| span.to_string()).unwrap_or_default()
            }
            Self::CounterName(id) => {
                centre.counters.iter().find(|plan| plan.id == id).map(|plan| plan.name.clone()).unwrap_or_default()
            }
            Self::NewCounter => free_number(centre).map(|number| number.to_string()).unwrap_or_default(),
            Self::ServiceName(id) => service(id).map(|service| service.name.clone()).unwrap_or_default(),
            Self::ServiceNameEn(id) => service(id).map(|service| service.name_en.clone()).unwrap_or_default(),
            Self::GroundName(at) => ground(at).map(|ground| ground.name.clone()).unwrap_or_default(),
            Self::GroundNameEn(at) => ground(at).map(|ground| ground.name_en.clone()).unwrap_or_default(),
            Self::GroundBasis(at) => ground(at).map(|ground| ground.basis.clone()).unwrap_or_default(),
            Self::NightFrom => show_time(display.night_from),
            Self::NightTo => show_time(display.night_to),
            Self::PageSeconds => display.page_s.to_string(),
            Self::Notice(at) => display.notices.get(at).cloned().unwrap_or_default(),
            Self::Line(roll, at) => roll.lines(&centre.work).into_iter().nth(at).unwrap_or_default(),
            Self::NewSeason | Self::NewService | Self::NewGround | Self::NewNotice | Self::NewLine(_) => String::new(),
        }
    }

    /// Puts `typed` into `centre`, a new service under the letter `free`; whether the whole can be used is for the rules
    /// to say.
    ///
    /// # Errors
    /// What was typed is not of the kind that the value takes.
    pub fn write(self, centre: &mut Centre, typed: &str, free: Option<ServiceId>) -> Result<(), Tell> {
        let text = typed.to_owned();
        match self {
            Self::Name => centre.name = text,
            Self::Code => centre.code = text,
            Self::Unit => centre.unit = text.to_uppercase(),
            Self::Wait => centre.targets.wait_s = minutes(typed)?,
            Self::Within => centre.targets.within_percent = number(typed, u8::MAX)?,
            Self::OnTime => centre.targets.on_time_percent = number(typed, u8::MAX)?,
            Self::MaxPassed if typed.is_empty() => centre.rule.max_passed = None,
            Self::MaxPassed => centre.rule.max_passed = Some(number(typed, u32::MAX)?),
            Self::Missed => centre.periods.missed_s = minutes(typed)?,
            Self::Hold => centre.periods.hold_s = minutes(typed)?,
            Self::Undo => centre.periods.undo_s = minutes(typed)?,
            Self::Late => centre.periods.appointment_late_s = minutes(typed)?,
            Self::Early => centre.periods.appointment_early_s = minutes(typed)?,
            Self::NightFrom => centre.display.night_from = time(typed)?,
            Self::NightTo => centre.display.night_to = time(typed)?,
            Self::PageSeconds => centre.display.page_s = number(typed, i64::MAX)?,
            Self::Notice(at) => set(centre.display.notices.get_mut(at), text),
            Self::NewNotice => centre.display.notices.push(text),
            Self::Line(roll, at) => roll.write(centre, Some(at), typed)?,
            Self::NewLine(roll) => roll.write(centre, None, typed)?,
            Self::CounterName(id) => {
                set(centre.counters.iter_mut().find(|plan| plan.id == id).map(|plan| &mut plan.name), text);
            }
            Self::ServiceName(id) => set(service(centre, id).map(|service| &mut service.name), text),
            Self::ServiceNameEn(id) => set(service(centre, id).map(|service| &mut service.name_en), text),
            Self::GroundName(at) => set(centre.grounds.get_mut(at).map(|ground| &mut ground.name), text),
            Self::GroundNameEn(at) => set(centre.grounds.get_mut(at).map(|ground| &mut ground.name_en), text),
            Self::GroundBasis(at) => set(centre.grounds.get_mut(at).map(|ground| &mut ground.basis), text),
            Self::NewCounter => new_counter(centre, number(typed, u16::MAX)?),
            Self::NewService => new_service(centre, text, free)?,
            Self::NewGround => new_ground(centre, text),
            Self::Saturday | Self::NewSeason => self.write_hours(centre, typed, 0)?,
            Self::SeasonFrom(at) | Self::SeasonMorning(at) | Self::SeasonAfternoon(at) => {
                self.write_hours(centre, typed, at)?;
            }
        }
        Ok(())
    }

    fn write_hours(self, centre: &mut Centre, typed: &str, at: usize) -> Result<(), Tell> {
        let span = || typed.parse().map_err(|fault| unsound(Unsound::Hours(fault)));
        let optional = || if typed.is_empty() { Ok(None) } else { span().map(Some) };
        let hours = &mut centre.hours;
        match self {
            Self::Saturday => hours.saturday = optional()?,
            Self::NewSeason => {
                let from = read_day(typed)?;
                let before = hours.seasons.iter().filter(|season| season.from < from).max_by_key(|season| season.from);
                let last = || hours.seasons.iter().max_by_key(|season| season.from);
                if let Some(like) = before.or_else(last).cloned() {
                    hours.seasons.push(Season { from, ..like });
                }
            }
            _ => {
                let Some(season) = hours.seasons.get_mut(at) else { return Ok(()) };
                match self {
                    Self::SeasonFrom(_) => season.from = read_day(typed)?,
                    Self::SeasonMorning(_) => season.morning = span()?,
                    _ => season.afternoon = optional()?,
                }
            }
        }
        Ok(())
    }
}

/// A day of every year as people write it: `16/04`.
pub(in crate::tui) fn day_of_year(day: MonthDay) -> String {
    let text = day.to_string();
    text.split_once('-').map_or(text.clone(), |(month, day)| format!("{day}/{month}"))
}

/// As people write it, or as the file has it.
fn read_day(typed: &str) -> Result<MonthDay, Tell> {
    let turned = typed.split_once('/').map(|(day, month)| format!("{}-{}", month.trim(), day.trim()));
    turned.as_deref().unwrap_or(typed).parse().map_err(|fault| unsound(Unsound::Hours(fault)))
}

fn unsound(flaw: Unsound) -> Tell {
    Tell::Refusal(Refusal::Unsound(flaw))
}

fn set(place: Option<&mut String>, text: String) {
    if let Some(place) = place {
        *place = text;
    }
}

fn service(centre: &mut Centre, id: ServiceId) -> Option<&mut Service> {
    centre.services.iter_mut().find(|service| service.id == id)
}

/// A whole number; one that the type cannot hold becomes `most`, which the rules refuse as they refuse every other that is
/// out of its range.
fn number<T: TryFrom<i64>>(typed: &str, most: T) -> Result<T, Tell> {
    let digits = typed.strip_prefix(['-', '+']).unwrap_or(typed);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Tell::key("office.number_wrong"));
    }
    Ok(typed.parse::<i64>().ok().and_then(|number| T::try_from(number).ok()).unwrap_or(most))
}

fn minutes(typed: &str) -> Result<i64, Tell> {
    number(typed, i64::MAX).map(|minutes| minutes.saturating_mul(60))
}

fn time(typed: &str) -> Result<chrono::NaiveTime, Tell> {
    time_of_day(typed).map_err(|fault| unsound(Unsound::Display(fault)))
}

fn free_number(centre: &Centre) -> Option<u16> {
    (1..=COUNTERS_MAX).find(|number| centre.counters.iter().all(|plan| plan.id.0 != *number))
}

/// It takes everything until it is told otherwise.
fn new_counter(centre: &mut Centre, number: u16) {
    let skills = centre.services.iter().map(|service| service.id).collect();
    centre.counters.push(CounterPlan { id: CounterId(number), name: String::new(), skills });
    centre.counters.sort_by_key(|plan| plan.id);
}

/// Whoever takes everything takes the new one too.
fn new_service(centre: &mut Centre, name: String, free: Option<ServiceId>) -> Result<(), Tell> {
    let id = free.ok_or_else(|| Tell::key("office.letters_used_up"))?;
    let all: std::collections::BTreeSet<ServiceId> = centre.services.iter().map(|service| service.id).collect();
    for counter in centre.counters.iter_mut().filter(|counter| counter.skills == all) {
        counter.skills.insert(id);
    }
    centre.services.push(Service { id, name, name_en: String::new(), fields: Vec::new() });
    Ok(())
}

/// Its name for programs is made of its letters.
fn new_ground(centre: &mut Centre, name: String) {
    let plain = |letter: char| if letter.is_ascii_lowercase() { letter } else { '_' };
    let mut id: String = fold(&name).chars().map(plain).take(GROUND_NAME_MAX - 4).collect();
    while centre.grounds.iter().any(|ground| ground.id.0 == id) {
        id.push('_');
    }
    centre.grounds.push(Ground { id: GroundId(id), name, name_en: String::new(), basis: String::new(), on: true });
}
