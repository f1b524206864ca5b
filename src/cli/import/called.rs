//! What other systems call the moments of a dossier's life and the ten statuses.

use super::table::Column;
use crate::domain::dossier::Status;
use crate::text::fold::fold;

/// Columns that say it.
pub(super) const COLUMNS: [Column; 7] = [
    (
        "submitted",
        &[
            "ngay nop",
            "ngay dang ky",
            "ngay gui",
            "thoi gian nop",
            "thoi diem nop",
            "ngay nop ho so",
            "ngay gio nop",
            "ngay gui ho so",
        ],
    ),
    (
        "received",
        &[
            "ngay nhan",
            "ngay tiep nhan",
            "ngay nhan ho so",
            "ngay tiep nhan ho so",
            "thoi gian nhan",
            "thoi gian tiep nhan",
            "thoi diem tiep nhan",
            "ngay gio nhan",
            "ngay gio tiep nhan",
        ],
    ),
    (
        "due",
        &[
            "ngay hen tra",
            "ngay hen",
            "hen tra",
            "ngay hen tra ket qua",
            "hen tra ket qua",
            "ngay gio hen tra",
            "thoi gian hen tra",
            "thoi gian hen tra ket qua",
            "han tra",
            "han tra ket qua",
            "han giai quyet",
            "han xu ly",
            "ngay den han",
        ],
    ),
    ("status", &["trang thai", "tinh trang", "trang thai ho so", "tinh trang ho so", "trang thai xu ly"]),
    (
        "returned",
        &["ngay tra", "ngay tra ket qua", "ngay giao ket qua", "ngay gio tra", "thoi gian tra", "handed over"],
    ),
    (
        "finished",
        &["ngay hoan thanh", "ngay xu ly xong", "ngay co ket qua", "ngay giai quyet xong", "ngay xong", "done"],
    ),
    (
        "supplement_since",
        &[
            "ngay yeu cau bo sung",
            "ngay gio yeu cau bo sung",
            "thoi gian yeu cau bo sung",
            "thoi diem yeu cau bo sung",
            "ngay yeu cau bo sung ho so",
            "ngay thong bao bo sung",
            "ngay cho bo sung",
            "cho bo sung tu",
            "cho bo sung tu ngay",
            "ngay yeu cau nop phi",
            "ngay yeu cau nop le phi",
            "ngay yeu cau thanh toan",
            "ngay tam dung",
            "tam dung tu",
            "tam dung tu ngay",
            "ngay dung tinh han",
            "dung tinh han tu",
        ],
    ),
];

/// What systems call the ten statuses (domain.md 1.7), and what their lists of work are called; and what our own
/// register calls them in English.
const CALLED: [(Status, &[&str]); 10] = [
    (
        Status::Registered,
        &[
            "moi dang ky",
            "cho tiep nhan",
            "moi nop",
            "da dang ky",
            "dang ky",
            "da nop",
            "moi",
            "moi gui",
            "da gui",
            "cho tiep nhan truc tuyen",
            "registered",
        ],
    ),
    (
        Status::Received,
        &[
            "duoc tiep nhan",
            "da tiep nhan",
            "tiep nhan",
            "moi tiep nhan",
            "cho chuyen",
            "cho chuyen xu ly",
            "cho phan cong",
            "received",
        ],
    ),
    (
        Status::Refused,
        &[
            "khong duoc tiep nhan",
            "khong tiep nhan",
            "tu choi",
            "da tu choi",
            "bi tu choi",
            "tu choi tiep nhan",
            "khong du dieu kien tiep nhan",
            "refused",
        ],
    ),
    (
        Status::InProcess,
        &[
            "dang xu ly",
            "dang giai quyet",
            "dang thu ly",
            "cho xu ly",
            "cho giai quyet",
            "dang tham dinh",
            "cho tham dinh",
            "dang xac minh",
            "dang xu ly trong han",
            "dang xu ly qua han",
            "dang giai quyet trong han",
            "dang giai quyet qua han",
            "trong han",
            "toi han",
            "den han",
            "sap den han",
            "qua han",
            "da chuyen xu ly",
            "da phan cong",
            "cho trinh ky",
            "trinh ky",
            "cho ky",
            "cho phe duyet",
            "cho ky duyet",
            "cho dong dau",
            "da bo sung",
            "tiep tuc xu ly",
            "cho lien thong",
            "cho y kien phoi hop",
            "cho phoi hop",
            "in process",
        ],
    ),
    (
        Status::SupplementAsked,
        &[
            "yeu cau bo sung giay to",
            "yeu cau bo sung",
            "cho bo sung",
            "dang bo sung",
            "cho bo sung ho so",
            "bo sung",
            "bo sung giay to",
            "bo sung ho so",
            "can bo sung",
            "dang cho bo sung",
            "yeu cau bo sung ho so",
            "tam dung cho bo sung",
            "supplement asked",
        ],
    ),
    (
        Status::PaymentAsked,
        &[
            "yeu cau thuc hien nghia vu tai chinh",
            "cho thuc hien nghia vu tai chinh",
            "nghia vu tai chinh",
            "thuc hien nghia vu tai chinh",
            "dang thuc hien nghia vu tai chinh",
            "cho thanh toan",
            "cho nop phi",
            "cho nop le phi",
            "cho thu phi",
            "cho thu le phi",
            "yeu cau thanh toan",
            "yeu cau nop phi",
            "yeu cau nop le phi",
            "chua thanh toan",
            "payment asked",
        ],
    ),
    (
        Status::Withdrawn,
        &[
            "cong dan yeu cau rut ho so",
            "rut ho so",
            "da rut",
            "da rut ho so",
            "xin rut",
            "yeu cau rut",
            "rut",
            "withdrawn",
        ],
    ),
    (
        Status::Stopped,
        &[
            "dung xu ly",
            "da dung xu ly",
            "dung giai quyet",
            "da dung giai quyet",
            "da dung",
            "huy",
            "da huy",
            "bi huy",
            "stopped",
        ],
    ),
    (
        Status::Finished,
        &[
            "da xu ly xong",
            "xu ly xong",
            "da xu ly",
            "da giai quyet",
            "da co ket qua",
            "co ket qua",
            "cho tra ket qua",
            "cho tra",
            "cho tra ket qua cho cong dan",
            "chua tra",
            "chua tra ket qua",
            "chua nhan ket qua",
            "ban giao ket qua",
            "da giai quyet xong",
            "hoan thanh",
            "da hoan thanh",
            "done",
        ],
    ),
    (
        Status::Returned,
        &[
            "da tra ket qua",
            "da tra",
            "tra ket qua",
            "da tra ket qua cho cong dan",
            "da nhan ket qua",
            "da giao ket qua",
            "ket thuc",
            "da ket thuc",
            "returned",
        ],
    ),
];

/// The status that these words mean, or this number alone.
pub(super) fn called(text: &str) -> Option<Status> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    // A register has the number of the status before its name.
    let number = words.first().and_then(|word| word.parse::<u8>().ok());
    let said = words[usize::from(number.is_some())..].join(" ");
    let said = said.strip_prefix("ho so ").unwrap_or(&said);
    let named = CALLED.iter().find(|(_, names)| names.contains(&said)).map(|(status, _)| *status);
    let numbered = number.filter(|_| said.is_empty()).and_then(|number| Status::try_from(number).ok());
    named.or(numbered)
}
