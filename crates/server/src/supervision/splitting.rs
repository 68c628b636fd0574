//! A supervision that is too wide for its team is split: units that nothing was asked of yet go into further supervisions
//! of the same topic, which point back at this one.

use std::collections::HashSet;

use law::role::Act as Deed;
use law::supervision::Link;
use serde::Deserialize;

use super::scope::{self, Weighed};
use super::store::{self, QuestionRow, SupervisionRow, UnitRow};
use super::{load_open, write_step};
use crate::db::Connection;
use crate::db::act::Act;
use crate::programme;
use crate::trouble::{Outcome, Trouble};

/// The most parts that one supervision is split into.
const MOST_PARTS: u32 = 6;

/// A split as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Splitting {
    /// Into how many; empty means as many as the team's days ask for.
    pub parts: String,
}

/// The units that go into each further part: this one keeps what it has begun with, and its share.
fn proposed(db: &mut Connection, id: &str, parts: usize) -> Outcome<Vec<Vec<UnitRow>>> {
    let units = store::units(db, id)?;
    // What was written about a unit stays where the unit stays.
    let mut written: HashSet<String> = store::findings(db, id)?.into_iter().filter_map(|one| one.unit_id).collect();
    written.extend(store::papers(db, id)?.into_iter().filter_map(|one| one.unit_id));
    let share = units.len().div_ceil(parts.max(1)).max(1);
    let (mut free, begun): (Vec<UnitRow>, Vec<UnitRow>) =
        units.into_iter().partition(|unit| untouched(unit) && !written.contains(&unit.id));
    let rest = free.split_off(share.saturating_sub(begun.len()).min(free.len()));
    Ok(rest.chunks(share).map(<[UnitRow]>::to_vec).collect())
}

/// Nothing was asked of it, planned or held with it.
fn untouched(unit: &UnitRow) -> bool {
    unit.report == "not_asked"
        && [&unit.planned_on, &unit.visited_on, &unit.postponed_on, &unit.comment_asked_on]
            .iter()
            .all(|day| day.is_none())
}

/// What the program offers where the work is more than the team has; empty where it fits, or nothing can go.
pub fn offered(db: &mut Connection, row: &SupervisionRow, weighed: &Weighed) -> Outcome<Vec<Vec<String>>> {
    if !weighed.too_wide() || row.stage()?.still_open().is_err() {
        return Ok(Vec::new());
    }
    let parts = usize::try_from(weighed.parts.clamp(2, MOST_PARTS)).unwrap_or(2);
    let names = |units: Vec<UnitRow>| units.into_iter().map(|unit| unit.name).collect();
    Ok(proposed(db, &row.id, parts)?.into_iter().map(names).collect())
}

/// Splits a supervision. Returns the ids of the further parts.
pub fn split(act: &mut Act, id: &str, new: &Splitting) -> Outcome<Vec<String>> {
    let row = load_open(act, id, Deed::KeepSupervision)?;
    let parts = match new.parts.trim() {
        "" => scope::weigh(act.db, &act.app.law, &row)?.parts.clamp(2, MOST_PARTS).to_string(),
        typed => typed.to_owned(),
    };
    let parts: usize = parts
        .parse::<u32>()
        .ok()
        .filter(|parts| (2..=MOST_PARTS).contains(parts))
        .and_then(|parts| usize::try_from(parts).ok())
        .ok_or_else(|| Trouble::field("parts", "invalid-parts", MOST_PARTS.to_string()))?;
    let going = proposed(act.db, id, parts)?;
    if going.is_empty() {
        return Err(Trouble::field("parts", "invalid-nothing-to-split", ""));
    }
    let questions = store::questions(act.db, id)?;
    let joint = store::joint_councils(act.db, id)?;
    let mut made = Vec::new();
    for (n, units) in going.into_iter().enumerate() {
        let part = part_of(act, &row, n + 2);
        store::insert(act.db, &part)?;
        for other in &joint {
            store::insert_joint(act.db, &part.id, other)?;
        }
        for question in &questions {
            let copy = QuestionRow { id: act.new_id(), supervision_id: part.id.clone(), ..question.clone() };
            store::insert_question(act.db, &copy)?;
        }
        for mut unit in units {
            unit.supervision_id.clone_from(&part.id);
            store::save_unit(act.db, &mut unit)?;
        }
        write_step(act, &part.id, None, "opened", act.today, "", &part.title)?;
        made.push(part.id);
    }
    write_step(act, id, None, "split", act.today, &(made.len() + 1).to_string(), "")?;
    act.record(&row.council_id, "supervision_split", id, &serde_json::json!({ "parts": made }))?;
    Ok(made)
}

/// The nth part: the same topic, without days, team or papers of its own yet.
fn part_of(act: &mut Act, row: &SupervisionRow, nth: usize) -> SupervisionRow {
    let w = act.app.locales.words(crate::web::i18n::Language::Vietnamese);
    let title = w.ns("split-title", i64::try_from(nth).unwrap_or(2), row.title.clone());
    let short =
        w.ns("split-title", i64::try_from(nth).unwrap_or(2), row.short_name.chars().take(46).collect::<String>());
    let mut part = SupervisionRow {
        id: act.new_id(),
        like_key: words::like_key(&title),
        short_name: programme::short_name(&short, &title),
        title,
        stage: "planned".into(),
        stage_on: None,
        planned_from: None,
        planned_to: None,
        established_on: None,
        ended_on: None,
        reported_on: None,
        concluded_on: None,
        result: String::new(),
        earlier_id: Some(row.id.clone()),
        earlier_link: Some(Link::Part.as_str().into()),
        item_id: None,
        source: String::new(),
        taken_from: None,
        recorded_at: act.stamp(),
        version: 1,
        ..row.clone()
    };
    part.set_sort_day();
    part
}
