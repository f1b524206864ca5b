//! Settings of the walls: which notices may hang before everybody, and when it is night.

use motcua::domain::display::{Display, DisplayFault, NOTICE_MAX, NOTICES_MAX, notice_fault, time_of_day};
use motcua::domain::numbers::own;
use motcua::domain::time::Timestamp;

#[test]
fn a_notice_with_somebodys_number_is_refused_however_it_is_spaced() {
    let notice_fault = |notice: &str| notice_fault(notice, &[]);
    for notice in [
        "Ông A, 001203004567, đến nhận kết quả",
        "CCCD 001 203 004 567 bỏ quên thẻ",
        "CCCD 0012.0300.4567",
        "CMND 271-234-567",
        "CMND 271.234.567",
        "Gọi 0912345678",
        "số 12345678",
        "số １２３４５６７８",
        "Gọi 0912 345 678",
        "Gọi 0912.345.678 trước 27/11/2026",
        "Gọi 091-234-5678",
        "Gọi 0912\u{a0}345\u{a0}678",
        "Gọi 0912 - 345 - 678",
        "Gọi 09 12 34 56 78",
        "Gọi +84 912 345 678",
        "Gọi (+84) 912345678",
        "Gọi +84 (0) 912 345 678",
        "Gọi 024 3825 1234",
        "Gọi (024) 3825 1234",
        "Gọi 024/38251234",
        "Gọi 3825 1234",
        "Điện thoại trung tâm: 0238 3835 678",
        "27/11/2026 0912 345 678",
        "Phòng 101, 0912-345-678",
        "Quầy 091-234-567-8",
        "Quầy 84-912-345-678",
        "Phòng 3, CMND 271-234-567",
        "Phòng 912 345 678",
    ] {
        assert!(matches!(notice_fault(notice), Err(DisplayFault::NoticePersonal(_))), "{notice}");
    }
    for notice in [
        "Nghỉ chiều 27/11/2026",
        "Nghỉ từ 24.11.2026 đến 26.11.2026",
        "Nghỉ 24/11/2026 - 26/11/2026, 24/11/2026-26/11/2026, 24-26/11/2026, 2026-11-24",
        "Ngày 27 11 2026, tháng 11/2026 - 12/2026, năm 2025 - 2026",
        "Theo Nghị định 118/2025/NĐ-CP và Quyết định 1234/2025",
        "Đường dây nóng: 1900 1234, 1900.636.368, 113",
        "Lệ phí 1.000.000 đồng, mẫu 1234567",
        "Lệ phí 500.000 - 1.500.000 đồng, 50.000-100.000đ, 150.000.000 - 200.000.000 đồng",
        "Mở cửa 07:30 - 11:30, 13:30 - 17:00",
        "Mở cửa 7:30-11:30 13:30-17:00, 7h30-11h30, 07.30-11.30",
        "Phòng 201 - 202 - 203, quầy 1-2-3",
        "Mời lên Phòng 101-102-103, tầng 2",
        "Phòng số 101–102–103, PHÒNG: 201-202-203-204",
        "Rooms 101-102-103",
    ] {
        assert_eq!(notice_fault(notice), Ok(()), "{notice}");
    }
    assert_eq!(notice_fault("  "), Err(DisplayFault::NoticeEmpty));
    assert!(notice_fault(&"ă".repeat(NOTICE_MAX)).is_ok());
    assert!(matches!(notice_fault(&"ă".repeat(NOTICE_MAX + 1)), Err(DisplayFault::NoticeTooLong(_))));
}

#[test]
fn the_centres_own_numbers_may_hang_before_everybody() {
    let own = own("0239 3861 234 - 0239 3861 235, Bà Lan, thôn 7; +84 912 345 678");
    for notice in [
        "Gọi 0239 3861 234",
        "Gọi (0239) 3861.235 hoặc 0912345678",
        "Gọi 02393861234 - 02393861235",
        "Gọi +84 239 3861 234",
    ] {
        assert_eq!(notice_fault(notice, &own), Ok(()), "{notice}");
    }
    for notice in ["Gọi 0239 3861 236", "Gọi 0239 3861 234 - 0912 345 679"] {
        assert!(notice_fault(notice, &own).is_err(), "{notice}");
    }
}

#[test]
fn all_faults_are_named_together() {
    let display = Display { notices: vec![String::new(); NOTICES_MAX + 1], page_s: 4, ..Display::default() };
    let faults = display.faults();
    assert_eq!(faults.len(), NOTICES_MAX + 3);
    assert!(faults.contains(&DisplayFault::TooManyNotices) && faults.contains(&DisplayFault::Page(4)));
    assert_eq!(Display::default().faults(), []);
}

#[test]
fn a_night_may_go_over_midnight_or_never_be() {
    let at = |time: &str| Timestamp::parse(&format!("2026-11-23T{time}")).unwrap();
    let usual = Display::default();
    for (time, is) in
        [("17:59", false), ("18:00", true), ("23:59", true), ("00:00", true), ("06:29", true), ("06:30", false)]
    {
        assert_eq!(usual.is_night(at(time)), is, "{time}");
    }
    let span = |from, to| Display {
        night_from: time_of_day(from).unwrap(),
        night_to: time_of_day(to).unwrap(),
        ..Display::default()
    };
    let noon = span("11:30", "13:30");
    assert!(noon.is_night(at("12:00")) && !noon.is_night(at("14:00")) && !noon.is_night(at("02:00")));
    let never = span("06:00", "06:00");
    assert!(!never.dims() && !never.is_night(at("06:00")) && !never.is_night(at("23:00")));
}

#[test]
fn a_centre_of_before_takes_the_usual_display() {
    let mut centre = crate::day::centre(&["AB"], motcua::domain::queue::Rule::default());
    let text = serde_json::to_string(&centre).unwrap();
    assert!(!text.contains("\"display\""), "what is usual changes no record: {text}");
    assert_eq!(serde_json::from_str::<motcua::domain::centre::Centre>(&text).unwrap(), centre);
    centre.display.notices.push("Giữ trật tự".to_owned());
    let text = serde_json::to_string(&centre).unwrap();
    assert_eq!(serde_json::from_str::<motcua::domain::centre::Centre>(&text).unwrap(), centre);
}
