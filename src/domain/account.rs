//! Accounts: the names other PCs and displays come in by, and the public keys that open them.

use super::centre::Role;
use super::ids::{CounterId, OfficerId};
use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// Who a PC says it is: the part before the `@` of `ssh counter3@hub`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Account {
    /// `counter3`: the PC at that counter.
    Counter(CounterId),
    /// `officer2`: that officer, at whatever PC.
    Officer(OfficerId),
    /// `desk`: whatever counter the officer chooses.
    Desk,
    /// `wall`: the supervisors' display.
    Wall,
    /// `board`: the display in the waiting room.
    Board,
    /// `kiosk`: where citizens take a number.
    Kiosk,
    /// `rate3`: where the citizen before that counter says how she was served.
    Rate(CounterId),
}

/// A public key that opens accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountKey {
    /// Which accounts.
    pub accounts: BTreeSet<Account>,
    /// The key in the form of an OpenSSH `.pub` file, without its comment, which often names a person.
    pub key: String,
    /// Since when.
    pub since: Timestamp,
}

impl AccountKey {
    /// Its accounts in one line: `board, wall`.
    pub fn names(&self) -> String {
        self.accounts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}

impl Account {
    /// Whether only its own screen may be seen from it, and nothing be asked but what that screen is for.
    pub fn is_display(self) -> bool {
        matches!(self, Self::Wall | Self::Board | Self::Kiosk | Self::Rate(_))
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Counter(counter) => write!(f, "counter{counter}"),
            Self::Officer(officer) => write!(f, "officer{officer}"),
            Self::Desk => f.write_str("desk"),
            Self::Wall => f.write_str("wall"),
            Self::Board => f.write_str("board"),
            Self::Kiosk => f.write_str("kiosk"),
            Self::Rate(counter) => write!(f, "rate{counter}"),
        }
    }
}

impl FromStr for Account {
    type Err = ();

    /// `counter3` or, as it is said here, `quay3`; `officer2` or `canbo2`; `wall`, `board`, `kiosk`;
    /// `rate3` or `danhgia3`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let number = |names: [&str; 2]| -> Option<u16> {
            let digits = names.iter().find_map(|name| text.strip_prefix(name))?;
            let plain = (1..=5).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
            digits.parse().ok().filter(|number| plain && *number > 0)
        };
        match text {
            "desk" => Ok(Self::Desk),
            "wall" => Ok(Self::Wall),
            "board" => Ok(Self::Board),
            "kiosk" => Ok(Self::Kiosk),
            _ => {
                let counter = number(["counter", "quay"]).map(|number| Self::Counter(CounterId(number)));
                let officer = || number(["officer", "canbo"]).map(|number| Self::Officer(OfficerId(number)));
                let rate = || number(["rate", "danhgia"]).map(|number| Self::Rate(CounterId(number)));
                counter.or_else(officer).or_else(rate).ok_or(())
            }
        }
    }
}

/// Whether somebody of this role is there to look at the wall and open its lines.
pub fn reads_the_wall(role: Role) -> bool {
    matches!(role, Role::Supervisor | Role::Administrator)
}
