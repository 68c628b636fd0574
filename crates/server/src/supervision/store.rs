//! Queries about supervisions and their units; those about teams and about what is written down stand beside.

mod record;
mod team;

use diesel::prelude::*;
use law::day::Day;
use law::supervision::{Stage, Supervisor, UnitReport};
use serde::Serialize;

use crate::db::schema::{followups, supervision_councils, supervision_followups, supervision_units, supervisions};
use crate::db::{Connection, saved_once};
use crate::followups::store::FollowupRow;
use crate::trouble::{Outcome, Trouble};

pub use record::*;
pub use team::*;

/// A supervision as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = supervisions, treat_none_as_null = true, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct SupervisionRow {
    pub id: String,
    pub council_id: String,
    pub body_id: Option<String>,
    pub by_kind: String,
    pub form: String,
    pub title: String,
    pub short_name: String,
    pub period: String,
    pub area: String,
    pub fields: String,
    pub person: String,
    pub year: i64,
    pub stage: String,
    pub stage_on: Option<String>,
    pub planned_from: Option<String>,
    pub planned_to: Option<String>,
    pub established_on: Option<String>,
    pub ended_on: Option<String>,
    pub reported_on: Option<String>,
    pub concluded_on: Option<String>,
    pub result: String,
    pub earlier_id: Option<String>,
    pub earlier_link: Option<String>,
    pub item_id: Option<String>,
    pub source: String,
    #[serde(skip)]
    pub like_key: String,
    #[serde(skip)]
    pub sort_day: String,
    pub taken_from: Option<String>,
    pub recorded_at: String,
    pub version: i64,
}

/// A stored day.
pub fn day(stored: Option<&str>) -> Option<Day> {
    stored.and_then(|text| text.parse().ok())
}

impl SupervisionRow {
    /// The stage as the law knows it.
    pub fn stage(&self) -> Outcome<Stage> {
        Stage::read(&self.stage, day(self.stage_on.as_deref()))
            .ok_or_else(|| Trouble::Fault(format!("supervision {} has no readable stage", self.id)))
    }

    /// Takes the stage that the law gave back.
    pub fn set_stage(&mut self, stage: Stage) {
        self.stage = stage.as_str().into();
        self.stage_on = stage.day().map(|on| on.to_string());
        let on = self.stage_on.clone();
        match stage {
            Stage::Planned | Stage::Dropped { .. } => {}
            Stage::Established { .. } => self.established_on = on,
            Stage::Ended { .. } => self.ended_on = on,
            Stage::Reported { .. } => self.reported_on = on,
            Stage::Concluded { .. } => self.concluded_on = on,
        }
        self.set_sort_day();
    }

    /// Lists go by the first day known: planned, else of the decision, else of the end.
    pub fn set_sort_day(&mut self) {
        let known = [&self.planned_from, &self.established_on, &self.ended_on, &self.concluded_on];
        self.sort_day =
            known.into_iter().flatten().next().cloned().unwrap_or_else(|| format!("{:04}-01-01", self.year));
    }

    /// Who supervises.
    pub fn supervisor(&self) -> Supervisor {
        Supervisor::read(&self.by_kind).unwrap_or(Supervisor::Council)
    }

    /// The days that it takes up, planned or real.
    pub fn span(&self) -> Option<(Day, Day)> {
        span([&self.planned_from, &self.planned_to, &self.established_on, &self.ended_on])
    }
}

/// A supervision as far as a timeline and a comparison need it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = supervisions)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct DrawnRow {
    pub id: String,
    pub council_id: String,
    pub item_id: Option<String>,
    pub title: String,
    pub short_name: String,
    pub period: String,
    pub year: i64,
    pub stage: String,
    pub planned_from: Option<String>,
    pub planned_to: Option<String>,
    pub established_on: Option<String>,
    pub ended_on: Option<String>,
    pub like_key: String,
}

impl DrawnRow {
    /// The days that it takes up, planned or real.
    pub fn span(&self) -> Option<(Day, Day)> {
        span([&self.planned_from, &self.planned_to, &self.established_on, &self.ended_on])
    }
}

fn span([planned_from, planned_to, established_on, ended_on]: [&Option<String>; 4]) -> Option<(Day, Day)> {
    let first = day(planned_from.as_deref()).or_else(|| day(established_on.as_deref()));
    let last = day(ended_on.as_deref()).or_else(|| day(planned_to.as_deref()));
    match (first, last) {
        (Some(first), Some(last)) => Some((first, last.max(first))),
        (Some(only), None) | (None, Some(only)) => Some((only, only)),
        (None, None) => None,
    }
}

