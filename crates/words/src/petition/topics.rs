//! What is a petition about, and which words say so?
//!
//! The words of the field name a topic each (`data/requests.toml`); what an office decided itself is learnt on top of them,
//! so that the guess is of use on the first day and bends to the office's own practice. Three guesses are given with the
//! words that led to each; a person decides.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::names::names;
use super::{Kind, LEXICON, written_out};
use crate::fold::fold;
use crate::lists::STOP_WORDS;
use crate::tokens::Text;

/// A topic that a petition may be about.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// Code of the topic.
    pub topic: String,
    /// From 0 to 1, against the other topics.
    pub share: f64,
    /// The words that led to it, as written.
    pub words: Vec<String>,
}

/// What was learnt from decisions.
#[derive(Debug, Clone, Default)]
pub struct Topics {
    /// Petitions of each topic.
    texts: BTreeMap<String, u32>,
    /// How many petitions of each topic hold a word or a pair of words.
    words: HashMap<String, BTreeMap<String, u32>>,
}

/// What a word of the field weighs, the first named most: the thing asked for stands before the reason.
const FIELD: f64 = 2.6;
const LATER: f64 = 0.55;
/// Where a thing is named only to say where the other lies ("đường" under a lamp), it weighs less.
const ROAD_BESIDE: f64 = 0.35;
/// What learnt words weigh against words of the field: little while few decisions are known, fully after so many.
const LEARNT: f64 = 0.3;
const DECISIONS: f64 = 1500.0;
/// Petitions that a word must have stood in before it says much.
const DOUBT: f64 = 20.0;
/// The most that one learnt word may say for or against a topic.
const MOST_OF_ONE: f64 = 1.6;
const GUESSES: usize = 3;
/// Words that are told for each.
const TOLD: usize = 3;

struct Telling {
    key: String,
    from: usize,
    to: usize,
}

impl Topics {
    /// Learns one decision of the office.
    pub fn learn(&mut self, text: &str, topic: &str) {
        *self.texts.entry(topic.to_owned()).or_default() += 1;
        let whole = written_out(text);
        let cut = Text::new(&whole);
        let keys: BTreeSet<String> = telling(&cut).into_iter().map(|one| one.key).collect();
        for key in keys {
            *self.words.entry(key).or_default().entry(topic.to_owned()).or_default() += 1;
        }
    }

    /// The three likeliest topics, likeliest first, with the words that led to each.
    pub fn guess(&self, text: &str) -> Vec<Guess> {
        let whole = written_out(text);
        let cut = Text::new(&whole);
        let mut sums: BTreeMap<String, (f64, Vec<(f64, String)>)> = BTreeMap::new();
        let mut add = |topic: &str, weight: f64, words: &str| {
            let entry = sums.entry(topic.to_owned()).or_default();
            entry.0 += weight;
            if weight > 0.2 {
                entry.1.push((weight, words.to_owned()));
            }
        };
        for (topic, weight, words) in field(&cut) {
            add(topic, weight, words);
        }
        let all = f64::from(self.texts.values().sum::<u32>());
        if all > 0.0 {
            let trust = LEARNT + (1.0 - LEARNT) * (all / DECISIONS).min(1.0);
            let topics = f64::from(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
            for (topic, count) in &self.texts {
                add(topic, 0.3 * (f64::from(*count) * topics / all).ln(), "");
            }
            let mut seen = BTreeSet::new();
            for one in telling(&cut).into_iter().filter(|one| seen.insert(one.key.clone())) {
                let Some(under) = self.words.get(&one.key) else { continue };
                let texts = f64::from(under.values().sum::<u32>());
                for (topic, count) in &self.texts {
                    let here = f64::from(under.get(topic).copied().unwrap_or(0));
                    // As if the word had stood in some more petitions that were spread as all are: few say little.
                    let share = f64::from(*count) / all;
                    let learnt = (here + DOUBT * share) / (texts + DOUBT);
                    let weight = (learnt / share).ln().clamp(0.0, MOST_OF_ONE);
                    add(topic, trust * weight, cut.slice(one.from, one.to));
                }
            }
        }
        let highest = sums.values().map(|(sum, _)| *sum).fold(f64::MIN, f64::max);
        let whole_sum: f64 = sums.values().map(|(sum, _)| (sum - highest).exp()).sum();
        let mut guesses: Vec<Guess> = sums
            .into_iter()
            .map(|(topic, (sum, mut words))| {
                words.sort_by(|a, b| b.0.total_cmp(&a.0));
                let mut told: Vec<String> = Vec::new();
                for (_, word) in words.into_iter().filter(|(_, word)| !word.is_empty()) {
                    // What stands within a longer one that was told tells nothing more.
                    if told.len() < TOLD && !told.iter().any(|known| fold(known).contains(&fold(&word))) {
                        told.push(word);
                    }
                }
                Guess { topic, share: (sum - highest).exp() / whole_sum, words: told }
            })
            .collect();
        guesses.sort_by(|a, b| b.share.total_cmp(&a.share).then_with(|| a.topic.cmp(&b.topic)));
        guesses.truncate(GUESSES);
        guesses
    }
}

/// The topics that words of the field speak for, in the order named.
fn field<'a>(cut: &Text<'a>) -> Vec<(&'static str, f64, &'a str)> {
    let mut hits = Vec::new();
    let mut at = 0;
    while at < cut.len() {
        match LEXICON.at(cut, at) {
            Some((hit, kind)) => {
                if kind != Kind::Other
                    && let Some(topic) = LEXICON.topic(hit.key)
                {
                    hits.push((hit, topic));
                }
                at = hit.to;
            }
            None => at += 1,
        }
    }
    let road_beside = hits.iter().any(|(hit, _)| hit.key != super::ROAD);
    let mut weight = FIELD;
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (hit, topic) in hits.into_iter().filter(|(hit, _)| seen.insert(hit.key)) {
        let words = cut.slice(hit.from, hit.to);
        if hit.key == super::ROAD && road_beside {
            found.push((topic, weight * ROAD_BESIDE.max(0.0) + 0.3, words));
            continue;
        }
        found.push((topic, weight, words));
        weight *= LATER;
    }
    found
}

/// Words and pairs that may be learnt from.
fn telling(cut: &Text<'_>) -> Vec<Telling> {
    let mut found: Vec<Telling> = Vec::new();
    let mut before: Option<(usize, String)> = None;
    let (_, names) = names(cut);
    let mut at = 0;
    while at < cut.len() {
        if let Some(stop) = STOP_WORDS.at(cut, at) {
            at = stop.to;
            before = None;
            continue;
        }
        // What a hamlet is called says nothing of what it asks for.
        if cut.digits(at).is_some() || names.iter().any(|name| name.contains(&at)) {
            at += 1;
            before = None;
            continue;
        }
        let key = cut.words[at].exact.clone();
        if let Some((from, word)) = before.take().filter(|_| !cut.breaks_before(at)) {
            found.push(Telling { key: format!("{word} {key}"), from, to: at + 1 });
        }
        found.push(Telling { key: key.clone(), from: at, to: at + 1 });
        before = Some((at, key));
        at += 1;
    }
    found
}
