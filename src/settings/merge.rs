//! Changed settings into the file as somebody wrote it: only what changed is touched, comments and order stay.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value};

/// What tells the repeated sections apart.
const NAMES: [&str; 4] = ["letter", "number", "id", "from"];

/// `text` with everything changed in which `after` differs from `before`, both as this program writes settings. `None`
/// when one of them cannot be read.
pub(super) fn merged(text: &str, before: &str, after: &str) -> Option<String> {
    let mut text: DocumentMut = text.parse().ok()?;
    let (before, after): (DocumentMut, DocumentMut) = (before.parse().ok()?, after.parse().ok()?);
    merge(text.as_table_mut(), before.as_table(), after.as_table());
    Some(text.to_string())
}

fn merge(text: &mut Table, before: &Table, after: &Table) {
    for (key, wanted) in after {
        let was = before.get(key);
        if was.is_some_and(|was| same(was, wanted)) {
            continue;
        }
        match (text.get_mut(key), wanted) {
            (Some(Item::Table(here)), Item::Table(wanted)) => {
                merge(here, was.and_then(Item::as_table).unwrap_or(&Table::new()), wanted);
            }
            (Some(Item::Value(here)), Item::Value(wanted)) => {
                let around = here.decor().clone();
                *here = match (&*here, wanted) {
                    (Value::Array(here), Value::Array(wanted)) => Value::Array(array(here, wanted)),
                    _ => wanted.clone(),
                };
                *here.decor_mut() = around;
            }
            (Some(Item::ArrayOfTables(here)), Item::ArrayOfTables(wanted)) => {
                *here = sections(here, was.and_then(Item::as_array_of_tables), wanted);
            }
            _ => {
                text.insert(key, wanted.clone());
            }
        }
    }
    for (key, _) in before {
        if !after.contains_key(key) {
            text.remove(key);
        }
    }
}

/// The values `wanted`, each with the comments and the line it had in `here`. What stood beside one that is gone stays
/// before the next: nobody but who wrote it knows what it is about.
fn array(here: &Array, wanted: &Array) -> Array {
    let mut merged = here.clone();
    merged.clear();
    let before = |value: &Value| value.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or("").to_owned();
    let fresh = here.iter().last().map(&before).map(|prefix| after_comment(&prefix)).filter(|line| line.contains('\n'));
    let trailing = here.trailing().as_str().unwrap_or("").to_owned();
    let first = here.get(0).map(&before).unwrap_or_default();
    let (mut at, mut orphans) = (0, String::new());
    let mut rest = Some(trailing.clone()).filter(|trailing| trailing.contains('#'));
    for value in wanted {
        let is_wanted = |other: &Value| wanted.iter().any(|value| plain(value) == plain(other));
        let found = (at..here.len()).find(|at| here.get(*at).is_some_and(|other| plain(other) == plain(value)));
        let in_place = || here.get(at).filter(|other| !is_wanted(other)).map(|_| at);
        let mut value = value.clone();
        let (mut prefix, suffix) = if let Some(place) = found.or_else(in_place) {
            orphans.extend((at..place).filter_map(|at| here.get(at)).map(|gone| comment(&before(gone))));
            at = place + 1;
            let suffix = here.get(place).and_then(|was| was.decor().suffix()?.as_str()).unwrap_or("");
            let line = here.get(place).map(&before).unwrap_or_default();
            // The free column between two values is not needed before the first.
            let is_gap = merged.is_empty() && line.trim_matches(' ').is_empty();
            (if is_gap { first.clone() } else { line }, suffix)
        } else {
            let line = fresh.clone().unwrap_or_else(|| if merged.is_empty() { "" } else { " " }.to_owned());
            // What stands behind the last value stays behind it.
            let behind = if at == here.len() { rest.take() } else { None };
            (behind.map(|behind| join(&comment(&behind), &line)).unwrap_or(line), "")
        };
        if !orphans.is_empty() {
            prefix = join(&std::mem::take(&mut orphans), &prefix);
        }
        *value.decor_mut() = toml_edit::Decor::new(prefix, suffix);
        merged.push_formatted(value);
    }
    orphans.extend((at..here.len()).filter_map(|at| here.get(at)).map(|gone| comment(&before(gone))));
    let end = rest.unwrap_or_else(|| after_comment(&trailing));
    merged.set_trailing(if orphans.is_empty() { end } else { join(&orphans, &end) });
    merged
}

