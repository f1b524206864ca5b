//! The papers of a dossier: the receipt at once, the others from a menu of those that there is something to say in.

use super::desk;
use crate::domain::dossier::{Change, Dossier};
use crate::domain::ids::DossierCode;
use crate::domain::rating;
use crate::tui::effect::{Effect, Paper};
use crate::tui::model::Model;
use crate::tui::pages::leaf::DossierPage;
use crate::tui::parts::confirm::{Confirm, Decided};
use crate::tui::parts::menu::{Item, Label, Menu, Then};
use crate::tui::screens::dossier;
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell};

/// The receipt of the last dossier of the visit in front, or of the one received last with nobody in front.
pub(super) fn of_visit(model: &mut Model) -> Vec<Effect> {
    let received = model.sight.visit[..model.sight.received.min(model.sight.visit.len())].last();
    let alone = model.received.as_ref().filter(|_| model.sight.visit.is_empty());
    if let Some(code) = received.or(model.sight.visit.last()).or(alone).cloned() {
        return print(model, code, Paper::Receipt);
    }
    model.toasts.bad(Tell::key("life.nothing_to_print"));
    Vec::new()
}

/// Which of the papers of `code` there are; one that is alone is made at once.
pub(super) fn choose(model: &mut Model, code: DossierCode, seen: Seen<'_>) -> Vec<Effect> {
    let page = DossierPage::new(code.clone());
    let Some((dossier, _)) = dossier::of_page(&page, seen) else {
        return print(model, code, Paper::Receipt);
    };
    let mut keys = '1'..='9';
    let item = |paper: Paper| Item::new(keys.next(), Label::Word(word(paper)), made(paper, &code, seen));
    let items = papers(dossier, seen).into_iter().map(item).collect();
    desk::open(model, Menu::new(Said::new("life.menu_papers").with("dossier", &code), items))
}

/// The code of a rating is for one person: a second slip is asked about.
fn made(paper: Paper, code: &DossierCode, seen: Seen<'_>) -> Then {
    let before = rating::to_rate(&seen.state().handed, code).map_or(0, |handed| handed.slips);
    if paper != Paper::Rating || before == 0 {
        return Then::Print(code.clone(), paper);
    }
    let question = Said::new("papers.rating_again").with("dossier", code).with("n", before);
    Then::Confirm(Box::new(Confirm::new(question, Decided::Print(code.clone(), paper))))
}

pub(super) fn print(model: &mut Model, dossier: DossierCode, paper: Paper) -> Vec<Effect> {
    model.floats.clear();
    vec![Effect::Print { dossier, paper }]
}

/// Those that tell of something that happened.
fn papers(dossier: &Dossier, seen: Seen<'_>) -> Vec<Paper> {
    let saw = |of: fn(&Change) -> bool| dossier.changes().any(|(_, change)| of(change));
    let mut papers = vec![Paper::Receipt];
    if saw(|change| matches!(change, Change::SupplementAsked { .. })) {
        papers.push(Paper::Supplement);
    }
    let is_late = dossier.is_late_letter_due(seen.moment());
    if is_late || dossier.proposal.is_some() || saw(|change| matches!(change, Change::Extended { .. })) {
        papers.push(Paper::Extension);
    }
    if saw(|change| matches!(change, Change::Refused { .. })) {
        papers.push(Paper::Refusal);
    }
    if saw(|change| matches!(change, Change::Stopped { .. } | Change::Withdrawn { .. })) {
        papers.push(Paper::Stop);
    }
    papers.push(Paper::Control);
    if rating::to_rate(&seen.state().handed, &dossier.code).is_some() {
        papers.push(Paper::Rating);
    }
    papers
}

fn word(paper: Paper) -> &'static str {
    match paper {
        Paper::Receipt => "cli.form_receipt",
        Paper::Supplement => "cli.form_supplement",
        Paper::Refusal => "cli.form_refusal",
        Paper::Extension => "cli.form_extension",
        Paper::Stop => "cli.form_stop",
        Paper::Control => "cli.form_control",
        Paper::Rating => "papers.rating_slip",
    }
}
