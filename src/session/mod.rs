//! A person at a screen: bytes in, frames out.
