//! A petition goes from the mouth to a judged answer: "answered" is not "done", a general answer goes back with a new clock,
//! a promise is followed, joined petitions part again as they stood.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::app::{Person, Town, hidden_field};

async fn says(clerk: &Person, words: &str, place: &str) -> String {
    let said = clerk.sends("/api/v1/petitions", &json!({ "council": "BG", "words": words, "place": place })).await;
    assert_eq!(said.status, StatusCode::CREATED, "{}", said.text);
    said.json()["number"].as_str().expect("a number").to_owned()
}

async fn does(person: &Person, number: &str, what: &str, body: Value) -> crate::app::Answer {
    person.sends(&format!("/api/v1/petitions/{number}/{what}"), &body).await
}

async fn shown(person: &Person, number: &str) -> Value {
    person.opens(&format!("/api/v1/petitions/{number}")).await.json()
}

async fn sorted_and_sent(town: &Town, clerk: &Person, number: &str) {
    let sorting = json!({ "topic": "giao_thong", "competence": "district", "body": town.body("BG", "UBND BG") });
    let screened = does(clerk, number, "screening", sorting).await;
    assert_eq!(screened.status, StatusCode::CREATED, "{}", screened.text);
    let sent = does(clerk, number, "forwarding", json!({ "document": "12/HĐND" })).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
}

#[tokio::test]
async fn an_answer_is_not_an_end_and_a_general_one_goes_back_with_a_new_clock() {
    let town = Town::on("2026-03-10");
    let (clerk, chair) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let (deputy, unit) = (town.person("deputy", "BG"), town.person("unit", "BG"));
    let number = says(&clerk, "Đề nghị sửa chữa cầu Bến Thử thôn Đông Giả", "thôn Đông Giả, xã Mẫu Tâm").await;
    assert!(number.starts_with("KN-BG-2026-"), "{number}");
    let early = does(&clerk, &number, "forwarding", json!({})).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "nobody knows whose matter it is: {}", early.text);
    assert_eq!(unit.opens(&format!("/kien-nghi/{number}")).await.status, StatusCode::NOT_FOUND, "not sent yet");
    sorted_and_sent(&town, &clerk, &number).await;

    let petition = shown(&clerk, &number).await;
    assert_eq!(petition["row"]["reply_due"], "2026-04-09", "30 days from receipt");
    assert_eq!(petition["clocks"][0]["rule"], "voter-reply");
    assert_eq!(does(&deputy, &number, "answers", json!({})).await.status, StatusCode::FORBIDDEN);
    let bare = does(&unit, &number, "answers", json!({ "class": "accepted_with_time", "words": "Tiếp thu" })).await;
    let faults: Vec<&str> = bare.json()["errors"]
        .as_array()
        .expect("faults")
        .iter()
        .filter_map(|one| one["key"].as_str().map(str::to_owned))
        .map(|key| if key == "invalid-answer-document" { "document" } else { "day" })
        .collect();
    assert_eq!(faults, ["document", "day"], "the class says what it needs: {}", bare.text);
    let general = json!({ "class": "accepted_without_document", "words": "Tiếp thu, sẽ xem xét." });
    assert_eq!(does(&unit, &number, "answers", general).await.status, StatusCode::CREATED);
    let answered = shown(&clerk, &number).await;
    assert_eq!((answered["row"]["stage"].as_str(), answered["row"]["reply_due"].as_str()), (Some("answered"), None));
    let done = does(&chair, &number, "closing", json!({ "ending": "done" })).await;
    assert_eq!(done.status, StatusCode::CONFLICT, "no proof: {}", done.text);
    let explained = does(&chair, &number, "closing", json!({ "ending": "explained" })).await;
    assert_eq!(explained.json()["errors"][0]["key"], "invalid-ending-explained", "taken up is not explained");

    let silent = does(&deputy, &number, "return", json!({ "flaw": "general" })).await;
    assert_eq!(silent.json()["errors"][0]["key"], "invalid-return-reason");
    town.days_pass(5);
    let back = json!({ "flaw": "general", "words": "Chưa nói sửa khi nào, bằng nguồn nào" });
    assert_eq!(does(&deputy, &number, "return", back).await.status, StatusCode::CREATED);
    let again = shown(&clerk, &number).await;
    assert_eq!(
        (again["row"]["stage"].as_str(), again["row"]["reply_due"].as_str()),
        (Some("forwarded"), Some("2026-04-14"))
    );
    assert_eq!(again["answers"][0]["state"], "sent_back");

    let promised = json!({
        "class": "accepted_with_time", "document": "45/UBND", "words": "Đã giao Phòng Kinh tế sửa cầu.",
        "promise": "Sửa xong cầu Bến Thử", "product": "Biên bản nghiệm thu", "promised_by": "30/6/2026",
    });
    let answer = does(&unit, &number, "answers", promised).await;
    let followup = answer.json()["follow_up"].as_str().expect("a follow-up").to_owned();
    let owed = clerk.reads(&followup).await["follow_up"].clone();
    assert_eq!((owed["origin"].as_str(), owed["due_on"].as_str()), (Some("petition"), Some("2026-06-30")));
    let opinion = json!({ "judge": "deputy_group", "opinion": "not_solved", "words": "Cầu vẫn hỏng" });
    assert_eq!(does(&deputy, &number, "opinions", opinion).await.status, StatusCode::CREATED);
    let close = || async {
        let path = format!("/kien-nghi/{number}/ket-thuc");
        chair.uploads(&path, &[("ending", "done"), ("note", "Cầu đã sửa")], "cau.jpg", b"anh minh hoa").await
    };
    let disputed = close().await;
    assert_eq!(disputed.status, StatusCode::UNPROCESSABLE_ENTITY, "the group does not accept it");
    assert!(disputed.text.contains("Tổ đại biểu chưa công nhận"), "{}", disputed.text);
    let seen = json!({ "judge": "deputy_group", "opinion": "solved", "words": "Đã đi xem, cầu đã sửa" });
    assert_eq!(does(&deputy, &number, "opinions", seen).await.status, StatusCode::CREATED);
    let closed = close().await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.text);
    let end = shown(&chair, &number).await;
    assert_eq!((end["row"]["ending"].as_str(), end["row"]["proofs"].as_i64()), (Some("done"), Some(1)));
    let page = chair.opens(&format!("/kien-nghi/{number}")).await;
    assert!(
        page.text.contains("cau.jpg") && page.text.contains(&followup) && page.text.contains("Trả lời chung chung")
    );
    let reopened = does(&clerk, &number, "setting-back", json!({ "words": "Cầu lại hỏng" })).await;
    assert_eq!(reopened.status, StatusCode::CREATED, "{}", reopened.text);
    assert_eq!(shown(&clerk, &number).await["row"]["stage"], "answered");
}

