//! Full text: the one thing that the two engines do in their own way. Two arms of each verb, the same order of results.
//!
//! What is indexed is the folded text that `words` makes (no marks, no capitals). Each word carries the council's mark
//! before it, so that a search reads only what its own council wrote, however many councils share the index. Both
//! engines answer newest first, and a page is continued from the last follow-up seen.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt::Write as _;

use diesel::connection::{Connection as _, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel::{QueryableByName, sql_query};

use super::Connection;
use super::kept::Kept;
use super::schema::{followups, petitions};
use crate::followups::recording::search_text;
use crate::followups::store::FollowupRow;
use crate::petitions::finding;
use crate::petitions::short_forms::{self, ShortForm};
use crate::petitions::store::PetitionRow;
use crate::trouble::Outcome;

/// What is searched: each has an index of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Book {
    /// Follow-ups.
    Followups,
    /// Voters' petitions.
    Petitions,
}

impl Book {
    const ALL: [Self; 2] = [Self::Followups, Self::Petitions];

    /// Its name in the tables of the index.
    const fn of(self) -> &'static str {
        match self {
            Self::Followups => "followup",
            Self::Petitions => "petition",
        }
    }
}

#[derive(QueryableByName)]
struct Hit {
    #[diesel(sql_type = Text)]
    found: String,
}

#[derive(QueryableByName)]
struct Place {
    #[diesel(sql_type = BigInt)]
    place: i64,
}

/// Makes the indexes where they are missing, and fills one that is empty: all of it or nothing.
pub fn prepare(db: &mut Connection) -> Outcome<()> {
    db.transaction(|db| {
        for book in Book::ALL {
            make(db, book)?;
            let name = book.of();
            let any = match db {
                Connection::Sqlite(sqlite) => {
                    sql_query(format!("SELECT {name}_id AS found FROM {name}_places LIMIT 1")).load::<Hit>(sqlite)?
                }
                #[cfg(feature = "postgres")]
                Connection::Postgres(postgres) => {
                    sql_query(format!("SELECT {name}_id AS found FROM {name}_search LIMIT 1")).load::<Hit>(postgres)?
                }
            };
            if any.is_empty() {
                fill(db, book)?;
            }
        }
        Ok(())
    })
}

