//! One dossier: all facts, everything that happened to it, and why its due time is what it is.

use super::dossier_life::{asked_so_far, history, now_at};
use crate::domain::calendar::show_moment;
use crate::domain::dossier::{Dossier, Lateness, Left, Status, Timeliness};
use crate::domain::person::Person;
use crate::text::money::grouped;
use crate::tui::pages::leaf::DossierPage;
use crate::tui::parts::age::age;
use crate::tui::parts::list::List;
use crate::tui::parts::sheet::{self, Line};
use crate::tui::reason;
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use crate::tui::view::Tier;
use ratatui::layout::{Constraint, Layout, Rect};

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, page: &mut DossierPage) {
    let seen = scene.seen;
    let mut scroll = page.scroll;
    let Some((dossier, person)) = of_page(page, seen) else {
        scene.put(area, 0, seen.get("dossiers.gone"), Role::Dim);
        return;
    };
    let (mut facts, history) = (facts(dossier, person, seen), history(dossier, seen));
    facts.extend(papers(dossier, seen));
    if Tier::of(scene.area()) == Tier::Wide {
        let [left, right] = Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).areas(area);
        let inner = Rect { x: right.x + 2.min(right.width), width: right.width.saturating_sub(2), ..right };
        scene.hairline(right);
        let mut both = scroll;
        sheet::draw(scene, Rect { width: left.width.saturating_sub(1), ..left }, &facts, &mut both);
        sheet::draw(scene, inner, &history, &mut scroll);
        scroll.at = scroll.at.max(both.at);
    } else {
        facts.extend(history);
        sheet::draw(scene, area, &facts, &mut scroll);
    }
    page.scroll = scroll;
}

/// The facts of a dossier in a pane beside a list.
pub(in crate::tui) fn preview(scene: &mut Scene<'_>, area: Rect, dossier: &Dossier, person: Option<&Person>) {
    let seen = scene.seen;
    let mut lines = facts(dossier, person, seen);
    lines.extend(papers(dossier, seen));
    lines.extend(history(dossier, seen));
    sheet::draw(scene, area, &lines, &mut List::default());
}

/// The dossier of a page and its applicant: as published where it is open, else as the archive had it.
pub(in crate::tui) fn of_page<'a>(page: &'a DossierPage, seen: Seen<'a>) -> Option<(&'a Dossier, Option<&'a Person>)> {
    if let Some(dossier) = seen.state().dossiers.get(&page.code) {
        let person = seen.published.people.get(&dossier.applicant);
        return Some((dossier, person.map(AsRef::as_ref)));
    }
    let erased = |dossier: &Dossier| seen.state().erased.contains(&dossier.applicant);
    page.archived.as_ref().map(|found| (&found.0, found.1.as_deref().filter(|_| !erased(&found.0))))
}

/// `trễ 2 ngày LV`, `còn 3 giờ 10 phút`, `xong đúng hạn`.
pub(in crate::tui) fn lateness(dossier: &Dossier, seen: Seen<'_>) -> (String, Role) {
    let word = seen.get(reason::timeliness_key(dossier, seen.moment()));
    let Some(due) = dossier.due else { return (word.to_owned(), Role::Dim) };
    if let Some(told) = stands(dossier, true, seen) {
        return told;
    }
    match dossier.timeliness(seen.moment()) {
        Timeliness::Overdue => {
            let calendar = &seen.published.book.calendar;
            let by = dossier.lateness(seen.minute(), calendar).unwrap_or(Lateness::UnderADay);
            (by.tell(seen.words), Role::Bad)
        }
        Timeliness::DueToday => {
            let left = age(due.since(seen.minute()), seen.words);
            (seen.fill("dossiers.left", &[("age", &left)]), Role::Warn)
        }
        Timeliness::Running => {
            let (key, days) = match dossier.left_running(&seen.published.book.calendar, seen.moment()) {
                Some(Left::WorkingDays(days)) => ("dossiers.left_working_days_short", days),
                Some(Left::Days(days)) => ("dossiers.left_days", days),
                _ => return (word.to_owned(), Role::Text),
            };
            (seen.fill(key, &[("n", &days.to_string())]), Role::Text)
        }
        Timeliness::DoneOnTime | Timeliness::Ended if dossier.judged(seen.moment()).is_some() => {
            (word.to_owned(), Role::Warn)
        }
        Timeliness::Open | Timeliness::Ended => (word.to_owned(), Role::Dim),
        Timeliness::DoneOnTime => (word.to_owned(), Role::Good),
        Timeliness::DoneLate => (word.to_owned(), Role::Warn),
    }
}

