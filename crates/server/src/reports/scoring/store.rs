//! All queries about scoring.

use diesel::prelude::*;

use crate::db::Connection;
use crate::db::schema::{score_entries, score_settings};
use crate::trouble::Outcome;

/// What an office changed of a criterion.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = score_settings, treat_none_as_null = true)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct SettingRow {
    pub council_id: String,
    pub frame: String,
    pub criterion: String,
    pub from_year: i64,
    pub points: i64,
    pub threshold: Option<i64>,
    pub by_name: String,
    pub on_day: String,
}

/// Points that a person declared.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = score_entries)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct EntryRow {
    pub council_id: String,
    pub frame: String,
    pub criterion: String,
    pub year: i64,
    pub points: i64,
    pub source: String,
    pub by_name: String,
    pub on_day: String,
}

/// What an office changed of a frame, as it holds in a year: of each criterion what was set last before it or for it.
pub fn settings(db: &mut Connection, (council, frame, year): (&str, &str, i64)) -> Outcome<Vec<SettingRow>> {
    let all: Vec<SettingRow> = score_settings::table
        .filter(score_settings::council_id.eq(council).and(score_settings::frame.eq(frame)))
        .filter(score_settings::from_year.le(year))
        .order((score_settings::criterion, score_settings::from_year.desc()))
        .select(SettingRow::as_select())
        .load(db)?;
    let mut holding: Vec<SettingRow> = Vec::with_capacity(all.len());
    for row in all {
        if holding.last().is_none_or(|last| last.criterion != row.criterion) {
            holding.push(row);
        }
    }
    Ok(holding)
}

/// The years from which an office changed something of a frame, in order.
pub fn years(db: &mut Connection, council_id: &str, frame: &str) -> Outcome<Vec<i64>> {
    Ok(score_settings::table
        .filter(score_settings::council_id.eq(council_id).and(score_settings::frame.eq(frame)))
        .select(score_settings::from_year)
        .distinct()
        .order(score_settings::from_year)
        .load(db)?)
}

/// Keeps what an office changes of a criterion.
pub fn keep_setting(db: &mut Connection, row: &SettingRow) -> Outcome<()> {
    let mine = score_settings::table.find((&row.council_id, &row.frame, &row.criterion, row.from_year));
    if diesel::update(mine).set(row).execute(db)? == 0 {
        diesel::insert_into(score_settings::table).values(row).execute(db)?;
    }
    Ok(())
}

/// What people declared for a council, a frame and a year.
pub fn entries(db: &mut Connection, (council, frame, year): (&str, &str, i64)) -> Outcome<Vec<EntryRow>> {
    Ok(score_entries::table
        .filter(score_entries::council_id.eq(council).and(score_entries::frame.eq(frame)))
        .filter(score_entries::year.eq(year))
        .select(EntryRow::as_select())
        .load(db)?)
}

/// Keeps what a person declares.
pub fn keep_entry(db: &mut Connection, row: &EntryRow) -> Outcome<()> {
    let mine = score_entries::table.find((&row.council_id, &row.frame, &row.criterion, row.year));
    if diesel::update(mine).set(row).execute(db)? == 0 {
        diesel::insert_into(score_entries::table).values(row).execute(db)?;
    }
    Ok(())
}
