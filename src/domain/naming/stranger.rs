//! Full Vietnamese names, whoever has them: known by the family name before them, and by how people are addressed.

use super::ordinary::is_ordinary;
use super::own::alike;
use super::place::{Areas, Word, clauses, without_places};
use crate::text::fold::fold;
use crate::text::nfc::clean;

/// Family names that are seldom other words, those of the Tày, Thái, Mông, Khmer, Ê Đê and others too.
const FAMILIES: [&str; 52] = [
    "nguyễn", "trần", "lê", "phạm", "huỳnh", "hoàng", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "ngô", "dương", "đinh",
    "trịnh", "phùng", "trương", "quách", "tạ", "đàm", "nghiêm", "doãn", "tống", "hứa", "vương", "kiều", "tô", "khổng",
    "diệp", "mạc", "giàng", "vừ", "thào", "quàng", "lường", "sầm", "uông", "nhữ", "khuất", "chử", "tẩn", "sùng", "niê",
    "mlô", "ksor", "kpă", "siu", "alăng", "bling", "zơrâm", "điểu",
];
/// Family names that are other words as well: hồ sơ, lý do, lương hưu, đoàn kiểm tra.
const OTHERS: [&str; 105] = [
    "hồ", "lý", "cao", "hà", "đoàn", "mai", "lâm", "thái", "châu", "lương", "lưu", "đào", "tôn", "triệu", "thân", "la",
    "chu", "bạch", "giang", "văn", "âu", "bành", "bàn", "bá", "bạc", "bế", "biện", "bồ", "cà", "cái", "cam", "cát",
    "cầm", "cù", "cung", "chảo", "chế", "chung", "danh", "diêm", "đái", "đàng", "đậu", "đèo", "điền", "đồng", "đổng",
    "đới", "giáp", "giản", "hàn", "hán", "hạ", "hạng", "hầu", "hờ", "kha", "khúc", "khương", "kim", "lã", "lại", "lầu",
    "lều", "liêu", "lò", "lô", "lù", "lục", "lư", "lữ", "lỳ", "lộc", "ma", "mã", "mè", "mông", "mùa", "ngụy", "nguỵ",
    "ninh", "nông", "ôn", "ông", "phàn", "phí", "phù", "sái", "sơn", "tào", "tăng", "thạch", "thiều", "tiêu", "tiết",
    "tòng", "trà", "trình", "từ", "tưởng", "vàng", "vi", "vì", "viên", "yên",
];
/// Families whose sons have the middle name A: Giàng A Páo, Lý A Sử.
const MONG: [&str; 14] =
    ["giàng", "vừ", "thào", "sùng", "vàng", "mùa", "lý", "lầu", "lù", "hạng", "hờ", "chảo", "tẩn", "phàn"];
/// Families of the Khơ Mú, the Thái and the Mông whose names are other words too, or hardly known: a middle name or a title
/// has to be with them.
const SELDOM: [&str; 13] =
    ["moong", "cụt", "ốc", "xồng", "ngân", "lang", "quang", "già", "dềnh", "pịt", "cút", "chích", "và"];
/// Middle names that make somebody of any word before them, where a title is before that.
const MIDDLES: [&str; 3] = ["văn", "thị", "bá"];
/// Family names that are known without their accents.
const PLAIN: [&str; 6] = ["nguyen", "tran", "pham", "huynh", "hoang", "bui"];
/// What stands before a name.
pub(super) const TITLES: [&str; 20] = [
    "ông", "bà", "anh", "chị", "cô", "chú", "bác", "cụ", "em", "cháu", "vợ", "chồng", "con", "cha", "bố", "mẹ", "cậu",
    "mợ", "dì", "thím",
];
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
/// Family names that are few other words without their accents, before «van» and «thi»: do van ban is no name.
const PLAIN_BEFORE_MIDDLE: [&str; 7] = ["nguyen", "tran", "pham", "huynh", "hoang", "bui", "le"];
/// Districts of before 2025 that begin like a family's name, with their provinces: chi nhánh Vũ Quang Hà Tĩnh.
const DISTRICTS: [&str; 16] = [
    "vũ quang hà tĩnh",
    "lê thủy quảng bình",
    "lê thuỷ quảng bình",
    "vũ thư thái bình",
    "vũ bản nam định",
    "hoàng hoá thanh hoá",
    "hoàng hóa thanh hóa",
    "hoàng mai nghệ an",
    "hoàng mai hà nội",
    "ngô quyền hải phòng",
    "lê chân hải phòng",
    "dương kinh hải phòng",
    "lý nhân hà nam",
    "lý sơn quảng ngãi",
    "trần đề sóc trăng",
    "dương minh châu tây ninh",
];
/// Words of a whole name.
const WHOLE: std::ops::RangeInclusive<usize> = 3..=4;

/// Whether a name may begin with this word, in small letters.
pub(super) fn is_family(small: &str) -> bool {
    FAMILIES.contains(&small) || PLAIN.contains(&small)
}

/// The same of a word that is mostly another.
pub(super) fn may_be_family(small: &str) -> bool {
    is_family(small) || OTHERS.contains(&small)
}

/// The same whatever its accents, which may have been left out.
pub(super) fn may_be_plain_family(word: &str) -> bool {
    let folded = fold(word);
    FAMILIES.iter().chain(&OTHERS).any(|family| fold(family) == folded)
}

/// Whether these words, in small letters, begin with the name of somebody of whom streets have theirs.
pub(super) fn is_famous(whole: &str) -> bool {
    FAMOUS.iter().any(|famous| whole.starts_with(famous))
}

