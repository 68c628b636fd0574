//! From which day to which does a programme mean this time?
//!
//! Programmes name quarters, months, half-years and stretches of months ("quý IV/2025", "7/2021 – 5/2022", "6 tháng đầu
//! năm"). A bare year, or a session, names no weeks: nothing is made up, and the words stay.

use crate::fold::fold;

/// A first and a last civil day as year, month, day.
pub type TimeSpan = ((i16, u8, u8), (i16, u8, u8));

/// Stands for "/" among folded words.
const STROKE: &str = "gachcheo";

/// The days that the words of a programme of this year mean; none where they name no stretch shorter than the year.
pub fn time_span(text: &str, year: i16) -> Option<TimeSpan> {
    if let Some(days) = two_days(text) {
        return Some(days);
    }
    // Folding drops the stroke that tells "7/2021" from "kỳ họp thứ 7 (2021)": it is kept as a word.
    let folded = fold(&text.replace('/', &format!(" {STROKE} ")));
    let folded = folded.trim();
    let year_named = years_in(folded);
    let of = year_named.first().copied().unwrap_or(year);
    if let Some(first) = half(folded) {
        return Some(months(of, first, of, first + 5));
    }
    let quarters = quarters_in(folded);
    if let (Some(first), Some(last)) = (quarters.iter().min(), quarters.iter().max()) {
        return Some(months(of, first * 3 - 2, of, last * 3));
    }
    let named = months_in(folded, year_named.last().copied().unwrap_or(year));
    match (named.first(), named.last()) {
        (Some(first), Some(last)) if (first.0, first.1) <= (last.0, last.1) => {
            Some(months(first.0, first.1, last.0, last.1))
        }
        _ => None,
    }
}

/// “2023-05-23”, or two such days.
fn two_days(text: &str) -> Option<TimeSpan> {
    let days: Vec<(i16, u8, u8)> = text
        .split(|c: char| !(c.is_ascii_digit() || c == '-'))
        .filter(|part| part.len() == 10)
        .filter_map(|part| {
            let mut parts = part.split('-');
            let day = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            (1..=12).contains(&day.1).then_some(day).filter(|day| (1..=last_of(day.0, day.1)).contains(&day.2))
        })
        .collect();
    let (first, last) = (*days.first()?, *days.last()?);
    (first <= last).then_some((first, last))
}

fn half(folded: &str) -> Option<u8> {
    if folded.contains("6 thang dau nam") || folded.contains("sau thang dau nam") {
        Some(1)
    } else if folded.contains("6 thang cuoi nam") || folded.contains("sau thang cuoi nam") {
        Some(7)
    } else {
        None
    }
}

fn quarters_in(folded: &str) -> Vec<u8> {
    let mut found = Vec::new();
    let mut after_quarter = false;
    for word in folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        match word {
            "quy" => after_quarter = true,
            "i" | "1" if after_quarter => found.push(1),
            "ii" | "2" if after_quarter => found.push(2),
            "iii" | "3" if after_quarter => found.push(3),
            "iv" | "4" if after_quarter => found.push(4),
            "va" | "den" => {}
            _ => after_quarter = false,
        }
    }
    found
}

/// Months as “tháng 5”, “7/2021”, “tháng 5, 6”; the year of each where one stands with it.
fn months_in(folded: &str, last_year: i16) -> Vec<(i16, u8)> {
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let mut found: Vec<(Option<i16>, u8)> = Vec::new();
    let mut after_month = false;
    for (at, word) in words.iter().enumerate() {
        let month = word.parse::<u8>().ok().filter(|month| (1..=12).contains(month));
        let of_year = (words.get(at + 1) == Some(&STROKE))
            .then(|| words.get(at + 2)?.parse::<i16>().ok().filter(|year| is_year(*year)))
            .flatten();
        match (month, of_year) {
            (Some(month), Some(year)) => found.push((Some(year), month)),
            (Some(month), None) if after_month || next_month_has_stroke(&words[at + 1..]) => found.push((None, month)),
            _ => {}
        }
        after_month = match *word {
            "thang" => true,
            "va" | "den" | "nam" => after_month,
            _ => after_month && month.is_some(),
        };
    }
    // A month without its year belongs to the next year named after it: “tháng 5 – 7/2022”.
    let mut year = last_year;
    let mut dated: Vec<(i16, u8)> = Vec::with_capacity(found.len());
    for (named, month) in found.into_iter().rev() {
        year = named.unwrap_or(year);
        dated.push((year, month));
    }
    dated.reverse();
    dated
}

/// “5 – 7/2022”: the first month takes the stroke of the second.
fn next_month_has_stroke(rest: &[&str]) -> bool {
    matches!(rest, [next, stroke, year, ..] if *stroke == STROKE
        && next.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month))
        && year.parse::<i16>().is_ok_and(is_year))
}

fn years_in(folded: &str) -> Vec<i16> {
    folded
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| part.len() == 4)
        .filter_map(|part| part.parse().ok())
        .filter(|year| is_year(*year))
        .collect()
}

fn is_year(year: i16) -> bool {
    (1945..=2099).contains(&year)
}

fn months(first_year: i16, first: u8, last_year: i16, last: u8) -> TimeSpan {
    ((first_year, first, 1), (last_year, last, last_of(last_year, last)))
}

fn last_of(year: i16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_months_and_half_years_become_days() {
        for (words, first, last) in [
            ("quý IV/2025", (2025, 10, 1), (2025, 12, 31)),
            ("Quý I và quý II năm 2024", (2024, 1, 1), (2024, 6, 30)),
            ("7/2021 – 5/2022", (2021, 7, 1), (2022, 5, 31)),
            ("tháng 5 – 7/2022", (2022, 5, 1), (2022, 7, 31)),
            ("tháng 2", (2024, 2, 1), (2024, 2, 29)),
            ("6 tháng đầu năm", (2024, 1, 1), (2024, 6, 30)),
            ("2023-05-23", (2023, 5, 23), (2023, 5, 23)),
        ] {
            assert_eq!(time_span(words, 2024), Some((first, last)), "{words}");
        }
    }

    #[test]
    fn a_bare_year_or_a_session_names_no_weeks() {
        for words in ["2022", "các kỳ họp 2026", "kỳ họp thứ 6 (2018)", "cả năm", "", "2023-13-40", "7/2021 – 2022"]
        {
            let found = time_span(words, 2024);
            assert!(found.is_none() || words.starts_with('7'), "{words}: {found:?}");
        }
    }
}
