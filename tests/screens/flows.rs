//! A clerk's work, key by key.

use crate::office::{Office, clock};
use motcua::domain::centre::Role;
use motcua::domain::counter::Station;
use motcua::domain::ids::{CounterId, OfficerId, TicketNo};
use motcua::domain::published::{Found, Trouble};
use motcua::domain::refusal::Refusal;
use motcua::domain::ticket::{Outcome, Stage};
use motcua::text::words::Sentence;
use motcua::tui::effect::{Change, Effect, Reply};
use motcua::tui::input::{Chord, Input, Key, Pointer};
use motcua::tui::keymap::Context;
use motcua::tui::update;

fn stage(office: &Office, ticket: &str) -> Stage {
    office.published.state.tickets[&ticket.parse::<TicketNo>().unwrap()].stage.clone()
}

fn current(office: &Office) -> Option<String> {
    office.published.state.counters[&CounterId(2)].current.map(|ticket| ticket.to_string())
}

#[test]
fn a_visit_takes_four_keys() {
    let mut office = Office::busy();
    office.key('g');
    assert_eq!(current(&office).as_deref(), Some("C001"));
    assert!(office.text(80, 24).contains("Mời C001 đến quầy 2: đến lượt."));
    office.key(Key::Enter);
    assert!(matches!(stage(&office, "C001"), Stage::Serving { .. }));
    office.key('x');
    office.key(Key::Enter);
    assert_eq!(stage(&office, "C001"), Stage::Served { outcome: Outcome::AdviceOnly });
    office.key('u');
    assert!(matches!(stage(&office, "C001"), Stage::Serving { .. }), "the last action is taken back");
}

#[test]
fn a_dossier_of_the_visit_makes_its_own_outcome_the_likely_one() {
    let mut office = Office::serving();
    office.key('x');
    office.key(Key::Enter);
    assert_eq!(stage(&office, "C001"), Stage::Served { outcome: Outcome::DossierReceived });
}

#[test]
fn a_result_handed_over_does_too() {
    let mut office = Office::busy();
    office.key('g');
    office.key(Key::F(4));
    office.key('x');
    office.key(Key::Enter);
    office.key('d');
    office.key('n');
    office.key('k');
    office.key(Key::Enter);
    office.key(Key::Esc);
    office.key('x');
    office.key(Key::Enter);
    assert_eq!(stage(&office, "C001"), Stage::Served { outcome: Outcome::ResultReturned });
}

#[test]
fn telex_and_caps_do_not_matter_to_command_keys() {
    let mut office = Office::busy();
    office.key('G');
    assert_eq!(current(&office).as_deref(), Some("C001"));
    office.key('V');
    assert!(matches!(stage(&office, "C001"), Stage::Missed { .. }));
}

#[test]
fn what_an_input_method_rewrites_is_not_obeyed() {
    let mut office = Office::busy();
    office.input(Input::Text("gọi".to_owned()));
    office.input(Input::Paste("g\n".to_owned()));
    assert_eq!(current(&office), None);
}

#[test]
fn somebody_back_is_restored_from_a_menu() {
    let mut office = Office::busy();
    office.key('k');
    assert!(office.text(80, 24).contains("Ai đã quay lại, hoặc lấy lại phiếu nào?"));
    office.key('1');
    let back = |ticket| !matches!(stage(&office, ticket), Stage::Missed { .. } | Stage::Held { back: false, .. });
    assert!(back("A001") ^ back("A002"), "exactly the one that was chosen");
}

#[test]
fn a_number_is_issued_with_its_ground_and_kind() {
    let mut office = Office::seated();
    office.key('n');
    office.key('b');
    office.key(Key::Tab);
    office.key('1');
    let ticket = &office.published.state.tickets[&"B001".parse::<TicketNo>().unwrap()];
    assert_eq!(ticket.class, 1);
    assert_eq!(ticket.applicant, motcua::domain::ticket::ApplicantKind::Organisation);
    assert!(office.text(80, 24).contains("Đã phát số B001."));
}

#[test]
fn the_selected_one_is_called_out_of_turn_and_the_bar_follows_it() {
    let mut office = Office::busy();
    office.key(Key::Down);
    office.key(Key::Down);
    office.issue('A', Some(motcua::domain::ids::GroundId("elderly".to_owned())));
    office.key('m');
    assert_eq!(current(&office).as_deref(), Some("C002"), "the bar stayed on the third although another came before");
}

