//! Petitions: the same request said twice is found; one road with other work, and one work elsewhere, are not the same;
//! whatever was typed finds its text; a speech is cut where a new request begins. All texts are invented.

use words::{Alike, Candidates, Shelf, Topics, alike, query, request, split};

const PLACE: &str = "xã Mẫu Tâm";

fn compare(one: &str, other: &str) -> Alike {
    alike(&request(one, PLACE), &request(other, PLACE))
}

#[test]
fn the_same_request_in_other_words_is_held_for_the_same() {
    let pairs = [
        (
            "Đề nghị sửa chữa cầu Bến Thử, thôn Minh Họa, hiện đã xuống cấp nghiêm trọng.",
            "Cầu Bến Thử hư hỏng nặng, bà con xin được tu sửa.",
        ),
        ("Lắp đèn chiếu sáng đường trục thôn Đông Giả.", "Đường trục thôn Đông Giả ban đêm tối om, xin lắp đèn đường."),
        (
            "TBA thôn Đông Giả quá tải, hay mất điện.",
            "Trạm biến áp thôn Đông Giả yếu, mất điện luôn, đề nghị nâng cấp.",
        ),
        ("Nạo vét kênh mương cánh đồng Mả Thử.", "Đề nghị khơi thông mương cánh đồng Mả Thử bị bồi lấp."),
        ("de nghi sua cau Ben Thu", "Cử tri đề nghị sửa chữa cầu Bến Thử"),
    ];
    for (one, other) in pairs {
        let found = compare(one, other);
        assert!(found.score >= 0.5, "{:.2} {one} | {other}: {found:?}", found.score);
        assert!((found.score - compare(other, one).score).abs() < 1e-9, "the same whichever comes first");
    }
}

#[test]
fn one_road_with_other_work_and_one_work_elsewhere_are_not_the_same() {
    let road = compare(
        "Đề nghị sửa chữa tuyến đường Bến Thử đi thôn Minh Họa.",
        "Đề nghị lắp đèn chiếu sáng trên tuyến đường Bến Thử đi thôn Minh Họa.",
    );
    assert!(road.score < 0.5, "{road:?}");
    assert!(road.apart.contains(&"den"), "the reason names the other thing: {road:?}");
    let hamlet = compare("Xây nhà văn hóa thôn Đông Giả.", "Xây nhà văn hóa thôn Tây Giả.");
    assert!(hamlet.score < 0.5, "{hamlet:?}");
    assert_eq!(hamlet.other_names, ["Đông Giả / Tây Giả"]);
    let number = compare("Sửa đường tổ 3 khu phố Thử.", "Sửa đường tổ 8 khu phố Thử.");
    assert!(number.score < 0.5, "{number:?}");
    let one = request("Đề nghị sửa chữa kênh mương nội đồng của xã.", "xã Mẫu Tâm");
    let other = request("Đề nghị sửa chữa kênh mương nội đồng của xã.", "xã Mẫu Hải");
    let found = alike(&one, &other);
    assert!(found.other_commune && found.score < 0.9, "{found:?}");
}

#[test]
fn candidates_are_found_among_many_by_their_rare_words() {
    let mut candidates = Candidates::default();
    for n in 0..3000 {
        candidates.add(request(&format!("Đề nghị sửa chữa đường thôn Thử {n}, xã Mẫu Tâm."), PLACE));
    }
    let place = candidates.add(request("Cầu Bến Thử hư hỏng nặng.", PLACE));
    let asked = request("Xin sửa cầu Bến Thử.", PLACE);
    let found = candidates.like(&asked, None, 3);
    assert_eq!(found.first().map(|(at, _)| *at), Some(place));
    assert!(candidates.like(&asked, Some(place), 3).iter().all(|(at, _)| *at != place), "not itself");
    assert!(candidates.like(&request("", ""), None, 3).is_empty());
}

