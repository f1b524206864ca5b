//! The pages of the kiosk: what each one says and what may be chosen on it.

use super::leave::Leave;
use super::{No, Slip, left_over, rate};
use crate::domain::calendar::show_moment;
use crate::domain::command::Issue;
use crate::domain::dossier::CaseRefusal;
use crate::domain::ids::{GroundId, ServiceId, TicketNo};
use crate::domain::kiosk::{Outlook, Prospect, Terms, closed_until, prospect};
use crate::domain::place::{ahead, is_awaited};
use crate::domain::published::Trouble;
use crate::domain::rating::{Cause, Level as RatingLevel};
use crate::domain::refusal::Refusal;
use crate::domain::ticket::{Stage, Ticket};
use crate::tui::parts::expect;
use crate::tui::reason;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;

/// What is before the person.
#[derive(Debug)]
pub(super) enum Page {
    /// Which service?
    Services,
    /// On which ground first, if any?
    Grounds(ServiceId),
    /// This is how it looks; take a number anyway?
    Question(Issue, Outlook),
    /// The hub is asked.
    Asking,
    /// The number.
    Number { ticket: TicketNo, slip: Slip },
    /// Why there is none.
    Told(No),
    /// Which number of the last day, as far as it is typed?
    LeftOver(String),
    /// Which result is rated: the code as far as it is typed.
    Code(String),
    /// How satisfied, by this code?
    Level(String),
    /// Why not satisfied?
    Cause(String),
    /// It was rated.
    Rated,
    /// Who wants to leave the kiosk?
    Leave(Leave),
}

/// Something that can be chosen.
pub(super) struct Choice {
    /// The letter that chooses it, where there is one.
    pub letter: Option<char>,
    pub text: String,
    /// What stands at its right.
    pub aside: String,
    pub answer: Answer,
}

/// What a choice means.
pub(super) enum Answer {
    Service(ServiceId),
    Ground(ServiceId, Option<GroundId>),
    Anyway(Issue),
    /// A number of the last day is to be used.
    LeftOver,
    /// A result is to be rated.
    Code,
    Rate(String, RatingLevel, Option<Cause>),
    /// Why not satisfied?
    Why(String),
    Over,
}

impl No {
    /// What of `refusal` is for a citizen to know.
    pub fn of(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::NumbersUsedUp(service) => Self::UsedUp(*service),
            Refusal::UnknownVoucher(ticket) => Self::UnknownVoucher(*ticket),
            Refusal::UnknownService(_) | Refusal::UnknownGround(_) => Self::Changed,
            Refusal::Dossier(CaseRefusal::UnknownRatingCode) => Self::UnknownCode,
            Refusal::Dossier(CaseRefusal::RatedAlready) => Self::RatedAlready,
            _ => Self::AskStaff,
        }
    }

    /// It is about a rating, not about a number.
    fn is_of_rating(self) -> bool {
        matches!(self, Self::UnknownCode | Self::RatedAlready)
    }

    fn sentence(self, seen: Seen<'_>) -> String {
        match self {
            Self::UsedUp(service) => seen.fill("kiosk.used_up", &[("service", reason::service(service, seen))]),
            Self::HasOne(ticket) => seen.fill("kiosk.has_one", &[("ticket", &ticket.to_string())]),
            Self::UnknownVoucher(ticket) => seen.fill("kiosk.left_over_unknown", &[("ticket", &ticket.to_string())]),
            Self::Changed => seen.get("kiosk.changed").to_owned(),
            Self::UnknownCode => seen.get("refusal.unknown_rating_code").to_owned(),
            Self::RatedAlready => seen.get("refusal.rated_already").to_owned(),
            Self::AskStaff => seen.get("kiosk.ask_staff").to_owned(),
        }
    }
}

