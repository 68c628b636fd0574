//! Transfers (chuyển việc giữa hai cấp): a follow-up offered to the council directly above or below, which takes it over
//! only by its own decision.
//!
//! Until the other council accepts, nothing changes: the follow-up stays where it is owed, its clocks run and its papers
//! climb. What is accepted becomes a follow-up of the receiving council with the same words, day and history behind it,
//! and the first one is closed as handed over. A refusal leaves a reason; both councils keep the offer on record.

pub mod api;
pub mod pages;
pub mod store;

use law::role::Act as Deed;
use serde::Deserialize;
use store::TransferRow;

use crate::councils::handover::{Passing, pass_on};
use crate::councils::store::{self as councils, CouncilRow};
use crate::db::Connection;
use crate::db::act::Act;
use crate::followups::recording::LONGEST;
use crate::followups::{self, write_deed};
use crate::trouble::{FieldFault, Outcome, Trouble};

/// An offer as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewTransfer {
    /// Mark of the council that is to take it over.
    pub to: String,
    /// Why it belongs there.
    pub reason: String,
    /// Number and symbol of the letter or conclusion that says so, where there is one.
    pub document: String,
}

/// An acceptance as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct TransferAcceptance {
    /// The body of the receiving council's side that now leads it (id); empty keeps the present one where the council may
    /// ask it, and means its own People's Committee where not.
    pub lead: String,
    /// Number and symbol of the decision, or what was agreed.
    pub words: String,
}

/// A refusal or withdrawal as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct TransferAnswer {
    /// Why.
    pub words: String,
}

/// The councils to which a council may offer a follow-up: those directly above and below that have not ended.
pub fn receivers(db: &mut Connection, council: &CouncilRow, today: &str) -> Outcome<Vec<CouncilRow>> {
    let mut found: Vec<CouncilRow> = Vec::new();
    if let Some(upper) = &council.upper_id {
        found.extend(councils::by_id(db, upper)?);
    }
    found.extend(councils::lower(db, &council.id)?);
    found.retain(|one| !one.is_over(today));
    Ok(found)
}

