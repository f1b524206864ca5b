//! What a keyed copy can prove of a log: that it holds every record of it, chained from the first to the last it names.

use super::applied::Applied;
use super::journal::record::{self, Link};
use super::keyed::{Keyed, Room};
use super::second::Second;

/// The end of a log as a keyed copy has it, record by record from the first.
#[derive(Clone, Copy, Debug)]
pub struct Proof {
    /// The number after its last.
    pub next: u64,
    /// The link of its last record.
    pub head: Link,
}

impl Proof {
    /// `None` when the copy holds nothing of the log, or not all that it says.
    pub fn of(keyed: &Keyed, room: Room) -> Option<Self> {
        Self::walk(keyed, room, &mut |_| {})
    }

    /// As [`Self::of`], telling `each` link on the way, also of a copy that does not prove all of it.
    pub fn walk(keyed: &Keyed, room: Room, each: &mut dyn FnMut(Link)) -> Option<Self> {
        let applied = Applied::of(keyed).ok()?;
        let proof = match room {
            Room::Vault => Self { next: applied.vault_next, head: applied.vault_head },
            _ => Self { next: applied.next, head: applied.head },
        };
        let (mut second, mut seq, mut head) = (Second::new(keyed, room), 1, [0; 32]);
        while seq < proof.next {
            let raw = second.after(seq, &head)?;
            let record = record::parse(&raw).ok()?;
            (seq, head) = (record.end_seq(), record.hash);
            each(head);
        }
        (proof.next > 1 && seq == proof.next && head == proof.head).then_some(proof)
    }
}
