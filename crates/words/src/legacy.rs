//! Which Vietnamese letter does each byte of an old encoding stand for?
//!
//! The tables of TCVN3 (ABC fonts), VNI-Windows and Windows-1258, and nothing else: whether
//! a text is written in one of them is judged in `encoding`. Bytes without a Vietnamese
//! meaning are read as Latin-1, so a preview keeps every sign of the original.

/// TCVN3 from 0xA1 to 0xFE; a blank means the byte keeps its Latin-1 sign. Toned capitals
/// have no codes of their own: the capital fonts drew them over the small letters.
const TCVN3: &str = "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ";
const TCVN3_FIRST: u8 = 0xA1;

/// What a VNI mark adds to the vowel before it: a hat or bow, and a tone.
const VNI_MARKS: [(char, &str); 16] = [
    ('ù', "\u{301}"),
    ('ø', "\u{300}"),
    ('û', "\u{309}"),
    ('õ', "\u{303}"),
    ('ï', "\u{323}"),
    ('â', "\u{302}"),
    ('á', "\u{302}\u{301}"),
    ('à', "\u{302}\u{300}"),
    ('å', "\u{302}\u{309}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"),
    ('ê', "\u{306}"),
    ('é', "\u{306}\u{301}"),
    ('è', "\u{306}\u{300}"),
    ('ú', "\u{306}\u{309}"),
    ('ü', "\u{306}\u{303}"),
];
const VNI_BREVE_BELOW: (char, &str) = ('ë', "\u{306}\u{323}");

/// VNI letters that are one byte.
const VNI_LETTERS: [(char, &str); 8] =
    [('ô', "ơ"), ('ö', "ư"), ('ñ', "đ"), ('æ', "ỉ"), ('ó', "ĩ"), ('ò', "ị"), ('î', "ỵ"), ('í', "í")];

/// Where Windows-1258 differs from Latin-1 above 0xA0.
const WINDOWS_1258: [(u8, char); 14] = [
    (0xC3, 'Ă'),
    (0xCC, '\u{300}'),
    (0xD0, 'Đ'),
    (0xD2, '\u{309}'),
    (0xD5, 'Ơ'),
    (0xDD, 'Ư'),
    (0xDE, '\u{303}'),
    (0xE3, 'ă'),
    (0xEC, '\u{301}'),
    (0xF0, 'đ'),
    (0xF2, '\u{323}'),
    (0xF5, 'ơ'),
    (0xFD, 'ư'),
    (0xFE, '₫'),
];

/// 0x80 to 0x9F as Windows reads them: dashes, quotation marks and the like.
const WINDOWS_SIGNS: &str = "€\u{81}‚ƒ„…†‡ˆ‰\u{8A}‹Œ\u{8D}\u{8E}\u{8F}\u{90}‘’“”•–—˜™\u{9A}›œ\u{9D}\u{9E}Ÿ";

/// The bytes a text had before it was read as Latin-1; none if it never was.
pub(crate) fn latin1_bytes(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|c| u8::try_from(c).ok()).collect()
}

fn windows_char(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_SIGNS.chars().nth(usize::from(byte - 0x80)).unwrap_or(char::from(byte)),
        _ => char::from(byte),
    }
}

pub(crate) fn read_tcvn3(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| tcvn3_char(*byte)).collect()
}

fn tcvn3_char(byte: u8) -> char {
    let place = byte.checked_sub(TCVN3_FIRST).map(usize::from);
    match place.and_then(|n| TCVN3.chars().nth(n)) {
        Some(' ') | None => windows_char(byte),
        Some(letter) => letter,
    }
}

/// Letters come with their marks apart; the caller joins them by NFC where it matters.
pub(crate) fn read_vni(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    // The vowel a mark may still fall on.
    let mut vowel = None;
    for byte in bytes {
        let sign = windows_char(*byte);
        let small = sign.to_lowercase().next().unwrap_or(sign);
        let marks = vowel.and_then(|vowel| vni_marks(vowel, small));
        if let Some(marks) = marks {
            text.push_str(marks);
            vowel = None;
        } else {
            push_vni_letter(sign, small, &mut text);
            vowel = Some(small);
        }
    }
    text
}

fn vni_marks(vowel: char, small: char) -> Option<&'static str> {
    let marks = VNI_MARKS.iter().chain([&VNI_BREVE_BELOW]).find(|(sign, _)| *sign == small)?.1;
    let fits = match marks.chars().next() {
        Some('\u{306}') => vowel == 'a',
        Some('\u{302}') => matches!(vowel, 'a' | 'e' | 'o'),
        _ => matches!(vowel, 'a' | 'e' | 'o' | 'u' | 'y' | 'ô' | 'ö'),
    };
    fits.then_some(marks)
}

fn push_vni_letter(sign: char, small: char, text: &mut String) {
    match VNI_LETTERS.iter().find(|(letter, _)| *letter == small) {
        Some((_, letter)) if sign == small => text.push_str(letter),
        Some((_, letter)) => text.push_str(&letter.to_uppercase()),
        None => text.push(sign),
    }
}

pub(crate) fn read_windows1258(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| WINDOWS_1258.iter().find(|(code, _)| code == byte).map_or_else(|| windows_char(*byte), |(_, c)| *c))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tcvn3_table_has_every_toned_letter_at_its_code() {
        for (byte, letter) in [(0xA7, 'Đ'), (0xAE, 'đ'), (0xB5, 'à'), (0xBE, 'ắ'), (0xC6, 'ặ'), (0xCB, 'ậ')] {
            assert_eq!(tcvn3_char(byte), letter);
        }
        for (byte, letter) in [(0xCC, 'è'), (0xD6, 'ệ'), (0xDC, 'ĩ'), (0xDF, 'ò'), (0xE9, 'ộ'), (0xEF, 'ù')] {
            assert_eq!(tcvn3_char(byte), letter);
        }
        for (byte, letter) in [(0xF1, 'ủ'), (0xF9, 'ự'), (0xFD, 'ý'), (0xFE, 'ỵ'), (0xE0, 'à'), (b'a', 'a')] {
            assert_eq!(tcvn3_char(byte), letter);
        }
    }
}
