//! Which texts does a query find, however it was typed, and in which order?
//!
//! A query may lack marks, have some, place tones the old way, come in decomposed letters, hold leftovers of a keyboard
//! switched off (Telex `dduwowngf`, VNI `d9uong72`), or short forms (QL6, TBA). Each word of it is read in every way that
//! makes sense; a text is found when it holds one reading of each, and where none holds all, those that hold most.
//! Order: what holds more of the query, then what holds it together, then what has the same marks.

use std::collections::{BTreeSet, HashMap};

use crate::fold::{fold, nfc};
use crate::lists::ABBREVIATIONS;
use crate::petition::{apart, written_out};
use crate::spelling::is_vietnamese;
use crate::tokens::{Known, Text};

/// Most words of a query that are looked up.
const MOST_WORDS: usize = 12;

/// A query read in every way that makes sense.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// For each word or short form: its readings, each a run of folded words.
    parts: Vec<Vec<Vec<String>>>,
    /// The query's words with their marks, where it has any.
    exact: Vec<String>,
}

impl Query {
    /// The parts, each with its readings as runs of folded words: what an index is asked for.
    pub fn parts(&self) -> &[Vec<Vec<String>>] {
        &self.parts
    }

    /// Is there nothing to look for?
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}

/// Reads a query.
pub fn query(typed: &str) -> Query {
    let typed = nfc(typed);
    // `QL6` is two words, but `d9uong72` is one that was typed with the keyboard switched off.
    let words: Vec<String> = typed
        .split_whitespace()
        .map(|word| if vni(&word.to_lowercase()).is_some() { word.to_owned() } else { apart(word) })
        .collect();
    let typed = words.join(" ");
    let cut = Text::new(&typed);
    let mut parts = Vec::new();
    let mut exact = Vec::new();
    let mut at = 0;
    while at < cut.len() && parts.len() < MOST_WORDS {
        let mut readings: Vec<Vec<String>> = Vec::new();
        let mut to = at + 1;
        if let Some(short) = ABBREVIATIONS.at(&cut, at) {
            readings.push(split(&fold(short.key)));
            to = short.to;
        }
        let word = cut.slice(at, to);
        readings.push(split(&fold(&apart(word))));
        if to == at + 1 {
            readings.extend(keyboard(word).map(|meant| split(&fold(&meant))));
            exact.push(Known::new(word).exact);
        }
        readings.retain(|reading| !reading.is_empty());
        readings.dedup();
        if !readings.is_empty() {
            parts.push(readings);
        }
        at = to;
    }
    if cut.is_bare() {
        exact.clear();
    }
    Query { parts, exact }
}

fn split(folded: &str) -> Vec<String> {
    folded.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words under which a text is found: its folded words, and its short forms written out. A short form that stands in no
/// list is found as it was written.
pub fn index_words(text: &str) -> String {
    let plain = fold(text);
    let long = fold(&written_out(text));
    if long == plain { plain } else { format!("{plain} {long}") }
}

/// Texts that can be searched: their words, and under each word the texts that hold it.
#[derive(Debug, Default)]
pub struct Shelf {
    texts: Vec<Kept>,
    under: HashMap<String, Vec<usize>>,
}

#[derive(Debug)]
struct Kept {
    /// Folded words, as written and with short forms written out.
    words: Vec<String>,
    /// Words with their marks.
    exact: BTreeSet<String>,
}

impl Shelf {
    /// Shelves texts as people wrote them, place and all; they are found by their place in this order.
    pub fn new<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut shelf = Self::default();
        for (n, text) in texts.enumerate() {
            let words = split(&index_words(text));
            let source = nfc(text);
            let exact = Text::new(&source).words.into_iter().map(|word| word.exact).collect();
            for word in words.iter().collect::<BTreeSet<_>>() {
                shelf.under.entry(word.clone()).or_default().push(n);
            }
            shelf.texts.push(Kept { words, exact });
        }
        shelf
    }

    /// The texts that answer a query, best first; those that hold nothing of it are left out.
    pub fn find(&self, query: &Query, most: usize) -> Vec<usize> {
        let near: BTreeSet<usize> = query
            .parts
            .iter()
            .flatten()
            .flatten()
            .filter_map(|word| self.under.get(word))
            .flat_map(|places| places.iter().copied())
            .collect();
        let weights: Vec<f64> = query.parts.iter().map(|part| self.weight(part)).collect();
        let mut scored: Vec<(f64, usize)> = near
            .into_iter()
            .map(|n| (score(query, &weights, &self.texts[n].words, &self.texts[n].exact), n))
            .filter(|(score, _)| *score > 0.0)
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        scored.into_iter().take(most).map(|(_, n)| n).collect()
    }

    /// Rare words of the query count for more.
    #[expect(clippy::cast_precision_loss, reason = "counts of texts")]
    fn weight(&self, part: &[Vec<String>]) -> f64 {
        let holding = part
            .iter()
            .map(|reading| reading.iter().map(|word| self.under.get(word).map_or(0, Vec::len)).min().unwrap_or(0))
            .max()
            .unwrap_or(0);
        ((self.texts.len() as f64 + 1.0) / (holding as f64 + 0.5)).ln().max(0.2)
    }
}

/// Where a part stands in the words of a text: first and last place of each reading found.
fn places<'a>(part: &'a [Vec<String>], words: &'a [String]) -> impl Iterator<Item = (usize, usize)> + 'a {
    (0..words.len()).filter_map(move |at| {
        part.iter()
            .find(|reading| at + reading.len() <= words.len() && words[at..at + reading.len()] == reading[..])
            .map(|reading| (at, at + reading.len()))
    })
}

