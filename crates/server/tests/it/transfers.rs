//! A follow-up passes to the council above or below only when that council takes it.

use axum::http::StatusCode;
use serde_json::json;

use crate::app::{Person, Town};

async fn offers(person: &Person, number: &str, to: &str) -> crate::app::Answer {
    let body = json!({ "to": to, "reason": "Thuộc thẩm quyền của cấp xã", "document": "12/CV-HĐND" });
    person.sends(&format!("/api/v1/follow-ups/{number}/transfers"), &body).await
}

#[tokio::test]
async fn what_is_offered_stays_until_it_is_taken_and_keeps_its_words_and_its_day() {
    let town = Town::on("2024-06-20");
    let (clerk, chair) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let (lower, neighbour) = (town.person("standing_committee", "HK"), town.person("standing_committee", "CB"));
    let number = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông xã Hồng Khê", "2024-06-10").await;
    assert_eq!(offers(&clerk, &number, "HK").await.status, StatusCode::FORBIDDEN, "the Standing Committee offers");
    let offered = offers(&chair, &number, "HK").await;
    assert_eq!(offered.status, StatusCode::CREATED, "{}", offered.text);
    let id = offered.json()["id"].as_str().expect("an id").to_owned();
    assert_eq!(chair.reads(&number).await["follow_up"]["closed_on"], json!(null), "it stays where it is owed");
    let twice = offers(&chair, &number, "CB").await;
    assert_eq!(twice.json()["errors"][0]["key"], "invalid-transfer-standing");

    assert_eq!(neighbour.opens(&format!("/chuyen-viec/{id}")).await.status, StatusCode::NOT_FOUND);
    let theirs = neighbour.sends(&format!("/api/v1/transfers/{id}/acceptance"), &json!({})).await;
    assert!(theirs.status.is_client_error(), "a council that was not asked does not take it");
    let own = chair.sends(&format!("/api/v1/transfers/{id}/acceptance"), &json!({})).await;
    assert!(own.status.is_client_error(), "nobody accepts for the other side");
    assert!(lower.opens("/ban-lam-viec").await.text.contains("Việc được đề nghị nhận"));
    assert!(lower.opens(&format!("/chuyen-viec/{id}")).await.text.contains("Nạo vét mương tiêu thôn Đông"));

    let taken = lower.sends(&format!("/api/v1/transfers/{id}/acceptance"), &json!({ "words": "05/TB-HĐND" })).await;
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text);
    let new = taken.json()["number"].as_str().expect("a number").to_owned();
    let row = lower.reads(&new).await["follow_up"].clone();
    assert_eq!(
        (row["due_on"].as_str(), row["words"].as_str()),
        (Some("2024-06-10"), Some("Nạo vét mương tiêu thôn Đông xã Hồng Khê"))
    );
    assert_eq!(row["lead_id"], town.body("HK", "UBND HK"), "the commune's own committee leads it");
    assert_eq!(chair.reads(&number).await["follow_up"]["state"], "closed");
    let again = lower.sends(&format!("/api/v1/transfers/{id}/acceptance"), &json!({})).await;
    assert_eq!(again.json()["errors"][0]["key"], "invalid-transfer-answered");
    let page = chair.opens(&format!("/viec-theo-doi/{number}")).await;
    assert!(page.text.contains(&new), "the first one says where it went");
}

#[tokio::test]
async fn an_offer_is_refused_or_withdrawn_with_a_reason_and_then_made_elsewhere() {
    let town = Town::on("2024-06-20");
    let (clerk, chair) = (town.person("clerk", "HK"), town.person("standing_committee", "HK"));
    let upper = town.person("standing_committee", "BG");
    let number = clerk.records(&town, "HK", "Mở rộng đường tỉnh qua xã", "2024-08-10").await;
    assert_eq!(offers(&chair, &number, "CB").await.json()["errors"][0]["field"], "to", "not to a neighbour");
    let id = offers(&chair, &number, "BG").await.json()["id"].as_str().expect("an id").to_owned();
    let silent = upper.sends(&format!("/api/v1/transfers/{id}/refusal"), &json!({})).await;
    assert_eq!(silent.json()["errors"][0]["key"], "invalid-reason-missing");
    let back = upper.submits(&format!("/chuyen-viec/{id}/khong-nhan"), &[("words", "Thuộc thẩm quyền của tỉnh")]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert!(chair.opens(&format!("/viec-theo-doi/{number}")).await.text.contains("Thuộc thẩm quyền của tỉnh"));
    let id = offers(&chair, &number, "BG").await.json()["id"].as_str().expect("an id").to_owned();
    let withdrawn = chair.sends(&format!("/api/v1/transfers/{id}/withdrawal"), &json!({ "words": "Gửi nhầm" })).await;
    assert_eq!(withdrawn.status, StatusCode::CREATED, "{}", withdrawn.text);
    let states: Vec<String> = chair.opens("/api/v1/transfers").await.json()["transfers"]
        .as_array()
        .expect("transfers")
        .iter()
        .map(|one| one["state"].as_str().expect("a state").to_owned())
        .collect();
    assert_eq!(states, ["withdrawn", "declined"]);
    let walk = town.app.store.read_here(dienhong::db::chain::verify).expect("walked");
    assert!(walk.broken.is_none());
}
