//! Words and times as a PDF and a certificate write them.

/// Letters of a name or a reason that are kept.
const LONGEST: usize = 300;

/// Words without what cannot be seen or turns the order of letters around, so that no name pretends to be another.
pub fn cleaned(words: &str) -> String {
    let unseen = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let kept: String = words.chars().map(|letter| if unseen(letter) { ' ' } else { letter }).take(LONGEST).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a string of a PDF.
pub fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => cleaned(&wide(rest, u16::from_be_bytes)),
        [0xff, 0xfe, rest @ ..] => cleaned(&wide(rest, u16::from_le_bytes)),
        [0xef, 0xbb, 0xbf, rest @ ..] => cleaned(&String::from_utf8_lossy(rest)),
        _ => cleaned(&narrow(bytes)),
    }
}

/// The words of a certificate, by the tag under which they stand.
pub fn certified(tag: u8, bytes: &[u8]) -> String {
    const WIDE: u8 = 0x1e;
    match tag {
        WIDE => cleaned(&wide(bytes, u16::from_be_bytes)),
        _ => cleaned(&narrow(bytes)),
    }
}

fn wide(bytes: &[u8], number: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|pair| number(*pair))).map(|one| one.unwrap_or('\u{fffd}')).collect()
}

/// UTF-8 where it is that, as many programs write it whatever the format asks; else a byte a letter.
fn narrow(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().copied().map(char::from).collect(), str::to_owned)
}

/// `D:20240620083000+07'00'` as `2024-06-20T08:30:00+07:00`.
pub fn pdf_time(written: &str) -> Option<String> {
    time(written.strip_prefix("D:").unwrap_or(written))
}

/// The time of a certificate or a message: `240620013000Z` with two digits of the year, or four.
pub fn message_time(tag: u8, bytes: &[u8]) -> Option<String> {
    use super::pieces::tag::{TIME, UTC_TIME};
    let written = std::str::from_utf8(bytes).ok()?;
    match tag {
        TIME => time(written),
        // Fifty and above are of the last century (RFC 5280, 4.1.2.5.1).
        UTC_TIME => {
            let century = if written.get(..2)?.parse::<u8>().ok()? < 50 { "20" } else { "19" };
            time(&format!("{century}{written}"))
        }
        _ => None,
    }
}

fn time(written: &str) -> Option<String> {
    let digits = written.bytes().take_while(u8::is_ascii_digit).count().min(14);
    let (digits, behind) = written.split_at(digits);
    let number = |from: usize| digits.get(from..from + 2).and_then(|two| two.parse::<u8>().ok());
    let (year, month, day) = (digits.get(..4)?, number(4)?, number(6)?);
    let long = match month {
        2 if year.parse::<u16>().is_ok_and(is_leap) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=long).contains(&day) {
        return None;
    }
    let on = format!("{year}-{month:02}-{day:02}");
    let (Some(hour), Some(minute)) = (number(8), number(10)) else { return Some(on) };
    let second = number(12).unwrap_or(0);
    if hour > 23 || minute > 59 || second > 59 {
        return Some(on);
    }
    Some(format!("{on}T{hour:02}:{minute:02}:{second:02}{}", zone(behind)))
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// `+07'00'`, `+0700` or `Z`, after a fraction of a second; empty where none is said.
fn zone(written: &str) -> String {
    let written = written.trim_start_matches(|letter: char| letter == '.' || letter.is_ascii_digit());
    let sign = match written.chars().next() {
        Some('Z') => return "Z".to_owned(),
        Some(sign @ ('+' | '-')) => sign,
        Some(_) | None => return String::new(),
    };
    let digits: String = written.chars().filter(char::is_ascii_digit).take(4).collect();
    match (digits.get(..2), digits.get(2..4).unwrap_or("00")) {
        (Some(hours), minutes) if hours < "24" && minutes < "60" => format!("{sign}{hours}:{minutes}"),
        _ => String::new(),
    }
}
