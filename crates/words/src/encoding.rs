//! In which letters was this file written, and can we read it?
//!
//! Unicode files are read and cleaned. Old Vietnamese encodings (TCVN3, VNI, Windows-1258)
//! are recognised and named, so that a person can be told what happened and shown a
//! preview; they are never taken in silently, because a wrong guess spoils names for good.
//! A text counts as old when its words turn into well-formed Vietnamese syllables under an
//! old table and are none as they stand.

use crate::fold::nfc;
use crate::legacy::{latin1_bytes, read_tcvn3, read_vni, read_windows1258};
use crate::spelling::is_vietnamese;

/// The ways of writing Vietnamese that a file from an office may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8 without a mark.
    Utf8,
    /// UTF-8 led by a byte-order mark, as Excel writes it.
    Utf8Bom,
    /// UTF-16, low byte first ("Unicode text" of Windows).
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1258: base letters followed by combining tones.
    Windows1258,
    /// TCVN3, the ABC fonts (`.VnTime`).
    Tcvn3,
    /// VNI-Windows (`VNI-Times`).
    Vni,
    /// None of the above could be recognised.
    Unknown,
}

/// A file that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text in NFC, without byte-order mark.
    pub text: String,
    /// How the file was written.
    pub encoding: Encoding,
    /// Whether cleaning changed the text: separate tones joined, invisible characters removed.
    pub repaired: bool,
}

/// Reads a Unicode file, or says which encoding stands in the way.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Encoding> {
    let (text, encoding) = read_unicode(bytes)?;
    if let Some(legacy) = looks_legacy(&text) {
        return Err(legacy);
    }
    let clean = nfc(&text);
    let repaired = clean != text;
    Ok(Decoded { text: clean, encoding, repaired })
}

fn read_unicode(bytes: &[u8]) -> Result<(String, Encoding), Encoding> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => read_utf8(rest).map(|text| (text, Encoding::Utf8Bom)),
        [0xFF, 0xFE, rest @ ..] => read_utf16(rest, Encoding::Utf16Le),
        [0xFE, 0xFF, rest @ ..] => read_utf16(rest, Encoding::Utf16Be),
        unmarked if unmarked.contains(&0) => read_utf16(unmarked, likely_utf16(unmarked)?),
        unmarked => read_utf8(unmarked).map(|text| (text, Encoding::Utf8)),
    }
}

fn read_utf8(bytes: &[u8]) -> Result<String, Encoding> {
    str::from_utf8(bytes).map(str::to_owned).map_err(|_| likely_legacy(bytes))
}

fn read_utf16(bytes: &[u8], encoding: Encoding) -> Result<(String, Encoding), Encoding> {
    if !bytes.len().is_multiple_of(2) {
        return Err(Encoding::Unknown);
    }
    String::from_utf16(&utf16_units(bytes, encoding)).map(|text| (text, encoding)).map_err(|_| Encoding::Unknown)
}

fn utf16_units(bytes: &[u8], encoding: Encoding) -> Vec<u16> {
    let read = if encoding == Encoding::Utf16Be { u16::from_be_bytes } else { u16::from_le_bytes };
    bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect()
}

/// Zero bytes in a text can only be the empty halves of UTF-16: Vietnamese has its letters
/// in few Unicode pages, so the high half shows itself.
fn likely_utf16(bytes: &[u8]) -> Result<Encoding, Encoding> {
    let is_high = |byte: &&u8| matches!(byte, 0x00 | 0x01 | 0x03 | 0x1E | 0x20);
    let even = bytes.iter().step_by(2).filter(is_high).count();
    let odd = bytes.iter().skip(1).step_by(2).filter(is_high).count();
    let enough = bytes.len() / 2 * 9 / 10;
    if odd > enough && odd > even * 2 {
        Ok(Encoding::Utf16Le)
    } else if even > enough && even > odd * 2 {
        Ok(Encoding::Utf16Be)
    } else {
        Err(Encoding::Unknown)
    }
}

type Reader = fn(&[u8]) -> String;

