//! What does a petition ask for, where, and is it the same that another asks for?
//!
//! A petition is taken apart into the thing, the work, the trouble and the names in it; what is asked for is compared
//! apart from where it is asked. Nothing here decides: a likeness, a topic, a cut is shown with its reason to a person.

mod alike;
mod candidates;
mod lexicon;
mod names;
mod splitting;
mod topics;

use std::collections::BTreeSet;

#[doc(hidden)]
pub use alike::features;
pub use alike::{Alike, alike};
pub use candidates::Candidates;
pub(crate) use lexicon::{Kind, LEXICON};
use names::{Class, Name};
pub use splitting::{Piece, further, split};
pub use topics::{Guess, Topics};

use crate::fold::{fold, nfc};
use crate::lists::{ABBREVIATIONS, STOP_WORDS};
use crate::tokens::Text;

/// A petition taken apart for comparison.
#[derive(Debug, Clone)]
pub struct Request {
    /// Telling syllables of the text, folded, short forms written out, in order; blank where a run breaks.
    words: Vec<String>,
    /// Things named.
    things: BTreeSet<&'static str>,
    /// Troubles named.
    troubles: BTreeSet<&'static str>,
    /// Works named.
    works: BTreeSet<&'static str>,
    names: Vec<Name>,
    /// Communes of the text, and those of the place.
    communes: BTreeSet<String>,
    /// Everything folded, text and place, between blanks, for finding names in it.
    hay: String,
}

/// The thing that most petitions name, often only to say where.
const ROAD: &str = "duong";

/// `QL6` is two words, as `QL 6` is.
pub(crate) fn apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut letters = 0;
    for c in text.chars() {
        if c.is_ascii_digit() && letters >= 2 {
            out.push(' ');
        }
        letters = if c.is_alphabetic() { letters + 1 } else { 0 };
        out.push(c);
    }
    out
}

/// A text with its short forms written out.
pub(crate) fn written_out(text: &str) -> String {
    let text = apart(&nfc(text));
    let cut = Text::new(&text);
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    while at < cut.len() {
        out.push_str(cut.gap_before(at));
        match ABBREVIATIONS.at(&cut, at) {
            Some(short) => {
                out.push_str(short.key);
                at = short.to;
            }
            None => {
                out.push_str(cut.slice(at, at + 1));
                at += 1;
            }
        }
    }
    out.push_str(cut.gap_before(cut.len()));
    out
}

/// Takes a petition apart: its text, and the place that is known of it.
pub fn request(text: &str, place: &str) -> Request {
    let whole = written_out(text);
    let cut = Text::new(&whole);
    let (names, taken) = names::names(&cut);
    let place_whole = written_out(place);
    let of_place = Text::new(&place_whole);
    let (place_names, _) = names::names(&of_place);
    let mut communes: BTreeSet<String> =
        names.iter().filter(|name| name.class == Class::Commune).map(|name| name.folded.clone()).collect();
    if communes.is_empty() {
        communes = communes_of(&of_place, &place_names);
    }
    let (mut things, mut troubles, mut works) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut kept = vec![false; cut.len()];
    for at in taken.iter().cloned().flatten() {
        kept[at] = true;
    }
    let mut at = 0;
    while at < cut.len() {
        // A word within a name is no thing: "phường Xuân Lập".
        let in_name = |from: usize, to: usize| taken.iter().any(|name| name.start <= from && to <= name.end);
        match LEXICON.at(&cut, at).filter(|(hit, _)| !in_name(hit.from, hit.to)) {
            Some((hit, kind)) => {
                kept[hit.from..hit.to].fill(kind != Kind::Other);
                match kind {
                    Kind::Thing => things.insert(hit.key),
                    Kind::Trouble => troubles.insert(hit.key),
                    Kind::Work => works.insert(hit.key),
                    Kind::Other => false,
                };
                at = hit.to;
            }
            None => at += 1,
        }
    }
    // Repair and what is broken are one thing said twice.
    if troubles.remove("hong") {
        works.insert("sua");
    }
    let hay = format!(" {} {} ", fold(&whole), fold(&place_whole));
    Request { words: telling(&cut, &kept), things, troubles, works, names, communes, hay }
}

/// A place may name several communes ("các xã Cao Phong, Mường Thàng"): a name without a class of its own is of the class
/// before it.
fn communes_of(cut: &Text<'_>, names: &[Name]) -> BTreeSet<String> {
    let plural = fold(cut.slice(0, 2));
    let listed = plural.starts_with("cac xa") || plural.starts_with("cac phuong");
    names
        .iter()
        .filter(|name| name.class == Class::Commune || (listed && name.class == Class::Other))
        .map(|name| name.folded.clone())
        .collect()
}

/// The telling words; `kept` are those that stay even where a list counts them for nothing.
fn telling(text: &Text<'_>, kept: &[bool]) -> Vec<String> {
    let mut words: Vec<String> = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        if let Some(stop) = STOP_WORDS.at(text, at).filter(|_| !kept[at]) {
            if words.last().is_some_and(|last| !last.is_empty()) {
                words.push(String::new());
            }
            at = stop.to;
            continue;
        }
        if text.breaks_before(at) && words.last().is_some_and(|last| !last.is_empty()) {
            words.push(String::new());
        }
        words.extend(fold(text.slice(at, at + 1)).split(' ').filter(|one| !one.is_empty()).map(str::to_owned));
        at += 1;
    }
    words
}

impl Request {
    /// The telling words, each once.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let mut seen = BTreeSet::new();
        self.words.iter().map(String::as_str).filter(move |word| !word.is_empty() && seen.insert(*word))
    }

    /// So many of its words that tell most, the most telling first.
    pub fn telling(&self, most: usize) -> Vec<String> {
        let mut words: Vec<&str> = self.words().collect();
        words.sort_by(|a, b| alike::weight(b).total_cmp(&alike::weight(a)));
        words.into_iter().take(most).map(str::to_owned).collect()
    }

    /// What the petition is found under among many: its telling words, its things and troubles, its communes.
    pub fn keys(&self) -> impl Iterator<Item = String> {
        let words = self.words().map(str::to_owned);
        let things = self.things.iter().chain(&self.troubles).map(|thing| format!("#{thing}"));
        let communes = self.communes.iter().map(|commune| format!("@{commune}"));
        words.chain(things).chain(communes).collect::<Vec<_>>().into_iter()
    }

    /// The things asked about, the road left out where it only says where.
    fn leading(&self) -> BTreeSet<&'static str> {
        let led: BTreeSet<&'static str> = self.things.iter().copied().filter(|thing| *thing != ROAD).collect();
        if led.is_empty() { self.things.clone() } else { led }
    }

    fn holds(&self, name: &str) -> bool {
        self.hay.contains(&format!(" {name} "))
    }
}

/// A thing, work or trouble in words, as people read it.
pub fn concept(key: &str) -> &str {
    LEXICON.name(key).unwrap_or(key)
}
