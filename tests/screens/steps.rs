//! A dossier's life by key: the menu of what may be done, the forms of its steps, the work lists.

use crate::office::{Office, centre, clock};
use motcua::domain::centre::{Role, Work};
use motcua::domain::command::{Actor, DossierVerb, SetOfficer, Verb};
use motcua::domain::dossier::{Change, Correction, Dossier, Holder, Means, Payment, Status};
use motcua::domain::ids::{DossierCode, OfficerId};
use motcua::tui::effect::Reply;
use motcua::tui::input::Key;
use motcua::tui::keymap::Context;
use motcua::tui::model::{Home, Model, Seat};

/// The morning with sections and agencies, a specialist of Kinh tế (4) and the head (5).
pub fn house() -> Office {
    let mut office = Office::serving();
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let mut plan = centre();
    plan.work = Work {
        sections: names(&["Kinh tế", "Văn hóa"]),
        agencies: names(&["Sở Tư pháp"]),
        exempt: names(&["hộ nghèo", "người có công"]),
        ..Work::default()
    };
    office.admin(Verb::Configure(Box::new(plan)));
    for role in [Role::Specialist, Role::Supervisor] {
        let digest = Some(motcua::domain::ids::Digest([1; 32]));
        let officer = SetOfficer {
            id: None,
            digest,
            role,
            skills: std::collections::BTreeSet::default(),
            has_pin: true,
            active: true,
        };
        office.admin(Verb::SetOfficer(officer));
    }
    office.admin(Verb::SetSection { officer: OfficerId(4), section: "Kinh tế".to_owned() });
    office
}

/// Officer 4 or 5 before her own screen.
pub fn before(office: &mut Office, officer: u16) {
    let role = office.published.state.officers[&OfficerId(officer)].role;
    let language = office.model.language();
    office.model = Model::new(language);
    office.model.sit(Seat { officer: OfficerId(officer), counter: None, looks: false }, Home::of(role, None));
}

/// The dossier of Nguyễn Thị Hồng Đào, which is past due.
pub fn late(office: &Office) -> DossierCode {
    office.published.state.dossiers.keys().next().unwrap().clone()
}

fn dossier(office: &Office) -> &Dossier {
    &office.published.state.dossiers[&late(office)]
}

fn last(office: &Office) -> &Change {
    dossier(office).changes().last().unwrap().1
}

pub fn step(office: &mut Office, officer: u16, verb: DossierVerb) {
    let verb = Verb::About { dossier: late(office), counter: None, verb };
    office.ask(Actor::Officer(OfficerId(officer)), verb).unwrap();
}

/// The head corrects when the late one was received, so that it is in time again.
pub fn in_time(office: &mut Office) {
    let right = Correction::Received(office.now);
    step(office, 5, DossierVerb::Correct { right, reason: "ghi nhầm ngày".to_owned() });
}

/// The list of all with the bar on the late one, wherever it stands.
pub fn listed(office: &mut Office) {
    office.key(Key::F(4));
    office.key(Key::Home);
    let code = late(office).0;
    for _ in 0..30 {
        office.key(Key::Down);
        office.key(Key::Enter);
        let is_there = office.model.context() == Context::Dossier && office.text(160, 80).contains(&code);
        office.key(Key::Esc);
        if is_there {
            return;
        }
    }
    panic!("{code} is not listed");
}

#[test]
fn the_menu_shows_what_may_be_done_first_and_why_the_rest_may_not() {
    let mut office = house();
    listed(&mut office);
    office.key('v');
    assert_eq!(office.model.context(), Context::Menu);
    let text = office.text(120, 40);
    let place = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part} is missing:\n{text}"));
    assert!(place("Bàn giao, chuyển hồ sơ") < place("Nhận hồ sơ được chuyển đến"), "{text}");
    assert!(text.contains("Trả kết quả · "), "with the reason:\n{text}");
    let seq = office.published.state.seq;
    office.key('k');
    assert_eq!((office.model.context(), office.published.state.seq), (Context::Menu, seq));
    assert!(office.text(120, 40).contains("chưa xử lý xong"));
    office.key('c');
    assert_eq!(office.model.context(), Context::Step);
}

