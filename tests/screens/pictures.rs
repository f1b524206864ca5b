//! Pictures of every screen, as text and as roles.

use crate::office::Office;

#[test]
fn look() {
    for (name, mut office) in [
        ("serving", Office::serving()),
        ("busy", Office::busy()),
        ("seated", Office::seated()),
        ("empty", Office::empty()),
    ] {
        for (cols, rows) in [(20, 6), (40, 12), (80, 24), (120, 40), (200, 60)] {
            println!("--- {name} {cols}x{rows}\n{}", office.text(cols, rows));
        }
    }
}
