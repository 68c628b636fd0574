//! Papers and reports: a letter as PDF and DOCX, the report of a term at both levels, the overview of many councils at a size, and
//! the memory of a very long report; each beside a floor in the same run.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use papers::official::{Addressed, Block, Official, Signer, Title, docx, pdf};
use papers::{Part, PrintedColumn, Row, Style};

use crate::process::{self, Served};
use crate::{load, mega, product};

/// How often each file is made.
const TIMES: u32 = 100;

/// A letter as offices send it: half a page of text, a table of a few rows.
fn letter() -> Official {
    let part = |words: &str| vec![Part { words: words.to_owned(), style: Style::Plain }];
    let row = |n: usize| Row::Cells {
        cells: vec![
            part(&n.to_string()),
            part("Nạo vét tuyến mương tiêu thôn Đông Giả, xã Mẫu Tâm [BG-2024-0001]"),
            part("30/6/2024"),
        ],
    };
    let column = |heading: &str, share| PrintedColumn { heading: heading.to_owned(), share, center: share <= 16 };
    let words = |words: &str| Block::Words { words: words.to_owned() };
    Official {
        lies: papers::official::Lies::Upright,
        authority: Vec::new(),
        language: "vi".into(),
        motto: ["Cộng hòa xã hội chủ nghĩa Việt Nam".into(), "Độc lập - Tự do - Hạnh phúc".into()],
        parent: String::new(),
        issuer: "Hội đồng nhân dân huyện Minh Họa".into(),
        reference: "Số: 12/HĐND".into(),
        place: "Minh Họa, ngày 20 tháng 6 năm 2024".into(),
        day: (2024, 6, 20),
        title: Title::Letter { about: "V/v đôn đốc thực hiện kết luận giám sát".into() },
        to: Addressed { word: "Kính gửi:".into(), names: vec!["Ủy ban nhân dân xã Mẫu Tâm".into()] },
        grounds: Vec::new(),
        body: vec![
            words(
                "Qua theo dõi, đến nay một số kết luận, kiến nghị sau giám sát của Hội đồng nhân dân chưa được báo cáo kết quả thực hiện đúng thời hạn. Thường trực Hội đồng nhân dân đề nghị Ủy ban nhân dân xã khẩn trương thực hiện các nội dung sau:",
            ),
            Block::Table {
                columns: vec![column("TT", 7), column("Nội dung", 73), column("Thời hạn", 16)],
                rows: (1..=6).map(row).collect(),
            },
            words("Đề nghị báo cáo kết quả bằng văn bản, kèm minh chứng, trước ngày 30/6/2024."),
        ],
        signers: vec![Signer {
            authority: vec!["TM. THƯỜNG TRỰC".into(), "CHỦ TỊCH".into()],
            name: "Người Ký Minh Họa".into(),
        }],
        recipients: Addressed { word: "Nơi nhận:".into(), names: vec!["Như trên;".into(), "Lưu: VT.".into()] },
        annexes: Vec::new(),
        mark: String::new(),
    }
}

/// Milliseconds of one, over many.
fn each(make: impl Fn() -> usize) -> (f64, usize) {
    let size = make();
    let started = Instant::now();
    for _ in 0..TIMES {
        make();
    }
    (started.elapsed().as_secs_f64() * 1000.0 / f64::from(TIMES), size)
}

fn letters() {
    let (letter, bare) = (letter(), Official { language: "vi".into(), day: (2024, 6, 20), ..Official::default() });
    let made = |paper: &Official| pdf(paper).map_or(0, |file| file.len());
    let ((whole, size), (floor, _)) = (each(|| made(&letter)), each(|| made(&bare)));
    println!(
        "| a letter as PDF/A and PDF/UA | {whole:.1} ms for {} kB | a paper without words {floor:.1} ms, ratio {:.1} | ≤ 10 ms |",
        size / 1000,
        whole / floor
    );
    let made = |paper: &Official| docx(paper).map_or(0, |file| file.len());
    let ((whole, size), (floor, _)) = (each(|| made(&letter)), each(|| made(&bare)));
    println!(
        "| a letter as DOCX | {whole:.2} ms for {} kB | a paper without words {floor:.2} ms, ratio {:.1} | ≤ 5 ms |",
        size / 1000,
        whole / floor
    );
}