/// What stands before a value up to the end of its last comment; nothing where there is none.
fn comment(before: &str) -> String {
    before.rfind('#').map_or("", |at| before[at..].find('\n').map_or(before, |end| &before[..at + end])).to_owned()
}

/// What follows the last comment: the line's end and how far the next one is moved in.
fn after_comment(before: &str) -> String {
    before[comment(before).len()..].to_owned()
}

/// A comment goes to the end of its line.
fn join(comment: &str, line: &str) -> String {
    let is_ended = comment.is_empty() || line.trim_start_matches(' ').starts_with('\n');
    if is_ended { format!("{comment}{line}") } else { format!("{comment}\n{line}") }
}

/// A value without what stands around it.
fn plain(value: &Value) -> String {
    let mut value = value.clone();
    value.decor_mut().clear();
    value.to_string()
}

/// Repeated sections in the order wanted, each with the comments of the one of its name.
fn sections(here: &ArrayOfTables, before: Option<&ArrayOfTables>, wanted: &ArrayOfTables) -> ArrayOfTables {
    let named = |all: &ArrayOfTables, name: &Option<String>| {
        all.iter().find(|one| name.is_some() && name_of(one) == *name).cloned()
    };
    // What stands over the first is about all of them.
    let above = here.get(0).and_then(|first| first.decor().prefix()).cloned();
    let place = here.get(0).and_then(Table::position);
    let mut sections = ArrayOfTables::new();
    let all = wanted;
    for (index, wanted) in wanted.iter().enumerate() {
        let name = former_name(before, all, index);
        let mut section = named(here, &name).unwrap_or_default();
        let was = before.and_then(|before| named(before, &name)).unwrap_or_default();
        let moved = section.decor().prefix() == above.as_ref();
        merge(&mut section, &was, wanted);
        match (index, above.clone()) {
            (0, Some(above)) => section.decor_mut().set_prefix(above),
            _ if moved || section.position().is_none() => section.decor_mut().set_prefix("\n"),
            _ => {}
        }
        section.set_position(place);
        sections.push(section);
    }
    sections
}

/// What the section at `index` was called before: as it is now, unless its name is all that changed. Then there are as
/// many sections as there were, and the one in its place is gone.
fn former_name(before: Option<&ArrayOfTables>, wanted: &ArrayOfTables, index: usize) -> Option<String> {
    let is = wanted.get(index).and_then(name_of);
    let Some(before) = before.filter(|before| before.len() == wanted.len()) else { return is };
    let Some(was) = before.get(index).map(name_of) else { return is };
    let gone = !wanted.iter().any(|one| name_of(one) == was) && !before.iter().any(|one| name_of(one) == is);
    if gone { was } else { is }
}

fn name_of(section: &Table) -> Option<String> {
    NAMES.iter().find_map(|name| section.get(name)).map(said)
}

/// Whether two entries say the same, whatever stands around their values. A table is looked through to its last
/// section: as text it shows its own values only.
fn same(one: &Item, other: &Item) -> bool {
    match (one, other) {
        (Item::Table(one), Item::Table(other)) => same_table(one, other),
        (Item::ArrayOfTables(one), Item::ArrayOfTables(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same_table(one, other))
        }
        _ => said(one) == said(other),
    }
}

fn same_table(one: &Table, other: &Table) -> bool {
    let same_entry = |(key, item): (&str, &Item)| other.get(key).is_some_and(|other| same(item, other));
    one.len() == other.len() && one.iter().all(same_entry)
}

/// An entry without what stands around its value.
fn said(item: &Item) -> String {
    item.as_value().map_or_else(|| item.to_string(), plain)
}
