//! All queries about follow-ups, their deeds, evidence and deadlines.

use diesel::prelude::*;
use law::day::Day;
use law::followup::{DueKind, Ending, Lateness, Origin, Response, State, Verdict};
use law::refusal::Refusal;
use serde::Serialize;

use crate::app::Law;
use crate::db::kept::{Kept, on_engine};
use crate::db::schema::{deadlines, deeds, evidence, followup_bodies, followups};
use crate::db::{Backend, Connection, saved_once};
use crate::trouble::{Outcome, Trouble};

/// Sorts after every real day: what has no due day stands last.
pub const NO_DAY: &str = "9999-12-31";

/// A follow-up as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = followups, treat_none_as_null = true, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct FollowupRow {
    pub id: String,
    pub council_id: String,
    pub number: String,
    pub origin: String,
    pub facing: String,
    pub priority: String,
    pub title: String,
    pub words: String,
    pub source: String,
    pub source_on: Option<String>,
    pub lead_id: Option<String>,
    pub lead_words: String,
    pub product: String,
    pub proof: String,
    pub due_kind: String,
    pub due_words: String,
    pub due_on: Option<String>,
    pub due_by: Option<String>,
    pub state: String,
    pub response: Option<String>,
    pub claimed_on: Option<String>,
    pub verdict: Option<String>,
    pub closed_on: Option<String>,
    pub rung: i64,
    pub evidence: i64,
    pub published_on: Option<String>,
    pub earlier_id: Option<String>,
    #[serde(skip)]
    pub like_key: String,
    #[serde(skip)]
    pub sort_due: String,
    pub taken_from: Option<String>,
    pub recorded_at: String,
    pub version: i64,
}

impl FollowupRow {
    /// The state as the law knows it.
    pub fn state(&self) -> Outcome<State> {
        let day = |stored: &Option<String>| stored.as_deref().and_then(|text| text.parse::<Day>().ok());
        let response = self.response.as_deref().and_then(Response::read);
        match self.state.as_str() {
            "waiting" => Some(State::Waiting),
            "answered" => Some(State::Answered { response }),
            "claimed" => day(&self.claimed_on).map(|on| State::Claimed { on }),
            "closed" => day(&self.closed_on).map(|on| {
                let how = match self.verdict.as_deref().and_then(Verdict::read) {
                    Some(verdict) if verdict.closes() => Ending::Judged(verdict),
                    Some(_) | None => Ending::HandedOver,
                };
                State::Closed { how, on }
            }),
            _ => None,
        }
        .ok_or_else(|| Trouble::Fault(format!("follow-up {} has no readable state", self.number)))
    }

    /// Takes the state that the law gave back.
    pub fn set_state(&mut self, state: State) {
        self.claimed_on = None;
        self.closed_on = None;
        self.state = match state {
            State::Waiting => "waiting",
            State::Answered { response } => {
                if let Some(response) = response {
                    self.response = Some(response.as_str().into());
                }
                "answered"
            }
            State::Claimed { on } => {
                self.claimed_on = Some(on.to_string());
                "claimed"
            }
            State::Closed { on, .. } => {
                self.closed_on = Some(on.to_string());
                "closed"
            }
        }
        .into();
    }

    /// Refuses what can only be done before it is over.
    pub fn still_open(&self, today: Day) -> Outcome<()> {
        if self.state()?.is_closed() {
            let on = self.closed_on.as_deref().and_then(|day| day.parse().ok()).unwrap_or(today);
            return Err(Refusal::ClosedAlready { on }.into());
        }
        Ok(())
    }

    /// Did it come from another council, by a handover or a transfer?
    pub fn was_taken_over(&self) -> bool {
        let from = self.taken_from.as_deref().unwrap_or_default();
        from.starts_with("handover:") || from.starts_with("transfer:")
    }

    /// Sets the due day together with its sort key.
    pub fn set_due(&mut self, due_on: Option<Day>) {
        self.due_on = due_on.map(|day| day.to_string());
        self.sort_due = self.due_on.clone().unwrap_or_else(|| NO_DAY.into());
    }

