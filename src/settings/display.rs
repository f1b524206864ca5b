//! The section about what hangs on the walls.

use super::fault::Mistake;
use super::read::section;
use super::section::{Faults, Section};
use super::write::{list, quoted};
use crate::domain::display::{self, Display, NOTICES_MAX};
use crate::domain::numbers;
use chrono::NaiveTime;

/// `contact` is how the centre is reached.
pub(super) fn read(root: Section<'_>, contact: &str, faults: &mut Faults<'_>) -> Display {
    let own_numbers = numbers::own(contact);
    let usual = Display { own_numbers: own_numbers.clone(), ..Display::default() };
    let keys = &["notices", "night_from", "night_to", "page_seconds"];
    let Some(section) = section(root, "display", keys, faults) else { return usual };
    let mut notices = Vec::new();
    for (index, (notice, at)) in section.list("notices", faults).unwrap_or_default().into_iter().enumerate() {
        if let Err(fault) = display::notice_fault(&notice, &own_numbers) {
            faults.at(at, Mistake::Display(fault));
        }
        if index == NOTICES_MAX {
            faults.at(at, Mistake::Display(display::DisplayFault::TooManyNotices));
        }
        notices.push(notice);
    }
    let (least, most) = display::PAGE_S.into_inner();
    Display {
        notices,
        night_from: time(section, "night_from", faults).unwrap_or(usual.night_from),
        night_to: time(section, "night_to", faults).unwrap_or(usual.night_to),
        page_s: section.number("page_seconds", least..=most, faults).unwrap_or(usual.page_s),
        own_numbers,
    }
}

fn time(section: Section<'_>, key: &'static str, faults: &mut Faults<'_>) -> Option<NaiveTime> {
    let text = section.text(key, 16, faults)?;
    display::time_of_day(&text).map_err(|fault| faults.at(section.place(key), Mistake::Display(fault))).ok()
}

/// The section as the file says it.
pub(super) fn text(display: &Display) -> [(&'static str, String); 4] {
    [
        ("notices", list(display.notices.iter().map(String::as_str))),
        ("night_from", quoted(&display::show_time(display.night_from))),
        ("night_to", quoted(&display::show_time(display.night_to))),
        ("page_seconds", display.page_s.to_string()),
    ]
}
