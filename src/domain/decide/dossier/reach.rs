//! Which dossiers show an applicant's data, and what becomes of them when one of them is corrected.

use super::stands_for;
use crate::domain::command::Actor;
use crate::domain::dossier::Dossier;
use crate::domain::ids::DossierCode;
use crate::domain::state::State;
use crate::text::words::Sentence;

/// How far a correction of an applicant's data goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Her other dossiers that are not in the archive.
    pub others: Vec<DossierCode>,
    /// Whether they keep what was recorded, because one of them is over or somebody else has it.
    pub alone: bool,
}

/// What a correction by `by` in `dossier` reaches, as far as the archive has nothing of hers: a dossier that is over
/// stays as it is, and one that is open is changed by who has it, or by the head.
pub fn reach(state: &State, dossier: &Dossier, by: Actor) -> Reach {
    let others = state.dossiers.values();
    let others = others.filter(|one| one.applicant == dossier.applicant && one.code != dossier.code);
    let may = |one: &Dossier| !one.status.is_over() && stands_for(state, by, &one.holder) && !is_barred(one, by);
    let (mut codes, mut alone) = (Vec::new(), false);
    for one in others {
        alone |= !may(one);
        codes.push(one.code.clone());
    }
    Reach { others: codes, alone }
}

fn is_barred(dossier: &Dossier, by: Actor) -> bool {
    matches!(by, Actor::Officer(officer) if dossier.is_barred_to(officer))
}

impl Reach {
    /// With her dossiers of the archive, which stay as they are.
    #[must_use]
    pub fn with(mut self, archived: &[DossierCode]) -> Self {
        self.alone |= !archived.is_empty();
        self.others.extend_from_slice(archived);
        self
    }
}

/// As many are named.
const NAMED: usize = 3;

/// Which dossiers change with the one that is corrected, and how many.
impl Sentence for Reach {
    fn key(&self) -> &'static str {
        match self {
            Self { others, .. } if others.is_empty() => "step.reach_one",
            Self { alone: true, .. } => "step.reach_alone",
            Self { .. } => "step.reach_all",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        let named: Vec<&str> = self.others.iter().take(NAMED).map(|code| code.0.as_str()).collect();
        let more = if self.others.len() > NAMED { ", …" } else { "" };
        vec![("n", self.others.len().to_string()), ("others", format!("{}{more}", named.join(", ")))]
    }
}