/// The body of an answer to a request, and the CPU milliseconds of the server that it took.
fn asked(served: &Served, token: &str, arguments: &[&str]) -> Result<(Vec<u8>, f64), String> {
    let before = served.cpu();
    let output = Command::new("curl")
        .args(["-sS", "--fail-with-body", "-H", &format!("Authorization: Bearer {token}"), "-H", "Accept: text/html"])
        .args(arguments)
        .output()
        .map_err(|error| format!("curl: {error}"))?;
    if !output.status.success() {
        return Err(format!("{arguments:?}: {}", String::from_utf8_lossy(&output.stdout)));
    }
    Ok((output.stdout, (served.cpu() - before) * 1000.0))
}

/// Letters, then the report of a term at both levels.
pub fn measure(data: &Path) -> Result<(), String> {
    println!("| what | figure | floor in the same run | aim |");
    println!("| --- | --- | --- | --- |");
    letters();
    let product = product();
    let token = process::token(&product, data, None, "thuky")?;
    let served = Served::start(&product, &["serve", "--data", &data.display().to_string()])?;
    served.settle();
    let at = |path: &str| format!("http://{}{path}", served.address);
    // Five years: those before the term of the illustration have few records, and are counted as the others.
    let term = "2019-07-01:2024-06-20";
    let (petitions, followups, raw) = read_raw(data)?;
    let body = format!(r#"{{"form":"bao-cao-ket-qua-hoat-dong","subject":"{term}"}}"#);
    let json = ["-H", "Content-Type: application/json", "-d", &body];
    let started = Instant::now();
    let (begun, cpu) = asked(&served, &token, &[&json[..], &[&at("/api/v1/papers")]].concat())?;
    let begun: serde_json::Value = serde_json::from_slice(&begun).map_err(|error| error.to_string())?;
    let id = begun["id"].as_str().ok_or("no report was begun")?.to_owned();
    println!(
        "| report of 17 councils over five years begun, {petitions} petitions and {followups} follow-ups: every figure counted, fixed with its records | {:.0} ms, {cpu:.0} ms CPU | the same rows read once by raw SQLite {raw:.1} ms, ratio {:.0} | figures ≤ 200 ms |",
        started.elapsed().as_secs_f64() * 1000.0,
        cpu / raw
    );
    let (floor, floor_cpu) = asked(&served, &token, &[&at("/healthz")])?;
    let pages = [
        ("its page, with what changed since", format!("/van-ban/{id}"), ""),
        ("a figure of it opened", format!("/van-ban/{id}?so=petitions"), ""),
        ("as PDF", format!("/van-ban/{id}/tep?dang=pdf"), "≤ 1.5 s"),
        ("as DOCX", format!("/van-ban/{id}/tep?dang=docx"), ""),
        ("figures of the term as JSON", "/api/v1/figures?tu=2019-07-01&den=2024-06-20".to_owned(), "≤ 200 ms"),
    ];
    for (name, path, aim) in &pages {
        asked(&served, &token, &[&at(path)])?;
        let started = Instant::now();
        let (file, cpu) = asked(&served, &token, &[&at(path)])?;
        println!(
            "| {name} | {:.0} ms, {cpu:.0} ms CPU, {} kB | /healthz {floor_cpu:.0} ms CPU, {} bytes | {aim} |",
            started.elapsed().as_secs_f64() * 1000.0,
            file.len() / 1000,
            floor.len()
        );
    }
    let before = served.resident();
    let started = Instant::now();
    let (file, cpu) = asked(&served, &token, &[&at(&format!("/van-ban/{id}/tep?dang=pdf&kem=ho-so"))])?;
    let pages = file.windows(11).filter(|part| *part == b"/Type /Page" || *part == b"/Type/Page/").count();
    println!(
        "| the report with the records behind its figures, {pages} pages told | {:.1} s, {cpu:.0} ms CPU, {:.1} MB; memory {:.0} MB at most | {:.0} MB before | ≤ 300 MB for 300 pages |",
        started.elapsed().as_secs_f64(),
        mega(file.len() as u64),
        mega(served.peak()),
        mega(before)
    );
    Ok(())
}

/// Petitions and follow-ups of an installation, and the milliseconds in which raw SQLite reads every column of theirs.
fn read_raw(data: &Path) -> Result<(i64, i64, f64), String> {
    let said = |error: rusqlite::Error| error.to_string();
    let connection = rusqlite::Connection::open(data.join("dienhong.sqlite")).map_err(said)?;
    let all = |table: &str| -> Result<i64, String> {
        let mut rows = connection.prepare(&format!("SELECT * FROM {table}")).map_err(said)?;
        let columns = rows.column_count();
        let mut found = rows.query([]).map_err(said)?;
        let mut many = 0;
        while let Some(row) = found.next().map_err(said)? {
            for column in 0..columns {
                std::hint::black_box(row.get_ref(column).map_err(said)?);
            }
            many += 1;
        }
        Ok(many)
    };
    all("petitions")?;
    let started = Instant::now();
    let (petitions, followups) = (all("petitions")?, all("followups")?);
    Ok((petitions, followups, started.elapsed().as_secs_f64() * 1000.0))
}

/// So many petitions spread over the councils of an installation, written in SQL: for measuring alone.
fn fill(data: &Path, many: i64) -> Result<i64, String> {
    let said = |error: rusqlite::Error| error.to_string();
    let connection = rusqlite::Connection::open(data.join("dienhong.sqlite")).map_err(said)?;
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).map_err(said);
    let stand = count("SELECT count(*) FROM petitions")?;
    let councils = count("SELECT count(*) FROM councils")?;
    let each = (many - stand).max(0) / councils.max(1);
    connection
        .execute_batch(&format!(
            "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN;
             INSERT INTO petitions (id, council_id, number, title, words, place, topic, competence, body_id, body_words, priority, is_public,
                 stage, stage_on, received_on, reply_due, answer_class, ending, occurrences, voters, proofs, merged_into, repeats_id,
                 taken_from, recorded_at, version)
             WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {each})
             SELECT 'b' || councils.id || '.' || n, councils.id, 'KN-' || councils.mark || '.' || n, 'Kiến nghị minh họa số ' || n, 'Đề nghị sửa đường số ' || n,
                 'thôn ' || (n % 9), 'giao_thong', 'commune', NULL, 'UBND', 'normal', 0, 'answered', '2024-05-01',
                 date('2021-07-01', '+' || (n % 1080) || ' days'), NULL, CASE n % 3 WHEN 0 THEN 'done' WHEN 1 THEN 'explained' END, NULL, 1, 1, 0, NULL, NULL,
                 NULL, '2024-05-01T00:00:00Z', 1
             FROM councils, n; COMMIT;"
        ))
        .map_err(said)?;
    count(
        "SELECT (SELECT count(*) FROM petitions) + (SELECT count(*) FROM followups) + (SELECT count(*) FROM supervisions)",
    )
}

