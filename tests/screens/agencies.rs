//! Whom a dossier is sent to outside: known names to choose from, a slip of typing asked about, nothing lost.

use crate::office::Office;
use crate::steps::{house, late, listed, step};
use motcua::domain::dossier::DossierVerb;
use motcua::tui::input::Key;
use motcua::tui::keymap::Context;

/// The form with this name typed under the list of known ones, and saved.
fn typed(whom: &str) -> Office {
    let mut office = house();
    listed(&mut office);
    asks(&mut office, whom);
    office
}

fn asks(office: &mut Office, whom: &str) {
    office.key('v');
    office.key('h');
    assert_eq!(office.model.context(), Context::Step);
    office.key(Key::Down);
    office.write(whom);
    for _ in 0..2 {
        office.key(Key::Down);
    }
    office.write("xin xác minh");
    office.key(Key::F(10));
}

fn asked(office: &Office) -> Option<(String, String)> {
    let inquiry = office.published.state.dossiers[&late(office)].inquiry.as_ref()?;
    Some((inquiry.whom.clone(), inquiry.question.clone()))
}

#[test]
fn enter_takes_the_known_agency_that_a_slip_meant() {
    let mut office = typed("So Tu phap");
    assert_eq!((office.model.context(), asked(&office)), (Context::Menu, None));
    let text = office.text(80, 24);
    assert!(text.contains("chưa từng được hỏi") && text.contains("Sở Tư pháp"), "{text}");
    office.key(Key::Enter);
    assert_eq!(asked(&office), Some(("Sở Tư pháp".to_owned(), "xin xác minh".to_owned())));
}

#[test]
fn a_new_agency_stays_as_it_was_typed_and_is_known_from_then_on() {
    let mut office = typed("Sở Tư phát");
    office.key(Key::Esc);
    assert_eq!(office.model.context(), Context::Step, "nothing is lost");
    office.key(Key::F(10));
    office.key('m');
    assert_eq!(asked(&office), Some(("Sở Tư phát".to_owned(), "xin xác minh".to_owned())));
    step(&mut office, 5, DossierVerb::Answer { number: String::new(), answer: "đúng".to_owned() });
    asks(&mut office, "sở tư phát");
    assert_eq!(asked(&office).map(|(whom, _)| whom).as_deref(), Some("Sở Tư phát"), "not asked about again");
    step(&mut office, 5, DossierVerb::Answer { number: String::new(), answer: "đúng".to_owned() });
    office.key('v');
    office.key('h');
    office.key(' ');
    assert!(office.text(80, 24).contains("Sở Tư phát"), "to be chosen: {}", office.text(80, 24));
}

#[test]
fn a_name_like_no_other_is_a_question_of_yes_and_no() {
    let mut office = typed("Ngân hàng chính sách");
    assert_eq!((office.model.context(), asked(&office)), (Context::Confirm, None));
    office.key('n');
    assert_eq!(office.model.context(), Context::Step);
    office.key(Key::F(10));
    office.key('y');
    assert_eq!(asked(&office).map(|(whom, _)| whom).as_deref(), Some("Ngân hàng chính sách"));
}
