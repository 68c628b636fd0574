//! What an attacker tried, so that it stays closed.

use axum::http::StatusCode;
use serde_json::json;

use crate::app::Town;

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

#[tokio::test]
async fn script_in_every_field_of_petitions_and_meetings_is_shown_as_words() {
    const SCRIPT: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>";
    let town = Town::on("2026-03-18");
    let (clerk, chair) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let deputy = town.person("deputy", "BG");
    let makes = |person: crate::app::Person, path: String, body: serde_json::Value| async move {
        let made = person.sends(&path, &body).await;
        assert!(made.status.is_success(), "{path}: {}", made.text);
        made.json()
    };
    // A round, a meeting, its notes, photos and earlier results.
    let round = makes(
        clerk.clone(),
        "/api/v1/contact-rounds".into(),
        json!({
            "council": "BG", "kind": "before_session", "title": SCRIPT, "session": SCRIPT, "starts_on": "12/3/2026",
            "session_opens_on": "15/5/2026", "plan_document": SCRIPT, "words": SCRIPT, "asked_by": SCRIPT,
        }),
    )
    .await["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let meeting = makes(
        clerk.clone(),
        format!("/api/v1/contact-rounds/{round}/meetings"),
        json!({ "on": "18/3/2026", "at": SCRIPT, "area": SCRIPT, "place": SCRIPT, "chair": SCRIPT }),
    )
    .await["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let note = json!({
        "id": "note-aaaa-1", "edit": "edit-aaaa-1", "words": SCRIPT, "place": SCRIPT, "answered_by": SCRIPT,
        "answer": SCRIPT, "said_by": SCRIPT, "noted_at": "2026-03-18T12:40:00Z",
    });
    makes(deputy.clone(), format!("/api/v1/voter-meetings/{meeting}/notes"), json!({ "notes": [note] })).await;
    makes(
        clerk.clone(),
        format!("/api/v1/voter-meetings/{meeting}/holding"),
        json!({ "voters": "6", "minutes": SCRIPT }),
    )
    .await;
    for name in ["anh.svg", "anh.html", "<script>alert(1)</script>.jpg"] {
        let photo = [("id", "photo-aaaa-1"), ("note", "note-aaaa-1")];
        let kept = deputy.uploads(&format!("/tiep-xuc/cuoc/{meeting}/anh"), &photo, name, SCRIPT.as_bytes()).await;
        assert!(!kept.text.contains("<script>"), "{name}: {}", kept.text);
        assert!(name.ends_with(".jpg") || !kept.status.is_success(), "{name} is no photo: {}", kept.text);
    }
    let photos = clerk.opens(&format!("/api/v1/voter-meetings/{meeting}")).await.json()["photos"].clone();
    let photo = photos[0]["id"].as_str().expect("a photo");
    // A petition through all its steps.
    let number = makes(
        clerk.clone(),
        "/api/v1/petitions".into(),
        json!({
            "council": "BG", "words": SCRIPT, "title": SCRIPT, "place": SCRIPT, "meeting": SCRIPT, "noted_by": SCRIPT,
            "public": "1",
        }),
    )
    .await["number"]
        .as_str()
        .expect("a number")
        .to_owned();
    let of = |what: &str| format!("/api/v1/petitions/{number}/{what}");
    let said = json!({ "words": SCRIPT, "place": SCRIPT, "meeting": SCRIPT, "noted_by": SCRIPT });
    makes(clerk.clone(), of("occurrences"), said).await;
    let sorting = json!({ "topic": "giao_thong", "competence": "district", "body_words": SCRIPT, "public": "1" });
    makes(clerk.clone(), of("screening"), sorting).await;
    makes(clerk.clone(), of("forwarding"), json!({ "document": SCRIPT, "words": SCRIPT })).await;
    let answer = json!({
        "class": "accepted_with_time", "document": SCRIPT, "words": SCRIPT, "body_words": SCRIPT, "promise": SCRIPT,
        "product": SCRIPT, "promised_by": "30/6/2026",
    });
    makes(clerk.clone(), of("answers"), answer.clone()).await;
    let opinion = json!({ "judge": "deputy_group", "opinion": "not_solved", "words": SCRIPT });
    makes(deputy.clone(), of("opinions"), opinion).await;
    makes(deputy.clone(), of("return"), json!({ "flaw": "general", "words": SCRIPT })).await;
    makes(clerk.clone(), of("answers"), answer).await;
    makes(clerk.clone(), of("publication"), json!({ "on": "18/3/2026", "place": SCRIPT, "words": SCRIPT })).await;
    makes(chair.clone(), of("closing"), json!({ "ending": "elsewhere", "words": SCRIPT })).await;
    clerk.submits("/kien-nghi/chu-viet-tat", &[("hdnd", "BG"), ("short", "TTT"), ("long", SCRIPT)]).await;
    let cell = format!("\"{}\"", SCRIPT.replace('"', "\"\""));
    let table = format!("TT;Nội dung kiến nghị;Địa phương;{cell}\n1;{cell};{cell};{cell}\n");
    let looked =
        clerk.uploads("/kien-nghi/nhap", &[("hdnd", "BG"), ("meeting", SCRIPT)], "b.csv", table.as_bytes()).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.text);

    let mut pages = vec![("nhap".to_owned(), looked.text)];
    for path in [
        format!("/kien-nghi/{number}"),
        "/kien-nghi?hdnd=BG".into(),
        format!("/kien-nghi?hdnd=BG&q={}", "%3Cscript%3Ealert(1)%3C/script%3E"),
        "/kien-nghi/tong-hop?hdnd=BG&tu=01/01/2026&den=31/12/2026".into(),
        "/kien-nghi/chu-viet-tat?hdnd=BG".into(),
        "/tiep-xuc?hdnd=BG".into(),
        format!("/tiep-xuc/dot/{round}"),
        format!("/tiep-xuc/cuoc/{meeting}"),
        format!("/tiep-xuc/cuoc/{meeting}/giay-moi"),
        format!("/tiep-xuc/cuoc/{meeting}/bien-ban"),
        format!("/tiep-xuc/cuoc/{meeting}/kien-nghi-truoc"),
        format!("/tiep-xuc/cuoc/{meeting}/kien-nghi-truoc?doc=1"),
        format!("/tiep-xuc/cuoc/{meeting}/vao-so"),
        "/viec-theo-doi?hdnd=BG".into(),
        "/ban-lam-viec".into(),
        "/".into(),
    ] {
        let page = clerk.opens(&path).await;
        assert!(page.status.is_success() || page.status.is_redirection(), "{path}: {}", page.status);
        pages.push((path, page.text));
    }
    for (path, text) in &pages {
        assert!(!text.contains("<script>alert") && !text.contains("<img src=x"), "{path}: {text}");
    }
    assert!(
        pages.iter().filter(|(_, text)| text.contains("&lt;script&gt;") || text.contains("&#60;script&#62;")).count()
            > 8
    );
    let served = clerk.opens(&format!("/tiep-xuc/cuoc/{meeting}/anh/{photo}")).await;
    assert_eq!(served.status, StatusCode::OK);
}
