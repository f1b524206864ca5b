//! Pictures of every screen, as text and as roles, at five sizes and in two languages.
//!
//! After a wanted change: `INSTA_UPDATE=always cargo test --test screens pictures`, then look at what changed.

use crate::office::{Office, clock};
use crate::steps::{before, house, in_time, listed, step};
use motcua::domain::account::Account;
use motcua::domain::calendar::OwnDay;
use motcua::domain::centre::Role;
use motcua::domain::command::Verb;
use motcua::domain::ids::{CounterId, OfficerId};
use motcua::domain::published::Trouble;
use motcua::tui::effect::{Change, Reply};
use motcua::tui::input::Key;

const SIZES: [(u16, u16); 5] = [(20, 6), (40, 12), (80, 24), (120, 40), (200, 60)];

/// Draws what `show` leads to at every size; in English at the standard size only, since the layout is the same.
pub fn picture(name: &str, make: fn() -> Office, show: fn(&mut Office)) {
    for (cols, rows) in SIZES {
        let mut office = make();
        show(&mut office);
        insta::assert_snapshot!(format!("{name}_{cols}x{rows}_vi"), office.picture(cols, rows));
    }
    let mut office = make();
    office.key(Key::F(9));
    show(&mut office);
    insta::assert_snapshot!(format!("{name}_80x24_en"), office.picture(80, 24));
}

#[test]
fn desk_closed() {
    picture("desk_closed", Office::seated, |_| {});
}

#[test]
fn desk_busy() {
    picture("desk_busy", Office::busy, |office| {
        office.key(Key::Down);
        office.key(Key::Down);
    });
}

#[test]
fn desk_serving() {
    picture("desk_serving", Office::serving, |_| {});
}

#[test]
fn desk_in_trouble() {
    picture("desk_trouble", Office::serving, |office| {
        office.published.troubles = vec![Trouble::DiskFull];
        office.key('o');
    });
}

#[test]
fn sign_in_of_somebody_known() {
    picture("sign_in_known", Office::empty, |office| {
        office.model.begin(None, Some(OfficerId(2)), false, None);
        office.model.is_known();
    });
}

#[test]
fn sign_in_where_somebody_sits() {
    picture("sign_in_taken", Office::empty, |office| {
        office.model.begin(Some(CounterId(3)), Some(OfficerId(2)), false, None);
        let change = Change { from: Some(OfficerId(3)), leaving: Some(CounterId(1)) };
        office.reply(Reply::Ask { officer: OfficerId(2), counter: CounterId(3), change });
    });
}

#[test]
fn sign_in() {
    picture("sign_in", Office::empty, |office| {
        office.write("2");
        office.key(Key::Enter);
        office.write("1");
        office.key(Key::Enter);
        office.write("1234");
    });
}

#[test]
fn receive_offers() {
    picture("receive_offers", Office::serving, |office| {
        office.key('t');
        office.write("ket hon");
    });
}

#[test]
fn receive_flaws() {
    picture("receive_flaws", Office::serving, |office| {
        office.key('t');
        office.write("khai sinh");
        office.key(Key::Enter);
        office.key(Key::Tab);
        office.write("09");
        office.key(Key::F(10));
    });
}

#[test]
fn receive_explained() {
    picture("receive_explained", Office::serving, |office| {
        office.key('t');
        office.write("1.004873");
        office.key(Key::Enter);
        office.key(Key::F(5));
    });
}

#[test]
fn search() {
    picture("search", Office::serving, |office| {
        office.key('/');
        office.write("dao");
    });
}

#[test]
fn procedures() {
    picture("procedures", Office::serving, |office| {
        office.key(Key::F(3));
        office.write("dat dai");
        office.key(Key::Down);
    });
}

#[test]
fn dossiers() {
    picture("dossiers", Office::serving, |office| office.key(Key::F(4)));
}

#[test]
fn dossier() {
    picture("dossier", Office::serving, |office| {
        office.key(Key::F(4));
        office.key(Key::Down);
        office.key(Key::Enter);
    });
}

/// A dossier that was handed over, asked for papers, waits for an answer and a later date.
fn lived() -> Office {
    use motcua::domain::command::DossierVerb as V;
    use motcua::domain::dossier::Holder;
    let mut office = house();
    let text = |text: &str| text.to_owned();
    in_time(&mut office);
    step(&mut office, 2, V::Give { to: Holder::Section(text("Kinh tế")), note: text("thẩm định") });
    office.now = clock(8, 30);
    step(&mut office, 4, V::Take);
    step(&mut office, 4, V::AskSupplement { items: vec![text("Bản chính")], reason: text("thiếu giấy bắt buộc") });
    office.now = clock(10, 0);
    step(&mut office, 2, V::Supplemented);
    let day = office.now.plus(10 * 86_400).day();
    step(&mut office, 4, V::ProposeExtension { day, reason: text("chờ xác minh") });
    let (whom, number) = (text("UBND tỉnh"), text("12/BC"));
    step(&mut office, 4, V::Escalate { whom, number, question: text("xin ý kiến") });
    office
}

