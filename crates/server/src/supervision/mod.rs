//! Supervisions: of any form, from the plan to the conclusion, with team, units, outline, papers and findings.
//!
//! Verbs are split by ability: here a supervision is opened and moved from stage to stage; `team` keeps its people,
//! `units` what each unit owes, `outline` questions, findings and papers, `concluding` turns recommendations into
//! follow-ups, `clocks` starts what the law counts, `scope` weighs the work against the team, `cooperation` counts how
//! units cooperated. Law: Luật 87/2015/QH13, Điều 57–89; Luật 121/2025/QH15 from 1 March 2026.

pub mod api;
pub mod clocks;
pub mod concluding;
pub mod cooperation;
pub mod cooperation_pages;
pub mod cooperation_sheet;
pub mod notices;
pub mod outline;
pub mod pages;
pub mod scope;
pub mod splitting;
pub mod store;
pub mod team;
pub mod units;
pub mod view;

use law::day::Day;
use law::refusal::Refusal;
use law::role::Act as Deed;
use law::supervision::{Link, Stage, Start};
use serde::Deserialize;
use store::{StepRow, SupervisionRow};

use crate::councils::store::{self as councils, CouncilRow};
use crate::db::act::Act;
use crate::followups::recording::{LONGEST, read_day};
use crate::programme;
use crate::trouble::{FieldFault, Outcome, Trouble};

/// Most letters of a title or of a line of facts.
const LONGEST_LINE: usize = 600;
/// Units that one supervision opens with at the most.
const MOST_UNITS: usize = 400;

/// A supervision as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewSupervision {
    /// The item of the programme that it carries out: fills everything that is left empty.
    pub item: String,
    /// Who supervises: id of a body of the council; empty means the council itself.
    pub by: String,
    /// `GS-01` to `GS-12`.
    pub form: String,
    /// The topic, as the plan words it.
    pub title: String,
    /// A short name for lists.
    pub short_name: String,
    /// The period that is looked at.
    pub period: String,
    /// The area.
    pub area: String,
    /// Fields of work.
    pub fields: String,
    /// The person who answers, in questioning and explanation.
    pub person: String,
    /// Bodies to be supervised (ids, comma between).
    pub units: String,
    /// Those of them that are supervised by report (ids, comma between).
    pub by_report: String,
    /// First planned day.
    pub planned_from: String,
    /// Last planned day.
    pub planned_to: String,
    /// An earlier supervision (id).
    pub earlier: String,
    /// `resupervision`, `follow_up`, `repetition`.
    pub link: String,
    /// Marks of councils that supervise together with this one (comma between).
    pub together: String,
}

/// A step from stage to stage, as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Stepping {
    /// `establish`, `end`, `report`, `drop`.
    pub step: String,
    /// The day; empty means today.
    pub on: String,
    /// Number and symbol of the paper.
    pub symbol: String,
    /// Words: the reason where it is dropped.
    pub words: String,
}

/// Opens a supervision, from an item of the programme or on its own. Returns its id.
pub fn open(act: &mut Act, mark: &str, new: &NewSupervision) -> Outcome<String> {
    let council = councils::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::KeepSupervision, &council.id, &[])?;
    if new.link == Link::Resupervision.as_str() {
        act.may(Deed::OpenResupervision, &council.id, &[])?;
    }
    let new = filled(act, &council, new)?;
    let (row, units) = checked(act, &council, &new)?;
    let joint = joint_councils(act, &council, &new.together)?;
    store::insert(act.db, &row)?;
    for other in &joint {
        store::insert_joint(act.db, &row.id, &other.id)?;
    }
    let by_report: Vec<&str> = new.by_report.split(',').map(str::trim).collect();
    for body in units {
        let way = if by_report.contains(&body.as_str()) { "by_report" } else { "visit" };
        units::add_row(act, &row, Some(&body), "", way)?;
    }
    let again = take_undone(act, &row)?;
    write_step(act, &row.id, None, "opened", act.today, "", &row.title.clone())?;
    let body = serde_json::json!({
        "form": row.form, "item": row.item_id, "earlier": row.earlier_id, "taken_again": again,
    });
    act.record(&council.id, "supervision_opened", &row.id, &body)?;
    Ok(row.id)
}

/// A re-supervision opens with every follow-up of the earlier one that was not judged done. Returns how many.
fn take_undone(act: &mut Act, row: &SupervisionRow) -> Outcome<usize> {
    let again = row.earlier_link.as_deref() == Some(Link::Resupervision.as_str());
    let Some(earlier) = row.earlier_id.as_deref().filter(|_| again) else { return Ok(0) };
    let undone: Vec<_> = store::followups_of(act.db, earlier)?
        .into_iter()
        .filter(|followup| followup.verdict.as_deref() != Some("done") && followup.council_id == row.council_id)
        .collect();
    for followup in &undone {
        store::insert_followup(act.db, &row.id, &followup.id, None)?;
        crate::followups::write_deed(act, &followup.id, "resupervised", &row.id, &row.title)?;
    }
    Ok(undone.len())
}

