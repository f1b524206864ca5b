//! The catalogue: reading good and broken files, and finding procedures without accents.

use motcua::domain::calendar::Limit;
use motcua::domain::fees::FeeRule;
use motcua::domain::procedure::{Basis, Catalogue, Caution, Fee, Procedure, Remark};
use motcua::text::money;
use motcua::text::words::{Language, Words};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::built_in);

fn codes(query: &str, max: usize) -> Vec<&'static str> {
    CATALOGUE.search(query, max).into_iter().map(Procedure::key).collect()
}

#[test]
fn the_built_in_catalogue_is_read_whole() {
    let text = include_str!("../../assets/procedures.tsv");
    let reading = Catalogue::read(text);
    assert_eq!(reading.notices, []);
    assert_eq!(reading.catalogue.len(), 301);
    let labels = include_str!("../../assets/labels.tsv").lines().skip(1).count();
    assert_eq!(CATALOGUE.iter().filter(|procedure| !procedure.label.is_empty()).count(), labels);
    let ordered: Vec<&str> = CATALOGUE.iter().map(|procedure| procedure.code.as_str()).take(297).collect();
    assert!(ordered.is_sorted() && ordered.iter().all(|code| code.len() == 8));
    assert!(CATALOGUE.iter().skip(297).all(|procedure| procedure.code.is_empty()));
    assert!(CATALOGUE.fields().contains("Hộ tịch"));
}

#[test]
fn limits_and_fees_as_published() {
    let limit = |code: &str| CATALOGUE.get(code).map(|procedure| (procedure.limit, procedure.limit_sure)).unwrap();
    assert_eq!(limit("1.000656"), (Some(Limit::SameDay), true));
    assert_eq!(limit("1.000419"), (Some(Limit::WorkingDays(5)), true));
    assert_eq!(limit("2.001159"), (Some(Limit::Hours(1)), true));
    // the source says 3 and no unit
    assert_eq!(limit("1.000689"), (Some(Limit::WorkingDays(3)), false));
    let unknown = CATALOGUE.iter().filter(|procedure| procedure.limit.is_none()).count();
    assert_eq!(unknown, 48 + 7 + 4);
    assert!(CATALOGUE.iter().all(|procedure| procedure.limit.is_some() || !procedure.limit_sure));
    let death = CATALOGUE.get("1.000656").unwrap();
    assert_eq!((death.fee, death.papers.len(), death.short()), (Fee::ProvinceSet, 6, "Khai tử"));
    assert_eq!(CATALOGUE.get("1.000419").unwrap().fee, Fee::Free);
    assert_eq!(CATALOGUE.get("1.013067").unwrap().fee, Fee::ByCircular);
    assert_eq!(CATALOGUE.get("1.000689").unwrap().basis, Basis::Portal);
    assert_eq!(CATALOGUE.get("1.000689").unwrap().cautions, [Caution::LimitUnitUnstated, Caution::PapersIncomplete]);
}

#[test]
fn a_procedure_is_got_by_its_code_or_its_name() {
    assert_eq!(CATALOGUE.get(" 1.010040 ").map(Procedure::key), Some("1.010040"));
    assert_eq!(CATALOGUE.get("1.01004"), None, "half a code is no code");
    let mended = Catalogue::read("1.01081\tMột thủ tục\n").catalogue;
    for key in ["1.010810", "1,010810", "1.010810.000.00.00.H41"] {
        assert_eq!(mended.get(key).map(Procedure::key), Some("1.010810"), "{key}");
    }
    let name = "Tiếp nhận đơn thư, phản ánh, kiến nghị của công dân";
    let petition = CATALOGUE.get(name).unwrap();
    assert_eq!((petition.code.as_str(), petition.key()), ("", name));
    assert_eq!(CATALOGUE.get("tiep nhan don thu, phan anh, kien nghi cua cong dan"), Some(petition));
    // a name does not stand for a procedure that has a code
    assert_eq!(CATALOGUE.get("Thủ tục đăng ký khai tử"), None);
    assert_eq!(CATALOGUE.get(""), None);
}

