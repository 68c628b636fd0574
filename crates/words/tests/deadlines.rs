//! Is the time a paper names found, and is nothing else taken for one?

use proptest::prelude::*;
use words::{Rhythm, TimeWords, time_words};

fn day(year: i16, month: u8, day: u8) -> TimeWords {
    TimeWords::Day { year, month, day }
}

fn period(words: &str, latest: Option<(i16, u8, u8)>) -> TimeWords {
    TimeWords::Period { words: words.to_owned(), latest }
}

fn event(words: &str, session: Option<u32>) -> TimeWords {
    TimeWords::Event { words: words.to_owned(), session }
}

fn assert_all(cases: &[(&str, TimeWords)]) {
    for (text, expected) in cases {
        assert_eq!(&time_words(text), expected, "{text}");
    }
}

#[test]
fn a_day_is_read_in_every_form_offices_write() {
    let forms = [
        "30/6/2024",
        "30-06-2024",
        "2024-06-30",
        "30.6.2024",
        "ngày 30 tháng 6 năm 2024",
        "trước ngày 30/06/2024",
        "30 tháng 6 năm 2024",
        "Trước 30 / 6 / 2024",
        "ngày 30 tháng 6/2024",
        "hạn: 30/6/24",
        "truoc ngay 30/6/2024",
        "TRƯỚC NGÀY 30/6/2024",
    ];
    for form in forms {
        assert_eq!(time_words(form), day(2024, 6, 30), "{form}");
    }
    let sentence = "Vét xong mương trước cổng chợ, báo cáo Thường trực trước ngày 15/8/2024 (kèm ảnh).";
    assert_eq!(time_words(sentence), day(2024, 8, 15));
}

#[test]
fn the_date_of_another_paper_is_no_deadline() {
    let cited = "Thực hiện Kế hoạch số 45/KH-HĐND ngày 05/3/2020, hoàn thành việc thay đèn trước ngày 01/7/2020";
    assert_eq!(time_words(cited), day(2020, 7, 1));
    for text in [
        "Theo Quyết định số 12/QĐ-UBND ngày 05/3/2020",
        "Theo Kết luận ngày 05/3/2020",
        "Luật số 45/2019/QH14",
        "Nghị quyết 12/2024/NQ-HĐND",
        "số 45/2019",
        "1.500.000 đồng",
        "đến 2.5 tỷ đồng",
        "3/4 số hộ",
        "kể từ ngày 01/01/2024",
        "Kế hoạch năm 2024 của xã được thực hiện đầy đủ hơn",
        "Quốc lộ 1",
        "",
        "Thay cống ở ấp 3",
    ] {
        assert_eq!(time_words(text), TimeWords::None, "{text}");
    }
}

#[test]
fn a_day_no_calendar_has_is_shown_as_impossible() {
    for (text, words) in [
        ("trước ngày 31.11", "31.11"),
        ("31/11", "31/11"),
        ("trước 30/02/2024", "30/02/2024"),
        ("29/2/2023", "29/2/2023"),
        ("ngày 31 tháng 4", "31 tháng 4"),
    ] {
        assert_eq!(time_words(text), TimeWords::ImpossibleDay { words: words.to_owned() }, "{text}");
    }
    assert_eq!(time_words("29/2/2024"), day(2024, 2, 29));
}

#[test]
fn a_session_is_found_with_its_number_however_written() {
    assert_all(&[
        ("trước kỳ họp thứ 4", event("trước kỳ họp thứ 4", Some(4))),
        ("Báo cáo HĐND tại kỳ họp cuối năm", event("tại kỳ họp cuối năm", None)),
        ("trước kì họp thứ tư", event("trước kì họp thứ tư", Some(4))),
        ("tại kỳ họp thường lệ giữa năm 2024", event("tại kỳ họp thường lệ giữa năm 2024", None)),
        ("tại kỳ họp thứ mười hai, HĐND xã", event("tại kỳ họp thứ mười hai", Some(12))),
        ("kỳ họp thứ IX", event("kỳ họp thứ IX", Some(9))),
        ("Chuẩn bị tài liệu phục vụ kỳ họp", TimeWords::None),
        ("Thực hiện lời đã hứa tại kỳ họp thứ 3", TimeWords::None),
    ]);
}