fn make(db: &mut Connection, book: Book) -> Outcome<()> {
    let name = book.of();
    match db {
        Connection::Sqlite(sqlite) => sqlite.batch_execute(&format!(
            "DROP TABLE IF EXISTS {name}_words;
             DROP TABLE IF EXISTS {name}_words_at;
             CREATE VIRTUAL TABLE IF NOT EXISTS {name}_search
             USING fts5 (folded, content = '', contentless_delete = 1, detail = none,
                         tokenize = \"unicode61 remove_diacritics 0\");
             -- Which record stands at a place of the index: a place is kept when the words change.
             CREATE TABLE IF NOT EXISTS {name}_places (place INTEGER PRIMARY KEY, {name}_id TEXT NOT NULL UNIQUE)",
        ))?,
        #[cfg(feature = "postgres")]
        Connection::Postgres(postgres) => postgres.batch_execute(&format!(
            "DROP TABLE IF EXISTS {name}_words;
             CREATE TABLE IF NOT EXISTS {name}_search ({name}_id TEXT PRIMARY KEY, folded TSVECTOR NOT NULL);
             CREATE INDEX IF NOT EXISTS {name}_search_folded ON {name}_search USING GIN (folded)",
        ))?,
    }
    Ok(())
}

/// Indexes every record: after a restore, and where an earlier edition kept another index.
pub fn index_all(db: &mut Connection) -> Outcome<()> {
    Book::ALL.into_iter().try_for_each(|book| fill(db, book))
}

fn fill(db: &mut Connection, book: Book) -> Outcome<()> {
    const PART: i64 = 2000;
    let mut last = String::new();
    let mut forms: HashMap<String, Vec<ShortForm>> = HashMap::new();
    loop {
        let rows: Vec<(String, String, String)> = match book {
            Book::Followups => followups::table
                .filter(followups::id.gt(&last))
                .order(followups::id)
                .limit(PART)
                .select(FollowupRow::as_select())
                .load(db)?
                .into_iter()
                .map(|row| (search_text(&row), row.id, row.council_id))
                .collect(),
            Book::Petitions => petitions::table
                .filter(petitions::id.gt(&last))
                .order(petitions::id)
                .limit(PART)
                .select(PetitionRow::as_select())
                .load(db)?
                .into_iter()
                .map(|row: PetitionRow| {
                    let forms = match forms.entry(row.council_id.clone()) {
                        Entry::Occupied(known) => known.into_mut(),
                        Entry::Vacant(place) => place.insert(short_forms::of(db, &row.council_id)?),
                    };
                    Ok((finding::index_text(forms, &row), row.id, row.council_id))
                })
                .collect::<Outcome<_>>()?,
        };
        let Some((_, end, _)) = rows.last() else { return Ok(()) };
        last.clone_from(end);
        let records: Vec<(&str, &str, String)> =
            rows.iter().map(|(text, id, council_id)| (id.as_str(), council_id.as_str(), text.clone())).collect();
        index(db, book, &records)?;
    }
}

/// Puts new records, each with its council and its folded words, into the index of their book.
pub fn index(db: &mut Connection, book: Book, records: &[(&str, &str, String)]) -> Outcome<()> {
    let name = book.of();
    match db {
        Connection::Sqlite(sqlite) => {
            let place = format!("INSERT INTO {name}_places ({name}_id) VALUES ($1)");
            let words = format!("INSERT INTO {name}_search (rowid, folded) VALUES (last_insert_rowid(), $1)");
            for (id, council_id, folded) in records {
                Kept(sql_query(&place).bind::<Text, _>(id)).execute(sqlite)?;
                Kept(sql_query(&words).bind::<Text, _>(marked(council_id, folded))).execute(sqlite)?;
            }
        }
        #[cfg(feature = "postgres")]
        Connection::Postgres(postgres) => {
            use diesel::sql_types::Array;
            let (ids, texts): (Vec<&str>, Vec<String>) =
                records.iter().map(|(id, council_id, folded)| (*id, marked(council_id, folded))).unzip();
            sql_query(format!(
                "INSERT INTO {name}_search (folded, {name}_id)
                 SELECT to_tsvector('simple', words), id FROM unnest($1, $2) AS new (words, id)"
            ))
            .bind::<Array<Text>, _>(texts)
            .bind::<Array<Text>, _>(ids)
            .execute(postgres)?;
        }
    }
    Ok(())
}

/// Puts new words of a record in place of those that stood in the index.
pub fn reindex(db: &mut Connection, book: Book, id: &str, council_id: &str, folded: &str) -> Outcome<()> {
    let (indexed, name) = (marked(council_id, folded), book.of());
    match db {
        Connection::Sqlite(sqlite) => {
            let place = sql_query(format!("SELECT place FROM {name}_places WHERE {name}_id = $1"))
                .bind::<Text, _>(id)
                .get_result::<Place>(sqlite)?
                .place;
            sql_query(format!("DELETE FROM {name}_search WHERE rowid = $1"))
                .bind::<BigInt, _>(place)
                .execute(sqlite)?;
            sql_query(format!("INSERT INTO {name}_search (rowid, folded) VALUES ($1, $2)"))
                .bind::<BigInt, _>(place)
                .bind::<Text, _>(&indexed)
                .execute(sqlite)?;
        }
        #[cfg(feature = "postgres")]
        Connection::Postgres(postgres) => {
            sql_query(format!("UPDATE {name}_search SET folded = to_tsvector('simple', $1) WHERE {name}_id = $2"))
                .bind::<Text, _>(&indexed)
                .bind::<Text, _>(id)
                .execute(postgres)?;
        }
    }
    Ok(())
}

/// Takes a record out of the index.
pub fn remove(db: &mut Connection, book: Book, id: &str) -> Outcome<()> {
    let name = book.of();
    match db {
        Connection::Sqlite(sqlite) => {
            sql_query(format!(
                "DELETE FROM {name}_search WHERE rowid = (SELECT place FROM {name}_places WHERE {name}_id = $1)"
            ))
            .bind::<Text, _>(id)
            .execute(sqlite)?;
            sql_query(format!("DELETE FROM {name}_places WHERE {name}_id = $1")).bind::<Text, _>(id).execute(sqlite)?;
        }
        #[cfg(feature = "postgres")]
        Connection::Postgres(postgres) => {
            sql_query(format!("DELETE FROM {name}_search WHERE {name}_id = $1"))
                .bind::<Text, _>(id)
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

/// Records of a council that hold every token, newest first, after the one last seen.
pub fn find(
    db: &mut Connection,
    council_id: &str,
    tokens: &[String],
    last: Last,
    seen: Option<&str>,
    most: i64,
) -> Outcome<Vec<String>> {
    let mut asked: Vec<Asked> = tokens.iter().map(|token| Asked::Word(token.clone())).collect();
    if last == Last::Beginning
        && let Some(Asked::Word(token)) = asked.pop()
    {
        asked.push(Asked::Begun(token));
    }
    ask(db, Book::Followups, council_id, &Asked::All(asked), seen, most)
}

/// What an index is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A word.
    Word(String),
    /// The beginning of a word.
    Begun(String),
    /// All of these.
    All(Vec<Asked>),
    /// Any of these.
    Any(Vec<Asked>),
}

impl Asked {
    fn written(&self, mark: &str, sqlite: bool) -> String {
        let join = |all: &[Self], by: &str| {
            let parts: Vec<String> = all.iter().map(|one| one.written(mark, sqlite)).collect();
            format!("({})", parts.join(by))
        };
        match (self, sqlite) {
            (Self::Word(word), true) => format!("\"{mark}{word}\""),
            (Self::Word(word), false) => format!("'{mark}{word}'"),
            (Self::Begun(word), true) => format!("\"{mark}{word}\"*"),
            (Self::Begun(word), false) => format!("'{mark}{word}':*"),
            (Self::All(all), true) => join(all, " AND "),
            (Self::All(all), false) => join(all, " & "),
            (Self::Any(any), true) => join(any, " OR "),
            (Self::Any(any), false) => join(any, " | "),
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Word(_) | Self::Begun(_) => false,
            Self::All(all) | Self::Any(all) => all.is_empty() || all.iter().any(Self::is_empty),
        }
    }
}

/// Records of a council that answer what is asked, newest first, after the one last seen.
pub fn ask(
    db: &mut Connection,
    book: Book,
    council_id: &str,
    asked: &Asked,
    seen: Option<&str>,
    most: i64,
) -> Outcome<Vec<String>> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let (mark, name) = (mark(council_id), book.of());
    let hits: Vec<Hit> = match db {
        Connection::Sqlite(sqlite) => {
            let before = match seen {
                None => i64::MAX,
                Some(id) => sql_query(format!("SELECT place FROM {name}_places WHERE {name}_id = $1"))
                    .bind::<Text, _>(id)
                    .get_result::<Place>(sqlite)
                    .optional()?
                    .map_or(0, |found| found.place),
            };
            sql_query(format!(
                "SELECT {name}_id AS found FROM {name}_search JOIN {name}_places ON place = {name}_search.rowid
                 WHERE {name}_search MATCH $1 AND {name}_search.rowid < $2
                 ORDER BY {name}_search.rowid DESC LIMIT $3",
            ))
            .bind::<Text, _>(asked.written(&mark, true))
            .bind::<BigInt, _>(before)
            .bind::<BigInt, _>(most)
            .load(sqlite)?
        }
        #[cfg(feature = "postgres")]
        Connection::Postgres(postgres) => sql_query(format!(
            "SELECT {name}_id AS found FROM {name}_search
             WHERE folded @@ to_tsquery('simple', $1) AND ($2 = '' OR {name}_id < $2)
             ORDER BY {name}_id DESC LIMIT $3",
        ))
        .bind::<Text, _>(asked.written(&mark, false))
        .bind::<Text, _>(seen.unwrap_or_default())
        .bind::<BigInt, _>(most)
        .load(postgres)?,
    };
    Ok(hits.into_iter().map(|hit| hit.found).collect())
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
