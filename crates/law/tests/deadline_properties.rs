//! What holds for every reckoning, whatever the rule, the day and the holidays?

use std::sync::LazyLock;

use law::calendar::Calendar;
use law::day::Day;
use law::deadline::{Span, reckon, reckon_span};
use law::rulebook::{Confidence, Direction, Rule, RuleKind, Rulebook, Unit};
use proptest::prelude::*;

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Calendar::shipped().expect("the shipped calendar"));
static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| Rulebook::shipped().expect("the shipped rulebook").rules);

fn days() -> impl Strategy<Value = Day> {
    (0_i64..7300).prop_map(|away| Day::constant(2018, 1, 1).saturating_add(jiff::Span::new().days(away)))
}

fn rules() -> impl Strategy<Value = &'static Rule> {
    (0..RULES.len()).prop_map(|place| &RULES[place])
}

fn spans() -> impl Strategy<Value = Span> {
    let units = prop_oneof![Just(Unit::Day), Just(Unit::WorkingDay), Just(Unit::Month)];
    let directions = prop_oneof![Just(Direction::Before), Just(Direction::After)];
    (0_u32..60, units, directions).prop_map(|(count, unit, direction)| Span {
        count,
        unit,
        direction,
        rule: None,
        citation: String::new(),
        confidence: Confidence::Recalled,
        source: None,
    })
}

fn with_holiday(day: Day) -> Calendar {
    let rest = "kind = \"holiday\"\nname = \"Nghỉ bão\"\nsource = \"Công điện\"\n";
    let text = format!("[[day]]\nday = \"{day}\"\n{rest}");
    CALENDAR.clone().with(&[("bao.toml".to_owned(), text)]).expect("one more holiday")
}

proptest! {
    #[test]
    fn a_due_day_is_never_a_rest_day_where_the_rule_moves_it(rule in rules(), start in days()) {
        prop_assume!(rule.kind != RuleKind::Earliest);
        prop_assert!(CALENDAR.is_working(reckon(rule, start, &CALENDAR).due_on));
    }

    #[test]
    fn a_later_start_is_never_due_earlier(rule in rules(), start in days(), later in 0_i64..400) {
        let late = start.saturating_add(jiff::Span::new().days(later));
        let due = |day| reckon(rule, day, &CALENDAR).due_on;
        prop_assert!(due(start) <= due(late));
    }

    #[test]
    fn a_later_start_of_any_span_is_never_due_earlier(
        span in spans(), start in days(), later in 0_i64..400,
    ) {
        let late = start.saturating_add(jiff::Span::new().days(later));
        let due = |day| reckon_span(&span, day, &CALENDAR).due_on;
        prop_assert!(due(start) <= due(late));
    }

    #[test]
    fn one_more_holiday_never_shortens_a_period(
        span in spans(), start in days(), away in -90_i64..90,
    ) {
        let holiday = with_holiday(start.saturating_add(jiff::Span::new().days(away)));
        let before = reckon_span(&span, start, &CALENDAR).due_on;
        let after = reckon_span(&span, start, &holiday).due_on;
        match span.direction {
            Direction::After => prop_assert!(after >= before),
            Direction::Before => prop_assert!(after <= before),
        }
    }

    #[test]
    fn a_period_runs_in_its_direction(rule in rules(), start in days()) {
        prop_assume!(rule.fixed_date().is_none());
        let due_on = reckon(rule, start, &CALENDAR).due_on;
        match rule.direction {
            Direction::After => prop_assert!(due_on >= start),
            Direction::Before => prop_assert!(due_on <= start),
        }
    }

    #[test]
    fn any_text_is_read_as_a_day_or_refused(text in "\\PC{0,14}") {
        let _ = law::day::parse_day(&text);
    }
}
