//! Whose name stands in a text, and whose does not.

use crate::day::Day;
use crate::erasing::receive;
use motcua::domain::command::{Applicant, DossierVerb, Verb};
use motcua::domain::decide;
use motcua::domain::ids::{Digest, DossierCode, PersonId};
use motcua::domain::naming::{check, names};
use motcua::domain::person::Person;
use motcua::domain::queue::Rule;
use motcua::domain::refusal::Refusal;
use motcua::domain::ticket::ApplicantKind::{Citizen, Organisation};

#[test]
fn a_whole_name_is_found_with_and_without_accents() {
    for (text, name) in [
        ("Bản gốc giấy ly hôn của Nguyễn Văn An", "Nguyễn Văn An"),
        ("ông nguoi thu 1 quên", "Người Thứ 1"),
        ("cho NGUYEN-VAN-AN về", "Nguyễn Văn An"),
        ("của Nguye\u{302}\u{303}n Văn\u{200b} An.", "Nguyễn Văn An"),
        ("bà Mai Lan", "Mai Lan"),
        ("BA MAI LAN", "Mai Lan"),
        ("của nguyen thanh toan", "Nguyễn Thanh Toàn"),
        ("anh Văn An chưa ký", "Nguyễn Văn An"),
        ("chi Van An chua ky", "Nguyễn Văn An"),
        ("Thanh Toan chưa ký", "Nguyễn Thanh Toàn"),
        ("chị Mỹ Hoà", "Trần Thị Mỹ Hòa"),
        ("chị mỹ hòa", "Trần Thị Mỹ Hòa"),
    ] {
        assert!(names(text, name, Citizen), "{text}: {name}");
    }
}

#[test]
fn other_words_are_not_taken_for_a_name() {
    for (text, name) in [
        ("chưa nộp lệ phí", "Lê Phi"),
        ("chưa thanh toán", "Nguyễn Thanh Toàn"),
        ("chua thanh toan", "Nguyễn Thanh Toàn"),
        ("Thanh toan sau", "Nguyễn Thanh Toàn"),
        ("chua nop le phi", "Lê Phi"),
        ("ngày mai lan truyền", "Mai Lan"),
        ("ca nhan phai ky", "Trần Cả Nhân"),
        ("văn bản an ninh", "Nguyễn Văn An"),
        ("công an xã", "An"),
        ("hẹn lần thứ 1", "Người Thứ 1"),
        ("", "Nguyễn Văn An"),
        ("thiếu giấy", ""),
    ] {
        assert!(!names(text, name, Citizen), "{text}: {name}");
    }
    assert!(!names("gửi UBND xã Cẩm Trung", "Trường Tiểu học Cẩm Trung", Organisation));
    assert!(names("của truong tieu hoc cam trung", "Trường Tiểu học Cẩm Trung", Organisation));
}

#[test]
fn only_what_was_typed_counts() {
    let mut day = Day::new(&["AB"], Rule::budget());
    let mut centre = (*day.state.centre).clone();
    centre.work.agencies = vec!["Công An xã".to_owned()];
    day.ask(Verb::Configure(Box::new(centre))).unwrap();
    day.ask(receive(Applicant::New(Digest([1; 32])))).unwrap();
    let dossier: DossierCode = day.state.dossiers.keys().next().unwrap().clone();
    let asks = |whom: &str, question: &str| Verb::About {
        dossier: dossier.clone(),
        counter: None,
        verb: DossierVerb::AskAgency { whom: whom.to_owned(), number: String::new(), question: question.to_owned() },
    };
    let citizen = Person { name: "Trần Công An".to_owned(), ..Person::default() };
    let known = |_: PersonId| Some(citizen.clone());
    let of = |verb: &Verb, right| check(verb, &day.state, &day.book, known, right).map_err(|why| why.name());
    assert_eq!(of(&asks("Công An xã", "xác minh nơi ở"), None), Ok(()), "an agency of the settings");
    assert_eq!(of(&asks("Công an huyện", "xác minh nơi ở"), None), Ok(()), "small letters without accents are no name");
    assert_eq!(of(&asks("Công An huyện", "xác minh nơi ở"), None), Err("reason_personal"));
    let right = Person { name: "Mai Thị Nhất".to_owned(), ..Person::default() };
    assert_eq!(of(&asks("Công An xã", "hỏi về Mai Thị Nhất"), None), Ok(()));
    assert_eq!(of(&asks("Công An xã", "hỏi về Mai Thị Nhất"), Some(&right)), Err("reason_personal"));
}

#[test]
fn the_ground_the_day_and_the_sum_may_be_said() {
    for text in [
        "Không đủ điều kiện theo khoản 2 Điều 16 Luật 60/2014/QH13",
        "theo Nghị định 123/2015/NĐ-CP ngày 15/11/2015",
        "Xác minh theo Luật 68/2020/QH14",
        "Quyết định 12/QĐ ngày 01/11/2026.",
        "QĐ 1234/QĐ-UBND năm 2026",
        "cần thêm đến 30/11/2026, sau đó 2026-12-01",
        "nộp 15.000.000 đồng, còn 500.000đ",
        "Nghị định 118/2025/NĐ-CP Điều 21 (và 61/2018/NĐ-CP)",
    ] {
        assert!(decide::reason(text).is_ok(), "{text}");
    }
}

#[test]
fn a_number_of_a_person_may_not() {
    for text in [
        "gọi 0912345678",
        "0912.345.678",
        "so 0 9 1 2 3 4 5 6 7 8",
        "o912345678",
        "０９１２３４５６７８",
        "CCCD 042185010001",
        "042.185.010.001 đồng",
        "CMND 184123456",
        "hỏi thuha@gmail.com",
        "0912/345678/x",
    ] {
        assert!(matches!(decide::reason(text), Err(Refusal::ReasonPersonal)), "{text}");
    }
}