impl Page {
    /// The question of the page, or what it is.
    pub fn title(&self, seen: Seen<'_>) -> String {
        match self {
            Self::Services => seen.get("kiosk.which_service").to_owned(),
            Self::Grounds(_) => seen.get("kiosk.which_ground").to_owned(),
            Self::Question(Issue { voucher: Some(old), .. }, Outlook::Fine) => {
                seen.fill("kiosk.left_over_sure", &[("ticket", &old.to_string())])
            }
            Self::Question(_, Outlook::Fine) => seen.get("kiosk.sure_title").to_owned(),
            Self::Question(_, Outlook::TooLate { .. }) => seen.get("kiosk.too_late_title").to_owned(),
            Self::Question(..) => seen.get("kiosk.closed_title").to_owned(),
            Self::Asking => seen.get("kiosk.asking").to_owned(),
            Self::Number { .. } => seen.get("kiosk.your_number").to_owned(),
            Self::Told(why) if why.is_of_rating() => seen.get("kiosk.not_rated").to_owned(),
            Self::Told(_) => seen.get("kiosk.no_number").to_owned(),
            Self::LeftOver(_) => seen.get("kiosk.which_left_over").to_owned(),
            Self::Code(_) => seen.get("kiosk.which_code").to_owned(),
            Self::Level(_) => seen.get("rating.question").to_owned(),
            Self::Cause(_) => seen.get("rating.why").to_owned(),
            Self::Rated => seen.get("rating.thanks").to_owned(),
            Self::Leave(_) => seen.get("kiosk.leave_title").to_owned(),
        }
    }

    /// Whether there is a page before it to go back to.
    pub fn leads_back(&self) -> bool {
        use Page::{Cause, Code, Grounds, LeftOver, Level, Question};
        matches!(self, Grounds(_) | Question(..) | LeftOver(_) | Code(_) | Level(_) | Cause(_))
    }

    /// What stands under the question.
    pub fn lines(&self, seen: Seen<'_>) -> Vec<(String, Role)> {
        match self {
            Self::Services => {
                let is_broken = |trouble: &Trouble| matches!(trouble, Trouble::PrinterGone | Trouble::PrinterEmpty);
                let tells = seen.published.troubles.iter().any(is_broken);
                let no_slips = tells.then(|| seen.get("kiosk.no_slips").to_owned());
                let closed = closed_until(seen.published, seen.moment()).map(|opens| match opens {
                    Some(at) => seen.fill("kiosk.outside_until", &[("at", &show_moment(at, seen.words))]),
                    None => seen.get("kiosk.outside").to_owned(),
                });
                closed.into_iter().chain(no_slips).map(|text| (text, Role::Warn)).collect()
            }
            Self::Asking | Self::Level(_) | Self::Cause(_) | Self::Rated => Vec::new(),
            Self::LeftOver(typed) => left_over::lines(typed, seen),
            Self::Code(typed) => rate::lines(typed, seen),
            Self::Grounds(service) => vec![(reason::service(*service, seen).to_owned(), Role::Text)],
            Self::Question(issue, Outlook::Fine) => {
                let service = (reason::service(issue.service, seen).to_owned(), Role::Title);
                std::iter::once(service).chain(left_over::promise(issue, seen)).collect()
            }
            Self::Question(_, outlook) => outlook_lines(*outlook, seen),
            Self::Number { ticket, slip } => number_lines(*ticket, *slip, seen),
            Self::Told(why) => vec![(why.sentence(seen), Role::Warn)],
            Self::Leave(leave) => leave.lines(seen),
        }
    }

    /// What may be chosen.
    pub fn choices(&self, terms: Terms, seen: Seen<'_>) -> Vec<Choice> {
        let plain = |text: &str, answer| Choice { letter: None, text: text.to_owned(), aside: String::new(), answer };
        let over = |key| plain(seen.get(key), Answer::Over);
        match self {
            Self::Services => services(seen),
            Self::Grounds(service) if terms.asks_priority => {
                let none = plain(seen.get("kiosk.no_ground"), Answer::Ground(*service, None));
                let grounds = seen.state().centre.grounds.iter().filter(|ground| ground.on).map(|ground| {
                    let answer = Answer::Ground(*service, Some(ground.id.clone()));
                    plain(&upper_first(ground.name_in(seen.words.language())), answer)
                });
                std::iter::once(none).chain(grounds).collect()
            }
            Self::Question(_, Outlook::ClosedToday { .. }) | Self::Told(_) | Self::Rated => {
                vec![over("kiosk.understood")]
            }
            Self::Question(issue, outlook) => {
                let (take, leave) = match outlook {
                    Outlook::Fine => ("kiosk.take", "kiosk.choose_again"),
                    _ => ("kiosk.anyway", "kiosk.not_now"),
                };
                vec![plain(seen.get(take), Answer::Anyway(issue.clone())), over(leave)]
            }
            Self::Number { .. } => vec![over("kiosk.taken")],
            Self::Level(code) => RatingLevel::ALL.into_iter().map(|level| rate::level(code, level, seen)).collect(),
            Self::Cause(code) => Cause::ALL.into_iter().map(|cause| rate::cause(code, cause, seen)).collect(),
            Self::Grounds(_) | Self::Asking | Self::Leave(_) | Self::LeftOver(_) | Self::Code(_) => Vec::new(),
        }
    }
}

