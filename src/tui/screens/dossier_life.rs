//! A dossier's life in words: with whom it is now, what happened, who had it how long, why it is due when it is.

use crate::domain::calendar::{show_day, show_moment};
use crate::domain::command::Actor;
use crate::domain::dossier::{Dossier, Holder, Status, Step};
use crate::domain::time::Timestamp;
use crate::tui::parts::age::age;
use crate::tui::parts::sheet::Line;
use crate::tui::reason;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;

/// A label's word, what is so, and how it looks.
type Fact = (&'static str, String, Role);

/// `13:30 T2 23/11/2026` with hours first, as short as a list of them needs.
fn when(at: Timestamp, seen: Seen<'_>) -> String {
    format!("{} {}", at.clock(), show_day(at.day(), seen.words))
}

/// Who has it since when, where it goes, what is waited for, who must not have it.
pub(super) fn now_at(dossier: &Dossier, seen: Seen<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    let holder = reason::holder(&dossier.holder, seen);
    let held = match dossier.held().last() {
        Some(held) if !dossier.status.is_over() => {
            let since = show_moment(held.from, seen.words);
            seen.fill("life.holder_since", &[("holder", &holder), ("at", &since)])
        }
        _ if dossier.ended_without_result() => String::new(),
        _ => holder,
    };
    facts.push(("dossiers.holder", held, Role::Text));
    if let Some(way) = &dossier.on_its_way {
        let gaps = [reason::holder(&way.to, seen), who(way.by, seen), show_moment(way.since, seen.words)];
        let told = seen.fill("life.way", &[("holder", &gaps[0]), ("by", &gaps[1]), ("at", &gaps[2])]);
        facts.push(("life.on_its_way", told, Role::Warn));
    }
    if let Some(inquiry) = &dossier.inquiry {
        let asked = show_moment(inquiry.asked, seen.words);
        let told = seen.fill(
            "life.inquiry",
            &[("holder", &inquiry.whom), ("number", &inquiry.number), ("at", &asked), ("said", &inquiry.question)],
        );
        facts.push((if inquiry.above { "life.above" } else { "life.awaited" }, told, Role::Warn));
    }
    if let Some(proposal) = &dossier.proposal {
        let due = show_moment(proposal.due, seen.words);
        let by = who(proposal.by, seen);
        let told = seen.fill("life.proposal", &[("day", &due), ("by", &by), ("said", &proposal.reason)]);
        facts.push(("life.proposed", told, Role::Warn));
    }
    if let Some(since) = dossier.paused_since() {
        let key = if dossier.stands_since_unknown() { "life.stands_since_unknown" } else { "life.stands_since" };
        let told = seen.fill(key, &[("at", &show_moment(since, seen.words))]);
        facts.push(("life.stands", told, Role::Warn));
    }
    for conflict in &dossier.conflicts {
        let told = format!("{}: {}", reason::officer(conflict.officer, seen), conflict.reason);
        facts.push(("life.conflicts", told, Role::Bad));
    }
    if let Some(foreign) = &dossier.foreign {
        facts.push(("life.foreign", foreign.clone(), Role::Number));
    }
    let linked = linked(dossier, seen);
    if !linked.is_empty() {
        facts.push(("life.linked", linked.join(", "), Role::Number));
    }
    facts
}

/// The other dossiers of the same matter, in the archive too.
fn linked(dossier: &Dossier, seen: Seen<'_>) -> Vec<String> {
    let known = seen.state().dossiers.get(&dossier.code).unwrap_or(dossier);
    known.others.iter().map(|code| code.0.clone()).collect()
}

/// How often the applicant came, and how often something was asked of her or the dossier moved.
pub(super) fn asked_so_far(dossier: &Dossier, seen: Seen<'_>) -> Vec<Fact> {
    let requests = dossier.supplement_requests();
    let counts = [
        ("life.n_visits", dossier.times_there()),
        ("life.n_supplements", requests),
        ("life.n_extensions", dossier.extensions()),
        ("life.n_handovers", dossier.handovers()),
    ];
    let told = counts.map(|(key, n)| seen.fill(key, &[("n", &n.to_string())]));
    let role = if requests > 1 { Role::Warn } else { Role::Text };
    vec![("life.counts", told.join(" · "), role)]
}

fn who(by: Actor, seen: Seen<'_>) -> String {
    match by {
        Actor::Administrator => seen.get("common.role_administrator").to_owned(),
        Actor::Officer(officer) => reason::officer(officer, seen),
        Actor::Clock | Actor::Kiosk | Actor::Display => seen.get("dossiers.by_clock").to_owned(),
    }
}

/// Everything that happened, oldest first, who had it how long, and the reasoning of the due time.
pub(super) fn history(dossier: &Dossier, seen: Seen<'_>) -> Vec<Line> {
    let mut lines = vec![Line::Head(seen.get("dossiers.timeline").to_owned())];
    let before = dossier.before_here();
    let is_taken_over = !before.is_empty();
    let before = before.into_iter().map(|(at, key)| Line::Fact(when(at, seen), seen.get(key).to_owned(), Role::Dim));
    lines.extend(before);
    for (place, step) in dossier.steps.iter().enumerate() {
        let told = match told(step, seen) {
            told if place == 0 && is_taken_over => seen.fill("life.taken_over", &[("told", &told)]),
            told => told,
        };
        lines.push(Line::Fact(when(step.at, seen), told, role(step)));
    }
    lines.push(Line::Head(seen.get("life.held_title").to_owned()));
    lines.extend(held(dossier, seen));
    lines.push(Line::Head(seen.get("form.why_title").to_owned()));
    lines.extend(reasoning(dossier, seen).into_iter().map(|line| Line::Text(line, Role::Text)));
    lines
}

fn role(step: &Step) -> Role {
    match step.status {
        Status::SupplementAsked | Status::PaymentAsked => Role::Warn,
        Status::Finished | Status::Returned => Role::Good,
        _ => Role::Text,
    }
}

/// What a change says, or the status where there was none but that.
fn told(step: &Step, seen: Seen<'_>) -> String {
    let by = who(step.by, seen);
    if let Some(change) = &step.change {
        return format!("{} ({by})", change.tell(seen.words, |holder| reason::holder(holder, seen)));
    }
    let status = seen.get(reason::status_key(step.status));
    let holder = reason::holder(&step.holder, seen);
    seen.fill("dossiers.step", &[("status", status), ("holder", &holder), ("by", &by)])
}

/// `Trần Văn Bình   2 ngày làm việc (15 giờ 30 phút trong giờ làm việc), chờ công dân 3 giờ 00 phút trong giờ làm
/// việc`, one line for each.
fn held(dossier: &Dossier, seen: Seen<'_>) -> Vec<Line> {
    let calendar = &seen.published.book.calendar;
    let until = if dossier.status.is_over() { dossier.last_touched() } else { seen.minute() };
    let spans = dossier.held().into_iter().filter(|held| held.holder != Holder::Applicant);
    let line = |held: crate::domain::dossier::Held| {
        let had = dossier.had(&held, until);
        let open = |spans: &[(Timestamp, Timestamp)]| -> String {
            age_in_hours(spans.iter().map(|(from, to)| calendar.open_seconds(*from, *to)).sum(), seen)
        };
        let days: usize = had.worked.iter().map(|(from, to)| calendar.working_days_between(from.day(), to.day())).sum();
        let mut told = seen.fill("life.held_for", &[("n", &days.to_string()), ("age", &open(&had.worked))]);
        if !had.waited.is_empty() {
            let waited = seen.fill("life.held_waited", &[("age", &open(&had.waited))]);
            told = format!("{told}{waited}");
        }
        if held.to.is_none() && !dossier.status.is_over() {
            told = format!("{told} {}", seen.get("life.held_now"));
        }
        Line::Fact(reason::holder(&held.holder, seen), told, Role::Text)
    };
    spans.map(line).collect()
}

/// Working time is told in hours however long it is: a day of it is no day by the clock.
fn age_in_hours(seconds: i64, seen: Seen<'_>) -> String {
    const HOUR_S: i64 = 3600;
    if seconds < HOUR_S {
        return age(seconds, seen.words);
    }
    let minutes = format!("{:02}", seconds % HOUR_S / 60);
    seen.fill("desk.hours", &[("n", &(seconds / HOUR_S).to_string()), ("minutes", &minutes)])
}

/// Why the due time is what it is.
pub(in crate::tui) fn reasoning(dossier: &Dossier, seen: Seen<'_>) -> Vec<String> {
    dossier.reasoning(&seen.published.book, seen.words)
}
