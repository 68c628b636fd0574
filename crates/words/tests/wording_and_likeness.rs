//! Is the writer of a recommendation prompted where it helps, and are like matters found?

use proptest::prelude::*;
use words::{Found, TimeWords, check_wording, like_key, likeness};

fn found(words: &str, key: &'static str) -> Found {
    Found { words: words.to_owned(), key }
}

#[test]
fn a_soft_and_nameless_recommendation_prompts_four_times() {
    let wording = check_wording("Tiếp tục quan tâm vệ sinh chợ", "các cơ quan, đơn vị có liên quan", "");
    assert_eq!(wording.soft_verb, Some(found("Tiếp tục", "continue")));
    assert_eq!(wording.unnamed_addressee, Some(found("các cơ quan, đơn vị có liên quan", "related")));
    assert!(!wording.names_product && !wording.names_proof);
    assert_eq!(wording.time, TimeWords::None);
}

#[test]
fn a_concrete_recommendation_prompts_for_nothing() {
    let text = "Thay 12 đèn đường ấp Bàu Sen trước ngày 30/9/2024, gửi báo cáo kèm ảnh cho Ban Kinh tế - Ngân sách";
    let wording = check_wording(text, "UBND xã Hoa Mai", "");
    assert_eq!((wording.soft_verb, wording.unnamed_addressee), (None, None));
    assert!(wording.names_product && wording.names_proof);
    assert_eq!(wording.time, TimeWords::Day { year: 2024, month: 9, day: 30 });
}

#[test]
fn the_soft_verb_is_found_behind_numbers_and_the_asking() {
    for (text, words, key) in [
        ("1. Tăng cường tuần tra", "Tăng cường", "strengthen"),
        ("a) đẩy mạnh tuyên truyền", "đẩy mạnh", "push"),
        ("Đề nghị UBND xã Hoa Mai xem xét", "xem xét", "consider"),
        ("tang cuong tuan tra", "tang cuong", "strengthen"),
        ("Chỉ đạo tập trung thu gom rác", "tập trung", "focus"),
    ] {
        assert_eq!(check_wording(text, "", "").soft_verb, Some(found(words, key)), "{text}");
    }
    assert_eq!(check_wording("Ban hành quy chế và tiếp tục theo dõi", "", "").soft_verb, None);
    assert_eq!(check_wording("Đề nghị UBND xã ban hành quy chế, tiếp tục theo dõi", "", "").soft_verb, None);
}

#[test]
fn an_addressee_is_unnamed_only_where_no_one_could_be_written_to() {
    for (addressee, words, key) in [
        ("UBND tỉnh và đơn vị liên quan", "đơn vị liên quan", "related"),
        ("Các ngành chức năng", "Các ngành chức năng", "competent"),
        ("các cấp, các ngành", "các cấp, các ngành", "sectors"),
    ] {
        assert_eq!(check_wording("Sửa cầu", addressee, "").unnamed_addressee, Some(found(words, key)), "{addressee}");
    }
    for addressee in ["UBND xã Hoa Mai", "Sở Xây dựng", "Công an phường 3"] {
        assert_eq!(check_wording("Phối hợp các ngành chức năng", addressee, "").unnamed_addressee, None, "{addressee}");
    }
}

#[test]
fn the_deadline_field_comes_before_the_text_unless_it_only_hurries() {
    let day = TimeWords::Day { year: 2024, month: 6, day: 30 };
    assert_eq!(check_wording("Sớm sửa cầu", "", "30/6/2024").time, day);
    assert_eq!(check_wording("Sửa cầu trước ngày 30/6/2024", "", "sớm").time, day);
    assert_eq!(check_wording("Sớm sửa cầu", "", "").time, TimeWords::Vague { words: "Sớm".to_owned() });
}

#[test]
fn papers_and_works_are_products_and_cited_papers_are_not() {
    for text in
        ["Ban hành kế hoạch thu gom rác", "Vét mương sau chợ", "Hỗ trợ 32 hộ ở ấp 4", "Lập danh sách hộ cần nước sạch"]
    {
        assert!(check_wording(text, "", "").names_product, "{text}");
    }
    for text in ["Thực hiện nghiêm túc quy định", "Nâng cao nhận thức", "Làm tốt hơn theo kế hoạch"]
    {
        assert!(!check_wording(text, "", "").names_product, "{text}");
    }
}

#[test]
fn two_petitions_about_one_canal_are_alike_and_the_words_are_shown() {
    let first = "Đề nghị nạo vét kênh Bàu Sen đoạn qua ấp 3 vì ngập úng";
    let second = "Cử tri tiếp tục kiến nghị NẠO VÉT kênh Bàu Sen";
    let other = "Đề nghị lắp đèn chiếu sáng trước trường mẫu giáo";
    let alike = likeness(first, second);
    assert!(alike.score > 0.5, "{alike:?}");
    assert_eq!(alike.shared, ["nạo vét kênh Bàu Sen"]);
    assert!(likeness(first, other).score < 0.1);
}

#[test]
fn a_short_form_is_alike_with_its_long_form() {
    let alike = likeness("Chậm cấp thẻ BHYT", "chậm cấp thẻ bảo hiểm y tế");
    assert!(alike.score > 0.99, "{alike:?}");
    assert_eq!(alike.shared, ["Chậm cấp thẻ BHYT"]);
}

#[test]
fn phrases_of_every_council_paper_make_no_likeness() {
    let score = likeness("Đề nghị UBND xã quan tâm sửa cầu", "Đề nghị UBND xã quan tâm thu rác").score;
    assert!(score < 0.01, "{score}");
    assert!(likeness("", "").score < 0.01);
}

#[test]
fn the_index_key_is_the_same_for_the_same_words_in_any_order() {
    assert_eq!(like_key("Kênh Bàu Sen, ấp 3"), like_key("ấp 3: kênh bàu sen"));
    assert_eq!(like_key("Đề nghị nạo vét kênh Bàu Sen"), "bau kenh nao sen vet");
}

proptest! {
    #[test]
    fn likeness_is_the_same_both_ways_and_between_nought_and_one(a in "[a-zà-ỹđ0-9 ,.]{0,60}", b in "[a-zà-ỹđ0-9 ,.]{0,60}") {
        let (there, back) = (likeness(&a, &b).score, likeness(&b, &a).score);
        prop_assert!((there - back).abs() < 1e-12 && (0.0..=1.0).contains(&there));
    }

    #[test]
    fn any_wording_can_be_checked(text in any::<String>(), addressee in any::<String>(), deadline in any::<String>()) {
        let _ = check_wording(&text, &addressee, &deadline);
        let _ = like_key(&text);
    }
}
