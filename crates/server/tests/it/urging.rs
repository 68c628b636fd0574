//! The ladder: drafted, signed, sent, acknowledged; never twice; and re-supervision at its end.

use axum::http::StatusCode;
use serde_json::json;

use crate::app::{Person, Town};

async fn only_paper(clerk: &Person) -> String {
    let urgings = clerk.opens("/api/v1/urgings").await.json();
    let drafted: Vec<_> = urgings["urgings"]
        .as_array()
        .expect("rows")
        .iter()
        .filter(|one| one["urging"]["state"] == "drafted")
        .map(|one| one["urging"]["id"].as_str().expect("an id").to_owned())
        .collect();
    assert_eq!(drafted.len(), 1, "{urgings}");
    drafted[0].clone()
}

#[tokio::test]
async fn a_paper_is_signed_numbered_sent_and_acknowledged_in_that_order() {
    let town = Town::on("2024-06-20");
    let (clerk, unit) = (town.person("clerk", "BG"), town.person("unit", "BG"));
    let number = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-06-10").await;
    let drafted = clerk.sends("/api/v1/urgings", &json!({ "viec": number })).await;
    assert_eq!(drafted.status, StatusCode::CREATED, "{}", drafted.text);
    let id = only_paper(&clerk).await;

    let send = format!("/api/v1/urgings/{id}/dispatches");
    let sign = format!("/api/v1/urgings/{id}/sign-offs");
    let have = format!("/api/v1/urgings/{id}/acknowledgements");
    assert_eq!(clerk.sends(&send, &json!({})).await.json()["key"], "refusal-not-signed");
    assert_eq!(clerk.sends(&sign, &json!({ "symbol": "" })).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(clerk.sends(&sign, &json!({ "symbol": "41/HĐND-VP" })).await.status, StatusCode::OK);
    assert_eq!(unit.sends(&have, &json!({})).await.json()["key"], "refusal-not-sent");
    assert_eq!(clerk.sends(&send, &json!({})).await.status, StatusCode::OK);
    assert_eq!(clerk.sends(&send, &json!({})).await.json()["key"], "refusal-sent-already");
    assert_eq!(unit.sends(&have, &json!({})).await.status, StatusCode::OK);

    let read = clerk.reads(&number).await;
    assert_eq!(read["follow_up"]["rung"], json!(1));
    let letter = unit.opens(&format!("/don-doc/{id}")).await;
    assert!(letter.text.contains("41/HĐND-VP") && letter.text.contains("Nạo vét mương tiêu thôn Đông"));
}

#[tokio::test]
async fn nothing_is_drafted_twice_and_the_refusal_says_when_the_next_rung_opens() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let number = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-06-18").await;
    let draft = json!({ "viec": number });
    assert_eq!(clerk.sends("/api/v1/urgings", &draft).await.status, StatusCode::CREATED);
    let again = clerk.sends("/api/v1/urgings", &draft).await;
    assert_eq!(again.json()["errors"][0]["key"], "invalid-drafted-already");
    let id = only_paper(&clerk).await;
    clerk.sends(&format!("/api/v1/urgings/{id}/sign-offs"), &json!({ "symbol": "41/HĐND-VP" })).await;
    clerk.sends(&format!("/api/v1/urgings/{id}/dispatches"), &json!({})).await;
    let waits = clerk.sends("/api/v1/urgings", &draft).await;
    assert_eq!(waits.json()["key"], "refusal-rung-not-open", "{}", waits.text);
    let open = clerk.records(&town, "BG", "Việc chưa đến hạn", "2024-09-18").await;
    let early = clerk.sends("/api/v1/urgings", &json!({ "viec": open })).await;
    assert_eq!(early.json()["key"], "refusal-not-overdue");
}

#[tokio::test]
async fn what_was_done_in_the_meantime_leaves_the_paper_when_it_is_signed() {
    let town = Town::on("2024-06-20");
    let (clerk, chair) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let done = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-06-10").await;
    let open = clerk.records(&town, "BG", "Sửa chữa đường làng thôn Đoài", "2024-06-10").await;
    clerk.sends("/api/v1/urgings", &json!({ "viec": format!("{done},{open}") })).await;
    clerk.reports(&done, "completion").await;
    chair.judges(&done, "done", "").await;
    let id = only_paper(&clerk).await;
    assert_eq!(
        clerk.sends(&format!("/api/v1/urgings/{id}/sign-offs"), &json!({ "symbol": "41" })).await.status,
        StatusCode::OK
    );
    let urgings = clerk.opens("/api/v1/urgings").await.json();
    assert_eq!(urgings["urgings"][0]["follow_ups"], json!([open]));
}

#[tokio::test]
async fn the_second_rung_is_the_standing_committees_to_sign() {
    let town = Town::on("2024-06-20");
    let (clerk, chair) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let number = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-05-10").await;
    for (person, symbol) in [(&clerk, "41/HĐND-VP"), (&chair, "52/HĐND-VP")] {
        clerk.sends("/api/v1/urgings", &json!({ "viec": number })).await;
        let id = only_paper(&clerk).await;
        let sign = format!("/api/v1/urgings/{id}/sign-offs");
        if symbol.starts_with("52") {
            assert_eq!(clerk.sends(&sign, &json!({ "symbol": symbol })).await.status, StatusCode::FORBIDDEN);
        }
        let signed = person.sends(&sign, &json!({ "symbol": symbol })).await;
        assert_eq!(signed.status, StatusCode::OK, "{}", signed.text);
        clerk.sends(&format!("/api/v1/urgings/{id}/dispatches"), &json!({})).await;
        town.days_pass(30);
    }
    assert_eq!(clerk.reads(&number).await["follow_up"]["rung"], json!(2));
}

#[tokio::test]
async fn a_resupervision_opens_with_everything_not_judged_done() {
    let town = Town::on("2024-06-20");
    let (clerk, chair) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let done = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-06-10").await;
    let partly = clerk.records(&town, "BG", "Sửa chữa đường làng thôn Đoài", "2024-06-10").await;
    let excused = clerk.records(&town, "BG", "Xây chợ mới", "2024-06-10").await;
    clerk.reports(&done, "completion").await;
    chair.judges(&done, "done", "").await;
    chair.judges(&partly, "partly", "Còn một đoạn").await;
    chair.judges(&excused, "excused", "Cấp trên dừng dự án").await;
    let opened = chair.sends("/api/v1/resupervisions", &json!({ "source": "Kết luận giám sát rác thải" })).await;
    assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.text);
    let id = opened.json()["id"].as_str().expect("an id").to_owned();
    let read = clerk.opens(&format!("/api/v1/resupervisions/{id}")).await.json();
    let mut numbers: Vec<&str> =
        read["follow_ups"].as_array().expect("rows").iter().map(|row| row["number"].as_str().expect("it")).collect();
    numbers.sort_unstable();
    let mut expected = [partly.as_str(), excused.as_str()];
    expected.sort_unstable();
    assert_eq!(numbers, expected);
    let nothing = chair.sends("/api/v1/resupervisions", &json!({ "source": "Không có" })).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
}
