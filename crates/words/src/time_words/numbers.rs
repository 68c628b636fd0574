//! How are days, years and ordinals written as numbers?
//!
//! Reads single numbers in their Vietnamese surroundings ("năm 2024", "thứ mười hai",
//! "quý IV") and knows how long a month is. Whether a number is a deadline is not asked here.

use std::sync::LazyLock;

use crate::tokens::{Known, Text};

pub(super) static DAY: LazyLock<Known> = LazyLock::new(|| Known::new("ngày"));
pub(super) static WEEK: LazyLock<Known> = LazyLock::new(|| Known::new("tuần"));
pub(super) static MONTH: LazyLock<Known> = LazyLock::new(|| Known::new("tháng"));
pub(super) static QUARTER: LazyLock<Known> = LazyLock::new(|| Known::new("quý"));
pub(super) static YEAR: LazyLock<Known> = LazyLock::new(|| Known::new("năm"));
pub(super) static FIRST_PART: LazyLock<Known> = LazyLock::new(|| Known::new("đầu"));
pub(super) static LAST_PART: LazyLock<Known> = LazyLock::new(|| Known::new("cuối"));
pub(super) static NUMBER_SIGN: LazyLock<Known> = LazyLock::new(|| Known::new("số"));
static ORDINAL_SIGN: LazyLock<Known> = LazyLock::new(|| Known::new("thứ"));
static TEN: LazyLock<Known> = LazyLock::new(|| Known::new("mười"));
static TENS: LazyLock<Known> = LazyLock::new(|| Known::new("mươi"));
static UNITS: LazyLock<Vec<(Known, u32)>> = LazyLock::new(|| {
    let units = [
        ("nhất", 1),
        ("một", 1),
        ("mốt", 1),
        ("hai", 2),
        ("ba", 3),
        ("tư", 4),
        ("bốn", 4),
        ("năm", 5),
        ("lăm", 5),
        ("sáu", 6),
        ("bảy", 7),
        ("bẩy", 7),
        ("tám", 8),
        ("chín", 9),
    ];
    units.map(|(word, unit)| (Known::new(word), unit)).into()
});

/// A four-digit year of our time, as a bare number.
pub(super) fn bare_year(text: &Text<'_>, at: usize) -> Option<i16> {
    let (year, digits) = text.digits(at)?;
    let ours = digits == 4 && (1900..=2100).contains(&year);
    if ours { i16::try_from(year).ok() } else { None }
}

/// "năm 2024", and the word after it.
pub(super) fn year(text: &Text<'_>, at: usize) -> Option<(i16, usize)> {
    if text.is(at, &YEAR) { Some((bare_year(text, at + 1)?, at + 2)) } else { None }
}

/// "năm 2024", or "/2024" joined to the number before it.
pub(super) fn year_or_joined(text: &Text<'_>, at: usize) -> Option<(i16, usize)> {
    let joined = matches!(text.gap_before(at).trim(), "/" | "-" | "." | "–");
    year(text, at).or_else(|| if joined { Some((bare_year(text, at)?, at + 1)) } else { None })
}

/// "thứ 4", "thứ tư", "thứ mười hai", "thứ IV", and the word after it.
pub(super) fn ordinal(text: &Text<'_>, at: usize) -> Option<(u32, usize)> {
    if !text.is(at, &ORDINAL_SIGN) {
        return None;
    }
    let at = at + 1;
    if let Some((number, 1..=3)) = text.digits(at) {
        return Some((number, at + 1));
    }
    spelt_number(text, at).or_else(|| Some((roman(&text.words.get(at)?.plain)?, at + 1)))
}

fn spelt_number(text: &Text<'_>, at: usize) -> Option<(u32, usize)> {
    let (tens, next) = match unit(text, at) {
        None if text.is(at, &TEN) => (10, at + 1),
        None => return None,
        Some(tens) if text.is(at + 1, &TENS) => (tens * 10, at + 2),
        Some(single) => return Some((single, at + 1)),
    };
    // After a ten, five is "lăm"; a "năm" there begins the year.
    match unit(text, next) {
        Some(single) if !text.is(next, &YEAR) => Some((tens + single, next + 1)),
        Some(_) | None => Some((tens, next)),
    }
}

fn unit(text: &Text<'_>, at: usize) -> Option<u32> {
    UNITS.iter().find(|(word, _)| text.is(at, word)).map(|(_, unit)| *unit)
}

/// A folded Roman number up to 39.
pub(super) fn roman(folded: &str) -> Option<u32> {
    let tens = folded.bytes().take_while(|byte| *byte == b'x').count();
    let unit = match &folded[tens..] {
        "" if tens > 0 => 0,
        "i" => 1,
        "ii" => 2,
        "iii" => 3,
        "iv" => 4,
        "v" => 5,
        "vi" => 6,
        "vii" => 7,
        "viii" => 8,
        "ix" => 9,
        _ => return None,
    };
    if tens <= 3 { Some(u32::try_from(tens).ok()? * 10 + unit) } else { None }
}

pub(super) fn days_in_month(year: i16, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    }
}
