//! Councils: a unit in a term, with its bodies and people, all dated.
//!
//! Levels, kinds of committees and names are data: districts are gone since 1 July 2025 and their councils stay
//! readable. Law: Luật Tổ chức chính quyền địa phương 77/2015/QH13 and 72/2025/QH15.

pub mod api;
pub mod handover;
pub mod pages;
pub mod store;
pub mod units;

use std::sync::Arc;

use law::role::{Act as Deed, Reach, reach};
use serde::Deserialize;
use store::{BodyRow, CouncilRow};

use crate::app::App;
use crate::db::act::Act;
use crate::db::{Connection, saved_once};
use crate::people::{Held, Member};
use crate::trouble::{FieldFault, Outcome, Trouble};

/// Kinds of bodies, as words that the locale files name (`body-kind-…`).
pub const BODY_KINDS: &[&str] = &[
    "standing_committee",
    "committee",
    "deputy_group",
    "office",
    "peoples_committee",
    "department",
    "court",
    "procuracy",
    "fatherland_front",
    "other",
];

/// A new council.
#[derive(Debug, Clone)]
pub struct NewCouncil {
    /// Its unit.
    pub unit_id: String,
    /// Short mark, in the numbers of its follow-ups.
    pub mark: String,
    /// "HĐND huyện Bình Giang".
    pub name: String,
    /// `province`, `district`, `commune`.
    pub level: String,
    /// "2021–2026".
    pub term: String,
    /// First day.
    pub starts_on: String,
    /// Last day, where known.
    pub ends_on: Option<String>,
    /// The council above.
    pub upper_id: Option<String>,
    /// Why it is an illustration, where it is one.
    pub illustration: Option<String>,
}

/// Founds a council with its bodies (kind, name).
pub fn found(act: &mut Act, new: &NewCouncil, bodies: &[(&str, String)]) -> Outcome<(String, Vec<String>)> {
    let (id, ids) = found_rows(act, new, bodies)?;
    let body = serde_json::json!({ "mark": new.mark, "term": new.term, "bodies": bodies.len() });
    act.record(&id, "council_founded", &id, &body)?;
    Ok((id, ids))
}

/// The same without an event of its own: part of a larger act.
pub fn found_rows(act: &mut Act, new: &NewCouncil, bodies: &[(&str, String)]) -> Outcome<(String, Vec<String>)> {
    let id = act.new_id();
    store::insert(
        act.db,
        &CouncilRow {
            id: id.clone(),
            unit_id: new.unit_id.clone(),
            mark: new.mark.clone(),
            name: new.name.clone(),
            level: new.level.clone(),
            term: new.term.clone(),
            starts_on: new.starts_on.clone(),
            ends_on: new.ends_on.clone(),
            upper_id: new.upper_id.clone(),
            illustration: new.illustration.clone(),
            version: 1,
        },
    )?;
    let mut ids = Vec::with_capacity(bodies.len());
    for (kind, name) in bodies {
        ids.push(add_body_row(act, &id, kind, name, &new.starts_on)?);
    }
    Ok((id, ids))
}

/// Writes a body down without an event of its own: part of a larger act.
pub fn add_body_row(act: &mut Act, council_id: &str, kind: &str, name: &str, from: &str) -> Outcome<String> {
    let id = act.new_id();
    let name = words::nfc(name.trim());
    store::insert_body(
        act.db,
        &BodyRow {
            id: id.clone(),
            council_id: council_id.to_owned(),
            kind: kind.to_owned(),
            search_key: words::fold(&name),
            sort_key: words::sort_key(&name),
            name,
            valid_from: from.to_owned(),
            valid_to: None,
            version: 1,
        },
    )?;
    Ok(id)
}

/// A body as typed.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct NewBody {
    /// Kind word.
    pub kind: String,
    /// Name.
    pub name: String,
    /// First day; empty means today.
    #[serde(default)]
    pub from: String,
}

/// Adds a body to a council.
pub fn add_body(act: &mut Act, mark: &str, new: &NewBody) -> Outcome<String> {
    let council = store::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::KeepCouncil, &council.id, &[])?;
    let mut faults = Vec::new();
    if new.name.trim().is_empty() {
        faults.push(FieldFault { field: "name", key: "invalid-name-missing", words: String::new() });
    }
    faults.extend(FieldFault::too_long("name", &new.name, crate::people::LONGEST_NAME));
    if !BODY_KINDS.contains(&new.kind.as_str()) {
        faults.push(FieldFault { field: "kind", key: "invalid-kind", words: new.kind.clone() });
    }
    let from = if new.from.trim().is_empty() { Ok(act.today) } else { law::day::parse_day(&new.from) };
    let Ok(from) = from else {
        return Err(Trouble::field("from", "invalid-day", &new.from));
    };
    if is_known(act.db, &council.id, &new.name, "")? {
        faults.push(FieldFault { field: "name", key: "invalid-body-known", words: new.name.clone() });
    }
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    let id = add_body_row(act, &council.id, &new.kind, &new.name, &from.to_string())?;
    act.record(&council.id, "body_added", &id, &serde_json::json!({ "kind": new.kind }))?;
    Ok(id)
}