#[test]
fn a_ticket_is_cancelled_only_after_a_reason_and_a_yes() {
    let mut office = Office::busy();
    office.key('b');
    office.key('1');
    office.key(Key::Enter);
    assert!(matches!(stage(&office, "C001"), Stage::Waiting { .. }), "the answer at hand is no");
    office.key('b');
    office.key('5');
    office.write("đi nhầm nơi");
    office.key(Key::Enter);
    office.key('y');
    assert!(matches!(stage(&office, "C001"), Stage::Closed(_)));
}

#[test]
fn somebody_in_front_goes_on_to_another_counter_as_a_second_matter() {
    let mut office = Office::serving();
    office.key('c');
    office.key(Key::Tab);
    office.key('3');
    let ticket = &office.published.state.tickets[&"C001".parse::<TicketNo>().unwrap()];
    assert_eq!(ticket.bound, Some(CounterId(3)));
    assert!(ticket.arrival > clock(7, 35), "a second matter does not keep the old place");
}

#[test]
fn pause_is_for_the_counter_and_leave_for_the_person() {
    let mut office = Office::busy();
    office.key('p');
    office.key('1');
    let station = &office.published.state.counters[&CounterId(2)].station;
    assert_eq!(*station, Station::Paused { reason: "Họp".to_owned() });
    assert!(office.text(80, 24).contains("Quầy đang tạm nghỉ: Họp."));
    office.key('o');
    assert_eq!(office.published.state.counters[&CounterId(2)].station, Station::Open);
}

#[test]
fn an_error_stays_until_esc_and_good_news_go_by_themselves() {
    let mut office = Office::busy();
    office.key('x');
    office.now = clock(8, 30);
    assert!(office.text(80, 24).contains("! Quầy 2 chưa gọi ai."));
    office.key(Key::Esc);
    assert!(!office.text(80, 24).contains("chưa gọi ai"));
    office.key('a');
    let (_, next) = office.draw(80, 24);
    assert_eq!(next, Some(office.now.plus(4)), "the screen asks to be drawn when the news go");
    assert!(office.text(80, 24).contains("✓ Mời A002 đến quầy 2"), "a free counter that pulls by itself pulls at once");
    office.now = office.now.plus(4);
    assert!(!office.text(80, 24).contains("Mời A002"));
}

#[test]
fn an_idle_desk_changes_once_a_minute() {
    let mut office = Office::serving();
    office.now = clock(8, 7).plus(13);
    let (before, next) = office.draw(120, 40);
    assert_eq!(next, Some(clock(8, 8)));
    office.now = clock(8, 7).plus(59);
    let (after, _) = office.draw(120, 40);
    assert_eq!(before, after, "nothing changes within a minute");
}

#[test]
fn quitting_asks_while_the_counter_is_open() {
    let mut office = Office::busy();
    office.key('q');
    office.key(Key::Enter);
    assert!(office.effects.is_empty(), "the answer at hand is no");
    office.key('q');
    office.key('q');
    assert!(office.effects.is_empty(), "the key that asks does not answer");
    office.key('y');
    assert_eq!(office.effects, [Effect::Quit]);
    let mut closed = Office::seated();
    closed.key(Key::F(10));
    assert_eq!(closed.effects, [Effect::Quit]);
}

#[test]
fn closing_asks_while_people_wait_for_this_counter_alone() {
    let mut office = Office::busy();
    office.key('z');
    assert!(office.text(80, 24).contains("Còn 1 người chỉ chờ quầy 2."), "the one who fetches a paper comes back here");
    office.key('n');
    assert_eq!(office.published.state.counters[&CounterId(2)].station, Station::Open);
    office.key('z');
    office.key('y');
    assert_eq!(office.published.state.counters[&CounterId(2)].station, Station::Closed);
}