#[test]
fn dossier_life() {
    picture("dossier_life", lived, |office| {
        listed(office);
        office.key(Key::Enter);
    });
}

#[test]
fn dossier_menu() {
    picture("dossier_menu", lived, |office| {
        listed(office);
        office.key('v');
    });
}

#[test]
fn dossier_supplement() {
    picture("dossier_supplement", house, |office| {
        listed(office);
        office.key('b');
        office.key(' ');
    });
}

#[test]
fn dossier_give() {
    picture("dossier_give", house, |office| {
        listed(office);
        office.key('c');
    });
}

#[test]
fn dossiers_mine() {
    picture("dossiers_mine", lived, |office| before(office, 4));
}

#[test]
fn dossiers_ages() {
    picture("dossiers_ages", lived, |office| {
        office.key(Key::F(4));
        office.key('a');
    });
}

#[test]
fn overview_to_approve() {
    picture("overview_to_approve", lived, |office| before(office, 5));
}

#[test]
fn counters() {
    picture("counters", Office::serving, |office| office.key(Key::F(6)));
}

#[test]
fn help() {
    picture("help", Office::serving, |office| office.key('?'));
}

#[test]
fn palette() {
    picture("palette", Office::serving, |office| {
        office.key(':');
        office.write("quay");
    });
}

#[test]
fn finish_menu() {
    picture("finish_menu", Office::serving, |office| office.key('x'));
}

#[test]
fn confirm() {
    picture("confirm", Office::serving, |office| office.key('q'));
}

#[test]
fn queues() {
    picture(
        "queues",
        || Office::without_counter(Role::Receptionist),
        |office| {
            office.key(Key::Down);
            office.key(Key::Down);
        },
    );
}

#[test]
fn place() {
    picture(
        "place",
        || Office::without_counter(Role::Receptionist),
        |office| {
            office.key('v');
            office.write("a005");
            office.key(Key::Enter);
        },
    );
}

#[test]
fn overview() {
    picture(
        "overview",
        || Office::without_counter(Role::Supervisor),
        |office| {
            office.now = clock(8, 20);
            office.draw(80, 24);
            office.key(Key::Down);
            office.key(Key::Down);
        },
    );
}

#[test]
fn counter() {
    picture(
        "counter",
        || Office::without_counter(Role::Supervisor),
        |office| {
            office.key(Key::End);
            office.key(Key::Enter);
        },
    );
}

#[test]
fn settings_officers() {
    picture(
        "settings_officers",
        || Office::without_counter(Role::Administrator),
        |office| {
            office.key(Key::Down);
            office.key(Key::Enter);
        },
    );
}

#[test]
fn settings_keys() {
    picture(
        "settings_keys",
        || Office::without_counter(Role::Administrator),
        |office| {
            office.admin(Verb::AddKey {
                account: Account::Wall,
                key: "ssh-ed25519 AAAA".to_owned(),
                print: "SHA256:kQ3FwP0b1cZ8mVYxT9sNnq0Lq6yB2rJdHc4uWgXeA1o".to_owned(),
            });
            office.key(Key::Tab);
            office.key(Key::Enter);
        },
    );
}

#[test]
fn settings_counters() {
    picture(
        "settings_counters",
        || Office::without_counter(Role::Administrator),
        |office| {
            office.key(Key::Tab);
            office.key(Key::Tab);
        },
    );
}

#[test]
fn settings_centre() {
    picture("settings_centre", || Office::without_counter(Role::Administrator), |office| office.key(Key::BackTab));
}

/// The part of the settings at this place.
fn part(office: &mut Office, at: usize) {
    for _ in 0..at {
        office.key(Key::Tab);
    }
}

#[test]
fn settings_services() {
    picture(
        "settings_services",
        || Office::without_counter(Role::Administrator),
        |office| {
            part(office, 3);
            office.key(Key::Enter);
        },
    );
}

#[test]
fn settings_days() {
    picture(
        "settings_days",
        || {
            let mut office = Office::without_counter(Role::Administrator);
            let own = Some(OwnDay { off: true, name: "Ngày thành lập xã".to_owned() });
            office.admin(Verb::SetDay { day: "2026-12-24".parse().unwrap(), own });
            office
        },
        |office| part(office, 4),
    );
}

#[test]
fn settings_hours() {
    picture("settings_hours", || Office::without_counter(Role::Administrator), |office| part(office, 5));
}

#[test]
fn settings_targets() {
    picture(
        "settings_targets",
        || Office::without_counter(Role::Administrator),
        |office| {
            part(office, 6);
            office.key(Key::Enter);
        },
    );
}

#[test]
fn settings_grounds() {
    picture("settings_grounds", || Office::without_counter(Role::Administrator), |office| part(office, 7));
}

#[test]
fn settings_display() {
    picture("settings_display", || Office::without_counter(Role::Administrator), |office| part(office, 8));
}

#[test]
fn new_pin() {
    picture("new_pin", Office::empty, |office| {
        office.write("2");
        office.key(Key::Enter);
        office.write("1");
        office.reply(Reply::PinToChange { officer: OfficerId(1) });
        office.write("2468");
        office.key(Key::Enter);
        office.write("24");
    });
}
