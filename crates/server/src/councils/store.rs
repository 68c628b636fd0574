//! All queries about units, councils, bodies and people.

use diesel::prelude::*;
use serde::Serialize;

use crate::db::Connection;
use crate::db::schema::{
    bodies, councils, mandates, people, positions, settings, successions, unit_names, unit_parents, units,
};
use crate::trouble::Outcome;

/// A council: a unit in a term.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = councils, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct CouncilRow {
    pub id: String,
    pub unit_id: String,
    pub mark: String,
    pub name: String,
    pub level: String,
    pub term: String,
    pub starts_on: String,
    pub ends_on: Option<String>,
    pub upper_id: Option<String>,
    pub illustration: Option<String>,
    pub version: i64,
}

impl CouncilRow {
    /// Has it ended on this day?
    pub fn is_over(&self, today: &str) -> bool {
        self.ends_on.as_deref().is_some_and(|last| last < today)
    }

    /// The name without the words "Hội đồng nhân dân", for the letterhead.
    pub fn place(&self) -> &str {
        place_in(&self.name)
    }
}

/// A council's name without the words "Hội đồng nhân dân".
pub fn place_in(name: &str) -> &str {
    name.strip_prefix("HĐND ").unwrap_or(name)
}

/// A body: of the council, or one that owes it.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = bodies, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct BodyRow {
    pub id: String,
    pub council_id: String,
    pub kind: String,
    pub name: String,
    pub search_key: String,
    pub sort_key: String,
    pub valid_from: String,
    pub valid_to: Option<String>,
    pub version: i64,
}

/// A unit with the name that it bears.
#[derive(Debug, Clone, Queryable, Serialize)]
pub struct UnitLine {
    /// Identifier.
    pub id: String,
    /// Code; repeats across eras.
    pub code: String,
    /// `province`, `district`, `commune`.
    pub level: String,
    /// Full name.
    pub full_name: String,
    /// First day of the name.
    pub valid_from: String,
    /// Last day of the name.
    pub valid_to: Option<String>,
}

/// A deputy with the mandate.
#[derive(Debug, Clone, Queryable, Serialize)]
pub struct DeputyLine {
    /// Person.
    pub id: String,
    /// Name.
    pub name: String,
    /// `full_time` or `part_time`.
    pub kind: String,
    /// Deputy group.
    pub group: Option<String>,
    /// First day of the mandate.
    pub valid_from: String,
    /// Last day of the mandate.
    pub valid_to: Option<String>,
}

/// Reads a setting.
pub fn setting(db: &mut Connection, name: &str) -> Outcome<Option<String>> {
    Ok(settings::table.find(name).select(settings::value).first(db).optional()?)
}

/// Writes a setting.
pub fn set_setting(db: &mut Connection, name: &str, value: &str) -> Outcome<()> {
    let changed = diesel::update(settings::table.find(name)).set(settings::value.eq(value)).execute(db)?;
    if changed == 0 {
        diesel::insert_into(settings::table)
            .values((settings::name.eq(name), settings::value.eq(value)))
            .execute(db)?;
    }
    Ok(())
}

/// Every council, upper ones first.
pub fn all(db: &mut Connection) -> Outcome<Vec<CouncilRow>> {
    Ok(councils::table
        .order((councils::starts_on.desc(), councils::upper_id.is_not_null(), councils::name))
        .select(CouncilRow::as_select())
        .load(db)?)
}

/// How many councils there are.
pub fn count(db: &mut Connection) -> Outcome<i64> {
    Ok(councils::table.count().get_result(db)?)
}

/// A council by id.
pub fn by_id(db: &mut Connection, id: &str) -> Outcome<Option<CouncilRow>> {
    Ok(councils::table.find(id).select(CouncilRow::as_select()).first(db).optional()?)
}

/// A council by its mark.
pub fn by_mark(db: &mut Connection, mark: &str) -> Outcome<Option<CouncilRow>> {
    Ok(councils::table.filter(councils::mark.eq(mark.trim())).select(CouncilRow::as_select()).first(db).optional()?)
}

/// The councils directly below one, in the order of the alphabet.
pub fn lower(db: &mut Connection, id: &str) -> Outcome<Vec<CouncilRow>> {
    let mut lower: Vec<CouncilRow> =
        councils::table.filter(councils::upper_id.eq(id)).select(CouncilRow::as_select()).load(db)?;
    lower.sort_by_cached_key(|one| (words::sort_key(one.place()), one.id.clone()));
    Ok(lower)
}

/// Id and name of the councils directly below one, in the order of the alphabet: what a long list needs of them.
pub fn lower_names(db: &mut Connection, id: &str) -> Outcome<Vec<(String, String)>> {
    let mut lower: Vec<(String, String)> =
        councils::table.filter(councils::upper_id.eq(id)).select((councils::id, councils::name)).load(db)?;
    lower.sort_by_cached_key(|(id, name)| (words::sort_key(place_in(name)), id.clone()));
    Ok(lower)
}

