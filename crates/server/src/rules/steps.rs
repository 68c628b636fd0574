//! A reckoning as people read it: each step a line with its figure, the due day last.

use law::calendar::RestKind;
use law::day::office_form;
use law::deadline::{Reckoning, Step};
use law::rulebook::{Direction, Unit};

use crate::web::i18n::Words;
use crate::web::ui::weekday_key;

/// One line of a reckoning.
pub struct StepLine {
    /// What was done.
    pub words: String,
    /// A smaller line under it.
    pub small: String,
    /// The figure or day on the right.
    pub figure: String,
    /// Is it the due day?
    pub last: bool,
}

impl StepLine {
    fn new(words: impl Into<String>, figure: impl Into<String>) -> Self {
        Self { words: words.into(), small: String::new(), figure: figure.into(), last: false }
    }

    fn under(mut self, small: impl Into<String>) -> Self {
        self.small = small.into();
        self
    }
}

/// The steps of a reckoning in the caller's language.
pub fn lines_of(reckoning: &Reckoning, w: &Words) -> Vec<StepLine> {
    reckoning.steps.iter().map(|step| line_of(step, w)).collect()
}

fn line_of(step: &Step, w: &Words) -> StepLine {
    match step {
        Step::DayZero { day } => StepLine::new(w.t("step-day-zero"), office_form(*day)).under(w.t("step-day-zero-why")),
        Step::Count { count, unit, direction } => {
            let key = match direction {
                Direction::After => "step-count-after",
                Direction::Before => "step-count-before",
            };
            StepLine::new(w.t(key), span(*count, *unit, w))
        }
        Step::SkippedWeekends { days } => StepLine::new(w.t("step-weekends"), w.n("span-day", *days)),
        Step::Skipped { from, to, days, name, kind, confirmed } => {
            let range = if from == to {
                office_form(*from)
            } else {
                format!("{} – {}", office_form(*from), office_form(*to))
            };
            let kind = match kind {
                RestKind::Weekend => "rest-weekend",
                RestKind::Holiday => "rest-holiday",
                RestKind::Compensatory => "rest-compensatory",
                RestKind::SwappedOff => "rest-swapped",
            };
            let line = StepLine::new(format!("{}: {name} ({range})", w.t(kind)), w.n("span-day", *days));
            if *confirmed { line } else { line.under(w.t("calendar-unconfirmed-day")) }
        }
        Step::WorkedSaturday { day, name } => {
            StepLine::new(w.s("step-worked-saturday", name.clone()), office_form(*day))
        }
        Step::Reached { day } => StepLine::new(w.s("step-reached", w.t(weekday_key(*day))), office_form(*day)),
        Step::MovedFromRest { from, to, why } => {
            let why = if why == "weekend" { w.t("rest-weekend").to_owned() } else { why.clone() };
            StepLine::new(w.st("step-moved", office_form(*from), why), office_form(*to))
        }
        Step::CalendarUnconfirmed { year } => StepLine::new(w.n("step-calendar-unconfirmed", *year), ""),
        Step::FixedDate { month, day } => StepLine::new(w.t("step-fixed-date"), format!("{day:02}/{month}")),
        Step::Due { day } => {
            StepLine { last: true, ..StepLine::new(w.s("step-due", w.t(weekday_key(*day))), office_form(*day)) }
        }
    }
}

/// “45 ngày làm việc”.
pub fn span(count: u32, unit: Unit, w: &Words) -> String {
    w.n(&format!("span-{}", unit.as_str()), count)
}
