//! Official papers: drafted from forms and records, numbered without a gap, fixed once they are issued.

use std::sync::Arc;

use axum::http::StatusCode;
use papers::forms::FieldKind;
use serde_json::json;

use crate::app::{Person, Town};

async fn notice(clerk: &Person, body: &str) -> String {
    let new = json!({ "council": "BG", "form": "thong-bao", "body": body });
    let begun = clerk.sends("/api/v1/papers", &new).await;
    assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text);
    begun.json()["id"].as_str().expect("an id").to_owned()
}

async fn writes(clerk: &Person, id: &str, about: &str) {
    let written = json!({
        "fields": { "ve_viec": about, "noi_dung": "Dòng một.\nDòng hai." },
        "signing": "chu-tich",
        "signer": "Người Đặt Ra",
    });
    let answer = clerk.sends(&format!("/api/v1/papers/{id}/words"), &written).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
}

async fn issues(clerk: &Person, id: &str) -> String {
    let issued = clerk.sends(&format!("/api/v1/papers/{id}/issue"), &json!({})).await;
    assert_eq!(issued.status, StatusCode::OK, "{}", issued.text);
    issued.json()["symbol"].as_str().expect("a symbol").to_owned()
}

#[tokio::test]
async fn a_notice_is_drafted_written_numbered_and_then_fixed() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let id = notice(&clerk, "").await;
    let lacking = clerk.sends(&format!("/api/v1/papers/{id}/issue"), &json!({})).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(lacking.json()["errors"].as_array().expect("faults").len(), 3, "{}", lacking.text);
    writes(&clerk, &id, "Lịch tiếp công dân tháng 7").await;
    assert_eq!(issues(&clerk, &id).await, "01/TB-HĐND");
    let read = clerk.opens(&format!("/api/v1/papers/{id}")).await.json();
    assert_eq!(read["content"]["reference"], "Số: 01/TB-HĐND");
    assert_eq!(read["content"]["body"].as_array().expect("blocks").len(), 2, "two paragraphs were typed");
    let late = clerk.sends(&format!("/api/v1/papers/{id}/words"), &json!({ "fields": { "noi_dung": "Khác." } })).await;
    assert_eq!(late.json()["key"], "refusal-issued-already");
    let again = clerk.sends(&format!("/api/v1/papers/{id}/issue"), &json!({})).await;
    assert_eq!(again.json()["key"], "refusal-issued-already");
    let (page, pdf) = (clerk.opens(&format!("/van-ban/{id}")).await, clerk.opens(&format!("/van-ban/{id}/tep")).await);
    assert!(page.text.contains("01/TB-HĐND") && page.text.contains("Dòng hai."), "{}", page.text);
    assert_eq!(pdf.status, StatusCode::OK);
    assert_eq!(clerk.opens(&format!("/van-ban/{id}/tep?dang=docx")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn each_body_and_kind_has_its_own_numbers_and_a_new_year_begins_at_one() {
    let town = Town::on("2024-12-30");
    let clerk = town.person("clerk", "BG");
    let (first, second) = (notice(&clerk, "").await, notice(&clerk, "").await);
    for id in [&first, &second] {
        writes(&clerk, id, "Thông báo").await;
    }
    let new = json!({ "council": "BG", "form": "nghi-quyet" });
    let other = clerk.sends("/api/v1/papers", &new).await.json()["id"].as_str().expect("an id").to_owned();
    let fields = json!({
        "ve_viec": "Chương trình giám sát", "de_nghi": "đề nghị của Thường trực", "dieu_khoan": "Điều 1. Thông qua.",
        "khoa_ky": "khóa XX, kỳ họp thứ 20", "ngay_thong_qua": "30/12/2024", "can_cu_khac": "Căn cứ Luật minh họa;",
        "ngay_hieu_luc": "10/01/2025", "ten_goi": "về chương trình giám sát",
    });
    let written = json!({ "fields": fields, "signing": "chu-tich", "signer": "Người Đặt Ra" });
    clerk.sends(&format!("/api/v1/papers/{other}/words"), &written).await;
    assert_eq!(issues(&clerk, &first).await, "01/TB-HĐND");
    assert_eq!(issues(&clerk, &other).await, "01/NQ-HĐND");
    let new = json!({ "council": "BG", "form": "nghi-quyet-quy-pham" });
    let legal = clerk.sends("/api/v1/papers", &new).await.json()["id"].as_str().expect("an id").to_owned();
    clerk.sends(&format!("/api/v1/papers/{legal}/words"), &written).await;
    assert_eq!(issues(&clerk, &legal).await, "01/2024/NQ-HĐND", "a legal document has the year, and its own numbers");
    town.days_pass(5);
    assert_eq!(issues(&clerk, &second).await, "01/TB-HĐND", "it was drafted in December and issued in January");
}

#[tokio::test]
async fn an_office_writes_symbols_its_own_way_and_goes_on_from_numbers_given_elsewhere() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let standing = town.body("BG", "Thường trực HĐND huyện Bình Giang");
    let bad = [("hdnd", "BG"), ("body", standing.as_str()), ("named", "TTHĐND"), ("letter", "{so}/TTHĐND")];
    assert_eq!(clerk.submits("/van-ban/so-hieu", &bad).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let good =
        [("hdnd", "BG"), ("body", standing.as_str()), ("named", "{so}/{loai}-TTHĐND"), ("letter", "{so}/TTHĐND")];
    assert_eq!(clerk.submits("/van-ban/so-hieu", &good).await.status, StatusCode::SEE_OTHER);
    let on = [("hdnd", "BG"), ("body", standing.as_str()), ("series", "TB"), ("last", "41")];
    assert_eq!(clerk.submits("/van-ban/so-hieu/tiep", &on).await.status, StatusCode::SEE_OTHER);
    let id = notice(&clerk, "").await;
    writes(&clerk, &id, "Thông báo").await;
    assert_eq!(issues(&clerk, &id).await, "42/TB-TTHĐND");
    let back = clerk.submits("/van-ban/so-hieu/tiep", &on).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "numbers only go on");
}

#[tokio::test]
async fn two_who_write_on_one_draft_see_both_versions() {
    let town = Town::on("2024-06-20");
    let (clerk, standing) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let id = notice(&clerk, "").await;
    let words = |about: &str| json!({ "fields": { "ve_viec": about }, "version": "1" });
    let path = format!("/api/v1/papers/{id}/words");
    assert_eq!(clerk.sends(&path, &words("Của thư ký")).await.status, StatusCode::OK);
    let stale = standing.sends(&path, &words("Của Thường trực")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text.contains("Của thư ký") && stale.text.contains("Của Thường trực"), "{}", stale.text);
}

#[tokio::test]
async fn an_urging_letter_carries_its_list_and_signs_the_urging_under_its_number() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let number = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-06-10").await;
    clerk.sends("/api/v1/urgings", &json!({ "viec": number })).await;
    let urgings = clerk.opens("/api/v1/urgings").await.json();
    let urging = urgings["urgings"][0]["urging"]["id"].as_str().expect("an id").to_owned();
    let new = json!({ "council": "BG", "form": "cong-van-don-doc", "subject": urging });
    let id = clerk.sends("/api/v1/papers", &new).await.json()["id"].as_str().expect("an id").to_owned();
    let draft = clerk.opens(&format!("/van-ban/{id}")).await;
    assert!(draft.text.contains("Nạo vét mương tiêu thôn Đông") && draft.text.contains("10/6/2024"), "{}", draft.text);
    let signed = json!({ "fields": {}, "signing": "thua-lenh", "signer": "Người Đặt Ra" });
    clerk.sends(&format!("/api/v1/papers/{id}/words"), &signed).await;
    let symbol = issues(&clerk, &id).await;
    assert_eq!(symbol, "01/HĐND-VP");
    let urgings = clerk.opens("/api/v1/urgings").await.json();
    assert_eq!(urgings["urgings"][0]["urging"]["symbol"], symbol.as_str());
    assert_eq!(urgings["urgings"][0]["urging"]["state"], "signed");
    // The body that has the letter says so, and the official paper has its receipt.
    clerk.sends(&format!("/api/v1/urgings/{urging}/dispatches"), &json!({})).await;
    let unit = town.person("unit", "BG");
    let has = unit.sends(&format!("/api/v1/urgings/{urging}/acknowledgements"), &json!({})).await;
    assert!(has.status.is_success(), "{}", has.text);
    let read = clerk.opens(&format!("/api/v1/papers/{id}")).await.json();
    assert_eq!(
        (&read["receipts"][0]["by_whom"], &read["receipts"][0]["noted_by"]),
        (&json!("UBND BG"), &json!("Người unit BG"))
    );
}

