//! A dossier to be received, at its plainest; a test says what is otherwise at its own.

use motcua::domain::command::{Applicant, Receive};
use motcua::domain::dossier::{Channel, Delivery};
use motcua::domain::ids::Digest;
use motcua::domain::ticket::ApplicantKind;

/// From somebody who is new, at no counter and just now, with the catalogue's fee and no papers.
pub fn plain(procedure: &str) -> Receive {
    Receive {
        procedure: procedure.to_owned(),
        applicant: Applicant::New(Digest([0; 32])),
        kind: ApplicantKind::Citizen,
        sets: 1,
        fee: None,
        channel: Channel::InPerson,
        counter: None,
        received: None,
        holder: None,
        papers: Vec::new(),
        registered: false,
        delivery: Delivery::Counter,
        linked: None,
        foreign: None,
        elsewhere: None,
        no_papers: false,
    }
}
