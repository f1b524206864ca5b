//! Writing a dossier down.

use crate::office::{Office, clock};
use crate::reception::plain;
use motcua::domain::command::{Actor, DossierVerb, Receive, SetOfficer, Verb};
use motcua::domain::dossier::{Holder, PaperKind, PaperThere, Pieces};
use motcua::domain::ids::PersonId;
use motcua::domain::person::Person;
use motcua::domain::refusal::Refusal;
use motcua::print::forms::{Agency, Form as PaperForm, Matter};
use motcua::tui::effect::Reply;
use motcua::tui::input::{Chord, Key};

fn original(name: &str) -> PaperThere {
    PaperThere { name: name.to_owned(), pieces: Pieces::of(PaperKind::Original, 1) }
}

fn last_dossier(office: &Office) -> motcua::domain::dossier::Dossier {
    office.published.state.dossiers.values().max_by_key(|dossier| dossier.code.0.clone()).unwrap().clone()
}

/// The form with everything in it that must be.
fn filled() -> Office {
    let mut office = Office::busy();
    office.key('g');
    office.key('t');
    office.write("khai sinh");
    office.key(Key::Enter);
    office.write("Ngô Bảo Châu");
    office
}

#[test]
fn a_dossier_is_written_down_with_few_keys() {
    let mut office = filled();
    office.save();
    let dossier = last_dossier(&office);
    assert_eq!(dossier.procedure, "1.001193");
    assert_eq!(office.published.name(dossier.applicant), "Ngô Bảo Châu");
    assert_eq!(dossier.ticket.map(|ticket| ticket.to_string()).as_deref(), Some("C001"));
    assert_eq!(dossier.fee, Some(0), "the catalogue says it is free");
    let text = office.text(120, 40);
    assert!(text.contains(&format!("Đã nhận hồ sơ {}, hẹn trả 17:00 T6 20/11/2026", dossier.code)), "{text}");
    assert!(text.contains("Hồ sơ của lượt này"), "and the desk is back");
}

#[test]
fn what_is_typed_survives_esc() {
    let mut office = filled();
    office.key(Key::Esc);
    assert!(!office.text(80, 24).contains("Ngô Bảo Châu"));
    office.key('t');
    assert!(office.text(80, 24).contains("Ngô Bảo Châu"));
}

#[test]
fn every_flaw_is_shown_at_once_and_the_first_gets_the_focus() {
    let mut office = Office::busy();
    office.key('g');
    office.key('t');
    for _ in 0..4 {
        office.key(Key::BackTab);
    }
    office.write("năm");
    office.key(Chord::ctrl('s'));
    let text = office.text(80, 24);
    for flaw in ["Chọn thủ tục trong danh sách.", "Ghi họ và tên.", "Ghi số tiền bằng chữ số"] {
        assert!(text.contains(flaw), "{flaw}:\n{text}");
    }
    assert!(text.contains("còn 3 chỗ phải sửa"));
    office.write("ket hon");
    assert!(office.text(80, 24).contains("1.000894"), "typing goes on where the first flaw is");
}

#[test]
fn the_applicant_is_the_same_for_a_second_dossier_of_the_visit() {
    let mut office = filled();
    office.save();
    let first = last_dossier(&office);
    let people = office.published.people.len();
    office.key('t');
    assert!(office.text(80, 24).contains("như hồ sơ trước"));
    office.write("ban sao trich luc");
    office.key(Key::Enter);
    office.save();
    let second = last_dossier(&office);
    assert_ne!(first.code, second.code);
    assert_eq!(first.applicant, second.applicant);
    assert_eq!(office.published.people.len(), people, "nobody new came into the vault");
}

#[test]
fn the_next_person_starts_with_an_empty_form() {
    let mut office = filled();
    office.key(Key::Esc);
    office.key('x');
    office.key('y');
    office.key(Key::Enter);
    office.key('g');
    office.key('t');
    assert!(!office.text(80, 24).contains("Ngô Bảo Châu"));
}

#[test]
fn a_refused_or_unsaved_dossier_keeps_its_form() {
    let mut office = filled();
    let words = office.words();
    office.key(Key::F(10));
    let key = motcua::tui::input::Input::Key(Chord::plain(Key::Enter));
    let effects = motcua::tui::update::input(&mut office.model, key, &office.published, &words, office.now);
    assert_eq!(effects.len(), 1);
    assert!(office.text(80, 24).contains("đang lưu"));
    office.reply(Reply::NotSaved { tag: 2, key: "desk.trouble_disk_full", gaps: Vec::new() });
    let text = office.text(80, 24);
    assert!(text.contains("Ngô Bảo Châu") && text.contains("CHƯA LƯU ĐƯỢC"), "{text}");
    assert!(!text.contains("đang lưu"), "it can be saved again");
}