#[tokio::test]
async fn what_replaces_an_issued_paper_names_it_and_both_stand() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let id = notice(&clerk, "").await;
    writes(&clerk, &id, "Lịch tiếp công dân").await;
    let early = clerk.sends(&format!("/api/v1/papers/{id}/followings"), &json!({ "link": "replaces" })).await;
    assert_eq!(early.json()["key"], "refusal-not-issued");
    issues(&clerk, &id).await;
    let link = json!({ "link": "replaces" });
    let later = clerk.sends(&format!("/api/v1/papers/{id}/followings"), &link).await.json()["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    assert_eq!(issues(&clerk, &later).await, "02/TB-HĐND");
    let read = clerk.opens(&format!("/api/v1/papers/{later}")).await;
    assert!(read.text.contains("thay thế Thông báo số 01/TB-HĐND ngày 20 tháng 6 năm 2024"), "{}", read.text);
    assert!(clerk.opens(&format!("/van-ban/{id}")).await.text.contains("02/TB-HĐND"));
    let corrects = json!({ "link": "corrects" });
    let letter = clerk.sends(&format!("/api/v1/papers/{id}/followings"), &corrects).await.json()["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let read = clerk.opens(&format!("/api/v1/papers/{letter}")).await.json();
    assert_eq!(read["paper"]["form"], "cong-van", "a letter corrects (Nghị định 30/2020/NĐ-CP, Điều 18)");
    assert!(read["content"].to_string().contains("đính chính văn bản số 01/TB-HĐND ngày 20/6/2024"), "{read}");
    let received = json!({ "by_whom": "UBND huyện Bình Giang", "on": "19/6/2024" });
    let refused = clerk.sends(&format!("/api/v1/papers/{id}/receipts"), &received).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "before it was issued");
    let received = json!({ "by_whom": "UBND huyện Bình Giang" });
    assert_eq!(clerk.sends(&format!("/api/v1/papers/{id}/receipts"), &received).await.status, StatusCode::OK);
}

