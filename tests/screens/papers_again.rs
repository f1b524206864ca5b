//! What the papers of a dossier say after its receipt: papers that came later, due times that moved, who is late.

use crate::office::Office;
use crate::steps::{house, in_time, late, step};
use motcua::domain::dossier::{Dossier, DossierVerb, Holder, Papers};
use motcua::domain::ids::OfficerId;
use motcua::print::forms::{Agency, Form, Matter, Values};
use motcua::text::words::{Language, Words};

const DAY_S: i64 = 86_400;

fn dossier(office: &Office) -> Dossier {
    office.published.state.dossiers[&late(office)].clone()
}

fn paper(office: &Office, form: Form) -> Option<Values> {
    let (words, dossier) = (Words::of(Language::Vi), dossier(office));
    let agency = Agency { name: "Trung tâm thử".to_owned(), ..Agency::default() };
    let published = &office.published;
    Matter { dossier: &dossier, person: None, published, agency: &agency, now: office.now, words: &words }.values(form)
}

#[test]
fn a_receipt_that_is_printed_again_tells_what_came_later_and_what_moved_its_due_time() {
    let mut office = house();
    in_time(&mut office);
    let first = paper(&office, Form::Receipt).unwrap();
    let rows = first.table("papers").unwrap().len();
    let code = late(&office).0;
    let (book, entry) = (first.get("book"), first.get("entry"));
    assert!(book == "2026" && code.ends_with(entry) && entry.len() == "261120-0001".len(), "{book} {entry}: {code}");
    // The head corrected when it was received; that moved it as well.
    assert!(first.get("moved").contains("sửa lại lúc"), "{}", first.get("moved"));
    let items = vec!["Giấy khai sinh".to_owned()];
    step(&mut office, 5, DossierVerb::AskSupplement { items, reason: "thiếu".to_owned() });
    office.now = office.now.plus(3 * DAY_S);
    step(&mut office, 5, DossierVerb::Supplemented);
    let due = dossier(&office).due.unwrap();
    let later = office.published.book.calendar.next_working(due.day()).unwrap();
    step(&mut office, 5, DossierVerb::ProposeExtension { day: later, reason: "chờ xác minh".to_owned() });
    step(&mut office, 5, DossierVerb::Extend);
    let again = paper(&office, Form::Receipt).unwrap();
    for part in ["tạm dừng tính hạn từ", "gia hạn lúc", "In lại lúc"] {
        assert!(again.get("moved").contains(part), "{part}: {}", again.get("moved"));
    }
    let names: Vec<String> =
        (0..).map_while(|row| again.table("papers")?.cell(row, "name").filter(|_| row <= rows)).collect();
    let day = office.now.day().format("%d/%m/%Y");
    assert!(names.contains(&format!("Giấy khai sinh (bổ sung ngày {day})")), "{names:?}");
}

#[test]
fn a_receipt_tells_no_paper_apart_from_none_entered() {
    let mut office = house();
    let code = late(&office);
    let first =
        |office: &Office| paper(office, Form::Receipt).unwrap().table("papers").unwrap().cell(0, "name").unwrap();
    let mut with = |papers| {
        office.published.state.dossiers.get_mut(&code).unwrap().papers = papers;
        first(&office)
    };
    assert_eq!(with(None), "Không ghi giấy tờ nào khi tiếp nhận");
    assert_eq!(with(Some(Papers { there: Vec::new(), asked: 3 })), "Không nộp giấy tờ nào");
}

#[test]
fn the_letter_of_an_agreed_date_stays_while_another_is_proposed() {
    let mut office = house();
    in_time(&mut office);
    let propose = |office: &mut Office| {
        let due = dossier(office).due.unwrap();
        let day = office.published.book.calendar.next_working(due.day()).unwrap();
        step(office, 5, DossierVerb::ProposeExtension { day, reason: "chờ xác minh".to_owned() });
    };
    propose(&mut office);
    assert!(paper(&office, Form::Extension).is_none(), "nobody agreed yet");
    step(&mut office, 5, DossierVerb::Extend);
    let agreed = paper(&office, Form::Extension).unwrap().get("new_due").to_owned();
    propose(&mut office);
    assert_eq!(paper(&office, Form::Extension).unwrap().get("new_due"), agreed);
}

#[test]
fn a_letter_names_the_section_that_is_late_and_no_officer() {
    let mut office = house();
    let letter = paper(&office, Form::Extension).unwrap();
    assert_eq!(letter.get("late_unit"), "Trung tâm thử", "whoever has it is of no section");
    assert!(letter.get("reason").starts_with('…'), "room to write why: {}", letter.get("reason"));
    step(&mut office, 5, DossierVerb::Give { to: Holder::Officer(OfficerId(4)), note: String::new() });
    step(&mut office, 4, DossierVerb::Take);
    assert_eq!(paper(&office, Form::Extension).unwrap().get("late_unit"), "Kinh tế");
}