#[test]
fn missing_papers_are_ticked_and_typed_and_counted_as_a_visit() {
    let mut office = house();
    listed(&mut office);
    office.key('b');
    assert_eq!(office.model.context(), Context::Step);
    office.key(' ');
    let text = office.text(80, 24);
    assert!(text.contains("[×]") && text.contains("[ ] Người nộp đang ở quầy (phiếu "), "not known to be hers: {text}");
    let papers = office.published.book.catalogue.get(&dossier(&office).procedure).unwrap().papers.len();
    for _ in 0..=papers {
        office.key(Key::Down);
    }
    office.write("Giấy uỷ quyền");
    assert_eq!(office.text(120, 60).matches("Giấy tờ khác").count(), 3, "room for one more");
    for _ in 0..2 {
        office.key(Key::Enter);
    }
    office.write("thiếu giấy tờ bắt buộc");
    office.key(Key::Down);
    office.key(' ');
    office.key(Key::F(10));
    assert_eq!(office.model.context(), Context::Dossiers, "{}", office.text(80, 24));
    assert_eq!(dossier(&office).status, Status::SupplementAsked);
    let Change::SupplementAsked { items, reason } = last(&office) else { panic!("{:?}", last(&office)) };
    assert_eq!((items.len(), items[1].as_str(), reason.as_str()), (2, "Giấy uỷ quyền", "thiếu giấy tờ bắt buộc"));
    assert_eq!(dossier(&office).visits.len(), 1);
    // From now on it is known that she is in front.
    office.key('v');
    office.write("m");
    assert!(!office.text(120, 40).contains("[ ] Người nộp"), "{}", office.text(120, 40));
    while office.model.context() != Context::Dossiers {
        office.key(Key::Esc);
    }
    // The same key says that they are there, and the second time asks why.
    office.key('b');
    office.key(Key::F(10));
    assert_eq!(dossier(&office).status, Status::Received);
    office.key('b');
    let text = office.text(100, 30);
    assert!(text.contains("đã được yêu cầu bổ sung 1 lần") && text.contains("Vì sao lần trước chưa nêu"), "{text}");
}

#[test]
fn a_form_half_filled_is_there_again_for_her_after_the_screen_was_locked() {
    for (officer, kept) in [("2", true), ("1", false)] {
        let mut office = house();
        listed(&mut office);
        office.key('b');
        office.key(' ');
        office.key(Key::Down);
        let papers = office.published.book.catalogue.get(&dossier(&office).procedure).unwrap().papers.len();
        for _ in 1..papers {
            office.key(Key::Down);
        }
        for text in ["Giấy uỷ quyền", "Hợp đồng", "Trích lục"] {
            office.write(text);
            office.key(Key::Enter);
        }
        office.model.lock();
        assert_eq!(office.model.context(), Context::SignIn);
        office.key(Key::BackTab);
        office.key(Key::Backspace);
        office.write(officer);
        office.key(Key::Enter);
        office.write("2468");
        office.key(Key::Enter);
        if !kept {
            assert_eq!(office.model.context(), Context::Desk, "what one typed is no other's");
            assert!(!office.text(120, 60).contains("mở lại biểu mẫu"));
            office.key(Key::F(5));
            assert_eq!(office.model.context(), Context::Desk);
            continue;
        }
        assert_eq!(office.model.context(), Context::Desk, "nothing opens by itself");
        let text = office.text(80, 24);
        assert!(text.contains("gõ dở chưa lưu; F5 mở lại.") && text.contains("F5 mở lại biểu mẫu dở"), "{text}");
        office.come_back();
        assert!(office.text(80, 24).contains("F5 mở lại biểu mẫu dở"), "cut off once more before it was opened");
        office.key(Key::F(5));
        assert_eq!(office.model.context(), Context::Step);
        let text = office.text(120, 60);
        for typed in ["[×]", "Giấy uỷ quyền", "Hợp đồng", "Trích lục"] {
            assert!(text.contains(typed), "{typed}:\n{text}");
        }
        office.key(Key::End);
        office.key(Key::Enter);
        office.write("thiếu");
        office.key(Key::F(10));
        let Change::SupplementAsked { items, .. } = last(&office) else { panic!("{:?}", last(&office)) };
        assert_eq!(items.len(), 4, "{items:?}");
    }
}

#[test]
fn nobody_is_named_in_what_is_written_about_a_dossier() {
    let mut office = house();
    listed(&mut office);
    office.key('b');
    assert!(office.text(80, 24).contains("Không ghi tên, địa chỉ"), "{}", office.text(80, 24));
    let papers = office.published.book.catalogue.get(&dossier(&office).procedure).unwrap().papers.len();
    for _ in 0..papers {
        office.key(Key::Down);
    }
    office.write("đơn của nguyen thi hong dao");
    let said = "Lý do được giữ mãi trong nhật ký";
    assert!(office.text(80, 24).contains(said), "while it is typed: {}", office.text(80, 24));
    for _ in 0..2 {
        office.key(Key::Down);
    }
    office.write("thiếu");
    office.key(Key::F(10));
    assert_eq!(office.model.context(), Context::Step);
    for _ in 0.."của nguyen thi hong dao".chars().count() {
        office.key(Key::Backspace);
    }
    // Somebody whom nobody knows here.
    office.write("ông Lê Văn Cảnh");
    assert!(office.text(80, 24).contains("không ghi họ tên ai"), "{}", office.text(80, 24));
    office.key(Key::F(10));
    assert_eq!(office.model.context(), Context::Step);
    for _ in 0.."ông Lê Văn Cảnh".chars().count() {
        office.key(Key::Backspace);
    }
    office.write("xin");
    assert!(office.text(80, 24).contains("Không ghi tên, địa chỉ"), "{}", office.text(80, 24));
    office.key(Key::F(10));
    let Change::SupplementAsked { items, .. } = last(&office) else { panic!("{:?}", last(&office)) };
    assert_eq!(items, &["đơn xin"], "the cursor stood where it was wrong");
}

