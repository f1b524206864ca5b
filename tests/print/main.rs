//! Slips: what is on the paper, which bytes put it there, and what a bad printer does to nobody.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod forms;
mod samples;
mod sending;
mod templates;

use motcua::domain::expected::Range;
use motcua::domain::time::Timestamp;
use motcua::print::{Fault, Paper, Picture, Printer, Slip, Target, Terms, job};
use motcua::text::words::{Language, Words};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(20);

fn slip(language: Language) -> Slip {
    Slip {
        centre: "Trung tâm Phục vụ hành chính công xã Cẩm Trung".into(),
        ticket: "A012".parse().unwrap(),
        service: "Hộ tịch, chứng thực".into(),
        at: Timestamp::parse("2026-11-23T08:05").unwrap(),
        ahead: 3,
        is_awaited: true,
        expected: Some(Range { from_s: 640, to_s: 1480 }),
        most_passed: Some(8),
        keeps: false,
        words: Words::of(language),
    }
}

/// The dots that a job puts on paper, read back from its bytes: rows of `true` for black.
fn printed(mut job: &[u8]) -> (Vec<Vec<bool>>, Vec<(usize, usize)>) {
    let (mut rows, mut bands) = (Vec::new(), Vec::new());
    job = job.strip_prefix(b"\x1b@").expect("the printer is reset first");
    while let Some(rest) = job.strip_prefix(b"\x1dv0\0") {
        let number = |at: usize| usize::from(rest[at]) + 256 * usize::from(rest[at + 1]);
        let (wide, tall) = (number(0), number(2));
        for row in rest[4..4 + wide * tall].chunks(wide) {
            rows.push(row.iter().flat_map(|byte| (0..8).map(move |bit| byte & (0x80 >> bit) != 0)).collect());
        }
        bands.push((wide, tall));
        job = &rest[4 + wide * tall..];
    }
    assert_eq!(job, b"\x1dVB\0", "the cut, and nothing after it");
    (rows, bands)
}

/// Every dot of a letter is two printed ones at least: four printed dots, two above two, are one of the picture.
fn art(rows: &[Vec<bool>]) -> String {
    let small: Vec<Vec<bool>> = rows.iter().step_by(2).map(|row| row.iter().step_by(2).copied().collect()).collect();
    let nothing = vec![false; small[0].len()];
    let line = |pair: &[Vec<bool>]| -> String {
        let below = pair.get(1).unwrap_or(&nothing);
        let cell = |(up, down): (&bool, &bool)| match (up, down) {
            (true, true) => '█',
            (true, false) => '▀',
            (false, true) => '▄',
            (false, false) => ' ',
        };
        pair[0].iter().zip(below).map(cell).collect::<String>().trim_end().to_owned()
    };
    small.chunks(2).map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_slip_is_what_the_bytes_say() {
    for (paper, language, name) in
        [(Paper::Narrow, Language::Vi, "slip_58mm_vi"), (Paper::Wide, Language::En, "slip_80mm_en")]
    {
        let (rows, bands) = printed(&job(&slip(language).draw(paper)));
        assert!(bands.iter().all(|(wide, tall)| *wide == paper.dots() / 8 && *tall <= 128), "{bands:?}");
        assert!(rows.iter().all(|row| row.len() == paper.dots()));
        insta::assert_snapshot!(name, art(&rows));
    }
}

#[test]
fn a_long_name_stays_on_the_paper() {
    let long = Slip { centre: "Nguyễn".repeat(40), service: "ộ ".repeat(200), ..slip(Language::Vi) };
    let (rows, _) = printed(&job(&long.draw(Paper::Narrow)));
    assert!(rows.iter().all(|row| row.len() == 384));
    let empty = Picture::new(384);
    assert_eq!(job(&empty), b"\x1b@\x1dVB\0");
}

#[test]
fn files_grow_and_devices_take_it() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("slips.bin");
    let target = Target::File(path.clone());
    target.send(b"one").unwrap();
    target.send(b"two").unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"onetwo");
    let device = dir.path().join("lp0");
    assert_eq!(Target::Device(device.clone()).send(b"x"), Err(Fault::Gone), "no device is made where there is none");
    assert!(!device.exists());
    std::fs::write(&device, b"").unwrap();
    Target::Device(device.clone()).send(b"slip").unwrap();
    assert_eq!(std::fs::read(&device).unwrap(), b"slip");
    assert_eq!(Target::File("/no/such/folder/slips".into()).send(b"x"), Err(Fault::Gone));
    if Path::new("/dev/full").exists() {
        assert_eq!(Target::Device("/dev/full".into()).send(b"x"), Err(Fault::NoPaper));
    }
}

