//! Supervisions from the decision to the conclusion: clocks of the law of the day, reports of units, scope, what a unit
//! sees, what becomes a follow-up, and what comes back as a re-supervision.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::app::{Person, Town};

async fn opens(person: &Person, town: &Town, units: &[&str]) -> String {
    let ids: Vec<String> = units.iter().map(|name| town.body(name.rsplit(' ').next().expect("a mark"), name)).collect();
    let body = json!({
        "form": "GS-05", "title": "Công tác quản lý, sử dụng đất công ích giai đoạn 2021–2023",
        "by": town.body("BG", "Thường trực HĐND huyện Bình Giang"), "units": ids.join(","),
        "planned_from": "2024-03-04", "planned_to": "2024-03-29",
    });
    let answer = person.sends("/api/v1/supervisions", &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()["id"].as_str().expect("an id").to_owned()
}

async fn reads(person: &Person, id: &str) -> Value {
    let answer = person.opens(&format!("/api/v1/supervisions/{id}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

async fn steps(person: &Person, id: &str, step: &str, on: &str) -> StatusCode {
    person.sends(&format!("/api/v1/supervisions/{id}/steps"), &json!({ "step": step, "on": on })).await.status
}

async fn does(person: &Person, unit: &str, deed: Value) -> crate::app::Answer {
    person.sends(&format!("/api/v1/supervision-units/{unit}/team-deeds"), &deed).await
}

fn unit_of(read: &Value, name: &str) -> Value {
    read["units"].as_array().expect("units").iter().find(|unit| unit["name"] == name).expect("the unit").clone()
}

#[tokio::test]
async fn the_clocks_of_the_law_of_that_day_run_and_are_met_by_the_acts() {
    let town = Town::on("2024-03-01");
    let clerk = town.person("clerk", "BG");
    let id = opens(&clerk, &town, &["UBND HK"]).await;
    assert_eq!(steps(&clerk, &id, "establish", "2024-03-01").await, StatusCode::CREATED);
    let read = reads(&clerk, &id).await;
    let outline = &read["clocks"][0];
    assert_eq!((outline["step"].as_str(), outline["due_on"].as_str()), (Some("outline"), Some("2024-03-18")));
    assert_eq!(outline["rule"], "thematic-standing-plan-outline");
    let unit = unit_of(&read, "UBND HK")["id"].as_str().expect("an id").to_owned();
    let answer = does(&clerk, &unit, json!({ "deed": "plan_visit", "due": "2024-03-20" })).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    let asked = does(&clerk, &unit, json!({ "deed": "ask" })).await;
    assert_eq!(asked.status, StatusCode::CREATED, "{}", asked.text);
    let read = reads(&clerk, &id).await;
    let due = |step: &str| {
        read["clocks"]
            .as_array()
            .expect("clocks")
            .iter()
            .find(|clock| clock["step"] == step)
            .map(|clock| clock["due_on"].clone())
    };
    assert_eq!(due("visit_notice"), Some(json!("2024-03-08")), "ten days before, moved off the Sunday");
    assert_eq!(due("unit_report"), Some(json!("2024-03-13")), "five working days before the visit");
    let met = read["clocks"].as_array().expect("clocks").iter().find(|clock| clock["step"] == "outline").expect("it");
    assert_eq!(met["met_on"], "2024-03-01", "asking for the report sends the outline");
}

#[tokio::test]
async fn a_clock_started_under_the_earlier_law_stays_and_the_page_says_so() {
    let town = Town::on("2026-02-27");
    let clerk = town.person("clerk", "BG");
    let body = json!({
        "form": "GS-05", "title": "Công tác quản lý tài sản công", "units": town.body("HK", "UBND HK"),
        "by": town.body("BG", "Thường trực HĐND huyện Bình Giang"), "planned_from": "2026-03-09", "planned_to": "2026-03-20",
    });
    let id = clerk.sends("/api/v1/supervisions", &body).await.json()["id"].as_str().expect("an id").to_owned();
    assert_eq!(steps(&clerk, &id, "establish", "2026-02-27").await, StatusCode::CREATED);
    town.days_pass(5);
    let page = clerk.opens(&format!("/giam-sat/{id}")).await;
    assert!(page.text.contains("Luật 87/2015/QH13"), "the law of the day of the decision");
    assert!(page.text.contains("hết hiệu lực ngày 28/02/2026"), "{}", page.text);
}

#[tokio::test]
async fn a_late_report_is_received_sent_back_with_a_reason_and_counted_in_the_units_record() {
    let town = Town::on("2024-03-01");
    let (clerk, unit_person) = (town.person("clerk", "BG"), town.person("unit", "HK"));
    let id = opens(&clerk, &town, &["UBND HK", "UBND CB"]).await;
    let unit = unit_of(&reads(&clerk, &id).await, "UBND HK")["id"].as_str().expect("an id").to_owned();
    does(&clerk, &unit, json!({ "deed": "ask", "due": "2024-03-12" })).await;
    town.days_pass(14);
    let sent =
        unit_person.sends(&format!("/api/v1/supervision-units/{unit}/deeds"), &json!({ "deed": "receive" })).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
    let not_theirs = unit_person
        .sends(&format!("/api/v1/supervision-units/{unit}/deeds"), &json!({ "deed": "send_back", "due": "2024-03-25" }))
        .await;
    assert_eq!(not_theirs.status, StatusCode::FORBIDDEN, "a unit does not judge its own report");
    let without = does(&clerk, &unit, json!({ "deed": "send_back", "due": "2024-03-25" })).await;
    assert!(without.status.is_client_error(), "a reason is needed");
    let back =
        json!({ "deed": "send_back", "due": "2024-03-25", "words": "Chưa theo đề cương, thiếu số liệu năm 2023" });
    assert_eq!(does(&clerk, &unit, back).await.status, StatusCode::CREATED);
    let record = unit_person.opens("/api/v1/cooperation").await;
    assert_eq!(record.status, StatusCode::OK, "{}", record.text);
    let own = record.json()["units"].as_array().expect("its own").clone();
    assert_eq!(own.len(), 1, "the unit sees what the district has on record about it, and nobody else's");
    assert_eq!(own[0]["council"], "HĐND huyện Bình Giang");
    let record = clerk.opens("/api/v1/cooperation").await.json();
    let line =
        record["units"].as_array().expect("units").iter().find(|line| line["name"] == "UBND HK").expect("it").clone();
    assert_eq!((line["reports"].as_i64(), line["returned"].as_i64()), (Some(1), Some(1)));
    assert_eq!(line["in_time"], 0);
}

#[tokio::test]
async fn a_unit_does_not_date_its_own_report_and_one_in_time_stays_so_when_it_goes_back() {
    let town = Town::on("2024-03-01");
    let (clerk, unit_person) = (town.person("clerk", "BG"), town.person("unit", "HK"));
    let id = opens(&clerk, &town, &["UBND HK", "UBND CB"]).await;
    let read = reads(&clerk, &id).await;
    let hong_khe = unit_of(&read, "UBND HK")["id"].as_str().expect("an id").to_owned();
    let co_bi = unit_of(&read, "UBND CB")["id"].as_str().expect("an id").to_owned();
    let path = format!("/api/v1/supervision-units/{hong_khe}/deeds");
    let unasked = unit_person.sends(&path, &json!({ "deed": "receive" })).await;
    assert_eq!(unasked.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unasked.text);
    for unit in [&hong_khe, &co_bi] {
        does(&clerk, unit, json!({ "deed": "ask", "due": "2024-03-12" })).await;
    }
    town.days_pass(9);
    does(&clerk, &co_bi, json!({ "deed": "receive" })).await;
    does(&clerk, &co_bi, json!({ "deed": "send_back", "due": "2024-03-25", "words": "Thiếu phụ lục" })).await;
    town.days_pass(5);
    unit_person.sends(&path, &json!({ "deed": "receive", "on": "2024-03-11" })).await;
    let row = unit_of(&reads(&clerk, &id).await, "UBND HK");
    assert_eq!(row["received_on"], "2024-03-15", "the day on which it came");
    let record = clerk.opens("/api/v1/cooperation").await.json();
    let of = |name: &str| {
        let units = record["units"].as_array().expect("units").clone();
        let line = units.into_iter().find(|line| line["name"] == name).expect("the unit");
        (line["in_time"].as_i64(), line["late"].as_i64(), line["missing"].as_i64())
    };
    assert_eq!(of("UBND HK"), (Some(0), Some(1), Some(0)));
    assert_eq!(of("UBND CB"), (Some(1), Some(0), Some(0)), "sent back, and its new day has not come");
}

#[tokio::test]
async fn a_unit_sees_its_own_line_and_not_how_others_fared() {
    let town = Town::on("2024-03-01");
    let (clerk, hong_khe, stranger) =
        (town.person("clerk", "BG"), town.person("unit", "HK"), town.person("clerk", "CB"));
    let id = opens(&clerk, &town, &["UBND HK", "UBND BG"]).await;
    let page = hong_khe.opens(&format!("/giam-sat/{id}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("UBND HK") && !page.text.contains("UBND BG"));
    assert_eq!(
        stranger.opens(&format!("/giam-sat/{id}")).await.status,
        StatusCode::NOT_FOUND,
        "a neighbour sees nothing"
    );
    let list = hong_khe.opens("/api/v1/supervisions").await.json();
    assert_eq!(list["supervisions"].as_array().expect("a list").len(), 1);
}

#[tokio::test]
async fn recommendations_of_the_conclusion_enter_the_register_and_what_is_undone_opens_the_re_supervision() {
    let town = Town::on("2024-04-20");
    let (clerk, standing) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let id = opens(&clerk, &town, &["UBND HK"]).await;
    let found = json!({ "words": "Ba thửa giao sai thẩm quyền" });
    let finding = clerk.sends(&format!("/api/v1/supervisions/{id}/findings"), &found).await;
    assert_eq!(finding.status, StatusCode::CREATED, "{}", finding.text);
    let finding = reads(&clerk, &id).await["findings"][0]["id"].clone();
    let conclusion = json!({
        "words": "Việc quản lý đất công ích còn lỏng", "symbol": "15/KL-TTHĐND", "on": "2024-04-19",
        "recommendations": [
            { "words": "Lập hồ sơ quản lý quỹ đất công ích", "lead": town.body("HK", "UBND HK"), "due_on": "2024-06-30" },
            { "words": "Thu hồi diện tích giao sai thẩm quyền", "lead": town.body("HK", "UBND HK"), "finding": finding },
        ],
    });
    let path = format!("/api/v1/supervisions/{id}/conclusion");
    let early = standing.sends(&path, &conclusion).await;
    assert!(early.status.is_client_error(), "no conclusion before the work has ended");
    assert_eq!(steps(&clerk, &id, "end", "2024-04-10").await, StatusCode::CREATED);
    assert_eq!(clerk.sends(&path, &conclusion).await.status, StatusCode::FORBIDDEN, "a clerk does not conclude");
    let concluded = standing.sends(&path, &conclusion).await;
    assert_eq!(concluded.status, StatusCode::CREATED, "{}", concluded.text);
    let numbers: Vec<String> = concluded.json()["follow_ups"]
        .as_array()
        .expect("numbers")
        .iter()
        .filter_map(|n| n.as_str().map(str::to_owned))
        .collect();
    assert_eq!(numbers.len(), 2);
    let page = clerk.opens(&format!("/giam-sat/{id}")).await;
    assert!(page.text.contains(&format!("kiến nghị {}", numbers[1])), "a finding opens what was recommended for it");
    let stray = json!({ "words": "Rà soát", "finding": "khong-co" });
    let refused = standing.sends(&format!("/api/v1/supervisions/{id}/recommendations"), &stray).await;
    assert_eq!(refused.json()["errors"][0]["key"], "invalid-finding");
    let followup = clerk.reads(&numbers[0]).await;
    assert_eq!(followup["follow_up"]["source_on"], "2024-04-19");
    let unit = town.person("unit", "HK");
    assert!(unit.reports(&numbers[0], "completion").await.status.is_success());
    assert!(standing.judges(&numbers[0], "done", "").await.status.is_success());
    let again = json!({ "earlier": id, "link": "resupervision", "by": town.body("BG", "Thường trực HĐND huyện Bình Giang"),
        "planned_from": "2024-05-06", "planned_to": "2024-05-17" });
    assert_eq!(clerk.sends("/api/v1/supervisions", &again).await.status, StatusCode::FORBIDDEN, "a clerk opens none");
    let answer = standing.sends("/api/v1/supervisions", &again).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    let second = reads(&clerk, answer.json()["id"].as_str().expect("an id")).await;
    assert_eq!(second["supervision"]["form"], "GS-12");
    let taken: Vec<&str> =
        second["follow_ups"].as_array().expect("a list").iter().filter_map(|one| one["number"].as_str()).collect();
    assert_eq!(taken, [numbers[1].as_str()], "only what was not done comes back");
    let walk = town.app.store.read_here(dienhong::db::chain::verify).expect("a walk");
    assert!(walk.broken.is_none());
}

#[tokio::test]
async fn a_part_time_team_is_warned_with_numbers_and_a_member_of_the_unit_is_flagged() {
    let town = Town::on("2024-03-01");
    let clerk = town.person("clerk", "BG");
    let names: Vec<Value> = ["Nguyễn Văn A", "Trần Thị B", "Lê Văn C"]
        .iter()
        .map(|name| json!({ "name": name, "kind": "part_time" }))
        .collect();
    for deputy in &names {
        let answer = clerk.sends("/api/v1/councils/BG/deputies", deputy).await;
        assert!(answer.status.is_success(), "{}", answer.text);
    }
    let council = clerk.opens("/api/v1/councils/BG").await.json();
    let people: Vec<String> = council["deputies"]
        .as_array()
        .expect("deputies")
        .iter()
        .filter_map(|one| one["id"].as_str().map(str::to_owned))
        .collect();
    let id = opens(&clerk, &town, &["UBND HK", "UBND CB", "UBND BG"]).await;
    for (n, person) in people.iter().enumerate() {
        let body = json!({ "person": person, "part": if n == 0 { "leader" } else { "member" }, "from": "2024-03-01" });
        let answer = clerk.sends(&format!("/api/v1/supervisions/{id}/members"), &body).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    }
    let questions = (1..=35).map(|n| format!("Câu hỏi {n}")).collect::<Vec<_>>().join("\n");
    clerk.sends(&format!("/api/v1/supervisions/{id}/questions"), &json!({ "words": questions })).await;
    clerk
        .sends(
            &format!("/api/v1/supervisions/{id}/duties"),
            &json!({ "person": people[1], "from": "2024-03-04", "to": "2024-03-15", "days": "5", "words": "Tập huấn" }),
        )
        .await;
    let scope = reads(&clerk, &id).await["scope"].clone();
    // Three visits of four days (35 questions, ten a day) for four people, and six days of writing.
    assert_eq!(scope["needed"], 54);
    // Twenty working days: a third of each, six; one has five days of training.
    assert_eq!(scope["had"], 13);
    assert!(scope["parts"].as_i64().expect("parts") >= 2);
    let page = clerk.opens(&format!("/giam-sat/{id}")).await;
    assert!(page.text.contains("Phạm vi quá rộng: cần 54 ngày công, đoàn chỉ có 13."), "{}", page.text);
    let member = reads(&clerk, &id).await["members"][2]["id"].as_str().expect("an id").to_owned();
    let leaving = json!({ "on": "2024-03-08", "words": "Chuyển công tác" });
    // Today is 1 March: a member may be known to leave next week.
    let left = clerk.sends(&format!("/api/v1/supervision-members/{member}/leaving"), &leaving).await;
    assert_eq!(left.status, StatusCode::CREATED, "{}", left.text);
    assert!(reads(&clerk, &id).await["scope"]["had"].as_i64().expect("days") < 13);

    // What was begun stays; the rest may go into further supervisions with the outline.
    let unit = unit_of(&reads(&clerk, &id).await, "UBND HK")["id"].as_str().expect("an id").to_owned();
    does(&clerk, &unit, json!({ "deed": "ask", "due": "2024-03-12" })).await;
    assert!(clerk.opens(&format!("/giam-sat/{id}")).await.text.contains("Tách thành"), "the split is offered");
    let split = clerk.sends(&format!("/api/v1/supervisions/{id}/parts"), &json!({ "parts": "3" })).await;
    assert_eq!(split.status, StatusCode::CREATED, "{}", split.text);
    let parts: Vec<String> = split.json()["parts"]
        .as_array()
        .expect("parts")
        .iter()
        .map(|one| one.as_str().expect("an id").to_owned())
        .collect();
    assert_eq!(parts.len(), 2);
    assert_eq!(reads(&clerk, &id).await["units"].as_array().expect("units").len(), 1);
    let second = reads(&clerk, &parts[0]).await;
    assert_eq!(
        (second["units"].as_array().expect("units").len(), second["questions"].as_array().expect("q").len()),
        (1, 35)
    );
    assert_eq!(second["supervision"]["earlier_link"], "part");
    let again = clerk.sends(&format!("/api/v1/supervisions/{id}/parts"), &json!({ "parts": "2" })).await;
    assert_eq!(again.json()["errors"][0]["key"], "invalid-nothing-to-split");
}

#[tokio::test]
async fn every_form_of_the_page_comes_back_with_what_was_typed() {
    let town = Town::on("2024-03-01");
    let clerk = town.person("clerk", "BG");
    let id = opens(&clerk, &town, &["UBND HK"]).await;
    let member = json!({ "name": "Chuyên gia mời", "part": "invited", "from": "2024-03-01" });
    clerk.sends(&format!("/api/v1/supervisions/{id}/members"), &member).await;
    let read = reads(&clerk, &id).await;
    let member = read["members"][0]["id"].as_str().expect("an id").to_owned();
    let unit = read["units"][0]["id"].as_str().expect("an id").to_owned();
    let cases: &[(&str, &[(&str, &str)])] = &[
        ("buoc", &[("step", "establish"), ("on", "31/02/2024"), ("symbol", "Ký hiệu đã gõ")]),
        ("doan", &[("name", "Ký hiệu đã gõ"), ("from", "31/02/2024"), ("part", "leader")]),
        (&format!("doan/{member}/roi"), &[("on", "31/02/2024"), ("words", "Ký hiệu đã gõ")]),
        ("viec-khac", &[("person", ""), ("from", "31/02/2024"), ("words", "Ký hiệu đã gõ")]),
        ("don-vi", &[("name", ""), ("units", "khong-co,Ký hiệu đã gõ"), ("way", "by_report")]),
        (&format!("don-vi/{unit}/doan"), &[("deed", "ask"), ("due", "31/02/2024"), ("words", "Ký hiệu đã gõ")]),
        ("giay-to", &[("kind", "plan"), ("on", "31/02/2024"), ("title", "Ký hiệu đã gõ")]),
    ];
    for (form, fields) in cases {
        let back = clerk.submits(&format!("/giam-sat/{id}/{form}"), fields).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}: {}", back.status);
        if *form != "don-vi" {
            assert!(back.text.contains("Ký hiệu đã gõ"), "{form} lost what was typed");
        }
    }
    let back = clerk.submits(&format!("/giam-sat/{id}/doan"), cases[1].1).await;
    assert!(back.text.contains("value=\"leader\" selected"), "the part chosen stays");
}

#[tokio::test]
async fn a_postponed_visit_keeps_its_report_due_and_planned_and_actual_days_stay_apart() {
    let town = Town::on("2024-03-01");
    let clerk = town.person("clerk", "BG");
    let id = opens(&clerk, &town, &["UBND HK"]).await;
    let unit = unit_of(&reads(&clerk, &id).await, "UBND HK")["id"].as_str().expect("an id").to_owned();
    does(&clerk, &unit, json!({ "deed": "plan_visit", "due": "2024-03-20" })).await;
    does(&clerk, &unit, json!({ "deed": "ask", "due": "2024-03-12" })).await;
    let postponed = does(&clerk, &unit, json!({ "deed": "postpone", "words": "Mưa lũ" })).await;
    assert_eq!(postponed.status, StatusCode::CREATED, "{}", postponed.text);
    let row = unit_of(&reads(&clerk, &id).await, "UBND HK");
    assert_eq!((row["report"].as_str(), row["report_due"].as_str()), (Some("asked"), Some("2024-03-12")));
    assert!(row["planned_on"].is_null());
    does(&clerk, &unit, json!({ "deed": "plan_visit", "due": "2024-03-27" })).await;
    town.days_pass(30);
    let held = does(
        &clerk,
        &unit,
        json!({ "deed": "visit", "on": "2024-03-28", "words": "Làm việc tại trụ sở", "absent": "Phó Chủ tịch" }),
    )
    .await;
    assert_eq!(held.status, StatusCode::CREATED, "{}", held.text);
    let row = unit_of(&reads(&clerk, &id).await, "UBND HK");
    assert_eq!((row["planned_on"].as_str(), row["visited_on"].as_str()), (Some("2024-03-27"), Some("2024-03-28")));
}

#[tokio::test]
async fn other_forms_are_recorded_without_a_team_and_a_joint_one_is_seen_by_the_other_council() {
    let town = Town::on("2024-04-20");
    let (standing, commune) = (town.person("standing_committee", "BG"), town.person("clerk", "HK"));
    let body = json!({
        "form": "GS-03", "title": "Tiến độ cấp nước sạch", "person": "Chủ tịch UBND huyện", "together": "HK",
        "planned_from": "2024-04-15", "planned_to": "2024-04-15",
    });
    let answer = standing.sends("/api/v1/supervisions", &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    let id = answer.json()["id"].as_str().expect("an id").to_owned();
    assert_eq!(commune.opens(&format!("/giam-sat/{id}")).await.status, StatusCode::OK);
    assert_eq!(steps(&standing, &id, "end", "2024-04-15").await, StatusCode::CREATED);
    let read = reads(&standing, &id).await;
    assert!(read["clocks"].as_array().expect("clocks").is_empty(), "no team, none of a team's clocks");
    let conclusion =
        json!({ "words": "Hứa hoàn thành", "recommendations": [{ "words": "Cấp nước cho ba thôn trong năm 2024" }] });
    let numbers = standing.sends(&format!("/api/v1/supervisions/{id}/conclusion"), &conclusion).await.json();
    let number = numbers["follow_ups"][0].as_str().expect("a number").to_owned();
    assert_eq!(standing.reads(&number).await["follow_up"]["origin"], "questioning_promise");
}

#[tokio::test]
async fn the_clocks_of_a_supervision_are_told_before_and_after_their_day_and_stand_on_the_desk() {
    let town = Town::on("2024-03-01");
    let (clerk, unit_person) = (town.person("clerk", "BG"), town.person("unit", "HK"));
    let id = opens(&clerk, &town, &["UBND HK"]).await;
    let unit = unit_of(&reads(&clerk, &id).await, "UBND HK")["id"].as_str().expect("an id").to_owned();
    assert_eq!(does(&clerk, &unit, json!({ "deed": "ask", "due": "2024-03-12" })).await.status, StatusCode::CREATED);
    town.sweeps();
    town.days_pass(12);
    town.sweeps();
    assert_eq!(town.sweeps().notices, 0, "each is told once");
    let told = clerk.opens("/api/v1/notices").await.json()["supervision_notices"].clone();
    let kinds: Vec<&str> =
        told.as_array().expect("notices").iter().map(|one| one["kind"].as_str().expect("a kind")).collect();
    assert_eq!(kinds, ["overdue", "before-3", "before-7", "before-15"], "{told}");
    assert_eq!(told[0]["step"], "unit_report");
    let owed = unit_person.opens("/ban-lam-viec").await;
    assert!(owed.text.contains("Báo cáo phải gửi theo yêu cầu giám sát"), "the unit sees what it owes");
    assert!(clerk.opens("/ban-lam-viec").await.text.contains("Báo cáo của đơn vị: UBND HK"));
    does(&clerk, &unit, json!({ "deed": "receive" })).await;
    let told = clerk.opens("/api/v1/notices").await.json()["supervision_notices"].clone();
    assert_eq!(told, json!([]), "what came in is told no more");
    assert!(!unit_person.opens("/ban-lam-viec").await.text.contains("Báo cáo phải gửi theo yêu cầu giám sát"));
}

#[tokio::test]
async fn a_unit_sees_its_sheet_and_answers_before_the_council_does() {
    let town = Town::on("2024-03-01");
    let (clerk, chair) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let (unit_person, deputy) = (town.person("unit", "HK"), town.person("deputy", "BG"));
    let id = opens(&clerk, &town, &["UBND HK"]).await;
    let unit = unit_of(&reads(&clerk, &id).await, "UBND HK")["id"].as_str().expect("an id").to_owned();
    does(&clerk, &unit, json!({ "deed": "ask", "due": "2024-03-05" })).await;
    town.days_pass(10);
    let sheet = json!({ "body": town.body("HK", "UBND HK"), "answer_by": "2024-03-18" });
    let shown = clerk.sends("/api/v1/cooperation-sheets", &sheet).await;
    assert_eq!(shown.status, StatusCode::CREATED, "{}", shown.text);
    let sheet_id = shown.json()["id"].as_str().expect("an id").to_owned();
    let again = clerk.sends("/api/v1/cooperation-sheets", &sheet).await;
    assert_eq!(again.json()["errors"][0]["key"], "invalid-sheet-waits");

    let hasty = chair.sends(&format!("/api/v1/cooperation-sheets/{sheet_id}/laying"), &json!({})).await;
    assert_eq!(hasty.json()["errors"][0]["key"], "invalid-sheet-early", "the unit is heard first");
    let seen = |page: &str| page.contains("UBND HK");
    assert!(
        !seen(&deputy.opens("/hop-tac").await.text),
        "what the unit has not been heard on is not shown to deputies"
    );
    let other = town.person("unit", "CB");
    assert!(!seen(&other.opens("/hop-tac").await.text));
    let stray = other
        .sends(&format!("/api/v1/cooperation-sheets/{sheet_id}/answer"), &json!({ "words": "Của người khác" }))
        .await;
    assert!(stray.status.is_client_error(), "another unit does not answer");
    assert!(seen(&unit_person.opens("/hop-tac").await.text));
    let words = json!({ "words": "Đã gửi báo cáo qua đường công văn ngày 04/3" });
    let answered = unit_person.sends(&format!("/api/v1/cooperation-sheets/{sheet_id}/answer"), &words).await;
    assert_eq!(answered.status, StatusCode::CREATED, "{}", answered.text);
    let early = clerk.sends(&format!("/api/v1/cooperation-sheets/{sheet_id}/laying"), &json!({})).await;
    assert_eq!(early.status, StatusCode::FORBIDDEN, "a clerk lays nothing before the council");
    let laid = chair.sends(&format!("/api/v1/cooperation-sheets/{sheet_id}/laying"), &json!({})).await;
    assert_eq!(laid.status, StatusCode::CREATED, "{}", laid.text);
    // The figures of that day stay, whatever comes later.
    does(&clerk, &unit, json!({ "deed": "receive" })).await;
    let page = deputy.opens("/hop-tac").await.text;
    assert!(seen(&page) && page.contains("Đã gửi báo cáo qua đường công văn"), "figures and answer together");
    assert!(page.contains("Báo cáo đúng hạn: 0 trên 1"), "nothing in time of one, as it stood: {page}");
    let late = unit_person.sends(&format!("/api/v1/cooperation-sheets/{sheet_id}/answer"), &words).await;
    assert_eq!(late.json()["errors"][0]["key"], "invalid-sheet-laid");
}
