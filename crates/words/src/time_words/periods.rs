//! Which stretch of time is named here, and when does it end?
//!
//! Months, quarters, half-years, years and counts of days. In a longer sentence a stretch
//! counts only after a word that makes it a deadline: "kế hoạch năm 2024" names a plan.
//! "Trước năm 2025" ends with 2024; "đầu năm", "giữa năm" end on no day one could name.

use super::numbers::{
    DAY, FIRST_PART, LAST_PART, MONTH, NUMBER_SIGN, QUARTER, WEEK, YEAR, bare_year, days_in_month, roman,
    year_or_joined,
};
use super::{Cue, TimeWords};
use crate::lists::TIME_PARTS;
use crate::tokens::{Known, Text};

/// A field of so few words holds nothing but the time.
const SHORT: usize = 6;

type Day = (i16, u8, u8);

struct Stretch {
    to: usize,
    /// Its months, where the year is known.
    months: Option<(i16, u8, u8)>,
    /// Can it stand without a word that makes it a deadline?
    stands_alone: bool,
}

pub(super) fn find(text: &Text<'_>) -> Option<TimeWords> {
    let mut at = 0;
    while at < text.len() {
        let Some(stretch) = read(text, at) else {
            at += 1;
            continue;
        };
        let (cue, from) = Cue::ending(text, at);
        let alone = from == 0 && cue == Cue::None && stretch.stands_alone && text.len() <= SHORT;
        if (cue.opens_deadline() || alone) && !is_past(text, stretch.to) {
            let words = text.slice(from, stretch.to).to_owned();
            return Some(TimeWords::Period { words, latest: latest(cue, stretch.months) });
        }
        at = stretch.to;
    }
    None
}

fn latest(cue: Cue, months: Option<(i16, u8, u8)>) -> Option<Day> {
    let (year, first, last) = months?;
    match cue {
        Cue::Fuzzy => None,
        Cue::Before if first == 1 => Some((year - 1, 12, 31)),
        Cue::Before => Some((year, first - 1, days_in_month(year, first - 1))),
        Cue::None | Cue::By | Cue::Since => Some((year, last, days_in_month(year, last))),
    }
}

fn read(text: &Text<'_>, at: usize) -> Option<Stretch> {
    part_of_year(text, at)
        .or_else(|| quarter(text, at))
        .or_else(|| month(text, at))
        .or_else(|| year(text, at))
        .or_else(|| month_number(text, at))
        .or_else(|| count(text, at))
        .or_else(|| unnumbered(text, at))
}

/// "6 tháng đầu năm 2024", "9 tháng đầu năm".
fn part_of_year(text: &Text<'_>, at: usize) -> Option<Stretch> {
    let length = u8::try_from(text.digits(at)?.0).ok().filter(|months| (1..=11).contains(months))?;
    let last = text.is(at + 2, &LAST_PART);
    let named = text.is(at + 1, &MONTH) && (last || text.is(at + 2, &FIRST_PART)) && text.is(at + 3, &YEAR);
    if !named {
        return None;
    }
    let year = bare_year(text, at + 4);
    let months = year.map(|year| if last { (year, 13 - length, 12) } else { (year, 1, length) });
    Some(Stretch { to: at + 4 + usize::from(year.is_some()), months, stands_alone: true })
}

/// "quý II/2024", "quý 2 năm 2024".
fn quarter(text: &Text<'_>, at: usize) -> Option<Stretch> {
    if !text.is(at, &QUARTER) {
        return None;
    }
    let number = text.digits(at + 1).map(|(n, _)| n).or_else(|| roman(&text.words.get(at + 1)?.plain));
    let number = u8::try_from(number?).ok().filter(|n| (1..=4).contains(n))?;
    let year = year_or_joined(text, at + 2);
    let months = year.map(|(year, _)| (year, number * 3 - 2, number * 3));
    Some(Stretch { to: year.map_or(at + 2, |(_, to)| to), months, stands_alone: true })
}

