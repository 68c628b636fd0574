//! The conclusion of a supervision: what the body says, and each recommendation as a follow-up from that day on.
//!
//! Nothing here follows a recommendation up: the register does (`followups`). A recommendation without a named addressee
//! or a day is taken as it is, and the register shows the lack.

use law::followup::Origin;
use law::role::Act as Deed;
use serde::{Deserialize, Serialize};

use super::store::{self, SupervisionRow};
use super::{clocks, day_of_act, load_for, outline, write_step};
use crate::councils::store as councils;
use crate::db::act::Act;
use crate::followups::recording::{self, LONGEST, NewFollowup};
use crate::trouble::{Outcome, Trouble};

/// A conclusion as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewConclusion {
    /// Its day; empty means today.
    pub on: String,
    /// Number and symbol.
    pub symbol: String,
    /// What is concluded, in short.
    pub words: String,
    /// Recommendations that become follow-ups.
    pub recommendations: Vec<NewRecommendation>,
}

/// A recommendation as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewRecommendation {
    /// Its words.
    pub words: String,
    /// Lead body (id).
    pub lead: String,
    /// The published words that name the addressees.
    pub lead_words: String,
    /// Product expected.
    pub product: String,
    /// How we will know that it is done.
    pub proof: String,
    /// The published words about time.
    pub due_words: String,
    /// Due day.
    pub due_on: String,
    /// The finding of the supervision that it answers (id).
    pub finding: String,
}

/// The body concludes. Returns the numbers of the follow-ups that came of it.
pub fn conclude(act: &mut Act, id: &str, new: &NewConclusion) -> Outcome<Vec<String>> {
    let mut row = load_for(act, id, Deed::ConcludeSupervision)?;
    let on = day_of_act(act, &new.on, "on")?;
    if new.words.trim().is_empty() {
        return Err(Trouble::field("words", "invalid-conclusion-missing", ""));
    }
    Trouble::too_long("words", &new.words, LONGEST)?;
    Trouble::too_long("symbol", &new.symbol, 60)?;
    row.set_stage(row.stage()?.conclude(on)?);
    row.result = words::nfc(new.words.trim());
    store::save(act.db, &mut row)?;
    outline::add_paper_row(act, &row, "conclusion", &new.symbol, Some(on), "")?;
    clocks::meet(act, &row, None, "consider", on)?;
    clocks::stop_all(act, &row)?;
    let mut numbers = Vec::new();
    for recommendation in &new.recommendations {
        numbers.push(recommend_row(act, &row, recommendation)?);
    }
    write_step(act, id, None, "concluded", on, new.symbol.trim(), &new.words)?;
    let body = serde_json::json!({ "on": on.to_string(), "follow_ups": numbers });
    act.record(&row.council_id, "supervision_concluded", id, &body)?;
    Ok(numbers)
}

/// One more recommendation of a supervision that is concluded or about to be. Returns the number of its follow-up.
pub fn recommend(act: &mut Act, id: &str, new: &NewRecommendation) -> Outcome<String> {
    let row = load_for(act, id, Deed::ConcludeSupervision)?;
    if row.concluded_on.is_none() {
        return Err(law::refusal::Refusal::NotConcluded.into());
    }
    let number = recommend_row(act, &row, new)?;
    act.record(&row.council_id, "recommendation_added", id, &serde_json::json!({ "follow_up": number }))?;
    Ok(number)
}

fn recommend_row(act: &mut Act, row: &SupervisionRow, new: &NewRecommendation) -> Outcome<String> {
    let council = councils::by_id(act.db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    // What the register calls an obligation that comes out of this form stands with the form.
    let origin = act.app.law.rulebook.form(&row.form).map_or(Origin::Recommendation, |form| form.gives);
    let followup = NewFollowup {
        origin: origin.as_str().into(),
        words: new.words.clone(),
        source: row.title.clone(),
        source_on: row.concluded_on.clone().unwrap_or_default(),
        lead: new.lead.clone(),
        lead_words: new.lead_words.clone(),
        product: new.product.clone(),
        proof: new.proof.clone(),
        due_words: new.due_words.clone(),
        due_on: new.due_on.clone(),
        ..NewFollowup::default()
    };
    let finding = Some(new.finding.trim()).filter(|id| !id.is_empty());
    if let Some(id) = finding
        && !store::findings(act.db, &row.id)?.iter().any(|one| one.id == id)
    {
        return Err(Trouble::field("finding", "invalid-finding", id));
    }
    let (followup, _) = recording::record_row(act, &council, &followup, None)?;
    store::insert_followup(act.db, &row.id, &followup.id, finding)?;
    Ok(followup.number)
}