#[tokio::test]
async fn drafts_and_papers_that_name_private_people_are_their_own_offices_alone() {
    let town = Town::on("2024-06-20");
    let (clerk, deputy, below) = (town.person("clerk", "BG"), town.person("deputy", "BG"), town.person("clerk", "HK"));
    let id = notice(&clerk, "").await;
    assert_eq!(deputy.opens(&format!("/van-ban/{id}")).await.status, StatusCode::NOT_FOUND, "a draft");
    writes(&clerk, &id, "Thông báo").await;
    issues(&clerk, &id).await;
    assert_eq!(deputy.opens(&format!("/van-ban/{id}")).await.status, StatusCode::OK, "issued");
    assert_eq!(below.opens(&format!("/van-ban/{id}")).await.status, StatusCode::NOT_FOUND, "of the council above");
    let slip = json!({ "council": "BG", "form": "phieu-chuyen-don" });
    let slip = clerk.sends("/api/v1/papers", &slip).await.json()["id"].as_str().expect("an id").to_owned();
    let written = json!({
        "fields": { "noi_nhan_chinh": "UBND", "nguoi_gui": "công dân", "noi_dung": "Đất đai.",
            "loai_don": "kiến nghị, phản ánh", "ngay_nhan": "19/6/2024" },
        "signer": "Người Đặt Ra",
    });
    clerk.sends(&format!("/api/v1/papers/{slip}/words"), &written).await;
    issues(&clerk, &slip).await;
    assert_eq!(deputy.opens(&format!("/van-ban/{slip}")).await.status, StatusCode::NOT_FOUND);
    assert!(!deputy.opens("/van-ban").await.text.contains(&slip));
    assert!(!deputy.opens("/api/v1/papers").await.text.contains(&slip));
}

#[tokio::test]
async fn a_record_of_another_council_gives_nothing_to_a_paper() {
    let town = Town::on("2024-06-20");
    let (clerk, below) = (town.person("clerk", "BG"), town.person("clerk", "HK"));
    let number = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-06-10").await;
    clerk.sends("/api/v1/urgings", &json!({ "viec": number })).await;
    let urgings = clerk.opens("/api/v1/urgings").await.json();
    let urging = urgings["urgings"][0]["urging"]["id"].as_str().expect("an id").to_owned();
    let stolen = json!({ "council": "HK", "form": "cong-van-don-doc", "subject": urging });
    assert_eq!(below.sends("/api/v1/papers", &stolen).await.status, StatusCode::NOT_FOUND);
}

/// Two hundred papers by twenty clerks at once: 01 to 200, none missing, none twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_papers_issued_at_once_have_two_hundred_numbers_in_a_row() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let mut drafts = Vec::new();
    for n in 0..200 {
        let id = notice(&clerk, "").await;
        writes(&clerk, &id, &format!("Thông báo {n}")).await;
        drafts.push(id);
    }
    let member = town.operator("BG");
    let app = Arc::clone(&town.app);
    let clerks: Vec<_> = drafts
        .chunks(10)
        .map(|mine| {
            let (app, member, mine) = (Arc::clone(&app), Arc::clone(&member), mine.to_vec());
            tokio::spawn(async move {
                let mut given = Vec::new();
                for id in mine {
                    given.push(app.act(&member, move |act| dienhong::issuing::issue(act, &id)).await.expect("issued"));
                }
                given
            })
        })
        .collect();
    let mut given = Vec::new();
    for clerk in clerks {
        given.extend(clerk.await.expect("a clerk"));
    }
    let mut numbers: Vec<u32> =
        given.iter().map(|symbol| symbol.split('/').next().expect("a number").parse().expect("digits")).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=200).collect::<Vec<_>>());
}

