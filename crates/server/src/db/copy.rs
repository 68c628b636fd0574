//! Backup and restore: one file with every row and every attachment, the same for both engines.
//!
//! The file is gzip over lines: a head, one line a row in a fixed order of tables, one line an attachment, and a tail
//! with the number of lines and their hash, so that a half or changed file is refused before anything is written. It is
//! read in one snapshot while the server runs. Since it names no engine, it also carries an office from SQLite to
//! PostgreSQL.

use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::chain::hex;
use super::tables::TABLES;
use super::{Connection, search};
use crate::documents::Files;
use crate::trouble::{Outcome, Trouble};

const HEAD: &str = "dienhong-backup 1";

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Copied {
    /// Rows.
    pub rows: u64,
    /// Attachments.
    pub files: u64,
    /// Hash of all lines.
    pub hash: String,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

struct Sealing<W: Write> {
    out: W,
    hasher: Sha256,
}

impl<W: Write> Sealing<W> {
    fn line(&mut self, line: &str) -> Outcome<()> {
        self.hasher.update(line.as_bytes());
        self.hasher.update(b"\n");
        self.out.write_all(line.as_bytes())?;
        self.out.write_all(b"\n")?;
        Ok(())
    }
}

/// Writes a backup beside its place and then moves it there, so that a stop leaves no half file under that name.
pub fn backup(db: &mut Connection, files: &Files, to: &Path) -> Outcome<Copied> {
    let half = to.with_extension("half");
    let out = BufWriter::new(std::fs::File::create(&half)?);
    let mut sealing = Sealing { out: GzEncoder::new(out, Compression::new(4)), hasher: Sha256::new() };
    sealing.line(HEAD)?;
    db.batch_execute(match db {
        Connection::Sqlite(_) => "BEGIN",
        #[cfg(feature = "postgres")]
        Connection::Postgres(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    })?;
    let written = write_rows(db, &mut sealing).and_then(|rows| Ok((rows, write_files(db, files, &mut sealing)?)));
    let _ = db.batch_execute("COMMIT");
    let (rows, kept) = written?;
    let hash = hex(&sealing.hasher.finalize());
    let tail = serde_json::json!({ "tail": { "rows": rows, "files": kept, "hash": hash } }).to_string();
    sealing.out.write_all(tail.as_bytes())?;
    sealing.out.write_all(b"\n")?;
    let mut out = sealing.out.finish()?;
    out.flush()?;
    out.into_inner().map_err(|error| Trouble::Fault(error.to_string()))?.sync_all()?;
    std::fs::rename(&half, to)?;
    Ok(Copied { rows, files: kept, hash })
}

fn write_rows<W: Write>(db: &mut Connection, sealing: &mut Sealing<W>) -> Outcome<u64> {
    const AT_ONCE: i64 = 5000;
    let mut rows = 0;
    for (table, columns) in TABLES {
        let mut offset = 0;
        loop {
            let lines: Vec<Line> = match db {
                Connection::Sqlite(sqlite) => {
                    let pairs: Vec<String> = columns.iter().map(|column| format!("'{column}', {column}")).collect();
                    sql_query(format!(
                        "SELECT json_object({}) AS line FROM {table} ORDER BY rowid LIMIT {AT_ONCE} OFFSET {offset}",
                        pairs.join(", ")
                    ))
                    .load(sqlite)?
                }
                #[cfg(feature = "postgres")]
                Connection::Postgres(postgres) => sql_query(format!(
                    "SELECT row_to_json(t)::text AS line FROM (SELECT {} FROM {table}) t ORDER BY 1
                     LIMIT {AT_ONCE} OFFSET {offset}",
                    columns.join(", ")
                ))
                .load(postgres)?,
            };
            let read = i64::try_from(lines.len()).unwrap_or(0);
            for line in lines {
                sealing.line(&format!("{table} {}", line.line))?;
                rows += 1;
            }
            if read < AT_ONCE {
                break;
            }
            offset += read;
        }
    }
    Ok(rows)
}

fn write_files<W: Write>(db: &mut Connection, files: &Files, sealing: &mut Sealing<W>) -> Outcome<u64> {
    let mut kept = 0;
    for hash in crate::documents::unclaimed::named(db)? {
        match files.read(&hash) {
            Ok(content) => {
                sealing.line(&format!("file {hash} {}", STANDARD.encode(content)))?;
                kept += 1;
            }
            // The demo's evidence has names and hashes but no bytes; a missing file is not made up.
            Err(Trouble::NotFound) => {}
            Err(trouble) => return Err(trouble),
        }
    }
    Ok(kept)
}

/// Why a file is not restored.
fn refuse(key: &'static str) -> Trouble {
    Trouble::field("file", key, "")
}

/// Reads a backup through once: right head, whole tail, right hash.
pub fn check(from: &Path) -> Outcome<Copied> {
    each_line(from, &mut |_| Ok(()))
}

fn each_line(from: &Path, visit: &mut dyn FnMut(&str) -> Outcome<()>) -> Outcome<Copied> {
    let mut reader = BufReader::new(GzDecoder::new(BufReader::new(std::fs::File::open(from)?)));
    let mut hasher = Sha256::new();
    let mut line = String::new();
    let mut first = true;
    let (mut rows, mut files) = (0_u64, 0_u64);
    loop {
        line.clear();
        let read = reader
            .by_ref()
            .read_line(&mut line)
            .map_err(|_| refuse(if first { "backup-not-one" } else { "backup-half" }))?;
        if read == 0 {
            return Err(refuse(if first { "backup-not-one" } else { "backup-half" }));
        }
        let text = line.trim_end_matches('\n');
        if first {
            if text != HEAD {
                return Err(refuse("backup-not-one"));
            }
            first = false;
        } else if text.starts_with("{\"tail\":") {
            let whole: serde_json::Value = serde_json::from_str(text)?;
            let tail = &whole["tail"];
            let hash = hex(&hasher.finalize());
            if tail["rows"] == rows && tail["files"] == files && tail["hash"] == hash.as_str() {
                return Ok(Copied { rows, files, hash });
            }
            return Err(refuse("backup-changed"));
        } else {
            if text.starts_with("file ") {
                files += 1;
            } else {
                rows += 1;
            }
            visit(text)?;
        }
        hasher.update(text.as_bytes());
        hasher.update(b"\n");
    }
}

/// Restores a backup into an empty store, within the caller's transaction. The file is read through before the first row
/// is written, and its tables stand in an order in which each finds what it points to.
pub fn restore(db: &mut Connection, files: &Files, from: &Path) -> Outcome<Copied> {
    let checked = check(from)?;
    if crate::people::store::count_accounts(db)? > 0 || crate::councils::store::count(db)? > 0 {
        return Err(refuse("backup-not-empty"));
    }
    // Without a council or an account there is nothing of value, at most the shipped list of units: it makes room.
    for (table, _) in TABLES.iter().rev() {
        db.batch_execute(&format!("DELETE FROM {table}"))?;
    }
    each_line(from, &mut |line| write_line(db, files, line))?;
    search::index_all(db)?;
    Ok(checked)
}

fn write_line(db: &mut Connection, files: &Files, line: &str) -> Outcome<()> {
    let (table, rest) = line.split_once(' ').ok_or_else(|| refuse("backup-changed"))?;
    if table == "file" {
        let (hash, content) = rest.split_once(' ').ok_or_else(|| refuse("backup-changed"))?;
        let content = STANDARD.decode(content).map_err(|_| refuse("backup-changed"))?;
        return if files.keep(&content)? == hash { Ok(()) } else { Err(refuse("backup-changed")) };
    }
    let (_, columns) = TABLES.iter().find(|(name, _)| *name == table).ok_or_else(|| refuse("backup-newer"))?;
    // A backup of an earlier version lacks later columns, whose defaults stand. Within a text the quotes of a name are escaped.
    let columns: Vec<&str> = columns.iter().copied().filter(|name| rest.contains(&format!("\"{name}\":"))).collect();
    match db {
        Connection::Sqlite(sqlite) => {
            let values: Vec<String> = columns.iter().map(|column| format!("json_extract($1, '$.{column}')")).collect();
            sql_query(format!("INSERT INTO {table} ({}) SELECT {}", columns.join(", "), values.join(", ")))
                .bind::<Text, _>(rest)
                .execute(sqlite)?;
        }
        #[cfg(feature = "postgres")]
        Connection::Postgres(postgres) => {
            let names = columns.join(", ");
            sql_query(format!(
                "INSERT INTO {table} ({names}) SELECT {names} FROM json_populate_record(NULL::{table}, $1::json)"
            ))
            .bind::<Text, _>(rest)
            .execute(postgres)?;
        }
    }
    Ok(())
}