#[tokio::test]
async fn joined_petitions_keep_every_place_and_count_and_part_as_they_stood() {
    let town = Town::on("2026-03-10");
    let clerk = town.person("clerk", "BG");
    let first = says(&clerk, "Đề nghị sửa chữa cầu Bến Thử", "thôn Đông Giả, xã Mẫu Tâm").await;
    let second = says(&clerk, "Cầu Bến Thử hư hỏng nặng, xin tu sửa", "thôn Tây Giả, xã Mẫu Tâm").await;
    let third = says(&clerk, "Bà con xin sửa cầu Bến Thử cho an toàn", "xã Mẫu Tâm").await;
    let other = says(&clerk, "Lắp đèn chiếu sáng trên cầu Bến Thử", "xã Mẫu Tâm").await;
    let voters = json!({ "channel": "front", "voters": "12", "place": "thôn Nam Giả", "meeting": "MTTQ xã" });
    assert_eq!(does(&clerk, &second, "occurrences", voters).await.status, StatusCode::CREATED);

    let like = shown(&clerk, &first).await["candidates"].clone();
    let likely = |number: &str| {
        like.as_array()
            .expect("a list")
            .iter()
            .find(|one| one["row"]["number"] == *number)
            .map(|one| one["likely"].clone())
    };
    assert_eq!((likely(&second), likely(&third)), (Some(json!(true)), Some(json!(true))), "{like}");
    assert_ne!(likely(&other), Some(json!(true)), "the same bridge, other work: {like}");

    assert_eq!(does(&clerk, &second, "joined", json!({ "other": third })).await.status, StatusCode::CREATED);
    assert_eq!(does(&clerk, &first, "joined", json!({ "other": second })).await.status, StatusCode::CREATED);
    let joined = shown(&clerk, &first).await;
    assert_eq!((joined["row"]["occurrences"].as_i64(), joined["row"]["voters"].as_i64()), (Some(4), Some(15)));
    assert!(
        joined["merges"][0]["reason"].as_str().is_some_and(|reason| reason.contains("Bến Thử")),
        "the reason stays"
    );
    let within = does(&clerk, &second, "screening", json!({ "topic": "giao_thong" })).await;
    assert_eq!(within.json()["errors"][0]["key"], "invalid-petition-merged");
    let list = clerk.opens("/kien-nghi").await.text;
    assert!(list.contains(&first) && !list.contains(&format!("/kien-nghi/{second}")), "it stands within the other");

    let parted = does(&clerk, &first, "parted", json!({ "other": second })).await;
    assert_eq!(parted.status, StatusCode::CREATED, "{}", parted.text);
    let (one, two) = (shown(&clerk, &first).await, shown(&clerk, &second).await);
    assert_eq!((one["row"]["occurrences"].as_i64(), one["row"]["voters"].as_i64()), (Some(1), Some(1)));
    assert_eq!(
        (two["row"]["occurrences"].as_i64(), two["row"]["voters"].as_i64()),
        (Some(3), Some(14)),
        "with what it held"
    );
    let unknown = does(&clerk, &first, "joined", json!({ "other": "KN-XX-2026-0001" })).await;
    assert_eq!(unknown.json()["errors"][0]["key"], "invalid-petition-other");
}

