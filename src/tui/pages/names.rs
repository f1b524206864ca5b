//! What people and dossiers are searched by: names without accents, numbers, codes. Folded once, kept while they last.

use crate::domain::dossier::Dossier;
use crate::domain::ids::{DossierCode, PersonId};
use crate::domain::person::Person;
use crate::domain::published::{People, Published};
use crate::text::fold::{Query, SearchKey};
use imbl::OrdMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Digits in a number before it is looked for in parts: fewer would find half of the people.
const DIGITS_MIN: usize = 3;

/// Words of a question that are looked for one by one; a name with its hamlet and its procedure has fewer.
const WORDS_MAX: usize = 32;

/// Search keys of the people in sight and of the procedures of the dossiers.
#[derive(Debug, Default)]
pub(in crate::tui) struct Names {
    people_of: People,
    dossiers_of: OrdMap<DossierCode, Dossier>,
    people: BTreeMap<PersonId, (Arc<Person>, SearchKey)>,
    procedures: BTreeMap<String, SearchKey>,
}

/// What a person typed, made ready to be looked for among people and dossiers.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct Needle {
    whole: Query,
    words: Vec<Query>,
    /// As it would stand in a code.
    code: String,
}

impl Names {
    /// Follows what is published: folds who is new, forgets who is gone.
    pub fn follow(&mut self, published: &Published) {
        if !published.people.ptr_eq(&self.people_of) {
            self.people_of.clone_from(&published.people);
            self.people.retain(|id, _| published.people.contains_key(id));
            for (id, person) in &published.people {
                let known = self.people.get(id).is_some_and(|(known, _)| Arc::ptr_eq(known, person));
                if !known {
                    let text = format!("{} {} {}", person.name, person.phone, person.id_number);
                    self.people.insert(*id, (Arc::clone(person), SearchKey::new(&text)));
                }
            }
        }
        if published.state.dossiers.ptr_eq(&self.dossiers_of) {
            return;
        }
        self.dossiers_of.clone_from(&published.state.dossiers);
        for dossier in published.state.dossiers.values() {
            if !self.procedures.contains_key(&dossier.procedure_name) {
                let label = published.book.catalogue.get(&dossier.procedure).map_or("", |known| known.label.as_str());
                let key = SearchKey::new(&format!("{label} {} {}", dossier.procedure_name, dossier.procedure));
                self.procedures.insert(dossier.procedure_name.clone(), key);
            }
        }
    }

    /// Weighs every person and every procedure once; dossiers, of which each has many, are then looked up.
    pub fn weigh<'a>(&'a self, needle: &'a Needle) -> Weighed<'a> {
        let people = self.people.iter().map(|(id, (_, key))| (*id, Fit::of(key, needle))).collect();
        let procedures = self.procedures.iter().map(|(name, key)| (name.as_str(), Fit::of(key, needle))).collect();
        Weighed { needle, people, procedures }
    }
}

/// How well one text fits: the whole query, and which words of it are there, one bit each.
#[derive(Clone, Copy, Debug, Default)]
struct Fit {
    whole: Option<u8>,
    words: u64,
}

impl Fit {
    fn of(key: &SearchKey, needle: &Needle) -> Self {
        let bit = |(place, word): (usize, &Query)| u64::from(key.score(word).is_some()) << place;
        Self { whole: key.score(&needle.whole), words: needle.words.iter().enumerate().map(bit).sum() }
    }
}

/// How well people and procedures fit one question.
#[derive(Debug)]
pub(in crate::tui) struct Weighed<'a> {
    needle: &'a Needle,
    people: BTreeMap<PersonId, Fit>,
    procedures: BTreeMap<&'a str, Fit>,
}

impl Weighed<'_> {
    /// How well a person fits, higher is better.
    pub fn person(&self, id: PersonId) -> Option<u8> {
        self.people.get(&id)?.whole
    }

    /// How well a dossier fits by its code, its applicant, its procedure, or words of both.
    pub fn dossier(&self, dossier: &Dossier) -> Option<u8> {
        let code = &self.needle.code;
        if !code.is_empty() && dossier.code.0.contains(code) {
            return Some(if dossier.code.0.ends_with(code) { 9 } else { 8 });
        }
        let person = self.people.get(&dossier.applicant).copied().unwrap_or_default();
        let procedure = self.procedures.get(dossier.procedure_name.as_str()).copied().unwrap_or_default();
        let all = (1 << self.needle.words.len()) - 1;
        let words = || ((person.words | procedure.words) == all).then_some(1);
        person.whole.max(procedure.whole).or_else(words)
    }
}

impl Needle {
    /// What a person typed as `text`. Numbers may be typed in groups: `0912 345 678`.
    pub fn new(text: &str) -> Self {
        let typed = text.trim();
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        let grouped = digits.len() >= DIGITS_MIN && typed.chars().all(|c| c.is_ascii_digit() || " .+".contains(c));
        let whole = if grouped { Query::new(&digits) } else { Query::new(typed) };
        Self {
            whole,
            words: typed.split_whitespace().map(Query::new).filter(|word| !word.is_empty()).take(WORDS_MAX).collect(),
            code: if digits.len() >= DIGITS_MIN { typed.to_uppercase() } else { String::new() },
        }
    }

    /// True when nothing was typed that could be looked for.
    pub fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }
}
