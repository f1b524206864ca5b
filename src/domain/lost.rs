//! Sections that officers belong to though the settings have them no more: who, and what is still there.

use super::dossier::Holder;
use super::ids::OfficerId;
use super::state::State;
use std::collections::BTreeMap;

/// A section that is no longer one of the centre's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostSection<'a> {
    /// Its name.
    pub name: &'a str,
    /// Those at work who belong to it; at least one.
    pub officers: Vec<OfficerId>,
    /// How many dossiers it has, and those that are on their way to it.
    pub dossiers: usize,
}

impl LostSection<'_> {
    /// The numbers of its officers, for a sentence.
    pub fn numbers(&self) -> String {
        self.officers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}

/// The sections that officers at work belong to and that are not among `sections`, by name.
pub fn lost_sections<'a>(state: &'a State, sections: &[String]) -> Vec<LostSection<'a>> {
    let mut lost: BTreeMap<&str, Vec<OfficerId>> = BTreeMap::new();
    for officer in state.officers.values().filter(|officer| officer.active) {
        if !officer.section.is_empty() && !sections.contains(&officer.section) {
            lost.entry(&officer.section).or_default().push(officer.id);
        }
    }
    let with_dossiers = |(name, officers)| {
        let is_it = |holder: &Holder| matches!(holder, Holder::Section(section) if section == name);
        let dossiers = state.dossiers.values().filter(|dossier| {
            is_it(&dossier.holder) || dossier.on_its_way.as_ref().is_some_and(|handed| is_it(&handed.to))
        });
        LostSection { name, officers, dossiers: dossiers.count() }
    };
    lost.into_iter().map(with_dossiers).collect()
}