#[test]
fn an_interval_is_found() {
    let cases = [
        ("Báo cáo hàng quý", "hàng quý", Rhythm::Quarterly),
        ("hằng tháng", "hằng tháng", Rhythm::Monthly),
        ("ngày 25 hàng tháng", "hàng tháng", Rhythm::Monthly),
        ("định kỳ 6 tháng", "định kỳ 6 tháng", Rhythm::HalfYearly),
        ("6 tháng một lần", "6 tháng một lần", Rhythm::HalfYearly),
        ("hàng năm", "hàng năm", Rhythm::Yearly),
        ("06 tháng/lần", "06 tháng/lần", Rhythm::HalfYearly),
        ("trước mỗi kỳ họp", "trước mỗi kỳ họp", Rhythm::PerSession),
        ("hang quy", "hang quy", Rhythm::Quarterly),
    ];
    for (text, words, every) in cases {
        assert_eq!(time_words(text), TimeWords::Rhythm { words: words.to_owned(), every }, "{text}");
    }
}

#[test]
fn a_stretch_of_time_ends_on_its_last_day_where_there_is_one() {
    assert_all(&[
        ("cuối năm 2017", period("cuối năm 2017", Some((2017, 12, 31)))),
        ("trong quý II/2024", period("trong quý II/2024", Some((2024, 6, 30)))),
        ("quý 1 năm 2025", period("quý 1 năm 2025", Some((2025, 3, 31)))),
        ("trước 30/6", period("trước 30/6", None)),
        ("năm 2025", period("năm 2025", Some((2025, 12, 31)))),
        ("Thay xong đèn đường ấp 2 trong tháng 2/2024", period("trong tháng 2/2024", Some((2024, 2, 29)))),
        ("trước 12/2024", period("trước 12/2024", Some((2024, 11, 30)))),
        ("trước năm 2025", period("trước năm 2025", Some((2024, 12, 31)))),
        ("trước tháng 6/2024", period("trước tháng 6/2024", Some((2024, 5, 31)))),
        ("6 tháng đầu năm 2024", period("6 tháng đầu năm 2024", Some((2024, 6, 30)))),
        ("đầu năm 2025", period("đầu năm 2025", None)),
        ("cuối năm", period("cuối năm", None)),
        ("từ tháng 3/2024 đến giữa tháng 4/2024", period("đến giữa tháng 4/2024", None)),
        ("trong năm học 2024-2025", period("trong năm học 2024-2025", None)),
        ("30/6 (theo thư)", period("30/6", None)),
        ("9 tháng đầu năm 2024", period("9 tháng đầu năm 2024", Some((2024, 9, 30)))),
        ("Phiên họp tháng 5/2023 bàn về nước sạch ở các ấp", TimeWords::None),
        ("trong vòng 30 ngày", period("trong vòng 30 ngày", None)),
        ("Thu gom rác tốt hơn trong 5 năm qua", TimeWords::None),
        ("Đánh giá kết quả 6 tháng đầu năm 2024 của các tổ", TimeWords::None),
    ]);
}

#[test]
fn haste_without_a_date_is_vague() {
    for (text, words) in [
        ("Sớm sửa cầu", "Sớm"),
        ("trong thời gian tới", "trong thời gian tới"),
        ("khẩn trương", "khẩn trương"),
        ("chi trả kịp thời", "kịp thời"),
        ("nhanh chóng", "nhanh chóng"),
        ("Sửa ngay nắp cống", "ngay"),
    ] {
        assert_eq!(time_words(text), TimeWords::Vague { words: words.to_owned() }, "{text}");
    }
    for text in ["phát hiện sớm", "ngay từ đầu", "họp ngày thường", "ngay tại chợ"] {
        assert_eq!(time_words(text), TimeWords::None, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_has_an_answer(s in any::<String>()) {
        let _ = time_words(&s);
    }

    #[test]
    fn any_heap_of_numbers_and_time_words_has_an_answer(parts in prop::collection::vec("ngày|tháng|năm|quý|thứ|trước|kỳ họp|[0-9]{1,5}|[/.,-]| |II", 0..20)) {
        let _ = time_words(&parts.concat());
    }

    #[test]
    fn every_civil_day_is_read_back(year in 1900i16..=2100, month in 1u8..=12, d in 1u8..=28) {
        prop_assert_eq!(time_words(&format!("trước ngày {d:02}/{month:02}/{year}")), day(year, month, d));
    }
}
