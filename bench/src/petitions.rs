//! Voters' petitions at a size: a table taken in, search, a filtered page, candidates, the table of a month; each beside a floor.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use dienhong::app::{App, Config};
use dienhong::councils::store::{self as councils, CouncilRow};
use dienhong::db::{Connection, Target};
use dienhong::people::{Held, Member};
use dienhong::petitions::recording::NewPetition;
use dienhong::petitions::sheet::{Line, Table};
use dienhong::petitions::taking_in::{self, Plan};
use dienhong::petitions::{finding, store, synthesis};
use dienhong::trouble::{Outcome, Trouble};
use dienhong::web::i18n::Language;
use law::role::Role;

use crate::{acts, load};

const WORKS: &[&str] =
    &["sửa chữa", "nâng cấp", "đầu tư xây dựng", "nạo vét", "thay mới", "mở rộng", "lắp đặt", "cải tạo"];
const THINGS: &[&str] = &[
    "tuyến đường liên thôn",
    "cầu qua kênh",
    "mương tiêu nội đồng",
    "hệ thống đèn chiếu sáng",
    "trạm y tế",
    "điểm trường mầm non",
    "nhà văn hóa",
    "đường dây điện hạ thế",
    "hệ thống nước sạch",
    "bãi tập kết rác",
    "chợ dân sinh",
    "cống thoát nước",
    "trạm bơm",
    "sân thể thao",
];
const WHYS: &[&str] = &[
    "hiện đã xuống cấp, đi lại khó khăn",
    "mưa to là ngập, ảnh hưởng sản xuất",
    "đã kiến nghị nhiều lần chưa được giải quyết",
    "mất an toàn cho học sinh",
    "bà con rất mong chờ",
    "chưa được đầu tư từ khi lập thôn",
];
const FIRST: &[&str] = &[
    "Đông",
    "Tây",
    "Nam",
    "Bắc",
    "Thượng",
    "Hạ",
    "Trung",
    "Đình",
    "Chùa",
    "Giếng",
    "Tân",
    "Phú",
    "An",
    "Bình",
    "Hòa",
    "Vĩnh",
    "Xuân",
    "Thanh",
    "Ngọc",
    "Kim",
];
const SECOND: &[&str] = &[
    "Xá", "Giả", "Trạch", "Khê", "Lộc", "Thịnh", "Sơn", "Hải", "Lâm", "Điền", "Cầu", "Thủy", "Mỹ", "Long", "Phong",
    "Quang", "Hưng", "Tiến", "Lạc", "Đô",
];
/// Lines of one table.
const TABLE: usize = 50_000;
/// Months of the days on which invented petitions were said.
const MONTHS: usize = 60;

/// How the lines of a table stand.
#[derive(Clone, Copy)]
enum Order {
    /// As offices keep their books: by the day on which something was said.
    OfDays,
    /// In none: each line touches another place of every index.
    None,
}

/// One invented petition, the same for the same number; said on the day that its place in its table gives.
fn invented(n: usize, order: Order) -> Line {
    let pick = |all: &'static [&'static str], step: usize| all[(n / step + n * 7) % all.len()];
    let (work, thing, why) = (pick(WORKS, 1), pick(THINGS, 3), pick(WHYS, 11));
    let hamlet = format!("{} {} {}", pick(FIRST, 17), pick(SECOND, 29), n % 9 + 1);
    let words = format!("Đề nghị {work} {thing} thôn {hamlet} đoạn {} m, {why}.", 50 + n % 900);
    let month = match order {
        Order::OfDays => n % TABLE * MONTHS / TABLE,
        Order::None => n % MONTHS,
    };
    let (year, month, day) = (2019 + month / 12, month % 12 + 1, n / MONTHS % 28 + 1);
    let petition = NewPetition {
        words,
        place: format!("thôn {hamlet}, xã {} {}", pick(FIRST, 101), pick(SECOND, 211)),
        on: format!("{year}-{month:02}-{day:02}"),
        topic: ["giao_thong", "thuy_loi", "dien", "y_te", "giao_duc"][n % 5].into(),
        voters: (n % 20 + 1).to_string(),
        ..NewPetition::default()
    };
    Line { number: n + 1, petition, ..Line::default() }
}

fn said(trouble: &Trouble) -> String {
    trouble.to_string()
}

