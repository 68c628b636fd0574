//! Is the team big enough for what it set out to do? Units, visits and questions against the days that members truly have.
//!
//! The figures are an office's own (`rulebook/capacity.toml`, shown with their confidence). Part-time members give a
//! share of their time; other duties in those days, and visits of other teams they are in, are taken off. The program
//! warns with numbers and proposes how to split; people decide.

use std::collections::HashMap;

use law::day::Day;
use law::supervision::{Load, Part, days_of};
use serde::Serialize;

use super::store::{self, DutyRow, MemberRow, SupervisionRow};
use crate::app::Law;
use crate::councils::store as councils;
use crate::db::Connection;
use crate::trouble::Outcome;

/// What a member of the team has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberDays {
    /// Name.
    pub name: String,
    /// Full time?
    pub full_time: bool,
    /// Working days of the supervision that fall into the membership.
    pub working_days: u32,
    /// Days taken by other duties and other teams.
    pub other_days: u32,
    /// Days that are left.
    pub days: u32,
    /// Names of supervised units to which the person belongs.
    pub belongs_to: Vec<String>,
}

/// The work beside the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Weighed {
    /// Units, visits, questions.
    pub load: Load,
    /// Person-days that the work takes.
    pub needed: u32,
    /// Person-days that the members have.
    pub had: u32,
    /// Member by member.
    pub members: Vec<MemberDays>,
    /// Into how many parts the work would have to be split, where it is too much; 0 where it fits.
    pub parts: u32,
    /// The stretch of days that was weighed.
    pub span: Option<(Day, Day)>,
}

impl Weighed {
    /// Nothing weighed: for a reader who does not see the team's work.
    pub fn nothing() -> Self {
        let load = Load { visits: 0, reports: 0, questions: 0 };
        Self { load, needed: 0, had: 0, members: Vec::new(), parts: 0, span: None }
    }

    /// More than the team has?
    pub fn too_wide(&self) -> bool {
        self.parts > 0
    }
}

/// Weighs a supervision. Nothing is weighed before it has a team and days.
pub fn weigh(db: &mut Connection, law: &Law, row: &SupervisionRow) -> Outcome<Weighed> {
    let units = store::units(db, &row.id)?;
    let questions = store::questions(db, &row.id)?.len();
    let team: Vec<MemberRow> =
        store::members(db, &row.id)?.into_iter().filter(|member| member.part != Part::Invited.as_str()).collect();
    let count = |way: &str| u32::try_from(units.iter().filter(|unit| unit.way == way).count()).unwrap_or(u32::MAX);
    let load = Load {
        visits: count("visit"),
        reports: count("by_report"),
        questions: u32::try_from(questions).unwrap_or(u32::MAX),
    };
    let capacity = &law.rulebook.capacity;
    let needed = load.person_days(capacity);
    let span = row.span();
    let unit_bodies: Vec<String> = units.iter().filter_map(|unit| unit.body_id.clone()).collect();
    let members = match span {
        Some(span) => members_days(db, law, row, &team, span, &unit_bodies)?,
        None => Vec::new(),
    };
    let had: u32 = members.iter().map(|member| member.days).sum();
    // Without days or a team there is nothing to weigh against.
    let parts = if span.is_none() || team.is_empty() || needed <= had { 0 } else { needed.div_ceil(had.max(1)).max(2) };
    Ok(Weighed { load, needed, had, members, parts, span })
}

fn members_days(
    db: &mut Connection,
    law: &Law,
    row: &SupervisionRow,
    team: &[MemberRow],
    span: (Day, Day),
    unit_bodies: &[String],
) -> Outcome<Vec<MemberDays>> {
    let people: Vec<String> = team.iter().filter_map(|member| member.person_id.clone()).collect();
    let (first, last) = (span.0.to_string(), span.1.to_string());
    let kinds: HashMap<String, String> =
        councils::deputies(db, &row.council_id)?.into_iter().map(|deputy| (deputy.id, deputy.kind)).collect();
    let mut other: HashMap<String, u32> = HashMap::new();
    for duty in store::duties(db, &people, &first, &last)? {
        *other.entry(duty.person_id.clone()).or_default() += duty_days_within(law, &duty, span);
    }
    for person in visits_elsewhere(db, &row.id, &people, &first, &last)? {
        *other.entry(person).or_default() += 1;
    }
    let belongs = councils::positions_in(db, &people, unit_bodies, &first)?;
    Ok(team
        .iter()
        .map(|member| {
            let from = store::day(Some(&member.valid_from)).map_or(span.0, |from| from.max(span.0));
            let to = store::day(member.valid_to.as_deref()).map_or(span.1, |to| to.min(span.1));
            let working_days = working_days(law, from, to);
            let person = member.person_id.as_deref().unwrap_or_default();
            let full_time = kinds.get(person).is_some_and(|kind| kind == "full_time");
            let other_days = other.get(person).copied().unwrap_or(0);
            MemberDays {
                name: member.name.clone(),
                full_time,
                working_days,
                other_days,
                days: days_of(&law.rulebook.capacity, working_days, full_time, other_days),
                belongs_to: belongs.iter().filter(|(id, _)| id == person).map(|(_, body)| body.clone()).collect(),
            }
        })
        .collect())
}