/// A unit within a supervision.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = supervision_units, treat_none_as_null = true, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct UnitRow {
    pub id: String,
    pub supervision_id: String,
    pub body_id: Option<String>,
    pub name: String,
    pub way: String,
    pub report: String,
    pub asked_on: Option<String>,
    pub report_due: Option<String>,
    pub received_on: Option<String>,
    pub first_due: Option<String>,
    pub first_received_on: Option<String>,
    pub returns: i64,
    pub planned_on: Option<String>,
    pub visited_on: Option<String>,
    pub postponed_on: Option<String>,
    pub absent: String,
    pub comment_asked_on: Option<String>,
    pub comment: String,
    pub version: i64,
}

impl UnitRow {
    /// Where its report stands.
    pub fn report(&self) -> Outcome<UnitReport> {
        let due = day(self.report_due.as_deref());
        match (self.report.as_str(), due, day(self.received_on.as_deref())) {
            ("not_asked", ..) => Some(UnitReport::NotAsked),
            ("asked", Some(due), _) => Some(UnitReport::Asked { due }),
            ("received", _, Some(on)) => Some(UnitReport::Received { on }),
            ("returned", Some(due), _) => Some(UnitReport::Returned { due }),
            _ => None,
        }
        .ok_or_else(|| Trouble::Fault(format!("unit {} has no readable report", self.id)))
    }

    /// Takes what the law gave back.
    pub fn set_report(&mut self, report: UnitReport) {
        self.report = report.as_str().into();
        match report {
            UnitReport::NotAsked => {}
            UnitReport::Asked { due } | UnitReport::Returned { due } => self.report_due = Some(due.to_string()),
            UnitReport::Received { on } => self.received_on = Some(on.to_string()),
        }
    }

    /// Days by which the first report is or was late against the first day asked for; none where it is or was in time.
    pub fn late_days(&self, today: Day) -> Option<i64> {
        let due = day(self.first_due.as_deref())?;
        let came = day(self.first_received_on.as_deref()).unwrap_or(today);
        let days = due.until(came).map_or(0, |span| i64::from(span.get_days()));
        (days > 0).then_some(days)
    }

    /// How its report stands against its days; none where nothing is due yet.
    pub fn punctuality(&self, today: Day) -> Option<Punctuality> {
        let came = self.first_received_on.is_some();
        let owed = day(self.report_due.as_deref()).is_some_and(|due| due < today) && self.report != "received";
        match (came, owed, self.late_days(today)) {
            (false, false, _) => None,
            (_, true, _) => Some(Punctuality::Missing),
            (true, false, None) => Some(Punctuality::InTime),
            (true, false, Some(_)) => Some(Punctuality::Late),
        }
    }
}

/// How a unit's report stands against its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Punctuality {
    /// The first report came in time, and no correction is overdue.
    InTime,
    /// The first report came late.
    Late,
    /// The report, or its correction, is overdue.
    Missing,
}

/// A supervision by id.
pub fn by_id(db: &mut Connection, id: &str) -> Outcome<SupervisionRow> {
    Ok(supervisions::table.find(id).select(SupervisionRow::as_select()).first(db)?)
}

/// How many supervisions there are.
pub fn count(db: &mut Connection) -> Outcome<i64> {
    Ok(supervisions::table.count().get_result(db)?)
}

/// Supervisions by id.
pub fn by_ids(db: &mut Connection, ids: &[String]) -> Outcome<Vec<SupervisionRow>> {
    Ok(supervisions::table.filter(supervisions::id.eq_any(ids)).select(SupervisionRow::as_select()).load(db)?)
}

/// A supervision taken from an outer record.
pub fn taken(db: &mut Connection, taken_from: &str) -> Outcome<Option<SupervisionRow>> {
    Ok(supervisions::table
        .filter(supervisions::taken_from.eq(taken_from))
        .select(SupervisionRow::as_select())
        .first(db)
        .optional()?)
}

/// The supervision of an item, where one was opened.
pub fn of_items(db: &mut Connection, items: &[String]) -> Outcome<Vec<SupervisionRow>> {
    Ok(supervisions::table.filter(supervisions::item_id.eq_any(items)).select(SupervisionRow::as_select()).load(db)?)
}

/// The supervisions of councils between two years as they are drawn and compared, by their first day.
pub fn drawn_between(db: &mut Connection, councils: &[String], years: (i64, i64)) -> Outcome<Vec<DrawnRow>> {
    Ok(supervisions::table
        .filter(supervisions::council_id.eq_any(councils).and(supervisions::year.between(years.0, years.1)))
        .order((supervisions::sort_day, supervisions::id))
        .select(DrawnRow::as_select())
        .load(db)?)
}

