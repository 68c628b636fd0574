//! Handover (bàn giao): the open follow-ups of a dissolved council pass to a successor, by a named person's decision, in
//! a list, recorded on both sides. Late stays late: the due day goes along.
//!
//! A follow-up maps through a succession by decision, never by itself, since a unit may pass into several.

use diesel::prelude::*;
use law::role::Act as Deed;
use serde::{Deserialize, Serialize};

use super::store as councils;
use crate::db::Connection;
use crate::db::act::Act;
use crate::db::schema::{handover_items, handovers};
use crate::followups::recording::{self, Alike, NewFollowup, Taken};
use crate::followups::store::{self, DeadlineRow, EvidenceRow, FollowupRow};
use crate::followups::write_deed;
use crate::transfers;
use crate::trouble::{FieldFault, Outcome, Trouble};

/// A handover as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = handovers, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct HandoverRow {
    pub id: String,
    pub from_council: String,
    pub to_council: String,
    pub decided_by: String,
    pub document: String,
    pub decided_on: String,
    pub at: String,
}

/// A handover as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewHandover {
    /// Mark of the receiving council.
    pub to: String,
    /// Who decided.
    pub decided_by: String,
    /// Number and symbol of the decision or minutes.
    pub document: String,
    /// Day of the decision; empty means today.
    pub decided_on: String,
    /// Numbers of the follow-ups, commas between.
    pub viec: String,
    /// The body of the receiving council that now leads them (id); empty means its People's Committee.
    pub lead: String,
}

/// Follow-ups of one decision at the most.
const MOST: usize = 2000;

/// Passes follow-ups on. Returns how many.
pub fn hand_over(act: &mut Act, from_mark: &str, new: &NewHandover) -> Outcome<usize> {
    let from = councils::by_mark(act.db, from_mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::HandOver, &from.id, &[])?;
    let mut faults = Vec::new();
    let mut fault = |field, key, words: &str| faults.push(FieldFault { field, key, words: words.to_owned() });
    if new.decided_by.trim().is_empty() {
        fault("decided_by", "invalid-name-missing", "");
    }
    if new.document.trim().is_empty() {
        fault("document", "invalid-document-missing", "");
    }
    let to = councils::by_mark(act.db, &new.to)?.filter(|to| to.id != from.id);
    if to.is_none() {
        fault("to", "invalid-council", &new.to);
    }
    let decided_on =
        if new.decided_on.trim().is_empty() { Ok(act.today) } else { law::day::parse_day(&new.decided_on) };
    if decided_on.is_err() {
        fault("decided_on", "invalid-day", &new.decided_on);
    }
    let numbers: Vec<&str> = new.viec.split(',').map(str::trim).filter(|number| !number.is_empty()).collect();
    if numbers.is_empty() {
        fault("viec", "invalid-nothing-picked", "");
    }
    if !from.is_over(&act.today.to_string()) {
        fault("to", "invalid-council-not-over", &from.name);
    }
    if decided_on.as_ref().is_ok_and(|day| *day > act.today) {
        fault("decided_on", "invalid-day-future", &new.decided_on);
    }
    let lead_fits = match (&to, new.lead.trim()) {
        (_, "") | (None, _) => true,
        (Some(to), lead) => councils::body(act.db, lead)?.is_some_and(|body| body.council_id == to.id),
    };
    if !lead_fits {
        fault("lead", "invalid-body", &new.lead);
    }
    if numbers.len() > MOST {
        fault("viec", "invalid-too-many", &MOST.to_string());
    }
    let (Some(to), Ok(decided_on), true) = (to, decided_on, faults.is_empty()) else {
        return Err(Trouble::Invalid(faults));
    };
    // Where nobody was named, the receiving council's own People's Committee leads: it can then be urged.
    let lead = if new.lead.trim().is_empty() {
        let bodies = councils::bodies_of(act.db, &to.id)?;
        bodies.into_iter().find(|body| body.kind == "peoples_committee").map(|body| body.id).unwrap_or_default()
    } else {
        new.lead.clone()
    };
    let row = HandoverRow {
        id: act.new_id(),
        from_council: from.id.clone(),
        to_council: to.id.clone(),
        decided_by: words::nfc(new.decided_by.trim()),
        document: words::nfc(new.document.trim()),
        decided_on: decided_on.to_string(),
        at: act.stamp(),
    };
    diesel::insert_into(handovers::table).values(&row).execute(act.db)?;
    for number in &numbers {
        let old = store::by_number(act.db, number)?;
        if old.council_id != from.id {
            return Err(Trouble::NotFound);
        }
        let old_id = old.id.clone();
        let passing = Passing { from: "handover", lead: &lead, document: &row.document };
        let taken = pass_on(act, old, &to, &passing)?;
        let today = act.today.to_string();
        transfers::store::lapse(act.db, &old_id, &today)?;
        diesel::insert_into(handover_items::table)
            .values((
                handover_items::handover_id.eq(&row.id),
                handover_items::from_followup.eq(&old_id),
                handover_items::to_followup.eq(&taken.id),
            ))
            .execute(act.db)?;
    }
    let body = serde_json::json!({ "to": to.mark, "document": row.document, "items": numbers });
    act.record(&from.id, "handed_over", &row.id, &body)?;
    let body = serde_json::json!({ "from": from.mark, "document": row.document, "items": numbers.len() });
    act.record(&to.id, "taken_over", &row.id, &body)?;
    Ok(numbers.len())
}

