//! Due days: how words become a day, who turned them, and why that day.
//!
//! A day may be given, or reckoned from a span; either way a deadline row keeps the reckoning, and an earlier one stays
//! in the history. Words that no calendar can follow stay words: "chưa có thời hạn" is itself a finding.

use law::day::Day;
use law::deadline::{Reckoning, Span, Step, reckon, reckon_span};
use law::followup::DueKind;
use law::role::Act as Deed;
use law::rulebook::{Confidence, Direction, Unit};
use serde::Deserialize;
use words::TimeWords;

use super::store::{self, DeadlineRow, FollowupRow};
use super::{load_for, write_deed};
use crate::db::act::Act;
use crate::trouble::{FieldFault, Outcome, Trouble};

/// A due day as asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DueAsked {
    /// This day.
    Day(Day),
    /// A span from a day.
    Span {
        /// How many.
        count: u32,
        /// Of what.
        unit: Unit,
        /// Day zero.
        from: Day,
    },
}

/// A change of the due day as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewDue {
    /// The day.
    pub due_on: String,
    /// Or a span: how many…
    pub due_count: String,
    /// … and of what…
    pub due_unit: String,
    /// … from this day; empty means the day of the paper.
    pub from: String,
    /// Why: the paper that moves it, or how the words were read.
    pub reason: String,
}

/// Reads the day or span that was typed.
pub fn asked(
    due_on: &str,
    count: &str,
    unit: &str,
    from: Option<Day>,
    faults: &mut Vec<FieldFault>,
) -> Option<DueAsked> {
    if let Some(day) = super::recording::read_day(due_on, "due_on", faults) {
        return Some(DueAsked::Day(day));
    }
    if count.trim().is_empty() {
        return None;
    }
    let number = count.trim().parse::<u32>().ok().filter(|count| (1..=1000).contains(count));
    match (number, unit_named(unit), from) {
        (Some(count), Some(unit), Some(from)) => Some(DueAsked::Span { count, unit, from }),
        (None, _, _) => {
            faults.push(FieldFault { field: "due_count", key: "invalid-count", words: count.to_owned() });
            None
        }
        (_, None, _) => {
            faults.push(FieldFault { field: "due_unit", key: "invalid-unit", words: unit.to_owned() });
            None
        }
        (_, _, None) => {
            faults.push(FieldFault { field: "source_on", key: "invalid-span-start", words: String::new() });
            None
        }
    }
}

fn unit_named(word: &str) -> Option<Unit> {
    match word.trim() {
        "" | "day" => Some(Unit::Day),
        "working_day" => Some(Unit::WorkingDay),
        "month" => Some(Unit::Month),
        _ => None,
    }
}

/// What the published words say about time, given the day that was asked for.
pub fn kind_of(due_words: &str, asked: Option<&DueAsked>) -> DueKind {
    match words::time_words(due_words) {
        TimeWords::Event { .. } => DueKind::Event,
        TimeWords::Rhythm { .. } => DueKind::Rhythm,
        TimeWords::Vague { .. } => DueKind::Vague,
        TimeWords::Day { .. } | TimeWords::Period { .. } => DueKind::Day,
        TimeWords::ImpossibleDay { .. } | TimeWords::None if asked.is_some() => DueKind::Day,
        TimeWords::ImpossibleDay { .. } => DueKind::Vague,
        TimeWords::None if due_words.trim().is_empty() => DueKind::None,
        TimeWords::None => DueKind::Vague,
    }
}

/// The deadline row of a due day.
pub fn reckoned(act: &Act, row: &FollowupRow, asked: &DueAsked) -> Outcome<DeadlineRow> {
    let reckoning = match asked {
        DueAsked::Day(day) => given(*day, row.source_day().unwrap_or(act.today)),
        DueAsked::Span { count, unit, from } => {
            let span = Span {
                count: *count,
                unit: *unit,
                direction: Direction::After,
                rule: None,
                citation: row.source.clone(),
                confidence: Confidence::Verified,
                source: None,
            };
            reckon_span(&span, *from, &act.app.law.calendar)
        }
    };
    if row.source_day().is_some_and(|laid_down| reckoning.due_on < laid_down) {
        return Err(Trouble::field("due_on", "invalid-due-before-source", law::day::office_form(reckoning.due_on)));
    }
    deadline(act, row, "due", &reckoning)
}

