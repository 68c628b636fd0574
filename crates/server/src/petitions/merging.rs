//! Petitions that ask for the same: joined by a person, parted as easily; and petitions that come again after an answer.
//!
//! A join keeps every original with its place and count: only where each was said moves to the petition that stands for all.
//! Nothing joins by itself. A repeat stays a petition of its own, tied to the earlier one, whose answers stand beside it.

use law::role::Act as Deed;
use serde::Deserialize;

use super::store::{self, MergeRow, PetitionRow};
use super::{LONGEST_LINE, load_for, unmerged, view, write_step};
use crate::db::act::Act;
use crate::trouble::{Outcome, Trouble};

/// A join, or a tie, as typed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Joining {
    /// Number of the other petition.
    pub other: String,
    /// Why they are the same; empty takes what the comparison shows.
    pub words: String,
}

/// Joins another petition into this one.
pub fn join(act: &mut Act, number: &str, new: &Joining) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::HandlePetition)?;
    let other = other_of(act, &row, &new.other)?;
    // What already went to a body has a clock and an answer of its own: it is tied as a repeat, not joined.
    unmerged(&other)?.screen(act.today)?;
    Trouble::too_long("words", &new.words, LONGEST_LINE)?;
    let from = other.number.clone();
    join_rows(act, &mut row, other, &new.words)?;
    act.record(&row.council_id, "petition_joined", &row.id, &serde_json::json!({ "from": from }))
}

/// The same as part of a larger act.
pub(crate) fn join_rows(act: &mut Act, row: &mut PetitionRow, mut other: PetitionRow, typed: &str) -> Outcome<()> {
    unmerged(row)?.still_open()?;
    let alike = words::alike(&words::request(&row.words, &row.place), &words::request(&other.words, &other.place));
    let shared = alike.shared.iter().map(|key| words::concept(key));
    let shown = alike.names.iter().map(String::as_str).chain(shared).collect::<Vec<_>>().join(", ");
    let reason = if typed.trim().is_empty() { shown } else { words::nfc(typed.trim()) };
    let merge = MergeRow {
        id: act.new_id(),
        council_id: row.council_id.clone(),
        into_id: row.id.clone(),
        from_id: other.id.clone(),
        reason,
        merged_by: act.member.name.clone(),
        merged_on: act.today.to_string(),
        undone_by: None,
        undone_on: None,
    };
    store::insert_merge(act.db, &merge)?;
    other.merged_into = Some(row.id.clone());
    store::save(act.db, &mut other)?;
    let of = family(act, &other.id)?;
    store::move_occurrences(act.db, &of, &row.id)?;
    recount(act, row)?;
    write_step(act, &row.id, "joined", act.today, &other.number, &merge.reason)?;
    write_step(act, &other.id, "joined_into", act.today, &row.number, &merge.reason)
}

/// Parts a petition from the one that it was joined into: it stands again as it stood.
pub fn part(act: &mut Act, number: &str, new: &Joining) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::HandlePetition)?;
    let other = store::by_number(act.db, new.other.trim())?;
    if other.merged_into.as_deref() != Some(row.id.as_str()) {
        return Err(Trouble::field("other", "invalid-petition-not-joined", &new.other));
    }
    Trouble::too_long("words", &new.words, LONGEST_LINE)?;
    let other = part_rows(act, &mut row, other, &new.words)?;
    act.record(&row.council_id, "petition_parted", &row.id, &serde_json::json!({ "from": other.number }))
}

/// The same as part of a larger act. Returns the parted petition as it stands again.
pub(crate) fn part_rows(
    act: &mut Act,
    row: &mut PetitionRow,
    mut other: PetitionRow,
    typed: &str,
) -> Outcome<PetitionRow> {
    other.merged_into = None;
    let of = family(act, &other.id)?;
    store::move_occurrences(act.db, &of, &other.id)?;
    recount(act, &mut other)?;
    recount(act, row)?;
    let (by, today) = (act.member.name.clone(), act.today.to_string());
    store::undo_merge(act.db, &other.id, &by, &today)?;
    write_step(act, &row.id, "parted", act.today, &other.number, typed)?;
    write_step(act, &other.id, "parted_from", act.today, &row.number, typed)?;
    Ok(other)
}

/// Says that this petition asks again for what an earlier one asked for.
pub fn tie(act: &mut Act, number: &str, new: &Joining) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::HandlePetition)?;
    unmerged(&row)?.still_open()?;
    let earlier = other_of(act, &row, &new.other)?;
    if view::chain(act.db, &earlier)?.iter().any(|one| one.id == row.id) {
        return Err(Trouble::field("other", "invalid-petition-circle", &earlier.number));
    }
    row.repeats_id = Some(earlier.id.clone());
    store::save(act.db, &mut row)?;
    write_step(act, &row.id, "repeats", act.today, &earlier.number, &new.words)?;
    act.record(&row.council_id, "petition_tied", &row.id, &serde_json::json!({ "earlier": earlier.number }))
}

/// Says that it does not.
pub fn untie(act: &mut Act, number: &str, new: &Joining) -> Outcome<()> {
    let mut row = load_for(act, number, Deed::HandlePetition)?;
    if row.repeats_id.take().is_none() {
        return Err(Trouble::field("other", "invalid-petition-not-tied", &row.number));
    }
    store::save(act.db, &mut row)?;
    write_step(act, &row.id, "repeats_not", act.today, "", &new.words)?;
    act.record(&row.council_id, "petition_untied", &row.id, &serde_json::json!({}))
}

fn other_of(act: &mut Act, row: &PetitionRow, number: &str) -> Outcome<PetitionRow> {
    let unknown = || Trouble::field("other", "invalid-petition-other", number);
    match store::by_number(act.db, number.trim()) {
        Ok(other) if other.council_id == row.council_id && other.id != row.id => Ok(other),
        Ok(_) | Err(Trouble::NotFound) => Err(unknown()),
        Err(trouble) => Err(trouble),
    }
}

/// A petition with everything that was joined into it before.
fn family(act: &mut Act, id: &str) -> Outcome<Vec<String>> {
    let mut all = vec![id.to_owned()];
    let mut next = 0;
    while next < all.len() {
        let within = store::merged(act.db, &all[next].clone())?;
        all.extend(within.into_iter().map(|row| row.id));
        next += 1;
    }
    Ok(all)
}

fn recount(act: &mut Act, row: &mut PetitionRow) -> Outcome<()> {
    (row.occurrences, row.voters) = store::count_occurrences(act.db, &row.id)?;
    store::save(act.db, row)
}