#[tokio::test]
async fn what_comes_again_after_an_answer_stands_beside_the_earlier_answers() {
    let town = Town::on("2026-03-10");
    let (clerk, unit) = (town.person("clerk", "BG"), town.person("unit", "BG"));
    let first = says(&clerk, "Đề nghị nạo vét mương thôn Đông Giả", "xã Mẫu Tâm").await;
    sorted_and_sent(&town, &clerk, &first).await;
    let promised = json!({
        "class": "accepted_without_document", "words": "Sẽ nạo vét.", "promise": "Nạo vét mương thôn Đông Giả",
    });
    assert_eq!(does(&unit, &first, "answers", promised).await.status, StatusCode::CREATED);
    town.days_pass(200);
    let second = says(&clerk, "Mương thôn Đông Giả vẫn bồi lấp, đề nghị nạo vét", "xã Mẫu Tâm").await;
    let late_join = does(&clerk, &second, "joined", json!({ "other": first })).await;
    assert_eq!(late_join.status, StatusCode::CONFLICT, "what was answered is tied, not joined");
    assert_eq!(does(&clerk, &second, "earlier", json!({ "other": first })).await.status, StatusCode::CREATED);
    let circle = does(&clerk, &first, "earlier", json!({ "other": second })).await;
    assert_eq!(circle.json()["errors"][0]["key"], "invalid-petition-circle");
    let page = clerk.opens(&format!("/kien-nghi/{second}")).await.text;
    assert!(page.contains("Đã hỏi 2 lần từ năm 2026, đã hứa 1 lần."), "{page}");
    assert!(page.contains("Sẽ nạo vét.") && page.contains("chưa có thời hạn") || page.contains("Sẽ nạo vét."));
}

