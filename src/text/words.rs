//! Sentences: every one the program can say, from one file per language.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// A language the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Tiếng Việt.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// The language of a code, `vi` or `en`.
    pub fn of_code(code: &str) -> Option<Self> {
        match code {
            "vi" => Some(Self::Vi),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

/// The sentences of one language, by dotted key (`refusal.nobody_waiting`).
#[derive(Clone, Debug)]
pub struct Words {
    language: Language,
    sentences: Arc<BTreeMap<String, String>>,
}

/// Something that can be told to a person: a key of the words files and what fills its gaps.
pub trait Sentence {
    /// Key in the words files, such as `refusal.nobody_waiting`.
    fn key(&self) -> &'static str;
    /// What goes into the sentence's `{name}` gaps.
    fn gaps(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

impl Words {
    /// The sentences of `language`, from the files built into the program.
    pub fn of(language: Language) -> Self {
        // Read once for all who share the process: the files are the same for everybody.
        static VI: OnceLock<Arc<BTreeMap<String, String>>> = OnceLock::new();
        static EN: OnceLock<Arc<BTreeMap<String, String>>> = OnceLock::new();
        let (kept, source) = match language {
            Language::Vi => (&VI, include_str!("../../assets/words/vi.toml")),
            Language::En => (&EN, include_str!("../../assets/words/en.toml")),
        };
        Self { language, sentences: Arc::clone(kept.get_or_init(|| Arc::new(read(source)))) }
    }

    /// Which language this is.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Every key and its sentence, in order of the keys.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sentences.iter().map(|(key, sentence)| (key.as_str(), sentence.as_str()))
    }

    /// The sentence of `key`; a key that no file has is shown as itself, so that nothing is ever blank.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.sentences.get(key).map_or(key, String::as_str)
    }

    /// The sentence of `key` with its gaps filled: `{name}` with what `gaps` has for it, `{name|hour|hours}` with the
    /// first word where that is 1, else with the second. A gap that nothing fills stays as it is written.
    pub fn fill(&self, key: &str, gaps: &[(&str, &str)]) -> String {
        let mut rest = self.get(key);
        let mut sentence = String::with_capacity(rest.len() + 32);
        while let Some((before, after)) = rest.split_once('{') {
            sentence.push_str(before);
            let filled = after.split_once('}').and_then(|(gap, after)| Some((gap_filled(gap, gaps)?, after)));
            sentence.push_str(filled.map_or("{", |(value, _)| value));
            rest = filled.map_or(after, |(_, behind)| behind);
        }
        sentence.push_str(rest);
        sentence
    }

    /// What `said` says, as a whole sentence.
    pub fn say(&self, said: &impl Sentence) -> String {
        let gaps = said.gaps();
        let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.fill(said.key(), &gaps)
    }
}

/// What stands for `gap`: a value, or the word that goes with a count.
fn gap_filled<'a>(gap: &'a str, gaps: &[(&str, &'a str)]) -> Option<&'a str> {
    let mut parts = gap.split('|');
    let name = parts.next()?;
    let value = gaps.iter().find(|(filled, _)| *filled == name)?.1;
    match (parts.next(), parts.next()) {
        (Some(one), Some(other)) => Some(if value == "1" { one } else { other }),
        _ => Some(value),
    }
}

fn read(source: &str) -> BTreeMap<String, String> {
    let mut sentences = BTreeMap::new();
    if let Ok(table) = source.parse::<toml::Table>() {
        flatten("", &table, &mut sentences);
    }
    sentences
}

fn flatten(prefix: &str, table: &toml::Table, into: &mut BTreeMap<String, String>) {
    for (name, value) in table {
        let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match value {
            toml::Value::Table(inner) => flatten(&key, inner, into),
            toml::Value::String(sentence) => {
                into.insert(key, sentence.clone());
            }
            _ => {}
        }
    }
}
