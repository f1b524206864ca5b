//! Search, catalogue and dossiers: what is found, in which order, and what can be done with it.

use crate::office::Office;
use motcua::domain::person::Person;
use motcua::domain::published::Found;
use motcua::tui::effect::{Effect, Reply};
use motcua::tui::input::{Input, Key};
use std::sync::Arc;

/// The lines of a screen that come after each other, somewhere below one another.
fn in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        let at = rest.find(part).unwrap_or_else(|| panic!("{part:?} is not below what comes before it:\n{text}"));
        rest = &rest[at + part.len()..];
    }
}

#[test]
fn the_search_says_nothing_twice() {
    for (cols, rows) in [(80, 24), (100, 30), (120, 40)] {
        let mut office = Office::seated();
        office.key('/');
        let text = office.text(cols, rows);
        assert_eq!(text.matches("không cần dấu").count(), 1, "{text}");
        office.write("không có gì như thế");
        let text = office.text(cols, rows);
        assert!(text.matches("lưu trữ").count() <= 1, "{text}");
    }
}

#[test]
fn dossiers_stand_under_overdue_today_later_and_no_date() {
    let mut office = Office::serving();
    office.receive("1.004222", "Bùi Thị Xuân", None, None);
    office.receive("2.002481", "Võ Thị Sáu", None, None);
    office.key(Key::F(4));
    let names = ["Quá hạn 3", "Lý Thị Ơn", "Hồng Đào", "Minh Ưng", "Hạn hôm nay 3", "Còn hạn 1", "Bùi Thị Xuân"];
    in_order(&office.text(80, 24), &names);
    in_order(&office.text(80, 24), &["Còn hạn", "Không có ngày hẹn trả 1", "Võ Thị Sáu"]);
}

#[test]
fn the_bar_stays_on_its_dossier_when_others_come() {
    let mut office = Office::serving();
    office.key(Key::F(4));
    office.key(Key::Down);
    office.receive("1.001193", "Bùi Thị Xuân", None, motcua::domain::time::Timestamp::parse("2026-10-01T08:00"));
    office.key('s');
    assert_eq!(office.effects, [Effect::Copy("000.00.00.H27-261120-0001".to_owned())]);
}

#[test]
fn the_list_narrows_as_it_is_typed_by_name_procedure_and_code() {
    for (typed, name) in [("hong dao", "Hồng Đào"), ("dao hon nhan", "Hồng Đào"), ("0005", "Lý Thị Ơn")] {
        let mut office = Office::serving();
        office.key(Key::F(4));
        office.key('/');
        office.write(typed);
        let text = office.text(80, 24);
        assert!(text.contains(name) && text.contains("1 hồ sơ"), "{typed}:\n{text}");
        office.key(Key::Enter);
        assert!(office.text(80, 24).contains(name), "Enter keeps the filter");
        office.key(Key::Esc);
        assert!(office.text(80, 24).contains("[Cần làm 6]"), "Esc drops it, and stays");
    }
}

#[test]
fn keys_that_are_not_allowed_say_why() {
    let mut office = Office::serving();
    office.key(Key::F(4));
    office.key('k');
    assert!(office.text(80, 24).contains("chưa xử lý xong"), "a result is not returned before it is there");
    let mut empty = Office::seated();
    empty.key(Key::F(4));
    empty.key('x');
    assert!(empty.text(80, 24).contains("không có hồ sơ nào để chọn"));
}

#[test]
fn a_dossier_is_shown_whole_with_its_history_and_reasoning() {
    let mut office = Office::serving();
    office.key(Key::F(4));
    office.key(Key::Down);
    office.key(Key::Enter);
    for (cols, rows) in [(80, 60), (120, 40)] {
        let text = office.text(cols, rows);
        for part in
            ["H27-261120-0001", "0912345678", "Quá trình", "quản trị", "T4 11/11/2026: ngày thứ 1", "3 ngày làm việc"]
        {
            assert!(text.contains(part), "{part} at {cols}x{rows}:\n{text}");
        }
    }
    office.key('x');
    office.key(Key::Enter);
    assert!(office.text(80, 60).contains("Đã xử lý xong"));
}

#[test]
fn search_groups_what_it_finds_and_counts_it() {
    let mut office = Office::serving();
    office.key('/');
    office.write("dao");
    in_order(&office.text(80, 24), &["Hồ sơ 1", "Hồng Đào", "Người 1", "Hồng Đào", "Thủ tục"]);
    office.key(Key::Esc);
    office.key('/');
    office.write("a00");
    assert!(office.text(80, 24).contains("Phiếu hôm nay 7"), "typing replaces the last query");
    office.key(Key::Backspace);
    office.write("03");
    office.key(Key::Enter);
    assert!(office.text(80, 24).contains("A003 ·"));
}

