//! What forms do with records and with each other: fields that begin with what a record says, numbers that are one in a year, what
//! was adopted, names that are never kept.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::app::{Person, Town};

async fn begins(person: &Person, new: &Value) -> String {
    let begun = person.sends("/api/v1/papers", new).await;
    assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text);
    begun.json()["id"].as_str().expect("an id").to_owned()
}

async fn writes(person: &Person, id: &str, fields: Value) {
    let written = json!({ "fields": fields, "signing": "", "signer": "Người Đặt Ra" });
    let answer = person.sends(&format!("/api/v1/papers/{id}/words"), &written).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
}

async fn symbol(person: &Person, id: &str) -> String {
    let issued = person.sends(&format!("/api/v1/papers/{id}/issue"), &json!({})).await;
    assert_eq!(issued.status, StatusCode::OK, "{}", issued.text);
    issued.json()["symbol"].as_str().expect("a symbol").to_owned()
}

fn fields(read: &Value) -> Value {
    serde_json::from_str(read["paper"]["fields"].as_str().expect("fields")).expect("an object")
}

#[tokio::test]
async fn a_paper_about_a_supervision_begins_with_what_its_record_says() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let body = json!({
        "council": "BG", "form": "GS-05", "by": town.body("BG", "Thường trực HĐND huyện Bình Giang"),
        "title": "Giám sát chuyên đề việc quản lý đất công", "period": "2022–2023", "year": "2024",
    });
    let supervision = clerk.sends("/api/v1/supervisions", &body).await;
    let supervision = supervision.json()["id"].as_str().unwrap_or_else(|| panic!("{}", supervision.text)).to_owned();
    let begin = async |form: &str| {
        let new = json!({ "council": "BG", "form": form, "about": "supervision", "subject": supervision });
        let id = begins(&clerk, &new).await;
        clerk.opens(&format!("/api/v1/papers/{id}")).await.json()
    };
    let plan = fields(&begin("ke-hoach").await);
    assert_eq!(plan["noi_dung"], "Thời kỳ giám sát: 2022–2023.");
    assert!(plan["noi_nhan"].as_str().expect("recipients").contains("Lưu: VT."), "{plan}");
    let minutes = begin("bien-ban-lam-viec").await;
    assert_eq!(fields(&minutes)["noi_dung"], Value::Null, "what was done is not the years under supervision");
    assert_eq!(minutes["content"]["place"], "", "minutes have no place and day in their head");
    let resolution = begin("nghi-quyet").await;
    let typed = fields(&resolution)["dieu_khoan"].as_str().expect("articles").to_owned();
    assert!(typed.starts_with("Điều 1. Tán thành"), "{typed}");
    let articles = resolution["content"]["body"].as_array().expect("blocks");
    assert!(articles.iter().any(|block| block["kind"] == "article" && block["number"] == "Điều 1."), "{articles:?}");
    let invitation = fields(&begin("giay-moi").await);
    assert_eq!(invitation["noi_dung"], "Làm việc về nội dung giám sát việc quản lý đất công.");
    let slip = json!({ "council": "BG", "form": "phieu-gui", "about": "supervision", "subject": supervision });
    assert_eq!(clerk.sends("/api/v1/papers", &slip).await.status, StatusCode::NOT_FOUND, "it is about no supervision");
    let choice = clerk.opens(&format!("/van-ban/moi?hdnd=BG&goc=supervision:{supervision}")).await.text;
    for form in ["ke-hoach", "giay-moi", "nghi-quyet", "giay-gioi-thieu"] {
        assert!(choice.contains(&format!(r#"value="{form}""#)), "{form}");
    }
}

#[tokio::test]
async fn bodies_that_write_the_same_symbol_count_together() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let standing = town.body("BG", "Thường trực HĐND huyện Bình Giang");
    let minutes = json!({
        "ve_viec": "Kỳ họp thứ 20", "bat_dau": "8 giờ", "dia_diem": "hội trường", "thanh_phan": "đủ", "chu_toa": "chủ tọa",
        "thu_ky": "thư ký", "dien_bien": "họp", "ket_luan": "thông qua", "ket_thuc": "11 giờ",
    });
    let mut symbols = Vec::new();
    for body in ["", standing.as_str(), ""] {
        let id = begins(&clerk, &json!({ "council": "BG", "form": "bien-ban-ky-hop", "body": body })).await;
        writes(&clerk, &id, minutes.clone()).await;
        symbols.push(symbol(&clerk, &id).await);
    }
    assert_eq!(symbols, ["01/BB-HĐND", "02/BB-HĐND", "03/BB-HĐND"]);
    let own = [("hdnd", "BG"), ("body", standing.as_str()), ("named", "{so}/{loai}-TTHĐND"), ("letter", "{so}/TTHĐND")];
    assert_eq!(clerk.submits("/van-ban/so-hieu", &own).await.status, StatusCode::SEE_OTHER);
    for (body, said) in [(standing.as_str(), "04/BB-TTHĐND"), ("", "04/BB-HĐND")] {
        let id = begins(&clerk, &json!({ "council": "BG", "form": "bien-ban-ky-hop", "body": body })).await;
        writes(&clerk, &id, minutes.clone()).await;
        assert_eq!(symbol(&clerk, &id).await, said, "each goes on from where both were");
    }
}

#[tokio::test]
async fn what_is_issued_is_what_was_adopted() {
    let town = Town::on("2024-06-20");
    let (clerk, standing) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let id = begins(&clerk, &json!({ "council": "BG", "form": "thong-bao" })).await;
    writes(&clerk, &id, json!({ "ve_viec": "lịch tiếp công dân", "noi_dung": "Ngày 01/7." })).await;
    let adopted = standing.sends(&format!("/api/v1/papers/{id}/adoption"), &json!({})).await;
    assert_eq!(adopted.status, StatusCode::OK, "{}", adopted.text);
    let other = [
        ("hdnd", "BG"),
        ("summary", "Về {{ve_viec}}"),
        ("grounds", ""),
        ("body", "Lời không ai thông qua.\n{{noi_dung}}"),
    ];
    assert_eq!(clerk.submits("/van-ban/mau/thong-bao", &other).await.status, StatusCode::SEE_OTHER);
    town.days_pass(2);
    let refused = clerk.sends(&format!("/api/v1/papers/{id}/issue"), &json!({})).await;
    assert_eq!(refused.json()["key"], "refusal-changed-since-adopted", "{}", refused.text);
    let back = clerk.submits("/van-ban/mau/thong-bao/tra-lai", &[("hdnd", "BG")]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
    assert_eq!(symbol(&clerk, &id).await, "01/TB-HĐND", "in the words that were adopted, on another day");
}

#[tokio::test]
async fn what_stands_in_place_of_a_letter_of_the_ladder_is_signed_by_whom_the_ladder_names() {
    let town = Town::on("2024-06-20");
    let (clerk, standing) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let number = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-04-10").await;
    for _ in 0..2 {
        clerk.sends("/api/v1/urgings", &json!({ "viec": number })).await;
        let urgings = clerk.opens("/api/v1/urgings").await.json();
        let urging = urgings["urgings"][0]["urging"].clone();
        let id = urging["id"].as_str().expect("an id").to_owned();
        let new = json!({ "council": "BG", "form": "cong-van-don-doc", "subject": id });
        let paper = begins(&clerk, &new).await;
        let rung = urging["rung"].as_i64().expect("a rung");
        let read = clerk.opens(&format!("/api/v1/papers/{paper}")).await.text;
        assert!(read.contains(&format!("(lần {rung})")), "{rung}: {read}");
        let who = if rung == 1 { &clerk } else { &standing };
        writes(&clerk, &paper, json!({})).await;
        symbol(who, &paper).await;
        if rung == 2 {
            let link = json!({ "link": "replaces" });
            let later = clerk.sends(&format!("/api/v1/papers/{paper}/followings"), &link).await.json()["id"].clone();
            let path = format!("/api/v1/papers/{}/issue", later.as_str().expect("an id"));
            assert_eq!(clerk.sends(&path, &json!({})).await.status, StatusCode::FORBIDDEN);
            assert_eq!(standing.sends(&path, &json!({})).await.status, StatusCode::OK);
            return;
        }
        clerk.sends(&format!("/api/v1/urgings/{id}/dispatches"), &json!({})).await;
        town.days_pass(40);
    }
    panic!("the second rung was not reached");
}

#[tokio::test]
async fn a_denouncers_name_goes_from_every_version_when_the_kind_is_told() {
    let town = Town::on("2026-07-20");
    let clerk = town.person("clerk", "BG");
    let id = begins(&clerk, &json!({ "council": "BG", "form": "phieu-chuyen-don" })).await;
    let typed = |kind: &str| json!({ "loai_don": kind, "noi_nhan_chinh": "UBND xã", "ngay_nhan": "19/7/2026", "nguoi_gui": "Người Kín Tên", "noi_dung": "Đất đai." });
    writes(&clerk, &id, typed("kiến nghị, phản ánh")).await;
    assert!(clerk.opens(&format!("/api/v1/papers/{id}")).await.text.contains("Người Kín Tên"));
    writes(&clerk, &id, typed("tố cáo")).await;
    for path in [format!("/api/v1/papers/{id}"), format!("/van-ban/{id}"), format!("/van-ban/{id}/so-sanh")] {
        let page = clerk.opens(&path).await.text;
        assert!(!page.contains("Người Kín Tên"), "{path}: {page}");
    }
    let odd = json!({ "fields": { "loai_don": "loại khác" } });
    let refused = clerk.sends(&format!("/api/v1/papers/{id}/words"), &odd).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "a kind that is not in the list");
}
