//! Every kind of event that was ever released stays readable: its bytes are in `golden/`, written once.
//!
//! A new kind, or a kind with a new field, gets its file by `MOTCUA_GOLDEN=write cargo test --test store golden`; a file that is there is never
//! written again.

use crate::office::{Office, service};
use chrono::NaiveDate;
use motcua::domain::account::Account;
use motcua::domain::calendar::OwnDay;
use motcua::domain::calendar::due::Limit;
use motcua::domain::cash::{Closing, Sums};
use motcua::domain::centre::{Officer, Role};
use motcua::domain::command::Actor;
use motcua::domain::counter::Act;
use motcua::domain::dossier::{
    Change, Channel, Conflict, Correction, Delivery, Dossier, DueAt, Elsewhere, Holder, Inquiry, Means, PaperThere,
    Papers, Payment, Pieces, ProcedureIs, Status, Step, Visit, Was, WhenAgreed,
};
use motcua::domain::event::{DossierChanged, Event, Recorded, TicketIssued, TicketTransferred};
use motcua::domain::expected::Range;
use motcua::domain::ids::{CommandId, CounterId, Digest, DossierCode, GroundId, OfficerId, PersonId, TicketNo};
use motcua::domain::person::PersonField;
use motcua::domain::queue::{CallReason, Passed, Why};
use motcua::domain::rating::{Cause, Level, Rated};
use motcua::domain::ticket::{ApplicantKind, Outcome};
use motcua::domain::time::Timestamp;
use motcua::store::codec;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn ticket(number: u16) -> TicketNo {
    TicketNo { service: service(), number }
}

/// One event of every kind, with every field that can be given given.
fn samples() -> Vec<Event> {
    let mut office = Office::new(99);
    let begun = office.next().0;
    let Event::CentreConfigured(centre) = begun[0].event.clone() else { panic!("the office begins otherwise") };
    let receipt = loop {
        let batch = office.next();
        office.remember(&batch, &[]);
        let received = batch.0.iter().find_map(|event| match &event.event {
            Event::DossierReceived(receipt) => Some(receipt.clone()),
            _ => None,
        });
        if let Some(mut receipt) = received {
            receipt.digest = Some(Digest([3; 32]));
            receipt.due = Some(Timestamp(1_795_400_000));
            break receipt;
        }
    };
    let officer = Officer {
        section: String::new(),
        id: OfficerId(2),
        person: PersonId(7),
        role: Role::Supervisor,
        skills: BTreeSet::from([service()]),
        has_pin: true,
        active: true,
        pin_given: false,
    };
    let day = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
    let at = Timestamp(1_795_300_900);
    let mut all = vec![
        Event::CentreConfigured(centre),
        Event::OfficerSet { officer, digest: Some(Digest([1; 32])) },
        Event::PinSet { officer: OfficerId(2), digest: Digest([2; 32]), given: false },
        Event::ClockConfirmed,
        Event::KeyAdded {
            account: Account::Counter(CounterId(3)),
            key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned(),
            print: "SHA256:abc".to_owned(),
        },
        Event::KeyRemoved { print: "SHA256:abc".to_owned(), account: None },
        Event::DaySet { day, own: Some(OwnDay { off: true, name: "Ngày thành lập xã".to_owned() }) },
        Event::DayStarted { day },
        Event::DayEnded { day, unfinished: vec![ticket(4), ticket(5)] },
        Event::DossierReceived(receipt),
        Event::DossierFinished { dossier: dossier(), holder: Holder::Section("Văn phòng".to_owned()) },
        Event::DossierReturned { dossier: dossier() },
        Event::DossierBroughtBack(Box::new(archived())),
        Event::ApplicantSet { person: PersonId(9), digest: Digest([4; 32]) },
        Event::PersonErased { person: PersonId(9), reason: "Theo đề nghị".to_owned() },
        changed(Change::Taken { holder: Holder::Officer(OfficerId(3)), instead: None }),
        Event::CashClosed(Box::new(Closing {
            whose: Actor::Officer(OfficerId(3)),
            since: at,
            sums: Sums { cash_in: 50_000, cash_out: 1, transfer_in: 2, transfer_out: 3, count: 4 },
            counted: 49_000,
            reason: "Thiếu tiền lẻ".to_owned(),
        })),
        Event::Rated(Box::new(Rated {
            dossier: dossier(),
            level: Level::NotSatisfied,
            cause: Some(Cause::Wait),
            counter: Some(CounterId(3)),
            officer: Some(OfficerId(3)),
            service: Some(service()),
            by_code: true,
        })),
        Event::RatingSlipPrinted { dossier: dossier() },
    ];
    all.extend(ticket_samples(at));
    all.extend(counter_samples());
    all
}

