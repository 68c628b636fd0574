//! The register: what is owed, answered, claimed, judged.

use axum::http::StatusCode;
use serde_json::json;

use crate::app::Town;

#[tokio::test]
async fn a_unit_says_finished_and_only_the_standing_committee_closes() {
    let town = Town::on("2024-06-20");
    let (clerk, chair, unit) =
        (town.person("clerk", "BG"), town.person("standing_committee", "BG"), town.person("unit", "BG"));
    let number = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-06-28").await;

    assert_eq!(unit.reports(&number, "completion").await.status, StatusCode::CREATED);
    let read = clerk.reads(&number).await;
    assert_eq!(read["follow_up"]["state"], "claimed");
    assert_eq!(read["follow_up"]["closed_on"], json!(null));

    assert_eq!(unit.judges(&number, "done", "").await.status, StatusCode::FORBIDDEN);
    assert_eq!(clerk.judges(&number, "done", "").await.status, StatusCode::FORBIDDEN);
    assert_eq!(chair.judges(&number, "done", "").await.status, StatusCode::CREATED);
    let read = clerk.reads(&number).await;
    assert_eq!(read["follow_up"]["state"], "closed");
    assert_eq!(read["follow_up"]["closed_on"], "2024-06-20");
    assert_eq!(read["deadlines"][0]["met_on"], "2024-06-20");
}

#[tokio::test]
async fn done_without_evidence_is_refused_with_a_reason_in_vietnamese() {
    let town = Town::on("2024-06-20");
    let (clerk, chair) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let number = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-06-28").await;
    let refused = chair.judges(&number, "done", "").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(refused.json()["key"], "refusal-evidence-missing");
    assert!(refused.json()["detail"].as_str().expect("words").contains("minh chứng"), "{}", refused.text);
}

#[tokio::test]
async fn a_verdict_taken_back_opens_the_clock_again() {
    let town = Town::on("2024-06-20");
    let (clerk, chair) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let number = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-06-28").await;
    clerk.reports(&number, "completion").await;
    chair.judges(&number, "done", "").await;
    let path = format!("/api/v1/follow-ups/{number}/reopenings");
    assert_eq!(chair.sends(&path, &json!({ "words": "" })).await.status, StatusCode::CONFLICT);
    assert_eq!(chair.sends(&path, &json!({ "words": "Rác lại đầy" })).await.status, StatusCode::CREATED);
    let read = clerk.reads(&number).await;
    assert_eq!(read["follow_up"]["state"], "answered");
    assert_eq!(read["deadlines"][0]["met_on"], json!(null));
}

#[tokio::test]
async fn an_impossible_day_is_said_and_what_was_typed_stays() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let fields = [
        ("hdnd", "BG"),
        ("origin", "recommendation"),
        ("words", "Báo cáo Thường trực HĐND kết quả giải quyết"),
        ("due_on", "31/11/2024"),
        ("product", "Báo cáo có số, ngày"),
    ];
    let back = clerk.submits("/viec-theo-doi", &fields).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(back.text.contains("31/11/2024"));
    assert!(back.text.contains("Báo cáo Thường trực HĐND kết quả giải quyết"));
    assert!(back.text.contains("Báo cáo có số, ngày"));
}

#[tokio::test]
async fn a_span_in_working_days_is_reckoned_over_the_holidays_and_explains_itself() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let body = json!({
        "origin": "conclusion", "words": "Ban hành phương án thu gom rác thải", "source": "Kết luận số 03",
        "source_on": "12/3/2024", "lead": town.body("BG", "UBND BG"), "due_count": "45", "due_unit": "working_day",
    });
    let number = clerk.sends("/api/v1/follow-ups", &body).await.number();
    let read = clerk.reads(&number).await;
    assert_eq!(read["follow_up"]["due_on"], "2024-05-17");
    let page = clerk.opens(&format!("/viec-theo-doi/{number}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("quá hạn 34 ngày"), "{}", page.text);
}

#[tokio::test]
async fn two_people_who_correct_the_same_record_are_shown_both_versions() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let number = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-06-28").await;
    let path = format!("/viec-theo-doi/{number}/sua");
    let with = |words: &'static str| {
        [("hdnd", "BG"), ("origin", "recommendation"), ("words", words), ("version", "1"), ("source_on", "2024-03-12")]
    };
    assert_eq!(clerk.submits(&path, &with("Bản của người thứ nhất")).await.status, StatusCode::SEE_OTHER);
    let second = clerk.submits(&path, &with("Bản của người thứ hai")).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.text.contains("Bản của người thứ nhất") && second.text.contains("Bản của người thứ hai"));
    let read = clerk.reads(&number).await;
    assert_eq!(read["follow_up"]["words"], "Bản của người thứ nhất");
}

