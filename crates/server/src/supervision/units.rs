//! What each unit owes in a supervision, and how it came: its report asked for, received, sent back; its visit planned,
//! held, postponed; its comment on the draft. Planned and actual days are both kept; late is never stored.

use law::day::Day;
use law::role::Act as Deed;
use law::supervision::{Start, Way};
use serde::Deserialize;

use super::store::{self, SupervisionRow, UnitRow};
use super::{clocks, day_of_act, load_open, outline, write_step};
use crate::councils::store as councils;
use crate::db::act::Act;
use crate::followups::answering::Attached;
use crate::followups::recording::{LONGEST, read_day};
use crate::programme;
use crate::trouble::{FieldFault, Outcome, Trouble};

/// A unit as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewUnit {
    /// Bodies (ids, comma between).
    pub units: String,
    /// A name, where the unit is no body that the council knows.
    pub name: String,
    /// `visit` or `by_report`.
    pub way: String,
}

/// Something that is done with a unit, as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct UnitDeed {
    /// `ask`, `receive`, `send_back`, `plan_visit`, `visit`, `postpone`, `ask_comment`, `comment`, `replace`.
    pub deed: String,
    /// The day of it; empty means today.
    pub on: String,
    /// The day by which something is due.
    pub due: String,
    /// Words: a reason, a comment, minutes.
    pub words: String,
    /// Who was absent without the team's leave.
    pub absent: String,
    /// Where.
    pub place: String,
    /// The body that takes the unit's place after a merger (id).
    pub body: String,
}

