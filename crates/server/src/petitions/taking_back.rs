//! A table of petitions that was taken in is stopped, goes on, or is taken out of the book again, whole: only what somebody
//! worked on since stays.

use std::sync::Arc;

use diesel::prelude::*;
use law::role::Act as Deed;

use super::merging;
use super::store::{self, PetitionRow};
use super::taking_in::{LINES_AN_ACT, by_id, marks, save};
use crate::app::App;
use crate::db::Connection;
use crate::db::act::Act;
use crate::db::schema::{
    petition_answers, petition_clocks, petition_codes, petition_merges, petition_occurrences, petition_promises,
    petition_steps, petitions,
};
use crate::db::search::{self, Book};
use crate::followups::taking_back as followups;
use crate::people::Member;
use crate::trouble::{Outcome, Trouble};

/// Stops an import, lets it go on, or begins to take it back.
pub fn turn(act: &mut Act, id: &str, to: &'static str) -> Outcome<()> {
    let mut row = by_id(act.db, id)?;
    act.may(Deed::ImportRecords, &row.council_id, &[])?;
    let fits = match to {
        "stopped" => row.state == "running",
        "running" => row.state == "stopped",
        // Taking back that was cut off by a stop of the server begins again.
        _ => matches!(row.state.as_str(), "done" | "stopped" | "undoing"),
    };
    if !fits {
        return Err(Trouble::field("file", "invalid-import-state", &row.file_name));
    }
    if to == "undoing" && row.state != "undoing" {
        row.kept = 0;
    }
    row.state = to.into();
    if to == "undoing" {
        row.undone_by = Some(act.member.name.clone());
        row.undone_on = Some(act.today.to_string());
    }
    save(act.db, &mut row)?;
    act.record(&row.council_id, "petitions_import_turned", id, &serde_json::json!({ "to": to }))
}

/// Takes an import back, act by act, until nothing of it is left that nobody worked on.
pub fn take_back(app: &Arc<App>, member: &Arc<Member>, id: &str) -> Outcome<()> {
    loop {
        let id = id.to_owned();
        if !app.act_here(member, move |act| undo_part(act, &id))? {
            return Ok(());
        }
    }
}

/// Takes the next petitions of an import back. What somebody worked on since stays, and is counted. Says whether there is
/// more to do.
fn undo_part(act: &mut Act, id: &str) -> Outcome<bool> {
    let mut row = by_id(act.db, id)?;
    act.may(Deed::ImportRecords, &row.council_id, &[])?;
    if row.state != "undoing" {
        return Err(Trouble::field("file", "invalid-import-state", &row.file_name));
    }
    let (from, to) = marks(id);
    let part = taken_between(act.db, (&from, &to), i64::try_from(LINES_AN_ACT).unwrap_or(500))?;
    let more = part.len() == LINES_AN_ACT;
    let (mut back, mut kept) = (0, 0);
    for mut petition in part {
        // Joined while it came in: it is parted first, so that the other stands as it stood.
        if let Some(into) = petition.merged_into.clone() {
            let mut into = store::by_id(act.db, &into)?;
            petition = merging::part_rows(act, &mut into, petition, "")?;
        }
        let promised: Vec<String> =
            store::promises(act.db, &petition.id)?.into_iter().map(|(_, followup)| followup.id).collect();
        if is_untouched(act.db, &petition)? && followups::all_untouched(act.db, &promised)? {
            erase(act.db, &petition.id)?;
            followups::erase(act.db, &promised)?;
            back += 1;
        } else {
            petition.taken_from = None;
            store::save(act.db, &mut petition)?;
            kept += 1;
        }
    }
    row.kept += kept;
    row.taken -= back;
    if !more {
        row.state = "undone".into();
    }
    save(act.db, &mut row)?;
    act.record(&row.council_id, "petitions_import_undone", id, &serde_json::json!({ "back": back, "kept": kept }))?;
    Ok(more)
}

/// Petitions that were taken from one source, by the marks that they carry, in order.
fn taken_between(db: &mut Connection, marks: (&str, &str), most: i64) -> Outcome<Vec<PetitionRow>> {
    Ok(petitions::table
        .filter(petitions::taken_from.ge(marks.0).and(petitions::taken_from.lt(marks.1)))
        // Later ones first: what an import promised later may be tied to what it promised before.
        .order(petitions::id.desc())
        .limit(most)
        .select(PetitionRow::as_select())
        .load(db)?)
}

/// Did nobody work on a petition since it came in? Sorted and answered by its table at the most, said once, with nothing that
/// leans on it.
fn is_untouched(db: &mut Connection, row: &PetitionRow) -> Outcome<bool> {
    const BY_THE_TABLE: &[&str] = &["received", "joined_into", "parted_from", "answered"];
    let joined: i64 = petitions::table.filter(petitions::merged_into.eq(&row.id)).count().get_result(db)?;
    let repeats: i64 = petitions::table.filter(petitions::repeats_id.eq(&row.id)).count().get_result(db)?;
    let steps = || petition_steps::table.filter(petition_steps::petition_id.eq(&row.id));
    let others: i64 = steps().filter(petition_steps::kind.ne_all(BY_THE_TABLE)).count().get_result(db)?;
    // A table answers once; whoever answers by hand sends on first, which is a step of its own.
    let answered: i64 = steps().filter(petition_steps::kind.eq("answered")).count().get_result(db)?;
    let codes: i64 = petition_codes::table.filter(petition_codes::petition_id.eq(&row.id)).count().get_result(db)?;
    let open = matches!(row.stage.as_str(), "received" | "screened" | "answered") && codes == 0 && answered <= 1;
    Ok(open && joined == 0 && repeats == 0 && others == 0 && row.occurrences == 1 && row.repeats_id.is_none())
}

/// Takes a petition out of the book altogether: only what an import brought and nobody worked on.
fn erase(db: &mut Connection, id: &str) -> Outcome<()> {
    let of_merge = petition_merges::from_id.eq(id).or(petition_merges::into_id.eq(id));
    diesel::delete(petition_merges::table.filter(of_merge)).execute(db)?;
    diesel::delete(petition_occurrences::table.filter(petition_occurrences::origin_id.eq(id))).execute(db)?;
    diesel::delete(petition_promises::table.filter(petition_promises::petition_id.eq(id))).execute(db)?;
    diesel::delete(petition_answers::table.filter(petition_answers::petition_id.eq(id))).execute(db)?;
    diesel::delete(petition_steps::table.filter(petition_steps::petition_id.eq(id))).execute(db)?;
    diesel::delete(petition_clocks::table.filter(petition_clocks::petition_id.eq(id))).execute(db)?;
    search::remove(db, Book::Petitions, id)?;
    diesel::delete(petitions::table.find(id)).execute(db)?;
    Ok(())
}
