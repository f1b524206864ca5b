//! A connection that can be cut from outside, and cuts itself when its other end takes nothing for too long.

use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::oneshot;
use tokio::time::{Sleep, sleep};

/// The connection.
#[derive(Debug)]
pub struct Guarded<S> {
    stream: S,
    cut: oneshot::Receiver<()>,
    blocked: Option<Pin<Box<Sleep>>>,
    /// How long a write may wait for the other end. The protocol's own timers do not run meanwhile.
    write_max: Duration,
}

impl<S> Guarded<S> {
    /// Guards `stream`; it fails when the sender is used or dropped, and when a write takes longer than `write_max`.
    pub fn new(stream: S, write_max: Duration) -> (Self, oneshot::Sender<()>) {
        let (cutter, cut) = oneshot::channel();
        (Self { stream, cut, blocked: None, write_max }, cutter)
    }

    /// Reads and writes alike: while one who takes a byte now and then holds up a write, nothing is read.
    fn is_cut(&mut self, cx: &mut Context<'_>) -> bool {
        self.cut.is_terminated() || Pin::new(&mut self.cut).poll(cx).is_ready()
    }

    fn in_time<T>(&mut self, cx: &mut Context<'_>, done: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if done.is_ready() {
            self.blocked = None;
            return done;
        }
        let write_max = self.write_max;
        let blocked = self.blocked.get_or_insert_with(|| Box::pin(sleep(write_max)));
        match blocked.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(Err(ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Guarded<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.is_cut(cx) {
            return Poll::Ready(Err(ErrorKind::ConnectionAborted.into()));
        }
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Guarded<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.is_cut(cx) {
            return Poll::Ready(Err(ErrorKind::ConnectionAborted.into()));
        }
        let done = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.in_time(cx, done)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.is_cut(cx) {
            return Poll::Ready(Err(ErrorKind::ConnectionAborted.into()));
        }
        let done = Pin::new(&mut self.stream).poll_flush(cx);
        self.in_time(cx, done)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let done = Pin::new(&mut self.stream).poll_shutdown(cx);
        self.in_time(cx, done)
    }
}
