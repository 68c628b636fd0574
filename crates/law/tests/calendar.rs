//! Does the calendar know when offices work, and who says so?

use law::calendar::{Calendar, RestKind, SpecialKind, WEEKEND};
use law::day::{Day, parse_day};
use law::rulebook::{Fault, FaultReason};

fn day(text: &str) -> Day {
    parse_day(text).expect("a day")
}

/// A file of one day off, after the given opening lines.
fn one_day_off(opening: &str, day: &str) -> String {
    let rest = "kind = \"holiday\"\nname = \"Nghỉ bão\"\nsource = \"Công điện\"\n";
    format!("{opening}[[day]]\nday = \"{day}\"\n{rest}")
}

fn shipped() -> Calendar {
    Calendar::shipped().expect("the shipped calendar")
}

fn file(text: &str) -> Vec<(String, String)> {
    vec![("lich-co-quan.toml".to_owned(), text.to_owned())]
}

fn fault(text: &str) -> Fault {
    shipped().with(&file(text)).expect_err("a fault")
}

#[test]
fn a_saturday_swapped_with_a_bridging_monday_is_worked() {
    let calendar = shipped();
    assert!(calendar.is_working(day("2024-05-04")));
    assert_eq!(calendar.rest(day("2024-04-29")).expect("a rest").kind, RestKind::SwappedOff);
}

#[test]
fn a_weekend_is_a_rest_under_its_own_name() {
    let rest = shipped().rest(day("2026-11-21")).expect("a rest");
    assert_eq!((rest.kind, rest.name.as_str()), (RestKind::Weekend, WEEKEND));
}

#[test]
fn a_holiday_names_its_source_and_whether_a_paper_was_seen() {
    let calendar = shipped();
    let tet = calendar.rest(day("2026-02-17")).expect("a rest");
    assert_eq!(tet.name, "Tết Nguyên đán");
    assert!(tet.confirmed && tet.source.contains("congan.com.vn"));
    let hung = calendar.rest(day("2026-04-27")).expect("a rest");
    assert_eq!(hung.kind, RestKind::Compensatory);
    assert!(!hung.confirmed);
}

#[test]
fn each_year_has_the_eleven_holidays_of_the_statute() {
    let calendar = shipped();
    for year in 2021..=2035 {
        let holidays = calendar.year(year).iter().filter(|day| day.kind == SpecialKind::Holiday).count();
        assert_eq!(holidays, 11, "{year}");
    }
}

#[test]
fn each_holiday_on_a_weekend_is_given_back_on_a_weekday() {
    let calendar = shipped();
    let weekend = |day: Day| day.weekday().to_monday_zero_offset() >= 5;
    for year in 2021..=2060 {
        let days = calendar.year(year);
        let lost = days.iter().filter(|day| day.kind == SpecialKind::Holiday && weekend(day.day)).count();
        let given = days.iter().filter(|day| day.kind == SpecialKind::Compensatory).count();
        assert_eq!(lost, given, "{year}");
        assert!(days.iter().all(|day| {
            let on_weekend = match day.kind {
                SpecialKind::Compensatory | SpecialKind::SwappedOff => false,
                SpecialKind::SwappedWorking => true,
                SpecialKind::Holiday => weekend(day.day),
            };
            weekend(day.day) == on_weekend
        }));
    }
}

#[test]
fn the_official_long_leaves_are_free_from_end_to_end() {
    let calendar = shipped();
    for (first, last) in [
        ("2021-02-10", "2021-02-16"),
        ("2022-01-31", "2022-02-04"),
        ("2023-01-20", "2023-01-26"),
        ("2023-04-29", "2023-05-03"),
        ("2023-09-01", "2023-09-04"),
        ("2024-02-08", "2024-02-14"),
        ("2024-08-31", "2024-09-03"),
        ("2025-01-25", "2025-02-02"),
        ("2025-04-30", "2025-05-04"),
        ("2025-08-30", "2025-09-02"),
        ("2026-02-14", "2026-02-22"),
        ("2026-08-29", "2026-09-02"),
    ] {
        let (before, after) = (calendar.previous_working(day(first)), calendar.next_working(day(last)));
        assert_eq!(calendar.working_days_between(before, after), 1, "{first}..{last}");
    }
}