/// What is left of a dossier's time while it stands. `dừng, còn 3 ngày`, and with more room `dừng từ 23/11 08:03, còn
/// 3 ngày`.
fn stands(dossier: &Dossier, is_short: bool, seen: Seen<'_>) -> Option<(String, Role)> {
    const HOUR_S: i64 = 3600;
    let left = dossier.left_standing(&seen.published.book.calendar, seen.minute())?;
    let role = if matches!(left, Left::Late { .. }) { Role::Bad } else { Role::Dim };
    if !is_short {
        let at = dossier.paused_since()?.local().format("%d/%m %H:%M").to_string();
        let gaps = [("at", at.as_str()), ("left", &left.tell(seen.words))];
        let key = if dossier.stands_since_unknown() { "dossiers.stands_unknown_from" } else { "dossiers.stands_from" };
        return Some((seen.fill(key, &gaps), role));
    }
    // Whole hours say enough where there is little room.
    let span = |seconds: i64| match seconds {
        HOUR_S..86_400 => seen.fill("dossiers.whole_hours", &[("n", &(seconds / HOUR_S).to_string())]),
        _ => age(seconds, seen.words),
    };
    let told = match left {
        Left::Unknown => seen.get("dossiers.stands_unknown").to_owned(),
        Left::Late { by: Lateness::WorkingDays(days), .. } => {
            seen.fill("dossiers.stands_late_working_days", &[("n", &days.to_string())])
        }
        Left::Late { by: Lateness::Seconds(seconds), .. } => {
            seen.fill("dossiers.stands_late", &[("age", &span(seconds))])
        }
        Left::Late { by: Lateness::UnderADay, .. } => seen.get("dossiers.stands_late_under_a_day").to_owned(),
        Left::Seconds(seconds) => seen.fill("dossiers.stands_left", &[("age", &span(seconds))]),
        Left::ThatDay | Left::ThatDayByThree => seen.get("dossiers.stands_that_day").to_owned(),
        Left::Days(days) => seen.fill("dossiers.stands_left_days", &[("n", &days.to_string())]),
        Left::WorkingDays(days) => seen.fill("dossiers.stands_left_working_days", &[("n", &days.to_string())]),
    };
    Some((told, role))
}