#[tokio::test]
async fn papers_that_name_private_people_are_counted_and_told_by_nothing_else() {
    let town = Town::on("2024-06-20");
    let (clerk, deputy) = (town.person("clerk", "BG"), town.person("deputy", "BG"));
    let private = town.app.law.forms.forms.iter().find(|form| form.private && form.about == "council").expect("a form");
    let new = json!({ "council": "BG", "form": private.id });
    let id = clerk.sends("/api/v1/papers", &new).await.json()["id"].as_str().expect("an id").to_owned();
    let fields: serde_json::Map<String, serde_json::Value> = private
        .fields
        .iter()
        .map(|field| {
            let words = if field.kind == FieldKind::Day { "20/6/2024" } else { "Ông Kín Tên" };
            (field.name.clone(), json!(field.choices.first().map_or(words, String::as_str)))
        })
        .collect();
    let words = json!({ "fields": fields, "signer": "Người Đặt Ra" });
    clerk.sends(&format!("/api/v1/papers/{id}/words"), &words).await;
    let symbol = issues(&clerk, &id).await;
    for path in [
        "/van-ban".to_owned(),
        format!("/van-ban?loai={}", private.id),
        "/van-ban?loai=x".to_owned(),
        "/bao-cao?tu=2024-01-01&den=2024-06-30&so=papers".to_owned(),
        "/api/v1/figures?tu=2024-01-01&den=2024-06-30&so=papers".to_owned(),
        "/api/v1/papers".to_owned(),
    ] {
        let page = deputy.opens(&path).await.text;
        assert!(!page.contains(&id) && !page.contains(&symbol), "{path}: {page}");
    }
    let told = deputy.opens("/api/v1/figures?tu=2024-01-01&den=2024-06-30&so=papers").await.json();
    assert_eq!(told["number"], 1, "it is counted");
    assert_eq!(deputy.opens(&format!("/van-ban/{id}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nobody_decides_on_words_that_they_have_not_seen() {
    let town = Town::on("2024-06-20");
    let (clerk, standing) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let id = notice(&clerk, "").await;
    writes(&clerk, &id, "Lịch tiếp công dân").await;
    let page = standing.opens(&format!("/van-ban/{id}")).await.text;
    let version = crate::app::hidden_field(&page, "version").to_owned();
    writes(&clerk, &id, "Lịch khác").await;
    for step in ["thong-qua", "ban-hanh"] {
        let late = standing.submits(&format!("/van-ban/{id}/{step}"), &[("version", version.as_str())]).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{step}: {}", late.text);
    }
    let page = standing.opens(&format!("/van-ban/{id}")).await.text;
    let version = crate::app::hidden_field(&page, "version").to_owned();
    let issued = standing.submits(&format!("/van-ban/{id}/ban-hanh"), &[("version", version.as_str())]).await;
    assert_eq!(issued.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_body_renamed_in_mid_term_keeps_its_old_name_on_what_it_issued_and_a_long_name_breaks_nothing() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let lead = town.body("BG", "UBND BG");
    let number = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-05-10").await;
    let report = json!({ "council": "BG", "form": "bao-cao-ket-qua-hoat-dong", "subject": "2024-01-01:2024-06-30" });
    let begins = async || {
        let begun = clerk.sends("/api/v1/papers", &report).await;
        begun.json()["id"].as_str().unwrap_or_else(|| panic!("{}", begun.text)).to_owned()
    };
    let before = begins().await;
    let long = format!("Ủy ban nhân dân {}", "xã Rất Dài Tên Minh Họa ".repeat(7).trim());
    let rename =
        async |name: &str| clerk.sends(&format!("/api/v1/bodies/{lead}/changes"), &json!({ "name": name })).await;
    assert_eq!(rename("Phòng tài nguyên BG").await.status, StatusCode::UNPROCESSABLE_ENTITY, "another bears it");
    let renamed = rename(&long).await;
    assert_eq!(renamed.status, StatusCode::OK, "{}", renamed.text);
    let after = begins().await;
    let says = async |id: &str, words: &str| clerk.opens(&format!("/van-ban/{id}")).await.text.contains(words);
    assert!(says(&before, "UBND BG").await && !says(&before, &long).await, "what was fixed keeps the name of its day");
    assert!(says(&after, &long).await, "what is counted anew has the new one");
    for id in [&before, &after] {
        for file in ["pdf", "docx", "pdf&kem=ho-so"] {
            let made = clerk.opens(&format!("/van-ban/{id}/tep?dang={file}")).await;
            assert_eq!(made.status, StatusCode::OK, "{file}: {}", made.text);
        }
    }
    let opened = clerk.opens(&format!("/van-ban/{before}?so=due")).await.text;
    assert!(opened.contains(&number), "{opened}");
}
