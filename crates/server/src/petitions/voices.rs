//! What comes after an answer: it is made public, the asker says by a code whether it solved the matter, and what recurs at
//! the same place opens a closed petition again.
//!
//! A code is shown once and kept as a hash; it opens one petition and nothing else. Law: Nghị quyết liên tịch 72/2025/NQLT,
//! Điều 51. The time for opening again is the practice of offices (rule `office-petition-reopening`), not law.

use std::fmt::Write as _;

use diesel::prelude::*;
use law::deadline::reckon;
use law::petition::{Judge, Opinion, Stage};
use law::role::Act as Deed;
use rand::RngExt as _;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::recording::{NewOccurrence, occurrence_of};
use super::sorting::{PUBLISH_STEP, start_reply};
use super::store::{self, OpinionRow, PetitionRow};
use super::{LONGEST_LINE, load_for, unmerged, write_step};
use crate::db::Connection;
use crate::db::act::Act;
use crate::db::chain::hex;
use crate::db::schema::petition_codes;
use crate::followups::recording::LONGEST;
use crate::supervision::day_of_act;
use crate::trouble::{Outcome, Trouble};

/// The rule that says how long after its end a petition may be opened again.
const REOPENING: &str = "office-petition-reopening";
/// Letters of a code: those that are not taken for one another when read aloud or copied by hand.
const LETTERS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters in a code.
const LONG: usize = 10;

/// Made public, as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Publishing {
    /// The day; empty means today.
    pub on: String,
    /// Where: address of the page, number of the notice.
    pub place: String,
}

/// What an asker says by a code, as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct CodedOpinion {
    /// `solved`, `partly`, `not_solved`.
    pub opinion: String,
    /// In which words.
    pub words: String,
}

/// The result was made public.
pub fn publish(act: &mut Act, number: &str, new: &Publishing) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::HandlePetition)?;
    let on = day_of_act(act, &new.on, "on")?;
    Trouble::too_long("place", &new.place, LONGEST_LINE)?;
    if new.place.trim().is_empty() {
        return Err(Trouble::field("place", "invalid-publish-place", ""));
    }
    if row.is_public != 1 {
        return Err(Trouble::field("place", "invalid-publish-private", &row.number));
    }
    if !matches!(
        row.stage()?,
        Stage::OnSpot { .. } | Stage::Answered { .. } | Stage::Judged { .. } | Stage::Closed { .. }
    ) {
        return Err(law::refusal::Refusal::PetitionNotAnswered.into());
    }
    store::end_clocks(act.db, &row.id, &[PUBLISH_STEP], Some(&on.to_string()))?;
    store::save(act.db, &mut row)?;
    write_step(act, &row.id, "published", on, new.place.trim(), "")?;
    act.record(&row.council_id, "petition_published", &row.id, &serde_json::json!({ "on": on.to_string() }))
}

/// The same thing happens again at the same place: a closed petition opens, the body owes a new reply.
pub fn reopen(act: &mut Act, number: &str, new: &NewOccurrence) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::HandlePetition)?;
    let before = unmerged(&row)?;
    let mut faults = Vec::new();
    let mut said = occurrence_of(act, &row.id, new, &mut faults);
    if new.words.trim().is_empty() {
        return Err(law::refusal::Refusal::ReasonMissing.into());
    }
    Trouble::too_long("words", &new.words, LONGEST)?;
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    if said.place.is_empty() {
        said.place.clone_from(&row.place);
    }
    if !same_place(&said.place, &row.place) {
        return Err(Trouble::field("place", "invalid-reopen-place", &row.place));
    }
    let law = &act.app.law;
    let rule = law.rulebook.in_force(REOPENING, before.day()).map_err(|_| Trouble::NotFound)?;
    let until = reckon(rule, before.day(), &law.calendar).due_on;
    let on = said.on_day.parse().unwrap_or(act.today);
    // Nobody is competent here for what was sent elsewhere: it is sorted anew.
    let next = before.reopen(until, on)?;
    let known = row.body_id.is_some() || !row.body_words.is_empty();
    row.set_stage(if known { next } else { Stage::Screened { on } });
    row.ending = None;
    row.answer_class = None;
    row.occurrences += 1;
    row.voters += said.voters;
    if known {
        start_reply(act, &mut row, on, "")?;
    }
    store::insert_occurrence(act.db, &said)?;
    store::save(act.db, &mut row)?;
    write_step(act, &row.id, "reopened", on, &said.place, &said.words)?;
    act.record(&row.council_id, "petition_reopened", &row.id, &serde_json::json!({ "on": on.to_string() }))
}

