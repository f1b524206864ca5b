//! Public keys that open accounts.

use super::Plan;
use crate::domain::account::Account;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;

/// The most keys of a centre: two for every PC of the largest, and then some.
const KEYS_MAX: usize = 256;

pub(super) fn add(plan: &mut Plan, account: Account, key: &str, print: &str) -> Result<(), Refusal> {
    match account {
        Account::Counter(counter) | Account::Rate(counter) => drop(plan.counter(counter)?),
        Account::Officer(officer) => plan.officer(officer)?,
        Account::Desk | Account::Wall | Account::Board | Account::Kiosk => {}
    }
    if plan.state.keys.get(print).is_some_and(|known| known.accounts.contains(&account)) {
        return Ok(());
    }
    if plan.state.keys.len() >= KEYS_MAX {
        return Err(Refusal::KeysUsedUp);
    }
    plan.happen(Event::KeyAdded { account, key: key.to_owned(), print: print.to_owned() });
    Ok(())
}

/// `account`: that one only, while the key opens others still.
pub(super) fn remove(plan: &mut Plan, print: &str, account: Option<Account>) -> Result<(), Refusal> {
    let unknown = || Refusal::UnknownKey(print.to_owned());
    let opens = &plan.state.keys.get(print).ok_or_else(unknown)?.accounts;
    if account.is_some_and(|account| !opens.contains(&account)) {
        return Err(unknown());
    }
    let account = account.filter(|_| opens.len() > 1);
    plan.happen(Event::KeyRemoved { print: print.to_owned(), account });
    Ok(())
}
