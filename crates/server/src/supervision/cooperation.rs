//! How supervised units cooperate: reports in time, late, sent back, still missing; absences; overdue follow-ups.
//!
//! Every figure stands beside what it is out of. A unit sees its own record before the council does anything with it;
//! nothing is ranked by bare counts.

use std::collections::HashMap;

use law::day::Day;
use serde::Serialize;

use super::store::{self, UnitRow};
use crate::councils::store as councils;
use crate::db::Connection;
use crate::followups::store as followups;
use crate::trouble::Outcome;

/// The record of one unit with one council.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cooperation {
    /// The body.
    pub body: String,
    /// Its name.
    pub name: String,
    /// Supervisions that it stood in.
    pub supervisions: i64,
    /// Reports whose day has come or that were received: the denominator.
    pub reports: i64,
    /// Of those, in time.
    pub in_time: i64,
    /// Of those, received late.
    pub late: i64,
    /// Of those, still missing.
    pub missing: i64,
    /// Of those, sent back at least once.
    pub returned: i64,
    /// Visits held.
    pub visits: i64,
    /// Of those, with an absence without leave.
    pub absences: i64,
    /// Follow-ups that are open and due: the denominator.
    pub due: i64,
    /// Of those, overdue.
    pub overdue: i64,
}

impl Cooperation {
    /// Reports in time of those due, in whole percent; none where none was due.
    pub fn percent_in_time(&self) -> Option<i64> {
        (self.reports > 0).then(|| (self.in_time * 100 + self.reports / 2) / self.reports)
    }

    fn add(&mut self, unit: &UnitRow, today: Day) {
        self.supervisions += 1;
        let due = store::day(unit.first_due.as_deref());
        let received = unit.report == "received";
        let counted = received || due.is_some_and(|due| due < today);
        if counted && unit.report != "not_asked" {
            self.reports += 1;
            match (unit.late_days(today), received) {
                (None, _) => self.in_time += 1,
                (Some(_), true) => self.late += 1,
                (Some(_), false) => self.missing += 1,
            }
            self.returned += i64::from(unit.returns > 0);
        }
        if unit.visited_on.is_some() {
            self.visits += 1;
            self.absences += i64::from(!unit.absent.is_empty());
        }
    }
}

/// The records of the units of a council's supervisions since its first day; or of these bodies alone.
pub fn of_council(
    db: &mut Connection,
    council_id: &str,
    only: Option<&[String]>,
    today: Day,
) -> Outcome<Vec<Cooperation>> {
    let rows: Vec<String> = store::of_council(db, council_id, None, 5000)?
        .into_iter()
        .filter(|row| row.stage != "dropped")
        .map(|row| row.id)
        .collect();
    let mut found: HashMap<String, Cooperation> = HashMap::new();
    for unit in store::units_of(db, &rows)? {
        let Some(body) = unit.body_id.clone() else { continue };
        if only.is_some_and(|only| !only.contains(&body)) {
            continue;
        }
        let record = found.entry(body.clone()).or_insert_with(|| Cooperation { body, ..Cooperation::default() });
        record.add(&unit, today);
    }
    let bodies: Vec<String> = found.keys().cloned().collect();
    for (body, due, overdue) in followups::overdue_of_bodies(db, council_id, &bodies, today)? {
        if let Some(record) = found.get_mut(&body) {
            (record.due, record.overdue) = (due, overdue);
        }
    }
    for (body, name) in councils::body_names(db, &bodies)? {
        if let Some(record) = found.get_mut(&body) {
            record.name = name;
        }
    }
    let mut records: Vec<Cooperation> = found.into_values().collect();
    records.sort_by_cached_key(|record| words::sort_key(&record.name));
    Ok(records)
}
