//! The chain of events: what was done, by whom, when, each line sealed with the hash of the one before.
//!
//! One chain per council, so that councils do not wait for each other and a council can take its chain along; acts
//! that belong to no council (accounts, units) stand in the chain of the installation, whose id is empty.

use diesel::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Connection;
use super::kept::{Kept, on_engine};
use super::schema::{chains, events, papers};
use crate::trouble::{Outcome, Trouble};

/// The chain of the installation itself.
pub const INSTALLATION: &str = "";

/// One line of a chain.
#[derive(Debug, Clone, Queryable, Insertable, Selectable, Serialize)]
#[diesel(table_name = events, treat_none_as_default_value = false)]
pub struct EventRow {
    /// Whose chain.
    pub council_id: String,
    /// Its place, from 1.
    pub seq: i64,
    /// Stored instant.
    pub at: String,
    /// Who.
    pub account_id: String,
    /// What, as a word.
    pub act: String,
    /// On which record.
    pub subject: String,
    /// What changed, as JSON; never a petitioner's or denouncer's identity.
    pub body: String,
    /// Hash of the line before.
    pub previous: String,
    /// Hash of this line.
    pub hash: String,
}

impl EventRow {
    /// The hash that this line must carry.
    pub fn sealed(&self) -> String {
        let mut hasher = Sha256::new();
        let seq = self.seq.to_string();
        for part in
            [&self.previous, &self.council_id, &seq, &self.at, &self.account_id, &self.act, &self.subject, &self.body]
        {
            // The length before each part keeps two neighbours from trading letters unseen.
            hasher.update(part.len().to_be_bytes());
            hasher.update(part.as_bytes());
        }
        hex(&hasher.finalize())
    }
}

/// Is an issued paper still what its line says?
fn stands_as_issued(db: &mut Connection, line: &EventRow) -> Outcome<bool> {
    let body: serde_json::Value = serde_json::from_str(&line.body)?;
    let content: Option<String> = papers::table.find(&line.subject).select(papers::content).first(db).optional()?;
    Ok(content.is_some_and(|content| body["hash"] == hex(&Sha256::digest(content.as_bytes())).as_str()))
}

/// Bytes as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |four_bits: u8| char::from_digit(u32::from(four_bits), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Takes the chain's next place and holds it until the commit: SQLite has one writer; on PostgreSQL an update of the
/// chain's row comes first, so that a second act of the council waits and reads what the first left.
pub fn append(db: &mut Connection, mut event: EventRow) -> Outcome<i64> {
    hold(db, &event.council_id)?;
    let end = chains::table.find(&event.council_id).select((chains::length, chains::head));
    let known: Option<(i64, String)> = on_engine!(db, engine => end.first(engine)).optional()?;
    let begins = known.is_none();
    let (length, head) = known.unwrap_or_default();
    event.seq = length + 1;
    event.previous = head;
    event.hash = event.sealed();
    on_engine!(db, engine => diesel::insert_into(events::table).values(&event).execute(engine))?;
    if begins {
        diesel::insert_into(chains::table)
            .values((
                chains::council_id.eq(&event.council_id),
                chains::length.eq(event.seq),
                chains::head.eq(&event.hash),
                chains::numbers.eq(0),
                chains::numbers_year.eq(0),
            ))
            .execute(db)?;
    } else {
        let end = (chains::length.eq(event.seq), chains::head.eq(&event.hash));
        let mine = chains::table.find(&event.council_id);
        on_engine!(db, engine => Kept(diesel::update(mine).set(end)).execute(engine))?;
    }
    Ok(event.seq)
}

fn hold(db: &mut Connection, council_id: &str) -> Outcome<()> {
    match db {
        Connection::Sqlite(_) => Ok(()),
        #[cfg(feature = "postgres")]
        Connection::Postgres(postgres) => {
            diesel::update(chains::table.find(council_id)).set(chains::length.eq(chains::length)).execute(postgres)?;
            Ok(())
        }
    }
}

/// The next running number of a council in a year, from 1.
pub fn next_number(db: &mut Connection, council_id: &str, year: i64) -> Outcome<i64> {
    next_numbers(db, council_id, year, 1)
}

