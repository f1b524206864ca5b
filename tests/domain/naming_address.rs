//! Where the applicant lives, in a text.

use motcua::domain::naming::tells_address;
use motcua::domain::person::Person;

#[test]
fn where_the_applicant_lives_is_not_said() {
    let person = |address: &str, hamlet: &str| Person {
        name: "Nguyễn Văn An".to_owned(),
        address: address.to_owned(),
        hamlet: hamlet.to_owned(),
        former_commune: "Quỳnh Tam".to_owned(),
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
        ("thửa đất ở thôn 3 xã Cẩm Trung", "Thôn 3, xã Cẩm Trung", ""),
        ("Xóm 3, Quỳnh Tam", "Xóm 3, xã Quỳnh Tam", "Xóm 3"),
        ("xom 3 quynh tam", "Xóm 3", "Xóm 3"),
        ("đất ở thôn Đông xã Quỳnh Tam", "", "Thôn Đông"),
        ("nhà ở thôn 7", "Thôn 7", "Thôn 7"),
        ("tổ dân phố 3 phường Bến Thuỷ", "Tổ dân phố 3, phường Bến Thuỷ", ""),
    ] {
        assert!(tells_address(text, &person(address, hamlet)), "{text}: {address}");
    }
    for (text, address, hamlet) in [
        ("trưởng thôn Đông chưa ký", "Số 5", "Thôn Đông"),
        ("UBND phường Bến Thuỷ", "12 Lê Lợi, phường Bến Thuỷ", "Khối 3"),
        ("khối 3 phường Bến Thuỷ", "12 Lê Lợi, khối 3, phường Bến Thuỷ", ""),
        ("tổ trưởng tổ dân phố 3 phường Bến Thuỷ", "Tổ dân phố 3, phường Bến Thuỷ", ""),
        ("đường Lê Lợi đang thi công", "12 đường Lê Lợi", ""),
        ("ngày 12/3 chưa có sổ", "12/3, thôn Đông", ""),
        ("thiếu 12 bản", "12 Lê Lợi", ""),
        ("Công an xã Cẩm Trung", "xã Cẩm Trung", "Thôn 3"),
        ("trưởng thôn 3 xã Cẩm Trung", "Thôn 3, xã Cẩm Trung", ""),
        ("nhà văn hoá thôn 7", "Thôn 7", "Thôn 7"),
        ("thôn 17 chưa họp", "Thôn 7", "Thôn 7"),
        ("thôn Đông chưa họp", "", "Thôn Đông"),
        ("UBND xã Quỳnh Tam chưa trả lời", "Xóm 3, xã Quỳnh Tam", "Xóm 3"),
        ("thiếu giấy", "", ""),
    ] {
        assert!(!tells_address(text, &person(address, hamlet)), "{text}: {address}");
    }
}
