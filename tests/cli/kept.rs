//! The settings file under changes at a screen: both it and the journal change, or neither does.

use crate::place::Place;
use motcua::cli::kept::Kept;
use motcua::domain::book::Book;
use motcua::domain::calendar::Holidays;
use motcua::domain::centre::Centre;
use motcua::domain::command::{Actor, CounterVerb, Verb};
use motcua::domain::ids::{CommandId, CounterId, OfficerId};
use motcua::domain::procedure::Catalogue;
use motcua::domain::time::Timestamp;
use motcua::engine::clock::Clock;
use motcua::engine::{Answer, Hub, Request};
use motcua::session::keeper::{Keeper, NotKept};
use motcua::settings::{AtStart, Settings};
use motcua::store::{Options, Store};
use std::path::PathBuf;
use std::sync::Arc;

/// A hub of this process over the data directory of `place`, and its settings file.
fn hub(place: &Place) -> (Hub, Kept) {
    // The first question takes the file.
    place.run(&["counters"]).ok();
    let clock = Clock::starting_at(Timestamp::parse("2026-11-23T08:05").unwrap());
    let (store, state) = Store::open(&place.dir(), &Options::new(clock.now()), &mut |_| {}).unwrap();
    let book = Book::new(&state.centre, Arc::new(Holidays::built_in()), Arc::new(Catalogue::built_in()));
    let hub = Hub::start(store, state, book, clock).unwrap();
    let kept = Kept::new(&place.dir(), &hub, AtStart::default());
    (hub, kept)
}

fn text(place: &Place) -> String {
    std::fs::read_to_string(place.settings()).unwrap()
}

fn before(place: &Place) -> PathBuf {
    place.dir().join("centre.toml.before")
}

/// The settings in force, and the same with another wait to aim at.
fn wanted(hub: &Hub, minutes: i64) -> (Arc<Centre>, Centre) {
    let from = Arc::clone(&hub.now_published().state.centre);
    let mut wanted = (*from).clone();
    wanted.targets.wait_s = minutes * 60;
    (from, wanted)
}

fn change(kept: &Kept, by: Actor, from: &Centre, wanted: &Centre) -> Result<Answer, NotKept> {
    kept.change(from, wanted, Request::new(by, Verb::Configure(Box::new(wanted.clone()))))
}