#[tokio::test]
async fn a_speech_is_looked_at_before_it_is_saved_piece_by_piece() {
    let town = Town::on("2026-03-10");
    let (deputy, neighbour) = (town.person("deputy", "HK"), town.person("clerk", "CB"));
    let known = deputy
        .sends("/api/v1/petitions", &json!({ "council": "HK", "words": "Sửa cầu Bến Thử", "place": "xã Hồng Khê" }))
        .await;
    let known = known.json()["number"].as_str().expect("a number").to_owned();
    let speech = "Cầu Bến Thử hỏng, đề nghị sửa chữa. Ngoài ra đề nghị lắp đèn chiếu sáng đường thôn Đông Giả.";
    let fields = [("hdnd", "HK"), ("words", speech), ("place", "xã Hồng Khê"), ("voters", "7")];
    let looked = deputy.submits("/kien-nghi/moi", &fields).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.text);
    assert!(looked.text.contains("2 kiến nghị trong lời này") && looked.text.contains(&known), "{}", looked.text);
    let before = deputy.opens("/api/v1/petitions?hdnd=HK").await.json();
    assert_eq!(before["petitions"].as_array().map(Vec::len), Some(1), "nothing was saved");
    let mut confirmed = fields.to_vec();
    confirmed.extend([("confirmed", "1"), ("piece_1", "Cầu Bến Thử hỏng, đề nghị sửa chữa"), ("to_1", &known)]);
    confirmed.extend([("piece_2", "Lắp đèn chiếu sáng đường thôn Đông Giả"), ("topic_2", "dien")]);
    let saved = deputy.submits("/kien-nghi/moi", &confirmed).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let after = deputy.opens("/api/v1/petitions?hdnd=HK").await.json();
    assert_eq!(after["petitions"].as_array().map(Vec::len), Some(2));
    assert_eq!(shown(&deputy, &known).await["row"]["voters"], 8, "one piece was said again by seven");
    for query in ["cầu bến thử", "cau ben thu", "ben thu", "caafu beens thuwr"] {
        let asked: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
        let found = deputy.opens(&format!("/api/v1/petitions?hdnd=HK&q={asked}")).await.json();
        assert_eq!(found["petitions"][0]["number"], *known, "{query}");
    }
    assert_eq!(neighbour.opens(&format!("/kien-nghi/{known}")).await.status, StatusCode::NOT_FOUND);
    let script = [("hdnd", "HK"), ("words", "<script>alert(1)</script> sửa cầu Lạ")];
    let looked = deputy.submits("/kien-nghi/moi", &script).await;
    assert!(!looked.text.contains("<script>alert(1)"), "what is typed is text");
    let empty = deputy.submits("/kien-nghi/moi", &[("hdnd", "HK"), ("place", "xã Hồng Khê")]).await;
    assert!(empty.text.contains("Chưa có lời kiến nghị") && empty.text.contains("xã Hồng Khê"), "what was typed stays");
}

#[tokio::test]
async fn published_petitions_are_taken_once() {
    let town = Town::on("2026-03-10");
    let operator = town.operator("BG");
    let lines = concat!(
        r#"{"id":"A1","text":"Đề nghị sửa đường thôn Thử","place":"xã Mẫu","topic":"giao_thong","authority":"UBND xã Mẫu","level":"xa"}"#,
        "\n",
        r#"{"id":"A2","text":"","place":"xã Mẫu"}"#,
        "\n{no json\n",
        r#"{"id":"A3","text":"Lời viết để thử","kind":"restated"}"#,
        "\n",
        r#"{"id":"A4","text":"Xây nhà văn hóa thôn Thử","place":"xã Mẫu","on":"2026-01-05","voters":3}"#,
    );
    let import = move || {
        town.app
            .act_here(&operator, move |act| dienhong::petitions::import::import(act, "BG", lines))
            .expect("imported")
    };
    let first = import();
    assert_eq!((first.taken, first.unchanged, first.refused), (2, 0, 2), "{:?}", first.warnings);
    let second = import();
    assert_eq!((second.taken, second.unchanged, second.refused), (0, 2, 2));
}

async fn answered(town: &Town, clerk: &Person) -> String {
    let number = says(clerk, "Đề nghị khơi thông cống thôn Đông Giả", "thôn Đông Giả, xã Mẫu Tâm").await;
    let sorting = json!({
        "topic": "giao_thong", "competence": "district", "body": town.body("BG", "UBND BG"), "public": "1",
    });
    assert_eq!(does(clerk, &number, "screening", sorting).await.status, StatusCode::CREATED);
    assert_eq!(does(clerk, &number, "forwarding", json!({})).await.status, StatusCode::CREATED);
    let unit = town.person("unit", "BG");
    let answer = json!({ "class": "explained", "words": "Cống đã được khơi thông ngày 12/3." });
    assert_eq!(does(&unit, &number, "answers", answer).await.status, StatusCode::CREATED);
    number
}

#[tokio::test]
async fn a_result_is_made_public_on_its_own_clock_which_an_answer_does_not_meet() {
    let town = Town::on("2026-03-10");
    let clerk = town.person("clerk", "BG");
    let number = answered(&town, &clerk).await;
    let clocks = |petition: Value| {
        petition["clocks"]
            .as_array()
            .expect("clocks")
            .iter()
            .map(|one| {
                let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
                (text("step"), text("due_on"), text("met_on"))
            })
            .collect::<Vec<_>>()
    };
    let before = clocks(shown(&clerk, &number).await);
    assert!(before.contains(&("reply".into(), "2026-04-09".into(), "2026-03-10".into())), "{before:?}");
    assert!(
        before.contains(&("publish".into(), "2026-05-05".into(), String::new())),
        "15 working days later: {before:?}"
    );
    let nowhere = does(&clerk, &number, "publication", json!({})).await;
    assert_eq!(nowhere.json()["errors"][0]["key"], "invalid-publish-place");
    let told = does(&clerk, &number, "publication", json!({ "place": "Trang thông tin của huyện" })).await;
    assert_eq!(told.status, StatusCode::CREATED, "{}", told.text);
    let after = clocks(shown(&clerk, &number).await);
    assert!(after.contains(&("publish".into(), "2026-05-05".into(), "2026-03-10".into())), "{after:?}");
}

