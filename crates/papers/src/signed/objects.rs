//! The signature dictionaries of a PDF, found by walking over its words once from the first byte to the last. Streams are stepped
//! over and never unpacked.

use std::ops::Range;

use super::{MOST_SIGNATURES, NotRead};

/// How deep dictionaries and arrays stand within each other at the most.
const DEEPEST: usize = 64;
/// Numbers that are kept of an array: a range of bytes has four.
const MOST_NUMBERS: usize = 16;
/// Where a PDF says that it is one.
const OPENING: usize = 1024;

/// A signature dictionary: where in the file its values stand.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    /// The signature itself, with the marks around it.
    pub contents: Range<usize>,
    /// The numbers of `/ByteRange`.
    pub ranges: Vec<i64>,
    pub sub_filter: Option<Range<usize>>,
    pub day: Option<Range<usize>>,
    pub reason: Option<Range<usize>>,
    pub location: Option<Range<usize>>,
}

/// The signature dictionaries, in the order of the file.
pub fn signature_dictionaries(pdf: &[u8]) -> Result<Vec<Dictionary>, NotRead> {
    if find(&pdf[..pdf.len().min(OPENING)], b"%PDF-").is_none() {
        return Err(NotRead::NotAPdf);
    }
    let mut walk = Walk { pdf, at: 0, open: Vec::new(), closed: None, found: Vec::new(), ended: false };
    while let Some(word) = walk.word()? {
        walk.meet(word)?;
    }
    if walk.ended { Ok(walk.found) } else { Err(NotRead::Broken) }
}

/// A word of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Word {
    Opens,
    Closes,
    ArrayOpens,
    ArrayCloses,
    Name(Range<usize>),
    String(Range<usize>),
    Number(i64),
    Plain(Range<usize>),
}

/// A dictionary or an array that is not closed yet.
#[derive(Debug)]
enum Open {
    Dictionary(Box<Entries>),
    Array { of_ranges: bool, numbers: Vec<i64> },
}

/// What is kept of a dictionary's entries.
#[derive(Debug, Default)]
struct Entries {
    /// The name whose value comes next.
    key: Option<Key>,
    contents: Option<Range<usize>>,
    ranges: Option<Vec<i64>>,
    sub_filter: Option<Range<usize>>,
    day: Option<Range<usize>>,
    reason: Option<Range<usize>>,
    location: Option<Range<usize>>,
    length: Option<i64>,
    encrypts: bool,
    has_root: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Contents,
    Ranges,
    SubFilter,
    Day,
    Reason,
    Location,
    Length,
    Other,
}

struct Walk<'a> {
    pdf: &'a [u8],
    at: usize,
    open: Vec<Open>,
    /// The dictionary that closed last and stands in no other: that of a stream, where one follows.
    closed: Option<Entries>,
    found: Vec<Dictionary>,
    /// Did the file come to an end of itself?
    ended: bool,
}

