//! Cleaning, folding and measuring Vietnamese text.

use motcua::domain::person::Person;
use motcua::text::fold::{Query, SearchKey, fold, matches};
use motcua::text::nfc::clean;
use motcua::text::width::{columns, cut, pad_left, pad_right, wrap};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

/// Every letter of the Vietnamese alphabet that ASCII lacks, with all tones, lower case.
const LETTERS: [(&str, char); 7] = [
    ("àáảãạăằắẳẵặâầấẩẫậ", 'a'),
    ("èéẻẽẹêềếểễệ", 'e'),
    ("ìíỉĩị", 'i'),
    ("òóỏõọôồốổỗộơờớởỡợ", 'o'),
    ("ùúủũụưừứửữự", 'u'),
    ("ỳýỷỹỵ", 'y'),
    ("đ", 'd'),
];

#[test]
fn every_vietnamese_letter_folds_to_one_plain_letter() {
    for (letters, plain) in LETTERS {
        for letter in letters.chars() {
            assert_eq!(fold(&letter.to_string()), plain.to_string());
            assert_eq!(fold(&letter.to_uppercase().to_string()), plain.to_string(), "{letter}");
        }
    }
    assert_eq!(fold("Nguyễn Thị Hồng Đào"), "nguyen thi hong dao");
    // the same name with its marks apart
    assert_eq!(fold("Nguye\u{302}\u{303}n"), "nguyen");
}

#[test]
fn cleaning_mends_what_the_portal_writes() {
    assert_eq!(clean("  Xã\u{a0}\u{a0}Quỳnh \t Lưu\u{200e}\r\n"), "Xã Quỳnh Lưu");
    assert_eq!(clean("Tha\u{309}o"), "Thảo");
    assert_eq!(clean("a\u{200b}\u{301}"), "á");
    assert_eq!(clean("\u{feff}\u{202e}x\u{7}y\u{1b}z\u{202c}"), "xyz");
    assert_eq!(
        clean("\u{1b}[1;31mLê\u{1b}[0m \u{1b}]0;tên\u{7}Thị\u{9b}2J \u{1b}]8;;x\u{1b}\\An\u{1b}(B"),
        "Lê Thị An"
    );
    assert_eq!(clean("Lê \u{1b}]0;Thị An"), "Lê 0;Thị An", "a string without an end takes nothing along");
    assert_eq!(clean("\u{1b}[31Đào \u{1b}\u{1b}[mBé\u{1b}"), "Đào Bé");
    assert_eq!(clean("👨\u{200d}👩\u{200d}👧 bé"), "👨\u{200d}👩\u{200d}👧 bé");
    assert_eq!(clean("a\u{200d}b 👍\u{200d} c"), "ab 👍 c");
    assert_eq!(clean(" \u{200b} "), "");
}

#[test]
fn search_finds_words_in_any_order_and_phrases_inside() {
    let name = fold("Thủ tục đăng ký khai sinh (lưu động)");
    for query in ["khai sinh", "sinh khai", "dang ky", "ĐĂNG ký", "tu d", "luu dong", "", "  -"] {
        assert!(matches(&name, query), "{query}");
    }
    for query in ["khai tu xx", "sinhh", "ai dong", "hai sin"] {
        assert!(!matches(&name, query), "{query}");
    }
}

#[test]
fn better_hits_score_higher() {
    let query = Query::new("khai sinh");
    let score = |text: &str| SearchKey::new(text).score(&query);
    let best_first = ["Khai sinh", "Khai sinh lại", "Đăng ký khai sinh", "Đăng ký khai sinhx", "Sinh viên khai báo"];
    let scores: Vec<_> = best_first.iter().map(|text| score(text).unwrap()).collect();
    assert!(scores.windows(2).all(|pair| pair[0] > pair[1]), "{scores:?}");
    assert_eq!(score("Khai tử"), None);
    assert_eq!(score("xkhai sinh"), None);
    assert_eq!(SearchKey::new("Hệ thống thông tin").score(&Query::new("hong")), None, "another syllable");
    assert_eq!(SearchKey::new("Đào 0912345678").score(&Query::new("5678")), Some(1), "the end of a number");
}

