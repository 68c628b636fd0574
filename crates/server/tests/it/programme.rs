//! Programmes of a year: overlaps found before approval, decided by people; gaps; the import that saves nothing by looking.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::app::{Person, Town};

async fn adds(person: &Person, town: &Town, mark: &str, title: &str, unit: &str, days: (&str, &str)) -> String {
    let unit_mark = unit.rsplit(' ').next().expect("a mark");
    let body = json!({
        "council": mark, "year": "2024", "form": "GS-05", "title": title,
        "by": town.body(mark, &format!("Thường trực {}", name_of(mark))),
        "units": town.body(unit_mark, unit), "starts_on": days.0, "ends_on": days.1,
    });
    let answer = person.sends("/api/v1/programme-items", &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()["id"].as_str().expect("an id").to_owned()
}

fn name_of(mark: &str) -> &'static str {
    match mark {
        "BG" => "HĐND huyện Bình Giang",
        "HK" => "HĐND xã Hồng Khê",
        _ => "HĐND xã Cổ Bì",
    }
}

/// The Standing Committee decides on every overlap, then approves the programme of 2024.
async fn approves(town: &Town, mark: &str) {
    let standing = town.person("standing_committee", mark);
    let read = standing.opens("/api/v1/programmes?nam=2024").await.json();
    for item in read["items"].as_array().expect("items") {
        let id = item["id"].as_str().expect("an id");
        for one in overlaps(&standing, id).await {
            let body = json!({ "other": one["other"], "decision": "keep", "words": "Hai nội dung khác nhau" });
            standing.sends(&format!("/api/v1/programme-items/{id}/decisions"), &body).await;
        }
    }
    let programme = read["programmes"][0]["id"].as_str().expect("a programme");
    let approval = json!({ "resolution": "12/CTr-TTHĐND" });
    let answer = standing.sends(&format!("/api/v1/programmes/{programme}/approval"), &approval).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
}

