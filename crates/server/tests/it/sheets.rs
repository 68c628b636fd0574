//! Tables of petitions that come from elsewhere: their answers and promises, a very long one that is stopped and goes on, and
//! every one taken back whole.

use std::fmt::Write as _;
use std::time::Duration;

use axum::http::StatusCode;
use serde_json::json;

use crate::app::Town;

const LOOK: &str = "/kien-nghi/nhap";

const ANSWERED: &str = "\
TT;Nội dung kiến nghị;Địa phương;Lĩnh vực;Cấp thẩm quyền;Cơ quan giải quyết;Ngày tiếp nhận;Văn bản trả lời;Nội dung trả lời;Phân loại trả lời;Thời hạn hoàn thành
1;Đề nghị sửa cầu Bến Thử;xã Mẫu Tâm;Giao thông;Huyện;UBND BG;05/01/2026;Số 12/BC-UBND ngày 20/02/2026;Đã bố trí vốn, sửa xong trong quý II;Đang giải quyết;30/6/2026
2;Đề nghị nạo vét mương tiêu;xã Mẫu Tâm;Nông nghiệp;Huyện;UBND BG;05/01/2026;Số 12/BC-UBND ngày 20/02/2026;Đã nạo vét xong tháng 01;Đã giải quyết xong;
3;Đề nghị xây chợ mới;xã Mẫu Tâm;Quy hoạch;Huyện;UBND BG;05/01/2026;Số 12/BC-UBND ngày 20/02/2026;Chờ quy hoạch;Chưa giải quyết;
4;Đề nghị lắp đèn đường thôn Bắc;xã Mẫu Tâm;Giao thông;Huyện;UBND BG;05/3/2026;Số 12/BC-UBND ngày 20/02/2026;Sẽ xem xét;Tiếp thu;
5;Đề nghị sửa đường thôn Đông;xã Mẫu Tâm;Giao thông;Huyện;UBND BG;05/01/2026;;;;
";

#[tokio::test]
async fn answers_of_a_table_come_in_with_their_class_and_what_they_promise_is_followed() {
    let town = Town::on("2026-03-10");
    let (clerk, chair) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let looked = clerk.uploads(LOOK, &[("hdnd", "BG")], "tra-loi.csv", ANSWERED.as_bytes()).await;
    for said in [
        "2 câu trả lời được nhập cùng kiến nghị",
        "2 câu trả lời chưa nhập được",
        "Chưa rõ loại trả lời.",
        "trước ngày tiếp nhận",
        "(Đang giải quyết): Đã bố trí vốn",
    ] {
        assert!(looked.text.contains(said), "{said}: {}", looked.text);
    }
    let at = clerk.takes_in("tra-loi.csv", ANSWERED.as_bytes(), &[]).await;
    let done = clerk.reaches(&at, "đã nhập xong").await;
    assert!(done.contains("5 kiến nghị từ 5 dòng") && done.contains("2 kiến nghị đã có câu trả lời"), "{done}");
    let book = clerk.opens("/api/v1/petitions?hdnd=BG").await.json();
    let of = |words: &str| {
        let rows = book["petitions"].as_array().expect("a book");
        rows.iter().find(|one| one["words"].as_str().is_some_and(|text| text.contains(words))).expect("it").clone()
    };
    let (bridge, ditch) = (of("cầu Bến Thử"), of("mương tiêu"));
    assert_eq!((bridge["stage"].as_str(), bridge["answer_class"].as_str()), (Some("answered"), Some("under_way")));
    assert_eq!(of("chợ mới")["stage"], "screened", "an answer of no class is not guessed");
    assert_eq!(of("đường thôn Đông")["stage"], "screened");
    let number = bridge["number"].as_str().expect("a number");
    let read = clerk.opens(&format!("/api/v1/petitions/{number}")).await.json();
    assert_eq!(read["answers"][0]["document"], "Số 12/BC-UBND ngày 20/02/2026");
    assert_eq!(read["answers"][0]["answered_on"], "2026-02-20", "the day stands in the document's name");
    let followed = clerk.opens("/api/v1/follow-ups?hdnd=BG").await.text;
    assert!(followed.contains("2026-06-30") && followed.contains("Đã bố trí vốn"), "the promise: {followed}");
    let number = ditch["number"].as_str().expect("a number");
    let close = chair.sends(&format!("/api/v1/petitions/{number}/closing"), &json!({ "ending": "done" })).await;
    assert_eq!(close.status, StatusCode::CONFLICT, "said to be done is not done: {}", close.text);

    let back = clerk.submits(&format!("{at}/lay-lai"), &[]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
    let gone = clerk.reaches(&at, "Đã lấy lại").await;
    assert!(gone.contains("Giữ 0 kiến nghị"), "{gone}");
    let followed = clerk.opens("/api/v1/follow-ups?hdnd=BG").await.text;
    assert!(!followed.contains("Đã bố trí vốn"), "the promise went with its petition: {followed}");

    // Common to all lines: the class of what names none. What somebody worked on meanwhile stays.
    let common = [("class", "accepted_without_document"), ("on", "01/01/2026")];
    let at = clerk.takes_in("tra-loi.csv", ANSWERED.as_bytes(), &common).await;
    let done = clerk.reaches(&at, "đã nhập xong").await;
    assert!(done.contains("3 kiến nghị đã có câu trả lời"), "{done}");
    let followed = clerk.opens("/api/v1/follow-ups?hdnd=BG").await.json();
    let followed = followed["follow_ups"].as_array().expect("rows");
    let promise = followed.iter().find(|one| one["due_on"] == "2026-06-30").expect("the promise");
    let unit = town.person("unit", "BG");
    let number = promise["number"].as_str().expect("a number");
    assert_eq!(unit.reports(number, "").await.status, StatusCode::CREATED);
    clerk.submits(&format!("{at}/lay-lai"), &[]).await;
    let gone = clerk.reaches(&at, "Đã lấy lại").await;
    assert!(gone.contains("Giữ 1 kiến nghị"), "{gone}");
}

#[tokio::test]
async fn what_the_book_gives_out_as_a_table_comes_in_again_with_its_answers() {
    let town = Town::on("2026-03-10");
    let clerk = town.person("clerk", "BG");
    let at = clerk.takes_in("tra-loi.csv", ANSWERED.as_bytes(), &[]).await;
    clerk.reaches(&at, "đã nhập xong").await;
    let file = clerk.opens("/kien-nghi/tong-hop?hdnd=BG&tu=01/01/2026&den=31/3/2026&dang=csv").await.text;
    let looked = clerk.uploads(LOOK, &[("hdnd", "BG"), ("on", "05/01/2026")], "xuat.csv", file.as_bytes()).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.text);
    assert!(looked.text.contains("2 câu trả lời được nhập"), "{file}\n{}", looked.text);
}

