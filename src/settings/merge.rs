//! Changed settings into the file as somebody wrote it: only what changed is touched, comments and order stay.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

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
                *here = wanted.clone();
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

/// A value without what stands around it.
fn said(item: &Item) -> String {
    let mut item = item.clone();
    if let Item::Value(value) = &mut item {
        value.decor_mut().clear();
    }
    item.to_string()
}
