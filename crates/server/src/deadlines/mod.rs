//! The sweep: every morning and after every start, who is near or past due and has not been told?
//!
//! It is safe to run twice and catches up after a stop: it walks the days since the last sweep in order, and a notice
//! or a drafted paper exists once by its key. It reads only open deadlines, through one index, and leaves one event per
//! council and day on which it did something. Notice days and the ladder are data.

use std::collections::BTreeMap;
use std::sync::Arc;

use diesel::prelude::*;
use law::day::Day;
use serde::Serialize;

use crate::app::App;
use crate::councils;
use crate::db::act::Act;
use crate::db::schema::{deadlines, followups, notices as told, sweeps};
use crate::db::{Backend, Connection};
use crate::followups::register::Scope;
use crate::people::Member;
use crate::supervision::notices;
use crate::trouble::Outcome;
use crate::urging;

/// What a sweep did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Swept {
    /// Days walked.
    pub days: usize,
    /// Notices written.
    pub notices: usize,
    /// Overdue follow-ups put into drafted papers.
    pub drafted: usize,
}

/// An open deadline as the sweep reads it.
#[derive(Debug, Clone, Queryable)]
struct Open {
    id: String,
    council_id: String,
    followup_id: String,
    due_on: String,
}

/// A notice on the desk.
#[derive(Debug, Clone, Queryable, Serialize)]
pub struct Notice {
    /// Number of the follow-up.
    pub number: String,
    /// Its short name.
    pub title: String,
    /// The kind of deadline: `due`, `explanation`, `report`.
    pub of: String,
    /// `before-15`, … or `overdue`.
    pub kind: String,
    /// The day that it is for.
    pub for_day: String,
}

/// How many days back the first sweep looks; an older stop is caught up the same way, day by day.
const FIRST_LOOK_BACK: i32 = 1;

/// Rows that one act writes at the most, so that a large sweep leaves room for people's acts in between.
const ROWS_AN_ACT: usize = 500;

