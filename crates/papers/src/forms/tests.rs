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
    assert!(all.laws_on("2024-06-20")["luat_giam_sat"].contains("87/2015/QH13"));
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
    let with = all.fill(form, &values(&[("them", "Dòng một.\n\nDòng hai.")]));
    assert_eq!(with.body.len(), filled.body.len() + 2, "two paragraphs were typed");
}

#[test]
fn grounds_end_with_a_semicolon_and_the_last_with_a_full_stop() {
    let all = catalogue();
    let form = all.form("quyet-dinh-thanh-lap-doan").expect("the form");
    let filled = all.fill(form, &values(&[("luat_to_chuc", "Luật một"), ("luat_giam_sat", "Luật hai")]));
    assert_eq!(filled.grounds, ["Căn cứ Luật một;", "Căn cứ Luật hai."]);
    assert_eq!((all.place("Thành phố Hải Phòng"), all.place("Kẻ Sặt")), ("Hải Phòng", "Kẻ Sặt"));
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
    assert_eq!(heads[0], ["TT", "Tên", "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8"]);
    assert_eq!(heads[1], ["TT", "Tên", "C9", "C10", "C11", "C12"]);
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
    assert_eq!((field, first.as_str()), ("phu_luc", "duong_di"));
    let words = |chosen: &str| {
        let mut values = Values::default();
        values.words.insert("phu_luc".into(), chosen.into());
        forms.fill(form, &values).annexes.into_iter().map(|annex| annex.word).collect::<Vec<_>>()
    };
    assert_eq!(words(""), ["Phụ lục I", "Phụ lục II"], "those that always stand");
    assert_eq!(words("tuoi, vi_tri,khong_co").len(), 4);
}