#[test]
fn what_people_type_finds_what_they_mean() {
    for (typed, first) in [
        ("khai sinh", "1.001193"),
        ("KHAI SINH", "1.001193"),
        ("khai sin", "1.001193"),
        ("khai tử", "1.000656"),
        ("ket hon", "1.000894"),
        ("tinh trang hon nhan", "1.004873"),
        ("hôn nhân xác nhận", "1.004873"),
        ("chung thuc ban sao", "2.000815"),
        ("1.004873", "1.004873"),
        ("1004873", "1.004873"),
        ("004873", "1.004873"),
        ("1.00487", "1.004873"),
        ("hoa giai", "1.012812"),
        // keys of an input method that is off
        ("hoaf giair", "1.012812"),
        ("hoa2 giai3", "1.012812"),
        ("don xac nhan hoan canh", "Xác nhận đơn, xác nhận hoàn cảnh gia đình (xác nhận khác)"),
    ] {
        assert_eq!(codes(typed, 3).first(), Some(&first), "{typed}: {:?}", codes(typed, 3));
    }
    assert_eq!(codes("không có thủ tục nào như thế", 10), Vec::<&str>::new());
    assert_eq!(codes("", 3), CATALOGUE.iter().take(3).map(Procedure::key).collect::<Vec<_>>());
    assert_eq!(codes("đăng ký", 5).len(), 5);
    // words of the field count too
    assert!(codes("thủy lợi cấp phép", 20).len() > 1);
}

/// Every procedure is found by its whole name, and first unless another bears the same words.
#[test]
fn every_name_finds_its_procedure() {
    for procedure in CATALOGUE.iter() {
        let found = CATALOGUE.search(&procedure.name, CATALOGUE.len());
        assert!(found.iter().any(|hit| hit.key() == procedure.key()), "{}", procedure.name);
        assert_eq!(found[0].name, procedure.name);
    }
}

/// One millisecond is the budget of a release build; an unoptimised one gets five, and the best of many runs counts,
/// so that a busy machine does not decide.
#[test]
fn search_is_quick() {
    let budget = Duration::from_millis(if cfg!(debug_assertions) { 5 } else { 1 });
    for typed in ["k", "khai sinh", "dang ky khai sinh co yeu to nuoc ngoai", "1.0", "zzz"] {
        let run = |_| {
            let begun = Instant::now();
            std::hint::black_box(CATALOGUE.search(typed, 20));
            begun.elapsed()
        };
        let best = (0..20).map(run).min().unwrap();
        assert!(best < budget, "{typed}: {best:?}");
    }
}

const BROKEN: &str = "\u{feff}code\tname\tlimit\tlimit_unit\tfee_vnd\tdocuments\tlabel\r\n\
    1.001193\tĐa\u{306}ng ky\u{301}\u{a0}khai sinh\t1\tsame_day_next_if_after_15h\t8.000\tTờ khai | Giấy  chứng sinh|\tSinh\r\n\
    1.01081\tThủ tục mất số không\t15\tworking_day\t\r\n\
    mã\tThủ tục sai mã\t3\tworking_day\t\r\n\
    1.000002\t\t3\tworking_day\t\r\n\
    1.000003\tSai hạn\tba\tworking_day\t\r\n\
    1.000004\tSai đơn vị\t3\ttuần\t\r\n\
    1.000005\tSai phí\t3\tworking_day\tnhiều\r\n\
    1.001193\tTrùng mã\t\t\t\r\n\
    \tKhông mã\t\t\t\r\n\
    \tkhông MÃ\t\t\t\r\n\
    1.000006\tThừa\t3\tworking_day\t0\t\t\tthừa\r\n\
    \r\n\
    1.000007\tBảy ngày chưa rõ đơn vị\t7\t\t\r\n\
    1.000008\tThiếu ô\t3\r\n";