#[test]
fn columns_are_what_a_terminal_shows() {
    assert_eq!(columns("Quầy số 3"), 9);
    assert_eq!(columns("Qua\u{302}\u{300}y"), 4);
    assert_eq!(columns("👨\u{200d}👩\u{200d}👧"), 2);
    assert_eq!(columns("漢字"), 4);
}

#[test]
fn cutting_and_padding_fill_exactly() {
    assert_eq!(cut("Khai sinh", 9), "Khai sinh");
    assert_eq!(cut("Khai sinh", 8), "Khai si…");
    assert_eq!(cut("Khai sinh", 6), "Khai…");
    assert_eq!(cut("Khai sinh", 0), "");
    assert_eq!(
        cut(" aaa0👩\u{e000}a a\u{600}  à", 14),
        " aaa0👩\u{e000}a a\u{600} …",
        "a space that is part of a letter stays"
    );
    assert_eq!(pad_right("Tử", 5), "Tử   ");
    assert_eq!(pad_left("12", 5), "   12");
    assert_eq!(pad_right("漢字", 4), "漢字");
    assert_eq!(pad_right("漢字", 3), "漢…");
    assert_eq!(pad_right("漢字", 2), "… ");
}

#[test]
fn wrapping_breaks_at_spaces() {
    assert_eq!(wrap("đăng ký khai sinh", 9), ["đăng ký", "khai sinh"]);
    assert_eq!(wrap("một\nhai ba", 20), ["một", "hai ba"]);
    assert_eq!(wrap("ABCDEFGH xy", 3), ["ABC", "DEF", "GH", "xy"]);
    assert_eq!(wrap("漢", 1), ["…"]);
    assert!(wrap("x", 0).is_empty());
}

/// Texts with what breaks programs: marks alone, joiners, wide letters, spaces of all kinds.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        "[a-zà-ỹĐđ ]{1,8}",
        prop::sample::select(vec![" ", "\u{a0}", "\u{301}", "\u{302}", "\u{200d}", "\u{200b}", "👩", "👍🏽", "漢", "\n"])
            .prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn cleaning_and_folding_twice_change_nothing(text in any_text()) {
        let once = clean(&text);
        prop_assert_eq!(clean(&once), once.clone());
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded);
    }

    #[test]
    fn every_word_of_a_text_finds_it(text in any_text()) {
        let folded = fold(&text);
        for word in text.split_whitespace() {
            prop_assert!(matches(&folded, word), "{} in {}", word, folded);
        }
    }

    #[test]
    fn nothing_is_wider_than_its_place(text in any_text(), cols in 0usize..30) {
        prop_assert!(columns(&cut(&text, cols)) <= cols);
        prop_assert_eq!(columns(&pad_right(&text, cols)), cols);
        prop_assert_eq!(columns(&pad_left(&text, cols)), cols);
        prop_assert!(wrap(&text, cols).iter().all(|line| columns(line) <= cols));
    }

    #[test]
    fn cutting_never_splits_a_letter(text in any_text(), cols in 1usize..30) {
        let shown = cut(&text, cols);
        let kept = shown.strip_suffix('…').unwrap_or(&shown);
        let whole: Vec<&str> = text.graphemes(true).collect();
        let letters: Vec<&str> = kept.graphemes(true).collect();
        prop_assert_eq!(&whole[..letters.len()], &letters[..]);
    }
}

#[test]
fn what_an_address_names_already_is_not_said_twice() {
    let person =
        |address: &str, hamlet: &str| Person { address: address.into(), hamlet: hamlet.into(), ..Person::default() };
    assert_eq!(person("Thôn Đông, xã Cẩm Trung", "Thôn Đông").place(""), "Thôn Đông, xã Cẩm Trung");
    assert_eq!(person("12 Trần Phú", "Thôn Đông").place("Cẩm Lĩnh"), "12 Trần Phú, Thôn Đông, Cẩm Lĩnh");
    assert_eq!(person("", "").place(""), "");
}
