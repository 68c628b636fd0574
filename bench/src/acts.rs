//! Acts per second, alone and with fifty waiting, beside the same rows by raw SQLite with the same durability; and the
//! sweep over every open deadline.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use dienhong::app::{App, Config};
use dienhong::clock::Clock;
use dienhong::db::act::Act;
use dienhong::db::{Connection, Target};
use dienhong::followups::answering::{self, Attached, NewReport};
use dienhong::followups::register::{self, Filter, Scope};
use dienhong::people::{Held, Member};
use dienhong::trouble::Trouble;
use law::role::Role;

fn said(trouble: &Trouble) -> String {
    trouble.to_string()
}

fn open(data: &Path) -> Result<App, String> {
    App::open(data, &Target::from(None, data), Config::default()).map_err(|trouble| said(&trouble))
}

fn raw(data: &Path) -> Result<rusqlite::Connection, String> {
    rusqlite::Connection::open(data.join("dienhong.sqlite")).map_err(|error| error.to_string())
}

/// How many follow-ups there are.
pub fn count(data: &Path) -> Result<i64, String> {
    raw(data)?.query_row("SELECT COUNT(*) FROM followups", [], |row| row.get(0)).map_err(|error| error.to_string())
}

/// The number of one open follow-up of the district.
pub fn one_number(data: &Path) -> Result<String, String> {
    raw(data)?
        .query_row(
            "SELECT number FROM followups WHERE number LIKE 'BG-%' AND closed_on IS NULL AND rung > 1 ORDER BY id LIMIT 1",
            [],
            |row| row.get(0),
        )
        .map_err(|error| error.to_string())
}

/// Measures acts and the sweep.
pub fn measure(data: &Path) -> Result<(), String> {
    let app = Arc::new(open(data)?);
    let council: String = raw(data)?
        .query_row("SELECT id FROM councils WHERE mark = 'BG'", [], |row| row.get(0))
        .map_err(|error| error.to_string())?;
    let numbers = open_numbers(&app, &council)?;
    let member = Arc::new(Member {
        roles: vec![Held { council_id: council.clone(), body_id: None, role: Role::Clerk }],
        ..Member::operator()
    });
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;

    let flush = flush_rate(data)?;
    println!("| bare SQLite commits of one row, synchronous=FULL | {flush:.0} a second | what the disk gives |");
    let raw_lone = raw_acts(data, &council, &numbers)?;
    let lone = runtime.block_on(acts(&app, &member, &numbers, 1, Duration::from_secs(4)));
    println!(
        "| acts a second, one caller | {lone:.0} | the same rows by raw SQLite, same durability {raw_lone:.0}: {:.0} % |",
        100.0 * lone / raw_lone
    );
    let together = runtime.block_on(acts(&app, &member, &numbers, 50, Duration::from_secs(4)));
    println!("| acts a second, fifty waiting | {together:.0} | {:.1} times one caller |", together / lone);
    drop(runtime);
    sweep(data)
}

/// Follow-ups that are reported on in turn: enough that none collects more reports than one does in its life.
const OPEN_ONES: i64 = 5000;

fn open_numbers(app: &App, council: &str) -> Result<Vec<String>, String> {
    let filter = Filter::default();
    let scope = Scope::Council(council.to_owned());
    app.store
        .read_here(|db: &mut Connection| register::page(db, &scope, &filter, app.clock.today(), &app.law, OPEN_ONES))
        .map(|page| page.rows.into_iter().map(|row| row.number).collect())
        .map_err(|trouble| said(&trouble))
}

