//! Days off, hours, targets and the other numbers and names, the language.

use super::{centre, part, remove, typed, value};
use crate::office::Office;
use motcua::tui::input::Key;
use motcua::tui::keymap::Context;

#[test]
fn a_day_of_the_centres_own_is_set_and_taken_back_and_promised_times_stay() {
    let mut office = part(4);
    office.receive("1.004873", "Vũ Thị Thìn", None, None);
    assert!(office.text(80, 24).contains("trung tâm") || office.text(80, 24).contains("theo luật"));
    typed(&mut office, 'n', "32/13");
    assert_eq!(office.model.context(), Context::Ask, "no such day");
    for _ in 0..5 {
        office.key(Key::Backspace);
    }
    office.write("23/11");
    office.key(Key::Enter);
    office.key('g');
    let due: Vec<_> = office.published.state.dossiers.values().map(|dossier| dossier.due).collect();
    office.key(Key::Enter);
    assert_eq!(office.model.context(), Context::Confirm, "open dossiers would be due later: {}", office.text(80, 24));
    assert!(office.text(80, 24).contains("hồ sơ đang mở"));
    office.key('y');
    let monday = "2026-11-23".parse().unwrap();
    assert!(office.published.state.own_days[&monday].off);
    assert!(!office.published.book.calendar.is_working(monday));
    assert_eq!(due, office.published.state.dossiers.values().map(|dossier| dossier.due).collect::<Vec<_>>());
    assert!(office.text(80, 24).contains("Trung tâm nghỉ"), "{}", office.text(80, 24));
    office.key('n');
    office.write("23/11/2026");
    office.key(Key::Enter);
    office.key('x');
    office.key('y');
    assert!(office.published.state.own_days.is_empty());
    office.key(Key::Home);
    office.key(Key::Enter);
    assert!(!centre(&office).policy_days, "it is asked about first");
    assert!(office.text(80, 24).contains("có chủ trương. "), "{}", office.text(80, 24));
    office.key('y');
    assert!(centre(&office).policy_days);
}

#[test]
fn hours_targets_grounds_displays_and_names_are_changed() {
    let mut office = part(5);
    office.key(Key::Enter);
    typed(&mut office, 's', "07:15-11:45");
    assert_eq!(office.model.context(), Context::Confirm, "{}", office.text(80, 24));
    office.key('y');
    assert_eq!(centre(&office).hours.seasons[0].morning.to_string(), "07:15-11:45");
    office.key(Key::Enter);
    typed(&mut office, 'c', "11:00-17:00");
    assert_eq!(office.model.context(), Context::Ask, "before the morning ends: {}", office.text(80, 24));
    office.key(Key::Esc);
    office.key(Key::Esc);
    typed(&mut office, 'n', "01/06");
    office.key('y');
    assert_eq!(centre(&office).hours.seasons[2].from.to_string(), "06-01");
    office.key(Key::Tab);
    value(&mut office, "20");
    assert_eq!(centre(&office).targets.wait_s, 1200);
    value(&mut office, "0");
    assert!(office.text(80, 24).contains("từ 1 đến 480"), "{}", office.text(80, 24));
    office.key(Key::Esc);
    (0..3).for_each(|_| office.key(Key::Down));
    value(&mut office, "");
    assert!(office.text(80, 24).contains("không giới hạn: diện ưu tiên"), "{}", office.text(80, 24));
    office.key('y');
    assert_eq!(centre(&office).rule.max_passed, None);
    office.key(Key::Tab);
    office.key(Key::Enter);
    office.key('d');
    assert!(!centre(&office).grounds[0].on);
    typed(&mut office, 'n', "Cựu chiến binh");
    assert_eq!(centre(&office).grounds[5].id.0, "cuu_chien_binh");
    office.key(Key::Tab);
    value(&mut office, "19:30");
    assert_eq!(centre(&office).display.night_from.to_string(), "19:30:00");
    typed(&mut office, 'n', "Mời giữ trật tự");
    typed(&mut office, 'n', "Gọi 0912345678");
    assert_eq!(office.model.context(), Context::Ask, "somebody's number");
    office.key(Key::Esc);
    assert_eq!(centre(&office).display.notices, ["Mời giữ trật tự"]);
    office.key(Key::End);
    remove(&mut office);
    assert!(centre(&office).display.notices.is_empty());
    office.key(Key::Tab);
    work(&mut office);
    office.key(Key::Tab);
    value(&mut office, "Trung tâm xã Cẩm Trung");
    assert_eq!(centre(&office).name, "Trung tâm xã Cẩm Trung");
    assert!(office.text(80, 24).contains("Sửa lần cuối: 08:01 20/11/2026, Phạm Thị Nga"), "{}", office.text(80, 24));
}

