//! Pictures of every screen, as text and as roles.

use crate::office::Office;
use motcua::tui::input::Key;

#[test]
fn look() {
    let screens: [(&str, fn(&mut Office)); 9] = [
        ("receive offers", |o| {
            o.key('t');
            o.write("ket hon");
        }),
        ("receive", |o| {
            o.key('t');
            o.write("khai sinh");
            o.key(Key::Enter);
            o.write("Ngô Bảo Châu");
            o.key(Key::Tab);
            o.write("09");
            o.key(Key::F(10));
        }),
        ("explain", |o| {
            o.key('t');
            o.write("1.004873");
            o.key(Key::Enter);
            o.key(Key::F(5));
        }),
        ("search", |o| {
            o.key('/');
            o.write("dao");
        }),
        ("procedures", |o| {
            o.key(Key::F(3));
            o.write("dat dai");
        }),
        ("dossiers", |o| {
            o.key(Key::F(4));
        }),
        ("dossier", |o| {
            o.key(Key::F(4));
            o.key(Key::Enter);
        }),
        ("help", |o| {
            o.key('?');
        }),
        ("finish", |o| {
            o.key('x');
        }),
    ];
    for (name, go) in screens {
        for (cols, rows) in [(40, 12), (80, 24), (120, 40)] {
            let mut office = Office::serving();
            go(&mut office);
            println!("--- {name} {cols}x{rows}\n{}", office.text(cols, rows));
        }
    }
}
