//! What pages of both levels need of a council and a period, counted once and kept while its chain has not grown: only where
//! something was written is counted anew. Never stale: the length of the chain is asked each time.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use super::Period;
use super::gathering::{Gathered, gather};
use crate::app::App;
use crate::councils::store::CouncilRow;
use crate::db::{Connection, chain};
use crate::trouble::Outcome;

/// Numbers of all indicators in the order of the file; none for one that a person enters and has not.
pub type Numbers = Vec<Option<i64>>;

/// The bounds of ages of what is open, in days; what is older stands in the last.
pub const AGES: [i32; 4] = [30, 90, 180, 365];

/// What is kept of a council and a period.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    /// Numbers of all indicators.
    pub numbers: Numbers,
    /// How far the petitions of the period came.
    pub flow: BTreeMap<&'static str, i64>,
    /// What is open at the end of the period, whenever it came, by age: follow-ups, petitions.
    pub ages: [[i64; AGES.len() + 1]; 2],
    /// By month (`2024-06`): supervisions begun, meetings, petitions, follow-ups due.
    pub months: BTreeMap<String, [i64; 4]>,
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
    let mut flow: BTreeMap<&'static str, i64> = BTreeMap::new();
    for petition in &gathered.petitions {
        *flow.entry(petition.flow()).or_default() += 1;
    }
    Counts {
        numbers: gathered.all().into_iter().map(|one| one.map(|one| one.number)).collect(),
        flow,
        ages: ages(gathered),
        months: months(gathered),
    }
}

fn ages(gathered: &Gathered) -> [[i64; AGES.len() + 1]; 2] {
    let mut ages = [[0; AGES.len() + 1]; 2];
    let Some(until) = gathered.last_day() else { return ages };
    let mut put = |kind: usize, since: &str| {
        let days = since.parse::<law::day::Day>().ok().and_then(|day| day.until(until).ok());
        if let Some(days) = days.map(|span| span.get_days()).filter(|days| *days >= 0) {
            let place = AGES.iter().position(|bound| days <= *bound).unwrap_or(AGES.len());
            ages[kind][place] += 1;
        }
    };
    for (kind, since) in gathered.open.iter().enumerate() {
        for day in since {
            put(kind, day);
        }
    }
    ages
}

fn months(gathered: &Gathered) -> BTreeMap<String, [i64; 4]> {
    let mut months: BTreeMap<String, [i64; 4]> = BTreeMap::new();
    let mut put = |which: usize, day: Option<&str>| {
        if let Some(month) = day
            .filter(|day| gathered.first.as_str() <= *day && *day <= gathered.last.as_str())
            .and_then(|day| day.get(..7))
        {
            months.entry(month.to_owned()).or_default()[which] += 1;
        }
    };
    for one in &gathered.supervisions {
        put(0, one.established_on.as_deref().or(one.concluded_on.as_deref()));
    }
    for one in &gathered.meetings {
        put(1, Some(&one.on_day));
    }
    for one in &gathered.petitions {
        put(2, Some(&one.received_on));
    }
    for one in &gathered.followups {
        put(3, one.due_on.as_deref());
    }
    months
}
