//! Queries about offers of follow-ups between two levels.

use diesel::prelude::*;
use serde::Serialize;

use crate::db::schema::transfers;
use crate::db::{Connection, saved_once};
use crate::trouble::Outcome;

/// An offer as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = transfers, treat_none_as_default_value = false, treat_none_as_null = true)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct TransferRow {
    pub id: String,
    pub from_council: String,
    pub to_council: String,
    pub followup_id: String,
    pub taken_id: Option<String>,
    pub state: String,
    pub reason: String,
    pub document: String,
    pub offered_by: String,
    pub offered_on: String,
    pub answered_by: Option<String>,
    pub answered_on: Option<String>,
    pub answer: String,
    #[serde(skip)]
    pub live_key: Option<String>,
}

impl TransferRow {
    /// May the council that was asked still read what was offered? Not once it did not take it over.
    pub fn is_shown_to_the_asked(&self) -> bool {
        ["offered", "accepted"].contains(&self.state.as_str())
    }
}

/// An offer.
pub fn by_id(db: &mut Connection, id: &str) -> Outcome<TransferRow> {
    Ok(transfers::table.find(id).select(TransferRow::as_select()).first(db)?)
}

/// The offer of a follow-up that waits for an answer.
pub fn standing_offer(db: &mut Connection, followup_id: &str) -> Outcome<Option<TransferRow>> {
    Ok(transfers::table
        .filter(transfers::live_key.eq(followup_id))
        .select(TransferRow::as_select())
        .first(db)
        .optional()?)
}

/// Offers to or from a council, those that wait first, then the newest.
pub fn of_council(db: &mut Connection, council_id: &str, most: i64) -> Outcome<Vec<TransferRow>> {
    Ok(transfers::table
        .filter(transfers::to_council.eq(council_id).or(transfers::from_council.eq(council_id)))
        .order((transfers::live_key.is_null(), transfers::id.desc()))
        .limit(most)
        .select(TransferRow::as_select())
        .load(db)?)
}

/// How many offers wait for a council's answer.
pub fn waiting(db: &mut Connection, council_id: &str) -> Outcome<i64> {
    Ok(transfers::table
        .filter(transfers::to_council.eq(council_id).and(transfers::state.eq("offered")))
        .count()
        .get_result(db)?)
}

/// An offer lapses: the follow-up was judged done, or went elsewhere when its council ended.
pub fn lapse(db: &mut Connection, followup_id: &str, on: &str) -> Outcome<()> {
    diesel::update(transfers::table.filter(transfers::live_key.eq(followup_id)))
        .set((transfers::state.eq("lapsed"), transfers::live_key.eq(None::<String>), transfers::answered_on.eq(on)))
        .execute(db)?;
    Ok(())
}

/// Writes an offer down.
pub fn insert(db: &mut Connection, row: &TransferRow) -> Outcome<()> {
    diesel::insert_into(transfers::table).values(row).execute(db)?;
    Ok(())
}

/// Writes the answer to an offer that still stood; two people who answer at once do not both succeed.
pub fn save(db: &mut Connection, row: &TransferRow) -> Outcome<()> {
    let standing = transfers::table.filter(transfers::id.eq(&row.id).and(transfers::live_key.is_not_null()));
    saved_once(diesel::update(standing).set(row).execute(db)?)
}