#[tokio::test]
async fn an_explanation_has_fifteen_days_from_the_rulebook_once_the_law_is_in_force() {
    let town = Town::on("2026-06-01");
    let (clerk, chair, unit) =
        (town.person("clerk", "BG"), town.person("standing_committee", "BG"), town.person("unit", "BG"));
    let number = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2026-05-20").await;
    let path = format!("/api/v1/follow-ups/{number}/explanation-demands");
    let asked = chair.sends(&path, &json!({ "rule": "followup-explanation", "words": "Vì sao chưa làm" })).await;
    assert_eq!(asked.status, StatusCode::CREATED, "{}", asked.text);
    let read = clerk.reads(&number).await;
    let demand =
        read["deadlines"].as_array().expect("rows").iter().find(|row| row["kind"] == "explanation").expect("it");
    assert_eq!(demand["due_on"], "2026-06-16");
    assert_eq!(demand["rule"], "followup-explanation");
    let path = format!("/api/v1/follow-ups/{number}/explanations");
    assert_eq!(unit.sends(&path, &json!({ "words": "Thiếu kinh phí" })).await.status, StatusCode::CREATED);
    assert_eq!(unit.sends(&path, &json!({ "words": "Lần nữa" })).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn before_that_law_the_office_sets_the_day_itself() {
    let town = Town::on("2024-06-20");
    let (clerk, chair) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let number = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-05-20").await;
    let path = format!("/api/v1/follow-ups/{number}/explanation-demands");
    let by_rule = chair.sends(&path, &json!({ "rule": "followup-explanation", "words": "Vì sao" })).await;
    assert_eq!(by_rule.status, StatusCode::UNPROCESSABLE_ENTITY);
    let by_day = chair.sends(&path, &json!({ "by": "5/7/2024", "words": "Vì sao" })).await;
    assert_eq!(by_day.status, StatusCode::CREATED, "{}", by_day.text);
}

#[tokio::test]
async fn the_same_thing_asked_of_the_same_body_points_at_its_earlier_self() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let words = "Xử lý dứt điểm điểm tập kết rác thải tại chợ thôn Cậy, xã Long Xuyên";
    let first = clerk.records(&town, "BG", words, "2024-04-20").await;
    let again = clerk.records(&town, "BG", &format!("Đề nghị {}", words.to_lowercase()), "2024-07-20").await;
    let other = clerk.records(&town, "BG", "Lắp đèn tín hiệu ngã tư đường huyện", "2024-07-20").await;
    assert_eq!(clerk.reads(&again).await["earlier"], json!([first]));
    assert_eq!(clerk.reads(&other).await["earlier"], json!([]));
    let page = clerk.opens(&format!("/viec-theo-doi/{again}")).await;
    assert!(page.text.contains("lần thứ 2"), "the page says how often");
}

#[tokio::test]
async fn a_search_without_marks_finds_and_rates_name_what_they_leave_out() {
    let town = Town::on("2024-06-20");
    let (clerk, chair) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let late = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đoài", "2024-05-20").await;
    clerk.records(&town, "BG", "Sửa chữa đường làng", "2024-09-20").await;
    clerk.records(&town, "BG", "Tăng cường tuyên truyền", "").await;
    let found = clerk.opens("/api/v1/follow-ups?q=nao%20vet%20muong%20doai").await.json();
    assert_eq!(found["follow_ups"].as_array().expect("rows").len(), 1);
    assert_eq!(found["follow_ups"][0]["number"], late.as_str());
    let none = clerk.opens("/api/v1/follow-ups?q=khong-co-gi").await.json();
    assert_eq!(none["follow_ups"], json!([]));

    let rate = clerk.opens("/api/v1/rates").await.json()["figures"]["rate"].clone();
    assert_eq!((rate["due"].as_i64(), rate["done"].as_i64(), rate["open"].as_i64()), (Some(1), Some(0), Some(1)));
    assert_eq!((rate["not_yet_due"].as_i64(), rate["no_day"].as_i64()), (Some(1), Some(1)));
    clerk.reports(&late, "completion").await;
    chair.judges(&late, "done", "").await;
    let rate = clerk.opens("/api/v1/rates").await.json()["figures"]["rate"].clone();
    assert_eq!((rate["due"].as_i64(), rate["done"].as_i64()), (Some(1), Some(1)));
}

#[tokio::test]
async fn pages_follow_each_other_by_cursor_and_lose_nothing() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    for n in 0..120 {
        let due = if n % 3 == 0 { String::new() } else { format!("2024-0{}-15", 4 + n % 5) };
        clerk.records(&town, "BG", &format!("Việc số {n} của thôn Đông"), &due).await;
    }
    // The last one searches words that a correction has put anew into the index.
    let corrected = json!({ "origin": "recommendation", "words": "Việc số 7 của thôn Đông, viết lại", "version": "1" });
    let number = clerk.opens("/api/v1/follow-ups?q=so%207").await.json()["follow_ups"][0]["number"].clone();
    let path = format!("/api/v1/follow-ups/{}/corrections", number.as_str().expect("a number"));
    assert_eq!(clerk.sends(&path, &corrected).await.status, StatusCode::OK);
    for order in ["", "&sap=-han", "&sap=moi", "&sap=-moi", "&q=thon%20dong", "&q=thon%20don", "&q=dong&sap=han"] {
        let mut seen = std::collections::BTreeSet::new();
        let mut path = format!("/api/v1/follow-ups?tt=tat-ca{order}");
        loop {
            let page = clerk.opens(&path).await.json();
            for row in page["follow_ups"].as_array().expect("rows") {
                assert!(seen.insert(row["number"].as_str().expect("a number").to_owned()), "twice in {order}");
            }
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/api/v1/follow-ups?tt=tat-ca{order}&sau={next}");
        }
        assert_eq!(seen.len(), 120, "order {order}");
    }
}

