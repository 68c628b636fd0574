//! Which phrases do we look for?
//!
//! The lists live in `data/*.toml`, where someone who writes Vietnamese can read and change
//! them without reading code; here they are compiled once. A phrase may name the words
//! beside which it means something else ("phát hiện sớm" asks for no date).

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::tokens::{Known, Text};

/// A list of phrases under stable keys.
pub(crate) struct Phrases {
    all: Vec<Phrase>,
    by_first: HashMap<String, Vec<usize>>,
}

struct Phrase {
    key: String,
    words: Vec<Known>,
    not_after: Vec<Vec<Known>>,
    not_before: Vec<Vec<Known>>,
}

/// A phrase found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) key: &'static str,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

impl Phrases {
    /// The longest phrase that begins at this word.
    pub(crate) fn at(&'static self, text: &Text<'_>, at: usize) -> Option<Hit> {
        let first = &text.words.get(at)?.plain;
        let phrase = self.by_first.get(first)?.iter().map(|n| &self.all[*n]).find(|phrase| phrase.stands(text, at))?;
        Some(Hit { key: &phrase.key, from: at, to: at + phrase.words.len() })
    }

    /// The first phrase of the text.
    pub(crate) fn first(&'static self, text: &Text<'_>) -> Option<Hit> {
        (0..text.len()).find_map(|at| self.at(text, at))
    }

    /// The longest phrase that ends just before this word.
    pub(crate) fn ending(&'static self, text: &Text<'_>, before: usize) -> Option<Hit> {
        if before < text.len() && text.breaks_before(before) {
            return None;
        }
        (before.saturating_sub(6)..before).find_map(|at| self.at_until(text, at, before))
    }

    fn at_until(&'static self, text: &Text<'_>, at: usize, before: usize) -> Option<Hit> {
        let first = &text.words.get(at)?.plain;
        let ends_there = |phrase: &&Phrase| at + phrase.words.len() == before && phrase.stands(text, at);
        let phrase = self.by_first.get(first)?.iter().map(|n| &self.all[*n]).find(ends_there)?;
        Some(Hit { key: &phrase.key, from: at, to: before })
    }

    fn compile(toml: &str) -> Self {
        let file: File = toml::from_str(toml).expect("the phrase lists in data/ are well formed");
        Self::of(file.phrase.into_iter().flat_map(Entry::phrases).collect())
    }

    /// Phrases under their keys, without conditions.
    pub(crate) fn plain<'a>(entries: impl Iterator<Item = (&'a str, &'a [String])>) -> Self {
        let phrase = |key: &str, words: &String| Phrase {
            key: key.to_owned(),
            words: Known::phrase(words),
            not_after: Vec::new(),
            not_before: Vec::new(),
        };
        Self::of(entries.flat_map(|(key, words)| words.iter().map(move |one| phrase(key, one))).collect())
    }

    fn of(mut all: Vec<Phrase>) -> Self {
        all.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        let mut by_first: HashMap<String, Vec<usize>> = HashMap::new();
        for (n, phrase) in all.iter().enumerate() {
            by_first.entry(phrase.words[0].plain.clone()).or_default().push(n);
        }
        Self { all, by_first }
    }
}

impl Phrase {
    fn stands(&self, text: &Text<'_>, at: usize) -> bool {
        let end = at + self.words.len();
        let follows = |words: &Vec<Known>| at >= words.len() && text.has(at - words.len(), words);
        text.has(at, &self.words)
            && !self.not_before.iter().any(|words| text.has(end, words))
            && !self.not_after.iter().any(follows)
    }
}

#[derive(Deserialize)]
struct File {
    phrase: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: String,
    words: Vec<String>,
    #[serde(default)]
    not_after: Vec<String>,
    #[serde(default)]
    not_before: Vec<String>,
}

impl Entry {
    fn phrases(self) -> Vec<Phrase> {
        let compile = |list: &[String]| list.iter().map(|words| Known::phrase(words)).collect::<Vec<_>>();
        let (not_after, not_before) = (compile(&self.not_after), compile(&self.not_before));
        compile(&self.words)
            .into_iter()
            .map(|words| Phrase {
                key: self.key.clone(),
                words,
                not_after: not_after.clone(),
                not_before: not_before.clone(),
            })
            .collect()
    }
}

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)*) => {
        $($(#[$doc])* pub(crate) static $name: LazyLock<Phrases> =
            LazyLock::new(|| Phrases::compile(include_str!(concat!("../data/", $file))));)*

        #[cfg(test)]
        #[test]
        fn every_list_of_phrases_can_be_read() {
            $(assert!(!$name.all.is_empty(), $file);)*
        }
    };
}

lists! {
    /// Verbs that open a recommendation without asking for anything that can be checked.
    SOFT_VERBS = "soft_verbs.toml";
    /// What may stand before the verb.
    OPENERS = "openers.toml";
    /// Addressees nobody can write a letter to.
    UNNAMED = "unnamed_addressees.toml";
    /// Verbs of making, nouns of things made, and units that measure them.
    PRODUCTS = "products.toml";
    /// Words by which a paper says how it will be known that the work is done.
    PROOFS = "proofs.toml";
    /// Words without weight when two matters are compared.
    STOP_WORDS = "stop_words.toml";
    /// Short forms of council papers; the key is the long form.
    ABBREVIATIONS = "abbreviations.toml";
    /// Words that make the time after them a deadline.
    CUES = "time_cues.toml";
    /// Papers that carry a date of their own.
    PAPERS = "papers.toml";
    /// Times without any date.
    VAGUE_TIMES = "vague_times.toml";
    /// Times that come again.
    RHYTHMS = "rhythms.toml";
    /// What may follow "kỳ họp", and stretches of time named without a number.
    TIME_PARTS = "time_parts.toml";
}
