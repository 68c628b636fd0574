//! Sheets of cooperation (phiếu hợp tác): what a council has on record about a unit, on one day. The unit is shown it first
//! and may answer; only then it is laid before the council. Until it is laid, deputies do not see it.

use diesel::prelude::*;
use law::role::Act as Deed;
use serde::{Deserialize, Serialize};

use super::cooperation::{self, Cooperation};
use crate::councils::store as councils;
use crate::db::act::Act;
use crate::db::schema::cooperation_sheets;
use crate::db::{Connection, saved_once};
use crate::followups::recording::LONGEST;
use crate::trouble::{Outcome, Trouble};

/// A sheet as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = cooperation_sheets, treat_none_as_null = true, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct SheetRow {
    pub id: String,
    pub council_id: String,
    pub body_id: String,
    #[serde(skip)]
    pub figures: String,
    pub shown_by: String,
    pub shown_on: String,
    pub answer_by: String,
    pub answer: String,
    pub answered_by: Option<String>,
    pub answered_on: Option<String>,
    pub laid_by: Option<String>,
    pub laid_on: Option<String>,
    pub version: i64,
}

impl SheetRow {
    /// The figures of its day.
    pub fn figures(&self) -> Outcome<Cooperation> {
        Ok(serde_json::from_str(&self.figures)?)
    }
}

/// A unit to be shown its record.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewSheet {
    /// The unit (id).
    pub body: String,
    /// The office's day until which the unit may answer before the sheet is laid before the council.
    pub answer_by: String,
}

/// What a unit says to its record.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct SheetAnswer {
    /// Its words.
    pub words: String,
}

/// A sheet.
pub fn by_id(db: &mut Connection, id: &str) -> Outcome<SheetRow> {
    Ok(cooperation_sheets::table.find(id).select(SheetRow::as_select()).first(db)?)
}

/// Sheets of a council, newest first; of those not laid yet none where only laid ones may be seen.
pub fn of_council(db: &mut Connection, council_id: &str, only_laid: bool, most: i64) -> Outcome<Vec<SheetRow>> {
    let mut query = cooperation_sheets::table
        .filter(cooperation_sheets::council_id.eq(council_id))
        .order((cooperation_sheets::shown_on.desc(), cooperation_sheets::id.desc()))
        .limit(most)
        .select(SheetRow::as_select())
        .into_boxed::<crate::db::Backend>();
    if only_laid {
        query = query.filter(cooperation_sheets::laid_on.is_not_null());
    }
    Ok(query.load(db)?)
}

/// Sheets that some bodies were shown, newest first.
pub fn of_bodies(db: &mut Connection, bodies: &[String], most: i64) -> Outcome<Vec<SheetRow>> {
    Ok(cooperation_sheets::table
        .filter(cooperation_sheets::body_id.eq_any(bodies))
        .order((cooperation_sheets::shown_on.desc(), cooperation_sheets::id.desc()))
        .limit(most)
        .select(SheetRow::as_select())
        .load(db)?)
}

/// Shows a unit what is on record about it today. Returns the sheet's id.
pub fn show(act: &mut Act, mark: &str, new: &NewSheet) -> Outcome<String> {
    let council = councils::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::KeepSupervision, &council.id, &[])?;
    let record = cooperation::of_council(act.db, &council, act.today)?
        .into_iter()
        .find(|record| record.body == new.body.trim())
        .ok_or_else(|| Trouble::field("body", "invalid-body", &new.body))?;
    let mut faults = Vec::new();
    let answer_by = crate::followups::recording::read_day(&new.answer_by, "answer_by", &mut faults);
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    let Some(answer_by) = answer_by.filter(|day| *day > act.today) else {
        return Err(Trouble::field("answer_by", "invalid-day-past", &new.answer_by));
    };
    let waits = of_bodies(act.db, std::slice::from_ref(&record.body), 50)?
        .into_iter()
        .any(|sheet| sheet.council_id == council.id && sheet.laid_on.is_none());
    if waits {
        return Err(Trouble::field("body", "invalid-sheet-waits", record.name));
    }
    let row = SheetRow {
        id: act.new_id(),
        council_id: council.id.clone(),
        body_id: record.body.clone(),
        figures: serde_json::to_string(&record)?,
        shown_by: act.member.name.clone(),
        shown_on: act.today.to_string(),
        answer_by: answer_by.to_string(),
        answer: String::new(),
        answered_by: None,
        answered_on: None,
        laid_by: None,
        laid_on: None,
        version: 1,
    };
    diesel::insert_into(cooperation_sheets::table).values(&row).execute(act.db)?;
    act.record(&council.id, "cooperation_shown", &row.id, &serde_json::json!({ "body": row.body_id }))?;
    Ok(row.id)
}

/// The unit says what it has to say; a clerk writes down what came on paper.
pub fn answer(act: &mut Act, id: &str, new: &SheetAnswer) -> Outcome<()> {
    let mut row = by_id(act.db, id)?;
    act.may(Deed::SendUnitReport, &row.council_id, std::slice::from_ref(&row.body_id))?;
    if let Some(on) = &row.laid_on {
        return Err(Trouble::field("words", "invalid-sheet-laid", crate::web::ui::shown(Some(on))));
    }
    if new.words.trim().is_empty() {
        return Err(Trouble::field("words", "invalid-answer-missing", ""));
    }
    Trouble::too_long("words", &new.words, LONGEST)?;
    row.answer = words::nfc(new.words.trim());
    row.answered_by = Some(act.member.name.clone());
    row.answered_on = Some(act.today.to_string());
    save(act.db, &mut row)?;
    act.record(&row.council_id, "cooperation_answered", id, &serde_json::json!({ "body": row.body_id }))
}

/// Lays a sheet that the unit was shown before the council.
pub fn lay(act: &mut Act, id: &str) -> Outcome<()> {
    let mut row = by_id(act.db, id)?;
    act.may(Deed::ConcludeSupervision, &row.council_id, &[])?;
    if let Some(on) = &row.laid_on {
        return Err(Trouble::field("words", "invalid-sheet-laid", crate::web::ui::shown(Some(on))));
    }
    if row.answered_on.is_none() && row.answer_by >= act.today.to_string() {
        return Err(Trouble::field("words", "invalid-sheet-early", crate::web::ui::shown(Some(&row.answer_by))));
    }
    row.laid_by = Some(act.member.name.clone());
    row.laid_on = Some(act.today.to_string());
    save(act.db, &mut row)?;
    act.record(&row.council_id, "cooperation_laid", id, &serde_json::json!({ "body": row.body_id }))
}

fn save(db: &mut Connection, row: &mut SheetRow) -> Outcome<()> {
    let read = row.version;
    row.version += 1;
    let mine =
        cooperation_sheets::table.filter(cooperation_sheets::id.eq(&row.id).and(cooperation_sheets::version.eq(read)));
    saved_once(diesel::update(mine).set(&*row).execute(db)?)
}