fn facts(dossier: &Dossier, person: Option<&Person>, seen: Seen<'_>) -> Vec<Line> {
    let text = |key| seen.words.get(key).to_owned();
    let mut lines = vec![Line::Head(dossier.procedure_name.clone())];
    let mut fact = |key: &'static str, value: String, role: Role| {
        if !value.is_empty() {
            lines.push(Line::Fact(seen.words.get(key).to_owned(), value, role));
        }
    };
    let (late, late_role) = stands(dossier, false, seen).unwrap_or_else(|| lateness(dossier, seen));
    let due = dossier.due.map(|due| show_moment(due, seen.words));
    fact("dossiers.code", dossier.code.0.clone(), Role::Number);
    fact("dossiers.status", text(reason::status_key(dossier.status)), Role::Title);
    fact("form.due", due.map_or(late.clone(), |due| format!("{due} · {late}")), late_role);
    let was_late = dossier.late_before_correction().map(|at| show_moment(at, seen.words));
    fact("life.late_before_correction", was_late.unwrap_or_default(), Role::Warn);
    let in_time = dossier.on_time_as_promised(seen.moment()).map(|at| show_moment(at, seen.words));
    fact("life.on_time_before_correction", in_time.unwrap_or_default(), Role::Text);
    let another = dossier.another_date(seen.moment(), seen.words);
    fact("life.another_date", another.unwrap_or_default(), Role::Warn);
    let unsure = dossier.unsure(&seen.published.book.calendar);
    fact("", unsure.map(|unsure| seen.words.say(&unsure)).unwrap_or_default(), Role::Warn);
    for (key, value, role) in now_at(dossier, seen) {
        fact(key, value, role);
    }
    let unknown = || text("dossiers.applicant_unknown");
    fact("dossiers.applicant", person.map_or_else(unknown, |person| person.name.clone()), Role::Title);
    fact("form.kind", text(dossier.applicant_kind.key()), Role::Text);
    if let Some(person) = person {
        fact("form.id_number", person.id_number.clone(), Role::Text);
        fact("form.phone", person.phone.clone(), Role::Text);
        fact("form.address", person.address.clone(), Role::Text);
        fact("form.hamlet", person.hamlet.clone(), Role::Text);
        fact("form.former_commune", person.former_commune.clone(), Role::Text);
    }
    fact("procedures.code", dossier.procedure.clone(), Role::Dim);
    fact("procedures.field", dossier.field.clone(), Role::Text);
    fact(
        "form.limit",
        dossier.limit.map_or_else(|| text("form.limit_unknown"), |limit| seen.words.say(&limit)),
        Role::Text,
    );
    fact("form.sets", dossier.sets.to_string(), Role::Text);
    let dong = |fee: u64| seen.fill("procedures.fee_vnd", &[("amount", &grouped(fee))]);
    fact("form.fee", dossier.fee_due().map(dong).unwrap_or_default(), Role::Text);
    let paid = dossier.paid();
    let back = dossier.to_give_back();
    fact("life.give_back", if back > 0 { dong(back) } else { String::new() }, Role::Warn);
    fact("life.paid_so_far", if paid > 0 { dong(paid) } else { String::new() }, Role::Text);
    let owed = dossier.owed().filter(|owed| *owed > 0 && !dossier.ended_without_result());
    let is_urgent = matches!(dossier.status, Status::PaymentAsked | Status::Finished | Status::Returned);
    fact("life.owed", owed.map(dong).unwrap_or_default(), if is_urgent { Role::Warn } else { Role::Text });
    fact("form.channel", text(dossier.channel.key()), Role::Text);
    fact("life.delivery", text(dossier.delivery.key()), Role::Text);
    fact("dossiers.received", received(dossier, seen), Role::Text);
    fact("dossiers.finished", dossier.finished.map(|at| show_moment(at, seen.words)).unwrap_or_default(), Role::Text);
    fact("dossiers.returned", dossier.returned.map(|at| show_moment(at, seen.words)).unwrap_or_default(), Role::Text);
    for (key, value, role) in asked_so_far(dossier, seen) {
        fact(key, value, role);
    }
    lines
}

/// The papers that were there when it was received, then those that are not there yet.
fn papers(dossier: &Dossier, seen: Seen<'_>) -> Vec<Line> {
    let known = seen.published.book.catalogue.get(&dossier.procedure).map_or(&[][..], |known| &known.papers);
    let there = dossier.papers.as_ref().map_or(&[][..], |papers| &papers.there);
    let asked = dossier.papers.as_ref().map_or(known.len(), |papers| papers.asked);
    if asked == 0 {
        return Vec::new();
    }
    let (n, asked) = (dossier.papers_count(known).to_string(), asked.to_string());
    let mut lines = vec![Line::Head(seen.fill("dossiers.papers_there", &[("n", &n), ("asked", &asked)]))];
    lines.extend(there.iter().map(|paper| Line::Point("[×] ".to_owned(), paper.say(seen.words), Role::Text)));
    let later = dossier.papers_later_told(seen.words).into_iter();
    lines.extend(later.map(|told| Line::Point("[×] ".to_owned(), told, Role::Text)));
    if dossier.papers.is_none() {
        // Nobody ticked anything: that says nothing of what is there.
        lines.push(Line::Text(seen.get("dossiers.papers_unticked").to_owned(), Role::Dim));
        return lines;
    }
    lines.extend(
        dossier
            .papers_missing(known)
            .into_iter()
            .map(|paper| Line::Point("[ ] ".to_owned(), paper.clone(), Role::Warn)),
    );
    lines
}

/// `08:06 T6 20/11/2026, A013, Quầy 2, Trần Văn Bình`.
fn received(dossier: &Dossier, seen: Seen<'_>) -> String {
    let mut parts = vec![show_moment(dossier.accepted, seen.words)];
    parts.extend(dossier.ticket.map(|ticket| ticket.to_string()));
    parts.extend(dossier.counter.map(|counter| seen.fill("desk.counter", &[("counter", &counter.to_string())])));
    parts.extend(dossier.officer.map(|officer| reason::officer(officer, seen)));
    parts.join(", ")
}