/// Is it the same hamlet, by the first part of each place?
fn same_place(one: &str, other: &str) -> bool {
    let first = |place: &str| words::fold(place.split(',').next().unwrap_or_default().trim());
    let (one, other) = (first(one), first(other));
    one.is_empty() || other.is_empty() || one == other
}

/// Gives out a code for the asker of a petition; the earlier one ends. It is shown once.
pub fn issue_code(act: &mut Act, number: &str) -> Outcome<String> {
    let row = load_for(act, number, Deed::HandlePetition)?;
    unmerged(&row)?;
    let mut random = rand::rng();
    let code: String = (0..LONG).map(|_| char::from(LETTERS[random.random_range(0..LETTERS.len())])).collect();
    let today = act.today.to_string();
    diesel::update(
        petition_codes::table.filter(petition_codes::petition_id.eq(&row.id).and(petition_codes::ended_on.is_null())),
    )
    .set(petition_codes::ended_on.eq(&today))
    .execute(act.db)?;
    diesel::insert_into(petition_codes::table)
        .values((
            petition_codes::id.eq(act.new_id()),
            petition_codes::petition_id.eq(&row.id),
            petition_codes::code_hash.eq(hash_of(&code)),
            petition_codes::issued_on.eq(&today),
            petition_codes::issued_by.eq(&act.member.name),
            petition_codes::ended_on.eq(None::<String>),
        ))
        .execute(act.db)?;
    act.record(&row.council_id, "petition_code_issued", &row.id, &serde_json::json!({}))?;
    Ok(shown(&code))
}

/// A code as people copy it: two groups.
fn shown(code: &str) -> String {
    let (first, second) = code.split_at(LONG / 2);
    let mut words = String::with_capacity(LONG + 1);
    let _ = write!(words, "{first}-{second}");
    words
}

fn hash_of(typed: &str) -> String {
    let code: String = typed.chars().filter(char::is_ascii_alphanumeric).map(|one| one.to_ascii_uppercase()).collect();
    hex(&Sha256::digest(format!("petition-code:{code}").as_bytes()))
}

/// The petition that a code opens.
pub fn of_code(db: &mut Connection, typed: &str) -> Outcome<PetitionRow> {
    let id: String = petition_codes::table
        .filter(petition_codes::code_hash.eq(hash_of(typed)).and(petition_codes::ended_on.is_null()))
        .select(petition_codes::petition_id)
        .first(db)
        .optional()?
        .ok_or(Trouble::NotFound)?;
    store::by_id(db, &id)
}

/// Where a petition is answered: in itself, or in the one that it was joined into, however many joins there were.
pub fn answered_in(db: &mut Connection, row: &PetitionRow) -> Outcome<PetitionRow> {
    const MOST_JOINS: usize = 30;
    let mut at = row.clone();
    for _ in 0..MOST_JOINS {
        match &at.merged_into {
            Some(into) => at = store::by_id(db, &into.clone())?,
            None => break,
        }
    }
    Ok(at)
}

/// The asker says by a code whether the answer solved the matter.
pub fn say_by_code(act: &mut Act, code: &str, new: &CodedOpinion) -> Outcome<()> {
    let opened = of_code(act.db, code)?;
    let mut row = answered_in(act.db, &opened)?;
    let next = row.stage()?.judge(act.today)?;
    let Some(opinion) = Opinion::read(&new.opinion) else {
        return Err(Trouble::field("opinion", "invalid-opinion", &new.opinion));
    };
    if opinion != Opinion::Solved && new.words.trim().is_empty() {
        return Err(Trouble::field("words", "invalid-opinion-reason", ""));
    }
    Trouble::too_long("words", &new.words, LONGEST)?;
    let today = act.today.to_string();
    let asker = Judge::Asker.as_str();
    if store::opinions(act.db, &row.id)?.iter().any(|one| one.judge == asker && one.on_day == today) {
        return Err(Trouble::field("opinion", "invalid-opinion-today", ""));
    }
    row.set_stage(next);
    let said = OpinionRow {
        id: act.new_id(),
        petition_id: row.id.clone(),
        judge: asker.into(),
        opinion: opinion.as_str().into(),
        on_day: today,
        by_name: act.member.name.clone(),
        words: words::nfc(new.words.trim()),
    };
    store::insert_opinion(act.db, &said)?;
    store::save(act.db, &mut row)?;
    write_step(act, &row.id, "judged", act.today, &said.opinion, &said.words)?;
    let body = serde_json::json!({ "judge": said.judge, "opinion": said.opinion, "by_code": true });
    act.record(&row.council_id, "petition_judged", &row.id, &body)
}
