//! Multiplies the follow-ups of an installation for measuring: rows are copied in SQL, with their deadlines, deeds and
//! search words, since making a million by single acts takes hours and measures the making, not the serving. The copies
//! have no events, so `verify` still holds; they are for `bench/` alone.

use std::path::Path;

/// Copies every follow-up so many times.
pub fn multiply(data: &Path, times: u32) -> Result<(), String> {
    let said = |error: rusqlite::Error| error.to_string();
    let connection = rusqlite::Connection::open(data.join("dienhong.sqlite")).map_err(said)?;
    connection
        .execute_batch(
            "PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;
             CREATE TEMP TABLE once AS SELECT * FROM followups;
             CREATE TEMP TABLE once_deadlines AS SELECT * FROM deadlines;
             CREATE TEMP TABLE once_deeds AS SELECT * FROM deeds;
",
        )
        .map_err(said)?;
    for copy in 1..times {
        connection
            .execute_batch(&format!(
                "BEGIN;
                 UPDATE once SET id = substr(id, 1, 36) || '-{copy}', number = substr(number, 1, instr(number || '~', '~') - 1) || '~{copy}',
                                 taken_from = NULL, earlier_id = NULL;
                 INSERT INTO followups SELECT * FROM once;
                 INSERT INTO deadlines (id, council_id, followup_id, kind, rule, started_on, due_on, reckoning, set_by, reason, created_at, met_on, superseded_at, open_on)
                 SELECT id || '-{copy}', council_id, followup_id || '-{copy}', kind, rule, started_on, due_on, reckoning, set_by, reason, created_at, met_on, superseded_at, open_on FROM once_deadlines;
                 INSERT INTO deeds (id, followup_id, kind, on_day, at, account_id, by_name, value, words)
                 SELECT id || '-{copy}', followup_id || '-{copy}', kind, on_day, at, account_id, by_name, value, words FROM once_deeds;
                 INSERT INTO followup_words (folded, followup_id) SELECT folded, followup_id || '-{copy}' FROM once_words;
                 COMMIT;"
            ))
            .map_err(said)?;
    }
    connection.execute_batch("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)").map_err(said)
}
