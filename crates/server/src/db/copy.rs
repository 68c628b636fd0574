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
use super::{Connection, search};
use crate::documents::Files;
use crate::trouble::{Outcome, Trouble};

const HEAD: &str = "dienhong-backup 1";

/// Tables in an order in which each stands after those that it points to, with their columns.
const TABLES: &[(&str, &[&str])] = &[
    ("settings", &["name", "value"]),
    ("units", &["id", "code", "level", "kind", "valid_from", "valid_to", "source"]),
    ("unit_names", &["id", "unit_id", "name", "full_name", "full_name_en", "search_key", "valid_from", "valid_to"]),
    ("unit_parents", &["unit_id", "parent_id", "valid_from", "valid_to"]),
    ("successions", &["from_unit", "to_unit", "share", "on_day", "source"]),
    (
        "councils",
        &[
            "id",
            "unit_id",
            "mark",
            "name",
            "level",
            "term",
            "starts_on",
            "ends_on",
            "upper_id",
            "illustration",
            "version",
        ],
    ),
    ("bodies", &["id", "council_id", "kind", "name", "search_key", "sort_key", "valid_from", "valid_to", "version"]),
    ("people", &["id", "council_id", "name", "search_key", "sort_key"]),
    ("mandates", &["id", "council_id", "person_id", "kind", "group_id", "valid_from", "valid_to"]),
    ("positions", &["id", "body_id", "person_id", "title", "valid_from", "valid_to"]),
    (
        "accounts",
        &["id", "sign_in", "name", "title", "password_hash", "language", "created_at", "disabled_on", "version"],
    ),
    ("roles", &["id", "account_id", "council_id", "body_id", "role", "valid_from", "valid_to"]),
    (
        "passes",
        &["id", "account_id", "kind", "secret_hash", "label", "created_at", "seen_on", "expires_on", "revoked_at"],
    ),
    (
        "followups",
        &[
            "id",
            "council_id",
            "number",
            "origin",
            "facing",
            "priority",
            "title",
            "words",
            "source",
            "source_on",
            "lead_id",
            "lead_words",
            "product",
            "proof",
            "due_kind",
            "due_words",
            "due_on",
            "due_by",
            "state",
            "response",
            "claimed_on",
            "verdict",
            "closed_on",
            "rung",
            "evidence",
            "published_on",
            "earlier_id",
            "like_key",
            "sort_due",
            "taken_from",
            "recorded_at",
            "version",
        ],
    ),
    ("followup_bodies", &["followup_id", "body_id"]),
    ("deeds", &["id", "followup_id", "kind", "on_day", "at", "account_id", "by_name", "value", "words"]),
    ("evidence", &["id", "followup_id", "deed_id", "name", "media", "size", "content_hash"]),
    (
        "deadlines",
        &[
            "id",
            "council_id",
            "followup_id",
            "kind",
            "rule",
            "started_on",
            "due_on",
            "reckoning",
            "set_by",
            "reason",
            "created_at",
            "met_on",
            "superseded_at",
            "open_on",
        ],
    ),
    ("notices", &["id", "council_id", "followup_id", "deadline_id", "kind", "for_day", "created_at"]),
    (
        "urgings",
        &[
            "id",
            "council_id",
            "body_id",
            "rung",
            "round",
            "state",
            "proposed_on",
            "answer_by",
            "words",
            "symbol",
            "signed_on",
            "signed_by",
            "sent_on",
            "acknowledged_on",
            "acknowledged_by",
            "version",
        ],
    ),
    ("urging_items", &["urging_id", "followup_id", "rung", "round", "dropped_on", "live_key"]),
    ("resupervisions", &["id", "council_id", "title", "of_source", "body_id", "opened_on", "opened_by"]),
    ("resupervision_items", &["resupervision_id", "followup_id"]),
    ("handovers", &["id", "from_council", "to_council", "decided_by", "document", "decided_on", "at"]),
    ("handover_items", &["handover_id", "from_followup", "to_followup"]),
    (
        "programmes",
        &[
            "id",
            "council_id",
            "body_id",
            "by_kind",
            "year",
            "state",
            "session_on",
            "resolution",
            "resolved_on",
            "resolved_by",
            "taken_from",
            "version",
        ],
    ),
    (
        "programme_items",
        &[
            "id",
            "programme_id",
            "council_id",
            "year",
            "form",
            "title",
            "short_name",
            "period",
            "area",
            "unit_words",
            "time_words",
            "starts_on",
            "ends_on",
            "state",
            "reason",
            "carried_from",
            "like_key",
            "taken_from",
            "version",
        ],
    ),
    ("programme_item_units", &["item_id", "body_id"]),
    (
        "proposals",
        &[
            "id",
            "council_id",
            "year",
            "by_name",
            "need",
            "content",
            "scope",
            "target",
            "state",
            "reason",
            "item_id",
            "proposed_on",
        ],
    ),
    (
        "overlap_decisions",
        &["id", "council_id", "item_id", "other", "shown", "decision", "words", "decided_by", "decided_on"],
    ),
    (
        "supervisions",
        &[
            "id",
            "council_id",
            "body_id",
            "by_kind",
            "form",
            "title",
            "short_name",
            "period",
            "area",
            "fields",
            "person",
            "year",
            "stage",
            "stage_on",
            "planned_from",
            "planned_to",
            "established_on",
            "ended_on",
            "reported_on",
            "concluded_on",
            "result",
            "earlier_id",
            "earlier_link",
            "item_id",
            "source",
            "like_key",
            "sort_day",
            "taken_from",
            "recorded_at",
            "version",
        ],
    ),
    ("supervision_councils", &["supervision_id", "council_id"]),
    (
        "supervision_units",
        &[
            "id",
            "supervision_id",
            "body_id",
            "name",
            "way",
            "report",
            "asked_on",
            "report_due",
            "received_on",
            "first_due",
            "first_received_on",
            "returns",
            "planned_on",
            "visited_on",
            "postponed_on",
            "absent",
            "comment_asked_on",
            "comment",
            "version",
        ],
    ),
    (
        "supervision_members",
        &["id", "supervision_id", "person_id", "name", "part", "valid_from", "valid_to", "left_why"],
    ),
    ("member_duties", &["id", "council_id", "person_id", "starts_on", "ends_on", "days", "words"]),
    ("supervision_questions", &["id", "supervision_id", "place", "words"]),
    ("supervision_findings", &["id", "supervision_id", "unit_id", "question_id", "words", "by_name", "at"]),
    (
        "supervision_papers",
        &[
            "id",
            "supervision_id",
            "unit_id",
            "kind",
            "symbol",
            "on_day",
            "title",
            "place",
            "note",
            "name",
            "media",
            "size",
            "content_hash",
            "by_name",
            "at",
        ],
    ),
    (
        "supervision_clocks",
        &[
            "id",
            "council_id",
            "supervision_id",
            "unit_id",
            "step",
            "rule",
            "started_on",
            "due_on",
            "reckoning",
            "set_by",
            "met_on",
            "open_on",
        ],
    ),
    ("supervision_steps", &["id", "supervision_id", "unit_id", "kind", "on_day", "at", "by_name", "value", "words"]),
    ("supervision_followups", &["supervision_id", "followup_id", "finding_id"]),
    ("supervision_notices", &["id", "council_id", "clock_id", "kind", "for_day", "created_at"]),
    (
        "cooperation_sheets",
        &[
            "id",
            "council_id",
            "body_id",
            "figures",
            "shown_by",
            "shown_on",
            "answer_by",
            "answer",
            "answered_by",
            "answered_on",
            "laid_by",
            "laid_on",
            "version",
        ],
    ),
    (
        "petitions",
        &[
            "id",
            "council_id",
            "number",
            "title",
            "words",
            "place",
            "topic",
            "competence",
            "body_id",
            "body_words",
            "priority",
            "is_public",
            "stage",
            "stage_on",
            "received_on",
            "reply_due",
            "answer_class",
            "ending",
            "occurrences",
            "voters",
            "proofs",
            "merged_into",
            "repeats_id",
            "taken_from",
            "recorded_at",
            "version",
        ],
    ),
    (
        "petition_occurrences",
        &["id", "petition_id", "origin_id", "channel", "on_day", "place", "meeting", "voters", "noted_by", "words"],
    ),
    ("petition_steps", &["id", "petition_id", "kind", "on_day", "at", "account_id", "by_name", "value", "words"]),
    (
        "petition_answers",
        &[
            "id",
            "petition_id",
            "class",
            "body_id",
            "body_words",
            "document",
            "answered_on",
            "words",
            "state",
            "flaw",
            "reason",
            "by_name",
        ],
    ),
    ("petition_promises", &["id", "petition_id", "answer_id", "followup_id"]),
    ("petition_opinions", &["id", "petition_id", "judge", "opinion", "on_day", "by_name", "words"]),
    ("petition_proofs", &["id", "petition_id", "name", "media", "size", "content_hash", "note", "added_on"]),
    (
        "petition_clocks",
        &[
            "id",
            "council_id",
            "petition_id",
            "step",
            "rule",
            "started_on",
            "due_on",
            "reckoning",
            "set_by",
            "met_on",
            "open_on",
        ],
    ),
    (
        "petition_merges",
        &["id", "council_id", "into_id", "from_id", "reason", "merged_by", "merged_on", "undone_by", "undone_on"],
    ),
    (
        "contact_rounds",
        &[
            "id",
            "council_id",
            "title",
            "kind",
            "session",
            "session_opens_on",
            "starts_on",
            "ends_on",
            "plan_document",
            "words",
            "asked_by",
            "asked_on",
            "decision",
            "decided_on",
            "recorded_at",
            "version",
        ],
    ),
    (
        "contact_meetings",
        &[
            "id",
            "council_id",
            "round_id",
            "on_day",
            "at_time",
            "way",
            "place",
            "area",
            "area_key",
            "group_id",
            "chair",
            "state",
            "state_words",
            "voters",
            "minutes",
            "version",
        ],
    ),
    ("contact_deputies", &["id", "meeting_id", "person_id"]),
    ("contact_checkins", &["id", "meeting_id", "account_id", "by_name", "at", "voters"]),
    (
        "contact_notes",
        &[
            "id",
            "meeting_id",
            "edit_id",
            "edits",
            "words",
            "speaker",
            "place",
            "voters",
            "answered_by",
            "answer",
            "noted_at",
            "received_at",
            "account_id",
            "by_name",
            "beside_id",
            "petition_number",
            "dropped",
            "version",
            "same_as",
        ],
    ),
    (
        "contact_photos",
        &["id", "meeting_id", "note_id", "name", "media", "size", "content_hash", "by_name", "added_at"],
    ),
    (
        "contact_clocks",
        &[
            "id",
            "council_id",
            "round_id",
            "meeting_id",
            "rule",
            "started_on",
            "due_on",
            "reckoning",
            "met_on",
            "met_words",
            "open_on",
        ],
    ),
    ("voter_notices", &["id", "council_id", "clock_id", "kind", "for_day", "created_at"]),
    ("petition_codes", &["id", "petition_id", "code_hash", "issued_on", "issued_by", "ended_on"]),
    (
        "petition_imports",
        &[
            "id",
            "council_id",
            "file_name",
            "content_hash",
            "plan",
            "state",
            "lines",
            "done",
            "taken",
            "kept",
            "account_id",
            "by_name",
            "on_day",
            "undone_by",
            "undone_on",
            "version",
        ],
    ),
    ("short_forms", &["id", "council_id", "said", "meant", "added_by", "added_on"]),
    (
        "transfers",
        &[
            "id",
            "from_council",
            "to_council",
            "followup_id",
            "taken_id",
            "state",
            "reason",
            "document",
            "offered_by",
            "offered_on",
            "answered_by",
            "answered_on",
            "answer",
            "live_key",
        ],
    ),
    ("rule_confirmations", &["id", "council_id", "rule", "edition", "confirmed_by", "document", "on_day"]),
    ("chains", &["council_id", "length", "head", "numbers", "numbers_year"]),
    ("events", &["council_id", "seq", "at", "account_id", "act", "subject", "body", "previous", "hash"]),
    ("sweeps", &["council_id", "on_day", "done_at"]),
    (
        "papers",
        &[
            "id",
            "council_id",
            "body_id",
            "form",
            "about",
            "subject_id",
            "state",
            "fields",
            "summary",
            "signing",
            "signer",
            "series",
            "year",
            "number",
            "symbol",
            "content",
            "content_hash",
            "drafted_by",
            "drafted_on",
            "written_at",
            "issued_by",
            "issued_on",
            "earlier_id",
            "earlier_link",
            "version",
            "adopted_by",
            "adopted_on",
            "adopted_words",
        ],
    ),
    ("report_counts", &["paper_id", "council_id", "position", "mark", "name", "fixed_on", "figures", "behind"]),
    ("report_limits", &["paper_id", "limit_id", "position", "words", "number", "behind", "kept", "own_words"]),
    ("paper_versions", &["paper_id", "version", "by_name", "at", "fields"]),
    ("paper_readers", &["paper_id", "account_id", "name", "asked_by", "asked_on", "due_on"]),
    (
        "paper_comments",
        &[
            "id",
            "paper_id",
            "version",
            "field",
            "words",
            "account_id",
            "by_name",
            "at",
            "settled",
            "settled_words",
            "settled_by",
        ],
    ),
    ("score_settings", &["council_id", "frame", "criterion", "points", "threshold", "by_name", "on_day"]),
    ("score_entries", &["council_id", "frame", "criterion", "year", "points", "source", "by_name", "on_day"]),
    ("hand_figures", &["council_id", "indicator", "starts_on", "ends_on", "number", "source", "by_name", "on_day"]),
    ("paper_series", &["council_id", "body_id", "series", "year", "last"]),
    ("paper_patterns", &["council_id", "body_id", "named", "letter"]),
    ("paper_receipts", &["id", "paper_id", "by_whom", "on_day", "noted_by"]),
];

/// The tables of a backup, for the test that compares them with the schema.
pub fn table_names() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|(name, _)| *name)
}

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
    use super::schema::{contact_photos, evidence, petition_imports, petition_proofs, supervision_papers};
    use diesel::prelude::*;
    let mut hashes: Vec<String> = evidence::table.select(evidence::content_hash).distinct().load(db)?;
    let papers: Vec<String> = supervision_papers::table
        .filter(supervision_papers::content_hash.ne(""))
        .select(supervision_papers::content_hash)
        .distinct()
        .load(db)?;
    hashes.extend(papers);
    let proofs: Vec<String> = petition_proofs::table.select(petition_proofs::content_hash).distinct().load(db)?;
    hashes.extend(proofs);
    let photos: Vec<String> = contact_photos::table.select(contact_photos::content_hash).distinct().load(db)?;
    hashes.extend(photos);
    let sheets: Vec<String> = petition_imports::table.select(petition_imports::content_hash).distinct().load(db)?;
    hashes.extend(sheets);
    hashes.sort();
    hashes.dedup();
    let mut kept = 0;
    for hash in hashes {
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
