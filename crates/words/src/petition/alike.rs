//! Do two petitions ask for the same thing at the same place, and what speaks for it and against it?
//!
//! What is asked for (thing, work, trouble) is compared apart from where (names, numbers, communes): one road with other
//! work, and one work in another hamlet, are not the same petition. The weights were fitted on petitions restated for the
//! purpose, by families held apart; the score says how likely two texts are the same request.

use std::collections::BTreeSet;

use super::{LEXICON, Request};
use crate::fold::fold;
use crate::petition::names::Class;

/// As if so many petitions were known, and so many of them held a word of the field for each of its phrases, or a word that
/// is none.
const TEXTS: f64 = 120.0;
const OF_THE_FIELD: f64 = 1.2;
const OTHERS: f64 = 0.4;

/// What a word tells: names and rare words much, words of the field little.
pub(super) fn weight(word: &str) -> f64 {
    let holding = OTHERS + OF_THE_FIELD * f64::from(LEXICON.commonness(word).min(20));
    (TEXTS / holding).ln().max(0.1)
}

/// How alike two petitions are, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// From 0 to 1; from 0.5 on the two are held for the same request.
    pub score: f64,
    /// Things, works and troubles that both name, as keys of the lists.
    pub shared: Vec<&'static str>,
    /// Names and numbers that both hold, as one of them writes them.
    pub names: Vec<String>,
    /// Things that one names and the other does not, where both name some.
    pub apart: Vec<&'static str>,
    /// Names of the same class that differ: “one / other”.
    pub other_names: Vec<String>,
    /// The communes differ.
    pub other_commune: bool,
}

/// How many figures are measured of a pair.
const FEATURES: usize = 16;
/// What speaks for and against, as `examples/fit.rs` found it; the first is the start.
const WEIGHTS: [f64; FEATURES + 1] = [
    -8.971, 2.026, 1.111, -0.138, -1.027, 1.501, -0.300, 1.639, -1.059, 0.706, -1.966, 5.517, 5.076, -1.431, -0.514,
    0.448, -0.028,
];

/// Compares two petitions.
pub fn alike(a: &Request, b: &Request) -> Alike {
    let (features, mut found) = measure(a, b);
    let sum: f64 = features.iter().zip(&WEIGHTS[1..]).map(|(value, weight)| value * weight).sum::<f64>() + WEIGHTS[0];
    found.score = 1.0 / (1.0 + (-sum).exp());
    found
}

/// The figures of a pair, for fitting the weights.
#[doc(hidden)]
pub fn features(a: &Request, b: &Request) -> Vec<f64> {
    measure(a, b).0.to_vec()
}

fn measure(a: &Request, b: &Request) -> ([f64; FEATURES], Alike) {
    let telling = overlap(&set(a), &set(b), |word| weight(word));
    let things = overlap(&a.things, &b.things, |_| 1.0);
    let works = overlap(&a.works, &b.works, |_| 1.0);
    let (mine, theirs) = (unmatched(a, b), unmatched(b, a));
    let total = mine.total + theirs.total;
    let matched = if total > 0.0 { (mine.held + theirs.held) / total } else { 0.0 };
    // One text may name more than the other ("thôn …" left out) without meaning another place.
    let named = f64::midpoint(matched, mine.share().max(theirs.share()));
    let clash = clashes(&mine, &theirs);
    let communes_known = !a.communes.is_empty() && !b.communes.is_empty();
    let share_commune = a.communes.iter().any(|one| b.communes.iter().any(|other| one == other))
        || a.communes.iter().any(|one| b.holds(one))
        || b.communes.iter().any(|one| a.holds(one));
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let leading = overlap(&a.leading(), &b.leading(), |_| 1.0);
    let troubles = overlap(&a.troubles, &b.troubles, |_| 1.0);
    let both_things = !a.things.is_empty() && !b.things.is_empty();
    let both_works = !a.works.is_empty() && !b.works.is_empty();
    let found = Alike {
        score: 0.0,
        shared: a.things.intersection(&b.things).chain(a.works.intersection(&b.works)).copied().collect(),
        names: each_once(mine.found.iter().chain(&theirs.found)),
        apart: if both_things { a.things.symmetric_difference(&b.things).copied().collect() } else { Vec::new() },
        other_names: clash.names.clone(),
        other_commune: communes_known && !share_commune,
    };
    let features = [
        telling.contained,
        if both_things { things.dice } else { 0.5 },
        flag(both_things && things.common <= 0.0),
        things.least_alone,
        if both_things { leading.dice } else { 0.5 },
        flag(both_things && leading.common <= 0.0),
        troubles.dice,
        flag(troubles.common <= 0.0 && a.troubles.is_empty() != b.troubles.is_empty()),
        if both_works { works.contained } else { 0.0 },
        flag(both_works && works.common <= 0.0),
        named,
        flag(total <= 0.0),
        flag(clash.hamlet),
        flag(clash.other),
        flag(share_commune),
        flag(communes_known && !share_commune),
    ];
    (features, found)
}

/// Names once each, however their letters are cased and marked.
fn each_once<'a>(names: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.filter(|name| seen.insert(fold(name))).cloned().collect()
}

struct Overlap {
    dice: f64,
    contained: f64,
    common: f64,
    /// The lesser of what each has alone, as a share of the whole.
    least_alone: f64,
}

fn overlap<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>, worth: impl Fn(&T) -> f64) -> Overlap {
    let weigh = |set: &BTreeSet<T>| set.iter().map(&worth).sum::<f64>();
    let common: f64 = a.intersection(b).map(&worth).sum();
    let (mine, theirs) = (weigh(a), weigh(b));
    let share = |of: f64, whole: f64| if whole > 0.0 { of / whole } else { 0.0 };
    Overlap {
        dice: share(2.0 * common, mine + theirs),
        contained: share(common, mine.min(theirs)),
        common,
        least_alone: share(mine.min(theirs) - common, mine.max(theirs)),
    }
}

fn set(request: &Request) -> BTreeSet<&str> {
    request.words().collect()
}

struct Matched {
    total: f64,
    held: f64,
    found: Vec<String>,
    missing: Vec<(String, Class, bool)>,
}

impl Matched {
    fn share(&self) -> f64 {
        if self.total > 0.0 { self.held / self.total } else { 0.0 }
    }
}

/// Which names of one petition the other holds, in its text or its place.
fn unmatched(of: &Request, other: &Request) -> Matched {
    let mut result = Matched { total: 0.0, held: 0.0, found: Vec::new(), missing: Vec::new() };
    for name in of.names.iter().filter(|name| name.class != Class::Above) {
        let worth: f64 = name.folded.split(' ').map(weight).sum();
        result.total += worth;
        if other.holds(&name.folded) {
            result.held += worth;
            result.found.push(name.written.clone());
        } else {
            result.missing.push((name.written.clone(), name.class, name.number));
        }
    }
    result
}

struct Clash {
    hamlet: bool,
    other: bool,
    names: Vec<String>,
}

/// Names of one class of which each petition holds another.
fn clashes(mine: &Matched, theirs: &Matched) -> Clash {
    let mut clash = Clash { hamlet: false, other: false, names: Vec::new() };
    for (name, class, number) in &mine.missing {
        for (other, other_class, other_number) in &theirs.missing {
            let both_hamlets = *class == Class::Hamlet && *other_class == Class::Hamlet;
            let same = class == other_class && number == other_number;
            if both_hamlets || same {
                clash.hamlet |= both_hamlets;
                clash.other |= !both_hamlets && *class != Class::Commune;
                clash.names.push(format!("{name} / {other}"));
            }
        }
    }
    clash
}
