//! The hub as a process: the store, the sockets, and a clean stop.

use super::answer::{Objection, Said, Shown};
use super::home::Home;
use super::open::Opened;
use super::{clock, doors, open, wire};
use crate::engine::clock::Clock;
use crate::text::words::Words;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
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
    let mut opened = open::open(home, clock, words, open::Stay::Long)?;
    let listening =
        wire::listen(&home.of_hub(opened.at_start.clone()).with_drafts(opened.drafts.clone()), &opened.hub)?;
    let stopped_by = |error: std::io::Error| Objection::own("stopped_by", &[("why", &error)]);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(stopped_by)?;
    let waited = runtime.block_on(async {
        let pins = doors::pins(home, clock);
        let doors = doors::open(home, &opened, clock, &pins).await;
        let (doors, trouble) = doors.map_or_else(|trouble| (None, Some(trouble)), |opened| (Some(opened), None));
        opened.troubles.extend(trouble);
        ready(&greeting(home, &opened, doors.as_ref(), words, json));
        let waited = until_told_to_stop().await;
        if let Some(opened) = doors {
            opened.close().await;
        }
        waited
    });
    drop(listening);
    opened.drafts.close();
    opened.hub.stop();
    runtime.shutdown_background();
    waited.map_err(stopped_by)
}

/// What is said when the hub answers: which centre, where its data is, where other PCs come in.
fn greeting(home: &Home, opened: &Opened, doors: Option<&doors::Opened>, words: &Words, json: bool) -> Said {
    let name = opened.hub.now_published().state.centre.name.clone();
    let dir = home.dir().display().to_string();
    let mut lines = vec![words.fill("cli.serving", &[("name", &name), ("path", &dir)])];
    let mut answer = json!({ "serving": true, "centre": name, "data": dir, "pid": std::process::id() });
    if let Some(doors) = doors {
        answer["fingerprint"] = Value::String(doors.fingerprint.clone());
        if let Some(address) = doors.doors.address {
            let address = address.to_string();
            lines.push(words.fill("cli.listening", &[("address", &address), ("print", &doors.fingerprint)]));
            answer["ssh"] = Value::String(address);
        }
    }
    let clock = clock::trouble(&opened.hub.now_published());
    let others = opened.troubles.iter().filter(|trouble| trouble.name() != clock::AHEAD);
    Said::of(Ok(Shown::new(lines.join("\n"), answer)), json, words).warning(clock.iter().chain(others), words)
}

/// A sign that is set when this process is told to stop: for work that must put something away before it ends.
///
/// # Errors
/// The system gives no thread.
pub(super) fn stop_signal() -> Result<Arc<AtomicBool>, Objection> {
    let stopped_by = |error: std::io::Error| Objection::own("stopped_by", &[("why", &error)]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(stopped_by)?;
    let stop = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&stop);
    let wait = move || {
        let _ = runtime.block_on(until_told_to_stop());
        seen.store(true, Ordering::Relaxed);
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(wait).map_err(stopped_by)?;
    Ok(stop)
}

/// Waits for Ctrl-C, the end of the terminal, or the system's request to stop.
async fn until_told_to_stop() -> std::io::Result<()> {
    let listen = |kind: SignalKind| -> std::io::Result<Signal> { signal(kind) };
    let (mut interrupt, mut terminate, mut hangup) =
        (listen(SignalKind::interrupt())?, listen(SignalKind::terminate())?, listen(SignalKind::hangup())?);
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        _ = hangup.recv() => {}
    }
    Ok(())
}
