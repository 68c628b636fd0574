//! How many petitions of each council stand at each stage, and how many replies are late: counted once and kept while the
//! council's chain has not grown and the day has not changed. Every act lengthens the chain, so what is kept is never stale.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use law::day::Day;

use super::store;
use crate::db::{Connection, chain};
use crate::trouble::Outcome;

/// How many petitions stand at each stage (its word), and how many replies are late.
pub type Counts = (Vec<(String, i64)>, i64);

/// What was counted for each council, with the length of its chain and the day.
#[derive(Default)]
pub struct CountsKept {
    kept: Mutex<HashMap<String, (i64, Day, Arc<Counts>)>>,
}

impl CountsKept {
    /// The counts of a council.
    pub fn of(&self, db: &mut Connection, council_id: &str, today: Day) -> Outcome<Arc<Counts>> {
        let length = chain::length(db, council_id)?;
        let lock = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((then, day, counts)) = lock().get(council_id)
            && (*then, *day) == (length, today)
        {
            return Ok(Arc::clone(counts));
        }
        let late = store::late(db, council_id, &today.to_string())?;
        let counts = Arc::new((store::stages(db, council_id)?, late));
        lock().insert(council_id.to_owned(), (length, today, Arc::clone(&counts)));
        Ok(counts)
    }
}
