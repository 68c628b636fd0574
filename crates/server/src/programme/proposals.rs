//! Proposals: who asks that something be supervised in a year, and why; taken up by an item, or declined with a reason.
//!
//! Anybody of the council may propose (Luật 87/2015/QH13, Điều 58, 67); who drafts the programme decides.

use law::role::Act as Deed;
use serde::Deserialize;

use super::store::{self, ProposalRow};
use super::{LONGEST_TITLE, council_of, read_year};
use crate::db::act::Act;
use crate::followups::recording::LONGEST;
use crate::trouble::{FieldFault, Outcome, Trouble};

/// A proposal as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewProposal {
    /// The year it is for.
    pub year: String,
    /// Who proposes; empty means the member.
    pub by: String,
    /// Why it is needed.
    pub need: String,
    /// What is to be supervised.
    pub content: String,
    /// How far it reaches.
    pub scope: String,
    /// Who is to be supervised.
    pub target: String,
}

/// Somebody proposes a topic for a year. Returns the proposal's id.
pub fn propose(act: &mut Act, mark: &str, new: &NewProposal) -> Outcome<String> {
    let council = council_of(act, mark, Deed::ProposeTopic)?;
    let year = read_year(&new.year)?;
    let mut faults = Vec::new();
    for (field, text) in [("need", &new.need), ("content", &new.content)] {
        if text.trim().is_empty() {
            faults.push(FieldFault { field, key: "invalid-proposal-missing", words: String::new() });
        }
    }
    for (field, text) in
        [("need", &new.need), ("content", &new.content), ("scope", &new.scope), ("target", &new.target)]
    {
        faults.extend(FieldFault::too_long(field, text, LONGEST));
    }
    faults.extend(FieldFault::too_long("by", &new.by, LONGEST_TITLE));
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    let row = ProposalRow {
        id: act.new_id(),
        council_id: council.id.clone(),
        year,
        by_name: if new.by.trim().is_empty() { act.member.name.clone() } else { words::nfc(new.by.trim()) },
        need: words::nfc(new.need.trim()),
        content: words::nfc(new.content.trim()),
        scope: words::nfc(new.scope.trim()),
        target: words::nfc(new.target.trim()),
        state: "open".into(),
        reason: String::new(),
        item_id: None,
        proposed_on: act.today.to_string(),
    };
    store::insert_proposal(act.db, &row)?;
    act.record(&council.id, "topic_proposed", &row.id, &serde_json::json!({ "year": year }))?;
    Ok(row.id)
}

/// A proposal is not taken up, with a reason.
pub fn decline(act: &mut Act, id: &str, reason: &str) -> Outcome<()> {
    let row = store::proposal(act.db, id)?;
    act.may(Deed::DraftProgramme, &row.council_id, &[])?;
    if reason.trim().is_empty() {
        return Err(Trouble::field("reason", "invalid-reason-missing", ""));
    }
    Trouble::too_long("reason", reason, LONGEST)?;
    store::answer_proposal(act.db, id, "declined", &words::nfc(reason.trim()), None)?;
    act.record(&row.council_id, "topic_declined", id, &serde_json::json!({}))
}