fn score(query: &Query, weights: &[f64], words: &[String], marked: &BTreeSet<String>) -> f64 {
    let found: Vec<Vec<(usize, usize)>> = query.parts.iter().map(|part| places(part, words).collect()).collect();
    let held: f64 = found.iter().zip(weights).filter(|(places, _)| !places.is_empty()).map(|(_, weight)| weight).sum();
    if held <= 0.0 {
        return 0.0;
    }
    let whole: f64 = weights.iter().sum();
    // Words of the query that follow each other in the text.
    let together: f64 = (1..found.len())
        .filter(|n| found[n - 1].iter().any(|(_, end)| found[*n].iter().any(|(start, _)| start == end)))
        .map(|n| weights[n].min(weights[n - 1]))
        .sum();
    held / whole + 0.6 * together / whole + 0.2 * exact_share(query, marked)
}

#[expect(clippy::cast_precision_loss, reason = "counts of words")]
fn exact_share(query: &Query, marked: &BTreeSet<String>) -> f64 {
    let same = query.exact.iter().filter(|word| marked.contains(*word)).count();
    if query.exact.is_empty() { 0.0 } else { same as f64 / query.exact.len() as f64 }
}

/// What was meant by a word typed with a Vietnamese keyboard switched off, where it can be a Vietnamese syllable.
fn keyboard(word: &str) -> impl Iterator<Item = String> {
    let lower = word.to_lowercase();
    let plain = lower.bytes().all(|byte| byte.is_ascii_alphanumeric()) && lower.len() >= 2;
    let vni = (plain && lower.bytes().any(|byte| byte.is_ascii_digit())).then(|| vni(&lower)).flatten();
    let telex = (plain && lower.bytes().all(|byte| byte.is_ascii_lowercase())).then(|| telex(&lower)).flatten();
    [vni, telex].into_iter().flatten().filter(move |meant| *meant != lower)
}

/// Telex: doubled letters and `w` make hats and horns, a closing `s f r x j` the tone.
fn telex(word: &str) -> Option<String> {
    let mut letters: Vec<char> = Vec::new();
    let mut changed = false;
    for c in word.chars() {
        let last = letters.last().copied();
        match (last, c) {
            (Some('a'), 'a') => replace(&mut letters, 'â', &mut changed),
            (Some('e'), 'e') => replace(&mut letters, 'ê', &mut changed),
            (Some('o'), 'o') => replace(&mut letters, 'ô', &mut changed),
            (Some('d'), 'd') => replace(&mut letters, 'đ', &mut changed),
            (Some('a'), 'w') => replace(&mut letters, 'ă', &mut changed),
            (Some('o'), 'w') => replace(&mut letters, 'ơ', &mut changed),
            (Some('u'), 'w') => replace(&mut letters, 'ư', &mut changed),
            (_, 'w') if letters.iter().any(|letter| "aou".contains(*letter)) => {
                horn(&mut letters);
                changed = true;
            }
            (Some(_), 's' | 'f' | 'r' | 'x' | 'j') if letters.iter().any(|letter| "aăâeêioôơuưy".contains(*letter)) =>
            {
                changed = true;
            }
            _ if (c == 'a' || c == 'e' || c == 'o') && letters.iter().rev().skip(1).any(|letter| *letter == c) => {
                hat(&mut letters, c);
                changed = true;
            }
            (_, 'd') if letters.first() == Some(&'d') && letters.len() > 1 => {
                letters[0] = 'đ';
                changed = true;
            }
            _ => letters.push(c),
        }
    }
    let meant: String = letters.into_iter().collect();
    (changed && is_vietnamese(&meant)).then_some(meant)
}

fn replace(letters: &mut [char], with: char, changed: &mut bool) {
    if let Some(last) = letters.last_mut() {
        *last = with;
        *changed = true;
    }
}

/// `uow` at the end of the vowels makes both letters horned.
fn horn(letters: &mut [char]) {
    let horned = HashMap::from([('a', 'ă'), ('o', 'ơ'), ('u', 'ư')]);
    let uo = letters.windows(2).position(|pair| pair == ['u', 'o'] || pair == ['u', 'ơ'] || pair == ['ư', 'o']);
    if let Some(at) = uo {
        letters[at] = 'ư';
        letters[at + 1] = 'ơ';
    } else if let Some(letter) = letters.iter_mut().rev().find(|letter| horned.contains_key(letter)) {
        *letter = horned[letter];
    }
}

fn hat(letters: &mut [char], c: char) {
    let hatted = match c {
        'a' => 'â',
        'e' => 'ê',
        _ => 'ô',
    };
    if let Some(letter) = letters.iter_mut().rev().find(|letter| **letter == c) {
        *letter = hatted;
    }
}

/// VNI: `1`–`5` the tone, `6` hat, `7` horn, `8` breve, `9` stroke.
fn vni(word: &str) -> Option<String> {
    let mut letters: Vec<char> = Vec::new();
    for c in word.chars() {
        match c {
            '1'..='5' => {}
            '6' => {
                let at = letters.iter().rposition(|letter| "aeo".contains(*letter))?;
                letters[at] = match letters[at] {
                    'a' => 'â',
                    'e' => 'ê',
                    _ => 'ô',
                };
            }
            '7' => {
                letters.iter().rposition(|letter| "ou".contains(*letter))?;
                horn(&mut letters);
            }
            '8' => {
                let at = letters.iter().rposition(|letter| *letter == 'a')?;
                letters[at] = 'ă';
            }
            '9' => *letters.first_mut().filter(|letter| **letter == 'd')? = 'đ',
            '0' => return None,
            letter => letters.push(letter),
        }
    }
    let meant: String = letters.into_iter().collect();
    is_vietnamese(&meant).then_some(meant)
}
