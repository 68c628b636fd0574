//! Full text: the one thing that the two engines do in their own way. Two files of the same verbs, the same order of results.
//!
//! What is indexed is the folded text that `words` makes (no marks, no capitals). Each word carries the council's mark
//! before it, so that a search reads only what its own council wrote, however many councils share the index. Both
//! engines answer newest first, and a page is continued from the last record seen.

#[cfg(feature = "postgres")]
mod postings;
mod sqlite;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use diesel::connection::Connection as _;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel::{QueryableByName, sql_query};

use super::Connection;
use super::kept::on_engine;
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
            let name = book.of();
            match db {
                Connection::Sqlite(connection) => sqlite::make(connection, name)?,
                #[cfg(feature = "postgres")]
                Connection::Postgres(connection) => postings::make(connection, name)?,
            }
            let any = format!("SELECT {name}_id AS found FROM {name}_places LIMIT 1");
            if on_engine!(db, connection => sql_query(any).load::<Hit>(connection)?).is_empty() {
                fill(db, book)?;
            }
        }
        Ok(())
    })
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
    match db {
        Connection::Sqlite(connection) => sqlite::index(connection, book.of(), records),
        #[cfg(feature = "postgres")]
        Connection::Postgres(connection) => postings::index(connection, book.of(), records),
    }
}

/// Puts new words of a record in place of those that stood in the index.
pub fn reindex(db: &mut Connection, book: Book, id: &str, council_id: &str, folded: &str) -> Outcome<()> {
    match db {
        Connection::Sqlite(connection) => sqlite::reindex(connection, book.of(), id, council_id, folded),
        #[cfg(feature = "postgres")]
        Connection::Postgres(connection) => postings::reindex(connection, book.of(), id, council_id, folded),
    }
}

/// Takes a record out of the index.
pub fn remove(db: &mut Connection, book: Book, id: &str) -> Outcome<()> {
    match db {
        Connection::Sqlite(connection) => sqlite::remove(connection, book.of(), id),
        #[cfg(feature = "postgres")]
        Connection::Postgres(connection) => postings::remove(connection, book.of(), id),
    }
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
    let name = book.of();
    // Whoever saw a record goes on before its place; one that has left the index ends the list.
    let before = match seen {
        None => i64::MAX,
        Some(id) => {
            let place = sql_query(format!("SELECT place FROM {name}_places WHERE {name}_id = $1")).bind::<Text, _>(id);
            on_engine!(db, connection => place.get_result::<Place>(connection).optional()?)
                .map_or(0, |found| found.place)
        }
    };
    match db {
        Connection::Sqlite(connection) => sqlite::ask(connection, name, &mark(council_id), asked, before, most),
        #[cfg(feature = "postgres")]
        Connection::Postgres(connection) => postings::ask(connection, name, &mark(council_id), asked, before, most),
    }
}

/// A council's mark before its words: the end of its id. Two councils that shared one would only be searched together;
/// whose follow-ups they are is asked of the register.
fn mark(council_id: &str) -> String {
    const LONG: usize = 8;
    let letters: Vec<char> = council_id.chars().filter(char::is_ascii_alphanumeric).collect();
    std::iter::once(&'h').chain(&letters[letters.len().saturating_sub(LONG)..]).collect()
}
