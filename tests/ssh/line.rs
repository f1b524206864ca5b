//! A line that goes dead without a word: nothing typed into it is done blindly, the seat stays, and whoever comes back sits.

use super::centre;
use super::client::{Screen, connect};
use super::hall::{House, PIN};
use motcua::domain::command::{CounterVerb, Verb};
use motcua::domain::ids::{CounterId, OfficerId};
use motcua::session::screens::Fittings;
use motcua::session::ssh::Patience;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

/// A wire between a client and the hub that carries nothing for a while and loses nothing.
struct Wire {
    address: SocketAddr,
    carries: Arc<AtomicBool>,
    /// The hub has hung up.
    is_over: Arc<AtomicBool>,
}

impl Wire {
    async fn to(hub: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (carries, is_over) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicBool::new(false)));
        let (wire, over) = (Arc::clone(&carries), Arc::clone(&is_over));
        tokio::spawn(async move {
            let (client, _) = listener.accept().await.unwrap();
            let (from_client, to_client) = client.into_split();
            let (from_hub, to_hub) = TcpStream::connect(hub).await.unwrap().into_split();
            tokio::spawn(carry(from_client, to_hub, Arc::clone(&wire), Arc::default()));
            carry(from_hub, to_client, wire, over).await;
        });
        Self { address, carries, is_over }
    }

    fn carry(&self, carries: bool) {
        self.carries.store(carries, Ordering::SeqCst);
    }
}

async fn carry(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, carries: Arc<AtomicBool>, is_over: Arc<AtomicBool>) {
    let (sender, mut kept) = tokio::sync::mpsc::unbounded_channel::<Vec<u8>>();
    tokio::spawn(async move {
        while let Some(bytes) = kept.recv().await {
            while !carries.load(Ordering::SeqCst) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            if to.write_all(&bytes).await.is_err() {
                return;
            }
        }
    });
    let mut bytes = vec![0; 16 * 1024];
    while let Ok(count) = from.read(&mut bytes).await
        && count > 0
    {
        sender.send(bytes[..count].to_vec()).unwrap();
    }
    is_over.store(true, Ordering::SeqCst);
}

async fn house(pulse: Duration) -> House {
    let house = House::with(|_| Fittings::default(), Patience { pulse, ..Patience::default() }).await;
    for _ in 0..2 {
        house.ask(centre::issue('A')).await;
    }
    house
}

async fn sit(address: SocketAddr) -> Screen {
    let mut guest = connect(address).await;
    assert!(guest.by_pin("counter3", &[&["2", PIN]]).await);
    let mut screen = guest.sit(120, 40).await;
    screen.until("Chào Nguyễn Thị Lan").await;
    screen
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_into_a_dead_line_is_not_done_when_it_lives_again() {
    const PULSE: Duration = Duration::from_millis(500);
    let house = house(PULSE).await;
    let wire = Wire::to(house.address).await;
    let mut screen = sit(wire.address).await;
    wire.carry(false);
    // One key: a burst would be taken for a scanner's.
    screen.keys("g").await;
    // Long enough for a question to have been asked and to have had its time.
    tokio::time::sleep(PULSE * 3).await;
    house.ask(centre::issue('B')).await;
    wire.carry(true);
    screen.until("Đường truyền vừa bị đứt").await;
    let front = || house.hub.now_published().state.counters[&CounterId(3)].current;
    assert_eq!(front(), None, "nobody was called by somebody who saw nothing");
    screen.until("B001").await;
    screen.keys("g").await;
    screen.until("Đang gọi").await;
    assert!(front().is_some());
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_stays_dead_is_let_go_and_its_officer_sits_down_again_where_she_sat() {
    let house = house(Duration::from_millis(100)).await;
    let wire = Wire::to(house.address).await;
    let mut screen = sit(wire.address).await;
    house.ask(Verb::At(CounterId(3), CounterVerb::CallNext)).await;
    screen.until("Đang gọi").await;
    wire.carry(false);
    let deadline = Instant::now() + Duration::from_secs(15);
    while !wire.is_over.load(Ordering::SeqCst) {
        assert!(Instant::now() < deadline, "it is never let go");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let seat = || house.hub.now_published().state.counters[&CounterId(3)].clone();
    assert_eq!(seat().officer, Some(OfficerId(2)), "the counter is hers until she leaves it");
    assert!(seat().current.is_some());
    // From the same address, and nobody asks whether she may.
    let again = sit(house.address).await;
    assert!(!again.text().contains("Vào thay?"), "{}", again.text());
    assert_eq!(seat().officer, Some(OfficerId(2)));
    house.close().await;
}