#[tokio::test]
async fn an_export_opens_and_neutralises_formulas() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    clerk.records(&town, "BG", "=HYPERLINK(\"http://x\") nạo vét", "2024-06-28").await;
    let csv = clerk.opens("/viec-theo-doi.csv").await;
    assert_eq!(csv.status, StatusCode::OK);
    assert!(csv.text.contains("'=HYPERLINK"));
    assert_eq!(clerk.opens("/viec-theo-doi.xlsx").await.status, StatusCode::OK);
}

#[tokio::test]
async fn script_in_every_field_is_shown_as_words() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let script = "<script>alert(1)</script>";
    let body = json!({
        "origin": "recommendation", "words": script, "title": script, "source": script, "lead_words": script,
        "product": script, "proof": script, "due_words": script,
    });
    let number = clerk.sends("/api/v1/follow-ups", &body).await.number();
    for path in [format!("/viec-theo-doi/{number}"), "/viec-theo-doi".to_owned(), "/ban-lam-viec".to_owned()] {
        let page = clerk.opens(&path).await;
        assert!(!page.text.contains("<script>alert"), "{path}");
    }
}

#[tokio::test]
async fn decomposed_text_and_old_fonts_are_met_at_the_door() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let decomposed = "Na\u{323}o ve\u{301}t mu\u{31b}o\u{31b}ng";
    let body = json!({ "origin": "recommendation", "words": decomposed });
    let number = clerk.sends("/api/v1/follow-ups", &body).await.number();
    assert_eq!(clerk.reads(&number).await["follow_up"]["words"], "Nạo vét mương");
    let old = json!({ "origin": "recommendation", "words": "C«ng t¸c qu¶n lý ®Êt ®ai trªn ®Þa bµn x·" });
    let refused = clerk.sends("/api/v1/follow-ups", &old).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.json()["errors"][0]["key"], "invalid-legacy-font");
}

