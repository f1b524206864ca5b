//! A card of somebody else than the draft's person begins a form of her own, and the draft is kept.

use crate::office::Office;
use motcua::tui::input::{Input, Key};
use motcua::tui::keymap::Context;

const CARD: &str = "042199001234|241234567|Nguyễn Thị Hồng Đào|01011999|Nữ|Thôn Đông Trung, xã Cẩm Trung|01012022";
const BAO: &str = "040185003331|123456789|Cao Văn Bảo|01011985|Nam|Khối 4|01012021";

fn scan(office: &mut Office, text: &str) {
    office.input(Input::Scan(text.to_owned()));
}

/// A draft of Lý Tự Trọng with three sets and a paper ticked.
fn drafted(office: &mut Office) {
    office.key('t');
    office.write("khai sinh");
    office.key(Key::Enter);
    office.write("Lý Tự Trọng");
    for _ in 0..7 {
        office.key(Key::Tab);
    }
    office.write("3");
    for _ in 0..4 {
        office.key(Key::Tab);
    }
    office.key(' ');
    assert!(office.text(120, 40).contains("Giấy tờ (1/7)"), "{}", office.text(120, 40));
}

fn is_trongs(text: &str) -> bool {
    ["Lý Tự Trọng", "1.001193", "Giấy tờ (1/7)"].into_iter().all(|part| text.contains(part))
}

fn is_baos(text: &str) -> bool {
    text.contains("040185003331") && !text.contains("Giấy tờ (1/7)")
}

#[test]
fn a_card_of_another_begins_a_new_form_and_one_key_brings_the_draft_back() {
    for on_the_desk in [true, false] {
        let mut office = Office::seated();
        drafted(&mut office);
        if on_the_desk {
            office.key(Key::Esc);
        }
        scan(&mut office, BAO);
        assert_eq!(office.model.context(), Context::Receive);
        let text = office.text(80, 24);
        assert!(is_baos(&text) && text.contains("F2 mở lại bản nháp của Lý Tự Trọng"), "{text}");
        office.key(Key::F(2));
        let text = office.text(120, 40);
        assert!(is_trongs(&text) && !text.contains("040185003331"), "{text}");
        assert!(text.contains("F2 mở lại bản nháp của Cao Văn Bảo"), "{text}");
        office.key(Key::F(2));
        assert!(is_baos(&office.text(120, 40)), "{}", office.text(120, 40));
    }
}

#[test]
fn six_keys_receive_for_the_scanned_one_and_the_draft_waits_on_the_desk() {
    let mut office = Office::seated();
    office.key('o');
    drafted(&mut office);
    office.key(Key::Esc);
    scan(&mut office, BAO);
    let keys: Vec<Key> = "khai".chars().map(Key::Char).chain([Key::F(10), Key::Char('k')]).collect();
    let mut office = office.then(&keys);
    let dossier = office.published.state.dossiers.values().max_by_key(|dossier| dossier.code.0.clone()).unwrap();
    let person = &office.published.people[&dossier.applicant];
    assert_eq!((person.name.as_str(), dossier.sets), ("Cao Văn Bảo", 1), "nothing of the draft is in it");
    assert_eq!(office.model.context(), Context::Desk);
    assert!(office.text(80, 24).contains("F5 mở lại biểu mẫu dở"), "{}", office.text(80, 24));
    office.key(Key::F(5));
    let text = office.text(120, 40);
    assert!(is_trongs(&text) && !text.contains("F2 mở lại"), "{text}");
}

#[test]
fn three_people_at_once_all_keep_their_drafts_also_when_the_hub_is_killed() {
    let mut office = Office::seated();
    drafted(&mut office);
    scan(&mut office, BAO);
    office.write("ket hon");
    office.key(Key::Enter);
    scan(&mut office, CARD);
    let text = office.text(80, 24);
    assert!(text.contains("F2 mở lại 2 bản nháp: Cao Văn Bảo"), "{text}");
    office.come_back();
    office.key(Key::F(5));
    let mut seen = String::new();
    for _ in 0..3 {
        seen.push_str(&office.text(120, 40));
        office.key(Key::F(2));
    }
    assert!(seen.contains("042199001234") && seen.contains("040185003331") && seen.contains("1.000894"), "{seen}");
    assert!(seen.contains("Giấy tờ (1/7)"), "{seen}");
}

