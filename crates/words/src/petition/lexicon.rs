//! Which words of a petition name the thing, the work, the trouble?
//!
//! The lists stand in `data/requests.toml`. A longer word is read before a shorter one, so that "nhu cầu" is no bridge.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::fold::fold;
use crate::lists::{Hit, Phrases};
use crate::tokens::Text;

/// What a word of a petition stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// What the work is done to: a road, a bridge, a clinic.
    Thing,
    /// What is to be done: repair, build, move.
    Work,
    /// What is wrong: floods, dust, power cuts.
    Trouble,
    /// Nothing of these.
    Other,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: String,
    kind: Kind,
    #[serde(default)]
    topic: Option<String>,
    words: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    concept: Vec<Entry>,
}

/// Single syllables that without marks are more often another word ("cho" for "chợ", "cap" for "cấp" or "cặp").
const UNSURE_BARE: &[&str] = &[
    "cho", "tra", "tang", "lap", "ke", "ho", "mo", "cap", "ha", "va", "lam", "chuyen", "dat", "lo", "thue", "giong",
    "thuoc", "sat", "bui", "khoi", "can", "cham", "xau", "thay", "keo", "giam", "den", "dien", "dap", "loa", "song",
    "de", "doi", "ngo", "thieu", "luong", "mien", "nang", "luu", "vet", "kiet", "hem", "rung", "dinh", "chua", "mieu",
    "phai", "ranh", "gay",
];

/// The words of petitions with what they stand for.
pub(crate) struct Lexicon {
    phrases: Phrases,
    kinds: HashMap<String, (Kind, Option<String>)>,
    names: HashMap<String, String>,
    /// Folded syllables of all its words: common words of the field, never a name.
    syllables: HashMap<String, u32>,
}

pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("../../data/requests.toml")).expect("data/requests.toml is well formed");
    let mut syllables: HashMap<String, u32> = HashMap::new();
    for word in file.concept.iter().flat_map(|one| &one.words).flat_map(|words| words.split_whitespace()) {
        *syllables.entry(fold(word)).or_default() += 1;
    }
    Lexicon {
        phrases: Phrases::plain(file.concept.iter().map(|one| (one.key.as_str(), one.words.as_slice()))),
        names: file.concept.iter().filter_map(|one| Some((one.key.clone(), one.words.first()?.clone()))).collect(),
        kinds: file.concept.into_iter().map(|one| (one.key, (one.kind, one.topic))).collect(),
        syllables,
    }
});

impl Lexicon {
    /// The concept whose word begins here, with its kind.
    pub(crate) fn at(&'static self, text: &Text<'_>, at: usize) -> Option<(Hit, Kind)> {
        let hit = self.phrases.at(text, at)?;
        if text.is_bare() && hit.to == at + 1 && UNSURE_BARE.contains(&text.words[at].plain.as_str()) {
            return None;
        }
        Some((hit, self.kinds.get(hit.key)?.0))
    }

    /// The first of its words, which stands for a concept.
    pub(crate) fn name(&self, key: &str) -> Option<&str> {
        self.names.get(key).map(String::as_str)
    }

    /// The topic that a concept speaks for.
    pub(crate) fn topic(&self, key: &str) -> Option<&str> {
        self.kinds.get(key)?.1.as_deref()
    }

    /// How many words of the field hold this folded syllable.
    pub(crate) fn commonness(&self, syllable: &str) -> u32 {
        self.syllables.get(syllable).copied().unwrap_or(0)
    }
}
