//! Full text: the one thing that the two engines do in their own way. Two arms of each verb, the same order of results.
//!
//! What is indexed is the folded text that `words` makes (no marks, no capitals), led by a token for the council, so
//! that a search never leaves it. Both engines answer newest first.

use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};

use super::Connection;
use crate::trouble::Outcome;

#[derive(QueryableByName)]
struct Hit {
    #[diesel(sql_type = Text)]
    followup_id: String,
}

/// Makes the index where it is missing.
pub fn prepare(db: &mut Connection) -> Outcome<()> {
    match db {
        Connection::Sqlite(sqlite) => sqlite.batch_execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS followup_words
             USING fts5 (folded, followup_id UNINDEXED, detail = none, tokenize = \"unicode61 remove_diacritics 0\");
             -- Where a follow-up stands in the index, so that new words replace the old ones without a scan.
             CREATE TABLE IF NOT EXISTS followup_words_at (
               followup_id TEXT PRIMARY KEY NOT NULL, place INTEGER NOT NULL) WITHOUT ROWID",
        )?,
        #[cfg(feature = "postgres")]
        Connection::Postgres(postgres) => postgres.batch_execute(
            "CREATE TABLE IF NOT EXISTS followup_words (followup_id TEXT PRIMARY KEY, folded TSVECTOR NOT NULL);
             CREATE INDEX IF NOT EXISTS followup_words_folded ON followup_words USING GIN (folded)",
        )?,
    }
    Ok(())
}

/// Puts a follow-up into the index, in place of what stood there.
pub fn index(db: &mut Connection, followup_id: &str, council_id: &str, folded: &str) -> Outcome<()> {
    let indexed = format!("{} {folded}", council_token(council_id));
    match db {
        Connection::Sqlite(sqlite) => {
            sql_query("INSERT INTO followup_words (folded, followup_id) VALUES ($1, $2)")
                .bind::<Text, _>(&indexed)
                .bind::<Text, _>(followup_id)
                .execute(sqlite)?;
            sql_query("INSERT OR REPLACE INTO followup_words_at (followup_id, place) VALUES ($1, last_insert_rowid())")
                .bind::<Text, _>(followup_id)
                .execute(sqlite)?;
        }
        #[cfg(feature = "postgres")]
        Connection::Postgres(postgres) => {
            sql_query(
                "INSERT INTO followup_words (folded, followup_id) VALUES (to_tsvector('simple', $1), $2)
                 ON CONFLICT (followup_id) DO UPDATE SET folded = EXCLUDED.folded",
            )
            .bind::<Text, _>(&indexed)
            .bind::<Text, _>(followup_id)
            .execute(postgres)?;
        }
    }
    Ok(())
}

/// Takes a follow-up out of the index, before it is put in again.
pub fn forget(db: &mut Connection, followup_id: &str) -> Outcome<()> {
    match db {
        Connection::Sqlite(sqlite) => {
            sql_query(
                "DELETE FROM followup_words
                 WHERE rowid = (SELECT place FROM followup_words_at WHERE followup_id = $1)",
            )
            .bind::<Text, _>(followup_id)
            .execute(sqlite)?;
        }
        #[cfg(feature = "postgres")]
        Connection::Postgres(_) => {}
    }
    Ok(())
}

/// Follow-ups of a council that hold every token, newest first. The last token may be the beginning of a word, since
/// people search while they still type; such words are asked for only where the words as typed find few, because
/// gathering every word of a beginning costs far more.
pub fn find(db: &mut Connection, council_id: &str, tokens: &[String], most: i64) -> Outcome<Vec<String>> {
    /// Fewer hits than these are few: they do not fill a page.
    const FEW: usize = 50;
    let found = matching(db, council_id, tokens, Last::Whole, most)?;
    if found.len() < FEW { matching(db, council_id, tokens, Last::Beginning, most) } else { Ok(found) }
}

/// How the last word typed is to be read.
#[derive(Clone, Copy)]
enum Last {
    /// As a word.
    Whole,
    /// As the beginning of one.
    Beginning,
}

fn matching(db: &mut Connection, council_id: &str, tokens: &[String], last: Last, most: i64) -> Outcome<Vec<String>> {
    let council = council_token(council_id);
    let hits: Vec<Hit> = match db {
        Connection::Sqlite(sqlite) => {
            let begun = match last {
                Last::Whole => "",
                Last::Beginning => "*",
            };
            let words: Vec<String> = tokens.iter().map(|token| format!(" AND \"{token}\"")).collect();
            sql_query(
                "SELECT followup_id FROM followup_words WHERE followup_words MATCH $1 ORDER BY rowid DESC LIMIT $2",
            )
            .bind::<Text, _>(format!("{council}{}{begun}", words.concat()))
            .bind::<BigInt, _>(most)
            .load(sqlite)?
        }
        #[cfg(feature = "postgres")]
        Connection::Postgres(postgres) => {
            let begun = match last {
                Last::Whole => "",
                Last::Beginning => ":*",
            };
            let words: Vec<String> = tokens.iter().map(|token| format!(" & '{token}'")).collect();
            sql_query(
                "SELECT followup_id FROM followup_words WHERE folded @@ to_tsquery('simple', $1)
                 ORDER BY followup_id DESC LIMIT $2",
            )
            .bind::<Text, _>(format!("'{council}'{}{begun}", words.concat()))
            .bind::<BigInt, _>(most)
            .load(postgres)?
        }
    };
    Ok(hits.into_iter().map(|hit| hit.followup_id).collect())
}

/// A council's id as one word of the index.
fn council_token(council_id: &str) -> String {
    format!("c{}", council_id.replace('-', ""))
}