#[test]
fn the_due_time_follows_the_clock() {
    let mut office = Office::busy();
    office.key('g');
    office.key('t');
    office.write("khai sinh");
    office.key(Key::Enter);
    assert!(office.text(80, 24).contains("hẹn trả 17:00 T6 20/11/2026"));
    office.now = clock(15, 5);
    assert!(office.text(80, 24).contains("hẹn trả 17:00 T2 23/11/2026"), "received after 15:00");
    office.key(Key::F(5));
    assert!(office.text(80, 24).contains("nhận sau 15:00"));
}

#[test]
fn papers_are_ticked_off() {
    let mut office = filled();
    for _ in 0..3 {
        office.key(Key::BackTab);
    }
    office.key(' ');
    office.key(' ');
    assert!(office.text(120, 40).contains("Giấy tờ (2/7)"));
    office.save();
    let papers = last_dossier(&office).papers.unwrap();
    assert_eq!((papers.there.len(), papers.asked), (2, 7));
    assert_eq!(papers.there[0], original("Tờ khai đăng ký khai sinh"));
    office.key(Key::F(4));
    office.key(Key::Tab);
    office.key(Key::Tab);
    office.key(Key::End);
    let text = office.text(200, 60);
    assert!(text.contains("Giấy tờ đã nhận: 2/7"), "{text}");
}

#[test]
fn papers_are_counted_by_kind_with_few_keys() {
    let mut office = filled();
    for _ in 0..3 {
        office.key(Key::BackTab);
    }
    // Two originals; two certified copies and three others of the next; the one after is shown only; the rest as usual.
    office.write("2");
    office.key(Key::Down);
    office.key(Key::Right);
    office.write("2+3");
    office.key(Key::Down);
    office.write("12");
    office.key(Key::Backspace);
    office.write("0");
    let text = office.text(120, 40);
    for part in ["2 bản chính", "2 bản chứng thực, 3 bản photo", "chỉ xuất trình", "Giấy tờ (3/7)"]
    {
        assert!(text.contains(part), "{part}:\n{text}");
    }
    let hints = office.text(80, 24);
    assert!(hints.contains("0-9 số bản") && hints.contains("← → đổi loại"), "{hints}");
    office.write("a");
    office.save();
    let there: Vec<Pieces> = last_dossier(&office).papers.unwrap().there.iter().map(|paper| paper.pieces).collect();
    assert_eq!(there[0], Pieces { originals: 2, certified: 0, copies: 0 });
    assert_eq!(there[1], Pieces { originals: 0, certified: 2, copies: 3 });
    assert!(there[2].is_none(), "only shown");
    assert_eq!(there[3], Pieces::of(PaperKind::Original, 1));
    assert!(there[5].is_none(), "an ID card is shown, not handed in");
    assert_eq!(there.len(), 7);
    let (words, dossier) = (office.words(), last_dossier(&office));
    let agency = Agency::default();
    let matter = Matter {
        dossier: &dossier,
        person: None,
        published: &office.published,
        agency: &agency,
        now: office.now,
        words: &words,
    };
    for form in [PaperForm::Receipt, PaperForm::Control] {
        let values = matter.values(form).unwrap();
        let cell = |row, column| values.table("papers").unwrap().cell(row, column).unwrap();
        assert_eq!(
            (cell(0, "originals"), cell(0, "certified"), cell(0, "copies")),
            ("2".into(), String::new(), String::new())
        );
        assert_eq!(
            (cell(1, "originals"), cell(1, "certified"), cell(1, "copies")),
            (String::new(), "2".into(), "3".into())
        );
        assert_eq!((cell(2, "originals"), values.get("has_papers")), (String::new(), "7"));
    }
}

