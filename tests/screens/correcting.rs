//! What was entered wrong is made right by key: the applicant's data, whose the dossier is, the procedure.

use crate::office::Office;
use crate::pictures::picture;
use crate::steps::{before, house, late, listed};
use motcua::domain::command::{DossierVerb, Verb};
use motcua::domain::dossier::{Change, Correction, Dossier, Holder, Means, Payment, Status};
use motcua::domain::ids::{DossierCode, PersonId};
use motcua::domain::person::{Person, PersonField};
use motcua::tui::effect::{Effect, Paper, Reply};
use motcua::tui::input::{Chord, Input, Key};
use motcua::tui::keymap::Context;
use std::sync::Arc;

const HERS: &str = "042199001234";
const ANOTHERS: &str = "042188004321";

fn dossier(office: &Office) -> &Dossier {
    &office.published.state.dossiers[&late(office)]
}

fn person(office: &Office, id: PersonId) -> Person {
    Person::clone(&office.published.people[&id])
}

/// The head before the menu of the late dossier, whose applicant has an ID number.
fn head() -> Office {
    let mut office = house();
    let id = dossier(&office).applicant;
    let hers = Person { id_number: HERS.to_owned(), ..person(&office, id) };
    office.published.people.insert(id, Arc::new(hers));
    before(&mut office, 5);
    listed(&mut office);
    office
}

fn form(office: &mut Office, act: char) {
    office.key('v');
    office.key(act);
    assert_eq!(office.model.context(), Context::Step, "{}", office.text(120, 40));
}

/// Types `text` in place of what stands `down` rows below.
fn write(office: &mut Office, down: usize, text: &str) {
    for _ in 0..down {
        office.key(Key::Down);
    }
    office.key(Chord::ctrl('u'));
    office.write(text);
}

/// What is on the screen, whatever line it is broken into.
fn plain(office: &mut Office) -> String {
    let text = office.text(200, 60);
    let words: Vec<&str> = text.split_whitespace().filter(|word| *word != "│").collect();
    words.join(" ")
}

fn phone_typed(office: &mut Office) {
    form(office, 'j');
    write(office, 1, "0987654321");
    write(office, 5, "ghi nhầm số");
}

fn moved(office: &mut Office) {
    form(office, 'j');
    write(office, 0, "Trần Văn Bình");
    write(office, 2, ANOTHERS);
    write(office, 4, "nhầm người");
    office.effects.clear();
    office.save();
    assert_eq!(office.effects.pop(), Some(Effect::WhoIs(ANOTHERS.to_owned())));
}

fn procedure_typed(office: &mut Office) {
    form(office, 'w');
    office.write("khai sinh");
    office.key(Key::Down);
}

#[test]
fn her_data_are_corrected_after_a_question_and_the_receipt_is_offered() {
    let mut office = head();
    phone_typed(&mut office);
    let seq = office.published.state.seq;
    office.save();
    assert_eq!((office.model.context(), office.published.state.seq), (Context::Confirm, seq));
    let asked = plain(&mut office);
    assert!(asked.contains("có hồ sơ nào khác đổi theo") && asked.contains("(số điện thoại)"), "{asked}");
    office.key('n');
    assert!(office.text(120, 40).contains("0987654321"), "the form keeps what was typed");
    office.save();
    office.key('y');
    let Some((_, Change::ApplicantCorrected { fields, person: whose, was, .. })) = dossier(&office).changes().last()
    else {
        panic!("{}", office.text(120, 40));
    };
    assert_eq!((fields.as_slice(), whose), (&[PersonField::Phone][..], was));
    assert_eq!(person(&office, *whose).phone, "0987654321");
    assert!(office.text(120, 40).contains("theo thông tin mới?"), "{}", office.text(120, 40));
    office.effects.clear();
    office.key(Key::Enter);
    assert_eq!(office.effects.pop(), Some(Effect::Print { dossier: late(&office), paper: Paper::Receipt }));
    office.key(Key::Enter);
    let page = office.text(200, 60);
    assert!(page.contains("Sửa thông tin người nộp (số điện thoại): ghi nhầm số"), "{page}");
}

#[test]
fn it_is_said_which_dossiers_of_the_archive_keep_what_was_recorded() {
    let mut office = head();
    let old = DossierCode("H57.35-260101-0007".to_owned());
    office.archived = vec![old.clone()];
    phone_typed(&mut office);
    office.save();
    let asked = plain(&mut office);
    assert!(asked.contains("1 hồ sơ khác của người này giữ nguyên") && asked.contains(&old.0), "{asked}");
}

