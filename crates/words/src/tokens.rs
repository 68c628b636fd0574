//! Which words stand in this text, where, and which phrase of a list begins here?
//!
//! A text is cut into words that remember their place, so a finding can be shown as it was
//! written. Phrases are compared with diacritics where the text has any, and without where
//! it was typed bare. The lists themselves live in `lists`.

use unicode_normalization::char::is_combining_mark;

use crate::fold::fold;
use crate::spelling::spell;

/// A word of a text, ready to be compared.
pub(crate) struct Word {
    /// Folded, a closing `y` after a consonant as `i`: `kỳ` and `kì` are one word.
    pub(crate) plain: String,
    /// The letters with their hats, then the tone as a digit.
    pub(crate) exact: String,
    start: usize,
    end: usize,
}

/// A text cut into words.
pub(crate) struct Text<'a> {
    source: &'a str,
    pub(crate) words: Vec<Word>,
    /// Typed without any diacritics.
    bare: bool,
}

impl<'a> Text<'a> {
    /// Expects NFC.
    pub(crate) fn new(source: &'a str) -> Self {
        let mut words = Vec::with_capacity(source.len() / 5);
        let mut start = None;
        for (at, c) in source.char_indices() {
            let inside = c.is_alphanumeric() || is_combining_mark(c);
            match start {
                None if inside => start = Some(at),
                Some(from) if !inside => {
                    words.push(Word::new(source, from, at));
                    start = None;
                }
                Some(_) | None => {}
            }
        }
        if let Some(from) = start {
            words.push(Word::new(source, from, source.len()));
        }
        let bare = !source.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
        Self { source, words, bare }
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// Was it typed without any diacritics?
    pub(crate) fn is_bare(&self) -> bool {
        self.bare
    }

    /// The words from one place up to another, as written.
    pub(crate) fn slice(&self, from: usize, to: usize) -> &'a str {
        match (self.words.get(from), to.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) if first.start < last.end => &self.source[first.start..last.end],
            _ => "",
        }
    }

    /// Where a word begins in the source.
    pub(crate) fn start_of(&self, at: usize) -> Option<usize> {
        self.words.get(at).map(|word| word.start)
    }

    /// What stands between a word and the one before it.
    pub(crate) fn gap_before(&self, at: usize) -> &'a str {
        let from = at.checked_sub(1).and_then(|before| self.words.get(before)).map_or(0, |word| word.end);
        let to = self.words.get(at).map_or(self.source.len(), |word| word.start);
        &self.source[from..to]
    }

    /// The word as a number, with the count of its digits.
    pub(crate) fn digits(&self, at: usize) -> Option<(u32, usize)> {
        let word = &self.words.get(at)?.plain;
        let all = word.bytes().all(|byte| byte.is_ascii_digit());
        if all && word.len() <= 9 { Some((word.parse().ok()?, word.len())) } else { None }
    }

    pub(crate) fn is(&self, at: usize, known: &Known) -> bool {
        self.words.get(at).is_some_and(
            |word| {
                if self.bare { word.plain == known.plain } else { word.exact == known.exact }
            },
        )
    }

    /// Whether these words stand here, within one clause.
    pub(crate) fn has(&self, at: usize, phrase: &[Known]) -> bool {
        phrase.iter().enumerate().all(|(n, known)| self.is(at + n, known) && (n == 0 || !self.breaks_before(at + n)))
    }

    /// Whether a clause ends before this word.
    pub(crate) fn breaks_before(&self, at: usize) -> bool {
        let gap = self.gap_before(at);
        gap.contains([';', '\n', '!', '?']) || gap.starts_with(". ")
    }
}

impl Word {
    fn new(source: &str, start: usize, end: usize) -> Self {
        let known = Known::new(&source[start..end]);
        Self { plain: known.plain, exact: known.exact, start, end }
    }
}

/// A word of a phrase we look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) plain: String,
    pub(crate) exact: String,
}

impl Known {
    pub(crate) fn new(word: &str) -> Self {
        let spelling = spell(word);
        let mut exact = close_with_i(spelling.letters);
        exact.push(char::from(b'0' + spelling.tone));
        Self { plain: close_with_i(fold(word)), exact }
    }

    /// The words of a phrase as a list gives them.
    pub(crate) fn phrase(words: &str) -> Vec<Self> {
        words.split_whitespace().map(Self::new).collect()
    }
}

/// `lý` and `lí`, `quý` and `quí` are one word; `tay` and `tai`, `thúy` and `thúi` are two.
fn close_with_i(mut letters: String) -> String {
    let closes =
        letters.strip_suffix('y').is_some_and(|stem| stem == "qu" || stem.ends_with(['h', 'k', 'l', 'm', 's', 't']));
    if closes {
        letters.pop();
        letters.push('i');
    }
    letters
}
