//! What a scanner does at a desk: dossiers are landed on, cards fill the form, anything else changes nothing.

use crate::office::Office;
use motcua::domain::ids::DossierCode;
use motcua::domain::person::Person;
use motcua::tui::effect::{Effect, Paper, Reply};
use motcua::tui::input::{Chord, Input, Key};
use motcua::tui::keymap::Context;
use std::sync::Arc;

const CARD: &str = "042199001234|241234567|Nguyễn Thị Hồng Đào|01011999|Nữ|Thôn Đông Trung, xã Cẩm Trung|01012022";

fn scan(office: &mut Office, text: &str) {
    office.input(Input::Scan(text.to_owned()));
}

fn serving() -> Office {
    let mut office = Office::busy();
    office.key('g');
    office.key(Key::Enter);
    office
}

fn known(address: &str) -> Person {
    Person {
        name: "Nguyễn Thị Hồng Đào".to_owned(),
        id_number: "042199001234".to_owned(),
        phone: "0987654321".to_owned(),
        address: address.to_owned(),
        hamlet: "Thôn Đông Trung".to_owned(),
        ..Person::default()
    }
}

#[test]
fn an_open_dossier_is_landed_on_from_anywhere() {
    for before in [None, Some(Key::F(3)), Some(Key::F(4)), Some(Key::F(7)), Some(Key::F(1)), Some(Key::F(2))] {
        let mut office = serving();
        office.effects.clear();
        if let Some(key) = before {
            office.key(key);
        }
        let code = office.published.state.dossiers.keys().next().unwrap().clone();
        scan(&mut office, &code.0.to_lowercase());
        assert_eq!(office.model.context(), Context::Dossier, "{before:?}");
        assert!(office.text(120, 40).contains(&code.0), "{before:?}");
    }
}

#[test]
fn an_archived_dossier_is_asked_for_and_landed_on() {
    let mut office = serving();
    let dossier = office.published.state.dossiers.values().next().unwrap().clone();
    let code = DossierCode("000.00.00.H27-231027-0361".to_owned());
    scan(&mut office, &code.0);
    assert_eq!(office.model.context(), Context::Desk, "not before it is found");
    assert_eq!(office.effects.pop(), Some(Effect::Fetch(code.clone())));
    let dossier = motcua::domain::dossier::Dossier { code: code.clone(), ..dossier };
    let found = Some(Box::new((dossier, Some(Arc::new(known(""))))));
    office.reply(Reply::Fetched { code: code.clone(), found: found.clone() });
    assert!(office.text(120, 40).contains("000.00.00.H27-231027-0361"));
    office.key(Key::Esc);
    office.reply(Reply::Fetched { code: code.clone(), found });
    assert_eq!(office.model.context(), Context::Desk, "an answer that nobody waits for");
    scan(&mut office, &code.0);
    office.reply(Reply::Fetched { code, found: None });
    assert!(office.text(120, 40).contains("không có hồ sơ 000.00.00.H27-231027-0361"));
}

#[test]
fn a_card_on_the_desk_opens_the_form_and_six_keys_receive_the_dossier() {
    // All papers are there, or none: said by one key either way.
    for (answer, are_there) in [(Key::Char('a'), true), (Key::Enter, false)] {
        let mut office = serving();
        let before: Vec<_> = office.published.state.dossiers.keys().cloned().collect();
        scan(&mut office, CARD);
        assert_eq!(office.model.context(), Context::Receive);
        assert_eq!(office.effects.pop(), Some(Effect::WhoIs("042199001234".to_owned())));
        let keys: Vec<Key> = "khai".chars().map(Key::Char).chain([Key::F(10), answer]).collect();
        assert!(keys.len() <= 6);
        let office = office.then(&keys);
        let new = office.published.state.dossiers.values().find(|dossier| !before.contains(&dossier.code));
        let Some(dossier) = new else { panic!("{}", office.model.language().code()) };
        let asked = office.published.book.catalogue.get(&dossier.procedure).unwrap().papers.len();
        assert!(asked > 0);
        assert_eq!(dossier.papers.as_ref().map(|papers| papers.there.len()), Some(if are_there { asked } else { 0 }));
        let person = &office.published.people[&dossier.applicant];
        assert_eq!(
            (person.name.as_str(), person.id_number.as_str(), person.address.as_str()),
            ("Nguyễn Thị Hồng Đào", "042199001234", "Thôn Đông Trung, xã Cẩm Trung")
        );
    }
}

