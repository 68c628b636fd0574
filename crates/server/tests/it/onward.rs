//! Papers that go on from another: what came in and what was issued give the next paper its words; what names private people gives
//! them to no open paper.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::app::{Person, Town};

const ADDRESS: &str = "/van-ban-den";

async fn comes_in(clerk: &Person, fields: &[(&str, &str)]) -> String {
    let noted = clerk.submits(ADDRESS, &[&[("hdnd", "BG")], fields].concat()).await;
    assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.text);
    noted.location.rsplit('/').next().unwrap_or_default().to_owned()
}

async fn begins(clerk: &Person, form: &str, about: &str, subject: &str) -> (String, Value) {
    let new = json!({ "council": "BG", "form": form, "about": about, "subject": subject });
    let begun = clerk.sends("/api/v1/papers", &new).await;
    assert_eq!(begun.status, StatusCode::CREATED, "{form}: {}", begun.text);
    let id = begun.json()["id"].as_str().expect("an id").to_owned();
    let fields = written(clerk, &id).await;
    (id, fields)
}

async fn written(clerk: &Person, id: &str) -> Value {
    let read = clerk.opens(&format!("/api/v1/papers/{id}")).await.json();
    serde_json::from_str(read["paper"]["fields"].as_str().expect("fields")).expect("an object")
}

/// Writes what is still lacking, and issues. Returns the symbol.
async fn issues(clerk: &Person, id: &str, mut fields: Value, more: &[(&str, &str)]) -> String {
    for (name, words) in more {
        fields[*name] = json!(words);
    }
    let written = json!({ "fields": fields, "signer": "Người Đặt Ra" });
    let kept = clerk.sends(&format!("/api/v1/papers/{id}/words"), &written).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
    let issued = clerk.sends(&format!("/api/v1/papers/{id}/issue"), &json!({})).await;
    assert_eq!(issued.status, StatusCode::OK, "{}", issued.text);
    issued.json()["symbol"].as_str().expect("a symbol").to_owned()
}

