//! What a letter costs in the search over ten years of dossiers, and what memory that takes.
//!
//! `cargo bench --bench find`. Fills one store with a tenth of the dossiers and one with all of them (1,000,000;
//! `MOTCUA_BENCH_DOSSIERS` says another number), opens each in a process of its own, types questions letter by letter,
//! and reads what a screen would show; then writes the register of all of them. `MOTCUA_BENCH_DIR` says on which disk;
//! `--fill DIR N` fills a store and leaves it there; `--names DIR` looks in one for the names in reasons.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use chrono::{Days, NaiveDate, NaiveTime};
use motcua::domain::book::Book;
use motcua::domain::calendar::holidays::Holidays;
use motcua::domain::command::{Actor, Verb};
use motcua::domain::dossier::{Channel, Delivery, Receipt};
use motcua::domain::event::{Event, Recorded};
use motcua::domain::ids::{CommandId, DossierCode, OfficerId, PersonId};
use motcua::domain::person::Person;
use motcua::domain::procedure::Catalogue;
use motcua::domain::published::Found;
use motcua::domain::state::State;
use motcua::domain::ticket::ApplicantKind;
use motcua::domain::time::{Day, Timestamp};
use motcua::engine::Request;
use motcua::report::register::{COLUMNS, row};
use motcua::report::{Form, begin};
use motcua::store::{Options, Page, Reader, Sealed, Store};
use motcua::text::words::{Language, Words};
use std::fs;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Dossiers of a day.
const DAY: u64 = 400;
/// Dossiers read for an answer, as the screens do: those that are shown, and one to know that there are more.
const SHOWN: usize = Found::MOST + 1;
const ROUNDS: usize = 5;
/// Dossiers that the register reads at once.
const PAGE: usize = 500;

const SURNAMES: [&str; 12] =
    ["Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Vũ", "Hồ"];
const MIDDLES: [&str; 14] =
    ["Thị", "Thị", "Thị", "Thị Hồng", "Thị Thu", "Văn", "Văn", "Đức", "Quốc", "Minh", "Thanh", "Ngọc", "Xuân", "Hữu"];
const GIVEN: [&str; 24] = [
    "Đào",
    "Lan",
    "Hoa",
    "Hương",
    "Thuỷ",
    "Đường",
    "Khánh",
    "Toản",
    "Ánh",
    "Ước",
    "Hùng",
    "Dũng",
    "Sơn",
    "Hải",
    "Nga",
    "Yến",
    "Tuyết",
    "Nhung",
    "Trang",
    "Quỳnh",
    "Giang",
    "Phượng",
    "Bình",
    "An",
];
const HAMLETS: [&str; 8] = [
    "Thôn Đông Trung",
    "Thôn Nam Thành",
    "Xóm 7",
    "Thôn Mỹ Am",
    "Khối Tân Phong",
    "Thôn Trung Đoài",
    "Xóm Bắc Sơn",
    "Thôn 2",
];
const COMMUNES: [&str; 3] = ["Cẩm Lĩnh", "Cẩm Lộc", "Cẩm Trung"];
const PROCEDURES: [(&str, &str); 6] = [
    ("1.001193", "Thủ tục đăng ký khai sinh"),
    ("2.000815", "Thủ tục chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan, tổ chức có thẩm quyền cấp"),
    ("1.004873", "Thủ tục cấp giấy xác nhận tình trạng hôn nhân"),
    ("1.000894", "Thủ tục đăng ký kết hôn"),
    ("1.012812", "Hoà giải tranh chấp đất đai"),
    ("1.001776", "Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hàng tháng"),
];
/// One in so many has a name that is hers alone.
const RARE: u64 = 300_000;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(place) = arguments.iter().position(|argument| argument == "--type") {
        return type_questions(Path::new(&arguments[place + 1]), arguments[place + 2].parse().unwrap());
    }
    if let Some(place) = arguments.iter().position(|argument| argument == "--names") {
        return look_for_names(&open(Path::new(&arguments[place + 1])).reader());
    }
    if let Some(place) = arguments.iter().position(|argument| argument == "--fill") {
        return fill(Path::new(&arguments[place + 1]), arguments[place + 2].parse().unwrap());
    }
    let root = std::env::var("MOTCUA_BENCH_DIR").map_or_else(|_| std::env::temp_dir(), PathBuf::from);
    let dir = tempfile::tempdir_in(root).unwrap();
    let all: u64 = std::env::var("MOTCUA_BENCH_DOSSIERS").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    for count in [all / 10, all] {
        let place = dir.path().join(count.to_string());
        fill(&place, count);
        let mut child = Command::new(std::env::current_exe().unwrap());
        let output = child.arg("--type").arg(&place).arg(count.to_string()).output().unwrap();
        print!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    }
}