/// A network printer that answers the question about its paper so, and what it was sent.
fn printer(answer: Option<u8>) -> (String, Receiver<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (told, heard) = channel();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = [0; 3];
        stream.read_exact(&mut asked).unwrap();
        assert_eq!(&asked, b"\x10\x04\x04");
        if let Some(answer) = answer {
            stream.write_all(&[answer]).unwrap();
        }
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let _ = told.send(bytes);
    });
    (address, heard)
}

#[test]
fn a_network_printer_is_asked_for_its_paper() {
    let picture = job(&slip(Language::Vi).draw(Paper::Wide));
    for answer in [Some(0x12), None] {
        let (address, heard) = printer(answer);
        Target::Network(address).send(&picture).unwrap();
        assert_eq!(heard.recv_timeout(PATIENCE).unwrap(), picture);
    }
    let (address, heard) = printer(Some(0x72));
    assert_eq!(Target::Network(address).send(&picture), Err(Fault::NoPaper));
    assert!(heard.recv_timeout(PATIENCE).unwrap().is_empty(), "nothing is sent to a printer without paper");
    let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_eq!(Target::Network(gone.to_string()).send(&picture), Err(Fault::Gone));
    assert_eq!(Target::Network("no port".into()).send(&picture), Err(Fault::Gone));
}

#[test]
fn nobody_waits_for_a_printer() {
    // Connections are taken by the system, but nobody ever answers on them.
    let deaf = TcpListener::bind("127.0.0.1:0").unwrap();
    let target = Some(Target::Network(deaf.local_addr().unwrap().to_string()));
    let printer = Printer::start(Terms { target, paper: Paper::Narrow }, |_| {});
    let (told, heard) = channel();
    let before = Instant::now();
    for _ in 0..30 {
        let told = told.clone();
        printer.print(slip(Language::Vi), move |came| told.send(came).unwrap());
    }
    assert!(before.elapsed() < Duration::from_millis(400), "{:?}", before.elapsed());
    let came: Vec<_> = (0..30).map(|_| heard.recv_timeout(PATIENCE).unwrap()).collect();
    assert!(came.iter().filter(|came| came.is_err()).count() >= 20, "more than it keeps are given back at once");
    assert!(came.iter().any(Result::is_ok));
}

#[test]
fn what_came_of_each_slip_is_told_and_it_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("later");
    let target = Some(Target::File(folder.join("slips.bin")));
    let (told, heard) = channel();
    let printer = Printer::start(Terms { target, paper: Paper::Wide }, move |came| told.send(came).unwrap());
    assert!(printer.is_there());
    printer.print(slip(Language::Vi), |came| assert_eq!(came, Err(Fault::Gone)));
    assert_eq!(heard.recv_timeout(PATIENCE).unwrap(), Err(Fault::Gone));
    std::fs::create_dir(&folder).unwrap();
    printer.print(slip(Language::Vi), |came| assert_eq!(came, Ok(())));
    assert_eq!(heard.recv_timeout(PATIENCE).unwrap(), Ok(()));
    assert!(std::fs::metadata(folder.join("slips.bin")).unwrap().len() > 10_000);
    let none = Printer::start(Terms::default(), |_| panic!("there is none"));
    assert!(!none.is_there());
    let (told, heard) = channel();
    none.print(slip(Language::Vi), move |came| told.send(came).unwrap());
    assert_eq!(heard.recv_timeout(PATIENCE).unwrap(), Err(Fault::Gone));
}