fn services(seen: Seen<'_>) -> Vec<Choice> {
    let choice = |service: &crate::domain::centre::Service| {
        let aside = match prospect(seen.published, service.id, seen.moment()) {
            Prospect::Closed => seen.get("kiosk.outside_hours").to_owned(),
            Prospect::NoCounter => seen.get("kiosk.no_counter").to_owned(),
            Prospect::Ahead(0) => seen.get("kiosk.nobody_ahead").to_owned(),
            Prospect::Ahead(n) => seen.fill("kiosk.ahead_of_new", &[("n", &n.to_string())]),
        };
        let expected = expect::of_new(service.id, seen).filter(|_| is_open(seen));
        let aside = expected.map_or(aside.clone(), |range| format!("{aside} · {range}"));
        Choice {
            letter: Some(service.id.letter()),
            text: service.name_in(seen.words.language()).to_owned(),
            aside,
            answer: Answer::Service(service.id),
        }
    };
    let rates = rate::is_offered(seen).then(|| rate::offer(seen));
    seen.state().centre.services.iter().map(choice).chain(left_over::offer(seen)).chain(rates).collect()
}

fn is_open(seen: Seen<'_>) -> bool {
    closed_until(seen.published, seen.moment()).is_none()
}

fn outlook_lines(outlook: Outlook, seen: Seen<'_>) -> Vec<(String, Role)> {
    match outlook {
        Outlook::Fine => Vec::new(),
        Outlook::OpensLater(at) => vec![
            (seen.fill("kiosk.opens_later", &[("at", &at.clock())]), Role::Warn),
            (seen.get("kiosk.may_take_early").to_owned(), Role::Text),
        ],
        Outlook::ClosedToday { opens } => {
            let mut lines = vec![(seen.get("kiosk.closed_today").to_owned(), Role::Warn)];
            lines.extend(
                opens.map(|at| (seen.fill("kiosk.opens", &[("at", &show_moment(at, seen.words))]), Role::Text)),
            );
            lines
        }
        Outlook::TooLate { ahead, closes } => vec![
            (seen.fill("kiosk.too_late", &[("n", &ahead.to_string()), ("at", &closes.clock())]), Role::Warn),
            (seen.get("kiosk.too_late_what").to_owned(), Role::Text),
        ],
    }
}

fn number_lines(no: TicketNo, slip: Slip, seen: Seen<'_>) -> Vec<(String, Role)> {
    let mut lines = Vec::new();
    if let Some(ticket) = seen.state().tickets.get(&no) {
        lines.push((reason::service(ticket.service, seen).to_owned(), Role::Text));
        lines.push((place(ticket, seen), Role::Title));
        let told = ticket.promise.filter(|_| ticket.is_waiting());
        lines.extend(told.map(|told| {
            let range = expect::range(told, ticket.number.service, seen);
            (seen.fill("expected.yours", &[("range", &range)]), Role::Text)
        }));
    }
    lines.push(match slip {
        Slip::None => (seen.get("kiosk.remember").to_owned(), Role::Text),
        Slip::Printing => (seen.get("kiosk.printing").to_owned(), Role::Dim),
        Slip::Printed => (seen.get("kiosk.printed").to_owned(), Role::Good),
        Slip::Failed => (seen.get("kiosk.not_printed").to_owned(), Role::Bad),
    });
    lines
}

fn place(ticket: &Ticket, seen: Seen<'_>) -> String {
    match ticket.stage {
        Stage::Called { counter, .. } | Stage::Serving { counter, .. } => {
            seen.fill("kiosk.go_to", &[("counter", &counter.to_string())])
        }
        _ => match ahead(seen.state(), ticket, seen.moment()) {
            0 if !is_awaited(seen.state(), ticket) => seen.get("kiosk.first_for_counter").to_owned(),
            n if !is_awaited(seen.state(), ticket) => seen.fill("kiosk.wait_for_counter", &[("n", &n.to_string())]),
            0 => seen.get("kiosk.next").to_owned(),
            n => seen.fill("kiosk.ahead", &[("n", &n.to_string())]),
        },
    }
}

/// A choice begins like a sentence.
fn upper_first(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}
