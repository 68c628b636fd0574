//! Forms in an office's own words and its own Word file: every place is checked, nothing of an issued paper changes.

use axum::http::StatusCode;
use papers::official::Official;
use serde_json::json;

use crate::app::{Person, Town};

const BODY: &str = "{{noi_dung}}\n{{hoi_dong}} thông báo để các cơ quan biết.";

async fn words(who: &Person, act: &str, body: &str) -> crate::app::Answer {
    let fields = [("hdnd", "BG"), ("lam", act), ("summary", "{{ve_viec}}"), ("grounds", ""), ("body", body)];
    who.submits("/van-ban/mau/thong-bao", &fields).await
}

async fn drafted(clerk: &Person) -> String {
    let new = json!({ "council": "BG", "form": "thong-bao" });
    let id = clerk.sends("/api/v1/papers", &new).await.json()["id"].as_str().expect("an id").to_owned();
    let words = json!({ "fields": { "ve_viec": "Lịch họp", "noi_dung": "Họp ngày 25." }, "signer": "Người Đặt Ra" });
    assert_eq!(clerk.sends(&format!("/api/v1/papers/{id}/words"), &words).await.status, StatusCode::OK);
    id
}

#[tokio::test]
async fn an_office_rewords_a_form_looks_at_it_and_goes_back() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    assert!(clerk.opens("/van-ban/mau").await.text.contains("Lời văn có sẵn"));
    let unknown = words(&clerk, "luu", "{{noi_dung}} {{khong_co}}").await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.text.contains("{{khong_co}}"), "{}", unknown.text);
    let issued = drafted(&clerk).await;
    clerk.sends(&format!("/api/v1/papers/{issued}/issue"), &json!({})).await;

    let looked = words(&clerk, "xem", BODY).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.text);
    assert!(looked.text.contains("thông báo để các cơ quan biết."), "{}", looked.text);
    let id = drafted(&clerk).await;
    let says = async |id: &str| clerk.opens(&format!("/van-ban/{id}")).await.text.contains("để các cơ quan biết.");
    assert!(!says(&id).await, "looked at, not kept");
    assert_eq!(words(&clerk, "luu", BODY).await.status, StatusCode::SEE_OTHER);
    assert!(says(&id).await, "a draft is in the office's words");
    assert!(!says(&issued).await, "an issued paper does not change");
    let back = clerk.submits("/van-ban/mau/thong-bao/tra-lai", &[("hdnd", "BG")]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert!(!says(&id).await);
    assert_eq!(town.person("deputy", "BG").opens("/van-ban/mau").await.status, StatusCode::FORBIDDEN);
}

/// A file as an office makes it in Word: ours, with places in its text.
fn template(words: &[&str]) -> Vec<u8> {
    let body = words.iter().map(|words| papers::official::Block::Words { words: (*words).to_owned() }).collect();
    papers::official::docx(&Official { body, ..Official::default() }).expect("a file")
}

#[tokio::test]
async fn an_offices_own_word_file_is_checked_filled_and_fixed_with_the_issued_paper() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let bring = async |name: &str, content: &[u8]| {
        clerk.uploads("/van-ban/mau/thong-bao/tep", &[("hdnd", "BG")], name, content).await
    };
    for (content, told) in [
        (template(&["{{khong_co}}"]), "{{khong_co}}"),
        (template(&["Không có chỗ nào."]), "không có chỗ điền"),
        (template(&["{{noi_dung"]), "thiếu ngoặc"),
        (b"x".to_vec(), "không phải văn bản Word"),
    ] {
        let refused = bring("mau.docx", &content).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        assert!(refused.text.contains(told), "{told}: {}", refused.text);
    }
    let good = template(&["{{co_quan_ban_hanh}}", "{{so_ky_hieu}}", "{{trich_yeu}}", "{{noi_dung}}"]);
    assert_eq!(bring("mau.docx", &good).await.status, StatusCode::SEE_OTHER);
    let id = drafted(&clerk).await;
    let draft = clerk.opens(&format!("/van-ban/{id}/tep?dang=mau-rieng")).await;
    let said = |docx: &[u8]| papers::own::places(docx).expect("a document");
    assert_eq!(draft.status, StatusCode::OK);
    assert!(said(&draft.bytes).is_empty(), "every place is filled");
    clerk.sends(&format!("/api/v1/papers/{id}/issue"), &json!({})).await;
    let page = clerk.opens(&format!("/van-ban/{id}")).await.text;
    assert!(page.contains("mau.docx"), "the issued paper keeps what the template made of it: {page}");
    let dropped = clerk.submits("/van-ban/mau/thong-bao/bo-tep", &[("hdnd", "BG")]).await;
    assert_eq!(dropped.status, StatusCode::SEE_OTHER);
    assert!(clerk.opens(&format!("/van-ban/{id}")).await.text.contains("mau.docx"));
    assert_eq!(clerk.opens(&format!("/van-ban/{id}/tep?dang=mau-rieng")).await.status, StatusCode::NOT_FOUND);
}