/// Does another body of a council bear this name today?
fn is_known(db: &mut Connection, council_id: &str, name: &str, but: &str) -> Outcome<bool> {
    let key = words::fold(name);
    let lives = |body: &BodyRow| body.search_key == key && body.valid_to.is_none() && body.id != but;
    Ok(store::bodies_of(db, council_id)?.iter().any(lives))
}

/// A body's end, or its new name, as typed.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct BodyChange {
    /// Name.
    pub name: String,
    /// Last day; empty means that it goes on.
    #[serde(default)]
    pub to: String,
}

/// Renames or ends a body.
pub fn change_body(act: &mut Act, id: &str, change: &BodyChange) -> Outcome<()> {
    let mut body = store::body(act.db, id)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::KeepCouncil, &body.council_id, &[])?;
    if change.name.trim().is_empty() {
        return Err(Trouble::field("name", "invalid-name-missing", ""));
    }
    Trouble::too_long("name", &change.name, crate::people::LONGEST_NAME)?;
    if change.to.trim().is_empty() && is_known(act.db, &body.council_id, &change.name, &body.id)? {
        return Err(Trouble::field("name", "invalid-body-known", &change.name));
    }
    body.name = words::nfc(change.name.trim());
    body.search_key = words::fold(&body.name);
    body.sort_key = words::sort_key(&body.name);
    body.valid_to = if change.to.trim().is_empty() {
        None
    } else {
        let last = law::day::parse_day(&change.to).map_err(|_| Trouble::field("to", "invalid-day", &change.to))?;
        Some(last.to_string())
    };
    saved_once(store::update_body(act.db, &body)?)?;
    act.record(&body.council_id, "body_changed", id, &serde_json::json!({ "to": body.valid_to }))
}

/// A deputy as typed, or as read from a spreadsheet.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct NewDeputy {
    /// Full name.
    pub name: String,
    /// `full_time` or `part_time`.
    pub kind: String,
    /// Name of the deputy group; empty where there is none.
    #[serde(default)]
    pub group: String,
    /// First day of the mandate; empty means the council's first day.
    #[serde(default)]
    pub from: String,
}

/// Adds deputies; those already there are left as they are. Returns how many were new.
pub fn add_deputies(act: &mut Act, mark: &str, new: &[NewDeputy]) -> Outcome<usize> {
    let council = store::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::KeepCouncil, &council.id, &[])?;
    let added = add_deputy_rows(act, &council, new)?;
    act.record(&council.id, "deputies_added", &council.id, &serde_json::json!({ "count": added }))?;
    Ok(added)
}

/// The same without asking for a role or leaving an event: part of a larger act.
pub fn add_deputy_rows(act: &mut Act, council: &CouncilRow, new: &[NewDeputy]) -> Outcome<usize> {
    let mut groups = store::bodies_of(act.db, &council.id)?;
    let mut added = 0;
    for deputy in new {
        let name = words::nfc(deputy.name.trim());
        if name.is_empty() {
            return Err(Trouble::field("name", "invalid-name-missing", ""));
        }
        Trouble::too_long("name", &name, crate::people::LONGEST_NAME)?;
        if !["full_time", "part_time"].contains(&deputy.kind.as_str()) {
            return Err(Trouble::field("kind", "invalid-mandate", &deputy.kind));
        }
        let from = if deputy.from.trim().is_empty() {
            council.starts_on.clone()
        } else {
            law::day::parse_day(&deputy.from)
                .map_err(|_| Trouble::field("from", "invalid-day", &deputy.from))?
                .to_string()
        };
        let group_id = match words::fold(&deputy.group) {
            key if key.is_empty() => None,
            key => match groups.iter().find(|body| body.search_key == key) {
                Some(body) => Some(body.id.clone()),
                None => {
                    let id = add_body_row(act, &council.id, "deputy_group", &deputy.group, &council.starts_on)?;
                    groups.extend(store::body(act.db, &id)?);
                    Some(id)
                }
            },
        };
        let (person_id, mandate_id) = (act.new_id(), act.new_id());
        let fresh = store::insert_deputy(
            act.db,
            (&person_id, &council.id, &name),
            (&mandate_id, &deputy.kind, group_id.as_deref()),
            (&from, None),
        )?;
        added += usize::from(fresh);
    }
    Ok(added)
}

/// A position as typed.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
pub struct NewPosition {
    /// Person (id).
    pub person: String,
    /// Body (id).
    pub body: String,
    /// "Trưởng Ban Pháp chế".
    pub title: String,
    /// First day; empty means today.
    #[serde(default)]
    pub from: String,
}

