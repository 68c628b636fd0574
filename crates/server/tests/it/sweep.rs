//! The sweep: notices before due, papers drafted when overdue, once each, also after a standstill.

use dienhong::followups::register::Scope;
use serde_json::json;

use crate::app::Town;

#[tokio::test]
async fn a_body_is_reminded_once_fifteen_seven_and_three_working_days_before() {
    let town = Town::on("2024-06-03");
    let clerk = town.person("clerk", "BG");
    clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-07-05").await;
    town.sweeps();
    let mut kinds = Vec::new();
    for _ in 0..40 {
        town.days_pass(1);
        town.sweeps();
        assert_eq!(town.sweeps().notices, 0, "a second sweep of the same day writes nothing");
    }
    let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
    for notice in clerk.opens("/api/v1/notices").await.json()["notices"].as_array().expect("notices") {
        kinds.push((text(&notice["for_day"]), text(&notice["kind"])));
    }
    let year = clerk.opens("/api/v1/calendar?nam=2024").await.json();
    let swapped = year["days"].as_array().expect("days").iter().find(|day| day["day"] == "2024-05-04").cloned();
    assert!(swapped.is_some(), "the Saturday worked in place of 29 April 2024 is told: {year}");
    kinds.sort();
    assert_eq!(
        kinds,
        vec![
            ("2024-06-14".to_owned(), "before-15".to_owned()),
            ("2024-06-26".to_owned(), "before-7".to_owned()),
            ("2024-07-02".to_owned(), "before-3".to_owned()),
            ("2024-07-06".to_owned(), "overdue".to_owned()),
        ]
    );
}

#[tokio::test]
async fn after_a_week_of_standstill_everything_is_caught_up_in_order_and_once() {
    let steady = Town::on("2024-06-03");
    let stopped = Town::on("2024-06-03");
    let mut found = Vec::new();
    for town in [&steady, &stopped] {
        let clerk = town.person("clerk", "BG");
        for n in 1..=9 {
            clerk.records(town, "BG", &format!("Việc số {n} của thôn Đông"), &format!("2024-06-{:02}", n * 3)).await;
        }
        town.sweeps();
    }
    for _ in 0..8 {
        steady.days_pass(1);
        steady.sweeps();
    }
    stopped.days_pass(8);
    stopped.sweeps();
    for town in [&steady, &stopped] {
        let council = town.council("BG");
        let mut notices: Vec<(String, String)> = town
            .app
            .store
            .read_here(|db| dienhong::deadlines::latest_notices(db, &Scope::Council(council.clone()), 100))
            .expect("read")
            .into_iter()
            .map(|notice| (notice.for_day, notice.kind))
            .collect();
        notices.sort();
        let papers = town
            .app
            .store
            .read_here(|db| dienhong::urging::store::of_council(db, &council, &["drafted"], 50))
            .expect("read");
        found.push((notices, papers.len()));
    }
    assert_eq!(found[0], found[1]);
    assert!(!found[0].0.is_empty());
    assert_eq!(stopped.sweeps().days, 0, "and nothing is done twice");
}

#[tokio::test]
async fn one_body_with_many_overdue_things_gets_one_paper() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    for n in 1..=5 {
        clerk.records(&town, "BG", &format!("Việc số {n} của thôn Đông"), "2024-06-10").await;
    }
    let swept = town.sweeps();
    assert_eq!(swept.drafted, 5);
    let urgings = clerk.opens("/api/v1/urgings").await.json();
    let urgings = urgings["urgings"].as_array().expect("rows");
    assert_eq!(urgings.len(), 1);
    assert_eq!(urgings[0]["follow_ups"].as_array().expect("rows").len(), 5);
    assert_eq!(urgings[0]["urging"]["rung"], json!(1));
}
