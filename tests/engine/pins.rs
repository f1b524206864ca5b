//! PINs that are hashed by many at once.

use motcua::engine::pin;
use std::sync::{Arc, Barrier};

const THREADS: usize = 24;

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn many_guesses_at_once_give_their_memory_back() {
    let before = resident_kib();
    let (done, go) = (Arc::new(Barrier::new(THREADS + 1)), Arc::new(Barrier::new(THREADS + 1)));
    let guesses: Vec<_> = (0..THREADS)
        .map(|_| {
            let (done, go) = (Arc::clone(&done), Arc::clone(&go));
            std::thread::spawn(move || {
                assert!(!pin::verify(&pin::nobodys(), "1234"));
                done.wait();
                go.wait();
            })
        })
        .collect();
    done.wait();
    // Each thread is still there, with whatever its allocator keeps for it.
    let grown = resident_kib().saturating_sub(before);
    go.wait();
    for guess in guesses {
        guess.join().unwrap();
    }
    assert!(grown < 60 * 1024, "{grown} KiB are kept");
    let kept = pin::hash("24681").unwrap();
    assert!(pin::verify(&kept, "24681") && !pin::verify(&kept, "24682"));
}