#[tokio::test]
async fn a_submission_that_came_in_becomes_a_verification_report_and_both_a_resolution() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let committee = [("kind", "committee"), ("name", "Ban Kinh tế - Xã hội"), ("from", "1/7/2021")];
    let admin = town.person("administrator", "BG");
    assert_eq!(admin.submits("/hoi-dong/BG/co-quan", &committee).await.status, StatusCode::SEE_OTHER);
    let submission = comes_in(
        &clerk,
        &[
            ("sender", "UBND huyện Bình Giang"),
            ("symbol", "45/TTr-UBND"),
            ("paper_on", "18/6/2024"),
            ("summary", "Về việc đề nghị ban hành Nghị quyết về mức thu dịch vụ"),
        ],
    )
    .await;
    let choice = clerk.opens(&format!("/van-ban/moi?hdnd=BG&goc=incoming:{submission}")).await.text;
    let told = "Tờ trình số 45/TTr-UBND ngày 18 tháng 6 năm 2024 của Ủy ban nhân dân huyện Bình Giang về việc đề nghị ban \
                hành Nghị quyết về mức thu dịch vụ";
    assert!(choice.contains(told), "{choice}");
    for (form, offered) in
        [("bao-cao-tham-tra", true), ("nghi-quyet", true), ("phieu-chuyen-don", false), ("ke-hoach", false)]
    {
        assert_eq!(choice.contains(&format!(r#"value="{form}""#)), offered, "{form}");
    }
    let place = |form: &str| choice.find(&format!(r#"value="{form}""#)).expect("offered");
    assert!(place("bao-cao-tham-tra") < place("cong-van"), "what a submission is for comes first");
    let (report, fields) = begins(&clerk, "bao-cao-tham-tra", "incoming", &submission).await;
    assert_eq!(fields["ho_so"], told);
    assert_eq!(fields["ve_viec"], "đề nghị ban hành Nghị quyết về mức thu dịch vụ");
    let (_, legal) = begins(&clerk, "nghi-quyet-quy-pham", "incoming", &submission).await;
    assert_eq!((&legal["ve_viec"], &legal["ten_goi"]), (&json!("Mức thu dịch vụ"), &json!("mức thu dịch vụ")));
    let more = [
        ("ngay_hop", "19/6/2024"),
        ("co_so", "Đủ."),
        ("ho_so_thu_tuc", "Đủ."),
        ("y_kien", "Nhất trí."),
        ("de_nghi", "Thông qua."),
    ];
    let early = json!({ "council": "BG", "form": "nghi-quyet", "about": "paper", "subject": report });
    assert_eq!(clerk.sends("/api/v1/papers", &early).await.status, StatusCode::NOT_FOUND, "a draft may still change");
    let symbol = issues(&clerk, &report, fields, &more).await;
    let (_, both) = begins(&clerk, "nghi-quyet", "incoming", &submission).await;
    assert!(both["de_nghi"].as_str().is_some_and(|said| said.contains(&symbol)), "from the submission too: {both}");
    let (resolution, fields) = begins(&clerk, "nghi-quyet", "paper", &report).await;
    let ground = fields["de_nghi"].as_str().expect("grounds");
    assert!(
        ground.starts_with(told)
            && ground.contains(&format!("Báo cáo thẩm tra số {symbol} ngày 20 tháng 6 năm 2024 của Ban")),
        "{ground}"
    );
    let more =
        [("khoa_ky", "khóa XX, kỳ họp thứ 20"), ("dieu_khoan", "Điều 1. Thông qua."), ("ngay_thong_qua", "20/6/2024")];
    let symbol = issues(&clerk, &resolution, fields, &more).await;
    let replaced = clerk.sends(&format!("/api/v1/papers/{report}/followings"), &json!({ "link": "replaces" })).await;
    assert_eq!(replaced.status, StatusCode::CREATED, "what went on may be replaced: {}", replaced.text);
    let page = clerk.opens(&format!("/van-ban/{report}")).await.text;
    assert!(
        page.contains(&format!("số {symbol} ngày 20/6/2024")) && page.contains("Soạn tiếp từ văn bản đến"),
        "{page}"
    );
    let page = clerk.opens(&format!("{ADDRESS}/{submission}")).await.text;
    assert!(page.contains("Đã ban hành Báo cáo thẩm tra"), "how it was dealt with is proposed: {page}");
    let deputy = town.person("deputy", "BG").opens(&format!("/van-ban/{report}")).await.text;
    assert!(!deputy.contains(ADDRESS), "what came in is the office's own");
    // Minutes of the session gather what was passed since the last minutes, each once.
    let minutes = |n: &'static str| {
        [
            ("ve_viec", n),
            ("bat_dau", "8 giờ"),
            ("dia_diem", "hội trường"),
            ("thanh_phan", "đủ"),
            ("chu_toa", "chủ tọa"),
            ("thu_ky", "thư ký"),
            ("dien_bien", "họp"),
            ("ket_thuc", "11 giờ"),
        ]
    };
    let (first, fields) = begins(&clerk, "bien-ban-ky-hop", "", "").await;
    assert!(
        fields["ket_luan"].as_str().is_some_and(|said| said.starts_with(&format!("Thông qua Nghị quyết số {symbol}"))),
        "{fields}"
    );
    issues(&clerk, &first, fields, &minutes("Kỳ họp thứ 20")).await;
    let (_, fields) = begins(&clerk, "bien-ban-ky-hop", "", "").await;
    assert_eq!(fields["ket_luan"], Value::Null, "{fields}");
    let other = json!({ "council": "HK", "form": "nghi-quyet", "about": "paper", "subject": report });
    let below = town.person("clerk", "HK");
    assert_eq!(below.sends("/api/v1/papers", &other).await.status, StatusCode::NOT_FOUND, "each council its own");
}

#[tokio::test]
async fn what_was_typed_and_not_saved_is_saved_and_shown_before_anybody_issues_it() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let (id, _) = begins(&clerk, "thong-bao", "", "").await;
    let address = format!("/van-ban/{id}");
    let typed =
        |words| [("f-ve_viec", "Lịch"), ("f-noi_dung", words), ("f-noi_nhan", "Lưu: VT."), ("signer", "Người Đặt Ra")];
    assert_eq!(clerk.submits(&address, &typed("Ngày 01/7.")).await.status, StatusCode::SEE_OTHER);
    let changed = clerk.submits(&format!("{address}/ban-hanh"), &typed("Ngày 02/7.\r\nSáng.")).await;
    assert_eq!(changed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        changed.text.contains("Nội dung vừa gõ đã được lưu") && changed.text.contains("Ngày 02/7."),
        "{}",
        changed.text
    );
    let read = clerk.opens(&format!("/api/v1/papers/{id}")).await.json();
    assert_eq!((&read["paper"]["state"], &read["paper"]["number"]), (&json!("drafted"), &Value::Null));
    let issued = clerk.submits(&format!("{address}/ban-hanh"), &typed("Ngày 02/7.\nSáng.")).await;
    assert_eq!(issued.status, StatusCode::SEE_OTHER, "line ends are the browser's: {}", issued.text);
    let (next, _) = begins(&clerk, "thong-bao", "", "").await;
    let read = clerk.opens(&format!("/api/v1/papers/{next}")).await.json();
    assert_eq!(read["paper"]["signer"], "Người Đặt Ra", "who signed the last is proposed");
}

#[tokio::test]
async fn a_question_goes_on_to_the_letter_that_passes_it_on_and_its_answer_back_to_the_deputy() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let asked = [
        ("ky_hop", "Kỳ họp thứ 20"),
        ("dai_bieu", "Đại Biểu Đặt Ra"),
        ("to_dai_bieu", "Tổ 1"),
        ("nguoi_bi_chat_van", "Chủ tịch UBND huyện"),
        ("noi_dung", "Vì sao chậm cấp nước sạch?"),
        ("yeu_cau", "Thời hạn."),
        ("hinh_thuc", "bằng văn bản"),
    ];
    let (question, fields) = begins(&clerk, "phieu-chat-van", "", "").await;
    issues(&clerk, &question, fields, &asked).await;
    let (letter, fields) = begins(&clerk, "cong-van-chuyen-chat-van", "paper", &question).await;
    for (field, words) in &asked[3..5] {
        assert_eq!(fields[*field], *words);
    }
    assert_eq!(fields["hinh_thuc"], "bằng văn bản");
    let symbol = issues(&clerk, &letter, fields, &[("han_tra_loi", "30/6/2024")]).await;
    let summary = "Báo cáo về nước sạch xã Mẫu";
    let came = [("sender", "UBND huyện"), ("summary", summary), ("answers", symbol.as_str())];
    let answer = comes_in(&clerk, &came).await;
    let (_, fields) = begins(&clerk, "tra-loi-chat-van", "incoming", &answer).await;
    assert_eq!(fields["dai_bieu"], "Đại Biểu Đặt Ra");
    assert_eq!(fields["nguoi_tra_loi"], "Chủ tịch UBND huyện");
    assert_eq!(fields["chat_van"], "Vì sao chậm cấp nước sạch?");
    assert_eq!(fields["tra_loi"], summary);
    // What was promised is written down as a follow-up, with the paper that says so.
    let form = clerk.opens(&format!("{ADDRESS}/{answer}/ghi-viec")).await.text;
    assert!(form.contains(r#"<option value="questioning_promise" selected>"#), "{form}");
    assert!(form.contains(summary) && form.contains("Báo cáo của Ủy ban nhân dân huyện"), "{form}");
    let (_, fields) = begins(&clerk, "cong-van", "incoming", &answer).await;
    assert!(fields["noi_dung"].as_str().is_some_and(|said| said.contains("nhận được Báo cáo của")), "{fields}");
}

#[tokio::test]
async fn a_citizens_letter_goes_on_in_papers_that_others_do_not_see_and_a_denouncer_is_kept_nowhere() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let letter = |kind, summary| {
        [("hdnd", "BG"), ("letter", kind), ("sender", "Bà Người Kín Tên, thôn Đông"), ("summary", summary)]
    };
    let told = clerk.submits(ADDRESS, &letter("denunciation", "Đơn của bà Người Kín Tên về đất")).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.text.contains("Ô này có tên người tố cáo"), "{}", told.text);
    let with_file = clerk.uploads(ADDRESS, &letter("denunciation", "Việc cấp đất"), "don.pdf", b"x").await;
    assert_eq!(with_file.status, StatusCode::UNPROCESSABLE_ENTITY, "a file tells who wrote it");
    assert_eq!(clerk.submits(ADDRESS, &letter("gossip", "x")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // A browser sends an empty file where none was chosen.
    let noted = clerk.uploads(ADDRESS, &letter("denunciation", "Việc cấp đất sai"), "", b"").await;
    assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.text);
    let denunciation = noted.location.rsplit('/').next().unwrap_or_default().to_owned();
    let complaint = comes_in(&clerk, &letter("complaint", "Việc bồi thường đất")[1..]).await;
    let page = clerk.opens(&format!("{ADDRESS}/{complaint}")).await.text;
    assert!(!page.contains("/ghi-viec"), "follow-ups are read by others");
    let recorded = clerk.opens(&format!("{ADDRESS}/{complaint}/ghi-viec")).await;
    assert_eq!(recorded.status, StatusCode::NOT_FOUND);
    for page in [format!("{ADDRESS}/{denunciation}"), format!("/van-ban/moi?goc=incoming:{denunciation}")] {
        let page = clerk.opens(&page).await.text;
        assert!(!page.contains("Kín") && page.contains("công dân"), "{page}");
    }
    let register = clerk.opens(&format!("{ADDRESS}/tep?dang=csv")).await.text;
    assert!(
        register.contains("tố cáo,công dân,") && register.contains("khiếu nại,\"Bà Người Kín Tên, thôn Đông\""),
        "{register}"
    );
    for form in ["cong-van", "thong-bao", "nghi-quyet"] {
        let open = json!({ "council": "BG", "form": form, "about": "incoming", "subject": complaint });
        assert_eq!(
            clerk.sends("/api/v1/papers", &open).await.status,
            StatusCode::NOT_FOUND,
            "{form} is read by others"
        );
    }
    let (slip, fields) = begins(&clerk, "phieu-chuyen-don", "incoming", &complaint).await;
    assert_eq!(fields["loai_don"], "khiếu nại");
    assert_eq!(
        (&fields["nguoi_gui"], &fields["ngay_nhan"]),
        (&json!("bà Người Kín Tên, thôn Đông"), &json!("20/6/2024"))
    );
    let symbol =
        issues(&clerk, &slip, fields, &[("noi_nhan_chinh", "Chủ tịch UBND xã Mẫu"), ("han_tra_loi", "22/6/2024")])
            .await;
    let open = json!({ "council": "BG", "form": "cong-van", "about": "paper", "subject": slip });
    assert_eq!(clerk.sends("/api/v1/papers", &open).await.status, StatusCode::NOT_FOUND, "nor what went on from it");
    let (_, fields) = begins(&clerk, "phieu-bao", "paper", &slip).await;
    assert_eq!(fields["noi_nhan_chinh"], "Chủ tịch UBND xã Mẫu");
    let (_, fields) = begins(&clerk, "phieu-chuyen-don", "incoming", &denunciation).await;
    assert_eq!((&fields["loai_don"], &fields["nguoi_gui"]), (&json!("tố cáo"), &json!("công dân")));

    let figure = async |id: &str| {
        let told = clerk.opens(&format!("/api/v1/figures?tu=2024-01-01&den=2024-06-30&so={id}")).await;
        if told.status == StatusCode::OK { told.json()["number"].as_i64() } else { None }
    };
    let figures = async || {
        let mut all = Vec::new();
        for id in [
            "letters",
            "letters-complaint",
            "letters-denunciation",
            "letters-petition",
            "letters-forwarded",
            "letters-late",
            "letters-answered",
        ] {
            all.push(figure(id).await);
        }
        all
    };
    assert_eq!(figures().await, [Some(2), Some(1), Some(1), None, Some(1), None, None]);
    town.days_pass(5);
    assert_eq!(figures().await[5..], [Some(1), None], "its day has passed");
    // The one that stands now says by when; an answer to either is one.
    let later = clerk.sends(&format!("/api/v1/papers/{slip}/followings"), &json!({ "link": "replaces" })).await;
    let later = later.json()["id"].as_str().expect("an id").to_owned();
    issues(&clerk, &later, written(&clerk, &later).await, &[("han_tra_loi", "30/6/2024")]).await;
    assert_eq!(figures().await[4..], [Some(1), None, None]);
    let came =
        [("sender", "UBND xã Mẫu"), ("summary", "Kết quả việc của bà Người Kín Tên"), ("answers", symbol.as_str())];
    let answer = comes_in(&clerk, &came).await;
    assert_eq!(figures().await[5..], [None, Some(1)]);
    let open = json!({ "council": "BG", "form": "thong-bao", "about": "incoming", "subject": answer });
    assert_eq!(clerk.sends("/api/v1/papers", &open).await.status, StatusCode::NOT_FOUND, "it names who complained");
    assert!(!clerk.opens(&format!("{ADDRESS}/{answer}")).await.text.contains("/ghi-viec"));
    let typed = json!({ "fields": { "han_tra_loi": "cuối tháng" }, "signer": "" });
    let (draft, _) = begins(&clerk, "phieu-chuyen-don", "incoming", &complaint).await;
    let refused = clerk.sends(&format!("/api/v1/papers/{draft}/words"), &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "a day that nobody can count by");
}

#[tokio::test]
async fn a_letter_that_turns_out_to_be_a_denunciation_loses_its_sender_everywhere() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let noted = [("hdnd", "BG"), ("letter", "complaint"), ("sender", "Bà Người Kín Tên"), ("summary", "Việc cấp đất")];
    let noted = clerk.uploads(ADDRESS, &noted, "don.txt", b"x").await;
    let letter = noted.location.rsplit('/').next().unwrap_or_default().to_owned();
    let (slip, mut fields) = begins(&clerk, "phieu-chuyen-don", "incoming", &letter).await;
    // Whoever takes the name out by hand takes it out of what was kept before too.
    fields["loai_don"] = json!("tố cáo");
    fields["nguoi_gui"] = json!("công dân");
    let kept = clerk.sends(&format!("/api/v1/papers/{slip}/words"), &json!({ "fields": fields, "signer": "" })).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
    assert!(!clerk.opens(&format!("/van-ban/{slip}/so-sanh")).await.text.contains("Kín"));
    let (other, _) = begins(&clerk, "phieu-bao", "incoming", &letter).await;
    let dropped = clerk.sends(&format!("/api/v1/papers/{other}/discard"), &json!({})).await;
    assert_eq!(dropped.status, StatusCode::OK);

    let address = format!("{ADDRESS}/{letter}/sua");
    let change = |summary| [("letter", "denunciation"), ("sender", "Bà Người Kín Tên"), ("summary", summary)];
    // A scan comes later; a mistyped number is put right.
    let scanned = clerk.uploads(&format!("{ADDRESS}/{letter}/tep"), &[], "ban-quet.pdf", b"x").await;
    assert_eq!(scanned.status, StatusCode::SEE_OTHER, "{}", scanned.text);
    let right = [
        ("letter", "complaint"),
        ("sender", "Bà Người Kín Tên"),
        ("summary", "Việc cấp đất"),
        ("handler", "Văn phòng"),
        ("due_on", "28/6/2024"),
    ];
    assert_eq!(clerk.submits(&address, &right).await.status, StatusCode::SEE_OTHER);
    let page = clerk.opens(&format!("{ADDRESS}/{letter}")).await.text;
    assert!(page.contains("ban-quet.pdf") && page.contains("28/6/2024"), "{page}");
    let refused = clerk.submits(&address, &change("Việc của bà Người Kín Tên")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(clerk.submits(&address, &change("Tố cáo việc cấp đất")).await.status, StatusCode::SEE_OTHER);
    for page in [format!("{ADDRESS}/{letter}"), format!("/api/v1/papers/{slip}"), format!("/api/v1/papers/{other}")] {
        let page = clerk.opens(&page).await.text;
        assert!(!page.contains("Kín Tên") && !page.contains("don.txt") && !page.contains("ban-quet"), "{page}");
    }
    let done = clerk.submits(&format!("{ADDRESS}/{letter}"), &[("words", "Trả lại đơn của bà Người Kín Tên")]).await;
    assert_eq!(done.status, StatusCode::UNPROCESSABLE_ENTITY, "nor where it is dealt with");
    let scanned = clerk.uploads(&format!("{ADDRESS}/{letter}/tep"), &[], "ban-quet.pdf", b"x").await;
    assert_eq!(scanned.status, StatusCode::UNPROCESSABLE_ENTITY, "a file tells who wrote it");
    let told = clerk.submits(&format!("{ADDRESS}/{letter}/bao-nhan"), &[]).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "offices are told, a citizen gets a receipt");
    let office = [("hdnd", "BG"), ("sender", "Ông Người Mẫu"), ("summary", "Đơn tố cáo việc thu quỹ")];
    let refused = clerk.submits(ADDRESS, &office).await;
    assert!(refused.text.contains("Trích yếu cho biết đây là đơn"), "a letter is none of an office: {}", refused.text);
    let below = town.person("clerk", "HK").submits(&address, &change("x")).await;
    assert_eq!(below.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_book_of_receptions_begins_with_the_minutes_since_the_last_book() {
    let town = Town::on("2024-06-20");
    let clerk = town.person("clerk", "BG");
    let said = |kind: &'static str, who: &'static str| {
        [
            ("loai_don", kind),
            ("thoi_gian_dia_diem", "8 giờ, trụ sở"),
            ("nguoi_tiep", "Người Tiếp Đặt Ra"),
            ("chuc_vu", "Phó Chủ tịch HĐND"),
            ("dia_chi", "thôn Đông"),
            ("cong_dan", who),
            ("noi_dung", "Đường hỏng\nlâu chưa sửa | thôn Đông"),
            ("xu_ly", "Chuyển UBND xã"),
        ]
    };
    for (kind, who) in [("khiếu nại", "Người Thứ Nhất"), ("tố cáo", "Người Kín Tên")] {
        let (id, fields) = begins(&clerk, "bien-ban-tiep-cong-dan", "", "").await;
        assert_eq!(fields["ngay_tiep"], "20/6/2024");
        issues(&clerk, &id, fields, &said(kind, who)).await;
    }
    let (book, fields) = begins(&clerk, "so-tiep-cong-dan", "", "").await;
    assert_eq!((&fields["tu_ngay"], &fields["den_ngay"]), (&json!("01/01/2024"), &json!("20/6/2024")));
    let rows = fields["noi_dung"].as_str().expect("rows");
    assert!(!rows.contains("Kín") && rows.lines().count() == 2, "{rows}");
    assert!(rows.contains("Đường hỏng; lâu chưa sửa / thôn Đông"), "each in its cell: {rows}");
    let columns: Vec<usize> = rows.lines().map(|line| line.split('|').count()).collect();
    assert_eq!(columns, [12, 12], "as many as the book has");
    issues(&clerk, &book, fields, &[]).await;
    let (_, fields) = begins(&clerk, "so-tiep-cong-dan", "", "").await;
    assert_eq!(fields["noi_dung"], Value::Null, "each stands once: {fields}");
    assert_eq!(fields["tu_ngay"], "20/6/2024");
    // One more of the same words the same day, and minutes in whose place others stand.
    let mut last = String::new();
    for _ in 0..2 {
        let (id, fields) = begins(&clerk, "bien-ban-tiep-cong-dan", "", "").await;
        issues(&clerk, &id, fields, &said("khiếu nại", "Người Thứ Nhất")).await;
        last = id;
    }
    let mended = clerk.sends(&format!("/api/v1/papers/{last}/followings"), &json!({ "link": "corrects" })).await;
    let mended = mended.json()["id"].as_str().expect("an id").to_owned();
    issues(&clerk, &mended, written(&clerk, &mended).await, &[("xu_ly", "Hướng dẫn đến UBND xã")]).await;
    let (_, fields) = begins(&clerk, "so-tiep-cong-dan", "", "").await;
    let rows = fields["noi_dung"].as_str().expect("rows");
    assert_eq!(rows.lines().count(), 2, "{rows}");
    assert!(rows.contains("Hướng dẫn đến UBND xã"), "{rows}");
}
