//! What people and dossiers are searched by: names without accents, numbers, codes. Folded once, kept while they last.

use crate::domain::dossier::Dossier;
use crate::domain::ids::{DossierCode, PersonId};
use crate::domain::person::Person;
use crate::domain::published::{People, Published};
use crate::text::fold::{Query, SearchKey};
use imbl::OrdMap;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Digits in a number before it is looked for in parts: fewer would find half of the people.
const DIGITS_MIN: usize = 3;

/// Letters of a code's beginning before it is looked for: fewer would find every dossier of a province.
const BEGINNING_MIN: usize = 2;

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
    /// As a code of another system would begin.
    begins: String,
    /// What the words were made of.
    typed: Vec<String>,
    /// It is one number, in groups or not.
    grouped: bool,
}

/// Who fitted the question before, so that another letter is looked for among them alone.
#[derive(Debug, Default)]
pub(in crate::tui) struct Narrowed {
    people_of: People,
    typed: Vec<String>,
    grouped: bool,
    people: BTreeMap<PersonId, Fit>,
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
                    let Person { name, phone, id_number, hamlet, former_commune, .. } = person.as_ref();
                    let text = format!("{name} {phone} {id_number} {hamlet} {former_commune}");
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

    /// Weighs every person and every procedure once; dossiers, of which each has many, are then looked up. Of a question
    /// that only grew at its end since `before`, those who fitted then are weighed and nobody else.
    pub fn weigh<'a>(&'a self, needle: &'a Needle, before: &'a mut Narrowed) -> Weighed<'a> {
        let grew = before.people_of.ptr_eq(&self.people_of) && needle.narrows(before);
        let people = if grew {
            let still = |(id, was): (&PersonId, &Fit)| Some((*id, was.narrowed(&self.people.get(id)?.1, needle)));
            before.people.iter().filter_map(still).filter(|(_, fit)| fit.is_any()).collect()
        } else {
            self.everybody(needle)
        };
        let (typed, grouped) = (needle.typed.clone(), needle.grouped);
        *before = Narrowed { people_of: self.people_of.clone(), typed, grouped, people };
        Weighed { needle, people: Cow::Borrowed(&before.people), procedures: self.procedures(needle) }
    }

    /// Those who fit at all.
    fn everybody(&self, needle: &Needle) -> BTreeMap<PersonId, Fit> {
        let fits = self.people.iter().map(|(id, (_, key))| (*id, Fit::of(key, needle)));
        fits.filter(|(_, fit)| fit.is_any()).collect()
    }

    fn procedures(&self, needle: &Needle) -> BTreeMap<&str, Fit> {
        self.procedures.iter().map(|(name, key)| (name.as_str(), Fit::of(key, needle))).collect()
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

    /// This fit after the last word grew: what did not fit before does not now, and the other words are the same.
    fn narrowed(self, key: &SearchKey, needle: &Needle) -> Self {
        let whole = self.whole.and_then(|_| key.score(&needle.whole));
        let Some((last, place)) = needle.words.last().zip(needle.words.len().checked_sub(1)) else { return self };
        let bit = 1 << place;
        let lost = self.words & bit != 0 && key.score(last).is_none();
        Self { whole, words: if lost { self.words & !bit } else { self.words } }
    }

    fn is_any(self) -> bool {
        self.whole.is_some() || self.words != 0
    }
}

/// How well people and procedures fit one question.
#[derive(Debug)]
pub(in crate::tui) struct Weighed<'a> {
    needle: &'a Needle,
    people: Cow<'a, BTreeMap<PersonId, Fit>>,
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
        if let Some(score) = dossier.foreign.as_deref().and_then(|foreign| self.needle.fits_foreign(foreign)) {
            return Some(score);
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
        let words = typed.split_whitespace().map(|word| (word, Query::new(word)));
        let (typed_words, words) = words
            .filter(|(_, word)| !word.is_empty())
            .take(WORDS_MAX)
            .map(|(typed, word)| (typed.to_owned(), word))
            .unzip();
        Self {
            whole,
            words,
            begins: typed.to_uppercase(),
            code: if digits.len() >= DIGITS_MIN { typed.to_uppercase() } else { String::new() },
            typed: typed_words,
            grouped,
        }
    }

    /// How well the code of another system fits: by each beginning of it, or by a part that has digits enough.
    fn fits_foreign(&self, foreign: &str) -> Option<u8> {
        if !self.code.is_empty() && foreign.contains(&self.code) {
            return Some(if foreign.ends_with(&self.code) { 9 } else { 8 });
        }
        (self.begins.len() >= BEGINNING_MIN && foreign.starts_with(&self.begins)).then_some(8)
    }

    /// Whether everybody who fits this one fitted the one before: only its last word grew.
    fn narrows(&self, before: &Narrowed) -> bool {
        let Some(((last, first), (was, had))) = self.typed.split_last().zip(before.typed.split_last()) else {
            return false;
        };
        self.grouped == before.grouped && first == had && last.starts_with(was.as_str())
    }

    /// True when nothing was typed that could be looked for.
    pub fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }
}