#[test]
fn a_dossier_is_handed_over_taken_and_given_back() {
    let mut office = house();
    listed(&mut office);
    office.key('c');
    office.key(Key::Enter);
    office.write("thẩm định");
    office.key(Key::F(10));
    assert_eq!(dossier(&office).on_its_way.as_ref().unwrap().to, Holder::Section("Kinh tế".into()));
    before(&mut office, 4);
    let text = office.text(100, 24);
    assert!(text.contains("[Của tôi 1]") && text.contains("Chuyển đến, chờ nhận"), "{text}");
    office.key('n');
    office.key(Key::Enter);
    assert_eq!(
        (dossier(&office).status, &dossier(&office).holder),
        (Status::InProcess, &Holder::Officer(OfficerId(4)))
    );
    office.key(Key::Enter);
    let text = office.text(120, 60);
    for part in ["bàn giao 1", "Ai giữ bao lâu", "thẩm định"] {
        assert!(text.contains(part), "{part}:\n{text}");
    }
}

#[test]
fn a_later_date_is_proposed_for_a_working_day_and_approved_by_the_head() {
    let mut office = house();
    in_time(&mut office);
    listed(&mut office);
    office.key('e');
    office.write("29/11");
    assert!(office.text(100, 30).contains("ngày nghỉ"), "{}", office.text(100, 30));
    for _ in 0..5 {
        office.key(Key::Backspace);
    }
    office.write("31/2");
    office.key(Key::Enter);
    office.write("chờ xác minh");
    office.key(Key::F(10));
    assert!(office.text(100, 30).contains("Ngày không đúng"), "{}", office.text(100, 30));
    // The cursor stands in the date again.
    for _ in 0..4 {
        office.key(Key::Backspace);
    }
    office.write("30/11");
    office.key(Key::F(10));
    assert!(dossier(&office).proposal.is_some(), "{}", office.text(100, 30));

    before(&mut office, 5);
    assert!(office.text(240, 67).contains("xin gia hạn đến 30/11"), "{}", office.text(240, 67));
    listed(&mut office);
    office.key('v');
    office.key('g');
    office.key('y');
    assert_eq!(dossier(&office).extensions(), 1);
}

#[test]
fn money_is_taken_with_its_means_and_number() {
    let mut office = house();
    listed(&mut office);
    office.key('t');
    office.write("50.000");
    office.key(Key::Enter);
    office.key(Key::Right);
    office.key(Key::Enter);
    office.write("BL-7");
    office.key(Key::F(10));
    let paid = Payment::Taken { amount: 50_000, means: Means::Transfer, number: "BL-7".into() };
    assert!(matches!(last(&office), Change::Paid { payment, .. } if *payment == paid), "{:?}", last(&office));
    office.key('v');
    office.key('m');
    let text = office.text(120, 40);
    assert!(text.contains("hộ nghèo") && !text.contains("khác"), "nothing but the ground:\n{text}");
    for _ in 0..3 {
        office.key(Key::Right);
    }
    office.key(Key::F(10));
    let Change::Paid { payment: Payment::Exempt { ground }, .. } = last(&office) else { panic!("{:?}", last(&office)) };
    assert_eq!(ground, "người có công");
}

#[test]
fn a_receipts_number_of_a_dossier_that_is_over_is_asked_about_once_more() {
    let mut office = house();
    let over = DossierCode("000.00.00.H27-260105-0007".to_owned());
    office.receipts.insert("BL-7".to_owned(), over.clone());
    let paid = |office: &Office| dossier(office).paid();
    listed(&mut office);
    office.key('t');
    office.write("50.000");
    office.key(Key::Enter);
    office.key(Key::Enter);
    office.write("BL-7");
    for answer in ['n', 'y'] {
        office.key(Key::F(10));
        assert_eq!((office.model.context(), paid(&office)), (Context::Confirm, 0), "each time it is saved");
        assert!(office.text(120, 40).contains(&over.0));
        office.key(answer);
    }
    assert_eq!((office.model.context(), paid(&office)), (Context::Dossiers, 50_000));
}

