//! Figures of a period: each opens the records that it counted; what has no records carries its source.

use axum::http::StatusCode;
use serde_json::json;

use crate::app::{Person, Town};

const HALF: &str = "/bao-cao?tu=2024-01-01&den=2024-06-30";

#[tokio::test]
async fn a_figure_opens_the_records_that_it_counted_and_no_others() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let due = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-05-10").await;
    let later = clerk.records(&town, "BG", "Sửa đường liên xã", "2024-09-10").await;
    let page = clerk.opens(&format!("{HALF}&so=due")).await;
    assert_eq!(page.status, StatusCode::OK);
    let behind = page.text.split("id=\"ho-so\"").nth(1).expect("the records");
    assert!(behind.contains(&due) && !behind.contains(&later), "{behind}");
    let late = clerk.opens(&format!("{HALF}&so=late")).await;
    assert!(late.text.split("id=\"ho-so\"").nth(1).expect("the records").contains(&due));
    let short = clerk.opens(&format!("{HALF}&so=limit-late%3AUBND+BG")).await;
    assert!(
        short.text.split("id=\"ho-so\"").nth(1).expect("the records").contains(&due),
        "the sentence opens them too"
    );
    assert_eq!(clerk.opens("/bao-cao?tu=2024-06-30&den=2024-01-01").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_figure_without_records_needs_a_source_and_always_shows_it() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let enter = async |number: &str, source: &str, indicator: &str| {
        let (so, nguon) = (format!("so-{indicator}"), format!("nguon-{indicator}"));
        let fields = [
            ("hdnd", "BG"),
            ("first", "2024-01-01"),
            ("last", "2024-06-30"),
            (so.as_str(), number),
            (nguon.as_str(), source),
        ];
        clerk.submits("/bao-cao/nhap-so", &fields).await.status
    };
    assert_eq!(enter("3", "", "sessions").await, StatusCode::UNPROCESSABLE_ENTITY, "no source");
    assert_eq!(enter("-3", "x", "sessions").await, StatusCode::UNPROCESSABLE_ENTITY, "below zero");
    assert_eq!(enter("3", "x", "due").await, StatusCode::UNPROCESSABLE_ENTITY, "counted from records");
    assert_eq!(enter("", "x", "sessions").await, StatusCode::UNPROCESSABLE_ENTITY, "nothing was entered");
    assert_eq!(enter("2", "Sổ kỳ họp", "sessions").await, StatusCode::SEE_OTHER);
    assert_eq!(enter("3", "Biên bản kỳ họp thứ 18", "sessions").await, StatusCode::SEE_OTHER, "it is corrected");
    let page = clerk.opens(HALF).await.text;
    assert!(page.contains("Biên bản kỳ họp thứ 18") && !page.contains("Sổ kỳ họp"), "{page}");
    let file = clerk.opens("/bao-cao/tep?tu=2024-01-01&den=2024-06-30&dang=csv").await;
    assert!(file.text.contains("Biên bản kỳ họp thứ 18"), "{}", file.text);
}