#[test]
fn a_broken_row_is_named_and_the_rest_is_offered() {
    let reading = Catalogue::read(BROKEN);
    let kept: Vec<&str> = reading.catalogue.iter().map(Procedure::key).collect();
    assert_eq!(kept, ["1.000007", "1.001193", "1.010810", "Không mã"]);
    let noticed: Vec<_> = reading
        .notices
        .iter()
        .map(|notice| (notice.place.line, notice.place.column, notice.remark.leaves_out()))
        .collect();
    let expected = [
        (2, 2, false),
        (3, 1, false),
        (4, 1, true),
        (5, 2, true),
        (6, 3, true),
        (7, 4, true),
        (8, 5, true),
        (9, 1, true),
        (11, 2, true),
        (12, 8, true),
        (14, 3, false),
        (15, 4, true),
    ];
    assert_eq!(noticed, expected);
    assert_eq!(reading.notices[7].remark, Remark::CodeTwice { found: "1.001193".to_owned(), first: 2 });
    let vi = Words::of(Language::Vi);
    assert_eq!(vi.say(&reading.notices[1]), "Dòng 3, cột 1 (code): đã sửa mã “1.01081” thành 1.010810.");
    for words in [vi, Words::of(Language::En)] {
        let said: Vec<_> = reading.notices.iter().map(|notice| words.say(notice)).collect();
        assert!(said.iter().all(|line| !line.contains(['{', '}']) && line.contains(' ')), "{said:?}");
    }

    let birth = reading.catalogue.get("1.001193").unwrap();
    assert_eq!(birth.name, "Đăng ký khai sinh");
    assert_eq!((birth.label.as_str(), birth.fee), ("Sinh", Fee::Vnd(8000)));
    assert_eq!(birth.papers, ["Tờ khai", "Giấy chứng sinh"]);
    let unsure = reading.catalogue.get("1.000007").unwrap();
    assert_eq!((unsure.limit, unsure.limit_sure), (Some(Limit::WorkingDays(7)), false));
}

/// A catalogue of one row with this limit and unit: the limit and whether it is sure, and what was remarked.
fn limited(limit: &str, unit: &str) -> (Option<(Option<Limit>, bool)>, Vec<Remark>) {
    let reading = Catalogue::read(&format!("code\tname\tlimit\tlimit_unit\n1.004203\tMột thủ tục\t{limit}\t{unit}\n"));
    let read = reading.catalogue.get("1.004203").map(|procedure| (procedure.limit, procedure.limit_sure));
    (read, reading.notices.into_iter().map(|notice| notice.remark).filter(|remark| *remark != Remark::Empty).collect())
}

#[test]
fn a_limit_is_read_as_people_write_it() {
    for (limit, unit, read) in [
        ("3 ngày làm việc", "", Limit::WorkingDays(3)),
        ("03 ngày làm việc kể từ ngày nhận đủ hồ sơ", "", Limit::WorkingDays(3)),
        ("Không quá 05 (năm) ngày làm việc, kể từ khi nhận hồ sơ.", "", Limit::WorkingDays(5)),
        ("Trong thời hạn 15 ngày (làm việc)", "", Limit::WorkingDays(15)),
        ("3ngày làm việc", "unit_unstated", Limit::WorkingDays(3)),
        ("24 giờ", "", Limit::Hours(24)),
        ("2 giờ làm việc", "", Limit::Hours(2)),
        ("trong ngày", "", Limit::SameDay),
        ("Trong ngày làm việc kể từ khi nhận đủ hồ sơ", "", Limit::SameDay),
        ("5 working days from receipt", "", Limit::WorkingDays(5)),
        ("Within 1 business day", "", Limit::WorkingDays(1)),
        ("10 calendar days", "", Limit::CalendarDays(10)),
        ("same day", "", Limit::SameDay),
        ("3", "Ngày làm việc", Limit::WorkingDays(3)),
        ("3 ngày", "working_day", Limit::WorkingDays(3)),
        ("3 ngày", "ngày", Limit::CalendarDays(3)),
        ("24 giờ", "hour", Limit::Hours(24)),
        ("Không quy định", "ngày làm việc", Limit::None),
        ("", "không quy định", Limit::None),
    ] {
        assert_eq!(limited(limit, unit), (Some((Some(read), true)), vec![]), "{limit}/{unit}");
    }
    // What is not said is told.
    let assumed = Remark::UnitAssumed { found: "3".into(), many: 3 };
    assert_eq!(limited("3", ""), (Some((Some(Limit::WorkingDays(3)), false)), vec![assumed]));
    let through = Remark::DaysOffCounted { found: "3 ngày".into(), many: 3 };
    assert_eq!(limited("3 nga\u{300}y", "").1[1..], [through], "letters taken apart are mended before");
    for (limit, unit, found) in [("02 tháng", "", "02 tháng"), ("2", "tháng", "2")] {
        let months = Remark::MonthsAsDays { found: found.into(), days: 60 };
        assert_eq!(
            limited(limit, unit),
            (Some((Some(Limit::CalendarDays(60)), false)), vec![months]),
            "{limit}/{unit}"
        );
    }
    for wrong in ["0", "1001", "-3", "3-5 ngày", "1,5 ngày", "nửa ngày", "40 tháng", "ba", "24 giờ làm việc"]
    {
        assert_eq!(limited(wrong, ""), (None, vec![Remark::LimitWrong(wrong.into())]), "{wrong}");
    }
    let unlike = Remark::LimitUnlikeUnit { found: "24 giờ".into(), unit: "ngày làm việc".into() };
    assert_eq!(limited("24 giờ", "ngày làm việc"), (None, vec![unlike]));
}