#[test]
fn signing_in_takes_number_officer_and_pin_or_enter() {
    let mut office = Office::empty();
    office.write("9");
    office.key(Key::Enter);
    assert!(office.text(80, 24).contains("Không có quầy này."));
    office.key(Key::Backspace);
    office.write("3");
    office.key(Key::Enter);
    office.write("3");
    office.key(Key::Enter);
    let seat = office.model.seat().unwrap();
    assert_eq!((seat.officer, seat.counter), (OfficerId(3), Some(CounterId(3))), "officer 3 has no PIN: Enter");
}

#[test]
fn a_pin_is_asked_for_and_never_shown() {
    let mut office = Office::empty();
    office.write("2");
    office.key(Key::Enter);
    office.write("1");
    office.key(Key::Enter);
    assert_eq!(office.model.seat(), None);
    // Letters are meant for something else: no PIN has any.
    office.write("g4t3x21");
    let text = office.text(80, 24);
    assert!(text.contains("••••") && !text.contains("4321"));
    office.key(Key::Enter);
    assert_eq!(office.model.seat().unwrap().officer, OfficerId(1));
}

#[test]
fn a_wrong_pin_is_said_and_typed_again() {
    let mut office = Office::empty();
    office.reply(Reply::SignInFailed { key: "desk.sign_in_wrong", gaps: Vec::new() });
    assert!(office.text(80, 24).contains("Sai số cán bộ hoặc mã PIN."));
}

#[test]
fn what_is_wrong_with_the_form_stands_until_it_is_changed_and_the_pin_is_typed_anew() {
    let mut office = Office::empty();
    office.write("x2y");
    office.key(Key::Enter);
    office.write("a1");
    office.key(Key::Tab);
    office.write("4321");
    for _ in 0..2 {
        office.key(Key::BackTab);
    }
    office.write("99");
    office.key(Key::Tab);
    office.effects.clear();
    office.key(Key::Enter);
    let wrong = "Không có quầy này";
    let text = office.text(80, 24);
    assert!(text.contains(wrong) && !text.contains('•') && office.effects.is_empty(), "{text}");
    assert!(text.contains("299") && !text.contains("x2") && !text.contains("a1"), "numbers take no letters: {text}");
    office.key(Key::Tab);
    assert!(office.text(80, 24).contains(wrong), "nothing was changed");
    office.key(Key::BackTab);
    office.key(Key::Backspace);
    assert!(!office.text(80, 24).contains(wrong), "another try");
}

#[test]
fn another_officer_takes_an_open_counter_over() {
    let mut office = Office::busy();
    office.key(Key::F(12));
    office.key('y');
    assert_eq!(office.effects, [Effect::SignOut]);
    assert_eq!(office.model.seat(), None);
    for typed in ["2", "1"] {
        office.write(typed);
        office.key(Key::Enter);
    }
    let change = Change { from: Some(OfficerId(2)), leaving: Some(CounterId(1)) };
    let asks = Reply::Ask { officer: OfficerId(1), counter: CounterId(2), change };
    let (officer, counter) = (OfficerId(1), CounterId(2));
    office.effects.clear();
    office.reply(asks.clone());
    assert!(office.text(80, 24).contains("Đóng quầy 1 và"), "{}", office.text(80, 24));
    // No leaves her known: Enter asks the hub again, without a PIN.
    office.key(Key::Esc);
    office.key(Key::Enter);
    assert_eq!(office.effects, [Effect::SitDown { officer, counter, agreed: None }]);
    office.effects.clear();
    office.reply(asks);
    office.key(Key::Enter);
    assert_eq!(office.effects, [Effect::SitDown { officer, counter, agreed: Some(change) }]);
    // Somebody was faster: the sentence says who, and the counter can be typed anew.
    let taken = Refusal::CounterTaken { counter, officer: OfficerId(3) };
    office.reply(Reply::SignInFailed { key: taken.key(), gaps: taken.gaps() });
    let text = office.text(80, 24);
    let person = office.published.state.officers[&OfficerId(3)].person;
    let name = office.published.name(person).to_owned();
    assert!(!name.is_empty() && text.contains(&format!("{name} đang ngồi ở quầy 2.")), "{text}");
    office.key(Key::Backspace);
    assert!(!office.text(80, 24).contains("đang ngồi ở quầy 2."), "it is another try");
    office.effects.clear();
    office.key(Key::Esc);
    assert_eq!(office.effects, [Effect::SignOut], "Esc: somebody else signs in");
    assert!(office.text(80, 24).contains("Mã PIN"));
}

