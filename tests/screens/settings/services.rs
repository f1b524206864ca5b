//! Counters, services and their fields.

use super::{centre, part, remove, typed};
use crate::office::{Office, service};
use motcua::domain::ids::CounterId;
use motcua::tui::input::Key;

#[test]
fn a_counter_is_named_added_and_taken_away_and_its_services_are_ticked() {
    let mut office = part(2);
    office.key('s');
    office.key('c');
    office.key(Key::Enter);
    assert!(office.published.state.counters[&CounterId(1)].skills.contains(&service('C')));
    assert!(centre(&office).counters[0].skills.contains(&service('C')), "for good");
    office.key(Key::Enter);
    typed(&mut office, 't', "Một cửa liên thông");
    assert_eq!(centre(&office).counters[0].name, "Một cửa liên thông");
    office.key('n');
    office.key(Key::Enter);
    assert_eq!(centre(&office).counters[3].id, CounterId(4), "the next free number stands there");
    assert_eq!(centre(&office).counters[3].skills.len(), 3);
    remove(&mut office);
    assert_eq!(centre(&office).counters.len(), 4, "somebody sits at the first one");
    assert!(office.text(80, 24).contains("Quầy 1 đang mở"), "{}", office.text(80, 24));
    office.key(Key::Esc);
    office.key(Key::End);
    remove(&mut office);
    assert_eq!(centre(&office).counters.len(), 3);
}

#[test]
fn a_service_is_named_moved_added_and_its_fields_are_ticked() {
    let mut office = part(3);
    office.key(Key::Enter);
    typed(&mut office, 't', "Hộ tịch");
    office.key(Key::Enter);
    typed(&mut office, 'a', "Civil registry");
    let first = &centre(&office).services[0];
    assert_eq!((first.name.as_str(), first.name_en.as_str()), ("Hộ tịch", "Civil registry"));
    office.key(Key::Enter);
    office.key('k');
    assert_eq!(centre(&office).services[1].id, service('A'));
    added(&mut office, "Hộ kinh doanh");
    assert_eq!((centre(&office).services[3].id, centre(&office).services[3].fields.len()), (service('D'), 0));
    office.key(Key::End);
    office.key('s');
    office.key(Key::Tab);
    office.key(Key::Enter);
    assert_eq!(centre(&office).services[3].fields.len(), 1, "{}", office.text(80, 24));
    remove(&mut office);
    assert_eq!(centre(&office).services.len(), 3);
    office.key(Key::Home);
    remove(&mut office);
    assert_eq!(centre(&office).services.len(), 3);
    assert!(office.text(80, 24).contains("Hôm nay đã có số của nhóm B"), "{}", office.text(80, 24));
}

/// A new service; one takes the rest already, so it is asked about.
fn added(office: &mut Office, name: &str) {
    typed(office, 'n', name);
    office.key('y');
}

#[test]
fn a_field_belongs_to_one_service() {
    let mut office = part(3);
    office.key(Key::Down);
    office.key('s');
    let text = office.text(120, 60);
    let at = text.lines().filter(|line| line.contains("[ ]") || line.contains("[×]"));
    let at = at.take_while(|line| !line.contains("Hộ tịch · A")).count();
    for _ in 0..at {
        office.key(Key::Down);
    }
    office.key(' ');
    office.key(Key::Enter);
    assert!(office.text(80, 24).contains("đã thuộc một nhóm khác"), "{}", office.text(80, 24));
    assert_eq!(centre(&office).services[1].fields, ["Đất đai"]);
}

#[test]
fn an_old_letter_is_not_handed_out_again_and_fields_without_a_service_are_counted() {
    let mut office = part(3);
    added(&mut office, "Hộ kinh doanh");
    office.key(Key::End);
    remove(&mut office);
    added(&mut office, "Thuế");
    assert_eq!(centre(&office).services[3].id, service('E'), "D is on slips of people who may come back");
    office.key(Key::End);
    office.key('s');
    office.key(' ');
    office.key(Key::Enter);
    office.key(Key::Up);
    office.key('s');
    office.key(Key::Down);
    office.key(' ');
    office.key(Key::Enter);
    let text = office.text(80, 24);
    assert!(text.contains("không thuộc nhóm nào"), "{text}");
    office.key('y');
    assert_eq!(centre(&office).services[2].fields.len(), 1);
}

#[test]
fn of_two_services_without_fields_it_is_said_which_one_takes_the_rest() {
    let mut office = part(3);
    let last = centre(&office).services.last().expect("a service").clone();
    assert!(last.fields.is_empty(), "the last one takes the rest from the start");
    typed(&mut office, 'n', "Hộ kinh doanh");
    assert_eq!(centre(&office).services.len(), 3, "it is asked about first");
    let text = office.text(120, 40);
    let (takes, other) = (format!("chưa chọn thuộc nhóm {}", last.id), "D (Hộ kinh doanh)");
    assert!(text.contains(&takes) && text.contains(other), "{text}");
    office.key('y');
    assert_eq!(centre(&office).services.len(), 4);
    assert_eq!(centre(&office).service_of_field("Thuế"), Some(last.id));
    // The other way round, it is the other one.
    office.key(Key::End);
    office.key(Key::Enter);
    office.key('l');
    assert!(office.text(120, 40).contains("chưa chọn thuộc nhóm D"), "{}", office.text(120, 40));
}
