//! Which signatures a PDF carries, as read from the file and never asserted beyond that.
//!
//! For each: who signed by the words of the certificate, the day and time that is claimed, and whether the bytes that it covers
//! are still those that were signed. **Not** looked at: whether anybody vouches for the certificate (anybody can make one with any
//! name), whether it was withdrawn, whether it held on the day, and time stamps. “Intact” says none of that: a service that
//! knows the authorities does. Law: Luật Giao dịch điện tử 20/2023/QH15; Nghị định 30/2020/NĐ-CP, Phụ lục I,
//! of the signature of an office on an electronic paper.
//!
//! The file is read without a PDF library: a signature leaves itself out of what it covers by its place in the file, so its
//! dictionary stands there plainly and never in a packed stream of objects; and what is never unpacked and never called again
//! within itself cannot fill the memory or the stack, whatever a stranger uploads.

mod message;
mod objects;
mod pieces;
mod value;
mod words;

use message::Message;
use objects::Dictionary;

/// Signatures that are read of one file at the most.
pub const MOST_SIGNATURES: usize = 32;

/// A signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Who signed by the certificate; none where no certificate can be read.
    pub signer: Option<Signer>,
    /// When it was signed, by whoever signed; none where it is not said.
    pub claimed: Option<Claimed>,
    /// Why (`/Reason`); empty where it is not said.
    pub reason: String,
    /// Where (`/Location`); empty where it is not said.
    pub location: String,
    /// Its format, as the file names it: `ETSI.CAdES.detached`, `adbe.pkcs7.detached`.
    pub sub_filter: String,
    /// How much of the file it covers.
    pub covers: Covers,
    /// Are the bytes still those that were signed?
    pub integrity: Integrity,
}

/// Who signed, in the words of a certificate for which nobody need vouch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signer {
    /// The name (CN of the subject).
    pub name: String,
    /// The organisation (O of the subject); empty where there is none.
    pub organisation: String,
    /// Who issued the certificate (CN of the issuer).
    pub issuer: String,
    /// The first day of the certificate, in UTC: `2024-06-20`; empty where it cannot be read.
    pub valid_from: String,
    /// Its last day, in UTC.
    pub valid_until: String,
}

/// A time that whoever signed claims: nobody stamped it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// `2024-06-20T08:30:00+07:00`; shorter where the file says less.
    pub at: String,
    /// Where it stands.
    pub stands: Stands,
}

/// Where a claimed time stands. Both places are among what is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// In the signed message (signing-time).
    Message,
    /// In the dictionary of the file (`/M`).
    Dictionary,
}

/// How much of a file a signature covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covers {
    /// From the first byte to the last, except itself.
    Whole,
    /// From the first byte to where the file once ended. A further signature is such an addition, and so is a changed page.
    Before {
        /// How many bytes were added after it.
        added: usize,
    },
    /// Something else: it begins late, leaves out more than itself, overlaps, or names bytes that are not there.
    Gaps,
}

/// Whether the covered bytes are those that were signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Integrity {
    /// They are: their digest is the signed one, and the signature is one of the certificate's key.
    Intact,
    /// They are not, or the signature is not one of that key.
    Changed,
    /// A format or an algorithm that is not read here, SHA-1 and time stamps among them, or a range with gaps.
    NotUnderstood,
}

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotRead {
    /// No PDF.
    NotAPdf,
    /// Locked with a password or for certain readers.
    Encrypted,
    /// Cut off or broken.
    Broken,
    /// More signatures than [`MOST_SIGNATURES`].
    TooMany,
}

/// The signatures of a PDF, in the order in which they stand in the file; none where it carries none.
pub fn signatures(pdf: &[u8]) -> Result<Vec<Signature>, NotRead> {
    let found = objects::signature_dictionaries(pdf)?;
    Ok(found.iter().map(|dictionary| signature(pdf, dictionary)).collect())
}

fn signature(pdf: &[u8], dictionary: &Dictionary) -> Signature {
    let text = |at: &Option<std::ops::Range<usize>>| {
        at.clone().map(|at| words::text(&objects::string(&pdf[at]))).unwrap_or_default()
    };
    let contents = objects::string(&pdf[dictionary.contents.clone()]);
    let message = Message::read(&contents);
    let sub_filter = dictionary.sub_filter.clone().map(|at| words::cleaned(&objects::name(&pdf[at])));
    let sub_filter = sub_filter.unwrap_or_default();
    let covers = covers(pdf, dictionary);
    let in_message = message.as_ref().and_then(Message::signing_time);
    let in_dictionary = || words::pdf_time(&text(&dictionary.day));
    Signature {
        signer: message.as_ref().and_then(Message::signer),
        claimed: in_message
            .map(|at| Claimed { at, stands: Stands::Message })
            .or_else(|| in_dictionary().map(|at| Claimed { at, stands: Stands::Dictionary })),
        reason: text(&dictionary.reason),
        location: text(&dictionary.location),
        integrity: integrity(pdf, dictionary, (&sub_filter, covers, message.as_ref())),
        sub_filter,
        covers,
    }
}

/// The two ranges that a signature covers, where they begin at the first byte, go one after the other and leave out nothing but
/// the signature itself.
fn ranges(pdf: &[u8], dictionary: &Dictionary) -> Option<[std::ops::Range<usize>; 2]> {
    let [start, length, second, rest] = <[i64; 4]>::try_from(dictionary.ranges.as_slice()).ok()?;
    let whole = |number: i64| usize::try_from(number).ok();
    let (hole, second, end) = (whole(length)?, whole(second)?, whole(second.checked_add(rest)?)?);
    let contents = &dictionary.contents;
    let fits = start == 0 && rest >= 0 && hole <= contents.start && contents.end <= second;
    let blank = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_whitespace);
    let lean = || {
        let before = pdf.get(hole..contents.start).is_some_and(blank);
        before && pdf.get(contents.end..second).is_some_and(blank)
    };
    (fits && lean()).then_some([0..hole, second..end])
}

fn covers(pdf: &[u8], dictionary: &Dictionary) -> Covers {
    match ranges(pdf, dictionary).map(|[_, rest]| pdf.len().checked_sub(rest.end)) {
        Some(Some(0)) => Covers::Whole,
        Some(Some(added)) => Covers::Before { added },
        Some(None) | None => Covers::Gaps,
    }
}

fn integrity(
    pdf: &[u8],
    dictionary: &Dictionary,
    (sub_filter, covers, message): (&str, Covers, Option<&Message>),
) -> Integrity {
    let Some([first, second]) = ranges(pdf, dictionary) else { return Integrity::NotUnderstood };
    // What was signed once went further than the file goes now.
    if covers == Covers::Gaps {
        return Integrity::Changed;
    }
    if !matches!(sub_filter, "ETSI.CAdES.detached" | "adbe.pkcs7.detached") {
        return Integrity::NotUnderstood;
    }
    match (message, pdf.get(first), pdf.get(second)) {
        (Some(message), Some(first), Some(second)) => message.compare(&[first, second]),
        _ => Integrity::NotUnderstood,
    }
}

#[cfg(test)]
mod tests;
