//! What is owed for a dossier: asked about before its result goes out, and told in its facts.

use crate::office::Office;
use crate::steps::{before, house, late, listed, step};
use motcua::domain::command::{Actor, DossierVerb, Verb};
use motcua::domain::dossier::{Correction, Status};
use motcua::domain::ids::OfficerId;
use motcua::tui::input::Key;
use motcua::tui::keymap::Context;

/// The head on the page of a dossier that is done, whose fee of 50 000 đồng nobody paid.
fn owing() -> Office {
    let mut office = house();
    let right = Correction::Fee(Some(50_000));
    step(&mut office, 5, DossierVerb::Correct { right, reason: "thiếu phí".to_owned() });
    before(&mut office, 5);
    listed(&mut office);
    office.key(Key::Enter);
    assert_eq!(office.model.context(), Context::Dossier);
    let code = late(&office);
    office.ask(Actor::Officer(OfficerId(5)), Verb::FinishDossier(code)).unwrap();
    office
}

fn status(office: &Office) -> Status {
    office.published.state.dossiers[&late(office)].status
}

#[test]
fn a_result_whose_fee_is_owed_goes_out_only_after_a_question_that_enter_denies() {
    let mut office = owing();
    let page = office.text(120, 40);
    assert!(page.contains("Còn phải nộp") && page.contains("50.000"), "{page}");
    office.key('k');
    let asked = office.text(120, 40);
    assert!(asked.contains("Vẫn trả kết quả?") && office.model.context() == Context::Confirm, "{asked}");
    office.key(Key::Enter);
    assert_eq!(status(&office), Status::Finished);
    office.key('k');
    office.key('y');
    assert_eq!(status(&office), Status::Returned);
}

#[test]
fn what_is_no_amount_is_told_as_that() {
    for typed in ["abc", "0"] {
        let mut office = owing();
        office.key('v');
        office.key('p');
        assert_eq!(office.model.context(), Context::Step, "{}", office.text(120, 40));
        office.key(motcua::tui::input::Chord::ctrl('u'));
        office.write(typed);
        office.key(Key::F(10));
        let told = office.text(120, 40);
        assert!(told.contains("Số tiền phải lớn hơn 0"), "{typed}: {told}");
    }
}
