use super::*;

fn catalogue() -> Catalogue {
    Catalogue::read(&[]).unwrap_or_else(|words| panic!("{words}"))
}

fn values(words: &[(&str, &str)]) -> Values {
    let words = words.iter().map(|(name, words)| ((*name).to_owned(), (*words).to_owned())).collect();
    Values { words, ..Values::default() }
}

#[test]
fn every_form_has_something_for_each_of_its_places_and_a_way_to_be_signed() {
    let all = catalogue();
    assert!(all.forms.len() >= 20, "{} forms", all.forms.len());
    for form in &all.forms {
        assert_eq!(form.letter, form.code.is_empty(), "{}: a letter has no code, a named kind has one", form.id);
        for issuer in &form.issuers {
            assert!(all.signings.iter().any(|one| one.issuer == *issuer), "{}: {issuer} cannot sign", form.id);
            assert!(all.patterns.iter().any(|one| one.issuer == *issuer), "{}: {issuer} has no symbol", form.id);
        }
    }
}

#[test]
fn grounds_name_the_law_that_was_in_force_on_the_day_of_the_paper() {
    let all = catalogue();
    assert!(all.laws_on("2024-06-20")["luat_giam_sat"].contains("20 tháng 11 năm 2015"));
    assert!(all.laws_on("2025-09-01")["luat_giam_sat"].contains("87/2015/QH13"));
    assert!(all.laws_on("2026-08-01")["tiep_cong_dan"].contains("136/2025/QH15"));
    assert!(all.laws_on("2026-03-01")["luat_giam_sat"].contains("121/2025/QH15"));
    assert!(all.laws_on("2025-07-01")["luat_to_chuc"].contains("72/2025/QH15"));
}

#[test]
fn an_empty_line_that_may_stay_empty_is_left_out_and_a_word_that_is_lacking_shows() {
    let all = catalogue();
    let form = all.form("cong-van-don-doc").expect("the form");
    let filled = all.fill(form, &values(&[("don_vi_ten", "UBND xã Mẫu"), ("chu_the", "Thường trực HĐND")]));
    let said = format!("{:?}", filled.body);
    assert!(said.contains("……") && said.contains("Chưa có."), "{said}");
    assert_eq!(filled.to, ["UBND xã Mẫu"]);
    let with = all.fill(form, &values(&[("them", "Dòng một.\n\nDòng hai."), ("noi_nhan", "Như trên\nLưu: VT")]));
    assert_eq!(with.recipients, ["Như trên;", "Lưu: VT."], "who gets it is written on the draft");
    assert_eq!(with.body.len(), filled.body.len() + 2, "two paragraphs were typed");
}

