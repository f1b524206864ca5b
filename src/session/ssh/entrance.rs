//! Who comes in: by a key that an administrator entered, or by an officer's number and PIN.

use super::{Admitted, Hall};
use crate::domain::account::{Account, reads_the_wall};
use crate::domain::centre::{Officer, Role};
use crate::domain::ids::OfficerId;
use crate::domain::published::Published;
use crate::session::gate::Place;
use crate::session::pins::NoEntry;
use crate::text::words::Words;
use russh::server::Auth;
use russh::{MethodKind, MethodSet};
use std::borrow::Cow;

/// The longest answer to a question that is looked at, in bytes.
const ANSWER_MAX: usize = 64;

/// The screens an account leads to are for people of this role.
pub(super) fn is_for(account: Account, officer: &Officer) -> bool {
    match account {
        Account::Desk => true,
        Account::Counter(_) => !matches!(officer.role, Role::Receptionist | Role::Specialist),
        Account::Officer(id) => id == officer.id,
        Account::Wall | Account::Board | Account::Kiosk | Account::Rate(_) => reads_the_wall(officer.role),
    }
}

/// Whoever holds the key with this fingerprint, as `account`; `None` when the key does not open it.
pub(super) fn by_key(seen: &Published, account: Account, print: &str, place: Place) -> Option<Admitted> {
    let key = seen.state.keys.get(print)?;
    if key.accounts.contains(&account) && !matches!(account, Account::Officer(_)) {
        return Some(Admitted {
            account,
            officer: None,
            key: Some(print.to_owned()),
            place,
            language: None,
            screen: None,
        });
    }
    let mut hers = key.accounts.iter().filter_map(|account| match account {
        Account::Officer(id) => seen.state.officers.get(id),
        _ => None,
    });
    let officer = hers.find(|officer| officer.active && is_for(account, officer))?;
    Some(Admitted {
        account,
        officer: Some(officer.clone()),
        key: Some(print.to_owned()),
        place,
        language: None,
        screen: None,
    })
}

/// The officer with this number and PIN, as `account`.
///
/// # Errors
/// See [`NoEntry`]; somebody whose role has no business there is told so, since her PIN was right.
pub(super) async fn by_pin(
    hall: &Hall,
    account: Account,
    officer: OfficerId,
    pin: String,
    place: Place,
) -> Result<Admitted, NoEntry> {
    let seen = hall.hub.now_published();
    let officer = hall.pins.check(&seen, place, officer, pin).await?;
    if !is_for(account, &officer) {
        hall.pins.turn_away(place, officer.id, NoEntry::NotHere);
        return Err(NoEntry::NotHere);
    }
    Ok(Admitted { account, officer: Some(officer), key: None, place, language: None, screen: None })
}

/// Only a key or a PIN is any use; a rejection must say so again, or the client gives up.
pub(super) fn reject() -> Auth {
    let methods = MethodSet::from(&[MethodKind::PublicKey, MethodKind::KeyboardInteractive][..]);
    Auth::Reject { proceed_with_methods: Some(methods), partial_success: false }
}

/// No more questions over this connection; a client that is asked nothing more gives up.
pub(super) fn enough() -> Auth {
    let methods = MethodSet::from(&[MethodKind::PublicKey][..]);
    Auth::Reject { proceed_with_methods: Some(methods), partial_success: false }
}

/// The same; where she has to wait she reads first for how long, since a client shows nothing of a rejection.
pub(super) fn enough_after(words: &Words, why: NoEntry) -> Auth {
    if !matches!(why, NoEntry::Wait(_) | NoEntry::WrongAgain(_)) {
        return enough();
    }
    let prompt = words.say(&why) + "\n" + words.get("session.press_enter");
    Auth::Partial { name: "".into(), instructions: "".into(), prompts: vec![(prompt.into(), true)].into() }
}

/// The questions of the entrance; an account of one officer knows her number already.
pub(super) fn questions(words: &Words, account: Account, why: Option<NoEntry>) -> Auth {
    // OpenSSH shows letters beyond ASCII as they are in questions, but not in instructions.
    let why = why.map(|why| words.say(&why) + "\n").unwrap_or_default();
    let mut questions = vec![("session.ask_officer", true), ("session.ask_pin", false)];
    if matches!(account, Account::Officer(_)) {
        questions.remove(0);
    }
    let lines = std::iter::once(why).chain(std::iter::repeat(String::new()));
    let prompts: Vec<(Cow<'static, str>, bool)> =
        questions.into_iter().zip(lines).map(|((key, echo), why)| ((why + words.get(key)).into(), echo)).collect();
    Auth::Partial { name: "".into(), instructions: "".into(), prompts: prompts.into() }
}

/// What was typed as an answer; nothing when it cannot be one.
pub(super) fn readable(answer: &[u8]) -> String {
    let short = answer.get(..answer.len().min(ANSWER_MAX)).unwrap_or_default();
    std::str::from_utf8(short).unwrap_or_default().to_owned()
}
