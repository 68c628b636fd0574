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
    /// Name of the body of which it is expected.
    pub body_name: String,
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

/// A body of a council, or the council itself, and a form.
type Counted = (String, Option<String>, String, String);

/// What is expected of these councils in a year, with what they planned and did. What is expected of a committee or a
/// group is expected of each.
pub fn expected(db: &mut Connection, law: &Law, of: &[CouncilRow], year: i64) -> Outcome<Vec<Expected>> {
    let last = super::first_of(year + 1)?.yesterday().unwrap_or(Day::MIN);
    let ids: Vec<String> = of.iter().map(|council| council.id.clone()).collect();
    let mut planned = planned(db, &ids, year)?;
    let mut done: HashMap<Counted, i64> = HashMap::new();
    for row in supervisions::between(db, &ids, (year, year))? {
        let key = (row.council_id, row.body_id, row.by_kind, row.form);
        if row.stage != "dropped" && row.item_id.is_none() {
            *planned.entry(key.clone()).or_default() += 1;
        }
        if row.stage == "concluded" {
            *done.entry(key).or_default() += 1;
        }
    }
    let mut found = Vec::new();
    for council in of {
        let level = super::level_of(council)?;
        let minimums: Vec<&Minimum> = law
            .rulebook
            .minimums
            .iter()
            .filter(|one| one.level == level && one.from <= last && one.to.is_none_or(|to| to >= last))
            .collect();
        if minimums.is_empty() {
            continue;
        }
        let bodies = councils::bodies_of(db, &council.id)?;
        for minimum in minimums {
            let times = match minimum.per.as_str() {
                "month" => 12,
                "quarter" => 4,
                "year" => 1,
                // Once a term is no shortfall of a year.
                _ => continue,
            };
            let of_kind = bodies.iter().filter(|body| body.kind == minimum.body && body.valid_to.is_none());
            let who: Vec<(Option<String>, String)> = match minimum.body.as_str() {
                "council" => vec![(None, council.name.clone())],
                _ => of_kind.map(|body| (Some(body.id.clone()), body.name.clone())).collect(),
            };
            for (body, body_name) in who {
                let key = (council.id.clone(), body, minimum.body.clone(), minimum.form.clone());
                found.push(Expected {
                    council: council.mark.clone(),
                    council_name: council.name.clone(),
                    body_name,
                    count: i64::from(minimum.count) * times,
                    planned: planned.get(&key).copied().unwrap_or(0),
                    done: done.get(&key).copied().unwrap_or(0),
                    minimum: minimum.clone(),
                });
            }
        }
    }
    Ok(found)
}

/// Items that stand, by council, body and form.
fn planned(db: &mut Connection, of: &[String], year: i64) -> Outcome<HashMap<Counted, i64>> {
    let by: HashMap<String, (Option<String>, String)> = store::between(db, of, (year, year))?
        .into_iter()
        .map(|programme| (programme.id, (programme.body_id, programme.by_kind)))
        .collect();
    let mut counted: HashMap<Counted, i64> = HashMap::new();
    for item in store::items_between(db, of, (year, year))?.into_iter().filter(store::ItemRow::stands) {
        let (body, kind) = by.get(&item.programme_id).cloned().unwrap_or_default();
        *counted.entry((item.council_id, body, kind, item.form)).or_default() += 1;
    }
    Ok(counted)
}

/// The bodies that a council may supervise and that stand in no supervision and in no programme of this term.
pub fn not_supervised(db: &mut Connection, council: &CouncilRow) -> Outcome<Vec<BodyRow>> {
    let owing = ["peoples_committee", "department", "court", "procuracy", "other"];
    let since = council.starts_on.as_str();
    let first_year = since.get(..4).and_then(|year| year.parse::<i64>().ok()).unwrap_or(0);
    let mut met: HashSet<String> = supervisions::supervised_bodies(db, &council.id, since)?.into_iter().collect();
    met.extend(store::meant_bodies(db, &council.id, first_year)?);
    Ok(councils::addressees(db, council)?
        .into_iter()
        .filter(|body| owing.contains(&body.kind.as_str()) && !met.contains(&body.id))
        .collect())
}
