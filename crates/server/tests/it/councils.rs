//! Councils: bodies and deputies, handover when a council ends, the guided set-up.

use axum::http::StatusCode;
use serde_json::json;

use crate::app::{Town, fresh_place};

#[tokio::test]
async fn open_follow_ups_pass_to_a_successor_by_a_named_decision_and_both_sides_know() {
    let town = Town::on("2024-12-05");
    let (clerk, chair, next) =
        (town.person("clerk", "HK"), town.person("standing_committee", "HK"), town.person("clerk", "CB"));
    let open = clerk.records(&town, "HK", "Sửa nhà văn hóa thôn Đông", "2024-10-20").await;
    let done = clerk.records(&town, "HK", "Nạo vét mương", "2024-10-20").await;
    clerk.reports(&done, "completion").await;
    chair.judges(&done, "done", "").await;
    assert_eq!(
        chair.sends("/api/v1/councils/HK/ending", &json!({ "ends_on": "2024-11-30" })).await.status,
        StatusCode::OK
    );
    let handover = json!({
        "to": "CB", "decided_by": "Chủ tịch HĐND xã Hồng Khê", "document": "Biên bản 01/BB-HĐND", "viec": open,
        "decided_on": "2/12/2024",
    });
    assert_eq!(clerk.sends("/api/v1/councils/HK/handovers", &handover).await.status, StatusCode::FORBIDDEN);
    let passed = chair.sends("/api/v1/councils/HK/handovers", &handover).await;
    assert_eq!(passed.status, StatusCode::CREATED, "{}", passed.text);

    let old = clerk.reads(&open).await;
    assert_eq!(old["follow_up"]["state"], "closed");
    let list = next.opens("/api/v1/follow-ups").await.json();
    let taken = &list["follow_ups"][0];
    assert_eq!(taken["due_on"], "2024-10-20", "late stays late");
    assert_eq!(taken["words"], "Sửa nhà văn hóa thôn Đông");
    let read = next.reads(taken["number"].as_str().expect("a number")).await;
    assert_eq!(read["earlier"], json!([open]));
    for (person, mark) in [(&clerk, "HK"), (&next, "CB")] {
        let council = person.opens(&format!("/api/v1/councils/{mark}")).await.json();
        assert_eq!(council["handovers"][0]["document"], "Biên bản 01/BB-HĐND");
    }
    let again = chair.sends("/api/v1/councils/HK/handovers", &handover).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "it has gone already: {}", again.text);
}

#[tokio::test]
async fn bodies_and_deputies_are_kept_and_a_known_name_is_not_taken_twice() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let body = json!({ "kind": "department", "name": "Phòng Kinh tế và Hạ tầng" });
    assert_eq!(clerk.sends("/api/v1/councils/BG/bodies", &body).await.status, StatusCode::CREATED);
    let again = clerk
        .sends("/api/v1/councils/BG/bodies", &json!({ "kind": "department", "name": "phòng kinh tế và hạ tầng" }))
        .await;
    assert_eq!(again.json()["errors"][0]["key"], "invalid-body-known");
    let deputy = json!({ "name": "Phạm Thị Minh Họa", "kind": "part_time", "group": "Tổ đại biểu số 1" });
    assert_eq!(clerk.sends("/api/v1/councils/BG/deputies", &deputy).await.json()["added"], json!(1));
    assert_eq!(clerk.sends("/api/v1/councils/BG/deputies", &deputy).await.json()["added"], json!(0));
}

#[tokio::test]
async fn the_first_start_asks_for_the_code_and_founds_council_and_accounts() {
    use dienhong::app::{App, Config};
    use dienhong::councils::units;
    use dienhong::db::act::Act;
    use dienhong::people::Member;
    use http_body_util::BodyExt as _;
    use std::sync::Arc;
    use tower::ServiceExt as _;

    let (folder, target) = fresh_place();
    let config = Config { https: false, setup_code: Some("ABCD-EFGH-JKMN".into()) };
    let app = Arc::new(App::open(&folder, &target, config).expect("opens"));
    let rows: Vec<Vec<String>> = [
        "province_code,province_name,province_name_en,commune_code,commune_name,commune_full_name,commune_full_name_en,commune_type",
        "31,Thành phố Hải Phòng,Hai Phong City,10966,Bình Giang,Xã Bình Giang,Binh Giang Commune,commune",
    ]
    .iter()
    .map(|line| line.split(',').map(str::to_owned).collect())
    .collect();
    app.act_here(&Arc::new(Member::operator()), move |act: &mut Act| units::import(act, &rows, "test")).expect("units");
    let unit = app
        .store
        .read_here(|db| dienhong::councils::store::unit_by_code(db, "10966", "commune", "2026-11-23"))
        .expect("read")
        .expect("the unit");
    let form = |code: &str| {
        let mut form = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [
            ("code", code),
            ("unit", unit.as_str()),
            ("term", "2026–2031"),
            ("starts_on", "15/3/2026"),
            ("bodies", "Thường trực HĐND\nUBND"),
            ("name", "Phạm Thị Minh Họa"),
            ("sign_in", "thuky"),
            ("password", "mat-khau-du-dai"),
            ("standing_name", "Lê Văn Minh Họa"),
            ("standing_sign_in", "thuongtruc"),
            ("standing_password", "mat-khau-khac-nua"),
        ] {
            form.append_pair(name, value);
        }
        form.finish()
    };
    let post = |body: String| {
        let request = axum::http::Request::builder()
            .method("POST")
            .uri("/thiet-lap")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(axum::body::Body::from(body))
            .expect("a request");
        dienhong::web::service(&app).oneshot(request)
    };
    let stranger = post(form("WRONG")).await.expect("an answer");
    assert_eq!(stranger.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let founded = post(form("ABCD-EFGH-JKMN")).await.expect("an answer");
    let status = founded.status();
    let text = founded.into_body().collect().await.expect("a body").to_bytes();
    assert_eq!(status, StatusCode::SEE_OTHER, "{}", String::from_utf8_lossy(&text));
    let councils = app.store.read_here(dienhong::councils::store::all).expect("read");
    assert_eq!(councils.len(), 2, "the council and the one above it");
    assert!(councils.iter().any(|council| council.name == "HĐND xã Bình Giang" && council.upper_id.is_some()));
    let second = post(form("ABCD-EFGH-JKMN")).await.expect("an answer");
    assert_eq!(second.headers()["location"], "/dang-nhap", "it is open once");
    let _ = std::fs::remove_dir_all(&folder);
}
