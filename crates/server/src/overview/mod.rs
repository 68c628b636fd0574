//! Both levels side by side: councils as rows, shares of indicators as columns, each cell with what it is out of, and a way to the
//! records that were counted; then pictures of what is open, how petitions flow, how the months went, where a council stands
//! beside the others, and a map where the office supplies one.
//!
//! A cell under a denominator of five gets no colour: small numbers are never ranked against large ones. Everything is counted once a
//! council and kept while its chain has not grown (`reports::kept`).

pub mod charts;
mod files;
pub mod map;
pub mod pages;

use crate::reports::kept::Counts;
use crate::reports::{Better, INDICATORS, Indicator};

/// From this denominator on, a cell is coloured.
pub const FEW: i64 = 5;
/// Shares, in percent, from which a cell is met or close; of what is better less of, what is left of a hundred counts.
pub const MET: i64 = 80;
/// See [`MET`].
pub const CLOSE: i64 = 60;

/// A share: so many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cell {
    /// Counted; none where a person would enter it and did not.
    pub of: Option<i64>,
    /// Out of.
    pub all: i64,
}

impl Cell {
    /// In whole percent; none where there is nothing to count.
    pub fn percent(self) -> Option<i64> {
        let of = self.of?;
        (self.all > 0).then(|| (of * 100 + self.all / 2) / self.all)
    }

    /// In percent as it is written; a dash where there is nothing to count.
    pub fn said(self) -> String {
        self.percent().map_or_else(|| "–".to_owned(), |percent| format!("{percent}%"))
    }

    /// In percent, where it may be set beside others.
    pub fn comparable(self) -> Option<i64> {
        self.percent().filter(|_| self.all >= FEW)
    }

    /// The class of its colour.
    pub fn class(self, better: Option<Better>) -> &'static str {
        let good = match (self.comparable(), better) {
            (None, _) => return "h-few",
            (_, None) => return "h-plain",
            (Some(percent), Some(Better::More)) => percent,
            (Some(percent), Some(Better::Less)) => 100 - percent,
        };
        match good {
            MET.. => "h-met",
            CLOSE.. => "h-close",
            _ => "h-short",
        }
    }
}

/// The share of an indicator in a council's counts.
pub fn cell(counts: &Counts, one: &Indicator) -> Cell {
    let all = one.of.as_deref().and_then(|of| number(counts, of)).unwrap_or(0);
    Cell { of: number(counts, &one.id), all }
}

/// The indicators that are shares and that some council has something to count for; `cells` gives those of all councils.
pub fn columns(cells: impl Fn(&Indicator) -> Vec<Cell>) -> Vec<&'static Indicator> {
    let counted = |one: &&Indicator| one.of.is_some() && cells(one).into_iter().any(|cell| cell.percent().is_some());
    INDICATORS.all.iter().filter(counted).collect()
}

/// The indicators that are no shares and that some council has any of.
pub fn counted<'a>(all: impl Fn() -> Vec<&'a Counts>) -> Vec<&'static Indicator> {
    let some =
        |one: &&Indicator| one.of.is_none() && all().into_iter().any(|counts| number(counts, &one.id).unwrap_or(0) > 0);
    INDICATORS.all.iter().filter(some).collect()
}

/// A number of a council; none where nobody entered it.
pub fn number(counts: &Counts, id: &str) -> Option<i64> {
    INDICATORS.place(id).and_then(|place| counts.numbers.get(place).copied().flatten())
}

/// The class of a number among those of the councils beside it, by quarters: numbers alone say neither good nor bad.
pub fn quarter(number: i64, beside: &[i64]) -> &'static str {
    let lower = beside.iter().filter(|other| **other < number).count();
    match (number, beside.len()) {
        (0, _) | (_, 0) => "h-q0",
        (_, all) => ["h-q1", "h-q2", "h-q3", "h-q4"][(lower * 4 / all).min(3)],
    }
}

/// The indicator that colours the map: the one asked for, or where none is the first of which more or less is better.
pub fn on_map(columns: &[&'static Indicator], asked: &str) -> Option<&'static Indicator> {
    let wanted = |one: &&&'static Indicator| if asked.is_empty() { one.better.is_some() } else { one.id == asked };
    columns.iter().find(wanted).copied()
}

/// The lowest, the middle and the highest of shares in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// The lowest share.
    pub least: i64,
    /// The median; of an even number the mean of the two in the middle, rounded.
    pub middle: i64,
    /// The highest share.
    pub most: i64,
}

impl Spread {
    /// Of values; none of none.
    pub fn of(values: &[i64]) -> Option<Self> {
        let (least, most) = (*values.iter().min()?, *values.iter().max()?);
        Some(Self { least, middle: median(values)?, most })
    }

    /// As they are written.
    pub fn said(self) -> [String; 3] {
        [self.least, self.middle, self.most].map(|percent| format!("{percent}%"))
    }
}

/// The middle of values; none of none.
fn median(values: &[i64]) -> Option<i64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let half = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        n if n % 2 == 1 => Some(sorted[half]),
        _ => Some((sorted[half - 1] + sorted[half] + 1) / 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_coloured_by_quarters_among_each_other() {
        let beside = [0, 2, 4, 6, 8, 10, 12, 14];
        let classes: Vec<&str> = beside.iter().map(|number| quarter(*number, &beside)).collect();
        assert_eq!(classes, ["h-q0", "h-q1", "h-q2", "h-q2", "h-q3", "h-q3", "h-q4", "h-q4"]);
        assert_eq!(quarter(3, &[]), "h-q0");
    }

    #[test]
    fn a_small_number_gets_no_colour_and_less_may_be_better() {
        let cell = |of, all| Cell { of: Some(of), all };
        assert_eq!(cell(4, 4).class(Some(Better::More)), "h-few");
        assert_eq!(cell(5, 5).class(Some(Better::More)), "h-met");
        assert_eq!(
            (cell(7, 10).class(Some(Better::More)), cell(3, 10).class(Some(Better::Less))),
            ("h-close", "h-close")
        );
        assert_eq!((cell(5, 10).class(None), cell(9, 10).class(Some(Better::Less))), ("h-plain", "h-short"));
        assert_eq!((cell(0, 0).percent(), Cell { of: None, all: 9 }.percent()), (None, None));
    }

    #[test]
    fn the_median_stands_in_the_middle() {
        assert_eq!(
            [vec![], vec![7], vec![9, 1, 5], vec![1, 2, 4, 9]].map(|all| median(&all)),
            [None, Some(7), Some(5), Some(3)]
        );
    }
}