/// Writes a council down.
pub fn insert(db: &mut Connection, row: &CouncilRow) -> Outcome<()> {
    diesel::insert_into(councils::table).values(row).execute(db)?;
    Ok(())
}

/// Ends a council on a day.
pub fn end(db: &mut Connection, id: &str, last_day: &str) -> Outcome<()> {
    diesel::update(councils::table.find(id))
        .set((councils::ends_on.eq(last_day), councils::version.eq(councils::version + 1)))
        .execute(db)?;
    Ok(())
}

/// A body by id.
pub fn body(db: &mut Connection, id: &str) -> Outcome<Option<BodyRow>> {
    Ok(bodies::table.find(id).select(BodyRow::as_select()).first(db).optional()?)
}

/// The bodies of a council, by kind and name.
pub fn bodies_of(db: &mut Connection, council_id: &str) -> Outcome<Vec<BodyRow>> {
    Ok(bodies::table
        .filter(bodies::council_id.eq(council_id))
        .order((bodies::kind, bodies::sort_key))
        .select(BodyRow::as_select())
        .load(db)?)
}

/// The bodies that a council may address: its own, and those of the councils directly below and above it.
pub fn addressees(db: &mut Connection, council: &CouncilRow) -> Outcome<Vec<BodyRow>> {
    let mut from = vec![council.id.clone()];
    from.extend(lower(db, &council.id)?.into_iter().map(|row| row.id));
    let rows: Vec<BodyRow> = bodies::table
        .filter(bodies::council_id.eq_any(from))
        .filter(bodies::valid_to.is_null())
        .order((bodies::sort_key, bodies::id))
        .select(BodyRow::as_select())
        .load(db)?;
    // Of the lower councils only those that can owe something; their committees answer to their own council.
    Ok(rows.into_iter().filter(|row| row.council_id == council.id || row.kind == "peoples_committee").collect())
}

/// Names of bodies by id.
pub fn body_names(db: &mut Connection, ids: &[String]) -> Outcome<Vec<(String, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(bodies::table.filter(bodies::id.eq_any(ids)).select((bodies::id, bodies::name)).load(db)?)
}

/// Those of these bodies that have ended before a day, with their last day.
pub fn ended_bodies(
    db: &mut Connection,
    ids: &[String],
    before: &str,
) -> Outcome<std::collections::HashMap<String, String>> {
    let ended: Vec<(String, Option<String>)> = bodies::table
        .filter(bodies::id.eq_any(ids).and(bodies::valid_to.lt(before)))
        .select((bodies::id, bodies::valid_to))
        .load(db)?;
    Ok(ended.into_iter().filter_map(|(id, last)| Some((id, last?))).collect())
}

/// Writes a body down.
pub fn insert_body(db: &mut Connection, row: &BodyRow) -> Outcome<()> {
    diesel::insert_into(bodies::table).values(row).execute(db)?;
    Ok(())
}

/// Renames a body, or ends it.
pub fn update_body(db: &mut Connection, row: &BodyRow) -> Outcome<usize> {
    Ok(diesel::update(bodies::table.find(&row.id).filter(bodies::version.eq(row.version)))
        .set((
            bodies::name.eq(&row.name),
            bodies::search_key.eq(&row.search_key),
            bodies::sort_key.eq(&row.sort_key),
            bodies::valid_to.eq(&row.valid_to),
            bodies::version.eq(row.version + 1),
        ))
        .execute(db)?)
}

/// Writes a person with a mandate down; returns nothing new when the person already has one from that day.
pub fn insert_deputy(
    db: &mut Connection,
    person: (&str, &str, &str),
    mandate: (&str, &str, Option<&str>),
    days: (&str, Option<&str>),
) -> Outcome<bool> {
    let (person_id, council_id, name) = person;
    let (mandate_id, kind, group_id) = mandate;
    let key = words::fold(name);
    let known: i64 = people::table
        .inner_join(mandates::table)
        .filter(people::council_id.eq(council_id).and(people::search_key.eq(&key)))
        .filter(mandates::valid_from.eq(days.0))
        .count()
        .get_result(db)?;
    if known > 0 {
        return Ok(false);
    }
    diesel::insert_into(people::table)
        .values((
            people::id.eq(person_id),
            people::council_id.eq(council_id),
            people::name.eq(name),
            people::search_key.eq(&key),
            people::sort_key.eq(name_sort_key(name)),
        ))
        .execute(db)?;
    diesel::insert_into(mandates::table)
        .values((
            mandates::id.eq(mandate_id),
            mandates::council_id.eq(council_id),
            mandates::person_id.eq(person_id),
            mandates::kind.eq(kind),
            mandates::group_id.eq(group_id),
            mandates::valid_from.eq(days.0),
            mandates::valid_to.eq(days.1),
        ))
        .execute(db)?;
    Ok(true)
}

