//! Full names of whoever it is, in a text: what is one, what is an agency or ordinary words.

use crate::day::Day;
use motcua::domain::command::Verb;
use motcua::domain::decide;
use motcua::domain::ids::PersonId;
use motcua::domain::naming::{is_called, maybe_named, names, names_a_person};
use motcua::domain::person::Person;
use motcua::domain::queue::Rule;
use motcua::domain::ticket::ApplicantKind::Citizen;

#[test]
fn a_full_name_of_whoever_it_is_is_known() {
    for text in [
        "ông Nguyễn Văn Bình chưa ký",
        "của Nguyễn.Văn.Bình nộp",
        "của NguyễnVănBình nộp",
        "giấy của le van binh",
        "nguyen thi hoa den thay",
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
        "gửi xã Lưu Thị Sương",
        "phường Nguyễn Văn Bình trả lời",
        "Giàng A Páo chưa ký",
        "Lý A Sử nhận thay",
        "Vừ Thị Mỷ là mẹ",
        "Lò Văn Phính chưa ký",
        "Nông Thị Bích rút đơn",
        "Thạch Thị Sa Rinh quên sổ",
        "Kim Văn Thành khiếu nại",
        "ông Đậu Quang",
        "bà Vi Thanh",
        "lê văn tám chưa ký",
        "LE VAN TAM CHUA KY",
        "cua TRAN THI HOA",
        "bà Moong Thị Lan là vợ",
        "Moong Văn Hợi chưa ký",
        "Cụt Thị Bé rút đơn",
        "Xồng Bá Dềnh khiếu nại",
        "ông Ngân Văn Tài",
        "ông Lạ Văn Tài",
        "Và Bá Tểnh nhận thay",
        "ông Lầu Bá Chò",
        "Quàng Văn Sơn nộp thay",
        "Khuất Duy Tiến ký",
    ] {
        assert!(names_a_person(text), "{text}");
        assert_eq!(decide::reason(text).unwrap_err().name(), "reason_names", "{text}");
    }
}

#[test]
fn agencies_places_offices_and_laws_are_nobody() {
    for text in [
        "gửi Chi nhánh Vũ Quang Hà Tĩnh",
        "UBND Lê Thủy Quảng Bình chưa trả lời",
        "mẫu TP.HCM cũ, UBND.xã",
        "le thi hanh an",
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
        "Châu Thị Trấn Đông",
        "phạm văn bản đã ký",
        "Và Văn phòng đăng ký đất đai",
        "Quang Trung, Lang Chánh và Ngân hàng chính sách",
        "Già làng chưa ký",
        "bà con thôn Đông",
        "Công Văn Số Ba",
        "xã Hồ Thị Kỷ xác nhận",
    ] {
        assert!(!names_a_person(text), "{text}");
        assert!(decide::reason(text).is_ok(), "{text}");
    }
}

/// What officers write all day.
const ORDINARY: [&str; 64] = [
    "Thiếu bản sao công chứng giấy khai sinh",
    "Bổ sung giấy chứng nhận quyền sử dụng đất bản gốc",
    "Tờ khai chưa có chữ ký của người yêu cầu",
    "Ảnh thẻ không đúng quy cách, cần 2 ảnh 4x6",
    "Sổ hộ khẩu cũ không còn giá trị, cần xác nhận cư trú",
    "Giấy uỷ quyền chưa được công chứng",
    "Căn cước công dân đã hết hạn",
    "Chưa nộp lệ phí, còn thiếu 20.000 đồng",
    "Chưa thanh toán phí thẩm định",
    "Hợp đồng chuyển nhượng thiếu trang 3",
    "Bản vẽ chưa có dấu của đơn vị đo đạc",
    "Đơn ghi sai số thửa và tờ bản đồ",
    "Không thuộc thẩm quyền của Uỷ ban nhân dân xã",
    "Không đủ điều kiện theo Điều 18 Luật Hôn nhân và gia đình",
    "Đất đang có tranh chấp, Toà án đã thụ lý",
    "Hồ sơ trùng với hồ sơ đã tiếp nhận",
    "Người nộp không xuất trình được bản gốc",
    "Quy hoạch chi tiết chưa được phê duyệt",
    "Chờ Công an xã xác minh nơi thường trú",
    "Chờ Văn phòng đăng ký đất đai trả lời",
    "Chờ Chi cục thuế ra thông báo nghĩa vụ tài chính",
    "Xin ý kiến Sở Tư pháp về quốc tịch",
    "Đề nghị Phòng Kinh tế cho biết hiện trạng sử dụng đất",
    "Đề nghị Bảo hiểm xã hội cung cấp quá trình đóng",
    "Xác minh tại thôn Đông và thôn Đoài",
    "Chuyển chuyên viên tư pháp thụ lý",
    "Chuyển bộ phận địa chính kiểm tra thực địa",
    "Cán bộ nghỉ phép, chuyển người khác làm",
    "Máy in hỏng, trả kết quả chiều nay",
    "Mất điện từ 9 giờ đến 10 giờ",
    "Hệ thống Cổng dịch vụ công quốc gia bị lỗi",
    "Cần thêm 5 ngày làm việc để xác minh",
    "Cần thêm thời gian vì hồ sơ phức tạp",
    "Lãnh đạo đi họp, chưa ký kết quả",
    "Người dân xin rút hồ sơ để hoàn thiện giấy tờ",
    "Người dân không còn nhu cầu",
    "Nộp nhầm thủ tục, cần nộp lại đúng thủ tục",
    "Quá 30 ngày không bổ sung giấy tờ",
    "Gọi nhiều lần không liên lạc được",
    "Thu thừa 10.000 đồng, trả lại",
    "Hộ nghèo được miễn lệ phí",
    "Người cao tuổi được miễn phí",
    "Trẻ em dưới 6 tuổi, miễn lệ phí",
    "Con liệt sĩ, thương binh được miễn",
    "Nhập nhầm ngày nhận, sửa theo giấy biên nhận",
    "Ghi sai số bộ hồ sơ khi tiếp nhận",
    "Chọn nhầm thủ tục khi tiếp nhận",
    "Trả lại vì phòng chuyên môn không xử lý lĩnh vực này",
    "Cán bộ thụ lý là người thân của người nộp",
    "Vợ chồng chưa thống nhất tài sản chung",
    "Cha mẹ chưa ký cam kết",
    "Ông bà nội chưa đồng ý nhận nuôi",
    "Chủ hộ chưa đồng ý cho nhập hộ",
    "Chị em ruột chưa ký văn bản thoả thuận",
    "Công ty chưa có con dấu và giấy phép",
    "Trường tiểu học chưa xác nhận học bạ",
    "Bệnh viện chưa cấp giấy chứng sinh",
    "Trạm y tế chưa xác nhận",
    "Niêm yết 15 ngày chưa hết hạn",
    "Hội đồng giám định y khoa chưa kết luận",
    "Chờ kết quả từ thành phố Hồ Chí Minh",
    "Theo công văn của Sở Nông nghiệp và Môi trường",
    "Đường Lê Lợi đang thi công, chưa đo được",
    "Cần bản chính để đối chiếu; cơ quan cấp bản sao đã đóng dấu",
];

