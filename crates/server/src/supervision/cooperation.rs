//! How supervised units cooperate: reports in time, late, sent back, still missing; absences; overdue follow-ups.
//!
//! Every figure stands beside what it is out of; nothing is ranked by bare counts. The office that keeps the supervisions
//! counts; what the council itself sees was shown to the unit first (`cooperation_sheet`).

use std::collections::{BTreeMap, HashMap, HashSet};

use law::day::Day;
use serde::{Deserialize, Serialize};

use super::store::{self, Punctuality, UnitRow};
use crate::councils::store::{self as councils, CouncilRow};
use crate::db::Connection;
use crate::followups::store as followups;
use crate::trouble::Outcome;

/// The record of one unit with one council.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cooperation {
    /// The body.
    pub body: String,
    /// Its name.
    pub name: String,
    /// Name of the council.
    pub council: String,
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
        if let Some(punctuality) = unit.punctuality(today) {
            self.reports += 1;
            match punctuality {
                Punctuality::InTime => self.in_time += 1,
                Punctuality::Late => self.late += 1,
                Punctuality::Missing => self.missing += 1,
            }
            self.returned += i64::from(unit.returns > 0);
        }
        if unit.visited_on.is_some() {
            self.visits += 1;
            self.absences += i64::from(!unit.absent.is_empty());
        }
    }
}

/// The records of the units of a council's supervisions since its first day.
pub fn of_council(db: &mut Connection, council: &CouncilRow, today: Day) -> Outcome<Vec<Cooperation>> {
    let rows: Vec<String> = store::of_council(db, &council.id, None, 20_000)?
        .into_iter()
        .filter(|row| row.stage != "dropped" && row.council_id == council.id)
        .map(|row| row.id)
        .collect();
    let units = store::units_of(db, &rows)?;
    counted(db, council, units, today)
}

/// What each council that supervised these bodies has on record about them: what a unit is shown of itself.
pub fn of_bodies(db: &mut Connection, bodies: &[String], today: Day) -> Outcome<Vec<Cooperation>> {
    let units = store::units_of_bodies(db, bodies)?;
    let ids: Vec<String> = units.iter().map(|unit| unit.supervision_id.clone()).collect();
    let mut by_council: BTreeMap<String, HashSet<String>> = BTreeMap::new();
    for row in store::by_ids(db, &ids)?.into_iter().filter(|row| row.stage != "dropped") {
        by_council.entry(row.council_id).or_default().insert(row.id);
    }
    let mut records = Vec::new();
    for (council, held) in by_council {
        let Some(council) = councils::by_id(db, &council)? else { continue };
        let own = units.iter().filter(|unit| held.contains(&unit.supervision_id)).cloned().collect();
        records.extend(counted(db, &council, own, today)?);
    }
    Ok(records)
}

fn counted(db: &mut Connection, council: &CouncilRow, units: Vec<UnitRow>, today: Day) -> Outcome<Vec<Cooperation>> {
    let mut found: HashMap<String, Cooperation> = HashMap::new();
    for unit in units {
        let Some(body) = unit.body_id.clone() else { continue };
        let record = found.entry(body.clone()).or_insert_with(|| Cooperation {
            body,
            council: council.name.clone(),
            ..Cooperation::default()
        });
        record.add(&unit, today);
    }
    let bodies: Vec<String> = found.keys().cloned().collect();
    for (body, due, overdue) in followups::overdue_of_bodies(db, &council.id, &bodies, today)? {
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