    /// The due day.
    pub fn due_day(&self) -> Option<Day> {
        self.due_on.as_deref().and_then(|day| day.parse().ok())
    }

    /// The day on which the obligation was laid down.
    pub fn source_day(&self) -> Option<Day> {
        self.source_on.as_deref().and_then(|day| day.parse().ok())
    }

    /// Where it comes from.
    pub fn origin_kind(&self) -> Origin {
        Origin::read(&self.origin).unwrap_or(Origin::Recommendation)
    }

    /// What the published words say about time.
    pub fn due_kind(&self) -> DueKind {
        DueKind::read(&self.due_kind).unwrap_or(DueKind::None)
    }

    /// How it stands against its due day, for a reader today.
    pub fn lateness(&self, today: Day, law: &Law) -> Lateness {
        lateness(self.due_on.as_deref(), self.closed_on.as_deref(), today, law)
    }
}

/// How something due on a day stands, for a reader today. Computed, never stored.
pub fn lateness(due_on: Option<&str>, closed_on: Option<&str>, today: Day, law: &Law) -> Lateness {
    let day = |stored: Option<&str>| stored.and_then(|text| text.parse::<Day>().ok());
    let days = |from: Day, to: Day| from.until(to).map_or(0, |span| i64::from(span.get_days()));
    match (day(due_on), day(closed_on)) {
        (due, Some(closed)) => Lateness::Over { late_days: due.map_or(0, |due| days(due, closed).max(0)) },
        (None, None) => Lateness::NoDay,
        (Some(due), None) if due < today => Lateness::Late { days: days(due, today) },
        (Some(due), None) => {
            let working_days = law.calendar.working_days_between(today, due);
            if working_days <= i64::from(law.rulebook.ladder.near_working_days) {
                Lateness::Near { working_days }
            } else {
                Lateness::Ahead { working_days }
            }
        }
    }
}

/// Something that was done to a follow-up.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = deeds, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct DeedRow {
    pub id: String,
    pub followup_id: String,
    pub kind: String,
    pub on_day: String,
    pub at: String,
    pub account_id: String,
    pub by_name: String,
    pub value: String,
    pub words: String,
}

/// A file that proves something.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = evidence, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct EvidenceRow {
    pub id: String,
    pub followup_id: String,
    pub deed_id: String,
    pub name: String,
    pub media: String,
    pub size: i64,
    pub content_hash: String,
}

/// A clock on a follow-up.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = deadlines, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct DeadlineRow {
    pub id: String,
    pub council_id: String,
    pub followup_id: String,
    pub kind: String,
    pub rule: String,
    pub started_on: String,
    pub due_on: String,
    pub reckoning: String,
    pub set_by: String,
    pub reason: String,
    pub created_at: String,
    pub met_on: Option<String>,
    pub superseded_at: Option<String>,
    #[serde(skip)]
    pub open_on: Option<String>,
}

/// A follow-up by number.
pub fn by_number(db: &mut Connection, number: &str) -> Outcome<FollowupRow> {
    Ok(on_engine!(db, engine => {
        followups::table.filter(followups::number.eq(number)).select(FollowupRow::as_select()).first(engine)
    })?)
}

/// A follow-up by id.
pub fn by_id(db: &mut Connection, id: &str) -> Outcome<FollowupRow> {
    Ok(followups::table.find(id).select(FollowupRow::as_select()).first(db)?)
}

/// Follow-ups by id, in no order.
pub fn by_ids(db: &mut Connection, ids: &[String]) -> Outcome<Vec<FollowupRow>> {
    Ok(followups::table.filter(followups::id.eq_any(ids)).select(FollowupRow::as_select()).load(db)?)
}

/// Was this record taken in before?
pub fn taken(db: &mut Connection, taken_from: &str) -> Outcome<Option<String>> {
    Ok(followups::table.filter(followups::taken_from.eq(taken_from)).select(followups::id).first(db).optional()?)
}