/// Sweeps every council up to today.
pub fn sweep(app: &Arc<App>) -> Outcome<Swept> {
    let mut swept = Swept::default();
    let today = app.clock.today();
    let councils = app.store.read_here(councils::store::all)?;
    for council in councils {
        let last = app.store.read_here(|db| last_sweep(db, &council.id))?;
        let first = match last {
            Some(day) if day >= today => continue,
            Some(day) => day.tomorrow().unwrap_or(today),
            None => today.checked_sub(jiff::Span::new().days(FIRST_LOOK_BACK)).unwrap_or(today),
        };
        let mut day = first;
        while day <= today {
            swept.days += 1;
            sweep_council_day(app, &council.id, day, &mut swept)?;
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
    }
    Ok(swept)
}

fn last_sweep(db: &mut Connection, council_id: &str) -> Outcome<Option<Day>> {
    let day: Option<String> = sweeps::table
        .filter(sweeps::council_id.eq(council_id))
        .order(sweeps::on_day.desc())
        .select(sweeps::on_day)
        .first(db)
        .optional()?;
    Ok(day.and_then(|day| day.parse().ok()))
}

fn sweep_council_day(app: &Arc<App>, council_id: &str, day: Day, swept: &mut Swept) -> Outcome<()> {
    let program = Arc::new(Member::program());
    let due = app.store.read_here(|db| notices_due(app, db, council_id, day))?;
    let clocks = app.store.read_here(|db| notices::due(app, db, council_id, day))?;
    let voters = app.store.read_here(|db| crate::petitions::notices::due(app, db, council_id, day))?;
    let overdue = app.store.read_here(|db| urging::ripe_of_council(app, db, council_id, day))?;
    for some in due.chunks(ROWS_AN_ACT) {
        let some = some.to_vec();
        let council = council_id.to_owned();
        swept.notices += app.act_here(&program, move |act| write_notices(act, &council, day, &some))?;
    }
    for some in clocks.chunks(ROWS_AN_ACT) {
        let some = some.to_vec();
        let council = council_id.to_owned();
        swept.notices += app.act_here(&program, move |act| {
            notices::write(act, &council, day, &some)?;
            record_notices(act, &council, day, some.iter().map(|(_, kind)| kind.as_str()))?;
            Ok(some.len())
        })?;
    }
    for some in voters.chunks(ROWS_AN_ACT) {
        let some = some.to_vec();
        let council = council_id.to_owned();
        swept.notices += app.act_here(&program, move |act| {
            crate::petitions::notices::write(act, &council, day, &some)?;
            record_notices(act, &council, day, some.iter().map(|(_, kind)| kind.as_str()))?;
            Ok(some.len())
        })?;
    }
    for some in overdue.chunks(ROWS_AN_ACT) {
        let some = some.to_vec();
        let council = council_id.to_owned();
        swept.drafted += app.act_here(&program, move |act| draft_papers(act, &council, day, &some))?;
    }
    let council = council_id.to_owned();
    let done_at = crate::clock::stored(app.clock.now());
    app.store.write_here(move |db| {
        // A sweep is marked outside the chain: it decides nothing, and what it wrote is already recorded.
        diesel::insert_into(sweeps::table)
            .values((sweeps::council_id.eq(&council), sweeps::on_day.eq(day.to_string()), sweeps::done_at.eq(&done_at)))
            .execute(db)?;
        Ok(())
    })
}

/// The last day whose due days a notice on this day may speak of.
pub fn widest(app: &App, day: Day) -> Option<Day> {
    let widest = app.law.rulebook.ladder.notices_before_working_days.iter().max()?;
    Some(app.law.calendar.after(day, *widest))
}

/// What a notice on this day says of a due day: past, or the nearest bound that has been reached, so that after a
/// standstill one notice says it all.
pub fn reached(app: &App, day: Day, due: Day) -> Option<String> {
    if due < day {
        return Some("overdue".into());
    }
    let left = app.law.calendar.working_days_between(day, due);
    let bounds = &app.law.rulebook.ladder.notices_before_working_days;
    let bound = bounds.iter().filter(|bound| left <= i64::from(**bound)).min()?;
    Some(format!("before-{bound}"))
}

/// The notices that fall on a day or were missed before it, without those already written.
fn notices_due(app: &App, db: &mut Connection, council_id: &str, day: Day) -> Outcome<Vec<(Open, String)>> {
    let Some(until) = widest(app, day) else { return Ok(Vec::new()) };
    let open: Vec<Open> = deadlines::table
        .filter(deadlines::open_on.le(until.to_string()))
        .filter(deadlines::council_id.eq(council_id))
        .filter(deadlines::open_on.is_not_null())
        .order((deadlines::open_on, deadlines::id))
        .select((deadlines::id, deadlines::council_id, deadlines::followup_id, deadlines::due_on))
        .load(db)?;
    let wanted: Vec<(Open, String)> = open
        .into_iter()
        .filter_map(|deadline| Some((reached(app, day, deadline.due_on.parse().ok()?)?, deadline)))
        .map(|(kind, deadline)| (deadline, kind))
        .collect();
    let mut fresh = Vec::new();
    for some in wanted.chunks(500) {
        let ids: Vec<&str> = some.iter().map(|(deadline, _)| deadline.id.as_str()).collect();
        let known: Vec<(String, String)> =
            told::table.filter(told::deadline_id.eq_any(ids)).select((told::deadline_id, told::kind)).load(db)?;
        let known: std::collections::HashSet<(String, String)> = known.into_iter().collect();
        fresh.extend(
            some.iter().filter(|(deadline, kind)| !known.contains(&(deadline.id.clone(), kind.clone()))).cloned(),
        );
    }
    Ok(fresh)
}

fn write_notices(act: &mut Act, council_id: &str, day: Day, some: &[(Open, String)]) -> Outcome<usize> {
    let stamp = act.stamp();
    for (deadline, kind) in some {
        diesel::insert_into(told::table)
            .values((
                told::id.eq(act.new_id()),
                told::council_id.eq(&deadline.council_id),
                told::followup_id.eq(&deadline.followup_id),
                told::deadline_id.eq(&deadline.id),
                told::kind.eq(kind),
                told::for_day.eq(day.to_string()),
                told::created_at.eq(&stamp),
            ))
            .execute(act.db)?;
    }
    record_notices(act, council_id, day, some.iter().map(|(_, kind)| kind.as_str()))?;
    Ok(some.len())
}

fn record_notices<'a>(act: &mut Act, council_id: &str, day: Day, kinds: impl Iterator<Item = &'a str>) -> Outcome<()> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for kind in kinds {
        *counts.entry(kind).or_default() += 1;
    }
    let body = serde_json::json!({ "day": day.to_string(), "kinds": counts });
    act.record(council_id, "notices_written", council_id, &body)
}

