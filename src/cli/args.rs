//! The arguments: what may stand before and after every subcommand, and the list of subcommands.

use super::{
    cash, config, counter, dossier, due, forecast, form, holidays, import, init, keys, officer, parse, promises, rate,
    register, replay, simulate, staffing, store, ticket,
};
use crate::domain::ids::{CommandId, CounterId, OfficerId};
use crate::domain::time::Timestamp;
use crate::text::words::Language;
use clap::{Parser, Subcommand};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// The whole command line. What each part is for is told by the words files; see [`help`](super::help).
#[derive(Parser, Clone, Debug)]
#[command(name = "motcua", version, disable_help_subcommand = true)]
pub struct Arguments {
    /// What holds for every subcommand.
    #[command(flatten)]
    pub common: Common,
    /// What to do; nothing means the hub and the desk.
    #[command(subcommand)]
    pub what: Option<What>,
}

/// What holds for every subcommand.
#[derive(clap::Args, Clone, Debug)]
pub struct Common {
    /// The data directory.
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Answers for programs.
    #[arg(long, global = true)]
    pub json: bool,
    /// For whom the owner of the data directory acts.
    #[arg(long, global = true, value_name = "ID", value_parser = parse::officer)]
    pub officer: Option<OfficerId>,
    /// Language of the answers.
    #[arg(long, global = true, value_name = "vi|en", value_parser = parse::language)]
    pub lang: Option<Language>,
    /// Where the clock starts, for training and rehearsals; a running hub keeps its own.
    #[arg(long, global = true, hide = true, value_name = "DATETIME", value_parser = parse::moment)]
    pub clock: Option<Timestamp>,
}

/// What to do.
#[derive(Subcommand, Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Make a centre without asking.
    Init(init::Init),
    /// Run the hub without a screen.
    Serve,
    /// One more desk at this PC.
    Desk,
    /// The supervisors' display.
    Wall,
    /// The waiting room's display.
    Board,
    /// Where citizens take a number.
    Kiosk,
    /// Carries an ssh client's bytes to the hub.
    #[command(hide = true)]
    Door,
    /// Tickets.
    #[command(subcommand)]
    Ticket(ticket::Act),
    /// Counters.
    #[command(subcommand)]
    Counter(counter::Act),
    /// The same at a counter, for short.
    #[command(flatten)]
    Serving(counter::Serving),
    /// Who waits, in calling order.
    Queue {
        /// As this counter would call them.
        #[arg(long = "counter", value_name = "N", value_parser = parse::counter)]
        at: Option<CounterId>,
    },
    /// The counters and who is in front of them.
    Counters,
    /// Which counters to open.
    Staffing(staffing::Question),
    /// Open dossiers by due time.
    Dossiers,
    /// Dossiers.
    #[command(subcommand)]
    Dossier(dossier::Act),
    /// What was taken and given back, and closing a till.
    Cash(cash::Question),
    /// Say how a service was, by the code on the slip.
    Rate(rate::Said),
    /// What citizens said of late.
    Ratings,
    /// The register of dossiers.
    Register(register::Asked),
    /// How far the waits that were told were true.
    Promises(promises::Asked),
    /// When a result is due, and why.
    Due(due::Question),
    /// The catalogue of procedures.
    Procedures {
        /// Parts of a name, without accents if need be, or of a code.
        search: Vec<String>,
        /// How many at most.
        #[arg(long, value_name = "N", value_parser = parse::rows)]
        most: Option<usize>,
    },
    /// The days off of a year, and the centre's own.
    Holidays(holidays::Question),
    /// Take over a catalogue or holidays.
    #[command(subcommand)]
    Import(import::Act),
    /// Who works here.
    #[command(subcommand)]
    Officer(officer::Act),
    /// Keys of other PCs.
    #[command(subcommand)]
    Keys(keys::Act),
    /// The settings file.
    #[command(subcommand)]
    Config(config::Act),
    /// The templates of the forms.
    #[command(subcommand)]
    Forms(form::Act),
    /// How good the ranges are.
    #[command(subcommand)]
    Forecast(forecast::Act),
    /// A past day as it was.
    Replay(replay::Asked),
    /// A busy morning, live in this terminal.
    Demo,
    /// Virtual days through the real engine.
    Simulate(simulate::Asked),
    /// Check everything that is kept.
    Verify,
    /// Mend a damaged store from its other copies.
    Repair,
    /// Write everything to one file.
    Backup(store::Backup),
    /// Make a store from a backup.
    Restore {
        /// A backup, or a folder with a standing copy.
        file: PathBuf,
    },
    /// The journal as JSON Lines.
    Export(store::Export),
    /// Completions for a shell; never asked of a hub.
    #[serde(skip)]
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// The manual page.
    Man,
}

/// One question to a hub.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ask {
    /// The wish's own id: a repeat gets the first answer.
    pub id: CommandId,
    /// Language of the answer; that of the centre without.
    pub lang: Option<Language>,
    /// Whether the answer is for a program.
    pub json: bool,
    /// For whom.
    pub officer: Option<OfficerId>,
    /// Where file names are meant from.
    pub from: PathBuf,
    /// What.
    pub what: What,
}