fn told(result: Result<Answer, NotKept>) -> &'static str {
    match result {
        Err(NotKept::Told { key, .. }) => key,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_change_reaches_the_file_and_the_journal_and_the_rest_of_the_file_stays() {
    let place = Place::made();
    place.change("folder = \"\"", "folder = \"/media/usb/bản sao\"");
    let (hub, kept) = hub(&place);
    let old = text(&place);
    let (from, wanted) = wanted(&hub, 20);
    change(&kept, Actor::Administrator, &from, &wanted).unwrap();
    assert_eq!(hub.now_published().state.centre.targets.wait_s, 1200);
    let settings = Settings::read(&text(&place)).unwrap();
    assert_eq!(settings.centre, wanted);
    assert_eq!(settings.backup, Some("/media/usb/bản sao".into()));
    assert_eq!(std::fs::read_to_string(before(&place)).unwrap(), old);
    hub.stop();
    assert_eq!(place.json(&["config", "reload"])["changed"], false, "they say the same");
}

#[test]
fn what_is_refused_leaves_the_file_as_it_was() {
    let place = Place::made();
    let (hub, kept) = hub(&place);
    let old = text(&place);
    let at = Verb::At(CounterId(3), CounterVerb::Open { officer: None });
    hub.submit_blocking(Request::new(Actor::Administrator, at)).unwrap();
    let (from, mut wanted) = wanted(&hub, 15);
    wanted.counters.truncate(2);
    let refused = change(&kept, Actor::Administrator, &from, &wanted);
    assert!(matches!(refused, Err(NotKept::Failure(_))), "{refused:?}");
    assert_eq!(text(&place), old);
    let nobody = change(&kept, Actor::Officer(OfficerId(9)), &from, &wanted);
    assert!(matches!(nobody, Err(NotKept::Failure(_))), "{nobody:?}");
    assert_eq!((text(&place), &hub.now_published().state.centre), (old, &from));
    hub.stop();
}

#[test]
fn what_was_written_by_hand_is_not_written_over() {
    let place = Place::made();
    let (hub, kept) = hub(&place);
    let (from, wanted) = wanted(&hub, 20);
    place.change("wait_minutes = 15", "wait_minutes = 25");
    let by_hand = text(&place);
    assert_eq!(told(change(&kept, Actor::Administrator, &from, &wanted)), "office.file_differs");
    assert_eq!(text(&place), by_hand);
    std::fs::write(place.settings(), "name = [").unwrap();
    assert_eq!(told(change(&kept, Actor::Administrator, &from, &wanted)), "office.file_broken");
    assert_eq!(told(kept.reload(Actor::Administrator).map(|reloaded| reloaded.answer)), "office.file_broken");
    std::fs::remove_file(place.settings()).unwrap();
    assert_eq!(told(change(&kept, Actor::Administrator, &from, &wanted)), "office.file_missing");
    assert_eq!(hub.now_published().state.centre, from);
    std::fs::write(place.settings(), by_hand).unwrap();
    assert!(kept.reload(Actor::Administrator).unwrap().waits.is_empty());
    assert_eq!(hub.now_published().state.centre.targets.wait_s, 25 * 60);
    hub.stop();
}

#[test]
fn settings_that_were_changed_elsewhere_are_not_undone() {
    let place = Place::made();
    let (hub, kept) = hub(&place);
    let (from, first) = wanted(&hub, 20);
    let (_, second) = wanted(&hub, 30);
    change(&kept, Actor::Administrator, &from, &first).unwrap();
    assert_eq!(told(change(&kept, Actor::Administrator, &from, &second)), "office.changed_meanwhile");
    assert_eq!(*hub.now_published().state.centre, first);
    hub.stop();
}

#[test]
fn a_file_that_cannot_be_written_changes_nothing() {
    let place = Place::made();
    let (hub, kept) = hub(&place);
    let (from, wanted) = wanted(&hub, 20);
    let old = text(&place);
    // What stands in the way of the new file, whoever runs the test.
    std::fs::create_dir(place.dir().join("centre.toml.before.new")).unwrap();
    assert_eq!(told(change(&kept, Actor::Administrator, &from, &wanted)), "office.file_unwritable");
    assert_eq!((text(&place), &hub.now_published().state.centre), (old, &from));
    hub.stop();
}

/// Stops as a hub that dies between the file and the journal: the file is new, the event is not there.
#[test]
fn a_hub_that_dies_after_the_file_takes_it_at_its_next_start() {
    let mut place = Place::made();
    let (hub, kept) = hub(&place);
    let (from, wanted) = wanted(&hub, 20);
    // A wish that was asked before under the same id is answered from memory: no event comes of it now.
    let id = CommandId([7; 16]);
    let mut wish = Request::new(Actor::Administrator, Verb::At(CounterId(1), CounterVerb::Open { officer: None }));
    wish.command.id = id;
    hub.submit_blocking(wish.clone()).unwrap();
    kept.change(&from, &wanted, wish).unwrap();
    assert_eq!(hub.now_published().state.centre, from, "the event is not there");
    assert_eq!(Settings::read(&text(&place)).unwrap().centre, wanted, "the file is");
    hub.stop();
    place.start();
    assert!(place.run(&["config", "show"]).ok().contains("wait_minutes = 20"));
}

#[test]
fn comments_and_order_of_a_file_written_by_hand_stay() {
    let place = Place::made();
    let by_hand = "# của xã, 11/2026\nname = \"Xã Cẩm Trung\" # tên ngắn\n[targets]\n# hội đồng đã duyệt\nwait_minutes = 15 # phút\n\n\
                   # hai quầy\n[[counter]]\nnumber = 2\nname = \"Hộ tịch\"\n\n# quầy này xa cửa\n[[counter]]\nnumber = 1\n";
    std::fs::write(place.settings(), by_hand).unwrap();
    place.json(&["config", "reload"]);
    let (hub, kept) = hub(&place);
    let (from, mut wanted) = wanted(&hub, 20);
    wanted.counters[1].name = "Đất đai".into();
    change(&kept, Actor::Administrator, &from, &wanted).unwrap();
    let first = by_hand.replace("15 # phút", "20 # phút") + "name = \"Đất đai\"\n";
    assert_eq!(text(&place), first, "nothing else is touched");
    let mut again = wanted.clone();
    again.counters.remove(0);
    again.services.swap(0, 1);
    again.display.notices.push("Mời giữ trật tự".into());
    change(&kept, Actor::Administrator, &wanted, &again).unwrap();
    let text = text(&place);
    assert_eq!(Settings::read(&text).unwrap().centre, again);
    for kept in ["# của xã, 11/2026", "# tên ngắn", "# hội đồng đã duyệt", "# hai quầy", "[[service]]"]
    {
        assert!(text.contains(kept), "{kept}:\n{text}");
    }
    assert!(!text.contains("Hộ tịch\"\n\n# quầy"), "{text}");
    hub.stop();
}

/// A remark after every line that says something, in a file as the program writes it.
fn remarked(text: &str) -> String {
    let line = |(at, line): (usize, &str)| match line {
        "" => "\n".to_owned(),
        line if line.starts_with('#') => format!("{line}\n"),
        line => format!("{line} # {at}\n"),
    };
    text.lines().enumerate().map(line).collect()
}

#[test]
fn whatever_is_changed_only_its_lines_change() {
    type Change = fn(&mut Centre);
    let before = Settings::usual("Trung tâm xã Cẩm Trung", "18742", 3);
    let text = remarked(&before.text());
    let changes: [(usize, Change); 9] = [
        (1, |centre| centre.hours.seasons[0].morning = "07:15-11:15".parse().unwrap()),
        (1, |centre| centre.hours.seasons[1].from = "11-01".parse().unwrap()),
        (1, |centre| centre.hours.saturday = "07:30-11:30".parse().ok()),
        (1, |centre| centre.services[2].name = "Khác".into()),
        (1, |centre| centre.grounds[1].on = false),
        (1, |centre| centre.policy_days = true),
        (1, |centre| centre.rule.max_passed = None),
        (1, |centre| centre.counters[1].name = "Một cửa".into()),
        (1, |centre| centre.display.notices.push("Mời giữ trật tự".into())),
    ];
    for (index, (lines, change)) in changes.into_iter().enumerate() {
        let mut after = before.clone();
        change(&mut after.centre);
        let new = after.text_over(&text, &before);
        assert_eq!(Settings::read(&new).as_ref(), Ok(&after), "{index}");
        let gone: Vec<&str> = text.lines().filter(|line| !new.lines().any(|kept| kept == *line)).collect();
        assert_eq!(gone.len(), lines, "{index}: {gone:?}\n{new}");
        assert_eq!(new.lines().count(), text.lines().count(), "{index}\n{new}");
    }
    let mut after = before.clone();
    after.centre.hours.seasons.push(motcua::domain::calendar::Season {
        from: "06-01".parse().unwrap(),
        morning: "06:30-11:00".parse().unwrap(),
        afternoon: None,
    });
    let new = after.text_over(&text, &before);
    assert!(text.lines().all(|line| new.lines().any(|kept| kept == line)), "{new}");
    let mut last = after.clone();
    last.centre.hours.seasons.remove(0);
    let new = last.text_over(&new, &after);
    assert_eq!(
        new.lines().filter(|line| line.contains('#')).count() + 4,
        text.lines().filter(|line| line.contains('#')).count(),
        "{new}"
    );
}

#[test]
fn comments_inside_a_list_stay() {
    type Change = fn(&mut Vec<String>);
    let before = Settings::usual("Trung tâm xã Cẩm Trung", "18742", 3);
    let mut three = before.clone();
    three.centre.display.notices = ["Một", "Hai", "Ba"].map(String::from).to_vec();
    let list = "notices = [\n  # thay mỗi tuần\n  \"Một\", # của tổ một cửa\n  \"Hai\",\n  # hết hạn 31/12\n  \"Ba\", # cuối\n]";
    let text: String = three
        .text()
        .lines()
        .fold(String::new(), |text, line| text + if line.starts_with("notices = ") { list } else { line } + "\n");
    assert_eq!(Settings::read(&text).as_ref(), Ok(&three), "{text}");
    let changes: [Change; 6] = [
        |notices| notices.push("Bốn".into()),
        |notices| notices.insert(0, "Không".into()),
        |notices| notices[1] = "Hai mới".into(),
        |notices| drop(notices.remove(0)),
        |notices| drop(notices.pop()),
        |notices| notices.swap(0, 2),
    ];
    for (index, change) in changes.into_iter().enumerate() {
        let mut after = three.clone();
        change(&mut after.centre.display.notices);
        let new = after.text_over(&text, &three);
        assert_eq!(Settings::read(&new).as_ref(), Ok(&after), "{index}\n{new}");
        for comment in ["# thay mỗi tuần", "# của tổ một cửa", "# hết hạn 31/12", "# cuối"] {
            assert_eq!(new.matches(comment).count(), 1, "{index}: {comment}\n{new}");
        }
    }
    // On one line it stays on one.
    let text = text.replace(list, "notices = [\"Một\", \"Hai\", \"Ba\"]");
    let mut after = three.clone();
    after.centre.display.notices.remove(0);
    after.centre.display.notices.push("Bốn".into());
    assert!(after.text_over(&text, &three).contains("notices = [\"Hai\", \"Ba\", \"Bốn\"]"));
}