/// A dossier as the archive has it: what came of a receipt, with something in every field that may be left out.
fn archived() -> Dossier {
    let at = |seconds: i64| Timestamp(1_795_300_000 + seconds);
    let change = Some(Box::new(Change::Taken { holder: Holder::Officer(OfficerId(3)), instead: None }));
    let step = |status, holder, change| Step { at: at(5), by: Actor::Officer(OfficerId(3)), status, holder, change };
    Dossier {
        code: dossier(),
        procedure: "1.004873".to_owned(),
        procedure_name: "Thủ tục".to_owned(),
        field: "Hộ tịch".to_owned(),
        applicant: PersonId(9),
        applicant_kind: ApplicantKind::Citizen,
        sets: 1,
        fee: Some(50_000),
        channel: Channel::Post,
        ticket: Some(ticket(12)),
        counter: Some(CounterId(3)),
        officer: Some(OfficerId(3)),
        submitted: at(0),
        accepted: at(1),
        limit: Some(Limit::SameDay),
        due: Some(at(9)),
        forecast: false,
        status: Status::Returned,
        holder: Holder::Applicant,
        finished: Some(at(6)),
        returned: Some(at(7)),
        steps: vec![
            step(Status::InProcess, Holder::Reception, change),
            step(Status::Returned, Holder::Applicant, None),
        ],
        papers: Some(Papers { there: Vec::new(), asked: 2 }),
        on_its_way: None,
        inquiry: None,
        proposal: None,
        conflicts: vec![Conflict { officer: OfficerId(2), reason: "người nhà".to_owned() }],
        delivery: Delivery::Post,
        posted: Some(at(7)),
        linked: Some(dossier()),
        others: vec![dossier()],
        foreign: Some("H27.19-251103-0012".to_owned()),
        promised: Some(at(9)),
        stood_since: Some(at(2)),
        visits: vec![Visit { day: NaiveDate::from_ymd_opt(2026, 11, 2).unwrap(), ticket: ticket(12) }],
    }
}

fn ticket_samples(at: Timestamp) -> Vec<Event> {
    let counter = CounterId(3);
    let reason = CallReason {
        why: Why::Priority,
        ground: Some(GroundId("elderly".to_owned())),
        most_passed: Some(Passed { ticket: ticket(11), times: 3, most: Some(8) }),
    };
    vec![
        Event::TicketIssued(TicketIssued {
            ticket: ticket(12),
            class: 1,
            ground: Some(GroundId("elderly".to_owned())),
            applicant: ApplicantKind::Enterprise,
            arrival: at,
            turn: 12,
            appointment: Some(at),
            voucher: Some(ticket(4)),
        }),
        Event::TicketPromised { ticket: ticket(12), range: Range { from_s: 640, to_s: 1480 } },
        Event::TicketPrioritised { ticket: ticket(12), class: 1, ground: Some(GroundId("war_invalid".to_owned())) },
        Event::TicketCalled { ticket: ticket(12), counter, reason, passed: vec![ticket(10), ticket(11)] },
        Event::TicketRecalled { ticket: ticket(12), counter },
        Event::TicketStarted { ticket: ticket(12), counter, since: at, implied: false },
        Event::TicketFinished { ticket: ticket(12), counter, outcome: Outcome::SentToFixPapers },
        Event::TicketMissed { ticket: ticket(13), counter, until: Some(at) },
        Event::TicketRestored { ticket: ticket(13) },
        Event::TicketLapsed { ticket: ticket(13) },
        Event::TicketParked { ticket: ticket(14), counter, until: at, reason: "Bản sao giấy khai sinh".to_owned() },
        Event::TicketBack { ticket: ticket(14) },
        Event::TicketResumed { ticket: ticket(14), counter },
        Event::HoldLapsed { ticket: ticket(14) },
        Event::TicketTransferred(TicketTransferred {
            ticket: ticket(15),
            from: Some(counter),
            service: service(),
            bound: Some(CounterId(4)),
            arrival: at,
            second: true,
        }),
        Event::TicketCancelled { ticket: ticket(16), reason: "Lấy nhầm số".to_owned() },
    ]
}

fn counter_samples() -> Vec<Event> {
    let counter = CounterId(3);
    vec![
        Event::CounterOpened { counter, officer: Some(OfficerId(2)) },
        Event::CounterPaused { counter, reason: "Họp".to_owned() },
        Event::CounterClosed { counter },
        Event::CounterOfficerChanged { counter, officer: OfficerId(2) },
        Event::CounterSkillsSet { counter, skills: BTreeSet::from([service()]) },
        Event::CounterAutoSet { counter, auto: true },
        Event::CounterActionUndone { counter, act: Act::NoShow, ticket: Some(ticket(13)) },
    ]
}

