//! Why somebody is called, in words.

use super::centre::Centre;
use super::ids::GroundId;
use super::queue::{CallReason, Why};
use crate::text::words::Words;

/// Why somebody was called, and whom it passed: `người cao tuổi; A011 đã bị vượt 3/8 lần`.
pub fn of_call(reason: &CallReason, centre: &Centre, words: &Words) -> String {
    let why = in_words(reason.why, ground(reason.ground.as_ref(), centre, words), words);
    let Some(passed) = reason.most_passed else { return why };
    let (ticket, times) = (passed.ticket.to_string(), passed.times.to_string());
    let gaps = [("ticket", ticket.as_str()), ("times", times.as_str())];
    let passed = match passed.most {
        Some(most) => words.fill("common.was_passed", &[gaps[0], gaps[1], ("most", &most.to_string())]),
        None => words.fill("common.was_passed_unbounded", &gaps),
    };
    format!("{why}; {passed}")
}

/// The ground of a choice, in a few words; `ground` is that of the priority.
pub fn in_words(why: Why, ground: &str, words: &Words) -> String {
    let key = match why {
        Why::Turn => "common.why_turn",
        Why::Priority => "common.why_priority",
        Why::PassedEnough => "common.why_passed_enough",
        Why::Appointment => "common.why_appointment",
        Why::Back => "common.why_back",
        Why::Chosen => "common.why_chosen",
    };
    words.fill(key, &[("ground", ground)])
}

/// The name of a ground of priority.
pub fn ground<'a>(ground: Option<&GroundId>, centre: &'a Centre, words: &'a Words) -> &'a str {
    let known = ground.and_then(|id| centre.ground(id));
    known.map_or_else(|| words.get("common.priority"), |ground| ground.name_in(words.language()))
}
