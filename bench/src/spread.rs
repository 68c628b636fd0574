//! Two hundred councils over five years, for measuring: the communes of the illustration copied in SQL with their bodies,
//! programmes, supervisions and follow-ups. The copies have no events; they are for `bench/` alone.

use std::path::Path;
use std::time::Instant;

use dienhong::app::{App, Config};
use dienhong::councils::store as councils;
use dienhong::db::{Connection, Target};
use dienhong::followups::store as followups;
use dienhong::programme::{overlap, store as programmes};
use dienhong::supervision::store as supervisions;
use dienhong::trouble::{Outcome, Trouble};

use crate::load;

/// Copies of the sixteen communes, so that there are 192 of them and the district.
const COPIES: usize = 12;
/// Of the copies, those whose communes stand under the district: 168 with the sixteen.
const UNDER: usize = 10;
/// How often each supervision and each follow-up stands in its council.
const SUPERVISIONS: usize = 10;
const FOLLOWUPS: usize = 20;

/// Spreads the illustration over two hundred councils.
pub fn spread(data: &Path) -> Result<(), String> {
    let said = |error: rusqlite::Error| error.to_string();
    let connection = rusqlite::Connection::open(data.join("dienhong.sqlite")).map_err(said)?;
    connection
        .execute_batch(
            "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;
             CREATE TEMP TABLE once_councils AS SELECT * FROM councils WHERE upper_id IS NOT NULL;
             CREATE TEMP TABLE once_bodies AS SELECT * FROM bodies WHERE council_id IN (SELECT id FROM once_councils);
             CREATE TEMP TABLE once_programmes AS SELECT * FROM programmes WHERE council_id IN (SELECT id FROM once_councils);
             CREATE TEMP TABLE once_items AS SELECT * FROM programme_items WHERE council_id IN (SELECT id FROM once_councils);
             CREATE TEMP TABLE once_item_units AS SELECT * FROM programme_item_units WHERE item_id IN (SELECT id FROM once_items);
             CREATE TEMP TABLE once_held AS SELECT * FROM supervisions;
             CREATE TEMP TABLE once_units AS SELECT * FROM supervision_units;
             CREATE TEMP TABLE once_followups AS SELECT * FROM followups WHERE council_id IN (SELECT id FROM once_councils);",
        )
        .map_err(said)?;
    // Within the district's own register only more supervisions.
    for again in 1..SUPERVISIONS {
        copy_held(&connection, "WHERE council_id NOT IN (SELECT id FROM once_councils)", "", &format!("-{again}"))
            .map_err(said)?;
    }
    for copy in 0..COPIES {
        let tail = if copy == 0 { String::new() } else { format!("-{copy}") };
        if copy > 0 {
            let upper = if copy < UNDER { "upper_id" } else { "CASE WHEN rowid <= 8 AND 10 = ?1 THEN upper_id END" };
            connection
                .execute(
                    &format!(
                        "INSERT INTO councils (id, unit_id, mark, name, level, term, starts_on, ends_on, upper_id, illustration, version)
                         SELECT id || '{tail}', unit_id, mark || '{tail}', name || ' {copy}', level, term, starts_on, ends_on,
                                {upper}, illustration, version FROM once_councils WHERE ?1 = ?1"
                    ),
                    [i64::try_from(copy).unwrap_or(0)],
                )
                .map_err(said)?;
            connection
                .execute_batch(&format!(
                    "INSERT INTO bodies (id, council_id, kind, name, search_key, sort_key, valid_from, valid_to, version)
                     SELECT id || '{tail}', council_id || '{tail}', kind, name, search_key, sort_key, valid_from, valid_to, version FROM once_bodies;
                     INSERT INTO programmes SELECT id || '{tail}', council_id || '{tail}', body_id || '{tail}', by_kind, year, state, session_on, resolution, resolved_on, resolved_by, NULL, version FROM once_programmes;
                     INSERT INTO programme_items SELECT id || '{tail}', programme_id || '{tail}', council_id || '{tail}', year, form, title, short_name, period, area, unit_words, time_words, starts_on, ends_on, state, reason, NULL, like_key, NULL, version FROM once_items;
                     INSERT INTO programme_item_units SELECT item_id || '{tail}', body_id || '{tail}' FROM once_item_units;
                     INSERT INTO chains (council_id, length, head, numbers, numbers_year) SELECT id || '{tail}', 1, '', 0, 0 FROM once_councils;"
                ))
                .map_err(said)?;
        }
        for again in 0..SUPERVISIONS {
            if copy > 0 || again > 0 {
                let of = "WHERE council_id IN (SELECT id FROM once_councils)";
                copy_held(&connection, of, &tail, &format!("{tail}+{again}")).map_err(said)?;
            }
        }
        for again in 0..FOLLOWUPS {
            if copy > 0 || again > 0 {
                connection
                    .execute_batch(&format!(
                        "BEGIN; CREATE TEMP TABLE now AS SELECT * FROM once_followups;
                         UPDATE now SET id = id || '{tail}+{again}', council_id = council_id || '{tail}',
                                lead_id = CASE WHEN lead_id IS NULL THEN NULL ELSE lead_id || '{tail}' END,
                                number = number || '~{copy}~{again}', taken_from = NULL, earlier_id = NULL;
                         INSERT INTO followups SELECT * FROM now; DROP TABLE now; COMMIT;"
                    ))
                    .map_err(said)?;
            }
        }
    }
    connection.execute_batch("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)").map_err(said)
}