#[test]
fn the_question_of_a_seat_is_seen_on_the_smallest_screen_and_alone() {
    let (officer, counter) = (OfficerId(1), CounterId(2));
    for (from, leaving, end) in
        [(Some(OfficerId(2)), None, "vẫn ở đó."), (Some(OfficerId(2)), Some(CounterId(1)), "vào thay ở quầy 2?")]
    {
        let mut office = Office::busy();
        office.key(Key::F(12));
        office.key('y');
        office.published.troubles = vec![Trouble::DiskFull];
        office.reply(Reply::SignInFailed { key: "desk.sign_in_wrong", gaps: Vec::new() });
        assert!(office.text(80, 24).contains("Sai số cán bộ"));
        office.reply(Reply::Ask { officer, counter, change: Change { from, leaving } });
        assert!(!office.text(80, 24).contains("Sai số cán bộ"), "what was said before is not about this");
        let shown = office.text(20, 6);
        let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(end) && words.contains("n Không y Đồng ý"), "{shown}");
    }
}

#[test]
fn the_same_wish_is_not_sent_twice_while_it_is_under_way() {
    let office = Office::busy();
    let mut model = office.model;
    let words = motcua::text::words::Words::of(model.language());
    let press = |model: &mut _| {
        let key = Input::Key(Chord::plain(Key::Char('g')));
        update::input(model, key, &office.published, &words, office.now)
    };
    assert_eq!(press(&mut model).len(), 1);
    assert_eq!(press(&mut model).len(), 0);
}

#[test]
fn what_was_not_saved_is_said_and_stays() {
    let mut office = Office::busy();
    office.reply(Reply::NotSaved { tag: 1, key: "desk.trouble_disk_full", gaps: Vec::new() });
    office.now = clock(9, 0);
    assert!(office.text(80, 24).contains("CHƯA LƯU ĐƯỢC"));
}

#[test]
fn search_finds_here_at_once_and_asks_the_archive_for_the_last_question_only() {
    let mut office = Office::serving();
    office.key('/');
    office.write("hong dao");
    assert!(office.text(100, 30).contains("Nguyễn Thị Hồng Đào"));
    let asked: Vec<u64> = office
        .effects
        .iter()
        .filter_map(|effect| if let Effect::Search { generation, .. } = effect { Some(*generation) } else { None })
        .collect();
    assert!(asked.windows(2).all(|pair| pair[0] < pair[1]));
    let mut dossier = office.published.state.dossiers.values().next().unwrap().clone();
    dossier.code.0 = "000.00.00.H27-200101-0042".to_owned();
    let found =
        |query: &str| Found { query: query.to_owned(), dossiers: vec![(dossier.clone(), None)], ..Found::default() };
    office.reply(Reply::Found { generation: asked[0], found: found("ho") });
    assert!(!office.text(120, 30).contains("200101-0042"), "an answer to an older question is not shown");
    office.reply(Reply::Found { generation: *asked.last().unwrap(), found: found("hong dao") });
    assert!(office.text(120, 30).contains("200101-0042"));
}

#[test]
fn dossiers_are_done_and_returned_from_their_list() {
    let mut office = Office::serving();
    office.key(Key::F(4));
    office.key('x');
    assert!(office.text(100, 24).contains("của Lý Thị Ơn đã xử lý xong?"), "it cannot be taken back");
    office.key(Key::Enter);
    assert!(office.text(100, 24).contains("đã xử lý xong, chờ trả kết quả"));
    office.key('d');
    office.key('n');
    assert!(office.text(100, 24).contains("Đã xong, chờ trả kết quả 1"));
    office.key('k');
    office.key(Key::Enter);
    assert!(office.text(100, 24).contains("Không có hồ sơ nào."));
}

#[test]
fn a_code_is_copied() {
    let mut office = Office::serving();
    office.key(Key::F(4));
    office.key('s');
    assert_eq!(office.effects, [Effect::Copy("000.00.00.H27-261120-0005".to_owned())]);
}

