//! Is everything still true: both logs from their first byte, the second copies, and every digest.

use super::applied::Applied;
use super::codec;
use super::error::{Damage, StoreError};
use super::journal::record::Link;
use super::journal::segment;
use super::keyed::{Keyed, Room};
use super::options::{Progress, Work};
use super::people::{self, Said};
use super::reader::Reader;
use super::replay::Durable;
use super::rows;
use super::second::Second;
use crate::domain::ids::{Digest, PersonId};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What a verification found.
#[derive(Debug, Default)]
pub struct Report {
    /// Events in the journal, as far as it could be read.
    pub events: u64,
    /// The hash of the last record, in hex: written down elsewhere, it shows later that nothing was cut off.
    pub head: String,
    /// People's records in the vault.
    pub people: u64,
    /// Digests in the journal whose person was erased.
    pub erased: u64,
    /// Digests in the journal whose person was left out of a backup.
    pub left_out: u64,
    /// Everything that is not as it must be; empty when all is well.
    pub problems: Vec<StoreError>,
}

impl Report {
    /// Whether everything is as it must be.
    pub fn ok(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Reads and checks everything that is durable now; the writer may go on meanwhile. In a store that is only looked at the
/// second copies are left out.
pub fn verify(reader: &Reader, progress: &mut dyn FnMut(Progress)) -> Report {
    let mut report = Report::default();
    let shared = &reader.0;
    // The vault first: whoever an event names is in it by then.
    let journal = shared.journal();
    let vault = shared.vault();
    report.head = hex(&journal.head);
    let mut known = Known::default();
    let read = read_vault(&vault, &mut known, &mut report)
        .and_then(|()| read_journal(&journal, &known, &mut report, progress).map(drop));
    report.problems.extend(read.err());
    if shared.read_only {
        return report;
    }
    let copies = shared.with(|keyed| {
        compare(keyed, &vault, Room::Vault)?;
        compare(keyed, &journal, Room::Journal)?;
        check_applied(keyed, &journal)?;
        keyed.read_all()
    });
    report.problems.extend(copies.err());
    report
}

/// Whether both logs are whole from their first record and belong together: every person whom an event names is in the
/// vault or was erased from it, and an event names everyone in it. Answers how many of those there are; `None` when not.
pub(super) fn agreement(journal: &Durable, vault: &Durable) -> Option<u64> {
    let (mut report, mut known) = (Report::default(), Known::default());
    read_vault(vault, &mut known, &mut report).ok()?;
    let matched = read_journal(journal, &known, &mut report, &mut |_| {}).ok()?;
    report.ok().then_some(matched)
}

#[derive(Debug, Default)]
struct Known {
    here: BTreeSet<Digest>,
    erased: BTreeSet<Digest>,
    left_out_before: u64,
    /// Digest and id of each first person of a record of the vault.
    firsts: Vec<(Digest, PersonId)>,
}

fn read_vault(vault: &Durable, known: &mut Known, report: &mut Report) -> Result<(), StoreError> {
    is_there(vault)?;
    let mut last = 0;
    people::visit(&vault.view, 1, |record, said| {
        match said {
            Said::Person(id, sealed) => {
                let digest = people::digest(sealed);
                if std::mem::replace(&mut last, record) != record {
                    known.firsts.push((digest, id));
                }
                known.here.insert(digest);
                report.people += 1;
            }
            Said::Erased(_, digests) => {
                known.erased.extend(digests.as_chunks().0.iter().map(|digest| Digest(*digest)));
            }
            Said::LeftOut(before) => known.left_out_before = before,
            Said::Rewritten(_) => {}
        }
        Ok(())
    })
}

/// Answers how many events name a person of the vault.
fn read_journal(
    journal: &Durable,
    known: &Known,
    report: &mut Report,
    progress: &mut dyn FnMut(Progress),
) -> Result<u64, StoreError> {
    let view = &journal.view;
    let total = view.until() - 1;
    let (mut missing, mut named, mut last_person, mut link) = (false, BTreeSet::new(), 0, [0; 32]);
    let mut matched = 0;
    is_there(journal)?;
    view.visit(1, |record, _| {
        link = record.hash;
        for event in codec::decode(view, record)? {
            report.events = event.seq;
            named.extend(rows::digest_of(&event.event));
            last_person = last_person.max(rows::person_of(&event.event).map_or(0, |person| person.0));
            match rows::digest_of(&event.event) {
                Some(digest) if known.erased.contains(&digest) => {
                    report.erased += 1;
                    matched += 1;
                }
                Some(digest) if known.here.contains(&digest) => matched += 1,
                Some(_) if event.seq < known.left_out_before => report.left_out += 1,
                Some(_) => missing = true,
                None => {}
            }
            if event.seq.is_multiple_of(5000) {
                progress(Progress { work: Work::Verifying, done: event.seq, total });
            }
        }
        Ok(true)
    })?;
    journal.check_end(&link)?;
    if missing {
        let vault = view.dir().with_file_name(people::DIR);
        report.problems.push(StoreError::damaged(&vault, 0, Damage::Missing));
    }
    // A stop between the two writes of a save leaves a person whom no event names, but always the next one: without
    // the event, her number is given again.
    let unnamed = |(digest, id): &(Digest, PersonId)| !named.contains(digest) && id.0 > last_person + 1;
    if known.firsts.iter().any(unnamed) || (report.events == 0 && report.people > 0) {
        report.problems.push(StoreError::damaged(&segment::path(view.dir(), 1), 0, Damage::Missing));
    }
    Ok(matched)
}

/// The first file of a log is made with the store and never goes.
fn is_there(log: &Durable) -> Result<(), StoreError> {
    let first = segment::path(log.view.dir(), 1);
    if first.exists() { Ok(()) } else { Err(StoreError::damaged(&first, 0, Damage::Missing)) }
}

/// Whether the second copy has the same records.
fn compare(keyed: &Keyed, log: &Durable, room: Room) -> Result<(), StoreError> {
    let mut second = Second::new(keyed, room);
    log.view.visit(1, |record, _| {
        if second.record(record.first_seq)? == Some(record.raw) {
            return Ok(true);
        }
        Err(StoreError::Keyed(format!("record {} differs from its log", record.first_seq)))
    })
}

/// The keyed copy may be ahead of what was durable when the verification began, never behind.
fn check_applied(keyed: &Keyed, journal: &Durable) -> Result<(), StoreError> {
    let applied = Applied::of(keyed)?;
    let until = journal.view.until();
    if applied.next < until || (applied.next == until && applied.head != journal.head) {
        return Err(StoreError::Keyed("behind the journal".to_owned()));
    }
    Ok(())
}

/// A link in hex.
pub(super) fn hex(link: &Link) -> String {
    link.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