/// A spreadsheet takes the zeros off the end of a code; of a few digits nobody knows how many there were.
#[test]
fn a_code_that_lost_too_many_digits_is_asked_for_again() {
    let remark = |code: &str| Catalogue::read(&format!("{code}\tMột thủ tục\n")).notices[0].remark.clone();
    assert_eq!(remark("1.5"), Remark::CodeShort("1.5".into()));
    assert_eq!(remark("1,004"), Remark::CodeShort("1,004".into()));
    assert_eq!(remark("1.0042"), Remark::Code { found: "1.0042".into(), mended: "1.004200".into() });
    assert_eq!(remark("1.5 ngày"), Remark::CodeWrong("1.5 ngày".into()));
    let catalogue = Catalogue::read("1.500000\tMột\n1.004200\tHai\n").catalogue;
    for (found, meant) in [("1.5", None), ("15", None), ("1.0042", Some("1.004200")), ("10042", Some("1.004200"))] {
        assert_eq!(catalogue.mended(found).map(Procedure::key), meant, "{found}");
    }
}

#[test]
fn a_file_without_procedures_says_so() {
    for text in ["", "code\tname\n", "\u{0}\u{1}\n"] {
        let reading = Catalogue::read(text);
        assert!(reading.catalogue.is_empty());
        assert_eq!(reading.notices.last().unwrap().remark, Remark::Empty, "{text:?}");
    }
}

#[test]
fn money_is_grouped_by_dots() {
    for (amount, shown) in [(0, "0"), (999, "999"), (1000, "1.000"), (4_500_000, "4.500.000")] {
        assert_eq!(money::grouped(amount), shown);
        assert_eq!(money::parse(shown), Some(amount));
        assert_eq!(money::parse(&amount.to_string()), Some(amount));
    }
    for wrong in ["", ".", "1.00", "1000.000", "1.0000", "-5", "5 000", "99999999999999999999"] {
        assert_eq!(money::parse(wrong), None, "{wrong}");
    }
    let vi = Words::of(Language::Vi);
    assert_eq!(vi.say(&Fee::Vnd(50_000)), "50.000 đồng");
}

/// The centre's word on one procedure goes before the catalogue, its word on a field only where the catalogue is silent.
#[test]
fn the_centre_says_what_things_cost_where_no_list_of_the_country_can() {
    let catalogue = Catalogue::built_in();
    let listed = catalogue.iter().find(|one| matches!(one.fee, Fee::Vnd(_))).unwrap();
    let silent = catalogue.iter().find(|one| one.fee == Fee::ProvinceSet && !one.code.is_empty()).unwrap();
    let rules: Vec<FeeRule> = [
        format!("{}: 12.000; NQ 12/2025/NQ-HĐND", listed.code),
        format!("{}: 8000", silent.field.to_uppercase()),
        format!("{}: 1.000", listed.field),
    ]
    .iter()
    .map(|line| line.parse().unwrap())
    .collect();
    let priced = catalogue.priced(&rules);
    let of = |code: &str| priced.get(code).map(|one| (one.fee, one.fee_basis.clone())).unwrap();
    assert_eq!(of(&listed.code), (Fee::Vnd(12_000), Some("NQ 12/2025/NQ-HĐND".to_owned())));
    assert_eq!(of(&silent.code), (Fee::Vnd(8_000), Some(String::new())));
    let other = |one: &&Procedure| one.field == listed.field && one.code != listed.code && one.fee == Fee::Free;
    if let Some(free) = catalogue.iter().find(other) {
        assert_eq!(of(&free.code), (Fee::Free, None));
    }
    let words = Words::of(Language::Vi);
    assert!(priced.get(&listed.code).unwrap().fee_in(&words).contains("NQ 12/2025/NQ-HĐND"));
    assert_eq!(rules[0].to_string(), format!("{}: 12.000; NQ 12/2025/NQ-HĐND", listed.code));
    for wrong in ["", "1.004873", "1.004873 15000", ": 5000", "Hộ tịch: năm nghìn", "Hộ tịch: -5", "x: 99999999999999"]
    {
        assert!(wrong.parse::<FeeRule>().is_err(), "{wrong}");
    }
}
