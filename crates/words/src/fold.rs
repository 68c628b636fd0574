//! How are two spellings of the same Vietnamese word made equal, and how are words put in order?
//!
//! `nfc` cleans a text for keeping, `fold` makes the key by which a text is found without
//! diacritics, `sort_key` makes the key by which a list stands in Vietnamese alphabetical
//! order in any database that compares bytes. Nothing here knows what a word means, and
//! nothing changes the text a person reads: keys are stored beside it.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::spelling::{is_invisible, spell};

/// The most words of a query that are searched for; more would only slow the search down.
const MOST_QUERY_WORDS: usize = 12;

/// The text in NFC, without byte-order marks and zero-width characters, with every
/// non-breaking space made an ordinary one. White space at the ends is kept.
pub fn nfc(s: &str) -> String {
    if s.bytes().all(|byte| byte.is_ascii() && (byte >= b' ' || is_line_or_tab(char::from(byte)))) {
        return s.to_owned();
    }
    let cleaned = |c: char| is_invisible(c) || is_stray_control(c) || plain_space(c) != c;
    if is_nfc_quick(s.chars()) == IsNormalized::Yes && !s.contains(cleaned) {
        return s.to_owned();
    }
    s.chars().filter(|c| !is_invisible(*c) && !is_stray_control(*c)).map(plain_space).nfc().collect()
}

fn is_line_or_tab(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t')
}

/// Control characters that no text of an office holds; databases and files stumble over them.
fn is_stray_control(c: char) -> bool {
    (c.is_control() && !is_line_or_tab(c)) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

fn plain_space(c: char) -> char {
    match c {
        '\u{A0}' | '\u{2007}' | '\u{202F}' => ' ',
        other => other,
    }
}

/// The search key: lower case, no diacritics, `đ`, `Đ` and the look-alike `Ð` as `d`,
/// everything that is neither letter nor digit as one space, none at the ends.
pub fn fold(s: &str) -> String {
    let mut key = SearchKey { text: String::with_capacity(s.len()), gap: false };
    for c in s.chars() {
        if c.is_ascii() {
            key.take_ascii(c);
        } else if !is_invisible(c) && c != '\u{AD}' {
            decompose_canonical(c, |part| key.take_part(part));
        }
    }
    key.text
}

struct SearchKey {
    text: String,
    gap: bool,
}

impl SearchKey {
    fn take_ascii(&mut self, c: char) {
        if c.is_ascii_alphanumeric() {
            self.push(c.to_ascii_lowercase());
        } else {
            self.gap = true;
        }
    }

    fn take_part(&mut self, part: char) {
        if part.is_ascii() {
            return self.take_ascii(part);
        }
        if is_combining_mark(part) {
            return;
        }
        for lower in part.to_lowercase() {
            match lower {
                'đ' | 'ð' | 'ɖ' => self.push('d'),
                other => decompose_canonical(other, |letter| self.take_letter(letter)),
            }
        }
    }

    fn take_letter(&mut self, letter: char) {
        if is_combining_mark(letter) {
            return;
        }
        if letter.is_alphanumeric() {
            self.push(letter);
        } else {
            self.gap = true;
        }
    }

    fn push(&mut self, letter: char) {
        if self.gap && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.gap = false;
        self.text.push(letter);
    }
}

/// The folded words of a query, in the order written, twelve at most.
pub fn query_tokens(q: &str) -> Vec<String> {
    fold(q).split(' ').filter(|word| !word.is_empty()).take(MOST_QUERY_WORDS).map(str::to_owned).collect()
}

/// The key of Vietnamese alphabetical order: `a ă â b c d đ e ê …` first, then the tones
/// (level, `à`, `ả`, `ã`, `á`, `ạ`) word by word. Numbers stand by size: "Tổ 2" before
/// "Tổ 10". Letter case and the place of the tone (`hoà`, `hòa`) make no difference.
///
/// The key of a Vietnamese text is printable ASCII, so byte order is all a database needs.
pub fn sort_key(s: &str) -> String {
    let clean = nfc(s);
    let mut letters = String::with_capacity(clean.len() + 8);
    let mut tones = String::new();
    let in_word = |c: char| c.is_alphanumeric() || is_combining_mark(c) || c == '\u{AD}';
    for word in clean.split(|c| !in_word(c)).filter(|word| !word.is_empty()) {
        if !letters.is_empty() {
            letters.push('-');
        }
        let spelling = spell(word);
        push_in_order(&spelling.letters, &mut letters);
        tones.push(char::from(b'0' + spelling.tone));
    }
    letters.push(' ');
    letters.push_str(tones.trim_end_matches('0'));
    letters
}

fn push_in_order(letters: &str, key: &mut String) {
    let mut rest = letters;
    while let Some(first) = rest.chars().next() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits > 0 {
            push_number(&rest[..digits], key);
            rest = &rest[digits..];
        } else {
            push_letter(first, key);
            rest = &rest[first.len_utf8()..];
        }
    }
}

/// A number is led by its own length, so that bytes compare as sizes do.
fn push_number(digits: &str, key: &mut String) {
    let digits = digits.trim_start_matches('0');
    let length = u8::try_from(digits.len().min(40)).unwrap_or(40);
    key.push(char::from(b'0' + length));
    key.push_str(digits);
}

/// A letter with its own place in the alphabet is its base letter and a sign above `z`:
/// `ă…` then stands after every `a…`.
fn push_letter(letter: char, key: &mut String) {
    match letter {
        'ă' => key.push_str("a{"),
        'â' => key.push_str("a|"),
        'đ' | 'ð' | 'ɖ' => key.push_str("d{"),
        'ê' => key.push_str("e{"),
        'ô' => key.push_str("o{"),
        'ơ' => key.push_str("o|"),
        'ư' => key.push_str("u{"),
        ascii if ascii.is_ascii_alphanumeric() => key.push(ascii),
        other => key.push_str(&fold(other.encode_utf8(&mut [0; 4]))),
    }
}
