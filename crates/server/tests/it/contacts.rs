//! A round of meetings with voters: its clocks by kind, notes that a phone sends twice, two people at one meeting, notes
//! that go into the book of petitions, and what a hamlet hears of what it asked before.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::app::{Person, Town};

async fn round(clerk: &Person) -> String {
    let body = json!({
        "council": "BG", "kind": "before_session", "session": "kỳ họp thứ 9", "starts_on": "12/3/2026",
        "ends_on": "20/3/2026", "session_opens_on": "15/5/2026",
    });
    let made = clerk.sends("/api/v1/contact-rounds", &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.json()["id"].as_str().expect("an id").to_owned()
}

async fn meeting(clerk: &Person, round: &str) -> String {
    let body =
        json!({ "on": "18/3/2026", "at": "19 giờ 30", "area": "thôn Đông, xã Thử", "place": "Nhà văn hóa thôn Đông" });
    let made = clerk.sends(&format!("/api/v1/contact-rounds/{round}/meetings"), &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.json()["id"].as_str().expect("an id").to_owned()
}

fn due(clocks: &Value, rule: &str) -> (String, bool) {
    let clock = clocks
        .as_array()
        .expect("clocks")
        .iter()
        .find(|clock| {
            clock["row"]["rule"] == rule && (clock["row"]["open_on"].is_string() || clock["row"]["met_on"].is_string())
        })
        .unwrap_or_else(|| panic!("no clock {rule} in {clocks}"));
    (clock["row"]["due_on"].as_str().expect("a day").to_owned(), clock["row"]["open_on"].is_string())
}

fn note(id: &str, edit: &str, base: i64, words: &str) -> Value {
    json!({ "id": id, "edit": edit, "base": base, "words": words, "noted_at": "2026-03-18T12:40:00Z" })
}

async fn sends(person: &Person, meeting: &str, notes: Vec<Value>) -> Value {
    let sent = person.sends(&format!("/api/v1/voter-meetings/{meeting}/notes"), &json!({ "notes": notes })).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
    sent.json()["notes"].clone()
}

async fn reads(person: &Person, meeting: &str) -> Value {
    person.opens(&format!("/api/v1/voter-meetings/{meeting}")).await.json()
}

#[tokio::test]
async fn each_step_of_a_round_has_the_clock_of_its_article_and_a_moved_meeting_gets_new_ones() {
    let town = Town::on("2026-03-02");
    let clerk = town.person("clerk", "BG");
    let round = round(&clerk).await;
    let meeting = meeting(&clerk, &round).await;
    let read = |clerk: Person, round: String| async move {
        clerk.opens(&format!("/api/v1/contact-rounds/{round}")).await.json()["clocks"].clone()
    };
    let clocks = read(clerk.clone(), round.clone()).await;
    assert_eq!(due(&clocks, "voter-meeting-press-notice"), ("2026-03-11".into(), true), "5 working days before");
    assert_eq!(due(&clocks, "voter-results-report"), ("2026-04-15".into(), true), "30 days before the session");
    assert!(due(&clocks, "voter-synthesis-to-committee").1);
    let later = json!({ "on": "25/3/2026", "area": "thôn Đông, xã Thử" });
    let moved = clerk.sends(&format!("/api/v1/voter-meetings/{meeting}/changes"), &later).await;
    assert_eq!(moved.status, StatusCode::CREATED, "{}", moved.text);
    let clocks = read(clerk.clone(), round.clone()).await;
    assert_eq!(due(&clocks, "voter-meeting-press-notice"), ("2026-03-18".into(), true), "reckoned from the new day");
    let clock = clocks
        .as_array()
        .expect("clocks")
        .iter()
        .find(|one| one["row"]["rule"] == "voter-meeting-press-notice" && one["row"]["open_on"].is_string());
    let id = clock.expect("a clock")["row"]["id"].clone();
    let met = json!({ "clock": id, "on": "02/3/2026", "document": "15/KH-MTTQ" });
    let done = clerk.sends(&format!("/api/v1/contact-rounds/{round}/clocks-met"), &met).await;
    assert_eq!(done.status, StatusCode::CREATED, "{}", done.text);
    let early = clerk.sends(&format!("/api/v1/voter-meetings/{meeting}/holding"), &json!({ "voters": "60" })).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "nobody holds a meeting before its day: {}", early.text);
    town.days_pass(23);
    let held = clerk.sends(&format!("/api/v1/voter-meetings/{meeting}/holding"), &json!({ "voters": "60" })).await;
    assert_eq!(held.status, StatusCode::CREATED, "{}", held.text);
    let clocks = read(clerk.clone(), round).await;
    assert_eq!(due(&clocks, "voter-group-synthesis"), ("2026-03-30".into(), true), "3 working days after it was held");
    let swept = town.sweeps();
    assert!(swept.notices > 0, "somebody is told of the synthesis: {swept:?}");
    assert_eq!(town.sweeps().notices, 0, "and once");
    let desk = clerk.opens("/ban-lam-viec").await.text;
    assert!(desk.contains("tổng hợp, phân loại ý kiến cử tri"), "the desk names the duty");
}

#[tokio::test]
async fn what_a_phone_sends_again_is_known_again_and_two_people_lose_nothing() {
    let town = Town::on("2026-03-18");
    let (clerk, deputy) = (town.person("clerk", "BG"), town.person("deputy", "BG"));
    let round = round(&clerk).await;
    let meeting = meeting(&clerk, &round).await;
    let first = note("note-aaaa-1", "edit-aaaa-1", 0, "Đường thôn Đông hỏng nặng");
    assert_eq!(sends(&deputy, &meeting, vec![first.clone()]).await[0]["became"], "stored");
    // The answer was lost on the way: the phone sends the same once more, with a second note.
    let second = note("note-bbbb-2", "edit-bbbb-2", 0, "Đèn đường cháy");
    let again = sends(&deputy, &meeting, vec![first, second.clone()]).await;
    assert_eq!((again[0]["became"].as_str(), again[1]["became"].as_str()), (Some("known"), Some("stored")));
    assert_eq!(reads(&clerk, &meeting).await["notes"].as_array().map(Vec::len), Some(2), "nothing twice");

    // Both change the first note, each upon what they saw.
    let mended =
        sends(&clerk, &meeting, vec![note("note-aaaa-1", "edit-cccc-3", 1, "Đường thôn Đông hỏng 300 m")]).await;
    assert_eq!((mended[0]["became"].as_str(), mended[0]["version"].as_i64()), (Some("stored"), Some(2)));
    let other = note("note-aaaa-1", "edit-dddd-4", 1, "Đường thôn Đông hỏng, xe không vào được");
    assert_eq!(sends(&deputy, &meeting, vec![other.clone()]).await[0]["became"], "beside");
    assert_eq!(sends(&deputy, &meeting, vec![other]).await[0]["became"], "known", "nor is the second version doubled");
    let notes = reads(&clerk, &meeting).await["notes"].clone();
    let words: Vec<&str> = notes.as_array().expect("notes").iter().filter_map(|one| one["words"].as_str()).collect();
    assert!(
        words.contains(&"Đường thôn Đông hỏng 300 m") && words.contains(&"Đường thôn Đông hỏng, xe không vào được")
    );
    assert_eq!(words.len(), 3);

    // The answer to a first sending is lost; the same person mends the note meanwhile; then the first comes once more.
    let first = || vec![note("note-gggg-7", "edit-gggg-1", 0, "Chợ ban")];
    assert_eq!(sends(&deputy, &meeting, first()).await[0]["became"], "stored");
    let mut mended = note("note-gggg-7", "edit-gggg-2", 0, "Chợ bẩn");
    mended["earlier"] = json!(["edit-gggg-1"]);
    assert_eq!(
        sends(&deputy, &meeting, vec![mended]).await[0]["became"],
        "stored",
        "one's own change is no second one"
    );
    assert_eq!(sends(&deputy, &meeting, first()).await[0]["became"], "known", "whatever came after it");

    let bad =
        sends(&deputy, &meeting, vec![note("x", "edit-eeee-5", 0, "Lời"), note("note-ffff-6", "edit-ffff-6", 0, " ")])
            .await;
    assert_eq!(
        (bad[0]["fault"].as_str(), bad[1]["fault"].as_str()),
        (Some("invalid-note-id"), Some("invalid-petition-missing"))
    );
    assert!(bad[0]["words"].as_str().is_some_and(|words| words.contains("mở lại trang")), "said in words: {bad}");
    let stranger = town.person("unit", "BG");
    let refused = stranger.sends(&format!("/api/v1/voter-meetings/{meeting}/notes"), &json!({})).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let elsewhere = town.person("deputy", "HK");
    let refused =
        elsewhere.sends(&format!("/api/v1/voter-meetings/{meeting}/notes"), &json!({ "notes": [second] })).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "another council's deputy writes nothing here");
}

