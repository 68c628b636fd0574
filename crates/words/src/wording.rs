//! Does this recommendation say who does what, by when, and how we shall know?
//!
//! The findings are prompts for the person who writes: each names the words as they stand
//! and a key under which a suggestion is kept in the interface language. Nothing here
//! rejects a text, and a good finding is no proof of a good recommendation.

use crate::fold::nfc;
use crate::lists::{Hit, OPENERS, PRODUCTS, PROOFS, SOFT_VERBS, UNNAMED};
use crate::time_words::{TimeWords, time_words};
use crate::tokens::Text;

/// After "đề nghị" the addressee stands first; the verb follows within so many words.
const REACH_OF_OPENER: usize = 14;
/// A thing belongs to a verb of making that stands at most so many words before it.
const REACH_OF_VERB: usize = 6;

/// What the wording of a recommendation shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// It opens with a verb that asks for nothing one could check: "tiếp tục", "quan tâm".
    pub soft_verb: Option<Found>,
    /// The addressee has no name: "các đơn vị liên quan".
    pub unnamed_addressee: Option<Found>,
    /// It names a paper, a work, or a counted thing that is to come of it.
    pub names_product: bool,
    /// When it is to be done: from the deadline field, otherwise from the text.
    pub time: TimeWords,
    /// It names how the end of the work will show: a report, an acceptance, a measure.
    pub names_proof: bool,
}

/// Words found, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The words as they stand in the text.
    pub words: String,
    /// The stable key of the suggestion that goes with them.
    pub key: &'static str,
}

/// Checks one recommendation: its text, its addressee and its deadline as written.
///
/// Without an addressee field, the text is searched for one without a name.
pub fn check_wording(text: &str, addressee: &str, deadline: &str) -> Wording {
    let (text, office) = (nfc(text), nfc(addressee));
    let (words, receiver) = (Text::new(&text), Text::new(&office));
    let asked = if receiver.len() == 0 { &words } else { &receiver };
    Wording {
        soft_verb: soft_verb(&words).map(|hit| found(&words, hit)),
        unnamed_addressee: UNNAMED.first(asked).map(|hit| found(asked, hit)),
        names_product: names_product(&words),
        time: time_of(&text, deadline),
        names_proof: PROOFS.first(&words).is_some() || names_percentage(&words),
    }
}

fn found(text: &Text<'_>, hit: Hit) -> Found {
    Found { words: text.slice(hit.from, hit.to).to_owned(), key: hit.key }
}

/// A haste word in the deadline field does not hide a day named in the text.
fn time_of(text: &str, deadline: &str) -> TimeWords {
    let stated = time_words(deadline);
    if !matches!(stated, TimeWords::None | TimeWords::Vague { .. }) {
        return stated;
    }
    let in_text = time_words(text);
    let keeps_stated = matches!(in_text, TimeWords::None | TimeWords::Vague { .. }) && stated != TimeWords::None;
    if keeps_stated { stated } else { in_text }
}

fn soft_verb(text: &Text<'_>) -> Option<Hit> {
    let mut at = first_word(text);
    while let Some(hit) = OPENERS.at(text, at) {
        if let Some(soft) = SOFT_VERBS.at(text, at) {
            return Some(soft);
        }
        at = hit.to;
        if hit.key == "ask" {
            return soft_verb_after_addressee(text, at);
        }
    }
    SOFT_VERBS.at(text, at)
}

fn soft_verb_after_addressee(text: &Text<'_>, from: usize) -> Option<Hit> {
    let reach = from..text.len().min(from + REACH_OF_OPENER);
    for at in reach {
        if let Some(soft) = SOFT_VERBS.at(text, at) {
            return Some(soft);
        }
        if PRODUCTS.at(text, at).is_some_and(|hit| hit.key == "make" && hit.to - hit.from > 1) {
            return None;
        }
    }
    None
}

/// Past "1.", "a)", "- 2.3".
fn first_word(text: &Text<'_>) -> usize {
    let is_mark = |at: &usize| {
        let short = text.words[*at].plain.len() == 1 || text.digits(*at).is_some_and(|(_, digits)| digits <= 2);
        short && text.gap_before(*at + 1).starts_with(['.', ')', '/'])
    };
    (0..text.len()).find(|at| !is_mark(at)).unwrap_or(0)
}

fn names_product(text: &Text<'_>) -> bool {
    let mut made_until = 0;
    for at in 0..text.len() {
        if text.digits(at).is_some() && PRODUCTS.at(text, at + 1).is_some_and(|hit| hit.key == "unit") {
            return true;
        }
        match PRODUCTS.at(text, at) {
            Some(hit) if hit.key == "make" => made_until = hit.to + REACH_OF_VERB,
            Some(hit) if hit.key == "thing" && at < made_until => return true,
            Some(_) | None => {}
        }
    }
    false
}

fn names_percentage(text: &Text<'_>) -> bool {
    (0..text.len()).any(|at| text.digits(at).is_some() && text.gap_before(at + 1).trim_start().starts_with('%'))
}
