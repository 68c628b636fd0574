//! The pieces of a signed message: each a tag, a length and a content (ITU-T X.690). Lengths that are left open, as some programs
//! write them (BER), are read too; nothing is copied, and nothing calls itself.

/// The tags that are met here.
pub mod tag {
    pub const INTEGER: u8 = 0x02;
    pub const BITS: u8 = 0x03;
    pub const BYTES: u8 = 0x04;
    pub const NAME_OF_THING: u8 = 0x06;
    pub const UTC_TIME: u8 = 0x17;
    pub const TIME: u8 = 0x18;
    pub const SEQUENCE: u8 = 0x30;
    pub const SET: u8 = 0x31;
    /// The first of a sequence's own tags; the others follow it.
    pub const OWN: u8 = 0xa0;
}

/// How deep open lengths stand within each other at the most.
const DEEPEST: usize = 32;

/// A piece.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    pub tag: u8,
    pub content: &'a [u8],
    /// With its tag and its length.
    pub whole: &'a [u8],
}

impl<'a> Piece<'a> {
    /// The first piece of some bytes; what stands behind it is not looked at.
    pub fn first(bytes: &'a [u8]) -> Option<Self> {
        let (head, length) = head(bytes)?;
        let (content, end) = match length {
            Some(length) => {
                let end = head.checked_add(length)?;
                (bytes.get(head..end)?, end)
            }
            None => {
                let length = open_length(&bytes[head..])?;
                (bytes.get(head..head + length)?, head + length + 2)
            }
        };
        Some(Self { tag: bytes[0], content, whole: bytes.get(..end)? })
    }

    /// The pieces that this one holds, where it is of a tag.
    pub fn within(self, tag: u8) -> Option<Pieces<'a>> {
        (self.tag == tag).then_some(Pieces { rest: self.content })
    }

    /// Its content, where it is of a tag.
    pub fn of(self, tag: u8) -> Option<&'a [u8]> {
        (self.tag == tag).then_some(self.content)
    }
}

/// Pieces that stand in a row; they end early where one is broken.
#[derive(Debug, Clone)]
pub struct Pieces<'a> {
    rest: &'a [u8],
}

impl<'a> Pieces<'a> {
    /// The next piece where it is of a tag; else it stays the next.
    pub fn next_of(&mut self, tag: u8) -> Option<Piece<'a>> {
        let mut ahead = self.clone();
        let piece = ahead.next().filter(|piece| piece.tag == tag)?;
        *self = ahead;
        Some(piece)
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let piece = Piece::first(self.rest)?;
        self.rest = &self.rest[piece.whole.len()..];
        Some(piece)
    }
}

/// A length as it is written where it is not left open.
pub fn length(length: usize) -> Vec<u8> {
    let digits = length.to_be_bytes();
    match digits.iter().position(|digit| *digit != 0) {
        None => vec![0],
        Some(_) if length < 0x80 => digits[digits.len() - 1..].to_vec(),
        Some(first) => {
            let digits = &digits[first..];
            let many = u8::try_from(digits.len()).unwrap_or(u8::MAX);
            [&[0x80 | many][..], digits].concat()
        }
    }
}

/// How long tag and length are, and the length; none where it is left open.
fn head(bytes: &[u8]) -> Option<(usize, Option<usize>)> {
    const MANY: u8 = 0x1f;
    const CONSTRUCTED: u8 = 0x20;
    let (&tag, rest) = bytes.split_first()?;
    if tag & MANY == MANY {
        return None;
    }
    let (&first, rest) = rest.split_first()?;
    match first {
        0..=0x7f => Some((2, Some(usize::from(first)))),
        0x80 => (tag & CONSTRUCTED != 0).then_some((2, None)),
        0x81..=0x84 => {
            let digits = usize::from(first & 0x7f);
            let length = rest.get(..digits)?.iter().fold(0_usize, |length, byte| length << 8 | usize::from(*byte));
            Some((2 + digits, Some(length)))
        }
        _ => None,
    }
}

/// The length of a content that goes on until two noughts.
fn open_length(content: &[u8]) -> Option<usize> {
    let (mut at, mut deep) = (0_usize, 1_usize);
    loop {
        let rest = content.get(at..)?;
        if rest.starts_with(&[0, 0]) {
            deep -= 1;
            if deep == 0 {
                return Some(at);
            }
            at += 2;
            continue;
        }
        let (head, length) = head(rest)?;
        deep += usize::from(length.is_none());
        if deep > DEEPEST {
            return None;
        }
        at = at.checked_add(head)?.checked_add(length.unwrap_or(0))?;
    }
}
