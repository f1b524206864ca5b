//! What the settings say of papers: who issues them, where they are kept, what prints them.

use super::papers::Agency;
use crate::text::words::Words;
use std::path::PathBuf;

/// What the settings say of papers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// The program that prints a file, with its arguments; `{file}` in one of them is the file. Empty prints nothing.
    pub print: Vec<String>,
    /// Where papers are kept; a folder of the data directory without.
    pub folder: Option<PathBuf>,
    /// The agency above the centre; the commune's people's committee without.
    pub parent: String,
    /// The place in front of dates; the commune's name without.
    pub place: String,
    /// Where to ask: telephone, address.
    pub contact: String,
}

/// What a commune is called in front of its name.
const UNITS: [&str; 3] = ["xã", "phường", "đặc khu"];

impl Terms {
    /// Who issues papers for the centre of this name.
    pub fn agency(&self, centre: &str, words: &Words) -> Agency {
        let commune = commune(centre);
        let parent = commune
            .map_or_else(String::new, |(unit, name)| words.fill("papers.committee", &[("unit", unit), ("name", name)]));
        let place = commune.map_or("", |(_, name)| name);
        let or = |said: &str, otherwise: &str| if said.is_empty() { otherwise.to_owned() } else { said.to_owned() };
        Agency {
            parent: or(&self.parent, &parent),
            name: centre.to_owned(),
            place: or(&self.place, place),
            contact: self.contact.clone(),
        }
    }
}

/// Of `Trung tâm Phục vụ hành chính công xã Cẩm Trung`, and of `Xã Cẩm Trung` alone: `xã` and `Cẩm Trung`.
fn commune(centre: &str) -> Option<(&'static str, &str)> {
    UNITS.into_iter().find_map(|unit| {
        let behind = centre.rsplit_once(&format!(" {unit} ")).map(|(_, name)| name);
        let name = behind.or_else(|| after(centre.trim(), unit)).map(str::trim);
        name.filter(|name| !name.is_empty()).map(|name| (unit, name))
    })
}

/// What stands behind `unit` where `text` begins with it, in whatever case.
fn after<'a>(text: &'a str, unit: &str) -> Option<&'a str> {
    let (at, _) = text.char_indices().nth(unit.chars().count())?;
    let (first, rest) = text.split_at(at);
    rest.strip_prefix(' ').filter(|_| first.to_lowercase() == unit)
}
