//! Voters' petitions (kiến nghị của cử tri): each from the mouth of the asker to a judged answer.
//!
//! Verbs are split by ability: `recording` writes a petition down; `sorting` says whose matter it is and sends it on;
//! `answering` takes answers, promises, opinions and the end; `merging` joins, parts and ties repeats; `finding` searches and
//! compares; `sheet` reads a table (`sheet_answers` its
//! answers), `taking_in` takes it into the book and `taking_back` out of it. What an answer promises is
//! a follow-up of the register and is followed there. Law: Nghị quyết liên tịch 72/2025/NQLT, Điều 41–51.

pub mod answering;
pub mod api;
pub mod code_pages;
pub mod counts;
pub mod finding;
pub mod form;
pub mod import;
pub mod merging;
pub mod notices;
pub mod pages;
pub mod recording;
pub mod sheet;
pub mod sheet_answers;
pub mod sheet_pages;
pub mod short_forms;
pub mod sorting;
pub mod store;
pub mod synthesis;
pub mod taking_back;
pub mod taking_in;
pub mod topics;
pub mod view;
pub mod voices;

use law::day::Day;
use law::petition::Stage;
use law::role::Act as Deed;
use store::{PetitionRow, StepRow};

use crate::db::act::Act;
use crate::followups::recording::LONGEST;
use crate::trouble::{Outcome, Trouble};

/// Most letters of a line of facts.
pub(crate) const LONGEST_LINE: usize = 300;

/// Loads a petition and asks the law whether this member may do the deed on it.
pub fn load_for(act: &mut Act, number: &str, deed: Deed) -> Outcome<PetitionRow> {
    let row = store::by_number(act.db, number)?;
    let bodies: Vec<String> = row.body_id.iter().cloned().collect();
    match act.may(deed, &row.council_id, &bodies) {
        Ok(()) => Ok(row),
        // Who may not even read it is not told that it exists.
        Err(refused) => Err(view::seen(act.db, act.member, number).err().unwrap_or(refused)),
    }
}

/// The stage of a petition that stands for itself; one that was joined into another is handled there.
fn unmerged(row: &PetitionRow) -> Outcome<Stage> {
    match &row.merged_into {
        Some(_) => Err(Trouble::field("number", "invalid-petition-merged", &row.number)),
        None => row.stage(),
    }
}

fn reason_of(typed: &str) -> Outcome<String> {
    let reason = words::nfc(typed.trim());
    if reason.is_empty() {
        return Err(law::refusal::Refusal::ReasonMissing.into());
    }
    Trouble::too_long("words", &reason, LONGEST)?;
    Ok(reason)
}

fn priority_of(typed: &str) -> String {
    if typed == "high" { "high" } else { "normal" }.to_owned()
}

/// Writes a line of a petition's own history.
fn write_step(act: &mut Act, petition: &str, kind: &str, on: Day, value: &str, words: &str) -> Outcome<()> {
    let row = step_of(act, petition, kind, on, value, words);
    store::insert_step(act.db, &row)
}

fn step_of(act: &Act, petition: &str, kind: &str, on: Day, value: &str, words: &str) -> StepRow {
    StepRow {
        id: act.new_id(),
        petition_id: petition.to_owned(),
        kind: kind.to_owned(),
        on_day: on.to_string(),
        at: act.stamp(),
        account_id: act.member.account_id.clone(),
        by_name: act.member.name.clone(),
        value: value.to_owned(),
        words: words::nfc(words.trim()),
    }
}
