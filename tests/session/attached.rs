//! The other screens of a hub, counted while they are open.

use motcua::session::Wake;
use motcua::session::attached::Attached;

#[test]
fn a_screen_counts_until_its_sitting_ends() {
    let attached = Attached::default();
    let seats: Vec<Wake> = (0..3).map(|_| Wake::default()).collect();
    for wake in &seats {
        attached.came(wake);
    }
    assert_eq!(attached.clone().count(), 3);
    let kept = seats[0].clone();
    drop(seats);
    assert_eq!(attached.count(), 1);
    drop(kept);
    assert_eq!(attached.count(), 0);
}
