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
