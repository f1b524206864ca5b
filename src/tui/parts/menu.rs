//! A list to choose from with one key, and a line to type where the list has nothing that fits.

use super::confirm::Confirm;
use super::field::Field;
use super::float;
pub(in crate::tui) use super::label::Label;
use super::label::tick;
use super::list::List;
pub(in crate::tui) use super::ticks::{Taker, Takes, Ticks};
use crate::domain::account::Account;
use crate::domain::centre::Role as OfficeRole;
use crate::domain::command::{CounterVerb, Issue, Verb};
use crate::domain::ids::{CounterId, DossierCode, OfficerId, ServiceId, TicketNo};
use crate::domain::ticket::ApplicantKind;
use crate::domain::time::{Day, Timestamp};
use crate::domain::worklist::Worklist;
use crate::text::width::{columns, wrap};
use crate::tui::effect::Paper;
use crate::tui::pages::dossier_act::Act;
use crate::tui::pages::listing::Only;
use crate::tui::pages::settings::deed::{Deed, OfficerDeed};
use crate::tui::pages::settings::value::Value;
use crate::tui::scene::{Hit, Scene};
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell};
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// A choice among a few.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Menu {
    pub title: Said,
    pub items: Vec<Item>,
    pub list: List,
    /// A choice that goes along with whatever is chosen.
    pub extra: Option<Extra>,
    pub about: About,
}

/// Whom a question is about. An answer that was under way when it was asked may put somebody else in front before it
/// is answered; then it is answered no more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) enum About {
    /// Not about the person in front.
    #[default]
    Others,
    /// About who was in front when it was asked, or about nobody being there.
    Front(Option<TicketNo>),
}

/// What goes along with a choice; one key goes to the next of its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Extra {
    /// A transfer is for a second matter, not because the queue was wrong.
    SecondMatter(bool),
    /// What a new number has besides its service and its ground.
    Number(Number),
    /// The services that are ticked, and whose they are.
    Skills(Takes, Ticks<ServiceId>),
    /// The fields that are ticked, and the service that is to cover them.
    Fields(ServiceId, Ticks<String>),
}

/// What a new number has besides its service and its ground.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) struct Number {
    /// Who stands behind it.
    pub applicant: ApplicantKind,
    pub appointment: Option<Timestamp>,
    /// The number that was not served on the last day.
    pub voucher: Option<TicketNo>,
}

/// One of them.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Item {
    /// The key that chooses it; `None` when only the arrows do.
    pub key: Option<char>,
    pub label: Label,
    pub then: Then,
    /// Why it cannot be chosen now.
    pub barred: Option<Tell>,
}

/// What choosing an item does.
#[derive(Clone, Debug)]
pub(in crate::tui) enum Then {
    Submit(Verb),
    /// Submit with the words of the item's own label as the reason.
    Because(Purpose),
    Open(Box<Menu>),
    Ask(Asked),
    /// Tick a service, or take its tick away.
    Tick(ServiceId),
    /// The same with a field.
    TickField(String),
    /// Change the settings.
    Change(Deed),
    /// Change an officer.
    Officer(OfficerId, OfficerDeed),
    /// Tick the services of a counter, or the fields of a service.
    Skills(CounterId),
    Fields(ServiceId),
    /// A day is again what the law and the files say.
    UsualDay(Day),
    /// Somebody of this name works here, in this role.
    Hire(String, OfficeRole),
    Confirm(Box<Confirm>),
    /// Make a paper of a dossier.
    Print(DossierCode, Paper),
    /// A step of the dossier in front.
    Step(Act),
    /// The known agency that was meant, or that it is a new one.
    Agency(Option<String>),
    /// Another list of dossiers, or those of somebody only.
    List(Worklist),
    Only(Box<Only>),
    /// Save the form of a dossier on whose papers nothing was ticked.
    Papers(There),
}

/// What was handed in of the papers that nothing was ticked of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum There {
    None,
    All,
    /// That is said of one after the other.
    Each,
}

/// What a line to type is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Asked {
    Reason(Purpose),
    /// The time appointed for a new number.
    Appointment,
    /// The voucher handed in for it.
    Voucher,
    /// Whose place is asked.
    Place,
    /// The past moment to be seen again.
    Past,
    /// The name of a new officer.
    OfficerName,
    /// Another name for this one.
    OfficerRename(OfficerId),
    /// A PIN for this officer.
    Pin(OfficerId),
    /// The account that a new key is to open.
    KeyAccount,
    /// That key, pasted.
    Key(Account),
    /// The same PIN once more.
    PinAgain(OfficerId),
    /// The cash that was counted in somebody's till, in her own where nobody is named.
    Counted(Option<OfficerId>),
    /// Why it is more or less than it should be.
    CashReason(Option<OfficerId>, u64),
    /// A value of the settings.
    Setting(Value),
    /// Which day is to be off or worked.
    Day,
    /// What that day is called, and whether it is off.
    DayName(Day, bool),
}

