//! What an attacker tried, so that it stays closed.

use axum::http::StatusCode;
use serde_json::json;

use crate::app::{Person, Town};

#[tokio::test]
async fn an_administrator_gives_nobody_a_neighbours_body_nor_himself_a_verdict() {
    let town = Town::on("2024-06-20");
    let admin = town.person("administrator", "BG");
    let account = |sign_in: &str, role: &str, body: String| {
        json!({
            "sign_in": sign_in, "name": "Người thử", "password": "mat-khau-du-dai", "council": "BG", "role": role,
            "body": body,
        })
    };
    let foreign = account("thu.mot", "unit", town.body("HK", "UBND HK"));
    assert_eq!(admin.sends("/api/v1/accounts", &foreign).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let judge = account("thu.hai", "standing_committee", String::new());
    let refused = admin.sends("/api/v1/accounts", &judge).await;
    assert_eq!(refused.json()["errors"][0]["key"], "invalid-role-standing");
    let chair = town.person("standing_committee", "BG");
    assert_eq!(chair.sends("/api/v1/accounts", &judge).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn an_ended_role_is_not_revived() {
    let town = Town::on("2024-06-20");
    let admin = town.person("administrator", "BG");
    let _clerk = town.person("clerk", "BG");
    let accounts = admin.opens("/api/v1/accounts").await.json();
    let line = accounts["accounts"].as_array().expect("rows").iter().find(|line| line["role"] == "clerk").expect("it");
    let path = format!("/api/v1/roles/{}/ending", line["role_id"].as_str().expect("an id"));
    assert_eq!(admin.sends(&path, &json!({ "to": "2024-06-01" })).await.status, StatusCode::OK);
    let revived = admin.sends(&path, &json!({ "to": "2099-01-01" })).await;
    assert_eq!(revived.json()["errors"][0]["key"], "invalid-role-ended");
}

#[tokio::test]
async fn a_council_that_lives_hands_nothing_over_and_none_writes_to_a_strangers_bodies() {
    let town = Town::on("2024-06-20");
    let (chair, clerk) = (town.person("standing_committee", "HK"), town.person("clerk", "HK"));
    let number = clerk.records(&town, "HK", "Sửa nhà văn hóa thôn Đông", "2024-07-20").await;
    let handover = json!({ "to": "CB", "decided_by": "x", "document": "giả", "viec": number });
    let refused = chair.sends("/api/v1/councils/HK/handovers", &handover).await;
    assert_eq!(refused.json()["errors"][0]["key"], "invalid-council-not-over");
    let foreign = json!({ "origin": "conclusion", "words": "Việc của xã khác", "lead": town.body("CB", "UBND CB") });
    let refused = clerk.sends("/api/v1/follow-ups", &foreign).await;
    assert_eq!(refused.json()["errors"][0]["key"], "invalid-body");
}

#[tokio::test]
async fn a_day_in_the_year_9999_is_a_slip_of_the_finger() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let far = json!({ "origin": "conclusion", "words": "Việc xa", "due_on": "9999-12-30" });
    assert_eq!(clerk.sends("/api/v1/follow-ups", &far).await.json()["errors"][0]["key"], "invalid-day-far");
}

#[tokio::test]
async fn a_flood_of_numbers_broken_json_and_control_letters_are_met_with_words() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let number = clerk.records(&town, "BG", "Nạo vét mương", "2024-06-10").await;
    let flood = json!({ "viec": format!("{number},").repeat(40_000) });
    let refused = clerk.sends("/api/v1/urgings", &flood).await;
    assert_eq!(refused.json()["errors"][0]["key"], "invalid-too-many");
    let wrong = clerk.sends("/api/v1/follow-ups", &json!([1, 2])).await;
    assert!(wrong.status.is_client_error());
    assert!(wrong.json()["title"].is_string(), "told as a problem: {}", wrong.text);
    let nul = json!({ "origin": "conclusion", "words": "Nạo\u{0} vét\u{b} mương" });
    let number = clerk.sends("/api/v1/follow-ups", &nul).await.number();
    assert_eq!(clerk.reads(&number).await["follow_up"]["words"], "Nạo vét mương");
}

#[tokio::test]
async fn who_may_not_read_a_record_is_not_told_that_it_exists() {
    let town = Town::on("2024-06-20");
    let (clerk, unit) = (town.person("clerk", "HK"), town.person("unit", "CB"));
    let number = clerk.records(&town, "HK", "Sửa nhà văn hóa thôn Đông", "2024-07-20").await;
    let response = json!({ "response": "accepted" });
    for number in [number.as_str(), "HK-2024-9999"] {
        let path = format!("/api/v1/follow-ups/{number}/responses");
        assert_eq!(unit.sends(&path, &response).await.status, StatusCode::NOT_FOUND);
    }
    let before = std::fs::read_dir(town.folder.join("files")).map_or(0, Iterator::count);
    assert_eq!(unit.reports(&number, "").await.status, StatusCode::NOT_FOUND);
    let after = std::fs::read_dir(town.folder.join("files")).map_or(0, Iterator::count);
    assert_eq!(before, after, "and its file is not kept");
}

const SCRIPT: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>";

async fn makes(person: &Person, path: &str, body: serde_json::Value) -> serde_json::Value {
    let made = person.sends(path, &body).await;
    assert!(made.status.is_success(), "{path}: {}", made.text);
    made.json()
}

/// Opens pages and sees that nothing typed stands in them but as words.
async fn shows_words_alone(person: &Person, paths: &[String]) {
    for path in paths {
        let page = person.opens(path).await;
        assert!(page.status.is_success(), "{path}: {}", page.status);
        assert!(!page.text.contains("<script>alert") && !page.text.contains("<img src=x"), "{path}: {}", page.text);
        assert!(page.text.contains("script&#62;") || page.text.contains("script&gt;"), "{path} shows what was typed");
    }
}

#[tokio::test]
async fn script_in_every_field_of_a_meeting_is_shown_as_words() {
    let town = Town::on("2026-03-18");
    let (clerk, deputy) = (town.person("clerk", "BG"), town.person("deputy", "BG"));
    let new = json!({
        "council": "BG", "kind": "before_session", "title": SCRIPT, "session": SCRIPT, "starts_on": "12/3/2026",
        "session_opens_on": "15/5/2026", "plan_document": SCRIPT, "words": SCRIPT, "asked_by": SCRIPT,
    });
    let made = makes(&clerk, "/api/v1/contact-rounds", new).await;
    let round = made["id"].as_str().expect("an id");
    let new = json!({ "on": "18/3/2026", "at": SCRIPT, "area": SCRIPT, "place": SCRIPT, "chair": SCRIPT });
    let made = makes(&clerk, &format!("/api/v1/contact-rounds/{round}/meetings"), new).await;
    let meeting = made["id"].as_str().expect("an id");
    let note = json!({
        "id": "note-aaaa-1", "edit": "edit-aaaa-1", "words": SCRIPT, "place": SCRIPT, "answered_by": SCRIPT,
        "answer": SCRIPT, "said_by": SCRIPT, "noted_at": "2026-03-18T12:40:00Z",
    });
    makes(&deputy, &format!("/api/v1/voter-meetings/{meeting}/notes"), json!({ "notes": [note] })).await;
    let held = json!({ "voters": "6", "minutes": SCRIPT });
    makes(&clerk, &format!("/api/v1/voter-meetings/{meeting}/holding"), held).await;
    let of = |page: &str| format!("/tiep-xuc/cuoc/{meeting}{page}");
    for (name, is_photo) in [("anh.svg", false), ("anh.html", false), ("<script>alert(1)</script>.jpg", true)] {
        let photo = [("id", "photo-aaaa-1"), ("note", "note-aaaa-1")];
        let kept = deputy.uploads(&of("/anh"), &photo, name, SCRIPT.as_bytes()).await;
        assert_eq!(kept.status.is_success(), is_photo, "{name}: {}", kept.text);
    }
    let mut paths = vec!["/tiep-xuc?hdnd=BG".to_owned(), format!("/tiep-xuc/dot/{round}")];
    let pages = ["", "/giay-moi", "/bien-ban", "/kien-nghi-truoc", "/kien-nghi-truoc?doc=1", "/vao-so"];
    paths.extend(pages.map(of));
    shows_words_alone(&clerk, &paths).await;
}

#[tokio::test]
async fn script_in_every_field_of_a_petition_is_shown_as_words() {
    let town = Town::on("2026-03-18");
    let (clerk, chair) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let deputy = town.person("deputy", "BG");
    let new = json!({
        "council": "BG", "words": SCRIPT, "title": SCRIPT, "place": SCRIPT, "meeting": SCRIPT, "noted_by": SCRIPT,
        "public": "1",
    });
    let made = makes(&clerk, "/api/v1/petitions", new).await;
    let number = made["number"].as_str().expect("a number");
    let of = |what: &str| format!("/api/v1/petitions/{number}/{what}");
    let said = json!({ "words": SCRIPT, "place": SCRIPT, "meeting": SCRIPT, "noted_by": SCRIPT });
    makes(&clerk, &of("occurrences"), said).await;
    let sorting = json!({ "topic": "giao_thong", "competence": "district", "body_words": SCRIPT, "public": "1" });
    makes(&clerk, &of("screening"), sorting).await;
    makes(&clerk, &of("forwarding"), json!({ "document": SCRIPT, "words": SCRIPT })).await;
    let answer = json!({
        "class": "accepted_with_time", "document": SCRIPT, "words": SCRIPT, "body_words": SCRIPT, "promise": SCRIPT,
        "product": SCRIPT, "promised_by": "30/6/2026",
    });
    makes(&clerk, &of("answers"), answer.clone()).await;
    let opinion = json!({ "judge": "deputy_group", "opinion": "not_solved", "words": SCRIPT });
    makes(&deputy, &of("opinions"), opinion).await;
    makes(&deputy, &of("return"), json!({ "flaw": "general", "words": SCRIPT })).await;
    makes(&clerk, &of("answers"), answer).await;
    makes(&clerk, &of("publication"), json!({ "on": "18/3/2026", "place": SCRIPT, "words": SCRIPT })).await;
    makes(&chair, &of("closing"), json!({ "ending": "elsewhere", "words": SCRIPT })).await;
    clerk.submits("/kien-nghi/chu-viet-tat", &[("hdnd", "BG"), ("short", "TTT"), ("long", SCRIPT)]).await;
    let cell = format!("\"{}\"", SCRIPT.replace('"', "\"\""));
    let table = format!("TT;Nội dung kiến nghị;Địa phương;{cell}\n1;{cell};{cell};{cell}\n");
    let typed = [("hdnd", "BG"), ("meeting", SCRIPT), ("body", SCRIPT)];
    let looked = clerk.uploads("/kien-nghi/nhap", &typed, "b.csv", table.as_bytes()).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.text);
    assert!(!looked.text.contains("<script>alert") && !looked.text.contains("<img src=x"), "{}", looked.text);
    shows_words_alone(
        &clerk,
        &[
            format!("/kien-nghi/{number}"),
            "/kien-nghi?hdnd=BG&tt=closed".into(),
            "/kien-nghi?hdnd=BG&q=%3Cscript%3Ealert(1)%3C/script%3E".into(),
            "/kien-nghi/tong-hop?hdnd=BG&tu=01/01/2026&den=31/12/2026".into(),
            "/viec-theo-doi?hdnd=BG".into(),
        ],
    )
    .await;
    let short = clerk.opens("/kien-nghi/chu-viet-tat?hdnd=BG").await;
    assert!(!short.text.contains("<script>alert"), "{}", short.text);
}

