//! What fell short: each sentence names a number, and opens as many records as it names.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::app::{Person, Town};

async fn sends(person: &Person, path: &str, body: Value) -> Value {
    let answer = person.sends(path, &body).await;
    assert!(answer.status.is_success(), "{path}: {}", answer.text);
    answer.json()
}

/// A supervision of two units by three part-time deputies with thirty-five questions: one unit reports late and is absent, the other
/// puts the visit off.
async fn supervised(town: &Town, clerk: &Person) {
    for name in ["Nguyễn Minh Họa", "Trần Thị Minh Họa", "Lê Văn Minh Họa"] {
        sends(clerk, "/api/v1/councils/BG/deputies", json!({ "name": name, "kind": "part_time" })).await;
    }
    let units = format!("{},{}", town.body("HK", "UBND HK"), town.body("CB", "UBND CB"));
    let opened = sends(
        clerk,
        "/api/v1/supervisions",
        json!({ "form": "GS-05", "title": "Công tác quản lý đất công ích", "units": units,
                "by": town.body("BG", "Thường trực HĐND huyện Bình Giang"),
                "planned_from": "2026-03-09", "planned_to": "2026-03-20" }),
    )
    .await;
    let id = opened["id"].as_str().expect("an id").to_owned();
    sends(clerk, &format!("/api/v1/supervisions/{id}/steps"), json!({ "step": "establish", "on": "2026-03-02" })).await;
    let council = clerk.opens("/api/v1/councils/BG").await.json();
    for person in council["deputies"].as_array().expect("deputies") {
        let member = json!({ "person": person["id"], "part": "member", "from": "2026-03-02" });
        sends(clerk, &format!("/api/v1/supervisions/{id}/members"), member).await;
    }
    let questions = (1..=35).map(|n| format!("Câu hỏi {n}")).collect::<Vec<_>>().join("\n");
    sends(clerk, &format!("/api/v1/supervisions/{id}/questions"), json!({ "words": questions })).await;
    let read = clerk.opens(&format!("/api/v1/supervisions/{id}")).await.json();
    let unit = |name: &str| {
        let all = read["units"].as_array().expect("units");
        let one = all.iter().find(|one| one["name"] == name).expect("the unit");
        format!("/api/v1/supervision-units/{}/team-deeds", one["id"].as_str().expect("an id"))
    };
    let (late, away) = (unit("UBND HK"), unit("UBND CB"));
    sends(clerk, &late, json!({ "deed": "ask", "due": "2026-03-16" })).await;
    sends(clerk, &late, json!({ "deed": "plan_visit", "due": "2026-03-18" })).await;
    sends(clerk, &away, json!({ "deed": "plan_visit", "due": "2026-03-19" })).await;
    town.days_pass(30);
    sends(
        clerk,
        &late,
        json!({ "deed": "visit", "on": "2026-03-18", "words": "Biên bản", "absent": "Chủ tịch UBND xã" }),
    )
    .await;
    sends(clerk, &away, json!({ "deed": "postpone", "on": "2026-03-18", "words": "Bận họp" })).await;
}

#[tokio::test]
async fn each_kind_of_shortfall_is_found_with_its_number_and_as_many_records() {
    let town = Town::on("2026-03-02");
    let clerk = town.person("clerk", "BG");
    supervised(&town, &clerk).await;
    clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2026-03-20").await;
    for words in ["Đề nghị sửa cầu Bến Thử", "Đề nghị lắp đèn đường thôn Tây"] {
        let said =
            sends(&clerk, "/api/v1/petitions", json!({ "council": "BG", "words": words, "place": "thôn Đông" })).await;
        let path = format!("/api/v1/petitions/{}", said["number"].as_str().expect("a number"));
        let sorting = json!({ "topic": "giao_thong", "competence": "district", "body": town.body("BG", "UBND BG") });
        sends(&clerk, &format!("{path}/screening"), sorting).await;
        sends(&clerk, &format!("{path}/forwarding"), json!({ "document": "12/HĐND" })).await;
    }
    town.days_pass(60);
    let report = json!({ "council": "BG", "form": "bao-cao-ket-qua-hoat-dong", "subject": "2026-01-01:2026-06-30" });
    let id = sends(&clerk, "/api/v1/papers", report).await["id"].as_str().expect("an id").to_owned();
    let told = clerk.opens(&format!("/api/v1/papers/{id}/figures")).await.json();
    let limits = told["limits"].as_array().expect("limits");
    let find = |begins: &str| {
        let found = limits.iter().find(|one| one["limit_id"].as_str().is_some_and(|id| id.starts_with(begins)));
        found.unwrap_or_else(|| panic!("{begins}: {limits:?}")).clone()
    };
    for (begins, number, says) in [
        ("limit-late:UBND BG", 1, "UBND BG: 1 việc đến hạn trong kỳ chưa hoàn thành."),
        ("limit-unanswered:UBND BG", 2, "UBND BG: 2 kiến nghị của cử tri quá hạn trả lời."),
        ("limit-unit-reports:UBND HK", 1, "UBND HK: 1 báo cáo phục vụ giám sát gửi chậm hoặc chưa gửi."),
        ("limit-absent:UBND HK", 1, "UBND HK: 1 lần hoãn hoặc vắng khi đoàn giám sát làm việc."),
        ("limit-absent:UBND CB", 1, "UBND CB: 1 lần hoãn hoặc vắng khi đoàn giám sát làm việc."),
        ("limit-too-wide", 1, "1 trong 1 cuộc giám sát có khối lượng vượt số ngày công của đoàn."),
        ("limit-part-time", 1, "1 trong 1 đoàn giám sát không có thành viên chuyên trách."),
    ] {
        let limit = find(begins);
        assert_eq!((limit["number"].as_i64(), limit["words"].as_str()), (Some(number), Some(says)));
        let which = limit["limit_id"].as_str().expect("an id");
        let which: String = which.replace(' ', "%20").replace(':', "%3A");
        let page = clerk.opens(&format!("/van-ban/{id}?so={which}")).await;
        assert_eq!(page.status, StatusCode::OK);
        let opened =
            page.text.split("id=\"ho-so\"").nth(1).expect("the records").split("</section>").next().expect("an end");
        let records = opened.matches("<li>").count();
        assert_eq!(i64::try_from(records).expect("a number"), number, "{begins}: {opened}");
    }
    // What a council of this level owes in the year by the framework of 2026, and has not planned.
    let short = find("limit-minimum:BG:");
    assert!(short["words"].as_str().is_some_and(|words| words.contains("năm 2026")), "{short}");
    let article = clerk.opens(&format!("/van-ban/{id}")).await.text;
    let article = article.split("</article>").next().expect("the paper");
    assert!(article.contains("quá hạn trả lời"), "what is not left out stands in the report");
    assert!(article.contains("Tiếp tục theo dõi, đôn đốc"), "what is open goes on: {article}");
}