/// What a reason is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Purpose {
    Pause(CounterId),
    Park(CounterId, u16),
    Cancel(TicketNo),
}

/// A line to type.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Ask {
    pub title: Said,
    pub field: Field,
    pub asked: Asked,
    pub about: About,
    /// What stood in the line before anything was typed.
    pub began: String,
}

impl Ask {
    pub fn new(asked: Asked, about: About, seen: Seen<'_>) -> Self {
        let began = asked.begins(seen);
        Self { title: asked.title(), field: Field::new(&began), asked, about, began }
    }
}

impl Asked {
    /// Whether words are typed, not numbers or keys.
    pub fn is_words(self) -> bool {
        matches!(self, Self::Reason(_) | Self::CashReason(..) | Self::OfficerName | Self::DayName(..))
    }

    pub fn title(self) -> Said {
        match self {
            Self::Reason(purpose) => purpose.title(),
            Self::Appointment => Said::new("desk.ask_appointment"),
            Self::Voucher => Said::new("desk.ask_voucher"),
            Self::Place => Said::new("queues.ask_place"),
            Self::Past => Said::new("replay.ask"),
            Self::OfficerName => Said::new("office.ask_name"),
            Self::OfficerRename(officer) => Said::new("office.ask_rename").with("officer", officer),
            Self::Pin(officer) => Said::new("office.ask_pin").with("officer", officer),
            Self::KeyAccount => Said::new("office.ask_account"),
            Self::Key(account) => Said::new("office.ask_key").with("account", account),
            Self::PinAgain(officer) => Said::new("office.ask_pin_again").with("officer", officer),
            Self::Counted(_) => Said::new("cash.ask_counted"),
            Self::CashReason(..) => Said::new("cash.ask_reason"),
            Self::Setting(value) => Said::new(value.key()),
            Self::Day => Said::new("office.ask_day"),
            Self::DayName(day, off) => {
                let key = if off { "office.ask_day_off" } else { "office.ask_day_working" };
                Said::new(key).with("day", day.format("%d/%m/%Y"))
            }
        }
    }

    /// What stands in the line before anything is typed.
    pub fn begins(self, seen: Seen<'_>) -> String {
        match self {
            Self::Setting(value) => value.read(&seen.state().centre),
            Self::OfficerRename(id) => {
                seen.state().officers.get(&id).map_or("", |officer| seen.published.name(officer.person)).to_owned()
            }
            Self::DayName(day, off) => match seen.state().own_days.get(&day).filter(|own| own.off == off) {
                Some(own) => own.name.clone(),
                None => seen.get(if off { "calendar.own_off" } else { "calendar.own_working" }).to_owned(),
            },
            _ => String::new(),
        }
    }

    /// Whether others must not read what is typed.
    pub fn is_secret(self) -> bool {
        matches!(self, Self::Pin(_) | Self::PinAgain(_))
    }
}

impl Purpose {
    /// The wish, for this reason.
    pub fn because(self, reason: &str) -> Verb {
        let reason = reason.to_owned();
        match self {
            Self::Pause(counter) => Verb::At(counter, CounterVerb::Pause { reason }),
            Self::Park(counter, minutes) => Verb::At(counter, CounterVerb::Park { reason, minutes }),
            Self::Cancel(ticket) => Verb::Cancel { ticket, reason },
        }
    }

    pub fn title(self) -> Said {
        match self {
            Self::Pause(counter) => Said::new("desk.ask_pause").with("counter", counter),
            Self::Park(_, minutes) => Said::new("desk.ask_park").with("minutes", minutes),
            Self::Cancel(ticket) => Said::new("desk.ask_cancel").with("ticket", ticket),
        }
    }
}

impl Menu {
    pub fn new(title: Said, items: Vec<Item>) -> Self {
        Self { title, items, list: List::default(), extra: None, about: About::Others }
    }

    /// The place of the item that `key` chooses.
    pub fn by_key(&self, key: char) -> Option<usize> {
        self.items.iter().position(|item| item.key == Some(key))
    }
}

impl Extra {
    /// The next of its values.
    pub fn next(self) -> Self {
        match self {
            Self::SecondMatter(on) => Self::SecondMatter(!on),
            Self::Number(number) => {
                let applicant = match number.applicant {
                    ApplicantKind::Citizen => ApplicantKind::Organisation,
                    ApplicantKind::Organisation => ApplicantKind::Enterprise,
                    ApplicantKind::Enterprise => ApplicantKind::Citizen,
                };
                Self::Number(Number { applicant, ..number })
            }
            Self::Skills(..) | Self::Fields(..) => self,
        }
    }

