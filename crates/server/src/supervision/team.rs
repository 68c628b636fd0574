//! The team of a supervision: who leads, who takes part, from when to when, and what else each has to do in those days.

use law::role::Act as Deed;
use law::supervision::Part;
use serde::Deserialize;

use super::store::{self, DutyRow, MemberRow};
use super::{load_open, write_step};
use crate::councils::store as councils;
use crate::db::act::Act;
use crate::followups::recording::read_day;
use crate::trouble::{FieldFault, Outcome, Trouble};

/// A member as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewTeamMember {
    /// A deputy of the council (id); empty where somebody else takes part.
    pub person: String,
    /// Name and office of somebody who is no deputy.
    pub name: String,
    /// `leader`, `deputy_leader`, `secretary`, `member`, `invited`.
    pub part: String,
    /// First day; empty means the day of the decision, or today.
    pub from: String,
}

/// A member leaves, as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Leaving {
    /// Last day; empty means today.
    pub on: String,
    /// Why.
    pub words: String,
}

/// Another duty of a deputy, as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewDuty {
    /// The deputy (id).
    pub person: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Working days that it takes.
    pub days: String,
    /// What it is.
    pub words: String,
}

/// Adds somebody to the team. Returns the member's id.
pub fn add(act: &mut Act, id: &str, new: &NewTeamMember) -> Outcome<String> {
    let row = load_open(act, id, Deed::KeepSupervision)?;
    let part = Part::read(&new.part).ok_or_else(|| Trouble::field("part", "invalid-part", &new.part))?;
    let mut faults = Vec::new();
    let from = read_day(&new.from, "from", &mut faults);
    faults.extend(FieldFault::too_long("name", &new.name, 200));
    let (person_id, name) = match new.person.trim() {
        "" if new.name.trim().is_empty() => {
            faults.push(FieldFault { field: "person", key: "invalid-person", words: String::new() });
            (None, String::new())
        }
        "" => (None, words::nfc(new.name.trim())),
        person => match councils::deputies(act.db, &row.council_id)?.into_iter().find(|one| one.id == person) {
            Some(deputy) => (Some(deputy.id), deputy.name),
            None => {
                faults.push(FieldFault { field: "person", key: "invalid-person", words: String::new() });
                (None, String::new())
            }
        },
    };
    let team = store::members(act.db, id)?;
    let standing = |one: &&MemberRow| one.valid_to.is_none();
    if part == Part::Leader && team.iter().filter(standing).any(|one| one.part == part.as_str()) {
        faults.push(FieldFault { field: "part", key: "invalid-two-leaders", words: String::new() });
    }
    if team.iter().filter(standing).any(|one| person_id.is_some() && one.person_id == person_id) {
        faults.push(FieldFault { field: "person", key: "invalid-in-team", words: name.clone() });
    }
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    let from = from.or(store::day(row.established_on.as_deref())).unwrap_or(act.today);
    let member = MemberRow {
        id: act.new_id(),
        supervision_id: row.id.clone(),
        person_id,
        name,
        part: part.as_str().into(),
        valid_from: from.to_string(),
        valid_to: None,
        left_why: String::new(),
    };
    store::insert_member(act.db, &member)?;
    write_step(act, id, None, "member_added", act.today, part.as_str(), &member.name)?;
    act.record(&row.council_id, "team_member_added", id, &serde_json::json!({ "part": part.as_str() }))?;
    Ok(member.id)
}

/// A member leaves in the middle; what was done stays under the name.
pub fn leave(act: &mut Act, member_id: &str, leaving: &Leaving) -> Outcome<()> {
    let member = store::member(act.db, member_id)?;
    let row = load_open(act, &member.supervision_id, Deed::KeepSupervision)?;
    let mut faults = Vec::new();
    let on = read_day(&leaving.on, "on", &mut faults).unwrap_or(act.today);
    if leaving.words.trim().is_empty() {
        faults.push(FieldFault { field: "words", key: "invalid-reason-missing", words: String::new() });
    }
    faults.extend(FieldFault::too_long("words", &leaving.words, 600));
    if on.to_string() < member.valid_from {
        let words = law::day::office_form(on);
        faults.push(FieldFault { field: "on", key: "invalid-left-before", words });
    }
    if member.valid_to.is_some() {
        faults.push(FieldFault { field: "on", key: "invalid-left-already", words: member.name.clone() });
    }
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    store::end_member(act.db, member_id, &on.to_string(), &words::nfc(leaving.words.trim()))?;
    write_step(act, &row.id, None, "member_left", on, &member.name, &leaving.words)?;
    act.record(&row.council_id, "team_member_left", &row.id, &serde_json::json!({ "on": on.to_string() }))
}

/// Writes down what else a deputy has to do in a stretch of days. Returns the duty's id.
pub fn add_duty(act: &mut Act, id: &str, new: &NewDuty) -> Outcome<String> {
    let row = load_open(act, id, Deed::KeepSupervision)?;
    let mut faults = Vec::new();
    let from = read_day(&new.from, "from", &mut faults);
    let to = read_day(&new.to, "to", &mut faults);
    let days: Option<i64> = new.days.trim().parse().ok().filter(|days| (1..=366).contains(days));
    if days.is_none() {
        faults.push(FieldFault { field: "days", key: "invalid-count", words: new.days.trim().to_owned() });
    }
    faults.extend(FieldFault::too_long("words", &new.words, 600));
    if !councils::is_person_of(act.db, &row.council_id, new.person.trim())? {
        faults.push(FieldFault { field: "person", key: "invalid-person", words: String::new() });
    }
    let (Some(from), Some(to), Some(days), true) = (from, to, days, faults.is_empty()) else {
        if faults.is_empty() {
            faults.push(FieldFault { field: "from", key: "invalid-day-missing", words: String::new() });
        }
        return Err(Trouble::Invalid(faults));
    };
    if to < from {
        return Err(Trouble::field("to", "invalid-span-reversed", law::day::office_form(to)));
    }
    let duty = DutyRow {
        id: act.new_id(),
        council_id: row.council_id.clone(),
        person_id: new.person.trim().to_owned(),
        starts_on: from.to_string(),
        ends_on: to.to_string(),
        days,
        words: words::nfc(new.words.trim()),
    };
    store::insert_duty(act.db, &duty)?;
    act.record(&row.council_id, "duty_recorded", id, &serde_json::json!({ "days": days }))?;
    Ok(duty.id)
}