fn draft_papers(act: &mut Act, council_id: &str, day: Day, some: &[String]) -> Outcome<usize> {
    let drafted = urging::draft(act, council_id, some, day)?;
    let body = serde_json::json!({ "day": day.to_string(), "drafted": drafted.items, "papers": drafted.papers });
    act.record(council_id, "papers_drafted", council_id, &body)?;
    Ok(drafted.items)
}

/// The latest notices on open follow-ups of a council, or of what some bodies owe, newest first.
pub fn latest_notices(db: &mut Connection, scope: &Scope, most: i64) -> Outcome<Vec<Notice>> {
    let query = told::table
        .inner_join(followups::table)
        .inner_join(deadlines::table)
        .filter(followups::closed_on.is_null())
        .filter(deadlines::open_on.is_not_null())
        .order((told::for_day.desc(), told::id.desc()))
        .limit(most)
        .select((followups::number, followups::title, deadlines::kind, told::kind, told::for_day))
        .into_boxed::<Backend>();
    Ok(match scope {
        Scope::Council(id) => query.filter(told::council_id.eq(id.clone())).load(db)?,
        Scope::Bodies(ids) => query.filter(followups::lead_id.eq_any(ids.clone())).load(db)?,
    })
}

diesel::joinable!(told -> followups (followup_id));
diesel::joinable!(told -> deadlines (deadline_id));

/// Sweeps now, and then every hour: the first hour of a new day does the work, the others find it done.
pub fn keep_sweeping(app: Arc<App>) {
    tokio::spawn(async move {
        let mut hours = tokio::time::interval(std::time::Duration::from_hours(1));
        loop {
            hours.tick().await;
            let (app, of_files) = (Arc::clone(&app), Arc::clone(&app));
            match tokio::task::spawn_blocking(move || sweep(&app)).await {
                Ok(Ok(swept)) if swept.days > 0 => {
                    tracing::info!(?swept, "the sweep is done");
                    drop_unclaimed(&of_files).await;
                }
                Ok(Ok(_)) => {}
                Ok(Err(trouble)) => tracing::error!(%trouble, "the sweep failed and will be tried again in an hour"),
                Err(error) => tracing::error!(%error, "the sweep stopped and will be tried again in an hour"),
            }
        }
    });
}

/// Once a day, with the sweep: files that no record took.
async fn drop_unclaimed(app: &Arc<App>) {
    let app = Arc::clone(app);
    match tokio::task::spawn_blocking(move || crate::documents::unclaimed::drop_old(&app)).await {
        Ok(Ok(0)) => {}
        Ok(Ok(files)) => tracing::info!(files, "files that no record names are gone"),
        Ok(Err(trouble)) => tracing::error!(%trouble, "files that no record names could not be dropped"),
        Err(error) => tracing::error!(%error, "files that no record names could not be dropped"),
    }
}