#[test]
fn the_file_of_2027_holds_what_would_be_proposed_without_it() {
    let bare = Calendar::read(&[]).expect("no files");
    let days = |calendar: &Calendar| -> Vec<(Day, SpecialKind, String)> {
        let days = calendar.year(2027).into_iter();
        days.map(|special| (special.day, special.kind, special.name)).collect()
    };
    assert_eq!(days(&bare), days(&shipped()));
}

#[test]
fn a_year_without_a_file_is_proposed_and_not_confirmed() {
    let calendar = shipped();
    let days = calendar.year(2030);
    assert!(days.iter().any(|one| one.day == day("2030-02-02") && one.name == "Tết Nguyên đán"));
    assert!(days.iter().all(|one| !one.confirmed));
    assert!(!calendar.is_confirmed(2030));
    assert!(calendar.is_confirmed(2025));
}

#[test]
fn the_culture_day_counts_only_once_an_office_turns_it_on() {
    let calendar = shipped();
    assert!(calendar.is_working(day("2026-11-24")));
    let text = include_str!("../calendar/switches.toml").replace("on = false", "on = true");
    let turned = calendar.with(&file(&text)).expect("the switch");
    assert_eq!(turned.rest(day("2026-11-24")).expect("a rest").name, "Ngày Văn hóa Việt Nam");
    assert!(turned.is_working(day("2025-11-24")));
    // 24 November 2029 is a Saturday.
    let in_lieu = turned.rest(day("2029-11-26")).expect("a rest");
    assert_eq!(in_lieu.name, "Nghỉ bù Ngày Văn hóa Việt Nam");
}

#[test]
fn an_office_replaces_a_proposed_year_with_the_official_one() {
    let text = one_day_off("year = 2027\nconfirmed = true\n", "2027-01-01");
    let calendar = shipped().with(&file(&text)).expect("a year");
    assert!(calendar.is_confirmed(2027));
    assert_eq!(calendar.year(2027).len(), 1);
    assert!(calendar.is_working(day("2027-02-08")));
}

#[test]
fn an_office_adds_a_day_of_its_own_without_losing_the_year() {
    let text = one_day_off("", "2030-06-03");
    let calendar = shipped().with(&file(&text)).expect("a day");
    assert!(!calendar.is_working(day("2030-06-03")));
    assert!(!calendar.is_working(day("2030-09-02")));
}

#[test]
fn counting_there_and_counting_between_agree() {
    let calendar = shipped();
    let start = day("2024-03-12");
    for days in 1..200 {
        let end = calendar.after(start, days);
        assert_eq!(calendar.working_days_between(start, end), i64::from(days));
        assert_eq!(calendar.working_days_between(end, start), -i64::from(days));
    }
}

#[test]
fn counting_stops_at_the_ends_of_the_calendar() {
    let calendar = shipped();
    assert!(calendar.after(Day::MAX, 5) <= Day::MAX);
    assert!(calendar.before(Day::MIN, 5) >= Day::MIN);
}

#[test]
fn a_bad_file_is_refused_with_its_line_and_reason() {
    let outside = fault(&one_day_off("year = 2026\nconfirmed = false\n\n", "2027-01-01"));
    assert_eq!((outside.file.as_str(), outside.line), ("lich-co-quan.toml", 5));
    assert_eq!(outside.reason, FaultReason::DayOutsideYear { year: 2026 });
    let kind = fault(&one_day_off("", "2027-01-01").replace("holiday", "off"));
    assert_eq!((kind.line, kind.reason.key()), (3, "unknown-word"));
    assert_eq!(fault("year = 2026\n").reason.key(), "missing-key");
    assert_eq!(fault("nam = 2026\n").reason.key(), "unknown-key");
    assert_eq!(fault("year = 12026\nconfirmed = true\n").reason.key(), "absurd-count");
}

#[test]
fn working_days_counted_by_arithmetic_agree_with_counting_one_by_one() {
    let calendar = Calendar::shipped().expect("the shipped calendar");
    let first = day("2021-01-01");
    let mut to = first;
    let mut one_by_one = 0;
    while to < day("2027-12-31") {
        to = to.tomorrow().expect("a day");
        one_by_one += i64::from(calendar.is_working(to));
        assert_eq!(calendar.working_days_between(first, to), one_by_one, "up to {to}");
    }
    assert_eq!(calendar.working_days_between(day("2024-05-17"), day("2024-03-12")), -45);
}