/// Adds units to a supervision. Returns how many.
pub fn add(act: &mut Act, id: &str, new: &NewUnit) -> Outcome<usize> {
    let row = load_open(act, id, Deed::KeepSupervision)?;
    let council = councils::by_id(act.db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    let way = Way::read(if new.way.is_empty() { "visit" } else { &new.way })
        .ok_or_else(|| Trouble::field("way", "invalid-way", &new.way))?;
    let mut faults = Vec::new();
    let bodies = programme::named_units(act, &council, &new.units, &mut faults)?;
    faults.extend(FieldFault::too_long("name", &new.name, 300));
    if bodies.is_empty() && new.name.trim().is_empty() && faults.is_empty() {
        faults.push(FieldFault { field: "units", key: "invalid-units-missing", words: String::new() });
    }
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    let known = store::units(act.db, id)?;
    let mut added = 0;
    for body in &bodies {
        if known.iter().any(|unit| unit.body_id.as_ref() == Some(body)) {
            continue;
        }
        add_row(act, &row, Some(body), "", way.as_str())?;
        added += 1;
    }
    let name = words::nfc(new.name.trim());
    if !name.is_empty() {
        add_row(act, &row, None, &name, way.as_str())?;
        added += 1;
    }
    if added == 0 {
        return Err(Trouble::field("units", "invalid-units-known", ""));
    }
    write_step(act, id, None, "units_added", act.today, &added.to_string(), "")?;
    act.record(&row.council_id, "supervision_units_added", id, &serde_json::json!({ "units": added }))?;
    Ok(added)
}

/// The same without asking for a role or leaving an event: part of a larger act. Returns the unit's id.
pub fn add_row(act: &mut Act, row: &SupervisionRow, body: Option<&str>, name: &str, way: &str) -> Outcome<String> {
    let name = match body {
        Some(id) => councils::body(act.db, id)?.map(|body| body.name).unwrap_or_default(),
        None => name.to_owned(),
    };
    let unit = UnitRow {
        id: act.new_id(),
        supervision_id: row.id.clone(),
        body_id: body.map(str::to_owned),
        name,
        way: way.to_owned(),
        report: "not_asked".into(),
        asked_on: None,
        report_due: None,
        received_on: None,
        first_due: None,
        first_received_on: None,
        returns: 0,
        planned_on: None,
        visited_on: None,
        postponed_on: None,
        absent: String::new(),
        comment_asked_on: None,
        comment: String::new(),
        version: 1,
    };
    store::insert_unit(act.db, &unit)?;
    Ok(unit.id)
}

/// Does something with a unit. What the unit itself may do (send its report, comment on the draft) it may do here too.
pub fn carry_out(act: &mut Act, unit_id: &str, deed: &UnitDeed) -> Outcome<()> {
    carry_out_with(act, unit_id, deed, &[])
}

/// The same with the files that came along: the unit's report, minutes, photos.
pub fn carry_out_with(act: &mut Act, unit_id: &str, deed: &UnitDeed, attached: &[Attached]) -> Outcome<()> {
    let mut unit = store::unit(act.db, unit_id)?;
    let bodies: Vec<String> = unit.body_id.iter().cloned().collect();
    let row = store::by_id(act.db, &unit.supervision_id)?;
    let its_own = matches!(deed.deed.as_str(), "receive" | "comment");
    let mut deed = deed.clone();
    if its_own && keeps(act, &row).is_err() {
        act.may(Deed::SendUnitReport, &row.council_id, &bodies)?;
        // What a unit sends is dated by the day on which it comes, and only what was asked for.
        deed.on = String::new();
        if deed.deed == "receive" && unit.report()?.owed_by().is_none() {
            return Err(Trouble::field("deed", "invalid-report-not-asked", ""));
        }
    } else {
        keeps(act, &row)?;
    }
    let deed = &deed;
    row.stage()?.still_open()?;
    Trouble::too_long("words", &deed.words, LONGEST)?;
    Trouble::too_long("absent", &deed.absent, 600)?;
    Trouble::too_long("place", &deed.place, 300)?;
    let (on, value) = match deed.deed.as_str() {
        "ask" => ask(act, &row, &mut unit, deed)?,
        "receive" => receive(act, &row, &mut unit, deed)?,
        "send_back" => send_back(act, &row, &mut unit, deed)?,
        "plan_visit" => plan_visit(act, &row, &mut unit, deed)?,
        "notify" => notify(act, &row, &unit, deed)?,
        "visit" => visit(act, &row, &mut unit, deed)?,
        "postpone" => postpone(act, &row, &mut unit, deed)?,
        "ask_comment" => ask_comment(act, &mut unit, deed)?,
        "comment" => comment(act, &mut unit, deed)?,
        "replace" => replace(act, &row, &mut unit, deed)?,
        other => return Err(Trouble::field("deed", "invalid-step", other)),
    };
    store::save_unit(act.db, &mut unit)?;
    let paper = if deed.deed == "receive" { "unit_report" } else { "minutes" };
    for file in attached {
        outline::add_file_row(act, &row, unit_id, paper, on, &deed.place, file)?;
    }
    let kind = format!("unit_{}", deed.deed);
    write_step(act, &row.id, Some(unit_id), &kind, on, &value, &deed.words)?;
    let body = serde_json::json!({ "supervision": row.id, "deed": deed.deed, "on": on.to_string(), "value": value });
    act.record(&row.council_id, "supervision_unit", unit_id, &body)
}

fn keeps(act: &Act, row: &SupervisionRow) -> Outcome<()> {
    act.may(Deed::KeepSupervision, &row.council_id, &[])
}

/// A typed day in the future or the past, which must be there.
fn due_day(typed: &str, field: &'static str) -> Outcome<Day> {
    let mut faults = Vec::new();
    let day = read_day(typed, field, &mut faults);
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    day.ok_or_else(|| Trouble::field(field, "invalid-day-missing", ""))
}

/// Asks for the unit's report. Without a day of the plan's own, the rulebook's day before the visit is taken.
fn ask(act: &mut Act, row: &SupervisionRow, unit: &mut UnitRow, deed: &UnitDeed) -> Outcome<(Day, String)> {
    let on = day_of_act(act, &deed.on, "on")?;
    let by_rule = match (deed.due.trim().is_empty(), store::day(unit.planned_on.as_deref())) {
        (true, Some(visit)) => clocks::report_due_before(act, row, visit)?,
        _ => None,
    };
    let due = match &by_rule {
        Some(reckoning) => reckoning.due_on,
        None => due_day(&deed.due, "due")?,
    };
    if due < on {
        return Err(Trouble::field("due", "invalid-due-before-asked", law::day::office_form(due)));
    }
    unit.set_report(unit.report()?.ask(due)?);
    unit.asked_on = Some(on.to_string());
    if unit.first_due.is_none() {
        unit.first_due = Some(due.to_string());
    }
    clocks::meet(act, row, None, "outline", on)?;
    store::stop_clocks(act.db, &row.id, Some(&unit.id), "unit_report")?;
    clocks::start_given(act, row, &unit.id, "unit_report", due)?;
    Ok((on, due.to_string()))
}

fn receive(act: &mut Act, row: &SupervisionRow, unit: &mut UnitRow, deed: &UnitDeed) -> Outcome<(Day, String)> {
    let on = day_of_act(act, &deed.on, "on")?;
    if let Some(origin) = store::day(unit.asked_on.as_deref()).filter(|asked| on < *asked) {
        return Err(law::refusal::Refusal::BeforeItsOrigin { on, origin }.into());
    }
    unit.set_report(unit.report()?.receive(on)?);
    if unit.first_received_on.is_none() {
        unit.first_received_on = Some(on.to_string());
    }
    clocks::meet(act, row, Some(&unit.id), "unit_report", on)?;
    Ok((on, String::new()))
}

fn send_back(act: &mut Act, row: &SupervisionRow, unit: &mut UnitRow, deed: &UnitDeed) -> Outcome<(Day, String)> {
    let on = day_of_act(act, &deed.on, "on")?;
    let due = due_day(&deed.due, "due")?;
    unit.set_report(unit.report()?.send_back(&deed.words, due)?);
    unit.returns += 1;
    if unit.first_due.is_none() {
        unit.first_due = Some(due.to_string());
    }
    clocks::start_given(act, row, &unit.id, "unit_report", due)?;
    Ok((on, due.to_string()))
}

/// A working session is planned: the unit must be told in time.
fn plan_visit(act: &mut Act, row: &SupervisionRow, unit: &mut UnitRow, deed: &UnitDeed) -> Outcome<(Day, String)> {
    let visit = due_day(&deed.due, "due")?;
    unit.planned_on = Some(visit.to_string());
    unit.way = Way::Visit.as_str().into();
    unit.postponed_on = None;
    store::stop_clocks(act.db, &row.id, Some(&unit.id), "visit_notice")?;
    clocks::start(act, row, Some(&unit.id), Start::Visit, visit)?;
    Ok((act.today, visit.to_string()))
}

/// The unit was told the programme of the working session and who comes.
fn notify(act: &mut Act, row: &SupervisionRow, unit: &UnitRow, deed: &UnitDeed) -> Outcome<(Day, String)> {
    let on = day_of_act(act, &deed.on, "on")?;
    clocks::meet(act, row, Some(&unit.id), "visit_notice", on)?;
    Ok((on, String::new()))
}

fn visit(act: &mut Act, row: &SupervisionRow, unit: &mut UnitRow, deed: &UnitDeed) -> Outcome<(Day, String)> {
    let on = day_of_act(act, &deed.on, "on")?;
    if deed.words.trim().is_empty() {
        return Err(Trouble::field("words", "invalid-minutes-missing", ""));
    }
    unit.visited_on = Some(on.to_string());
    unit.absent = words::nfc(deed.absent.trim());
    store::stop_clocks(act.db, &row.id, Some(&unit.id), "visit_notice")?;
    Ok((on, words::nfc(deed.place.trim())))
}

/// The visit is put off; the report stays due.
fn postpone(act: &mut Act, row: &SupervisionRow, unit: &mut UnitRow, deed: &UnitDeed) -> Outcome<(Day, String)> {
    if deed.words.trim().is_empty() {
        return Err(Trouble::field("words", "invalid-reason-missing", ""));
    }
    let on = day_of_act(act, &deed.on, "on")?;
    unit.postponed_on = Some(on.to_string());
    let before = unit.planned_on.take().unwrap_or_default();
    store::stop_clocks(act.db, &row.id, Some(&unit.id), "visit_notice")?;
    if !deed.due.trim().is_empty() {
        let visit = due_day(&deed.due, "due")?;
        unit.planned_on = Some(visit.to_string());
        clocks::start(act, row, Some(&unit.id), Start::Visit, visit)?;
    }
    Ok((on, before))
}

fn ask_comment(act: &mut Act, unit: &mut UnitRow, deed: &UnitDeed) -> Outcome<(Day, String)> {
    let on = day_of_act(act, &deed.on, "on")?;
    unit.comment_asked_on = Some(on.to_string());
    Ok((on, String::new()))
}

fn comment(act: &mut Act, unit: &mut UnitRow, deed: &UnitDeed) -> Outcome<(Day, String)> {
    if deed.words.trim().is_empty() {
        return Err(Trouble::field("words", "invalid-comment-missing", ""));
    }
    if unit.comment_asked_on.is_none() {
        return Err(Trouble::field("words", "invalid-comment-not-asked", ""));
    }
    unit.comment = words::nfc(deed.words.trim());
    Ok((day_of_act(act, &deed.on, "on")?, String::new()))
}

/// A unit that was merged between plan and visit: another takes its place, and the earlier name stays in the history.
fn replace(act: &mut Act, row: &SupervisionRow, unit: &mut UnitRow, deed: &UnitDeed) -> Outcome<(Day, String)> {
    let council = councils::by_id(act.db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    let mut faults = Vec::new();
    let bodies = programme::named_units(act, &council, &deed.body, &mut faults)?;
    let Some(body) = bodies.first().filter(|_| faults.is_empty()) else {
        return Err(Trouble::field("body", "invalid-unit-unknown", ""));
    };
    if deed.words.trim().is_empty() {
        return Err(Trouble::field("words", "invalid-reason-missing", ""));
    }
    if store::units(act.db, &row.id)?.iter().any(|other| other.body_id.as_ref() == Some(body)) {
        return Err(Trouble::field("body", "invalid-units-known", ""));
    }
    let before = unit.name.clone();
    unit.name = councils::body(act.db, body)?.map(|body| body.name).unwrap_or_default();
    unit.body_id = Some(body.clone());
    Ok((day_of_act(act, &deed.on, "on")?, before))
}