#[test]
fn grounds_end_with_a_semicolon_and_the_last_with_a_full_stop() {
    let all = catalogue();
    let form = all.form("quyet-dinh-thanh-lap-doan").expect("the form");
    let filled = all.fill(form, &values(&[("luat_to_chuc", "Luật một"), ("luat_giam_sat", "Luật hai")]));
    assert_eq!(filled.grounds, ["Căn cứ Luật một;", "Căn cứ Luật hai;", "Theo đề nghị của ……."]);
    let resolution = all.form("nghi-quyet").expect("the form");
    let typed = all.fill(
        resolution,
        &values(&[("can_cu_khac", "Luật Đầu tư công\nTheo đề nghị của Ban"), ("de_nghi", "Tờ trình.")]),
    );
    assert_eq!(typed.grounds[1..], ["Căn cứ Luật Đầu tư công;", "Theo đề nghị của Ban;", "Xét Tờ trình."]);
    let plan = all.fill(all.form("ke-hoach").expect("the form"), &values(&[("luat_giam_sat", "Luật hai")]));
    assert_eq!(plan.grounds, ["Căn cứ Luật hai;"], "a sentence goes on");
    for (unit, said) in [
        ("Thành phố Hải Phòng", "Hải Phòng"),
        ("Kẻ Sặt", "Kẻ Sặt"),
        ("phường 12", "Phường 12"),
        ("xã Nguyễn Lương Bằng", "Xã Nguyễn Lương Bằng"),
        ("Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    ] {
        assert_eq!(all.place(unit), said);
    }
}

#[test]
fn what_a_person_typed_is_no_place_and_no_heading() {
    let all = catalogue();
    let form = all.form("thong-bao").expect("the form");
    let filled = all.fill(form, &values(&[("noi_dung", "# không phải chương {{chu_the}}")]));
    assert_eq!(filled.body, [Block::Words { words: "# không phải chương {{chu_the}}".into() }]);
}

#[test]
fn an_offices_own_form_with_a_place_that_nothing_fills_is_refused_with_its_file() {
    let own = r#"
        [[form]]
        id = "thong-bao"
        name = "Thông báo"
        name_en = "Notice"
        code = "TB"
        about = "council"
        issuers = ["office"]
        source = "cơ quan"
        checked = true
        summary = "{{ve_viec}}"
        body = "{{khong_co_gi}}"
        [[form.field]]
        name = "ve_viec"
        label = "Về việc"
        label_en = "On"
    "#;
    let refused = Catalogue::read(&[("rieng.toml".into(), own.into())]).err().unwrap_or_default();
    assert!(refused.contains("rieng.toml") && refused.contains("khong_co_gi"), "{refused}");
    let mended = own.replace("{{khong_co_gi}}", "{{hoi_dong}} thông báo.");
    let all = Catalogue::read(&[("rieng.toml".into(), mended)]).unwrap_or_else(|words| panic!("{words}"));
    assert_eq!(all.forms.iter().filter(|form| form.id == "thong-bao").count(), 1);
}

#[test]
fn a_table_too_wide_for_a_page_goes_on_below_with_its_names() {
    let forms = Catalogue::read(&[]).expect("the catalogue");
    let said = |words: String| vec![Part { words, style: Style::Plain }];
    let heads = std::iter::once(("Tên".to_owned(), 22)).chain((1..=12).map(|n| (format!("C{n}"), 11)));
    let row = std::iter::once("xã".to_owned()).chain((1..=12).map(|n| n.to_string())).map(said).collect();
    let parts = forms.counted(heads, vec![row]).in_parts();
    let heads: Vec<Vec<&str>> =
        parts.iter().map(|part| part.columns.iter().map(|one| one.heading.as_str()).collect()).collect();
    assert_eq!(heads[0], ["STT", "Tên", "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8"]);
    assert_eq!(heads[1], ["STT", "Tên", "C9", "C10", "C11", "C12"]);
    let Row::Cells { cells } = &parts[1].rows[0] else { panic!("cells") };
    assert_eq!(
        cells.iter().map(|parts| parts[0].words.as_str()).collect::<Vec<_>>(),
        ["1", "xã", "9", "10", "11", "12"]
    );
}

#[test]
fn people_choose_which_annexes_stand_in_a_paper() {
    let forms = Catalogue::read(&[]).expect("the catalogue");
    let form = forms.form("bao-cao-ket-qua-hoat-dong").expect("the form");
    let (field, first) = form.first_annexes().expect("annexes to choose");
    assert_eq!((field, first.as_str()), ("phu_luc", "tung_hdnd,duong_di"));
    let words = |chosen: &str| {
        let mut values = Values::default();
        values.words.insert("phu_luc".into(), chosen.into());
        forms.fill(form, &values).annexes.into_iter().map(|annex| annex.word).collect::<Vec<_>>()
    };
    assert_eq!(words(""), ["Phụ lục I", "Phụ lục II"], "those that always stand");
    assert_eq!(words("tuoi, vi_tri,khong_co").len(), 4);
}

#[test]
fn what_is_typed_as_articles_becomes_articles() {
    let all = catalogue();
    let form = all.form("nghi-quyet").expect("the form");
    let typed = "Chương I\nQuy định chung\nĐiều 1. Thông qua chương trình, gồm:\n1. Một việc.";
    let filled = all.fill(form, &values(&[("dieu_khoan", typed), ("hoi_dong", "Hội đồng nhân dân xã Mẫu")]));
    assert_eq!(filled.authority[0], "Hội đồng nhân dân xã Mẫu");
    assert!(
        filled
            .body
            .contains(&Block::Article {
                number: "Điều 1.".into(), words: "Thông qua chương trình, gồm:".into()
            })
    );
    assert!(
        filled.body.contains(&Block::Heading {
            rank: crate::official::Rank::Chapter,
            words: "Chương I\nQuy định chung".into()
        })
    );
}

#[test]
fn the_name_of_whoever_denounces_is_never_kept() {
    let all = catalogue();
    let written = |pairs: &[(&str, &str)]| values(pairs).words;
    for (form, told_by, hides) in [
        ("phieu-chuyen-don", "loai_don", vec!["nguoi_gui"]),
        ("phieu-bao", "loai_don", vec!["nguoi_gui"]),
        ("bien-ban-tiep-cong-dan", "loai_don", vec!["cong_dan", "nguoi_ky_trai"]),
        ("thong-bao-tu-choi-tiep", "loai_don", vec!["nguoi_den", "giay_to", "dia_chi"]),
        ("giay-bien-nhan", "loai_don", vec!["nguoi_cung_cap", "giay_to", "nguoi_ky_trai"]),
    ] {
        let form = all.form(form).expect("the form");
        let typed = |kind: &str| {
            let mut typed = written(&[(told_by, kind)]);
            typed.extend(hides.iter().map(|field| ((*field).to_owned(), "Người Kín Tên".to_owned())));
            form.mask(&mut typed);
            typed
        };
        assert!(!typed("tố cáo").values().any(|words| words.contains("Kín")), "{}", form.id);
        assert_eq!(typed("khiếu nại").values().filter(|words| words.contains("Kín")).count(), hides.len());
    }
    let book = all.form("so-tiep-cong-dan").expect("the form");
    let rows = "02/6/2026 | Người Kín Tên, thôn Đông | 012345 | Việc đất | TC | 1\n03/6/2026\tNgười Mở\t9\tĐường\tKN\t1\n04/6/2026|Kín Khác|1|x|Tố cáo|1";
    let mut typed = written(&[("noi_dung", rows)]);
    book.mask(&mut typed);
    let kept = &typed["noi_dung"];
    assert!(!kept.contains("Kín") && !kept.contains("012345") && kept.contains("Người Mở"), "{kept}");
    let table = &all.fill(book, &Values { words: typed, ..Values::default() }).body[0];
    let Block::Table { columns, rows } = table else { panic!("a table") };
    assert_eq!((columns.len(), rows.len()), (13, 3), "the book of form 03/TCD has thirteen columns");
}

#[test]
fn fields_begin_with_what_the_record_says_and_lines_that_it_cannot_fill_are_left_out() {
    let all = catalogue();
    let form = all.form("giay-moi").expect("the form");
    let known = values(&[("chuyen_de", "việc đầu tư công"), ("don_vi_se_lam_viec", "Ủy ban nhân dân xã Mẫu")]);
    let fields = all.suggested(form, &["supervision"], &known);
    assert_eq!(fields["kinh_moi"], "Thành viên Đoàn giám sát\nỦy ban nhân dân xã Mẫu");
    assert!(!fields.contains_key("thoi_gian"), "no day is planned");
    assert!(fields["noi_nhan"].contains("Lưu: VT."), "{fields:?}");
    assert!(!all.suggested(form, &["council"], &known).contains_key("kinh_moi"));
}

#[test]
fn a_paper_refers_to_the_one_before_by_kind_number_day_issuer_and_matter() {
    let all = catalogue();
    for (symbol, kind) in [
        ("12/TTr-UBND", "Tờ trình"),
        ("07/2026/NQ-HĐND", "Nghị quyết"),
        ("05/QyĐ-UBND", "Quy định"),
        ("345/UBND-VP", "Công văn"),
        ("45/TTR–UBND", "Tờ trình"),
        ("15/QÐ-UBND", "Quyết định"),
        ("Số: 9/TB-VP", "Thông báo"),
        ("07-KL/TU", "Kết luận"),
        ("54/2024/TT-BTC", "Thông tư"),
        ("", "Văn bản"),
    ] {
        assert_eq!(all.kind_of(symbol), kind, "{symbol}");
    }
    let on = "ngày 05 tháng 11 năm 2026";
    for (kind, summary, said) in [
        ("Tờ trình", "Về việc đề nghị ban hành mức thu", "về việc đề nghị ban hành mức thu"),
        ("Tờ trình", "Tờ trình về việc giao biên chế", "về việc giao biên chế"),
        ("Công văn", "V/v báo cáo nợ đọng", "về việc báo cáo nợ đọng"),
        ("Công văn", "V/v: báo cáo nợ đọng.", "về việc báo cáo nợ đọng"),
        ("Báo cáo", "Bình Giang sau sáp nhập", "về Bình Giang sau sáp nhập"),
        ("Báo cáo", "Hội đồng nhân dân xã Mẫu đề nghị", "về Hội đồng nhân dân xã Mẫu đề nghị"),
        ("Báo cáo", "Báo cáo kết quả thu ngân sách", "về kết quả thu ngân sách"),
        ("Báo cáo", "Kết quả thu ngân sách", "về kết quả thu ngân sách"),
        ("Nghị quyết", "Về Chương trình giám sát năm 2027", "về Chương trình giám sát năm 2027"),
    ] {
        let referred = all.referred(kind, "12/X-Y", on, "Ủy ban nhân dân xã Mẫu", summary);
        assert_eq!(referred, format!("{kind} số 12/X-Y {on} của Ủy ban nhân dân xã Mẫu {said}"));
    }
    assert_eq!(all.referred("Văn bản", "", "", "xã Mẫu", ""), "Văn bản của xã Mẫu");
    assert_eq!(all.referred("Báo cáo", "", "", "xã Mẫu", "Báo cáo"), "Báo cáo của xã Mẫu", "a kind is no matter");
    for (about, asked) in [
        ("đề nghị ban hành Nghị quyết về mức thu", "mức thu"),
        ("thẩm tra đề nghị ban hành Nghị quyết quy định mức thu", "quy định mức thu"),
        ("đề nghị thông qua dự thảo Nghị quyết về việc giao biên chế", "giao biên chế"),
        ("điều chỉnh kế hoạch đầu tư công", "điều chỉnh kế hoạch đầu tư công"),
    ] {
        assert_eq!(all.asked_for(about), asked);
    }
}

#[test]
fn a_form_goes_on_from_another_by_the_nearest_name_and_gathers_lines() {
    let all = catalogue();
    let answer = all.form("tra-loi-chat-van").expect("the form");
    let known = values(&[
        ("goc_cua", "Ủy ban nhân dân huyện Mẫu"),
        ("goc_noi_dung", "Trả lời về nước sạch"),
        ("goc.dai_bieu", "Người Hỏi"),
        ("goc.nguoi_bi_chat_van", "Chủ tịch UBND huyện Mẫu"),
    ]);
    let fields = all.suggested(answer, &["cong-van-chuyen-chat-van", "incoming", "council"], &known);
    assert_eq!(fields["nguoi_tra_loi"], "Chủ tịch UBND huyện Mẫu", "the question says who, nearer than the sender");
    assert_eq!((fields["tra_loi"].as_str(), fields["dai_bieu"].as_str()), ("Trả lời về nước sạch", "Người Hỏi"));
    assert!(!fields.contains_key("chat_van"), "what is unknown stays empty");
    let book = all.form("so-tiep-cong-dan").expect("the form");
    let known = values(&[("goc.cong_dan", "Người Mẫu\nthôn Đông | xóm 2"), ("goc.loai_don", "khiếu nại")]);
    let lines = all.gathered(book, "bien-ban-tiep-cong-dan", &known);
    assert_eq!(lines["noi_dung"].split(" | ").nth(1), Some("Người Mẫu; thôn Đông / xóm 2"), "{lines:?}");
    assert!(all.gathered(book, "cong-van", &known).is_empty());
}

#[test]
fn an_open_form_may_not_go_on_from_what_names_private_people() {
    let own = r#"
        [[form]]
        id = "rieng"
        name = "Thông báo"
        name_en = "Notice"
        code = "TB"
        about = "council"
        issuers = ["office"]
        source = "cơ quan"
        checked = true
        summary = "{{ve_viec}}"
        body = "{{hoi_dong}}"
        [[form.field]]
        name = "ve_viec"
        label = "Về việc"
        label_en = "On"
        [form.after.FROM]
        ve_viec = "{{PLACE}}"
    "#;
    let read = |from: &str, place: &str| {
        let own = own.replace("FROM", from).replace("PLACE", place);
        Catalogue::read(&[("rieng.toml".into(), own)]).err().unwrap_or_default()
    };
    assert!(read("letter", "goc_ve").contains("private"), "{}", read("letter", "goc_ve"));
    assert!(read("phieu-chuyen-don", "goc.noi_dung").contains("private"));
    assert!(read("khong-co", "goc_ve").contains("khong-co"));
    assert!(read("to-trinh", "goc.khong_co").contains("goc.khong_co"));
    assert!(read("incoming", "goc.ve_viec").contains("goc.ve_viec"), "what came in has no fields");
    assert_eq!(read("to-trinh", "goc.ve_viec"), "");
}

#[test]
fn every_form_has_something_to_begin_from() {
    for form in &catalogue().forms {
        let records = form.abouts().any(|about| about != "council");
        assert!(records || !form.gather.is_empty(), "{} begins empty", form.id);
    }
}
