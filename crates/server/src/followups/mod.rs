//! The follow-up register: everything that is owed to a council, until the council says that it is done.
//!
//! Verbs are split by ability: `recording` (write down, correct), `answering` (respond, report, explain), `judging`
//! (verdict, reopen), `due` (days and their reckoning). `figures` counts, `register` lists. Features create follow-ups
//! and show them; none has its own copy of this machinery.

pub mod answering;
pub mod api;
pub mod due;
pub mod figures;
pub mod form;
pub mod judging;
pub mod line;
pub mod pages;
pub mod recording;
pub mod register;
pub mod selves;
pub mod store;
pub mod taking_back;
pub mod view;

use law::role::Act as Deed;
use store::{DeedRow, FollowupRow};

use crate::db::act::Act;
use crate::trouble::Outcome;

/// The bodies whose people may act for a follow-up as its addressee.
fn addressed_bodies(act: &mut Act, row: &FollowupRow) -> Outcome<Vec<String>> {
    let mut bodies = store::co_bodies(act.db, &row.id)?;
    bodies.extend(row.lead_id.clone());
    Ok(bodies)
}

/// Loads a follow-up and asks the law whether this member may do the deed on it.
pub fn load_for(act: &mut Act, number: &str, deed: Deed) -> Outcome<FollowupRow> {
    let row = store::by_number(act.db, number)?;
    let bodies = if act.asks_for_bodies(deed) { addressed_bodies(act, &row)? } else { Vec::new() };
    match act.may(deed, &row.council_id, &bodies) {
        Ok(()) => Ok(row),
        // Who may not even read it is not told that it exists.
        Err(refused) => Err(view::seen(act.db, act.member, number).err().unwrap_or(refused)),
    }
}

/// Writes a deed into the follow-up's own history. Returns its id.
pub fn write_deed(act: &mut Act, followup_id: &str, kind: &str, value: &str, words: &str) -> Outcome<String> {
    let id = act.new_id();
    let row = DeedRow {
        id: id.clone(),
        followup_id: followup_id.to_owned(),
        kind: kind.to_owned(),
        on_day: act.today.to_string(),
        at: act.stamp(),
        account_id: act.member.account_id.clone(),
        by_name: act.member.name.clone(),
        value: value.to_owned(),
        words: words::nfc(words.trim()),
    };
    store::insert_deed(act.db, &row)?;
    Ok(id)
}