#[test]
fn a_citizen_who_is_known_brings_her_earlier_data_and_differences_are_shown() {
    let mut office = serving();
    scan(&mut office, CARD);
    let person = Some(Arc::new(known("Khối 3, phường Thành Sen")));
    office.reply(Reply::Known { id_number: "042199001234".to_owned(), person });
    let text = office.text(200, 60);
    assert!(text.contains("0987654321") && text.contains("Khối 3, phường Thành Sen"), "{text}");
    assert!(text.contains("thẻ ghi: Thôn Đông Trung, xã Cẩm Trung"), "{text}");
    assert!(text.contains("nhưng thẻ ghi khác"), "{text}");
    let mut office = serving();
    scan(&mut office, CARD);
    office.reply(Reply::Known { id_number: "042000000000".to_owned(), person: Some(Arc::new(known("x"))) });
    assert!(!office.text(120, 40).contains("0987654321"), "somebody else's answer");
}

#[test]
fn a_number_known_under_another_name_brings_nothing_of_that_record() {
    let mut office = serving();
    scan(&mut office, CARD);
    let other = Person { name: "Trần Văn Khác".into(), ..known("Khối 3") };
    office.reply(Reply::Known { id_number: "042199001234".to_owned(), person: Some(Arc::new(other)) });
    let text = office.text(200, 60);
    assert!(text.contains("Nguyễn Thị Hồng Đào") && text.contains("Số này của Trần Văn Khác"), "{text}");
    assert!(!text.contains("0987654321") && !text.contains("Khối 3"), "{text}");
}

#[test]
fn one_in_sight_is_the_very_person() {
    let mut office = serving();
    let dossier = office.published.state.dossiers.values().next().unwrap().clone();
    let person = known("Thôn Đông Trung, xã Cẩm Trung");
    office.published.people.insert(dossier.applicant, Arc::new(person));
    scan(&mut office, CARD);
    assert!(!office.effects.iter().any(|effect| matches!(effect, Effect::WhoIs(_))));
    office.write("ket hon");
    office.key(Key::Enter);
    office.save();
    let theirs = office.published.state.dossiers.values().filter(|d| d.applicant == dossier.applicant).count();
    assert_eq!(theirs, 2);
}

#[test]
fn a_card_in_the_form_fills_the_applicant_and_keeps_the_rest() {
    let mut office = serving();
    office.key('t');
    office.write("khai sinh");
    office.key(Key::Enter);
    office.input(Input::Paste(format!("{CARD}\n")));
    let text = office.text(120, 40);
    assert!(text.contains("1.001193") && text.contains("Nguyễn Thị Hồng Đào"), "{text}");
    assert!(!text.contains("bản nháp"), "nobody was named yet: {text}");
    // The name is there: what is still empty is next.
    office.write("0911222333");
    let text = office.text(120, 40);
    assert!(text.contains("0911222333") && text.contains("Nguyễn Thị Hồng Đào"), "{text}");
    // Her card once more changes nothing that was typed.
    scan(&mut office, CARD);
    let text = office.text(120, 40);
    assert!(text.contains("0911222333") && text.contains("1.001193") && !text.contains("bản nháp"), "{text}");
}

#[test]
fn choosing_the_procedure_after_a_card_goes_on_where_something_is_missing() {
    let mut office = serving();
    scan(&mut office, CARD);
    office.write("khai sinh");
    office.key(Key::Enter);
    office.write("0911222333");
    office.save();
    let person = office.published.people.values().find(|person| person.id_number == "042199001234").unwrap();
    assert_eq!((person.name.as_str(), person.phone.as_str()), ("Nguyễn Thị Hồng Đào", "0911222333"));
}

#[test]
fn a_tickets_number_leads_to_the_ticket_and_an_unknown_one_is_named() {
    let mut office = serving();
    scan(&mut office, "A003");
    assert_eq!(office.model.context(), Context::Ticket);
    assert!(office.text(80, 24).contains("A003"));
    office.key(Key::Esc);
    scan(&mut office, "A909");
    assert_eq!(office.model.context(), Context::Desk);
    assert!(office.text(80, 24).contains("A909"), "{}", office.text(80, 24));
}

