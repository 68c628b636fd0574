//! Are equal words found as equal, and do lists stand in Vietnamese order?

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use words::{fold, nfc, query_tokens, sort_key};

#[test]
fn lan_finds_duong_dang_however_the_d_was_typed() {
    for written in ["Đường Đặng", "đường đặng", "Ðường Ðặng", "ĐƯỜNG ĐẶNG", "  đường – “đặng”! "]
    {
        assert_eq!(fold(written), "duong dang", "{written}");
    }
}

#[test]
fn the_place_of_the_tone_makes_no_difference_to_search_or_order() {
    assert_eq!(fold("hoà thuỷ"), fold("hòa thủy"));
    assert_eq!(sort_key("Hoà Thuỷ"), sort_key("hòa thủy"));
}

#[test]
fn a_name_pasted_from_a_web_page_loses_its_invisible_characters() {
    assert_eq!(nfc("\u{FEFF}Phường\u{A0}Hoa\u{200B} Mai"), "Phường Hoa Mai");
    assert_eq!(fold("Phường\u{A0}Ho\u{200B}a"), "phuong hoa");
}

#[test]
fn a_query_of_twenty_words_is_searched_by_its_first_twelve() {
    let query = "Mương ".repeat(20);
    assert_eq!(query_tokens(&query).len(), 12);
    assert_eq!(query_tokens(" Mương, ấp-3 "), ["muong", "ap", "3"]);
    assert!(query_tokens(" … ").is_empty());
}

#[test]
fn the_alphabet_stands_as_in_a_dictionary() {
    let in_order = [
        "a", "à", "ả", "ã", "á", "ạ", "an", "az", "ă", "ằ", "ẳ", "ẵ", "ắ", "ặ", "ăn", "â", "ầ", "ẩ", "ẫ", "ấ", "ậ",
        "âu", "b", "c", "d", "dz", "đ", "đa", "e", "é", "ê", "ề", "êm", "g", "i", "o", "ot", "ô", "ồ", "ơ", "ờ", "p",
        "u", "ưa", "v", "x", "y", "ỵ",
    ];
    let expected: Vec<String> = in_order.iter().map(|word| sort_key(word)).collect();
    for pair in in_order.windows(2) {
        assert!(sort_key(pair[0]) < sort_key(pair[1]), "{} before {}", pair[0], pair[1]);
    }
    assert!(expected.iter().all(|key| key.is_ascii()));
}

#[test]
fn delegates_stand_by_letters_first_and_by_tone_where_letters_agree() {
    let mut names = vec![
        "Trần Bình",
        "Đỗ An",
        "Dương An",
        "Trân Bình",
        "Hà Cúc",
        "Ha Dung",
        "Tổ 10",
        "Tổ 2",
        "Ân",
        "An Bình",
        "An",
    ];
    names.sort_by_key(|name| sort_key(name));
    let expected =
        ["An", "An Bình", "Ân", "Dương An", "Đỗ An", "Hà Cúc", "Ha Dung", "Tổ 2", "Tổ 10", "Trân Bình", "Trần Bình"];
    assert_eq!(names, expected);
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(s in "\\PC*") {
        let once = fold(&s);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn composed_and_decomposed_texts_fold_and_sort_alike(s in "[a-zA-ZÀ-ỹĐđ0-9 ,.]{0,40}") {
        let (composed, apart): (String, String) = (s.nfc().collect(), s.nfd().collect());
        prop_assert_eq!(fold(&composed), fold(&apart));
        prop_assert_eq!(sort_key(&composed), sort_key(&apart));
        prop_assert_eq!(nfc(&apart), nfc(&composed));
    }

    #[test]
    fn a_search_key_has_single_spaces_and_none_at_its_ends(s in "\\PC*") {
        let key = fold(&s);
        prop_assert!(!key.contains("  ") && key.trim() == key);
    }

    #[test]
    fn cleaning_twice_changes_nothing(s in any::<String>()) {
        let once = nfc(&s);
        prop_assert_eq!(nfc(&once), once);
    }
}