#[tokio::test]
async fn a_unit_of_one_council_that_is_a_deputy_of_another_reads_each_by_the_role_held_there() {
    let town = Town::on("2026-03-18");
    let (near, far) = (town.person("clerk", "BG"), town.person("clerk", "HK"));
    let owed = near.records(&town, "BG", "Việc của chính đơn vị", "2026-06-20").await;
    let said = json!({ "council": "BG", "words": "Đề nghị chưa chuyển cho đơn vị nào" });
    let unsent = makes(&near, "/api/v1/petitions", said).await["number"].as_str().expect("a number").to_owned();
    let said = json!({ "council": "HK", "words": "Đề nghị của cử tri xã" });
    let own = makes(&far, "/api/v1/petitions", said).await["number"].as_str().expect("a number").to_owned();
    let both = town.also(&town.person("unit", "BG"), "deputy", "HK");
    let book = both.opens("/kien-nghi?hdnd=HK").await;
    assert!(book.text.contains(&own), "a deputy reads the whole book: {}", book.text);
    assert_eq!(both.opens(&format!("/kien-nghi/{own}")).await.status, StatusCode::OK);
    for path in [
        "/api/v1/petitions?hdnd=BG".to_owned(),
        format!("/kien-nghi/{unsent}"),
        "/kien-nghi/tong-hop?hdnd=BG".into(),
        "/api/v1/resupervisions?hdnd=BG".into(),
        "/api/v1/transfers?hdnd=BG".into(),
        "/toan-canh?hdnd=BG".into(),
    ] {
        let refused = both.opens(&path).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{path}: {}", refused.text);
    }
    let book = both.opens("/kien-nghi?hdnd=BG").await;
    assert!(!book.text.contains(&unsent), "what was not sent to the unit stays the council's: {}", book.text);
    let register = both.opens("/api/v1/follow-ups?hdnd=BG").await.text;
    assert!(register.contains(&owed), "what the unit owes is its own: {register}");
    let rates = both.opens("/api/v1/rates?hdnd=BG").await;
    assert!(!rates.text.contains("\"figures\""), "{}", rates.text);
}

