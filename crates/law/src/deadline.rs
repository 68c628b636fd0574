//! On which day does a period end, and how was that day found?
//!
//! A rule and the day of its event go in; out comes the due day with every step that led to it,
//! so that a screen or a paper can show the counting. The day of the event is day zero and is not
//! counted; a period that ends on a rest day ends on the next working day (Civil Code
//! 91/2015/QH13, Articles 147 and 148). For periods counted back the law has no such rule: the
//! day moves to the earlier working day, which is this product's choice and stands in the steps.
//! Which rule applies is not decided here.

mod counting;

use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, RestKind};
use crate::day::Day;
use crate::rulebook::{Confidence, Direction, Rule, RuleKind, Unit};

/// A period that no rule of the rulebook sets, such as one written in a conclusion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// How many units.
    pub count: u32,
    /// What is counted.
    pub unit: Unit,
    /// Up to the event or from it.
    pub direction: Direction,
    /// The name to keep it under, if it has one.
    pub rule: Option<String>,
    /// The provision or the paper that sets the period.
    pub citation: String,
    /// How well the figure is known.
    pub confidence: Confidence,
    /// Where it was read.
    pub source: Option<String>,
}

/// A due day and how it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reckoning {
    /// The rule; empty for a span without a name.
    pub rule: String,
    /// Edition of the rule; 0 for a span.
    pub edition: u32,
    /// The day of the event.
    pub started_on: Day,
    /// The day the period ends.
    pub due_on: Day,
    /// What was counted.
    pub unit: Unit,
    /// How many units.
    pub count: u32,
    /// Up to the event or from it.
    pub direction: Direction,
    /// The provision.
    pub citation: String,
    /// How well the figure is known.
    pub confidence: Confidence,
    /// Whether an office put its name to the figure.
    pub confirmed: bool,
    /// The counting, in the order it should be read.
    pub steps: Vec<Step>,
}

/// One step of the counting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// The day of the event, which is not counted.
    DayZero {
        /// That day.
        day: Day,
    },
    /// What is counted from there.
    Count {
        /// How many.
        count: u32,
        /// Of what.
        unit: Unit,
        /// Which way.
        direction: Direction,
    },
    /// Saturdays and Sundays passed over.
    SkippedWeekends {
        /// How many days.
        days: u32,
    },
    /// A run of days off of one name passed over.
    Skipped {
        /// First day of the run, by the calendar.
        from: Day,
        /// Last day of the run, by the calendar.
        to: Day,
        /// How many days.
        days: u32,
        /// Name of the holiday.
        name: String,
        /// Why offices are closed.
        kind: RestKind,
        /// Whether an official paper was seen.
        confirmed: bool,
    },
    /// A weekly rest day that offices work, and that was therefore counted.
    WorkedSaturday {
        /// That day.
        day: Day,
        /// What it was swapped for.
        name: String,
    },
    /// The day the bare count ends on.
    Reached {
        /// That day.
        day: Day,
    },
    /// The end was moved off a rest day.
    MovedFromRest {
        /// The rest day.
        from: Day,
        /// The working day.
        to: Day,
        /// Name of the holiday, or `weekend`.
        why: String,
    },
    /// The outcome hangs on the calendar of a year that no official paper covers throughout.
    CalendarUnconfirmed {
        /// The year.
        year: i16,
    },
    /// The rule names a date of the year before the programme, not a period.
    FixedDate {
        /// Month, 1 to 12.
        month: i8,
        /// Day of the month.
        day: i8,
    },
    /// The day the period ends.
    Due {
        /// That day.
        day: Day,
    },
}

/// The day a rule sets for an event of the given day. For a rule that names a fixed date,
/// `started_on` is any day of the programme year.
pub fn reckon(rule: &Rule, started_on: Day, calendar: &Calendar) -> Reckoning {
    let counted = match (rule.fixed_date(), rule.kind) {
        (Some(date), _) => counting::fixed(date, started_on, rule.direction, calendar),
        // A day of effect is not a duty to act: it may well be a Sunday.
        (None, RuleKind::Earliest) => {
            counting::without_moving(rule.count, rule.unit, rule.direction, started_on, calendar)
        }
        (None, RuleKind::Deadline | RuleKind::Period | RuleKind::Placeholder) => {
            counting::moving_off_rest(rule.count, rule.unit, rule.direction, started_on, calendar)
        }
    };
    Reckoning {
        rule: rule.id.clone(),
        edition: rule.edition,
        started_on,
        due_on: counted.due_on,
        unit: rule.unit,
        count: rule.count,
        direction: rule.direction,
        citation: rule.citation.clone(),
        confidence: rule.confidence,
        confirmed: rule.confirmed.is_some(),
        steps: counted.steps,
    }
}

/// The day a period ends that was set by a paper and not by the rulebook.
pub fn reckon_span(span: &Span, started_on: Day, calendar: &Calendar) -> Reckoning {
    let counted = counting::moving_off_rest(span.count, span.unit, span.direction, started_on, calendar);
    Reckoning {
        rule: span.rule.clone().unwrap_or_default(),
        edition: 0,
        started_on,
        due_on: counted.due_on,
        unit: span.unit,
        count: span.count,
        direction: span.direction,
        citation: span.citation.clone(),
        confidence: span.confidence,
        confirmed: false,
        steps: counted.steps,
    }
}
