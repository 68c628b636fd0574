//! Figures of a period: each opens the records that it counted; what has no records carries its source.

use axum::http::StatusCode;
use serde_json::json;

use crate::app::Town;

const HALF: &str = "/bao-cao?tu=2024-01-01&den=2024-06-30";

#[tokio::test]
async fn a_figure_opens_the_records_that_it_counted_and_no_others() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let due = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-05-10").await;
    let later = clerk.records(&town, "BG", "Sửa đường liên xã", "2024-09-10").await;
    let page = clerk.opens(&format!("{HALF}&so=due")).await;
    assert_eq!(page.status, StatusCode::OK);
    let behind = page.text.split("id=\"ho-so\"").nth(1).expect("the records");
    assert!(behind.contains(&due) && !behind.contains(&later), "{behind}");
    let late = clerk.opens(&format!("{HALF}&so=late")).await;
    assert!(late.text.split("id=\"ho-so\"").nth(1).expect("the records").contains(&due));
    let short = clerk.opens(&format!("{HALF}&so=han-che-0")).await;
    assert!(
        short.text.split("id=\"ho-so\"").nth(1).expect("the records").contains(&due),
        "the sentence opens them too"
    );
    assert_eq!(clerk.opens("/bao-cao?tu=2024-06-30&den=2024-01-01").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_figure_without_records_needs_a_source_and_always_shows_it() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let enter = async |number: &str, source: &str, indicator: &str| {
        let fields = [
            ("hdnd", "BG"),
            ("first", "2024-01-01"),
            ("last", "2024-06-30"),
            ("indicator", indicator),
            ("number", number),
            ("source", source),
        ];
        clerk.submits("/bao-cao/nhap-so", &fields).await.status
    };
    assert_eq!(enter("3", "", "sessions").await, StatusCode::UNPROCESSABLE_ENTITY, "no source");
    assert_eq!(enter("-3", "x", "sessions").await, StatusCode::UNPROCESSABLE_ENTITY, "below zero");
    assert_eq!(enter("3", "x", "due").await, StatusCode::UNPROCESSABLE_ENTITY, "counted from records");
    assert_eq!(enter("2", "Sổ kỳ họp", "sessions").await, StatusCode::SEE_OTHER);
    assert_eq!(enter("3", "Biên bản kỳ họp thứ 18", "sessions").await, StatusCode::SEE_OTHER, "it is corrected");
    let page = clerk.opens(HALF).await.text;
    assert!(page.contains("Biên bản kỳ họp thứ 18") && !page.contains("Sổ kỳ họp"), "{page}");
    let file = clerk.opens("/bao-cao/tep?tu=2024-01-01&den=2024-06-30&dang=csv").await;
    assert!(file.text.contains("Biên bản kỳ họp thứ 18"), "{}", file.text);
}

#[tokio::test]
async fn both_levels_stand_side_by_side_for_the_upper_one_alone() {
    let town = Town::on("2024-06-20");
    let (above, below) = (town.person("clerk", "BG"), town.person("clerk", "HK"));
    let number = below.records(&town, "HK", "Xây tường rào nhà văn hóa", "2024-05-10").await;
    let page = above.opens(&format!("{HALF}&so=due&cua=HK")).await.text;
    assert!(page.contains("HĐND xã Hồng Khê") && page.contains(&number), "{page}");
    assert_eq!(below.opens(&format!("{HALF}&hdnd=BG")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(town.person("unit", "BG").opens(HALF).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_report_is_drafted_with_its_figures_and_proposes_what_fell_short() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-05-10").await;
    let new = json!({ "council": "BG", "form": "bao-cao-ket-qua-hoat-dong", "subject": "2024-01-01:2024-06-30" });
    let begun = clerk.sends("/api/v1/papers", &new).await;
    assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text);
    let id = begun.json()["id"].as_str().expect("an id").to_owned();
    let draft = clerk.opens(&format!("/van-ban/{id}")).await.text;
    for words in [
        "từ ngày 01/01/2024 đến ngày 30/6/2024",
        "Việc đến hạn trong kỳ",
        "1 việc",
        "1 việc đến hạn trong kỳ chưa xong",
    ] {
        assert!(draft.contains(words), "{words} is missing in {draft}");
    }
    let wrong = json!({ "council": "BG", "form": "bao-cao-ket-qua-hoat-dong", "subject": "2024-06-30" });
    assert_eq!(clerk.sends("/api/v1/papers", &wrong).await.status, StatusCode::NOT_FOUND);
}