#[tokio::test]
async fn a_ten_megabyte_cell_is_refused_and_told_why() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let huge = "a".repeat(10 * 1024 * 1024);
    let back = clerk.submits("/viec-theo-doi", &[("hdnd", "BG"), ("origin", "petition"), ("words", &huge)]).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_report_opens_the_clock_of_the_next_one() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let open = async |number: &str| -> Vec<(String, bool)> {
        let all = clerk.reads(number).await["deadlines"].as_array().expect("deadlines").clone();
        let reports = all.iter().filter(|one| one["kind"] == "report");
        reports.map(|one| (one["due_on"].as_str().expect("a day").to_owned(), one["met_on"].is_null())).collect()
    };
    let body = json!({ "origin": "recommendation", "words": "Báo cáo tiến độ kè đê", "due_words": "hằng quý" });
    let number = clerk.sends("/api/v1/follow-ups", &body).await.number();
    let path = format!("/api/v1/follow-ups/{number}/reports");
    assert_eq!(clerk.sends(&path, &json!({ "words": "Đã khảo sát" })).await.status, StatusCode::CREATED);
    assert_eq!(open(&number).await, [("2024-09-20".to_owned(), true)], "three months on, as the words say");
    let early = json!({ "words": "Đã mời thầu", "on": "20/06/2024", "next_on": "19/06/2024" });
    let refused = clerk.sends(&path, &early).await;
    assert_eq!(refused.json()["errors"][0]["key"], "invalid-next-report");
    let agreed = json!({ "words": "Đã mời thầu", "next_on": "15/07/2024" });
    assert_eq!(clerk.sends(&path, &agreed).await.status, StatusCode::CREATED);
    assert_eq!(open(&number).await, [("2024-07-15".to_owned(), true), ("2024-09-20".to_owned(), false)]);
    assert_eq!(clerk.reports(&number, "completion").await.status, StatusCode::CREATED);
    assert!(open(&number).await.iter().all(|(_, open)| !open), "nothing is awaited of what is said to be finished");
}

#[tokio::test]
async fn a_unit_does_not_put_its_rhythm_off_and_the_rhythm_runs_on_after_a_verdict_that_closes_nothing() {
    let town = Town::on("2024-06-20");
    let (clerk, chair, unit) =
        (town.person("clerk", "BG"), town.person("standing_committee", "BG"), town.person("unit", "BG"));
    let body = json!({
        "origin": "recommendation", "words": "Báo cáo tiến độ kè đê", "due_words": "hằng quý",
        "lead": town.body("BG", "UBND BG"),
    });
    let number = clerk.sends("/api/v1/follow-ups", &body).await.number();
    let path = format!("/api/v1/follow-ups/{number}/reports");
    let far = json!({ "words": "Đang làm", "next_on": "31/12/2099" });
    assert_eq!(unit.sends(&path, &far).await.status, StatusCode::CREATED);
    let awaited = async || -> Vec<String> {
        let all = clerk.reads(&number).await["deadlines"].as_array().expect("deadlines").clone();
        all.iter()
            .filter(|one| one["kind"] == "report" && one["met_on"].is_null() && one["superseded_at"].is_null())
            .map(|one| one["due_on"].as_str().expect("a day").to_owned())
            .collect()
    };
    assert_eq!(awaited().await, ["2024-09-20"], "the published rhythm holds for the unit");
    let old_paper = json!({ "words": "Giấy tháng trước", "on": "2024-05-20" });
    clerk.sends(&path, &old_paper).await;
    assert_eq!(awaited().await, ["2024-09-20"], "a paper older than the clock does not turn it back");
    assert!(unit.reports(&number, "completion").await.status.is_success());
    assert!(awaited().await.is_empty());
    assert!(chair.judges(&number, "partly", "Còn một đoạn").await.status.is_success());
    assert_eq!(awaited().await, ["2024-09-20"], "what is not accepted is reported on again");
}
