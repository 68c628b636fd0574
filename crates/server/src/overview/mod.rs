//! Both levels side by side: councils as rows, indicators as columns, each cell a rate with what it is out of, and a way
//! to the records that were counted.
//!
//! A cell under a denominator of five gets no colour: small numbers are never ranked against large ones. Figures are
//! counted once and kept while the council's chain and the day stay the same, as those of the register are.

pub mod pages;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use law::day::Day;
use serde::Serialize;

use crate::app::App;
use crate::councils::store::CouncilRow;
use crate::db::{Connection, chain};
use crate::programme::{gaps, store as programmes};
use crate::supervision::store::{self as supervisions, Punctuality};
use crate::trouble::Outcome;

/// From this denominator on, a cell is coloured.
pub const FEW: i64 = 5;
/// Shares, in percent, from which a cell is met or close.
pub const MET: i64 = 80;
/// See [`MET`].
pub const CLOSE: i64 = 60;

/// The indicators, as words that the locale files name (`indicator-…`), in the order of the columns.
pub const INDICATORS: &[&str] = &["done", "answered", "with_day", "thematic", "reports", "visits", "minimum"];

/// A rate: so many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Counted.
    pub of: i64,
    /// Out of.
    pub all: i64,
}

impl Cell {
    /// In whole percent; none where there is nothing to count.
    pub fn percent(self) -> Option<i64> {
        (self.all > 0).then(|| (self.of * 100 + self.all / 2) / self.all)
    }

    /// The class of its colour.
    pub fn class(self) -> &'static str {
        match self.percent() {
            None => "h-few",
            Some(_) if self.all < FEW => "h-few",
            Some(percent) if percent >= MET => "h-met",
            Some(percent) if percent >= CLOSE => "h-close",
            Some(_) => "h-short",
        }
    }
}

/// The cells of one council in the order of [`INDICATORS`].
pub type Line = [Cell; 7];

/// Lines kept by council: chain length, day, year.
#[derive(Default)]
pub struct OverviewKept {
    kept: Mutex<HashMap<String, (i64, Day, i64, Arc<Line>)>>,
}

impl OverviewKept {
    /// The line of a council.
    pub fn of(
        &self,
        app: &App,
        db: &mut Connection,
        council: &CouncilRow,
        year: i64,
        today: Day,
    ) -> Outcome<Arc<Line>> {
        let length = chain::length(db, &council.id)?;
        if let Some((then, day, of, line)) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&council.id)
            && (*then, *day, *of) == (length, today, year)
        {
            return Ok(Arc::clone(line));
        }
        let line = Arc::new(count(app, db, council, year, today)?);
        let entry = (length, today, year, Arc::clone(&line));
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(council.id.clone(), entry);
        Ok(line)
    }
}

fn count(app: &App, db: &mut Connection, council: &CouncilRow, year: i64, today: Day) -> Outcome<Line> {
    let figures = app.figures.of(db, &council.id, today, &app.law)?;
    let done = Cell { of: figures.rate.done, all: figures.rate.due };
    let answered = Cell { of: figures.all - figures.waiting, all: figures.all };
    let with_day = Cell { of: figures.all - figures.rate.no_day, all: figures.all };

    let ids = std::slice::from_ref(&council.id);
    let held = supervisions::between(db, ids, (year, year))?;
    let teams: Vec<&str> =
        app.law.rulebook.forms.iter().filter(|form| form.has_team).map(|form| form.id.as_str()).collect();
    let planned: Vec<_> = programmes::items_of_year(db, &council.id, year)?
        .into_iter()
        .filter(|item| item.stands() && teams.contains(&item.form.as_str()))
        .collect();
    let free = held.iter().filter(|row| row.item_id.is_none() && row.stage != "dropped");
    let by_team = |form: &str| teams.contains(&form);
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let thematic = Cell {
        of: count(held.iter().filter(|row| row.stage == "concluded" && by_team(&row.form)).count()),
        all: count(planned.len() + free.filter(|row| by_team(&row.form)).count()),
    };

    let held_ids: Vec<String> = held.iter().filter(|row| row.stage != "dropped").map(|row| row.id.clone()).collect();
    let (mut reports, mut visits) = (Cell::default(), Cell::default());
    for unit in supervisions::units_of(db, &held_ids)? {
        if let Some(punctuality) = unit.punctuality(today) {
            reports.all += 1;
            reports.of += i64::from(punctuality == Punctuality::InTime);
        }
        let planned = supervisions::day(unit.planned_on.as_deref());
        if unit.visited_on.is_some() || unit.postponed_on.is_some() || planned.is_some_and(|on| on < today) {
            visits.all += 1;
            visits.of += i64::from(unit.visited_on.is_some());
        }
    }

    let expected = gaps::expected(db, &app.law, std::slice::from_ref(council), year)?;
    let minimum =
        Cell { of: count(expected.iter().filter(|one| one.short() == 0).count()), all: count(expected.len()) };
    Ok([done, answered, with_day, thematic, reports, visits, minimum])
}