fn dossier() -> DossierCode {
    DossierCode("000.00.00.H27-261102-0001".to_owned())
}

fn changed(change: Change) -> Event {
    Event::DossierChanged(Box::new(DossierChanged { dossier: dossier(), change, ticket: Some(ticket(13)) }))
}

fn other_procedure(due: DueAt, due_was: Option<Timestamp>, agreed: Option<WhenAgreed>) -> Change {
    let (code, name, field) = ("1.001193".into(), "Khai sinh".into(), "Hộ tịch".into());
    Change::ProcedureCorrected {
        right: ProcedureIs { code, name, field, limit: Some(Limit::SameDay) },
        was: ProcedureIs { code: String::new(), name: "Việc khác".into(), field: "Khác".into(), limit: None },
        asked: 7,
        due,
        due_was,
        agreed,
        reason: "Thiếu bản chính".to_owned(),
    }
}

/// Every kind of step in a dossier's life.
fn changes() -> Vec<Change> {
    let reason = || "Thiếu bản chính".to_owned();
    let (at, due) = (Timestamp(1_795_300_800), DueAt { due: Some(Timestamp(1_795_900_800)), forecast: true });
    let inquiry = Inquiry {
        whom: "Sở Tư pháp".into(),
        above: true,
        number: "12/UBND".into(),
        question: reason(),
        asked: at,
        holder: Holder::Reception,
    };
    let cash = Means::Cash;
    vec![
        Change::Accepted { accepted: at, due },
        Change::Refused { reason: reason() },
        Change::SupplementAsked { items: vec!["Giấy chứng sinh".into()], reason: reason() },
        Change::Supplemented { due },
        Change::PaymentAsked { fee: 50_000, reason: reason() },
        Change::Paid {
            payment: Payment::Taken { amount: 50_000, means: cash, number: "BL-1".into() },
            resumes: Some(due),
        },
        Change::Paid { payment: Payment::Exempt { ground: reason() }, resumes: None },
        Change::Paid {
            payment: Payment::Refunded { amount: 1, means: Means::Transfer, reason: reason() },
            resumes: None,
        },
        Change::Given { to: Holder::Section("Phòng Kinh tế".into()), note: reason() },
        Change::GivenBack { reason: reason() },
        Change::Asked(inquiry),
        Change::Answered {
            number: "9".into(),
            answer: reason(),
            holder: Holder::Agency("Sở".into()),
            whom: String::new(),
        },
        Change::ExtensionProposed { due: at, reason: reason() },
        Change::Extended { due, was: Some(at), reason: reason(), alone: false },
        Change::ExtensionRejected { reason: reason() },
        Change::Withdrawn { reason: reason() },
        Change::Stopped { reason: reason() },
        Change::Posted { number: "EA1".into() },
        Change::Corrected {
            right: Correction::Received(at),
            due: Some(due),
            reason: reason(),
            was: None,
            late: None,
            back: None,
        },
        Change::ConflictMarked { officer: OfficerId(2), reason: reason() },
        Change::Corrected {
            right: Correction::Received(at),
            due: Some(due),
            reason: reason(),
            was: Some(Was { value: Correction::Received(Timestamp(1_795_200_800)), due: Some(at) }),
            late: None,
            back: None,
        },
        Change::ApplicantCorrected {
            fields: PersonField::ALL.to_vec(),
            person: PersonId(7),
            was: PersonId(7),
            digest: Some(Digest([5; 32])),
            alone: false,
            reason: reason(),
        },
        Change::ApplicantCorrected {
            fields: vec![PersonField::IdNumber],
            person: PersonId(8),
            was: PersonId(7),
            digest: None,
            alone: false,
            reason: reason(),
        },
        other_procedure(due, None, None),
        Change::Corrected {
            right: Correction::Received(Timestamp(1_795_200_800)),
            due: Some(due),
            reason: reason(),
            was: Some(Was { value: Correction::Received(at), due: due.due }),
            late: Some(Timestamp(1_795_250_000)),
            back: None,
        },
        Change::Taken { holder: Holder::Officer(OfficerId(3)), instead: Some(Actor::Officer(OfficerId(1))) },
        Change::ApplicantRenewed { fields: vec![PersonField::Phone, PersonField::Address] },
        other_procedure(due, due.due, Some(WhenAgreed::Late(Timestamp(1_795_250_000)))),
        Change::Answered {
            number: String::new(),
            answer: reason(),
            holder: Holder::Reception,
            whom: "Sở Tư pháp".into(),
        },
    ]
}