#[test]
fn the_palette_runs_what_it_finds_by_name_or_key() {
    let mut office = Office::busy();
    office.key(Chord::ctrl('p'));
    office.write("goi tiep");
    office.key(Key::Enter);
    assert_eq!(current(&office).as_deref(), Some("C001"));
    office.key(':');
    office.write("F4");
    office.key(Key::Enter);
    assert!(office.text(80, 24).contains("[Cần làm"));
}

#[test]
fn the_pointer_presses_hints_and_chooses_rows() {
    let mut office = Office::busy();
    let text = office.text(80, 24);
    let (row, line) = text.lines().enumerate().find(|(_, line)| line.contains("g gọi tiếp")).unwrap();
    let col = line.chars().position(|letter| letter == 'g').unwrap();
    let press = |col: usize, row: usize| Input::Mouse {
        act: Pointer::Press,
        col: u16::try_from(col).unwrap(),
        row: u16::try_from(row).unwrap(),
    };
    office.input(press(col, row));
    assert_eq!(current(&office).as_deref(), Some("C001"));
}

#[test]
fn the_language_can_be_changed_anywhere() {
    let mut office = Office::serving();
    office.key('x');
    office.key(Key::F(9));
    assert!(office.text(80, 24).contains("C001: what came of it"));
}

#[test]
fn whoever_does_not_work_here_any_more_leaves_her_seat_at_once() {
    let mut office = Office::serving();
    let words = office.words();
    let me = office.model.seat().unwrap().officer;
    office.published.state.officers.get_mut(&me).unwrap().pin_given = false;
    assert!(!update::news(&mut office.model, &office.published, &words, office.now));
    office.published.state.officers.get_mut(&me).unwrap().active = false;
    assert!(update::news(&mut office.model, &office.published, &words, office.now));
    assert!(office.model.seat().is_none());
    assert!(office.text(80, 24).contains("Đăng nhập"), "{}", office.text(80, 24));
}

#[test]
fn whoever_may_not_sit_any_more_leaves_her_seat_and_is_told_why() {
    let mut office = Office::serving();
    let words = office.words();
    let me = office.model.seat().unwrap().officer;
    let officer = office.published.state.officers.get_mut(&me).unwrap();
    (officer.pin_given, officer.role) = (false, Role::Specialist);
    assert!(update::news(&mut office.model, &office.published, &words, office.now));
    let text = office.text(200, 24);
    assert!(text.contains("đã rời chỗ") && text.contains("chuyên môn"), "{text}");
    // Her counter is not asked for again.
    office.write("1");
    office.key(Key::Enter);
    assert_eq!(office.model.seat().unwrap().counter, None, "{}", office.text(80, 24));
}

#[test]
fn a_dossiers_code_is_never_cut_before_the_person_it_is_read_out_to() {
    for (cols, rows, english) in [(80, 24, false), (80, 24, true), (120, 40, true)] {
        let mut office = Office::serving();
        if english {
            office.key(Key::F(9));
        }
        let code = office.published.state.dossiers.keys().find(|code| code.0.ends_with("-0006")).cloned();
        let code = code.or_else(|| office.published.state.dossiers.keys().next_back().cloned()).unwrap();
        let short = code.0.split_once('-').unwrap().1.to_owned();
        assert!(office.text(cols, rows).contains(&short), "{short} at {cols}x{rows}:\n{}", office.text(cols, rows));
    }
}

#[test]
fn whoever_stops_the_hub_is_told_who_stops_with_it() {
    let mut office = Office::busy();
    let counters = office.published.state.counters.values();
    let open = counters.filter(|counter| counter.station != Station::Closed).map(|counter| counter.id.to_string());
    let open: Vec<String> = open.collect();
    office.key(Key::F(10));
    assert!(office.text(80, 24).contains("Quầy 2 vẫn đang mở"), "a screen of another process: {}", office.text(80, 24));
    office.key(Key::Esc);
    for (screens, told) in [(2, "2 màn hình khác"), (0, "cả trung tâm dừng")] {
        office.model.serves(screens);
        office.key(Key::F(10));
        let text = office.text(120, 40);
        assert!(text.contains("Máy này là máy chủ") && text.contains(told), "{text}");
        assert!(text.contains(&format!("mở: {}. Vẫn", open.join(", "))), "{text}");
        office.key(Key::Esc);
        assert_eq!(office.model.context(), Context::Desk);
    }
}
