//! The durable store: journal first, sled second, people apart.
