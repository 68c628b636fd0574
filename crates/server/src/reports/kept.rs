//! What pages of both levels need of a council and a period, counted once and kept while its chain has not grown: only where
//! something was written is counted anew. Never stale: the length of the chain is asked each time.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use super::gathering::{Gathered, gather};
use super::tables::narrowed;
use super::{INDICATORS, Period};
use crate::app::App;
use crate::councils::store::CouncilRow;
use crate::db::{Connection, chain};
use crate::trouble::Outcome;

/// Numbers of all indicators in the order of the file; none for one that a person enters and has not.
pub type Numbers = Vec<Option<i64>>;

/// Tables whose cells are kept beside the numbers: those that pictures are drawn from.
pub const DRAWN: [&str; 3] = ["petitions-by-flow", "open-by-age", "work-by-time"];

/// What is kept of a council and a period.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    /// Numbers of all indicators.
    pub numbers: Numbers,
    /// Cells of the tables that pictures are drawn from, by their figure (`petitions/flow=proved`); those of nothing are left out.
    pub cells: BTreeMap<String, i64>,
}

/// Council and period.
type Key = (String, String, String);

/// Entries kept at the most; over that all are counted anew when asked for.
const MOST: usize = 4_000;

/// Counts by council and period, with the length of the chain and the day that they are counted on.
#[derive(Default)]
pub struct NumbersKept {
    kept: Mutex<HashMap<Key, (i64, String, Arc<Counts>)>>,
}

impl NumbersKept {
    /// The numbers of a council in a period, as of today.
    pub fn of(&self, app: &App, db: &mut Connection, council: &CouncilRow, period: Period) -> Outcome<Numbers> {
        let length = chain::length(db, &council.id)?;
        Ok(self.counts(app, db, (council, length), period)?.numbers.clone())
    }

    /// The counts of several councils, in their order.
    pub fn of_all(
        &self,
        app: &App,
        db: &mut Connection,
        councils: &[CouncilRow],
        period: Period,
    ) -> Outcome<Vec<Arc<Counts>>> {
        let lengths = chain::lengths(db)?;
        let length = |council: &CouncilRow| lengths.get(&council.id).copied().unwrap_or(0);
        councils.iter().map(|council| self.counts(app, db, (council, length(council)), period)).collect()
    }

    fn counts(
        &self,
        app: &App,
        db: &mut Connection,
        (council, length): (&CouncilRow, i64),
        period: Period,
    ) -> Outcome<Arc<Counts>> {
        let key = (council.id.clone(), period.first.to_string(), period.last.to_string());
        // Nothing is late before its day: within the period, the day matters too.
        let until = key.2.clone().min(app.clock.today().to_string());
        if let Some((then, day, counts)) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&key)
            && (*then, day) == (length, &until)
        {
            return Ok(Arc::clone(counts));
        }
        let counts = Arc::new(counted(&gather(app, db, council, period)?));
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, (length, until, Arc::clone(&counts)));
        Ok(counts)
    }
}

fn counted(gathered: &Gathered) -> Counts {
    let drawn = INDICATORS.tables.iter().filter(|table| DRAWN.contains(&table.id.as_str()));
    let mut cells = BTreeMap::new();
    for (column, by) in drawn.flat_map(|table| table.columns.iter().map(|column| (column, &table.by))) {
        for (value, picked) in gathered.grouped(column, by).1 {
            cells.insert(narrowed(column, by, value), i64::try_from(picked.len()).unwrap_or(i64::MAX));
        }
    }
    Counts { numbers: gathered.all().into_iter().map(|one| one.map(|one| one.number)).collect(), cells }
}
