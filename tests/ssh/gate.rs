//! Wrong PINs over days of trying, in a moment.

use motcua::domain::ids::OfficerId;
use motcua::session::gate::{Gate, Try};
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;
use tokio::time::Instant;

const LAN: Option<IpAddr> = Some(IpAddr::V4(Ipv4Addr::new(10, 0, 0, 7)));
const OFFICER: OfficerId = OfficerId(2);

fn strange(place: Option<IpAddr>, officer: OfficerId) -> Try {
    Try { place, officer, at_home: false }
}

/// Tries as often as the gate lets it for so long; how many PINs were looked at.
fn tries(gate: &mut Gate, from: impl Fn(u32) -> Option<IpAddr>, who: impl Fn(u32) -> OfficerId, span: Duration) -> u32 {
    let start = Instant::now();
    let (mut passed, mut looked_at) = (Duration::ZERO, 0);
    while passed < span {
        let (place, officer) = (from(looked_at), who(looked_at));
        if let Some(wait) = gate.wait(strange(place, officer), start + passed) {
            passed += wait;
        } else {
            gate.wrong(strange(place, officer), start + passed);
            looked_at += 1;
        }
    }
    looked_at
}

#[test]
fn three_slips_cost_nothing_the_fifth_five_minutes() {
    let mut gate = Gate::default();
    let now = Instant::now();
    for _ in 0..3 {
        assert_eq!(gate.wait(strange(LAN, OFFICER), now), None);
        gate.wrong(strange(LAN, OFFICER), now);
    }
    assert_eq!(gate.wait(strange(LAN, OFFICER), now), None);
    gate.wrong(strange(LAN, OFFICER), now);
    assert_eq!(gate.wait(strange(LAN, OFFICER), now), Some(Duration::from_secs(75)));
    gate.wrong(strange(LAN, OFFICER), now);
    assert_eq!(gate.wait(strange(LAN, OFFICER), now), Some(Duration::from_mins(5)));
    assert_eq!(gate.wait(strange(LAN, OFFICER), now + Duration::from_mins(5)), None);
    gate.right(strange(LAN, OFFICER));
    assert_eq!(gate.wait(strange(LAN, OFFICER), now), None);
}

#[test]
fn ten_thousand_tries_take_weeks() {
    let day = Duration::from_hours(24);
    let from_one_place = tries(&mut Gate::default(), |_| LAN, |_| OFFICER, day);
    assert!(from_one_place < 300, "{from_one_place} tries at one officer in a day");
    let at_each = tries(&mut Gate::default(), |_| LAN, |n| OfficerId(u16::try_from(n % 50).unwrap()), day);
    assert!(at_each < 200, "{at_each} tries at fifty officers in a day");
    let everywhere = |n: u32| Some(IpAddr::V4(Ipv4Addr::from(0x0a00_0000 + n)));
    let from_many = tries(&mut Gate::default(), everywhere, |_| OFFICER, day);
    assert!(from_many < 1600, "{from_many} tries at one officer from everywhere in a day");
}

#[test]
fn nobody_keeps_an_officer_out_for_long_from_elsewhere() {
    let mut gate = Gate::default();
    let now = Instant::now();
    for n in 0..500_u32 {
        gate.wrong(strange(Some(IpAddr::V4(Ipv4Addr::from(0x0a00_0000 + n))), OFFICER), now);
    }
    let here = gate.wait(strange(LAN, OFFICER), now).unwrap();
    assert!(here <= Duration::from_mins(1), "{here:?}");
    assert_eq!(gate.wait(strange(LAN, OfficerId(3)), now), None, "another officer comes in as ever");
    for place in [LAN, None] {
        let home = Try { place, officer: OFFICER, at_home: true };
        assert_eq!(gate.wait(home, now), None, "where she is at home she does not wait at all");
        gate.wrong(home, now);
        gate.right(home);
        assert!(gate.wait(strange(LAN, OFFICER), now).is_some(), "and her coming in opens no door elsewhere");
    }
}

#[test]
fn what_it_remembers_is_bounded() {
    let mut gate = Gate::default();
    let now = Instant::now();
    for n in 0..20_000_u32 {
        gate.wrong(
            strange(Some(IpAddr::V4(Ipv4Addr::from(n))), OfficerId(u16::try_from(n % 60_000).unwrap())),
            now + Duration::from_millis(n.into()),
        );
    }
    assert!(format!("{gate:?}").matches("Pair").count() <= 4096);
}
