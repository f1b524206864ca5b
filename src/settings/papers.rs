//! The section about papers: who issues them, where they are kept, what prints them.

use super::read::{PATH_MAX, section};
use super::section::{Faults, Section};
use super::write::{list, path, quoted};
use crate::print::forms::Terms;
use std::path::PathBuf;

/// The longest name of an agency or place, in characters.
const NAME_MAX: usize = 200;

pub(super) fn read(root: Section<'_>, faults: &mut Faults<'_>) -> Terms {
    let keys = &["print", "folder", "parent", "place", "contact"];
    let Some(section) = section(root, "forms", keys, faults) else { return usual() };
    let print = section.list("print", faults).map(|args| args.into_iter().map(|(arg, _)| arg).collect());
    let folder = section.text("folder", PATH_MAX, faults).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let mut name = |key| section.text(key, NAME_MAX, faults).unwrap_or_default();
    let (parent, place, contact) = (name("parent"), name("place"), name("contact"));
    Terms { print: print.unwrap_or(usual().print), folder, parent, place, contact }
}

/// What nearly every system prints with.
pub(super) fn usual() -> Terms {
    Terms { print: ["lp", "{file}"].map(str::to_owned).to_vec(), ..Terms::default() }
}

/// The section as the file says it.
pub(super) fn text(terms: &Terms) -> [(&'static str, String); 5] {
    [
        ("forms_print", list(terms.print.iter().map(String::as_str))),
        ("forms_folder", path(terms.folder.as_deref())),
        ("forms_parent", quoted(&terms.parent)),
        ("forms_place", quoted(&terms.place)),
        ("forms_contact", quoted(&terms.contact)),
    ]
}
