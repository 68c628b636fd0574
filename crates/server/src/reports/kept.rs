//! Numbers of a council and a period, counted once and kept while its chain has not grown: the pages of both levels ask for those of
//! every council, and only where something was written is counted anew. Never stale: the length of the chain is asked each time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Period;
use super::gathering::gather;
use crate::app::App;
use crate::councils::store::CouncilRow;
use crate::db::{Connection, chain};
use crate::trouble::Outcome;

/// Numbers of all indicators in the order of the file; none for one that a person enters and has not.
pub type Numbers = Vec<Option<i64>>;

/// Council and period.
type Key = (String, String, String);

/// Entries kept at the most; over that the oldest periods are counted anew when asked for.
const MOST: usize = 4_000;

/// Numbers by council and period, with the length of the chain and the day that they are counted on.
#[derive(Default)]
pub struct NumbersKept {
    kept: Mutex<HashMap<Key, (i64, String, Arc<Numbers>)>>,
}

impl NumbersKept {
    /// The numbers of a council in a period, as of today.
    pub fn of(&self, app: &App, db: &mut Connection, council: &CouncilRow, period: Period) -> Outcome<Arc<Numbers>> {
        let length = chain::length(db, &council.id)?;
        let key = (council.id.clone(), period.first.to_string(), period.last.to_string());
        // Nothing is late before its day: within the period, the day matters too.
        let until = key.2.clone().min(app.clock.today().to_string());
        if let Some((then, day, numbers)) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&key)
            && (*then, day) == (length, &until)
        {
            return Ok(Arc::clone(numbers));
        }
        let counted = gather(app, db, council, period)?.all();
        let numbers: Arc<Numbers> = Arc::new(counted.into_iter().map(|one| one.map(|one| one.number)).collect());
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, (length, until, Arc::clone(&numbers)));
        Ok(numbers)
    }
}
