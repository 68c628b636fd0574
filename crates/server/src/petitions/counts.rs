//! How many petitions of each council stand at each stage, and how many replies are late: counted once and kept while the
//! council's chain has not grown and the day has not changed. Every act lengthens the chain, so what is kept is never stale.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use diesel::dsl::count_star;
use diesel::prelude::*;
use law::day::Day;

use crate::db::schema::petitions;
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
        let late = late(db, council_id, &today.to_string())?;
        let counts = Arc::new((stages(db, council_id)?, late));
        lock().insert(council_id.to_owned(), (length, today, Arc::clone(&counts)));
        Ok(counts)
    }
}

/// How many petitions of a council stand at each stage.
pub fn stages(db: &mut Connection, council_id: &str) -> Outcome<Vec<(String, i64)>> {
    Ok(petitions::table
        .filter(petitions::council_id.eq(council_id).and(petitions::merged_into.is_null()))
        .group_by(petitions::stage)
        .select((petitions::stage, count_star()))
        .load(db)?)
}

/// How many replies are owed since before a day.
pub fn late(db: &mut Connection, council_id: &str, day: &str) -> Outcome<i64> {
    Ok(petitions::table
        .filter(petitions::council_id.eq(council_id).and(petitions::reply_due.lt(day)))
        .filter(petitions::merged_into.is_null())
        .count()
        .get_result(db)?)
}
