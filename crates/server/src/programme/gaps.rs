//! Gaps: councils and bodies below the number that is expected of them, and units that nobody has supervised this term.
//!
//! What is expected stands in the rulebook with its citation and confidence; a figure that is not law is shown as such.

use std::collections::{HashMap, HashSet};

use law::day::Day;
use law::rulebook::Minimum;
use serde::Serialize;

use super::store;
use crate::app::Law;
use crate::councils::store::{self as councils, BodyRow, CouncilRow};
use crate::db::Connection;
use crate::supervision::store as supervisions;
use crate::trouble::Outcome;

/// A number that is expected of a council in a year, beside what is planned and done.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Expected {
    /// Mark of the council.
    pub council: String,
    /// Its name.
    pub council_name: String,
    /// What is expected: body, form, how often, citation, confidence.
    pub minimum: Minimum,
    /// How many in the year.
    pub count: i64,
    /// In programmes, not dropped.
    pub planned: i64,
    /// Concluded.
    pub done: i64,
}

impl Expected {
    /// How many are missing in the programme.
    pub fn short(&self) -> i64 {
        (self.count - self.planned.max(self.done)).max(0)
    }
}

/// What is expected of these councils in a year, with what they planned and did.
pub fn expected(db: &mut Connection, law: &Law, of: &[CouncilRow], year: i64) -> Outcome<Vec<Expected>> {
    let last = super::first_of(year + 1)?.yesterday().unwrap_or(Day::MIN);
    let ids: Vec<String> = of.iter().map(|council| council.id.clone()).collect();
    let planned = planned(db, &ids, year)?;
    let mut done: HashMap<(String, String, String), i64> = HashMap::new();
    let mut held: HashMap<(String, String, String), i64> = HashMap::new();
    for row in supervisions::between(db, &ids, (year, year))? {
        let key = (row.council_id.clone(), row.by_kind.clone(), row.form.clone());
        if row.stage == "concluded" {
            *done.entry(key.clone()).or_default() += 1;
        }
        if row.stage != "dropped" && row.item_id.is_none() {
            *held.entry(key).or_default() += 1;
        }
    }
    let mut found = Vec::new();
    for council in of {
        let level = super::level_of(council)?;
        for minimum in
            law.rulebook.minimums.iter().filter(|minimum| {
                minimum.level == level && minimum.from <= last && minimum.to.is_none_or(|to| to >= last)
            })
        {
            let times = match minimum.per.as_str() {
                "month" => 12,
                "quarter" => 4,
                "year" => 1,
                // Once a term is no shortfall of a year.
                _ => continue,
            };
            let key = (council.id.clone(), minimum.body.clone(), minimum.form.clone());
            found.push(Expected {
                council: council.mark.clone(),
                council_name: council.name.clone(),
                count: i64::from(minimum.count) * times,
                planned: planned.get(&key).copied().unwrap_or(0) + held.get(&key).copied().unwrap_or(0),
                done: done.get(&key).copied().unwrap_or(0),
                minimum: minimum.clone(),
            });
        }
    }
    Ok(found)
}

/// Items that stand, by council, kind of body and form.
fn planned(db: &mut Connection, councils: &[String], year: i64) -> Outcome<HashMap<(String, String, String), i64>> {
    let mut kinds: HashMap<String, String> = HashMap::new();
    for council in councils {
        for programme in store::of_year(db, council, year)? {
            kinds.insert(programme.id, programme.by_kind);
        }
    }
    let mut counted: HashMap<(String, String, String), i64> = HashMap::new();
    for item in store::items_between(db, councils, (year, year))?.into_iter().filter(store::ItemRow::stands) {
        let kind = kinds.get(&item.programme_id).cloned().unwrap_or_default();
        *counted.entry((item.council_id, kind, item.form)).or_default() += 1;
    }
    Ok(counted)
}

/// The bodies that a council may supervise and that stand in no supervision and in no programme of this term.
pub fn not_supervised(db: &mut Connection, council: &CouncilRow) -> Outcome<Vec<BodyRow>> {
    let owing = ["peoples_committee", "department", "court", "procuracy", "other"];
    let bodies: Vec<BodyRow> =
        councils::addressees(db, council)?.into_iter().filter(|body| owing.contains(&body.kind.as_str())).collect();
    let ids: Vec<String> = bodies.iter().map(|body| body.id.clone()).collect();
    let from = council.starts_on.as_str();
    let mut met: HashSet<String> = HashSet::new();
    let units = supervisions::units_of_bodies(db, &ids)?;
    let held: HashMap<String, (String, String)> =
        supervisions::by_ids(db, &units.iter().map(|unit| unit.supervision_id.clone()).collect::<Vec<_>>())?
            .into_iter()
            .filter(|row| row.stage != "dropped" && row.council_id == council.id && row.sort_day.as_str() >= from)
            .map(|row| (row.id, (row.council_id, row.sort_day)))
            .collect();
    met.extend(
        units.into_iter().filter(|unit| held.contains_key(&unit.supervision_id)).filter_map(|unit| unit.body_id),
    );
    let first_year = from.get(..4).and_then(|year| year.parse::<i64>().ok()).unwrap_or(0);
    let meant = store::items_with_units(db, &ids)?;
    let items: HashSet<String> = store::items(db, &meant.iter().map(|(item, _)| item.clone()).collect::<Vec<_>>())?
        .into_iter()
        .filter(|item| item.council_id == council.id && item.stands() && item.year >= first_year)
        .map(|item| item.id)
        .collect();
    met.extend(meant.into_iter().filter(|(item, _)| items.contains(item)).map(|(_, body)| body));
    Ok(bodies.into_iter().filter(|body| !met.contains(&body.id)).collect())
}
