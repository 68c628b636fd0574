//! Queries about what a supervision writes down: its outline, findings, papers, clocks and history.

use diesel::prelude::*;
use serde::Serialize;

use crate::db::Connection;
use crate::db::schema::{
    supervision_clocks, supervision_findings, supervision_papers, supervision_questions, supervision_steps,
};
use crate::trouble::Outcome;

/// A question of the outline.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = supervision_questions)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct QuestionRow {
    pub id: String,
    pub supervision_id: String,
    pub place: i64,
    pub words: String,
}

/// What was found.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = supervision_findings, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct FindingRow {
    pub id: String,
    pub supervision_id: String,
    pub unit_id: Option<String>,
    pub question_id: Option<String>,
    pub words: String,
    pub by_name: String,
    pub at: String,
}

/// A paper of the chain of documents, or evidence of a visit.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = supervision_papers, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct PaperRow {
    pub id: String,
    pub supervision_id: String,
    pub unit_id: Option<String>,
    pub kind: String,
    pub symbol: String,
    pub on_day: Option<String>,
    pub title: String,
    pub place: String,
    pub note: String,
    pub name: String,
    pub media: String,
    pub size: i64,
    pub content_hash: String,
    pub by_name: String,
    pub at: String,
}

/// A clock of a step.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = supervision_clocks, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct ClockRow {
    pub id: String,
    pub council_id: String,
    pub supervision_id: String,
    pub unit_id: Option<String>,
    pub step: String,
    pub rule: String,
    pub started_on: String,
    pub due_on: String,
    pub reckoning: String,
    pub set_by: String,
    pub met_on: Option<String>,
    #[serde(skip)]
    pub open_on: Option<String>,
}

/// A line of the history.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = supervision_steps, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct StepRow {
    pub id: String,
    pub supervision_id: String,
    pub unit_id: Option<String>,
    pub kind: String,
    pub on_day: String,
    pub at: String,
    pub by_name: String,
    pub value: String,
    pub words: String,
}

/// The outline.
pub fn questions(db: &mut Connection, id: &str) -> Outcome<Vec<QuestionRow>> {
    Ok(supervision_questions::table
        .filter(supervision_questions::supervision_id.eq(id))
        .order((supervision_questions::place, supervision_questions::id))
        .select(QuestionRow::as_select())
        .load(db)?)
}

/// Writes a question down.
pub fn insert_question(db: &mut Connection, row: &QuestionRow) -> Outcome<()> {
    diesel::insert_into(supervision_questions::table).values(row).execute(db)?;
    Ok(())
}

/// The findings, in the order in which they were written.
pub fn findings(db: &mut Connection, id: &str) -> Outcome<Vec<FindingRow>> {
    Ok(supervision_findings::table
        .filter(supervision_findings::supervision_id.eq(id))
        .order(supervision_findings::id)
        .select(FindingRow::as_select())
        .load(db)?)
}

/// Writes a finding down.
pub fn insert_finding(db: &mut Connection, row: &FindingRow) -> Outcome<()> {
    diesel::insert_into(supervision_findings::table).values(row).execute(db)?;
    Ok(())
}

/// The papers, by day.
pub fn papers(db: &mut Connection, id: &str) -> Outcome<Vec<PaperRow>> {
    Ok(supervision_papers::table
        .filter(supervision_papers::supervision_id.eq(id))
        .order((supervision_papers::on_day, supervision_papers::id))
        .select(PaperRow::as_select())
        .load(db)?)
}

/// A paper.
pub fn paper(db: &mut Connection, id: &str) -> Outcome<PaperRow> {
    Ok(supervision_papers::table.find(id).select(PaperRow::as_select()).first(db)?)
}

/// Writes a paper down.
pub fn insert_paper(db: &mut Connection, row: &PaperRow) -> Outcome<()> {
    diesel::insert_into(supervision_papers::table).values(row).execute(db)?;
    Ok(())
}

/// The clocks of a supervision, in the order of their days.
pub fn clocks(db: &mut Connection, id: &str) -> Outcome<Vec<ClockRow>> {
    Ok(supervision_clocks::table
        .filter(supervision_clocks::supervision_id.eq(id))
        .order((supervision_clocks::due_on, supervision_clocks::id))
        .select(ClockRow::as_select())
        .load(db)?)
}

/// Writes a clock down.
pub fn insert_clock(db: &mut Connection, row: &ClockRow) -> Outcome<()> {
    diesel::insert_into(supervision_clocks::table).values(row).execute(db)?;
    Ok(())
}

/// The clocks of a step, and of a unit where one is named, are met.
pub fn meet_clocks(db: &mut Connection, id: &str, unit_id: Option<&str>, step: &str, on: &str) -> Outcome<usize> {
    let open = supervision_clocks::table.filter(
        supervision_clocks::supervision_id
            .eq(id)
            .and(supervision_clocks::step.eq(step))
            .and(supervision_clocks::open_on.is_not_null()),
    );
    let met = (supervision_clocks::met_on.eq(on), supervision_clocks::open_on.eq(None::<String>));
    Ok(match unit_id {
        Some(unit) => diesel::update(open.filter(supervision_clocks::unit_id.eq(unit))).set(met).execute(db)?,
        None => diesel::update(open).set(met).execute(db)?,
    })
}

/// The open clocks of a step of a unit no longer run: its day was moved, or nothing is owed any more.
pub fn stop_clocks(db: &mut Connection, id: &str, unit_id: Option<&str>, step: &str) -> Outcome<()> {
    let open = supervision_clocks::table.filter(
        supervision_clocks::supervision_id
            .eq(id)
            .and(supervision_clocks::step.eq(step))
            .and(supervision_clocks::open_on.is_not_null()),
    );
    match unit_id {
        Some(unit) => diesel::update(open.filter(supervision_clocks::unit_id.eq(unit)))
            .set(supervision_clocks::open_on.eq(None::<String>))
            .execute(db)?,
        None => diesel::update(open).set(supervision_clocks::open_on.eq(None::<String>)).execute(db)?,
    };
    Ok(())
}

/// The history, newest first.
pub fn steps(db: &mut Connection, id: &str) -> Outcome<Vec<StepRow>> {
    Ok(supervision_steps::table
        .filter(supervision_steps::supervision_id.eq(id))
        .order((supervision_steps::at.desc(), supervision_steps::id.desc()))
        .select(StepRow::as_select())
        .load(db)?)
}

/// Writes a line of the history.
pub fn insert_step(db: &mut Connection, row: &StepRow) -> Outcome<()> {
    diesel::insert_into(supervision_steps::table).values(row).execute(db)?;
    Ok(())
}
