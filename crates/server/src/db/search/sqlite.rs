//! The index of words on SQLite: FTS5 without content. It is walked from the newest record and stops when it has enough.

use std::fmt::Write as _;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};

use super::{Asked, Hit, Place, mark};
use crate::db::kept::Kept;
use crate::trouble::Outcome;

/// Makes the index of a book where it is missing.
pub fn make(db: &mut SqliteConnection, name: &str) -> Outcome<()> {
    db.batch_execute(&format!(
        "DROP TABLE IF EXISTS {name}_words;
         DROP TABLE IF EXISTS {name}_words_at;
         CREATE VIRTUAL TABLE IF NOT EXISTS {name}_search
         USING fts5 (folded, content = '', contentless_delete = 1, detail = none,
                     tokenize = \"unicode61 remove_diacritics 0\");
         -- Which record stands at a place of the index: a place is kept when the words change.
         CREATE TABLE IF NOT EXISTS {name}_places (place INTEGER PRIMARY KEY, {name}_id TEXT NOT NULL UNIQUE)",
    ))?;
    Ok(())
}

/// New records, each with its council and its folded words.
pub fn index(db: &mut SqliteConnection, name: &str, records: &[(&str, &str, String)]) -> Outcome<()> {
    let place = format!("INSERT INTO {name}_places ({name}_id) VALUES ($1)");
    let words = format!("INSERT INTO {name}_search (rowid, folded) VALUES (last_insert_rowid(), $1)");
    for (id, council_id, folded) in records {
        Kept(sql_query(&place).bind::<Text, _>(id)).execute(db)?;
        Kept(sql_query(&words).bind::<Text, _>(marked(&mark(council_id), folded))).execute(db)?;
    }
    Ok(())
}

/// New words in place of those that stood.
pub fn reindex(db: &mut SqliteConnection, name: &str, id: &str, council_id: &str, folded: &str) -> Outcome<()> {
    let place = sql_query(format!("SELECT place FROM {name}_places WHERE {name}_id = $1"))
        .bind::<Text, _>(id)
        .get_result::<Place>(db)?
        .place;
    sql_query(format!("DELETE FROM {name}_search WHERE rowid = $1")).bind::<BigInt, _>(place).execute(db)?;
    sql_query(format!("INSERT INTO {name}_search (rowid, folded) VALUES ($1, $2)"))
        .bind::<BigInt, _>(place)
        .bind::<Text, _>(marked(&mark(council_id), folded))
        .execute(db)?;
    Ok(())
}

/// Takes a record out.
pub fn remove(db: &mut SqliteConnection, name: &str, id: &str) -> Outcome<()> {
    sql_query(format!(
        "DELETE FROM {name}_search WHERE rowid = (SELECT place FROM {name}_places WHERE {name}_id = $1)"
    ))
    .bind::<Text, _>(id)
    .execute(db)?;
    sql_query(format!("DELETE FROM {name}_places WHERE {name}_id = $1")).bind::<Text, _>(id).execute(db)?;
    Ok(())
}

/// Records that answer, newest first, before a place.
pub fn ask(
    db: &mut SqliteConnection,
    name: &str,
    mark: &str,
    asked: &Asked,
    before: i64,
    most: i64,
) -> Outcome<Vec<String>> {
    let hits: Vec<Hit> = sql_query(format!(
        "SELECT {name}_id AS found FROM {name}_search JOIN {name}_places ON place = {name}_search.rowid
         WHERE {name}_search MATCH $1 AND {name}_search.rowid < $2
         ORDER BY {name}_search.rowid DESC LIMIT $3",
    ))
    .bind::<Text, _>(written(asked, mark))
    .bind::<BigInt, _>(before)
    .bind::<BigInt, _>(most)
    .load(db)?;
    Ok(hits.into_iter().map(|hit| hit.found).collect())
}

/// What is asked, in the words of FTS5.
fn written(asked: &Asked, mark: &str) -> String {
    let join = |all: &[Asked], by: &str| {
        let parts: Vec<String> = all.iter().map(|one| written(one, mark)).collect();
        format!("({})", parts.join(by))
    };
    match asked {
        Asked::Word(word) => format!("\"{mark}{word}\""),
        Asked::Begun(word) => format!("\"{mark}{word}\"*"),
        Asked::All(all) => join(all, " AND "),
        Asked::Any(any) => join(any, " OR "),
    }
}

/// Each word with a mark before it.
fn marked(mark: &str, folded: &str) -> String {
    let mut marked = String::with_capacity(folded.len() * 2);
    for word in folded.split_ascii_whitespace() {
        let _ = write!(marked, "{mark}{word} ");
    }
    marked
}
