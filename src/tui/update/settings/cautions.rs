//! What comes with a change of the settings that whoever makes it may not have meant: asked about before it is asked for.

use crate::domain::calendar::{Hours, Span};
use crate::domain::centre::Centre;
use crate::domain::ids::ServiceId;
use crate::text::words::Language;
use crate::tui::pages::settings::deed::Deed;
use crate::tui::pages::settings::value::Value;
use crate::tui::seen::Seen;
use std::collections::BTreeSet;

/// Opening hours shorter than this are more often a slip than meant, in minutes.
const SHORT_MINUTES: i64 = 60;

/// A sentence for everything that comes with `deed`, which makes `after` of the settings in force.
pub(super) fn of(deed: &Deed, after: &Centre, seen: Seen<'_>) -> Vec<String> {
    let (state, before) = (seen.state(), &seen.state().centre);
    let said = |key: &str| seen.get(key).to_owned();
    let mut cautions = Vec::new();
    if *deed == Deed::Language {
        let english = after.language == Language::En;
        cautions.push(said(if english { "office.caution_english" } else { "office.caution_vietnamese" }));
    }
    if *deed == Deed::PolicyDays {
        cautions.push(said(if after.policy_days { "office.caution_policy" } else { "office.caution_no_policy" }));
    }
    if let Some(short) =
        spans(&after.hours).into_iter().find(|span| is_short(*span) && !spans(&before.hours).contains(span))
    {
        cautions.push(seen.fill("office.caution_short", &[("hours", &short.to_string())]));
    }
    if before.hours != after.hours || before.policy_days != after.policy_days {
        let book = &seen.published.book;
        let otherwise = book.with(after, &state.own_days).due_otherwise(book, state);
        if otherwise > 0 {
            cautions.push(seen.fill("office.caution_dossiers", &[("n", &otherwise.to_string())]));
        } else if !matches!(deed, Deed::RemoveSeason(_)) {
            cautions.push(said("office.caution_no_dossiers"));
        }
    }
    cautions.extend(zero(deed, seen));
    cautions.extend(renamed(before, after, seen));
    if before.rule.max_passed.is_some() && after.rule.max_passed.is_none() {
        cautions.push(said("office.caution_unlimited"));
    }
    let left_over = left_over(before, after, seen);
    if left_over > 0 {
        cautions.push(seen.fill("office.caution_rest", &[("n", &left_over.to_string())]));
    }
    cautions.extend(rest_twice(before, after, seen));
    cautions.extend(super::lost::told(after, Some(&before.work.sections), seen));
    cautions
}

/// What no time or no share at all means, where one is typed.
fn zero(deed: &Deed, seen: Seen<'_>) -> Option<String> {
    let Deed::Typed { value, typed, .. } = deed else { return None };
    let key = match value {
        Value::Within => "office.zero_within",
        Value::OnTime => "office.zero_on_time",
        Value::Missed => "office.zero_missed",
        Value::Undo => "office.zero_undo",
        Value::Late => "office.zero_late",
        Value::Early => "office.zero_early",
        _ => return None,
    };
    (typed.parse() == Ok(0)).then(|| seen.get(key).to_owned())
}

/// What stands on papers in the hands of people changes for those who come later.
fn renamed(before: &Centre, after: &Centre, seen: Seen<'_>) -> Option<String> {
    let n = seen.state().dossiers.values().filter(|dossier| !dossier.status.is_over()).count().to_string();
    let said = |key, was: &str, is: &str| Some(seen.fill(key, &[("was", was), ("is", is), ("n", &n)]));
    match n.as_str() {
        "0" => None,
        _ if before.unit != after.unit => said("office.caution_unit", &before.unit, &after.unit),
        _ if before.code != after.code => said("office.caution_code", &before.code, &after.code),
        _ => None,
    }
}

/// Which of several services without fields takes the rest: the first of them.
fn rest_twice(before: &Centre, after: &Centre, seen: Seen<'_>) -> Option<String> {
    let rest = rest(after);
    let (first, others) = rest.split_first().filter(|(_, others)| !others.is_empty())?;
    if rest == self::rest(before) {
        return None;
    }
    let named = |id: &ServiceId| {
        let name = after.service(*id).map(|service| service.name_in(seen.words.language())).unwrap_or_default();
        format!("{id} ({name})")
    };
    let others: Vec<String> = others.iter().map(named).collect();
    Some(seen.fill("office.caution_rest_twice", &[("first", &named(first)), ("others", &others.join(", "))]))
}

/// The services that list no field, in their order.
fn rest(centre: &Centre) -> Vec<ServiceId> {
    let takes_it = centre.services.iter().filter(|service| service.fields.is_empty());
    takes_it.map(|service| service.id).collect()
}

fn spans(hours: &Hours) -> Vec<Span> {
    let of_season = hours.seasons.iter().flat_map(|season| [Some(season.morning), season.afternoon]);
    of_season.chain([hours.saturday]).flatten().collect()
}

fn is_short(span: Span) -> bool {
    (span.close() - span.open()).num_minutes() < SHORT_MINUTES
}

/// How many fields no service takes any more, when the last one that takes the rest does so no longer.
fn left_over(before: &Centre, after: &Centre, seen: Seen<'_>) -> usize {
    if rest(before).is_empty() || !rest(after).is_empty() {
        return 0;
    }
    let covered: BTreeSet<&str> =
        after.services.iter().flat_map(|service| service.fields.iter().map(String::as_str)).collect();
    seen.published.book.catalogue.fields().difference(&covered).count()
}