async fn overlaps(person: &Person, id: &str) -> Vec<Value> {
    let found = person.opens(&format!("/api/v1/programme-items/{id}/overlaps")).await.json();
    found["overlaps"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn the_same_unit_within_thirty_days_at_the_other_level_is_pointed_out_with_the_unit_and_the_days() {
    let town = Town::on("2023-12-20");
    let (district, commune) = (town.person("clerk", "BG"), town.person("clerk", "HK"));
    adds(&district, &town, "BG", "Công tác quản lý đất đai", "UBND HK", ("04/3/2024", "15/3/2024")).await;
    let before = adds(&commune, &town, "HK", "Việc cấp nước sạch", "UBND HK", ("tuần 11", "tuần 11")).await;
    assert!(overlaps(&commune, &before).await.is_empty(), "the district's draft is its own");
    approves(&town, "BG").await;
    assert_eq!(overlaps(&commune, &before).await.len(), 1, "what is approved is seen below");
    let moved = json!({ "to": "dropped", "reason": "Nhường cho huyện" });
    commune.sends(&format!("/api/v1/programme-items/{before}/moves"), &moved).await;
    let id =
        adds(&commune, &town, "HK", "Việc thu các khoản đóng góp tại trường học", "UBND HK", ("tuần 15", "tuần 16"))
            .await;
    let found = overlaps(&commune, &id).await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["units"], json!(["UBND HK"]));
    assert_eq!(found[0]["council"], "BG");
    assert_eq!(found[0]["apart"], 24, "15 March to Monday 8 April");
    let far = adds(&commune, &town, "HK", "Công tác phòng cháy", "UBND HK", ("01/7/2024", "05/7/2024")).await;
    assert!(overlaps(&commune, &far).await.is_empty());
}

#[tokio::test]
async fn a_topic_of_last_year_is_called_alike_in_the_same_council_and_not_in_the_next_commune() {
    let town = Town::on("2023-12-20");
    let (hong_khe, co_bi) = (town.person("clerk", "HK"), town.person("clerk", "CB"));
    let title = "Công tác quản lý, thu gom rác thải sinh hoạt tại các thôn";
    adds(&hong_khe, &town, "HK", title, "UBND HK", ("tuần 6", "tuần 8")).await;
    let again =
        adds(&hong_khe, &town, "HK", "Quản lý, thu gom rác thải sinh hoạt ở thôn", "UBND HK", ("tuần 40", "tuần 41"))
            .await;
    let found = overlaps(&hong_khe, &again).await;
    assert_eq!(found.len(), 1);
    assert!(found[0]["alike"].as_i64().expect("a share") >= 55);
    assert!(!found[0]["shared"].as_array().expect("words").is_empty(), "the reason is shown");
    let elsewhere = adds(&co_bi, &town, "CB", title, "UBND CB", ("tuần 40", "tuần 41")).await;
    assert!(overlaps(&co_bi, &elsewhere).await.is_empty(), "another commune may take up the same topic");
}

#[tokio::test]
async fn a_programme_is_approved_only_after_the_standing_committee_decided_on_each_overlap() {
    let town = Town::on("2023-12-20");
    let (clerk, standing) = (town.person("clerk", "HK"), town.person("standing_committee", "HK"));
    adds(&clerk, &town, "HK", "Công tác quản lý đất đai", "UBND HK", ("04/3/2024", "15/3/2024")).await;
    let second = adds(&clerk, &town, "HK", "Thu các khoản đóng góp", "UBND HK", ("18/3/2024", "22/3/2024")).await;
    let read = clerk.opens("/api/v1/programmes?nam=2024").await.json();
    let programme = read["programmes"][0]["id"].as_str().expect("a programme").to_owned();
    let approval = json!({ "resolution": "12/CTr-TTHĐND", "on": "2023-12-19" });
    let path = format!("/api/v1/programmes/{programme}/approval");
    assert_eq!(clerk.sends(&path, &approval).await.status, StatusCode::FORBIDDEN, "a clerk does not approve");
    let refused = standing.sends(&path, &approval).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
    assert!(refused.text.contains("trùng"), "{}", refused.text);
    // Both sides of the overlap are decided: the pair is seen from each item.
    let items = read["items"].as_array().expect("items").clone();
    for item in &items {
        let id = item["id"].as_str().expect("an id");
        for one in overlaps(&standing, id).await {
            let body =
                json!({ "other": one["other"], "decision": "keep", "words": "Hai đoàn khác nhau, báo cáo dùng chung" });
            let answer = standing.sends(&format!("/api/v1/programme-items/{id}/decisions"), &body).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        }
    }
    assert_eq!(standing.sends(&path, &approval).await.status, StatusCode::OK);
    let corrected =
        clerk.sends(&format!("/api/v1/programme-items/{second}/corrections"), &json!({ "title": "Khác" })).await;
    assert!(corrected.text.contains("19/12/2023"), "an approved programme is not rewritten: {}", corrected.text);
    let moved = standing
        .sends(
            &format!("/api/v1/programme-items/{second}/moves"),
            &json!({ "to": "carried", "reason": "Chờ quy định mới" }),
        )
        .await;
    assert_eq!(moved.status, StatusCode::OK, "{}", moved.text);
    let next = clerk.opens("/api/v1/programmes?nam=2025").await.json();
    assert_eq!(next["items"][0]["carried_from"], json!(second));
}

#[tokio::test]
async fn wrong_weeks_and_a_form_that_the_law_does_not_give_are_refused_and_nothing_is_saved() {
    let town = Town::on("2023-12-20");
    let clerk = town.person("clerk", "HK");
    let standing = town.body("HK", "Thường trực HĐND xã Hồng Khê");
    let with = |changes: Value| {
        let mut body = json!({ "year": "2024", "form": "GS-05", "title": "Công tác quản lý đất đai", "by": standing });
        body.as_object_mut().expect("an object").extend(changes.as_object().expect("an object").clone());
        body
    };
    for (changes, says) in [
        (json!({ "starts_on": "tuần 54" }), "tuần 54"),
        (json!({ "starts_on": "15/3/2024", "ends_on": "01/3/2024" }), "01/3/2024"),
        (json!({ "starts_on": "31/11/2024" }), "31/11/2024"),
        (json!({ "year": "hai nghìn" }), "hai nghìn"),
        (json!({ "units": "none" }), ""),
        (json!({ "form": "GS-01" }), ""),
    ] {
        let answer = clerk.sends("/api/v1/programme-items", &with(changes.clone())).await;
        assert!(answer.status.is_client_error(), "{changes}: {}", answer.status);
        assert!(answer.text.contains(says), "{changes}: {}", answer.text);
    }
    let read = clerk.opens("/api/v1/programmes?nam=2024").await.json();
    assert!(read["items"].as_array().expect("items").is_empty());
    assert!(read["programmes"].as_array().expect("programmes").is_empty());
}

#[tokio::test]
async fn a_proposal_is_taken_up_or_declined_with_a_reason() {
    let town = Town::on("2023-12-20");
    let (deputy, clerk) = (town.person("deputy", "HK"), town.person("clerk", "HK"));
    let proposal = json!({ "year": "2024", "content": "Chất lượng nước sạch", "need": "Cử tri kiến nghị nhiều lần" });
    let id = deputy.sends("/api/v1/proposals", &proposal).await.json()["id"].as_str().expect("an id").to_owned();
    let other = deputy.sends("/api/v1/proposals", &proposal).await.json()["id"].as_str().expect("an id").to_owned();
    let item = json!({ "year": "2024", "form": "GS-05", "title": "Chất lượng nước sạch nông thôn", "proposal": id });
    assert_eq!(clerk.sends("/api/v1/programme-items", &item).await.status, StatusCode::CREATED);
    let path = format!("/chuong-trinh/de-xuat/{other}/khong-dua-vao");
    let without = clerk.submits(&path, &[("year", "2024"), ("reason", "")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let with = clerk.submits(&path, &[("year", "2024"), ("reason", "Trùng với đề nghị trên")]).await;
    assert_eq!(with.status, StatusCode::SEE_OTHER, "{}", with.text);
    let read = clerk.opens("/api/v1/programmes?nam=2024").await.json();
    let states: Vec<&str> =
        read["proposals"].as_array().expect("a list").iter().filter_map(|one| one["state"].as_str()).collect();
    assert!(states.contains(&"taken") && states.contains(&"declined"), "{states:?}");
}

#[tokio::test]
async fn looking_at_a_file_names_each_rows_problem_and_saves_nothing() {
    let town = Town::on("2023-12-20");
    let clerk = town.person("clerk", "HK");
    let csv = "Chủ thể giám sát,Hình thức,Nội dung giám sát,Đơn vị chịu sự giám sát,Thời kỳ xem xét,Từ ngày hoặc tuần,Đến ngày hoặc tuần\n\
               Thường trực HĐND xã Hồng Khê,Giám sát chuyên đề,Công tác quản lý đất đai,UBND HK,2021-2023,tuần 12,tuần 14\n\
               ,,Thu các khoản đóng góp,UBND HK; Trường X,,tuần 60,\n\
               Ban Không Có,GS-05,Một việc khác,,,,\n";
    let answer = clerk.uploads("/chuong-trinh/nhap", &[("year", "2024")], "chuong-trinh.csv", csv.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert!(answer.text.contains("1 trên 3 dòng dùng được"), "{}", answer.text);
    for says in ["tuần 60", "Ban Không Có", "Trường X", "lấy theo dòng trên"] {
        assert!(answer.text.contains(says), "{says}");
    }
    let read = clerk.opens("/api/v1/programmes?nam=2024").await.json();
    assert!(read["items"].as_array().expect("items").is_empty(), "looking saves nothing");
    let rows = json!([{ "year": "2024", "by": town.body("HK", "Thường trực HĐND xã Hồng Khê"), "form": "GS-05",
        "title": "Công tác quản lý đất đai", "period": "", "units": town.body("HK", "UBND HK"), "unit_words": "",
        "time_words": "", "starts_on": "tuần 12", "ends_on": "tuần 14" }]);
    let saved = clerk.submits("/chuong-trinh/nhap/luu", &[("year", "2024"), ("rows", &rows.to_string())]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    clerk.submits("/chuong-trinh/nhap/luu", &[("year", "2024"), ("rows", &rows.to_string())]).await;
    let read = clerk.opens("/api/v1/programmes?nam=2024").await.json();
    assert_eq!(read["items"].as_array().expect("items").len(), 1, "confirming twice adds nothing");
    assert_eq!(read["items"][0]["starts_on"], "2024-03-18");
    assert_eq!(read["items"][0]["ends_on"], "2024-04-07");
}

#[tokio::test]
async fn published_programmes_are_taken_once_and_their_lack_of_weeks_is_said() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let file = "{\"id\":\"K1\",\"year\":2023,\"adopted\":\"2022-07-15 (Kỳ họp thứ 5)\",\"items\":[\
        {\"body\":\"standing_committee\",\"form\":\"thematic\",\"topic\":\"Việc quản lý đất công ích\",\"time\":\"quý II/2023\"},\
        {\"body\":\"committee:Pháp chế\",\"form\":\"thematic\",\"topic\":\"Công tác hộ tịch\",\"time\":\"2023\"},\
        {\"body\":\"standing_committee, committees, groups\",\"form\":null,\"topic\":\"Giám sát thường xuyên\",\"time\":null}]}";
    let operator = town.operator("BG");
    let run = || {
        let text = file.to_owned();
        town.app
            .act_here(&operator, move |act| dienhong::programme::published::import(act, "BG", &text))
            .expect("an import")
    };
    let first = run();
    assert_eq!((first.taken, first.unchanged, first.refused), (3, 0, 0));
    let keys: Vec<&str> = first.warnings.iter().map(|warning| warning.key).collect();
    assert!(
        keys.contains(&"warning-no-weeks")
            && keys.contains(&"warning-form-unknown")
            && keys.contains(&"warning-bodies")
    );
    let second = run();
    assert_eq!((second.taken, second.unchanged), (0, 3));
    let read = clerk.opens("/api/v1/programmes?nam=2023").await.json();
    let land = &read["items"].as_array().expect("items")[0];
    assert_eq!((land["starts_on"].as_str(), land["ends_on"].as_str()), (Some("2023-04-01"), Some("2023-06-30")));
    let page = clerk.opens("/chuong-trinh?nam=2023").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Ban Pháp chế"));
    assert_eq!(clerk.opens("/chuong-trinh/dong-thoi-gian?nam=2023").await.status, StatusCode::OK);
    assert_eq!(clerk.opens("/toan-canh?nam=2023").await.status, StatusCode::OK);
}
