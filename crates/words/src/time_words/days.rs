//! Which day is named here, and is it the deadline?
//!
//! Reads "30/6/2024", "30-06-2024", "30.6.2024", "ngày 30 tháng 6 năm 2024" and days without
//! a year. A day that belongs to another paper, or opens a stretch ("từ ngày …"), is passed
//! over; so are document numbers, amounts and fractions.

use super::numbers::{DAY, MONTH, NUMBER_SIGN, bare_year, days_in_month, year_or_joined};
use super::{Cue, TimeWords};
use crate::lists::{PAPERS, PRODUCTS};
use crate::tokens::Text;

/// A field of so few words that opens with a day holds nothing but the time.
const SHORT: usize = 6;

/// A leap year: with it, 29/02 without a year is a possible day.
const ANY_YEAR: i16 = 2000;

struct Mention {
    from: usize,
    to: usize,
    day: u32,
    month: u32,
    year: Option<i16>,
    /// The year has two digits, or there is none: this may be something else.
    doubtful: bool,
}

/// The first day after a word that makes it a deadline; failing that, the first day.
pub(super) fn find(text: &Text<'_>) -> Option<TimeWords> {
    let mut plain = None;
    let mut at = 0;
    while at < text.len() {
        let Some(mention) = read(text, at) else {
            at += 1;
            continue;
        };
        at = mention.to;
        match judge(text, &mention) {
            Some((true, day)) => return Some(day),
            Some((false, day)) => plain = plain.or(Some(day)),
            None => {}
        }
    }
    plain
}

fn read(text: &Text<'_>, at: usize) -> Option<Mention> {
    if let Some(mention) = read_iso(text, at) {
        return Some(mention);
    }
    let (day, 1..=2) = text.digits(at)? else {
        return None;
    };
    if at > 0 && text.gap_before(at).ends_with(['/', '.', ',']) {
        return None;
    }
    let mention = read_wordy(text, at, day).or_else(|| read_joined(text, at, day))?;
    let runs_on = mention.to < text.len() && matches!(text.gap_before(mention.to), "/" | "-" | "." | ",");
    if runs_on { None } else { Some(mention) }
}

/// "2024-06-30", as spreadsheets export a day.
fn read_iso(text: &Text<'_>, at: usize) -> Option<Mention> {
    let year = bare_year(text, at).filter(|_| text.gap_before(at + 1) == "-" && text.gap_before(at + 2) == "-")?;
    match (text.digits(at + 1)?, text.digits(at + 2)?) {
        ((month, 2), (day, 2)) => Some(Mention { from: at, to: at + 3, day, month, year: Some(year), doubtful: false }),
        _ => None,
    }
}

fn read_wordy(text: &Text<'_>, at: usize, day: u32) -> Option<Mention> {
    let (month, 1..=2) = text.digits(at + 2).filter(|_| text.is(at + 1, &MONTH))? else {
        return None;
    };
    let year = year_or_joined(text, at + 3);
    let to = year.map_or(at + 3, |(_, to)| to);
    Some(Mention { from: at, to, day, month, year: year.map(|(year, _)| year), doubtful: year.is_none() })
}

fn read_joined(text: &Text<'_>, at: usize, day: u32) -> Option<Mention> {
    let joint = joint_before(text, at + 1)?;
    let (month, 1..=2) = text.digits(at + 1)? else {
        return None;
    };
    let short = Mention { from: at, to: at + 2, day, month, year: None, doubtful: true };
    if joint_before(text, at + 2) != Some(joint) {
        return Some(short);
    }
    let long = |year, doubtful| Some(Mention { to: at + 3, year: Some(year), doubtful, ..short });
    match text.digits(at + 2)? {
        (year, 2) => long(2000 + i16::try_from(year).ok()?, true),
        _ => long(bare_year(text, at + 2)?, false),
    }
}

fn joint_before(text: &Text<'_>, at: usize) -> Option<&'static str> {
    match text.gap_before(at) {
        "/" | " / " | "/ " | " /" => Some("/"),
        "-" | "–" => Some("-"),
        "." => Some("."),
        _ => None,
    }
}

/// The day as time words, and whether a word before it makes it a deadline.
fn judge(text: &Text<'_>, mention: &Mention) -> Option<(bool, TimeWords)> {
    let named = mention.from > 0 && text.is(mention.from - 1, &DAY);
    let from = mention.from - usize::from(named);
    let (cue, cue_from) = Cue::ending(text, from);
    let whole = from == 0 && text.len() <= SHORT;
    let sure = cue.opens_deadline() || whole;
    if cue == Cue::Since || (!sure && belongs_to_paper(text, from)) {
        return None;
    }
    if mention.doubtful && !named && (!sure || is_amount(text, mention.to)) {
        return None;
    }
    let time = match mention.year {
        _ if !is_possible(mention) => {
            let meant_as_day = mention.day <= 31 && mention.month <= 12 || named || sure;
            let words = text.slice(mention.from, mention.to).to_owned();
            return meant_as_day.then_some((cue.opens_deadline(), TimeWords::ImpossibleDay { words }));
        }
        Some(year) => civil_day(mention, year)?,
        None => TimeWords::Period { words: text.slice(cue_from, mention.to).to_owned(), latest: None },
    };
    Some((cue.opens_deadline(), time))
}

fn is_possible(mention: &Mention) -> bool {
    let length = u8::try_from(mention.month).map_or(0, |month| days_in_month(mention.year.unwrap_or(ANY_YEAR), month));
    (1..=u32::from(length)).contains(&mention.day)
}

fn civil_day(mention: &Mention, year: i16) -> Option<TimeWords> {
    let (day, month) = (u8::try_from(mention.day).ok()?, u8::try_from(mention.month).ok()?);
    Some(TimeWords::Day { year, month, day })
}

/// "Quyết định số 12/QĐ-UBND ngày …", "Kết luận ngày …".
fn belongs_to_paper(text: &Text<'_>, from: usize) -> bool {
    let near = from.saturating_sub(10)..from;
    near.into_iter().any(|at| {
        text.is(at, &NUMBER_SIGN) && text.digits(at + 1).is_some()
            || PAPERS.at(text, at).is_some_and(|paper| paper.to == from || text.digits(paper.to).is_some())
    })
}

/// "2.5 tỷ", "3/4 số hộ", "2.5%".
fn is_amount(text: &Text<'_>, to: usize) -> bool {
    text.gap_before(to).trim_start().starts_with('%')
        || text.is(to, &NUMBER_SIGN)
        || PRODUCTS.at(text, to).is_some_and(|hit| hit.key == "unit")
        || [&DAY, &MONTH, &super::numbers::YEAR].iter().any(|unit| text.is(to, unit))
}