/// Whose the invented petitions are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// One in five the district's, the others its communes'.
    Both,
    /// All the district's: what one council's search has to bear.
    District,
}

/// Fills the illustration up to so many petitions, through the verb that takes a table in. With the address of a PostgreSQL that
/// holds the illustration, there. The floor: the same tables' words as rows of three columns into
/// a bare table of SQLite, in transactions of as many lines.
pub fn fill(data: &Path, many: usize, whose: Whose, database: Option<&str>) -> Result<(), String> {
    let target = Target::from(database, data);
    let app = Arc::new(App::open(data, &target, Config::default()).map_err(|t| said(&t))?);
    let all = app.store.read_here(councils::all).map_err(|t| said(&t))?;
    let standing = app.store.read_here(store::count).map_err(|t| said(&t))?;
    let wanted = many.saturating_sub(usize::try_from(standing).unwrap_or(0));
    let mut number = usize::try_from(standing).unwrap_or(0);
    println!("| lines a second, petitions standing before | taken in |");
    println!("| --- | --- |");
    for (at, council) in all.iter().enumerate() {
        let share = match (whose, at) {
            (Whose::District, 0) => wanted,
            (Whose::District, _) => 0,
            (Whose::Both, 0) => wanted / 5,
            (Whose::Both, _) => (wanted - wanted / 5) / (all.len() - 1).max(1),
        };
        let mut left = share;
        while left > 0 {
            let count = left.min(TABLE);
            let rate = taken_in(&app, council, &table_of(number, count, Order::OfDays))?;
            println!("| {number}, {} | {rate:.0} |", council.mark);
            number += count;
            left -= count;
        }
    }
    for council in [all.first(), all.last()].into_iter().flatten() {
        let rate = taken_in(&app, council, &table_of(number, TABLE, Order::None))?;
        println!("| {number}, {}, lines in no order | {rate:.0} |", council.mark);
        number += TABLE;
    }
    println!("| floor: the words alone into a bare table of SQLite | {:.0} |", floor_rate(data)?);
    Ok(())
}

fn table_of(from: usize, count: usize, order: Order) -> Arc<Table> {
    let lines = (0..count).map(|n| Line { number: n + 1, ..invented(from + n, order) }).collect();
    Arc::new(Table { columns: Vec::new(), lines })
}

/// Lines a second into a bare table on the same disk, a thousand in each transaction, flushed as the product flushes.
fn floor_rate(data: &Path) -> Result<f64, String> {
    let file = data.join("floor.sqlite");
    let run = || -> rusqlite::Result<f64> {
        let mut raw = rusqlite::Connection::open(&file)?;
        acts::durable(&raw)?;
        raw.execute_batch(
            "PRAGMA journal_mode = WAL;
             CREATE TABLE lines (id INTEGER PRIMARY KEY, words TEXT, place TEXT, on_day TEXT)",
        )?;
        let table = table_of(0, TABLE, Order::OfDays);
        let started = Instant::now();
        for part in table.lines.chunks(1000) {
            let act = raw.transaction()?;
            let mut line = act.prepare_cached("INSERT INTO lines (words, place, on_day) VALUES (?1, ?2, ?3)")?;
            for one in part {
                line.execute((&one.petition.words, &one.petition.place, &one.petition.on))?;
            }
            drop(line);
            act.commit()?;
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of lines")]
        let rate = TABLE as f64 / started.elapsed().as_secs_f64();
        Ok(rate)
    };
    let rate = run().map_err(|error| error.to_string());
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(data.join(format!("floor.sqlite{end}")));
    }
    rate
}

fn clerk(council_id: &str) -> Arc<Member> {
    let role = Held { council_id: council_id.to_owned(), body_id: None, role: Role::Clerk };
    Arc::new(Member { roles: vec![role], ..Member::operator() })
}

fn taken_in(app: &Arc<App>, council: &CouncilRow, table: &Arc<Table>) -> Result<f64, String> {
    let member = clerk(&council.id);
    let plan = Plan { channel: "council".into(), on: "2023-12-01".into(), ..Plan::default() };
    let (mark, lines) = (council.mark.clone(), table.lines.len());
    let hash = "0".repeat(64);
    let started = Instant::now();
    let id = app
        .act_here(&member, move |act| taking_in::start(act, &mark, ("do.xlsx", &hash), &plan, lines))
        .map_err(|t| said(&t))?;
    taking_in::take_in(app, &member, &id, table).map_err(|t| said(&t))?;
    #[expect(clippy::cast_precision_loss, reason = "counts of lines")]
    let rate = lines as f64 / started.elapsed().as_secs_f64();
    Ok(rate)
}

