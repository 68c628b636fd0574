//! Full text: the one thing that the two engines do in their own way. Two arms of each verb, the same order of results.
//!
//! What is indexed is the folded text that `words` makes (no marks, no capitals). Each word carries the council's mark
//! before it, so that a search reads only what its own council wrote, however many councils share the index. Both
//! engines answer newest first, and a page is continued from the last follow-up seen.

use std::fmt::Write as _;

use diesel::connection::{Connection as _, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel::{QueryableByName, sql_query};

use super::Connection;
use super::schema::followups;
use crate::followups::recording::search_text;
use crate::followups::store::FollowupRow;
use crate::trouble::Outcome;

#[derive(QueryableByName)]
struct Hit {
    #[diesel(sql_type = Text)]
    followup_id: String,
}

#[derive(QueryableByName)]
struct Place {
    #[diesel(sql_type = BigInt)]
    place: i64,
}

/// Makes the index where it is missing, and fills it where follow-ups stand in none: all of it or nothing.
pub fn prepare(db: &mut Connection) -> Outcome<()> {
    db.transaction(|db| {
        make(db)?;
        let kept = match db {
            Connection::Sqlite(sqlite) => {
                sql_query("SELECT followup_id FROM followup_places LIMIT 1").load::<Hit>(sqlite)?
            }
            #[cfg(feature = "postgres")]
            Connection::Postgres(postgres) => {
                sql_query("SELECT followup_id FROM followup_search LIMIT 1").load::<Hit>(postgres)?
            }
        };
        if kept.is_empty() { index_all(db) } else { Ok(()) }
    })
}

fn make(db: &mut Connection) -> Outcome<()> {
    match db {
        Connection::Sqlite(sqlite) => sqlite.batch_execute(
            "DROP TABLE IF EXISTS followup_words;
             DROP TABLE IF EXISTS followup_words_at;
             CREATE VIRTUAL TABLE IF NOT EXISTS followup_search
             USING fts5 (folded, content = '', contentless_delete = 1, detail = none,
                         tokenize = \"unicode61 remove_diacritics 0\");
             -- Which follow-up stands at a place of the index: a place is kept when the words change.
             CREATE TABLE IF NOT EXISTS followup_places (place INTEGER PRIMARY KEY, followup_id TEXT NOT NULL UNIQUE)",
        )?,
        #[cfg(feature = "postgres")]
        Connection::Postgres(postgres) => postgres.batch_execute(
            "DROP TABLE IF EXISTS followup_words;
             CREATE TABLE IF NOT EXISTS followup_search (followup_id TEXT PRIMARY KEY, folded TSVECTOR NOT NULL);
             CREATE INDEX IF NOT EXISTS followup_search_folded ON followup_search USING GIN (folded)",
        )?,
    }
    Ok(())
}

/// Indexes every follow-up: after a restore, and where an earlier edition kept another index.
pub fn index_all(db: &mut Connection) -> Outcome<()> {
    let mut last = String::new();
    loop {
        let rows: Vec<FollowupRow> = followups::table
            .filter(followups::id.gt(&last))
            .order(followups::id)
            .limit(2000)
            .select(FollowupRow::as_select())
            .load(db)?;
        let Some(end) = rows.last() else { return Ok(()) };
        last.clone_from(&end.id);
        for row in &rows {
            index(db, &row.id, &row.council_id, &search_text(row))?;
        }
    }
}

/// Puts a new follow-up into the index.
pub fn index(db: &mut Connection, followup_id: &str, council_id: &str, folded: &str) -> Outcome<()> {
    let indexed = marked(council_id, folded);
    match db {
        Connection::Sqlite(sqlite) => {
            sql_query("INSERT INTO followup_places (followup_id) VALUES ($1)")
                .bind::<Text, _>(followup_id)
                .execute(sqlite)?;
            sql_query("INSERT INTO followup_search (rowid, folded) VALUES (last_insert_rowid(), $1)")
                .bind::<Text, _>(&indexed)
                .execute(sqlite)?;
        }
        #[cfg(feature = "postgres")]
        Connection::Postgres(postgres) => {
            sql_query("INSERT INTO followup_search (folded, followup_id) VALUES (to_tsvector('simple', $1), $2)")
                .bind::<Text, _>(&indexed)
                .bind::<Text, _>(followup_id)
                .execute(postgres)?;
        }
    }
    Ok(())
}

/// Puts new words of a follow-up in place of those that stood in the index.
pub fn reindex(db: &mut Connection, followup_id: &str, council_id: &str, folded: &str) -> Outcome<()> {
    let indexed = marked(council_id, folded);
    match db {
        Connection::Sqlite(sqlite) => {
            let place = sql_query("SELECT place FROM followup_places WHERE followup_id = $1")
                .bind::<Text, _>(followup_id)
                .get_result::<Place>(sqlite)?
                .place;
            sql_query("DELETE FROM followup_search WHERE rowid = $1").bind::<BigInt, _>(place).execute(sqlite)?;
            sql_query("INSERT INTO followup_search (rowid, folded) VALUES ($1, $2)")
                .bind::<BigInt, _>(place)
                .bind::<Text, _>(&indexed)
                .execute(sqlite)?;
        }
        #[cfg(feature = "postgres")]
        Connection::Postgres(postgres) => {
            sql_query("UPDATE followup_search SET folded = to_tsvector('simple', $1) WHERE followup_id = $2")
                .bind::<Text, _>(&indexed)
                .bind::<Text, _>(followup_id)
                .execute(postgres)?;
        }
    }
    Ok(())
}

/// How the last word typed is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Last {
    /// As a word.
    Whole,
    /// As the beginning of one, since people search while they still type. Gathering every word of a beginning costs
    /// far more, so it is asked for where the word as typed finds few.
    Beginning,
}

/// Follow-ups of a council that hold every token, newest first, after the one last seen.
pub fn find(
    db: &mut Connection,
    council_id: &str,
    tokens: &[String],
    last: Last,
    seen: Option<&str>,
    most: i64,
) -> Outcome<Vec<String>> {
    let mark = mark(council_id);
    let hits: Vec<Hit> = match db {
        Connection::Sqlite(sqlite) => {
            let begun = if last == Last::Beginning { "*" } else { "" };
            let words: Vec<String> = tokens.iter().map(|token| format!("\"{mark}{token}\"")).collect();
            let before = match seen {
                None => i64::MAX,
                Some(id) => sql_query("SELECT place FROM followup_places WHERE followup_id = $1")
                    .bind::<Text, _>(id)
                    .get_result::<Place>(sqlite)
                    .optional()?
                    .map_or(0, |found| found.place),
            };
            sql_query(
                "SELECT followup_id FROM followup_search JOIN followup_places ON place = followup_search.rowid
                 WHERE followup_search MATCH $1 AND followup_search.rowid < $2
                 ORDER BY followup_search.rowid DESC LIMIT $3",
            )
            .bind::<Text, _>(format!("{}{begun}", words.join(" AND ")))
            .bind::<BigInt, _>(before)
            .bind::<BigInt, _>(most)
            .load(sqlite)?
        }
        #[cfg(feature = "postgres")]
        Connection::Postgres(postgres) => {
            let begun = if last == Last::Beginning { ":*" } else { "" };
            let words: Vec<String> = tokens.iter().map(|token| format!("'{mark}{token}'")).collect();
            sql_query(
                "SELECT followup_id FROM followup_search
                 WHERE folded @@ to_tsquery('simple', $1) AND ($2 = '' OR followup_id < $2)
                 ORDER BY followup_id DESC LIMIT $3",
            )
            .bind::<Text, _>(format!("{}{begun}", words.join(" & ")))
            .bind::<Text, _>(seen.unwrap_or_default())
            .bind::<BigInt, _>(most)
            .load(postgres)?
        }
    };
    Ok(hits.into_iter().map(|hit| hit.followup_id).collect())
}

/// Each word with the council's mark before it.
fn marked(council_id: &str, folded: &str) -> String {
    let mark = mark(council_id);
    let mut marked = String::with_capacity(folded.len() * 2);
    for word in folded.split_ascii_whitespace() {
        let _ = write!(marked, "{mark}{word} ");
    }
    marked
}

/// A council's mark before its words: the end of its id. Two councils that shared one would only be searched together;
/// whose follow-ups they are is asked of the register.
fn mark(council_id: &str) -> String {
    const LONG: usize = 8;
    let letters: Vec<char> = council_id.chars().filter(char::is_ascii_alphanumeric).collect();
    // A letter first: a mark that began like a number would be cut in two by PostgreSQL's parser.
    std::iter::once(&'h').chain(&letters[letters.len().saturating_sub(LONG)..]).collect()
}
