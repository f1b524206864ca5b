//! What a screen asks of the world, and what it is answered.

use crate::domain::command::Verb;
use crate::domain::dossier::Dossier;
use crate::domain::event::Recorded;
use crate::domain::ids::{CounterId, DossierCode, OfficerId, PersonId};
use crate::domain::person::Person;
use crate::domain::published::Found;
use crate::domain::refusal::Refusal;
use crate::domain::staffing;
use crate::domain::time::Day;
use chrono::NaiveTime;
use std::sync::Arc;

/// The only way out of a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "made once per key and taken apart at once")]
pub enum Effect {
    /// Ask the engine for something. The answer carries the same tag.
    ///
    /// Where `person` is given, the verb is a [`Verb::Receive`] for somebody new: the session stores the person and
    /// puts the digest of that record in place of the zeros the verb holds. The same for an officer. A
    /// [`Verb::AddKey`] without a fingerprint holds the key as it was pasted; the session reads it.
    Submit {
        /// Which wish of this session.
        tag: u64,
        /// What is asked.
        verb: Verb,
        /// Who is new with it.
        person: Option<Person>,
    },
    /// Take over the settings as somebody wrote them into their file. The answer carries the tag.
    Reload {
        /// Which wish of this session.
        tag: u64,
    },
    /// Give an officer this PIN, as typed; the session hashes it. The answer carries the tag.
    SetPin {
        /// Which wish of this session.
        tag: u64,
        /// Whose.
        officer: OfficerId,
        /// As typed.
        pin: String,
    },
    /// Somebody wants to sit down at a counter.
    SignIn {
        /// Who.
        officer: OfficerId,
        /// As typed; empty when none was typed.
        pin: String,
        /// Where; `None` for those whose work is at no counter.
        counter: Option<CounterId>,
    },
    /// The officer whose PIN was right, but chosen by somebody else, chooses this one.
    ChoosePin {
        /// Who.
        officer: OfficerId,
        /// As typed.
        pin: String,
        /// Where she wants to sit.
        counter: Option<CounterId>,
    },
    /// The officer who has said already who she is sits down.
    SitDown {
        /// Who.
        officer: OfficerId,
        /// Where.
        counter: CounterId,
        /// What she was asked and has agreed to.
        agreed: Option<Change>,
    },
    /// Nobody sits at this screen any more.
    SignOut,
    /// Look in the archive.
    Search {
        /// Only the answer with the highest generation counts.
        generation: u64,
        /// As typed.
        query: String,
    },
    /// What comes when these changes are made at the counters, one after another.
    Weigh {
        /// Only the answer with the highest generation counts.
        generation: u64,
        /// The changes; without any, what is advised is asked for.
        changes: Vec<staffing::Change>,
    },
    /// Make this paper of a dossier, and print it where there is a program that does.
    Print {
        /// Which dossier.
        dossier: DossierCode,
        /// Which paper.
        paper: Paper,
    },
    /// Read the dossier with this code, which is not open any more.
    Fetch(DossierCode),
    /// Who has this ID number, among those of the dossiers that are over.
    WhoIs(String),
    /// Which dossiers this person has in the archive.
    Archived(PersonId),
    /// For which dossier a receipt of this number was given this year, among those that are over.
    Receipt {
        /// Which wish of this session.
        tag: u64,
        /// The number.
        number: String,
    },
    /// See a past day again, from this time of it on.
    Replay {
        /// Which day.
        day: Day,
        /// The time; its opening without.
        time: Option<NaiveTime>,
    },
    /// Put this text on the clipboard of the person's terminal.
    Copy(String),
    /// End the session.
    Quit,
    /// Draw every cell anew.
    Redraw,
}

/// A paper of one dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
    Receipt,
    /// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
    Supplement,
    /// Phiếu từ chối tiếp nhận giải quyết hồ sơ.
    Refusal,
    /// Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết.
    Extension,
    /// Thông báo dừng giải quyết hồ sơ.
    Stop,
    /// Phiếu kiểm soát quá trình giải quyết hồ sơ.
    Control,
    /// Phiếu có mã đánh giá, on the printer of the slips.
    Rating,
}

/// What else changes when somebody sits down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Who sits there so far and leaves the seat to her.
    pub from: Option<OfficerId>,
    /// The counter where she sits so far, which is closed.
    pub leaving: Option<CounterId>,
}

/// What came of an effect.
#[derive(Clone, Debug)]
pub enum Reply {
    /// It was done, and is on disk.
    Done {
        /// Which wish.
        tag: u64,
        /// What happened.
        events: Vec<Recorded>,
    },
    /// The settings of the file are in force, and on disk.
    Reloaded {
        /// Which wish.
        tag: u64,
        /// What happened.
        events: Vec<Recorded>,
        /// The sections of the file that are in force only when the hub starts again.
        waits: Vec<&'static str>,
    },
    /// It may not happen now.
    Refused {
        /// Which wish.
        tag: u64,
        /// Why.
        refusal: Refusal,
    },
    /// It could not be saved, so it did not happen.
    NotSaved {
        /// Which wish.
        tag: u64,
        /// The sentence that says why, in the words files.
        key: &'static str,
        /// What fills its gaps.
        gaps: Vec<(&'static str, String)>,
    },
    /// Somebody sits here now.
    SignedIn {
        /// Who.
        officer: OfficerId,
    },
    /// Her PIN is right, but somebody else chose it: she must choose another before she sits down.
    PinToChange {
        /// Who.
        officer: OfficerId,
    },
    /// She is who she says, but something else would change with it: she must be asked first.
    Ask {
        /// Who.
        officer: OfficerId,
        /// Where she wants to sit.
        counter: CounterId,
        /// What would change.
        change: Change,
    },
    /// The PIN she chose is not taken.
    PinNotTaken {
        /// The sentence that says why, in the words files.
        key: &'static str,
    },
    /// Nobody sat down.
    SignInFailed {
        /// The sentence that says why, in the words files.
        key: &'static str,
        /// What fills its gaps, besides the counter and the officer.
        gaps: Vec<(&'static str, String)>,
    },
    /// A paper was made, or why not, as a sentence.
    Printed(Result<String, String>),
    /// The dossier that was asked for, if there is one.
    Fetched {
        /// Its code.
        code: DossierCode,
        /// The dossier and its applicant.
        found: Option<Box<(Dossier, Option<Arc<Person>>)>>,
    },
    /// Who has an ID number, if anybody is known.
    Known {
        /// That number.
        id_number: String,
        /// As she was known last.
        person: Option<Arc<Person>>,
    },
    /// Which dossiers somebody has in the archive.
    Archived {
        /// Whose.
        person: PersonId,
        /// Those.
        dossiers: Vec<DossierCode>,
    },
    /// What comes with changes at the counters.
    Weighed {
        /// Which question.
        generation: u64,
        /// The answer; nothing when the centre does not open any more today.
        advice: Option<Box<staffing::Advice>>,
    },
    /// Whether a receipt's number was given before.
    Given {
        /// Which wish.
        tag: u64,
        /// The number.
        number: String,
        /// For which dossier.
        dossier: Option<DossierCode>,
    },
    /// What the archive holds.
    Found {
        /// Which question.
        generation: u64,
        /// The answer.
        found: Found,
    },
}
