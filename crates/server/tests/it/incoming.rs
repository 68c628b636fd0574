//! Papers that come in are numbered on arrival and dealt with; signatures of files are told as the file has them.

use axum::http::StatusCode;
use serde_json::json;

use crate::app::{Person, Town};

const SIGNED: &[u8] = include_bytes!("../../../papers/src/signed/samples/rsa.pdf");

async fn notes(clerk: &Person, fields: &[(&str, &str)], file: (&str, &[u8])) -> crate::app::Answer {
    let common = [("hdnd", "BG"), ("sender", "UBND xã Mẫu"), ("summary", "Báo cáo kết quả thực hiện kết luận")];
    clerk.uploads("/van-ban-den", &[&common[..], fields].concat(), file.0, file.1).await
}

#[tokio::test]
async fn what_comes_in_is_numbered_given_to_somebody_and_dealt_with() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let first = notes(
        &clerk,
        &[("symbol", "12/BC-UBND"), ("paper_on", "18/6/2024"), ("handler", "Văn phòng"), ("due_on", "25/6/2024")],
        ("bao-cao.pdf", SIGNED),
    )
    .await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text);
    let page = clerk.opens(&first.location).await.text;
    for words in
        ["Số đến 1", "12/BC-UBND", "bao-cao.pdf", "Người ký minh họa", "nội dung còn nguyên", "Phần mềm không xác nhận"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let second = notes(&clerk, &[], ("anh.txt", b"x")).await;
    assert!(clerk.opens(&second.location).await.text.contains("Số đến 2"));
    for (fields, why) in [
        (vec![("summary", "")], "invalid"),
        (vec![("due_on", "01/6/2024")], "before it arrived"),
        (vec![("paper_on", "21/6/2024")], "after it arrived"),
        (vec![("arrived_on", "21/6/2024")], "tomorrow"),
        (vec![("answers", "99/HĐND")], "answers nothing"),
        (vec![("symbol", "12/BC-UBND (Tối mật)")], "a state secret"),
    ] {
        let mut all = vec![("hdnd", "BG"), ("sender", "UBND xã Mẫu")];
        if !fields.iter().any(|(name, _)| *name == "summary") {
            all.push(("summary", "Báo cáo"));
        }
        all.extend(fields);
        let refused = clerk.uploads("/van-ban-den", &all, "x.txt", b"x").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(refused.text.contains("UBND xã Mẫu"), "what was typed stays: {why}");
    }
    assert!(clerk.opens("/van-ban-den").await.text.contains("12/BC-UBND"));
    assert!(clerk.opens("/van-ban-den").await.text.contains("chưa báo nhận"));
    let told = format!("{}/bao-nhan", first.location);
    assert_eq!(clerk.submits(&told, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(clerk.submits(&told, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "told once");
    assert!(clerk.opens(&first.location).await.text.contains("đã báo ngày 20/6/2024, Người clerk BG"));
    let deal = [("words", "Đã ghi vào sổ theo dõi"), ("on", "20/6/2024")];
    assert_eq!(clerk.submits(&first.location, &deal).await.status, StatusCode::SEE_OTHER);
    assert!(!clerk.opens("/van-ban-den").await.text.contains("12/BC-UBND"), "dealt with");
    assert!(clerk.opens("/van-ban-den?tt=tat-ca").await.text.contains("xong ngày 20/6/2024"));
    let below = town.person("clerk", "HK");
    assert_eq!(below.opens(&first.location).await.status, StatusCode::NOT_FOUND, "each council its own");
    assert_eq!(town.person("deputy", "BG").opens("/van-ban-den").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_signed_copy_and_an_answer_stand_with_the_issued_paper() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let new = json!({ "council": "BG", "form": "thong-bao" });
    let id = clerk.sends("/api/v1/papers", &new).await.json()["id"].as_str().expect("an id").to_owned();
    let address = format!("/van-ban/{id}");
    let early = clerk.uploads(&format!("{address}/ban-ky"), &[], "ban-ky.pdf", SIGNED).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "not issued: {}", early.status);
    let words = json!({ "fields": { "ve_viec": "Lịch", "noi_dung": "Nội dung." }, "signer": "Người Đặt Ra" });
    clerk.sends(&format!("/api/v1/papers/{id}/words"), &words).await;
    clerk.sends(&format!("/api/v1/papers/{id}/issue"), &json!({})).await;
    let nothing = clerk.uploads(&format!("{address}/ban-ky"), &[], "trong.pdf", b"").await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut changed = SIGNED.to_vec();
    changed[20] ^= 1;
    for (name, content, told) in [
        ("ban-ky.pdf", SIGNED.to_vec(), "nội dung còn nguyên"),
        ("sua.pdf", changed, "nội dung đã khác lúc ký"),
        ("khong-ky.pdf", clerk.opens(&format!("{address}/tep")).await.bytes, "Tệp không có chữ ký số"),
    ] {
        let added = clerk.uploads(&format!("{address}/ban-ky"), &[], name, &content).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{name}: {}", added.text);
        let page = clerk.opens(&address).await.text;
        assert!(page.contains(name) && page.contains(told), "{name}: {page}");
    }
    let page = clerk.opens(&address).await.text;
    let at = page.split(&format!("href=\"{address}/tep/")).nth(1).expect("a file").split('"').next().expect("an end");
    assert_eq!(clerk.opens(&format!("{address}/tep/{at}")).await.bytes, SIGNED);

    let answer = notes(&clerk, &[("answers", "01/TB-HĐND")], ("tra-loi.txt", b"x")).await;
    assert!(clerk.opens(&answer.location).await.text.contains(&address), "the answer names what it answers");
    assert!(clerk.opens(&address).await.text.contains("UBND xã Mẫu, đến ngày 20/6/2024"));
}

#[tokio::test]
async fn a_program_notes_reads_and_deals_with_what_comes_in() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let new = json!({ "council": "BG", "sender": "UBND xã Mẫu", "symbol": "3/BC-UBND", "summary": "Báo cáo" });
    let noted = clerk.sends("/api/v1/incoming", &new).await;
    assert_eq!(noted.status, StatusCode::CREATED, "{}", noted.text);
    let at = format!("/api/v1/incoming/{}", noted.json()["id"].as_str().expect("an id"));
    let refused = clerk.sends("/api/v1/incoming", &json!({ "council": "BG", "letter": "denunciation", "sender": "Bà Người Kín Tên", "summary": "Đơn của bà Người Kín Tên" })).await;
    assert_eq!(refused.json()["errors"][0]["key"], "invalid-incoming-denouncer", "{}", refused.text);
    let right = json!({ "letter": "", "sender": "UBND xã Mẫu Hai", "summary": "Báo cáo quý II" });
    assert_eq!(clerk.sends(&format!("{at}/corrections"), &right).await.status, StatusCode::OK);
    assert_eq!(clerk.sends(&format!("{at}/telling"), &json!({})).await.status, StatusCode::OK);
    assert_eq!(clerk.sends(&format!("{at}/dealing"), &json!({ "words": "Lưu" })).await.status, StatusCode::OK);
    let read = clerk.opens(&at).await.json();
    assert_eq!((&read["paper"]["sender"], &read["paper"]["done_words"]), (&json!("UBND xã Mẫu Hai"), &json!("Lưu")));
    let listed = clerk.opens("/api/v1/incoming?hdnd=BG&tt=tat-ca").await.json();
    assert_eq!(listed["papers"].as_array().map(Vec::len), Some(1), "{listed}");
    assert_eq!(town.person("clerk", "HK").opens(&at).await.status, StatusCode::NOT_FOUND);
}
