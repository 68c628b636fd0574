//! All queries about rounds and meetings with voters, who takes part, and their clocks. Notes and photos: `notes`.

use diesel::dsl::count_star;
use diesel::prelude::*;
use serde::Serialize;

use crate::db::schema::{contact_checkins, contact_clocks, contact_deputies, contact_meetings, contact_rounds, people};
use crate::db::{Connection, saved_once};
use crate::trouble::Outcome;

diesel::allow_columns_to_appear_in_same_group_by_clause!(contact_deputies::person_id, contact_meetings::state);

/// A round as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = contact_rounds, treat_none_as_null = true, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct RoundRow {
    pub id: String,
    pub council_id: String,
    pub title: String,
    pub kind: String,
    pub session: String,
    pub session_opens_on: Option<String>,
    pub starts_on: String,
    pub ends_on: String,
    pub plan_document: String,
    pub words: String,
    pub asked_by: String,
    pub asked_on: Option<String>,
    pub decision: Option<String>,
    pub decided_on: Option<String>,
    pub recorded_at: String,
    pub version: i64,
}

/// A meeting as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = contact_meetings, treat_none_as_null = true, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct MeetingRow {
    pub id: String,
    pub council_id: String,
    pub round_id: String,
    pub on_day: String,
    pub at_time: String,
    pub way: String,
    pub place: String,
    pub area: String,
    pub area_key: String,
    pub group_id: Option<String>,
    pub chair: String,
    pub state: String,
    pub state_words: String,
    pub voters: i64,
    pub minutes: String,
    pub version: i64,
}

impl MeetingRow {
    /// House and area, as a letter names them.
    pub fn whereabouts(&self) -> String {
        if self.place.is_empty() { self.area.clone() } else { format!("{}, {}", self.place, self.area) }
    }
}

/// Who was there, by their own account.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = contact_checkins, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct CheckinRow {
    pub id: String,
    pub meeting_id: String,
    pub account_id: String,
    pub by_name: String,
    pub at: String,
    pub voters: i64,
}

/// A clock of a round or a meeting.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = contact_clocks, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct ClockRow {
    pub id: String,
    pub council_id: String,
    pub round_id: String,
    pub meeting_id: Option<String>,
    pub rule: String,
    pub started_on: String,
    pub due_on: String,
    pub reckoning: String,
    pub met_on: Option<String>,
    pub met_words: String,
    pub open_on: Option<String>,
}

/// A round by id.
pub fn round(db: &mut Connection, id: &str) -> Outcome<RoundRow> {
    Ok(contact_rounds::table.find(id).select(RoundRow::as_select()).first(db)?)
}

/// Rounds of a council, latest first.
pub fn rounds(db: &mut Connection, council_id: &str, most: i64) -> Outcome<Vec<RoundRow>> {
    Ok(contact_rounds::table
        .filter(contact_rounds::council_id.eq(council_id))
        .order((contact_rounds::starts_on.desc(), contact_rounds::id.desc()))
        .limit(most)
        .select(RoundRow::as_select())
        .load(db)?)
}

/// Writes a round down.
pub fn insert_round(db: &mut Connection, row: &RoundRow) -> Outcome<()> {
    diesel::insert_into(contact_rounds::table).values(row).execute(db)?;
    Ok(())
}

/// Saves a round if nobody saved it since it was read.
pub fn save_round(db: &mut Connection, row: &mut RoundRow) -> Outcome<()> {
    let read = row.version;
    row.version += 1;
    let mine = contact_rounds::table.filter(contact_rounds::id.eq(&row.id).and(contact_rounds::version.eq(read)));
    saved_once(diesel::update(mine).set(&*row).execute(db)?)
}

/// A meeting by id.
pub fn meeting(db: &mut Connection, id: &str) -> Outcome<MeetingRow> {
    Ok(contact_meetings::table.find(id).select(MeetingRow::as_select()).first(db)?)
}

/// Meetings of a round in order.
pub fn meetings(db: &mut Connection, round_id: &str) -> Outcome<Vec<MeetingRow>> {
    Ok(contact_meetings::table
        .filter(contact_meetings::round_id.eq(round_id))
        .order((contact_meetings::on_day, contact_meetings::at_time, contact_meetings::id))
        .select(MeetingRow::as_select())
        .load(db)?)
}

/// Meetings of a council between two days, latest first.
pub fn meetings_between(db: &mut Connection, council_id: &str, days: (&str, &str)) -> Outcome<Vec<MeetingRow>> {
    Ok(contact_meetings::table
        .filter(contact_meetings::council_id.eq(council_id))
        .filter(contact_meetings::on_day.between(days.0, days.1))
        .order((contact_meetings::on_day.desc(), contact_meetings::id.desc()))
        .limit(200)
        .select(MeetingRow::as_select())
        .load(db)?)
}

/// How many meetings each round of a council has, by state.
pub fn counted(db: &mut Connection, council_id: &str) -> Outcome<Vec<(String, String, i64)>> {
    Ok(contact_meetings::table
        .filter(contact_meetings::council_id.eq(council_id))
        .group_by((contact_meetings::round_id, contact_meetings::state))
        .select((contact_meetings::round_id, contact_meetings::state, count_star()))
        .load(db)?)
}

/// Writes a meeting down.
pub fn insert_meeting(db: &mut Connection, row: &MeetingRow) -> Outcome<()> {
    diesel::insert_into(contact_meetings::table).values(row).execute(db)?;
    Ok(())
}

