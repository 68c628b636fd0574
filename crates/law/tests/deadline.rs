//! Is a due day the one a clerk would count on the wall calendar, and is the counting told?

use law::calendar::Calendar;
use law::day::{Day, parse_day};
use law::deadline::{Reckoning, Span, Step, reckon, reckon_span};
use law::rulebook::{Confidence, Direction, Rulebook, Unit};

fn day(text: &str) -> Day {
    parse_day(text).expect("a day")
}

fn calendar() -> Calendar {
    Calendar::shipped().expect("the shipped calendar")
}

fn by_rule(id: &str, started_on: &str) -> Reckoning {
    let book = Rulebook::shipped().expect("the shipped rulebook");
    let started_on = day(started_on);
    let rule = book.in_force(id, started_on).expect("a rule in force");
    reckon(rule, started_on, &calendar())
}

fn by_span(count: u32, unit: Unit, direction: Direction, started_on: &str) -> Reckoning {
    let span = Span {
        count,
        unit,
        direction,
        rule: None,
        citation: "Kết luận giám sát".to_owned(),
        confidence: Confidence::Verified,
        source: None,
    };
    reckon_span(&span, day(started_on), &calendar())
}

fn told(reckoning: &Reckoning) -> String {
    serde_json::to_string_pretty(reckoning).expect("a reckoning is plain")
}

#[test]
fn forty_five_working_days_from_12_march_2024_end_on_17_may() {
    let reckoning = by_span(45, Unit::WorkingDay, Direction::After, "2024-03-12");
    assert_eq!(reckoning.due_on, day("2024-05-17"));
    insta::assert_snapshot!(told(&reckoning));
}

#[test]
fn a_reply_to_voters_that_ends_on_labour_day_moves_past_the_long_weekend() {
    let reckoning = by_rule("voter-reply", "2025-04-01");
    assert_eq!(reckoning.due_on, day("2025-05-05"));
    insta::assert_snapshot!(told(&reckoning));
}

#[test]
fn a_verification_meeting_counted_back_to_a_saturday_moves_to_friday() {
    let reckoning = by_rule("verification-meeting", "2024-07-09");
    assert_eq!(reckoning.due_on, day("2024-06-28"));
    insta::assert_snapshot!(told(&reckoning));
}

#[test]
fn proposals_for_the_programme_of_2026_are_due_before_the_first_of_march_2025() {
    // 1 March 2025 is a Saturday.
    let reckoning = by_rule("programme-proposals-council", "2026-01-15");
    assert_eq!(reckoning.due_on, day("2025-02-28"));
    insta::assert_snapshot!(told(&reckoning));
}

#[test]
fn working_days_counted_back_pass_over_tet() {
    let reckoning = by_rule("voter-meeting-press-notice", "2026-02-25");
    assert_eq!(reckoning.due_on, day("2026-02-11"));
    insta::assert_snapshot!(told(&reckoning));
}

#[test]
fn the_earliest_day_of_effect_may_be_a_sunday() {
    let reckoning = by_rule("draft-effect-commune", "2025-12-14");
    assert_eq!(reckoning.due_on, day("2025-12-21"));
    assert!(!reckoning.steps.iter().any(|step| matches!(step, Step::MovedFromRest { .. })));
}

#[test]
fn an_electronic_paper_is_acknowledged_on_the_day_it_comes() {
    assert_eq!(by_rule("document-receipt-ack", "2026-11-23").due_on, day("2026-11-23"));
}

#[test]
fn months_are_counted_on_the_calendar_and_stop_at_the_end_of_a_short_one() {
    let reckoning = by_span(1, Unit::Month, Direction::After, "2025-12-31");
    assert_eq!(reckoning.due_on, day("2026-02-02"));
    let february = by_span(1, Unit::Month, Direction::After, "2025-01-31");
    assert_eq!(february.due_on, day("2025-02-28"));
}

#[test]
fn a_saturday_worked_in_exchange_is_counted_and_told() {
    let reckoning = by_span(3, Unit::WorkingDay, Direction::After, "2024-05-02");
    assert_eq!(reckoning.due_on, day("2024-05-06"));
    assert!(
        reckoning
            .steps
            .iter()
            .any(|step| { matches!(step, Step::WorkedSaturday { day: worked, .. } if *worked == day("2024-05-04")) })
    );
}

#[test]
fn a_year_without_an_official_paper_is_named() {
    let reckoning = by_span(10, Unit::WorkingDay, Direction::After, "2025-12-25");
    let years: Vec<i16> = reckoning
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::CalendarUnconfirmed { year } => Some(*year),
            _ => None,
        })
        .collect();
    assert_eq!(years, [2026]);
}

#[test]
fn a_reckoning_survives_being_stored() {
    let reckoning = by_span(45, Unit::WorkingDay, Direction::After, "2024-03-12");
    let stored = serde_json::to_string(&reckoning).expect("a reckoning is plain");
    assert_eq!(serde_json::from_str::<Reckoning>(&stored).expect("the same"), reckoning);
}

#[test]
fn an_endless_span_stops_at_the_end_of_the_calendar() {
    let reckoning = by_span(u32::MAX, Unit::Month, Direction::After, "2024-03-12");
    assert!(reckoning.due_on <= Day::MAX);
}