/// Offers a follow-up to the council above or below. Returns the id of the offer.
pub fn offer(act: &mut Act, number: &str, new: &NewTransfer) -> Outcome<String> {
    let row = followups::load_for(act, number, Deed::TransferFollowup)?;
    row.still_open(act.today)?;
    let from = councils::by_id(act.db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    let today = act.today.to_string();
    let to = receivers(act.db, &from, &today)?.into_iter().find(|one| one.mark == new.to.trim());
    let mut faults = Vec::new();
    if to.is_none() {
        faults.push(FieldFault { field: "to", key: "invalid-council", words: new.to.clone() });
    }
    if new.reason.trim().is_empty() {
        faults.push(FieldFault { field: "reason", key: "invalid-transfer-reason", words: String::new() });
    }
    let (Some(to), true) = (to, faults.is_empty()) else { return Err(Trouble::Invalid(faults)) };
    Trouble::too_long("reason", &new.reason, LONGEST)?;
    Trouble::too_long("document", &new.document, LONGEST)?;
    if let Some(standing) = store::standing_offer(act.db, &row.id)? {
        let name = councils::by_id(act.db, &standing.to_council)?.map(|one| one.name).unwrap_or_default();
        return Err(Trouble::field("to", "invalid-transfer-standing", name));
    }
    let transfer = TransferRow {
        id: act.new_id(),
        from_council: from.id.clone(),
        to_council: to.id.clone(),
        followup_id: row.id.clone(),
        taken_id: None,
        state: "offered".into(),
        reason: words::nfc(new.reason.trim()),
        document: words::nfc(new.document.trim()),
        offered_by: act.member.name.clone(),
        offered_on: today,
        answered_by: None,
        answered_on: None,
        answer: String::new(),
        live_key: Some(row.id.clone()),
    };
    store::insert(act.db, &transfer)?;
    write_deed(act, &row.id, "transfer_offered", &to.name, &transfer.reason)?;
    record_on_both(act, &transfer, "offered", &row.number)?;
    Ok(transfer.id)
}

/// The receiving council takes the follow-up over. Returns the number that it has there.
pub fn accept(act: &mut Act, id: &str, new: &TransferAcceptance) -> Outcome<String> {
    let mut transfer = answerable(act, id, |transfer| &transfer.to_council)?;
    let row = followups::store::by_id(act.db, &transfer.followup_id)?;
    row.still_open(act.today)?;
    let to = councils::by_id(act.db, &transfer.to_council)?.ok_or(Trouble::NotFound)?;
    if to.is_over(&act.today.to_string()) {
        return Err(Trouble::field("lead", "invalid-council-over", to.name));
    }
    Trouble::too_long("words", &new.words, LONGEST)?;
    let may_lead = councils::addressees(act.db, &to)?;
    let asked = if new.lead.trim().is_empty() { row.lead_id.as_deref().unwrap_or_default() } else { new.lead.trim() };
    let lead = match may_lead.iter().find(|body| body.id == asked) {
        Some(body) => body.id.clone(),
        None if !new.lead.trim().is_empty() => return Err(Trouble::field("lead", "invalid-body", &new.lead)),
        None => may_lead
            .iter()
            .find(|body| body.kind == "peoples_committee" && body.council_id == to.id)
            .map(|body| body.id.clone())
            .unwrap_or_default(),
    };
    let words = words::nfc(new.words.trim());
    // What stands in both histories is a paper where there is one, else why it passed.
    let why = [&words, &transfer.document, &transfer.reason].into_iter().find(|one| !one.is_empty()).cloned();
    let why = why.unwrap_or_default();
    let taken = pass_on(act, row, &to, &Passing { from: &format!("transfer:{id}"), lead: &lead, document: &why })?;
    transfer.taken_id = Some(taken.id.clone());
    answer(act, &mut transfer, "accepted", words)?;
    record_on_both(act, &transfer, "accepted", &taken.number)?;
    Ok(taken.number)
}

/// The receiving council does not take it over, and says why.
pub fn decline(act: &mut Act, id: &str, new: &TransferAnswer) -> Outcome<()> {
    let transfer = answerable(act, id, |transfer| &transfer.to_council)?;
    end(act, transfer, "declined", new)
}

/// The offering council takes its offer back.
pub fn withdraw(act: &mut Act, id: &str, new: &TransferAnswer) -> Outcome<()> {
    let transfer = answerable(act, id, |transfer| &transfer.from_council)?;
    end(act, transfer, "withdrawn", new)
}

fn end(act: &mut Act, mut transfer: TransferRow, state: &str, new: &TransferAnswer) -> Outcome<()> {
    if new.words.trim().is_empty() {
        return Err(Trouble::field("words", "invalid-transfer-reason", ""));
    }
    Trouble::too_long("words", &new.words, LONGEST)?;
    answer(act, &mut transfer, state, words::nfc(new.words.trim()))?;
    let row = followups::store::by_id(act.db, &transfer.followup_id)?;
    let to = councils::by_id(act.db, &transfer.to_council)?.ok_or(Trouble::NotFound)?;
    let deed = format!("transfer_{state}");
    write_deed(act, &row.id, &deed, &to.name, &transfer.answer)?;
    record_on_both(act, &transfer, state, &row.number)
}

/// An offer that still stands, for somebody of the council that is to answer it.
fn answerable(act: &mut Act, id: &str, of: fn(&TransferRow) -> &String) -> Outcome<TransferRow> {
    let transfer = store::by_id(act.db, id)?;
    act.may(Deed::TransferFollowup, of(&transfer), &[])?;
    if transfer.live_key.is_none() {
        let on = transfer.answered_on.as_deref().and_then(|day| day.parse().ok()).unwrap_or(act.today);
        return Err(Trouble::field("words", "invalid-transfer-answered", law::day::office_form(on)));
    }
    Ok(transfer)
}

fn answer(act: &mut Act, transfer: &mut TransferRow, state: &str, words: String) -> Outcome<()> {
    state.clone_into(&mut transfer.state);
    transfer.answered_by = Some(act.member.name.clone());
    transfer.answered_on = Some(act.today.to_string());
    transfer.answer = words;
    transfer.live_key = None;
    store::save(act.db, transfer)
}

/// Both councils keep it in their own chains, each in its own words and with the other's mark.
fn record_on_both(act: &mut Act, transfer: &TransferRow, what: &str, number: &str) -> Outcome<()> {
    let sides = [
        (&transfer.from_council, &transfer.to_council, "transfer_from"),
        (&transfer.to_council, &transfer.from_council, "transfer_to"),
    ];
    for (council, other, side) in sides {
        let other = councils::by_id(act.db, other)?.map(|one| one.mark).unwrap_or_default();
        let body = serde_json::json!({ "number": number, "what": what, "other": other });
        act.record(council, side, &transfer.id, &body)?;
    }
    Ok(())
}