/// The old encoding under which most words of these bytes become Vietnamese.
fn likely_legacy(bytes: &[u8]) -> Encoding {
    let words = bytes.split(|byte| is_between_words(char::from(*byte)));
    let marked: Vec<&[u8]> = words.filter(|word| !word.is_ascii()).collect();
    let readers: [(Encoding, Reader); 3] =
        [(Encoding::Windows1258, read_windows1258), (Encoding::Tcvn3, read_tcvn3), (Encoding::Vni, read_vni)];
    let mut best = (Encoding::Unknown, 0);
    for (encoding, read) in readers {
        let readable = marked.iter().filter(|word| is_vietnamese(&read(word))).count();
        if readable > best.1 {
            best = (encoding, readable);
        }
    }
    if best.1 * 2 >= marked.len() { best.0 } else { Encoding::Unknown }
}

/// Whether a valid Unicode text is really TCVN3 or VNI read as Latin-1, as in "C«ng t¸c"
/// and "Coâng taùc".
pub fn looks_legacy(text: &str) -> Option<Encoding> {
    if text.is_ascii() {
        return None;
    }
    let mut votes = Votes::default();
    for word in text.split(is_between_words).filter(|word| !word.is_ascii()) {
        votes.count(word);
    }
    votes.outcome()
}

#[derive(Default)]
struct Votes {
    unicode: usize,
    neither: usize,
    tcvn3: usize,
    vni: usize,
    /// Readable legacy words long enough that chance does not explain them.
    telling: usize,
}

impl Votes {
    fn count(&mut self, word: &str) {
        let Some(bytes) = latin1_bytes(word) else {
            self.unicode += 1;
            return;
        };
        if is_vietnamese(word) {
            self.unicode += 1;
            return;
        }
        let spelt = bytes.iter().any(u8::is_ascii_alphabetic);
        let tcvn3 = spelt && is_vietnamese(&read_tcvn3(&bytes));
        let vni = spelt && is_vietnamese(&read_vni(&bytes));
        self.tcvn3 += usize::from(tcvn3);
        self.vni += usize::from(vni);
        self.neither += usize::from(!tcvn3 && !vni);
        self.telling += usize::from((tcvn3 || vni) && bytes.len() > 2);
    }

    fn outcome(&self) -> Option<Encoding> {
        let legacy = self.tcvn3.max(self.vni);
        if self.telling == 0 || legacy <= self.unicode || legacy < self.neither {
            return None;
        }
        Some(if self.tcvn3 >= self.vni { Encoding::Tcvn3 } else { Encoding::Vni })
    }
}

/// Only ASCII and the no-break space part words here: the old tables use `«`, `·` and `§` as letters.
fn is_between_words(c: char) -> bool {
    c.is_ascii() && !c.is_ascii_alphanumeric() || c == '\u{2013}' || c == '\u{2026}'
}

/// A best effort at Unicode, for a preview: takes raw bytes, or text already misread as Latin-1.
pub fn to_unicode(text_or_bytes: &[u8], from: Encoding) -> String {
    let converted = match from {
        Encoding::Utf8 | Encoding::Utf8Bom | Encoding::Unknown => String::from_utf8_lossy(text_or_bytes).into_owned(),
        Encoding::Utf16Le | Encoding::Utf16Be => String::from_utf16_lossy(&utf16_units(text_or_bytes, from)),
        Encoding::Windows1258 => convert(text_or_bytes, read_windows1258),
        Encoding::Tcvn3 => convert(text_or_bytes, read_tcvn3),
        Encoding::Vni => convert(text_or_bytes, read_vni),
    };
    nfc(&converted)
}

fn convert(text_or_bytes: &[u8], read: Reader) -> String {
    let Ok(text) = str::from_utf8(text_or_bytes) else {
        return read(text_or_bytes);
    };
    // A letter outside Latin-1 was never misread: it parts the runs that were.
    text.split_inclusive(|c: char| c > '\u{FF}')
        .map(|run| {
            let end = run.char_indices().last().filter(|(_, c)| *c > '\u{FF}').map_or(run.len(), |(at, _)| at);
            let misread = latin1_bytes(&run[..end]).unwrap_or_default();
            read(&misread) + &run[end..]
        })
        .collect()
}
