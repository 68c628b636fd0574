//! How is a period counted, step by step?
//!
//! Working-day periods pass over rest days one by one and end on a working day by themselves.
//! Periods in days or months are counted on the bare calendar, and only their end may move.
//! Nothing here knows rules, citations or kinds of duty.

use crate::calendar::{Calendar, RestKind, WEEKEND, tomorrow, yesterday};
use crate::day::Day;
use crate::deadline::Step;
use crate::rulebook::{Direction, FixedDate, Unit};

/// The end of a count and the way there.
pub(super) struct Counted {
    /// Where the count ends.
    pub due_on: Day,
    /// The way there.
    pub steps: Vec<Step>,
}

/// Counts a period whose end moves off a rest day.
pub(super) fn moving_off_rest(
    count: u32,
    unit: Unit,
    direction: Direction,
    started_on: Day,
    calendar: &Calendar,
) -> Counted {
    let mut steps = opening(count, unit, direction, started_on);
    let reached = match unit {
        Unit::WorkingDay => pass_working_days(count, direction, started_on, calendar, &mut steps),
        Unit::Day | Unit::Month => bare_end(count, unit, direction, started_on),
    };
    let counts_from = match unit {
        Unit::WorkingDay => started_on,
        Unit::Day | Unit::Month => reached,
    };
    if unit != Unit::WorkingDay {
        steps.push(Step::Reached { day: reached });
    }
    let due_on = off_rest(reached, direction, calendar, &mut steps);
    close(counts_from, due_on, calendar, steps)
}

/// Counts a period whose end stays where it falls.
pub(super) fn without_moving(
    count: u32,
    unit: Unit,
    direction: Direction,
    started_on: Day,
    calendar: &Calendar,
) -> Counted {
    match unit {
        Unit::WorkingDay => moving_off_rest(count, unit, direction, started_on, calendar),
        Unit::Day | Unit::Month => {
            let mut steps = opening(count, unit, direction, started_on);
            let due_on = bare_end(count, unit, direction, started_on);
            steps.push(Step::Reached { day: due_on });
            steps.push(Step::Due { day: due_on });
            Counted { due_on, steps }
        }
    }
}

/// Finds a fixed date in the year before the programme year.
pub(super) fn fixed(date: FixedDate, programme_day: Day, direction: Direction, calendar: &Calendar) -> Counted {
    let year = programme_day.year().saturating_sub(1);
    let reached = Day::new(year, date.month, date.day).unwrap_or(programme_day);
    let mut steps = vec![Step::FixedDate { month: date.month, day: date.day }, Step::Reached { day: reached }];
    let due_on = off_rest(reached, direction, calendar, &mut steps);
    close(reached, due_on, calendar, steps)
}

fn opening(count: u32, unit: Unit, direction: Direction, started_on: Day) -> Vec<Step> {
    vec![Step::DayZero { day: started_on }, Step::Count { count, unit, direction }]
}

fn bare_end(count: u32, unit: Unit, direction: Direction, started_on: Day) -> Day {
    let count = i64::from(count);
    let span = match unit {
        Unit::Day | Unit::WorkingDay => jiff::Span::new().try_days(count),
        Unit::Month => jiff::Span::new().try_months(count),
    };
    // The rulebook admits no count that leaves the calendar; a span handed in by a caller stops
    // at its edge.
    match (span, direction) {
        (Ok(span), Direction::After) => started_on.saturating_add(span),
        (Ok(span), Direction::Before) => started_on.saturating_sub(span),
        (Err(_), Direction::After) => Day::MAX,
        (Err(_), Direction::Before) => Day::MIN,
    }
}

fn off_rest(reached: Day, direction: Direction, calendar: &Calendar, steps: &mut Vec<Step>) -> Day {
    let Some(rest) = calendar.rest(reached) else {
        return reached;
    };
    let to = match direction {
        Direction::After => calendar.next_working(reached),
        Direction::Before => calendar.previous_working(reached),
    };
    steps.push(Step::MovedFromRest { from: reached, to, why: rest.name });
    to
}

fn pass_working_days(
    count: u32,
    direction: Direction,
    started_on: Day,
    calendar: &Calendar,
    steps: &mut Vec<Step>,
) -> Day {
    let step = match direction {
        Direction::After => tomorrow,
        Direction::Before => yesterday,
    };
    let mut passed = Passed::default();
    let mut day = started_on;
    let mut counted = 0;
    while counted < count && step(day) != day {
        day = step(day);
        if calendar.is_working(day) {
            counted += 1;
            passed.work(day, calendar);
        } else {
            passed.rest(day, calendar);
        }
    }
    passed.report(steps);
    day
}

/// What a count of working days passes on its way.
#[derive(Default)]
struct Passed {
    weekends: u32,
    runs: Vec<Step>,
}

impl Passed {
    fn work(&mut self, day: Day, calendar: &Calendar) {
        if let Some(name) = calendar.worked_instead(day) {
            self.runs.push(Step::WorkedSaturday { day, name });
        }
    }

    fn rest(&mut self, day: Day, calendar: &Calendar) {
        let Some(rest) = calendar.rest(day) else {
            return;
        };
        if rest.kind == RestKind::Weekend && rest.name == WEEKEND {
            self.weekends += 1;
            return;
        }
        if let Some(Step::Skipped { from, to, days, name, kind, confirmed }) = self.runs.last_mut()
            && *name == rest.name
            && *kind == rest.kind
            && *confirmed == rest.confirmed
            && (tomorrow(*to) == day || tomorrow(day) == *from)
        {
            *from = day.min(*from);
            *to = day.max(*to);
            *days += 1;
            return;
        }
        self.runs.push(Step::Skipped {
            from: day,
            to: day,
            days: 1,
            name: rest.name,
            kind: rest.kind,
            confirmed: rest.confirmed,
        });
    }

    fn report(self, steps: &mut Vec<Step>) {
        if self.weekends > 0 {
            steps.push(Step::SkippedWeekends { days: self.weekends });
        }
        steps.extend(self.runs);
    }
}

/// Names the years whose calendar the outcome hangs on, then the due day.
fn close(from: Day, due_on: Day, calendar: &Calendar, mut steps: Vec<Step>) -> Counted {
    let years = from.year().min(due_on.year())..=from.year().max(due_on.year());
    steps.extend(years.filter(|year| !calendar.is_confirmed(*year)).map(|year| Step::CalendarUnconfirmed { year }));
    steps.push(Step::Due { day: due_on });
    Counted { due_on, steps }
}