impl Walk<'_> {
    fn meet(&mut self, word: Word) -> Result<(), NotRead> {
        let closed = self.closed.take();
        match word {
            Word::Opens => {
                self.value();
                self.push(Open::Dictionary(Box::default()));
            }
            Word::Closes => match self.open.pop() {
                Some(Open::Dictionary(entries)) => self.close(*entries)?,
                Some(Open::Array { .. }) | None => self.open.clear(),
            },
            Word::ArrayOpens => {
                let of_ranges = self.value() == Some(Key::Ranges);
                self.push(Open::Array { of_ranges, numbers: Vec::new() });
            }
            Word::ArrayCloses => {
                if let Some(Open::Array { of_ranges: true, numbers }) = self.open.pop()
                    && let Some(Open::Dictionary(entries)) = self.open.last_mut()
                {
                    entries.ranges = Some(numbers);
                }
            }
            Word::Name(at) => self.name(at),
            Word::String(at) => {
                let key = self.value();
                if let Some(Open::Dictionary(entries)) = self.open.last_mut() {
                    match key {
                        Some(Key::Contents) => entries.contents = Some(at),
                        Some(Key::Day) => entries.day = Some(at),
                        Some(Key::Reason) => entries.reason = Some(at),
                        Some(Key::Location) => entries.location = Some(at),
                        Some(Key::Ranges | Key::SubFilter | Key::Length | Key::Other) | None => {}
                    }
                }
            }
            Word::Number(number) => {
                let key = self.value();
                match self.open.last_mut() {
                    Some(Open::Array { of_ranges: true, numbers }) if numbers.len() < MOST_NUMBERS => {
                        numbers.push(number);
                    }
                    Some(Open::Dictionary(entries)) if key == Some(Key::Length) => entries.length = Some(number),
                    Some(Open::Array { .. } | Open::Dictionary(_)) | None => {}
                }
            }
            Word::Plain(at) => {
                self.value();
                match &self.pdf[at] {
                    b"stream" => self.step_over(closed.and_then(|entries| entries.length)),
                    b"startxref" => {
                        self.ended = true;
                        self.open.clear();
                    }
                    // No value holds these: whatever was left open before is junk.
                    b"obj" | b"endobj" | b"endstream" | b"xref" | b"trailer" => self.open.clear(),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn push(&mut self, one: Open) {
        if self.open.len() >= DEEPEST {
            self.open.clear();
        } else {
            self.open.push(one);
        }
    }

    /// A value begins: it belongs to the name before it, which is told.
    fn value(&mut self) -> Option<Key> {
        match self.open.last_mut() {
            Some(Open::Dictionary(entries)) => entries.key.take(),
            Some(Open::Array { .. }) | None => None,
        }
    }

    /// A name is a key, or the value of the key before it.
    fn name(&mut self, at: Range<usize>) {
        let pdf = self.pdf;
        let Some(Open::Dictionary(entries)) = self.open.last_mut() else { return };
        match entries.key.take() {
            Some(Key::SubFilter) => entries.sub_filter = Some(at),
            Some(_) => {}
            None => {
                entries.key = Some(match name(&pdf[at]).as_str() {
                    "Contents" => Key::Contents,
                    "ByteRange" => Key::Ranges,
                    "SubFilter" => Key::SubFilter,
                    "M" => Key::Day,
                    "Reason" => Key::Reason,
                    "Location" => Key::Location,
                    "Length" => Key::Length,
                    other => {
                        entries.encrypts |= other == "Encrypt";
                        entries.has_root |= other == "Root";
                        Key::Other
                    }
                });
            }
        }
    }

    fn close(&mut self, mut entries: Entries) -> Result<(), NotRead> {
        // Only the dictionary that leads to the whole of a file names its root.
        if entries.encrypts && entries.has_root {
            return Err(NotRead::Encrypted);
        }
        if let (Some(contents), Some(ranges)) = (entries.contents.take(), entries.ranges.take()) {
            if self.found.len() >= MOST_SIGNATURES {
                return Err(NotRead::TooMany);
            }
            let (sub_filter, day) = (entries.sub_filter.take(), entries.day.take());
            let (reason, location) = (entries.reason.take(), entries.location.take());
            self.found.push(Dictionary { contents, ranges, sub_filter, day, reason, location });
        }
        self.closed = self.open.is_empty().then_some(entries);
        Ok(())
    }

    /// Steps over a stream: by its length where that leads to its end, else to the next word that ends one.
    fn step_over(&mut self, length: Option<i64>) {
        const END: &[u8] = b"endstream";
        self.open.clear();
        let begun = match self.pdf.get(self.at..).unwrap_or_default() {
            [b'\r', b'\n', ..] => self.at + 2,
            [b'\n' | b'\r', ..] => self.at + 1,
            _ => self.at,
        };
        let told = length.and_then(|length| usize::try_from(length).ok()).and_then(|length| begun.checked_add(length));
        let leads = |end: usize| {
            let behind = self.pdf.get(end..)?;
            let blank = behind.iter().take(4).take_while(|byte| is_blank(**byte)).count();
            behind[blank..].starts_with(END).then_some(end + blank)
        };
        let found = || find(self.pdf.get(begun..)?, END).map(|further| begun + further);
        self.at = told.and_then(leads).or_else(found).map_or(self.pdf.len(), |end| end + END.len());
    }

    fn word(&mut self) -> Result<Option<Word>, NotRead> {
        loop {
            let Some(&byte) = self.pdf.get(self.at) else { return Ok(None) };
            let (begun, next) = (self.at, self.pdf.get(self.at + 1).copied());
            self.at += 1;
            let word = match (byte, next) {
                (b'%', _) => {
                    self.while_(|byte| !matches!(byte, b'\r' | b'\n'));
                    continue;
                }
                (b'<', Some(b'<')) => {
                    self.at += 1;
                    Word::Opens
                }
                (b'>', Some(b'>')) => {
                    self.at += 1;
                    Word::Closes
                }
                (b'<', _) => {
                    self.while_(|byte| byte != b'>');
                    self.at += 1;
                    Word::String(begun..self.within()?)
                }
                (b'(', _) => {
                    self.parentheses();
                    Word::String(begun..self.within()?)
                }
                (b'[', _) => Word::ArrayOpens,
                (b']', _) => Word::ArrayCloses,
                (b'/', _) => {
                    self.while_(is_regular);
                    Word::Name(begun + 1..self.at)
                }
                (byte, _) if is_regular(byte) => {
                    self.while_(is_regular);
                    number(&self.pdf[begun..self.at]).map_or(Word::Plain(begun..self.at), Word::Number)
                }
                _ => continue,
            };
            return Ok(Some(word));
        }
    }

    fn while_(&mut self, holds: impl Fn(u8) -> bool) {
        let rest = self.pdf.get(self.at..).unwrap_or_default();
        self.at += rest.iter().take_while(|byte| holds(**byte)).count();
    }

    /// To the end of a string in parentheses, which may hold others.
    fn parentheses(&mut self) {
        let mut deep = 1_usize;
        while let Some(&byte) = self.pdf.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'(' => deep += 1,
                b')' => deep -= 1,
                _ => {}
            }
            if deep == 0 {
                return;
            }
        }
        self.at = self.pdf.len() + 1;
    }

    /// Where the walk stands; a string that never ends has led out of the file.
    fn within(&self) -> Result<usize, NotRead> {
        if self.at <= self.pdf.len() { Ok(self.at) } else { Err(NotRead::Broken) }
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// A whole number; one with a fraction is none of ours.
fn number(word: &[u8]) -> Option<i64> {
    std::str::from_utf8(word).ok()?.parse().ok()
}

fn find(bytes: &[u8], words: &[u8]) -> Option<usize> {
    bytes.windows(words.len()).position(|part| part == words)
}

/// A name, its letters written as `#41` told.
pub fn name(written: &[u8]) -> String {
    let mut told = Vec::with_capacity(written.len());
    let mut rest = written;
    while let [first, behind @ ..] = rest {
        match (first, behind) {
            (b'#', [high, low, further @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                told.push(hex(*high) << 4 | hex(*low));
                rest = further;
            }
            _ => {
                told.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&told).into_owned()
}

/// The bytes of a string, written in parentheses or as `<…>`.
pub fn string(written: &[u8]) -> Vec<u8> {
    match written {
        [b'<', digits @ .., b'>'] => {
            let digits: Vec<u8> = digits.iter().filter(|one| one.is_ascii_hexdigit()).map(|one| hex(*one)).collect();
            // A last digit without a second has a nought for it.
            digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect()
        }
        [b'(', letters @ .., b')'] => told(letters),
        _ => Vec::new(),
    }
}

fn told(letters: &[u8]) -> Vec<u8> {
    let mut all = Vec::with_capacity(letters.len());
    let mut rest = letters.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            all.push(byte);
            continue;
        }
        match rest.next() {
            Some(b'n') => all.push(b'\n'),
            Some(b'r') => all.push(b'\r'),
            Some(b't') => all.push(b'\t'),
            Some(b'b' | b'f') | None => {}
            Some(b'\r') => {
                rest.next_if_eq(&b'\n');
            }
            Some(b'\n') => {}
            Some(digit @ b'0'..=b'7') => {
                let mut code = u32::from(digit - b'0');
                for _ in 0..2 {
                    let Some(digit) = rest.next_if(|byte| matches!(byte, b'0'..=b'7')) else { break };
                    code = code * 8 + u32::from(digit - b'0');
                }
                all.push(code.to_le_bytes()[0]);
            }
            Some(other) => all.push(other),
        }
    }
    all
}

fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        b'A'..=b'F' => digit - b'A' + 10,
        _ => 0,
    }
}