/// What an item of the programme, or an earlier supervision, already says.
fn filled(act: &mut Act, council: &CouncilRow, new: &NewSupervision) -> Outcome<NewSupervision> {
    let mut new = new.clone();
    let fill = |field: &mut String, from: &str| {
        if field.trim().is_empty() {
            from.clone_into(field);
        }
    };
    if !new.item.trim().is_empty() {
        let item = programme::store::item(act.db, new.item.trim())?;
        if item.council_id != council.id {
            return Err(Trouble::NotFound);
        }
        if !item.stands() {
            return Err(Trouble::field("item", "invalid-item-not-standing", item.title));
        }
        if programme::is_under_way(act, &item.id)? {
            return Err(Trouble::field("item", "invalid-item-opened", item.title));
        }
        let programme = programme::store::by_id(act.db, &item.programme_id)?;
        let units: Vec<String> = programme::store::units_of(act.db, std::slice::from_ref(&item.id))?
            .into_iter()
            .map(|(_, body, _)| body)
            .collect();
        fill(&mut new.by, programme.body_id.as_deref().unwrap_or_default());
        for (field, from) in [
            (&mut new.form, &item.form),
            (&mut new.title, &item.title),
            (&mut new.short_name, &item.short_name),
            (&mut new.period, &item.period),
            (&mut new.area, &item.area),
        ] {
            fill(field, from);
        }
        fill(&mut new.units, &units.join(","));
        fill(&mut new.planned_from, item.starts_on.as_deref().unwrap_or_default());
        fill(&mut new.planned_to, item.ends_on.as_deref().unwrap_or_default());
    }
    if !new.earlier.trim().is_empty() {
        let earlier = store::by_id(act.db, new.earlier.trim())?;
        if !view::sees(act.db, act.member, &earlier)? {
            return Err(Trouble::NotFound);
        }
        fill(&mut new.title, &earlier.title);
        let again = act.app.law.rulebook.forms.iter().find(|form| form.supervises_again);
        let form = again.filter(|_| new.link == Link::Resupervision.as_str()).map_or(&earlier.form, |form| &form.id);
        fill(&mut new.form, form);
        fill(&mut new.area, &earlier.area);
    }
    Ok(new)
}

fn checked(act: &mut Act, council: &CouncilRow, new: &NewSupervision) -> Outcome<(SupervisionRow, Vec<String>)> {
    let mut faults = Vec::new();
    if new.title.trim().is_empty() {
        faults.push(FieldFault { field: "title", key: "invalid-topic-missing", words: String::new() });
    }
    for (field, text) in [
        ("title", &new.title),
        ("period", &new.period),
        ("area", &new.area),
        ("fields", &new.fields),
        ("person", &new.person),
    ] {
        faults.extend(FieldFault::too_long(field, text, LONGEST_LINE));
    }
    faults.extend(FieldFault::too_long("short_name", &new.short_name, 60));
    let first = read_day(&new.planned_from, "planned_from", &mut faults);
    let last = read_day(&new.planned_to, "planned_to", &mut faults).or(first);
    if let (Some(first), Some(last)) = (first, last)
        && last < first
    {
        let words = law::day::office_form(last);
        faults.push(FieldFault { field: "planned_to", key: "invalid-span-reversed", words });
    }
    let units = programme::named_units(act, council, &new.units, &mut faults)?;
    if units.len() > MOST_UNITS {
        faults.push(FieldFault { field: "units", key: "invalid-too-many", words: MOST_UNITS.to_string() });
    }
    let link = Link::read(&new.link);
    if link.is_none() && !new.link.is_empty() {
        faults.push(FieldFault { field: "link", key: "invalid-link", words: new.link.clone() });
    }
    let earlier = match new.earlier.trim() {
        "" => None,
        id => Some(store::by_id(act.db, id)?),
    };
    let (body_id, kind) = match programme::supervising_body(act, council, &new.by) {
        Ok(found) => found,
        Err(Trouble::Invalid(more)) => {
            faults.extend(more);
            return Err(Trouble::Invalid(faults));
        }
        Err(other) => return Err(other),
    };
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    let on = first.unwrap_or(act.today);
    let item_year = match new.item.trim() {
        "" => None,
        item => Some(programme::store::item(act.db, item)?.year),
    };
    programme::form_allowed(act, &new.form, kind, council, on)?;
    let title = words::nfc(new.title.trim());
    let mut row = SupervisionRow {
        id: act.new_id(),
        council_id: council.id.clone(),
        body_id,
        by_kind: kind.as_str().into(),
        form: new.form.trim().to_owned(),
        short_name: programme::short_name(&new.short_name, &title),
        period: words::nfc(new.period.trim()),
        area: words::nfc(new.area.trim()),
        fields: words::nfc(new.fields.trim()),
        person: words::nfc(new.person.trim()),
        // A supervision belongs to the year whose programme it carries out, whenever it begins.
        year: item_year.unwrap_or(i64::from(on.year())),
        stage: "planned".into(),
        stage_on: None,
        planned_from: first.map(|day| day.to_string()),
        planned_to: last.map(|day| day.to_string()),
        established_on: None,
        ended_on: None,
        reported_on: None,
        concluded_on: None,
        result: String::new(),
        earlier_link: earlier.as_ref().map(|_| link.unwrap_or(Link::FollowUp).as_str().to_owned()),
        earlier_id: earlier.map(|row| row.id),
        item_id: Some(new.item.trim().to_owned()).filter(|id| !id.is_empty()),
        source: String::new(),
        like_key: words::like_key(&title),
        title,
        sort_day: String::new(),
        taken_from: None,
        recorded_at: act.stamp(),
        version: 1,
    };
    row.set_sort_day();
    Ok((row, units))
}