#[tokio::test]
async fn both_levels_stand_side_by_side_for_the_upper_one_alone() {
    let town = Town::on("2024-06-20");
    let (above, below) = (town.person("clerk", "BG"), town.person("clerk", "HK"));
    let number = below.records(&town, "HK", "Xây tường rào nhà văn hóa", "2024-05-10").await;
    let page = above.opens(&format!("{HALF}&so=due&cua=HK")).await.text;
    assert!(page.contains("HĐND xã Hồng Khê") && page.contains(&number), "{page}");
    assert_eq!(below.opens(&format!("{HALF}&hdnd=BG")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(town.person("unit", "BG").opens(HALF).await.status, StatusCode::FORBIDDEN);
}

async fn drafted(clerk: &Person) -> String {
    let new = json!({ "council": "BG", "form": "bao-cao-ket-qua-hoat-dong", "subject": "2024-01-01:2024-06-30" });
    let begun = clerk.sends("/api/v1/papers", &new).await;
    assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text);
    begun.json()["id"].as_str().expect("an id").to_owned()
}

/// What stands beside the text.
fn behind(page: &str) -> &str {
    page.split("id=\"ho-so\"").nth(1).expect("the records").split("</section>").next().expect("an end")
}

#[tokio::test]
async fn the_report_is_drafted_with_its_figures_and_proposes_what_fell_short() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let number = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-05-10").await;
    let id = drafted(&clerk).await;
    let draft = clerk.opens(&format!("/van-ban/{id}")).await.text;
    for words in ["6 tháng đầu năm 2024", "Việc đến hạn trong kỳ", "việc đến hạn trong kỳ chưa hoàn thành"]
    {
        assert!(draft.contains(words), "{words} is missing in {draft}");
    }
    // A figure in a table, a figure in a sentence, a sentence on what fell short: each opens its records.
    for figure in ["so=due&#38;cua=", "so=laid-down&#38;cua=", "so=limit-late%3AUBND+BG&#38;cua="] {
        assert!(draft.contains(figure), "{figure} is missing in {draft}");
    }
    for figure in ["due", "limit-late%3AUBND+BG", "due%2Fbody%3DUBND+BG"] {
        let page = clerk.opens(&format!("/van-ban/{id}?so={figure}")).await.text;
        assert!(behind(&page).contains(&number), "{figure}: {}", behind(&page));
    }
    let wrong = json!({ "council": "BG", "form": "bao-cao-ket-qua-hoat-dong", "subject": "2024-06-30" });
    assert_eq!(clerk.sends("/api/v1/papers", &wrong).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_report_keeps_its_figures_and_shows_what_changed_since() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let first = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-05-10").await;
    let id = drafted(&clerk).await;
    let address = format!("/van-ban/{id}");
    let file = async || clerk.opens(&format!("{address}/tep?dang=pdf&kem=ho-so")).await.text;
    let before = file().await;
    assert!(clerk.opens(&address).await.text.contains("số liệu không thay đổi"));

    let second = clerk.records(&town, "BG", "Lắp đèn đường thôn Tây", "2024-05-20").await;
    assert_eq!(file().await, before, "the same figures, the same bytes");
    let page = clerk.opens(&format!("{address}?so=due")).await.text;
    assert!(page.contains("đã khác so với ngày chốt"), "{page}");
    assert!(behind(&page).contains("Nay có thêm") && behind(&page).contains(&second), "{}", behind(&page));
    let told = clerk.opens(&format!("/api/v1/papers/{id}/figures")).await.json();
    let due = |told: &serde_json::Value| {
        let figures = told["councils"][0]["figures"].as_array().expect("figures").clone();
        figures.iter().find(|one| one["id"] == "due").expect("due")["number"].as_i64()
    };
    assert_eq!(due(&told), Some(1));
    let changed = told["differences"].as_array().expect("differences");
    assert!(changed.iter().any(|one| one["indicator"] == "due" && one["fixed"] == 1 && one["now"] == 2), "{changed:?}");

    assert_eq!(clerk.submits(&format!("{address}/chot-so-lieu"), &[]).await.status, StatusCode::SEE_OTHER);
    let told = clerk.opens(&format!("/api/v1/papers/{id}/figures")).await.json();
    assert_eq!((due(&told), told["differences"].as_array().map(Vec::len)), (Some(2), Some(0)));
    let page = clerk.opens(&format!("{address}?so=due")).await.text;
    assert!(behind(&page).contains(&first) && behind(&page).contains(&second));
}

#[tokio::test]
async fn one_record_in_the_place_of_another_is_a_change_too() {
    let town = Town::on("2024-06-20");
    let (clerk, standing) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let first = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-05-10").await;
    let second = clerk.records(&town, "BG", "Lắp đèn đường thôn Tây", "2024-05-20").await;
    let done = async |number: &str| {
        clerk.reports(number, "completion").await;
        standing.judges(number, "done", "Có biên bản nghiệm thu.").await
    };
    assert_eq!(done(&first).await.status, StatusCode::CREATED);
    let id = drafted(&clerk).await;
    assert!(clerk.opens(&format!("/van-ban/{id}")).await.text.contains("số liệu không thay đổi"));
    // The first is opened again and the second is done: one is done, as before.
    let path = format!("/api/v1/follow-ups/{first}/reopenings");
    let reopened = standing.sends(&path, &json!({ "words": "Rác lại đầy" })).await;
    assert_eq!(reopened.status, StatusCode::CREATED, "{}", reopened.text);
    assert_eq!(done(&second).await.status, StatusCode::CREATED);
    let told = clerk.opens(&format!("/api/v1/papers/{id}/figures")).await.json();
    let changed = told["differences"].as_array().expect("differences");
    let done = changed.iter().find(|one| one["indicator"] == "done").unwrap_or_else(|| panic!("{changed:?}"));
    assert_eq!((&done["fixed"], &done["now"]), (&json!(1), &json!(1)));
    let page = clerk.opens(&format!("/van-ban/{id}?so=done")).await.text;
    assert!(page.contains("cùng số, khác hồ sơ"), "{page}");
    assert!(behind(&page).contains(&first) && behind(&page).contains(&second), "{}", behind(&page));
}

#[tokio::test]
async fn the_report_of_the_upper_council_holds_each_lower_ones_table_what_it_owes_and_its_records() {
    let town = Town::on("2024-06-20");
    let (above, below) = (town.person("clerk", "BG"), town.person("clerk", "HK"));
    let number = below.records(&town, "HK", "Xây tường rào nhà văn hóa", "2024-05-10").await;
    let id = drafted(&above).await;
    let read = above.opens(&format!("/api/v1/papers/{id}")).await.json();
    let annexes = read["content"]["annexes"].as_array().expect("annexes");
    let table =
        annexes.iter().find(|one| one["title"].as_str().is_some_and(|title| title.starts_with("Số liệu của từng")));
    let table = table.expect("the annex").to_string();
    assert!(table.contains("Hội đồng nhân dân xã Hồng Khê") && table.contains("late@HK"), "{table}");
    let told = above.opens(&format!("/api/v1/papers/{id}/figures")).await.json();
    let limits = told["limits"].as_array().expect("limits");
    let late = limits.iter().find(|one| one["limit_id"] == "limit-late:@HK").unwrap_or_else(|| panic!("{limits:?}"));
    assert_eq!(late["words"], "HĐND xã Hồng Khê: 1 việc đến hạn trong kỳ chưa hoàn thành.");
    let opened = above.opens(&format!("/van-ban/{id}?so=limit-late%3A%40HK")).await.text;
    assert!(behind(&opened).contains(&number), "{}", behind(&opened));
    // The proof on paper names the record too, and differs from the paper without it.
    let plain = above.opens(&format!("/van-ban/{id}/tep?dang=docx")).await;
    let proof = above.opens(&format!("/van-ban/{id}/tep?dang=docx&kem=ho-so")).await;
    assert!(!crate::app::words_of_docx(&plain.bytes).contains(&number));
    assert!(crate::app::words_of_docx(&proof.bytes).contains(&number));
}

#[tokio::test]
async fn every_table_comes_as_a_file_with_the_records_behind_its_figures() {
    let town = Town::on("2024-06-20");
    let (clerk, below) = (town.person("clerk", "BG"), town.person("clerk", "HK"));
    let number = clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-05-10").await;
    let theirs = below.records(&town, "HK", "Xây tường rào nhà văn hóa", "2024-05-10").await;
    let id = drafted(&clerk).await;
    let fixed = clerk.opens(&format!("/van-ban/{id}/so-lieu?dang=csv")).await;
    assert_eq!(fixed.status, StatusCode::OK);
    assert!(fixed.text.contains(&number) && fixed.text.contains(&theirs), "{}", fixed.text);
    assert!(fixed.text.contains("việc đến hạn trong kỳ chưa hoàn thành"), "sentences are told too");
    assert_eq!(
        below.opens(&format!("/van-ban/{id}/so-lieu")).await.status,
        StatusCode::NOT_FOUND,
        "a draft of another"
    );
    let records = clerk.opens("/bao-cao/tep?tu=2024-01-01&den=2024-06-30&so=due&dang=csv").await.text;
    assert!(records.contains(&number) && records.contains("/viec-theo-doi/"), "{records}");
    let numbers = clerk.opens("/toan-canh/tep?tu=2024-01-01&den=2024-06-30&cach=so&dang=csv").await.text;
    assert!(numbers.contains("Việc đến hạn trong kỳ") && numbers.contains("HĐND xã Hồng Khê"), "{numbers}");
    let page = clerk.opens("/toan-canh?tu=2024-01-01&den=2024-06-30&cach=so&xep=due").await.text;
    assert!(page.contains("h-q4"), "numbers are coloured by quarters: {page}");
    for path in ["/van-ban/tep?dang=csv", "/van-ban-den/tep?dang=csv", "/van-ban/tep", "/van-ban-den/tep?tt=tat-ca"] {
        assert_eq!(clerk.opens(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn what_other_rooms_keep_is_counted_until_the_office_enters_its_own_number() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let figure = async |id: &str| {
        let told = clerk.opens(&format!("/api/v1/figures?tu=2024-01-01&den=2024-06-30&so={id}")).await;
        if told.status == StatusCode::OK { told.json() } else { json!(null) }
    };
    assert_eq!(figure("standing-papers").await, json!(null), "nothing on record says nothing");
    let new = json!({ "council": "BG", "form": "thong-bao" });
    let id = clerk.sends("/api/v1/papers", &new).await.json()["id"].as_str().expect("an id").to_owned();
    let words = json!({ "fields": { "ve_viec": "lịch", "noi_dung": "Lời." }, "signer": "Người Ký" });
    clerk.sends(&format!("/api/v1/papers/{id}/words"), &words).await;
    assert_eq!(clerk.sends(&format!("/api/v1/papers/{id}/issue"), &json!({})).await.status, StatusCode::OK);
    let told = figure("standing-papers").await;
    assert_eq!(
        (&told["number"], told["records"][0]["href"].as_str()),
        (&json!(1), Some(format!("/van-ban/{id}").as_str()))
    );
    let fields = [
        ("hdnd", "BG"),
        ("first", "2024-01-01"),
        ("last", "2024-06-30"),
        ("so-standing-papers", "12"),
        ("nguon-standing-papers", "Sổ văn bản đi"),
    ];
    assert_eq!(clerk.submits("/bao-cao/nhap-so", &fields).await.status, StatusCode::SEE_OTHER);
    let told = figure("standing-papers").await;
    assert_eq!((&told["number"], &told["source"]), (&json!(12), &json!("Sổ văn bản đi")));
}

#[tokio::test]
async fn a_person_keeps_rewords_or_leaves_out_what_is_proposed_as_fallen_short() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    clerk.records(&town, "BG", "Nạo vét mương tiêu thôn Đông", "2024-05-10").await;
    let id = drafted(&clerk).await;
    let choose = async |kept: &[(&str, &str)]| {
        let mut fields = vec![
            ("ma-0", "limit-late:UBND BG"),
            ("cau-0", "UBND để 1 việc kéo dài."),
            ("ma-1", "limit-silent:UBND BG"),
        ];
        fields.extend(kept);
        assert_eq!(clerk.submits(&format!("/van-ban/{id}/han-che"), &fields).await.status, StatusCode::SEE_OTHER);
        let page = clerk.opens(&format!("/van-ban/{id}")).await.text;
        page.split("<article").nth(1).expect("the paper").split("</article>").next().expect("an end").to_owned()
    };
    let paper = choose(&[("giu-0", "1")]).await;
    assert!(paper.contains("UBND để <a href=") && paper.contains(">1</a> việc kéo dài."), "{paper}");
    assert!(!paper.contains("chưa trả lời có chấp nhận"), "it is left out: {paper}");
    assert!(!choose(&[]).await.contains("việc kéo dài"));
    // Counted anew, what a person decided stays.
    clerk.records(&town, "BG", "Lắp đèn đường thôn Tây", "2024-05-20").await;
    clerk.submits(&format!("/van-ban/{id}/chot-so-lieu"), &[]).await;
    let page = clerk.opens(&format!("/van-ban/{id}")).await.text;
    assert!(!page.split("</article>").next().expect("the paper").contains("đến hạn trong kỳ chưa xong"));
}

#[tokio::test]
async fn a_draft_goes_to_named_people_and_is_adopted_once_each_comment_is_settled() {
    let town = Town::on("2024-06-20");
    let (clerk, standing) = (town.person("clerk", "BG"), town.person("standing_committee", "BG"));
    let (deputy, other) = (town.person("deputy", "BG"), town.person("deputy", "BG"));
    let id = drafted(&clerk).await;
    let address = format!("/van-ban/{id}");
    let of = format!("/api/v1/papers/{id}");
    assert_eq!(deputy.opens(&address).await.status, StatusCode::NOT_FOUND, "nobody asked yet");
    let ask = json!({ "people": [deputy.account.clone()], "until": "25/6/2024" });
    assert_eq!(clerk.sends(&format!("{of}/askings"), &ask).await.status, StatusCode::OK);
    assert!(deputy.opens("/ban-lam-viec").await.text.contains("Dự thảo chờ góp ý"));
    assert_eq!(other.opens(&address).await.status, StatusCode::NOT_FOUND, "only who is asked");
    assert_eq!(other.sends(&format!("{of}/comments"), &json!({ "words": "x" })).await.status, StatusCode::NOT_FOUND);

    let comment = json!({ "field": "nguyen_nhan", "words": "Nêu rõ trách nhiệm của Ủy ban nhân dân." });
    assert_eq!(deputy.sends(&format!("{of}/comments"), &comment).await.status, StatusCode::CREATED);
    let page = clerk.opens(&address).await.text;
    assert!(page.contains("Nêu rõ trách nhiệm") && page.contains("Người deputy BG"), "{page}");
    assert!(!deputy.opens("/ban-lam-viec").await.text.contains("Dự thảo chờ góp ý"), "said");

    let words = json!({ "fields": { "to_chuc": "a", "nguyen_nhan": "Do nhân lực còn thiếu.", "phuong_huong": "c" }, "signer": "Người Ký" });
    assert_eq!(clerk.sends(&format!("{of}/words"), &words).await.status, StatusCode::OK);
    assert_eq!(clerk.sends(&format!("{of}/issue"), &json!({})).await.status, StatusCode::CONFLICT, "not adopted");
    assert_eq!(
        standing.sends(&format!("{of}/adoption"), &json!({})).await.status,
        StatusCode::CONFLICT,
        "a comment is open"
    );
    let told = clerk.opens(&of).await.json();
    let comment = told["comments"][0]["id"].as_str().expect("a comment");
    let settle = |how: &str, words: &str| json!({ "comment": comment, "how": how, "words": words });
    assert_eq!(
        clerk.sends(&format!("{of}/settlings"), &settle("explained", "")).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "no explanation"
    );
    assert_eq!(clerk.sends(&format!("{of}/settlings"), &settle("taken", "")).await.status, StatusCode::OK);
    assert_eq!(clerk.sends(&format!("{of}/adoption"), &json!({})).await.status, StatusCode::FORBIDDEN);
    let adopting = json!({ "words": "Phiên họp thứ 42" });
    assert_eq!(standing.sends(&format!("{of}/adoption"), &adopting).await.status, StatusCode::OK);
    assert_eq!(clerk.sends(&format!("{of}/words"), &words).await.status, StatusCode::CONFLICT, "its words stand");
    assert_eq!(
        clerk.submits(&format!("{address}/chot-so-lieu"), &[]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "and its figures"
    );

    let page = clerk.opens(&format!("{address}/so-sanh")).await.text;
    assert!(page.contains("<ins>Do nhân lực còn thiếu.</ins>"), "{page}");
    assert_eq!(clerk.sends(&format!("{of}/issue"), &json!({})).await.status, StatusCode::OK);
    let later = town.person("clerk", "BG");
    let next = drafted(&later).await;
    assert!(
        later.opens(&format!("/van-ban/{next}")).await.text.contains("Do nhân lực còn thiếu."),
        "the last causes are at hand"
    );
}

#[tokio::test]
async fn a_score_is_explained_by_its_numbers_and_nothing_is_scored_that_is_not_on_record() {
    let town = Town::on("2024-06-20");
    let (clerk, standing) = (town.person("clerk", "HK"), town.person("standing_committee", "HK"));
    let above = town.person("clerk", "BG");
    let number = clerk.records(&town, "HK", "Xây tường rào nhà văn hóa", "2024-05-10").await;
    clerk.records(&town, "HK", "Lắp đèn đường", "2024-05-12").await;
    let unit = town.person("unit", "HK");
    assert_eq!(unit.reports(&number, "done").await.status, StatusCode::CREATED);
    assert_eq!(standing.judges(&number, "done", "Đã kiểm tra").await.status, StatusCode::CREATED);
    let page = clerk.opens("/cham-diem/HK?nam=2024").await.text;
    assert!(page.contains("1 trong 2 (50,0%): 1/2 × 6 = 3 điểm."), "{page}");
    assert!(page.contains("mỗi trường hợp trừ 0,5"), "{page}");
    assert!(page.contains("Chưa có căn cứ.") && page.contains("Chưa xếp loại"), "{page}");
    assert!(page.contains("so=done#ho-so"), "the figure opens its records");

    let declare = async |who: &Person, points: &str, source: &str, criterion: &str| {
        let fields = [("criterion", criterion), ("year", "2024"), ("points", points), ("source", source)];
        who.submits("/cham-diem/HK", &fields).await.status
    };
    assert_eq!(declare(&clerk, "6,5", "Biên bản", "resolutions-form").await, StatusCode::UNPROCESSABLE_ENTITY, "over");
    assert_eq!(declare(&clerk, "5", "", "resolutions-form").await, StatusCode::UNPROCESSABLE_ENTITY, "no source");
    assert_eq!(declare(&clerk, "5", "x", "done-of-due").await, StatusCode::UNPROCESSABLE_ENTITY, "measured");
    assert_eq!(declare(&clerk, "5,5", "Biên bản tự kiểm tra", "resolutions-form").await, StatusCode::SEE_OTHER);
    assert!(clerk.opens("/cham-diem/HK?nam=2024").await.text.contains("Tự chấm theo Biên bản tự kiểm tra"));
    assert!(above.opens("/cham-diem?nam=2024").await.text.contains("HĐND xã Hồng Khê"));
    assert!(above.opens("/cham-diem/tep?nam=2024&dang=csv").await.text.contains("HĐND xã Hồng Khê"));
    let sheet = above.opens("/cham-diem/HK/tep?nam=2024&dang=csv").await.text;
    assert!(sheet.contains("Tự chấm theo Biên bản tự kiểm tra") && sheet.contains("\"5,5\""), "{sheet}");
    assert_eq!(
        declare(&above, "5", "x", "resolutions-form").await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "each declares its own"
    );

    // The upper council's Standing Committee sets the frame for those that it scores.
    let upper = town.person("standing_committee", "BG");
    let set = [
        ("hdnd", "BG"),
        ("nam", "2024"),
        ("diem-done-of-due", "8"),
        ("diem-standing-meetings", "4"),
        ("nguong-standing-meetings", "6"),
    ];
    assert_eq!(above.submits("/cham-diem/khung/commune", &set).await.status, StatusCode::FORBIDDEN);
    assert_eq!(upper.submits("/cham-diem/khung/commune", &set).await.status, StatusCode::SEE_OTHER);
    assert!(clerk.opens("/cham-diem/HK?nam=2024").await.text.contains("1/2 × 8 = 4 điểm."));
    assert_eq!(
        upper.submits("/cham-diem/khung/commune", &set).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "nothing new"
    );
    // What is set for a later year leaves the years before it as they were scored.
    let later = [("hdnd", "BG"), ("nam", "2025"), ("diem-done-of-due", "20")];
    assert_eq!(upper.submits("/cham-diem/khung/commune", &later).await.status, StatusCode::SEE_OTHER);
    assert!(clerk.opens("/cham-diem/HK?nam=2024").await.text.contains("1/2 × 8 = 4 điểm."), "2024 stands");
    let frame = async |year: &str| upper.opens(&format!("/cham-diem/khung/commune?hdnd=BG&nam={year}")).await.text;
    assert!(frame("2023").await.contains(r#"name="diem-done-of-due" inputmode="decimal" size="6" value="6""#));
    assert!(frame("2026").await.contains(r#"name="diem-done-of-due" inputmode="decimal" size="6" value="20""#));
    let wrong =
        upper.submits("/cham-diem/khung/commune", &[("hdnd", "BG"), ("nam", "hai lăm"), ("diem-done-of-due", "3")]);
    let wrong = wrong.await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("không đọc được") && wrong.text.contains("hai lăm"), "{}", wrong.text);
}

#[tokio::test]
async fn both_levels_are_counted_anew_only_where_something_was_written() {
    let town = Town::on("2024-06-20");
    let (above, below) = (town.person("standing_committee", "BG"), town.person("clerk", "HK"));
    for n in 0..6 {
        below.records(&town, "HK", &format!("Việc minh họa số {n}"), "2024-05-10").await;
    }
    let late = async |mark: &str| {
        let told = above.opens("/api/v1/overview?tu=2024-01-01&den=2024-06-30").await.json();
        let councils = told["councils"].as_array().expect("councils").clone();
        councils.into_iter().find(|one| one["council"] == mark).expect("it")["figures"]["late"].as_i64()
    };
    assert_eq!((late("HK").await, late("BG").await), (Some(6), Some(0)));
    below.records(&town, "HK", "Việc minh họa nữa", "2024-05-11").await;
    assert_eq!(late("HK").await, Some(7), "never stale");
    let page = above.opens("/toan-canh?tu=2024-01-01&den=2024-06-30&xep=late").await.text;
    assert!(page.contains("7 trên 7") && page.contains("h-short"), "{page}");
    let told = above.opens("/api/v1/overview?tu=2024-01-01&den=2024-06-30").await.json();
    let councils = told["councils"].as_array().expect("councils");
    let cells = councils.iter().find(|one| one["council"] == "HK").expect("it")["cells"].as_object().expect("cells");
    let sum = |of: &str| cells.iter().filter(|(id, _)| id.starts_with(of)).filter_map(|(_, n)| n.as_i64()).sum::<i64>();
    assert_eq!((sum("open/age="), sum("due/time=2024-0")), (7, 7), "{cells:?}");
    // What names no day of its source is open too, of an age that nobody knows.
    let words = json!({ "council": "HK", "origin": "recommendation", "words": "Việc không ghi ngày", "source": "Kết luận minh họa",
        "lead": town.body("HK", "UBND HK"), "lead_words": "UBND", "product": "Biên bản", "due_on": "2024-05-12" });
    let recorded = below.sends("/api/v1/follow-ups", &words).await;
    assert_eq!(recorded.status, StatusCode::CREATED, "{}", recorded.text);
    let told = above.opens("/api/v1/overview?tu=2024-01-01&den=2024-06-30").await.json();
    let councils = told["councils"].as_array().expect("councils").clone();
    let hk = councils.into_iter().find(|one| one["council"] == "HK").expect("it");
    let counted = (&hk["figures"]["open"], &hk["figures"]["late"], &hk["cells"]["open/age="]);
    assert_eq!(counted, (&json!(8), &json!(8), &json!(1)));
    let file =
        async |asked: &str| above.opens(&format!("/toan-canh/tep?tu=2024-01-01&den=2024-06-30&dang=csv{asked}")).await;
    assert!(file("").await.text.contains("HĐND xã Hồng Khê"));
    assert!(file("&bang=ton-dong").await.text.contains("91–180 ngày,7,0"), "{}", file("&bang=ton-dong").await.text);
    assert!(file("&bang=thoi-gian").await.text.contains("5/2024,0,0,0,8"), "{}", file("&bang=thoi-gian").await.text);
    assert_eq!(file("&bang=khong-co").await.status, StatusCode::NOT_FOUND);
    let ages_ago = above.opens("/toan-canh?tu=1000-01-01&den=2026-12-31").await;
    assert_eq!(ages_ago.status, StatusCode::OK, "days of no term are no period");
    assert!(!below.opens("/toan-canh").await.text.contains("Kẻ Sặt"), "a commune sees itself");
}

#[tokio::test]
async fn figures_bear_a_leap_day_and_a_council_without_records() {
    let town = Town::on("2024-03-01");
    let clerk = town.person("clerk", "HK");
    let page = clerk.opens("/bao-cao?tu=2024-02-29&den=2024-02-29").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let new = json!({ "council": "HK", "form": "bao-cao-ket-qua-hoat-dong", "subject": "2024-02-29:2024-02-29" });
    let begun = clerk.sends("/api/v1/papers", &new).await;
    assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text);
    let id = begun.json()["id"].as_str().expect("an id").to_owned();
    let paper = clerk.opens(&format!("/van-ban/{id}")).await.text;
    assert!(paper.contains("từ ngày 29/02/2024 đến ngày 29/02/2024") && paper.contains("Chưa có."), "{paper}");
    for file in ["pdf", "pdf&kem=ho-so", "docx"] {
        assert_eq!(clerk.opens(&format!("/van-ban/{id}/tep?dang={file}")).await.status, StatusCode::OK, "{file}");
    }
    assert_eq!(clerk.opens("/cham-diem/HK?nam=2024").await.status, StatusCode::OK);
    assert_eq!(clerk.opens("/toan-canh").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_way_of_petitions_stands_in_the_report_as_a_picture_with_its_table() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let said = json!({ "council": "BG", "words": "Đề nghị sửa cầu", "place": "xã Mẫu Tâm", "on": "05/3/2024" });
    assert_eq!(clerk.sends("/api/v1/petitions", &said).await.status, StatusCode::CREATED);
    let id = drafted(&clerk).await;
    let page = clerk.opens(&format!("/van-ban/{id}")).await.text;
    assert!(page.contains("<svg xmlns=") && page.contains("Chưa chuyển: 1"), "{page}");
    assert!(page.contains("so=petitions%2Fflow%3Dnot-sent"), "its table opens the records");
    for file in ["pdf", "docx"] {
        assert_eq!(clerk.opens(&format!("/van-ban/{id}/tep?dang={file}")).await.status, StatusCode::OK, "{file}");
    }
}

const OUTLINES: &str = r#"{"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"name":"Xã Hồng Khê"},"geometry":{"type":"Polygon","coordinates":[[[106.0,20.0],[106.1,20.0],[106.1,20.1],[106.0,20.0]]]}},
    {"type":"Feature","properties":{"name":"Xã Cổ Bì"},"geometry":{"type":"Polygon","coordinates":[[[106.1,20.0],[106.2,20.0],[106.2,20.1],[106.1,20.0]]]}}]}"#;

#[tokio::test]
async fn every_picture_stands_in_the_report_where_a_person_puts_it_in() {
    let outlines = dienhong::overview::map::outlines(OUTLINES).expect("outlines");
    let town = Town::with("2024-06-20", |app| app.map = outlines);
    let clerk = town.person("clerk", "BG");
    for mark in ["HK", "CB"] {
        let below = town.person("clerk", mark);
        for n in 0..5 {
            below.records(&town, mark, &format!("Việc minh họa số {n}"), "2024-05-10").await;
        }
    }
    let id = drafted(&clerk).await;
    let place = format!("/van-ban/{id}");
    let before = clerk.opens(&place).await.text;
    assert!(!before.contains("Vị trí của") && !before.contains("Bản đồ tỷ lệ"), "nobody put them in");
    let written = [
        ("f-phu_luc", "thoi_gian"),
        ("f-phu_luc", "tuoi"),
        ("f-phu_luc", "ty_le"),
        ("f-phu_luc", "vi_tri"),
        ("f-phu_luc", "ban_do"),
        ("f-chi_tieu_to_ban_do", "late"),
    ];
    assert_eq!(clerk.submits(&place, &written).await.status, StatusCode::SEE_OTHER);
    let page = clerk.opens(&place).await.text;
    let article = page.split("<article").nth(1).and_then(|rest| rest.split("</article>").next()).expect("the paper");
    for said in [
        "Vị trí của",
        "Bản đồ tỷ lệ “Quá hạn chưa xong”",
        "Công việc theo thời gian",
        "chưa xong đến cuối kỳ báo cáo",
        "Màu xanh: từ 80%",
    ] {
        assert!(article.contains(said), "{said}: {article}");
    }
    // On red ground, and a click opens the records of that council.
    assert!(article.contains(r#"<td class="h-short">100% ("#), "{article}");
    assert!(article.contains("so=late&#38;cua=HK") || article.contains("so=late&amp;cua=HK"), "{article}");
    assert!(article.contains("xã Hồng Khê: 100%") && !article.contains("Đường đi của kiến nghị"), "{article}");
    for file in ["pdf", "docx"] {
        assert_eq!(clerk.opens(&format!("{place}/tep?dang={file}")).await.status, StatusCode::OK, "{file}");
    }
    // That none is chosen is a choice.
    assert_eq!(clerk.submits(&place, &[("f-phu_luc", "")]).await.status, StatusCode::SEE_OTHER);
    let none = clerk.opens(&place).await.text;
    assert!(!none.contains("dh-letter-picture") && none.contains("Phụ lục II"), "those that always stand");
    assert_eq!(clerk.submits(&place, &written).await.status, StatusCode::SEE_OTHER);
    // What the report says stands still with its figures.
    let hk = town.person("clerk", "HK");
    hk.records(&town, "HK", "Việc minh họa nữa", "2024-05-11").await;
    assert!(clerk.opens(&place).await.text.contains("5</a>/5)"), "as it was fixed");
}