fn copy_held(connection: &rusqlite::Connection, of: &str, council: &str, tail: &str) -> rusqlite::Result<()> {
    connection.execute_batch(&format!(
        "BEGIN; CREATE TEMP TABLE now AS SELECT * FROM once_held {of};
         INSERT INTO supervision_units SELECT id || '{tail}', supervision_id || '{tail}', body_id || '{council}', name, way, report, asked_on, report_due, received_on, first_due, first_received_on, returns, planned_on, visited_on, postponed_on, absent, comment_asked_on, comment, version
         FROM once_units WHERE supervision_id IN (SELECT id FROM now);
         UPDATE now SET id = id || '{tail}', council_id = council_id || '{council}', body_id = body_id || '{council}',
                earlier_id = NULL, item_id = NULL, taken_from = NULL;
         INSERT INTO supervisions SELECT * FROM now; DROP TABLE now; COMMIT;"
    ))
}

/// Measures what two levels ask for: the overlaps of a new item, the timeline of a year, the overview. With the address of a
/// PostgreSQL that holds the same records, on that engine, its own CPU counted beside the server's.
pub fn measure(data: &Path, database: Option<&str>) -> Result<(), String> {
    let target = Target::from(database, data);
    let said = |trouble: Trouble| trouble.to_string();
    let app = App::open(data, &target, Config::default()).map_err(said)?;
    let (councils, held, followups) = app
        .store
        .read_here(|db| Ok((councils::count(db)?, supervisions::count(db)?, followups::count(db)?)))
        .map_err(said)?;
    println!("| what | figure | beside it |");
    println!("| --- | --- | --- |");
    println!("| councils, supervisions, follow-ups | {councils}, {held}, {followups} | |");
    overlaps(&app).map_err(said)?;
    drop(app);
    let pages = [
        ("timeline of a year at two levels", "/chuong-trinh/dong-thoi-gian?nam=2023"),
        ("overview", "/toan-canh?nam=2023"),
        ("programme of a year, with its overlaps and gaps", "/chuong-trinh?nam=2024"),
        ("list of supervisions of a year", "/giam-sat?nam=2024"),
    ];
    load::pages(data, database, &pages)
}

fn overlaps(app: &App) -> Outcome<()> {
    const TIMES: u32 = 50;
    app.store.read_here(|db: &mut Connection| {
        let Some(council) = councils::by_mark(db, "BG")? else { return Err(Trouble::NotFound) };
        let items = programmes::items_of_year(db, &council.id, 2024)?;
        let Some(item) = items.first() else { return Err(Trouble::NotFound) };
        let mut found = 0;
        let started = Instant::now();
        for _ in 0..TIMES {
            found = overlap::of_items(db, &app.law, &council, std::slice::from_ref(item))?.len();
        }
        let mine = started.elapsed().as_secs_f64() * 1000.0 / f64::from(TIMES);
        let started = Instant::now();
        for _ in 0..TIMES {
            programmes::items_between(db, std::slice::from_ref(&council.id), (2022, 2026))?;
        }
        let floor = started.elapsed().as_secs_f64() * 1000.0 / f64::from(TIMES);
        println!(
            "| overlaps of one item with everything at two levels | {mine:.1} ms, {found} found | reading the council's own items {floor:.2} ms |"
        );
        Ok(())
    })
}
