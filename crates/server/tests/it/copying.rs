//! Backup, restore, and the chain that shows tampering.

use axum::http::StatusCode;
use dienhong::db::{Store, chain, copy};
use dienhong::documents::Files;
use dienhong::trouble::Trouble;

use crate::app::{Town, fresh_place};

async fn busy_town() -> Town {
    let town = Town::on("2024-06-20");
    let (clerk, chair) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    for n in 0..12 {
        let number = clerk.records(&town, "BG", &format!("Việc số {n} của thôn Đông"), "2024-06-10").await;
        if n % 3 == 0 {
            assert_eq!(clerk.reports(&number, "completion").await.status, StatusCode::CREATED);
            assert_eq!(chair.judges(&number, "done", "").await.status, StatusCode::CREATED);
        }
    }
    town.sweeps();
    town
}

#[tokio::test]
async fn a_backup_restores_to_equal_rows_equal_hash_and_a_whole_chain() {
    let town = busy_town().await;
    let file = town.folder.join("all.dhb");
    let made = town.app.store.read_here(|db| copy::backup(db, &town.app.files, &file)).expect("a backup");
    assert!(made.rows > 50 && made.files == 1, "{made:?}");

    let (folder, target) = fresh_place();
    let store = Store::open(&target).expect("opens");
    let files = Files::in_folder(&folder.join("files"));
    let (kept, from) = (files.clone(), file.clone());
    let restored = store.write_here(move |db| copy::restore(db, &kept, &from)).expect("a restore");
    assert_eq!((restored.rows, restored.files), (made.rows, made.files));
    let again = folder.join("again.dhb");
    let copied = store.read_here(|db| copy::backup(db, &files, &again)).expect("a backup");
    assert_eq!(copied.hash, made.hash, "the same rows, byte for byte");
    assert_eq!(store.read_here(chain::verify).expect("walked").broken, None);
    let full = store.write_here(move |db| copy::restore(db, &files, &file));
    assert!(matches!(full, Err(Trouble::Invalid(_))), "never over existing records");
    let _ = std::fs::remove_dir_all(&folder);
}

#[tokio::test]
async fn a_backup_restores_over_a_first_start_that_holds_only_the_shipped_units() {
    use dienhong::db::act::Act;
    let town = busy_town().await;
    let file = town.folder.join("all.dhb");
    let made = town.app.store.read_here(|db| copy::backup(db, &town.app.files, &file)).expect("a backup");
    let (folder, target) = fresh_place();
    let app = dienhong::app::App::open(&folder, &target, dienhong::app::Config::default()).expect("opens");
    let app = std::sync::Arc::new(app);
    let operator = std::sync::Arc::new(dienhong::people::Member::operator());
    let imported =
        app.act_here(&operator, |act: &mut Act| dienhong::councils::units::import_shipped(act)).expect("units");
    assert_eq!((imported.taken, imported.refused), (3321, 0));
    let files = app.files.clone();
    app.store.write_here(move |db| copy::restore(db, &files, &file)).expect("a restore");
    let again = folder.join("again.dhb");
    let copied = app.store.read_here(|db| copy::backup(db, &app.files, &again)).expect("a backup");
    assert_eq!(copied.hash, made.hash);
    let _ = std::fs::remove_dir_all(&folder);
}

#[tokio::test]
async fn a_wrong_half_or_changed_file_is_refused_before_anything_is_written() {
    let town = busy_town().await;
    let file = town.folder.join("all.dhb");
    town.app.store.read_here(|db| copy::backup(db, &town.app.files, &file)).expect("a backup");
    let whole = std::fs::read(&file).expect("the file");
    let mut changed = whole.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 0x5a;
    for (name, bytes) in [
        ("half", whole[..whole.len() / 2].to_vec()),
        ("changed", changed),
        ("wrong", b"not a backup at all".to_vec()),
        ("empty", Vec::new()),
    ] {
        let path = town.folder.join(name);
        std::fs::write(&path, bytes).expect("written");
        assert!(copy::check(&path).is_err(), "{name}");
    }
}

#[tokio::test]
async fn a_changed_event_is_named_by_the_walk() {
    use diesel::{RunQueryDsl, sql_query};
    let town = busy_town().await;
    let walk = town.app.store.read_here(chain::verify).expect("walked");
    assert!(walk.broken.is_none() && walk.events > 20, "{walk:?}");
    town.app
        .store
        .write_here(|db| {
            sql_query("UPDATE events SET body = '{\"number\":\"forged\"}' WHERE seq = 5 AND act = 'followup_recorded'")
                .execute(db)?;
            sql_query("UPDATE events SET body = '{}' WHERE seq = 6").execute(db)?;
            Ok(())
        })
        .expect("tampered");
    let broken = town.app.store.read_here(chain::verify).expect("walked").broken.expect("it is seen");
    assert_eq!(broken.kind, "changed");
}

#[test]
fn the_backup_names_every_table_of_the_schema() {
    let schema = concat!(
        include_str!("../../migrations/2026-11-23-000001_ground/up.sql"),
        include_str!("../../migrations/2026-11-23-000002_supervision/up.sql"),
        include_str!("../../migrations/2026-11-23-000003_transfers/up.sql"),
        include_str!("../../migrations/2026-11-23-000004_open_deadlines/up.sql"),
        include_str!("../../migrations/2026-11-23-000005_petitions/up.sql"),
        include_str!("../../migrations/2026-11-23-000006_contacts/up.sql"),
        include_str!("../../migrations/2026-11-24-000007_same_as/up.sql"),
        include_str!("../../migrations/2026-11-26-000008_papers/up.sql"),
        include_str!("../../migrations/2026-11-26-000009_figures/up.sql"),
        include_str!("../../migrations/2026-11-26-000010_reports/up.sql"),
        include_str!("../../migrations/2026-11-26-000011_scores/up.sql"),
        include_str!("../../migrations/2026-11-26-000012_incoming/up.sql"),
    );
    let mut tables: Vec<&str> =
        schema.lines().filter_map(|line| line.strip_prefix("CREATE TABLE ")?.split(' ').next()).collect();
    let mut named: Vec<&str> = dienhong::db::tables::table_names().collect();
    tables.sort_unstable();
    named.sort_unstable();
    assert_eq!(named, tables);
}