/// A day that the paper itself names: nothing is counted and nothing is moved.
pub fn given(day: Day, from: Day) -> Reckoning {
    Reckoning {
        rule: String::new(),
        edition: 0,
        started_on: from,
        due_on: day,
        unit: Unit::Day,
        count: 0,
        direction: Direction::After,
        citation: String::new(),
        confidence: Confidence::Verified,
        confirmed: true,
        steps: vec![Step::Due { day }],
    }
}

/// A deadline row from a reckoning.
pub fn deadline(act: &Act, row: &FollowupRow, kind: &str, reckoning: &Reckoning) -> Outcome<DeadlineRow> {
    let due_on = reckoning.due_on.to_string();
    Ok(DeadlineRow {
        id: act.new_id(),
        council_id: row.council_id.clone(),
        followup_id: row.id.clone(),
        kind: kind.into(),
        rule: reckoning.rule.clone(),
        started_on: reckoning.started_on.to_string(),
        open_on: Some(due_on.clone()),
        due_on,
        reckoning: serde_json::to_string(reckoning)?,
        set_by: act.member.name.clone(),
        reason: String::new(),
        created_at: act.stamp(),
        met_on: None,
        superseded_at: None,
    })
}

/// Sets or moves the due day; the earlier one stays in the history with the reason.
pub fn set_due(act: &mut Act, number: &str, new: &NewDue) -> Outcome<Day> {
    let mut row = load_for(act, number, Deed::SetDue)?;
    row.still_open(act.today)?;
    let mut faults = Vec::new();
    let from = super::recording::read_day(&new.from, "from", &mut faults).or(row.source_day());
    let asked = asked(&new.due_on, &new.due_count, &new.due_unit, from, &mut faults);
    Trouble::too_long("reason", &new.reason, super::recording::LONGEST)?;
    if new.reason.trim().is_empty() {
        faults.push(FieldFault { field: "reason", key: "invalid-reason-missing", words: String::new() });
    }
    let Some(asked) = asked.filter(|_| faults.is_empty()) else {
        if faults.is_empty() {
            faults.push(FieldFault { field: "due_on", key: "invalid-day-missing", words: String::new() });
        }
        return Err(Trouble::Invalid(faults));
    };
    let mut deadline = reckoned(act, &row, &asked)?;
    deadline.reason = words::nfc(new.reason.trim());
    let due_on: Day = deadline.due_on.parse().map_err(|_| Trouble::Fault("a due day that is no day".into()))?;
    let before = row.due_on.clone();
    row.set_due(Some(due_on));
    row.due_by = Some(act.member.name.clone());
    store::save(act.db, &mut row)?;
    let stamp = act.stamp();
    store::supersede_deadlines(act.db, &row.id, "due", &stamp)?;
    store::insert_deadline(act.db, &deadline)?;
    write_deed(act, &row.id, "due_set", &deadline.due_on, &new.reason)?;
    let body = serde_json::json!({ "before": before, "due": deadline.due_on });
    act.record(&row.council_id, "due_set", &row.id, &body)?;
    Ok(due_on)
}

/// The deadline that a rule of the rulebook sets on a follow-up from today.
pub fn by_rule(act: &Act, row: &FollowupRow, kind: &str, rule: &str) -> Outcome<DeadlineRow> {
    let rule = act
        .app
        .law
        .rulebook
        .in_force(rule, act.today)
        .map_err(|_| Trouble::field("rule", "invalid-rule-not-in-force", rule))?;
    deadline(act, row, kind, &reckon(rule, act.today, &act.app.law.calendar))
}
