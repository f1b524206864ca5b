//! PINs: kept only as salted Argon2id hashes, checked off the writer's path.

use crate::domain::person::PinHash;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::sync::{Mutex, PoisonError};

/// The parameters in use: 19 MiB, 2 passes, 1 lane (the OWASP minimum for Argon2id), so that an old PC takes well
/// under a second and a thief with the vault well over a moment for each guess.
const VERSION: u8 = 1;
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const HASH_BYTES: usize = 32;
const SALT_BYTES: usize = 16;

/// What is asked of the system for each hash, in KiB, though only [`MEMORY_KIB`] of it is ever touched: from 32 MiB on
/// its allocator gives memory back when it is freed, and keeps none of it for each thread that ever hashed.
const ASKED_KIB: u32 = 33 * 1024;

/// Whoever hashes: one at a time in the whole process, so that many guesses at once take no more memory than one.
static TURN: Mutex<()> = Mutex::new(());

/// The hash of `pin` under a fresh salt. `None` when the system gives no random bytes.
pub fn hash(pin: &str) -> Option<PinHash> {
    let mut salt = vec![0; SALT_BYTES];
    getrandom::fill(&mut salt).ok()?;
    let hash = digest(pin, &salt)?;
    Some(PinHash { version: VERSION, salt, hash })
}

/// A hash that no PIN has: comparing with it takes as long as with another.
pub fn nobodys() -> PinHash {
    PinHash { version: VERSION, salt: vec![0; SALT_BYTES], hash: vec![0; HASH_BYTES] }
}

/// Whether `pin` is the one behind `kept`. Takes as long for a wrong one.
pub fn verify(kept: &PinHash, pin: &str) -> bool {
    if kept.version != VERSION {
        return false;
    }
    digest(pin, &kept.salt).is_some_and(|hash| same(&hash, &kept.hash))
}

fn digest(pin: &str, salt: &[u8]) -> Option<Vec<u8>> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, Some(HASH_BYTES)).ok()?;
    let mut hash = vec![0; HASH_BYTES];
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let mut memory = Vec::with_capacity(usize::try_from(ASKED_KIB).ok()?);
    memory.resize(params.block_count(), Block::default());
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(pin.as_bytes(), salt, &mut hash, &mut memory)
        .ok()?;
    Some(hash)
}

/// Compares without saying by its time where they differ.
fn same(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && left.iter().zip(right).fold(0, |differs, (l, r)| differs | (l ^ r)) == 0
}