/// Writes a new follow-up down.
pub fn insert(db: &mut Connection, row: &FollowupRow) -> Outcome<()> {
    diesel::insert_into(followups::table).values(row).execute(db)?;
    Ok(())
}

/// Saves a follow-up if nobody saved it since it was read; moves its version.
pub fn save(db: &mut Connection, row: &mut FollowupRow) -> Outcome<()> {
    let read = row.version;
    row.version += 1;
    let mine = followups::table.filter(followups::id.eq(&row.id).and(followups::version.eq(read)));
    saved_once(on_engine!(db, engine => Kept(diesel::update(mine).set(&*row)).execute(engine))?)
}

/// Saves what a report that moves no state changes: the count of evidence alone, which stands in no index.
pub fn save_evidence(db: &mut Connection, row: &mut FollowupRow) -> Outcome<()> {
    let read = row.version;
    row.version += 1;
    let mine = followups::table.filter(followups::id.eq(&row.id).and(followups::version.eq(read)));
    let counted = (followups::evidence.eq(row.evidence), followups::version.eq(row.version));
    saved_once(on_engine!(db, engine => Kept(diesel::update(mine).set(counted)).execute(engine))?)
}

/// Adds co-bodies.
pub fn insert_co_bodies(db: &mut Connection, followup_id: &str, bodies: &[String]) -> Outcome<()> {
    for body in bodies {
        diesel::insert_into(followup_bodies::table)
            .values((followup_bodies::followup_id.eq(followup_id), followup_bodies::body_id.eq(body)))
            .execute(db)?;
    }
    Ok(())
}

/// Takes all co-bodies away.
pub fn clear_co_bodies(db: &mut Connection, followup_id: &str) -> Outcome<()> {
    diesel::delete(followup_bodies::table.filter(followup_bodies::followup_id.eq(followup_id))).execute(db)?;
    Ok(())
}

/// Co-bodies of a follow-up.
pub fn co_bodies(db: &mut Connection, followup_id: &str) -> Outcome<Vec<String>> {
    Ok(followup_bodies::table
        .filter(followup_bodies::followup_id.eq(followup_id))
        .select(followup_bodies::body_id)
        .load(db)?)
}

/// Writes a deed down.
pub fn insert_deed(db: &mut Connection, row: &DeedRow) -> Outcome<()> {
    on_engine!(db, engine => diesel::insert_into(deeds::table).values(row).execute(engine))?;
    Ok(())
}

/// Deeds of a follow-up, newest first.
pub fn deeds(db: &mut Connection, followup_id: &str) -> Outcome<Vec<DeedRow>> {
    Ok(deeds::table
        .filter(deeds::followup_id.eq(followup_id))
        .order((deeds::at.desc(), deeds::id.desc()))
        .select(DeedRow::as_select())
        .load(db)?)
}

/// Who touched a follow-up last.
pub fn last_deed(db: &mut Connection, followup_id: &str) -> Outcome<Option<DeedRow>> {
    Ok(deeds::table
        .filter(deeds::followup_id.eq(followup_id))
        .order((deeds::at.desc(), deeds::id.desc()))
        .select(DeedRow::as_select())
        .first(db)
        .optional()?)
}

/// Writes a piece of evidence down.
pub fn insert_evidence(db: &mut Connection, row: &EvidenceRow) -> Outcome<()> {
    on_engine!(db, engine => diesel::insert_into(evidence::table).values(row).execute(engine))?;
    Ok(())
}

/// Evidence of a follow-up, oldest first.
pub fn evidence(db: &mut Connection, followup_id: &str) -> Outcome<Vec<EvidenceRow>> {
    Ok(evidence::table
        .filter(evidence::followup_id.eq(followup_id))
        .order(evidence::id)
        .select(EvidenceRow::as_select())
        .load(db)?)
}

