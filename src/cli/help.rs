//! Help, the manual page and the sentences of wrong usage, in the language of the one who asks.

use super::answer::{Said, USAGE};
use super::args::Arguments;
use super::parse::Wants;
use crate::text::words::{Language, Words};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory};
use serde_json::json;
use std::error::Error as _;
use std::ffi::OsString;

/// Verbs of a counter that stand at the top for short; `motcua counter` lists them.
const SHORT: [&str; 8] = ["call", "recall", "start", "finish", "no-show", "park", "transfer", "undo"];

/// `motcua help [COMMAND]`: the same as `motcua [COMMAND] --help`.
const HELP: &str = "help";
const ASKED: &str = "commands";

/// The arguments read; the help that was asked for is an error, as clap has it.
pub(super) fn read(argv: Vec<OsString>, words: &Words) -> Result<ArgMatches, clap::Error> {
    let matches = command(words).try_get_matches_from(argv)?;
    let Some((HELP, asked)) = matches.subcommand() else { return Ok(matches) };
    let asked = asked.get_many::<String>(ASKED).into_iter().flatten().map(String::as_str);
    command(words).try_get_matches_from(["motcua"].into_iter().chain(asked).chain(["--help"]))
}

/// The language of the command line itself: that of `--lang`, else Vietnamese.
pub(super) fn language(argv: &[OsString]) -> Language {
    let texts: Vec<&str> = argv.iter().filter_map(|word| word.to_str()).collect();
    let after = texts.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let joined = texts.iter().find_map(|word| word.strip_prefix("--lang="));
    if after.or(joined) == Some("en") { Language::En } else { Language::Vi }
}

/// The command line, told in `words`.
pub(super) fn command(words: &Words) -> Command {
    let mut command = Arguments::command();
    for name in SHORT {
        command = command.mut_subcommand(name, |short| short.hide(true));
    }
    let asked = Arg::new(ASKED).value_name("COMMAND").num_args(0..);
    let command = command.subcommand(Command::new(HELP).arg(asked));
    let version = flag("version", 'V', ArgAction::Version);
    let about = words.get("cli.about.motcua").to_owned();
    told(command.disable_version_flag(true).arg(version), "", words)
        .about(about)
        .after_help(words.get("cli.about.exit").to_owned())
}

fn flag(name: &'static str, short: char, action: ArgAction) -> Arg {
    Arg::new(name).long(name).short(short).action(action)
}

/// Every subcommand and argument with its words: `cli.about.<path>` and `cli.arg.<id>`, or `cli.arg.<path>_<id>` where
/// one argument means something else there.
fn told(command: Command, path: &str, words: &Words) -> Command {
    let heading = |key| words.get(key).to_owned();
    let template =
        format!("{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}", heading("cli.usage.heading"));
    let command = command
        .disable_help_flag(true)
        .arg(flag("help", 'h', ArgAction::Help))
        .help_template(template)
        .subcommand_help_heading(heading("cli.usage.commands"));
    let arguments = command.mut_args(|argument| {
        let id = argument.get_id().to_string();
        let (own, shared) = (format!("cli.arg.{path}_{id}"), format!("cli.arg.{id}"));
        let key = if words.get(&own) == own { shared } else { own };
        let help = words.get(&key).to_owned();
        let key = if argument.is_positional() { "cli.usage.arguments" } else { "cli.usage.options" };
        // Defaults and choices are in the words, in the person's language.
        let takes = argument.get_action().takes_values();
        let bare = argument.hide_default_value(takes).hide_possible_values(takes).hide_env(takes);
        // `-1` is a value out of range, not an option that nobody knows.
        let bare = bare.allow_negative_numbers(takes);
        bare.help(help).help_heading(heading(key))
    });
    arguments.mut_subcommands(|sub| {
        let name = sub.get_name().replace('-', "_");
        let path = if path.is_empty() { name } else { format!("{path}_{name}") };
        let key = format!("cli.about.{path}");
        // The short form of a verb is told like the long one.
        let long = format!("cli.about.counter_{path}");
        let key = if words.get(&key) == key { long } else { key };
        let about = words.get(&key).to_owned();
        told(sub, &path, words).about(about)
    })
}

/// What to say to arguments that cannot be, or to a request for help.
pub(super) fn wrong(error: &clap::Error, json: bool, words: &Words) -> Said {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return Said { stdout: error.render().to_string(), ..Said::default() };
    }
    if !json && error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return Said { exit: USAGE, stderr: error.render().to_string(), ..Said::default() };
    }
    let message = sentence(error, words);
    let stderr = if json {
        format!("{}\n", json!({ "refusal": "usage", "message": message }))
    } else {
        let usage = error.get(ContextKind::Usage).map(ToString::to_string).unwrap_or_default();
        let usage = usage.trim().trim_start_matches("Usage:").trim();
        let mut text = format!("{message}\n");
        if !usage.is_empty() {
            text.push_str(&words.fill("cli.usage.usage", &[("usage", usage)]));
            text.push('\n');
        }
        text + words.get("cli.usage.help") + "\n"
    };
    Said { exit: USAGE, stderr, ..Said::default() }
}

fn sentence(error: &clap::Error, words: &Words) -> String {
    let said = |kind| match error.get(kind) {
        Some(ContextValue::Strings(list)) => list.join(", "),
        Some(value) => value.to_string(),
        None => String::new(),
    };
    let (argument, value) = (said(ContextKind::InvalidArg), said(ContextKind::InvalidValue));
    let value: String = value.chars().filter(|letter| !letter.is_control()).take(60).collect();
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near = near.into_iter().map(said).find(|near| !near.is_empty());
    let choices = error.get(ContextKind::ValidValue).map(|_| said(ContextKind::ValidValue));
    let wants = match error.source().and_then(|source| source.downcast_ref::<Wants>()) {
        Some(wants) => Some(wants.sentence(words)),
        None => choices.map(|values| words.fill("cli.wants.one_of", &[("values", &values)])),
    };
    let key = match error.kind() {
        ErrorKind::InvalidSubcommand => "cli.usage.subcommand",
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "cli.usage.subcommand_missing"
        }
        ErrorKind::UnknownArgument => "cli.usage.argument",
        ErrorKind::MissingRequiredArgument => "cli.usage.missing",
        ErrorKind::ArgumentConflict => "cli.usage.conflict",
        ErrorKind::InvalidValue if value.is_empty() => "cli.usage.value_missing",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "cli.usage.value",
        ErrorKind::InvalidUtf8 => "cli.usage.utf8",
        _ => "cli.usage.other",
    };
    let subcommand = said(ContextKind::InvalidSubcommand);
    let other = said(ContextKind::PriorArg);
    let gaps = [("argument", argument.as_str()), ("value", &value), ("subcommand", &subcommand), ("other", &other)];
    let mut sentence = words.fill(key, &gaps);
    if let Some(wants) = wants {
        sentence = format!("{sentence} {wants}");
    }
    if let Some(near) = near {
        sentence = format!("{sentence} {}", words.fill("cli.usage.near", &[("near", &near)]));
    }
    sentence
}