    /// The wish with this choice in it.
    pub fn with(&self, verb: Verb) -> Verb {
        match (self, verb) {
            (Self::SecondMatter(second), Verb::At(counter, CounterVerb::Transfer { to, .. })) => {
                Verb::At(counter, CounterVerb::Transfer { to, second: *second })
            }
            (Self::Number(Number { applicant, appointment, voucher }), Verb::Issue(issue)) => {
                let (applicant, appointment, voucher) = (*applicant, *appointment, *voucher);
                Verb::Issue(Issue { applicant, appointment, voucher, ..issue })
            }
            (_, verb) => verb,
        }
    }

    fn text(&self, seen: Seen<'_>) -> String {
        match self {
            Self::SecondMatter(on) => format!("Tab {} {}", tick(*on), seen.get("desk.second_matter")),
            Self::Number(number) => format!("Tab ‹{}›", seen.get(number.applicant.key())),
            Self::Skills(takes, _) => seen.get(takes.hint()).to_owned(),
            Self::Fields(..) => seen.get("office.fields_hint").to_owned(),
        }
    }
}

impl Item {
    pub fn new(key: Option<char>, label: Label, then: Then) -> Self {
        Self { key, label, then, barred: None }
    }

    /// Its label, and why it cannot be chosen, where that is so.
    fn text(&self, extra: Option<&Extra>, seen: Seen<'_>) -> String {
        let text = self.label.text(extra, seen);
        // The unit that all codes of a centre share would leave no room for the reason.
        let unit = format!("{}-", seen.state().centre.unit);
        self.barred.as_ref().map_or(text.clone(), |why| format!("{text} · {}", why.say(seen).replace(&unit, "")))
    }
}

/// Lines below a list for what is too long for one of its own.
const WHOLE: usize = 3;
/// Lines from which there is room for them.
const ROOMY: u16 = 14;

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, within: Rect, menu: &mut Menu) {
    let seen = scene.seen;
    let extra = menu.extra.as_ref();
    let labels: Vec<String> = menu.items.iter().map(|item| item.text(extra, seen)).collect();
    let title = seen.words.say(&menu.title);
    let toggle = menu.extra.as_ref().map(|extra| extra.text(seen));
    let widest = labels.iter().map(|label| columns(label) + 4).chain([columns(&title) + 2]);
    let widest = widest.chain(toggle.iter().map(|text| columns(text))).max().unwrap_or(0);
    let toggled = if toggle.is_some() { 2 } else { 0 };
    // What is too long for its line stands whole below the list, while the bar is on it.
    let too_long = |label: &String| columns(label) + 6 > usize::from(within.width.saturating_sub(4));
    // On a small screen the list itself needs the lines.
    let whole = if within.height >= ROOMY && labels.iter().any(too_long) { WHOLE } else { 0 };
    let rows = u16::try_from(labels.len() + toggled + whole).unwrap_or(u16::MAX);
    let inside = float::open(scene, within, u16::try_from(widest).unwrap_or(u16::MAX), rows, &title);
    let under_bar = labels.get(menu.list.at).filter(|label| whole > 0 && too_long(label));
    let mut said = under_bar.map(|label| wrap(label, usize::from(inside.width))).unwrap_or_default();
    said.truncate(whole);
    let height = usize::from(inside.height).saturating_sub(toggled + said.len());
    let window = menu.list.window(labels.len(), height);
    for (row, index) in (0..).zip(window.clone()) {
        let place = Rect { y: inside.y + row, height: 1, ..inside };
        let key = menu.items[index].key.map_or(" ".to_owned(), |key| key.to_string());
        let may = menu.items[index].barred.is_none();
        let (cap, word) = if may { (Role::Key, Role::Text) } else { (Role::Dim, Role::Dim) };
        scene.line(place, 0).put(&key, cap).gap(2).put(&labels[index], word);
        if index == menu.list.at {
            scene.paint(place, Role::Selected);
        }
        scene.hit(place, Hit::Row(index));
    }
    let below = labels.len().saturating_sub(window.end);
    if below > 0 && height > 0 {
        let more = seen.fill("desk.more", &[("n", &below.to_string())]);
        let last = Rect { y: inside.y + u16::try_from(height).unwrap_or(1) - 1, height: 1, ..inside };
        scene.line(last, 0).right(&format!(" {more} ↓"), Role::Accent);
    }
    for (row, line) in (u16::try_from(height).unwrap_or(u16::MAX)..).zip(&said) {
        scene.put(inside, row, line, Role::Warn);
    }
    if let Some(text) = toggle {
        scene.put(inside, inside.height.saturating_sub(1), &text, Role::Accent);
    }
}

pub(in crate::tui) fn draw_ask(scene: &mut Scene<'_>, within: Rect, ask: &Ask) {
    let title = scene.seen.words.say(&ask.title);
    let inside = float::open(scene, within, 60, 1, &title);
    ask.field.draw(scene, inside, true, ask.asked.is_secret());
}
