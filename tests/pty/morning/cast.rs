//! The people of the morning and what they came for: real codes of the catalogue, names as they are really typed.

/// How a name reaches the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// Composed letters, as a keyboard of the country sends them.
    Plain,
    /// Through Telex: a letter, then Backspace and the letter with its marks in one piece, for every mark.
    Telex,
    /// Decomposed letters, as some systems paste them.
    Decomposed,
}

/// A dossier to be received.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    pub procedure: &'static str,
    pub name: &'static str,
    pub typed: Typed,
    pub phone: &'static str,
    pub id_number: &'static str,
}

use Typed::{Decomposed, Plain, Telex};

const fn case(
    procedure: &'static str,
    name: &'static str,
    typed: Typed,
    phone: &'static str,
    id_number: &'static str,
) -> Case {
    Case { procedure, name, typed, phone, id_number }
}

/// The dossiers of the morning, in the order they are received.
pub const CASES: [Case; 25] = [
    case("1.001193", "Nguyễn Thị Hồng Đào", Telex, "0912 345 678", "040189001234"),
    case("1.004873", "Trần Văn Quyết", Plain, "0987654321", ""),
    case("2.000815", "Phạm Đình Nguyễn Ước", Telex, "", "040078002345"),
    case("1.000894", "Lê Thị Mỹ Duyên", Plain, "", ""),
    case("1.012812", "Hoàng Văn Thái", Plain, "02383 861 234", ""),
    case("1.002755", "Đặng Thị Bích Ngọc", Telex, "0905111222", "040290003456"),
    case("1.000656", "Vũ Đức Đảm", Decomposed, "", "181234567"),
    case("1.011607", "Lô Văn Kỳ", Plain, "", ""),
    case("1.001612", "Bùi Xuân Phượng", Telex, "0379000111", "040085004567"),
    case("2.000884", "Ngô Thị Thuý Kiều", Plain, "", ""),
    case("1.013227", "Y Thị H’Năng", Plain, "", "040188005678"),
    case("1.004194", "Nguyễn Hữu Quỳnh", Telex, "", ""),
    case("1.001193", LONG, Plain, "", ""),
    case("1.004859", "Trương Đức Khoẻ", Plain, "+84 912 000 111", ""),
    case("1.012796", "Phan Thị Ánh Tuyết", Telex, "", "B1234567"),
    case("2.000635", "Nguyễn Văn A", Plain, "", ""),
    case("1.003197", "Cao Thị Lưu Luyến", Telex, "0911222333", ""),
    case("1.011608", "Võ Thị Sáu", Decomposed, "", ""),
    case("2.000913", "Đinh Công Tráng", Plain, "", "040075006789"),
    case("1.004884", "Mai Thị Hảo", Plain, "", ""),
    case("1.003677", "Nguyễn Ngọc Ngạn", Telex, "", ""),
    case("1.012817", "Hồ Sỹ Giàu", Plain, "0988777666", ""),
    case("1.001570", "Công ty TNHH Một thành viên Đất Việt", Plain, "", ""),
    case("2.000908", "Lương Thị Nghĩa", Telex, "", "040091007890"),
    case("1.010385", "Nguyễn Thị Ngọc Trâm", Plain, "0909090909", ""),
];

/// As long as a name may be: 120 letters.
const LONG: &str = "Công Tằng Tôn Nữ Hoàng Thị Phương Nguyệt Quỳnh Trân Bảo Ngà Diễm Hương Thuỳ Dương Khánh Linh Tường Vy \
                    Ánh Tuyết Mỹ Duyên";

/// The name as the keyboard or the clipboard sends it, read by read.
pub fn keystrokes(case: &Case) -> Vec<Vec<u8>> {
    match case.typed {
        Plain => vec![case.name.as_bytes().to_vec()],
        Decomposed => vec![decomposed(case.name).into_bytes()],
        Telex => case.name.chars().flat_map(telex).collect(),
    }
}

/// The name as an argument.
pub fn argument(case: &Case) -> String {
    if case.typed == Decomposed { decomposed(case.name) } else { case.name.to_owned() }
}

fn decomposed(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    name.nfd().collect()
}

/// A letter with marks: the bare letter first, then Backspace and the letter with one mark more, each pair in one read.
fn telex(letter: char) -> Vec<Vec<u8>> {
    use unicode_normalization::UnicodeNormalization;
    if letter.is_ascii() {
        return vec![vec![u8::try_from(letter).unwrap()]];
    }
    if matches!(letter, 'đ' | 'Đ') {
        let bare = if letter == 'đ' { "d" } else { "D" };
        return vec![bare.into(), format!("\x7f{letter}").into_bytes()];
    }
    let parts: Vec<char> = letter.nfd().collect();
    let mut reads = vec![parts[0].to_string().into_bytes()];
    for marks in 2..=parts.len() {
        let so_far: String = parts[..marks].iter().copied().nfc().collect();
        reads.push(format!("\x7f{so_far}").into_bytes());
    }
    reads
}