#[tokio::test]
async fn photos_arrive_once_and_nothing_but_photos() {
    let town = Town::on("2026-03-18");
    let (clerk, deputy) = (town.person("clerk", "BG"), town.person("deputy", "BG"));
    let meeting = meeting(&clerk, &round(&clerk).await).await;
    let path = format!("/tiep-xuc/cuoc/{meeting}/anh");
    for _ in 0..2 {
        let kept = deputy
            .uploads(&path, &[("id", "photo-aaaa-1"), ("note", "note-aaaa-1")], "duong.jpg", b"\xff\xd8picture")
            .await;
        assert_eq!(kept.status, StatusCode::CREATED, "{}", kept.text);
    }
    assert_eq!(reads(&clerk, &meeting).await["photos"].as_array().map(Vec::len), Some(1));
    let sheet = deputy.uploads(&path, &[("id", "photo-bbbb-2")], "bang.xlsx", b"PK").await;
    assert_eq!(sheet.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sheet.text.contains("không phải ảnh"), "{}", sheet.text);
}

#[tokio::test]
async fn notes_go_into_the_book_once_with_their_answer_and_the_hamlet_hears_of_them() {
    let town = Town::on("2026-03-18");
    let (clerk, deputy) = (town.person("clerk", "BG"), town.person("deputy", "BG"));
    let meeting = meeting(&clerk, &round(&clerk).await).await;
    let two = "Đề nghị sửa đường thôn Đông. Ngoài ra đề nghị lắp đèn chiếu sáng ở cổng làng.";
    let answered = json!({
        "id": "note-bbbb-2", "edit": "edit-bbbb-2", "words": "Hỏi về giờ thu gom rác", "noted_at": "2026-03-18T13:00:00Z",
        "answered_by": "Lãnh đạo UBND", "answer": "Thu gom thứ Ba và thứ Sáu hằng tuần", "voters": 3,
    });
    sends(&deputy, &meeting, vec![note("note-aaaa-1", "edit-aaaa-1", 0, two), answered]).await;
    let page = clerk.opens(&format!("/tiep-xuc/cuoc/{meeting}/vao-so")).await.text;
    assert!(page.contains("Kiến nghị 3") || page.contains("name=\"piece_3\""), "the first note is cut in two");
    let fields = [
        ("note_1", "note-aaaa-1"),
        ("piece_1", "Đề nghị sửa đường thôn Đông."),
        ("topic_1", "giao_thong"),
        ("note_2", "note-aaaa-1"),
        ("piece_2", "Đề nghị lắp đèn chiếu sáng ở cổng làng."),
        ("note_3", "note-bbbb-2"),
        ("piece_3", "Hỏi về giờ thu gom rác"),
    ];
    let saved = clerk.submits(&format!("/tiep-xuc/cuoc/{meeting}/vao-so"), &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let twice = clerk.submits(&format!("/tiep-xuc/cuoc/{meeting}/vao-so"), &fields).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "what stands in the book is not taken in again");
    let book = clerk.opens("/api/v1/petitions?hdnd=BG").await.json();
    let stages: Vec<&str> =
        book["petitions"].as_array().expect("a book").iter().filter_map(|one| one["stage"].as_str()).collect();
    assert_eq!((stages.len(), stages.iter().filter(|stage| **stage == "on_spot").count()), (3, 1));
    let aloud = clerk.opens(&format!("/tiep-xuc/cuoc/{meeting}/kien-nghi-truoc?doc=1")).await.text;
    assert!(aloud.contains("Thu gom thứ Ba") && aloud.contains("xin báo cáo với bà con"), "{aloud}");
    // A note that stands in the book keeps its words: a later change from a phone stands beside it.
    let late =
        sends(&deputy, &meeting, vec![note("note-aaaa-1", "edit-zzzz-9", 2, "Sửa đường thôn Đông, 500 m")]).await;
    assert_eq!(late[0]["became"], "beside");
    let phone = deputy.opens("/api/v1/voter-meetings").await.json();
    assert_eq!(phone["meetings"][0]["area"], "thôn Đông, xã Thử");
    assert_eq!(phone["earlier"]["thôn Đông, xã Thử"].as_array().map(Vec::len), Some(3));
}

