//! Which roads, hamlets, works and numbers does a petition name?
//!
//! A name is a run of capitalised words, or a number with the word that it counts or numbers ("tổ 8", "43 hộ",
//! "tỉnh lộ 2"). What stands before it says of which class it is, so that two hamlets are compared with each other and not
//! with a road.

use std::ops::Range;
use std::sync::LazyLock;

use super::lexicon::LEXICON;
use crate::fold::fold;
use crate::tokens::{Known, Text};

/// Of what a name is the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Class {
    /// Hamlet, village, group of houses.
    Hamlet,
    /// Commune, ward, township.
    Commune,
    /// District, city, province.
    Above,
    /// Road.
    Road,
    /// Anything else.
    Other,
}

/// A name as compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) folded: String,
    /// As it stands in the text.
    pub(crate) written: String,
    pub(crate) class: Class,
    /// It is a number, with the word beside it.
    pub(crate) number: bool,
}

/// What stands before a name, the longest first.
static CLASSES: LazyLock<Vec<(Vec<Known>, Class)>> = LazyLock::new(|| {
    let of = |class: Class, words: &[&str]| words.iter().map(|one| (Known::phrase(one), class)).collect::<Vec<_>>();
    let mut classes = of(
        Class::Hamlet,
        &[
            "tổ dân phố",
            "khu dân cư",
            "khu phố",
            "thôn",
            "xóm",
            "bản",
            "ấp",
            "khóm",
            "khu",
            "tổ",
            "buôn",
            "làng",
            "đội",
            "phum",
            "sóc",
            "plei",
            "cụm dân cư",
            "cụm",
        ],
    );
    classes.extend(of(Class::Commune, &["thị trấn", "đặc khu", "xã", "phường"]));
    classes.extend(of(Class::Above, &["thị xã", "thành phố", "huyện", "quận", "tỉnh"]));
    classes.extend(of(
        Class::Road,
        &[
            "quốc lộ",
            "tỉnh lộ",
            "hương lộ",
            "đường tỉnh",
            "đường huyện",
            "đường",
            "lộ",
            "hẻm",
            "ngõ",
            "kiệt",
            "cao tốc",
        ],
    ));
    classes.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    classes
});

/// The class that the words just before a place give, and how many words they are.
fn class_before(text: &Text<'_>, at: usize) -> (Class, usize) {
    CLASSES
        .iter()
        .find(|(words, _)| at.checked_sub(words.len()).is_some_and(|from| text.has(from, words)))
        .map_or((Class::Other, 0), |(words, class)| (*class, words.len()))
}

/// The names of a text with the places that they take up.
pub(crate) fn names(text: &Text<'_>) -> (Vec<Name>, Vec<Range<usize>>) {
    let words: Vec<String> = (0..text.len()).map(|at| fold(text.slice(at, at + 1))).collect();
    let mut found: Vec<Name> = Vec::new();
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if !is_capital(text, at) {
            found.extend(number(text, at, &words));
            at += 1;
            continue;
        }
        let mut to = at + 1;
        while to < text.len() && goes_on(text, to) {
            to += 1;
        }
        let mut from = at;
        if begins_a_sentence(text, at) {
            // "Xóm Nà Tạng", "Cầu Bến Nứa" at the beginning of a sentence: what it is is no part of the name.
            while let Some(skip) = leading_noun(text, from, to) {
                from += skip;
            }
        }
        let (class, before) = class_before(text, from);
        let alone = to - from == 1 && before == 0;
        // One capital alone is a sentence's beginning, or a common noun written large ("Nhà nước", "Công an").
        if from < to && !(alone && (begins_a_sentence(text, at) || LEXICON.commonness(&words[from]) > 0)) {
            let written = text.slice(from, to).to_owned();
            found.push(Name { folded: words[from..to].join(" "), written, class, number: false });
            taken.push(from..to);
        }
        at = to;
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|name| seen.insert(name.folded.clone()));
    (found, taken)
}

/// How many words at the front of a run only say of what it is the name.
fn leading_noun(text: &Text<'_>, from: usize, to: usize) -> Option<usize> {
    let class = CLASSES.iter().map(|(words, _)| words).find(|words| text.has(from, words)).map(Vec::len);
    let noun = || LEXICON.at(text, from).map(|(hit, _)| hit.to - hit.from);
    class.or_else(noun).filter(|length| from + length < to)
}

fn is_capital(text: &Text<'_>, at: usize) -> bool {
    text.slice(at, at + 1).chars().next().is_some_and(char::is_uppercase)
}

fn begins_a_sentence(text: &Text<'_>, at: usize) -> bool {
    at == 0 || text.breaks_before(at) || text.gap_before(at).contains(['.', ':', '“', '"', '-'])
}

fn goes_on(text: &Text<'_>, at: usize) -> bool {
    let gap = text.gap_before(at);
    (gap.trim().is_empty()) && (is_capital(text, at) || text.digits(at).is_some_and(|(number, _)| number < 1900))
}

/// A number with the word before it, or with the word that it counts.
fn number(text: &Text<'_>, at: usize, words: &[String]) -> Option<Name> {
    let word = &words[at];
    if !word.starts_with(|c: char| c.is_ascii_digit()) || word.len() > 6 {
        return None;
    }
    let year = text.digits(at).is_some_and(|(number, digits)| digits == 4 && (1900..=2100).contains(&number));
    let before = at.checked_sub(1).map(|before| words[before].as_str());
    if year || matches!(before, Some("nam" | "thang" | "ngay")) {
        return None;
    }
    let trimmed = word.trim_start_matches('0');
    let (class, length) = class_before(text, at);
    if length > 0 {
        // A road keeps its number under whatever word it goes by.
        let folded = if class == Class::Road { trimmed.to_owned() } else { format!("{} {trimmed}", words[at - 1]) };
        return Some(Name { folded, written: text.slice(at - 1, at + 1).to_owned(), class, number: true });
    }
    let counted = words.get(at + 1).filter(|next| !next.starts_with(|c: char| c.is_ascii_digit()));
    let folded = match (before, counted) {
        (_, Some(next)) if next == "ho" => format!("{trimmed} {next}"),
        _ => trimmed.to_owned(),
    };
    Some(Name { folded, written: text.slice(at, at + 1).to_owned(), class: Class::Other, number: true })
}