#[test]
fn an_open_dossier_is_found_by_each_beginning_of_its_code_in_another_system() {
    let mut office = Office::serving();
    office.receive_foreign("1.004222", "Bùi Thị Xuân", "H27.15-261120-2951");
    for end in 2.."H27.15-261120-2951".len() {
        let typed = &"h27.15-261120-2951"[..end];
        office.key('/');
        office.write(typed);
        assert!(office.text(120, 60).contains("Bùi Thị Xuân"), "{typed}:\n{}", office.text(120, 60));
        office.key(Key::Esc);
    }
    office.key('/');
    office.write("H27.15-261120-2952");
    assert!(!office.text(120, 60).contains("Bùi Thị Xuân"));
}

#[test]
fn people_are_found_by_the_keys_of_an_input_method_that_is_off() {
    for typed in ["DDaof", "D9ao2", "Hoongf DDaof"] {
        let mut office = Office::serving();
        office.key('/');
        office.write(typed);
        assert!(office.text(120, 60).contains("Hồng Đào"), "{typed}:\n{}", office.text(120, 60));
    }
}

#[test]
fn people_and_dossiers_are_found_by_the_hamlet() {
    let mut office = Office::serving();
    let mut person = office.published.people.values().next().unwrap().as_ref().clone();
    person.hamlet = "Bản Xốp Pụ".to_owned();
    let name = person.name.clone();
    let id = *office.published.people.keys().next().unwrap();
    office.published.people.insert(id, Arc::new(person));
    for typed in ["xop pu", "ban xop"] {
        office.key('/');
        office.write(typed);
        assert!(office.text(120, 60).contains(&name), "{typed}:\n{}", office.text(120, 60));
        office.key(Key::Esc);
    }
}

#[test]
fn people_are_found_by_telephone_however_it_is_grouped() {
    for typed in ["0912345", "0912 345 678", "0912.345.678"] {
        let mut office = Office::serving();
        office.key('/');
        office.write(typed);
        assert!(office.text(120, 60).contains("Người 9"), "{typed}:\n{}", office.text(120, 60));
    }
}

#[test]
fn a_person_stands_for_their_dossiers() {
    let mut office = Office::serving();
    office.key('t');
    office.write("ket hon");
    office.key(Key::Enter);
    office.save();
    office.key('/');
    office.write("pham van duc");
    office.key(Key::Down);
    office.key(Key::Down);
    office.key(Key::Enter);
    let text = office.text(80, 24);
    assert!(text.contains("2 hồ sơ") && text.contains("Phạm Văn Đức · 0912345678"), "{text}");
    office.key(Key::Esc);
    office.key(Key::F(4));
    assert!(office.text(80, 24).contains("[Cần làm 7]"), "everybody's again");
}

#[test]
fn what_the_archive_answers_is_shown_below_and_opened() {
    let mut office = Office::serving();
    let mut old = office.published.state.dossiers.values().next().unwrap().clone();
    old.code.0 = "000.00.00.H27-200101-0042".to_owned();
    office.key('/');
    office.write("zz");
    assert!(office.text(80, 24).contains("đang tìm trong lưu trữ"));
    let Some(Effect::Search { generation, query }) = office.effects.last().cloned() else { panic!("not asked") };
    assert_eq!(query, "zz");
    let found = Found { query, dossiers: vec![(old, None)], tickets: Vec::new() };
    office.reply(Reply::Found { generation, found });
    assert!(office.text(80, 24).contains("Hồ sơ đã lưu trữ 1"));
    office.key(Key::Enter);
    assert!(office.text(80, 24).contains("H27-200101-0042"));
}

