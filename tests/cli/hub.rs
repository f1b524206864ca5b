//! A running hub and those who ask it: who may, what happens without it, two of them on one store.

use crate::place::Place;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;

#[test]
fn a_second_hub_is_told_who_holds_the_store() {
    let place = Place::serving();
    let said = place.run(&["serve", "--json"]);
    let refusal = said.refusal();
    assert_eq!(refusal["refusal"], "locked");
    assert!(refusal["message"].as_str().unwrap().contains("Trung tâm xã Cẩm Trung"), "{refusal}");
    assert_eq!(place.refused(&["repair"])["refusal"], "locked");
}

#[test]
fn commands_give_the_same_through_the_hub_and_without_it() {
    let mut place = Place::serving();
    place.run(&["ticket", "issue", "--service", "A"]).ok();
    place.stop();
    assert!(!place.dir().join("hub.sock").exists(), "a clean stop leaves no socket");
    assert_eq!(place.json(&["ticket", "issue", "--service", "A"])["ticket"], "A002");
    place.start();
    assert_eq!(place.json(&["ticket", "issue", "--service", "A"])["ticket"], "A003");
    place.kill();
    assert!(place.dir().join("hub.sock").exists(), "a killed hub leaves its socket");
    assert_eq!(place.json(&["ticket", "issue", "--service", "A"])["ticket"], "A004");
    place.start();
    assert_eq!(place.json(&["queue"])["waiting"].as_array().unwrap().len(), 4);
}

#[test]
fn many_commands_at_once_each_get_their_own_number() {
    for mut place in [Place::serving(), Place::made()] {
        let issue = || place.json(&["ticket", "issue", "--service", "A"])["ticket"].as_str().unwrap().to_owned();
        let numbers: BTreeSet<String> = std::thread::scope(|scope| {
            let running: Vec<_> = (0..6).map(|_| scope.spawn(issue)).collect();
            running.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let expected: BTreeSet<String> = (1..=6).map(|number| format!("A{number:03}")).collect();
        assert_eq!(numbers, expected);
        place.stop();
    }
}

#[test]
fn only_the_owner_can_reach_the_hub() {
    let place = Place::serving();
    let mode = |path: std::path::PathBuf| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(place.dir()), 0o700);
    assert_eq!(mode(place.dir().join("hub.sock")), 0o600);
    assert_eq!(mode(place.settings()), 0o600);
}

fn asked(place: &Place, bytes: &[u8]) -> Value {
    let mut stream = UnixStream::connect(place.dir().join("hub.sock")).unwrap();
    // The hub may answer and hang up before it has read all of a line that is too long.
    let _ = stream.write_all(bytes);
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    serde_json::from_str(&answer).unwrap_or(Value::Null)
}

#[test]
fn nonsense_at_the_socket_gets_a_sentence_and_harms_nobody() {
    let place = Place::serving();
    for nonsense in [&b"\n"[..], b"hello\n", b"{}\n", b"{\"what\":\"queue\"}\n", &[0xff, 0xfe, b'\n']] {
        let said = asked(&place, nonsense);
        assert_eq!(said["exit"], 1, "{nonsense:?}");
        assert!(said["stderr"].as_str().unwrap().contains("garbled"), "{said}");
    }
    let endless = vec![b'x'; 3 << 20];
    let said = asked(&place, &endless);
    assert!(said == Value::Null || said["stderr"].as_str().unwrap().contains("too_long"), "{said}");
    assert_eq!(place.json(&["ticket", "issue", "--service", "A"])["ticket"], "A001");
}

#[test]
fn the_same_wish_asked_twice_is_done_once() {
    let place = Place::serving();
    let ask = json!({
        "id": "00112233445566778899aabbccddeeff",
        "lang": null, "json": true, "officer": null, "from": "/",
        "what": { "ticket": { "issue": { "service": "A", "priority": null, "kind": "citizen", "appointment": null, "voucher": null } } },
    });
    let line = format!("{ask}\n");
    let first = asked(&place, line.as_bytes());
    assert!(first["stdout"].as_str().unwrap().contains("\"A001\""), "{first}");
    assert!(asked(&place, line.as_bytes())["stdout"].as_str().unwrap().contains("\"A001\""));
    assert_eq!(place.json(&["ticket", "issue", "--service", "A"])["ticket"], "A002");
}

#[test]
fn a_data_directory_deep_down_works_too() {
    let mut place = Place::deep();
    place.start();
    assert_eq!(place.json(&["ticket", "issue", "--service", "A"])["ticket"], "A001");
    assert_eq!(place.refused(&["serve"])["refusal"], "locked", "it was the hub that answered");
}
