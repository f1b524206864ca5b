//! Clients that take nothing, or next to nothing, below SSH: how much is kept for them, and for how long.

use super::centre;
use super::client::{Guest, fresh_key, over};
use super::hall::House;
use motcua::domain::account::Account;
use motcua::session::screens::Fittings;
use motcua::session::ssh::Patience;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Interval, interval};

const ALL: u8 = 0;
const NOTHING: u8 = 1;
const A_BYTE: u8 = 2;

/// A connection that reads as it is told to.
struct Slow {
    stream: TcpStream,
    reads: Arc<AtomicU8>,
    tick: Interval,
}

impl AsyncRead for Slow {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let reads = self.reads.load(Ordering::SeqCst);
        if reads == ALL {
            return Pin::new(&mut self.stream).poll_read(cx, buffer);
        }
        // Also the one who reads nothing is asked again, for when she changes her mind.
        while self.tick.poll_tick(cx).is_ready() {
            if reads == A_BYTE {
                let mut byte = [0];
                let mut one = ReadBuf::new(&mut byte);
                if Pin::new(&mut self.stream).poll_read(cx, &mut one)?.is_ready() {
                    buffer.put_slice(one.filled());
                    return Poll::Ready(Ok(()));
                }
            }
        }
        Poll::Pending
    }
}

impl AsyncWrite for Slow {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

async fn connect(address: SocketAddr) -> (Guest, Arc<AtomicU8>) {
    let reads = Arc::new(AtomicU8::new(ALL));
    let stream = TcpStream::connect(address).await.unwrap();
    let slow = Slow { stream, reads: Arc::clone(&reads), tick: interval(Duration::from_millis(20)) };
    (over(slow).await, reads)
}

/// Connections that the hub still has open, as the system counts them.
fn open_at(address: SocketAddr) -> usize {
    let port = format!(":{:04X}", address.port());
    let table = std::fs::read_to_string("/proc/self/net/tcp").unwrap();
    let mut rows = table.lines().skip(1).map(|row| row.split_whitespace().collect::<Vec<_>>());
    rows.by_ref().filter(|row| row[1].ends_with(&port) && row[3] == "01").count()
}

/// A wall that is drawn anew and anew, and read like this from some moment on: it must be let go, and what was kept for
/// it must be little.
async fn is_let_go(how: u8) {
    let short = Duration::from_millis(300);
    let mut patience = Patience { terminal: short, ..Patience::default() };
    if how == NOTHING {
        // Her frame is not waited for: the connection itself is given up.
        patience = Patience { write: short, ..Patience::default() };
    }
    let house = House::with(|_| Fittings::default(), patience).await;
    let key = fresh_key();
    house.add_key(Account::Wall, &key.public_key().to_openssh().unwrap()).await;
    let (mut guest, reads) = connect(house.address).await;
    assert!(guest.by_key("wall", &key).await);
    let mut wall = guest.sit(200, 60).await;
    wall.until("Tổng quan").await;
    assert_eq!(open_at(house.address), 1);
    reads.store(how, Ordering::SeqCst);
    let begun = Instant::now();
    let mut size = 0_u32;
    // Every change of its size is a whole frame: the system's own buffers are full soon.
    while open_at(house.address) > 0 {
        assert!(begun.elapsed() < Duration::from_secs(20), "it is never let go");
        size += 1;
        let _ = wall.channel.window_change(200 + size % 50, 60, 0, 0).await;
        // Nothing that she sends is read while a write waits for her; what happens in the centre is drawn all the same.
        house.ask(centre::issue('A')).await;
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let before = wall.bytes;
    reads.store(ALL, Ordering::SeqCst);
    wall.until_closed().await;
    assert_eq!(wall.exit, None, "no goodbye reached it");
    // The system's buffers at both ends, a few frames, and no more.
    assert!(wall.bytes - before < 6 << 20, "{} bytes were kept for it", wall.bytes - before);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_nothing_below_ssh_is_let_go() {
    is_let_go(NOTHING).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_a_byte_now_and_then_is_let_go() {
    is_let_go(A_BYTE).await;
}
