//! What was acknowledged stays: many writers at once, and `kill -9` in the middle.

use std::sync::Arc;
use std::time::Duration;

use dienhong::db::act::Act;
use dienhong::db::{Store, Target, chain};
use dienhong::people::Member;
use serde_json::json;

use crate::app::{Town, fresh_place};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_acts_at_once_all_stand_and_the_chain_has_each_once() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let lead = town.body("BG", "UBND BG");
    let mut writers = Vec::new();
    for n in 0..50 {
        let (clerk, lead) = (clerk.clone(), lead.clone());
        writers.push(tokio::spawn(async move {
            let body = json!({ "origin": "petition", "words": format!("Việc đồng thời số {n}"), "lead": lead });
            clerk.sends("/api/v1/follow-ups", &body).await.number()
        }));
    }
    let mut numbers = std::collections::BTreeSet::new();
    for writer in writers {
        assert!(numbers.insert(writer.await.expect("it ended")), "a number twice");
    }
    assert_eq!(numbers.len(), 50);
    assert!(numbers.contains("BG-2024-0001") && numbers.contains("BG-2024-0050"), "no gap: {numbers:?}");
    assert_eq!(town.app.store.read_here(chain::verify).expect("walked").broken, None);
}

#[test]
fn an_act_that_panics_takes_back_its_own_changes_and_nothing_else() {
    let town = Town::on("2024-06-20");
    let member = Arc::new(Member::operator());
    let council = town.council("BG");
    let before = town.app.store.read_here(|db| chain::length(db, &council)).expect("read");
    let panicked = town.app.act_here(&member, |act: &mut Act| -> Result<(), _> {
        act.record("nowhere", "half", "", &json!({}))?;
        panic!("in the middle of an act")
    });
    assert!(panicked.is_err());
    assert_eq!(town.app.store.read_here(|db| chain::length(db, "nowhere")).expect("read"), 0);
    assert_eq!(town.app.store.read_here(|db| chain::length(db, &council)).expect("read"), before);
}

/// Rounds of `kill -9` here; `DIENHONG_KILL_ROUNDS` asks for more.
const ROUNDS: usize = 6;

#[test]
fn a_kill_in_the_middle_of_twenty_writers_loses_nothing_acknowledged() {
    let (folder, target) = fresh_place();
    let Target::Sqlite(_) = &target else {
        // PostgreSQL keeps its own promises; what is ours is the writer thread.
        return;
    };
    drop(Store::open(&target).expect("opens"));
    let rounds = std::env::var("DIENHONG_KILL_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(ROUNDS);
    let mut acknowledged = 0_i64;
    for round in 0..rounds {
        let log = folder.join(format!("acknowledged-{round}"));
        let mut child = std::process::Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "durability::writers_of_the_child_process", "--ignored", "--nocapture"])
            .env("DIENHONG_KILL_FOLDER", &folder)
            .env("DIENHONG_KILL_LOG", &log)
            .env_remove("DIENHONG_TEST_POSTGRES")
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("a child");
        std::thread::sleep(Duration::from_millis(350 + 37 * u64::try_from(round % 7).expect("small")));
        child.kill().expect("kill -9");
        child.wait().expect("it is gone");
        let started = std::time::Instant::now();
        let store = Store::open(&target).expect("opens again");
        assert!(started.elapsed() < Duration::from_secs(2), "start under two seconds");
        let lines = std::fs::read_to_string(&log).unwrap_or_default();
        acknowledged += i64::try_from(lines.lines().count()).expect("small");
        let walk = store.read_here(chain::verify).expect("walked");
        assert_eq!(walk.broken, None, "round {round}");
        assert!(walk.events >= acknowledged, "round {round}: {} of {acknowledged}", walk.events);
    }
    assert!(acknowledged > 100, "the writers wrote: {acknowledged}");
    let _ = std::fs::remove_dir_all(&folder);
}