#[tokio::test]
async fn a_request_to_meet_elsewhere_waits_for_the_standing_committee() {
    let town = Town::on("2026-03-10");
    let (clerk, chair) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let body = json!({ "council": "BG", "kind": "outside_constituency", "starts_on": "25/3/2026" });
    let nobody = clerk.sends("/api/v1/contact-rounds", &body).await;
    assert_eq!(nobody.json()["errors"][0]["key"], "invalid-contact-asked");
    let body = json!({
        "council": "BG", "kind": "outside_constituency", "starts_on": "25/3/2026", "asked_by": "Đại biểu Minh Họa",
    });
    let made = clerk.sends("/api/v1/contact-rounds", &body).await.json();
    let round = made["id"].as_str().expect("an id");
    let path = format!("/api/v1/contact-rounds/{round}");
    let clocks = clerk.opens(&path).await.json()["clocks"].clone();
    assert_eq!(due(&clocks, "voter-outside-ward-decision"), ("2026-03-17".into(), true), "5 working days to decide");
    let refused = json!({ "decision": "refused" });
    assert_eq!(clerk.sends(&format!("{path}/decision"), &refused).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        chair.sends(&format!("{path}/decision"), &refused).await.status,
        StatusCode::CONFLICT,
        "not without a reason"
    );
    let refused = json!({ "decision": "refused", "words": "Trùng lịch kỳ họp" });
    assert_eq!(chair.sends(&format!("{path}/decision"), &refused).await.status, StatusCode::CREATED);
    let clocks = clerk.opens(&path).await.json()["clocks"].clone();
    assert!(!due(&clocks, "voter-outside-ward-decision").1, "decided in time");
    let late = clerk.sends(&format!("{path}/meetings"), &json!({ "on": "25/3/2026", "area": "xã Khác" })).await;
    assert_eq!(late.json()["errors"][0]["key"], "invalid-contact-refused");
}
