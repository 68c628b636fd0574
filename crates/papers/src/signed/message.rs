//! The signed message that stands in a signature (Cryptographic Message Syntax, RFC 5652): its one signer, the certificate that
//! the signer names, and what was signed.

use super::pieces::{self, Piece, Pieces, tag};
use super::value::{Digest, Key, Value};
use super::{Integrity, Signer, words};

/// Names of things (OBJECT IDENTIFIER), as they are written.
mod named {
    pub const SIGNED_MESSAGE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
    pub const DIGEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04];
    pub const SIGNING_TIME: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x05];
    pub const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];
    pub const ORGANISATION: &[u8] = &[0x55, 0x04, 0x0a];
}

/// A signed message.
#[derive(Debug)]
pub struct Message<'a> {
    /// Does it hold what was signed? In a PDF that stands outside.
    holds_content: bool,
    certificate: Option<Certificate<'a>>,
    digest: Piece<'a>,
    /// What is signed besides the file: its digest, the time.
    attributes: Option<Piece<'a>>,
    algorithm: Piece<'a>,
    value: &'a [u8],
}

impl<'a> Message<'a> {
    /// Reads a message with one signer.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut outer = Piece::first(bytes)?.within(tag::SEQUENCE)?;
        outer.next().filter(|piece| piece.content == named::SIGNED_MESSAGE)?;
        let mut all = outer.next_of(tag::OWN)?.within(tag::OWN)?.next()?.within(tag::SEQUENCE)?;
        all.next_of(tag::INTEGER)?;
        all.next_of(tag::SET)?;
        let content = all.next_of(tag::SEQUENCE)?;
        let certificates = all.next_of(tag::OWN);
        all.next_of(tag::OWN + 1);
        let mut signers = all.next_of(tag::SET)?.within(tag::SET)?;
        let mut signer = signers.next()?.within(tag::SEQUENCE)?;
        if signers.next().is_some() {
            return None;
        }
        signer.next_of(tag::INTEGER)?;
        let who = signer.next()?;
        let certificates = certificates.and_then(|piece| piece.within(tag::OWN));
        Some(Self {
            holds_content: content.within(tag::SEQUENCE)?.count() > 1,
            certificate: certificates.into_iter().flatten().filter_map(Certificate::read).find(|one| one.is_of(who)),
            digest: signer.next_of(tag::SEQUENCE)?,
            attributes: signer.next_of(tag::OWN),
            algorithm: signer.next_of(tag::SEQUENCE)?,
            value: signer.next_of(tag::BYTES)?.content,
        })
    }

    /// Who signed, by the certificate.
    pub fn signer(&self) -> Option<Signer> {
        self.certificate.as_ref().map(Certificate::signer)
    }

    /// When, by whoever signed.
    pub fn signing_time(&self) -> Option<String> {
        let at = self.attribute(named::SIGNING_TIME)?;
        words::message_time(at.tag, at.content)
    }

    /// Compares what was signed with the parts of a file.
    pub fn compare(&self, file: &[&[u8]]) -> Integrity {
        let understood = || {
            let key = Key::read(self.certificate.as_ref()?.key)?;
            let digest = Digest::named(self.digest)?;
            let value = Value::named(self.algorithm, digest)?;
            (!self.holds_content).then_some((key, digest, value))
        };
        let Some((key, digest, value)) = understood() else { return Integrity::NotUnderstood };
        let signed = match self.attributes {
            // Without attributes the file itself is what is signed.
            None => digest.of(file),
            Some(attributes) => {
                let Some(told) = self.attribute(named::DIGEST).and_then(|told| told.of(tag::BYTES)) else {
                    return Integrity::NotUnderstood;
                };
                if told != digest.of(file) {
                    return Integrity::Changed;
                }
                // They are signed as a set, not as the sequence's own piece as which they stand here (RFC 5652, 5.4).
                digest.of(&[&[tag::SET], &pieces::length(attributes.content.len()), attributes.content])
            }
        };
        match value.is_of(&key, (digest, &signed), self.value) {
            Some(true) => Integrity::Intact,
            Some(false) => Integrity::Changed,
            None => Integrity::NotUnderstood,
        }
    }

    /// The one value of an attribute that stands once.
    fn attribute(&self, name: &[u8]) -> Option<Piece<'a>> {
        let of_name = |piece: Piece<'a>| {
            let mut parts = piece.within(tag::SEQUENCE)?;
            parts.next().filter(|piece| piece.of(tag::NAME_OF_THING) == Some(name))?;
            parts.next()
        };
        let mut found = self.attributes?.within(tag::OWN)?.filter_map(of_name);
        let (one, other) = (found.next()?, found.next());
        let mut values = one.within(tag::SET)?;
        let value = values.next()?;
        (other.is_none() && values.next().is_none()).then_some(value)
    }
}

/// A certificate (X.509, RFC 5280).
#[derive(Debug)]
struct Certificate<'a> {
    number: Piece<'a>,
    issuer: Piece<'a>,
    validity: Piece<'a>,
    subject: Piece<'a>,
    key: Piece<'a>,
}

impl<'a> Certificate<'a> {
    fn read(piece: Piece<'a>) -> Option<Self> {
        let mut parts = piece.within(tag::SEQUENCE)?.next()?.within(tag::SEQUENCE)?;
        // The version.
        parts.next_of(tag::OWN);
        let number = parts.next_of(tag::INTEGER)?;
        // The algorithm with which the issuer signed it.
        parts.next_of(tag::SEQUENCE)?;
        let mut part = || parts.next_of(tag::SEQUENCE);
        Some(Self { number, issuer: part()?, validity: part()?, subject: part()?, key: part()? })
    }

    /// Is it the one that a signer names, by issuer and number?
    fn is_of(&self, who: Piece) -> bool {
        let Some(mut parts) = who.within(tag::SEQUENCE) else { return false };
        let issuer = parts.next().is_some_and(|issuer| issuer.content == self.issuer.content);
        issuer && parts.next().is_some_and(|number| number.content == self.number.content)
    }

    fn signer(&self) -> Signer {
        let mut days = self.validity.within(tag::SEQUENCE).into_iter().flatten().map(|at| {
            let time = words::message_time(at.tag, at.content).unwrap_or_default();
            time.get(..10).unwrap_or_default().to_owned()
        });
        Signer {
            name: part_of_name(self.subject, named::COMMON_NAME),
            organisation: part_of_name(self.subject, named::ORGANISATION),
            issuer: part_of_name(self.issuer, named::COMMON_NAME),
            valid_from: days.next().unwrap_or_default(),
            valid_until: days.next().unwrap_or_default(),
        }
    }
}

/// A part of a name; the last, which is the narrowest, where there are several. Empty where there is none.
fn part_of_name(name: Piece, part: &[u8]) -> String {
    let sets = name.within(tag::SEQUENCE).into_iter().flatten();
    let said = sets.filter_map(|set| set.within(tag::SET)).flatten().filter_map(|one| {
        let mut both: Pieces = one.within(tag::SEQUENCE)?;
        both.next().filter(|piece| piece.of(tag::NAME_OF_THING) == Some(part))?;
        both.next()
    });
    said.last().map(|words| words::certified(words.tag, words.content)).unwrap_or_default()
}