/// A position held in a body.
#[derive(Debug, Clone, Queryable, Serialize)]
pub struct PositionLine {
    /// Person.
    pub name: String,
    /// Position.
    pub title: String,
    /// Body.
    pub body: String,
    /// First day.
    pub valid_from: String,
    /// Last day.
    pub valid_to: Option<String>,
}

/// The positions in the bodies of a council.
pub fn positions(db: &mut Connection, council_id: &str) -> Outcome<Vec<PositionLine>> {
    Ok(positions::table
        .inner_join(people::table)
        .inner_join(bodies::table)
        .filter(bodies::council_id.eq(council_id))
        .order((bodies::kind, positions::valid_from, positions::id))
        .select((people::name, positions::title, bodies::name, positions::valid_from, positions::valid_to))
        .load(db)?)
}

/// Positions that people hold in these bodies on a day: person, name of the body.
pub fn positions_in(
    db: &mut Connection,
    people: &[String],
    in_bodies: &[String],
    on: &str,
) -> Outcome<Vec<(String, String)>> {
    Ok(positions::table
        .inner_join(bodies::table)
        .filter(positions::person_id.eq_any(people).and(positions::body_id.eq_any(in_bodies)))
        .filter(positions::valid_from.le(on))
        .filter(positions::valid_to.is_null().or(positions::valid_to.ge(on)))
        .select((positions::person_id, bodies::name))
        .load(db)?)
}

/// Is this a person of the council?
pub fn is_person_of(db: &mut Connection, council_id: &str, person_id: &str) -> Outcome<bool> {
    let known: i64 =
        people::table.filter(people::id.eq(person_id).and(people::council_id.eq(council_id))).count().get_result(db)?;
    Ok(known > 0)
}

/// Writes a position down.
pub fn insert_position(
    db: &mut Connection,
    id: &str,
    body_id: &str,
    person_id: &str,
    title: &str,
    from: &str,
) -> Outcome<()> {
    diesel::insert_into(positions::table)
        .values((
            positions::id.eq(id),
            positions::body_id.eq(body_id),
            positions::person_id.eq(person_id),
            positions::title.eq(title),
            positions::valid_from.eq(from),
        ))
        .execute(db)?;
    Ok(())
}

/// Vietnamese lists go by the given name, which stands last, then by the whole name.
fn name_sort_key(name: &str) -> String {
    let given = name.rsplit(' ').next().unwrap_or(name);
    format!("{} {}", words::sort_key(given), words::sort_key(name))
}

/// The deputies of a council by name.
pub fn deputies(db: &mut Connection, council_id: &str) -> Outcome<Vec<DeputyLine>> {
    Ok(mandates::table
        .inner_join(people::table)
        .left_join(bodies::table)
        .filter(mandates::council_id.eq(council_id))
        .order((people::sort_key, people::id))
        .select((
            people::id,
            people::name,
            mandates::kind,
            bodies::name.nullable(),
            mandates::valid_from,
            mandates::valid_to,
        ))
        .load(db)?)
}

/// A unit by code in force on a day at a level.
pub fn unit_by_code(db: &mut Connection, code: &str, level: &str, day: &str) -> Outcome<Option<String>> {
    Ok(units::table
        .filter(units::code.eq(code).and(units::level.eq(level)).and(units::valid_from.le(day)))
        .filter(units::valid_to.is_null().or(units::valid_to.ge(day)))
        .select(units::id)
        .first(db)
        .optional()?)
}

/// A unit's line.
pub fn unit(db: &mut Connection, id: &str) -> Outcome<Option<UnitLine>> {
    Ok(unit_names::table
        .inner_join(units::table)
        .filter(units::id.eq(id))
        .order(unit_names::valid_from.desc())
        .select((
            units::id,
            units::code,
            units::level,
            unit_names::full_name,
            unit_names::valid_from,
            unit_names::valid_to,
        ))
        .first(db)
        .optional()?)
}

/// Units in force on a day whose name holds the folded words.
pub fn find_units(db: &mut Connection, folded: &str, day: &str, most: i64) -> Outcome<Vec<UnitLine>> {
    Ok(unit_names::table
        .inner_join(units::table)
        .filter(unit_names::search_key.like(format!("%{folded}%")))
        .filter(unit_names::valid_to.is_null().or(unit_names::valid_to.ge(day)))
        .order((unit_names::search_key, units::id))
        .limit(most)
        .select((
            units::id,
            units::code,
            units::level,
            unit_names::full_name,
            unit_names::valid_from,
            unit_names::valid_to,
        ))
        .load(db)?)
}

