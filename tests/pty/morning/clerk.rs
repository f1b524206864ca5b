//! The morning on the command line: each step as a command with `--json`.

use super::super::centre::{Centre, vietnamese};
use super::cast::{CASES, argument};
use super::room::Room;
use super::step::{Step, To};
use serde_json::Value;

/// The command for a step; `kind` is that of whoever is in front.
pub fn command(step: &Step, room: &Room, kind: &str) -> Vec<String> {
    let words = vietnamese();
    let text = match step {
        Step::Open { at, officer } => format!("counter open {at} --officer {officer}"),
        Step::Issue { service, ground, kind } => {
            let priority = ground.map(|ground| format!(" --priority {}", ground.name())).unwrap_or_default();
            format!("ticket issue --service {service} --kind {}{priority}", kind.name())
        }
        Step::Call { at } | Step::TakeOn { at } => format!("call {at}"),
        Step::Recall { at } => format!("recall {at}"),
        Step::Start { at } => format!("start {at}"),
        Step::Finish { at, outcome } => format!("finish {at} --outcome {}", outcome.name()),
        Step::NoShow { at } => format!("no-show {at}"),
        Step::Park { at, errand } => {
            return with_reason(&format!("park {at}"), words.get(errand.word()));
        }
        Step::Back { .. } => format!("ticket restore {}", room.about(step).unwrap()),
        Step::Transfer { at, to, second } => {
            let to = match to {
                To::Service(services) => format!("--to {}", room.elsewhere(*at, *services)),
                To::Counter(counter) => format!("--counter {counter}"),
            };
            format!("transfer {at} {to}{}", if *second { " --second" } else { "" })
        }
        Step::Undo { at, .. } => format!("undo {at}"),
        Step::Cancel { ticket } => {
            return with_reason(&format!("ticket cancel {ticket}"), words.get("desk.cancel_mistake"));
        }
        Step::Prioritise { ticket, ground } => format!("ticket priority {ticket} {}", ground.name()),
        Step::Pause { at } => {
            return with_reason(&format!("counter pause {at}"), words.get("desk.pause_meeting"));
        }
        Step::Reopen { at } => format!("counter open {at}"),
        Step::Close { at } => format!("counter close {at}"),
        Step::Receive { at, case } => return receive(*at, *case, kind),
        Step::Done { case } => format!("dossier finish {}", room.code(*case)),
        Step::HandOver { case } => format!("dossier return {} --yes", room.code(*case)),
    };
    text.split(' ').map(str::to_owned).collect()
}

fn with_reason(command: &str, reason: &str) -> Vec<String> {
    let command = command.split(' ').map(str::to_owned);
    command.chain(["--reason".to_owned(), reason.to_owned()]).collect()
}

fn receive(at: u16, case: usize, kind: &str) -> Vec<String> {
    let case = &CASES[case];
    let mut command = with_reason("dossier receive", "");
    command.truncate(2);
    let at = at.to_string();
    let name = argument(case);
    for (option, value) in [
        ("--procedure", case.procedure),
        ("--applicant", &name),
        ("--phone", case.phone),
        ("--id", case.id_number),
        ("--kind", kind),
        ("--counter", &at),
    ] {
        if !value.is_empty() {
            command.extend([option.to_owned(), value.to_owned()]);
        }
    }
    // At the desk nothing is ticked, and she says so when she is asked.
    command.push("--no-papers".to_owned());
    command
}

/// Who stands behind the ticket in front of a step's counter, asked only where the step needs it.
pub fn kind(centre: &Centre, clock: &str, step: &Step, room: &Room) -> String {
    let Step::Receive { at, .. } = step else { return String::new() };
    let ticket = room.front(*at).expect("a dossier is received from the one in front");
    centre.ask(clock, ["ticket", "show", ticket])["kind"].as_str().unwrap().to_owned()
}

/// Does a step and answers what it was about.
pub fn play(centre: &Centre, clock: &str, step: &Step, room: &Room) -> String {
    let kind = kind(centre, clock, step, room);
    let answer = centre.ask(clock, command(step, room, &kind));
    about(step, room, &answer)
}

/// What a step was about, by its answer.
pub fn about(step: &Step, room: &Room, answer: &Value) -> String {
    let said = |field: &str| answer[field].as_str().map(str::to_owned);
    if let Some(events) = answer["events"].as_array() {
        assert!(events.iter().any(|event| event == step.event()), "{step:?}: {answer}");
    }
    let about = match step {
        Step::Open { at, .. }
        | Step::Pause { at }
        | Step::Reopen { at }
        | Step::Close { at }
        | Step::Undo { at, .. } => at.to_string(),
        Step::Receive { .. } | Step::Done { .. } | Step::HandOver { .. } => said("dossier").unwrap(),
        _ => said("ticket").unwrap(),
    };
    if let Some(expected) = room.about(step) {
        assert_eq!(about, expected, "{step:?}: {answer}");
    }
    about
}