/// Progress reports with a row of evidence and a clock each: deed, evidence, the clock of the awaited report met and the
/// next one opened, the follow-up's new version, event, chain.
async fn acts(app: &Arc<App>, member: &Arc<Member>, numbers: &[String], callers: usize, during: Duration) -> f64 {
    let done = Arc::new(AtomicUsize::new(0));
    let started = Instant::now();
    let tasks: Vec<_> = (0..callers)
        .map(|caller| {
            let (app, member, done) = (Arc::clone(app), Arc::clone(member), Arc::clone(&done));
            let numbers = numbers.to_vec();
            tokio::spawn(async move {
                let mut n = caller;
                while started.elapsed() < during {
                    let number = numbers[n % numbers.len()].clone();
                    n += callers;
                    let report = NewReport {
                        words: "Đo tốc độ (minh họa)".into(),
                        next_on: "31/12/2026".into(),
                        ..NewReport::default()
                    };
                    let attached = [Attached { name: "do.txt".into(), content_hash: "0".repeat(64), size: 1 }];
                    let acted = app
                        .act(&member, move |act: &mut Act| answering::report(act, &number, &report, &attached))
                        .await;
                    if acted.is_ok() {
                        done.fetch_add(1, Ordering::Relaxed);
                    }
                }
            })
        })
        .collect();
    for task in tasks {
        let _ = task.await;
    }
    rate(done.load(Ordering::Relaxed), started.elapsed())
}

#[expect(clippy::cast_precision_loss, reason = "counts of a few seconds")]
fn rate(done: usize, during: Duration) -> f64 {
    done as f64 / during.as_secs_f64()
}

pub fn durable(connection: &rusqlite::Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "PRAGMA busy_timeout = 10000; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
         PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 8000;",
    )
}

/// What the disk gives: commits of one row into a file of its own beside the records.
fn flush_rate(data: &Path) -> Result<f64, String> {
    let file = data.join("flush.sqlite");
    let _ = std::fs::remove_file(&file);
    let run = || -> rusqlite::Result<f64> {
        let connection = rusqlite::Connection::open(&file)?;
        connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (a TEXT)")?;
        let started = Instant::now();
        let mut done = 0;
        while started.elapsed() < Duration::from_secs(2) {
            connection.execute("INSERT INTO t VALUES ('x')", [])?;
            done += 1;
        }
        Ok(rate(done, started.elapsed()))
    };
    let result = run().map_err(|error| error.to_string());
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(data.join(format!("flush.sqlite{end}")));
    }
    result
}