/// The unit above one, on a day.
pub fn unit_above(db: &mut Connection, id: &str, day: &str) -> Outcome<Option<UnitLine>> {
    let parent: Option<String> = unit_parents::table
        .filter(unit_parents::unit_id.eq(id).and(unit_parents::valid_from.le(day)))
        .filter(unit_parents::valid_to.is_null().or(unit_parents::valid_to.ge(day)))
        .select(unit_parents::parent_id)
        .first(db)
        .optional()?;
    parent.map_or(Ok(None), |parent| unit(db, &parent))
}

/// The units that a unit passed into, with the share.
pub fn successors(db: &mut Connection, unit_id: &str) -> Outcome<Vec<(String, String, String)>> {
    Ok(successions::table
        .filter(successions::from_unit.eq(unit_id))
        .order(successions::to_unit)
        .select((successions::to_unit, successions::share, successions::source))
        .load(db)?)
}

/// How many units are in force at each level.
pub fn count_units(db: &mut Connection, level: &str) -> Outcome<i64> {
    Ok(units::table.filter(units::level.eq(level).and(units::valid_to.is_null())).count().get_result(db)?)
}

/// A unit to be written down, with its first name.
pub struct NewUnit<'a> {
    /// Identifier.
    pub id: &'a str,
    /// Identifier of the name.
    pub name_id: &'a str,
    /// Code.
    pub code: &'a str,
    /// `province`, `district`, `commune`.
    pub level: &'a str,
    /// Kind word: `province`, `city`, `district`, `commune`, `ward`, `township`, `special_zone`.
    pub kind: &'a str,
    /// Short name.
    pub name: &'a str,
    /// Full name.
    pub full_name: &'a str,
    /// Full English name.
    pub full_name_en: &'a str,
    /// First day.
    pub from: &'a str,
    /// Last day.
    pub to: Option<&'a str>,
    /// Unit above.
    pub parent: Option<&'a str>,
    /// Where this is known from.
    pub source: &'a str,
}

/// Writes units down, with their names and the units above them.
pub fn insert_units(db: &mut Connection, new: &[NewUnit]) -> Outcome<()> {
    for unit in new {
        diesel::insert_into(units::table)
            .values((
                units::id.eq(unit.id),
                units::code.eq(unit.code),
                units::level.eq(unit.level),
                units::kind.eq(unit.kind),
                units::valid_from.eq(unit.from),
                units::valid_to.eq(unit.to),
                units::source.eq(unit.source),
            ))
            .execute(db)?;
        diesel::insert_into(unit_names::table)
            .values((
                unit_names::id.eq(unit.name_id),
                unit_names::unit_id.eq(unit.id),
                unit_names::name.eq(unit.name),
                unit_names::full_name.eq(unit.full_name),
                unit_names::full_name_en.eq(unit.full_name_en),
                unit_names::search_key.eq(words::fold(unit.full_name)),
                unit_names::valid_from.eq(unit.from),
                unit_names::valid_to.eq(unit.to),
            ))
            .execute(db)?;
        if let Some(parent) = unit.parent {
            diesel::insert_into(unit_parents::table)
                .values((
                    unit_parents::unit_id.eq(unit.id),
                    unit_parents::parent_id.eq(parent),
                    unit_parents::valid_from.eq(unit.from),
                    unit_parents::valid_to.eq(unit.to),
                ))
                .execute(db)?;
        }
    }
    Ok(())
}

/// Writes a succession down: from, to, share (`all`, `part`, `rest`, `area`), day, source.
pub fn insert_succession(
    db: &mut Connection,
    from: &str,
    to: &str,
    share: &str,
    on: &str,
    source: &str,
) -> Outcome<()> {
    diesel::insert_into(successions::table)
        .values((
            successions::from_unit.eq(from),
            successions::to_unit.eq(to),
            successions::share.eq(share),
            successions::on_day.eq(on),
            successions::source.eq(source),
        ))
        .execute(db)?;
    Ok(())
}

/// The codes of the units of councils, by council.
pub fn unit_codes(db: &mut Connection, of: &[String]) -> Outcome<Vec<(String, String)>> {
    Ok(councils::table
        .inner_join(units::table.on(units::id.eq(councils::unit_id)))
        .filter(councils::id.eq_any(of))
        .select((councils::id, units::code))
        .load(db)?)
}

/// The codes already known at a level from a day.
pub fn known_codes(db: &mut Connection, level: &str, from: &str) -> Outcome<Vec<(String, String)>> {
    Ok(units::table
        .filter(units::level.eq(level).and(units::valid_from.eq(from)))
        .select((units::code, units::id))
        .load(db)?)
}

diesel::joinable!(unit_names -> units (unit_id));
diesel::joinable!(mandates -> people (person_id));
diesel::joinable!(mandates -> bodies (group_id));
diesel::joinable!(positions -> people (person_id));
diesel::joinable!(positions -> bodies (body_id));