#[test]
fn a_kill_in_the_middle_of_issuing_leaves_no_number_missing_and_none_twice() {
    let Target::Sqlite(_) = fresh_place().1 else { return };
    let town = Town::on("2024-06-20");
    let (folder, council) = (town.folder.clone(), town.council("BG"));
    let target = Target::from(None, &folder);
    let mut issued = 0;
    for round in 0..3_u64 {
        let log = folder.join(format!("issued-{round}"));
        let mut child = std::process::Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "durability::clerks_of_the_child_process", "--ignored", "--nocapture"])
            .env("DIENHONG_KILL_FOLDER", &folder)
            .env("DIENHONG_KILL_LOG", &log)
            .env("DIENHONG_KILL_COUNCIL", &council)
            .env_remove("DIENHONG_TEST_POSTGRES")
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("a child");
        std::thread::sleep(Duration::from_millis(900 + 130 * round));
        child.kill().expect("kill -9");
        child.wait().expect("it is gone");
        let store = Store::open(&target).expect("opens again");
        let wanted = dienhong::issuing::store::Wanted {
            council_id: council.clone(),
            states: vec!["issued"],
            ..Default::default()
        };
        let rows = store.read_here(|db| dienhong::issuing::store::list(db, &wanted, 100_000)).expect("read");
        let mut numbers: Vec<i64> = rows.iter().filter_map(|row| row.number).collect();
        numbers.sort_unstable();
        let count = i64::try_from(numbers.len()).expect("small");
        assert_eq!(numbers, (1..=count).collect::<Vec<_>>(), "round {round}");
        // What a clerk was told is issued stands under that symbol.
        let told = std::fs::read_to_string(&log).unwrap_or_default();
        for line in told.lines() {
            let (id, symbol) = line.split_once(' ').expect("id and symbol");
            assert!(rows.iter().any(|row| row.id == id && row.symbol == symbol), "round {round}: {line}");
        }
        issued = told.lines().count();
        assert_eq!(store.read_here(chain::verify).expect("walked").broken, None, "round {round}");
    }
    assert!(issued > 5, "the clerks issued: {issued}");
}

#[test]
#[ignore = "run by the test above, in a process of its own that is killed"]
fn clerks_of_the_child_process() {
    use dienhong::issuing::{NewPaper, Written, begin, issue, write};
    use std::io::Write as _;
    let Ok(folder) = std::env::var("DIENHONG_KILL_FOLDER") else { return };
    let folder = std::path::PathBuf::from(folder);
    let council = std::env::var("DIENHONG_KILL_COUNCIL").expect("a council");
    let log = std::env::var("DIENHONG_KILL_LOG").expect("a log");
    let mut app = dienhong::app::App::open(&folder, &Target::from(None, &folder), dienhong::app::Config::default())
        .expect("opens");
    app.clock = dienhong::clock::Clock::standing(crate::app::day("2024-06-20"));
    let app = Arc::new(app);
    let log = Arc::new(std::sync::Mutex::new(std::fs::File::create(log).expect("a log")));
    let clerks = (0..8).map(|_| {
        let (app, log, council) = (Arc::clone(&app), Arc::clone(&log), council.clone());
        std::thread::spawn(move || {
            let held = dienhong::people::Held { council_id: council, body_id: None, role: law::role::Role::Clerk };
            let member = Arc::new(Member { roles: vec![held], ..Member::operator() });
            loop {
                let done = app.act_here(&member, |act: &mut Act| {
                    let new = NewPaper { form: "thong-bao".into(), ..NewPaper::default() };
                    begin(act, "BG", &new)
                });
                let Ok(id) = done else { continue };
                let (of, fields) = (id.clone(), [("ve_viec", "Lịch"), ("noi_dung", "Nội dung minh họa.")]);
                let fields = fields.map(|(name, words)| (name.to_owned(), words.to_owned())).into_iter().collect();
                let written = Written { fields, signer: "Người Ký".into(), ..Written::default() };
                if app.act_here(&member, move |act: &mut Act| write(act, &of, &written)).is_err() {
                    continue;
                }
                let of = id.clone();
                if let Ok(symbol) = app.act_here(&member, move |act: &mut Act| issue(act, &of)) {
                    let mut log = log.lock().expect("the log");
                    let _ = writeln!(log, "{id} {symbol}");
                }
            }
        })
    });
    for clerk in clerks.collect::<Vec<_>>() {
        let _ = clerk.join();
    }
}

#[test]
#[ignore = "run by the test above, in a process of its own that is killed"]
fn writers_of_the_child_process() {
    use std::io::Write as _;
    let Ok(folder) = std::env::var("DIENHONG_KILL_FOLDER") else { return };
    let folder = std::path::PathBuf::from(folder);
    let log = std::env::var("DIENHONG_KILL_LOG").expect("a log");
    let app = Arc::new(
        dienhong::app::App::open(&folder, &Target::from(None, &folder), dienhong::app::Config::default())
            .expect("opens"),
    );
    let log = Arc::new(std::sync::Mutex::new(std::fs::File::create(log).expect("a log")));
    let writers: Vec<_> = (0..20)
        .map(|writer| {
            let (app, log) = (Arc::clone(&app), Arc::clone(&log));
            std::thread::spawn(move || {
                let member = Arc::new(Member::operator());
                for n in 0.. {
                    let chain = format!("writer-{writer}");
                    let done = app.act_here(&member, move |act: &mut Act| {
                        act.record(&chain, "written", &n.to_string(), &json!({ "n": n }))
                    });
                    if done.is_ok() {
                        // Only after the answer: what stands in the log was acknowledged.
                        let mut log = log.lock().expect("the log");
                        let _ = writeln!(log, "{writer} {n}");
                    }
                }
            })
        })
        .collect();
    for writer in writers {
        let _ = writer.join();
    }
}
