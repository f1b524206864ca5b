//! Full Vietnamese names, whoever has them: known by the family name before them, and by how people are addressed.

use super::place::{Word, clauses, without_places};
use crate::text::nfc::clean;

/// Family names that are seldom other words.
const FAMILIES: [&str; 31] = [
    "nguyễn", "trần", "lê", "phạm", "huỳnh", "hoàng", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "ngô", "dương", "đinh",
    "trịnh", "phùng", "trương", "quách", "tạ", "đàm", "nghiêm", "doãn", "tống", "hứa", "vương", "kiều", "tô", "khổng",
    "diệp", "mạc",
];
/// Family names that are other words as well: hồ sơ, lý do, lương hưu, đoàn kiểm tra.
const OTHERS: [&str; 20] = [
    "hồ", "lý", "cao", "hà", "đoàn", "mai", "lâm", "thái", "châu", "lương", "lưu", "đào", "tôn", "triệu", "thân", "la",
    "chu", "bạch", "giang", "văn",
];
/// Family names that are known without their accents.
const PLAIN: [&str; 6] = ["nguyen", "tran", "pham", "huynh", "hoang", "bui"];
/// What stands before a name.
const TITLES: [&str; 16] =
    ["ông", "bà", "anh", "chị", "cô", "chú", "bác", "cụ", "em", "cháu", "vợ", "chồng", "con", "cha", "bố", "mẹ"];
/// The same where nothing has accents.
const PLAIN_TITLES: [&str; 3] = ["ong", "ba", "anh"];
/// Words that begin like a name where all begin with a capital, and are none.
const NO_NAMES: [(&str, &str); 18] = [
    ("phạm", "hành"),
    ("phạm", "pháp"),
    ("phạm", "quy"),
    ("hồ", "sơ"),
    ("lý", "do"),
    ("lý", "lịch"),
    ("phạm", "vi"),
    ("phạm", "tội"),
    ("phạm", "nhân"),
    ("vũ", "khí"),
    ("vũ", "trường"),
    ("võ", "thuật"),
    ("dương", "lịch"),
    ("hoàng", "sa"),
    ("phan", "rang"),
    ("phan", "thiết"),
    ("trần", "nhà"),
    ("đỗ", "xe"),
];
/// Those of whom streets and schools have their names, also where that is not said.
const FAMOUS: [&str; 30] = [
    "hồ chí minh",
    "trần hưng đạo",
    "trần quốc toản",
    "trần nhân tông",
    "trần quang khải",
    "trần nhật duật",
    "lê hồng phong",
    "lê thánh tông",
    "lê quý đôn",
    "lê đại hành",
    "nguyễn thị minh khai",
    "nguyễn văn cừ",
    "nguyễn văn trỗi",
    "nguyễn văn linh",
    "nguyễn bỉnh khiêm",
    "nguyễn đình chiểu",
    "nguyễn tri phương",
    "nguyễn tất thành",
    "nguyễn chí thanh",
    "nguyễn công trứ",
    "phan đình phùng",
    "phan bội châu",
    "phan châu trinh",
    "hoàng văn thụ",
    "hoàng hoa thám",
    "võ thị sáu",
    "võ nguyên giáp",
    "phạm văn đồng",
    "huỳnh thúc kháng",
    "ngô gia tự",
];
/// Words of a whole name.
const WHOLE: std::ops::RangeInclusive<usize> = 3..=4;

/// Whether a name may begin with this word, in small letters.
pub(super) fn is_family(small: &str) -> bool {
    FAMILIES.contains(&small) || PLAIN.contains(&small)
}

/// Whether `text` has somebody's full name, known here or not: a family name with two or three words after it, or with
/// one where a title is before it. Names of streets, schools and communes are told by the word before them.
pub fn names_a_person(text: &str) -> bool {
    let text = without_places(&clean(text));
    clauses(&text).iter().any(|clause| (0..clause.len()).any(|at| begins_name(clause, at)))
}

fn begins_name(clause: &[Word<'_>], at: usize) -> bool {
    let run: Vec<&Word<'_>> = clause[at..].iter().take_while(|word| word.is_name()).collect();
    let [family, second, ..] = run.as_slice() else { return false };
    let (first, next) = (family.small.as_str(), second.small.as_str());
    let (is_plain, is_other) = (PLAIN.contains(&first), OTHERS.contains(&first));
    if !is_family(first) && !is_other || NO_NAMES.contains(&(first, next)) {
        return false;
    }
    // Where everything is in capitals they tell nothing.
    let shouts = !family.text.chars().any(char::is_lowercase);
    let titles: &[&str] = if is_plain { &PLAIN_TITLES } else { &TITLES };
    let titled = at > 0 && titles.contains(&clause[at - 1].small.as_str());
    if titled && !(shouts && (is_plain || is_other)) {
        return true;
    }
    // «Sư Phạm Hà Tĩnh» is in the midst of others; a text begins with a capital as well.
    let alone = at < 2 || !clause[at - 1].is_name();
    let middle = if is_plain { ["van", "thi"] } else { ["văn", "thị"] };
    let whole = run.iter().take(*WHOLE.end()).map(|word| word.small.as_str()).collect::<Vec<_>>().join(" ");
    run.len() >= *WHOLE.start()
        && !FAMOUS.iter().any(|famous| whole.starts_with(famous))
        && (middle.contains(&next) || !is_other && !shouts && alone && WHOLE.contains(&run.len()))
}