#[tokio::test]
async fn a_stranger_fills_no_memory_and_a_long_comparison_holds_nobody_up() {
    let town = Town::on("2024-06-20");
    let (nobody, clerk) = (town.nobody(), town.person("clerk", "BG"));
    let long = "a".repeat(2 * 1024 * 1024);
    let refused = nobody.submits("/dang-nhap", &[("sign_in", "thuky"), ("password", long.as_str())]).await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
    let new = json!({ "council": "BG", "form": "thong-bao" });
    let id = clerk.sends("/api/v1/papers", &new).await.json()["id"].as_str().expect("an id").to_owned();
    for words in ["a ".repeat(29_000), "b\t".repeat(29_000)] {
        let written = json!({ "fields": { "ve_viec": "x", "noi_dung": words } });
        assert_eq!(clerk.sends(&format!("/api/v1/papers/{id}/words"), &written).await.status, StatusCode::OK);
    }
    let path = format!("/van-ban/{id}/so-sanh");
    let compared = tokio::time::timeout(std::time::Duration::from_secs(20), clerk.opens(&path));
    assert_eq!(compared.await.expect("within its time").status, StatusCode::OK);
    let lines = json!({ "fields": { "noi_dung": "dòng\n".repeat(3_000) } });
    let refused = clerk.sends(&format!("/api/v1/papers/{id}/words"), &lines).await;
    assert_eq!(refused.json()["errors"][0]["key"], "invalid-too-many-lines");
    let often = [
        ("hdnd", "BG"),
        ("summary", "Về {{ve_viec}}"),
        ("grounds", ""),
        ("body", "{{noi_dung}}\n{{noi_dung}}\n{{noi_dung}}\n{{noi_dung}}\n{{noi_dung}}"),
    ];
    assert_eq!(clerk.submits("/van-ban/mau/thong-bao", &often).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_issued_paper_that_was_changed_in_the_database_is_found_and_not_shown() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let new = json!({ "council": "BG", "form": "thong-bao" });
    let id = clerk.sends("/api/v1/papers", &new).await.json()["id"].as_str().expect("an id").to_owned();
    let words = json!({ "fields": { "ve_viec": "lịch", "noi_dung": "Lời thật." }, "signer": "Người Ký" });
    clerk.sends(&format!("/api/v1/papers/{id}/words"), &words).await;
    assert_eq!(clerk.sends(&format!("/api/v1/papers/{id}/issue"), &json!({})).await.status, StatusCode::OK);
    let walk = town.app.store.read_here(dienhong::db::chain::verify).expect("a walk");
    assert!(walk.broken.is_none());
    let forged = id.clone();
    town.app
        .store
        .write_here(move |db| {
            let mut row = dienhong::issuing::store::by_id(db, &forged)?;
            row.content = row.content.replace("Lời thật.", "Lời giả.");
            dienhong::issuing::store::save(db, &mut row)
        })
        .expect("forged");
    let walk = town.app.store.read_here(dienhong::db::chain::verify).expect("a walk");
    assert_eq!(walk.broken.map(|broken| broken.kind), Some("paper"));
    let page = clerk.opens(&format!("/van-ban/{id}/tep?dang=pdf")).await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR, "nobody is handed the forged one");
}