#[test]
fn a_page_that_is_open_when_the_night_archives_its_dossier_shows_it_as_it_was_last() {
    // Opened from today's list, and from the archive before the head brought it back.
    for was_archived in [false, true] {
        let mut office = Office::serving();
        let code = office.published.state.dossiers.keys().next().unwrap().clone();
        if was_archived {
            let old = office.published.state.dossiers.remove(&code).unwrap();
            office.input(Input::Scan(code.0.clone()));
            office.reply(Reply::Fetched { code: code.clone(), found: Some(Box::new((old.clone(), None))) });
            office.published.state.dossiers.insert(code.clone(), old);
        } else {
            office.input(Input::Scan(code.0.clone()));
        }
        office.published.state.seq += 1;
        assert!(office.text(120, 40).contains("Số bộ"), "{}", office.text(120, 40));
        office.published.state.dossiers.get_mut(&code).unwrap().sets = 4321;
        office.published.state.seq += 1;
        assert!(office.text(120, 40).contains("4321"));
        office.published.state.dossiers.remove(&code);
        office.published.state.seq += 1;
        let text = office.text(120, 40);
        assert!(text.contains("4321") && text.contains(&code.0), "{was_archived}: {text}");
    }
}

#[test]
fn whoever_has_a_dossier_in_the_archive_is_found_by_name_and_her_page_opened() {
    let mut office = Office::serving();
    let mut old = office.published.state.dossiers.values().next().unwrap().clone();
    old.code.0 = "000.00.00.H27-200101-0042".to_owned();
    let person = Person { name: "Lò Thị Pản".to_owned(), phone: "0912000333".to_owned(), ..Person::default() };
    office.key('/');
    office.write("lo thi pan");
    let Some(Effect::Search { generation, query }) = office.effects.last().cloned() else { panic!("not asked") };
    assert_eq!(query, "lo thi pan", "the archive is asked for the whole of it");
    let found = Found { query, dossiers: vec![(old, Some(Arc::new(person)))], tickets: Vec::new() };
    office.reply(Reply::Found { generation: generation - 1, found: found.clone() });
    assert!(!office.text(120, 40).contains("Lò Thị Pản"), "an answer to what was typed before");
    office.reply(Reply::Found { generation, found });
    let text = office.text(120, 40);
    assert!(text.contains("Hồ sơ đã lưu trữ 1") && text.contains("Lò Thị Pản"), "{text}");
    office.key(Key::Enter);
    let text = office.text(120, 40);
    assert!(text.contains("H27-200101-0042") && text.contains("Lò Thị Pản"), "{text}");
    assert!(text.contains("0912000333"), "as the archive has her: {text}");
}

#[test]
fn the_catalogue_shows_everything_of_a_procedure_and_receives_it() {
    let mut office = Office::serving();
    office.key(Key::F(3));
    office.write("khai sinh");
    assert!(office.text(120, 40).contains("Miễn phí"), "the one under the bar stands beside the list");
    office.key(Key::Enter);
    let text = office.text(80, 30);
    for part in ["1.001193", "Hộ tịch", "Trong ngày", "Cổng dịch vụ công quốc gia", "Tờ khai đăng ký khai sinh"]
    {
        assert!(text.contains(part), "{part}:\n{text}");
    }
    office.key('t');
    assert!(office.text(80, 24).contains("Nhận hồ sơ · C001"));
}

#[test]
fn a_list_longer_than_the_screen_keeps_bar_and_heading_in_sight() {
    let mut office = Office::seated();
    for number in 0..60 {
        office.receive("1.001193", &format!("Người thứ {number}"), None, None);
    }
    office.key(Key::F(4));
    office.key(Key::End);
    assert!(office.text(80, 24).contains("Người thứ 59"));
    office.key(Key::Home);
    in_order(&office.text(80, 24), &["Hạn hôm nay 60", "Người thứ 0"]);
}

#[test]
fn what_is_typed_letter_by_letter_finds_what_the_whole_text_finds() {
    // Words that begin anew, numbers in groups, a code, letters taken back.
    for text in ["thi dao", "dao thi d", "khai sinh le", "0912 34", "h27-26", "v", "1.0011", "ng  an", "12a"] {
        for open in [Key::F(4), Key::Char('/')] {
            let begun = || {
                let mut office = Office::busy();
                office.key(open);
                if open == Key::F(4) {
                    office.key(Key::Char('/'));
                }
                office
            };
            let mut slowly = begun();
            for letter in text.chars() {
                slowly.key(Key::Char(letter));
                slowly.text(120, 40);
            }
            let mut at_once = begun();
            at_once.input(Input::Paste(text.to_owned()));
            assert_eq!(slowly.text(120, 40), at_once.text(120, 40), "{text}");
            slowly.key(Key::Backspace);
            slowly.text(120, 40);
            let mut shorter = begun();
            shorter.input(Input::Paste(text[..text.len() - 1].to_owned()));
            assert_eq!(slowly.text(120, 40), shorter.text(120, 40), "{text} without its end");
        }
    }
}