#[tokio::test]
async fn whoever_asked_says_by_a_code_that_it_is_not_solved_and_a_code_opens_nothing_else() {
    let town = Town::on("2026-03-10");
    let clerk = town.person("clerk", "BG");
    let number = answered(&town, &clerk).await;
    let issued = |page: String| {
        let at = page.find("<b class=\"dh-code\">").expect("a code on the page") + 19;
        page[at..at + 11].to_owned()
    };
    let old = issued(clerk.submits(&format!("/kien-nghi/{number}/ma"), &[]).await.text);
    let code = issued(clerk.submits(&format!("/kien-nghi/{number}/ma"), &[]).await.text);
    assert!(!clerk.opens(&format!("/kien-nghi/{number}")).await.text.contains(&code), "shown once");
    assert_eq!(town.stranger("GET", &format!("/y-kien-cu-tri/{old}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(town.stranger("GET", "/y-kien-cu-tri/AAAAA-AAAAA").await.status, StatusCode::NOT_FOUND);
    let typed = code.to_lowercase().replace('-', "");
    let page = town.stranger("GET", &format!("/y-kien-cu-tri/{typed}")).await;
    assert!(page.text.contains("Cống đã được khơi thông") && !page.text.contains(&number), "{}", page.text);
    let path = format!("/y-kien-cu-tri/{code}");
    let bare = town.nobody().submits(&path, &[("opinion", "not_solved")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "not without saying what is missing");
    let said = [("opinion", "not_solved"), ("words", "Cống vẫn tắc sau trận mưa")];
    assert_eq!(town.nobody().submits(&path, &said).await.status, StatusCode::SEE_OTHER);
    assert_eq!(town.nobody().submits(&path, &said).await.status, StatusCode::UNPROCESSABLE_ENTITY, "once a day");
    let petition = shown(&clerk, &number).await;
    assert_eq!(
        (petition["row"]["stage"].as_str(), petition["opinions"][0]["judge"].as_str()),
        (Some("judged"), Some("asker"))
    );
}

#[tokio::test]
async fn what_recurs_at_the_same_place_opens_again_within_a_year() {
    let town = Town::on("2026-03-10");
    let (clerk, chair) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let number = answered(&town, &clerk).await;
    let open = does(&clerk, &number, "reopening", json!({ "words": "Cống lại tắc" })).await;
    assert_eq!(open.status, StatusCode::CONFLICT, "it never ended: {}", open.text);
    assert_eq!(does(&chair, &number, "closing", json!({ "ending": "explained" })).await.status, StatusCode::CREATED);
    town.days_pass(100);
    let elsewhere = json!({ "words": "Cống lại tắc", "place": "thôn Bắc, xã Mẫu Tâm" });
    let elsewhere = does(&clerk, &number, "reopening", elsewhere).await;
    assert_eq!(elsewhere.json()["errors"][0]["key"], "invalid-reopen-place");
    let again = does(&clerk, &number, "reopening", json!({ "words": "Cống lại tắc", "voters": "4" })).await;
    assert_eq!(again.status, StatusCode::CREATED, "{}", again.text);
    let row = shown(&clerk, &number).await["row"].clone();
    assert_eq!(
        (row["stage"].as_str(), row["reply_due"].as_str(), row["voters"].as_i64()),
        (Some("forwarded"), Some("2026-07-20"), Some(5))
    );

    let late = answered(&town, &clerk).await;
    assert_eq!(does(&chair, &late, "closing", json!({ "ending": "explained" })).await.status, StatusCode::CREATED);
    town.days_pass(400);
    let clerk = town.person("clerk", "BG");
    let late = does(&clerk, &late, "reopening", json!({ "words": "Cống lại tắc" })).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "more than a year ago: {}", late.text);
}

/// A table as offices make it: a title, headings of two lines with joined cells, a section, a hidden line, a double.
fn table() -> Vec<u8> {
    use rust_xlsxwriter::{Format, Workbook};
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    let joined = |sheet: &mut rust_xlsxwriter::Worksheet, at: (u32, u16, u32, u16), words: &str| {
        sheet.merge_range(at.0, at.1, at.2, at.3, words, &plain).expect("joined");
    };
    joined(sheet, (0, 0, 0, 5), "TỔNG HỢP Ý KIẾN, KIẾN NGHỊ CỦA CỬ TRI");
    joined(sheet, (2, 0, 3, 0), "TT");
    joined(sheet, (2, 1, 3, 1), "Nội dung kiến nghị");
    joined(sheet, (2, 2, 2, 3), "Phân loại");
    sheet.write_string(3, 2, "Lĩnh vực").expect("written");
    sheet.write_string(3, 3, "Cấp thẩm quyền").expect("written");
    joined(sheet, (2, 4, 3, 4), "Cơ quan giải quyết");
    joined(sheet, (2, 5, 3, 5), "Cử tri (thôn, xã)");
    for at in 0..6_u16 {
        sheet.write_string(4, at, format!("({})", at + 1)).expect("written");
    }
    joined(sheet, (5, 0, 5, 5), "I. Cử tri xã Mẫu Tâm");
    let lines = [
        ["1", "Đề nghị sửa cầu Bến Thử đã hư hỏng", "Giao thông", "Huyện", "UBND BG", "thôn Đông Giả, xã Mẫu Tâm"],
        ["2", "Đề nghị lắp đèn chiếu sáng đường thôn Bắc", "", "Xã", "UBND xã", ""],
        ["3", "Dòng đã ẩn vì trùng", "", "", "", ""],
        ["4", "", "", "", "", "thôn Nam, xã Mẫu Tâm"],
    ];
    for (row, line) in (6_u32..).zip(lines) {
        for (at, words) in (0_u16..).zip(line) {
            sheet.write_string(row, at, words).expect("written");
        }
    }
    sheet.set_row_hidden(8).expect("hidden");
    book.save_to_buffer().expect("a workbook")
}

#[tokio::test]
async fn a_table_with_joined_headings_is_looked_at_taken_in_and_taken_back_whole() {
    let town = Town::on("2026-03-10");
    let clerk = town.person("clerk", "BG");
    let earlier = says(&clerk, "Cầu Bến Thử xuống cấp, xin sửa chữa cầu Bến Thử", "thôn Đông Giả, xã Mẫu Tâm").await;
    let looked = clerk.uploads("/kien-nghi/nhap", &[("hdnd", "BG")], "tong-hop.xlsx", &table()).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.text);
    let page = &looked.text;
    for words in ["Phân loại – Lĩnh vực", "Phân loại – Cấp thẩm quyền", "sửa cầu Bến Thử", "xã Mẫu Tâm", "dòng ẩn"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains(&format!("<option value=\"{earlier}\"")), "the earlier one is pointed out: {page}");
    let book = clerk.opens("/api/v1/petitions?hdnd=BG").await.json();
    assert_eq!(book["petitions"].as_array().map(Vec::len), Some(1), "nothing is saved by looking");

    let hash = hidden_field(page, "hash").to_owned();
    let seal = hidden_field(page, "seal").to_owned();
    let columns = hidden_field(page, "columns").to_owned();
    assert_eq!(columns, "6");
    let fields = [
        ("hdnd", "BG"),
        ("hash", hash.as_str()),
        ("seal", seal.as_str()),
        ("name", "tong-hop.xlsx"),
        ("columns", "6"),
        ("col_1", "words"),
        ("col_2", "topic"),
        ("col_3", "level"),
        ("col_4", "body"),
        ("col_5", "place"),
        ("channel", "front"),
        ("again_7", earlier.as_str()),
        ("on", "05/3/2026"),
    ];
    let wrong = clerk.submits("/kien-nghi/nhap/luu", &[&fields[..], &[("on", "45/3/2026")]].concat()).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("sửa cầu Bến Thử"), "what was looked at stands again with what is wrong");
    let other = town.person("clerk", "BG").submits("/kien-nghi/nhap/luu", &fields).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "a file is taken up by whoever brought it alone");
    assert!(other.text.contains("Xin chọn lại tệp") && !other.text.contains("sửa cầu Bến Thử"), "{}", other.text);
    let started = clerk.submits("/kien-nghi/nhap/luu", &fields).await;
    assert_eq!(started.status, StatusCode::SEE_OTHER, "{}", started.text);
    let reached = |words: &'static str| {
        let (clerk, at) = (clerk.clone(), started.location.clone());
        async move {
            for _ in 0..200 {
                let page = clerk.opens(&at).await.text;
                if page.contains(words) {
                    return page;
                }
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
            panic!("never {words}")
        }
    };
    let done = reached("đã nhập xong").await;
    assert!(done.contains("2 kiến nghị từ 4 dòng"), "the hidden and the empty line stay out: {done}");
    let joined = shown(&clerk, &earlier).await;
    assert_eq!(joined["row"]["occurrences"], 2, "the line that says it again is joined, with its original: {joined}");
    let book = clerk.opens("/api/v1/petitions?hdnd=BG").await.json();
    let lamp = book["petitions"].as_array().expect("a book").iter().find(|one| one["place"] == "xã Mẫu Tâm");
    assert_eq!(lamp.expect("the section names its place")["received_on"], "2026-03-05");
    let table = clerk.opens("/kien-nghi/tong-hop?hdnd=BG&tu=01/3/2026&den=31/3/2026").await.text;
    assert!(table.contains("lắp đèn chiếu sáng") && table.contains("gộp từ"), "{table}");
    let file = clerk.opens("/kien-nghi/tong-hop?hdnd=BG&dang=csv").await.text;
    assert!(file.contains("Nội dung kiến nghị"), "{file}");
    let paper = clerk.opens("/kien-nghi/tong-hop?hdnd=BG&dang=pdf").await;
    assert_eq!(paper.status, StatusCode::OK);
    assert!(paper.text.starts_with("%PDF"), "a paper");

    let back = clerk.submits(&format!("{}/lay-lai", started.location), &[]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
    reached("đã lấy lại").await;
    let book = clerk.opens("/api/v1/petitions?hdnd=BG").await.json();
    assert_eq!(book["petitions"].as_array().map(Vec::len), Some(1), "the whole table is gone");
    assert_eq!(shown(&clerk, &earlier).await["row"]["occurrences"], 1, "and the earlier one stands as it stood");
    assert_eq!(clerk.opens("/api/v1/petitions?hdnd=BG&q=chieu%20sang").await.json()["petitions"], json!([]));
    let again = clerk.submits(&format!("{}/lay-lai", started.location), &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_short_form_of_the_office_is_found_by_its_meaning_both_ways() {
    let town = Town::on("2026-03-10");
    let clerk = town.person("clerk", "BG");
    let short = says(&clerk, "Đề nghị công bố tiêu chí KDCM của thôn Đông", "thôn Đông, xã Thử").await;
    let finds = |query: &'static str| {
        let clerk = clerk.clone();
        async move {
            let found = clerk.opens(&format!("/api/v1/petitions?hdnd=BG&q={query}")).await.json();
            found["petitions"].as_array().expect("a book").len()
        }
    };
    assert_eq!(finds("khu%20dan%20cu%20mau").await, 0);
    let wrong = clerk.submits("/kien-nghi/chu-viet-tat", &[("hdnd", "BG"), ("said", "K D"), ("meant", "x")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = [("hdnd", "BG"), ("said", "KDCM"), ("meant", "khu dân cư mẫu")];
    assert_eq!(clerk.submits("/kien-nghi/chu-viet-tat", &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(clerk.submits("/kien-nghi/chu-viet-tat", &form).await.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
    assert_eq!(finds("khu%20dan%20cu%20mau").await, 1, "what stood before is found by the meaning");
    says(&clerk, "Đề nghị xây dựng khu dân cư mẫu thôn Nam", "thôn Nam, xã Thử").await;
    assert_eq!(finds("kdcm").await, 2, "and what writes it out by the short form");
    let page = clerk.opens("/kien-nghi/chu-viet-tat?hdnd=BG").await.text;
    let at = page.find("/kien-nghi/chu-viet-tat/").expect("a form that drops it") + 24;
    let id = &page[at..at + page[at..].find('/').expect("an end")];
    let gone = clerk.submits(&format!("/kien-nghi/chu-viet-tat/{id}/bo"), &[("hdnd", "BG")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert_eq!(finds("khu%20dan%20cu%20mau").await, 1, "{short} stands as it was written");
}
