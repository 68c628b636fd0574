//! All queries about programmes of a year, their items, proposals and decisions on overlaps.

use std::collections::{HashMap, HashSet};

use diesel::dsl::count_star;
use diesel::prelude::*;
use law::day::Day;
use serde::Serialize;

use crate::db::schema::{
    bodies, overlap_decisions, programme_item_units, programme_items, programmes, proposals, supervisions,
};
use crate::db::{Connection, saved_once};
use crate::trouble::{Outcome, Trouble};

/// A programme of a year.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = programmes, treat_none_as_null = true, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct ProgrammeRow {
    pub id: String,
    pub council_id: String,
    pub body_id: Option<String>,
    pub by_kind: String,
    pub year: i64,
    pub state: String,
    pub session_on: Option<String>,
    pub resolution: String,
    pub resolved_on: Option<String>,
    pub resolved_by: String,
    pub taken_from: Option<String>,
    pub version: i64,
}

/// An item of a programme.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = programme_items, treat_none_as_null = true, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct ItemRow {
    pub id: String,
    pub programme_id: String,
    pub council_id: String,
    pub year: i64,
    pub form: String,
    pub title: String,
    pub short_name: String,
    pub period: String,
    pub area: String,
    pub unit_words: String,
    pub time_words: String,
    pub starts_on: Option<String>,
    pub ends_on: Option<String>,
    pub state: String,
    pub reason: String,
    pub carried_from: Option<String>,
    #[serde(skip)]
    pub like_key: String,
    pub taken_from: Option<String>,
    pub version: i64,
}

impl ItemRow {
    /// Is it still to be carried out?
    pub fn stands(&self) -> bool {
        STANDING.contains(&self.state.as_str())
    }

    /// The days of the item, where both are set.
    pub fn span(&self) -> Option<(Day, Day)> {
        span(self.starts_on.as_deref(), self.ends_on.as_deref())
    }
}

/// States of items that are still to be carried out.
const STANDING: [&str; 2] = ["planned", "postponed"];

/// An item as far as a timeline and a comparison need it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = programme_items)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct DrawnItem {
    pub id: String,
    pub programme_id: String,
    pub council_id: String,
    pub year: i64,
    pub title: String,
    pub short_name: String,
    pub time_words: String,
    pub starts_on: Option<String>,
    pub ends_on: Option<String>,
    pub like_key: String,
}

impl DrawnItem {
    /// The days of the item, where both are set.
    pub fn span(&self) -> Option<(Day, Day)> {
        span(self.starts_on.as_deref(), self.ends_on.as_deref())
    }
}

fn span(starts_on: Option<&str>, ends_on: Option<&str>) -> Option<(Day, Day)> {
    Some((starts_on?.parse().ok()?, ends_on?.parse().ok()?))
}

/// A topic proposed for a year.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = proposals, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct ProposalRow {
    pub id: String,
    pub council_id: String,
    pub year: i64,
    pub by_name: String,
    pub need: String,
    pub content: String,
    pub scope: String,
    pub target: String,
    pub state: String,
    pub reason: String,
    pub item_id: Option<String>,
    pub proposed_on: String,
}

/// What was decided about an overlap.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = overlap_decisions, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct DecisionRow {
    pub id: String,
    pub council_id: String,
    pub item_id: String,
    pub other: String,
    pub shown: String,
    pub decision: String,
    pub words: String,
    pub decided_by: String,
    pub decided_on: String,
}

/// The programmes of a council for a year: its own first.
pub fn of_year(db: &mut Connection, council_id: &str, year: i64) -> Outcome<Vec<ProgrammeRow>> {
    Ok(programmes::table
        .filter(programmes::council_id.eq(council_id).and(programmes::year.eq(year)))
        .order((programmes::body_id.is_not_null(), programmes::by_kind.desc(), programmes::id))
        .select(ProgrammeRow::as_select())
        .load(db)?)
}

/// The programmes of councils between two years.
pub fn between(db: &mut Connection, councils: &[String], years: (i64, i64)) -> Outcome<Vec<ProgrammeRow>> {
    Ok(programmes::table
        .filter(programmes::council_id.eq_any(councils).and(programmes::year.between(years.0, years.1)))
        .select(ProgrammeRow::as_select())
        .load(db)?)
}

/// The approved programmes of councils between two years (ids): what anybody may see of them.
pub fn approved(db: &mut Connection, councils: &[String], years: (i64, i64)) -> Outcome<HashSet<String>> {
    let ids: Vec<String> = programmes::table
        .filter(programmes::council_id.eq_any(councils).and(programmes::year.between(years.0, years.1)))
        .filter(programmes::state.eq("approved"))
        .select(programmes::id)
        .load(db)?;
    Ok(ids.into_iter().collect())
}

