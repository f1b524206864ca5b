//! The section about who works on dossiers besides the reception.

use super::fault::Mistake;
use super::read::section;
use super::section::{Faults, Section};
use super::write::list;
use crate::domain::centre::Work;
use crate::domain::fees::FeeRule;

/// The longest name of a section, an agency or a ground, in characters.
const NAME_MAX: usize = 120;
/// The most of each.
const MOST: usize = 60;

/// What may stand in the section.
const KEYS: [&str; 5] = ["sections", "agencies", "exempt", "fees", "keep_years"];
/// No paper of a commune is kept longer and then thrown away.
const KEEP_YEARS_MOST: u8 = 100;

/// The rooms that communes have since July 2025, and whom they ask most; the centre's to change.
pub(super) fn usual() -> Work {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Work {
        sections: texts(&["Văn phòng HĐND và UBND", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội"]),
        agencies: texts(&["UBND tỉnh", "Chi nhánh Văn phòng đăng ký đất đai", "Công an xã", "Thuế cơ sở"]),
        exempt: texts(&["Người có công với cách mạng", "Hộ nghèo", "Người cao tuổi", "Người khuyết tật", "Trẻ em"]),
        fees: Vec::new(),
        keep_years: 5,
    }
}

pub(super) fn read(root: Section<'_>, faults: &mut Faults<'_>) -> Work {
    let usual = usual();
    let Some(work) = section(root, "work", &KEYS, faults) else { return usual };
    let mut names = |key, usual| {
        let Some(found) = work.list(key, faults) else { return usual };
        let mut names: Vec<String> = Vec::new();
        for (name, at) in found {
            if name.is_empty() {
                faults.at(at, Mistake::Empty(key));
            } else if name.chars().count() > NAME_MAX {
                faults.at(at, Mistake::TooLong { key, most: NAME_MAX });
            } else if !names.contains(&name) && names.len() < MOST {
                names.push(name);
            }
        }
        names
    };
    Work {
        sections: names("sections", usual.sections),
        agencies: names("agencies", usual.agencies),
        exempt: names("exempt", usual.exempt),
        fees: fees(work, faults),
        keep_years: work
            .number("keep_years", 0..=i64::from(KEEP_YEARS_MOST), faults)
            .and_then(|years| u8::try_from(years).ok())
            .unwrap_or(usual.keep_years),
    }
}

/// Each a line: `1.004873: 15.000; NQ 12/2025/NQ-HĐND`.
fn fees(work: Section<'_>, faults: &mut Faults<'_>) -> Vec<FeeRule> {
    let mut rules: Vec<FeeRule> = Vec::new();
    for (line, at) in work.list("fees", faults).unwrap_or_default() {
        match line.parse::<FeeRule>() {
            Err(_) => faults.at(at, Mistake::Fee(line)),
            Ok(rule) if rules.iter().any(|known| known.of == rule.of) => faults.at(at, Mistake::Twice(rule.of)),
            Ok(rule) => rules.push(rule),
        }
    }
    rules
}

/// Each on a line of its own list.
pub(super) fn text(work: &Work) -> [(&'static str, String); 5] {
    let names = |names: &[String]| list(names.iter().map(String::as_str));
    let fees: Vec<String> = work.fees.iter().map(ToString::to_string).collect();
    [
        ("sections", names(&work.sections)),
        ("agencies", names(&work.agencies)),
        ("exempt", names(&work.exempt)),
        ("fees", names(&fees)),
        ("keep_years", work.keep_years.to_string()),
    ]
}
