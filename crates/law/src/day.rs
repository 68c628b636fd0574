//! How does a day written by a person become a day of the calendar, and back?
//!
//! Clerks type days in the forms used on paper (`23/11/2026`, `1/2/2026`, `23.11.2026`) and
//! machines send `2026-11-23`; both are read here, at the edge. A day that cannot exist
//! (`31/11`) is told apart from text that is no day at all, so that the two can be explained
//! differently. Nothing here knows working days: that is `calendar`. The written form follows
//! the clerical rules of Decree 30/2020/NĐ-CP, Annex I.

use std::fmt;

/// A civil day, without time or zone.
pub type Day = jiff::civil::Date;

/// Years before this one are taken for a slip of the finger (`0206` for `2026`).
const EARLIEST_YEAR: i16 = 1900;

/// Why a text could not be read as a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayFault {
    /// The text does not have the shape of a day.
    Malformed,
    /// The text has the shape of a day, but no such day exists.
    Impossible {
        /// Day of the month as written.
        day: u8,
        /// Month as written.
        month: u8,
        /// Year as written.
        year: i16,
    },
}

impl DayFault {
    /// A name that stays the same between versions, for messages.
    pub fn key(self) -> &'static str {
        match self {
            Self::Malformed => "day-malformed",
            Self::Impossible { .. } => "day-impossible",
        }
    }
}

impl fmt::Display for DayFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed => out.write_str("not written as a day"),
            Self::Impossible { day, month, year } => {
                write!(out, "no such day: {day}/{month}/{year}")
            }
        }
    }
}

impl std::error::Error for DayFault {}

/// Reads a day as clerks and machines write it: `2026-11-23`, `23/11/2026`, `1/2/2026`,
/// `23-11-2026`, `23.11.2026`.
pub fn parse_day(s: &str) -> Result<Day, DayFault> {
    let (first, month, last) = three_parts(s.trim()).ok_or(DayFault::Malformed)?;
    let (year, day) = match (first.len(), last.len()) {
        (4, 1..=2) => (first, last),
        (1..=2, 4) => (last, first),
        _ => return Err(DayFault::Malformed),
    };
    let year: i16 = year.parse().map_err(|_| DayFault::Malformed)?;
    let month: u8 = month.parse().map_err(|_| DayFault::Malformed)?;
    let day: u8 = day.parse().map_err(|_| DayFault::Malformed)?;
    exact_day(day, month, year).ok_or(DayFault::Impossible { day, month, year })
}

/// Writes a day as Vietnamese offices do: a zero stands before days under ten and before
/// January and February only, so that no figure can be added by hand (`08/6/2024`).
pub fn office_form(day: Day) -> String {
    let month = day.month();
    if month <= 2 {
        format!("{:02}/{month:02}/{}", day.day(), day.year())
    } else {
        format!("{:02}/{month}/{}", day.day(), day.year())
    }
}

/// Splits at the first separator met, which must then be the only kind used.
fn three_parts(text: &str) -> Option<(&str, &str, &str)> {
    let separator = text.chars().find(|c| matches!(c, '/' | '-' | '.'))?;
    let mut parts = text.split(separator);
    let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
    let only_figures = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let whole =
        parts.next().is_none() && matches!(month.len(), 1..=2) && [first, month, last].into_iter().all(only_figures);
    whole.then_some((first, month, last))
}

fn exact_day(day: u8, month: u8, year: i16) -> Option<Day> {
    if year < EARLIEST_YEAR {
        return None;
    }
    Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
