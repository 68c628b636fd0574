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
    assert_eq!(silent.json()["errors"][0]["key"], "invalid-transfer-reason");
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

#[tokio::test]
async fn what_the_addressee_claimed_and_proved_goes_along_and_an_offer_ends_with_its_matter() {
    let town = Town::on("2024-06-20");
    let (clerk, chair) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let (lower, lower_clerk) = (town.person("standing_committee", "HK"), town.person("clerk", "HK"));
    let number = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-06-28").await;
    let demand = json!({ "words": "Vì sao chậm", "by": "2024-07-10" });
    assert!(
        chair.sends(&format!("/api/v1/follow-ups/{number}/explanation-demands"), &demand).await.status.is_success()
    );
    assert!(clerk.reports(&number, "completion").await.status.is_success());
    let id = offers(&chair, &number, "HK").await.json()["id"].as_str().expect("an id").to_owned();
    let taken = lower.sends(&format!("/api/v1/transfers/{id}/acceptance"), &json!({})).await;
    let new = taken.json()["number"].as_str().expect("a number").to_owned();
    let read = lower.reads(&new).await;
    assert_eq!(read["follow_up"]["state"], "claimed");
    assert!(!read["evidence"].as_array().expect("files").is_empty(), "the proof goes along");
    let clock = read["deadlines"].as_array().expect("clocks").iter().find(|one| one["kind"] == "explanation").cloned();
    assert_eq!(clock.expect("the demand goes along")["due_on"], "2024-07-10");
    assert!(lower.judges(&new, "done", "").await.status.is_success(), "the receiving council judges the claim");

    let second = lower_clerk.records(&town, "HK", "Sửa cống đầu thôn", "2024-07-28").await;
    let id = offers(&lower, &second, "BG").await.json()["id"].as_str().expect("an id").to_owned();
    assert!(lower_clerk.reports(&second, "completion").await.status.is_success());
    assert!(lower.judges(&second, "done", "").await.status.is_success());
    let late = chair.sends(&format!("/api/v1/transfers/{id}/acceptance"), &json!({})).await;
    assert_eq!(late.json()["errors"][0]["key"], "invalid-transfer-answered", "it lapsed when the matter was over");

    let third = clerk.records(&town, "BG", "Việc chỉ của huyện", "2024-07-28").await;
    let id = offers(&chair, &third, "HK").await.json()["id"].as_str().expect("an id").to_owned();
    assert!(lower.opens(&format!("/chuyen-viec/{id}")).await.text.contains("Việc chỉ của huyện"));
    chair.sends(&format!("/api/v1/transfers/{id}/withdrawal"), &json!({ "words": "Gửi nhầm" })).await;
    assert!(!lower.opens(&format!("/chuyen-viec/{id}")).await.text.contains("Việc chỉ của huyện"));
    assert!(!lower.opens("/chuyen-viec").await.text.contains("Việc chỉ của huyện"));
}