#[test]
fn a_query_finds_its_text_however_it_was_typed() {
    let texts = [
        "Sửa chữa đường tỉnh 746 đoạn qua thôn Đông Giả",
        "Trạm biến áp tổ 1 phường Thuỷ Mẫu thường xuyên mất điện",
        "Xây nhà văn hóa xóm Hoà Thử",
        "Nước giếng khoan ở xóm Lạ có mùi",
    ];
    let shelf = Shelf::new(texts.iter().copied());
    let queries = [
        ("duong tinh 746", 0),
        ("ĐT746", 0),
        ("đuờng dt 746", 0),
        ("TBA thủy mẫu", 1),
        ("tba thuy mau", 1),
        ("Nha\u{300} văn hóa xóm Hòa Thử", 2),
        ("nhaf vawn hoas xoms", 2),
        ("gieengs khoan", 3),
        ("gie61ng khoan", 3),
        ("d9u7o7ng Đông Giả", 0),
        ("NVH hoa thu", 2),
        ("giếng khoan thôn không có", 3),
    ];
    for (typed, expected) in queries {
        assert_eq!(shelf.find(&query(typed), 3).first(), Some(&expected), "{typed}");
    }
    assert!(query("  ,; ").is_empty());
    assert!(shelf.find(&query("zzzz"), 3).is_empty());
}

#[test]
fn what_has_the_same_marks_comes_before_what_is_only_folded_alike() {
    let shelf = Shelf::new(["Sửa cầu Bản Thử", "Sửa cầu Bàn Thử"].into_iter());
    assert_eq!(shelf.find(&query("bàn thử"), 2), [1, 0]);
    assert_eq!(shelf.find(&query("bản thử"), 2), [0, 1]);
}

#[test]
fn topics_are_guessed_from_the_first_day_and_bend_to_the_office() {
    let mut topics = Topics::default();
    let first = |topics: &Topics, text: &str| topics.guess(text).first().map(|guess| guess.topic.clone());
    assert_eq!(first(&topics, "Đề nghị lắp đèn chiếu sáng trên đường thôn Đông Giả").as_deref(), Some("dien"));
    assert_eq!(first(&topics, "Sửa cầu Bến Thử").as_deref(), Some("giao_thong"));
    assert_eq!(first(&topics, "Trường mầm non Mẫu Tâm thiếu phòng học").as_deref(), Some("giao_duc"));
    let guess = &topics.guess("Trạm bơm Đông Giả hỏng")[0];
    assert_eq!((guess.topic.as_str(), guess.words.as_slice()), ("thuy_loi", ["Trạm bơm".to_owned()].as_slice()));
    let text = "Xử lý đàn chim yến nuôi trong khu dân cư";
    for n in 0..400 {
        topics.learn(&format!("Nhà nuôi chim yến số {n} gây ồn"), "moi_truong");
        for (words, topic) in [("Đường hỏng", "giao_thong"), ("Mương cạn", "thuy_loi"), ("Trạm điện", "dien")]
        {
            topics.learn(&format!("{words} số {n}"), topic);
        }
    }
    assert_eq!(first(&topics, text).as_deref(), Some("moi_truong"));
    assert!(topics.guess(text)[0].words.iter().any(|word| word.contains("chim")), "the words that led to it");
}

#[test]
fn a_speech_is_cut_where_a_new_request_begins() {
    let speech = "Thưa các đại biểu, đường trục thôn Đông Giả hỏng nhiều, đề nghị sửa chữa. Ngoài ra đề nghị lắp thêm đèn \
                  chiếu sáng ở ngã ba; trường mầm non thiếu giáo viên, đề nghị bổ sung.";
    let pieces = split(speech);
    assert_eq!(pieces.len(), 3, "{pieces:#?}");
    assert!(pieces[1].text.starts_with("Ngoài ra") && pieces[2].text.starts_with("trường mầm non"));
    for piece in &pieces {
        assert_eq!(&speech[piece.at.clone()], piece.text);
    }
    let numbered = "1. Sửa cầu Bến Thử.\n2. Nạo vét mương thôn Tây Giả.\n3. Cấp nước sạch cho xóm Lạ.";
    let texts: Vec<String> = split(numbered).into_iter().map(|piece| piece.text).collect();
    assert_eq!(texts, ["Sửa cầu Bến Thử", "Nạo vét mương thôn Tây Giả", "Cấp nước sạch cho xóm Lạ"]);
    let one = "Đường vào thôn Đông Giả hư hỏng đã lâu. Mùa mưa lầy lội, học sinh đi lại khó khăn.";
    assert_eq!(split(one).len(), 1, "a reason is no request of its own: {:?}", split(one));
    assert!(split("").is_empty() && split(" ; ").is_empty());
}