/// "tháng 6/2024", "tháng 6 năm 2024", "tháng 6".
fn month(text: &Text<'_>, at: usize) -> Option<Stretch> {
    if !text.is(at, &MONTH) {
        return None;
    }
    let (number, 1..=2) = text.digits(at + 1)? else {
        return None;
    };
    let number = u8::try_from(number).ok().filter(|n| (1..=12).contains(n))?;
    let year = year_or_joined(text, at + 2);
    let months = year.map(|(year, _)| (year, number, number));
    Some(Stretch { to: year.map_or(at + 2, |(_, to)| to), months, stands_alone: true })
}

/// "năm 2024", "năm 2024-2025".
fn year(text: &Text<'_>, at: usize) -> Option<Stretch> {
    let (first, to) = super::numbers::year(text, at)?;
    let until = bare_year(text, to).filter(|_| matches!(text.gap_before(to).trim(), "-" | "–" | "/"));
    let months = Some((until.unwrap_or(first), 1, 12));
    Some(Stretch { to: to + usize::from(until.is_some()), months, stands_alone: true })
}

/// "12/2024", never a document number such as "12/2024/NQ-HĐND".
fn month_number(text: &Text<'_>, at: usize) -> Option<Stretch> {
    let (number, 1..=2) = text.digits(at)? else {
        return None;
    };
    let number = u8::try_from(number).ok().filter(|n| (1..=12).contains(n))?;
    let year = bare_year(text, at + 1).filter(|_| matches!(text.gap_before(at + 1), "/" | "-"))?;
    let runs_on = at + 2 < text.len() && text.gap_before(at + 2).starts_with(['/', '-']);
    let numbered = at > 0 && (text.is(at - 1, &NUMBER_SIGN) || text.gap_before(at).ends_with(['/', '-', '.']));
    if runs_on || numbered {
        return None;
    }
    Some(Stretch { to: at + 2, months: Some((year, number, number)), stands_alone: true })
}

/// "trong 30 ngày", counted from a day these words do not know.
fn count(text: &Text<'_>, at: usize) -> Option<Stretch> {
    let (_, 1..=3) = text.digits(at)? else {
        return None;
    };
    let unit = [&*DAY, &*WEEK, &*MONTH, &*YEAR].iter().any(|unit| text.is(at + 1, unit));
    let (_, from) = Cue::ending(text, at);
    let counted = INSIDE.iter().any(|words| from + words.len() == at && text.has(from, words));
    if unit && counted { Some(Stretch { to: at + 2, months: None, stands_alone: false }) } else { None }
}

/// "cuối năm", "trong năm nay", "hết nhiệm kỳ".
fn unnumbered(text: &Text<'_>, at: usize) -> Option<Stretch> {
    let hit = TIME_PARTS.at(text, at).filter(|hit| hit.key == "stretch")?;
    let named = hit.to - hit.from > 1;
    if !named && text.digits(hit.to).is_some() {
        return None;
    }
    // "năm học 2024-2025"
    let years = (hit.to..hit.to + 2).take_while(|at| bare_year(text, *at).is_some()).count();
    Some(Stretch { to: hit.to + years, months: None, stands_alone: named })
}

/// "trong 5 năm qua", "trong năm vừa qua".
fn is_past(text: &Text<'_>, to: usize) -> bool {
    PAST.iter().any(|word| text.is(to, word))
}

static PAST: std::sync::LazyLock<Vec<Known>> = std::sync::LazyLock::new(|| Known::phrase("qua vừa gần trước"));

static INSIDE: std::sync::LazyLock<Vec<Vec<Known>>> = std::sync::LazyLock::new(|| {
    let inside = [
        "trong",
        "trong vòng",
        "trong thời hạn",
        "trong thời gian",
        "thời hạn",
        "không quá",
        "chậm nhất",
        "chậm nhất là",
    ];
    inside.map(Known::phrase).into()
});
