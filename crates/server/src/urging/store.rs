//! All queries about the papers of the ladder.

use diesel::prelude::*;
use law::day::Day;
use law::ladder::Sent;
use serde::Serialize;

use crate::db::schema::{followups, urging_items, urgings};
use crate::db::{Connection, saved_once};
use crate::trouble::Outcome;

/// A paper of the ladder: one body, one rung, one or more overdue follow-ups.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = urgings, treat_none_as_null = true, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct UrgingRow {
    pub id: String,
    pub council_id: String,
    pub body_id: String,
    pub rung: i64,
    pub round: i64,
    pub state: String,
    pub proposed_on: String,
    pub answer_by: String,
    pub words: String,
    pub symbol: String,
    pub signed_on: Option<String>,
    pub signed_by: Option<String>,
    pub sent_on: Option<String>,
    pub acknowledged_on: Option<String>,
    pub acknowledged_by: Option<String>,
    pub version: i64,
}

/// One follow-up in a paper.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = urging_items, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct ItemRow {
    pub urging_id: String,
    pub followup_id: String,
    pub rung: i64,
    pub round: i64,
    pub dropped_on: Option<String>,
    #[serde(skip)]
    pub live_key: Option<String>,
}

/// Overdue follow-ups of a council with a lead body to write to, oldest first.
pub fn overdue(db: &mut Connection, council_id: &str, day: Day) -> Outcome<Vec<String>> {
    Ok(followups::table
        .filter(followups::council_id.eq(council_id))
        .filter(followups::closed_on.is_null())
        .filter(followups::sort_due.lt(day.to_string()))
        .filter(followups::lead_id.is_not_null())
        .order((followups::sort_due, followups::id))
        .select(followups::id)
        .load(db)?)
}

/// A paper by id.
pub fn by_id(db: &mut Connection, id: &str) -> Outcome<UrgingRow> {
    Ok(urgings::table.find(id).select(UrgingRow::as_select()).first(db)?)
}

/// Papers of a council in some states, newest first.
pub fn of_council(db: &mut Connection, council_id: &str, states: &[&str], most: i64) -> Outcome<Vec<UrgingRow>> {
    Ok(urgings::table
        .filter(urgings::council_id.eq(council_id).and(urgings::state.eq_any(states)))
        .order((urgings::proposed_on.desc(), urgings::rung.desc(), urgings::id))
        .limit(most)
        .select(UrgingRow::as_select())
        .load(db)?)
}

/// How many papers of a council stand in a state.
pub fn count(db: &mut Connection, council_id: &str, state: &str) -> Outcome<i64> {
    Ok(urgings::table
        .filter(urgings::council_id.eq(council_id).and(urgings::state.eq(state)))
        .count()
        .get_result(db)?)
}

/// Papers that were sent to some bodies, newest first.
pub fn to_bodies(db: &mut Connection, bodies: &[String], most: i64) -> Outcome<Vec<UrgingRow>> {
    Ok(urgings::table
        .filter(urgings::body_id.eq_any(bodies).and(urgings::sent_on.is_not_null()))
        .order((urgings::sent_on.desc(), urgings::id))
        .limit(most)
        .select(UrgingRow::as_select())
        .load(db)?)
}

/// The unsigned draft for a body, rung and round, if there is one.
pub fn draft_for(
    db: &mut Connection,
    council_id: &str,
    body_id: &str,
    rung: i64,
    round: i64,
) -> Outcome<Option<String>> {
    Ok(urgings::table
        .filter(urgings::council_id.eq(council_id).and(urgings::body_id.eq(body_id)))
        .filter(urgings::rung.eq(rung).and(urgings::round.eq(round)).and(urgings::state.eq("drafted")))
        .select(urgings::id)
        .first(db)
        .optional()?)
}

/// Writes a paper down.
pub fn insert(db: &mut Connection, row: &UrgingRow) -> Outcome<()> {
    diesel::insert_into(urgings::table).values(row).execute(db)?;
    Ok(())
}

/// Saves a paper if nobody saved it since it was read.
pub fn save(db: &mut Connection, row: &mut UrgingRow) -> Outcome<()> {
    let read = row.version;
    row.version += 1;
    let saved = diesel::update(urgings::table.filter(urgings::id.eq(&row.id).and(urgings::version.eq(read))))
        .set(&*row)
        .execute(db)?;
    saved_once(saved)
}

/// Puts a follow-up into a paper.
pub fn insert_item(db: &mut Connection, row: &ItemRow) -> Outcome<()> {
    diesel::insert_into(urging_items::table).values(row).execute(db)?;
    Ok(())
}

/// The follow-ups of a paper.
pub fn items(db: &mut Connection, urging_id: &str) -> Outcome<Vec<ItemRow>> {
    Ok(urging_items::table
        .filter(urging_items::urging_id.eq(urging_id))
        .order(urging_items::followup_id)
        .select(ItemRow::as_select())
        .load(db)?)
}

/// Takes a follow-up out of a paper; its rung may be drafted again.
pub fn drop_item(db: &mut Connection, urging_id: &str, followup_id: &str, on: &str) -> Outcome<()> {
    diesel::update(urging_items::table.find((urging_id, followup_id)))
        .set((urging_items::dropped_on.eq(on), urging_items::live_key.eq(None::<String>)))
        .execute(db)?;
    Ok(())
}

/// Papers in which some follow-ups stand: follow-up, paper, its rung, round, and the day it was sent.
pub fn papers_of(db: &mut Connection, followup_ids: &[String]) -> Outcome<Vec<(String, UrgingRow)>> {
    Ok(urging_items::table
        .inner_join(urgings::table)
        .filter(urging_items::followup_id.eq_any(followup_ids).and(urging_items::dropped_on.is_null()))
        .order((urgings::rung, urgings::round, urgings::proposed_on))
        .select((urging_items::followup_id, UrgingRow::as_select()))
        .load(db)?)
}

/// What was sent for a follow-up, as the ladder asks for it.
pub fn sent_of(papers: &[(String, UrgingRow)], followup_id: &str) -> Vec<Sent> {
    papers
        .iter()
        .filter(|(id, _)| id == followup_id)
        .filter_map(|(_, paper)| {
            Some(Sent {
                rung: u32::try_from(paper.rung).ok()?,
                round: u32::try_from(paper.round).ok()?,
                on: paper.sent_on.as_deref()?.parse().ok()?,
            })
        })
        .collect()
}

diesel::joinable!(urging_items -> urgings (urging_id));