/// Supervisions by id, as they are drawn and compared.
pub fn drawn(db: &mut Connection, ids: &[String]) -> Outcome<Vec<DrawnRow>> {
    Ok(supervisions::table.filter(supervisions::id.eq_any(ids)).select(DrawnRow::as_select()).load(db)?)
}

/// The units of several supervisions: supervision, body where one stands in the register of bodies, name.
pub fn unit_names(db: &mut Connection, ids: &[String]) -> Outcome<Vec<(String, Option<String>, String)>> {
    Ok(supervision_units::table
        .filter(supervision_units::supervision_id.eq_any(ids))
        .order(supervision_units::id)
        .select((supervision_units::supervision_id, supervision_units::body_id, supervision_units::name))
        .load(db)?)
}

/// The supervisions that these bodies stood in (ids).
pub fn with_bodies(db: &mut Connection, bodies: &[String]) -> Outcome<Vec<String>> {
    Ok(supervision_units::table
        .filter(supervision_units::body_id.eq_any(bodies))
        .select(supervision_units::supervision_id)
        .distinct()
        .load(db)?)
}

/// The supervisions of councils between two years, by their first day.
pub fn between(db: &mut Connection, councils: &[String], years: (i64, i64)) -> Outcome<Vec<SupervisionRow>> {
    Ok(supervisions::table
        .filter(supervisions::council_id.eq_any(councils).and(supervisions::year.between(years.0, years.1)))
        .order((supervisions::sort_day, supervisions::id))
        .select(SupervisionRow::as_select())
        .load(db)?)
}

/// The supervisions of a council, its own and joint ones, latest first.
pub fn of_council(db: &mut Connection, council_id: &str, year: Option<i64>, most: i64) -> Outcome<Vec<SupervisionRow>> {
    let joint: Vec<String> = supervision_councils::table
        .filter(supervision_councils::council_id.eq(council_id))
        .select(supervision_councils::supervision_id)
        .load(db)?;
    let query = supervisions::table
        .filter(supervisions::council_id.eq(council_id).or(supervisions::id.eq_any(joint)))
        .order((supervisions::sort_day.desc(), supervisions::id.desc()))
        .limit(most)
        .select(SupervisionRow::as_select());
    Ok(match year {
        Some(year) => query.filter(supervisions::year.eq(year)).load(db)?,
        None => query.load(db)?,
    })
}

/// Writes a supervision down.
pub fn insert(db: &mut Connection, row: &SupervisionRow) -> Outcome<()> {
    diesel::insert_into(supervisions::table).values(row).execute(db)?;
    Ok(())
}

/// Saves a supervision if nobody saved it since it was read.
pub fn save(db: &mut Connection, row: &mut SupervisionRow) -> Outcome<()> {
    let read = row.version;
    row.version += 1;
    let mine = supervisions::table.filter(supervisions::id.eq(&row.id).and(supervisions::version.eq(read)));
    saved_once(diesel::update(mine).set(&*row).execute(db)?)
}

/// Councils that supervise together with the leading one.
pub fn joint_councils(db: &mut Connection, id: &str) -> Outcome<Vec<String>> {
    Ok(supervision_councils::table
        .filter(supervision_councils::supervision_id.eq(id))
        .select(supervision_councils::council_id)
        .load(db)?)
}

/// Adds a council to a joint supervision.
pub fn insert_joint(db: &mut Connection, id: &str, council_id: &str) -> Outcome<()> {
    diesel::insert_into(supervision_councils::table)
        .values((supervision_councils::supervision_id.eq(id), supervision_councils::council_id.eq(council_id)))
        .execute(db)?;
    Ok(())
}

/// The units of a supervision.
pub fn units(db: &mut Connection, id: &str) -> Outcome<Vec<UnitRow>> {
    Ok(supervision_units::table
        .filter(supervision_units::supervision_id.eq(id))
        .order(supervision_units::id)
        .select(UnitRow::as_select())
        .load(db)?)
}

/// The units of several supervisions.
pub fn units_of(db: &mut Connection, ids: &[String]) -> Outcome<Vec<UnitRow>> {
    Ok(supervision_units::table
        .filter(supervision_units::supervision_id.eq_any(ids))
        .order(supervision_units::id)
        .select(UnitRow::as_select())
        .load(db)?)
}

/// The bodies that stand in a supervision of a council since a day.
pub fn supervised_bodies(db: &mut Connection, council_id: &str, since: &str) -> Outcome<Vec<String>> {
    let found: Vec<Option<String>> = supervision_units::table
        .inner_join(supervisions::table.on(supervisions::id.eq(supervision_units::supervision_id)))
        .filter(supervisions::council_id.eq(council_id).and(supervisions::stage.ne("dropped")))
        .filter(supervisions::sort_day.ge(since).and(supervision_units::body_id.is_not_null()))
        .select(supervision_units::body_id)
        .distinct()
        .load(db)?;
    Ok(found.into_iter().flatten().collect())
}

