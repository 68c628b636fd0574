//! What only the council side does: the verdict, and taking it back.
//!
//! "Answered" and "done" are different facts: a follow-up is over when the Standing Committee says so, with evidence.
//! Law: Luật 87/2015/QH13, Điều 89; Luật 121/2025/QH15, Điều 40 (second-hand).

use law::followup::Verdict;
use law::role::Act as Deed;
use serde::Deserialize;

use super::{answering, store};
use super::{load_for, write_deed};
use crate::db::act::Act;
use crate::transfers;
use crate::trouble::{Outcome, Trouble};

/// A verdict as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewVerdict {
    /// `done`, `partly`, `not_done`, `excused`, `off_request`.
    pub verdict: String,
    /// Why; the written excuse, where it is excused.
    pub words: String,
}

/// The council judges.
pub fn judge(act: &mut Act, number: &str, new: &NewVerdict) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::Judge)?;
    let verdict =
        Verdict::read(&new.verdict).ok_or_else(|| Trouble::field("verdict", "invalid-verdict", &new.verdict))?;
    Trouble::too_long("words", &new.words, super::recording::LONGEST)?;
    let evidence = usize::try_from(row.evidence).unwrap_or(0);
    let (next, _) = row.state()?.judge(verdict, evidence, &new.words, act.today)?;
    row.set_state(next);
    row.verdict = Some(verdict.as_str().into());
    store::save(act.db, &mut row)?;
    if verdict.closes() {
        let today = act.today.to_string();
        for kind in ["due", "explanation", "report"] {
            store::meet_deadlines(act.db, &row.id, kind, &today)?;
        }
        transfers::store::lapse(act.db, &row.id, &today)?;
    } else {
        answering::resume_rhythm(act, &row)?;
    }
    write_deed(act, &row.id, "judged", verdict.as_str(), &new.words)?;
    act.record(&row.council_id, "judged", &row.id, &serde_json::json!({ "verdict": verdict.as_str() }))
}

/// A reopening as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Reopening {
    /// Why.
    pub words: String,
}

/// The council takes a closing verdict back: a wrong click, or a thing that came back.
pub fn reopen(act: &mut Act, number: &str, new: &Reopening) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::Judge)?;
    let (next, _) = row.state()?.reopen(&new.words)?;
    row.set_state(next);
    row.verdict = None;
    store::save(act.db, &mut row)?;
    store::reopen_deadline(act.db, &row.id)?;
    answering::resume_rhythm(act, &row)?;
    write_deed(act, &row.id, "reopened", "", &new.words)?;
    act.record(&row.council_id, "reopened", &row.id, &serde_json::json!({}))
}