#[tokio::test]
async fn fifty_thousand_lines_show_their_progress_stop_go_on_and_let_others_work() {
    const MANY: usize = 50_000;
    let town = Town::on("2026-03-10");
    let clerk = town.person("clerk", "BG");
    let mut file = String::from("TT;Nội dung kiến nghị;Địa phương;Ngày\n");
    for n in 1..=MANY {
        let _ = writeln!(file, "{n};Đề nghị sửa {n} m đường số {n};thôn {}, xã Mẫu Tâm;0{}/02/2026", n % 40, n % 9 + 1);
    }
    let at = clerk.takes_in("dai.csv", file.as_bytes(), &[]).await;
    let begun = clerk.reaches(&at, "000 / 50000 dòng").await;
    assert!(begun.contains("<progress"), "{begun}");
    let other = clerk.sends("/api/v1/petitions", &json!({ "council": "BG", "words": "Đề nghị thông cống" })).await;
    assert_eq!(other.status, StatusCode::CREATED, "others work in between: {}", other.text);
    assert_eq!(clerk.submits(&format!("{at}/dung"), &[]).await.status, StatusCode::SEE_OTHER);
    let stopped = clerk.reaches(&at, "Phần đã nhập vẫn còn").await;
    assert!(!stopped.contains("50000 kiến nghị từ"), "stopped on the way: {stopped}");
    let done = |page: &str| {
        page.split("<label for=\"tien-do\">").nth(1).and_then(|rest| rest.split('<').next()).map(str::to_owned)
    };
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(done(&clerk.opens(&at).await.text), done(&stopped), "a stop is a stop");
    assert_eq!(clerk.submits(&format!("{at}/tiep"), &[]).await.status, StatusCode::SEE_OTHER);
    let whole = clerk.reaches(&at, "đã nhập xong").await;
    assert!(whole.contains("50000 kiến nghị từ 50000 dòng"), "nothing twice, nothing lost: {whole}");
    let found = clerk.opens("/api/v1/petitions?hdnd=BG&q=đường+số+49999").await.text;
    assert!(found.contains("đường số 49999"), "{found}");

    let longer = format!("{file}{}", "0;Đề nghị sửa đường;thôn Bắc;01/02/2026\n".repeat(10_001));
    let refused = clerk.uploads(LOOK, &[("hdnd", "BG")], "qua-dai.csv", longer.as_bytes()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text.contains("60.000") || refused.text.contains("60000"),
        "how many at the most: {}",
        refused.text
    );
}