/// Saves a meeting if nobody saved it since it was read.
pub fn save_meeting(db: &mut Connection, row: &mut MeetingRow) -> Outcome<()> {
    let read = row.version;
    row.version += 1;
    let mine = contact_meetings::table.filter(contact_meetings::id.eq(&row.id).and(contact_meetings::version.eq(read)));
    saved_once(diesel::update(mine).set(&*row).execute(db)?)
}

/// Deputies who are to take part in a meeting: person, name.
pub fn deputies(db: &mut Connection, meeting_id: &str) -> Outcome<Vec<(String, String)>> {
    Ok(contact_deputies::table
        .inner_join(people::table.on(people::id.eq(contact_deputies::person_id)))
        .filter(contact_deputies::meeting_id.eq(meeting_id))
        .order(people::sort_key)
        .select((people::id, people::name))
        .load(db)?)
}

/// Deputies of several meetings: meeting, name.
pub fn deputies_of(db: &mut Connection, meetings: &[String]) -> Outcome<Vec<(String, String)>> {
    Ok(contact_deputies::table
        .inner_join(people::table.on(people::id.eq(contact_deputies::person_id)))
        .filter(contact_deputies::meeting_id.eq_any(meetings))
        .order(people::sort_key)
        .select((contact_deputies::meeting_id, people::name))
        .load(db)?)
}

/// Names who takes part in a meeting, in place of those named before.
pub fn assign(db: &mut Connection, meeting_id: &str, people: &[(String, &String)]) -> Outcome<()> {
    diesel::delete(contact_deputies::table.filter(contact_deputies::meeting_id.eq(meeting_id))).execute(db)?;
    for (id, person) in people {
        diesel::insert_into(contact_deputies::table)
            .values((
                contact_deputies::id.eq(id),
                contact_deputies::meeting_id.eq(meeting_id),
                contact_deputies::person_id.eq(*person),
            ))
            .execute(db)?;
    }
    Ok(())
}

/// In how many meetings of a council, not cancelled, each deputy is or was to take part: person, state, count.
pub fn balance(db: &mut Connection, council_id: &str) -> Outcome<Vec<(String, String, i64)>> {
    Ok(contact_deputies::table
        .inner_join(contact_meetings::table.on(contact_meetings::id.eq(contact_deputies::meeting_id)))
        .filter(contact_meetings::council_id.eq(council_id))
        .filter(contact_meetings::state.ne("cancelled"))
        .group_by((contact_deputies::person_id, contact_meetings::state))
        .select((contact_deputies::person_id, contact_meetings::state, count_star()))
        .load(db)?)
}

/// Who checked in, earliest first.
pub fn checkins(db: &mut Connection, meeting_id: &str) -> Outcome<Vec<CheckinRow>> {
    Ok(contact_checkins::table
        .filter(contact_checkins::meeting_id.eq(meeting_id))
        .order((contact_checkins::at, contact_checkins::id))
        .select(CheckinRow::as_select())
        .load(db)?)
}

/// Writes down that somebody was there, once for each account; the count of voters may be mended.
pub fn check_in(db: &mut Connection, row: &CheckinRow) -> Outcome<()> {
    let of = contact_checkins::table
        .filter(contact_checkins::meeting_id.eq(&row.meeting_id))
        .filter(contact_checkins::account_id.eq(&row.account_id));
    let known = diesel::update(of).set(contact_checkins::voters.eq(row.voters)).execute(db)?;
    if known == 0 {
        diesel::insert_into(contact_checkins::table).values(row).execute(db)?;
    }
    Ok(())
}

/// Writes a clock down.
pub fn insert_clock(db: &mut Connection, row: &ClockRow) -> Outcome<()> {
    diesel::insert_into(contact_clocks::table).values(row).execute(db)?;
    Ok(())
}

/// Clocks of a round and its meetings, by due day.
pub fn clocks(db: &mut Connection, round_id: &str) -> Outcome<Vec<ClockRow>> {
    Ok(contact_clocks::table
        .filter(contact_clocks::round_id.eq(round_id))
        .order((contact_clocks::due_on, contact_clocks::id))
        .select(ClockRow::as_select())
        .load(db)?)
}

/// A clock by id.
pub fn clock(db: &mut Connection, id: &str) -> Outcome<ClockRow> {
    Ok(contact_clocks::table.find(id).select(ClockRow::as_select()).first(db)?)
}

/// Ends the open clocks of a rule: nothing is owed by that day any more.
pub fn stop_clocks(db: &mut Connection, round_id: &str, meeting_id: Option<&str>, rules: &[&str]) -> Outcome<()> {
    let open = contact_clocks::table
        .filter(contact_clocks::round_id.eq(round_id).and(contact_clocks::open_on.is_not_null()))
        .filter(contact_clocks::rule.eq_any(rules));
    let nothing = contact_clocks::open_on.eq(None::<String>);
    match meeting_id {
        Some(id) => diesel::update(open.filter(contact_clocks::meeting_id.eq(id))).set(nothing).execute(db)?,
        None => diesel::update(open.filter(contact_clocks::meeting_id.is_null())).set(nothing).execute(db)?,
    };
    Ok(())
}

/// What a clock waits for was done.
pub fn meet_clock(db: &mut Connection, id: &str, on: &str, words: &str) -> Outcome<()> {
    let open = contact_clocks::table.filter(contact_clocks::id.eq(id).and(contact_clocks::open_on.is_not_null()));
    saved_once(
        diesel::update(open)
            .set((
                contact_clocks::met_on.eq(on),
                contact_clocks::met_words.eq(words),
                contact_clocks::open_on.eq(None::<String>),
            ))
            .execute(db)?,
    )
}

/// How many meetings there are, of every council.
pub fn count(db: &mut Connection) -> Outcome<i64> {
    Ok(contact_meetings::table.count().get_result(db)?)
}
