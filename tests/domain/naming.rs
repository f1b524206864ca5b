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
        ("CHƯA THANH TOÀN", "Nguyễn Thanh Toàn"),
        ("NGUYEN THANH TOAN", "Nguyễn Thanh Toàn"),
        ("công an xã Nguyễn Văn An", "Nguyễn Văn An"),
        ("xã Cẩm Trung Nguyễn Văn An", "Nguyễn Văn An"),
    ] {
        assert!(names(text, name, Citizen), "{text}: {name}");
    }
}

#[test]
fn the_applicant_is_known_in_every_form_of_her_name() {
    for text in [
        "bà Sương chưa ký",
        "chị sương",
        "co Suong quen giay",
        "mẹ của cháu, bà Sương,",
        "cho ba suong",
        "LuuThiSuong",
        "của luuthisuong.",
        "LƯUTHỊSƯƠNG",
        "Lưu ThịSương",
        "luu_thi_suong",
        "thisuong chua ky",
        "luu thi suong",
        "chờ luu thi suong ký",
        "Thị Sương chưa ký",
        "thi suong chua ky",
        "Lưu Sương chưa ký",
        "gửi UBND xã Lưu Thị Sương",
        "phường Lưu Thị Sương",
        "xã lưu thị sương",
    ] {
        assert!(names(text, "Lưu Thị Sương", Citizen), "{text}");
    }
    for (text, name) in [
        ("Lê Nam chưa ký", "Lê Nam"),
        ("chua co chu ky cua le nam", "Lê Nam"),
        ("LeNam", "Lê Nam"),
        ("chị Lan", "Mai Lan"),
        ("ngày mai lan truyền", "Mai Lan"),
        ("cô Quân đã nộp", "Nguyễn Văn Quân"),
    ] {
        assert!(names(text, name, Citizen), "{text}: {name}");
    }
    assert!(!names("bà Sương", "Hợp tác xã Sương", Organisation), "an organisation is not addressed");
    for (text, name) in [
        ("của An Văn Nguyễn", "Nguyễn Văn An"),
        ("Van An Nguyen chua ky", "Nguyễn Văn An"),
        ("ông N.V.An chưa ký", "Nguyễn Văn An"),
        ("hộ N. V. An", "Nguyễn Văn An"),
        ("cho Ng. Văn An", "Nguyễn Văn An"),
        ("LE VAN TAM CHUA KY", "Lê Văn Tám"),
        ("lê văn tám chưa ký", "Lê Văn Tám"),
        ("hộ H'Hen Niê vắng", "H'Hen Niê"),
        ("chị H'Hen chưa ký", "H'Hen Niê"),
        ("gọi Y Moan nhiều lần", "Y Moan Êban"),
        ("Tôn Nữ Thị Ninh chưa ký", "Tôn Nữ Thị Ninh"),
        ("bà Ninh chưa ký", "Tôn Nữ Thị Ninh"),
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
        ("thiếu ba bản sao", "Nguyễn Văn Bản"),
        ("gui co quan thue", "Nguyễn Văn Quân"),
        ("văn bản chưa có hiệu lực", "Nguyễn Trung Hiếu"),
        ("thieu chu ky", "Trần Văn Kỳ"),
        ("ca nhan phai ky", "Trần Cả Nhân"),
        ("văn bản an ninh", "Nguyễn Văn An"),
        ("CHUA THANH TOAN", "Nguyễn Thanh Toàn"),
        ("CHUA NOP LE PHI", "Lê Phi"),
        ("đường Nguyễn Văn An đang sửa", "Nguyễn Văn An"),
        ("Trường THPT Văn An, phường Văn An", "Nguyễn Văn An"),
        ("phường Nguyễn Trung Trực trả lời", "Nguyễn Trung Trực"),
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
    let right = Person { address: "12 Lê Lợi".to_owned(), ..Person::default() };
    assert_eq!(of(&asks("Công An xã", "nhà 12 đường Lê Lợi"), Some(&right)), Err("reason_personal"));
}

/// What a reason lets pass as the number of a paper is refused where it is the applicant's own.
#[test]
fn her_own_number_is_no_number_of_a_paper() {
    let day = Day::new(&["AB"], Rule::budget());
    let reason = |text: &str| Verb::ErasePerson { person: PersonId(7), ended: None, reason: text.to_owned() };
    let citizen = Person { name: "Vũ Yến".to_owned(), phone: "38123456".to_owned(), ..Person::default() };
    let of = |text: &str| {
        check(&reason(text), &day.state, &day.book, |_| Some(citizen.clone()), None).map_err(|why| why.name())
    };
    assert_eq!(of("biên lai số 38123456"), Err("reason_personal"));
    assert_eq!(of("biên lai số 38123457"), Ok(()));
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
        "trùng với hồ sơ 000.00.00.H27-261124-0001",
        "nhập nhầm, xem H27.19-251103-00001.",
        "đã thu theo biên lai 00123456",
        "biên lai số 00123456 ghi nhầm",
        "theo phiếu thu số: 00012345, hoá đơn 00000789",
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
        "hộ chiếu C1234567",
        "hộ chiếu số C1234567",
        "C12345678 hết hạn",
        "số điện thoại 12345678",
        "gọi số 12345678",
        "CCCD số 04218501 0001",
        "091225-4567",
    ] {
        assert!(matches!(decide::reason(text), Err(Refusal::ReasonPersonal)), "{text}");
    }
}