#[test]
fn a_result_to_be_collected_is_posted_only_after_a_question() {
    let mut office = house();
    listed(&mut office);
    office.key(Key::Enter);
    office.admin(Verb::FinishDossier(late(&office)));
    office.key('v');
    office.key('u');
    office.write("EV123");
    office.key(Key::F(10));
    assert_eq!(office.model.context(), Context::Confirm);
    assert!(office.text(120, 40).contains("Công dân đã chọn nhận qua bưu điện?"));
    assert_eq!(dossier(&office).posted, None);
    office.key('y');
    assert_eq!(dossier(&office).posted, Some(office.now));
}

#[test]
fn what_was_typed_outlives_a_refusal_and_is_not_dropped_by_a_slip() {
    let mut office = house();
    listed(&mut office);
    office.key('v');
    office.key('r');
    office.write("không đúng thẩm quyền");
    office.key(Key::Esc);
    assert_eq!(office.model.context(), Context::Confirm);
    office.key('n');
    assert_eq!(office.model.context(), Context::Step);
    // It is past due: that is asked about first.
    office.key(Key::F(10));
    assert_eq!(office.model.context(), Context::Confirm);
    assert!(office.text(120, 40).contains("đã quá hạn từ"), "{}", office.text(120, 40));
    let words = office.words();
    let key = motcua::tui::input::Chord::plain(Key::Char('y'));
    let input = motcua::tui::input::Input::Key(key);
    let effects = motcua::tui::update::input(&mut office.model, input, &office.published, &words, office.now);
    let motcua::tui::effect::Effect::Submit { tag, .. } = effects[0] else { panic!("{effects:?}") };
    office.reply(Reply::NotSaved { tag, key: "desk.trouble_not_saved", gaps: Vec::new() });
    assert!(office.text(80, 24).contains("không đúng thẩm quyền"));
    office.key(Key::F(10));
    office.key('y');
    assert_eq!(dossier(&office).status, Status::Refused);
}

#[test]
fn lists_count_filter_and_age() {
    let mut office = house();
    step(&mut office, 2, DossierVerb::AskSupplement { items: vec!["Bản chính".into()], reason: "thiếu".into() });
    office.now = clock(9, 0);
    listed(&mut office);
    let text = office.text(120, 40);
    assert!(text.contains("Chờ bổ sung"), "{text}");
    office.key('d');
    office.key('h');
    let text = office.text(120, 40);
    assert!(text.contains("▸ Chờ bổ sung") && text.contains("Hồng Đào") && text.contains("chờ "), "{text}");
    office.key('d');
    office.key('c');
    office.key('l');
    office.key('l');
    let choices = office.text(120, 40);
    office.key(Key::Enter);
    assert!(office.text(120, 40).contains("Lĩnh vực: "), "{choices}");
    office.key('l');
    office.key('b');
    assert!(!office.text(120, 40).contains("Lĩnh vực: "));
    office.key('a');
    let text = office.text(120, 40);
    assert!(text.contains("Trễ 4-10") && text.contains("Tổng"), "{text}");
    office.key(Key::Enter);
    assert!(office.text(120, 40).contains("Đang ở: "));
}

#[test]
fn time_that_stands_is_told_as_it_was_when_it_began_to_stand() {
    let mut office = house();
    in_time(&mut office);
    let due = dossier(&office).due.unwrap();
    let asks = || DossierVerb::AskSupplement { items: vec!["đơn".to_owned()], reason: "thiếu".to_owned() };
    // Nine hours before the end of its last day.
    office.now = due.plus(-9 * 3600 + 180);
    step(&mut office, 5, asks());
    office.now = due.plus(3 * 86_400);
    listed(&mut office);
    let text = office.text(120, 40);
    assert!(text.contains("dừng, trong ngày") && !text.contains("-3 ngày"), "{text}");
    office.key(Key::Home);
    while !office.text(200, 60).contains("dừng từ") {
        office.key(Key::Down);
    }
    let told =
        format!("dừng từ {}, còn đến hết ngày tiếp tục", due.plus(-9 * 3600 + 180).local().format("%d/%m %H:%M"));
    assert!(office.text(240, 60).contains(&told), "{told}: {}", office.text(240, 60));
    step(&mut office, 5, DossierVerb::Supplemented);
    let text = office.text(200, 60);
    assert!(!text.contains(&told) && text.contains("hết trong lúc dừng"), "{text}");
}