/// The bodies that stand in an item of a council's programmes that is still to be carried out, since a year.
pub fn meant_bodies(db: &mut Connection, council_id: &str, since: i64) -> Outcome<Vec<String>> {
    Ok(programme_item_units::table
        .inner_join(programme_items::table.on(programme_items::id.eq(programme_item_units::item_id)))
        .filter(programme_items::council_id.eq(council_id).and(programme_items::year.ge(since)))
        .filter(programme_items::state.eq_any(STANDING))
        .select(programme_item_units::body_id)
        .distinct()
        .load(db)?)
}

/// The years for which a council has a programme, latest first.
pub fn years(db: &mut Connection, council_id: &str) -> Outcome<Vec<i64>> {
    Ok(programmes::table
        .filter(programmes::council_id.eq(council_id))
        .select(programmes::year)
        .distinct()
        .order(programmes::year.desc())
        .load(db)?)
}

/// A programme by id.
pub fn by_id(db: &mut Connection, id: &str) -> Outcome<ProgrammeRow> {
    Ok(programmes::table.find(id).select(ProgrammeRow::as_select()).first(db)?)
}

/// Writes a programme down.
pub fn insert(db: &mut Connection, row: &ProgrammeRow) -> Outcome<()> {
    diesel::insert_into(programmes::table).values(row).execute(db)?;
    Ok(())
}

/// Saves a programme if nobody saved it since it was read.
pub fn save(db: &mut Connection, row: &mut ProgrammeRow) -> Outcome<()> {
    let read = row.version;
    row.version += 1;
    let saved = diesel::update(programmes::table.filter(programmes::id.eq(&row.id).and(programmes::version.eq(read))))
        .set(&*row)
        .execute(db)?;
    saved_once(saved)
}

/// The items of a council's programmes for a year, in the order of their days.
pub fn items_of_year(db: &mut Connection, council_id: &str, year: i64) -> Outcome<Vec<ItemRow>> {
    Ok(programme_items::table
        .filter(programme_items::council_id.eq(council_id).and(programme_items::year.eq(year)))
        .order((programme_items::starts_on.is_null(), programme_items::starts_on, programme_items::id))
        .select(ItemRow::as_select())
        .load(db)?)
}

/// The items of several councils between two years.
pub fn items_between(db: &mut Connection, councils: &[String], years: (i64, i64)) -> Outcome<Vec<ItemRow>> {
    Ok(programme_items::table
        .filter(programme_items::council_id.eq_any(councils))
        .filter(programme_items::year.between(years.0, years.1))
        .order((programme_items::starts_on, programme_items::id))
        .select(ItemRow::as_select())
        .load(db)?)
}

/// The items of several councils between two years that stand, as they are drawn and compared.
pub fn drawn_between(db: &mut Connection, councils: &[String], years: (i64, i64)) -> Outcome<Vec<DrawnItem>> {
    Ok(programme_items::table
        .filter(programme_items::council_id.eq_any(councils))
        .filter(programme_items::year.between(years.0, years.1).and(programme_items::state.eq_any(STANDING)))
        .order((programme_items::starts_on, programme_items::id))
        .select(DrawnItem::as_select())
        .load(db)?)
}

/// Items by id that stand, as they are drawn and compared.
pub fn drawn(db: &mut Connection, ids: &[String]) -> Outcome<Vec<DrawnItem>> {
    Ok(programme_items::table
        .filter(programme_items::id.eq_any(ids).and(programme_items::state.eq_any(STANDING)))
        .select(DrawnItem::as_select())
        .load(db)?)
}

/// About how many records each of these councils has in a year: items, or supervisions where it has more of those. Both are
/// counted from an index alone.
pub fn records_of_year(db: &mut Connection, of: &[&str], year: i64) -> Outcome<HashMap<String, i64>> {
    let items: Vec<(String, i64)> = programme_items::table
        .filter(programme_items::council_id.eq_any(of).and(programme_items::year.eq(year)))
        .group_by(programme_items::council_id)
        .select((programme_items::council_id, count_star()))
        .load(db)?;
    let held: Vec<(String, i64)> = supervisions::table
        .filter(supervisions::council_id.eq_any(of).and(supervisions::year.eq(year)))
        .group_by(supervisions::council_id)
        .select((supervisions::council_id, count_star()))
        .load(db)?;
    let mut counted: HashMap<String, i64> = items.into_iter().collect();
    for (council, n) in held {
        let known = counted.entry(council).or_default();
        *known = n.max(*known);
    }
    Ok(counted)
}