/// Councils that supervise together: those directly above or below.
fn joint_councils(act: &mut Act, council: &CouncilRow, marks: &str) -> Outcome<Vec<CouncilRow>> {
    let mut joint = Vec::new();
    for mark in marks.split(',').map(str::trim).filter(|mark| !mark.is_empty()) {
        let other = councils::by_mark(act.db, mark)?
            .filter(|other| {
                other.upper_id.as_ref() == Some(&council.id) || council.upper_id.as_ref() == Some(&other.id)
            })
            .ok_or_else(|| Trouble::field("together", "invalid-together", mark))?;
        if !joint.iter().any(|known: &CouncilRow| known.id == other.id) {
            joint.push(other);
        }
    }
    Ok(joint)
}

/// Loads a supervision and asks the law whether this member may do the deed on it.
pub fn load_for(act: &mut Act, id: &str, deed: Deed) -> Outcome<SupervisionRow> {
    let row = store::by_id(act.db, id)?;
    act.may(deed, &row.council_id, &[])?;
    Ok(row)
}

/// The same, of one that still takes something.
pub fn load_open(act: &mut Act, id: &str, deed: Deed) -> Outcome<SupervisionRow> {
    let row = load_for(act, id, deed)?;
    row.stage()?.still_open()?;
    Ok(row)
}

/// A supervision goes from stage to stage; its clocks are met and started.
pub fn step(act: &mut Act, id: &str, stepping: &Stepping) -> Outcome<()> {
    let mut row = load_for(act, id, Deed::KeepSupervision)?;
    let on = day_of_act(act, &stepping.on, "on")?;
    Trouble::too_long("words", &stepping.words, LONGEST)?;
    Trouble::too_long("symbol", &stepping.symbol, 60)?;
    let stage = row.stage()?;
    let (next, paper) = match stepping.step.as_str() {
        "establish" => (stage.establish(on)?, Some("decision")),
        "end" => (stage.end(on)?, None),
        "report" => (stage.report(on)?, Some("report")),
        "drop" => {
            if stepping.words.trim().is_empty() {
                return Err(Refusal::ReasonMissing.into());
            }
            (stage.drop_it(on)?, None)
        }
        other => return Err(Trouble::field("step", "invalid-step", other)),
    };
    row.set_stage(next);
    store::save(act.db, &mut row)?;
    if let Some(kind) = paper.filter(|_| !stepping.symbol.trim().is_empty()) {
        outline::add_paper_row(act, &row, kind, &stepping.symbol, Some(on), "")?;
    }
    match next {
        Stage::Established { .. } => clocks::start(act, &row, None, Start::Established, on)?,
        Stage::Ended { .. } => clocks::start(act, &row, None, Start::Ended, on)?,
        Stage::Reported { .. } => {
            clocks::meet(act, &row, None, "report", on)?;
            clocks::start(act, &row, None, Start::Reported, on)?;
        }
        Stage::Dropped { .. } => clocks::stop_all(act, &row)?,
        Stage::Planned | Stage::Concluded { .. } => {}
    }
    write_step(act, &row.id, None, next.as_str(), on, stepping.symbol.trim(), &stepping.words)?;
    let body = serde_json::json!({ "stage": row.stage, "on": on.to_string() });
    act.record(&row.council_id, "supervision_stepped", &row.id, &body)
}

/// The typed day of something that happened; empty means today, the future is refused.
pub fn day_of_act(act: &Act, typed: &str, field: &'static str) -> Outcome<Day> {
    let mut faults = Vec::new();
    let on = read_day(typed, field, &mut faults).unwrap_or(act.today);
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    if on > act.today {
        return Err(Refusal::InTheFuture { on }.into());
    }
    Ok(on)
}

/// Writes a line of a supervision's own history.
pub fn write_step(
    act: &mut Act,
    id: &str,
    unit_id: Option<&str>,
    kind: &str,
    on: Day,
    value: &str,
    words: &str,
) -> Outcome<()> {
    let row = StepRow {
        id: act.new_id(),
        supervision_id: id.to_owned(),
        unit_id: unit_id.map(str::to_owned),
        kind: kind.to_owned(),
        on_day: on.to_string(),
        at: act.stamp(),
        by_name: act.member.name.clone(),
        value: value.to_owned(),
        words: words::nfc(words.trim()),
    };
    store::insert_step(act.db, &row)
}
