//! How is one Vietnamese syllable spelt: its letters, its tone, and could it be Vietnamese at all?
//!
//! The letters and the tone are told apart here once, so that order, phrases and the
//! recognition of old encodings all agree that `hoà` and `hòa` are one word. This is a
//! check of form only: a syllable that passes need not stand in a dictionary.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::char::{compose, decompose_canonical, is_combining_mark};

/// Level, `à`, `ả`, `ã`, `á`, `ạ`: the order of Vietnamese dictionaries.
const TONES: [char; 6] = ['\0', '\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// A syllable in lower case, its tone taken out.
pub(crate) struct Spelling {
    /// The letters with their hats and horns (`ê`, `ơ`), without the tone.
    pub(crate) letters: String,
    /// The last tone found, as a place in the dictionary order; 0 for none.
    pub(crate) tone: u8,
    /// How many tones were written: more than one is no Vietnamese syllable.
    pub(crate) tones: u8,
}

pub(crate) fn spell(word: &str) -> Spelling {
    let mut spelling = Spelling { letters: String::with_capacity(word.len()), tone: 0, tones: 0 };
    for c in word.chars().flat_map(char::to_lowercase) {
        if c.is_ascii() {
            spelling.letters.push(c);
        } else if c != '\u{AD}' {
            decompose_canonical(c, |part| spelling.take(part));
        }
    }
    spelling
}

impl Spelling {
    fn take(&mut self, part: char) {
        if let Some(tone) = (1u8..).zip(&TONES[1..]).find_map(|(n, mark)| (*mark == part).then_some(n)) {
            self.tone = tone;
            self.tones = self.tones.saturating_add(1);
        } else if !is_combining_mark(part) {
            self.letters.push(part);
        } else if let Some(whole) = self.letters.chars().last().and_then(|last| compose(last, part)) {
            self.letters.pop();
            self.letters.push(whole);
        }
    }

    fn is_syllable(&self) -> bool {
        let rimes = &SYLLABLES.rimes;
        self.tones <= 1
            && SYLLABLES
                .onsets
                .iter()
                .any(|onset| self.letters.strip_prefix(onset.as_str()).is_some_and(|rime| rimes.contains(rime)))
    }
}

/// Whether the word could be a Vietnamese syllable, written in one letter case throughout
/// or with a capital first letter.
pub(crate) fn is_vietnamese(word: &str) -> bool {
    is_evenly_cased(word) && spell(word).is_syllable()
}

fn is_evenly_cased(word: &str) -> bool {
    let mut tail = word.chars().skip(1).filter(|c| c.is_alphabetic()).peekable();
    let first_is_small = word.chars().next().is_some_and(char::is_lowercase);
    match tail.peek() {
        Some(c) if c.is_uppercase() => !first_is_small && tail.all(char::is_uppercase),
        Some(_) | None => tail.all(|c| !c.is_uppercase()),
    }
}

/// Characters that leave no mark on paper, those that mark annotated text among them; the soft hyphen is not one of them, for it is
/// the letter `ư` where TCVN3 was read as Latin-1.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{202A}'..='\u{202E}' | '\u{FFF9}'..='\u{FFFB}')
}

#[derive(Deserialize)]
struct Syllables {
    onsets: Vec<String>,
    rimes: HashSet<String>,
}

static SYLLABLES: LazyLock<Syllables> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/syllables.toml")).expect("data/syllables.toml is well formed")
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_vietnamese_syllables_pass_and_foreign_words_do_not() {
        let text = "quý thuỷ khuỷu giường gìn quốc ngoằn ngoèo nghiêng quyết quỳnh quýt giếng Được ĐƯỜNG \
                    hươu khuya xoong nguệch huỵch uyển yêu y ở Ủy oách tuần thuở quẹo Hoà hòa ngưỡng mượn";
        for word in text.split_whitespace() {
            assert!(is_vietnamese(word), "{word}");
        }
        for word in ["strength", "café", "vÒ", "héi", "où", "naïve", "Krông", "2024", ""] {
            assert!(!is_vietnamese(word), "{word}");
        }
    }
}
