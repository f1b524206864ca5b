//! Whose name stands in a text, and whose does not.

use crate::day::Day;
use crate::erasing::receive;
use motcua::domain::command::{Applicant, DossierVerb, Verb};
use motcua::domain::decide;
use motcua::domain::ids::{Digest, DossierCode, PersonId};
use motcua::domain::naming::{check, names, names_a_person, tells_address};
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
        ("CHUA THANH TOAN", "Nguyễn Thanh Toàn"),
        ("CHUA NOP LE PHI", "Lê Phi"),
        ("đường Nguyễn Văn An đang sửa", "Nguyễn Văn An"),
        ("Trường THPT Văn An, phường Nguyễn Văn An", "Nguyễn Văn An"),
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

#[test]
fn a_full_name_of_whoever_it_is_is_known() {
    for text in [
        "ông Nguyễn Văn Bình chưa ký",
        "bà Trần Thị Lan là mẹ",
        "anh Lê Nam quên giấy",
        "chị Hồ Lan đến thay",
        "cô Mai Hương nhận hộ",
        "vợ Lê Thị Hoa chưa ký",
        "chồng Phạm Đức Duy vắng mặt",
        "con Đỗ Gia Bảo chưa đủ tuổi",
        "bố Vũ Đình Hùng đã mất",
        "mẹ Đặng Thuý Hằng không đồng ý",
        "cụ Hoàng Thị Nhàn đã mất",
        "em Bùi Quốc Khánh nộp thay",
        "Ông Lý Văn Sáu tranh chấp ranh giới",
        "Bà Cao Thị Mận khiếu nại",
        "thiếu chữ ký của Nguyễn Thị Hồng Đào",
        "Nguyễn Văn A chưa ký",
        "trả cho Trần Minh Quân",
        "nhầm với Lê Anh Tuấn ở thôn Đông",
        "theo đơn của Phạm Ngọc Hà.",
        "giấy uỷ quyền cho Võ Hoài Nam",
        "Ngô Bảo Ngọc là người được uỷ quyền",
        "hộ Đinh Công Thành tranh chấp",
        "do Trịnh Xuân Thanh ký",
        "tên trong giấy là Huỳnh Thị Kim Chi",
        "giáp đất Dương Văn Mạnh",
        "trưởng thôn Phan Văn Đức xác nhận",
        "công an xã Nguyễn Văn Hải xác minh",
        "cán bộ phường Trần Quang Huy đề nghị",
        "chủ tịch xã Lê Minh Đức đã duyệt",
        "NGUYỄN VĂN AN CHƯA KÝ",
        "CHƯA CÓ CHỮ KÝ CỦA TRẦN THỊ LAN",
        "nguyên đơn Tạ Quang Bửu",
        "gửi Nguyen Van Binh",
        "Tran Thi Hoa chua ky",
        "ong Nguyen Nam den thay",
        "thửa đất của Hồ Văn Quang",
        "Lâm Thị Hạnh rút đơn",
        "Đoàn Thị Điểm nộp bản sao",
        "sai tên: Đào Văn Tiến",
        "xã Cẩm Trung Nguyễn Thị Sen đề nghị",
        "người nộp (Quách Thu Trang) quên",
        "Trương Mỹ Linh; bản sao thiếu dấu",
        "Chị Thái Hà chưa nộp",
    ] {
        assert!(names_a_person(text), "{text}");
        assert_eq!(decide::reason(text).unwrap_err().name(), "reason_names", "{text}");
    }
}