/// How a follow-up passes from one council to another.
pub struct Passing<'a> {
    /// What makes the new one recognisable as taken from the old: a handover or a transfer.
    pub from: &'a str,
    /// The body that leads it from now on (id); empty where nobody does.
    pub lead: &'a str,
    /// The decision.
    pub document: &'a str,
}

/// Closes a follow-up as handed over and writes it down in the receiving council, with its words, its day and its link to
/// the earlier self. Late stays late.
pub fn pass_on(
    act: &mut Act,
    mut old: FollowupRow,
    to: &councils::CouncilRow,
    passing: &Passing,
) -> Outcome<FollowupRow> {
    let before = old.state()?;
    let (next, _) = before.hand_over(act.today)?;
    let new = NewFollowup {
        origin: old.origin.clone(),
        facing: old.facing.clone(),
        priority: old.priority.clone(),
        title: old.title.clone(),
        words: old.words.clone(),
        source: old.source.clone(),
        source_on: old.source_on.clone().unwrap_or_default(),
        lead: passing.lead.to_owned(),
        lead_words: old.lead_words.clone(),
        product: old.product.clone(),
        proof: old.proof.clone(),
        due_words: old.due_words.clone(),
        due_on: old.due_on.clone().unwrap_or_default(),
        published_on: old.published_on.clone().unwrap_or_default(),
        ..NewFollowup::default()
    };
    let from = format!("{}:{}", passing.from, old.id);
    let taken = Taken { from, year: None, alike: Alike::Known(Some(old.id.clone())) };
    let (mut taken, _) = recording::record_row(act, to, &new, Some(taken))?;
    // What the addressee said and proved stands: a claim waits for the receiving council's verdict.
    taken.response.clone_from(&old.response);
    taken.set_state(before);
    taken.evidence = old.evidence;
    store::save(act.db, &mut taken)?;
    old.set_state(next);
    store::save(act.db, &mut old)?;
    let may_owe: Vec<String> = councils::addressees(act.db, to)?.into_iter().map(|body| body.id).collect();
    let co: Vec<String> = store::co_bodies(act.db, &old.id)?.into_iter().filter(|id| may_owe.contains(id)).collect();
    store::insert_co_bodies(act.db, &taken.id, &co)?;
    pass_clocks_on(act, &old, &taken)?;
    write_deed(act, &old.id, "handed_over", &taken.number, passing.document)?;
    let deed_id = write_deed(act, &taken.id, "taken_over", &old.number, passing.document)?;
    for piece in store::evidence(act.db, &old.id)? {
        let copy =
            EvidenceRow { id: act.new_id(), followup_id: taken.id.clone(), deed_id: deed_id.clone(), ..piece.clone() };
        store::insert_evidence(act.db, &copy)?;
    }
    Ok(taken)
}

/// What was demanded by a day stays demanded by that day: open clocks end here and run on there.
fn pass_clocks_on(act: &mut Act, old: &FollowupRow, taken: &FollowupRow) -> Outcome<()> {
    let stamp = act.stamp();
    for clock in store::deadlines(act.db, &old.id)?.into_iter().filter(|clock| clock.open_on.is_some()) {
        store::supersede_deadlines(act.db, &old.id, &clock.kind, &stamp)?;
        if clock.kind == "due" {
            // The due day was written down with the follow-up itself.
            continue;
        }
        let copy = DeadlineRow {
            id: act.new_id(),
            council_id: taken.council_id.clone(),
            followup_id: taken.id.clone(),
            created_at: stamp.clone(),
            ..clock
        };
        store::insert_deadline(act.db, &copy)?;
    }
    Ok(())
}

/// How many follow-ups a handover passed on.
pub fn count_items(db: &mut Connection, handover_id: &str) -> Outcome<i64> {
    Ok(handover_items::table.filter(handover_items::handover_id.eq(handover_id)).count().get_result(db)?)
}

/// Handovers out of or into a council, newest first.
pub fn of_council(db: &mut Connection, council_id: &str) -> Outcome<Vec<HandoverRow>> {
    Ok(handovers::table
        .filter(handovers::from_council.eq(council_id).or(handovers::to_council.eq(council_id)))
        .order(handovers::at.desc())
        .select(HandoverRow::as_select())
        .load(db)?)
}