/// Takes so many running numbers of a council in a year, and says the first.
pub fn next_numbers(db: &mut Connection, council_id: &str, year: i64, many: i64) -> Outcome<i64> {
    let of_year = chains::table.find(council_id).filter(chains::numbers_year.eq(year));
    let next = diesel::update(of_year).set(chains::numbers.eq(chains::numbers + many));
    let moved = on_engine!(db, engine => Kept(next).execute(engine))?;
    if moved == 0 {
        let known: Option<String> = chains::table.find(council_id).select(chains::council_id).first(db).optional()?;
        if known.is_some() {
            diesel::update(chains::table.find(council_id))
                .set((chains::numbers.eq(many), chains::numbers_year.eq(year)))
                .execute(db)?;
        } else {
            diesel::insert_into(chains::table)
                .values((
                    chains::council_id.eq(council_id),
                    chains::length.eq(0),
                    chains::head.eq(""),
                    chains::numbers.eq(many),
                    chains::numbers_year.eq(year),
                ))
                .execute(db)?;
        }
    }
    let number = chains::table.find(council_id).select(chains::numbers);
    let last: i64 = on_engine!(db, engine => number.first(engine))?;
    Ok(last - many + 1)
}

/// What `verify` found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Walk {
    /// Chains walked.
    pub chains: usize,
    /// Lines read.
    pub events: i64,
    /// The first line that does not hold, where one was found.
    pub broken: Option<Broken>,
}

/// The first broken link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Broken {
    /// Whose chain.
    pub council_id: String,
    /// Its place.
    pub seq: i64,
    /// `missing`, `changed`, `unlinked` or `cut`.
    pub kind: &'static str,
}

/// Walks every chain from its first line and names the first broken link.
pub fn verify(db: &mut Connection) -> Outcome<Walk> {
    let known: Vec<(String, i64, String)> =
        chains::table.select((chains::council_id, chains::length, chains::head)).order(chains::council_id).load(db)?;
    // The table also holds the series of numbers, which are no chains.
    let chains = known.iter().filter(|(_, length, _)| *length > 0).count();
    let mut walk = Walk { chains, events: 0, broken: None };
    for (council_id, length, head) in known {
        let mut previous = String::new();
        let mut seq = 0;
        loop {
            let lines: Vec<EventRow> = events::table
                .filter(events::council_id.eq(&council_id).and(events::seq.gt(seq)))
                .order(events::seq)
                .limit(2000)
                .select(EventRow::as_select())
                .load(db)?;
            if lines.is_empty() {
                break;
            }
            for line in lines {
                let kind = if line.seq != seq + 1 {
                    Some("missing")
                } else if line.previous != previous {
                    Some("unlinked")
                } else if line.hash != line.sealed() {
                    Some("changed")
                } else if line.act == "paper_issued" && !stands_as_issued(db, &line)? {
                    Some("paper")
                } else {
                    None
                };
                if let Some(kind) = kind {
                    walk.broken = Some(Broken { council_id, seq: seq + 1, kind });
                    return Ok(walk);
                }
                seq = line.seq;
                previous = line.hash;
                walk.events += 1;
            }
        }
        if seq != length || previous != head {
            walk.broken = Some(Broken { council_id, seq: seq + 1, kind: "cut" });
            return Ok(walk);
        }
    }
    Ok(walk)
}

/// The latest lines of a council's chain, newest first, before a place.
pub fn latest(db: &mut Connection, council_id: &str, before: Option<i64>, most: i64) -> Outcome<Vec<EventRow>> {
    let before = before.unwrap_or(i64::MAX);
    Ok(events::table
        .filter(events::council_id.eq(council_id).and(events::seq.lt(before)))
        .order(events::seq.desc())
        .limit(most)
        .select(EventRow::as_select())
        .load(db)?)
}

/// How long a council's chain is: changes with every act, so figures kept for it can be checked in one read.
pub fn length(db: &mut Connection, council_id: &str) -> Outcome<i64> {
    Ok(chains::table.find(council_id).select(chains::length).first(db).optional().map_err(Trouble::from)?.unwrap_or(0))
}

/// The length of every chain, by council.
pub fn lengths(db: &mut Connection) -> Outcome<std::collections::HashMap<String, i64>> {
    let all: Vec<(String, i64)> = chains::table.select((chains::council_id, chains::length)).load(db)?;
    Ok(all.into_iter().collect())
}