/// What may be somebody's whole name in small letters, with or without accents: three or four words that begin with a
/// family's.
pub(super) fn in_small_letters(clause: &[Word<'_>]) -> Vec<String> {
    let mut called = Vec::new();
    for at in 0..clause.len().saturating_sub(2) {
        let [first, next] = [&clause[at].small, &clause[at + 1].small];
        let typed = |word: &&str| *word == first || fold(word) == *first;
        let is_other = NO_NAMES.iter().any(|(a, b)| alike(first, a) && alike(next, b));
        if !FAMILIES.iter().chain(&OTHERS).any(typed) || is_other || is_ordinary(first, next) {
            continue;
        }
        let run = clause[at..].iter().take_while(|word| word.text.chars().all(char::is_alphabetic));
        let run: Vec<&str> = run.take(*WHOLE.end()).map(|word| word.text).collect();
        called.extend(WHOLE.filter(|many| run.len() >= *many).map(|many| run[..many].join(" ")));
    }
    called
}

/// Whether `text` has somebody's full name, known here or not: a family name with two or three words after it, or with
/// one where a title is before it. Names of streets, schools and communes are told by the word before them.
pub fn names_a_person(text: &str) -> bool {
    let text = clean(text);
    let apart = set_apart(&text);
    has_name(&text) || apart != text && has_name(&apart)
}

/// Three words or more that begin with capitals and stand without spaces, with points or nothing between them, with
/// spaces: «Nguyễn.Văn.Bình», `NguyễnVănBình`.
fn set_apart(text: &str) -> String {
    let apart = text.split(' ').map(|word| {
        let mut words: Vec<String> = Vec::new();
        for (at, letter) in word.char_indices() {
            let after_small =
                word[..at].chars().next_back().is_some_and(|before| before.is_lowercase() || before == '.');
            match words.last_mut() {
                Some(last) if !(letter.is_uppercase() && after_small) => last.push(letter),
                _ => words.push(letter.to_string()),
            }
        }
        let is_run = words.len() >= *WHOLE.start() && words.iter().all(|word| word.starts_with(char::is_uppercase));
        let bare: Vec<&str> = words.iter().map(|word| word.trim_end_matches('.')).collect();
        if is_run { bare.join(" ") } else { word.to_owned() }
    });
    apart.collect::<Vec<_>>().join(" ")
}

fn has_name(text: &str) -> bool {
    let text = without_places(text, Areas::Said);
    let is_name = |clause: &Vec<Word<'_>>, at: usize| begins_name(clause, at) || is_low(&clause[at..]);
    clauses(&text).iter().any(|clause| (0..clause.len()).any(|at| is_name(clause, at)))
}

/// A family's name that is seldom another word, the middle name that most have, and a word that makes nothing else of
/// it: lê văn tám, LE VAN TAM.
fn is_low(clause: &[Word<'_>]) -> bool {
    let [family, middle, last, ..] = clause else { return false };
    let (first, next) = (family.small.as_str(), middle.small.as_str());
    let is_accented = FAMILIES.contains(&first) && matches!(next, "văn" | "thị");
    let is_plain = FAMILIES.iter().any(|known| fold(known) == first) && matches!(next, "van" | "thi");
    let is_loud = [family, middle, last].iter().all(|word| word.text.chars().all(char::is_uppercase))
        || PLAIN_BEFORE_MIDDLE.contains(&first);
    let is_word = last.text.chars().all(char::is_alphabetic) && last.text.chars().count() > 1;
    let whole = format!("{first} {next} {}", last.small);
    (is_accented || is_plain && is_loud)
        && is_word
        && !is_ordinary(next, &last.small)
        && !is_ordinary(first, next)
        && !matches!(last.small.as_str(), "trấn" | "xã" | "tran" | "xa")
        && !is_famous(&whole)
}

fn begins_name(clause: &[Word<'_>], at: usize) -> bool {
    let run: Vec<&Word<'_>> = clause[at..].iter().take_while(|word| word.is_name()).collect();
    let [family, second, ..] = run.as_slice() else { return false };
    let (first, next) = (family.small.as_str(), second.small.as_str());
    let (is_plain, is_other) = (PLAIN.contains(&first), OTHERS.contains(&first) || SELDOM.contains(&first));
    let after_title = at > 0 && TITLES.contains(&clause[at - 1].small.as_str());
    if after_title && run.len() > 2 && MIDDLES.contains(&next) && !is_ordinary(next, &run[2].small) {
        return true;
    }
    if !(may_be_family(first) || SELDOM.contains(&first)) || NO_NAMES.contains(&(first, next)) {
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
    let whole = run.iter().take(*WHOLE.end()).map(|word| word.small.as_str()).collect::<Vec<_>>().join(" ");
    run.len() >= *WHOLE.start()
        && !DISTRICTS.iter().any(|district| whole.starts_with(district))
        && !is_famous(&whole)
        && (is_middle(first, next, run[2]) || !is_other && !shouts && alone && WHOLE.contains(&run.len()))
}

/// Whether only people have this middle name after this family's; «Thị Trấn» and «Thị Xã» are places.
fn is_middle(family: &str, middle: &str, last: &Word<'_>) -> bool {
    let is_town = middle == "thị" && matches!(last.small.as_str(), "trấn" | "xã");
    let is_mong = matches!(middle, "a" | "bá") && (MONG.contains(&family) || SELDOM.contains(&family));
    let names = if PLAIN.contains(&family) { ["van", "thi"] } else { ["văn", "thị"] };
    is_mong || names.contains(&middle) && !is_town
}
