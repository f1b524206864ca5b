//! `motcua keys`: which public keys open which account.

use super::answer::{Objection, Shown};
use super::office::Office;
use super::parse;
use crate::domain::account::{Account, AccountKey};
use crate::domain::command::Verb;
use crate::session::ssh::{host_key, public_key};
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// No `.pub` file is larger, in bytes.
const FILE_MAX: u64 = 64 << 10;

/// What to do about keys.
#[derive(Subcommand, Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// This key opens that account from now on.
    Add {
        /// `counter3`, `officer2`, `desk`, `wall`, `board` or `kiosk`.
        #[arg(value_parser = parse::account)]
        account: Account,
        /// The `.pub` file.
        file: PathBuf,
    },
    /// A key opens nothing any more.
    Remove {
        /// Its fingerprint.
        print: String,
        /// This account only; without, all that it opens.
        #[arg(long, value_parser = parse::account)]
        account: Option<Account>,
    },
    /// Every key, and the hub's own.
    List,
}

pub(super) fn run(office: &Office<'_>, act: &Act) -> Result<Shown, Objection> {
    match act {
        Act::Add { account, file } => add(office, *account, &office.file(file)),
        Act::Remove { print, account } => remove(office, print, *account),
        Act::List => Ok(list(office)),
    }
}

fn add(office: &Office<'_>, account: Account, file: &Path) -> Result<Shown, Objection> {
    let unreadable = |error: &std::io::Error| Objection::file("unreadable", file, error);
    let size = std::fs::metadata(file).map_err(|error| unreadable(&error))?.len();
    let text = if size > FILE_MAX { Vec::new() } else { std::fs::read(file).map_err(|error| unreadable(&error))? };
    let entered = std::str::from_utf8(&text).ok().and_then(public_key::read);
    let Some(entered) = entered else {
        return Err(Objection::own("no_public_key", &[("path", &file.display())]));
    };
    let print = entered.print.clone();
    office.submit(Verb::AddKey { account, key: entered.key, print: entered.print })?;
    let name = account.to_string();
    let said = office.words.fill("cli.key_added", &[("account", &name), ("print", &print)]);
    Ok(Shown::new(said, json!({ "account": name, "print": print })))
}

fn remove(office: &Office<'_>, print: &str, account: Option<Account>) -> Result<Shown, Objection> {
    let answer = office.submit(Verb::RemoveKey { print: print.to_owned(), account })?;
    let left = answer.published.state.keys.get(print).map(AccountKey::names).unwrap_or_default();
    let words = &office.words;
    let said = match account {
        Some(account) if !left.is_empty() => {
            let account = account.to_string();
            words.fill("cli.key_removed_from", &[("print", print), ("account", &account), ("left", &left)])
        }
        _ => words.fill("cli.key_removed", &[("print", print)]),
    };
    Ok(Shown::new(
        said,
        json!({ "removed": print, "account": account.map(|account| account.to_string()), "left": left }),
    ))
}

fn list(office: &Office<'_>) -> Shown {
    let published = office.published();
    let own = host_key::open(office.home.dir()).ok().map(|key| host_key::fingerprint(&key));
    let mut lines: Vec<String> =
        own.iter().map(|print| office.words.fill("cli.host_key", &[("print", print)])).collect();
    let mut keys: Vec<Value> = Vec::new();
    for (print, key) in &published.state.keys {
        let since = key.since.local().format("%Y-%m-%d").to_string();
        let accounts: Vec<String> = key.accounts.iter().map(ToString::to_string).collect();
        lines.push(format!("{:<12} {since}  {print}", key.names()));
        keys.push(json!({ "accounts": accounts, "print": print, "since": since, "key": key.key }));
    }
    if keys.is_empty() {
        lines.push(office.words.get("cli.no_keys").to_owned());
    }
    Shown::new(lines.join("\n"), json!({ "host": own, "keys": keys }))
}
