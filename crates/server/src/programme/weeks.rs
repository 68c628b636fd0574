//! Weeks and days of an item: what a clerk types ("tuần 12", "18/3/2024", "quý II") as a first and a last day.
//!
//! Weeks run from Monday to Sunday and are counted as ISO 8601 does, as the office's wall calendars do. Days that stand
//! the wrong way round, or far outside the year, are said, not mended.

use jiff::civil::{ISOWeekDate, Weekday};
use law::day::Day;

use super::NewItem;
use crate::followups::recording::read_day;
use crate::trouble::FieldFault;

/// Which end of a stretch a week gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Its Monday.
    First,
    /// Its Sunday.
    Last,
}

/// A day, or a week of the year.
pub fn read(text: &str, field: &'static str, year: i16, end: End, faults: &mut Vec<FieldFault>) -> Option<Day> {
    let folded = words::fold(text);
    let week = folded.trim().strip_prefix("tuan").map_or(folded.trim(), str::trim);
    let Ok(number) = week.parse::<i8>() else { return read_day(text, field, faults) };
    let weekday = match end {
        End::First => Weekday::Monday,
        End::Last => Weekday::Sunday,
    };
    match ISOWeekDate::new(year, number, weekday) {
        Ok(found) => Some(found.date()),
        Err(_) => {
            faults.push(FieldFault { field, key: "invalid-week", words: text.trim().to_owned() });
            None
        }
    }
}

/// The days of an item: those typed, or those that its published words name.
pub fn span_of(new: &NewItem, year: i64, faults: &mut Vec<FieldFault>) -> Option<(Day, Day)> {
    let year = i16::try_from(year).ok()?;
    let first = read(&new.starts_on, "starts_on", year, End::First, faults);
    let last = if new.ends_on.trim().is_empty() {
        // A single week typed as the beginning is also the end; what is wrong with it was said already.
        read(&new.starts_on, "ends_on", year, End::Last, &mut Vec::new())
    } else {
        read(&new.ends_on, "ends_on", year, End::Last, faults)
    };
    let span = match (first, last) {
        (Some(first), Some(last)) => Some((first, last)),
        _ if new.starts_on.trim().is_empty() && !new.ends_on.trim().is_empty() => {
            faults.push(FieldFault { field: "starts_on", key: "invalid-span-without-start", words: String::new() });
            None
        }
        _ => from_words(&new.time_words, year),
    };
    if let Some((first, last)) = span {
        if last < first {
            faults.push(FieldFault {
                field: "ends_on",
                key: "invalid-span-reversed",
                words: law::day::office_form(last),
            });
            return None;
        }
        // Programmes run over into the next year, never three.
        if (first.year() - year).abs() > 1 || (last.year() - year).abs() > 1 {
            let words = law::day::office_form(if (first.year() - year).abs() > 1 { first } else { last });
            faults.push(FieldFault { field: "starts_on", key: "invalid-span-other-year", words });
            return None;
        }
    }
    span
}

/// The days that published words name.
pub fn from_words(text: &str, year: i16) -> Option<(Day, Day)> {
    let (first, last) = words::time_span(text, year)?;
    Some((civil(first)?, civil(last)?))
}

fn civil(parts: (i16, u8, u8)) -> Option<Day> {
    Day::new(parts.0, i8::try_from(parts.1).ok()?, i8::try_from(parts.2).ok()?).ok()
}

/// "tuần 12–14" of a stretch, for people who plan by weeks.
pub fn numbers(first: Day, last: Day) -> (i8, i8) {
    (first.iso_week_date().week(), last.iso_week_date().week())
}