/// The years in which a council supervised, latest first.
pub fn years_of(db: &mut Connection, council_id: &str) -> Outcome<Vec<i64>> {
    Ok(supervisions::table
        .filter(supervisions::council_id.eq(council_id))
        .select(supervisions::year)
        .distinct()
        .order(supervisions::year.desc())
        .load(db)?)
}

/// Everything that these bodies were supervised in.
pub fn units_of_bodies(db: &mut Connection, bodies: &[String]) -> Outcome<Vec<UnitRow>> {
    Ok(supervision_units::table
        .filter(supervision_units::body_id.eq_any(bodies))
        .order(supervision_units::id)
        .select(UnitRow::as_select())
        .load(db)?)
}

/// A unit of a supervision.
pub fn unit(db: &mut Connection, id: &str) -> Outcome<UnitRow> {
    Ok(supervision_units::table.find(id).select(UnitRow::as_select()).first(db)?)
}

/// Writes a unit down.
pub fn insert_unit(db: &mut Connection, row: &UnitRow) -> Outcome<()> {
    diesel::insert_into(supervision_units::table).values(row).execute(db)?;
    Ok(())
}

/// Saves a unit if nobody saved it since it was read.
pub fn save_unit(db: &mut Connection, row: &mut UnitRow) -> Outcome<()> {
    let read = row.version;
    row.version += 1;
    let mine =
        supervision_units::table.filter(supervision_units::id.eq(&row.id).and(supervision_units::version.eq(read)));
    saved_once(diesel::update(mine).set(&*row).execute(db)?)
}

/// Ties a follow-up to the supervision that it came out of, and to the finding that it answers, where one is named.
pub fn insert_followup(db: &mut Connection, id: &str, followup_id: &str, finding_id: Option<&str>) -> Outcome<()> {
    diesel::insert_into(supervision_followups::table)
        .values((
            supervision_followups::supervision_id.eq(id),
            supervision_followups::followup_id.eq(followup_id),
            supervision_followups::finding_id.eq(finding_id),
        ))
        .execute(db)?;
    Ok(())
}

/// Which findings follow-ups of a supervision answer: finding, number of the follow-up.
pub fn answered_findings(db: &mut Connection, id: &str) -> Outcome<Vec<(String, String)>> {
    Ok(supervision_followups::table
        .inner_join(followups::table.on(followups::id.eq(supervision_followups::followup_id)))
        .filter(supervision_followups::supervision_id.eq(id))
        .filter(supervision_followups::finding_id.is_not_null())
        .order(followups::number)
        .select((supervision_followups::finding_id.assume_not_null(), followups::number))
        .load(db)?)
}

/// The follow-ups that came out of a supervision.
pub fn followups_of(db: &mut Connection, id: &str) -> Outcome<Vec<FollowupRow>> {
    Ok(supervision_followups::table
        .inner_join(followups::table.on(followups::id.eq(supervision_followups::followup_id)))
        .filter(supervision_followups::supervision_id.eq(id))
        .order((followups::sort_due, followups::id))
        .select(FollowupRow::as_select())
        .load(db)?)
}

/// How many follow-ups came out of each of these supervisions.
pub fn count_followups(db: &mut Connection, ids: &[String]) -> Outcome<std::collections::HashMap<String, i64>> {
    use diesel::dsl::count_star;
    let counted: Vec<(String, i64)> = supervision_followups::table
        .filter(supervision_followups::supervision_id.eq_any(ids))
        .group_by(supervision_followups::supervision_id)
        .select((supervision_followups::supervision_id, count_star()))
        .load(db)?;
    Ok(counted.into_iter().collect())
}

/// The supervision that a follow-up came out of: id, short name.
pub fn of_followup(db: &mut Connection, followup_id: &str) -> Outcome<Option<(String, String)>> {
    Ok(supervision_followups::table
        .inner_join(supervisions::table.on(supervisions::id.eq(supervision_followups::supervision_id)))
        .filter(supervision_followups::followup_id.eq(followup_id))
        .select((supervisions::id, supervisions::short_name))
        .first(db)
        .optional()?)
}

/// Later supervisions that hang on this one.
pub fn later(db: &mut Connection, id: &str) -> Outcome<Vec<SupervisionRow>> {
    Ok(supervisions::table
        .filter(supervisions::earlier_id.eq(id))
        .order((supervisions::sort_day, supervisions::id))
        .select(SupervisionRow::as_select())
        .load(db)?)
}