/// The reads and rows of one act, as long as the product's own, by raw SQLite in one immediate transaction each: the
/// follow-up, its co-bodies, the deed, the evidence, the clock met and the next, the event and the end of its chain.
fn raw_acts(data: &Path, council: &str, numbers: &[String]) -> Result<f64, String> {
    let run = || -> rusqlite::Result<f64> {
        let connection = rusqlite::Connection::open(data.join("dienhong.sqlite"))?;
        durable(&connection)?;
        let hash = "0".repeat(64);
        let reckoning: String =
            connection.query_row("SELECT reckoning FROM deadlines WHERE kind = 'due' LIMIT 1", [], |row| row.get(0))?;
        let body = format!("{{\"on\":\"2024-06-20\",\"evidence\":[\"{hash}\"],\"next\":\"2026-12-31\"}}");
        connection.execute_batch(
            "INSERT INTO chains (council_id, length, head, numbers, numbers_year) VALUES ('bench-raw', 0, '', 0, 0)",
        )?;
        let started = Instant::now();
        let mut done = 0_i64;
        while started.elapsed() < Duration::from_secs(4) {
            connection.execute_batch("BEGIN IMMEDIATE")?;
            // As long as the product's identifiers.
            let key = format!("ffffffff-ffff-7fff-{:04x}-{done:012x}", std::process::id() & 0xffff);
            let number = &numbers[usize::try_from(done).unwrap_or(0) % numbers.len()];
            let id: String = connection
                .prepare_cached("SELECT id FROM followups WHERE number = ?1")?
                .query_row([number], |row| row.get(0))?;
            let _bodies: i64 = connection
                .prepare_cached("SELECT COUNT(*) FROM followup_bodies WHERE followup_id = ?1")?
                .query_row([&id], |row| row.get(0))?;
            connection
                .prepare_cached("UPDATE followups SET evidence = evidence + 1, version = version + 1 WHERE id = ?1")?
                .execute([&id])?;
            connection
                .prepare_cached(
                    "INSERT INTO deeds (id, followup_id, kind, on_day, at, account_id, by_name, value, words)
                     VALUES (?1, ?2, 'reported', '2024-06-20', '2024-06-20T02:00:00.000Z', 'operator', 'operator',
                             '2024-06-20', 'Đo tốc độ (minh họa)')",
                )?
                .execute([&key, &id])?;
            connection
                .prepare_cached(
                    "INSERT INTO evidence (id, followup_id, deed_id, name, media, size, content_hash)
                     VALUES (?1, ?2, ?1, 'do.txt', 'text/plain', 1, ?3)",
                )?
                .execute([&key, &id, &hash])?;
            connection
                .prepare_cached(
                    "UPDATE deadlines SET met_on = '2024-06-20', open_on = NULL
                     WHERE followup_id = ?1 AND kind = 'report' AND open_on IS NOT NULL",
                )?
                .execute([&id])?;
            connection
                .prepare_cached(
                    "INSERT INTO deadlines (id, council_id, followup_id, kind, rule, started_on, due_on, reckoning,
                                            set_by, reason, created_at, open_on)
                     VALUES (?1, ?2, ?3, 'report', '', '2024-06-20', '2026-12-31', ?4, 'operator', '',
                             '2024-06-20T02:00:00.000Z', '2026-12-31')",
                )?
                .execute(rusqlite::params![key, council, id, reckoning])?;
            let head: String = connection
                .prepare_cached("SELECT head FROM chains WHERE council_id = 'bench-raw'")?
                .query_row([], |row| row.get(0))?;
            connection
                .prepare_cached(
                    "INSERT INTO events (council_id, seq, at, account_id, act, subject, body, previous, hash)
                     VALUES ('bench-raw', ?1, '2024-06-20T02:00:00.000Z', 'operator', 'reported', ?2, ?3, ?4, ?5)",
                )?
                .execute(rusqlite::params![done + 1, id, body, head, hash])?;
            connection
                .prepare_cached("UPDATE chains SET length = ?1, head = ?2 WHERE council_id = 'bench-raw'")?
                .execute(rusqlite::params![done + 1, hash])?;
            connection.execute_batch("COMMIT")?;
            done += 1;
        }
        let found = rate(usize::try_from(done).unwrap_or(0), started.elapsed());
        // What the floor wrote into the chains is not the product's: it leaves again.
        connection.execute_batch(
            "DELETE FROM events WHERE council_id = 'bench-raw'; DELETE FROM chains WHERE council_id = 'bench-raw'",
        )?;
        Ok(found)
    };
    run().map_err(|error| error.to_string())
}

/// One sweep of a new day over every open deadline.
fn sweep(data: &Path) -> Result<(), String> {
    let mut app = open(data)?;
    let last: String = raw(data)?
        .query_row("SELECT MAX(on_day) FROM sweeps", [], |row| row.get(0))
        .map_err(|error| error.to_string())?;
    let last: law::day::Day = last.parse().map_err(|_| "no sweep yet".to_owned())?;
    let next = last.tomorrow().map_err(|error| error.to_string())?;
    app.clock = Clock::standing(next);
    let open: i64 = raw(data)?
        .query_row("SELECT COUNT(*) FROM deadlines WHERE open_on IS NOT NULL", [], |row| row.get(0))
        .map_err(|error| error.to_string())?;
    let started = Instant::now();
    let swept = dienhong::deadlines::sweep(&Arc::new(app)).map_err(|trouble| said(&trouble))?;
    println!(
        "| sweep of one day over {open} open deadlines | {:.0} ms | {} notices, {} put into papers |",
        started.elapsed().as_secs_f64() * 1000.0,
        swept.notices,
        swept.drafted
    );
    Ok(())
}