fn open(dir: &Path) -> Store {
    let options = Options { floor: Some(0), ..Options::new(Timestamp(1_795_300_000)) };
    Store::open(dir, &options, &mut |_| {}).unwrap().0
}

fn pick<T: Copy>(of: &[T], number: u64, salt: u64) -> T {
    let mixed = (number ^ (salt << 40)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23).wrapping_mul(salt * 2 + 1);
    of[usize::try_from(mixed >> 33).unwrap() % of.len()]
}

fn person(number: u64) -> Person {
    let name = format!("{} {} {}", pick(&SURNAMES, number, 1), pick(&MIDDLES, number, 2), pick(&GIVEN, number, 3));
    let digits = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
    Person {
        name: if number % RARE == 7 { format!("{name} Khuỷu") } else { name },
        phone: format!("0{}{:08}", pick(&[9, 3, 8], number, 4), digits % 100_000_000),
        id_number: format!("042{}{:02}{:06}", digits % 4, digits / 7 % 100, number % 1_000_000),
        hamlet: pick(&HAMLETS, number, 5).to_owned(),
        former_commune: pick(&COMMUNES, number, 6).to_owned(),
        ..Person::default()
    }
}

fn day_of(number: u64) -> Day {
    NaiveDate::from_ymd_opt(2016, 1, 4).unwrap().checked_add_days(Days::new(number / DAY)).unwrap()
}

fn code(number: u64) -> DossierCode {
    DossierCode(format!("000.00.00.H27-{}-{:04}", day_of(number).format("%y%m%d"), number % DAY + 1))
}

fn receipt(number: u64, sealed: &Sealed, at: Timestamp) -> Event {
    let (procedure, name) = pick(&PROCEDURES, number, 8);
    Event::DossierReceived(Box::new(Receipt {
        registered: false,
        delivery: Delivery::Counter,
        linked: None,
        foreign: None,
        elsewhere: None,
        code: code(number),
        procedure: procedure.to_owned(),
        procedure_name: name.to_owned(),
        field: "Hộ tịch".to_owned(),
        applicant: PersonId(number + 1),
        digest: Some(sealed.digest()),
        applicant_kind: ApplicantKind::Citizen,
        sets: 1,
        fee: Some(0),
        channel: Channel::InPerson,
        ticket: None,
        counter: None,
        officer: Some(OfficerId(1)),
        accepted: at,
        limit: None,
        due: None,
        forecast: false,
        papers: None,
    }))
}

fn fill(place: &Path, count: u64) {
    let begun = Instant::now();
    let mut store = open(place);
    let mut seq = 0;
    for first in (0..count).step_by(usize::try_from(DAY).unwrap()) {
        let day = day_of(first);
        let at = Timestamp::at(day, NaiveTime::from_hms_opt(9, 0, 0).unwrap());
        let (mut events, mut people) = (vec![Event::DayStarted { day }], Vec::new());
        for number in first..count.min(first + DAY) {
            let sealed = Sealed::new(&person(number)).unwrap();
            events.push(receipt(number, &sealed, at));
            events.push(Event::DossierReturned { dossier: code(number) });
            people.push((PersonId(number + 1), sealed));
        }
        events.push(Event::DayEnded { day, unfinished: Vec::new() });
        let records = events.into_iter().map(|event| {
            seq += 1;
            let command = CommandId(u128::from(seq).to_le_bytes());
            Recorded { seq, at, by: Actor::Officer(OfficerId(1)), command, event }
        });
        store.append(&records.collect::<Vec<_>>(), &people).unwrap();
    }
    store.close().unwrap();
    println!(
        "{count} dossiers in {:?}: journal and vault {} MB, keyed copy {} MB",
        begun.elapsed(),
        { size(&place.join("journal")) + size(&place.join("people")) },
        size(&place.join("sled"))
    );
}

/// What a clerk looks for: common words, rare ones, both together, numbers, places, procedures.
fn questions(count: u64) -> Vec<(&'static str, String)> {
    let (old, new) = (person(count / 20), person(count - count / 30));
    vec![
        ("a name", "nguyễn thị hồng đào".to_owned()),
        ("no such name", "nguyen thi hong zung".to_owned()),
        ("common, then rare", "nguyen thi khuyu".to_owned()),
        ("rare, then common", "khuyu nguyen".to_owned()),
        ("an old phone", old.phone),
        ("an old ID number", old.id_number.clone()),
        ("half of one and a name", format!("{} {}", &old.id_number[..5], old.name)),
        ("a new ID number", new.id_number),
        ("an old code", code(count / 20).0),
        ("hamlet and name", "dong trung phuong".to_owned()),
        ("commune, hamlet, name", "cam linh my am quynh".to_owned()),
        ("procedure and name", "khai sinh tran quoc toan".to_owned()),
        ("procedure's code", "1.004873 ho".to_owned()),
        ("nothing fits", "qwxz".to_owned()),
    ]
}

