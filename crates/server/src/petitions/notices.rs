//! Notices of the clocks of petitions and of meetings with voters, and those clocks as they stand on the desk: a reply that
//! is owed, a result to be made public, a plan that goes to the press, a synthesis.

use std::collections::HashSet;

use diesel::prelude::*;
use law::day::Day;
use serde::Serialize;

use crate::app::App;
use crate::db::act::Act;
use crate::db::schema::{contact_clocks, contact_meetings, contact_rounds, petition_clocks, petitions, voter_notices};
use crate::db::{Backend, Connection};
use crate::deadlines::{reached, widest};
use crate::followups::register::Scope;
use crate::supervision::notices::Fallen;
use crate::trouble::Outcome;
use crate::web::paths;

/// A clock of voters' matters that runs.
#[derive(Debug, Clone, Serialize)]
pub struct Standing {
    /// The clock.
    pub id: String,
    /// Where it is shown.
    pub href: String,
    /// The rule; empty where the office set the day.
    pub rule: String,
    /// What it belongs to, in short.
    pub name: String,
    /// The day.
    pub due_on: String,
}

/// The clocks of a council, or of what some bodies owe, that run out by a day, soonest first.
pub fn running(db: &mut Connection, scope: &Scope, until: Day, most: Option<i64>) -> Outcome<Vec<Standing>> {
    let until = until.to_string();
    let most = most.unwrap_or(i64::MAX);
    let query = petition_clocks::table
        .inner_join(petitions::table.on(petitions::id.eq(petition_clocks::petition_id)))
        .filter(petition_clocks::open_on.le(until.clone()))
        .order((petition_clocks::open_on, petition_clocks::id))
        .limit(most)
        .select((
            petition_clocks::id,
            petitions::number,
            petition_clocks::rule,
            petitions::title,
            petition_clocks::due_on,
        ))
        .into_boxed::<Backend>();
    let rows: Vec<(String, String, String, String, String)> = match scope {
        Scope::Council(id) => query.filter(petition_clocks::council_id.eq(id)).load(db)?,
        // A body owes replies; making results public is the council's.
        Scope::Bodies(bodies) => query
            .filter(petitions::body_id.eq_any(bodies))
            .filter(petition_clocks::step.eq(super::sorting::REPLY_STEP))
            .load(db)?,
    };
    let mut found: Vec<Standing> = rows
        .into_iter()
        .map(|(id, number, rule, title, due_on)| Standing {
            id,
            href: paths::petition(&number),
            rule,
            name: format!("{number} {title}"),
            due_on,
        })
        .collect();
    if let Scope::Council(council) = scope {
        let rows: Vec<(String, String, String, String, Option<String>, String)> = contact_clocks::table
            .inner_join(contact_rounds::table.on(contact_rounds::id.eq(contact_clocks::round_id)))
            .left_join(contact_meetings::table.on(contact_clocks::meeting_id.eq(contact_meetings::id.nullable())))
            .filter(contact_clocks::council_id.eq(council))
            .filter(contact_clocks::open_on.le(until))
            .order((contact_clocks::open_on, contact_clocks::id))
            .limit(most)
            .select((
                contact_clocks::id,
                contact_rounds::id,
                contact_clocks::rule,
                contact_rounds::title,
                contact_meetings::area.nullable(),
                contact_clocks::due_on,
            ))
            .load(db)?;
        found.extend(rows.into_iter().map(|(id, round, rule, title, area, due_on)| Standing {
            id,
            href: paths::round(&round),
            rule,
            name: area.map_or(title.clone(), |area| format!("{title}: {area}")),
            due_on,
        }));
        found.sort_by(|a, b| a.due_on.cmp(&b.due_on).then_with(|| a.id.cmp(&b.id)));
        found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    }
    Ok(found)
}

/// The notices that fall on a day or were missed before it, without those already written.
pub fn due(app: &App, db: &mut Connection, council_id: &str, day: Day) -> Outcome<Vec<Fallen>> {
    let Some(until) = widest(app, day) else { return Ok(Vec::new()) };
    let open = running(db, &Scope::Council(council_id.to_owned()), until, None)?;
    let mut known: HashSet<Fallen> = HashSet::new();
    for some in open.chunks(500) {
        let ids = some.iter().map(|clock| clock.id.as_str());
        let told: Vec<Fallen> = voter_notices::table
            .filter(voter_notices::clock_id.eq_any(ids))
            .select((voter_notices::clock_id, voter_notices::kind))
            .load(db)?;
        known.extend(told);
    }
    Ok(open
        .into_iter()
        .filter_map(|clock| Some((clock.id, reached(app, day, clock.due_on.parse().ok()?)?)))
        .filter(|one| !known.contains(one))
        .collect())
}

/// Writes notices down. Part of the act of a sweep, which leaves the event.
pub fn write(act: &mut Act, council_id: &str, day: Day, some: &[Fallen]) -> Outcome<()> {
    let stamp = act.stamp();
    for (clock, kind) in some {
        diesel::insert_into(voter_notices::table)
            .values((
                voter_notices::id.eq(act.new_id()),
                voter_notices::council_id.eq(council_id),
                voter_notices::clock_id.eq(clock),
                voter_notices::kind.eq(kind),
                voter_notices::for_day.eq(day.to_string()),
                voter_notices::created_at.eq(&stamp),
            ))
            .execute(act.db)?;
    }
    Ok(())
}

/// A notice of a clock that still runs.
#[derive(Debug, Clone, Serialize)]
pub struct Notice {
    /// The clock.
    pub clock: Standing,
    /// `before-15`, … or `overdue`.
    pub kind: String,
    /// The day that it is for.
    pub for_day: String,
}

/// The latest notices of clocks that still run, newest first.
pub fn latest(app: &App, db: &mut Connection, scope: &Scope, most: i64) -> Outcome<Vec<Notice>> {
    let Some(until) = widest(app, app.clock.today()) else { return Ok(Vec::new()) };
    let open = running(db, scope, until, Some(most * 5))?;
    let told: Vec<(String, String, String)> = voter_notices::table
        .filter(voter_notices::clock_id.eq_any(open.iter().map(|clock| clock.id.as_str())))
        .order((voter_notices::for_day.desc(), voter_notices::id.desc()))
        .limit(most)
        .select((voter_notices::clock_id, voter_notices::kind, voter_notices::for_day))
        .load(db)?;
    Ok(told
        .into_iter()
        .filter_map(|(id, kind, for_day)| {
            let clock = open.iter().find(|clock| clock.id == id)?.clone();
            Some(Notice { clock, kind, for_day })
        })
        .collect())
}
