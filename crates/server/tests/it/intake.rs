//! Intake: published supervisions with all their lacks, spreadsheets, files that are not what they seem.

use axum::http::StatusCode;
use dienhong::intake::{table_of, text_of};
use dienhong::trouble::Trouble;
use serde_json::json;

use crate::app::Town;

fn records() -> String {
    [
        json!({ "id": "T1", "body": "standing_committee", "form": "thematic", "title": "Giám sát minh họa về rác thải",
            "period": "2024-03-01 – 2024-03-12", "year": 2024, "source": "https://example.org", "recommendations": [
            { "text": "Ban hành phương án thu gom rác tại xã minh họa", "addressee": "UBND BG", "deadline": "trước 30/9/2024" },
            { "text": "Tăng cường tuyên truyền", "addressee": "các đơn vị liên quan", "deadline": "sớm" },
            { "text": "Báo cáo kết quả", "addressee": "UBND BG và Công an minh họa", "deadline": "trước ngày 31.11" },
            { "text": "Họp giao ban", "addressee": "Công an minh họa", "deadline": null },
        ] }),
        json!({ "id": "T2", "title": "Không có kiến nghị", "recommendations": [] }),
    ]
    .iter()
    .map(ToString::to_string)
    .collect::<Vec<_>>()
    .join("\n")
}

#[tokio::test]
async fn published_recommendations_come_in_with_what_they_lack_and_only_once() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let body = json!({ "lines": records() });
    let first = clerk.sends("/api/v1/councils/BG/supervision-records", &body).await.json();
    assert_eq!((first["taken"].as_u64(), first["refused"].as_u64()), (Some(4), Some(0)), "{first}");
    let keys: Vec<&str> =
        first["warnings"].as_array().expect("rows").iter().map(|one| one["key"].as_str().expect("a key")).collect();
    for key in
        ["warning-due-read", "warning-unnamed-addressee", "warning-vague", "warning-impossible-day", "warning-no-due"]
    {
        assert!(keys.contains(&key), "{key} in {keys:?}");
    }
    let second = clerk.sends("/api/v1/councils/BG/supervision-records", &body).await.json();
    assert_eq!((second["taken"].as_u64(), second["unchanged"].as_u64()), (Some(0), Some(4)));

    let list = clerk.opens("/api/v1/follow-ups").await.json();
    let rows = list["follow_ups"].as_array().expect("rows");
    assert_eq!(rows.len(), 4);
    let dated = rows
        .iter()
        .find(|row| row["due_on"] == "2024-09-30")
        .or_else(|| rows.iter().find(|row| row["due_on"] == "2024-09-29"));
    assert!(dated.is_some(), "the day that was named is read: {rows:?}");
    let composite = rows.iter().find(|row| row["words"] == "Báo cáo kết quả").expect("it");
    assert_eq!(composite["lead_id"], town.body("BG", "UBND BG").as_str(), "the first named body leads");
    assert_eq!(composite["lead_words"], "UBND BG và Công an minh họa", "and the published words stay");
    assert_eq!(composite["due_on"], json!(null), "31.11 is said, not swallowed");
}

#[tokio::test]
async fn a_broken_line_is_named_and_the_others_are_taken() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let lines = format!("{{ broken\n{}", records());
    let report = clerk.sends("/api/v1/councils/BG/supervision-records", &json!({ "lines": lines })).await.json();
    assert_eq!((report["taken"].as_u64(), report["refused"].as_u64()), (Some(4), Some(1)));
    assert_eq!(report["warnings"][0]["at"], "1");
}

#[tokio::test]
async fn a_filled_template_is_taken_and_a_wrong_line_is_named() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let template = clerk.opens("/nhap-du-lieu/mau/dai-bieu").await;
    assert_eq!(template.status, StatusCode::OK);
    let w = town.app.locales.words(dienhong::web::i18n::Language::Vietnamese);
    let headings = ["sheet-name", "sheet-mandate", "sheet-group", "sheet-from"].map(|key| w.t(key).to_owned());
    let part = w.t("mandate-part_time").to_owned();
    let good = vec!["Đỗ Thị Minh Họa".into(), part.clone(), "Tổ số 2".into(), String::new()];
    let bad = vec!["Vũ Văn Minh Họa".into(), part, String::new(), "30/02/2024".into()];
    let import = |rows: Vec<Vec<String>>| {
        let member = std::sync::Arc::new(dienhong::people::Member {
            roles: vec![dienhong::people::Held {
                council_id: town.council("BG"),
                body_id: None,
                role: law::role::Role::Clerk,
            }],
            ..dienhong::people::Member::operator()
        });
        town.app.act_here(&member, move |act| {
            dienhong::intake::sheets::import(act, "BG", dienhong::intake::sheets::List::Deputies, &rows)
        })
    };
    match import(vec![headings.to_vec(), good.clone(), bad]) {
        Err(Trouble::Invalid(faults)) => assert!(faults[0].words.contains("30/02/2024 (3)"), "{faults:?}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(import(vec![headings.to_vec(), good.clone()]).expect("taken").taken, 1);
    assert_eq!(import(vec![headings.to_vec(), good]).expect("taken").unchanged, 1);
}

#[test]
fn files_in_old_encodings_are_named_with_a_preview() {
    let tcvn3: Vec<u8> =
        "C\u{ab}ng t\u{b8}c qu\u{b6}n l\u{fd} \u{ae}\u{ca}t \u{ae}ai tr\u{aa}n \u{ae}\u{de}a b\u{b5}n x\u{b7}"
            .chars()
            .map(|c| u8::try_from(u32::from(c)).expect("latin"))
            .collect();
    match text_of(&tcvn3) {
        Err(Trouble::Invalid(faults)) => {
            assert_eq!(faults[0].key, "invalid-file-tcvn3");
            assert!(faults[0].words.contains("đất đai"), "{}", faults[0].words);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_that_is_no_table_is_refused() {
    for bytes in [&b"PK\x03\x04 nothing"[..], &[0xD0, 0xCF, 0x11, 0xE0, 0, 1, 2][..], &b""[..]] {
        assert!(matches!(table_of(bytes), Err(Trouble::Invalid(_))));
    }
}