#[test]
fn the_drafts_own_person_and_one_who_is_not_named_yet_are_filled_in_without_a_question() {
    for name in ["cao van bao", ""] {
        let mut office = Office::seated();
        office.key('t');
        office.write("khai sinh");
        office.key(Key::Enter);
        office.write(name);
        office.key(Key::Esc);
        scan(&mut office, BAO);
        let text = office.text(120, 40);
        assert!(text.contains("1.001193") && text.contains("Cao Văn Bảo"), "{name}: {text}");
        assert!(!text.contains("bản nháp của"), "{name}: {text}");
        office.write("0911222333");
        assert!(office.text(120, 40).contains("0911222333"), "the cursor stands where something is missing");
    }
}

#[test]
fn a_card_that_was_scanned_by_mistake_leaves_no_draft() {
    let mut office = Office::seated();
    scan(&mut office, CARD);
    scan(&mut office, BAO);
    let text = office.text(120, 40);
    assert!(text.contains("Cao Văn Bảo") && !text.contains("bản nháp") && !text.contains("Đào"), "{text}");
}

#[test]
fn leaving_asks_about_a_kept_draft_too() {
    let mut office = Office::seated();
    drafted(&mut office);
    scan(&mut office, BAO);
    office.key(Key::Esc);
    office.key('q');
    assert!(office.text(80, 24).contains("bản nháp"), "{}", office.text(80, 24));
}

/// Scanned again and again, the same people have a draft each and no more.
#[test]
fn a_card_of_whoever_has_a_draft_brings_that_draft_back() {
    let mut office = Office::seated();
    scan(&mut office, BAO);
    office.write("ket hon");
    office.key(Key::Enter);
    scan(&mut office, CARD);
    office.write("khai tu");
    office.key(Key::Enter);
    for _ in 0..2 {
        scan(&mut office, BAO);
        let text = office.text(120, 40);
        assert!(text.contains("Mở lại bản nháp của Cao Văn Bảo") && text.contains("1.000894"), "{text}");
        assert!(text.contains("F2 mở lại bản nháp của Nguyễn Thị Hồng Đào"), "{text}");
        scan(&mut office, CARD);
        let text = office.text(120, 40);
        assert!(text.contains("1.000656") && text.contains("F2 mở lại bản nháp của Cao Văn Bảo"), "{text}");
    }
    office.come_back();
    scan(&mut office, CARD);
    let text = office.text(120, 40);
    assert!(text.contains("1.000656") && text.contains("F2 mở lại bản nháp của Cao Văn Bảo"), "{text}");
}

#[test]
fn a_number_that_was_mistyped_is_set_right_by_the_card_and_the_draft_stays() {
    for (name, typed, stays) in [
        ("Cao Văn Bảo", "040185003313", true),
        ("", "40185003331", true),
        ("Cao Văn Bảo", "001299000007", false),
        ("Lý Tự Trọng", "040185003313", false),
    ] {
        let mut office = Office::seated();
        office.key('t');
        office.write("khai sinh");
        office.key(Key::Enter);
        office.write(name);
        office.key(Key::Tab);
        office.key(Key::Tab);
        office.write(typed);
        scan(&mut office, BAO);
        let text = office.text(120, 40);
        assert!(text.contains("040185003331") && text.contains("Cao Văn Bảo"), "{name} {typed}: {text}");
        assert_eq!(text.contains("1.001193"), stays, "{name} {typed}: {text}");
        assert_eq!(text.contains("F2 mở lại"), !stays, "{name} {typed}: {text}");
    }
}
