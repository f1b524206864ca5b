//! Where the applicant lives, in a text: the house and its street, or all that her address says, not the hamlet or the
//! commune alone.

use crate::domain::person::Person;
use crate::text::fold::fold;
use crate::text::nfc::clean;

/// Words that one leaves out and another writes: số nhà 12 đường Lê Lợi, 12 Lê Lợi.
const LOOSE: [&str; 11] = ["so", "nha", "sn", "duong", "pho", "ngo", "ngach", "hem", "kiet", "d", "can"];
/// What has a number or a name of its own and is no house: thôn 3, tổ 5, phường Bến Thuỷ.
const AREAS: [&str; 17] = [
    "thon", "xom", "ap", "ban", "khoi", "khu", "to", "doi", "lang", "xa", "phuong", "huyen", "quan", "tinh", "tp",
    "thanh", "thi",
];
/// What stands before the name of a commune or a province, or does not: xã Quỳnh Tam, Quỳnh Tam.
const UNITS: [&str; 10] = ["xa", "phuong", "thi", "tran", "huyen", "quan", "tinh", "thanh", "pho", "tp"];
/// What an office or somebody in it is called by before the place that it is of: trưởng thôn 3, bí thư chi bộ xóm 5.
const OFFICES: [&str; 9] = ["truong", "thu", "bo", "vien", "hoa", "giai", "nu", "dan", "binh"];
/// Words that a hamlet has alone: thôn 3, thôn Đông.
const AREA: usize = 2;
/// Words of a street that tell it from others.
const STREET: usize = 2;

/// Whether `text` has the house of her address with its street, or with its hamlet where it has no street; or, of an
/// address without a number, all of a part of it that is more than a street, a hamlet or a commune; or a hamlet with its
/// commune, where she has no closer address. Accents, capitals and words like «số nhà» and «đường» do not matter.
pub fn tells_address(text: &str, person: &Person) -> bool {
    let words = tokens(&clean(text));
    let address = clean(&person.address);
    let parts = address.split([',', ';']).map(str::trim).chain([person.hamlet.as_str()]);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let said = |part: &[String]| words.windows(part.len()).any(|window| window == part);
    let tells_house = parts.iter().enumerate().any(|(at, part)| {
        let next = parts.get(at + 1).copied().unwrap_or_default();
        let is_whole = is_spot(part) && at + usize::from(!person.hamlet.is_empty()) < parts.len();
        houses(part, next).iter().any(|house| said(house)) || is_whole && said(&tokens(part))
    });
    tells_house || tells_area(text, person)
}

fn folded(text: &str) -> Vec<String> {
    let text = fold(text);
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn tokens(text: &str) -> Vec<String> {
    folded(text).into_iter().filter(|word| !LOOSE.contains(&word.as_str())).collect()
}

fn has_digit(word: &str) -> bool {
    word.contains(|letter: char| letter.is_ascii_digit())
}

/// The numbers of the part that are of a house or a lane, each with its street; a number alone with the `next` part.
fn houses(part: &str, next: &str) -> Vec<Vec<String>> {
    let words = folded(part);
    let is_house = |at: usize| {
        let before = |back: usize| at.checked_sub(back).map_or("", |at| words[at].as_str());
        let is_area = AREAS.contains(&before(1)) || before(1) == "pho" && matches!(before(2), "dan" | "khu");
        let is_street = before(1) == "duong" || before(1) == "so" && before(2) == "duong";
        has_digit(&words[at]) && !is_area && !is_street
    };
    let tight = |words: &[String]| -> Vec<String> {
        words.iter().filter(|word| !LOOSE.contains(&word.as_str())).cloned().collect()
    };
    let house = |at: usize| {
        let mut own = tight(&words[at..]);
        let street_is_number = own.len() > 1 && words[at..].iter().any(|word| word == "duong");
        if own.iter().all(|word| has_digit(word)) && !street_is_number {
            own.extend(tight(&folded(next)));
        }
        let letters = own.iter().enumerate().filter(|(_, word)| !has_digit(word));
        let end = letters.take(STREET).last().map_or(0, |(end, _)| end + 1);
        own.truncate(if street_is_number { end.max(STREET) } else { end });
        (!own.is_empty()).then_some(own)
    };
    (0..words.len()).filter(|at| is_house(*at)).filter_map(house).collect()
}

/// Whether all that the record says of where she lives stands there, where that is no more than a hamlet or a hamlet with
/// its commune: few families live in it. Not after the word of an office: trưởng thôn 3 is somebody else.
fn tells_area(text: &str, person: &Person) -> bool {
    let (address, hamlet) = (bare(&person.address), bare(&person.hamlet));
    let commune = bare(&person.former_commune);
    let is_hamlet = |words: &[String]| {
        let first = words.first().map_or("", String::as_str);
        AREAS.contains(&first) && !UNITS.contains(&first)
    };
    if !houses(&person.address, "").is_empty() || !address.is_empty() && !is_hamlet(&address) {
        return false;
    }
    let wholes = [[hamlet.clone(), commune.clone()], [hamlet, address.clone()], [address.clone(), commune]];
    let wholes = wholes.map(|parts| parts.concat()).into_iter().filter(|whole| whole.len() > AREA);
    let text = bare(text);
    let said = |words: &[String]| {
        let found = text.windows(words.len()).enumerate().filter(|(_, window)| *window == words);
        found.into_iter().any(|(at, _)| at == 0 || !OFFICES.contains(&text[at - 1].as_str()))
    };
    !address.is_empty() && said(&address) || wholes.into_iter().any(|whole| said(&whole))
}

/// Its words without those that may be left out before the name of a commune.
fn bare(text: &str) -> Vec<String> {
    folded(&clean(text)).into_iter().filter(|word| !UNITS.contains(&word.as_str())).collect()
}

/// A place that is neither a street nor an area: «sau chợ Phú Lâm».
fn is_spot(part: &str) -> bool {
    let words = folded(part);
    let begins = words.first().is_some_and(|word| AREAS.contains(&word.as_str()) || LOOSE.contains(&word.as_str()));
    !begins && words.len() > STREET && !words.iter().any(|word| has_digit(word))
}