/// Working days of a stretch, both ends included.
fn working_days(law: &Law, from: Day, to: Day) -> u32 {
    if to < from {
        return 0;
    }
    let before = from.yesterday().unwrap_or(from);
    u32::try_from(law.calendar.working_days_between(before, to)).unwrap_or(0)
}

/// The share of another duty that falls into these days.
fn duty_days_within(law: &Law, duty: &DutyRow, span: (Day, Day)) -> u32 {
    let (Some(from), Some(to)) = (store::day(Some(&duty.starts_on)), store::day(Some(&duty.ends_on))) else { return 0 };
    let whole = working_days(law, from, to).max(1);
    let within = working_days(law, from.max(span.0), to.min(span.1));
    (u32::try_from(duty.days).unwrap_or(0) * within).div_ceil(whole)
}

/// Who is at a visit of another team in a stretch, once for each day of a visit.
fn visits_elsewhere(db: &mut Connection, id: &str, people: &[String], first: &str, last: &str) -> Outcome<Vec<String>> {
    let parts: Vec<MemberRow> =
        store::parts_of(db, people)?.into_iter().filter(|part| part.supervision_id != id).collect();
    let ids: Vec<String> = parts.iter().map(|part| part.supervision_id.clone()).collect();
    let dropped: Vec<String> =
        store::by_ids(db, &ids)?.into_iter().filter(|row| row.stage == "dropped").map(|row| row.id).collect();
    let mut away: Vec<(String, String, String)> = Vec::new();
    for unit in store::units_of(db, &ids)?.into_iter().filter(|unit| !dropped.contains(&unit.supervision_id)) {
        let Some(on) = unit.visited_on.or(unit.planned_on) else { continue };
        if on.as_str() < first || on.as_str() > last {
            continue;
        }
        for part in parts.iter().filter(|part| part.supervision_id == unit.supervision_id) {
            let member_then = part.valid_from <= on && part.valid_to.as_ref().is_none_or(|to| *to >= on);
            if let Some(person) = part.person_id.clone().filter(|_| member_then) {
                away.push((person, unit.id.clone(), on.clone()));
            }
        }
    }
    away.sort();
    away.dedup();
    Ok(away.into_iter().map(|(person, _, _)| person).collect())
}

/// What a deputy did in supervision over the term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Workload {
    /// Name.
    pub name: String,
    /// Full time?
    pub full_time: bool,
    /// Teams.
    pub teams: i64,
    /// Of those, led.
    pub led: i64,
    /// Visits held by those teams while a member.
    pub visits: i64,
}

/// The workload of each deputy over the term, most first: whom to ask next stands at the end.
pub fn balance(db: &mut Connection, council_id: &str) -> Outcome<Vec<Workload>> {
    let deputies = councils::deputies(db, council_id)?;
    let people: Vec<String> = deputies.iter().map(|deputy| deputy.id.clone()).collect();
    let parts = store::parts_of(db, &people)?;
    let ids: Vec<String> = parts.iter().map(|part| part.supervision_id.clone()).collect();
    let mut visits: HashMap<String, Vec<String>> = HashMap::new();
    for unit in store::units_of(db, &ids)? {
        if let Some(on) = unit.visited_on {
            visits.entry(unit.supervision_id).or_default().push(on);
        }
    }
    let mut found: Vec<Workload> = deputies
        .into_iter()
        .map(|deputy| {
            let own: Vec<&MemberRow> =
                parts.iter().filter(|part| part.person_id.as_deref() == Some(deputy.id.as_str())).collect();
            let held = |part: &MemberRow| {
                visits.get(&part.supervision_id).map_or(0, |days| {
                    days.iter()
                        .filter(|on| **on >= part.valid_from && part.valid_to.as_ref().is_none_or(|to| *on <= to))
                        .count()
                })
            };
            let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
            Workload {
                name: deputy.name,
                full_time: deputy.kind == "full_time",
                teams: count(own.len()),
                led: count(own.iter().filter(|part| part.part == Part::Leader.as_str()).count()),
                visits: count(own.iter().map(|part| held(part)).sum()),
            }
        })
        .collect();
    found.sort_by(|a, b| (b.teams, b.visits, &a.name).cmp(&(a.teams, a.visits, &b.name)));
    Ok(found)
}