#[test]
fn a_printer_in_trouble_is_looked_after_until_it_is_well() {
    const OFTEN: Duration = Duration::from_millis(20);
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("later");
    let slips = folder.join("slips.bin");
    let (told, heard) = channel();
    let terms = Terms { target: Some(Target::File(slips.clone())), paper: Paper::Wide };
    let printer = Printer::looking(terms, OFTEN, move |came| told.send(came).unwrap());
    assert!(heard.recv_timeout(3 * OFTEN).is_err(), "a printer that is well is left alone");
    assert!(!folder.exists());
    printer.print(slip(Language::Vi), |_| {});
    assert_eq!(heard.recv_timeout(PATIENCE).unwrap(), Err(Fault::Gone));
    assert!(heard.recv_timeout(3 * OFTEN).is_err(), "the same trouble is not told again and again");
    std::fs::create_dir(&folder).unwrap();
    assert_eq!(heard.recv_timeout(PATIENCE).unwrap(), Ok(()));
    assert_eq!(std::fs::metadata(&slips).unwrap().len(), 0, "looking prints nothing");
    std::fs::remove_file(&slips).unwrap();
    assert!(heard.recv_timeout(3 * OFTEN).is_err() && !slips.exists(), "and then it is left alone");
}

/// Connections are taken, bytes too, and nothing is ever said: many cheap printers are like that.
#[test]
fn a_printer_that_never_answers_is_no_trouble_while_it_takes_slips() {
    const SLIPS: usize = 4;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let target = Some(Target::Network(listener.local_addr().unwrap().to_string()));
    let (got, sent) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().take(SLIPS) {
            let mut bytes = Vec::new();
            let _ = stream.unwrap().read_to_end(&mut bytes);
            got.send(bytes.len()).unwrap();
        }
    });
    let (told, heard) = channel();
    let terms = Terms { target, paper: Paper::Narrow };
    let printer = Printer::looking(terms, Duration::from_millis(20), move |came| told.send(came).unwrap());
    for _ in 0..SLIPS {
        printer.print(slip(Language::Vi), |_| {});
        assert_eq!(heard.recv_timeout(PATIENCE).unwrap(), Ok(()));
        assert!(sent.recv_timeout(PATIENCE).unwrap() > 10_000);
    }
    // Switched off, it is trouble at once.
    printer.print(slip(Language::Vi), |_| {});
    assert_eq!(heard.recv_timeout(PATIENCE).unwrap(), Err(Fault::Gone));
}

/// A device file that can only be written, such as that of a USB printer, cannot be asked anything.
#[test]
fn a_device_that_can_only_be_written_is_no_trouble() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let device = dir.path().join("lp0");
    std::fs::write(&device, b"").unwrap();
    std::fs::set_permissions(&device, std::fs::Permissions::from_mode(0o200)).unwrap();
    let (told, heard) = channel();
    let terms = Terms { target: Some(Target::Device(device.clone())), paper: Paper::Narrow };
    let printer = Printer::looking(terms, Duration::from_millis(20), move |came| told.send(came).unwrap());
    for _ in 0..3 {
        printer.print(slip(Language::Vi), |_| {});
        assert_eq!(heard.recv_timeout(PATIENCE).unwrap(), Ok(()));
    }
    assert!(std::fs::metadata(&device).unwrap().len() > 10_000);
}

#[test]
fn a_slip_of_the_days_end_says_where_it_counts_tomorrow() {
    let keeps = Slip { keeps: true, ..slip(Language::Vi) };
    for paper in [Paper::Wide, Paper::Narrow] {
        assert!(keeps.draw(paper).height() > slip(Language::Vi).draw(paper).height());
    }
}

#[test]
fn a_slip_says_that_no_counter_is_open() {
    let waits = Slip { is_awaited: false, ..slip(Language::Vi) };
    let (rows, next) =
        (printed(&job(&waits.draw(Paper::Wide))).0, printed(&job(&slip(Language::Vi).draw(Paper::Wide))).0);
    assert_ne!(art(&rows), art(&next));
}

#[test]
fn a_network_printer_without_paper_is_asked_again_and_one_that_was_gone_only_called() {
    let (host, job) = printer(Some(0x12));
    assert_eq!(Target::Network(host).look(Fault::NoPaper), Ok(()));
    assert_eq!(job.recv_timeout(PATIENCE).unwrap(), b"", "nothing is printed");
    let (host, _) = printer(Some(0x72));
    assert_eq!(Target::Network(host).look(Fault::NoPaper), Err(Fault::NoPaper));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap().to_string();
    assert_eq!(Target::Network(host.clone()).look(Fault::Gone), Ok(()));
    let mut sent = Vec::new();
    listener.accept().unwrap().0.read_to_end(&mut sent).unwrap();
    assert_eq!(sent, b"", "nothing at all is sent");
    drop(listener);
    assert_eq!(Target::Network(host).look(Fault::Gone), Err(Fault::Gone));
}
