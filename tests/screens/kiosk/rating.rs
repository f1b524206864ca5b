//! A result rated at the kiosk by the code on its slip.

use super::{ID, Lobby, typed_every};
use crate::office::Office;
use motcua::domain::command::Verb;
use motcua::domain::rating::Level;
use motcua::tui::input::{Input, Key, Pointer};

/// A lobby in which somebody has just got her result, and the code that goes with it.
fn with_code() -> (Lobby, String) {
    let mut office = Office::busy();
    office.receive("1.004873", "Nguyễn Thị Hồng Đào", None, None);
    let dossier = office.published.state.dossiers.keys().next_back().unwrap().clone();
    office.admin(Verb::FinishDossier(dossier.clone()));
    office.admin(Verb::ReturnDossier(dossier));
    let code = office.published.state.handed.back().unwrap().code.clone();
    (Lobby::new(office), code)
}

fn said(lobby: &Lobby) -> Option<Level> {
    lobby.office.published.state.handed.back().unwrap().level
}

#[test]
fn a_result_is_rated_by_its_code_by_keys_by_touch_and_by_scanner() {
    let (mut lobby, code) = with_code();
    lobby.touch("Đánh giá kết quả đã nhận");
    assert!(lobby.shows("Nhập mã đánh giá") && lobby.shows("____-____"), "{}", lobby.text(80, 24));
    typed_every(&mut lobby, &format!("{}1", code[..3].to_lowercase()), 60);
    assert!(lobby.shows(&format!("{}_-____", &code[..3])), "1 is in no code: {}", lobby.text(80, 24));
    lobby.key(Key::Backspace);
    typed_every(&mut lobby, &code[2..], 60);
    assert!(lobby.shows("Ông, bà có hài lòng không?"), "{}", lobby.text(80, 24));
    lobby.touch("Rất hài lòng");
    assert_eq!(said(&lobby), Some(Level::Very));
    assert!(lobby.shows("Cảm ơn đã đánh giá."));
    lobby.office.now = lobby.office.now.plus(31);
    assert!(lobby.shows("Ông/bà cần làm việc gì?"));
    assert!(!lobby.shows("Đánh giá kết quả"), "nobody has a code that could still be used");

    let (mut lobby, code) = with_code();
    assert!(lobby.kiosk.scanned(&code, &lobby.office.published, lobby.office.now));
    lobby.key(Key::Char('3'));
    assert!(lobby.shows("Vì sao chưa hài lòng?") && said(&lobby).is_none());
    lobby.key(Key::Char('1'));
    assert_eq!(said(&lobby), Some(Level::NotSatisfied));
    lobby.key(Key::Enter);
    assert!(lobby.kiosk.scanned(&code, &lobby.office.published, lobby.office.now));
    assert!(lobby.shows("đã được đánh giá rồi"), "{}", lobby.text(80, 24));
    assert!(!lobby.kiosk.scanned(ID, &lobby.office.published, lobby.office.now), "a card is no code");
}

#[test]
fn the_pad_has_every_letter_of_a_code_and_refuses_what_is_none() {
    for (cols, rows) in [(80, 24), (40, 16)] {
        let (mut lobby, code) = with_code();
        lobby.touch("Đánh giá kết quả đã nhận");
        lobby.ms += 2500;
        for letter in code.chars() {
            let shown = lobby.text(cols, rows);
            let row = shown
                .lines()
                .position(|line| {
                    line.split_whitespace().filter(|word| word.len() == 1).count() == 8 && line.contains(letter)
                })
                .unwrap_or_else(|| panic!("{letter}: {shown}"));
            let col = shown.lines().nth(row).unwrap().chars().position(|found| found == letter).unwrap();
            let cell = |at| u16::try_from(at).unwrap();
            lobby.input(&Input::Mouse { act: Pointer::Press, col: cell(col), row: cell(row) });
        }
        assert!(lobby.shows("Ông, bà có hài lòng không?"), "{}", lobby.text(80, 24));
    }
    let (mut lobby, _) = with_code();
    lobby.touch("Đánh giá kết quả đã nhận");
    typed_every(&mut lobby, "22222222", 60);
    assert!(lobby.shows("Chưa đánh giá được") && lobby.shows("Không có mã đánh giá này"), "{}", lobby.text(80, 24));
    let (mut lobby, _) = with_code();
    lobby.touch("Đánh giá kết quả đã nhận");
    insta::assert_snapshot!("kiosk_code_80x24", lobby.text(80, 24));
    insta::assert_snapshot!("kiosk_code_200x60", lobby.text(200, 60));
    insta::assert_snapshot!("kiosk_code_40x12", lobby.text(40, 12));
}