/// An item by id.
pub fn item(db: &mut Connection, id: &str) -> Outcome<ItemRow> {
    Ok(programme_items::table.find(id).select(ItemRow::as_select()).first(db)?)
}

/// Was this record taken in before?
pub fn item_taken(db: &mut Connection, taken_from: &str) -> Outcome<bool> {
    let known: Option<String> = programme_items::table
        .filter(programme_items::taken_from.eq(taken_from))
        .select(programme_items::id)
        .first(db)
        .optional()?;
    Ok(known.is_some())
}

/// Writes an item down.
pub fn insert_item(db: &mut Connection, row: &ItemRow, units: &[String]) -> Outcome<()> {
    diesel::insert_into(programme_items::table).values(row).execute(db)?;
    insert_units(db, &row.id, units)
}

/// Saves an item if nobody saved it since it was read.
pub fn save_item(db: &mut Connection, row: &mut ItemRow) -> Outcome<()> {
    let read = row.version;
    row.version += 1;
    let mine = programme_items::table.filter(programme_items::id.eq(&row.id).and(programme_items::version.eq(read)));
    saved_once(diesel::update(mine).set(&*row).execute(db)?)
}

/// Puts other units in the place of those of an item.
pub fn replace_units(db: &mut Connection, item_id: &str, units: &[String]) -> Outcome<()> {
    diesel::delete(programme_item_units::table.filter(programme_item_units::item_id.eq(item_id))).execute(db)?;
    insert_units(db, item_id, units)
}

fn insert_units(db: &mut Connection, item_id: &str, units: &[String]) -> Outcome<()> {
    for unit in units {
        diesel::insert_into(programme_item_units::table)
            .values((programme_item_units::item_id.eq(item_id), programme_item_units::body_id.eq(unit)))
            .execute(db)?;
    }
    Ok(())
}

/// The units of items: item, body, name.
pub fn units_of(db: &mut Connection, items: &[String]) -> Outcome<Vec<(String, String, String)>> {
    Ok(programme_item_units::table
        .inner_join(bodies::table.on(bodies::id.eq(programme_item_units::body_id)))
        .filter(programme_item_units::item_id.eq_any(items))
        .order((programme_item_units::item_id, bodies::sort_key))
        .select((programme_item_units::item_id, bodies::id, bodies::name))
        .load(db)?)
}

/// Items, of any council, that mean one of these units: item, body.
pub fn items_with_units(db: &mut Connection, units: &[String]) -> Outcome<Vec<(String, String)>> {
    Ok(programme_item_units::table
        .filter(programme_item_units::body_id.eq_any(units))
        .select((programme_item_units::item_id, programme_item_units::body_id))
        .load(db)?)
}

/// The proposals for a year.
pub fn proposals_of(db: &mut Connection, council_id: &str, year: i64) -> Outcome<Vec<ProposalRow>> {
    Ok(proposals::table
        .filter(proposals::council_id.eq(council_id).and(proposals::year.eq(year)))
        .order((proposals::state.desc(), proposals::proposed_on, proposals::id))
        .select(ProposalRow::as_select())
        .load(db)?)
}

/// A proposal by id.
pub fn proposal(db: &mut Connection, id: &str) -> Outcome<ProposalRow> {
    Ok(proposals::table.find(id).select(ProposalRow::as_select()).first(db)?)
}

/// Writes a proposal down.
pub fn insert_proposal(db: &mut Connection, row: &ProposalRow) -> Outcome<()> {
    diesel::insert_into(proposals::table).values(row).execute(db)?;
    Ok(())
}

/// Says what became of a proposal.
pub fn answer_proposal(db: &mut Connection, id: &str, state: &str, reason: &str, item: Option<&str>) -> Outcome<()> {
    let open = proposals::table.filter(proposals::id.eq(id).and(proposals::state.eq("open")));
    let changed = diesel::update(open)
        .set((proposals::state.eq(state), proposals::reason.eq(reason), proposals::item_id.eq(item)))
        .execute(db)?;
    if changed == 1 { Ok(()) } else { Err(Trouble::NotFound) }
}

/// Decisions on overlaps of these items, latest first.
pub fn decisions(db: &mut Connection, items: &[String]) -> Outcome<Vec<DecisionRow>> {
    Ok(overlap_decisions::table
        .filter(overlap_decisions::item_id.eq_any(items))
        .order((overlap_decisions::decided_on.desc(), overlap_decisions::id.desc()))
        .select(DecisionRow::as_select())
        .load(db)?)
}

/// Writes a decision down.
pub fn insert_decision(db: &mut Connection, row: &DecisionRow) -> Outcome<()> {
    diesel::insert_into(overlap_decisions::table).values(row).execute(db)?;
    Ok(())
}