/// One piece of evidence.
pub fn one_evidence(db: &mut Connection, id: &str) -> Outcome<EvidenceRow> {
    Ok(evidence::table.find(id).select(EvidenceRow::as_select()).first(db)?)
}

/// How many follow-ups there are, of every council.
pub fn count(db: &mut Connection) -> Outcome<i64> {
    Ok(followups::table.count().get_result(db)?)
}

/// Writes a deadline down.
pub fn insert_deadline(db: &mut Connection, row: &DeadlineRow) -> Outcome<()> {
    on_engine!(db, engine => diesel::insert_into(deadlines::table).values(row).execute(engine))?;
    Ok(())
}

/// Deadlines of a follow-up, newest first; superseded ones stay in its history.
pub fn deadlines(db: &mut Connection, followup_id: &str) -> Outcome<Vec<DeadlineRow>> {
    Ok(deadlines::table
        .filter(deadlines::followup_id.eq(followup_id))
        .order((deadlines::created_at.desc(), deadlines::id.desc()))
        .select(DeadlineRow::as_select())
        .load(db)?)
}

/// Marks the open deadlines of one kind as superseded.
pub fn supersede_deadlines(db: &mut Connection, followup_id: &str, kind: &str, at: &str) -> Outcome<()> {
    diesel::update(open_deadlines(followup_id, kind))
        .set((deadlines::superseded_at.eq(at), deadlines::open_on.eq(None::<String>)))
        .execute(db)?;
    Ok(())
}

/// Marks the open deadlines of one kind as met.
pub fn meet_deadlines(db: &mut Connection, followup_id: &str, kind: &str, on: &str) -> Outcome<usize> {
    let met = (deadlines::met_on.eq(on), deadlines::open_on.eq(None::<String>));
    Ok(on_engine!(db, engine => Kept(diesel::update(open_deadlines(followup_id, kind)).set(met)).execute(engine))?)
}

/// The day on which the open deadline of one kind began, where one is open.
pub fn open_since(db: &mut Connection, followup_id: &str, kind: &str) -> Outcome<Option<String>> {
    Ok(open_deadlines(followup_id, kind).select(deadlines::started_on).first(db).optional()?)
}

/// Opens the latest due day again, when a follow-up is reopened.
pub fn reopen_deadline(db: &mut Connection, followup_id: &str) -> Outcome<()> {
    let latest = deadlines(db, followup_id)?.into_iter().find(|row| row.kind == "due" && row.superseded_at.is_none());
    if let Some(latest) = latest {
        diesel::update(deadlines::table.find(&latest.id))
            .set((deadlines::met_on.eq(None::<String>), deadlines::open_on.eq(&latest.due_on)))
            .execute(db)?;
    }
    Ok(())
}

#[diesel::dsl::auto_type]
fn open_deadlines<'a>(followup_id: &'a str, kind: &'a str) -> _ {
    deadlines::table.filter(
        deadlines::followup_id.eq(followup_id).and(deadlines::kind.eq(kind)).and(deadlines::open_on.is_not_null()),
    )
}

/// Earlier follow-ups of a council that share a like key, or the same lead body: what likeness is asked about.
pub fn like_candidates(
    db: &mut Connection,
    council_id: &str,
    like_key: &str,
    lead_id: Option<&str>,
) -> Outcome<Vec<(String, String, String, Option<String>)>> {
    let columns = (followups::id, followups::number, followups::words, followups::source_on);
    let alike = followups::table
        .filter(followups::council_id.eq(council_id).and(followups::like_key.eq(like_key)))
        .order(followups::id.desc())
        .limit(20)
        .select(columns)
        .into_boxed::<Backend>();
    let mut found: Vec<(String, String, String, Option<String>)> = match lead_id {
        Some(lead) => alike.filter(followups::lead_id.eq(lead)).load(db)?,
        None => alike.filter(followups::lead_id.is_null()).load(db)?,
    };
    if let Some(lead) = lead_id {
        let recent: Vec<(String, String, String, Option<String>)> = followups::table
            .filter(followups::lead_id.eq(lead).and(followups::council_id.eq(council_id)))
            .order(followups::sort_due.desc())
            .limit(60)
            .select(columns)
            .load(db)?;
        for candidate in recent {
            if !found.iter().any(|known| known.0 == candidate.0) {
                found.push(candidate);
            }
        }
    }
    Ok(found)
}

