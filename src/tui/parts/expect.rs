//! Expected waits in words: ranges, never single figures, and how often such ranges held.

use crate::domain::expected::Range;
use crate::domain::ids::ServiceId;
use crate::domain::ticket::Ticket;
use crate::tui::seen::Seen;

/// `10–25 phút`; `~10–25 phút` where nothing was measured here yet.
pub(in crate::tui) fn range(range: Range, service: ServiceId, seen: Seen<'_>) -> String {
    said("expected.range", range, service, seen)
}

fn said(key: &str, range: Range, service: ServiceId, seen: Seen<'_>) -> String {
    let (from, to) = range.minutes();
    let (from, to) = (from.to_string(), to.to_string());
    let about = if seen.published.expected.guessed.contains(&service) { "~" } else { "" };
    seen.fill(key, &[("about", about), ("from", &from), ("to", &to)])
}

/// What one who waits can still expect; nothing where nobody can say.
pub(in crate::tui) fn of_ticket(ticket: &Ticket, seen: Seen<'_>) -> Option<String> {
    let left = seen.published.expected.tickets.get(&ticket.number).filter(|_| ticket.is_waiting())?;
    Some(range(*left, ticket.service, seen))
}

/// What somebody without priority who comes now can expect.
pub(in crate::tui) fn of_new(service: ServiceId, seen: Seen<'_>) -> Option<String> {
    Some(range(seen.published.expected.range_of_new(service, 0)?, service, seen))
}

/// The same in the fewest columns that still say what it is.
pub(in crate::tui) fn of_new_short(service: ServiceId, seen: Seen<'_>) -> Option<String> {
    Some(said("expected.short", seen.published.expected.range_of_new(service, 0)?, service, seen))
}

/// How often what was told held today, or, before enough were called to say so, on the day before.
pub(in crate::tui) fn kept(seen: Seen<'_>) -> Option<String> {
    let expected = &seen.published.expected;
    let told =
        |key: &str, percent: u32, n: u32| seen.fill(key, &[("n", &n.to_string()), ("share", &percent.to_string())]);
    let (today, before) = (expected.today.all(), expected.before.all());
    let of_today = today.share(today.held).map(|percent| told("expected.kept_today", percent, today.called));
    of_today.or_else(|| before.share(before.held).map(|percent| told("expected.kept_before", percent, before.called)))
}