fn type_questions(place: &Path, count: u64) {
    let store = open(place);
    let reader = store.reader();
    println!("  opened: memory {}", memory());
    let (mut all, mut first) = (Vec::new(), Vec::new());
    for (name, question) in questions(count) {
        let (mut times, mut found) = (Vec::new(), 0);
        for round in 0..ROUNDS {
            for end in question.char_indices().map(|(at, letter)| at + letter.len_utf8()) {
                let begun = Instant::now();
                let dossiers = reader.find(&question[..end], SHOWN).unwrap();
                let named = dossiers.iter().filter(|d| reader.person(d.applicant).unwrap().is_some()).count();
                times.push(begun.elapsed());
                found = named;
            }
            if round == 0 {
                first.extend(times.iter().copied());
            }
        }
        tell(name, &mut times.clone(), &format!("{found} at the end"));
        all.extend(times);
    }
    tell("all letters", &mut all, "");
    tell("typed first", &mut first, "");
    look_for_names(&reader);
    println!("  afterwards: memory {}", memory());
    write_register(&reader, place);
    store.close().unwrap();
}

/// How long somebody waits before her reason is taken or refused for the name of anybody in it.
fn look_for_names(reader: &Reader) {
    let state = State::default();
    let (holidays, catalogue) = (Arc::new(Holidays::built_in()), Arc::new(Catalogue::built_in()));
    let book = Book::new(&state.centre, holidays, catalogue);
    for (name, reason) in [
        ("reason: nobody", "thiếu bản gốc giấy tờ"),
        ("reason: an agency", "Sở Nông Nghiệp Và Môi Trường Tỉnh trả lại"),
        ("reason: a known name", "nhầm với ông Trần Đức Sơn"),
        ("reason: no such name", "nhầm với ông Đoàn Dự Phòng"),
        ("reason: all capitals", "THIẾU BẢN GỐC GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT"),
    ] {
        let (mut times, mut known) = (Vec::new(), false);
        for _ in 0..ROUNDS {
            let verb = Verb::ErasePerson { person: PersonId(0), ended: None, reason: reason.to_owned() };
            let begun = Instant::now();
            known = Request::new(Actor::Administrator, verb).names_somebody(reader, &state, &book);
            times.push(begun.elapsed());
        }
        tell(name, &mut times, if known { "known" } else { "" });
    }
}

/// All dossiers, page by page as the command reads them, as CSV.
fn write_register(reader: &Reader, place: &Path) {
    let begun = Instant::now();
    let (words, now) = (Words::of(Language::Vi), Timestamp(1_795_300_000));
    let file = place.with_extension("csv");
    let to = BufWriter::new(fs::File::create(&file).unwrap());
    let mut table = begin(Form::Csv, "register", COLUMNS, &words, place, to).unwrap();
    let (mut rows, mut after) = (0, None);
    while let Page { dossiers, last: Some(last) } = reader.dossiers_after(after.as_ref(), PAGE, |_| true).unwrap() {
        for dossier in &dossiers {
            rows += 1;
            let person = reader.person(dossier.applicant).unwrap();
            table.row(&row(rows, dossier, person.as_ref(), ("", "", ""), now, &words)).unwrap();
        }
        after = Some(last);
    }
    table.end().unwrap();
    let took = begun.elapsed();
    let speed = u128::from(rows) * 1000 / took.as_millis().max(1);
    println!("  register: {rows} rows in {took:?}, {speed} rows/s, memory {}", memory());
    fs::remove_file(file).unwrap();
}

fn tell(name: &str, times: &mut [Duration], more: &str) {
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1000.0;
    println!(
        "  {name:24} {:4} letters  p50 {:7.3} ms  p99 {:7.3} ms  max {:7.3} ms  {more}",
        times.len(),
        at(50),
        at(99),
        at(100)
    );
}

fn memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
    };
    format!("{} MB (peak {} MB)", of("VmRSS"), of("VmHWM"))
}

fn size(dir: &Path) -> u64 {
    fs::read_dir(dir).unwrap().flatten().map(|entry| entry.metadata().map_or(0, |data| data.len())).sum::<u64>() >> 20
}