#[test]
fn a_paper_says_whom_a_dossier_went_to_and_that_she_left() {
    let mut office = filled();
    office.key(Key::F(10));
    let code = last_dossier(&office).code;
    let about = |verb| Verb::About { dossier: code.clone(), counter: None, verb };
    let to = office.published.state.officers.keys().next_back().copied().unwrap();
    office.admin(about(DossierVerb::Give { to: Holder::Officer(to), note: String::new() }));
    office.ask(Actor::Officer(to), about(DossierVerb::Take)).unwrap();
    let cell = |office: &Office| {
        let (words, agency) = (office.words(), Agency::default());
        let dossier = office.published.state.dossiers[&code].clone();
        let published = &office.published;
        let matter =
            Matter { dossier: &dossier, person: None, published, agency: &agency, now: office.now, words: &words };
        matter.values(PaperForm::Control).unwrap().table("handovers").unwrap().cell(0, "to").unwrap()
    };
    let name = cell(&office);
    let leaver = SetOfficer { active: false, ..SetOfficer::of(&office.published.state.officers[&to]) };
    office.admin(Verb::SetOfficer(leaver));
    assert_eq!(cell(&office), format!("{name} (đã thôi làm)"));
    office.published.people.clear();
    assert_eq!(cell(&office), format!("cán bộ {to} (đã thôi làm)"), "whose name is not known has a number");
}

#[test]
fn a_former_commune_is_called_so_once() {
    let mut office = filled();
    office.save();
    let (words, dossier, agency) = (office.words(), last_dossier(&office), Agency::default());
    for typed in ["Cẩm Mỹ (cũ)", "Cẩm Mỹ cũ", "Cẩm Mỹ"] {
        let person = Person { former_commune: typed.to_owned(), ..Person::default() };
        let (person, published) = (Some(&person), &office.published);
        let matter = Matter { dossier: &dossier, person, published, agency: &agency, now: office.now, words: &words };
        assert_eq!(matter.receipt().applicant.address, "Cẩm Mỹ cũ", "{typed}");
    }
}

#[test]
fn a_person_is_stored_under_the_id_the_rules_gave() {
    let mut office = filled();
    let next = office.published.state.next_person;
    office.save();
    assert_eq!(last_dossier(&office).applicant, PersonId(next));
}

#[test]
fn a_procedure_found_in_the_catalogue_is_received_from_there() {
    let mut office = Office::busy();
    office.key('g');
    office.key(Key::F(3));
    office.write("001193");
    office.key(Key::Enter);
    office.key('t');
    office.write("Lê Văn Hưu");
    office.save();
    assert_eq!(last_dossier(&office).procedure, "1.001193");
}

#[test]
fn a_paper_that_is_none_of_the_procedure_is_refused() {
    let mut office = Office::busy();
    let papers = ["Tờ khai đăng ký khai sinh", "Đơn xin"].map(original).to_vec();
    let receive = Receive { papers, ..plain("1.001193") };
    let refused = office.ask(Actor::Administrator, Verb::Receive(Box::new(receive.clone()))).unwrap_err();
    assert_eq!(refused, Refusal::UnknownPaper("Đơn xin".to_owned()));
    // As an asking program of before there were papers sends it.
    let mut json = serde_json::to_value(&receive).unwrap();
    json.as_object_mut().unwrap().remove("papers");
    let old: Receive = serde_json::from_value(json).unwrap();
    assert_eq!(old.papers, Vec::new());
    // And as one sends it that knows no counts.
    let mut json = serde_json::to_value(&receive).unwrap();
    json["papers"] = serde_json::json!(["Tờ khai đăng ký khai sinh"]);
    let old: Receive = serde_json::from_value(json).unwrap();
    assert_eq!((old.papers[0].name.as_str(), old.papers[0].pieces.is_none()), ("Tờ khai đăng ký khai sinh", true));
    // One that is named twice counts together, and nobody hands in a hundred.
    let twice = |count: u16| Receive {
        papers: vec![
            original("Tờ khai đăng ký khai sinh"),
            PaperThere { pieces: Pieces::of(PaperKind::Copy, count), ..original("Tờ khai đăng ký khai sinh") },
        ],
        ..receive.clone()
    };
    let refused = office.ask(Actor::Administrator, Verb::Receive(Box::new(twice(100)))).unwrap_err();
    assert_eq!(refused, Refusal::PiecesWrong("Tờ khai đăng ký khai sinh".to_owned()));
    office.ask(Actor::Administrator, Verb::Receive(Box::new(twice(99)))).unwrap();
    let there = last_dossier(&office).papers.unwrap().there;
    assert_eq!((there.len(), there[0].pieces), (1, Pieces { originals: 1, certified: 0, copies: 99 }));
}
