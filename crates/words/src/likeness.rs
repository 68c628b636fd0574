//! How alike are two matters, and in which words?
//!
//! Compares the telling words of two texts, alone and in pairs, after folding and after
//! writing out short forms; what every council paper says weighs nothing. The score is a
//! hint for a person who then reads both texts: words are counted, meaning is not.

use std::collections::{BTreeMap, BTreeSet};

use crate::fold::{fold, nfc};
use crate::lists::{ABBREVIATIONS, STOP_WORDS};
use crate::tokens::Text;

const WEIGHT_OF_WORD: f64 = 1.0;
/// Vietnamese words are mostly two syllables: a pair in common says more than two singles.
const WEIGHT_OF_PAIR: f64 = 1.5;
/// House numbers, road numbers, counts of households.
const WEIGHT_OF_NUMBER: f64 = 2.0;
const MOST_SHARED: usize = 12;
const MOST_KEY_WORDS: usize = 6;

/// How alike two texts are.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// From 0, nothing telling in common, to 1.
    pub score: f64,
    /// The telling words and numbers in common, as the first text writes them.
    pub shared: Vec<String>,
}

/// Compares two texts; the score is the same whichever comes first.
pub fn likeness(a: &str, b: &str) -> Likeness {
    let (a, b) = (nfc(a), nfc(b));
    let (text, other) = (Text::new(&a), Text::new(&b));
    let (words, others) = (telling(&text), telling(&other));
    let (mine, theirs) = (features(&words), features(&others));
    let total = weigh(&mine) + weigh(&theirs);
    let common: BTreeMap<_, _> =
        mine.iter().filter(|(feature, _)| theirs.contains_key(*feature)).map(|(f, w)| (*f, *w)).collect();
    let score = if total > 0.0 { (2.0 * weigh(&common) / total).min(1.0) } else { 0.0 };
    Likeness { score, shared: shared(&text, &words, &common) }
}

/// A few telling folded words in a fixed order, for finding candidates through an index:
/// numbers first, then the longest words, then all of them by alphabet.
pub fn like_key(s: &str) -> String {
    let source = nfc(s);
    let mut words: Vec<String> = telling(&Text::new(&source)).into_iter().map(|word| word.folded).collect();
    words.sort();
    words.dedup();
    words.sort_by_key(|word| (!is_number(word) || is_year(word), std::cmp::Reverse(word.len())));
    words.truncate(MOST_KEY_WORDS);
    words.sort();
    words.join(" ")
}

/// A telling syllable and the word of the text it came from.
struct Telling {
    folded: String,
    at: usize,
    /// It directly follows the telling syllable before it.
    joined: bool,
}

fn telling(text: &Text<'_>) -> Vec<Telling> {
    let words = pick(text, true);
    if words.is_empty() { pick(text, false) } else { words }
}

fn pick(text: &Text<'_>, leave_out_stop_words: bool) -> Vec<Telling> {
    let mut words = Vec::with_capacity(text.len());
    let (mut at, mut joined) = (0, false);
    while at < text.len() {
        if let Some(stop) = STOP_WORDS.at(text, at).filter(|_| leave_out_stop_words) {
            (at, joined) = (stop.to, false);
            continue;
        }
        let short = ABBREVIATIONS.at(text, at);
        let syllables = fold(short.map_or_else(|| text.slice(at, at + 1), |short| short.key));
        for syllable in syllables.split(' ').filter(|syllable| !syllable.is_empty()) {
            words.push(Telling { folded: syllable.to_owned(), at, joined });
            joined = true;
        }
        at = short.map_or(at + 1, |short| short.to);
        joined = !text.breaks_before(at);
    }
    words
}

/// A single word, or a pair.
type Feature<'a> = (&'a str, &'a str);

fn features(words: &[Telling]) -> BTreeMap<Feature<'_>, f64> {
    let singles = words.iter().map(|word| {
        let weight = if is_number(&word.folded) { WEIGHT_OF_NUMBER } else { WEIGHT_OF_WORD };
        ((word.folded.as_str(), ""), weight)
    });
    let pairs = words.windows(2).filter(|pair| pair[1].joined);
    singles.chain(pairs.map(|pair| ((pair[0].folded.as_str(), pair[1].folded.as_str()), WEIGHT_OF_PAIR))).collect()
}

fn weigh(features: &BTreeMap<Feature<'_>, f64>) -> f64 {
    features.values().sum()
}

/// Runs of common words, each as long as its pairs are common too.
fn shared(text: &Text<'_>, words: &[Telling], common: &BTreeMap<Feature<'_>, f64>) -> Vec<String> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut before: Option<&Telling> = None;
    for word in words {
        if !common.contains_key(&(word.folded.as_str(), "")) {
            before = None;
            continue;
        }
        let goes_on = word.joined
            && before.is_some_and(|before| common.contains_key(&(before.folded.as_str(), word.folded.as_str())));
        match runs.last_mut() {
            Some(run) if goes_on => run.1 = word.at + 1,
            Some(_) | None => runs.push((word.at, word.at + 1)),
        }
        before = Some(word);
    }
    let mut seen = BTreeSet::new();
    let written = runs.into_iter().map(|(from, to)| text.slice(from, to)).filter(|run| seen.insert(fold(run)));
    written.take(MOST_SHARED).map(str::to_owned).collect()
}

/// A year is in half of all papers and tells little.
fn is_year(word: &str) -> bool {
    word.parse().is_ok_and(|year: u32| (1900..=2100).contains(&year))
}

fn is_number(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}