#[test]
fn an_enter_that_comes_with_a_card_picks_no_procedure() {
    let mut office = serving();
    scan(&mut office, CARD);
    office.key(Key::Enter);
    assert!(office.text(120, 40).contains("Gõ vài chữ của tên thủ tục"), "{}", office.text(120, 40));
    office.write("ksq");
    office.key(Key::Tab);
    assert!(office.text(120, 40).contains("Không có thủ tục nào khớp “ksq”"), "{}", office.text(120, 40));
    for _ in 0..3 {
        office.key(Key::Backspace);
    }
    // Whoever moves the bar means what is under it.
    office.key(Key::Down);
    office.key(Key::Up);
    office.key(Key::Enter);
    assert!(office.text(120, 40).contains("Giấy tờ (0/"), "{}", office.text(120, 40));
}

#[test]
fn what_was_received_with_nobody_in_front_is_printed_by_one_key_and_said_to_have_no_papers() {
    let mut office = Office::seated();
    office.key('o');
    office.key('i');
    assert!(office.effects.is_empty(), "there is nothing to print");
    scan(&mut office, CARD);
    office.effects.clear();
    office.write("khai sinh");
    office.key(Key::Enter);
    office.save();
    assert!(office.text(120, 40).contains("Không nộp giấy tờ nào."), "{}", office.text(120, 40));
    office.key('i');
    let code = office.published.state.dossiers.keys().next_back().unwrap().clone();
    assert_eq!(office.effects.pop(), Some(Effect::Print { dossier: code, paper: Paper::Receipt }));
}

#[test]
fn a_card_with_a_day_that_does_not_exist_is_none() {
    let mut office = serving();
    scan(&mut office, &CARD.replace("01011999", "31021999"));
    assert_eq!(office.model.context(), Context::Desk);
    assert!(office.text(80, 24).contains("ngày sinh không đúng"), "{}", office.text(80, 24));
}

#[test]
fn a_card_that_is_wrong_is_not_shown_to_everybody_around() {
    let mut office = serving();
    scan(&mut office, "038090009999|171234567|Hồ Thị Mới|31021990|Nữ|Thôn 1|01072021");
    let text = office.text(120, 40);
    assert!(text.contains("ngày sinh không đúng") && !text.contains("0380900") && !text.contains("Hồ Thị"), "{text}");
}

#[test]
fn a_foreign_code_is_named_and_changes_nothing() {
    for text in ["8934563138165", "https://example.com/x?y=tz"] {
        let mut office = serving();
        let (before, context) = (office.published.state.seq, office.model.context());
        scan(&mut office, text);
        assert_eq!((office.published.state.seq, office.model.context()), (before, context));
        let shown = office.text(120, 40);
        assert!(shown.contains("không phải mã hồ sơ") && shown.contains(text), "{shown}");
        assert!(office.effects.is_empty());
    }
}

#[test]
fn a_code_of_letters_leads_to_the_dossier_that_came_from_there_or_is_named() {
    let mut office = serving();
    let ours = office.published.state.dossiers.keys().next().unwrap().clone();
    office.published.state.foreign.insert("BN-27/0012".to_owned(), ours.clone());
    office.published.state.foreign.insert("H27.19-251103-0012".to_owned(), ours.clone());
    for code in ["bn-27/0012", "H27.19-251103-0012"] {
        scan(&mut office, code);
        assert!(office.text(120, 40).contains(&ours.0), "{code}");
        office.key(Key::Esc);
    }
    for (code, said) in [("BN-27/9999", "không phải mã hồ sơ"), ("H99.01-251103-0007", "do cơ quan khác cấp")]
    {
        office.effects.clear();
        scan(&mut office, code);
        let code = DossierCode(code.to_owned());
        assert_eq!(office.effects.pop(), Some(Effect::Fetch(code.clone())));
        office.reply(Reply::Fetched { code: code.clone(), found: None });
        let text = office.text(120, 40);
        assert!(text.contains(said) && text.contains(&code.0), "{text}");
        assert_eq!(office.model.context(), Context::Desk);
    }
}

#[test]
fn a_foreign_code_in_a_field_for_a_number_gets_the_fields_own_sentence() {
    for (tabs, sentence) in [(2, "Số điện thoại có từ 8 đến 15 chữ số."), (3, "Số định danh có 12 chữ số")]
    {
        let mut office = serving();
        office.key('t');
        for _ in 0..tabs {
            office.key(Key::Tab);
        }
        scan(&mut office, "VNPOST|HS-2026-ABC");
        let shown = office.text(120, 40);
        assert!(shown.contains(sentence) && !shown.contains("HS-2026-ABC"), "{shown}");
        // What is typed there by hand is told beside the field.
        office.write("VN|2026");
        office.save();
        let shown = office.text(120, 40);
        assert!(shown.contains(&format!("! {sentence}")), "{shown}");
    }
}

