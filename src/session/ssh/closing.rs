//! Channels on which nothing is shown: why not, and their end.

use crate::text::words::{Language, Words};
use russh::ChannelWriteHalf;
use russh::server::Msg;

/// The stream for errors (RFC 4254, 5.2).
const STDERR: u32 = 1;

/// Says why there is nothing to see, and closes.
pub(super) async fn decline(out: &ChannelWriteHalf<Msg>, why: &str) {
    let _ = out.data_bytes(format!("{why}\r\n").into_bytes()).await;
    close(out).await;
}

/// Says on the error stream, in both languages, that there is nothing here but screens, and closes.
pub(super) async fn screens_only(out: &ChannelWriteHalf<Msg>) {
    let said = [Language::Vi, Language::En].map(|language| Words::of(language).get("session.screens_only").to_owned());
    let _ = out.extended_data_bytes(STDERR, (said.join("\n") + "\n").into_bytes()).await;
    close(out).await;
}

async fn close(out: &ChannelWriteHalf<Msg>) {
    let _ = out.exit_status(1).await;
    let _ = out.eof().await;
    let _ = out.close().await;
}