#[test]
fn agencies_places_offices_and_laws_are_nobody() {
    for text in [
        "Không đủ điều kiện theo Luật Đất đai",
        "Luật Hôn Nhân Và Gia Đình",
        "chờ Sở Tư pháp trả lời",
        "Sở Nông Nghiệp Và Môi Trường",
        "gửi Văn Phòng Đăng Ký Đất Đai",
        "Toà án nhân dân khu vực 3",
        "Trần Phú, đoạn qua chợ",
        "đường Trần Phú đang thi công",
        "nhà ở đường Lê Hồng Phong",
        "số 12 Lê Văn Lương",
        "đường Nguyễn Văn Linh chưa cắm mốc",
        "Đường Bà Lê Chân",
        "trường THPT Nguyễn Thị Minh Khai xác nhận",
        "Trường Tiểu học Lê Văn Tám",
        "trường mầm non Trần Quốc Toản",
        "phường Nguyễn Văn Cừ trả hồ sơ",
        "UBND xã Trần Văn Thời",
        "huyện Trần Văn Thời, tỉnh Cà Mau",
        "Thành phố Hồ Chí Minh",
        "TP. Hồ Chí Minh chưa trả lời",
        "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
        "Bệnh viện Nguyễn Tri Phương",
        "Công ty TNHH Nguyễn Văn An",
        "Phan Rang - Tháp Chàm",
        "Hồ Sơ Đất Đai thiếu trang",
        "Lý Lịch Tư Pháp số 2",
        "HỒ SƠ ĐẤT ĐAI THIẾU BẢN VẼ",
        "PHẠM VI ÁP DỤNG",
        "TRẦN NHÀ BỊ DỘT",
        "Phạm Vi Áp Dụng chưa rõ",
        "Lương Hưu Tháng Mười",
        "Vi Phạm Hành Chính",
        "Cao Đẳng Sư Phạm Hà Tĩnh",
        "Đoàn Kiểm Tra Liên Ngành",
        "Hà Tĩnh Nghệ An",
        "Lệ Phí Trước Bạ",
        "CHUA THANH TOAN LE PHI",
        "BO SUNG HO SO THIEU",
        "Ho So Dat Dai",
        "người nộp, ông nội và bà ngoại đã ký",
        "ông/bà quên bản gốc",
        "Mẫu Đơn Xin Cấp Giấy",
        "Bộ Giáo Dục Và Đào Tạo",
        "Mai Táng Phí Một Lần",
        "khu Hoàng Văn Thụ",
        "góc Lê Lợi - Trần Hưng Đạo",
        "con liệt sĩ, thẻ Bảo Hiểm Y Tế",
        "Dương Lịch và Âm Lịch",
        "Trung Tâm Phục Vụ Hành Chính Công",
    ] {
        assert!(!names_a_person(text), "{text}");
        assert!(decide::reason(text).is_ok(), "{text}");
    }
}

#[test]
fn where_the_applicant_lives_is_not_said() {
    let person = |address: &str, hamlet: &str| Person {
        name: "Nguyễn Văn An".to_owned(),
        address: address.to_owned(),
        hamlet: hamlet.to_owned(),
        ..Person::default()
    };
    for (text, address, hamlet) in [
        ("nhà ở số 12 đường Lê Lợi", "Số nhà 12, đường Lê Lợi", ""),
        ("12 le loi", "12 Lê Lợi, phường Bến Thuỷ", "Khối 3"),
        ("ngõ 34 Lê Lợi đang tranh chấp", "12 ngõ 34 đường Lê Lợi", ""),
        ("thửa tại 12/3 Phố Huế", "12/3 phố Huế, Hai Bà Trưng", ""),
        ("số 5 thôn Đông", "Số 5", "Thôn Đông"),
        ("12 đường số 7", "Số 12 đường số 7", ""),
        ("nhà sau chợ Phú Lâm", "Sau chợ Phú Lâm", "Thôn Đông"),
    ] {
        assert!(tells_address(text, &person(address, hamlet)), "{text}: {address}");
    }
    for (text, address, hamlet) in [
        ("trưởng thôn Đông chưa ký", "Số 5", "Thôn Đông"),
        ("UBND phường Bến Thuỷ", "12 Lê Lợi, phường Bến Thuỷ", "Khối 3"),
        ("khối 3 phường Bến Thuỷ", "12 Lê Lợi, khối 3, phường Bến Thuỷ", ""),
        ("tổ dân phố 3 phường Bến Thuỷ", "Tổ dân phố 3, phường Bến Thuỷ", ""),
        ("đường Lê Lợi đang thi công", "12 đường Lê Lợi", ""),
        ("ngày 12/3 chưa có sổ", "12/3, thôn Đông", ""),
        ("thiếu 12 bản", "12 Lê Lợi", ""),
        ("Công an xã Cẩm Trung", "xã Cẩm Trung", "Thôn 3"),
        ("thôn 3 xã Cẩm Trung", "Thôn 3, xã Cẩm Trung", ""),
        ("thiếu giấy", "", ""),
    ] {
        assert!(!tells_address(text, &person(address, hamlet)), "{text}: {address}");
    }
}
