//! What the Standing Committee decides about a programme: each overlap that the program pointed out, then the programme as
//! a whole by a resolution or decision; and the session that the clocks of a draft hang on.

use law::refusal::Refusal;
use law::role::Act as Deed;
use serde::Deserialize;

use super::store::{self, DecisionRow, ItemRow};
use super::{LONGEST_SHORT, is_under_way, overlap, still_draft};
use crate::councils::store as councils;
use crate::db::act::Act;
use crate::followups::recording::{LONGEST, read_day};
use crate::trouble::{FieldFault, Outcome, Trouble};

/// What may be decided about an overlap.
pub const DECISIONS: &[&str] = &["keep", "move", "join", "drop"];

/// An approval as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Approval {
    /// Number and symbol of the resolution or decision.
    pub resolution: String,
    /// Its day.
    pub on: String,
}

/// A decision on an overlap, as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Deciding {
    /// The other record, as the overlap names it.
    pub other: String,
    /// `keep`, `move`, `join`, `drop`.
    pub decision: String,
    /// Why.
    pub words: String,
}

/// The day of the session that the clocks of a draft hang on is named.
pub fn set_session(act: &mut Act, id: &str, on: &str) -> Outcome<()> {
    let mut programme = store::by_id(act.db, id)?;
    act.may(Deed::DraftProgramme, &programme.council_id, &[])?;
    still_draft(&programme)?;
    let mut faults = Vec::new();
    let day = read_day(on, "session_on", &mut faults);
    if day.is_none() && faults.is_empty() {
        return Err(Trouble::field("session_on", "invalid-day-missing", ""));
    }
    let Some(day) = day else { return Err(Trouble::Invalid(faults)) };
    programme.session_on = Some(day.to_string());
    store::save(act.db, &mut programme)?;
    act.record(&programme.council_id, "programme_session_set", id, &serde_json::json!({ "on": day.to_string() }))
}

/// The Standing Committee decides on an overlap that the program pointed out; both are on record.
pub fn decide(act: &mut Act, item_id: &str, deciding: &Deciding) -> Outcome<()> {
    let item = store::item(act.db, item_id)?;
    act.may(Deed::DecideProgramme, &item.council_id, &[])?;
    let programme = store::by_id(act.db, &item.programme_id)?;
    let council = councils::by_id(act.db, &item.council_id)?.ok_or(Trouble::NotFound)?;
    let found = overlap::of_items(act.db, &act.app.law, &council, std::slice::from_ref(&item))?
        .into_iter()
        .find(|one| one.other == deciding.other)
        .ok_or(Trouble::NotFound)?;
    if !DECISIONS.contains(&deciding.decision.as_str()) {
        return Err(Trouble::field("decision", "invalid-decision", &deciding.decision));
    }
    if deciding.words.trim().is_empty() {
        return Err(Trouble::field("words", "invalid-reason-missing", ""));
    }
    Trouble::too_long("words", &deciding.words, LONGEST)?;
    if deciding.decision == "drop" && is_under_way(act, &item.id)? {
        return Err(Trouble::field("decision", "invalid-item-opened", item.title.clone()));
    }
    let row = DecisionRow {
        id: act.new_id(),
        council_id: item.council_id.clone(),
        item_id: item.id.clone(),
        other: found.other.clone(),
        shown: serde_json::to_string(&found)?,
        decision: deciding.decision.clone(),
        words: words::nfc(deciding.words.trim()),
        decided_by: act.member.name.clone(),
        decided_on: act.today.to_string(),
    };
    store::insert_decision(act.db, &row)?;
    if deciding.decision == "drop" {
        let mut item = item.clone();
        item.state = "dropped".into();
        item.reason.clone_from(&row.words);
        store::save_item(act.db, &mut item)?;
    }
    let body = serde_json::json!({ "programme": programme.id, "other": row.other, "decision": row.decision });
    act.record(&item.council_id, "overlap_decided", &item.id, &body)
}

/// A programme is approved by a resolution or decision. Overlaps wait for a decision first.
pub fn approve(act: &mut Act, id: &str, approval: &Approval) -> Outcome<()> {
    let mut programme = store::by_id(act.db, id)?;
    act.may(Deed::DecideProgramme, &programme.council_id, &[])?;
    still_draft(&programme)?;
    let mut faults = Vec::new();
    if approval.resolution.trim().is_empty() {
        faults.push(FieldFault { field: "resolution", key: "invalid-resolution-missing", words: String::new() });
    }
    faults.extend(FieldFault::too_long("resolution", &approval.resolution, LONGEST_SHORT));
    let on = read_day(&approval.on, "on", &mut faults).unwrap_or(act.today);
    if on > act.today && faults.is_empty() {
        return Err(Refusal::InTheFuture { on }.into());
    }
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    let council = councils::by_id(act.db, &programme.council_id)?.ok_or(Trouble::NotFound)?;
    let items: Vec<ItemRow> = store::items_of_year(act.db, &council.id, programme.year)?
        .into_iter()
        .filter(|item| item.programme_id == programme.id && item.stands())
        .collect();
    if items.is_empty() {
        return Err(Trouble::field("resolution", "invalid-programme-empty", ""));
    }
    let overlaps = overlap::of_items(act.db, &act.app.law, &council, &items)?;
    let undecided = overlaps.iter().filter(|one| one.decision.is_none()).count();
    if undecided > 0 {
        return Err(Refusal::OverlapsUndecided { count: undecided }.into());
    }
    programme.state = "approved".into();
    programme.resolution = words::nfc(approval.resolution.trim());
    programme.resolved_on = Some(on.to_string());
    programme.resolved_by = act.member.name.clone();
    store::save(act.db, &mut programme)?;
    let body = serde_json::json!({
        "year": programme.year, "resolution": programme.resolution, "items": items.len(), "overlaps": overlaps.len(),
    });
    act.record(&programme.council_id, "programme_approved", &programme.id, &body)
}
