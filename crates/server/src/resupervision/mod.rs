//! Re-supervision (tái giám sát): what an earlier round left undone, opened as the list to go through again.
//!
//! It takes every follow-up of the earlier round that was not judged done. What happens in the second round (team, plan,
//! visits) belongs to supervision; here stands only the list, so that nothing of the first round is lost.

pub mod api;
pub mod pages;

use diesel::prelude::*;
use law::role::Act as Deed;
use serde::{Deserialize, Serialize};

use crate::councils;
use crate::db::Connection;
use crate::db::act::Act;
use crate::db::schema::{resupervision_items, resupervisions};
use crate::followups;
use crate::trouble::{Outcome, Trouble};

/// A re-supervision.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = resupervisions, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct ResupervisionRow {
    pub id: String,
    pub council_id: String,
    pub title: String,
    pub of_source: String,
    pub body_id: Option<String>,
    pub opened_on: String,
    pub opened_by: String,
}

/// A re-supervision as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewResupervision {
    /// The source of the earlier round, as its follow-ups name it.
    pub source: String,
    /// Its title; empty takes the source's.
    pub title: String,
}

/// Opens a re-supervision with everything that the earlier round left undone. Returns its id.
pub fn open(act: &mut Act, mark: &str, new: &NewResupervision) -> Outcome<String> {
    let council = councils::store::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::OpenResupervision, &council.id, &[])?;
    let open = of_council(act.db, &council.id)?.into_iter().find(|one| one.of_source == new.source.trim());
    if let Some(open) = open {
        return Err(Trouble::field("source", "invalid-resupervision-open", open.title));
    }
    let undone = followups::store::not_done_of(act.db, &council.id, new.source.trim())?;
    if undone.is_empty() {
        return Err(Trouble::field("source", "invalid-nothing-undone", new.source.clone()));
    }
    let title = if new.title.trim().is_empty() { new.source.trim() } else { new.title.trim() };
    let row = ResupervisionRow {
        id: act.new_id(),
        council_id: council.id.clone(),
        title: words::nfc(title),
        of_source: new.source.trim().to_owned(),
        body_id: None,
        opened_on: act.today.to_string(),
        opened_by: act.member.name.clone(),
    };
    diesel::insert_into(resupervisions::table).values(&row).execute(act.db)?;
    for followup in &undone {
        diesel::insert_into(resupervision_items::table)
            .values((
                resupervision_items::resupervision_id.eq(&row.id),
                resupervision_items::followup_id.eq(&followup.id),
            ))
            .execute(act.db)?;
        followups::write_deed(act, &followup.id, "resupervised", &row.id, &row.title)?;
    }
    let body = serde_json::json!({ "source": row.of_source, "items": undone.len() });
    act.record(&council.id, "resupervision_opened", &row.id, &body)?;
    Ok(row.id)
}

/// Re-supervisions of a council, newest first.
pub fn of_council(db: &mut Connection, council_id: &str) -> Outcome<Vec<ResupervisionRow>> {
    Ok(resupervisions::table
        .filter(resupervisions::council_id.eq(council_id))
        .order((resupervisions::opened_on.desc(), resupervisions::id.desc()))
        .select(ResupervisionRow::as_select())
        .load(db)?)
}

/// A re-supervision by id.
pub fn by_id(db: &mut Connection, id: &str) -> Outcome<ResupervisionRow> {
    Ok(resupervisions::table.find(id).select(ResupervisionRow::as_select()).first(db)?)
}

/// The follow-ups of a re-supervision.
pub fn items(db: &mut Connection, id: &str) -> Outcome<Vec<followups::store::FollowupRow>> {
    let ids: Vec<String> = resupervision_items::table
        .filter(resupervision_items::resupervision_id.eq(id))
        .select(resupervision_items::followup_id)
        .load(db)?;
    let mut rows = followups::store::by_ids(db, &ids)?;
    rows.sort_by(|a, b| (&a.sort_due, &a.id).cmp(&(&b.sort_due, &b.id)));
    Ok(rows)
}