#[test]
fn another_name_and_number_move_the_dossier_alone() {
    let mut office = head();
    let was = dossier(&office).applicant;
    moved(&mut office);
    office.reply(Reply::Known { id_number: ANOTHERS.to_owned(), person: None });
    let asked = office.text(120, 40);
    assert!(asked.contains("sang người khác là Trần Văn Bình"), "{asked}");
    office.key('y');
    let now = dossier(&office).applicant;
    assert_ne!(now, was);
    assert_eq!((person(&office, now).name, person(&office, was).id_number), ("Trần Văn Bình".into(), HERS.into()));
}

#[test]
fn a_number_of_another_is_said_before_it_is_used() {
    let known =
        |name: &str| Some(Arc::new(Person { name: name.into(), id_number: ANOTHERS.into(), ..Person::default() }));
    for (name, wanted) in
        [("Trần Văn Bình", "là của Trần Văn Bình"), ("Lê Thị Hai", "Số giấy tờ này đang ghi cho Lê Thị Hai. Hồ sơ")]
    {
        let mut office = head();
        moved(&mut office);
        office.reply(Reply::Known { id_number: ANOTHERS.to_owned(), person: known(name) });
        let asked = office.text(200, 60).replace('\n', " ");
        let words: Vec<&str> = asked.split_whitespace().filter(|word| *word != "│").collect();
        assert!(words.join(" ").contains(wanted), "{asked}");
    }
    // Only the number is another: it stays her dossier, if that is meant.
    let mut office = head();
    form(&mut office, 'j');
    write(&mut office, 2, ANOTHERS);
    write(&mut office, 4, "ghi nhầm số");
    office.save();
    office.reply(Reply::Known { id_number: ANOTHERS.to_owned(), person: known("Lê Thị Hai") });
    assert!(office.text(200, 60).contains("đang ghi cho Lê Thị Hai, không phải Nguyễn"), "{}", office.text(200, 60));
}

#[test]
fn what_is_wrong_with_a_correction_is_said_and_an_answer_that_nobody_waits_for_saves_nothing() {
    let mut office = head();
    form(&mut office, 'j');
    write(&mut office, 2, "12345678901a");
    write(&mut office, 4, "ghi nhầm");
    office.save();
    assert_eq!(office.model.context(), Context::Step);
    let mut office = head();
    moved(&mut office);
    office.key('x');
    office.reply(Reply::Known { id_number: ANOTHERS.to_owned(), person: None });
    assert_eq!(office.model.context(), Context::Step, "it is typed on");
}

#[test]
fn the_right_procedure_is_chosen_with_its_due_time_and_its_fee_in_sight() {
    let mut office = head();
    let was = dossier(&office).due;
    procedure_typed(&mut office);
    let text = office.text(120, 40);
    assert!(
        text.contains("Theo thủ tục chọn dưới đây: hẹn trả") && text.contains("Phí, lệ phí theo thủ tục"),
        "{text}"
    );
    write(&mut office, 1, "chọn nhầm");
    office.save();
    assert_ne!(dossier(&office).procedure, "1.001193", "asked first");
    let text = office.text(200, 60);
    assert!(text.contains("hạn trả đổi") && text.contains("theo thủ tục mới"), "{text}");
    office.key('y');
    assert_eq!(dossier(&office).procedure, "1.001193");
    assert_ne!(dossier(&office).due, was);
    assert!(office.text(120, 40).contains("theo thông tin mới?"));
}

fn receiving() -> Office {
    let mut office = Office::busy();
    let id = office.published.state.dossiers.values().next().unwrap().applicant;
    let known = Person { id_number: HERS.to_owned(), ..person(&office, id) };
    office.published.people.insert(id, Arc::new(known));
    office.key('g');
    office.key(Key::Enter);
    office.key('t');
    office
}

fn another_typed(office: &mut Office) {
    office.write("khai sinh");
    office.key(Key::Enter);
    office.write("Lê Thị Hai");
    office.key(Key::Tab);
    office.key(Key::Tab);
    office.write(HERS);
    office.save();
}

#[test]
fn a_number_known_under_another_name_is_asked_about_before_a_dossier_is_received() {
    let mut office = receiving();
    let before = office.published.state.dossiers.len();
    another_typed(&mut office);
    let asked = office.text(120, 40);
    assert_eq!((office.model.context(), office.published.state.dossiers.len()), (Context::Confirm, before));
    assert!(asked.contains("Nguyễn Thị Hồng Đào") && asked.contains("Lê Thị Hai"), "{asked}");
    office.key(Key::Enter);
    assert_eq!((office.model.context(), office.published.state.dossiers.len()), (Context::Receive, before));
    let kept = office.text(120, 40);
    assert!(kept.contains("Lê Thị Hai") && kept.contains(HERS), "everything is kept: {kept}");
    office.save();
    office.key('y');
    assert_eq!(office.published.state.dossiers.len(), before + 1);
}

