//! Clocks of the steps of a supervision: which rules an event starts, which act meets them, and what the law of that day
//! said. A clock that was started under an earlier law stays as it was reckoned; the page says so.

use law::day::Day;
use law::deadline::{Reckoning, reckon};
use law::rulebook::Rule;
use law::supervision::{Start, UNIT_REPORT, clocks as started_clocks};

use super::store::{self, ClockRow, SupervisionRow};
use crate::councils::store as councils;
use crate::db::act::Act;
use crate::programme;
use crate::trouble::{Outcome, Trouble};

/// The steps that have clocks, as words that the locale files name (`clock-…`).
pub const STEPS: &[&str] = &["outline", "visit_notice", "unit_report", "report", "consider"];

/// The step that a rule started by an event is for.
fn step_of(start: Start, rule: &Rule) -> &'static str {
    match start {
        Start::Established => "outline",
        Start::Visit if rule.id == UNIT_REPORT => "unit_report",
        Start::Visit => "visit_notice",
        Start::Ended => "report",
        Start::Reported => "consider",
    }
}

/// Starts the clocks of an event. A unit's report has its own day (`units::ask`) and is proposed, not started, here.
pub fn start(act: &mut Act, row: &SupervisionRow, unit_id: Option<&str>, start: Start, on: Day) -> Outcome<()> {
    // Reviews of reports, questioning and the like have no team, and so none of a team's clocks.
    if !act.app.law.rulebook.form(&row.form).is_some_and(|form| form.has_team) {
        return Ok(());
    }
    let council = councils::by_id(act.db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    let level = programme::level_of(&council)?;
    let reckoned: Vec<(&'static str, Reckoning)> =
        started_clocks(&act.app.law.rulebook, start, row.supervisor(), level, on)
            .into_iter()
            .map(|rule| (step_of(start, rule), reckon(rule, on, &act.app.law.calendar)))
            .filter(|(step, _)| *step != "unit_report")
            .collect();
    for (step, reckoning) in reckoned {
        insert(act, row, unit_id, step, &reckoning)?;
    }
    Ok(())
}

/// The day before a working session by which a unit's report is due, where a rule says one.
pub fn report_due_before(act: &mut Act, row: &SupervisionRow, visit: Day) -> Outcome<Option<Reckoning>> {
    let council = councils::by_id(act.db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    let level = programme::level_of(&council)?;
    Ok(started_clocks(&act.app.law.rulebook, Start::Visit, row.supervisor(), level, visit)
        .into_iter()
        .find(|rule| rule.id == UNIT_REPORT)
        .map(|rule| reckon(rule, visit, &act.app.law.calendar)))
}

/// A clock with the day that an office set itself.
pub fn start_given(act: &mut Act, row: &SupervisionRow, unit_id: &str, step: &str, due: Day) -> Outcome<()> {
    let reckoning = crate::followups::due::given(due, act.today);
    insert(act, row, Some(unit_id), step, &reckoning)
}

fn insert(
    act: &mut Act,
    row: &SupervisionRow,
    unit_id: Option<&str>,
    step: &str,
    reckoning: &Reckoning,
) -> Outcome<()> {
    let clock = ClockRow {
        id: act.new_id(),
        council_id: row.council_id.clone(),
        supervision_id: row.id.clone(),
        unit_id: unit_id.map(str::to_owned),
        step: step.to_owned(),
        rule: reckoning.rule.clone(),
        started_on: reckoning.started_on.to_string(),
        due_on: reckoning.due_on.to_string(),
        reckoning: serde_json::to_string(reckoning)?,
        set_by: act.member.name.clone(),
        met_on: None,
        open_on: Some(reckoning.due_on.to_string()),
    };
    store::insert_clock(act.db, &clock)
}

/// The act that a clock waits for was done.
pub fn meet(act: &mut Act, row: &SupervisionRow, unit_id: Option<&str>, step: &str, on: Day) -> Outcome<usize> {
    store::meet_clocks(act.db, &row.id, unit_id, step, &on.to_string())
}

/// Nothing is owed in this supervision any more.
pub fn stop_all(act: &mut Act, row: &SupervisionRow) -> Outcome<()> {
    for step in STEPS {
        store::stop_clocks(act.db, &row.id, None, step)?;
    }
    Ok(())
}
