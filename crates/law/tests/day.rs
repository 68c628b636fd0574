//! Do days written by people and by machines become the same days, and go back to paper rightly?

use law::day::{Day, DayFault, office_form, parse_day};

fn day(text: &str) -> Day {
    parse_day(text).expect("a day")
}

#[test]
fn every_usual_way_of_writing_a_day_means_the_same_day() {
    let expected = Day::constant(2026, 11, 23);
    for text in ["2026-11-23", "23/11/2026", "23-11-2026", "23.11.2026", "  23/11/2026 "] {
        assert_eq!(parse_day(text), Ok(expected), "{text}");
    }
    assert_eq!(parse_day("1/2/2026"), Ok(Day::constant(2026, 2, 1)));
}

#[test]
fn a_day_that_cannot_exist_is_told_apart_from_text_that_is_no_day() {
    assert_eq!(parse_day("31/11/2026"), Err(DayFault::Impossible { day: 31, month: 11, year: 2026 }));
    assert_eq!(parse_day("30/02/2024"), Err(DayFault::Impossible { day: 30, month: 2, year: 2024 }));
    assert_eq!(parse_day("2026-13-01"), Err(DayFault::Impossible { day: 1, month: 13, year: 2026 }));
    assert_eq!(parse_day("1/2/0206"), Err(DayFault::Impossible { day: 1, month: 2, year: 206 }));
}

#[test]
fn text_of_any_alphabet_is_refused_without_a_fall() {
    for text in [
        "",
        " ",
        "ngày mai",
        "23 tháng 11",
        "２３/１１/２０２６",
        "23/11",
        "23/11/26",
        "23/11-2026",
        "1//2026",
        "+1/-2/2026",
        "23/11/2026/1",
        "đ/ă/âêôơ",
        "—/—/————",
        "99999999999999999999/1/1",
    ] {
        assert_eq!(parse_day(text), Err(DayFault::Malformed), "{text}");
    }
}

#[test]
fn the_office_form_puts_zeros_where_a_figure_could_be_added() {
    assert_eq!(office_form(day("2024-06-08")), "08/6/2024");
    assert_eq!(office_form(day("2024-01-20")), "20/01/2024");
    assert_eq!(office_form(day("2024-02-09")), "09/02/2024");
    assert_eq!(office_form(day("2024-11-15")), "15/11/2024");
}

#[test]
fn the_office_form_can_be_read_back() {
    let first = Day::constant(2024, 1, 1);
    for day in first.series(jiff::Span::new().days(1)).take(366) {
        assert_eq!(parse_day(&office_form(day)), Ok(day));
    }
}