/// The overview of 168 communes at a size: the first time, when every council is counted, and afterwards.
pub fn levels(data: &Path, many: i64) -> Result<(), String> {
    let records = fill(data, many)?;
    println!("| what | figure | floor in the same run | aim |");
    println!("| --- | --- | --- | --- |");
    println!("| records of the installation | {records} | | 1,000,000 |");
    let product = product();
    let token = process::token(&product, data, None, "thuky")?;
    let served = Served::start(&product, &["serve", "--data", &data.display().to_string()])?;
    served.settle();
    let term = "/toan-canh?tu=2021-07-01&den=2024-06-20";
    let started = Instant::now();
    let (_, cpu) = asked(&served, &token, &[&format!("http://{}{term}", served.address)])?;
    println!(
        "| overview of the term, the first time: every council counted | {:.1} s, {cpu:.0} ms CPU; memory {:.0} MB at most | | |",
        started.elapsed().as_secs_f64(),
        mega(served.peak())
    );
    for (name, path) in [("overview of the term, kept counts", term), ("scores of both levels", "/cham-diem?nam=2023")]
    {
        asked(&served, &token, &[&format!("http://{}{path}", served.address)])?;
        let (cpu, bytes, floor) = load::beside_the_floor(&served, path, &token)?;
        println!(
            "| {name}: CPU a request | {:.1} ms for {} kB | plain axum page of equal bytes {:.2} ms, ratio {:.0} | ≤ 15 ms |",
            cpu * 1000.0,
            bytes / 1000,
            floor * 1000.0,
            cpu / floor
        );
    }
    Ok(())
}