/// Applicants whose names are ordinary words with other accents, or with none.
const APPLICANTS: [&str; 20] = [
    "Nguyễn Văn An",
    "Trần Thị Hà",
    "Lê Phi",
    "Nguyễn Thanh Toàn",
    "Phạm Thị Hiền",
    "Trần Công An",
    "Nguyễn Văn Quân",
    "Trần Văn Kỳ",
    "Nguyễn Trung Hiếu",
    "Hồ Thị Sáu",
    "Lý Thị Do",
    "Đỗ Thị Ánh",
    "Cao Bá Quát",
    "Võ Văn Bản",
    "Nguyễn Gia Đình",
    "Lê Thị Thu Hồng",
    "Hoàng Đức Thể",
    "Mai Văn Chính",
    "Bùi Minh Lợi",
    "Lưu Thị Sương",
];

#[test]
fn ordinary_reasons_are_not_refused() {
    for text in ORDINARY {
        let plain = motcua::text::fold::fold(text);
        assert!(decide::reason(text).is_ok(), "{text}");
        assert!(decide::reason(&plain).is_ok(), "{plain}");
        for name in APPLICANTS {
            assert!(!names(text, name, Citizen), "{text}: {name}");
            assert!(!names(&plain, name, Citizen), "{plain}: {name}");
        }
    }
}

#[test]
fn a_known_name_in_small_letters_is_looked_for() {
    let day = Day::new(&["AB"], Rule::budget());
    let asks = |reason: &str| Verb::ErasePerson { person: PersonId(7), ended: None, reason: reason.to_owned() };
    let called = |text: &str| maybe_named(&asks(text), &day.state, &day.book);
    let known = |name: &str| Person { name: name.to_owned(), ..Person::default() };
    let finds = |text: &str, name: &str| called(text).iter().any(|called| is_called(called, &known(name)));
    assert!(finds("nhầm với luu thi suong ở thôn bên", "Lưu Thị Sương"));
    assert!(finds("nhầm với lưu thị sương", "Lưu Thị Sương"));
    assert!(finds("nhầm với Luu Thi Suong", "Lưu Thị Sương"));
    assert!(finds("cua nong thi bich van", "Nông Thị Bích Vân"));
    assert!(finds("nhầm với Sương Thị Lưu", "Lưu Thị Sương"));
    assert!(finds("nhầm với Thị Sương Lưu", "Lưu Thị Sương"));
    assert!(finds("NHAM VOI LUU THI SUONG", "Lưu Thị Sương"));
    assert!(!finds("chưa có lưu thì sướng", "Lưu Thị Sương"), "other accents say something else");
    let plain = |text: &str| called(&motcua::text::fold::fold(text)).len();
    let most = ORDINARY.iter().map(|text| plain(text)).max();
    assert!(most <= Some(12), "few are looked for in an ordinary text: {most:?}");
}
