//! A connection that can be cut from outside, and cuts itself when its other end takes nothing for too long.

use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::oneshot;
use tokio::time::{Sleep, sleep};

/// How long a write may wait for the other end. The protocol's own timers do not run meanwhile.
const WRITE_MAX: Duration = Duration::from_secs(30);

/// The connection.
#[derive(Debug)]
pub struct Guarded<S> {
    stream: S,
    cut: oneshot::Receiver<()>,
    blocked: Option<Pin<Box<Sleep>>>,
}

impl<S> Guarded<S> {
    /// Guards `stream`; it fails when the sender is used or dropped.
    pub fn new(stream: S) -> (Self, oneshot::Sender<()>) {
        let (cutter, cut) = oneshot::channel();
        (Self { stream, cut, blocked: None }, cutter)
    }

    fn in_time<T>(&mut self, cx: &mut Context<'_>, done: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if done.is_ready() {
            self.blocked = None;
            return done;
        }
        let blocked = self.blocked.get_or_insert_with(|| Box::pin(sleep(WRITE_MAX)));
        match blocked.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(Err(ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Guarded<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if Pin::new(&mut self.cut).poll(cx).is_ready() {
            return Poll::Ready(Err(ErrorKind::ConnectionAborted.into()));
        }
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Guarded<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let done = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.in_time(cx, done)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let done = Pin::new(&mut self.stream).poll_flush(cx);
        self.in_time(cx, done)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let done = Pin::new(&mut self.stream).poll_shutdown(cx);
        self.in_time(cx, done)
    }
}
