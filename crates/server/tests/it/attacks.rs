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
