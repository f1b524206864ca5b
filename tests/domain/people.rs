//! What is checked of people wherever they are entered: numbers that somebody can have, names that are written.

use motcua::domain::card;
use motcua::domain::person::{Flaw, Person};

fn flaws(name: &str, id_number: &str) -> Vec<Flaw> {
    let person = Person { name: name.to_owned(), id_number: id_number.to_owned(), ..Person::default() };
    person.checked().err().unwrap_or_default()
}

#[test]
fn numbers_that_nobody_can_have_are_refused_and_no_others() {
    for wrong in ["999999999999", "000000000000", "111111111111", "000199001234", "040499001234", "000000000"] {
        assert_eq!(flaws("Lê An", wrong), [Flaw::IdNumberOfNobody], "{wrong}");
        assert_eq!(card::number(wrong), None, "{wrong}");
    }
    // 101 and more are countries where births of citizens were registered; 9 digits are an old card's.
    for right in ["040199001234", "096326001234", "101199001234", "241234567", "111111111", "B1234567", ""] {
        assert_eq!(flaws("Lê An", right), [], "{right}");
    }
    assert_eq!(flaws("Lê An", "12345"), [Flaw::IdNumberWrong]);
}

#[test]
fn a_card_of_somebody_whose_birth_was_registered_abroad_is_read() {
    let card = "101199001234|241234567|Nguyễn Thị Hồng Đào|01011990|Nữ|Thôn 3|01012022";
    assert_eq!(card::number(card), Some("101199001234"));
    assert_eq!(card::number("101199001234"), None, "alone it may be the code of some goods");
    assert_eq!(card::number(&card.replacen("1011", "9999", 1)), None);
}

#[test]
fn a_name_is_written_with_letters_and_signs_of_writing() {
    for wrong in ["Lê 😀 An", "Lê An ❤️", "❶ Lê An", "Lê \u{FFFD}n", "Lê An 🇻🇳", "→ Lê An"] {
        assert_eq!(flaws(wrong, ""), [Flaw::NameHasPicture], "{wrong}");
    }
    for right in ["H'Hen Niê", "Công ty TNHH “A & B” – Chi nhánh số 2 (VN)", "Nguyễn Thị Hồng Đào/Lê An", "Công ty X®"]
    {
        assert_eq!(flaws(right, ""), [], "{right}");
    }
}