#[test]
fn numbers_out_of_every_range_are_told_the_range_and_short_hours_are_asked_about() {
    let mut office = part(6);
    for (down, typed, range) in [
        (0, "99999999999999999999", "từ 1 đến 480"),
        (1, "300", "từ 0 đến 100"),
        (2, "300", "từ 0 đến 100"),
        (3, "-4", "từ 0 đến 10000"),
    ] {
        office.key(Key::Home);
        for _ in 0..down {
            office.key(Key::Down);
        }
        value(&mut office, typed);
        assert!(office.text(80, 24).contains(range), "{typed}: {}", office.text(80, 24));
        office.key(Key::Esc);
    }
    value(&mut office, "nhiều");
    assert!(office.text(80, 24).contains("một số nguyên"));
    let mut office = part(5);
    office.key(Key::Enter);
    typed(&mut office, 's', "07:30-07:45");
    assert!(office.text(80, 24).contains("07:30-07:45 chưa đến một giờ"), "{}", office.text(80, 24));
    office.key('n');
    assert_eq!(office.model.context(), Context::Ask, "what was typed stays");
}

/// Sections, agencies, grounds of no fee and fees: a line of each is added, changed, refused and taken away.
fn work(office: &mut Office) {
    let lines = |office: &mut Office| office.text(120, 40);
    office.key('n');
    typed(office, 'b', "Tổ một cửa");
    assert!(centre(office).work.sections.contains(&"Tổ một cửa".to_owned()));
    office.key('n');
    typed(office, 'p', "Hộ tịch tám nghìn");
    assert!(lines(office).contains("dấu hai chấm"), "{}", lines(office));
    office.key(Key::Esc);
    office.key('n');
    typed(office, 'p', "Hộ tịch: 8.000; NQ 12/2025/NQ-HĐND");
    let fees: Vec<String> = centre(office).work.fees.iter().map(ToString::to_string).collect();
    assert_eq!(fees, ["Hộ tịch: 8.000; NQ 12/2025/NQ-HĐND"]);
    assert!(lines(office).contains("NQ 12/2025/NQ-HĐND"), "{}", lines(office));
    office.key('n');
    typed(office, 'p', "Hộ tịch: 9.000");
    assert_eq!(centre(office).work.fees.len(), 1, "one fee for each");
    // Out of the line, then out of the menu that it was chosen from.
    office.key(Key::Esc);
    office.key(Key::Esc);
    office.key(Key::End);
    remove(office);
    assert!(centre(office).work.fees.is_empty(), "{}", lines(office));
}

#[test]
fn the_language_is_asked_about() {
    let mut office = part(10);
    office.key(Key::End);
    office.key(Key::Enter);
    assert_eq!(office.model.context(), Context::Confirm);
    office.key(Key::Enter);
    assert_eq!(centre(&office).language, motcua::text::words::Language::Vi, "Enter is no");
}

#[test]
fn hours_are_asked_about_with_the_dossiers_they_would_move() {
    let mut office = part(5);
    office.receive("1.004873", "Vũ Thị Thìn", None, None);
    office.key(Key::End);
    office.key(Key::Up);
    office.key(Key::Enter);
    typed(&mut office, 'c', "13:30-16:00");
    let text = office.text(80, 24);
    assert!(text.contains("hồ sơ đang mở sẽ có hạn khác"), "{text}");
}

#[test]
fn nothing_at_all_is_asked_about_where_it_has_a_meaning() {
    for (down, says) in [
        (1, "chỉ nhìn thời gian chờ trung bình"),
        (2, "tỷ lệ đúng hạn thấp"),
        (4, "gọi mà vắng mặt"),
        (6, "không hoàn tác được"),
        (7, "có hẹn mà đến muộn"),
        (8, "có hẹn thì không được"),
    ] {
        let mut office = part(6);
        let before = centre(&office).clone();
        for _ in 0..down {
            office.key(Key::Down);
        }
        value(&mut office, "0");
        let text = office.text(120, 40);
        assert!(text.contains(&format!("0 nghĩa là: {says}")), "{down}: {text}");
        office.key(Key::Esc);
        assert_eq!(*centre(&office), before, "not before she has said yes");
        office.key(Key::Enter);
        office.key('y');
        assert_ne!(*centre(&office), before, "{down}");
    }
}

#[test]
fn names_that_stand_on_papers_are_asked_about_while_dossiers_are_open() {
    for (down, other, says) in [(1, "19999", "Mã đơn vị hành chính đổi"), (2, "H99", "hồ sơ nhận từ nay mang mã H99-")]
    {
        let mut office = part(10);
        office.receive("1.004873", "Vũ Thị Thìn", None, None);
        for _ in 0..down {
            office.key(Key::Down);
        }
        value(&mut office, other);
        let text = office.text(120, 40);
        assert!(text.contains(says), "{text}");
        office.key('y');
        assert!([&centre(&office).code, &centre(&office).unit].iter().any(|now| *now == other));
    }
}
