//! The single writer: inbox, decide, journal, apply, publish.
