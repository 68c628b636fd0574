//! Queries about the members of a team and the other duties that they have.

use diesel::prelude::*;
use serde::Serialize;

use crate::db::Connection;
use crate::db::schema::{member_duties, supervision_members};
use crate::trouble::Outcome;

/// A person in a team.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = supervision_members, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct MemberRow {
    pub id: String,
    pub supervision_id: String,
    pub person_id: Option<String>,
    pub name: String,
    pub part: String,
    pub valid_from: String,
    pub valid_to: Option<String>,
    pub left_why: String,
}

/// Other duties of a deputy.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = member_duties)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct DutyRow {
    pub id: String,
    pub council_id: String,
    pub person_id: String,
    pub starts_on: String,
    pub ends_on: String,
    pub days: i64,
    pub words: String,
}

/// The team.
pub fn members(db: &mut Connection, id: &str) -> Outcome<Vec<MemberRow>> {
    Ok(supervision_members::table
        .filter(supervision_members::supervision_id.eq(id))
        .order(supervision_members::id)
        .select(MemberRow::as_select())
        .load(db)?)
}

/// Every part that people have in teams.
pub fn parts_of(db: &mut Connection, people: &[String]) -> Outcome<Vec<MemberRow>> {
    Ok(supervision_members::table
        .filter(supervision_members::person_id.eq_any(people))
        .select(MemberRow::as_select())
        .load(db)?)
}

/// A member of a team.
pub fn member(db: &mut Connection, id: &str) -> Outcome<MemberRow> {
    Ok(supervision_members::table.find(id).select(MemberRow::as_select()).first(db)?)
}

/// Writes a member down.
pub fn insert_member(db: &mut Connection, row: &MemberRow) -> Outcome<()> {
    diesel::insert_into(supervision_members::table).values(row).execute(db)?;
    Ok(())
}

/// A member leaves the team.
pub fn end_member(db: &mut Connection, id: &str, last_day: &str, why: &str) -> Outcome<()> {
    diesel::update(supervision_members::table.find(id))
        .set((supervision_members::valid_to.eq(last_day), supervision_members::left_why.eq(why)))
        .execute(db)?;
    Ok(())
}

/// Other duties of people that touch a stretch of days.
pub fn duties(db: &mut Connection, people: &[String], first: &str, last: &str) -> Outcome<Vec<DutyRow>> {
    Ok(member_duties::table
        .filter(member_duties::person_id.eq_any(people))
        .filter(member_duties::starts_on.le(last).and(member_duties::ends_on.ge(first)))
        .order((member_duties::starts_on, member_duties::id))
        .select(DutyRow::as_select())
        .load(db)?)
}

/// Writes another duty down.
pub fn insert_duty(db: &mut Connection, row: &DutyRow) -> Outcome<()> {
    diesel::insert_into(member_duties::table).values(row).execute(db)?;
    Ok(())
}
