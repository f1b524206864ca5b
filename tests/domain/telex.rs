//! Words typed by Telex and VNI, letter by letter into a line.

use motcua::text::telex::{Method, Typing, readings};

/// What stands there after these keys; `<` takes the last letter away.
fn typed(method: Method, keys: &str) -> String {
    let (mut typing, mut line) = (Typing::default(), String::new());
    typing.method = method;
    for key in keys.chars() {
        if key == '<' {
            line.pop();
            continue;
        }
        let (gone, written) = typing.push(&line, key);
        line.truncate(line.len() - gone);
        line.push_str(&written);
    }
    line
}

#[test]
fn what_was_typed_without_an_input_method_is_read_both_ways() {
    assert_eq!(readings("nguyeenx vawn DDuwowngf"), ["nguyễn văn Đường"]);
    assert_eq!(readings("Nguye6n4 Thi5"), ["Nguyễn Thị"]);
    assert_eq!(readings("nguyee"), ["nguyê"]);
    for plain in ["nguyen van", "042185010007", "0912 345 678", "1.004873", "Nguyễn Thị", "H27-261123-0001", ""] {
        assert!(readings(plain).is_empty(), "{plain}");
    }
}

#[test]
fn names_and_words_come_out_right_in_telex() {
    for (keys, word) in [
        ("Nguyeenx Thij Hoongf DDaof", "Nguyễn Thị Hồng Đào"),
        ("Nguyeexn Thij Hoofng DDafo", "Nguyễn Thị Hồng Đào"),
        ("Traanf Vawn DDuwowngf", "Trần Văn Đường"),
        ("NGUYEENX THIJ DDAOF", "NGUYỄN THỊ ĐÀO"),
        ("Quynhf Luwu", "Quỳnh Lưu"),
        ("giuwowngf", "giường"),
        ("giwowfng", "giường"),
        ("khuyur", "khuỷu"),
        ("thuowr", "thuở"),
        ("quoocs", "quốc"),
        ("dduwowcj", "được"),
        ("nguowif", "người"),
        ("thoon DDoong Trung, xax Caamr Linhx", "thôn Đông Trung, xã Cẩm Lĩnh"),
        ("tuyeets hoaf hueej nghieeng khoer gif", "tuyết hoà huệ nghiêng khoẻ gì"),
    ] {
        assert_eq!(typed(Method::Telex, keys), word, "{keys}");
    }
}

#[test]
fn names_and_words_come_out_right_in_vni() {
    for (keys, word) in [
        ("Nguye6n4 Thi5 Ho6ng2 D9ao2", "Nguyễn Thị Hồng Đào"),
        ("Nguyen64 Thi5 Hong62 Dao92", "Nguyễn Thị Hồng Đào"),
        ("Tra6n2 Va8n D9u7o7ng2", "Trần Văn Đường"),
        ("Quynh2 Lu7u", "Quỳnh Lưu"),
        ("giu7o7ng2 khuyu3 thuo73 quo6c1", "giường khuỷu thuở quốc"),
        ("Xo1m 7, so61 12", "Xóm 7, số 12"),
        ("A012 H27 2026", "A012 H27 2026"),
    ] {
        assert_eq!(typed(Method::Vni, keys), word, "{keys}");
    }
}

#[test]
fn other_words_stay_with_the_mark_key_once_more_or_by_themselves() {
    for (keys, word) in [
        ("usser", "user"),
        ("passs", "pass"),
        ("offfice", "office"),
        ("tesst", "test"),
        ("ddd aaa", "dd aa"),
        ("text window wifi windows Facebook email", "text window wifi windows Facebook email"),
        ("A012 H27 TTHC khoa12", "A012 H27 TTHC khoa12"),
    ] {
        assert_eq!(typed(Method::Telex, keys), word, "{keys}");
    }
    assert_eq!(typed(Method::Vni, "a11 d99 Van88"), "a1 d9 Van8");
}

#[test]
fn letters_are_taken_away_whole_and_typing_goes_on() {
    assert_eq!(typed(Method::Telex, "Nguyeenx<n"), "Nguyễn");
    assert_eq!(typed(Method::Telex, "Hoongf<<<aa"), "Hâ");
    assert_eq!(typed(Method::Telex, "DDaof<<ieenj"), "Điện");
    assert_eq!(typed(Method::Vni, "thuo73<<u73"), "thử");
    assert_eq!(typed(Method::Telex, "Loan<<<as"), "Lá");
}

#[test]
fn what_an_input_method_has_composed_is_left_alone() {
    for method in [Method::Off, Method::Telex, Method::Vni] {
        for text in ["Nguyễn Thị Hồng Đào", "Trần Văn Đường", "khuỷu thuở", "hòa", "Krông Pắc"] {
            assert_eq!(typed(method, text), text);
        }
    }
    assert_eq!(typed(Method::Off, "Nguyeenx 1"), "Nguyeenx 1");
    assert_eq!(Method::Off.next().next().next(), Method::Off);
}