#[test]
fn a_number_that_was_not_looked_up_yet_is_before_it_is_saved() {
    let mut office = receiving();
    let before = office.published.state.dossiers.len();
    office.write("khai sinh");
    office.key(Key::Enter);
    office.write("Lê Thị Hai");
    office.key(Key::Tab);
    office.key(Key::Tab);
    office.write("B1234567");
    office.effects.clear();
    office.save();
    assert_eq!(office.effects.pop(), Some(Effect::WhoIs("B1234567".to_owned())));
    assert_eq!(office.published.state.dossiers.len(), before, "not before the answer");
    let known = Person { name: "Trần Văn Bình".into(), id_number: "B1234567".into(), ..Person::default() };
    office.reply(Reply::Known { id_number: "B1234567".to_owned(), person: Some(Arc::new(known)) });
    assert_eq!(office.model.context(), Context::Confirm, "{}", office.text(120, 40));
    office.key('y');
    assert_eq!(office.published.state.dossiers.len(), before + 1);
}

#[test]
fn pictures_of_corrections() {
    picture("correct_applicant", head, phone_typed);
    picture("correct_applicant_ask", head, |office| {
        moved(office);
        office.reply(Reply::Known { id_number: ANOTHERS.to_owned(), person: None });
    });
    picture("correct_procedure", head, procedure_typed);
    picture("receive_number_of_another", receiving, another_typed);
}

#[test]
fn names_are_composed_while_they_are_typed_and_numbers_are_not() {
    let mut office = head();
    office.key(Chord::ctrl('v'));
    form(&mut office, 'j');
    write(&mut office, 0, "Traanf Vawn Binhf");
    write(&mut office, 2, "B1234567s");
    let text = office.text(120, 40);
    assert!(text.contains("Trần Văn Bình") && text.contains("B1234567s"), "{text}");
}

#[test]
fn the_head_brings_an_archived_dossier_back_to_correct_it_and_nobody_else_does() {
    let mut office = house();
    let code = DossierCode("000.00.00.H27-231027-0361".to_owned());
    let over =
        Dossier { code: code.clone(), status: Status::Returned, holder: Holder::Applicant, ..dossier(&office).clone() };
    for (officer, may) in [(4, false), (5, true)] {
        before(&mut office, officer);
        office.input(Input::Scan(code.0.clone()));
        office.reply(Reply::Fetched { code: code.clone(), found: Some(Box::new((over.clone(), None))) });
        office.key('v');
        let asked = plain(&mut office);
        assert_eq!(asked.contains("đã vào lưu trữ. Lấy ra để sửa?"), may, "{asked}");
        assert!(may || asked.contains("Chỉ lãnh đạo trung tâm"), "{asked}");
    }
    office.key('y');
    assert!(office.published.state.dossiers.contains_key(&code), "{}", office.text(120, 40));
    office.key('v');
    let menu = office.text(120, 40);
    assert!(menu.contains("Sửa thông tin sai"), "{menu}");
}

#[test]
fn the_page_tells_both_due_times_and_what_is_to_be_given_back() {
    let mut office = house();
    let code = late(&office);
    let about = |verb| Verb::About { dossier: code.clone(), counter: None, verb };
    let reason = || "ghi nhầm".to_owned();
    office.admin(about(DossierVerb::Correct { right: Correction::Fee(Some(50_000)), reason: reason() }));
    let taken = Payment::Taken { amount: 50_000, means: Means::Cash, number: String::new() };
    office.admin(about(DossierVerb::Pay(taken)));
    office.admin(Verb::FinishDossier(code.clone()));
    office.admin(Verb::ReturnDossier(code.clone()));
    office.admin(about(DossierVerb::CorrectProcedure { procedure: "2.000986".to_owned(), reason: reason() }));
    office.admin(about(DossierVerb::Correct { right: Correction::Fee(Some(20_000)), reason: reason() }));
    before(&mut office, 5);
    office.input(Input::Scan(code.0.clone()));
    for (cols, rows) in [(80, 60), (120, 60)] {
        let page = office.text(cols, rows).split_whitespace().collect::<Vec<_>>().join(" ");
        for told in ["trễ theo hạn đã hẹn", "Hạn cũ đã trễ 17:00 T6 13/11/2026", "Phải hoàn lại 30.000"]
        {
            assert!(page.contains(told), "{told}: {page}");
        }
    }
    office.key('v');
    office.key('o');
    let form = office.text(80, 24);
    assert!(form.contains("30.000"), "what is to be given back stands there already: {form}");
}