/// The chain of earlier selves of a follow-up, nearest first.
pub fn earlier_selves(db: &mut Connection, row: &FollowupRow) -> Outcome<Vec<FollowupRow>> {
    let mut selves = Vec::new();
    let mut next = row.earlier_id.clone();
    while let Some(id) = next.take() {
        let earlier = by_id(db, &id)?;
        next.clone_from(&earlier.earlier_id);
        selves.push(earlier);
        if selves.len() == 20 {
            break;
        }
    }
    Ok(selves)
}

/// Follow-ups that point at this one as their earlier self.
pub fn later_selves(db: &mut Connection, id: &str) -> Outcome<Vec<FollowupRow>> {
    Ok(followups::table
        .filter(followups::earlier_id.eq(id))
        .order(followups::id)
        .select(FollowupRow::as_select())
        .load(db)?)
}

/// The follow-ups of one earlier round (the same source) that were not judged done.
pub fn not_done_of(db: &mut Connection, council_id: &str, source: &str) -> Outcome<Vec<FollowupRow>> {
    Ok(followups::table
        .filter(followups::council_id.eq(council_id).and(followups::source.eq(source)))
        .filter(followups::verdict.is_null().or(followups::verdict.ne(Verdict::Done.as_str())))
        .order((followups::sort_due, followups::id))
        .select(FollowupRow::as_select())
        .load(db)?)
}

/// The sources of a council with how many of their follow-ups were not judged done, most first.
pub fn sources_not_done(db: &mut Connection, council_id: &str) -> Outcome<Vec<(String, i64)>> {
    use diesel::dsl::count_star;
    let supervised = [Origin::Recommendation.as_str(), Origin::Conclusion.as_str()];
    let mut sources: Vec<(String, i64)> = followups::table
        .filter(followups::council_id.eq(council_id).and(followups::source.ne("")))
        .filter(followups::origin.eq_any(supervised))
        .filter(followups::verdict.is_null().or(followups::verdict.ne(Verdict::Done.as_str())))
        .group_by(followups::source)
        .select((followups::source, count_star()))
        .load(db)?;
    sources.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(sources)
}

/// What bodies owe a council and have not finished: body, open ones whose day is set, of those overdue.
pub fn overdue_of_bodies(
    db: &mut Connection,
    council_id: &str,
    of_bodies: &[String],
    today: Day,
) -> Outcome<Vec<(String, i64, i64)>> {
    let day = today.to_string();
    let open: Vec<(Option<String>, String)> = followups::table
        .filter(followups::council_id.eq(council_id).and(followups::lead_id.eq_any(of_bodies)))
        .filter(followups::closed_on.is_null().and(followups::sort_due.ne(NO_DAY)))
        .select((followups::lead_id, followups::sort_due))
        .load(db)?;
    let mut counted: std::collections::BTreeMap<String, (i64, i64)> = std::collections::BTreeMap::new();
    for (body, due) in open {
        let entry = counted.entry(body.unwrap_or_default()).or_default();
        entry.0 += 1;
        entry.1 += i64::from(due < day);
    }
    Ok(counted.into_iter().map(|(body, (open, overdue))| (body, open, overdue)).collect())
}

/// Every open follow-up of a council, in the order of the due day.
pub fn open_of(db: &mut Connection, council_id: &str) -> Outcome<Vec<FollowupRow>> {
    Ok(followups::table
        .filter(followups::council_id.eq(council_id).and(followups::closed_on.is_null()))
        .order((followups::sort_due, followups::id))
        .select(FollowupRow::as_select())
        .load(db)?)
}
