//! The hub as a process: the store, the socket, and a clean stop.

use super::answer::{Objection, Said, Shown};
use super::home::Home;
use super::{open, wire};
use crate::engine::clock::Clock;
use crate::text::words::Words;
use serde_json::json;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Runs the hub until it is told to stop. `ready` is called once, when it answers.
///
/// # Errors
/// Another process holds the store; there is no centre; the store is damaged.
pub(super) fn serve(
    home: &Home,
    clock: &Clock,
    words: &Words,
    json: bool,
    ready: impl FnOnce(&Said),
) -> Result<(), Objection> {
    let opened = open::open(home, clock, words, open::Stay::Long)?;
    let listening = wire::listen(home, &opened.hub)?;
    let name = opened.hub.now_published().state.centre.name.clone();
    let dir = home.dir().display().to_string();
    let said = words.fill("cli.serving", &[("name", &name), ("path", &dir)]);
    let shown = Shown::new(said, json!({ "serving": true, "centre": name, "data": dir, "pid": std::process::id() }));
    let mut first = Said::of(Ok(shown), json, words);
    for trouble in &opened.troubles {
        first.stderr.push_str(&trouble.warning(json, words));
    }
    ready(&first);
    let waited = until_told_to_stop();
    drop(listening);
    opened.hub.stop();
    waited.map_err(|error| Objection::own("stopped_by", &[("why", &error)]))
}

/// Waits for Ctrl-C, the end of the terminal, or the system's request to stop.
fn until_told_to_stop() -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listen = |kind: SignalKind| -> std::io::Result<Signal> { signal(kind) };
        let (mut interrupt, mut terminate, mut hangup) =
            (listen(SignalKind::interrupt())?, listen(SignalKind::terminate())?, listen(SignalKind::hangup())?);
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
        Ok(())
    })
}