/// Gives a deputy a position in a body of the council.
pub fn add_position(act: &mut Act, mark: &str, new: &NewPosition) -> Outcome<String> {
    let council = store::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::KeepCouncil, &council.id, &[])?;
    let mut faults = Vec::new();
    if new.title.trim().is_empty() {
        faults.push(FieldFault { field: "title", key: "invalid-name-missing", words: String::new() });
    }
    faults.extend(FieldFault::too_long("title", &new.title, crate::people::LONGEST_NAME));
    if !store::is_person_of(act.db, &council.id, &new.person)? {
        faults.push(FieldFault { field: "person", key: "invalid-person", words: String::new() });
    }
    if store::body(act.db, &new.body)?.is_none_or(|body| body.council_id != council.id) {
        faults.push(FieldFault { field: "body", key: "invalid-body", words: String::new() });
    }
    let from = if new.from.trim().is_empty() { Ok(act.today) } else { law::day::parse_day(&new.from) };
    if from.is_err() {
        faults.push(FieldFault { field: "from", key: "invalid-day", words: new.from.clone() });
    }
    let (Ok(from), true) = (from, faults.is_empty()) else { return Err(Trouble::Invalid(faults)) };
    let id = act.new_id();
    let title = words::nfc(new.title.trim());
    store::insert_position(act.db, &id, &new.body, &new.person, &title, &from.to_string())?;
    act.record(&council.id, "position_given", &id, &serde_json::json!({ "title": title, "from": from.to_string() }))?;
    Ok(id)
}

/// Ends a council on its last day: it stays readable, its open follow-ups wait for a handover.
pub fn dissolve(act: &mut Act, mark: &str, last_day: &str) -> Outcome<()> {
    let council = store::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::HandOver, &council.id, &[])?;
    let last = law::day::parse_day(last_day).map_err(|_| Trouble::field("ends_on", "invalid-day", last_day))?;
    store::end(act.db, &council.id, &last.to_string())?;
    act.record(&council.id, "council_ended", &council.id, &serde_json::json!({ "on": last.to_string() }))
}

/// The council that a request means: the one named, if the member may see it, else the member's own.
pub fn meant(db: &mut Connection, member: &Member, mark: Option<&str>, deed: Deed) -> Outcome<CouncilRow> {
    let Some(mark) = mark.filter(|mark| !mark.is_empty()) else {
        // Somebody with several roles means the council in which the deed is theirs, not the first one on the list.
        let own = member.roles.iter().find(|held| reach(held.role, deed) >= Reach::OwnCouncil);
        let home = own.map(|held| held.council_id.as_str()).or(member.home()).ok_or(Trouble::NotFound)?;
        return store::by_id(db, home)?.ok_or(Trouble::NotFound);
    };
    let council = store::by_mark(db, mark)?.ok_or(Trouble::NotFound)?;
    if sees(member, &council, deed) { Ok(council) } else { Err(Trouble::NotFound) }
}

/// The mark of the council that a request means, for an act that names it.
pub async fn mark_meant(app: &Arc<App>, member: &Arc<Member>, mark: &str, deed: Deed) -> Outcome<String> {
    let (member, mark) = (Arc::clone(member), mark.to_owned());
    Ok(app.read(move |_, db| meant(db, &member, Some(&mark), deed)).await?.mark)
}

/// May the member read all records of this council, not only those of one body?
pub fn sees_all(member: &Member, council: &CouncilRow, deed: Deed) -> bool {
    member.roles.iter().any(|held| match reach(held.role, deed) {
        Reach::Nothing | Reach::OwnBody => false,
        Reach::OwnCouncil => held.council_id == council.id,
        Reach::OwnAndLower => {
            held.council_id == council.id || council.upper_id.as_deref() == Some(held.council_id.as_str())
        }
    })
}

/// The council that a page about all of it means.
pub fn meant_whole(db: &mut Connection, member: &Member, mark: &str, deed: Deed) -> Outcome<CouncilRow> {
    let council = meant(db, member, Some(mark), deed)?;
    if sees_all(member, &council, deed) { Ok(council) } else { Err(Trouble::NotFound) }
}

/// May the member read this council's records, by a role in it or in the council above?
pub fn sees(member: &Member, council: &CouncilRow, deed: Deed) -> bool {
    let own_body = |held: &Held| reach(held.role, deed) == Reach::OwnBody && held.council_id == council.id;
    sees_all(member, council, deed) || member.roles.iter().any(own_body)
}

/// A mark for a council from its unit's name: the initials, with a figure where they are taken.
pub fn propose_mark(db: &mut Connection, unit_name: &str) -> Outcome<String> {
    let initials: String = words::fold(unit_name)
        .split(' ')
        .filter(|word| !["huyen", "xa", "phuong", "thi", "tran", "tinh", "thanh", "pho", "dac", "khu"].contains(word))
        .filter_map(|word| word.chars().next())
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    let initials = if initials.is_empty() { "HD".to_owned() } else { initials };
    let mut mark = initials.clone();
    let mut n = 1;
    while store::by_mark(db, &mark)?.is_some() {
        n += 1;
        mark = format!("{initials}{n}");
    }
    Ok(mark)
}

/// A unit's name within a sentence: "Huyện Bình Giang" becomes "huyện Bình Giang".
pub fn within_sentence(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
