//! The keyed copy alone, as an earlier release left it.

use motcua::store::keyed::{Keyed, Room, Rows};

#[test]
fn one_that_was_begun_with_other_segments_opens_with_those() {
    let dir = tempfile::tempdir().unwrap();
    let earlier = sled::Config::new().path(dir.path()).segment_size(512 << 10).open().unwrap();
    earlier.insert(b"Rsome receipt", b"some dossier").unwrap();
    earlier.flush().unwrap();
    drop(earlier);
    let keyed = Keyed::open(dir.path()).unwrap();
    assert_eq!(keyed.get(Room::Receipts, b"some receipt").unwrap().as_deref(), Some(b"some dossier".as_slice()));
    let mut rows = Rows::default();
    rows.set(Room::Receipts, b"another", b"dossier");
    keyed.put(rows).unwrap();
    let keyed = keyed.settled(dir.path()).unwrap();
    assert_eq!(keyed.get(Room::Receipts, b"another").unwrap().as_deref(), Some(b"dossier".as_slice()));
    keyed.close().unwrap();
}