#[test]
fn nobody_sits_here_and_nothing_happens() {
    let mut office = Office::empty();
    scan(&mut office, CARD);
    assert!(office.effects.is_empty());
    assert_eq!(office.model.context(), Context::SignIn);
}

#[test]
fn telex_and_vni_are_switched_by_a_key_and_for_words_only() {
    let mut office = serving();
    office.key('t');
    office.write("khai sinh");
    office.key(Key::Enter);
    office.key(Chord::ctrl('v'));
    assert!(office.text(80, 24).lines().next().unwrap().contains("TELEX"));
    office.write("DDaof Thij Ngaf");
    office.key(Key::Tab);
    office.write("0912345678");
    office.key(Key::Tab);
    office.write("ww12");
    office.key(Key::Tab);
    office.key(Chord::ctrl('v'));
    assert!(office.text(80, 24).lines().next().unwrap().contains("VNI"));
    office.write("Xo1m 7");
    office.key(Key::Tab);
    office.key(Chord::ctrl('v'));
    office.write("Xo1m");
    let text = office.text(120, 40);
    for shown in ["Đào Thị Ngà", "0912345678", "ww12", "Xóm 7", "Xo1m"] {
        assert!(text.contains(shown), "{shown}\n{text}");
    }
    let first = text.lines().next().unwrap();
    assert!(!first.contains("TELEX") && !first.contains("VNI"));
}

#[test]
fn bad_numbers_and_dates_are_named_in_the_form() {
    let mut office = serving();
    office.key('t');
    office.write("khai sinh");
    office.key(Key::Enter);
    office.write("Hồ Thị Kỷ");
    office.key(Key::Tab);
    office.write(&"9".repeat(30));
    office.key(Key::Tab);
    office.write("04219900123x");
    for _ in 0..7 {
        office.key(Key::Tab);
    }
    office.key(Key::Tab);
    office.write("8:30 31/2/2026");
    office.save();
    let text = office.text(120, 40);
    for said in ["8 đến 15 chữ số", "12 chữ số", "Ghi giờ như 8:30"] {
        assert!(text.contains(said), "{said}\n{text}");
    }
}

#[test]
fn a_number_that_is_typed_brings_what_is_known_of_her_but_nothing_over_what_was_typed() {
    let asked = Effect::WhoIs("042199001234".to_owned());
    for (name, filled) in [("", true), ("nguyễn thị hồng đào", true), ("Trần Văn An", false)] {
        let mut office = serving();
        office.key('t');
        office.key(Key::Tab);
        office.write(name);
        for _ in 0..2 {
            office.key(Key::Tab);
        }
        office.write("04219900123");
        assert!(!office.effects.contains(&asked), "not whole yet");
        office.write("4");
        assert_eq!(office.effects.iter().filter(|effect| **effect == asked).count(), 1);
        let person = Some(Arc::new(known("Khối 3, phường Thành Sen")));
        office.reply(Reply::Known { id_number: "042199001234".to_owned(), person });
        let text = office.text(200, 60);
        assert_eq!(text.contains("0987654321"), filled, "{name}: {text}");
        assert_eq!(text.contains("không phải tên vừa ghi"), !filled, "{name}: {text}");
        office.key(Key::Tab);
        assert_eq!(office.effects.iter().filter(|effect| **effect == asked).count(), 1, "asked once");
    }
}

#[test]
fn a_typed_number_of_somebody_in_sight_is_the_very_person() {
    let mut office = serving();
    let dossier = office.published.state.dossiers.values().next().unwrap().clone();
    office.published.people.insert(dossier.applicant, Arc::new(known("Thôn Đông Trung, xã Cẩm Trung")));
    office.key('t');
    office.write("ket hon");
    office.key(Key::Enter);
    office.key(Key::Tab);
    office.key(Key::Tab);
    office.write("042199001234");
    assert!(!office.effects.iter().any(|effect| matches!(effect, Effect::WhoIs(_))));
    office.save();
    let theirs = office.published.state.dossiers.values().filter(|d| d.applicant == dossier.applicant).count();
    assert_eq!(theirs, 2, "{}", office.text(120, 40));
}