/// Measures what is asked of so many petitions. With the address of a PostgreSQL that holds the same records, there.
pub fn measure(data: &Path, database: Option<&str>) -> Result<(), String> {
    let target = Target::from(database, data);
    let app = App::open(data, &target, Config::default()).map_err(|t| said(&t))?;
    let council = app.store.read_here(|db| councils::by_mark(db, "BG")).map_err(|t| said(&t))?;
    let council = council.ok_or("no council BG")?;
    let all = app.store.read_here(store::count).map_err(|t| said(&t))?;
    println!("| what | figure | beside it |");
    println!("| --- | --- | --- |");
    println!("| petitions | {all} | |");
    let key = councils_key(&app, &council.id).map_err(|t| said(&t))?;
    println!("| floor: one petition by its id | {key:.3} ms | |");
    let queries: Vec<String> = (0..200).map(|n| invented(n * 37 + 5, Order::OfDays).petition.words).collect();
    let short: Vec<String> = queries
        .iter()
        .map(|words| words::fold(&words.split(' ').skip(4).take(5).collect::<Vec<_>>().join(" ")))
        .collect();
    let times = timed(&app, &short, |db, query| finding::search(db, &council.id, query, 50).map(drop))?;
    println!(
        "| search, five words without marks: half, 99 of 100 | {} | {:.0} times the floor |",
        shown(&times),
        times[99] / key
    );
    let times = timed(&app, &queries, |db, words| finding::alike(db, &council.id, words, "", None).map(drop))?;
    println!(
        "| candidates of a new text: half, 99 of 100 | {} | {:.0} times the floor |",
        shown(&times),
        times[99] / key
    );
    let w = app.locales.words(Language::Vietnamese);
    let (first, last) = (law_day("2022-03-01")?, law_day("2022-03-31")?);
    let mut count = 0;
    let times = timed(&app, &queries[..10], |db, _| {
        count = synthesis::read(&app, db, &council.id, (first, last), "", &w)?.len();
        Ok(())
    })?;
    println!("| table of a month, {count} petitions: half, 99 of 100 | {} | |", shown(&times));
    drop(app);
    let pages = [
        ("book, open", "/kien-nghi"),
        ("book, one stage", "/kien-nghi?tt=received"),
        ("book, one field", "/kien-nghi?lv=y_te"),
    ];
    load::pages(data, database, &pages)
}

fn law_day(text: &str) -> Result<law::day::Day, String> {
    text.parse().map_err(|_| format!("{text} is no day"))
}

fn councils_key(app: &App, council_id: &str) -> Outcome<f64> {
    app.store.read_here(|db: &mut Connection| {
        let wanted = store::Wanted { council_id: council_id.to_owned(), ..store::Wanted::default() };
        let rows = store::list(db, &wanted, 200)?;
        let started = Instant::now();
        for row in &rows {
            store::by_id(db, &row.id)?;
        }
        #[expect(clippy::cast_precision_loss, reason = "two hundred")]
        let each = started.elapsed().as_secs_f64() * 1000.0 / rows.len().max(1) as f64;
        Ok(each)
    })
}

/// Milliseconds of each hundredth, the first run of each question not counted.
fn timed(
    app: &App,
    asked: &[String],
    mut ask: impl FnMut(&mut Connection, &str) -> Outcome<()>,
) -> Result<Vec<f64>, String> {
    let mut times = Vec::with_capacity(asked.len());
    app.store
        .read_here(|db| {
            for round in 0..2 {
                for one in asked {
                    let started = Instant::now();
                    ask(db, one)?;
                    if round > 0 {
                        times.push(started.elapsed().as_secs_f64() * 1000.0);
                    }
                }
            }
            Ok(())
        })
        .map_err(|t| said(&t))?;
    times.sort_by(f64::total_cmp);
    Ok((0..=100).map(|share| times[(times.len() - 1) * share / 100]).collect())
}

fn shown(times: &[f64]) -> String {
    format!("{:.1} ms, {:.1} ms", times[50], times[99])
}