#[test]
fn golden_every_step_of_a_dossier_is_still_read() {
    for (number, change) in changes().into_iter().enumerate() {
        still_read(&format!("dossier_changed_{}", number + 2), recorded(changed(change)));
    }
}

fn recorded(event: Event) -> Recorded {
    let (kind, _) = event.kind();
    Recorded {
        seq: u64::from(kind),
        at: Timestamp(1_795_300_800),
        by: Actor::Officer(OfficerId(1)),
        command: CommandId([kind.to_le_bytes()[0]; 16]),
        event,
    }
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/store/golden").join(format!("{name}.bin"))
}

/// The file of this name holds the bytes of `sample`; where it is missing and writing is asked for, it is written.
fn still_read(name: &str, sample: Recorded) {
    let file = file(name);
    let write = std::env::var("MOTCUA_GOLDEN").is_ok_and(|value| value == "write");
    if write && !file.exists() {
        std::fs::write(&file, rmp_serde::to_vec_named(&sample).unwrap()).unwrap();
    }
    let bytes = std::fs::read(&file).unwrap_or_else(|_| panic!("no golden file for {name}"));
    assert_eq!(codec::one(&bytes), Some(sample), "{name} is read as something else");
    assert_eq!(codec::one(&[bytes, vec![0]].concat()), None, "{name} with a byte too many");
}

#[test]
fn golden_a_dossier_with_its_papers_is_still_read() {
    let mut sample = samples().into_iter().find(|event| matches!(event, Event::DossierReceived(_))).unwrap();
    if let Event::DossierReceived(receipt) = &mut sample {
        let paper = |name: &str| PaperThere { name: name.to_owned(), pieces: Pieces::default() };
        let there = vec![paper("Tờ khai đăng ký khai sinh"), paper("Xuất trình: giấy tờ tùy thân")];
        receipt.papers = Some(Papers { there, asked: 7 });
    }
    still_read("dossier_received_2", recorded(sample.clone()));
    if let Event::DossierReceived(receipt) = &mut sample {
        let papers = receipt.papers.as_mut().unwrap();
        papers.there[0].pieces = Pieces { originals: 1, certified: 0, copies: 2 };
    }
    still_read("dossier_received_4", recorded(sample));
}

#[test]
fn golden_a_dossier_from_another_system_is_still_read() {
    let mut sample = samples().into_iter().find(|event| matches!(event, Event::DossierReceived(_))).unwrap();
    if let Event::DossierReceived(receipt) = &mut sample {
        (receipt.registered, receipt.foreign) = (true, Some("H27.19-251103-0012".to_owned()));
    }
    still_read("dossier_received_3", recorded(sample.clone()));
    if let Event::DossierReceived(receipt) = &mut sample {
        let at = |seconds: i64| Some(Timestamp(1_795_000_000 + seconds));
        receipt.registered = false;
        let (submitted, due, finished) = (at(0), at(9), at(8));
        receipt.elsewhere = Some(Elsewhere { status: Status::Finished, submitted, due, finished, stood_since: None });
    }
    still_read("dossier_received_5", recorded(sample.clone()));
    if let Event::DossierReceived(receipt) = &mut sample {
        let told = receipt.elsewhere.as_mut().unwrap();
        (told.status, told.finished, told.stood_since) = (Status::SupplementAsked, None, told.finished);
    }
    still_read("dossier_received_6", recorded(sample));
}

#[test]
fn golden_a_pin_that_somebody_else_chose_is_still_read() {
    let given = Event::PinSet { officer: OfficerId(2), digest: Digest([2; 32]), given: true };
    still_read("pin_set_2", recorded(given));
    let mut set = samples().into_iter().find(|event| matches!(event, Event::OfficerSet { .. })).unwrap();
    if let Event::OfficerSet { officer, .. } = &mut set {
        officer.pin_given = true;
    }
    still_read("officer_set_2", recorded(set));
}

#[test]
fn golden_a_key_that_lost_one_account_is_still_read() {
    let removed = Event::KeyRemoved { print: "SHA256:abc".to_owned(), account: Some(Account::Wall) };
    still_read("key_removed_2", recorded(removed));
}

#[test]
fn golden_every_released_kind_is_still_read() {
    let samples = samples();
    for (kind, name) in Event::KINDS {
        let sample = samples.iter().find(|event| event.kind().0 == *kind);
        let sample = recorded(sample.unwrap_or_else(|| panic!("no sample of {name}")).clone());
        still_read(name, sample);
    }
}
