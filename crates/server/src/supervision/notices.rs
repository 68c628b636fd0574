//! Notices of the clocks of supervisions, and the clocks that stand on the desk: what the council's own teams have to do by
//! a day, and what a unit has to hand in.

use std::collections::HashSet;

use diesel::prelude::*;
use law::day::Day;
use serde::Serialize;

use super::store::ClockRow;
use crate::app::App;
use crate::db::act::Act;
use crate::db::schema::{supervision_clocks, supervision_notices, supervision_units, supervisions};
use crate::db::{Backend, Connection};
use crate::deadlines::reached;
use crate::followups::register::Scope;
use crate::trouble::Outcome;

diesel::joinable!(supervision_clocks -> supervisions (supervision_id));
diesel::joinable!(supervision_clocks -> supervision_units (unit_id));
diesel::joinable!(supervision_notices -> supervision_clocks (clock_id));

/// A notice that falls on a day: clock, kind.
pub type Fallen = (String, String);

/// A clock with what it belongs to.
#[derive(Debug, Clone, Queryable)]
pub struct Standing {
    /// The supervision.
    pub supervision_id: String,
    /// Its short name.
    pub name: String,
    /// The unit that it waits for, where it waits for one.
    pub unit: Option<String>,
    /// The step.
    pub step: String,
    /// The day.
    pub due_on: String,
}

/// A notice of a clock.
#[derive(Debug, Clone, Queryable, Serialize)]
pub struct Notice {
    /// The supervision.
    pub supervision_id: String,
    /// Its short name.
    pub name: String,
    /// The step.
    pub step: String,
    /// `before-15`, … or `overdue`.
    pub kind: String,
    /// The day that it is for.
    pub for_day: String,
}

/// The notices of clocks that fall on a day or were missed before it, without those already written.
pub fn due(app: &App, db: &mut Connection, council_id: &str, day: Day) -> Outcome<Vec<Fallen>> {
    let Some(until) = crate::deadlines::widest(app, day) else { return Ok(Vec::new()) };
    let open: Vec<ClockRow> = supervision_clocks::table
        .filter(supervision_clocks::council_id.eq(council_id))
        .filter(supervision_clocks::open_on.le(until.to_string()))
        .order((supervision_clocks::open_on, supervision_clocks::id))
        .select(ClockRow::as_select())
        .load(db)?;
    let known: HashSet<Fallen> = supervision_notices::table
        .filter(supervision_notices::clock_id.eq_any(open.iter().map(|clock| clock.id.as_str())))
        .select((supervision_notices::clock_id, supervision_notices::kind))
        .load(db)?
        .into_iter()
        .collect();
    Ok(open
        .into_iter()
        .filter_map(|clock| Some((reached(app, day, clock.due_on.parse().ok()?)?, clock.id)))
        .map(|(kind, clock)| (clock, kind))
        .filter(|one| !known.contains(one))
        .collect())
}

/// Writes notices down. Part of the act of a sweep, which leaves the event.
pub fn write(act: &mut Act, council_id: &str, day: Day, some: &[Fallen]) -> Outcome<()> {
    let stamp = act.stamp();
    for (clock, kind) in some {
        diesel::insert_into(supervision_notices::table)
            .values((
                supervision_notices::id.eq(act.new_id()),
                supervision_notices::council_id.eq(council_id),
                supervision_notices::clock_id.eq(clock),
                supervision_notices::kind.eq(kind),
                supervision_notices::for_day.eq(day.to_string()),
                supervision_notices::created_at.eq(&stamp),
            ))
            .execute(act.db)?;
    }
    Ok(())
}

/// The latest notices of clocks that still run, newest first.
pub fn latest(db: &mut Connection, scope: &Scope, most: i64) -> Outcome<Vec<Notice>> {
    let query = supervision_notices::table
        .inner_join(supervision_clocks::table.inner_join(supervisions::table).left_join(supervision_units::table))
        .filter(supervision_clocks::open_on.is_not_null())
        .order((supervision_notices::for_day.desc(), supervision_notices::id.desc()))
        .limit(most)
        .select((
            supervisions::id,
            supervisions::short_name,
            supervision_clocks::step,
            supervision_notices::kind,
            supervision_notices::for_day,
        ))
        .into_boxed::<Backend>();
    Ok(match scope {
        Scope::Council(id) => query.filter(supervision_notices::council_id.eq(id)).load(db)?,
        Scope::Bodies(bodies) => query
            .filter(supervision_units::body_id.eq_any(bodies))
            .filter(supervision_clocks::step.eq(UNIT_STEP))
            .load(db)?,
    })
}

/// The step that a unit itself has to take.
const UNIT_STEP: &str = "unit_report";

/// The clocks that run out soonest or have run out: a council's own, or what some bodies have to hand in.
pub fn running(db: &mut Connection, scope: &Scope, until: Day, most: i64) -> Outcome<Vec<Standing>> {
    let query = supervision_clocks::table
        .inner_join(supervisions::table)
        .left_join(supervision_units::table)
        .filter(supervision_clocks::open_on.le(until.to_string()))
        .order((supervision_clocks::open_on, supervision_clocks::id))
        .limit(most)
        .select((
            supervisions::id,
            supervisions::short_name,
            supervision_units::name.nullable(),
            supervision_clocks::step,
            supervision_clocks::due_on,
        ))
        .into_boxed::<Backend>();
    Ok(match scope {
        Scope::Council(id) => query.filter(supervision_clocks::council_id.eq(id)).load(db)?,
        Scope::Bodies(bodies) => query
            .filter(supervision_units::body_id.eq_any(bodies))
            .filter(supervision_clocks::step.eq(UNIT_STEP))
            .load(db)?,
    })
}
